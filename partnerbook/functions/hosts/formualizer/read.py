"""What a workbook's formulas are and what is written beside them, read with the suspicion that every workbook gets.

Nothing but cells, Tables and names is read, so whatever else is in a workbook cannot stop what is worked out.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from partnerbook.errors import NotRead, PartnerbookError, Sentence
from partnerbook.files.grid import MOST_CELLS
from partnerbook.files.xlsx.areas import LAST_COLUMN, Area, area_of
from partnerbook.files.xlsx.look import Workbook
from partnerbook.files.xlsx.opened import too_far
from partnerbook.files.xlsx.package import damage_told
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.references import EVERYWHERE, references
from partnerbook.files.xlsx.sheet_cells import DATA_TABLE, SheetCell, shared_texts, sheet_cells
from partnerbook.files.xlsx.stale import Formula, known_names
from partnerbook.files.xlsx.table_part import tables_on
from partnerbook.files.xlsx.tokens import CALL, named_in
from partnerbook.functions.hosts.formualizer.formulas import CellFormula, TableCells, cell_formula
from partnerbook.functions.hosts.formualizer.serials import Serials, number

Value = float | str | bool | None
Place = tuple[str, int, int]
Filled = tuple[Area, dict[Place, Value]]
_NOTHING: Filled = Area(-1, -1, -1, -1), {}
_TEXTS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"


class FormulaCell(NamedTuple):
    """A cell with a formula: its place (from 0), the formula as it stands and as the engine reads it.

    `fills` are the cells that it fills, `names` those that it names, by sheet in casefold. Where something in it is not
    to be had here, such as another workbook, it is not `known`.
    """

    sheet: str
    row: int
    column: int
    formula: str
    read: CellFormula
    fills: Area
    names: tuple[tuple[str, Area], ...]
    known: bool

    @property
    def follows(self) -> Formula:
        """The same as `stale` takes it."""
        return Formula(self.sheet.casefold(), self.fills, self.names)


class Cells:
    """The cells of a workbook's sheets; `unread` says of each sheet that is not read why.

    `formulas`, what is `written` in the cells that each of them fills, and which of those are `days` as a workbook of
    1904 counts them, are known of a sheet once its values are read.

    Errors: PartnerbookError, one sentence, for a workbook that cannot be read at all.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.workbook = Workbook(data, file)
        self.file, self.package = file, self.workbook.package
        self.parts = Parts(self.package)
        self.unread = dict(self._unread())
        self.sheets = {name: part for name, part in self.parts.sheets.items() if name not in self.unread}
        if self.unread and not self.sheets:
            raise PartnerbookError(next(iter(self.unread.values())))
        self.there = {name.casefold() for name in self.sheets}
        with damage_told(file):
            self.known = known_names(self.parts, {})
            self.tables: Mapping[str, TableCells] = dict(self._tables())
            self._texts = shared_texts(self.package.xml(_TEXTS)) if _TEXTS in self.package.parts else []
            styles = self.package.xml(_STYLES) if _STYLES in self.package.parts else b""
            self.serials = Serials(styles, self.workbook.days_from_1904)
        self.formulas: list[FormulaCell] = []
        self.written: list[dict[Place, Value]] = []
        self.days: set[Place] = set()
        self._filled = 0

    def _unread(self) -> Iterator[tuple[str, str]]:
        for name in self.parts.sheets:
            try:
                look = self.workbook.look(name)
            except NotRead as error:
                yield name, Sentence("The sheet {name} is not read: {error}", name=name, error=error)
                continue
            if look and look.far:
                yield name, too_far(name, look.far)

    def _tables(self) -> Iterator[tuple[str, TableCells]]:
        for sheet, part in self.sheets.items():
            for table in tables_on(self.parts, part):
                name, area = table.name.casefold(), table.area
                corners = area.top + 1, area.left + 1, area.bottom + 1, area.right + 1
                headings = self.known.tables[name].headings
                yield name, TableCells(sheet, *corners, headings, int(table.headings), int(table.totals))

    def values(self, sheet: str) -> Iterator[tuple[int, int, Value]]:
        """The values of a sheet, by row and column from 0, but for those that a formula fills."""
        filled: dict[int, Filled] = {}
        with damage_told(self.file):
            for cell in sheet_cells(self.package.xml(self.sheets[sheet])):
                value = self._value(cell)
                area, written = filled.get(cell.column, _NOTHING)
                if not area.has(cell.row, cell.column):
                    if cell.formula is None:
                        yield cell.row, cell.column, value
                        continue
                    written = self._add(sheet, cell, cell.formula, filled)
                place = sheet, cell.row, cell.column
                written[place] = value
                if self.serials.is_day(cell.style):
                    self.days.add(place)

    def _add(self, sheet: str, cell: SheetCell, text: str, filled: dict[int, Filled]) -> dict[Place, Value]:
        """Where the values go that are written in the cells of a formula."""
        formula, written = self._formula(sheet, cell, text), dict[Place, Value]()
        self.formulas.append(formula)
        self.written.append(written)
        if cell.area:
            columns = range(cell.area.left, min(cell.area.right, LAST_COLUMN) + 1)
            self._filled += len(columns)
            if self._filled > MOST_CELLS:
                raise PartnerbookError(
                    "{file} is not read: its formulas fill more cells than are read.", file=self.file
                )
            filled.update(dict.fromkeys(columns, (cell.area, written)))
        return written

    def _value(self, cell: SheetCell) -> Value:
        """The value that is written in a cell; None for none, and for one that no cell can hold."""
        text = cell.value
        if text is None:
            return None
        match cell.type:
            case "s":
                return self._texts[int(text)] if text.isdecimal() and int(text) < len(self._texts) else None
            case "b":
                return text in ("1", "true")
            case "n" | "":
                return self.serials.plain(number(text), cell.style)
            case "d":
                return self.serials.of_text(text)
        return text or None

    def _formula(self, sheet: str, cell: SheetCell, text: str) -> FormulaCell:
        names = tuple(references(text, sheet, cell.row, self.known))
        fills = cell.area or Area(cell.row, cell.column, cell.row, cell.column)
        known = not any("[" in token.sheet and token.kind != CALL for token in named_in(text))
        if cell.kind == DATA_TABLE:  # worked out from the formulas above it and on its left
            around = Area(max(fills.top - 1, 0), max(fills.left - 1, 0), fills.bottom, fills.right)
            inputs = [area for each in cell.inputs if (area := area_of(each))]
            sides = (around._replace(bottom=around.top), around._replace(right=around.left), *inputs)
            names, known = tuple((sheet.casefold(), area) for area in sides), False
        known = known and all(name in self.there or (name == EVERYWHERE and not self.unread) for name, _ in names)
        read = cell_formula(f"={text}", cell.row + 1, self.tables)
        return FormulaCell(sheet, cell.row, cell.column, text, read, fills, names, known)
