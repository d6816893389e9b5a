"""Many partners' books in one frame, and the figures of one partner's rows: a plain function, for Dask and Spark too.

A book has many tables and a cluster wants one: in a frame of rows each is a partner, the name of a table, and a record
of it as JSON, its amounts as text so that no digit is lost.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from operator import itemgetter
from typing import Any

import pandas as pd

from partnerbook.book.tables import SETTINGS, TABLES
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import BadInput, PartnerbookError, UnknownName, did_you_mean
from partnerbook.exact import exactly
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import partner_facts
from partnerbook.frames.columns import DIGITS, PLACES, Column, Kind, frame
from partnerbook.frames.of_book import fields, to_book
from partnerbook.frames.shared import PARTNER
from partnerbook.memory import uncollected
from partnerbook.records import Book, Place

ROWS = (
    Column("partner", Kind.TEXT, "The partner whose book the row is of."),
    Column("table", Kind.TEXT, "The table of the book."),
    Column("record", Kind.TEXT, "A row of that table, as JSON."),
)
_JSON = json.JSONDecoder()
_READ: Mapping[Kind, Callable[[Any], Any]] = {Kind.NUMBER: Decimal, Kind.DAY: date.fromisoformat}
_SPARK: Mapping[Kind, str] = {Kind.TEXT: "string", Kind.WHOLE: "bigint", Kind.DAY: "date", Kind.TRUTH: "boolean"}


def book_rows(book: Book, partner: str = "") -> Any:
    """A book as one frame of rows, under a partner's name (without one, that of the settings); settings first.

    >>> from partnerbook.sample import sample_book
    >>> rows = book_rows(sample_book(), "Acme Partners")
    >>> rows.columns.tolist(), rows["table"].iloc[0], set(rows["partner"])
    (['partner', 'table', 'record'], 'settings', {'Acme Partners'})
    """
    name = partner or book.settings.partner
    told = []
    for table in TABLES:
        records = (book.settings,) if table is SETTINGS else getattr(book, table.field)
        told += [(name, table.field, json.dumps(_plain(record), ensure_ascii=False)) for record in records]
    columns = list(zip(*told, strict=True))
    return pd.DataFrame({column.name: list(columns[at]) for at, column in enumerate(ROWS)})


def _plain(record: Any) -> dict[str, Any]:
    return {name: _told(value) for name, value in record._asdict().items()}


def _told(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def rows_book(rows: Any) -> Book:
    """The book of one partner's rows. Errors: BadInput for rows of another table, or that are none."""
    return _book(zip(rows["table"].tolist(), rows["record"].tolist(), strict=True))


def _book(told: Iterable[tuple[str, str]]) -> Book:
    """The book of tables' names and of records as JSON."""
    read: dict[str, list[Any]] = {}
    for name, text in told:
        try:
            record = _of_table(name)(_values(text))
        except (ValueError, TypeError, ArithmeticError, AttributeError) as error:
            raise BadInput(f'A row of "{name}" is no record of it: {error}') from error
        read.setdefault(name, []).append(record)
    settings = read.pop("settings", [Book().settings])
    if len(settings) != 1:
        raise BadInput(f"The rows have {len(settings)} rows of settings; a book has one.")
    return Book(settings[0], **{name: tuple(records) for name, records in read.items()})


def _values(text: str) -> Any:
    """What a text says as JSON, sooner than the library's own way, which looks for spaces around it."""
    try:
        values, end = _JSON.raw_decode(text)
    except ValueError:
        return json.loads(text)
    return values if end == len(text) else json.loads(text)


@cache
def _of_table(name: str) -> Callable[[dict[str, Any]], Any]:
    """What makes a record of a table of what its JSON says. Errors: BadInput for another table."""
    tables = {table.field: table for table in TABLES}
    if name not in tables:
        raise BadInput(f'A book has no table "{name}"{did_you_mean(str(name), tables) or "."}')
    record = tables[name].record
    read: list[tuple[str, Callable[[Any], Any]]] = [
        (field.name, field.listed or _READ[field.kind])
        for field in fields(tables[name])
        if field.listed is not None or field.kind in _READ
    ]
    if "origin" in record.__annotations__:
        read.append(("origin", Place._make))

    def made(values: dict[str, Any]) -> Any:
        get = values.get
        for field, value_of in read:
            value = get(field)
            if value is not None:
                values[field] = value_of(value)
        return record(**values)

    return made


