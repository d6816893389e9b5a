"""A book with changes, without a file: what a workbook is to be read as once they are written into it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from partnerbook.book.tables import BY_NAME
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.records import Book, Client


def book_with(book: Book, changes: Iterable[Change]) -> Book:
    """The book with changes.

    >>> from partnerbook.records import Place
    >>> acme = Client("Acme", "BR", origin=Place("Clients", 6))
    >>> moved = Change(SET, "Clients", "Acme", "market", "BR", "MX", acme.origin)
    >>> book_with(Book(clients=(acme,)), [moved]).clients[0].market
    'MX'
    """
    tables: dict[str, Any] = {}
    for change in changes:
        table = BY_NAME[change.table]
        held = tables.get(table.field, getattr(book, table.field))
        if change.kind == ADD:
            held = (*held, change.new)
        elif change.kind == SET and table.by_row:
            held = held._replace(**{change.field: change.new})
        elif change.kind == SET:
            new = {change.field: change.new}
            held = tuple(each._replace(**new) if each.origin == change.origin else each for each in held)
        tables[table.field] = held
    return book._replace(**tables)


def end_changes(book: Book, client: Client, on: date) -> tuple[Change, ...]:
    """The changes by which the partner's services for a client end on a day: nothing of what was is deleted.

    Managing that begins on that day or later stays as it is: it gives no points once services have ended.
    """
    found = [Change(SET, "Clients", client.client, "services_ended", client.services_ended, on, client.origin)]
    found += (
        Change(SET, "Managing", client.client, "end", row.end, on, row.origin)
        for row in book.managing
        if row.client == client.client and row.start < on and (row.end is None or row.end > on)
    )
    return tuple(each for each in found if each.old != each.new)
