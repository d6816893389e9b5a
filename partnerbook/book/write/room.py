"""Where new rows of a table go, and what stands in their way."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from partnerbook.book.read.headings import Layout
from partnerbook.book.read.own_rows import own_rows
from partnerbook.book.write.found_table import FoundTable
from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.grid import EMPTY, Cell, Grid, is_blank
from partnerbook.files.xlsx.areas import LAST_ROW, Area, place
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.table_part import ExcelTable


class Room(NamedTuple):
    """Free rows: the first, the table as it reaches now and as it will, and the Table of Excel that it is, if it is."""

    first: int
    before: Area
    after: Area
    excel_table: ExcelTable | None


class _Sheet(NamedTuple):
    """The sheet that rows go to: its XML, its Tables, its cells as the reader has them, read only where needed."""

    file: str
    found: FoundTable
    xml: SheetXml
    tables: Sequence[ExcelTable]
    grid: Callable[[], Grid]

    def refusal(self, row: int, column: int, message: Sentence) -> PartnerbookError:
        return refusal(self.file, self.found.sheet, row, column, message)


def refusal(file: str, sheet: str, row: int, column: int, message: Sentence) -> PartnerbookError:
    """The error that says what is in the way, and in which cell."""
    return PartnerbookError(
        "{file}, {sheet}!{place}: {message} Nothing is changed.",
        file=file,
        sheet=sheet,
        place=place(row, column),
        message=message,
    )


def refuse_blocks(file: str, sheet: str, xml: SheetXml, row: int, column: int) -> None:
    """Refuse, by PartnerbookError, a cell that is one of several with a single content."""
    for merged in xml.merged:
        if merged.has(row, column):
            raise refusal(file, sheet, row, column, Sentence("it is one of merged cells ({merged}).", merged=merged))
    for array in xml.arrays:
        if array.has(row, column) and (array.top, array.left) != (row, column):
            raise refusal(
                file, sheet, row, column, Sentence("a formula fills it together with others ({array}).", array=array)
            )


def room_for(
    count: int, file: str, found: FoundTable, xml: SheetXml, tables: Sequence[ExcelTable], grid: Callable[[], Grid]
) -> Room:
    """The room for so many rows below those that a table has. Errors: PartnerbookError for what is in the way."""
    sheet = _Sheet(file, found, xml, tables, grid)
    table = own_table(found, tables)
    before = _table_area(sheet, table) if table else _range_area(sheet)
    first = before.bottom + 1
    if table:
        rows = xml.rows_up(range(found.heading_row + 1, first))
        first = 1 + next((row for row in rows if _filled(sheet, table, row)), found.heading_row)
    after = before._replace(bottom=max(before.bottom, first + count - 1))
    new = after._replace(top=first)
    if after.bottom > LAST_ROW:
        raise sheet.refusal(before.bottom, after.left, Sentence("{count} more rows do not fit below it.", count=count))
    if table and table.totals and after.bottom > before.bottom:
        message = Sentence(
            "the totals row would have to move; switch it off in Excel (Table Design), and on again afterwards."
        )
        raise sheet.refusal(table.area.bottom, table.area.left, message)
    _refuse_what_is_there(sheet, table, before, new)
    return Room(first, before, after, table)


def own_table(found: FoundTable, tables: Sequence[ExcelTable]) -> ExcelTable | None:
    """The Table of Excel that holds the headings of a table of the book; None where its rows are a plain range."""
    for each in tables:
        held = any(each.area.left <= column <= each.area.right for column in found.columns.values())
        if held and each.headings and each.area.top == found.heading_row:
            return each
    return None


def _table_area(sheet: _Sheet, table: ExcelTable) -> Area:
    """The area of a Table without its totals, and with the rows that were typed right below it.

    Excel makes those part of the Table by itself; other programs leave them below it, and the reader reads both.
    """
    if table.kind:
        message = Sentence(
            "the Table {name} is filled from elsewhere ({kind}), which would take new rows away.",
            name=table.name,
            kind=table.kind,
        )
        raise sheet.refusal(table.area.top, table.area.left, message)
    columns = sheet.found.columns.values()
    area = table.area._replace(
        bottom=table.area.bottom - table.totals,
        left=min(table.area.left, *columns),
        right=max(table.area.right, *columns),
    )
    if table.totals or not sheet.xml.filled_cell(range(area.bottom + 1, area.bottom + 2), area.left, area.right):
        return area
    own, bottom = set(_own_rows(sheet)), area.bottom
    others = [other.area for other in sheet.tables if other is not table]
    while bottom + 1 in own and _whole(sheet, bottom + 1):
        bottom += 1
        if any(area._replace(bottom=bottom).meets(other) for other in others):
            return area
    return area._replace(bottom=bottom)


def _whole(sheet: _Sheet, row: int) -> bool:
    """Whether a row has all that every row of its table needs: a note below a table has not."""
    cells, columns = sheet.grid().rows[row], sheet.found.columns
    needed = [columns[column.field] for column in sheet.found.table.columns if column.required]
    return not any(is_blank(cells[column : column + 1]) for column in needed)


def _range_area(sheet: _Sheet) -> Area:
    """The area of a plain range: its headings, and down to its last row."""
    found, columns = sheet.found, sheet.found.columns.values()
    left, right = min(columns), max(columns)
    if found.table.by_row:
        rows = [each.row for each in found.settings.values()]
        return Area(max(found.heading_row, 0), left, max(rows), right)
    headings = sheet.grid().rows[found.heading_row]
    while right + 1 < len(headings) and not is_blank(headings[right + 1 : right + 2]):
        right += 1
    return Area(found.heading_row, left, max(_own_rows(sheet), default=found.heading_row), right)


def _own_rows(sheet: _Sheet) -> list[int]:
    found = sheet.found
    if found.table.by_row:
        return [each.row for each in found.settings.values()]
    return own_rows(Layout(sheet.grid(), found.table, found.heading_row, found.columns, {}))[0]


def _filled(sheet: _Sheet, table: ExcelTable, row: int) -> bool:
    """Whether anything but the Table's own formulas stands in one of its rows."""
    for cell in sheet.xml.cells(row):
        at = cell.column - table.area.left
        own = 0 <= at < len(table.formulas) and table.formulas[at] and cell.formula
        if table.area.left <= cell.column <= table.area.right and cell.filled and not own:
            return True
    return False


