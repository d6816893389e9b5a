"""What a worksheet hands to a function, and what it gets back: scalars, ranges, blanks, dates, error cells.

Hosts differ in how they hand these over (a date as a datetime or a serial number, a blank as None, "" or 0, a
currency cell as a Decimal); here they become one thing each. Ranges broadcast as in Excel's own functions: a row,
a column or a single cell stretches over the other arguments, and where no cell is left over stands #N/A.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from itertools import chain, islice, repeat
from typing import Any, TypeAlias

from partnerbook.exact import rounded
from partnerbook.files.grid import tidy
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import number_text
from partnerbook.parsing.yes_no import yes_no

Matrix: TypeAlias = list[list[Any]]

_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2958465  # 31 December 9999
# Far below what a cell shows, far above what a float blurs: every host comes to the same last digit.
PLACES = 9
# A number as programs write it, whose point is the decimal mark.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
MOST = 10**9  # of anything that is counted


class CellError(Exception):
    """An error that stands in a cell: it fills its own cell and never spoils its neighbours."""

    def __init__(self, kind: "ErrorKind") -> None:
        super().__init__(kind.value)
        self.kind = kind


class ErrorKind(Enum):
    """The errors a cell can hold. The functions give the first three; those of other cells pass through unchanged."""

    VALUE = "#VALUE!"
    NOT_AVAILABLE = "#N/A"
    NUMBER = "#NUM!"
    DIVISION = "#DIV/0!"
    REFERENCE = "#REF!"
    NAME = "#NAME?"
    NULL = "#NULL!"


_KINDS = {kind.value: kind for kind in ErrorKind}


def matrix(argument: Any) -> Matrix:
    """An argument as rows of cells, whether a host handed over one cell, one row or a range.

    >>> matrix(5), matrix([1, 2]), matrix(((1,), (2,)))
    ([[5]], [[1, 2]], [[1], [2]])
    """
    if not isinstance(argument, list | tuple):
        return [[argument]]
    if len(argument) == 1 and type(argument[0]) is list and len(argument[0]) == 1:
        return [argument[0]]  # a single cell as xlwings hands it over, ten thousand times
    if set(map(type, argument)) == {list} and len(set(map(len, argument))) == 1 and argument[0]:
        return list(argument)  # a range, as most hosts hand it over
    if not any(isinstance(row, list | tuple) for row in argument):
        return [list(argument) or [None]]
    rows = [row if isinstance(row, list) else list(row) if isinstance(row, tuple) else [row] for row in argument]
    width = max(1, *map(len, rows))
    return [row if len(row) == width else [*row, *repeat(None, width - len(row))] for row in rows]


def broadcast(function: Callable[..., Any], arguments: Sequence[Matrix]) -> Matrix:
    """The function over every cell of its arguments, stretched as Excel does; errors stay in their cells.

    >>> broadcast(lambda a, b: a + b, [[[1], [2]], [[10, 20]]])
    [[11, 21], [12, 22]]
    >>> broadcast(lambda a, b: a + b, [[[1], [2], [3]], [[10], [20]]])
    [[11], [22], ['#N/A']]
    """
    heights, widths = ({len(rows) for rows in arguments}, {len(rows[0]) for rows in arguments})
    height, width = max(heights), max(widths)
    covered, across = min(heights - {1}, default=1), min(widths - {1}, default=1)
    found = map(in_a_cell(function), *(_stretched(rows, covered, across) for rows in arguments))
    missing = [ErrorKind.NOT_AVAILABLE.value]
    rows = [row + missing * (width - across) for row in in_rows(found, covered, across)]
    return rows + [missing * width for _ in range(height - covered)]


def _stretched(rows: Matrix, height: int, width: int) -> Iterable[Any]:
    """The cells of an argument, row after row, as if it were so high and so wide."""
    high, wide = len(rows) > 1, len(rows[0]) > 1
    if not high and not wide:
        return repeat(rows[0][0], height * width)
    if not wide:
        return chain.from_iterable(repeat(row[0], width) for row in rows[:height])
    return chain.from_iterable(row[:width] for row in (rows[:height] if high else repeat(rows[0], height)))


def in_rows(cells: Iterator[Any], height: int, width: int) -> Matrix:
    """Cells that come one after the other, as rows."""
    return [[cell] for cell in cells] if width == 1 else [list(islice(cells, width)) for _ in range(height)]


def in_a_cell(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as a cell: what it answers, or the error it meets; whatever it is given, it does not raise.

    A number too great to be computed is #NUM!; what no host hands over, and no one foresaw, is #VALUE!.
    """

    def cell(*cells: Any) -> Any:
        try:
            found = function(*cells)
            return found if type(found) is float else result(found)
        except Exception as error:  # noqa: BLE001 - it would take the whole column with it, and stop xlwings
            return kind_of(error).value

    return cell


