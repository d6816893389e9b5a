"""The Start sheet of the partner's workbook: what to do, where everything is, what the colours mean."""

from collections.abc import Mapping
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables import OPTIONAL, START, TABLES
from partnerbook.book.tables.words import BookWords
from partnerbook.workbooks.kit.document import Document, Formula, fit_row, page
from partnerbook.workbooks.kit.styles import NAVY

_WIDTHS = (5, 50, 92, 9)
_STEPS = ("1", "2", "3", "4", "5", "6")
_COLOURS = (("input", "pb_input"), ("list", "pb_input"), ("head", "pb_head"))
_COMMANDS = (("check", "partnerbook check book.xlsx"), ("report", "partnerbook report book.xlsx -o report.xlsx"))


class Filled(NamedTuple):
    """The cells of a table's sheet that every row in use fills, and how many rows there are now."""

    cells: str
    rows: int


class StartSheet:
    """The Start sheet, made first and filled when the others are there; what is put goes into the next row."""

    def __init__(self, document: Document, words: BookWords) -> None:
        self.document, self.words = document, words
        self.sheet: Worksheet = document.sheet(START.label(words.language), NAVY, _WIDTHS)
        self.row = 0

    def fill(self, partner: str, sample: bool, filled: Mapping[str, Filled]) -> None:
        """Fill the sheet. `filled` is by table name, for the tables whose rows are counted."""
        words = self.words
        self._line(A=(words("start", "title"), "pb_title"))
        self._line(A=(words("start", "subtitle"), "pb_subtitle"))
        if partner:
            self._line(A=(partner, "pb_section"))
        if sample:
            self._line(A=(words("start", "sample"), "pb_warning"))
        self._section("steps")
        for step in _STEPS:
            self._line(A=(int(step), "pb_step"), B=(words("steps", step), "pb_text"))
        self._line(B=(words("steps", "note"), "pb_subtitle"))
        self._section("sheets")
        self.document.put(self.sheet, f"D{self.row}", words("start", "rows"), "pb_right_label")
        for table in TABLES:
            if table is OPTIONAL[0]:
                self._section("optional")
            self._line(C=(words.purpose(table), "pb_help"))
            self.document.link(self.sheet, f"B{self.row}", table.label(words.language), table.label(words.language))
            if table_rows := filled.get(table.name):
                count = Formula(f"COUNTA({table_rows.cells})", table_rows.rows)
                self.document.put(self.sheet, f"D{self.row}", count, "pb_whole")
        self._section("colours")
        for key, style in _COLOURS:
            self._line(B=(words("colours", f"{key}_cell"), style), C=(words("colours", key), "pb_help"))
        self._section("commands")
        for key, command in _COMMANDS:
            self._line(B=(command, "pb_command"), C=(words("commands", key), "pb_help"))
        self._line(B=(words("commands", "note"), "pb_subtitle"))
        page(self.sheet, words("start", "title"), landscape=True, one_page=True)

    def _section(self, key: str) -> None:
        self.row += 1
        self._line(A=(self.words("start", key), "pb_section"))

    def _line(self, **cells: tuple[object, str]) -> None:
        self.row += 1
        for letter, (content, style) in cells.items():
            self.document.put(self.sheet, f"{letter}{self.row}", content, style)
            if style == "pb_help":
                fit_row(self.sheet, self.row, [(str(content), _WIDTHS["ABCD".index(letter)])])
