"""The Checks sheet: what must hold in the report, recalculated with it, and what is worth knowing of the book."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT, total
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.lapses import LAPSE_WINDOW, at_stake
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import missing_thresholds
from partnerbook.files.problems import ERROR, WARNING, Problem, error_count
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.document import Document, Formula, page
from partnerbook.workbooks.report.account_sheet import left_out_months
from partnerbook.workbooks.report.changes_sheet import AFTER
from partnerbook.workbooks.report.clients_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.months_sheet import EXPIRY_TABLE
from partnerbook.workbooks.report.tiers_sheet import TIER_TABLE
from partnerbook.workbooks.report.units_table import own_unit
from partnerbook.workbooks.report.words import ACTIVE, CHECKS

TOP = 5
_NEARLY = Decimal("0.01")  # points by which sums of shown figures may differ


class CheckLine(NamedTuple):
    """One check: what must hold, a formula that is above 0 where it does not, and its value; or what only informs."""

    text: str
    formula: str
    found: int
    informs: bool = False


def _differs(track: str) -> str:
    """How far the points of a track after the range of the Changes sheet are from those of the Ledger that day."""
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    begun, ended = (f'SUMIFS({of_track},{LEDGER_TABLE(field)},"<="&ChangesTo)' for field in ("start", "until"))
    return f"ABS({AFTER[track]}-({begun}-{ended}))"


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
    first, last = editions()[0].start, report.followed_until
    expiring = total(row.sold for row in report.expiries)
    clients = total(line.points.total for line in report.clients)
    estimated = sum(entry.terms.unit.estimated and entry.active(report.as_of) for entry in entries)
    return (
        CheckLine("The clients' points add up to the total.",
                  f'IF(ABS(SUM({BREAKDOWN_TABLE("total_exact")})-TotalPoints)<0.01,0,1)',
                  _apart(clients, report.standing.total)),
        CheckLine("So do the points that are shown: the clients', and sold and managed points.",
                  f'IF(ROUND(SUM({BREAKDOWN_TABLE("total")})-TotalShown,2)=0,0,1)', 0),
        CheckLine("Every entry's points follow from its amount, unit, rate, growth and partners.",
                  f"IF(SUMPRODUCT(--({factors}))=0,0,1)", 0),
        CheckLine("Points before + new - lost give the points after, in the range of the Changes sheet.",
                  f"IF({_differs(SOLD)}+{_differs(MANAGED)}<0.01,0,1)", 0),
        CheckLine("All sold points expire within the 12 months ahead.",
                  f'IF(ROUND(SUM({EXPIRY_TABLE("sold")})-SoldShown,2)=0,0,1)', _apart(expiring, report.standing.sold)),
        CheckLine("Every entry ends after it begins.",
                  f'IF(SUMPRODUCT(({until}<>"")*({until}<={start}))=0,0,1)',
                  int(any(entry.until is not None and entry.until <= entry.start for entry in entries))),
        CheckLine(f"The as-of day lies from {first} to {last}: so far tier and retention can be followed here.",
                  'IF(AND(Edition<>"",AsOf<=FollowedUntil),0,1)', 0),
        CheckLine("The credited tier was read by the as-of day: before that nobody knows which tier was held.",
                  'IF(AND(CreditedRank<>"",AsOf<CreditedReadOn),1,0)',
                  int(bool(settings.credited_tier) and read_on is not None and report.as_of < read_on)),
        CheckLine(f"What counts as US$100 in {settings.reporting_currency} is known on the as-of day (Tiers).",
                  'IF(OwnUnit="",1,0)', int(own_unit(report) is None)),
        CheckLine("The thresholds of the edition in force are all entered on the Tiers sheet.",
                  f'IF(SUMIFS({TIER_TABLE("known")},{TIER_TABLE("edition")},Edition)=ROWS(TierNames),0,1)',
                  int(bool(missing))),
        CheckLine("Every monthly check that the credited tier can hang on was judged (Reviews says which were not).",
                  "IF(COUNT(ChecksUnjudged)=0,0,1)", int(bool(report.unjudged))),
        CheckLine("No MRR is left out of the 12-month averages of retention for want of a rate.",
                  f'IF({left_out_months("AsOf")}=0,0,1)', int(bool(report.averages.left_out))),
        CheckLine("The credited tier, since when and when it was read are entered.",
                  'IF(OR(CreditedRank="",CreditedSince=""),1,0)',
                  int(not (settings.credited_tier and settings.credited_since))),
        CheckLine("The end of the certification is entered (empty: taken as valid).",
                  'IF(CertifiedUntil="",1,0)', int(settings.certification_until is None)),
        CheckLine("Every row of the book could be used (below: the rows that could not).",
                  "IF(UnusedRows=0,0,1)", int(bool(report.problems or report.ledger.unused))),
        CheckLine("Entries that count now and stand on an estimated point unit: enter HubSpot's on the sheet Rates.",
                  f'COUNTIFS({LEDGER_TABLE("unit_code")},"estimated",{LEDGER_TABLE("state")},{ACTIVE})',
                  estimated, True),
        CheckLine(f"Clients whose points of HubSpot are more than {STALE_DAYS} days old (Points breakdown).",
                  f'COUNTIFS({BREAKDOWN_TABLE("hubspot_age")},">{STALE_DAYS}")',
                  sum(each.stale for each in report.compared), True),
        CheckLine(f"Clients with managed points whose managing has lapsed, or does within {LAPSE_WINDOW} days.",
                  f'COUNTIFS({BREAKDOWN_TABLE("lapses")},"<="&AsOf+{LAPSE_WINDOW},'
                  f'{BREAKDOWN_TABLE("managed_exact")},">=0.0000005")', at_stake(report.lapses, LAPSE_WINDOW)[0], True),
    )  # fmt: skip


def write_checks(document: Document, report: Overview, problems: Sequence[Problem] = ()) -> None:
    """Write the sheet. The number of failing checks is named ChecksFailing."""
    sheet = document.sheet(CHECKS, "1E7B34", (6, 92, 12, 16, 60))
    put = document.put
    put(sheet, "A1", "Checks", "pb_title")
    put(sheet, "A2", "Recalculated with every figure: OK, or LOOK where something does not add up or is missing.",
        "pb_subtitle")  # fmt: skip
    for letter, head in zip("ABC", ("No.", "What must hold", "Result"), strict=True):
        put(sheet, f"{letter}{TOP - 1}", head, "pb_head")
    lines = check_lines(report)
    must = [line for line in lines if not line.informs]
    for offset, line in enumerate(must):
        row = TOP + offset
        put(sheet, f"A{row}", offset + 1, "pb_whole")
        put(sheet, f"B{row}", line.text)
        put(sheet, f"C{row}", Formula(line.formula, line.found), "pb_check")
    last = TOP + len(must) - 1
    put(sheet, f"B{last + 1}", "Checks that need a look", "pb_label")
    failing = sum(line.found for line in must)
    put(sheet, f"C{last + 1}", Formula(f"SUM(C{TOP}:C{last})", failing), "pb_total")
    document.name("ChecksFailing", sheet, f"C{last + 1}")
    document.mark(sheet, f"C{TOP}:C{last}", f"C{TOP}>0", "B3261E", "FBE9E7")
    row = last + 3
    put(sheet, f"B{row}", "Worth knowing", "pb_section")
    for line in lines:
        if line.informs:
            row += 1
            put(sheet, f"B{row}", line.text)
            put(sheet, f"C{row}", Formula(line.formula, line.found), "pb_whole")
    row += 1
    unused = len(report.ledger.unused) + error_count(problems)
    put(sheet, f"B{row}", "Rows of the book that could not be used when the report was made")
    put(sheet, f"C{row}", unused, "pb_whole")
    document.name("UnusedRows", sheet, f"C{row}")
    _write_problems(document, report, problems, row + 2)
    sheet.freeze_panes = f"A{TOP}"
    page(sheet, "Checks")


def _write_problems(document: Document, report: Overview, problems: Sequence[Problem], top: int) -> None:
    sheet = document.workbook[CHECKS]
    rows = [(problem.sheet, problem.cell, problem.severity, problem.found, problem.message) for problem in problems]
    rows += [(str(unused.origin), "", ERROR, "", unused.reason) for unused in report.ledger.unused]
    rows += [(str(left_out.origin), "", WARNING, "", left_out.reason) for left_out in report.unpriced]
    if not rows:
        return
    document.put(sheet, f"B{top}", "Found in the book", "pb_section")
    for offset, (place, cell, kind, found, message) in enumerate(rows, 1):
        where = f"{place}!{cell}" if cell else place
        document.put(sheet, f"A{top + offset}", kind, "pb_label")
        document.put(sheet, f"B{top + offset}", f"{where}: {message}", "pb_wrapped")
        document.put(sheet, f"D{top + offset}", found or None, "pb_wrapped")
