"""Where a table of the book stands in a person's workbook: its sheet, its columns, and the language of its headings."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from partnerbook.book.read.headings import layout, table_of_name
from partnerbook.book.read.settings_rows import SettingCell, setting_cells
from partnerbook.book.read.sheets import may_hold, tables_in
from partnerbook.book.tables import TABLES
from partnerbook.book.tables.settings import SETTING_HEADING, VALUE_HEADING
from partnerbook.book.tables.shape import Table
from partnerbook.errors import PartnerbookError, Sentence, joined
from partnerbook.files.grid import SEARCHED, Grid, shown
from partnerbook.files.xlsx.opened import OpenedXlsx, every_grid, sheet_grid
from partnerbook.names import LANGUAGES, folded

_TOP = range(SEARCHED)


class NoSheet(PartnerbookError):
    """A workbook has no sheet for a table."""


class FoundTable(NamedTuple):
    """A table in a sheet, all places counted from 0: the row of its headings, and the column of each field.

    The Settings table has the columns "setting" and "value", and `settings` has its rows.
    """

    table: Table
    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    language: str
    settings: Mapping[str, SettingCell]


class TableFinder:
    """Finds the tables of an opened workbook as the reader does, and reads no sheet that it need not read.

    `few` gives the cells of some rows of a sheet, `grid` all of them.
    """

    def __init__(self, opened: OpenedXlsx, few: Callable[[str, range], Grid]) -> None:
        self.opened, self._few = opened, few
        self._grids: dict[str, Grid] = {}
        self._found: dict[str, FoundTable] = {}

    def grid(self, sheet: str) -> Grid:
        """All cells of a sheet; of the last two that were asked for it need not read them anew."""
        if sheet not in self._grids:
            for name in [*self._grids][:-1]:
                del self._grids[name]
            self._grids[sheet] = sheet_grid(self.opened, sheet)
        return self._grids[sheet]

    def table(self, table: Table) -> FoundTable:
        """A table of the book. Errors: PartnerbookError where the workbook has none, or it cannot be read."""
        if table.name not in self._found:
            self._found[table.name] = self._look_for(table)
        return self._found[table.name]

    def widen(self, found: FoundTable) -> FoundTable:
        """Have a table known with other columns from now on: that one."""
        self._found[found.table.name] = found
        return found

    def _look_for(self, table: Table) -> FoundTable:
        sheet = self._sheet(table)
        grid = self.grid(sheet) if table.by_row else self._few(sheet, _TOP)
        where = f"{grid.file}, {grid.name}"
        if grid.unread:
            raise PartnerbookError("{where}: {why}", where=where, why=grid.unread)
        if table.by_row:
            return _settings(grid, table, where)
        found, problems = layout(grid, table)
        if found is None:
            raise PartnerbookError(
                problems[0].sentence if problems else Sentence("{where}: the sheet has no headings.", where=where)
            )
        headings = [grid.rows[found.heading_row][column] for column in found.columns.values()]
        language = _language(list(zip(found.columns, map(shown, headings), strict=True)), table)
        return FoundTable(table, grid.name, found.heading_row, found.columns, language, {})

    def _sheet(self, table: Table) -> str:
        for name in self.opened.names:
            if table_of_name(name) is table and (not table.optional or may_hold(self._few(name, _TOP), table)):
                return name
        if table.name in self._by_headings:
            return self._by_headings[table.name]
        told = Sentence("that table's headings")
        if not table.by_row:
            headings = joined(column.named for column in table.columns)
            told = Sentence("the headings {headings} in its first row", headings=headings)
        raise NoSheet(
            '{file} has no sheet "{name}"; add one with {told}, or have it added by partnerbook add-sheets.',
            file=self.opened.file,
            name=table.named,
            told=told,
        )

    def known(self) -> Sequence[FoundTable]:
        """Every table that the workbook has and that can be read."""
        found = []
        for table in TABLES:
            with suppress(PartnerbookError):
                found.append(self.table(table))
        return found

    @cached_property
    def _by_headings(self) -> Mapping[str, str]:
        """The sheet of each table. Only where none has a table's name do headings tell, and all must be looked at."""
        tables, _ = tables_in(every_grid(self.opened)[0])
        return {found.name: grid.name for grid, found in tables}

    @property
    def language(self) -> str:
        """The language of the first table that the workbook has; English where it has none."""
        for table in sorted(TABLES, key=lambda each: each.field != "clients"):
            with suppress(PartnerbookError):
                return self.table(table).language
        return LANGUAGES[0]


def _settings(grid: Grid, table: Table, where: str) -> FoundTable:
    cells, problems = setting_cells(grid)
    if not cells:
        why = problems[0].message if problems else Sentence("the sheet is empty.")
        raise PartnerbookError("{where}: {why}", where=where, why=why)
    first = cells[0]
    row = grid.rows[first.row]
    label = next(at for at, cell in enumerate(row) if isinstance(cell, str) and shown(cell) == first.name)
    language = _language([(cell.field, cell.name) for cell in cells], table)
    heading = max((at for at in range(first.row) if _has_heading(grid.rows[at][label : label + 1])), default=-1)
    columns = {SETTING_HEADING.code: label, VALUE_HEADING.code: first.column}
    return FoundTable(table, grid.name, heading, columns, language, {cell.field: cell for cell in cells})


def _has_heading(cells: Sequence[object]) -> bool:
    spellings = (*SETTING_HEADING.labels, *SETTING_HEADING.also)
    return any(isinstance(cell, str) and folded(cell) in map(folded, spellings) for cell in cells)


def _language(headings: Sequence[tuple[str, str]], table: Table) -> str:
    """The language of most headings, given with their fields; English where none tells."""

    def count(language: str) -> int:
        return sum(folded(table.column(field).heading(language)) == folded(text) for field, text in headings)

    return max(LANGUAGES, key=count)
