"""A sheet before it is understood: its cells in rows, what could not be read, and how a place in it is called."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from partnerbook.errors import Sentence, one_line


class Unreadable(NamedTuple):
    """A cell that holds no value: an Excel error, or a formula that nobody has computed; `why` ends the sentence."""

    found: str
    why: Sentence


Cell: TypeAlias = str | float | bool | date | time | timedelta | Unreadable
EMPTY = ""
# How far a sheet or a CSV file is read; what has more is no partner's book, and would fill a computer's memory.
MOST_ROWS = 50_000
MOST_CELLS = 1_500_000
SEARCHED = 50  # rows in which the headings of a table are looked for


class Grid(NamedTuple):
    """The cells of one sheet or CSV file, in rows of any length from the file's first row on.

    `name` is the sheet's, or the CSV file's without its ending; `unread` says why there are no rows to read.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Cell]]
    csv: bool = False
    days_from_1904: bool = False
    unread: Sentence | None = None

    @property
    def sheet(self) -> str:
        """The sheet as problems name it: none for a CSV file."""
        return "" if self.csv else self.name

    def place(self, row: int, column: int | None, heading: str = "") -> str:
        """What a cell is called, both counted from 0: "C7", or "row 7, column Market"; a whole row without a column.

        >>> Grid("book.xlsx", "Deals", []).place(6, 2), Grid("Deals.csv", "Deals", [], csv=True).place(6, 2, "Market")
        ('C7', 'row 7, column Market')
        """
        if not self.csv and column is not None:
            return f"{column_letters(column)}{row + 1}"
        if not self.csv:
            return f"A{row + 1}"
        return (
            Sentence("row {row}", row=row + 1)
            if column is None
            else Sentence("row {row}, column {heading}", row=row + 1, heading=heading or column + 1)
        )


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(27), column_letters(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: bytes) -> int:
    """The number of a column, counted from 0, by its letters as a file has them.

    >>> column_number(b"A"), column_number(b"ab")
    (0, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


_ENGLISH = "#N/A #REF! #DIV/0! #VALUE! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN!"
_SPANISH = "#¡REF! #¡DIV/0! #¡VALOR! #¿NOMBRE? #¡NUM! #¡NULO! #N/D"
_PORTUGUESE = "#VALOR! #NOME? #NÚM! #NULO! #ESPALHAR!"
EXCEL_ERRORS = frozenset(f"{_ENGLISH} {_SPANISH} {_PORTUGUESE} #GETTING_DATA #PYTHON!".split())


def excel_error(text: str) -> Unreadable:
    """The cell that shows an Excel error such as #N/A.

    >>> excel_error("#REF!").why
    'is #REF!, an Excel error; mend the formula or write the value'
    """
    return Unreadable(
        text, Sentence("is {text}, an Excel error; mend the formula or write the value", text=text or "#VALUE!")
    )


def is_blank(row: Iterable[Cell]) -> bool:
    r"""Whether nothing stands in a row: no value, and no text but spaces.

    >>> is_blank(["", " ", "\u00a0"]), is_blank(["", 0.0])
    (True, False)
    """
    return first_filled(row) == EMPTY


def first_filled(row: Iterable[Cell]) -> Cell:
    """The first cell in which something stands; empty for a blank row.

    >>> first_filled(["", " ", 5.0])
    5.0
    """
    for cell in row:
        if cell != EMPTY and not (isinstance(cell, str) and _unseen(cell)):
            return cell
    return EMPTY


def _unseen(text: str) -> bool:
    return text.isspace() or not (text.isprintable() or tidy(text))


# Invisible characters that come along when a text is copied from a web page, a PDF or a program: controls, soft
# hyphens, joiners, marks of direction, fillers. What parts lines or words stays, as does what makes an emoji.
_INVISIBLE = dict.fromkeys(
    (
        *(*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x34F, 0x61C, 0x115F, 0x1160),
        *(*range(0x180B, 0x180F), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF),
    )
)


def tidy(text: str) -> str:
    r"""The text as it is kept: composed accents, no invisible characters, single spaces, lines apart as they were.

    >>> tidy(" Acme\u00a0 Inc.\x07 \n second  line ")
    'Acme Inc.\nsecond line'
    """
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():  # as nearly all are
        return text
    return _tidied(text)


_NOT_KEPT = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")


def all_tidy(texts: Iterable[str]) -> bool:
    r"""Whether each of the texts is surely as `tidy` has it: asked once for all, where each by itself takes far longer.

    >>> all_tidy(["Acme Inc.", "", "Peña"]), all_tidy(["Acme", " Beta"]), all_tidy(["Acme", "Pen\u0303a"])
    (True, False, False)
    """
    every = f"|{'|'.join(texts)}|"
    if not every.isprintable() or "  " in every or "| " in every or " |" in every:
        return False
    return every.isascii() or (unicodedata.is_normalized("NFC", every) and not _NOT_KEPT.search(every))


@lru_cache(maxsize=20_000)
def _tidied(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return "\n".join(" ".join(line.split()) for line in composed.splitlines()).strip()


def shown(cell: Cell) -> str:
    r"""The cell as a message shows it: one short line, in which nothing steers a terminal.

    >>> shown(1234.0), shown(date(2025, 7, 15)), shown("a\nb\x1b"), shown(True)
    ('1234', '2025-07-15', 'a b', 'TRUE')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    found = cell.found if isinstance(cell, Unreadable) else str(cell)
    text = " ".join(one_line(found).split())
    return text if len(text) <= 80 else f"{text[:77]}..."
