"""A look into an .xlsx package before its values are read: is it safe, where are its sheets, and what would be hidden.

The reader of values gives an error cell and a formula that was never computed as empty, and takes memory by the
furthest cell, and for each cell a copy of its text. So a sheet's XML is looked through for these before its values are
read, and a sheet that nobody reads is not. Nothing in a package is run, and nothing is fetched.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from posixpath import join, normpath
from typing import NamedTuple
from zipfile import BadZipFile

from partnerbook.errors import PartnerbookError, Sentence, TooLarge
from partnerbook.files.grid import MOST_CELLS, MOST_ROWS, Unreadable, column_number
from partnerbook.files.xlsx.every_cell import every_cell, xml_parser
from partnerbook.files.xlsx.package import Package, damage_told
from partnerbook.files.xlsx.plain_rows import around_plain_rows, shared_length

MOST_TEXT = 20_000_000  # characters of all cells together
_SMALLEST_CELL, _SMALLEST_WITH_PLACE = len("<c><v>1</v></c>"), len('<c r="A1"><v>1</v></c>')
_ROOT, _WORKBOOK, _RELATIONS = "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXTS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
# The parts that the reader of values opens whichever sheet it reads.
READ_WITH_ANY_SHEET = frozenset({"[content_types].xml", _ROOT, _WORKBOOK, _RELATIONS, _TEXTS, _STYLES})


class Look(NamedTuple):
    """What was seen of one sheet: its last row and column if too far away, and the cells that would be hidden.

    `hidden` is by row and column, counted from 0.
    """

    far: tuple[int, int] | None
    hidden: Mapping[tuple[int, int], Unreadable]


class Workbook:
    """A workbook that can be looked into: its package, its sheets' parts by name, its defined names, how days count.

    Errors: PartnerbookError, one sentence, for what is no workbook, or is made to harm; here, and of each `look`.
    """

    def __init__(self, data: bytes, file: str) -> None:
        with damage_told(file):
            self.package = Package(data, file)
            workbook, relations = (self.package.xml(name) for name in (_WORKBOOK, _RELATIONS))
            self._refuse_another_workbook()
            self.sheets = self._sheets(workbook, relations)
            self.worksheets = self._worksheets(relations)
            for part in {_TEXTS, _STYLES} & self.package.parts.keys():
                self.package.xml(part)
            properties = _elements(workbook, "workbookPr")
            self.names = frozenset(each.get("name", "") for each in _elements(workbook, "definedName"))
        self.days_from_1904 = any(each.get("date1904") in ("1", "true") for each in properties)
        self._looks: dict[str, Look] = {}
        self._filled: dict[str, int] = {}
        self._counted: set[str] = set()

    def _worksheets(self, relations: bytes) -> Mapping[str, str]:
        """The sheets that are neither charts nor dialogs nor macros, as the package says what each of its parts is."""
        found = _elements(relations, "Relationship")
        parts = {_target("/xl", each) for each in found if each.get("Type", "").endswith("/worksheet")}
        return {name: part for name, part in self.sheets.items() if part in parts}

    def look(self, sheet: str) -> Look | None:
        """What was seen of a sheet, before its values are read; None for one that is not where the file says."""
        if sheet not in self._looks and sheet in self.sheets:
            with damage_told(self.package.file):
                part = self.sheets[sheet]
                xml = self.package.xml(part)
                around = around_plain_rows(xml)
                unusual = around is None and _written_otherwise(xml)
                if around is None:
                    self._refuse_many(part, len(xml) // (_SMALLEST_CELL if unusual else _SMALLEST_WITH_PLACE))
                    look, shared = _look_at_sheet(xml, self._texts, unusual=unusual)
                else:
                    self._refuse_many(part, xml.count(b"</c>"), counted=True)
                    xml_parser().Parse(around, True)
                    look, shared = _PLAIN, shared_length(xml, self._texts) if _much(xml, self._texts) else 0
                self._refuse_long(xml, shared)
                self._looks[sheet] = look
        return self._looks.get(sheet)

    def _refuse_many(self, part: str, filled: int, *, counted: bool = False) -> None:
        """Refuse a sheet with which the workbook has more filled cells than are read; it has so many, at most."""
        self._filled[part] = filled
        self._counted = self._counted | {part} if counted else self._counted - {part}
        if sum(self._filled.values()) > MOST_CELLS:  # they are counted only where they may be too many
            self._filled |= {each: _values(self.package.xml(each)) for each in self._filled.keys() - self._counted}
            self._counted |= self._filled.keys()
        if sum(self._filled.values()) > MOST_CELLS:
            del self._filled[part]
            raise TooLarge(
                "{file} has more than the {most_cells:,} filled cells that are read.",
                file=self.package.file,
                most_cells=MOST_CELLS,
            )

    def _refuse_long(self, xml: bytes, shared: int) -> None:
        """Refuse a sheet whose cells hold more text than is read, of their own or of what they share."""
        own = sum(text.end() - text.start() for text in _LONG_TEXT.finditer(xml)) if len(xml) > MOST_TEXT else 0
        if max(own, shared) > MOST_TEXT:
            raise PartnerbookError(
                "{file} is not read: its cells hold more than {most_text:,} characters.",
                file=self.package.file,
                most_text=MOST_TEXT,
            )

    def look_at_all(self) -> "Workbook":
        """The workbook itself, after a look at every sheet."""
        for sheet in self.sheets:
            self.look(sheet)
        return self

    @cached_property
    def _texts(self) -> Sequence[int]:
        return _lengths(self.package.xml(_TEXTS)) if _TEXTS in self.package.parts else []

    def _refuse_another_workbook(self) -> None:
        root = _elements(self.package.xml(_ROOT), "Relationship") if _ROOT in self.package.parts else []
        if any(_target("/", each) != _WORKBOOK for each in root if each.get("Type", "").endswith("/officeDocument")):
            raise BadZipFile(Sentence("its workbook is elsewhere than in {workbook}", workbook=_WORKBOOK))

    def _sheets(self, workbook: bytes, relations: bytes) -> Mapping[str, str]:
        found = _elements(relations, "Relationship")
        targets = {each.get("Id", ""): _target("/xl", each) for each in found}
        if len(targets) < len(found):
            raise BadZipFile(Sentence("two of its parts have one number"))
        sheets: dict[str, str] = {}
        for sheet in _elements(workbook, "sheet"):
            name = sheet.get("name", "")
            if name in sheets:
                raise PartnerbookError(
                    '{file} has two sheets called "{name}"; save it again in Excel.', file=self.package.file, name=name
                )
            sheets[name] = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        return {name: part for name, part in sheets.items() if part in self.package.parts}


def _target(folder: str, relation: Mapping[str, str]) -> str:
    return normpath(join(folder, relation.get("Target", ""))).lstrip("/").lower()


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of a name, in the order of the document."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = xml_parser()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _lengths(xml: bytes) -> list[int]:
    """How long each of the texts is that cells share."""
    found: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            found.append(0)

    def text(characters: str) -> None:
        if found:
            found[-1] += len(characters)

    parser = xml_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)
    return found


# A cell beyond column Z or row 49,999, as nearly every program writes its place.
_PERHAPS_FAR = re.compile(rb""" r="(?:[A-Za-z]{2}|[A-Za-z](?:[5-9][0-9]{4}|[0-9]{6}))""")
# Possessive, and no further than the next "<": a text made for it would take these hours otherwise.
_FILLED = re.compile(rb"""<(?:\w++:)?c\b[^<>]*+(?<!/)>""")
_LONG_TEXT = re.compile(rb">[^<>]{30,}+")
_PLACE = re.compile(rb""" r="([A-Za-z]+)([0-9]+)\"""")
_FORMULA = re.compile(rb"""<f[\s/>]""")  # not <formula1>, which belongs to the rules of what a cell takes
_NO_VALUE = re.compile(rb"""(?:/(?:\w++:)?f>|<(?:\w++:)?f\b[^<>]*+(?<=/)>)\s*+(?!<(?:\w++:)?v>[^<])""")


