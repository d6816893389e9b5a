"""The rows of an export, read by the one reader of the book: what each states, and what is wrong in it."""

from collections import namedtuple
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from partnerbook.book.incoming.columns import incoming_table
from partnerbook.book.incoming.deals import Standing, standing, with_stages
from partnerbook.book.incoming.rules import Rules
from partnerbook.book.read.headings import Layout, columns_below
from partnerbook.book.read.rows import table_rows
from partnerbook.book.read.style import DATES, NUMBERS, ColumnCells, Style, styles
from partnerbook.book.tables import BY_NAME, DEALS, SHARED_DEALS
from partnerbook.book.tables.shape import Table
from partnerbook.files.grid import tidy
from partnerbook.files.problems import Problem
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import number_text


class Told(NamedTuple):
    """A row of an export: its number in the grid, counted from 0, what it states by field, and all of its cells."""

    row: int
    stated: Mapping[str, Any]
    cells: Any


class Reading(NamedTuple):
    """What was read of an export for a table of the book; of deals also which are won."""

    table: Table
    layout: Layout
    rows: tuple[Told, ...]
    problems: tuple[Problem, ...]
    standing: Standing | None = None


class Unsettled(NamedTuple):
    """A text that can be two days, and one that can be two numbers, as nothing in the export tells; "" for neither."""

    day: str = ""
    number: str = ""


def reading(found: Layout, rules: Rules, order: str = "", mark: str = "", table: Table | None = None) -> Reading:
    """The rows of an export whose columns stand as they do in a layout, those that count.

    `table` is another than the incoming one of the book's; `order` ("day" or "month") and `mark` ("." or ",") say how
    texts are written where the export does not prove it.
    Errors: UnknownName for pipelines or stages that the export has not.
    """
    own = BY_NAME[found.table.name]
    record = _record(table or incoming_table(own))
    found = found._replace(table=found.table._replace(record=record))
    written = {key: _settled(style, order, mark) for key, style in _styles(found).items()}
    if own is SHARED_DEALS:
        found = with_stages(found, rules)
    stands = standing(found, rules) if own is DEALS else None
    if stands:
        others = stands.won.symmetric_difference(range(found.heading_row + 1, len(found.grid.rows)))
        rows = [() if at in others else row for at, row in enumerate(found.grid.rows)]
        found = found._replace(grid=found.grid._replace(rows=rows))
    read = table_rows(found, written)
    told = [Told(row, _stated(record), record) for row, record in zip(read.rows, read.records, strict=True)]
    return Reading(own, found, tuple(told), tuple(read.problems), stands)


def unsettled(found: Layout) -> Unsettled:
    """Texts of an export that nobody can read without knowing how it writes days or numbers.

    >>> from partnerbook.files.grid import Grid
    >>> grid = Grid("d.csv", "d", [["Close date", "MRR"], ["01/02/2026", "1.5"]], csv=True)
    >>> unsettled(Layout(grid, incoming_table(DEALS), 0, {"closed": 0, "mrr": 1}, {}))
    Unsettled(day='01/02/2026', number='')
    """
    below, written = columns_below(found), _styles(found)
    day = number = ""
    for column in found.table.columns:
        style = written[found.table.name, column.field]
        texts = sorted({tidy(cell) for cell in below.get(column.field, ()) if isinstance(cell, str)})
        if column.kind in DATES and not style.order:
            day = day or _first(text for text in texts if len(date_text(text).readings) > 1)
        elif column.kind in NUMBERS and not style.mark:
            number = number or _first(text for text in texts if len(number_text(text).readings) > 1)
    return Unsettled(day, number)


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _styles(found: Layout) -> dict[tuple[str, str], Style]:
    below = columns_below(found)
    return styles(
        ColumnCells(found.grid, found.table.name, column.field, column.kind, below.get(column.field, ()))
        for column in found.table.columns
    )


def _settled(style: Style, order: str, mark: str) -> Style:
    return style._replace(order=style.order or order, mark=style.mark or mark)


def _stated(record: Any) -> dict[str, Any]:
    """What a row says, by field: a cell that is empty says nothing."""
    values = record._asdict()
    del values["origin"]
    return {field: value for field, value in values.items() if value is not None and value != ""}


@lru_cache(maxsize=32)
def _record(table: Table) -> Any:
    return namedtuple("IncomingRow", [*(column.field for column in table.columns), "origin"])  # noqa: PYI024 - its fields are those of a table
