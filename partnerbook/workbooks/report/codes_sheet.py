"""The hidden Codes sheet: the words that the report shows with their codes, and the codes of what a person entered."""

from typing import NamedTuple

from partnerbook.exact import figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import rank, rules_out
from partnerbook.workbooks.kit.codes import write_codes
from partnerbook.workbooks.kit.document import Formula, letters
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.program_sheet import left_out_months
from partnerbook.workbooks.report.said import quoted
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE
from partnerbook.workbooks.report.words import (
    ANSWERS,
    CODES,
    NO,
    NOT_KNOWN,
    RANKS,
    TRACK_WORDS,
    UNTOLD,
    YES,
    credited_rank,
)


class _Code(NamedTuple):
    """A code under a name: its formula, and what it comes to."""

    name: str
    formula: str
    value: object


def write_report_codes(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    lists = document.say.lists
    sheet = write_codes(document, CODES, lists)
    name, code = letters(2, 2 * len(lists) + 1)
    sheet.column_dimensions[name].width = 18
    codes = (*_codes(report), *_exact_points(report), *_segment(document, report))
    for row, each in enumerate(codes, 1):
        document.put(sheet, f"{name}{row}", each.name, "pb_label")
        document.put(sheet, f"{code}{row}", Formula(each.formula, each.value), "pb_helper")
        document.name(each.name, sheet, f"{code}{row}")
    for row, (track, called) in enumerate(TRACK_WORDS.items(), len(codes) + 1):
        document.put(sheet, f"{name}{row}", called, "pb_label")
        document.put(sheet, f"{code}{row}", document.say.tracks[track])
        document.name(called, sheet, f"{code}{row}")


def _exact_points(report: Overview) -> tuple[_Code, ...]:
    """The points that everything is computed with, to the six places that are compared; shown to two elsewhere."""
    sold, managed = LEDGER_TABLE("sold_now"), LEDGER_TABLE("managed_now")
    estimated = f'{LEDGER_TABLE("unit_code")},"estimated"'
    now = report.standing
    return (
        _Code("TotalPoints", f"ROUND(SUM({sold})+SUM({managed}),6)", figure(now.total)),
        _Code("SoldPoints", f"ROUND(SUM({sold}),6)", figure(now.sold)),
        _Code("SourcedPoints", f'ROUND(SUMIFS({sold},{LEDGER_TABLE("source_code")},"sourced"),6)', figure(now.sourced)),
        _Code("ManagedPoints", f"ROUND(SUM({managed}),6)", figure(now.managed)),
        _Code("EstimatedPoints", f"ROUND(SUMIFS({sold},{estimated})+SUMIFS({managed},{estimated}),6)",
              figure(report.estimated.total)),
    )  # fmt: skip


def _segment(document: ReportDocument, report: Overview) -> tuple[_Code, ...]:
    """The number of the segment that is picked, 0 for all clients and below it for none; its name for headings."""
    say, every = document.say, document.say("segments", "all")
    if not report.book.segments:
        codes = (_Code("SegmentCode", "0", 0), _Code("SegmentMembers", "1", 1))
        return (*codes, _Code("SegmentShown", quoted(every), every))
    found = 'SUMPRODUCT(MAX((SegmentChoices=SegmentPicked&"")*(ROW(SegmentChoices)-MIN(ROW(SegmentChoices))+1)))-1'
    named = say.formula("segments", "of", segment="SegmentPicked")
    return (
        _Code("SegmentCode", f'IF(SegmentPicked="",0,{found})', 0),
        _Code("SegmentCount", "MAX(SegmentRunning)", len(report.clients)),
        _Code("SegmentShown", f"IF(SegmentCode=0,{quoted(every)},{named})", every),
    )


def _codes(report: Overview) -> tuple[_Code, ...]:
    def of_edition(field: str, without: str) -> str:
        found = f"LOOKUP(AsOf,{EDITION_TABLE('start')},{EDITION_TABLE(field)})"
        return f'IF(Edition="",{without},{found})'

    def met(name: str, sign: str, have: str = "", known: str = "TRUE") -> str:
        found, asked = f"Elite{name}Have", f"Elite{name}Asked"
        answer = f"IF({have or found}{sign}{asked},{YES},{NO})"
        return f"IF(AND(ISNUMBER({found}),ISNUMBER({asked}),{known}),{answer},{NOT_KNOWN})"

    def code(known: bool | None) -> int:
        return NOT_KNOWN if known is None else int(known)

    _, retention, customers, people = report.elite
    unmet = f"OR(EliteOpen=0,EliteRetentionMet={NO},EliteCustomersMet={NO},ElitePeopleMet={NO})"
    changes = [day for entry in report.ledger.entries for day in (entry.start, entry.until) if day]
    return (
        _Code("MinimumCode", of_edition("minimum_code", '""'), report.edition.minimum),
        _Code("ManagedAsked", of_edition("managed_code", "0"), int(report.edition.managed_minimum)),
        _Code("EliteOpen", f"IF({ANSWERS.code('EliteInvited')}={YES},1,0)",
              int(report.book.settings.elite_invitation)),
        _Code("EliteRetentionMet",
              met("Retention", ">", "ROUND(EliteRetentionHave,12)", f"{left_out_months('AsOf')}=0"),
              code(retention.met)),
        _Code("EliteCustomersMet", met("Customers", ">="), code(customers.met)),
        _Code("ElitePeopleMet", met("People", ">="), code(people.met)),
        _Code("EliteNow", f"IF({unmet},0,1)", int(not rules_out(report.elite))),
        _Code("LastChange", f"MAX({LEDGER_TABLE('start')},{LEDGER_TABLE('until')})", max(changes, default=0)),
        _Code("GoalRank", RANKS.code("GoalTier", "0"), rank(report.goal)),
        _Code("CreditedNowRank",
              credited_rank("AsOf"),
              UNTOLD if report.untold else NOT_KNOWN if report.credited is None else rank(report.credited)),
    )  # fmt: skip
