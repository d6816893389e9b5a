"""Changes of a book as edits of a workbook's parts: which cells they are, what goes into them, and what grows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.book.read.style import DATES, Style
from partnerbook.book.tables import BY_NAME, SERVICES
from partnerbook.book.tables.settings import SETTING_HEADING, SETTINGS, VALUE_HEADING
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.write.change import Change
from partnerbook.book.write.column_type import column_types, typed
from partnerbook.book.write.contents import cell_content, is_held
from partnerbook.book.write.found_table import FoundTable, TableFinder
from partnerbook.book.write.new_column import NEEDED, free_column
from partnerbook.book.write.own_formulas import own_formulas
from partnerbook.book.write.room import Room, own_table, refusal, refuse_blocks, room_for
from partnerbook.book.write.told import empty_cells, kept_formula, made_column, no_column, other_row
from partnerbook.errors import Sentence
from partnerbook.files.grid import EMPTY, Cell, Grid, shown, tidy
from partnerbook.files.xlsx.areas import Area, place
from partnerbook.files.xlsx.cell_styles import CellStyles
from partnerbook.files.xlsx.cell_xml import Content, content_of
from partnerbook.files.xlsx.formulas_below import formula_below
from partnerbook.files.xlsx.grown_formula import Growth
from partnerbook.files.xlsx.grown_sheet import followed
from partnerbook.files.xlsx.lean import package_of_rows
from partnerbook.files.xlsx.new_parts import NewParts
from partnerbook.files.xlsx.opened import OpenedXlsx, opened_xlsx, sheet_grid
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.table_part import Extended, tables_on
from partnerbook.files.xlsx.text import begins_like_formula, xml_text
from partnerbook.files.xlsx.workbook_sheets import WorkbookSheets
from partnerbook.names import same_name

_LEFT_OUT = Sentence("so what belongs there is left out.")
_NOTHING = content_of(None)
ENDS, KEY = "end", "record_id"  # the fields by which a row gives way to another one, and is known again
_SHARED = "other_partners"  # all that parts a row of managing from the one before it
_BELOW = 50  # rows below a cell that tell of its column too


class Meant(NamedTuple):
    """The value of a record that a cell is to be read as, by the rule of its column, in the style of its texts."""

    column: Column
    value: object
    style: Style = Style()


class BookEdits:
    """The edits of a workbook that changes of a book ask for.

    `cells` are those that are written, by sheet, row and column: format (None for the cell's own) and content; `meant`
    what the reader is to make of them; `changed` where something else stands now; `left` what is not written, and why.
    `growths` are the tables that have more rows now, `grown_cells` the formulas that reach further by that: the cells
    that each fills, and its text, "" where it is written in another cell; `longer` says which references do, `short`
    which do not and leave rows out.
    """

    def __init__(self, opened: OpenedXlsx) -> None:
        self.file = opened.file
        self.days_from_1904 = opened.workbook.days_from_1904
        self.parts = Parts(opened.workbook.package)
        self.parts.refuse_what_a_change_would_break()
        self.finder = TableFinder(opened, self._few_rows)
        self.styles = CellStyles(self.parts)
        self.sheets = WorkbookSheets(self.parts)
        self.cells: defaultdict[str, defaultdict[int, dict[int, tuple[int | None, Content]]]]
        self.cells = defaultdict(lambda: defaultdict(dict))
        self.meant: defaultdict[str, dict[tuple[int, int], Meant]] = defaultdict(dict)
        self.changed: defaultdict[str, list[Area]] = defaultdict(list)
        self.extended: dict[str, Extended] = {}  # Tables of Excel, by their parts
        self.growths: list[Growth] = []
        self.grown_cells: defaultdict[str, dict[tuple[int, int], tuple[Area, str]]] = defaultdict(dict)
        self.longer: dict[str, None] = {}  # each sentence once, in order
        self.short: dict[str, None] = {}
        self.made: dict[str, None] = {}
        self.new_parts: NewParts | None = None
        self.new_sheets: dict[str, Table] = {}  # by their names
        self.new_settings: dict[Column, object] = {}
        self.left: dict[str, None] = {}  # each sentence once, in order
        self.formulas = 0

    def sheet(self, name: str) -> SheetXml:
        """The XML of a sheet that is to be changed. Errors: PartnerbookError for one that is protected."""
        if self.sheets.to_change(name).is_protected():
            message = Sentence(
                "the sheet is protected; unprotect it in Excel (Review, Unprotect Sheet), and protect it again."
            )
            raise refusal(self.file, name, 0, 0, message)
        return self.sheets.to_change(name)

    def _few_rows(self, name: str, rows: range) -> Grid:
        few = package_of_rows(self.parts.package.zip, name, self.sheets.to_change(name).only(rows), self.days_from_1904)
        return sheet_grid(opened_xlsx(few.getvalue(), self.file), name)

    def set(self, change: Change) -> bool | None:
        """Put another value into a cell of a record's row; whether that can be, else `left` says why not.

        None where the cell says so already, though its column makes something else of it.
        """
        needed, found = change.needs or change.field, self.finder.table(BY_NAME[change.table])
        if change.new not in (None, ""):
            found = self.with_column(found, needed)
        column = found.table.column(change.field)
        if found.table.by_row:
            if change.field not in found.settings:
                self.new_settings[column] = change.new
                return True
            at = found.settings[change.field]
            row, index = at.row, at.column
        elif needed in found.columns and change.field in found.columns:
            row, index = self._row(found, change), found.columns[change.field]
        else:
            self._no_column(found, found.table.column(needed))
            return False
        xml = self.sheet(found.sheet)
        refuse_blocks(self.file, found.sheet, xml, row, index)
        cell = xml.cell(row, index)
        if cell and cell.formula:
            self.left[kept_formula(self.file, found.sheet, place(row, index))] = None
            return False
        if is_held(cell_content(change.new, column, found.language), self._cell(found, row, index)):
            return None
        style = cell.style if cell else self._style_above(xml, found, row, index)
        kinds = {} if found.table.by_row else column_types(xml, range(found.heading_row + 1, row + _BELOW))
        self._put(found, row, index, None if cell else style, style, Meant(column, change.new), kinds)
        self.changed[found.sheet].append(Area(row, index, row, index))
        return True

    def add(self, table: Table, records: Sequence[Any]) -> int:
        """Put records into rows below those that a table has: how many. Without their key they are left out."""
        found = self.finder.table(table)
        for column in table.columns:
            if any(_says(record, column) for record in records):
                found = self.with_column(found, column.field)
        if table is SERVICES and KEY not in found.columns:
            self._no_column(
                found, table.column(KEY), Sentence("so new rows are left out: they would come again and again.")
            )
            return 0
        rows: list[dict[int, Meant]] = []
        for record in records:
            row: dict[int, Meant] = {}
            for column in table.columns:
                value = getattr(record, column.field)
                if column.field in found.columns:
                    row[found.columns[column.field]] = Meant(column, value)
                elif _says(record, column):
                    self._no_column(found, column)
            rows.append(row)
        self._add_rows(found, rows)
        return len(rows)

    def tells_apart(self, table: Table) -> bool:
        """Whether a row that follows another one could differ from it, else `left` says why not."""
        found = self.finder.table(table)
        for column in table.columns:
            if column.field == _SHARED and _SHARED not in self.with_column(found, _SHARED).columns:
                self._no_column(found, column)
                return False
        return True

    def leave(self, sentence: str) -> None:
        """Say what is not written, and why."""
        self.left[sentence] = None

    def add_new_settings(self) -> None:
        """Put the settings to set that the sheet lacks into rows below those that it has."""
        if self.new_settings:
            found, heading = self.finder.table(SETTINGS), Column("setting", "text", "", "", "", "")
            named, valued = found.columns[SETTING_HEADING.code], found.columns[VALUE_HEADING.code]
            rows = [
                {named: Meant(heading, column.heading(found.language)), valued: Meant(column, value)}
                for column, value in self.new_settings.items()
            ]
            self._add_rows(found, rows)

    def _add_rows(self, found: FoundTable, rows: Sequence[Mapping[int, Meant]]) -> None:
        xml = self.sheet(found.sheet)
        tables = list(tables_on(self.parts, self.parts.sheets[found.sheet]))
        room = room_for(len(rows), self.file, found, xml, tables, lambda: self._grid(found.sheet))
        above = room.first - 1 if room.first - 1 > found.heading_row else room.first
        styles = {cell.column: cell.style for cell in xml.cells(above)}
        kinds = {} if found.table.by_row else column_types(xml, range(found.heading_row + 1, room.first))
        own = own_formulas(xml, room, len(rows), found.columns.values())
        for cells in own.without:
            self.short[empty_cells(self.file, found.sheet, str(cells))] = None
        for row, values in enumerate(rows, room.first):
            there = {cell.column: cell for cell in xml.cells(row)}
            for column in range(room.after.left, room.after.right + 1):
                filled = column in there and there[column].filled
                style = styles.get(column, 0)
                if column in values and filled:
                    self.left[kept_formula(self.file, found.sheet, place(row, column))] = None
                elif column in values:
                    self._put(found, row, column, style, style, values[column], kinds)
                elif not filled and (
                    formula := formula_below(xml, room.excel_table, column, above, row) or own.new.get((row, column))
                ):
                    self.cells[found.sheet][row][column] = style, formula
                    self.formulas += 1
                elif not filled and style:
                    self.cells[found.sheet][row][column] = style, _NOTHING
        self._grow(found, xml, room, len(rows))

    def _grow(self, found: FoundTable, xml: SheetXml, room: Room, count: int) -> None:
        new = room.after._replace(top=room.first, bottom=room.first + count - 1)
        self.changed[found.sheet].append(new)
        table = room.excel_table
        whole = table.area._replace(bottom=table.area.bottom - table.totals) if table else room.before
        growth = Growth(found.sheet.casefold(), whole, room.first - 1, new.bottom, table is not None)
        self.growths.append(growth)
        if table is None:
            followed(xml, room.before, room.after.bottom)
        elif not table.totals and room.after.bottom > table.area.bottom:
            followed(xml, room.before._replace(bottom=table.area.bottom), room.after.bottom)
            headings = self.extended[table.part].headings if table.part in self.extended else ()
            self.extended[table.part] = Extended(table, room.after.bottom, headings)

    def _put(
        self,
        found: FoundTable,
        row: int,
        column: int,
        style: int | None,
        base: int,
        meant: Meant,
        kinds: Mapping[int, str],
    ) -> None:
        content = content_of(cell_content(meant.value, meant.column, found.language), self.days_from_1904)
        content, read_in = typed(
            content, meant.value, meant.column.kind, kinds.get(column, ""), lambda: self._texts(found, column)
        )
        if meant.column.kind in DATES and content.value and not content.kind:
            style = self.styles.of_day(base)
        elif content.kind == "inlineStr" and begins_like_formula(content.value or ""):
            style = self.styles.of_text(base)
        self.cells[found.sheet][row][column] = style, content
        value = xml_text(meant.value) if isinstance(meant.value, str) else meant.value
        self.meant[found.sheet][row, column] = meant._replace(value=value, style=read_in)

    def _cell(self, found: FoundTable, row: int, column: int) -> Cell:
        cells = self._grid(found.sheet).rows[row : row + 1]
        return cells[0][column] if cells and column < len(cells[0]) else EMPTY

    def _texts(self, found: FoundTable, column: int) -> list[str]:
        """All texts of a column below its heading."""
        below = self._grid(found.sheet).rows[found.heading_row + 1 :]
        cells = (row[column] for row in below if column < len(row))
        return [cell for cell in cells if isinstance(cell, str)]

    def _row(self, found: FoundTable, change: Change) -> int:
        """The row of a record. Errors: PartnerbookError where another record stands there now."""
        row = change.origin.row - 1
        at = found.columns.get("client")
        named = EMPTY if at is None else self._cell(found, row, at)
        name = tidy(named) if isinstance(named, str) else shown(named)  # of digits alone, it can be a number
        other = at is not None and same_name(name) != same_name(change.client)
        if change.origin.sheet != found.sheet or other:
            raise other_row(self.file, change.origin, shown(named), change.client)
        return row

    def _style_above(self, xml: SheetXml, found: FoundTable, row: int, column: int) -> int:
        above = xml.cell(row - 1, column) if row - 1 > found.heading_row else None
        return above.style if above else 0

    def with_column(self, found: FoundTable, field: str, wanted: bool = False) -> FoundTable:
        """A table with the column of a field, made where it has room and the book needs it, or somebody `wanted` it."""
        if field in found.columns or found.table.by_row or not (wanted or field in NEEDED):
            return found
        xml, grid = self.sheets.to_change(found.sheet), self._grid(found.sheet)
        tables = list(tables_on(self.parts, self.parts.sheets[found.sheet]))
        tables = [self.extended[each.part].widened if each.part in self.extended else each for each in tables]
        index = free_column(found, xml, tables, grid)
        if index is None:
            return found
        heading, column = found.table.column(field).heading(found.language), Column("heading", "text", "", "", "", "")
        beside = xml.cell(found.heading_row, index - 1)
        style = beside.style if beside else 0
        self._put(found, found.heading_row, index, style, style, Meant(column, heading), {})
        self.changed[found.sheet].append(Area(found.heading_row, index, found.heading_row, index))
        if table := own_table(found, tables):
            before = self.extended.get(table.part, Extended(table, table.area.bottom))
            self.extended[table.part] = before._replace(headings=(*before.headings, heading))
        self.made[made_column(self.file, found.sheet, heading, place(found.heading_row, index))] = None
        return self.finder.widen(found._replace(columns={**found.columns, field: index}))

    def _no_column(self, found: FoundTable, column: Column, so: str = _LEFT_OUT) -> None:
        self.leave(no_column(self.file, found.sheet, column.heading(found.language), so))

    def _grid(self, sheet: str) -> Grid:
        return self.finder.grid(sheet)


def _says(record: Any, column: Column) -> bool:
    """Whether a record says anything in a column."""
    return getattr(record, column.field) not in (None, column.default, record._field_defaults.get(column.field))
