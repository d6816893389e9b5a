"""Columns of a frame: what each is called and holds, and how values become one of them and are values again.

Amounts and points are float64, or with `exact` Arrow's decimal128 of 24 decimal places, which holds what the core
computes; a column with a figure that this does not hold is one of Decimal objects. Days are datetime64 in seconds: in
nanoseconds there is no day after 2262, which a book may name.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from numbers import Integral, Real
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from partnerbook.exact import plain, rounded

# Of Arrow's decimals: a quotient is carried to 24 places, and a sum of two has a digit more, of which 38 are the most.
DIGITS, PLACES = 36, 24
DAYS = "datetime64[s]"
_NEWER = int(pd.__version__.split(".")[0]) >= 3
TEXTS: Any = "str" if _NEWER else object
_MOST = Decimal(10) ** (DIGITS - PLACES)


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DAY = "day"
    TRUTH = "true or false"


class Column(NamedTuple):
    """A column of a frame: its name, what it holds, and what a person should know of it.

    `value` gives it of a record where it is no field of that.
    """

    name: str
    kind: Kind
    help: str
    value: Callable[[Any], object] | None = None

    def of(self, record: object) -> object:
        """What stands in the column for a record."""
        return getattr(record, self.name) if self.value is None else self.value(record)


def dtype_name(kind: Kind, exact: bool = False) -> str:
    """What pandas calls the type of a column, as the documents tell it.

    >>> dtype_name(Kind.NUMBER), dtype_name(Kind.NUMBER, exact=True)
    ('float64', 'decimal128(36, 24)')
    """
    if kind == Kind.NUMBER:
        return f"decimal128({DIGITS}, {PLACES})" if exact else "float64"
    return {Kind.TEXT: "str", Kind.WHOLE: "Int64", Kind.DAY: DAYS, Kind.TRUTH: "bool"}[kind]


def frame(columns: Sequence[Column], records: Iterable[object], exact: bool = False) -> Any:
    """A DataFrame of records, one a row: the columns are there, and of their types, where there are none too."""
    rows = list(records)
    return pd.DataFrame({column.name: series([*map(column.of, rows)], column.kind, exact) for column in columns})


def series(values: Sequence[Any], kind: Kind, exact: bool = False) -> Any:
    """A Series of values, of the type of their kind; None is missing.

    >>> series([Decimal("0.1"), None], Kind.NUMBER).tolist(), str(series([None], Kind.DAY).dtype)
    ([0.1, nan], 'datetime64[s]')
    """
    if kind == Kind.NUMBER:
        return exact_series(values) if exact else pd.Series(values, dtype="float64")
    if kind == Kind.DAY:
        return pd.Series(np.array(values, dtype="datetime64[D]").astype(DAYS))
    if kind == Kind.WHOLE:
        return pd.Series(values, dtype="Int64")
    if kind == Kind.TRUTH:
        return pd.Series(values, dtype="bool")
    return pd.Series([None if value is None else str(value) for value in values], dtype=TEXTS)


def exact_series(values: Sequence[Decimal | None], index: Any = None) -> Any:
    """A Series of decimals, without a digit lost: Arrow's, or of objects where there is no Arrow or it cannot."""
    arrow = arrow_decimals(values)
    if arrow is not None:
        return pd.Series(arrow, index=index)
    return pd.Series(list(values), index=index, dtype=object)


def arrow_decimals(values: Sequence[Decimal | None]) -> Any:
    """Decimals as an array of Arrow's; None where there is no Arrow, or it would lose a digit of one."""
    if not has_arrow() or not all(value is None or held(value) for value in values):
        return None
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.array(values, pa.decimal128(DIGITS, PLACES)))


@cache
def has_arrow() -> bool:
    """Whether Arrow is installed."""
    return find_spec("pyarrow") is not None


def held(value: Decimal) -> bool:
    """Whether Arrow's decimals hold a figure to its last digit.

    >>> held(Decimal("0.1")), held(Decimal(10) ** 12), held(Decimal("1E-25"))
    (True, False, False)
    """
    return value.is_finite() and value.copy_abs() < _MOST and int(plain(value).as_tuple().exponent) >= -PLACES


def number_of(value: object) -> Decimal | None:
    """A number of a column as the decimal that is shown for it; None for what is no number.

    >>> number_of(0.1), number_of(Decimal("1.50")), number_of(1000.0), number_of("1")
    (Decimal('0.1'), Decimal('1.50'), Decimal('1000'), None)
    """
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, Integral):
        return Decimal(int(value))
    if isinstance(value, Real) and np.isfinite(float(value)):
        return plain(Decimal(repr(float(value))))
    return None


def day_of(value: object) -> date | None:
    """A day of a column, whatever holds it; None for what is none.

    >>> day_of(pd.Timestamp("2026-02-01 09:30")), day_of("2026-02-01"), day_of("1/2/2026")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 1), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, np.datetime64):
        found: object = value.astype("datetime64[D]").item()
        return found if isinstance(found, date) else None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return None


def shown(table: Any) -> Any:
    """A frame to look at: its numbers half up to two places, as every other surface shows points, in float64.

    >>> shown(pd.DataFrame({"points": [0.125, 2.675, None], "client": ["a", "b", "c"]}))["points"].tolist()
    [0.13, 2.68, nan]
    """
    looked_at = table.copy()
    for name in table.columns:
        kind = table[name].dtype
        if kind == "float64" or isinstance(kind, pd.ArrowDtype):
            numbers = (number_of(value) for value in table[name].astype(object))
            values = [np.nan if number is None else float(rounded(number, 2)) for number in numbers]
            looked_at[name] = pd.Series(values, index=table.index, dtype="float64")
    return looked_at
