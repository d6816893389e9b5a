"""Why HubSpot's points of a client are not ours: each likely reason is worked out by the core, and must give theirs.

What is tried, and in which order, is how it is read here: HubSpot says of no point what it comes from. Sold and managed
points are looked at apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.codes import PointsReason
from partnerbook.errors import NoRate, PartnerbookError
from partnerbook.exact import ZERO, exactly, plain
from partnerbook.figures.compared import Compared
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown
from partnerbook.points.entries import MANAGED, SALES, SOLD, Entry
from partnerbook.points.growth import stated_multiplier
from partnerbook.points.ledger import entries_of, ledger, program_of, standing
from partnerbook.points.terms import SOURCES, sold_terms
from partnerbook.program.point_units import point_units
from partnerbook.records import NOWHERE, Book, Managing, OwnRate, Place

NEAR_DAYS = 31  # before and after HubSpot's day, in which it may count already or still what we do not
MOST_PARTNERS = 10
MULTIPLIERS = (Decimal(1), Decimal(2), Decimal("1.5"), Decimal(3))
_SAME = Decimal("0.005")  # half of what is shown
_PLACES = 2


class Reason(NamedTuple):
    """Why, as a code; `value` is their multiplier, number of partners or point unit, `origin` the row it is about.

    Of a missing deal `sourced` and `assisted` are the MRR, in `currency`, that would give the difference.
    """

    kind: PointsReason
    value: Decimal | None = None
    origin: Place = NOWHERE
    source: str = ""
    sourced: Decimal | None = None
    assisted: Decimal | None = None
    currency: str = ""


class Difference(NamedTuple):
    """Points of a client of a track ("sold" or "managed") as shown, which HubSpot has others of; the likely reason.

    `day` is the one that HubSpot's are of, None where nobody entered it; `age` is how old they are, in days.
    """

    client: str
    track: str
    ours: Decimal
    theirs: Decimal
    day: date | None
    age: int | None
    reason: Reason

    @property
    @exactly
    def points(self) -> Decimal:
        """Ours minus HubSpot's."""
        return self.ours - self.theirs


class _Case(NamedTuple):
    """A client whose points differ on a track: all that the book says of it, and HubSpot's points of a day."""

    book: Book
    entries: tuple[Entry, ...]
    track: str
    day: date
    ours: Decimal
    theirs: Decimal

    def fits(self, points: Decimal) -> bool:
        """Whether points are HubSpot's, which may be rounded: to the places that they are entered with."""
        return abs(points - self.theirs) <= tolerance(self.theirs)

    def fits_book(self, book: Book) -> bool:
        """Whether another book of the client gives HubSpot's points."""
        try:
            found = standing(ledger(book).entries, self.day)
        except PartnerbookError:
            return False
        return self.fits(found.sold if self.track == SOLD else found.managed)


def tolerance(theirs: Decimal) -> Decimal:
    """How far exact points may be from HubSpot's: half of the last place that those have, of two at most.

    >>> tolerance(Decimal(12)), tolerance(Decimal("12.5")), tolerance(Decimal("12.3456"))
    (Decimal('0.5'), Decimal('0.05'), Decimal('0.005'))
    """
    exponent = plain(theirs).as_tuple().exponent
    places = min(max(0, -exponent), _PLACES) if isinstance(exponent, int) else _PLACES
    return Decimal(5).scaleb(-places - 1)


@exactly
def reconciled(known: Overview) -> tuple[Difference, ...]:
    """Every difference between our points and HubSpot's, the largest first; none where both are the same as shown.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Client, Deal
    >>> day = date(2026, 2, 1)
    >>> acme = Client("Acme", "MX", hubspot_sold_points=Decimal(50), hubspot_managed_points=ZERO, hubspot_points_on=day)
    >>> book = Book(clients=(acme,), deals=(Deal("", "Acme", "CRM", "new", "sourced", day, Decimal(1000), "USD"),))
    >>> [(each.track, each.points, each.reason.kind.value) for each in reconciled(overview(book, day))]
    [('sold', Decimal('50.00'), 'growth')]
    """
    rows = [_by_client(records) for records in (known.book.subscriptions, known.book.deals, known.book.managing)]
    found: list[Difference] = []
    for each in known.compared:
        name, day = each.client.client, each.day or known.as_of
        entries = tuple(entries_of(known.ledger.entries, name))
        points = standing(entries, day)
        subscriptions, deals, managing = (tuple(by_name.get(name, ())) for by_name in rows)
        book = Book(known.book.settings, (each.client,), subscriptions, deals, managing, rates=known.book.rates)
        theirs = each.client.hubspot_sold_points, each.client.hubspot_managed_points
        for track, mine, there in ((SOLD, points.sold, theirs[0]), (MANAGED, points.managed, theirs[1])):
            if there is not None and abs(mine - there) > _SAME:
                reason = _reason(_Case(book, entries, track, day, mine, there), each)
                found.append(Difference(name, track, shown(mine), there, each.day, each.age, reason))
    return tuple(sorted(found, key=lambda one: (-abs(one.points), one.client, one.track)))


def _by_client(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record.client].append(record)
    return found


def _reason(case: _Case, each: Compared) -> Reason:
    """The first reason that gives HubSpot's points."""
    if case.fits(case.ours):
        return Reason(PointsReason.ROUNDING)
    for reason, book in (*_terms(case), *_units(case)):
        if case.fits_book(book):
            return reason
    if near := _near(case):
        return near
    for reason, book in _extra(case):
        if case.fits_book(book):
            return reason
    if case.track == SOLD and case.theirs > case.ours:
        return _missing(case)
    if case.track == MANAGED and case.theirs <= _SAME:
        return Reason(PointsReason.NOT_MANAGED)
    if case.track == MANAGED and case.ours <= _SAME:
        return _managed_there(case)
    return Reason(PointsReason.STALE if each.stale else PointsReason.UNKNOWN)


