"""The hidden Codes sheet: the words that the report shows with their codes, and the codes of what a person entered."""

from typing import NamedTuple

from partnerbook.exact import figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import rank
from partnerbook.workbooks.kit.codes import write_codes
from partnerbook.workbooks.kit.document import Document, Formula, letters
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE
from partnerbook.workbooks.report.words import ANSWERS, CODES, LISTS, NOT_KNOWN, RANKS, YES


class _Code(NamedTuple):
    """A code under a name: its formula, and what it comes to."""

    name: str
    formula: str
    value: object


def write_report_codes(document: Document, report: Overview) -> None:
    """Write the sheet."""
    sheet = write_codes(document, CODES, LISTS)
    name, code = letters(2, 2 * len(LISTS) + 1)
    sheet.column_dimensions[name].width = 18
    for row, each in enumerate((*_codes(report), *_exact_points(report)), 1):
        document.put(sheet, f"{name}{row}", each.name, "pb_label")
        document.put(sheet, f"{code}{row}", Formula(each.formula, each.value), "pb_helper")
        document.name(each.name, sheet, f"{code}{row}")


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


def _codes(report: Overview) -> tuple[_Code, ...]:
    def of_edition(field: str, without: str) -> str:
        found = f"LOOKUP(AsOf,{EDITION_TABLE('start')},{EDITION_TABLE(field)})"
        return f'IF(Edition="",{without},{found})'

    then = "LOOKUP(AsOf,CheckDays,CreditedRanks)"
    followed = f'IF(AsOf<INDEX(CheckDays,1),CreditedRank,IF({then}="",CreditedRank,{then}))'
    return (
        _Code("MinimumCode", of_edition("minimum_code", '""'), report.edition.minimum),
        _Code("ManagedAsked", of_edition("managed_code", "0"), int(report.edition.managed_minimum)),
        _Code("EliteOpen", f"IF({ANSWERS.code('EliteInvited')}={YES},1,0)",
              int(report.book.settings.elite_invitation)),
        _Code("GoalRank", RANKS.code("GoalTier", "0"), rank(report.goal)),
        _Code("CreditedNowRank", f'IF(OR(CreditedRank="",AsOf<CreditedReadOn),{NOT_KNOWN},{followed})',
              NOT_KNOWN if report.credited is None else rank(report.credited)),
    )  # fmt: skip
