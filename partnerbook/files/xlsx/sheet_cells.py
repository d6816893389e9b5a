"""The cells of a sheet's XML as they pass by: what a program needs that works a workbook out, and nothing else.

Merges, comments, pictures, rules and links to elsewhere are not looked at. Values come one by one, so that a sheet of a
million cells takes no room; the formula of a cell that shares another's is moved to where it stands.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from partnerbook.files.grid import column_number
from partnerbook.files.xlsx.areas import Area, area_of
from partnerbook.files.xlsx.grown_formula import moved
from partnerbook.files.xlsx.package import DefinesEntities

ARRAY, DATA_TABLE = "array", "dataTable"
_PIECE = 2**18  # bytes of XML between two looks at what has passed by
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_INPUTS = ("r1", "r2")
_TEXTS = frozenset({"v", "t", "f"})
_COLUMNS: dict[str, int] = {}  # by their letters: there are 16,384 at most, and a sheet asks for each a million times


class _Locals(dict[str, str]):
    """Names of elements without the prefix that a program writes before them."""

    def __missing__(self, tag: str) -> str:
        found = tag.rpartition(":")[2]
        if len(self) < 1_000:
            self[tag] = found
        return found


_LOCAL = _Locals()


class SheetCell(NamedTuple):
    """A cell: its place (from 0), the type and number of format that it says, its value as written, and its formula.

    `value` is None where none is written. `formula` has no "=" and is None for a value; one that fills an `area` is an
    ARRAY or a DATA_TABLE by its `kind`, and a data table's `inputs` are the cells that it puts its values into.
    """

    row: int
    column: int
    type: str
    style: str
    value: str | None
    formula: str | None = None
    kind: str = ""
    area: Area | None = None
    inputs: tuple[str, ...] = ()


def sheet_cells(xml: bytes) -> Iterator[SheetCell]:
    """The cells of a sheet that hold a value or a formula, in the order of the XML.

    Errors: ExpatError for XML that cannot be read, DefinesEntities for one with definitions.
    """
    passing = _Passing()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = passing.start, passing.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = passing.text, _refuse
    for at in range(0, len(xml) or 1, _PIECE):
        parser.Parse(xml[at : at + _PIECE], at + _PIECE >= len(xml))
        yield from passing.found
        passing.found.clear()


def shared_texts(xml: bytes) -> list[str]:
    """The texts that cells share, in the order of their numbers. Errors: as of `sheet_cells`."""
    found: list[list[str]] = []
    inside = [False, False]  # a text, and how it is pronounced

    def start(tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            found.append([])
        elif name in ("t", "rPh"):
            inside[name == "rPh"] = True

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("t", "rPh"):
            inside[name == "rPh"] = False

    def text(characters: str) -> None:
        if found and inside == [True, False]:
            found[-1].append(characters)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, _refuse
    parser.Parse(xml, True)
    return ["".join(pieces) for pieces in found]


def _refuse(*_: object) -> None:
    raise DefinesEntities


class _Passing:
    """What stands open while the XML passes by; a row or a cell without a number follows the one before."""

    def __init__(self) -> None:
        self.found: list[SheetCell] = []
        self.row, self.column = -1, -1
        self.cell: dict[str, str] | None = None
        self.told: dict[str, str] = {}
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.into: list[str] | None = None
        self.spoken = False
        self.masters: dict[str, tuple[int, int, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _LOCAL[tag]
        if name == "v":
            if self.cell is not None:
                self.value = self.into = []
        elif name == "c":
            self.cell, self.value, self.formula = attributes, None, None
            self._place(attributes.get("r", ""))
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self.row + 1
            self.column = -1
        elif self.cell is None:
            return
        elif name == "f":
            self.told, self.formula = attributes, []
            self.into = self.formula
        elif name == "t" and not self.spoken:
            self.value = self.into = self.value or []
        elif name == "rPh":
            self.spoken = True

    def _place(self, written: str) -> None:
        letters = written.rstrip("0123456789")
        column, number = _COLUMNS.get(letters), written[len(letters) :]
        if column is None and (found := _PLACE.fullmatch(written)):
            column = _COLUMNS[letters] = column_number(found[1].encode())
        if column is None or not 0 < len(number) < 8:
            self.column += 1
        else:
            self.column, self.row = column, int(number) - 1

    def text(self, characters: str) -> None:
        if self.into is not None:
            self.into.append(characters)

    def end(self, tag: str) -> None:
        name = _LOCAL[tag]
        if name in _TEXTS:
            self.into = None
        elif name == "c":
            if self.cell is not None and (self.value is not None or self.formula is not None):
                self.found.append(self._cell(self.cell))
            self.cell = None
        elif name == "rPh":
            self.spoken = False

    def _cell(self, attributes: dict[str, str]) -> SheetCell:
        value = "".join(self.value) if self.value else None
        kind, style = attributes.get("t", "n"), attributes.get("s", "")
        if self.formula is None:
            return SheetCell(self.row, self.column, kind, style, value)
        found = SheetCell(self.row, self.column, kind, style, value)
        text, kind = "".join(self.formula), self.told.get("t", "")
        if kind == "shared":
            group = self.told.get("si", "")
            if text:
                self.masters[group] = self.row, self.column, text
            row, column, text = self.masters.get(group, (self.row, self.column, ""))
            return found._replace(formula=moved(text, self.row - row, self.column - column))
        area = area_of(self.told.get("ref", "")) if kind in (ARRAY, DATA_TABLE) else None
        inputs = tuple(self.told[name] for name in _INPUTS if name in self.told) if kind == DATA_TABLE else ()
        return found._replace(formula=text, kind=kind if area else "", area=area, inputs=inputs)
