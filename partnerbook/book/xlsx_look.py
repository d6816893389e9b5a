"""A look into an .xlsx package before its values are read: is it safe, where are its sheets, and what would be hidden.

The reader of values gives an error cell and a formula that was never computed as empty, and takes memory by the
furthest cell. So each sheet's XML is looked through for these. Nothing in a package is run, and nothing is fetched.
"""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from posixpath import join, normpath
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from partnerbook.book.grid import Unreadable, column_number, excel_error
from partnerbook.errors import PartnerbookError

MOST_PARTS = 5_000
MOST_BYTES = 200 * 2**20
MOST_TIMES_SMALLER = 200  # beyond this and a megabyte, a part was made to fill a computer's memory
MOST_CELLS = 5_000_000


class _DefinesEntities(Exception):
    """The XML of a package defines entities, as no workbook does."""


class Look(NamedTuple):
    """What was seen of one sheet: its last row and column if too far away, and the cells that would be hidden.

    `hidden` is by row and column, counted from 0.
    """

    far: tuple[int, int] | None
    hidden: Mapping[tuple[int, int], Unreadable]


class Package(NamedTuple):
    """What was seen of a workbook: a look at each sheet by name, and whether its days count from 1904."""

    sheets: Mapping[str, Look]
    days_from_1904: bool


def look_into(data: bytes, file: str) -> Package:
    """What a workbook's package holds beside its values.

    Errors: PartnerbookError, one sentence, for what is no workbook, or is made to harm.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PartnerbookError(
            f"{file} is an old .xls workbook or one with a password; save it as .xlsx without a password and try again."
        )
    if not data.startswith(b"PK"):
        raise PartnerbookError(f"{file} is no Excel workbook, though it is called one; save it again as .xlsx.")
    try:
        with ZipFile(BytesIO(data)) as package:
            _guard(package, file)
            return _look(package, file)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise PartnerbookError(f"{file} is damaged or cut short ({error}); save it again in Excel.") from None
    except _DefinesEntities:
        raise PartnerbookError(f"{file} is not read: its XML defines entities, as no workbook's does.") from None
    except expat.ExpatError as error:
        raise PartnerbookError(
            f"{file} is damaged: XML in it cannot be read ({error}); save it again in Excel."
        ) from None
    except KeyError as error:
        raise PartnerbookError(f"{file} is no Excel workbook: it has no part {error}.") from None


def _guard(package: ZipFile, file: str) -> None:
    parts = package.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise PartnerbookError(f"{file} has {len(parts)} parts; a workbook has up to {MOST_PARTS}.")
    if size > MOST_BYTES:
        raise PartnerbookError(
            f"{file} is {size // 2**20} MB when unpacked, and up to {MOST_BYTES // 2**20} MB are read; delete the "
            "empty formatted rows below its tables (Ctrl+End shows where a sheet ends)."
        )
    for part in parts:
        if part.file_size > max(2**20, MOST_TIMES_SMALLER * part.compress_size):
            raise PartnerbookError(f"{file} is not read: its part {part.filename} unpacks to more than any workbook's.")
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise PartnerbookError(f"{file} is not read: its part {part.filename} points outside the workbook.")
        if part.flag_bits & 0x1:
            raise PartnerbookError(f"{file} has a password; save it without one and try again.")


def _look(package: ZipFile, file: str) -> Package:
    # Some programs write other slashes or capitals, and the reader of values takes them.
    parts = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    if "xl/workbook.bin" in parts:
        raise PartnerbookError(f"{file} is a binary workbook (.xlsb); save it as .xlsx and try again.")
    workbook, relations = (package.read(parts[name]) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {
        relation.get("Id", ""): normpath(join("/xl", relation.get("Target", ""))).lstrip("/").lower()
        for relation in _elements(relations, "Relationship")
    }
    looks: dict[str, Look] = {}
    for sheet in _elements(workbook, "sheet"):
        name = sheet.get("name", "")
        target = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        if name in looks:
            raise PartnerbookError(f'{file} has two sheets called "{name}"; save it again in Excel.')
        if target in parts:
            looks[name] = _look_at_sheet(package.read(parts[target]))
    for part, name in parts.items():  # unpacked for nothing but to find out sizes that are a lie
        if part.endswith((".xml", ".rels")) and part not in targets.values():
            _refuse_definitions(package.read(name))
    from_1904 = any(each.get("date1904") in ("1", "true") for each in _elements(workbook, "workbookPr"))
    return Package(looks, from_1904)


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of a name, in the order of the document."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = _parser()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _DefinesEntities

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _refuse_definitions(xml: bytes) -> None:
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise _DefinesEntities


# A cell beyond column Z or row 99,999, as nearly every program writes its place.
_PERHAPS_FAR = re.compile(rb""" r="(?:[A-Za-z]{2}|[A-Za-z][0-9]{6})""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*? r="([A-Za-z]+)([0-9]+)"[^>]*(?<!/)>""")
_FORMULA = re.compile(rb"""<f[\s/>]""")  # not <formula1>, which belongs to the rules of what a cell takes
_NO_VALUE = re.compile(rb"""(?:/(?:\w+:)?f|<(?:\w+:)?f\b[^>]*/)>\s*(?!<(?:\w+:)?v>[^<])""")