@exactly
def partner_figures(
    rows: Any,
    as_of: date | None = None,
    months: int = MONTHS_AHEAD,
    exact: bool = False,
    columns: Sequence[str] | None = None,
) -> Any:
    """Where one partner stands, as a DataFrame of one row: tier, points, gaps, what is at stake, commission.

    `rows` are those of one partner of `book_rows`, or the frames of a book as `read_frames` gives them; no rows give no
    row, with all columns. `as_of` is the day; without it, the book's own. Of some `columns` alone, less is worked out.
    It knows nothing but its arguments, so a cluster can call it: see docs/frames.md. Errors: PartnerbookError, which
    names the partner; UnknownName for another column.

    >>> from partnerbook.sample import sample_book
    >>> found = partner_figures(book_rows(sample_book(), "Acme Partners"), date(2026, 10, 31))
    >>> found[["partner", "credited"]].iloc[0].tolist(), found["total"].round(2).tolist()
    (['Acme Partners', 'Platinum'], [2635.34])
    """
    asked = _asked(columns)
    if isinstance(rows, pd.DataFrame) and rows.empty:
        return frame(asked, (), exact)
    name = _name(rows)
    found = _figures(
        name, lambda: to_book(rows) if isinstance(rows, Mapping) else rows_book(rows), as_of, months, asked
    )
    return frame(_of_facts(asked), (found,), exact)


@exactly
def network_figures(
    rows: Any,
    as_of: date | None = None,
    months: int = MONTHS_AHEAD,
    exact: bool = False,
    columns: Sequence[str] | None = None,
) -> Any:
    """The same of many partners, whose rows of `book_rows` stand in one frame: a row for each, as they are first met.

    For a part of a cluster's frame that has all rows of its partners; the rest is as in `partner_figures`. Rows without
    a partner are of the one that their settings name.

    >>> from partnerbook.sample import sample_book
    >>> rows = pd.concat([book_rows(sample_book(), "North"), book_rows(sample_book(8), "South")])
    >>> network_figures(rows, date(2026, 10, 31), columns=["partner", "credited"]).values.tolist()
    [['North', 'Platinum'], ['South', 'Diamond']]
    """
    asked = _asked(columns)
    told: dict[str, list[tuple[str, str]]] = {}
    for name, *row in zip(*(rows[column.name].tolist() for column in ROWS), strict=True):
        told.setdefault(_named(name), []).append((row[0], row[1]))
    found = [_figures(name, partial(_book, records), as_of, months, asked) for name, records in told.items()]
    return frame(_of_facts(asked), found, exact)


@uncollected
def _figures(
    name: str, book_of: Callable[[], Book], as_of: date | None, months: int, asked: Sequence[Column]
) -> dict[str, Any]:
    """What is asked of one partner. Errors: PartnerbookError, which names it."""
    try:
        book = book_of()
        day = as_of or book.settings.as_of
        if day is None:
            raise BadInput("Its book names no day: say of which day the figures are to be, with as_of.")
        found = partner_facts(overview(book, day), [column.name for column in asked], months)
    except PartnerbookError as error:
        raise PartnerbookError(f'The partner "{name}": {error}') from error
    if name and "partner" in found:
        found["partner"] = name
    return found


def _of_facts(asked: Sequence[Column]) -> Sequence[Column]:
    return [column._replace(value=itemgetter(column.name)) for column in asked]


def _asked(columns: Sequence[str] | None) -> Sequence[Column]:
    """The columns of a partner's figures that are asked for. Errors: UnknownName for one that there is not."""
    every = {column.name: column for column in PARTNER}
    for name in () if columns is None else columns:
        if name not in every:
            raise UnknownName(f'There is no column "{name}"{did_you_mean(str(name), every) or "."}')
    return PARTNER if columns is None else [every[name] for name in columns]


def _name(rows: Any) -> str:
    """The partner of rows: of their column, of the group that they are, or of the settings."""
    if isinstance(rows, Mapping):
        settings = rows.get("settings")
        if settings is None or settings.empty or "partner" not in settings:
            return ""
        return _named(settings["partner"].iloc[0])
    if "partner" not in rows:
        return _named(getattr(rows, "name", None))
    names = rows["partner"].unique()
    if len(names) > 1:
        raise BadInput(f"The rows are of {len(names)} partners: group them by partner first.")
    return _named(names[0])


def _named(name: Any) -> str:
    """A partner's name of a cell; "" where it is missing, as a CSV file has an empty one."""
    return "" if pd.isna(name) else str(name)


def partner_schema(exact: bool = False, columns: Sequence[str] | None = None) -> str:
    """The columns of `partner_figures`, of all or some, as Spark wants them said.

    >>> partner_schema().split(", ")[:2], "total decimal(36,24)" in partner_schema(exact=True)
    (['partner string', 'as_of date'], True)
    """
    numbers = f"decimal({DIGITS},{PLACES})" if exact else "double"
    return ", ".join(f"{column.name} {_SPARK.get(column.kind, numbers)}" for column in _asked(columns))
