"""The ledger: all entries of a book, what they add up to on a day, and how that changes between two days.

What a client gives on a day is the sum of the entries active then, so moving the day needs no other rule.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from partnerbook.exact import ZERO, exactly
from partnerbook.memory import uncollected
from partnerbook.points.entries import MANAGED, SOLD, Entry, Unused, managed_entries, sold_entries
from partnerbook.points.rates import Program, Rates
from partnerbook.records import Book


class Ledger(NamedTuple):
    """All entries of a book, by start, client, line; and the records that could not be used."""

    entries: tuple[Entry, ...]
    unused: tuple[Unused, ...] = ()


class Standing(NamedTuple):
    """Points on a day. Sold is sourced plus assisted; total is sold plus managed."""

    sourced: Decimal = ZERO
    assisted: Decimal = ZERO
    managed: Decimal = ZERO

    @property
    @exactly
    def sold(self) -> Decimal:
        """Sourced plus assisted points."""
        return self.sourced + self.assisted

    @property
    @exactly
    def total(self) -> Decimal:
        """Sold plus managed points."""
        return self.sourced + self.assisted + self.managed


class Changes(NamedTuple):
    """How one track's points moved over some days: opening + new - lost = closing, always."""

    opening: Decimal = ZERO
    new: Decimal = ZERO
    lost: Decimal = ZERO

    @property
    @exactly
    def closing(self) -> Decimal:
        """The points when the last day ends."""
        return self.opening + self.new - self.lost


def program_of(book: Book) -> Program:
    """The program as the book's partner sees it: own rates and growth markets included."""
    settings = book.settings
    rates = Rates(own=book.rates, max_age_days=settings.rate_max_age)
    return Program(rates, settings.growth_added, settings.growth_removed)


@uncollected
@exactly
def ledger(book: Book) -> Ledger:
    """All entries of a book, in an order that does not depend on the order of its records.

    A record without a rate, or of a client the book does not have, is listed as unused, not raised.

    >>> ledger(Book())
    Ledger(entries=(), unused=())
    """
    program = program_of(book)
    clients = {client.client: client for client in book.clients}
    unused: list[Unused] = []
    entries = [
        *sold_entries(book.deals, clients, program, unused),
        *managed_entries(book.subscriptions, book.managing, clients, program, unused),
    ]
    entries.sort(key=_order)
    return Ledger(tuple(entries), tuple(sorted(unused)))


def _order(entry: Entry) -> tuple[object, ...]:
    return (entry.start, entry.client, entry.line, entry.track, entry.kind, entry.source, entry.points,
            entry.until or date.max, entry.terms.currency, entry.amount, entry.value)  # fmt: skip


@exactly
def standing(entries: Iterable[Entry], day: date) -> Standing:
    """The points of the entries active on a day."""
    sums = {"sourced": ZERO, "assisted": ZERO, "": ZERO}
    for entry in entries:
        if entry.start <= day and (entry.until is None or day < entry.until):
            sums[entry.source] += entry.points
    return Standing(sums["sourced"], sums["assisted"], sums[""])


@exactly
def standings(entries: Iterable[Entry], days: Sequence[date]) -> list[Standing]:
    """The points on each of the days, which are in order: one pass over the entries, whatever the number of days."""
    moved: dict[str, dict[date, Decimal]] = {"sourced": {}, "assisted": {}, "": {}}
    for source, points, start, until in map(_MOVE, entries):
        by_day = moved[source]
        if start in by_day:
            by_day[start] += points
        else:
            by_day[start] = points
        if until is not None:
            if until in by_day:
                by_day[until] -= points
            else:
                by_day[until] = -points
    columns = []
    for by_day in moved.values():
        column = [ZERO] * (len(days) + 1)
        for day, points in by_day.items():
            column[bisect_left(days, day)] += points
        columns.append(accumulate(column[:-1]))
    return list(map(Standing, *columns))


_MOVE = itemgetter(*map(Entry._fields.index, ("source", "points", "start", "until")))


def by_client(entries: Iterable[Entry], day: date) -> dict[str, Standing]:
    """The points of each client with an entry, on a day; clients in order of their first entry."""
    mine: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        mine[entry.client].append(entry)
    return {client: standing(rows, day) for client, rows in mine.items()}


def changes(entries: Iterable[Entry], first: date, last: date) -> dict[str, Changes]:
    """How the points of each track moved from the day first to the day last, both included.

    New is what entries that start in those days bring; lost is what entries that end in them take away, and
    what downgrades and cancellations take. Opening is the standing when the day before first ends, so that
    opening + new - lost = closing on each track.
    """
    return changes_in(entries, [(first, last)])[0]


@exactly
def changes_in(entries: Iterable[Entry], spans: Sequence[tuple[date, date]]) -> list[dict[str, Changes]]:
    """The changes in each span of days, in order and no day in two of them: one pass over the entries."""
    opens, new, lost = ({track: [ZERO] * (len(spans) + 1) for track in (SOLD, MANAGED)} for _ in range(3))
    places = _Places(spans)
    for track, points, start, until in map(_CHANGE, entries):
        after, within = places[start]
        opens[track][after] += points
        if within:
            if points >= 0:
                new[track][after - 1] += points
            else:
                lost[track][after - 1] -= points
        if until is not None:
            ended, within = places[until]
            opens[track][max(after, ended)] -= points
            if within:
                lost[track][ended - 1] += points
    opening = {track: list(accumulate(moved)) for track, moved in opens.items()}
    return [
        {track: Changes(opening[track][at], new[track][at], lost[track][at]) for track in opens}
        for at in range(len(spans))
    ]


_CHANGE = itemgetter(*map(Entry._fields.index, ("track", "points", "start", "until")))


class _Places(dict[date, tuple[int, bool]]):
    """Of a day the first span that comes after it, counted from 0, and whether the one before that has it."""

    def __init__(self, spans: Sequence[tuple[date, date]]) -> None:
        self.firsts, self.lasts = [first for first, _ in spans], [last for _, last in spans]

    def __missing__(self, day: date) -> tuple[int, bool]:
        after = bisect_right(self.firsts, day)
        found = self[day] = after, after > 0 and day <= self.lasts[after - 1]
        return found
