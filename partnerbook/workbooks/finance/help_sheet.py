"""The Help sheet: what the workbook is, its colours, every function with an example, and what it cannot do."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook import __version__
from partnerbook.functions.table import FUNCTIONS, Function
from partnerbook.language.texts import Texts
from partnerbook.workbooks.kit.document import Document, fit_row, page
from partnerbook.workbooks.kit.styles import SAND

_WIDTHS = (24, 48, 62, 62, 16)
_LIMITS = ("limit_rates", "limit_units", "limit_digits")


def function_help(function: Function, words: Texts) -> str:
    """What a function gives, in the workbook's language."""
    return words.get("functions", {}).get(function.name) or function.help


def parameter_help(function: Function, name: str, words: Texts) -> str:
    """What goes into a parameter of a function, in the workbook's language."""
    said = words.get("parameters", {})
    parameter = next(each for each in function.parameters if each.name == name)
    return said.get(f"{function.name}.{name}") or said.get(name) or parameter.help


def signature(function: Function) -> str:
    """A call with the names of its arguments; those that can be left out stand in brackets.

    >>> from partnerbook.functions.table import BY_NAME
    >>> signature(BY_NAME["MARKET_TYPE"])
    'MARKET_TYPE(market, [on])'
    """
    names = (f"[{each.name}]" if each.optional else each.name for each in function.parameters)
    return f"{function.name}({', '.join(names)})"


class HelpSheet:
    """The sheet as it is being written; what is put goes into the next row."""

    def __init__(self, document: Document, words: Texts, no_addin: bool) -> None:
        self.document, self.words, self.say, self.no_addin = document, words, words["help"], no_addin
        self.sheet: Worksheet = document.sheet(words["sheets"]["help"], SAND, _WIDTHS)
        self.row = 0

    def write(self) -> None:
        """Write the sheet."""
        say = self.say
        self._line(A=(say["title"], "pb_title"))
        self._line(A=(say["subtitle_lambda" if self.no_addin else "subtitle_addin"], "pb_subtitle"))
        for key in ("needs_lambda", "see_lambda") if self.no_addin else ("install",):
            self._line(A=(say[key], "pb_subtitle"))
        self._line(A=(f"{say['conversions']} partnerbook {__version__}.", "pb_subtitle"))
        self._section("colours")
        self._line(A=(say["input"].partition(":")[0], "pb_input"), B=(say["input"].partition(": ")[2], "pb_help"))
        self._line(A=(say["computed"].partition(":")[0], "pb_text"), B=(say["computed"].partition(": ")[2], "pb_help"))
        self._section("functions")
        for key in ("ranges", "separator"):
            self._line(A=(say[key], "pb_subtitle"))
        self._heads("function", "gives", "write", "example", "result")
        for function in FUNCTIONS:
            self._line(
                A=(function.name, "pb_help"),
                B=(function_help(function, self.words), "pb_help"),
                C=(signature(function), "pb_help"),
                D=(f"={function.example}", "pb_help"),
                E=(str(function.gives), "pb_help"),
            )
        self._section("arguments")
        self._heads("function", "argument", "meaning")
        for function in FUNCTIONS:
            for number, each in enumerate(function.parameters):
                left_out = f" ({say['optional']})" if each.optional else ""
                self._line(
                    A=("" if number else function.name, "pb_help"),
                    B=(f"{each.name}{left_out}", "pb_help"),
                    C=(parameter_help(function, each.name, self.words), "pb_help"),
                )
                self.sheet.merge_cells(f"C{self.row}:E{self.row}")
        self._section("errors")
        self._line(A=(say["value"], "pb_subtitle"))
        if self.no_addin:
            self._section("limits")
            for key in _LIMITS:
                self._line(A=(say[key], "pb_subtitle"))
        page(self.sheet, say["title"], landscape=True)

    def _section(self, key: str) -> None:
        self.row += 1
        self._line(A=(self.say[key], "pb_section"))

    def _heads(self, *keys: str) -> None:
        self._line(**{letter: (self.say[key], "pb_head") for letter, key in zip("ABCDE", keys, strict=False)})
        for letter in "ABCDE"[len(keys) :]:
            self.document.put(self.sheet, f"{letter}{self.row}", None, "pb_head")

    def _line(self, **cells: tuple[object, str]) -> None:
        self.row += 1
        texts = []
        for letter, (content, style) in cells.items():
            self.document.put(self.sheet, f"{letter}{self.row}", content or None, style)
            if style == "pb_help":
                wide = sum(_WIDTHS[2:]) if letter == "C" and "D" not in cells else _WIDTHS["ABCDE".index(letter)]
                texts.append((str(content), wide))
        if texts:
            fit_row(self.sheet, self.row, texts)
