"""The grids of an Excel workbook: values as Excel last saved them, errors and uncomputed formulas where they stand."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from partnerbook.errors import NotRead, PartnerbookError, Sentence
from partnerbook.files.beside import worker
from partnerbook.files.grid import EMPTY, MOST_CELLS, MOST_ROWS, Cell, Grid
from partnerbook.files.xlsx.look import Look, Workbook
from partnerbook.files.xlsx.package import MOST_FILE, damage_told


class OpenedXlsx(NamedTuple):
    """A workbook that was looked into, its worksheets' names, and the reader of their values."""

    file: str
    workbook: Workbook
    names: Sequence[str]
    values: CalamineWorkbook


def xlsx_grids(path: Path, file: str) -> list[Grid]:
    """The cells of every worksheet, hidden ones too; charts and the like have none.

    Errors: PartnerbookError, one sentence, for a file that cannot be read at all.
    """
    return grids_of(opened_xlsx(xlsx_bytes(path, file), file))


def grids_of(opened: OpenedXlsx) -> list[Grid]:
    """The same of a workbook that was opened."""
    grids, read = every_grid(opened)
    if grids and not read and grids[0].unread:
        raise PartnerbookError(grids[0].unread)
    return grids


def every_grid(opened: OpenedXlsx) -> tuple[list[Grid], bool]:
    """The cells of every worksheet, and whether any was read: one that is not, being too large say, says why.

    Errors as of `sheet_grid`.
    """
    grids: list[Grid] = []
    begun: list[Callable[[], Grid]] = []
    large = 0
    with worker() as beside:
        for name in opened.names:
            try:
                begun.append(_begun(opened, name, beside))
            except NotRead as error:  # no table may be in it
                unread = Grid(
                    opened.file,
                    name,
                    [],
                    unread=Sentence("The sheet {name} is not read: {error}", name=name, error=error),
                )
                begun.append(partial(_itself, unread))
                large += 1
            grids += [begun.pop(0)()] if begun[1:] else []  # the values of this one are read meanwhile
        grids += [finished() for finished in begun]
    return grids, large < len(grids)


def _begun(opened: OpenedXlsx, name: str, beside: Executor) -> Callable[[], Grid]:
    """What gives a sheet's grid once its values are read, which begins at once. Errors: as of `sheet_grid`."""
    grid, look = _empty(opened, name), opened.workbook.look(name)
    if look is None or look.far:
        return partial(_itself, _unread(grid, look))
    return partial(_filled, grid, look, beside.submit(opened.values.get_sheet_by_name, name).result)


def _itself(grid: Grid) -> Grid:
    return grid


def xlsx_bytes(path: Path, file: str) -> bytes:
    """The bytes of a workbook. Errors: PartnerbookError where it cannot be opened, or is too large."""
    try:
        size = path.stat().st_size
        if size > MOST_FILE:
            raise PartnerbookError(
                "{file} has {size} MB, and up to {most_file} MB are read; keep pictures elsewhere.",
                file=file,
                size=size // 2**20,
                most_file=MOST_FILE // 2**20,
            )
        return path.read_bytes()
    except OSError as error:
        raise PartnerbookError("{file} cannot be opened: {strerror}.", file=file, strerror=error.strerror) from None


def opened_xlsx(data: bytes, file: str) -> OpenedXlsx:
    """A workbook whose sheets can be read one by one. Errors as of `xlsx_grids`."""
    workbook = Workbook(data, file)
    try:
        values = CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError as error:
        return _without_other_sheets(workbook, file, error)
    names = [sheet.name for sheet in values.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return OpenedXlsx(file, workbook, names, values)


def _without_other_sheets(workbook: Workbook, file: str, why: CalamineError) -> OpenedXlsx:
    """The workbook, where the reader of values refuses it for a sheet that is no worksheet, or is nowhere."""
    from partnerbook.files.xlsx.lean import lean_copy  # seldom asked for, and slow to import

    with damage_told(file):
        copy = lean_copy(workbook)
    try:
        return OpenedXlsx(file, workbook, [*workbook.worksheets], CalamineWorkbook.from_filelike(BytesIO(copy)))
    except CalamineError:
        raise PartnerbookError(
            "{file} cannot be read as a workbook ({why}); save it again in Excel.", file=file, why=why
        ) from None


def sheet_grid(opened: OpenedXlsx, name: str) -> Grid:
    """The cells of one worksheet. Errors: PartnerbookError, one sentence, for one that is made to harm."""
    grid, look = _empty(opened, name), opened.workbook.look(name)
    if look is None or look.far:
        return _unread(grid, look)
    return _filled(grid, look, partial(opened.values.get_sheet_by_name, name))


def _empty(opened: OpenedXlsx, name: str) -> Grid:
    return Grid(opened.file, name, [], days_from_1904=opened.workbook.days_from_1904)


def too_far(sheet: str, far: tuple[int, int]) -> Sentence:
    """Why a sheet is not read that reaches down to a row and over some columns."""
    row, columns = far
    return Sentence(
        "The sheet {sheet} reaches down to row {row} and over {columns} columns, too far to be read (up to "
        "{most_rows:,} rows and {most_cells:,} cells are); delete what stands far away from its table (Ctrl+End "
        "shows where it ends).",
        sheet=sheet,
        row=row,
        columns=columns,
        most_rows=MOST_ROWS,
        most_cells=MOST_CELLS,
    )


def _unread(grid: Grid, look: Look | None) -> Grid:
    if look is None or not look.far:
        return grid._replace(
            unread=Sentence(
                "The sheet {name} is not where the file says; save the file again in Excel.", name=grid.name
            )
        )
    return grid._replace(unread=too_far(grid.name, look.far))


def _filled(grid: Grid, look: Look, values: Callable[[], CalamineSheet]) -> Grid:
    try:
        rows = cast("list[list[Cell]]", values().to_python(skip_empty_area=False))
    except CalamineError as error:
        return grid._replace(
            unread=Sentence(
                "The sheet {name} cannot be read ({error}); save the file again in Excel.", name=grid.name, error=error
            )
        )
    for (row, column), cell in look.hidden.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend(EMPTY for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = cell
    return grid._replace(rows=rows)