_PLAIN = Look(None, {})  # of rows whose cells are all near, and as the reader of values shows them


def _much(xml: bytes, texts: Sequence[int]) -> bool:
    """Whether the texts that the cells share may be too long together, and are to be counted."""
    longest = max(texts, default=0)
    return longest * (len(xml) // _SMALLEST_CELL) > MOST_TEXT and longest * _values(xml) > MOST_TEXT


def _look_at_sheet(xml: bytes, texts: Sequence[int], *, unusual: bool) -> tuple[Look, int]:
    """What was seen of a sheet; and how long the texts are together that its cells share, where it may be too much."""
    errors = b'"e"' in xml or (b"'" in xml and b"'e'" in xml)
    formulas = (_FORMULA.search(xml) or b":f" in xml) and _NO_VALUE.search(xml)
    cells = None
    if unusual or errors or formulas or _much(xml, texts):
        cells = every_cell(xml, texts)
    else:  # what follows is sure only of sound XML: of two places of one cell, the reader of values takes the other
        xml_parser().Parse(xml, True)
    if unusual and cells:
        rows, columns = cells.rows, cells.columns
    elif _PERHAPS_FAR.search(xml):
        rows, columns = _reach(xml)
    else:
        rows, columns = 0, 0
    far = rows > MOST_ROWS or rows * columns > MOST_CELLS
    return Look(
        (rows, columns) if far else None, cells.hidden if cells and not far else {}
    ), cells.shared if cells else 0


def _reach(xml: bytes) -> tuple[int, int]:
    """The last row and the last column in which something stands."""
    rows, letters = 0, set()
    for tag in _FILLED.finditer(xml):
        if place := _PLACE.search(tag[0]):
            rows = max(rows, int(place[2]))
            letters.add(place[1])
    return rows, max(map(column_number, letters), default=-1) + 1


def _values(xml: bytes) -> int:
    """How many values a sheet has, at most: an end tag has the colon of another name's too."""
    return xml.count(b"<v") + xml.count(b"<is") + xml.count(b":v") + xml.count(b":is")


def _written_otherwise(xml: bytes) -> bool:
    """Whether some cell does not begin with its place, as nearly every program writes it."""
    start, end = max(xml.find(b"<sheetData"), 0), xml.rfind(b"</sheetData")
    end = len(xml) if end < 0 else end
    return xml.count(b'<c r="', start, end) != xml.count(b"<c", start, end) or b":c " in xml
