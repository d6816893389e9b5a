"""Streamed rows of a sheet as XML, a hundred thousand of them in a second.

Most of a row's XML is the same in every row but for the row's own number. So a row is made of the pieces that stand
between its numbers: those of a formula are made once, those that hold a value once for each value of a column.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import repeat
from operator import add
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from partnerbook.files.xlsx.text import begins_like_formula, kept_text

_EPOCH = dt.date(1899, 12, 30).toordinal()
_ROWS_AT_ONCE = 500
_KEPT = 20_000  # so many values are remembered, and of one column:
_KEPT_OF_COLUMN = 5_000
_IN_ROW = re.compile(r"\{(above|first|last)\}")


class BulkColumn(NamedTuple):
    """A column of streamed rows: its cell format, the same for a text that begins like a formula, formula and values.

    The formula is without "=", and empty unless every cell has it. "{row}" in it stands for the number of its own row,
    "{above}" for that of the one above, "{first}" and "{last}" for those of its block: in long tables a plain reference
    is worked out many times faster than a Table's.
    """

    style_id: int
    quoted_id: int
    formula: str
    values: Sequence[object]


class Bulk(NamedTuple):
    """Rows written below a sheet's own cells without becoming cell objects, in columns of one length.

    `spare` empty rows follow them. `blocks` are the first and the last row, on another sheet, of what each is about.
    """

    first_row: int
    columns: Sequence[BulkColumn]
    spare: int = 0
    blocks: Sequence[tuple[int, int]] = ()

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.columns[0].values) + self.spare - 1


def xml_text(text: str) -> str:
    """The text as XML character data, without the characters XML cannot hold.

    >>> xml_text("a<b & c")
    'a&lt;b &amp; c'
    """
    return escape(kept_text(text), quote=False)


def serial(day: dt.date) -> int:
    """A day as a number, as spreadsheets count days.

    >>> serial(dt.date(2000, 1, 1))
    36526
    """
    return day.toordinal() - _EPOCH


@lru_cache(maxsize=_KEPT, typed=True)  # most values of a long table occur again and again
def cached(value: object) -> tuple[str, str]:
    """A value as a cell holds it: its type attribute ("" for a number) and its text.

    >>> cached(Decimal("1.50")), cached(dt.date(2026, 1, 1)), cached("x"), cached(True)
    (('', '1.5'), ('', '46023'), ('str', 'x'), ('b', '1'))
    """
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int):
        return "", str(value)
    if isinstance(value, Decimal | float):
        return "", repr(float(value) + 0.0).removesuffix(".0")  # there is no minus before zero
    if isinstance(value, dt.datetime):
        return "", repr(to_excel(value))
    if isinstance(value, dt.date):
        return "", str(serial(value))
    return "str", "" if value is None else kept_text(str(value))


def is_quoted(value: object) -> bool:
    """Whether a cell needs the mark that what it holds is text."""
    return isinstance(value, str) and begins_like_formula(value)


def bulk_xml(bulk: Bulk) -> Iterator[str]:
    """The `<row>` elements of a bulk, some rows at a time."""
    following = [*(f'<c r="{get_column_letter(at)}' for at in range(2, len(bulk.columns) + 1)), "</row>"]
    cells = [_Cells(column, after) for column, after in zip(bulk.columns, following, strict=True)]
    count = len(bulk.columns[0].values)
    for start in range(0, count, _ROWS_AT_ONCE):
        values = [column.values[start : start + _ROWS_AT_ONCE] for column in bulk.columns]
        yield _rows(bulk.first_row + start, cells, values, bulk.blocks[start : start + _ROWS_AT_ONCE])
    if bulk.spare:
        yield _rows(bulk.first_row + count, cells, [[None] * bulk.spare] * len(cells), ())


def _rows(
    top: int, cells: Iterable["_Cells"], values: Sequence[Sequence[object]], blocks: Sequence[tuple[int, int]]
) -> str:
    """Rows from a number on, of the values of each column."""
    numbers = range(top, top + len(values[0]))
    rows = _Rows(numbers, [number - 1 for number in numbers], *zip(*blocks, strict=True))
    pieces: list[Iterable[str]] = [repeat('<row r="'), repeat('"><c r="A')]
    for column, of_column in zip(cells, values, strict=True):
        pieces += column.pieces(of_column, rows)
    return "".join(
        [number.join(row) for number, row in zip(map(str, numbers), zip(*pieces, strict=False), strict=True)]
    )


class _Rows(NamedTuple):
    """The numbers of some rows, and what else their formulas name."""

    numbers: Sequence[int]
    above: Sequence[int]
    first: Sequence[int] = ()
    last: Sequence[int] = ()


class _Remembered(dict[object, str]):
    """What is made of each value, made once; not of yes and no, which a dictionary takes for 1 and 0."""

    def __init__(self, made: Callable[[object], str]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, value: object) -> str:
        if len(self) >= _KEPT_OF_COLUMN:
            self.clear()
        found = self._made(value)
        if type(value) is not bool:
            self[value] = found
        return found


class _Cells:
    """The cells of a column in pieces, each from one number of its row up to the next.

    The first begins behind the number in the cell's own place, the last ends before that in what follows the cell.
    """

    def __init__(self, column: BulkColumn, following: str) -> None:
        style, quoted = (f'" s="{number}"' for number in (column.style_id, column.quoted_id))
        self._formula = xml_text(column.formula).split("{row}") if column.formula else []
        if quoted == style:  # no value of the column needs the mark of a text
            self._values = _Remembered(lambda value: f"{style}{_content(value)}{following}")
        else:
            mark = {False: style, True: quoted}
            self._values = _Remembered(lambda value: f"{mark[is_quoted(value)]}{_content(value)}{following}")
        self._before = _Remembered(lambda value: f"{style}{_result(value)[0]}")
        self._after = _Remembered(lambda value: f"{_result(value)[1]}{following}")

    def pieces(self, values: Sequence[object], rows: _Rows) -> list[Iterable[str]]:
        """The pieces of the cells of some rows, which have these values."""
        if not self._formula:
            return [map(self._values.__getitem__, values)]
        first, *others = (_filled(piece, rows) for piece in self._formula)
        before = map(add, map(self._before.__getitem__, values), first)
        after = map(self._after.__getitem__, values)
        if not others:
            return [map(add, before, after)]
        return [before, *others[:-1], map(add, others[-1], after)]


def _filled(piece: str, rows: _Rows) -> Iterable[str]:
    """A piece of a formula as each of the rows has it."""
    named = _IN_ROW.findall(piece)
    if not named:
        return repeat(piece)
    text = _IN_ROW.sub("%s", piece.replace("%", "%%"))
    return [text % numbers for numbers in zip(*(getattr(rows, name) for name in named), strict=True)]


@lru_cache(maxsize=_KEPT, typed=True)
def _content(value: object) -> str:
    """What follows a cell's place and format, up to its end."""
    if value is None:
        return "/>"
    if isinstance(value, str):
        text = xml_text(value)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'
    kind, text = cached(value)
    return f' t="{kind}"><v>{text}</v></c>' if kind else f"><v>{text}</v></c>"


@lru_cache(maxsize=_KEPT, typed=True)
def _result(value: object) -> tuple[str, str]:
    """What stands before a formula with this value, and after it."""
    kind, text = cached(value)
    return f' t="{kind}"><f>' if kind else "><f>", f"</f><v>{escape(text, quote=False)}</v></c>"
