"""The grids of an Excel workbook: values as Excel last saved them, errors and uncomputed formulas where they stand."""

from io import BytesIO
from pathlib import Path
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from partnerbook.book.grid import EMPTY, Cell, Grid
from partnerbook.book.xlsx_look import Look, look_into
from partnerbook.errors import PartnerbookError


def xlsx_grids(path: Path, file: str) -> list[Grid]:
    """The cells of every worksheet, hidden ones too; charts and the like have none.

    Errors: PartnerbookError, one sentence, for a file that cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PartnerbookError(f"{file} cannot be opened: {error.strerror}.") from None
    package = look_into(data, file)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    except CalamineError as error:
        raise PartnerbookError(f"{file} cannot be read as a workbook ({error}); save it again in Excel.") from None
    grids = []
    for name in sheets:
        grid = Grid(file, name, [], days_from_1904=package.days_from_1904)
        grids.append(_filled(grid, workbook, package.sheets.get(name)))
    return grids


def _filled(grid: Grid, workbook: CalamineWorkbook, look: Look | None) -> Grid:
    if look is None:
        return grid._replace(unread=f"The sheet {grid.name} is not where the file says; save the file again in Excel.")
    if look.far:
        row, columns = look.far
        return grid._replace(
            unread=f"The sheet {grid.name} reaches down to row {row} and over {columns} columns, too far to be read; "
            "delete what stands far away from its table (Ctrl+End shows where it ends)."
        )
    try:
        values = workbook.get_sheet_by_name(grid.name).to_python(skip_empty_area=False)
    except CalamineError as error:
        return grid._replace(unread=f"The sheet {grid.name} cannot be read ({error}); save the file again in Excel.")
    rows = cast("list[list[Cell]]", values)
    for (row, column), cell in look.hidden.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend(EMPTY for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = cell
    return grid._replace(rows=rows)
