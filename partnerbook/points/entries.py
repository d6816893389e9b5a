"""Entries: what the book's deals and managing become, each a stretch of time in which a client gives points on a track.

An entry is active on a day when start <= day < until; one without an `until` is open.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.errors import NoRate, PartnerbookError, Sentence
from partnerbook.exact import ZERO, figure, quotient
from partnerbook.names import same_line
from partnerbook.points.growth import stated_multiplier
from partnerbook.points.known_terms import KnownTerms
from partnerbook.points.rates import Program
from partnerbook.points.terms import Terms
from partnerbook.points.units import converted, first_rate_day, rate_days
from partnerbook.program.edition import sale_edition
from partnerbook.program.joined import in_joined
from partnerbook.program.readings import Reductions
from partnerbook.records import LINE, NOWHERE, Client, Deal, Managing, Place, Subscription

SOLD, MANAGED = "sold", "managed"
SALES = ("new", "cross_sell", "upsell")


class Entry(NamedTuple):
    """One stretch of points: `points` is negative where a downgrade or cancellation takes from a sale.

    `amount` is the MRR that the points were computed from by `terms`, `value` the contract's worth in the same currency
    (zero on the managed track), `origin` the record it came from.
    """

    client: str
    line: str
    track: str
    kind: str
    source: str
    amount: Decimal
    points: Decimal
    start: date
    until: date | None
    terms: Terms
    value: Decimal = ZERO
    origin: Place = NOWHERE

    @property
    def usd(self) -> Decimal:
        """The amount in US dollars at the fixed point unit."""
        return self.terms.usd(self.amount)

    def active(self, day: date) -> bool:
        """Whether the entry gives its points on that day."""
        return self.start <= day and (self.until is None or day < self.until)


class Unused(NamedTuple):
    """A record that gave no entry, or none for some of its days, and why."""

    origin: Place
    reason: Sentence


def sold_entries(
    deals: Iterable[Deal], clients: dict[str, Client], known: KnownTerms, unused: list[Unused]
) -> Iterator[Entry]:
    """The entries of the sold track; deals without a rate or a client go to `unused`."""
    program = known.program
    by_line: defaultdict[tuple[str, str], list[Deal]] = defaultdict(list)
    for row in deals:
        deal = row if row.source else row._replace(source=program.deals_without_source)
        by_line[deal.client, same_line(deal.line)].append(deal)
    for (name, _), line_deals in by_line.items():
        if name not in clients:
            unused += [_no_client(deal) for deal in line_deals]
            continue
        if line_deals[1:]:
            line_deals.sort(key=_deal_order)
        yield from _line_entries(line_deals, clients[name], known, unused)


def _deal_order(deal: Deal) -> tuple[object, ...]:
    """Sales before losses of one day, and never by row, so that the order of records does not matter."""
    return (deal.closed, deal.kind not in SALES, deal.kind, deal.mrr, deal.currency, deal.source, deal.deal,
            deal.first_sold or deal.closed)  # fmt: skip


def _line_entries(deals: Sequence[Deal], client: Client, known: KnownTerms, unused: list[Unused]) -> Iterator[Entry]:
    """The sold entries of one client's product line, its deals in order of closing.

    An upsell keeps the rate of the line's first sale; a line of which a cancellation leaves nothing starts anew. A loss
    takes from the sales active that day, in the order that the edition of the day says, and ends when they end.
    """
    first: date | None = None
    source = ""
    sales: list[_Sale] = []
    paid: list[_Paid] = []
    program = known.program
    for deal in deals:
        try:
            if deal.kind in SALES:
                paid.append(_Paid(deal.closed, deal.currency, deal.mrr))
                if first is None:  # of what was sold before the book begins, nobody knows by whom
                    source = deal.source if (deal.first_sold or deal.closed) >= deal.closed else ""
                first = min(filter(None, (first, deal.first_sold, deal.closed)))
                sales.append(_Sale(deal.closed, known.counts_until(deal.closed), deal.currency, deal.mrr, ZERO, None))
                entry = _sale(deal, client, known, deal.first_sold or first, source or deal.source)
                sales[-1] = sales[-1]._replace(points=entry.points, entry=entry)
                yield entry
            else:
                paid = _left_paid(deal, paid, program)
                if deal.kind == "cancellation" and not any(figure(each.amount) for each in paid):
                    first, source = None, ""
                losses, sales = _losses(deal, sales, program)
                yield from losses
                if not losses:  # it finds nothing: for want of a rate too, as the sale that it would take from
                    known.unit(deal.currency, deal.closed)
        except PartnerbookError as error:
            unused.append(Unused(deal.origin, error.sentence))


def _sale(deal: Deal, client: Client, known: KnownTerms, first_sold: date, first_source: str) -> Entry:
    """The entry of a sale, of a line that was first sold that day, by that source."""
    program = known.program
    upsell = deal.kind == "upsell"
    keeps = first_sold if upsell or program.new_deal_on_older_line == LINE else deal.closed
    source = first_source if upsell and program.upsell_by_other_source == LINE else deal.source
    stated = stated_multiplier(client, deal.closed)
    terms = known.sold(client.market, deal.currency, deal.closed, source, keeps, stated)
    value = deal.mrr * 12 if deal.contract_value is None else deal.contract_value
    return Entry(deal.client, deal.line, SOLD, deal.kind, deal.source, deal.mrr, terms.points(deal.mrr), deal.closed,
                 known.counts_until(deal.closed), terms, value, deal.origin)  # fmt: skip


class _Sale(NamedTuple):
    """A sale, and what losses have left of its amount and of its points; one without a rate has no entry."""

    start: date
    until: date
    currency: str
    amount: Decimal
    points: Decimal
    entry: Entry | None


class _Paid(NamedTuple):
    """What the client still pays of a sale, whether or not it gives points: they have expired, or there was no rate."""

    start: date
    currency: str
    amount: Decimal


def _losses(deal: Deal, sales: Sequence[_Sale], program: Program) -> tuple[list[Entry], list[_Sale]]:
    """The entries that take a loss off the sales it finds active, and the sales after it.

    A sale of the loss's own day is what the client has instead: it is taken from last. What the others do not hold has
    expired already, or was a sale without a rate, which loses no points. A loss that ends a sale takes the points that
    are left of it, so that nothing stays of a third of a point, and no line falls below zero.
    """
    after = list(sales)
    losses = []
    to_take = deal.mrr
    for index in _taken_first(deal, [sale.start for sale in sales], program):
        sale = sales[index]
        unknown = sale.entry is None and sale.currency != deal.currency  # nobody can say how much of it that is
        if to_take <= 0 or sale.amount <= 0 or not sale.start <= deal.closed < sale.until or unknown:
            continue
        asked = _in_currency(sale.currency, to_take, deal, program)
        taken = min(sale.amount, asked)
        to_take = ZERO if taken == asked else to_take - quotient(to_take * taken, asked)
        lost = -sale.points if sale.entry is None or taken == sale.amount else sale.entry.terms.points(-taken)
        after[index] = sale._replace(amount=sale.amount - taken, points=sale.points + lost)
        if sale.entry is not None:
            losses.append(Entry(deal.client, deal.line, SOLD, deal.kind, sale.entry.source, -taken, lost, deal.closed,
                                sale.until, sale.entry.terms, ZERO, deal.origin))  # fmt: skip
    return losses, after


def _in_currency(currency: str, amount: Decimal, deal: Deal, program: Program) -> Decimal:
    """An amount of a loss in the currency of a sale: at the legal rate where one became the other since."""
    legal = in_joined(amount, deal.currency, currency)
    return converted(amount, deal.currency, currency, deal.closed, rates=program.rates) if legal is None else legal


def _taken_first(deal: Deal, days: Sequence[date], program: Program) -> list[int]:
    """The places of sales closed on these days in the order in which a loss takes from them: those of its day last."""
    places = list(range(len(days)))
    if sale_edition(deal.closed, program.editions).reductions == Reductions.NEWEST:
        places.reverse()
    return sorted(places, key=lambda place: days[place] == deal.closed)


def _left_paid(deal: Deal, paid: Sequence[_Paid], program: Program) -> list[_Paid]:
    """What the client still pays of each sale after a loss.

    Of one in another currency, without a rate on that day, nobody can say what is left: it counts as paid.
    """
    after = list(paid)
    to_take = deal.mrr
    for index in _taken_first(deal, [each.start for each in paid], program):
        sale = paid[index]
        if to_take > 0 and sale.amount > 0:
            try:
                asked = _in_currency(sale.currency, to_take, deal, program)
            except NoRate:
                continue
            taken = min(sale.amount, asked)
            to_take = ZERO if taken == asked else to_take - quotient(to_take * taken, asked)
            after[index] = sale._replace(amount=sale.amount - taken)
    return after


def managed_entries(
    subscriptions: Iterable[Subscription],
    managing: Iterable[Managing],
    clients: dict[str, Client],
    known: KnownTerms,
    unused: list[Unused],
) -> Iterator[Entry]:
    """The entries of the managed track; records without a rate or a client go to `unused`."""
    managed: defaultdict[str, list[Managing]] = defaultdict(list)
    for stretch in managing:
        managed[stretch.client].append(stretch)
        if stretch.client not in clients:
            unused.append(_no_client(stretch))
    for subscription in subscriptions:
        client = clients.get(subscription.client)
        if client is None:
            unused.append(_no_client(subscription))
            continue
        for stretch in managed[subscription.client]:
            start = max(subscription.start, stretch.start)
            until = min(filter(None, (subscription.end, stretch.end, client.services_ended)), default=None)
            if until is None or start < until:
                try:
                    priced = _first_priced(subscription, start, until, known, unused)
                    yield from _managed_pieces(subscription, stretch, client, priced, until, known)
                except PartnerbookError as error:
                    unused.append(Unused(subscription.origin, error.sentence))


def _first_priced(
    subscription: Subscription, start: date, until: date | None, known: KnownTerms, unused: list[Unused]
) -> date:
    """The first day of a stretch on which its currency has a rate; the days before it go to `unused`.

    Errors: NoRate where there is none in the stretch, BadInput for a bad own row.
    """
    try:
        known.unit(subscription.currency, start)
    except NoRate as error:
        first = first_rate_day(subscription.currency, start, known.program.rates)
        if first is None or (until is not None and until <= first):
            raise
        why = Sentence("It gives no points before {first}. {error}", first=first, error=error)
        unused.append(Unused(subscription.origin, why))
        return first
    return start


def _managed_pieces(
    subscription: Subscription, stretch: Managing, client: Client, start: date, until: date | None, known: KnownTerms
) -> Iterator[Entry]:
    """One entry for each part of the stretch over which rate, growth and point unit stay the same.

    An estimated unit stays that of the stretch's first day: nobody published that it changed.
    """
    found: list[tuple[date, Decimal, Terms]] = []
    before: Terms | None = None
    for day in (start, *_days_of_change(known.days(subscription.currency), client, start, until)):
        stays = before and before.unit.estimated and day not in rate_days(subscription.currency, known.program.rates)
        unit, stated = before.unit if before and stays else None, stated_multiplier(client, day)
        terms = known.managed(client.market, subscription.currency, day, stretch.other_partners, unit, stated)
        if before is None or terms.factors != before.factors:
            points = terms.points(subscription.mrr)
            if not found or found[-1][1] != points:
                found.append((day, points, terms))
        before = terms
    untils = [*(day for day, _, _ in found[1:]), until]
    for (day, points, first), piece_until in zip(found, untils, strict=True):
        yield Entry(subscription.client, subscription.line, MANAGED, MANAGED, "", subscription.mrr, points, day,
                    piece_until, first, ZERO, subscription.origin)  # fmt: skip


def _days_of_change(days: Sequence[date], client: Client, start: date, until: date | None) -> Sequence[date]:
    """The days within a stretch, its first one left out, on which its terms can change; `days` are its currency's."""
    within = days[bisect_right(days, start) : None if until is None else bisect_left(days, until)]
    read_on = client.multiplier_on if client.multiplier is not None else None
    if read_on is None or read_on <= start or (until is not None and until <= read_on):
        return within
    return sorted({*within, read_on})


def _no_client(row: Deal | Managing | Subscription) -> Unused:
    return Unused(row.origin, Sentence('There is no client "{client}".', client=row.client))
