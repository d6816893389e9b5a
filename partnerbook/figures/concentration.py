"""How much hangs on few: which single client's loss would cost the tier, and what sharing a client costs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import NO_TIER
from partnerbook.exact import ZERO, exactly, figure, quotient, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.tier_test import TierTest, tier_lost
from partnerbook.points.entries import MANAGED, Entry
from partnerbook.points.ledger import Standing

LARGEST = 10


class Weight(NamedTuple):
    """A client's points, their share of all (1 is the whole), and the tier that would go with them.

    `costs` is NO_TIER where none would, None where that cannot be told.
    """

    client: str
    points: Standing
    share: Decimal
    costs: str | None


class Concentration(NamedTuple):
    """The clients by their points, the largest first, and the share of the largest ten together.

    `costing` are those of which each alone would cost the performing tier. The shares are None where there is no point.
    """

    clients: tuple[Weight, ...]
    largest: Decimal | None

    @property
    def costing(self) -> tuple[Weight, ...]:
        """The clients whose loss would cost the performing tier."""
        return tuple(each for each in self.clients if each.costs not in (None, NO_TIER))

    @property
    def told(self) -> bool:
        """Whether of each client it can be told."""
        return all(each.costs is not None for each in self.clients)


@exactly
def concentration(known: Overview) -> Concentration:
    """How the points of a day are spread over the clients that give any.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> concentration(overview(Book(), date(2026, 10, 31)))
    Concentration(clients=(), largest=None)
    """
    whole = known.standing.total
    giving = [(client, points) for client, points in known.points_by_client.items() if figure(points.total) > 0]
    giving.sort(key=lambda each: (-each[1].total, each[0].casefold(), each[0]))
    if not giving or figure(whole) <= 0:
        return Concentration((), None)
    test = TierTest(known, known.as_of, known.standing)
    found = [_weight(test, client, points, whole) for client, points in giving]
    return Concentration(tuple(found), quotient(total(each.points.total for each in found[:LARGEST]), whole))


def _weight(test: TierTest, client: str, points: Standing, whole: Decimal) -> Weight:
    before, after = test.with_and_without(points, taken_already=False)
    return Weight(client, points, quotient(points.total, whole), tier_lost(before, after))


@exactly
def weight_of(known: Overview, client: str) -> Weight | None:
    """The same of one client, for which no other is tried; None where it gives no points, or all together give none.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> weight_of(known, "Acme"), weight_of(known, known.clients[0].client.client) in concentration(known).clients
    (None, True)
    """
    points, whole = known.points_by_client.get(client, Standing()), known.standing.total
    if figure(points.total) <= 0 or figure(whole) <= 0:
        return None
    return _weight(TierTest(known, known.as_of, known.standing), client, points, whole)


@exactly
def tier_without(known: Overview, client: str) -> str | None:
    """The performing tier of the day without the points of a client; None where it cannot be told.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> tier_without(overview(Book(), date(2026, 10, 31)), "Acme") is None
    True
    """
    points = known.points_by_client.get(client, Standing())
    return TierTest(known, known.as_of, known.standing).with_and_without(points, taken_already=False)[1]


class Shared(NamedTuple):
    """A managed client: with how many partners, its managed points, and those it would give otherwise.

    `alone` is what it would give if nobody else managed it, `one_more` with one partner more than now.
    """

    client: str
    partners: int
    points: Decimal
    alone: Decimal
    one_more: Decimal

    @property
    @exactly
    def costs(self) -> Decimal:
        """The points that sharing takes."""
        return self.alone - self.points

    @property
    @exactly
    def would_cost(self) -> Decimal:
        """The points that one partner more would take."""
        return self.points - self.one_more


@exactly
def shared_clients(known: Overview) -> tuple[Shared, ...]:
    """Every client that gives managed points on the day, what sharing costs most first; `partners` of 1 shares nothing.

    Source: managed points are split among the partners that manage a client (HubSpot's guide to managed MRR credit).

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book, Client, Managing, Subscription
    >>> start = date(2026, 2, 1)
    >>> book = Book(clients=(Client("Acme", "US"),), managing=(Managing("Acme", start, other_partners=1),),
    ...             subscriptions=(Subscription("Acme", "CRM", Decimal(1200), "USD", start),))
    >>> [each] = shared_clients(overview(book, date(2026, 10, 31)))
    >>> each.points, each.costs, each.would_cost
    (Decimal('6'), Decimal('6'), Decimal('2'))
    """
    by_client: dict[str, list[Entry]] = {}
    for entry in known.ledger.entries:
        if entry.track == MANAGED and entry.active(known.as_of):
            by_client.setdefault(entry.client, []).append(entry)
    found = [_shared(client, entries) for client, entries in by_client.items()]
    found.sort(key=lambda each: (-each.costs, -each.would_cost, each.client.casefold(), each.client))
    return tuple(each for each in found if each.points > 0)


def _shared(client: str, entries: Iterable[Entry]) -> Shared:
    points, alone, one_more, partners = ZERO, ZERO, ZERO, 1
    for entry in entries:
        terms = entry.terms
        points += entry.points
        alone += terms._replace(partners=1).points(entry.amount)
        one_more += terms._replace(partners=terms.partners + 1).points(entry.amount)
        partners = max(partners, terms.partners)
    return Shared(client, partners, points, alone, one_more)