def _look_at_sheet(xml: bytes) -> Look:
    _refuse_definitions(xml)
    unusual = _written_otherwise(xml)
    errors = b'"e"' in xml or b"'e'" in xml
    formulas = (_FORMULA.search(xml) or b":f" in xml) and _NO_VALUE.search(xml)
    cells = _cells(xml) if unusual or errors or formulas else None
    if unusual and cells:
        rows, columns = cells.rows, cells.columns
    elif _PERHAPS_FAR.search(xml):
        filled = _FILLED.findall(xml)
        rows = max((int(row) for _, row in filled), default=0)
        columns = max(map(column_number, {letters for letters, _ in filled}), default=-1) + 1
    else:
        rows, columns = 0, 0
    return Look((rows, columns) if rows * columns > MOST_CELLS else None, cells.hidden if cells else {})


def _written_otherwise(xml: bytes) -> bool:
    """Whether some cell does not begin with its place, as nearly every program writes it."""
    return xml.count(b'<c r="') != xml.count(b"<c") - xml.count(b"<co") - xml.count(b"<cf") or b":c " in xml


def _cells(xml: bytes) -> "_Cells":
    cells = _Cells()
    parser = _parser()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    parser.Parse(xml, True)
    return cells


class _Cells:
    """The cells of a sheet as they pass by; a row or a cell without a number follows the one before.

    `hidden` are those that the reader of values would show as empty, `rows` and `columns` how far any value reaches.
    """

    def __init__(self) -> None:
        self.rows, self.columns = 0, 0
        self.hidden: dict[tuple[int, int], Unreadable] = {}
        self.row, self.column = -1, -1
        self.kind = ""
        self.texts: dict[str, str] = {}
        self.inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
        elif name == "c":
            place = re.fullmatch(r"([A-Za-z]+)([1-9]\d*)", attributes.get("r", ""))
            self.column = column_number(place[1].encode()) if place else self.column + 1
            self.row = int(place[2]) - 1 if place else self.row
            self.kind, self.texts = attributes.get("t", "n"), {}
        elif name in ("f", "v", "is"):
            self.inside = name
            self.texts.setdefault(name, "")
            self.rows, self.columns = max(self.rows, self.row + 1), max(self.columns, self.column + 1)

    def text(self, characters: str) -> None:
        if self.inside:
            self.texts[self.inside] += characters

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("f", "v", "is"):
            self.inside = ""
        elif name == "c":
            value, formula = self.texts.get("v", ""), self.texts.get("f")
            if self.kind == "e":
                self.hidden[self.row, self.column] = excel_error(value)
            elif formula is not None and not value and self.kind != "str":
                why = "is a formula that has no value yet; open the file in Excel, save it, and try again"
                self.hidden[self.row, self.column] = Unreadable(f"={formula}", why)
