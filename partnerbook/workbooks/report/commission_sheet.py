"""The Commission sheet: what the deals pay by quarter and currency, the next payout, and the deals that stop.

Its rules are longer than plain formulas can be: it is of the day that the report was made for, and says so.
"""

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables import PAYOUTS
from partnerbook.codes import LineOutcome
from partnerbook.exact import PLACES
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import PeriodCommission
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.figures.overview import Overview
from partnerbook.language.words import stops_words
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import fit_row
from partnerbook.workbooks.report.commission_chart import write_months
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import COMMISSION, STATEMENTS

_TOP = 5
_WHY_WIDTH = 66  # of the columns that say why a deal stops
_STOPS = 16  # deals that stop: the command lists all
_PAGE = 68  # so many rows can be read on one page
_STOP_CELLS = (("A", "B", "client"), ("C", "D", "deal"), ("E", "E", "monthly"), ("F", "F", "currency"),
               ("G", "J", "why"))  # fmt: skip


class PayoutRow(NamedTuple):
    """What a payout that is to come, or late, is of in one currency: our figures, and what the book says of it."""

    due: DuePayout
    currency: str

    def of(self, field: str) -> object:
        """One of our figures; None where there is none."""
        return next((getattr(part, field) for part in self.due.parts if part.currency == self.currency), None)

    def told(self, field: str) -> object:
        """What the book's sheet of payouts says."""
        return next((getattr(told, field) for told in self.due.told if told.currency == self.currency), None)


def when(say: ReportWords, days: int) -> str:
    """When something is that is so many days ahead, or below 0 so many days ago.

    >>> from partnerbook.workbooks.report.said import report_words
    >>> [when(report_words("en"), days) for days in (2, 1, 0, -1, -90)]
    ['in 2 days', 'in 1 day', 'today', '1 day ago', '90 days ago']
    """
    one, many = ("in_one", "in_days") if days > 0 else ("one_ago", "days_ago")
    key = "today" if not days else one if abs(days) == 1 else many
    return say("commission", key, days=abs(days))


def _amount(field: str, heading: str, note: str) -> SheetColumn[PeriodCommission]:
    return SheetColumn(heading, "pb_sparse_amount", 15, note, lambda row: getattr(row, field), empty=None)


QUARTER_TABLE: SheetTable[PeriodCommission] = SheetTable("CommissionQuarters", {
    "period": SheetColumn("Quarter", "pb_text", 14, value=lambda row: row.period),
    "expected_on": SheetColumn("Due on", "pb_day", 13, "The day on which the quarter is to be paid.",
                               lambda row: row.expected_on),
    "currency": SheetColumn("Currency", "pb_text", 10, value=lambda row: row.currency),
    "forecast": _amount("forecast", "Forecast", "Of months that are not over."),
    "earned": _amount("earned", "Earned", "Of months that are over, in a quarter that is not."),
    "expected": _amount("expected", "Expected", "Of quarters that are over and are still to be paid."),
    "unconfirmed": _amount("unconfirmed", "Not confirmed", "Due before the day, and no payment is recorded."),
    "settled": _amount("settled", "Settled, our figure", "Our figure of what is recorded as paid."),
    "paid": _amount("paid", "Paid, as stated", "What the statements say was paid."),
    "clawed_back": _amount("clawed_back", "Taken back", "What the statements take back, without its minus."),
})  # fmt: skip

PAYOUT_TABLE: SheetTable[PayoutRow] = SheetTable("CommissionDue", {
    "period": SheetColumn("Quarter", "pb_text", value=lambda row: row.due.period),
    "expected_on": SheetColumn("Due on", "pb_day", value=lambda row: row.due.expected_on),
    "currency": SheetColumn("Currency", "pb_text", value=lambda row: row.currency),
    "forecast": SheetColumn("Forecast", "pb_sparse_amount", value=lambda row: row.of("forecast")),
    "earned": SheetColumn("Months that are over", "pb_sparse_amount", value=lambda row: row.of("earned")),
    "clawed_back": SheetColumn("Taken back", "pb_sparse_amount", value=lambda row: row.of("clawed_back")),
    "gross": SheetColumn("Gross, as the book says", "pb_amount", value=lambda row: row.told("gross")),
    "net": SheetColumn("Net, as the book says", "pb_amount", value=lambda row: row.told("net")),
    "late": SheetColumn("When", "pb_text", told=lambda say, row: when(say, row.due.days)),
})  # fmt: skip


def has_commission(found: Commission) -> bool:
    """Whether there is anything to say: a deal that pays, a statement or a payout."""
    return bool(found.by_quarter or found.statement or found.payouts)


