"""The ledger: deals and managing become entries, stretches of time in which a client gives points on one track.

An entry is active on a day when start <= day < until; one without an `until` is open. What a client gives on a
day is the sum of the active entries, so moving the day needs no other rule.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.book.records import Book, Client, Deal, Managing, Subscription
from partnerbook.currency import Rates, convert, rate_days
from partnerbook.days import months_later
from partnerbook.errors import PartnerbookError
from partnerbook.exact import ZERO, exactly, quotient
from partnerbook.points import Program, Terms, managed_terms, sold_terms
from partnerbook.program.edition import editions, sale_edition

SOLD, MANAGED = "sold", "managed"
SALES = ("new", "cross_sell", "upsell")


class Entry(NamedTuple):
    """One stretch of points: `points` is negative where a downgrade or cancellation takes from a sale.

    `terms` holds what the points were computed from, `value` the contract's worth in the same currency
    (zero on the managed track), `origin` the record it came from.
    """

    client: str
    line: str
    track: str
    kind: str
    source: str
    points: Decimal
    start: date
    until: date | None
    terms: Terms
    value: Decimal = ZERO
    origin: str = ""

    def active(self, day: date) -> bool:
        """Whether the entry gives its points on that day."""
        return self.start <= day and (self.until is None or day < self.until)


class Unused(NamedTuple):
    """A record that gave no entry, and why."""

    origin: str
    reason: str


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
        *_sold_entries(book.deals, clients, program, unused),
        *_managed_entries(book.subscriptions, book.managing, clients, program, unused),
    ]
    entries.sort(key=_order)
    return Ledger(tuple(entries), tuple(sorted(unused)))


def _order(entry: Entry) -> tuple[object, ...]:
    return (entry.start, entry.client, entry.line, entry.track, entry.kind, entry.source, entry.points,
            entry.until or date.max, entry.terms.currency, entry.terms.amount, entry.value)  # fmt: skip


def _sold_entries(
    deals: Iterable[Deal], clients: dict[str, Client], program: Program, unused: list[Unused]
) -> Iterator[Entry]:
    by_line: defaultdict[tuple[str, str], list[Deal]] = defaultdict(list)
    for deal in deals:
        by_line[deal.client, deal.line.casefold().strip()].append(deal)
    for (name, _), line_deals in by_line.items():
        if name not in clients:
            unused += [Unused(deal.origin, f'There is no client "{name}".') for deal in line_deals]
            continue
        line_deals.sort(key=_deal_order)
        yield from _line_entries(line_deals, clients[name].market, program, unused)


def _deal_order(deal: Deal) -> tuple[object, ...]:
    """Sales before losses of one day, and never by row, so that the order of records does not matter."""
    return (deal.closed, deal.kind not in SALES, deal.kind, deal.mrr, deal.currency, deal.source, deal.deal,
            deal.first_sold or deal.closed)  # fmt: skip


def _line_entries(deals: Sequence[Deal], market: str, program: Program, unused: list[Unused]) -> Iterator[Entry]:
    """The sold entries of one client's product line, its deals in order of closing.

    An upsell keeps the rate of the line's first sale; a line that was cancelled starts anew. A loss takes from
    the sales active that day, the newest first (`reductions` of the edition), and ends when they end.
    """
    first: date | None = None
    sales: list[_Sale] = []
    for deal in deals:
        try:
            if deal.kind in SALES:
                first = min(filter(None, (first, deal.first_sold, deal.closed)))
                entry = _sale(deal, market, program, deal.first_sold or first)
                sales.append(_Sale(entry, entry.terms.amount, entry.points))
                yield entry
            else:
                losses, sales = _losses(deal, sales, program)
                yield from losses
                if deal.kind == "cancellation":
                    first = None
        except PartnerbookError as error:
            unused.append(Unused(deal.origin, str(error)))


def _sale(deal: Deal, market: str, program: Program, first_sold: date) -> Entry:
    keeps = first_sold if deal.kind == "upsell" else deal.closed
    terms = sold_terms(deal.mrr, market, deal.currency, deal.closed, deal.source, keeps, program)
    until = months_later(deal.closed, sale_edition(deal.closed).sold_months)
    value = deal.mrr * 12 if deal.contract_value is None else deal.contract_value
    return Entry(deal.client, deal.line, SOLD, deal.kind, deal.source, terms.points, deal.closed, until, terms, value,
                 deal.origin)  # fmt: skip


class _Sale(NamedTuple):
    """A sale, and what losses have left of its amount and of its points."""

    entry: Entry
    amount: Decimal
    points: Decimal


def _losses(deal: Deal, sales: Sequence[_Sale], program: Program) -> tuple[list[Entry], list[_Sale]]:
    """The entries that take a loss off the sales it finds active, and the sales after it.

    What those sales do not hold has expired already. A loss that ends a sale takes the points that are left of it,
    so that nothing stays of a third of a point, and no line falls below zero.
    """
    after = list(sales)
    losses = []
    to_take = deal.mrr
    for index in reversed(range(len(sales))):
        sale, left, points = sales[index]
        if to_take <= 0 or left <= 0 or not sale.active(deal.closed):
            continue
        asked = convert(to_take, deal.currency, sale.terms.currency, deal.closed, "program", program.rates)
        taken = min(left, asked)
        to_take = ZERO if taken == asked else to_take * (1 - quotient(taken, asked))
        terms = sale.terms._replace(amount=-taken)
        lost = -points if taken == left else terms.points
        after[index] = _Sale(sale, left - taken, points + lost)
        losses.append(Entry(deal.client, deal.line, SOLD, deal.kind, sale.source, lost, deal.closed, sale.until, terms,
                            ZERO, deal.origin))  # fmt: skip
    return losses, after


def _managed_entries(
    subscriptions: Iterable[Subscription],
    managing: Iterable[Managing],
    clients: dict[str, Client],
    program: Program,
    unused: list[Unused],
) -> Iterator[Entry]:
    managed: defaultdict[str, list[Managing]] = defaultdict(list)
    for stretch in managing:
        managed[stretch.client].append(stretch)
        if stretch.client not in clients:
            unused.append(Unused(stretch.origin, f'There is no client "{stretch.client}".'))
    for subscription in subscriptions:
        client = clients.get(subscription.client)
        if client is None:
            unused.append(Unused(subscription.origin, f'There is no client "{subscription.client}".'))
            continue
        for stretch in managed[subscription.client]:
            start = max(subscription.start, stretch.start)
            ends = [day for day in (subscription.end, stretch.end, client.services_ended) if day is not None]
            until = min(ends, default=None)
            if until is None or start < until:
                try:
                    yield from _managed_pieces(subscription, stretch, client.market, start, until, program)
                except PartnerbookError as error:
                    unused.append(Unused(subscription.origin, str(error)))


def _managed_pieces(
    subscription: Subscription, stretch: Managing, market: str, start: date, until: date | None, program: Program
) -> list[Entry]:
    """One entry for each part of the stretch over which rate, growth and point unit stay the same."""
    rule_days = sorted({edition.start for edition in editions()} | rate_days(subscription.currency, program.rates))
    days = [start, *(day for day in rule_days if start < day and (until is None or day < until))]
    pieces: list[Entry] = []
    for index, day in enumerate(days):
        terms = managed_terms(subscription.mrr, market, subscription.currency, day, stretch.other_partners, program)
        piece_until = days[index + 1] if index + 1 < len(days) else until
        if pieces and pieces[-1].points == terms.points:
            pieces[-1] = pieces[-1]._replace(until=piece_until)
        else:
            pieces.append(Entry(subscription.client, subscription.line, MANAGED, MANAGED, "", terms.points, day,
                                piece_until, terms, ZERO, subscription.origin))  # fmt: skip
    return pieces


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
    deltas = {source: [ZERO] * (len(days) + 1) for source in ("sourced", "assisted", "")}
    for entry in entries:
        column = deltas[entry.source]
        column[bisect_left(days, entry.start)] += entry.points
        if entry.until is not None:
            column[bisect_left(days, entry.until)] -= entry.points
    sums = [ZERO, ZERO, ZERO]
    result = []
    for moved in zip(*(column[:-1] for column in deltas.values()), strict=True):
        sums = [before + delta for before, delta in zip(sums, moved, strict=True)]
        result.append(Standing(*sums))
    return result


def by_client(entries: Iterable[Entry], day: date) -> dict[str, Standing]:
    """The points of each client with an entry, on a day; clients in order of their first entry."""
    mine: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        mine[entry.client].append(entry)
    return {client: standing(rows, day) for client, rows in mine.items()}


@exactly
def changes(entries: Iterable[Entry], first: date, last: date) -> dict[str, Changes]:
    """How the points of each track moved from the day first to the day last, both included.

    New is what entries that start in those days bring; lost is what entries that end in them take away, and
    what downgrades and cancellations take. Opening is the standing when the day before first ends, so that
    opening + new - lost = closing on each track.
    """
    sums = {SOLD: [ZERO] * 3, MANAGED: [ZERO] * 3}
    for entry in entries:
        track, points = sums[entry.track], entry.points
        if entry.start < first and (entry.until is None or first <= entry.until):
            track[0] += points
        if first <= entry.start <= last:
            if points >= 0:
                track[1] += points
            else:
                track[2] -= points
        if entry.until is not None and first <= entry.until <= last:
            track[2] += points
    return {track: Changes(*three) for track, three in sums.items()}
