"""The Checks sheet: what must hold in the report, recalculated with it, and what is worth knowing of the book."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT, total
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.lapses import LAPSE_WINDOW, at_stake
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import missing_thresholds
from partnerbook.files.problems import ERROR, WARNING, Problem, error_count
from partnerbook.language.spoken import spoken
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.changes_sheet import AFTER
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.ledger_sheet import TOP as LEDGER_TOP
from partnerbook.workbooks.report.months_sheet import EXPIRY_TABLE
from partnerbook.workbooks.report.program_sheet import left_out_months
from partnerbook.workbooks.report.tiers_sheet import TIER_TABLE
from partnerbook.workbooks.report.units_table import own_unit
from partnerbook.workbooks.report.words import ACTIVE, CHECKS, LEDGER, TRACK_WORDS

TOP = 5
_TEXT_WIDTH = 92
_WHOLE = ("number", "client_number", "client", "track", "points", "start", "until", "track_code", "state",
          "sold_now", "managed_now")  # fmt: skip
_PAGE = 40  # so many rows can be read on one page
_BELOW = 500  # rows below the Ledger in which nothing may stand
_NEARLY = Decimal("0.01")  # points by which sums of shown figures may differ


class CheckLine(NamedTuple):
    """A check: its words' key, a formula above 0 where it does not hold, and its value; or what only informs.

    `shown` is what the words name.
    """

    key: str
    formula: str
    found: int
    informs: bool = False
    shown: Mapping[str, object] = MappingProxyType({})


def _differs(track: str) -> str:
    """How far the points of a track after the range of the Changes sheet are from those of the Ledger that day."""
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    begun, ended = (f'SUMIFS({of_track},{LEDGER_TABLE(field)},"<="&ChangesTo)' for field in ("start", "until"))
    return f"ABS({AFTER[track]}-({begun}-{ended}))"


def _broken(entries: int) -> str:
    """The formula of how many rows of the Ledger lack what is computed with, or stand below it.

    A word that is typed over changes nothing: formulas compare the code behind it, so it is to be the same. A text is
    more than any number.
    """
    number, client_number, client, track, points, start, until, code, state, sold, managed = map(LEDGER_TABLE, _WHOLE)
    typed = "+".join(f'({column}<>"")' for column in (number, client_number, client, track, points, start))
    whole = "*".join(
        f'({column}<>"")*({column}<10^99)' for column in (number, client_number, points, start, state, sold, managed)
    )
    known = "+".join(f'({code}="{each}")*({track}={TRACK_WORDS[each]})' for each in (SOLD, MANAGED))
    counted = "+".join(f'({code}="{each}")*({now}={points})' for each, now in ((SOLD, sold), (MANAGED, managed)))
    right = f"{whole}*({until}<10^99)*({known})*((({state}<>{ACTIVE})+{counted})>0)"
    last = LEDGER_TOP + max(2, entries)
    right_column = LEDGER_TABLE.letter("until")
    below = f"COUNTA({{{LEDGER}}}!$A${last + 1}:${right_column}${last + _BELOW})"
    return f"SUMPRODUCT(({typed}>0)*(1-{right}))+{below}"


def _apart(sum_of_parts: Decimal, whole: Decimal) -> int:
    """1 where parts do not add up to the whole."""
    return int(abs(EXACT.subtract(sum_of_parts, whole)) >= _NEARLY)


def check_lines(report: Overview) -> tuple[CheckLine, ...]:
    """Every check of the report, those that must hold first."""
    settings = report.book.settings
    read_on = settings.credited_read_on or settings.credited_since
    entries = report.ledger.entries
    amount, rate, growth, points, unit, partners = map(
        LEDGER_TABLE, ("amount", "rate", "growth", "points", "unit", "partners")
    )
    factors = f"ABS({amount}*{rate}*{growth}-{points}*{unit}*{partners})>0.000001*{unit}*{partners}"
    start, until = LEDGER_TABLE("start"), LEDGER_TABLE("until")
    missing = missing_thresholds(report.book.tiers, report.edition)
    expiring = total(row.sold for row in report.expiries)
    clients = total(line.points.total for line in report.clients)
    estimated = sum(entry.terms.unit.estimated and entry.active(report.as_of) for entry in entries)
    return (
        CheckLine("clients",
                  f'IF(ABS(SUM({BREAKDOWN_TABLE("total_exact")})-TotalPoints)<0.01,0,1)',
                  _apart(clients, report.standing.total)),
        CheckLine("shown",
                  f'IF(ROUND(SUM({BREAKDOWN_TABLE("total")})-TotalShown,2)=0,0,1)', 0),
        *([CheckLine("explained", "IF(ROUND(ExplainOlder+ExplainSum-ExplainPoints,2)=0,0,1)", 0)] if entries else []),
        CheckLine("factors",
                  f"IFERROR(IF(SUMPRODUCT(--({factors}))=0,0,1),1)", 0),
        CheckLine("whole", f"IF({_broken(len(entries))}=0,0,1)", 0),
        CheckLine("changes",
                  f"IF({_differs(SOLD)}+{_differs(MANAGED)}<0.01,0,1)", 0),
        CheckLine("expiries",
                  f'IF(ROUND(SUM({EXPIRY_TABLE("sold")})-SoldShown,2)=0,0,1)', _apart(expiring, report.standing.sold)),
        CheckLine("ends",
                  f'IF(SUMPRODUCT(({until}<>"")*({until}<={start}))=0,0,1)',
                  int(any(entry.until is not None and entry.until <= entry.start for entry in entries))),
        CheckLine("day", 'IF(AND(Edition<>"",AsOf<=FollowedUntil),0,1)', 0,
                  shown={"first": editions()[0].start, "last": report.followed_until}),
        CheckLine("read",
                  'IF(AND(CreditedRank<>"",AsOf<CreditedReadOn),1,0)',
                  int(bool(settings.credited_tier) and read_on is not None and report.as_of < read_on)),
        CheckLine("unit", 'IF(OwnUnit="",1,0)', int(own_unit(report) is None),
                  shown={"currency": settings.reporting_currency}),
        CheckLine("thresholds",
                  f'IF(SUMIFS({TIER_TABLE("known")},{TIER_TABLE("edition")},Edition)=ROWS(TierNames),0,1)',
                  int(bool(missing))),
        CheckLine("judged", "IF(COUNT(ChecksUnjudged)=0,0,1)", int(bool(report.unjudged))),
        CheckLine("left_out",
                  f'IF({left_out_months("AsOf")}=0,0,1)', int(bool(report.averages.left_out))),
        CheckLine("credited",
                  'IF(OR(CreditedRank="",CreditedSince=""),1,0)',
                  int(not (settings.credited_tier and settings.credited_since))),
        CheckLine("certification",
                  'IF(CertifiedUntil="",1,0)', int(settings.certification_until is None)),
        CheckLine("used",
                  "IF(UnusedRows=0,0,1)", int(bool(report.problems or report.ledger.unused))),
        CheckLine("estimated",
                  f'COUNTIFS({LEDGER_TABLE("unit_code")},"estimated",{LEDGER_TABLE("state")},{ACTIVE})',
                  estimated, True),
        CheckLine("stale",
                  f'COUNTIFS({BREAKDOWN_TABLE("hubspot_age")},">{STALE_DAYS}")',
                  sum(each.stale for each in report.compared), True, {"days": STALE_DAYS}),
        CheckLine("lapsing",
                  f'COUNTIFS({BREAKDOWN_TABLE("lapses")},"<="&AsOf+{LAPSE_WINDOW},'
                  f'{BREAKDOWN_TABLE("managed_exact")},">=0.0000005")', at_stake(report.lapses, LAPSE_WINDOW)[0], True,
                  {"days": LAPSE_WINDOW}),
    )  # fmt: skip


def write_checks(document: ReportDocument, report: Overview, problems: Sequence[Problem] = ()) -> None:
    """Write the sheet. The number of failing checks is named ChecksFailing."""
    sheet = document.sheet(CHECKS, "1E7B34", (6, _TEXT_WIDTH, 12, 16, 60))
    put, say = document.put, document.say
    put(sheet, "A1", say.sheet(CHECKS), "pb_title")
    put(sheet, "A2", say("checks", "subtitle"), "pb_subtitle")
    for letter, key in zip("ABC", ("number", "what", "result"), strict=True):
        put(sheet, f"{letter}{TOP - 1}", say("checks", key), "pb_head")
    lines = check_lines(report)
    must = [line for line in lines if not line.informs]
    for offset, line in enumerate(must):
        row = TOP + offset
        put(sheet, f"A{row}", offset + 1, "pb_whole")
        _put_text(document, sheet, row, say("check_lines", line.key, **line.shown))
        put(sheet, f"C{row}", Formula(say.in_sheets(line.formula), line.found), "pb_check")
    last = TOP + len(must) - 1
    put(sheet, f"B{last + 1}", say("checks", "failing"), "pb_label")
    failing = sum(line.found for line in must)
    put(sheet, f"C{last + 1}", Formula(f"SUM(C{TOP}:C{last})", failing), "pb_total")
    document.name("ChecksFailing", sheet, f"C{last + 1}")
    document.mark(sheet, f"C{TOP}:C{last}", f"C{TOP}>0", "B3261E", "FBE9E7")
    row = last + 3
    put(sheet, f"B{row}", say("checks", "informs"), "pb_section")
    for line in lines:
        if line.informs:
            row += 1
            _put_text(document, sheet, row, say("check_lines", line.key, **line.shown))
            put(sheet, f"C{row}", Formula(line.formula, line.found), "pb_whole")
    row += 1
    unused = len(report.ledger.unused) + error_count(problems)
    put(sheet, f"B{row}", say("checks", "unused"))
    put(sheet, f"C{row}", unused, "pb_whole")
    document.name("UnusedRows", sheet, f"C{row}")
    _write_problems(document, report, problems, row + 2)
    sheet.freeze_panes = f"A{TOP}"
    document.put_day(sheet)
    document.on_paper(sheet, say.sheet(CHECKS), one_page=sheet.max_row < _PAGE)


def _put_text(document: ReportDocument, sheet: Worksheet, row: int, text: str) -> None:
    document.put(sheet, f"B{row}", text, "pb_wrapped")
    fit_row(sheet, row, ((text, _TEXT_WIDTH),))


def _write_problems(document: ReportDocument, report: Overview, problems: Sequence[Problem], top: int) -> None:
    sheet, say = document.made(CHECKS), document.say
    rows = [(problem.sheet, problem.cell, problem.severity, problem.found, problem.message) for problem in problems]
    rows += [(say.place(unused.origin), "", ERROR, "", unused.reason) for unused in report.ledger.unused]
    rows += [(say.place(left_out.origin), "", WARNING, "", left_out.reason) for left_out in report.unpriced]
    if not rows:
        return
    document.put(sheet, f"B{top}", say("checks", "found"), "pb_section")
    for offset, (place, cell, kind, found, message) in enumerate(rows, 1):
        where = f"{place}!{spoken(cell, say.reader)}" if cell else place
        document.put(sheet, f"A{top + offset}", say("severities", kind), "pb_label")
        document.put(sheet, f"B{top + offset}", f"{where}: {spoken(message, say.reader)}", "pb_wrapped")
        document.put(sheet, f"D{top + offset}", found or None, "pb_wrapped")
