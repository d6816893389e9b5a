"""Formulas whose written values no longer hold once other cells have changed.

Excel works every formula out anew when it opens the file. Other programs, and everything that only reads, trust the
values that are written, so those that cannot be trusted are taken out.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import unescape

from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.formula_cells import formula_cells
from partnerbook.files.xlsx.parts import WORKBOOK, Parts
from partnerbook.files.xlsx.references import EVERYWHERE, Known, NamedTable, references
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import element_end, encoding_of, first_tag, tags, visible
from partnerbook.files.xlsx.table_part import tables_on

_MOST_ROUNDS = 50  # after which what is left counts as changed: formulas seldom lead up and down that often

_PREFIXED = re.compile(rb"(?!(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*)?<worksheet[\s>])")


class Formula(NamedTuple):
    """A formula's cells (more than one for an array), and the cells that it names, by sheet in casefold."""

    sheet: str
    cells: Area
    names: Sequence[tuple[str, Area]]


def has_formulas(xml: bytes) -> bool:
    """Whether any cell of a sheet's XML has a formula."""
    marks = (b"<f", b":f") if _PREFIXED.match(xml) else (b"<f",)
    return any(_begins(xml, mark) for mark in marks) and first_tag(visible(xml), "f") is not None


def _begins(xml: bytes, mark: bytes) -> bool:
    """Whether a name that is no longer begins with this: a sheet's rules have a <formula1>, which is another thing."""
    at = xml.find(mark)
    while at >= 0 and xml[at + len(mark) : at + len(mark) + 1] not in (b" ", b">", b"/", b"\t", b"\n", b"\r"):
        at = xml.find(mark, at + 1)
    return at >= 0


def known_names(parts: Parts, grown: Mapping[str, Area]) -> Known:
    """The Tables of a workbook, some of which have grown to other areas, and what its names stand for."""
    tables = {}
    for sheet, part in parts.sheets.items():
        for table in tables_on(parts, part):
            xml = parts.read(table.part)
            columns = [(tag.attribute("name") or "").casefold() for tag in tags(visible(xml), "tableColumn")]
            tables[table.name.casefold()] = NamedTable(sheet, grown.get(table.name, table.area), columns)
    xml = parts.written(WORKBOOK)
    scan, encoding = visible(xml), encoding_of(xml, WORKBOOK)
    names: dict[str, str] = {}
    for tag in tags(scan, "definedName"):
        if not tag.closed:
            text = scan[tag.stop : element_end(scan, tag, "definedName")].split(b"<")[0].decode(encoding)
            name = (tag.attribute("name") or "").casefold()
            names[name] = ",".join(filter(None, (names.get(name), unescape(text))))  # two sheets can have one each
    return Known(tables, names)


def formulas_of(sheet: SheetXml, name: str, known: Known) -> Iterator[Formula]:
    """The formulas of a sheet."""
    for cell in formula_cells(sheet):
        named = references(cell.text, name, cell.row - cell.down, known)
        names = [(on, _stretched(each, cell.down, cell.right)) for on, each in named]
        yield Formula(name.casefold(), cell.area, names)


def _stretched(area: Area, down: int, right: int) -> Area:
    """The cells that a shared formula names further down or right, where some parts move along and others do not."""
    if not down and not right:
        return area
    return Area(
        min(area.top, max(area.top + down, 0)),
        min(area.left, max(area.left + right, 0)),
        max(area.bottom, area.bottom + down),
        max(area.right, area.right + right),
    )


def stale(formulas: Sequence[Formula], changed: Mapping[str, Iterable[Area]]) -> list[Formula]:
    """The formulas that name changed cells (by sheet in casefold), or cells of formulas that do, and so on.

    >>> one = Formula("s", Area(0, 1, 0, 1), [("s", Area(0, 0, 9, 0))])
    >>> two, three = Formula("t", Area(0, 0, 0, 0), [("s", one.cells)]), Formula("t", Area(1, 0, 1, 0), [])
    >>> stale([two, one, three], {"s": [Area(5, 0, 5, 0)]}) == [one, two]
    True
    """
    following = _Following(formulas)
    for sheet, areas in changed.items():
        for area in areas:
            following.change(sheet, area)
    return following.all()


class _Following:
    """The formulas that are not yet known to be stale, by what they name: single cells, and areas."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self.formulas = formulas
        self.found: dict[int, Formula] = {}
        self.changed = _Cells()
        self.cells: defaultdict[tuple[str, int, int], list[int]] = defaultdict(list)
        self.areas: defaultdict[tuple[str, Area], list[int]] = defaultdict(list)
        self.waiting: list[tuple[str, Area]] = []
        for number, formula in enumerate(formulas):
            for sheet, area in formula.names:
                if sheet != EVERYWHERE and _is_cell(area):
                    self.cells[sheet, area.top, area.left].append(number)
                else:
                    self.areas[sheet, area].append(number)

    def change(self, sheet: str, area: Area) -> None:
        self.changed.add(sheet, area)
        self.waiting.append((sheet, area))

    def all(self) -> list[Formula]:
        if not self.waiting:
            return []
        for turn in range(_MOST_ROUNDS):
            before = len(self.found)
            self._follow_cells()
            # There and back: what follows from cell to cell down a sheet, or up, is found in one turn.
            for sheet, area in sorted(self.areas, reverse=turn % 2 == 1):
                if self.changed.has(sheet, area):
                    self._mark(self.areas.pop((sheet, area)))
                    self._follow_cells()
            if len(self.found) == before:
                return list(self.found.values())
        self._mark(range(len(self.formulas)))
        return list(self.found.values())

    def _mark(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self.found:
                self.found[number] = formula = self.formulas[number]
                self.change(formula.sheet, formula.cells)

    def _follow_cells(self) -> None:
        while self.waiting:
            sheet, area = self.waiting.pop()
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= len(self.cells):
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        self._mark(self.cells.pop((sheet, row, column), ()))
            else:
                for key in [key for key in self.cells if key[0] == sheet and area.has(*key[1:])]:
                    self._mark(self.cells.pop(key, ()))


def _is_cell(area: Area) -> bool:
    return area.top == area.bottom and area.left == area.right


class _Cells:
    """Changed cells: single ones by sheet and column, rows in order, and areas of several columns or rows."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.areas: defaultdict[str, set[Area]] = defaultdict(set)

    def add(self, sheet: str, area: Area) -> None:
        if _is_cell(area):
            insort(self.rows[sheet][area.left], area.top)
        else:
            self.areas[sheet].add(area)

    def has(self, sheet: str, area: Area) -> bool:
        if sheet == EVERYWHERE:
            return True
        if any(area.meets(each) for each in self.areas.get(sheet, ())):
            return True
        for column, rows in self.rows.get(sheet, {}).items():
            if area.left <= column <= area.right:
                at = bisect_left(rows, area.top)
                if at < len(rows) and rows[at] <= area.bottom:
                    return True
        return False