def write_commission(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where there is commission."""
    found, say = report.commission, document.say
    if not has_commission(found):
        return
    sheet = document.sheet(COMMISSION, "1E7B34")
    document.put(sheet, "A1", say.sheet(COMMISSION), "pb_title")
    document.put(sheet, "A2", say("commission", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    row = _write_payouts(document, sheet, found, _TOP)
    row = write_months(document, sheet, report, QUARTER_TABLE, row)
    row = _write_statements(document, sheet, found, row)
    row = _write_stopping(document, sheet, found, row)
    year = report.as_of.year
    quarters = sorted(found.by_quarter, key=lambda each: (each.first.year < year, each.first, each.currency))
    shown = 0
    for _, of_quarter in groupby(quarters, lambda each: each.first):  # as many quarters as the page holds
        count = len(list(of_quarter))
        if shown and row + 1 + shown + count > _PAGE:
            break
        shown += count
    document.put(sheet, f"A{row}", say("commission", "quarters", year=year), "pb_section")
    document.table(sheet, QUARTER_TABLE, f"A{row + 1}", quarters, bulk=True)
    last, head = row + 1 + max(1, len(quarters)), row + 1
    first = min(last, head + max(1, shown))
    document.on_paper(sheet, say.sheet(COMMISSION), "J", last, first, head, landscape=False, one_page=first <= _PAGE)


def _write_payouts(document: ReportDocument, sheet: Worksheet, found: Commission, row: int) -> int:
    """The next payout and those that are late, currency by currency; the row below them."""
    due, say = found.next_payout, document.say
    rows = [
        PayoutRow(each, currency)
        for each in (due, *found.late_payouts)
        for currency in sorted({part.currency for part in each.parts} | {told.currency for told in each.told})
    ]
    key = "late" if found.late_payouts else "next"
    said = say("commission", key, period=due.period, day=say.reader.day(due.expected_on), when=when(say, due.days))
    document.put(sheet, f"A{row}", said, "pb_section")
    if not rows:
        document.put(sheet, f"A{row + 1}", say("commission", "nothing"), "pb_label")
        return row + 3
    document.block(sheet, PAYOUT_TABLE, row + 1, rows, widths=False)
    sheet.row_dimensions[row + 1].height = 29
    return row + 3 + len(rows)


def payout_told(say: ReportWords, due: DuePayout, late: bool = False) -> str:
    """A payout in a sentence or two: what it is of, its quarter, and its day; that there is none, unless some are late.

    >>> from datetime import date
    >>> from partnerbook.workbooks.report.said import report_words
    >>> payout_told(report_words("en"), DuePayout("2026-Q3", date(2026, 11, 14), 14, ()), late=True)
    'Next payout: for 2026-Q3, expected on November 14, 2026, in 14 days'
    """
    told = say("commission", "next", period=due.period, day=say.reader.day(due.expected_on), when=when(say, due.days))
    amounts = _amounts(say, due)
    if not (amounts or due.told or late):
        return say("commission", "nothing")
    return f"{amounts}. {told}" if amounts else told


def _amounts(say: ReportWords, due: DuePayout) -> str:
    """What a payout is of, currency by currency: what the book says of it, else our figures."""
    money = partial(say.reader.number, places=PLACES)
    if due.told:
        told = ((each.gross if each.net is None else each.net, each.currency) for each in due.told)
        amounts = "; ".join(f"{money(amount)} {currency}" for amount, currency in told if amount is not None)
        return say("commission", "as_entered", amounts=amounts, sheet=PAYOUTS.label(say.language)) if amounts else ""
    return "; ".join(
        ", ".join(
            say("commission", f"part_{field}", amount=money(getattr(part, field)), currency=part.currency)
            for field in ("earned", "forecast", "clawed_back")
            if getattr(part, field)
        )
        for part in due.parts
    )


def _write_stopping(document: ReportDocument, sheet: Worksheet, found: Commission, row: int) -> int:
    """The first deals that stop paying at the next quarter, and how many more there are; the row below them."""
    if not found.stopping:
        return row
    say, put = document.say, document.put
    put(sheet, f"A{row}", say("commission", "stopping", day=say.reader.day(found.stopping[0].stops_on)), "pb_section")
    heads = {field: say("commission", field) for *_, field in _STOP_CELLS}
    lines: list[Mapping[str, object]] = [
        heads,
        *(
            {
                "client": deal.client,
                "deal": deal.deal or deal.line,
                "monthly": deal.monthly,
                "currency": deal.currency,
                "why": stops_words(deal.why, say.day(deal.lapses_on) if deal.lapses_on else "", say.language),
            }
            for deal in found.stopping[:_STOPS]
        ),
    ]
    for at, line in enumerate(lines, row + 1):
        for letter, until, field in _STOP_CELLS:
            style = {"monthly": "pb_amount", "why": "pb_wrapped"}.get(field, "pb_text")
            head = "pb_head_number" if field == "monthly" else "pb_head"
            put(sheet, f"{letter}{at}", line[field], head if line is heads else style)
            if until != letter:
                sheet.merge_cells(f"{letter}{at}:{until}{at}")
        fit_row(sheet, at, ((str(line["why"]), _WHY_WIDTH),))
    row += 1 + len(lines)
    if len(found.stopping) > _STOPS:
        count = len(found.stopping) - _STOPS
        put(sheet, f"A{row}", say("commission", "more_stopping", count=count), "pb_label")
        row += 1
    return row + 1


def _write_statements(document: ReportDocument, sheet: Worksheet, found: Commission, row: int) -> int:
    """How many lines of statements are equal to our figure and how many are to be looked at; the row below."""
    if not found.statement:
        return row
    equal = sum(check.outcome == LineOutcome.EQUAL for check in found.statement)
    other = len(found.statement) - equal
    said = document.say("commission", "statements", equal=equal, other=other, sheet=document.say.sheet(STATEMENTS))
    document.put(sheet, f"A{row}", said, "pb_label")
    return row + 2
