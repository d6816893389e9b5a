"""What a caller gives for the points of a frame's rows: the name of a column, a Series, or one value for all rows.

A value that cannot be used spoils its own row: it is a missing value there, and a row of the problems.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from partnerbook.errors import BadInput, PartnerbookError, did_you_mean
from partnerbook.frames.columns import TEXTS, number_of
from partnerbook.frames.distinct import Distinct, distinct, distinct_days, regrouped
from partnerbook.parsing.amount import LARGEST

PROBLEMS = ("index", "column", "found", "allowed", "guess")


class Problem(NamedTuple):
    """What is wrong in some rows, told by their places: in which column, what was found, is allowed, and is meant."""

    rows: Any
    column: str
    found: str
    allowed: str
    guess: str


class Given:
    """A frame, and what is wrong in its rows as far as it has been looked at."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.found: list[Problem] = []

    def column(self, asked: Any) -> tuple[Any, str]:
        """A column, or the one value for all rows, and what it is called. Errors: BadInput for another length."""
        if isinstance(asked, str) and asked in self.frame.columns:
            found = self.frame[asked]
            if isinstance(found, pd.DataFrame):
                raise BadInput(f'The frame has {found.shape[1]} columns "{asked}": rename all but one.')
            return found, asked
        if isinstance(asked, np.ndarray | list | tuple | pd.Index):
            asked = pd.Series(asked)
        elif (
            isinstance(asked, pd.Series) and len(asked) == len(self.frame) and not asked.index.equals(self.frame.index)
        ):
            raise BadInput(f'The index of the column "{asked.name}" is not the frame\'s: reindex one of them.')
        if isinstance(asked, pd.Series):
            if len(asked) != len(self.frame):
                raise BadInput(f'The column "{asked.name}" has {len(asked)} rows, the frame {len(self.frame)}.')
            return asked, "" if asked.name is None else str(asked.name)
        return asked, ""

    def values(self, asked: Any, read: Callable[[Any], Any], allowed: str, default: Any = None) -> Distinct:
        """The distinct values of a column, as they are read; `default` is what a missing one means.

        Errors: BadInput for one value for all rows that cannot be read.
        """
        column, name = self.column(asked)
        found = distinct(column)
        return self._read(found, read, name, allowed, default, asked)

    def days(self, asked: Any, default: Any = None) -> Distinct:
        """The same for days."""
        column, name = self.column(asked)
        allowed = "a day: datetime64, a date, or text as 2026-02-01"
        return self._read(distinct_days(column), _day, name, allowed, default, asked)

    def _read(
        self, part: Distinct, read: Callable[[Any], Any], name: str, allowed: str, default: Any, asked: Any
    ) -> Distinct:
        known: dict[int, Any] = {}
        for code, value in enumerate(part.values, 1):
            if isinstance(value, str) and not value.strip():
                known[code] = default
                continue
            try:
                known[code] = read(value)
            except PartnerbookError as error:
                if part.codes is None:
                    raise self._no_column(asked, error) from None
                rows = np.flatnonzero(part.codes == code)
                if rows.size:
                    self.found.append(Problem(rows, name, f"{value!s:.60}", *_told(error, allowed)))
        places = iter(range(1, len(part.values) + 1))
        lacking = default is not None and ((part.codes is None and not part.values) or
                                           (part.codes is not None and bool((part.codes == 0).any())))  # fmt: skip
        read_part = regrouped(part, lambda _: known.get(next(places)))
        return _filled(read_part, part, default) if lacking else read_part

    def _no_column(self, asked: Any, error: PartnerbookError) -> BadInput:
        if not isinstance(asked, str):
            return BadInput(str(error))
        names = [str(name) for name in self.frame.columns]
        return BadInput(f'The frame has no column "{asked}"{did_you_mean(asked, names) or "."} {error}')

    def amounts(self, asked: Any) -> tuple[Any, Any]:
        """The amounts as floats, NaN where there is none that can be used, and as they were given."""
        column, name = self.column(asked)
        if not isinstance(column, pd.Series):
            if number_of(column) is None:
                raise self._no_column(asked, BadInput(f"The amount is {column!s:.60}, which is no number."))
            column = pd.Series([column] * len(self.frame), index=self.frame.index)
        if column.dtype == object or str(column.dtype) in ("str", "string", "bool", "boolean", "category"):
            numbers = [None if lacks else number_of(value) for value, lacks in zip(column, column.isna(), strict=True)]
            floats = np.array([np.nan if number is None else float(number) for number in numbers], np.float64)
            odd = np.isnan(floats) & ~column.isna().to_numpy()
        else:
            if not pd.api.types.is_numeric_dtype(column.dtype):
                raise BadInput(f'The column "{name}" is of {column.dtype}, which is no number.')
            floats = column.to_numpy(dtype=np.float64, na_value=np.nan)
            odd = np.zeros(0, bool)
        large = np.abs(floats) >= float(LARGEST)
        if odd.any() or large.any():
            floats = np.where(large, np.nan, floats)
            self._odd_amounts(column, np.flatnonzero(large | odd if odd.size else large), name)
        return floats, column

    def _odd_amounts(self, column: Any, rows: Any, name: str) -> None:
        for row in rows:
            value = column.iloc[row]
            guess = ""
            if isinstance(value, str) and (number := _number(value)) is not None:
                guess = str(number)
            allowed = f"a number below {LARGEST:,}"
            self.found.append(Problem(np.array([row]), name, f"{value!s:.60}", allowed, guess))

    def problems(self) -> Any:
        """All that is wrong, by row: `index` is the row's label."""
        if not self.found:
            return pd.DataFrame({name: pd.Series([], dtype=TEXTS if name != "index" else object) for name in PROBLEMS})
        sizes = [len(each.rows) for each in self.found]
        order = np.argsort(np.concatenate([each.rows for each in self.found]), kind="stable")
        labels = self.frame.index.take(np.concatenate([each.rows for each in self.found]))
        columns = {
            name: pd.Series(np.repeat(np.array([each[at] for each in self.found], object), sizes), dtype=TEXTS)
            for at, name in enumerate(PROBLEMS[1:], 1)
        }
        made = pd.DataFrame({"index": labels.to_series(index=range(len(labels))), **columns})
        return made.iloc[order].reset_index(drop=True)


def _filled(read: Distinct, part: Distinct, default: Any) -> Distinct:
    """The same with the default where nothing stood, as another value."""
    if part.codes is None:
        return Distinct(None, [default])
    codes = np.where(part.codes == 0, read.size, read.codes)
    return Distinct(codes, [*read.values, default])


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    raise BadInput(f"It is {value!s:.60}, which is no day.")


def _number(text: str) -> Decimal | None:
    from partnerbook.parsing.number import number_text

    readings = number_text(text).readings
    return readings[0] if len(readings) == 1 else None


def _told(error: PartnerbookError, allowed: str) -> tuple[str, str]:
    """What is allowed, and the guess at the end of an error's sentence."""
    said = str(error)
    _, mark, rest = said.partition("did you mean ")
    guess = rest.rstrip("?").strip('"') if mark else ""
    return (said if " could be " in said else allowed), guess
