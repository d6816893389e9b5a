"""The ledger of a book that differs in a few clients from one whose ledger is known: all others keep their entries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import is_not
from typing import Any

from partnerbook.exact import ZERO, exactly
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Ledger, ledger, put_in_order
from partnerbook.points.moves import Entries, moves_of
from partnerbook.records import Book

_OF_CLIENTS = ("clients", "deals", "subscriptions", "managing")
_OF_ALL = ("settings", "rates")
_MANY = 1_000  # from so many clients on it is as well to begin anew


def changed_ledger(known: Ledger, before: Book, after: Book) -> Ledger:
    """The ledger of a book, as `ledger` gives it; `known` is that of the book before it was changed.

    A client's entries follow from its own records, the settings and the rates alone. Errors: those of `ledger`.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from partnerbook.records import Client, Deal
    >>> sale = Deal("D1", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD")
    >>> acme, beta = Client("Acme", "US"), Client("Beta", "US")
    >>> before = Book(clients=(acme, beta), deals=(sale,))
    >>> after = before._replace(deals=(sale, sale._replace(client="Beta")))
    >>> changed_ledger(ledger(before), before, after) == ledger(after)
    True
    """
    changed = {row.client for table in _OF_CLIENTS for row in _differing(getattr(before, table), getattr(after, table))}
    if len(changed) > _MANY or any(getattr(before, part) != getattr(after, part) for part in _OF_ALL):
        return ledger(after)
    was, now = (ledger(_of_clients(book, changed)) for book in (before, after))
    entries = [entry for entry in known.entries if entry.client not in changed]
    unused = Counter(known.unused) - Counter(was.unused) + Counter(now.unused)
    found = Entries(put_in_order(entries, now.entries))
    found.moves = _moved(moves_of(known.entries), was.entries, now.entries)
    return Ledger(found, tuple(sorted(unused.elements())))


@exactly
def _moved(
    known: Mapping[date, Sequence[Decimal]], gone: Iterable[Entry], come: Iterable[Entry]
) -> Mapping[date, Sequence[Decimal]]:
    """What moves points day by day, without some entries and with others."""
    moved = dict(known)
    for rows, sign in ((gone, -1), (come, 1)):
        for day, more in moves_of(rows).items():
            before = moved.get(day, [ZERO] * len(more))
            moved[day] = [own + sign * points for own, points in zip(before, more, strict=True)]
    return moved


def _differing(before: Sequence[Any], after: Sequence[Any]) -> Iterable[Any]:
    """The records that only one of two tables has; one that both have is the same object."""
    if before is after:
        return
    first, last = _alike(before, after), _alike(before[::-1], after[::-1])
    last = min(last, len(before) - first, len(after) - first)
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    olds, news = (Counter(map(id, rows)) for rows in (before, after))
    yield from (row for row in (*before, *after) if olds[id(row)] != news[id(row)])


def _alike(before: Sequence[Any], after: Sequence[Any]) -> int:
    """How many records two tables begin with that are the same."""
    shorter = min(len(before), len(after))
    return next((at for at, differs in enumerate(map(is_not, before, after)) if differs), shorter)


def _of_clients(book: Book, clients: Collection[str]) -> Book:
    """The book with the records of some clients alone."""
    tables = {name: tuple(row for row in getattr(book, name) if row.client in clients) for name in _OF_CLIENTS}
    return Book(settings=book.settings, rates=book.rates, **tables)
