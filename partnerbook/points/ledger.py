"""The ledger: all entries of a book, what they add up to on a day, and how that changes between two days.

What a client gives on a day is the sum of the entries active then, so moving the day needs no other rule.
"""

from bisect import bisect_left, bisect_right, insort_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import eq, itemgetter
from typing import NamedTuple

from partnerbook.exact import ZERO, exactly
from partnerbook.memory import uncollected
from partnerbook.points.entries import Entry, Unused, managed_entries, sold_entries
from partnerbook.points.given import check_given
from partnerbook.points.known_terms import KnownTerms
from partnerbook.points.moves import Entries, entries_of_clients, moves_of, track_moves_of
from partnerbook.points.rates import Program, Rates
from partnerbook.program.edition import Edition
from partnerbook.records import Book


class Ledger(NamedTuple):
    """All entries of a book, by start, client, line; and the records that could not be used."""

    entries: tuple[Entry, ...]
    unused: tuple[Unused, ...] = ()


_FIRST = itemgetter(*map(Entry._fields.index, ("client", "line", "track", "kind", "source", "points")))
_FEW = 1_000  # entries: of more of them looking for each place takes as long as sorting


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
    """The program as the book's partner sees it: own rates, growth markets and readings included."""
    settings = book.settings
    rates = Rates(own=book.rates, max_age_days=settings.rate_max_age)
    return Program(
        rates,
        settings.growth_added,
        settings.growth_removed,
        settings.deals_without_source,
        settings.upsell_by_other_source,
        settings.new_deal_on_older_line,
    )


@uncollected
@exactly
def ledger(book: Book, among: tuple[Edition, ...] = ()) -> Ledger:
    """All entries of a book, in an order that does not depend on the order of its records.

    `among` are editions to compute by in place of the published ones, the oldest first. A record without a rate, or of
    a client the book does not have, is listed as unused, not raised. Errors: BadInput for a figure that is no number,
    or a float.

    >>> ledger(Book())
    Ledger(entries=(), unused=())
    """
    check_given(book)
    known = KnownTerms(program_of(book)._replace(editions=among))
    clients = {client.client: client for client in book.clients}
    unused: list[Unused] = []
    entries = [
        *sold_entries(book.deals, clients, known, unused),
        *managed_entries(book.subscriptions, book.managing, clients, known, unused),
    ]
    return Ledger(Entries(in_order(entries)), tuple(sorted(unused)))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of a ledger: day by day, by what seldom leaves two alike, and only then by all."""
    of_day: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_day[entry.start].append(entry)
    ordered: list[Entry] = []
    for day in sorted(of_day):
        same = sorted(of_day[day], key=_FIRST)
        keys = [*map(_FIRST, same)]
        ordered += sorted(same, key=_order) if any(map(eq, keys, keys[1:])) else same
    return ordered


def put_in_order(entries: list[Entry], more: Sequence[Entry]) -> list[Entry]:
    """The same with some more: of few the place of each is looked for, because a ledger has its order already.

    >>> put_in_order([], ())
    []
    """
    if len(more) > _FEW:
        return in_order([*entries, *more])
    for entry in more:
        insort_right(entries, entry, key=_order)
    return entries


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
    columns = [[ZERO] * (len(days) + 1) for _ in Standing._fields]
    for day, moved in moves_of(entries).items():
        at = bisect_left(days, day)
        for column, points in zip(columns, moved, strict=True):
            column[at] += points
    return list(map(Standing, *(accumulate(column[:-1]) for column in columns)))


@exactly
def by_client(entries: Iterable[Entry], day: date) -> dict[str, Standing]:
    """The points of each client with an entry, on a day; clients in order of their first entry."""
    return {client: standing(rows, day) for client, rows in entries_of_clients(entries).items()}


def entries_of(entries: Iterable[Entry], client: str) -> Sequence[Entry]:
    """The entries of one client, by its name, in the order of the ledger; none where it has none.

    >>> entries_of((), "Acme")
    ()
    """
    return entries_of_clients(entries).get(client, ())


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
    moves = entries.track_moves if isinstance(entries, Entries) else track_moves_of(entries)
    firsts, lasts = [first for first, _ in spans], [last for _, last in spans]
    found = [dict[str, Changes]() for _ in spans]
    for track, (gained, taken, ended) in moves.items():
        opens, new, lost = ([ZERO] * (len(spans) + 1) for _ in range(3))
        for by_day, sign, column, told in ((gained, 1, new, 1), (taken, 1, lost, -1), (ended, -1, lost, 1)):
            for day, points in by_day.items():
                after = bisect_right(firsts, day)  # the first span that it comes into from before
                opens[after] += sign * points
                if after and day <= lasts[after - 1]:
                    column[after - 1] += told * points
        for of_span, opening, came, went in zip(found, accumulate(opens), new, lost, strict=False):
            of_span[track] = Changes(opening, came, went)
    return found
