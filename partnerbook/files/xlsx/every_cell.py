"""A look at every cell of a sheet, one by one: slow, and sure however the sheet is written."""

import re
from collections.abc import Sequence
from xml.parsers import expat

from partnerbook.errors import Sentence
from partnerbook.files.grid import Unreadable, column_number, excel_error
from partnerbook.files.xlsx.package import DefinesEntities


def xml_parser() -> expat.XMLParserType:
    """A strict reader of XML, which refuses a document that defines what its words mean."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise DefinesEntities

    parser.StartDoctypeDeclHandler = refuse
    return parser


def every_cell(xml: bytes, texts: Sequence[int]) -> "EveryCell":
    """What was seen of the cells of a sheet, given how long the texts are that they share."""
    cells = EveryCell(texts)
    parser = xml_parser()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    parser.Parse(xml, True)
    return cells


class EveryCell:
    """The cells of a sheet as they pass by; a row or a cell without a number follows the one before.

    `hidden` are those that the reader of values would show as empty, `rows` and `columns` how far any value reaches,
    `shared` is how long all the texts are together that the cells have of those they share.
    """

    def __init__(self, texts: Sequence[int]) -> None:
        self.of_text, self.shared = texts, 0
        self.rows, self.columns = 0, 0
        self.hidden: dict[tuple[int, int], Unreadable] = {}
        self.row, self.column = -1, -1
        self.kind = ""
        self.texts: dict[str, str] = {}
        self.inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 2) - 1, -1
        elif name == "c":
            place = re.fullmatch(r"([A-Za-z]+)([1-9]\d*)", attributes.get("r", ""))
            self.column = column_number(place[1].encode()) if place else self.column + 1
            self.row = _number(place[2], 0) - 1 if place else self.row
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
            if self.kind == "s" and value.isdecimal() and len(value) < 10 and int(value) < len(self.of_text):
                self.shared += self.of_text[int(value)]
            if self.kind == "e":
                self.hidden[self.row, self.column] = excel_error(value)
            elif formula is not None and not value and self.kind != "str":
                why = Sentence("is a formula that has no value yet; open the file in Excel, save it, and try again")
                self.hidden[self.row, self.column] = Unreadable(f"={formula}", why)


def _number(text: str | None, otherwise: int) -> int:
    """The number of a row. ValueError for what can be none."""
    if text is None:
        return otherwise
    if not re.fullmatch("[0-9]{1,20}", text):
        raise ValueError(Sentence('a row has the number "{text}"', text=text[:20]))
    return int(text)
