"""A book as data frames, one for each of its tables, and back again: every field of every record is a column.

The settings are a frame of one row. Beside a market's code stands its name, in English, which is only shown; `sheet`
and `row` say where in the book a record was read. A list, such as the growth markets of the settings, is one text, its
parts between commas.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

import pandas as pd

from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import SETTINGS, TABLES
from partnerbook.book.tables.shape import Table
from partnerbook.errors import BadInput, did_you_mean
from partnerbook.exact import exactly
from partnerbook.frames.columns import Column, Kind, day_of, frame, number_of
from partnerbook.parsing.currency import currency_table
from partnerbook.parsing.market import market_name, market_table
from partnerbook.records import Book, Place

_KINDS: Mapping[object, Kind] = {Decimal: Kind.NUMBER, date: Kind.DAY, int: Kind.WHOLE, bool: Kind.TRUTH}
PROBLEMS = (
    Column("severity", Kind.TEXT, "error: the row is not in the book; warning: it is, and is to be looked at."),
    Column("file", Kind.TEXT, "The file."),
    Column("sheet", Kind.TEXT, "The sheet, or the file of a table."),
    Column("cell", Kind.TEXT, "The cell or row."),
    Column("found", Kind.TEXT, "What stands there."),
    Column("message", Kind.TEXT, "What is wrong, and what is allowed."),
)


class Field(NamedTuple):
    """A field of a record as a column: what it holds, whether it may be missing, and how it is written in the frame."""

    name: str
    kind: Kind
    optional: bool
    listed: type | None = None
    whole: bool = False


@cache
def fields(table: Table) -> tuple[Field, ...]:
    """The fields of a table's records, but for the place."""
    found = []
    for name, hint in get_type_hints(table.record).items():
        if hint is Place:
            continue
        parts = set(get_args(hint)) if NoneType in get_args(hint) else {hint}
        [kind] = parts - {NoneType}
        origin = getattr(kind, "__origin__", None)
        whole = int in get_args(kind)
        found.append(Field(name, _KINDS.get(kind, Kind.TEXT), NoneType in parts, origin, whole))
    return tuple(found)


@cache
def table_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table's frame, in order."""
    found = []
    for field in fields(table):
        about = table.column(field.name)
        found.append(Column(field.name, field.kind, about.help, _joined(field.name) if field.listed else None))
        if about.kind == "market":
            found.append(Column(f"{field.name}_name", Kind.TEXT, "The market's English name.", _market(field.name)))
    if "origin" in table.record.__annotations__:
        found.append(
            Column("sheet", Kind.TEXT, "The sheet that the row was read from.", lambda each: each.origin.sheet)
        )
        found.append(Column("row", Kind.WHOLE, "The row there, from 1; 0 for none.", lambda each: each.origin.row))
    return tuple(found)


def _joined(name: str) -> Callable[[Any], str]:
    def joined(record: Any) -> str:
        value = getattr(record, name)
        return ", ".join(map(str, value if isinstance(value, tuple) else sorted(value)))

    return joined


def _market(name: str) -> Callable[[Any], str | None]:
    def of(record: Any) -> str | None:
        return known_name(getattr(record, name))

    return of


def known_name(market: str) -> str | None:
    """The English name of a market's code; None for what is no code."""
    return market_name(market) if market in market_table().names else None


def read_frames(path: str | Path, exact: bool = False) -> dict[str, Any]:
    """The frames of a workbook or a folder of CSV files, and its problems as the frame "problems".

    Errors: PartnerbookError, one sentence, for what cannot be read at all.
    """
    book, problems = read_book(path)
    found = book_frames(book, exact)
    found["problems"] = frame(PROBLEMS, problems)
    return found


@exactly
def book_frames(book: Book, exact: bool = False) -> dict[str, Any]:
    """The frames of a book by the name of the table, as `Book` calls it.

    >>> from partnerbook.sample import sample_book
    >>> frames = book_frames(sample_book())
    >>> frames["clients"][["client", "market", "market_name"]].iloc[0].tolist()
    ['Adrubindo Bakeries', 'US', 'United States']
    """
    return {table.field: frame(table_columns(table), _records(book, table), exact) for table in TABLES}


def _records(book: Book, table: Table) -> Sequence[Any]:
    records = getattr(book, table.field)
    return (records,) if table is SETTINGS else records


