"""Which columns of an export are which of a table's: by the headings of the book, by HubSpot's, or as it was told."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from partnerbook.book.read.headings import Layout, spelled_fields, unlike
from partnerbook.book.read.style import DATES, NUMBERS
from partnerbook.book.tables import BY_NAME, CLIENTS, DEALS
from partnerbook.book.tables.crm import EXPORT_KINDS, MARKET, OF_CLIENT, OF_DEALS, SPELLINGS, UNUSED
from partnerbook.book.tables.shape import Column, Table
from partnerbook.errors import Sentence, UnknownName, did_you_mean, nearest
from partnerbook.files.grid import SEARCHED, Cell, Grid, is_blank, shown, tidy
from partnerbook.files.problems import NOTE, WARNING, Problem
from partnerbook.names import folded

_LONGEST = 200  # characters of a heading
_GUESSED = 100  # columns for which a near heading is looked for
_UNUSED = frozenset(map(folded, UNUSED))


class Unread(NamedTuple):
    """A column that is not known: its heading, a value of it, and the column of ours that it is near to."""

    heading: str
    example: str
    guess: str


class Columns(NamedTuple):
    """Where the columns of an export stand, which of them are not known, and what is to be said of the others."""

    layout: Layout
    unread: tuple[Unread, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=32)
def incoming_table(table: Table) -> Table:
    """A table as exports have it: with columns by which its clients are known, and with those of HubSpot's deals.

    No column is needed by itself: what a row lacks can follow from others, or from the book.

    >>> [column.field for column in incoming_table(DEALS).columns][-6:]
    ['stage', 'pipeline', 'is_won', 'is_closed', 'amount', 'annual_value']
    """
    own = {column.field for column in table.columns}
    extra = (MARKET, *OF_CLIENT) if "client" in own and table is not CLIENTS else ()
    extra = (*extra, *OF_DEALS) if table is DEALS else extra
    taken = {folded(text) for column in extra for text in (*column.headings, *column.also)}
    taken -= {folded(text) for column in table.columns for text in column.headings}
    more = SPELLINGS.get(table.name, {})
    columns = (
        column._replace(
            required=False,
            default=None,
            hubspot="",
            choices=EXPORT_KINDS if table is DEALS and column.field == "kind" else column.choices,
            also=tuple(
                text
                for text in (*more.get(column.field, ()), *filter(None, [column.hubspot]), *column.also)
                if folded(text) not in taken
            ),
        )
        for column in table.columns
    )
    return table._replace(columns=(*columns, *extra))


def column_named(table: Table, text: str) -> Column:
    """The column of an incoming table that a text names in any language, or as HubSpot does.

    Errors: UnknownName, with the nearest.

    >>> column_named(incoming_table(DEALS), "fecha de cierre").en
    'Closed'
    """
    field = spelled_fields(table).get(folded(text), "")
    if not field:
        known = [column.en for column in table.columns]
        names = [heading for column in table.columns for heading in column.headings]
        guess = did_you_mean(text, names) or "."
        raise UnknownName(
            'The {name} table has no column "{text}"{guess} Its columns are {listed}.',
            name=table.named,
            text=text,
            guess=guess,
            listed=", ".join(known),
        )
    return table.column(field)


def columns_of(grid: Grid, table: Table, told: Mapping[str, str]) -> Columns | None:
    """Where the columns of an incoming table stand in a grid; None where no row has a heading of it.

    `told` has the field of each folded heading of which it was told, "" for one that is left out: that goes before
    what a heading means by itself.
    """
    fields = {**spelled_fields(table), **told}
    at = _heading_row(grid.rows, fields)
    if at is None:
        return None
    candidates: dict[str, list[tuple[int, int]]] = {}
    unread: list[Unread] = []
    problems: list[Problem] = []
    for index, cell in enumerate(grid.rows[at]):
        text = folded(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else ""
        if fields.get(text):
            candidates.setdefault(fields[text], []).append((_rank(table, fields[text], text, told), index))
        elif not is_blank([cell]) and text not in told and text not in _UNUSED:
            unread.append(_unread(grid, at, index, table))
    columns = {}
    for field, found in candidates.items():
        found.sort()
        columns[field] = found[0][1]
        problems += (_again(grid, at, table.column(field), columns[field], index) for _, index in found[1:])
    names = {field: shown(grid.rows[at][index]) for field, index in columns.items()}
    spelled = _spelled(table, {field: tidy(str(grid.rows[at][index])) for field, index in columns.items()})
    return Columns(Layout(grid, spelled, at, columns, names), tuple(unread), tuple(problems))


def needed(table: Table, layout: Layout, fills: Mapping[str, Any]) -> Iterator[Column]:
    """The columns that every row of a table needs and nothing in an export, nor what was told of it, can give."""
    has = {*layout.columns, *fills}
    found_otherwise = {"currency", *(("line", "kind") if table.name == DEALS.name else ())}
    instead = {"client": {"client_hub_id", "client_domain", "company_id"}, "mrr": {"amount"}}
    for column in BY_NAME[table.name].columns:
        if column.required and column.field not in has | found_otherwise and not instead.get(column.field, set()) & has:
            yield column


def heading_count(grid: Grid, table: Table) -> int:
    """How many columns of a table the fullest row of headings in a grid has."""
    fields = spelled_fields(table)
    at = _heading_row(grid.rows, fields)
    return 0 if at is None else len(_fields_in(grid.rows[at], fields))


def _heading_row(rows: Sequence[Sequence[Cell]], fields: Mapping[str, str]) -> int | None:
    counts = [len(_fields_in(row, fields)) for row in rows[:SEARCHED]]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _fields_in(row: Sequence[Cell], fields: Mapping[str, str]) -> set[str]:
    texts = (folded(cell) for cell in row if isinstance(cell, str) and 0 < len(cell) <= _LONGEST)
    return {fields[text] for text in texts if fields.get(text)}


def _rank(table: Table, field: str, text: str, told: Mapping[str, str]) -> int:
    """The place of a heading among all that a column can have: what was told first, then the book's own."""
    if told.get(text) == field:
        return -1
    column = table.column(field)
    return [*map(folded, (*column.headings, *column.also)), text].index(text)


def _spelled(table: Table, headings: Mapping[str, str]) -> Table:
    """The table whose columns bear these headings too, so that a row that repeats them is known."""
    return table._replace(
        columns=tuple(
            column._replace(also=(*column.also, headings[column.field])) if column.field in headings else column
            for column in table.columns
        )
    )


def _unread(grid: Grid, at: int, index: int, table: Table) -> Unread:
    heading = shown(grid.rows[at][index])
    cells = (row[index] for row in grid.rows[at + 1 :] if index < len(row))
    example = next((shown(cell) for cell in cells if not is_blank([cell])), "")
    spellings = {text: column.en for column in table.columns for text in (*column.headings, *column.also)}
    near = nearest(heading, spellings) if index < _GUESSED else ""
    return Unread(heading, example, spellings[near] if near else "")


def _again(grid: Grid, at: int, column: Column, kept: int, index: int) -> Problem:
    """The problem of a column that means what another does."""
    heading, read = shown(grid.rows[at][index]), shown(grid.rows[at][kept])
    differs = unlike(grid, at, kept, index) if column.kind in NUMBERS | DATES else ""
    message = Sentence(
        'The column "{heading}" means {en}, as "{read}" does, which is read',
        heading=heading,
        en=column.named,
        read=read,
    )
    message += Sentence(", and they differ: {differs}.", differs=differs) if differs else "."
    return Problem(
        WARNING if differs else NOTE, grid.file, grid.sheet, grid.place(at, index, heading), heading, message
    )
