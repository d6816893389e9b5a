"""One client in detail: what is sold to it and managed month by month, and which entries give points on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from partnerbook.days import runs
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.months import MonthLine, month_lines
from partnerbook.figures.shown import ShownPoints, shown_after
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import entries_of, standings
from partnerbook.records import Subscription


class RevenueMonth(NamedTuple):
    """The MRR of one currency that gave points on a month's last day (the day itself for the running month).

    `sold` is what was sold within the time that a sale counts, less what was lost of it; `managed` is what is managed.
    The two in US dollars are at the point units of the entries.
    """

    day: date
    currency: str
    sold: Decimal = ZERO
    managed: Decimal = ZERO
    sold_usd: Decimal = ZERO
    managed_usd: Decimal = ZERO


class EntriesOnDay(NamedTuple):
    """Entries as they stand on a day: giving points, expired or ended, and those that begin later."""

    active: tuple[Entry, ...]
    expired: tuple[Entry, ...]
    coming: tuple[Entry, ...]


class ClientHistory(NamedTuple):
    """The last 24 months of one client, the oldest first, and its entries on the day."""

    revenue: tuple[RevenueMonth, ...]
    points: tuple[MonthLine, ...]
    entries: EntriesOnDay


def entries_before(entries: Iterable[Entry], client: str, clients: Iterable[ClientLine]) -> list[Entry]:
    """The entries of the clients before one in order of their names: those that a list of all sums up before it."""
    before = takewhile(lambda line: line.client.client != client, clients)
    return [entry for line in before for entry in entries_of(entries, line.client.client)]


def shown_months(history: ClientHistory, before: Iterable[Entry]) -> tuple[ShownPoints, ...]:
    """The points of a client's months as the points breakdown of the day of each shows them.

    `before` are the entries of the clients before it: `entries_before`.

    >>> shown_months(client_history((), date(2026, 1, 31)), ())[-1].total
    Decimal('0.00')
    """
    sums = standings(before, [month.day for month in history.points])
    return tuple(shown_after(so_far, month.points) for so_far, month in zip(sums, history.points, strict=True))


def entries_on(entries: Iterable[Entry], day: date) -> EntriesOnDay:
    """Which entries give points on a day, which did before it, and which will.

    >>> entries_on((), date(2026, 1, 1))
    EntriesOnDay(active=(), expired=(), coming=())
    """
    found: tuple[list[Entry], list[Entry], list[Entry]] = ([], [], [])
    for entry in entries:
        found[2 if day < entry.start else 0 if entry.active(day) else 1].append(entry)
    return EntriesOnDay(*map(tuple, found))


@exactly
def revenue_on(entries: Iterable[Entry], day: date) -> tuple[RevenueMonth, ...]:
    """The MRR that gives points on a day, by currency in order of codes; no row of a currency in which there is none.

    >>> revenue_on((), date(2026, 1, 31))
    ()
    """
    sums: defaultdict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for entry in entries:
        if entry.active(day):
            mine = sums[entry.terms.currency]
            mine[entry.track] += entry.amount
            mine[f"{entry.track}_usd"] += entry.usd
    fields = (SOLD, MANAGED, f"{SOLD}_usd", f"{MANAGED}_usd")
    return tuple(RevenueMonth(day, code, *(mine[field] for field in fields)) for code, mine in sorted(sums.items()))


def client_history(entries: Sequence[Entry], as_of: date) -> ClientHistory:
    """The history of the client whose entries these are, up to a day."""
    points = month_lines(entries, as_of)
    revenue = tuple(row for month in points for row in revenue_on(entries, month.day))
    return ClientHistory(revenue, points, entries_on(entries, as_of))


def running(subscriptions: Iterable[Subscription], client: str, day: date) -> tuple[Subscription, ...]:
    """What a client pays on a day, line by line.

    >>> row = Subscription("Acme", "Sales Hub", Decimal(60), "USD", date(2026, 1, 1), date(2026, 2, 9))
    >>> len(running([row], "Acme", date(2026, 2, 8))), len(running([row], "Acme", date(2026, 2, 9)))
    (1, 0)
    """
    return tuple(row for row in subscriptions if row.client == client and runs(row.start, row.end, day))