def kind_of(error: Exception) -> ErrorKind:
    """The error of a cell that an exception becomes."""
    if isinstance(error, CellError):
        return error.kind
    return ErrorKind.NUMBER if isinstance(error, ArithmeticError | ValueError) else ErrorKind.VALUE


def result(value: Any) -> Any:
    """A function's answer as a cell holds it: numbers as float, days as datetime, text as it is."""
    if isinstance(value, Decimal):
        return float(rounded(value, PLACES))
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (worksheets have no time zones)
    return value


def empty(cell: Any) -> bool:
    """Whether there is nothing in a cell of a range: hosts hand over None or "", and a zero is one."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def blank(cell: Any) -> bool:
    """Whether a cell is empty where zero means nothing: some hosts hand over a single empty cell as zero."""
    return empty(cell) or (_is_number(cell) and cell == 0)


def number(cell: Any) -> Decimal:
    """A cell as an exact number; an empty one is 0, as for Excel's own functions. CellError for truth values and text,
    unless it says one number that nobody reads in another way.

    >>> number(0.1), number("1.234,50"), number(None)
    (Decimal('0.1'), Decimal('1234.50'), Decimal('0'))
    """
    if type(cell) is float:  # most cells are; the rest of the questions would cost more than the answer
        found = Decimal(repr(cell))
    elif blank(cell):
        return Decimal(0)
    elif isinstance(cell, str):
        pass_error(cell)
        found = _number_in(tidy(cell))
    elif _is_number(cell):
        found = Decimal(float.__repr__(cell)) if isinstance(cell, float) else Decimal(cell)
    else:
        raise CellError(ErrorKind.VALUE)
    if not found.is_finite():
        raise CellError(ErrorKind.NUMBER)
    return found


def _number_in(written: str) -> Decimal:
    """The number that a text says; CellError where it says none, could say two, or says of what."""
    if _NUMBER.fullmatch(written):
        return Decimal(written)
    read = number_text(written)
    if len(read.readings) != 1 or read.label:
        raise CellError(ErrorKind.VALUE)
    return read.readings[0]


def text(cell: Any) -> str:
    r"""A cell as text, tidy; an empty one is "". CellError for a number, which stands where a name should.

    >>> text("\u200eMexico "), text(0)
    ('Mexico', '')
    """
    pass_error(cell)
    if blank(cell):
        return ""
    if not isinstance(cell, str):
        raise CellError(ErrorKind.VALUE)
    return tidy(cell)


def whole(cell: Any) -> int:
    """A cell as a whole number from 0; CellError #NUM! for a negative one or a fraction."""
    found = number(cell)
    if not 0 <= found <= MOST or found != found.to_integral_value():
        raise CellError(ErrorKind.NUMBER)
    return int(found)


def truth(cell: Any) -> bool:
    """A cell as yes or no: TRUE, FALSE, 1, 0, and the words in English, Spanish and Portuguese.

    >>> truth(True), truth("não"), truth(None)
    (True, False, False)
    """
    pass_error(cell)
    if isinstance(cell, bool):
        return cell
    if blank(cell):
        return False
    if isinstance(cell, str) and (said := yes_no(cell)) is not None:
        return said
    if _is_number(cell) and cell == 1:
        return True
    raise CellError(ErrorKind.VALUE)


def day(cell: Any) -> date | None:
    """A cell as a day: a date, a serial number, or a text that can be one day only; None for an empty one.

    >>> day(46023), day("1 de enero de 2026"), day(None)
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 1), None)
    """
    pass_error(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if blank(cell):
        return None
    if isinstance(cell, str):
        readings = date_text(tidy(cell)).readings
        if len(readings) != 1:
            raise CellError(ErrorKind.VALUE)
        return readings[0]
    serial = number(cell)
    if not 1 <= serial <= _LAST_SERIAL:
        raise CellError(ErrorKind.NUMBER)
    return _EPOCH + timedelta(days=int(serial))


def empty_row(*cells: Any) -> bool:
    """Whether a row is not filled in, by the cells that it cannot do without; CellError for an error among them."""
    if not any(map(blank, cells)):
        return False
    for cell in cells:
        pass_error(cell)
    return True


def pass_error(cell: Any) -> None:
    """Raise the error that a cell holds, if it holds one."""
    if isinstance(cell, str) and cell.strip() in _KINDS:
        raise CellError(_KINDS[cell.strip()])


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)