@exactly
def to_book(frames: Mapping[str, Any]) -> Book:
    """The book of frames, as `book_frames` gives them; a table without a frame is empty, and "problems" are not asked.

    An amount in float64 is the decimal that is shown for it: a figure of up to 15 digits is the same again, and with
    `exact` every figure. Errors: BadInput for another frame or column, a column that is lacking, and a value that a
    record cannot have; each with its place and the nearest guess.

    >>> from partnerbook.sample import sample_book
    >>> to_book(book_frames(sample_book())) == sample_book()
    True
    """
    known = {table.field: table for table in TABLES}
    for name in frames:
        if name not in known and name != "problems":
            raise BadInput(f'A book has no table "{name}"{did_you_mean(str(name), known) or "."}')
    read = {name: _read(known[name], given) for name, given in frames.items() if name in known}
    settings = read.pop("settings", [Book().settings])
    if len(settings) != 1:
        raise BadInput(f'The frame "settings" has {len(settings)} rows; it is of one.')
    return Book(settings[0], **{name: tuple(records) for name, records in read.items()})


def _read(table: Table, given: Any) -> list[Any]:
    """The records of a table's frame."""
    told = {column.name for column in table_columns(table)}
    for name in given.columns:
        if name not in told:
            guess = did_you_mean(str(name), told) or "."
            raise BadInput(f'The frame "{table.field}" has a column "{name}", which no book holds{guess}')
    columns = {}
    for field in fields(table):
        if field.name in given.columns:
            columns[field.name] = _values(table, field, given[field.name])
        elif field.name not in table.record._field_defaults:  # type: ignore[attr-defined]
            raise BadInput(f'The frame "{table.field}" has no column "{field.name}".')
    if {"sheet", "row"} <= set(given.columns) and "origin" in table.record.__annotations__:
        places = zip(given["sheet"], given["row"], strict=True)
        columns["origin"] = [Place("" if pd.isna(sheet) else str(sheet), _whole(row) or 0) for sheet, row in places]
    return [table.record(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]


def _values(table: Table, field: Field, given: Any) -> list[Any]:
    """The values of a column, each distinct one looked at once. Errors: BadInput."""
    default = table.record._field_defaults.get(field.name)  # type: ignore[attr-defined]
    missing = given.isna()
    known: dict[Any, Any] = {}
    found = []
    for label, value, lacks in zip(given.index, given.astype(object), missing, strict=True):
        if lacks:
            nothing = "" if field.kind == Kind.TEXT and not field.listed else default
            if nothing is None and not field.optional:
                raise BadInput(f'The frame "{table.field}", row {label}: {field.name} is missing.')
            found.append(nothing)
            continue
        key = (type(value), value)
        if key not in known:
            known[key] = _value(field, value)
            if why := _refusal(table, field, known[key]):
                raise BadInput(f'The frame "{table.field}", row {label}: {field.name} is "{value!s:.60}"; {why}')
        found.append(known[key])
    return found


def _value(field: Field, value: Any) -> Any:
    """A value as a record has it; None for what it cannot have."""
    if field.listed is not None:
        parts = [part.strip() for part in str(value).split(",") if part.strip()]
        if field.whole:
            return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None
        return field.listed(parts)
    if field.kind == Kind.NUMBER:
        return number_of(value)
    if field.kind == Kind.DAY:
        return day_of(value)
    if field.kind == Kind.WHOLE:
        return _whole(value)
    if field.kind == Kind.TRUTH:
        return bool(value) if value in (True, False) and not isinstance(value, str) else None
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    number = None if pd.isna(value) else number_of(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _refusal(table: Table, field: Field, read: Any) -> str:
    """Why a value is none of its column, and what is allowed; "" where it is one."""
    about = table.column(field.name)
    if read is None:
        return f"it holds {'a ' if field.kind != Kind.TRUTH else ''}{field.kind}."
    allowed: Sequence[str] = ()
    if about.kind == "choice":
        allowed = [choice.code for choice in about.choices]
    elif about.kind in ("market", "markets"):
        allowed = tuple(market_table().names)
    elif about.kind == "currency":
        allowed = tuple(currency_table().names)
    wrong = [part for part in (read if field.listed else [read]) if allowed and part and part not in allowed]
    if not wrong:
        return ""
    guess = did_you_mean(str(wrong[0]), allowed) or "."
    named = {"choice": f"one of {', '.join(allowed)}", "currency": "a currency's code"}.get(
        about.kind, "a market's code"
    )
    return f"it is {named}{guess}"
