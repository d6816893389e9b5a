"""Sheets that are wider than a page: over several pages across, the first columns on each, no letter below 7 points."""

from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

_SCALE = 70  # of letters of 10 points 7 are left
# Digits of 10 points beside each other on a page across at that scale: on A4, and on A4 and Letter alike.
_WHOLE, _ROOM = 212, 195
_FOLDED, _LINE = 30, 13  # columns so wide can hold what stands above a list in lines; the height of one


def later_pages(widths: Sequence[float], repeated: int, room: float) -> Iterator[int]:
    """How many columns stand before each page but the first, if so many columns are repeated on all of them.

    >>> list(later_pages([10, 20, 30, 30, 30, 30], 2, 100)), list(later_pages([10, 20, 90, 90], 2, 100))
    ([4], [3])
    """
    used = sum(widths[:repeated])
    for at, width in enumerate(widths):
        if at < repeated:
            continue
        if at > repeated and used + width > room:
            yield at
            used = sum(widths[:repeated])
        used += width


def spread(sheet: Worksheet, last: str) -> None:
    """Print a landscape sheet's columns to the last over as many pages across as they need, if one is not enough.

    The columns that stand still on the screen are on each.
    """
    sizes = [sheet.column_dimensions[get_column_letter(at + 1)] for at in range(column_index_from_string(last))]
    widths = [0.0 if size.hidden else size.width for size in sizes]
    if sum(widths) <= _WHOLE:
        return
    still = coordinate_to_tuple(sheet.freeze_panes or "A1")[1] - 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale, sheet.page_setup.pageOrder = _SCALE, "overThenDown"
    if still:
        sheet.print_title_cols = f"A:{get_column_letter(still)}"
        _fold_titles(sheet, get_column_letter(still), sum(widths[:still]))
    for each in later_pages(widths, still, _ROOM):
        sheet.col_breaks.append(Break(id=each))


def _fold_titles(sheet: Worksheet, last: str, width: float) -> None:
    """Let what stands above a list keep to the columns that are on each page, which would cut it off there."""
    if width < _FOLDED:
        return
    for row, letters in ((1, 0.5), (2, 0.95), (3, 0.95)):  # the title is larger
        cell = sheet.cell(row, 1)
        if not isinstance(cell.value, str):
            continue
        lines = -(-len(cell.value) // int(width * letters)) if cell.data_type != "f" else 1 + ("MadeFor" in cell.value)
        if last != "A":
            sheet.merge_cells(f"A{row}:{last}{row}")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if lines > 1:
            sheet.row_dimensions[row].height = lines * _LINE / letters + 3
