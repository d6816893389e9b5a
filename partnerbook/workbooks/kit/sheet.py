"""A sheet of a workbook being made: openpyxl's own, which merges cells in a tenth of the time."""

from collections.abc import Sequence
from itertools import islice

from openpyxl.cell.cell import MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


class MadeSheet(Worksheet):
    """A worksheet; cells without a border are merged without being asked for one, edge by edge."""

    def merge_cells(
        self,
        range_string: str | None = None,
        start_row: int | None = None,
        start_column: int | None = None,
        end_row: int | None = None,
        end_column: int | None = None,
    ) -> None:
        """Make one cell of a range; what is in the first one stays, and whether a person may write into it."""
        cells = CellRange(range_string, start_column, start_row, end_column, end_row)
        first = self.cell(cells.min_row, cells.min_col)
        last = self._cells.get((cells.max_row, cells.max_col), first)
        if any(cell._style is not None and cell._style.borderId for cell in (first, last)):
            super().merge_cells(cells.coord)
            return
        protection = 0 if first._style is None else first._style.protectionId
        self.merged_cells.add(cells)
        for row, column in islice(cells.cells, 1, None):
            cell = self._cells[row, column] = MergedCell(self, row, column)
            if protection:
                cell._style = StyleArray()
                cell._style.protectionId = protection


def made_sheet(workbook: Workbook, title: str, color: str, widths: Sequence[float]) -> MadeSheet:
    """A new sheet of a workbook with a tab colour, without grid lines, its columns as wide as said."""
    sheet = MadeSheet(workbook, title)
    workbook._add_sheet(sheet)
    sheet.sheet_properties.tabColor = color
    sheet.sheet_view.showGridLines = False
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    return sheet
