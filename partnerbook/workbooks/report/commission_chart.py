"""The chart of the Commission sheet: month by month what the deals pay, coloured by what has become of it.

The currency with most months is drawn: two currencies are never added up. Each month is of one kind, so that no two of
them are added up either. What is drawn stands beside the page.
"""

from collections import Counter
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.days import first_of_month, month_number
from partnerbook.figures.commission_amounts import PeriodCommission
from partnerbook.figures.overview import Overview
from partnerbook.workbooks.kit.charts import Columns, stacked_columns
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.kit.document import letters
from partnerbook.workbooks.kit.styles import GREY, NAVY, ORANGE, RED, TEAL
from partnerbook.workbooks.report.document import ReportDocument

BACK, AHEAD = 5, 12  # months before the day's own and behind it
_KINDS = {"settled": NAVY, "unconfirmed": RED, "expected": ORANGE, "earned": TEAL, "forecast": GREY}
_LEFT, _LAST = 12, "J"  # the column of the months, and the last one of the page
_WIDTH = 15


def chart_months(report: Overview) -> tuple[str, list[tuple[date, PeriodCommission | None]]]:
    """The currency that is drawn, and each month of the chart with what it pays; "" where nothing is paid in any."""
    own = month_number(report.as_of)
    months = [first_of_month(each) for each in range(own - BACK, min(own + AHEAD, month_number(date.max)) + 1)]
    rows = {
        (row.currency, row.first): row
        for row in report.commission.by_month
        if row.first in months and any(getattr(row, kind) for kind in _KINDS)
    }
    counts = Counter(currency for currency, _ in rows)
    reporting = report.book.settings.reporting_currency
    chosen = min(counts, key=lambda each: (-counts[each], each != reporting, each), default="")
    return chosen, [(month, rows.get((chosen, month))) for month in months]


def write_months(
    document: ReportDocument, sheet: Worksheet, report: Overview, table: SheetTable[PeriodCommission], row: int
) -> int:
    """Write the months beside the page and draw them on it, headed as in the table; the row below the chart."""
    currency, months = chart_months(report)
    if not currency:
        return row
    put, say = document.put, document.say
    title, headings = say("commission", "months", currency=currency), say.table(table).headings
    places = letters(len(_KINDS) + 1, _LEFT)
    put(sheet, f"{places[0]}{row - 1}", title, "pb_section")
    put(sheet, f"{places[0]}{row}", say("commission", "month"), "pb_head")
    for letter, kind in zip(places[1:], _KINDS, strict=True):
        put(sheet, f"{letter}{row}", headings[kind], "pb_head_number")
    for at, (month, found) in enumerate(months, row + 1):
        put(sheet, f"{places[0]}{at}", month, "pb_month")
        for letter, kind in zip(places[1:], _KINDS, strict=True):
            put(sheet, f"{letter}{at}", getattr(found, kind, 0), "pb_sparse_amount")
    last = row + len(months)
    stacked_columns(
        sheet, sheet, title, (f"A{row}", f"{_LAST}{last}"), f"{places[0]}{row + 1}:{places[0]}{last}",
        [
            Columns(f"{letter}{row}", f"{letter}{row + 1}:{letter}{last}", color)
            for letter, color in zip(places[1:], _KINDS.values(), strict=True)
        ],
        (), say.month_format("mmm yy"),
    )  # fmt: skip
    for letter in places:
        sheet.column_dimensions[letter].width = _WIDTH
    return last + 2
