"""The distinct values of columns, and which of them each row has: what is the same in many rows is looked at once.

Rows are told by codes, 0 for a missing value and else the place of the value, from 1.
"""

from collections.abc import Callable, Sequence
from datetime import date
from math import prod
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from partnerbook.frames.columns import day_of

_TABLE = 1 << 22  # so many codes have a table of their own; more are hashed
_NEAR = 1 << 13  # so many days of a column are looked at whether or not it has a row of each
_FIRST_DAY = date(1970, 1, 1).toordinal()
_LEAST, _MOST = date.min.toordinal() - _FIRST_DAY, date.max.toordinal() - _FIRST_DAY


class Distinct(NamedTuple):
    """The codes of rows, and the values that they stand for; a value that holds for all rows has no codes."""

    codes: Any
    values: Sequence[Any]

    @property
    def size(self) -> int:
        """How many codes there can be."""
        return len(self.values) + 1


def distinct(column: Any) -> Distinct:
    """The distinct values of a Series, or the one value that holds for all rows."""
    if not isinstance(column, pd.Series):
        return Distinct(None, [] if missing(column) else [column])
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Distinct(column.cat.codes.to_numpy().astype(np.int64) + 1, list(column.cat.categories))
    try:
        codes, values = pd.factorize(column)
    except TypeError:  # what cannot be told apart by hashing, by its text
        codes, values = pd.factorize(column.map(str, na_action="ignore"))
    return Distinct(codes.astype(np.int64, copy=False) + 1, list(values))


def missing(value: Any) -> bool:
    """Whether there is no value."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


def distinct_days(column: Any) -> Distinct:
    """The same for days: the values are dates, and what is none stands as it was found."""
    if isinstance(column, pd.Series) and isinstance(column.dtype, pd.ArrowDtype):
        column = pd.Series(column.astype(object).to_numpy(), index=column.index)
    if isinstance(column, pd.Series) and isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    if not isinstance(column, pd.Series) or column.dtype.kind != "M":
        found = distinct(column)
        return Distinct(found.codes, [day_of(value) or value for value in found.values])
    moments = column.to_numpy()
    days = moments.astype("datetime64[D]").view(np.int64)
    lacks = np.isnat(moments)
    within = days[~lacks] if lacks.any() else days
    if not len(within):
        return Distinct(np.zeros(len(days), np.int64), [])
    first, last = int(within.min()), int(within.max())
    if first < _LEAST or last > _MOST:
        found = distinct(pd.Series(days).where(~lacks))
        return Distinct(found.codes, [_date(int(value)) for value in found.values])
    codes = days - (first - 1)
    if len(within) < len(days):
        codes[lacks] = 0
    if last - first < _NEAR:  # days without a row do no harm
        return Distinct(codes, [_date(day) for day in range(first, last + 1)])
    there, codes = _compressed(codes, last - first + 2)
    return Distinct(codes, [_date(first - 1 + int(code)) for code in there])


def _date(day: int) -> Any:
    """The date of a number of days since 1970; the number itself beyond the calendar."""
    return date.fromordinal(day + _FIRST_DAY) if _LEAST <= day <= _MOST else f"day {day} since 1970"


def _compressed(codes: Any, size: int) -> tuple[Any, Any]:
    """The codes that there are, 0 left out, and the same rows with these numbered from 1; 0 stays 0."""
    if size <= _TABLE:
        there: Any = np.flatnonzero(np.bincount(codes, minlength=size)[1:]) + 1
        places: Any = np.zeros(size, np.int64)
        places[there] = np.arange(1, len(there) + 1)
        return there, places[codes]
    found, values = pd.factorize(codes)
    order = np.arange(1, len(values) + 1)
    if (nothing := np.flatnonzero(values == 0)).size:
        order[nothing[0]] = 0
        order[nothing[0] + 1 :] -= 1
    return values[values != 0], order[found]


def combined(parts: Sequence[Distinct], rows: int) -> tuple[Any, list[tuple[int, ...]]]:
    """A code for each row, and for each code from 1 which values its row has: a place in each part's values.

    A row that lacks one of them has the code 0.

    >>> codes, met = combined([Distinct(np.array([1, 2, 1, 0]), "ab"), Distinct(None, "x")], 4)
    >>> codes.tolist(), met
    ([1, 2, 1, 0], [(0, 0), (1, 0)])
    """
    sizes = [part.size for part in parts if part.codes is not None]
    if all(part.values for part in parts if part.codes is None) and sizes and prod(sizes) <= _TABLE:
        return _in_one(parts, sizes)
    codes: Any = np.ones(rows, np.int64)
    found: list[tuple[int, ...]] = [()]
    for part in parts:
        if part.codes is None:
            found = [(*places, 0) for places in found] if part.values else []
            codes = codes if part.values else np.zeros(rows, np.int64)
            continue
        size = part.size
        there, codes = _compressed(_paired(codes, part.codes, size), (len(found) + 1) * size)
        found = [(*found[code // size - 1], code % size - 1) for code in map(int, there)]
    return codes, found


def _in_one(parts: Sequence[Distinct], sizes: Sequence[int]) -> tuple[Any, list[tuple[int, ...]]]:
    """The same where there are few enough in all to have a table: each row is looked at as seldom as can be."""
    columns = [part.codes for part in parts if part.codes is not None]
    mixed = columns[0].copy()
    for codes, size in zip(columns[1:], sizes[1:], strict=True):
        mixed *= size
        mixed += codes
    there = np.flatnonzero(np.bincount(mixed, minlength=prod(sizes)))
    places = np.stack(np.unravel_index(there, sizes), axis=1)
    whole = places.all(axis=1)
    table: Any = np.zeros(prod(sizes), np.int64)
    table[there[whole]] = np.arange(1, whole.sum() + 1)
    found = []
    for met in places[whole].tolist():
        of_columns = iter(met)
        found.append(tuple(0 if part.codes is None else next(of_columns) - 1 for part in parts))
    return table[mixed], found


def _paired(codes: Any, others: Any, size: int) -> Any:
    paired = codes * size + others
    if not (codes.all() and others.all()):
        paired[(codes == 0) | (others == 0)] = 0
    return paired


def regrouped(part: Distinct, group: Callable[[Any], Any]) -> Distinct:
    """The values put into groups, None for none: the rows of a group have one code, and its name is their value."""
    names = [group(value) for value in part.values]
    groups = list(dict.fromkeys(name for name in names if name is not None))
    places = {name: place for place, name in enumerate(groups, 1)}
    codes = np.array([0, *(0 if name is None else places[name] for name in names)], np.int64)
    if part.codes is None:
        return Distinct(None, groups)
    same = bool((codes == np.arange(len(codes))).all())
    return Distinct(part.codes if same else codes[part.codes], groups)
