"""The one table of cases that every host of the Excel functions is judged by: tests/cases/functions.json.

A host turns the typed cells of a case into what it is given in real life (a date into a serial number, a currency cell
into a number), and `agree` compares its answer, to the last digit.
"""

import functools
import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).parents[1] / "cases" / "functions.json"
HOSTS = ("python", "classic", "lite", "formualizer", "libreoffice", "lambda")
_KEYS = {"function", "arguments", "expected", "note", "not_in", "reason"}
_PLACES = Decimal("1E-9")  # what the functions round to
_EPOCH = date(1899, 12, 30)


class ErrorCell(NamedTuple):
    """A cell that holds an error, such as #DIV/0!."""

    text: str


class Omitted(Enum):
    """An argument that a formula leaves out, at the end or between two commas; a blank cell is None."""

    OMITTED = "omitted"


OMITTED = Omitted.OMITTED


class Case(NamedTuple):
    """One call and its answer. Cells are float, int, str, bool, None, date, Decimal and ErrorCell; ranges are rows."""

    function: str
    arguments: tuple[Any, ...]
    expected: Any
    note: str

    @property
    def scalar(self) -> bool:
        """Whether the answer is one cell."""
        return not isinstance(self.expected, list)


@functools.cache
def cases(host: str) -> tuple[Case, ...]:
    """Every case that a host holds."""
    return _of(host, held=True)


@functools.cache
def cases_not_held(host: str) -> tuple[Case, ...]:
    """The cases that a host cannot hold: they name it in `not_in`, with the reason."""
    return _of(host, held=False)


def _of(host: str, held: bool) -> tuple[Case, ...]:
    if host not in HOSTS:
        raise ValueError(f"{host} is none of {', '.join(HOSTS)}")
    return tuple(case for case, not_in in _marked() if (host not in not_in) == held)


@functools.cache
def _marked() -> tuple[tuple[Case, frozenset[str]], ...]:
    """Every case of the table, and the hosts that it names in `not_in`."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    for row in rows:
        if set(row) - _KEYS or set(row.get("not_in", ())) - set(HOSTS) or ("not_in" in row) != ("reason" in row):
            raise ValueError(f"not a case: {row}")
    return tuple(
        (
            Case(row["function"], tuple(map(_cells, row["arguments"])), row["expected"], row["note"]),
            frozenset(row.get("not_in", ())),
        )
        for row in rows
    )


def named(case: Case) -> str:
    """The name of a case in a test's output."""
    return f"{case.function}: {case.note}"


def each_cell(argument: Any, change: Callable[[Any], Any]) -> Any:
    """An argument with every cell changed, be it one cell or a range."""
    if isinstance(argument, list):
        return [[change(cell) for cell in row] for row in argument]
    return change(argument)


def plain_cell(cell: Any) -> Any:
    """A cell as a host without dates, currency cells and errors hands it over: serial number, number, text, None."""
    if cell is OMITTED:
        return None
    if isinstance(cell, date):
        return float((cell - _EPOCH).days)
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.text if isinstance(cell, ErrorCell) else cell


def classic_cell(cell: Any) -> Any:
    """A cell as Excel's COM interface hands it over: dates as datetime, currency cells as Decimal, errors as text."""
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    return cell if isinstance(cell, Decimal) else plain_cell(cell)


def agree(expected: Any, found: Any) -> bool:
    """Whether a host's answer is the expected one: the same shape, the same text and errors, the same numbers.

    A number is taken to the 9 places that the functions round to, and must then be the same float. One cell and a
    range of one cell are the same.
    """
    left, right = _rows(expected), _rows(found)
    return [len(row) for row in left] == [len(row) for row in right] and all(
        map(_same, (cell for row in left for cell in row), (cell for row in right for cell in row))
    )


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, str) or isinstance(found, str | bool) or found is None:
        return type(expected) is type(found) and bool(expected == found)
    number = Decimal(repr(float(found)))
    return number.is_finite() and float(number.quantize(_PLACES, ROUND_HALF_UP)) == float(expected)


def _rows(value: Any) -> list[list[Any]]:
    if not isinstance(value, list | tuple):
        return [[value]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in value]


def _cells(argument: Any) -> Any:
    if isinstance(argument, list):
        return [[_cell(cell) for cell in row] for row in argument]
    return _cell(argument)


def _cell(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    [(kind, value)] = cell.items()
    kinds: dict[str, Callable[[Any], Any]] = {
        "date": date.fromisoformat,
        "error": ErrorCell,
        "decimal": Decimal,
        "omitted": lambda _: OMITTED,
    }
    return kinds[kind](value)