def _terms(case: _Case) -> Iterator[tuple[Reason, Book]]:
    """Books in which the client is multiplied otherwise, shared with other partners, or sold by another source."""
    book = case.book
    for multiplier in MULTIPLIERS:
        client = book.clients[0]._replace(multiplier=multiplier, multiplier_on=None)
        yield Reason(PointsReason.GROWTH, multiplier), book._replace(clients=(client,))
    if case.track == MANAGED:
        for partners in range(1, MOST_PARTNERS + 1):
            shared = tuple(row._replace(other_partners=partners - 1) for row in book.managing)
            yield Reason(PointsReason.PARTNERS, Decimal(partners)), book._replace(managing=shared)
        return
    for at, deal in enumerate(book.deals):
        now = deal.source or book.settings.deals_without_source
        other = next(source for source in SOURCES if source != now)
        if deal.kind in SALES:
            flipped = (*book.deals[:at], deal._replace(source=other), *book.deals[at + 1 :])
            yield Reason(PointsReason.SOURCE, None, deal.origin, other), book._replace(deals=flipped)
    for source in SOURCES:
        whole = tuple(deal._replace(source=source) if deal.kind in SALES else deal for deal in book.deals)
        yield Reason(PointsReason.ALL_SOURCES, source=source), book._replace(deals=whole)


def _units(case: _Case) -> Iterator[tuple[Reason, Book]]:
    """Books in which amounts are taken as US dollars, or a currency has another of its published units on all days."""
    book = case.book
    dollars = book._replace(
        deals=tuple(row._replace(currency="USD") for row in book.deals),
        subscriptions=tuple(row._replace(currency="USD") for row in book.subscriptions),
    )
    currencies = _currencies(book)
    if currencies != ["USD"]:
        yield Reason(PointsReason.AS_DOLLARS), dollars
    for currency in currencies:
        others = tuple(rate for rate in book.rates if rate.currency != currency)
        for unit in reversed(point_units().get(currency, ())):
            own = OwnRate(currency, date(1990, 1, 1), unit.amount)
            yield Reason(PointsReason.OTHER_UNIT, unit.amount, currency=currency), book._replace(rates=(*others, own))


def _currencies(book: Book) -> list[str]:
    """The currencies that the client pays in, that of the most rows first."""
    counts = Counter(row.currency for row in book.deals) + Counter(row.currency for row in book.subscriptions)
    return sorted(counts, key=lambda currency: (-counts[currency], currency))


def _near(case: _Case) -> Reason | None:
    """A row that begins or ends so near HubSpot's day that they may count it where we do not, or the other way round.

    All that changes until a day near it may have, too.
    """
    nearest, changes = timedelta(NEAR_DAYS), defaultdict[Place, Decimal](lambda: ZERO)
    days = set()
    for entry in case.entries:
        if entry.track == case.track:
            edges = [day for day in (entry.start, entry.until) if day and abs(day - case.day) <= nearest]
            days |= {edge - timedelta(back) for edge in edges for back in (0, 1)}
            if edges:
                changes[entry.origin] += -entry.points if entry.active(case.day) else entry.points
    for origin, points in changes.items():
        if case.fits(case.ours + points):
            return Reason(PointsReason.NEAR_DAY, origin=origin)
    for day in sorted(days, key=lambda each: (abs(each - case.day), each)):
        found = standing(case.entries, day)
        if case.fits(found.sold if case.track == SOLD else found.managed):
            return Reason(PointsReason.NEAR_DAY)
    return None


def _extra(case: _Case) -> Iterator[tuple[Reason, Book]]:
    """Books without one deal, or without one product line that is managed."""
    field = "deals" if case.track == SOLD else "subscriptions"
    rows = getattr(case.book, field)
    if case.track == MANAGED and case.theirs <= _SAME:  # nothing is managed there
        return
    for at, row in enumerate(rows):
        others: dict[str, Any] = {field: (*rows[:at], *rows[at + 1 :])}
        yield Reason(PointsReason.EXTRA, origin=row.origin), case.book._replace(**others)


def _missing(case: _Case) -> Reason:
    """The deal of theirs that we lack: what MRR it would be, sourced or assisted, in the currency of the client."""
    [client] = case.book.clients
    for currency in (*_currencies(case.book)[:1], case.book.settings.reporting_currency, "USD"):
        try:
            sourced, assisted = (
                sold_terms(client.market, currency, case.day, source, program=program_of(case.book),
                           multiplier=stated_multiplier(client, case.day)).money(case.theirs - case.ours)
                for source in SOURCES
            )  # fmt: skip
        except NoRate:
            continue
        return Reason(PointsReason.MISSING, sourced=sourced, assisted=assisted, currency=currency)
    return Reason(PointsReason.MISSING)


def _managed_there(case: _Case) -> Reason:
    """Managing that they know of and we do not: shared with how many, where that gives theirs."""
    client, book = case.book.clients[0]._replace(services_ended=None), case.book
    for partners in range(1, MOST_PARTNERS + 1):
        managing = (Managing(client.client, date(2000, 1, 1), None, partners - 1),)
        if case.fits_book(book._replace(clients=(client,), managing=managing)):
            return Reason(PointsReason.MANAGED_THERE, Decimal(partners))
    return Reason(PointsReason.MANAGED_THERE)
