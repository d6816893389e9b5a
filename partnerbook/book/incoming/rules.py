"""What the person has said of an export, now or before: which column is which, and what holds where it says nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.book.incoming.columns import column_named
from partnerbook.book.read.cells import cell_value
from partnerbook.book.read.style import Style
from partnerbook.book.tables import IMPORTS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.errors import BadInput, Sentence, UnknownName
from partnerbook.files.grid import tidy
from partnerbook.names import folded
from partnerbook.records import Book, ImportRule

_OF_NAMES = ("pipeline", "stage")  # columns of which a rule's values are those that count


class Rules(NamedTuple):
    """What is known of an export: the field of each folded heading, "" for one that is left out; and the rest.

    `fills` are values by field, for rows that say nothing there; `pipelines` are those that count, all if there is
    none; `won` are stages that mean a deal is won; `clients` are the book's clients by folded names of companies, ""
    for a company that is left out.
    """

    columns: Mapping[str, str] = {}
    fills: Mapping[str, Any] = {}
    pipelines: tuple[str, ...] = ()
    won: tuple[str, ...] = ()
    clients: Mapping[str, str] = {}


def rules_of(rows: Iterable[ImportRule], table: Table) -> Rules:
    """What rows of the Imports table say of an incoming table's exports. Errors: UnknownName, BadInput, with the row.

    >>> from partnerbook.book.incoming.columns import incoming_table
    >>> from partnerbook.book.tables import DEALS
    >>> rules_of([ImportRule("deals", "Cierre", "Closed"), ImportRule("deals", "X")], incoming_table(DEALS)).columns
    {'cierre': 'closed', 'x': ''}
    """
    columns: dict[str, str] = {}
    fills: dict[str, Any] = {}
    names: dict[str, tuple[str, ...]] = {}
    clients: dict[str, str] = {}
    for row in rows:
        if row.rows != table.field:
            continue
        try:
            column = column_named(table, row.column) if row.column else None
            if column and column.field == "client" and row.value:
                clients[folded(row.heading)] = "" if row.value == "-" else row.value
                continue
            columns[folded(row.heading)] = column.field if column else ""
            if column and column.field in _OF_NAMES and row.value:
                names[column.field] = tuple(filter(None, map(tidy, row.value.split(";"))))
            elif column and row.value:
                fills[column.field] = filled(column, row.value)
        except BadInput as error:
            raise (BadInput("{place}: {error}", place=row.origin, error=error) if row.origin.row else error) from None
    return Rules(columns, fills, names.get("pipeline", ()), names.get("stage", ()), clients)


def filled(column: Column, text: str) -> object:
    """The value of a text that is to fill a column. Errors: BadInput for one that the column cannot hold."""
    value = cell_value(text, column, Style())
    if value == "existing":
        raise BadInput(
            '{en} is to be "{text}", which can be Upsell or Cross-sell; give one of these.', en=column.named, text=text
        )
    return value


def told_pair(text: str, what: str) -> tuple[str, str]:
    """The two sides of something told as "theirs=ours". Errors: BadInput.

    >>> told_pair("Close Date = Closed", "--columns"), told_pair("X=-", "--columns")
    (('Close Date', 'Closed'), ('X', ''))
    """
    theirs, equals, ours = text.rpartition("=")
    if not equals or not tidy(theirs):
        raise BadInput('{what} "{text}" must have two sides, such as "Close Date=Closed".', what=what, text=text)
    return tidy(theirs), "" if tidy(ours) == "-" else tidy(ours)


def together(given: Sequence[ImportRule], before: Sequence[ImportRule]) -> tuple[ImportRule, ...]:
    """The rules of both, what is given now going before what was told of the same heading; a value stays beside it."""
    found = {(row.rows, folded(row.heading)): row for row in before}
    for row in given:
        key = row.rows, folded(row.heading)
        old = found.get(key)
        if old and folded(old.column) == folded(row.column):
            row = old._replace(value=row.value or old.value)  # noqa: PLW2901 - the same rule, made whole
        elif old:
            row = row._replace(origin=old.origin)  # noqa: PLW2901 - the same rule, at its place
        found[key] = row
    return tuple(found.values())


def rule_changes(book: Book, given: Sequence[ImportRule]) -> Iterator[Change]:
    """The changes by which a book remembers what is told now; none for what it knows."""
    there = {(row.rows, folded(row.heading)): row for row in book.imports}
    for row in together(given, book.imports):
        old = there.get((row.rows, folded(row.heading)))
        if old is None:
            yield Change(ADD, IMPORTS.name, "", "", None, row)
            continue
        for field in ("column", "value"):
            if getattr(old, field) != getattr(row, field):
                yield Change(SET, IMPORTS.name, "", field, getattr(old, field), getattr(row, field), old.origin)


def refuse_unknown(names: Sequence[str], known: Sequence[str]) -> None:
    """Refuse names of pipelines that an export has not. Errors: UnknownName, with all that it has."""
    for name in names:
        if folded(name) not in map(folded, known):
            listed = ", ".join(f'"{each}"' for each in known) or Sentence("none")
            raise UnknownName('The export has no pipeline "{name}"; it has {listed}.', name=name, listed=listed)