def _refuse_what_is_there(sheet: _Sheet, table: ExcelTable | None, before: Area, new: Area) -> None:
    for other in sheet.tables:
        if other is not table and other.area.meets(new):
            raise sheet.refusal(
                other.area.top, other.area.left, Sentence("the Table {name} stands where new rows go.", name=other.name)
            )
    for merged in sheet.xml.merged:
        if merged.meets(new):
            raise sheet.refusal(
                merged.top, merged.left, Sentence("merged cells ({merged}) stand where new rows go.", merged=merged)
            )
    for array in sheet.xml.arrays:
        if array.meets(new):
            raise sheet.refusal(
                array.top, array.left, Sentence("a formula that fills {array} stands where new rows go.", array=array)
            )
    below = LAST_ROW if table is None else new.bottom
    there = sheet.xml.filled_cell(range(before.bottom + 1, below + 1), new.left, new.right)
    if there:
        message = Sentence(
            "{shown} stands below the table, where new rows go; move it, or leave it out.",
            shown=_shown(sheet.grid(), *there),
        )
        raise sheet.refusal(*there, message)


def _shown(grid: Grid, row: int, column: int) -> str:
    from partnerbook.files.grid import shown

    cell: Cell = EMPTY
    if row < len(grid.rows) and column < len(grid.rows[row]):
        cell = grid.rows[row][column]
    return f'"{shown(cell)}"' if cell != EMPTY else "something"
