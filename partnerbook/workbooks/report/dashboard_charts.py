"""The charts of the Dashboard: the way to each tier, points by month, what will expire, what came and went."""

from collections.abc import Callable
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.figures.months import MONTHS_AHEAD, MONTHS_BACK
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.charts import Columns, Line, stacked_columns
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.kit.styles import FAINT, NAVY, ORANGE, RED, TEAL
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.months_sheet import EXPIRIES_TOP, EXPIRY_TABLE, MONTH_TABLE, MONTHS_TOP
from partnerbook.workbooks.report.tiers_sheet import STANDING, STANDING_TOP
from partnerbook.workbooks.report.words import MONTHS, TIERS

_HEIGHT = 13  # of a chart, in rows


def write_charts(document: ReportDocument, sheet: Worksheet, top: int) -> None:
    """Draw the four charts, two side by side and two below them."""
    tiers, months, say = document.made(TIERS), document.made(MONTHS), document.say
    months_as = say.month_format("mmm yy")
    left, right = (
        [(f"{first}{row}", f"{last}{row + _HEIGHT - 1}") for row in (top, top + _HEIGHT)]
        for first, last in ("BG", "HN")
    )
    of_tiers = _cells(STANDING, STANDING_TOP - 1, len(editions()[-1].tier_names))
    of_months = _cells(MONTH_TABLE, MONTHS_TOP, MONTHS_BACK)
    of_expiries = _cells(EXPIRY_TABLE, EXPIRIES_TOP, MONTHS_AHEAD + 1)
    stacked_columns(
        sheet, tiers, say("charts", "tiers"), left[0], of_tiers("tier")[1],
        (Columns(*of_tiers("sold"), TEAL), Columns(*of_tiers("managed_points"), NAVY),
         Columns(*of_tiers("still"), FAINT, labels=True)),
        (Line(*of_tiers("bar"), ORANGE, marks=True),),
    )  # fmt: skip
    stacked_columns(
        sheet, months, say("charts", "months"), right[0], of_months("month")[1],
        (Columns(*of_months("sold"), TEAL), Columns(*of_months("managed"), NAVY)),
        (Line(*of_months("to_keep"), ORANGE), Line(*of_months("to_reach"), RED)),
        months_as,
    )  # fmt: skip
    stacked_columns(
        sheet, months, say("charts", "expiries"), left[1], of_expiries("until")[1],
        (Columns(*of_expiries("sold"), ORANGE), Columns(*of_expiries("managed"), NAVY)),
        (), months_as,
    )  # fmt: skip
    stacked_columns(
        sheet, months, say("charts", "changes"), right[1], of_months("month")[1],
        (Columns(*of_months("new_sold"), TEAL), Columns(*of_months("lost_sold"), ORANGE)),
        (), months_as, side_by_side=True,
    )  # fmt: skip


def _cells(table: SheetTable[Any], top: int, count: int) -> Callable[[str], tuple[str, str]]:
    """The heading's cell and the values' cells of a column, in a table with headings in row `top`."""

    def cells(field: str) -> tuple[str, str]:
        letter = table.letter(field)
        return f"{letter}{top}", f"{letter}{top + 1}:{letter}{top + count}"

    return cells
