"""Points at stake: all that is known to take points in the months to come, or may, in one list by day.

Known are the ends that the ledger has. What may happen is that a managed relation lapses, and that a renewal which is
to be cancelled or to go down does so. Source: HubSpot's account shows the day on which managing is expected to end; 60
days without activity is how it is read where that day is not stated (a row of the Settings sheet).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import NO_TIER, StakeKind
from partnerbook.days import MONTHS_AHEAD, months_later
from partnerbook.exact import above_zero, exactly, total
from partnerbook.figures.kept import kept
from partnerbook.figures.known_moves import known_moves
from partnerbook.figures.lapses import lapses
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewal_loss import lost_mrr, renewal_losses
from partnerbook.figures.shown import shown, shown_parts
from partnerbook.figures.tier_test import Judged, TierTest, tier_lost
from partnerbook.memory import uncollected
from partnerbook.points.entries import MANAGED, Entry
from partnerbook.points.ledger import Standing, standing, standings
from partnerbook.points.moves import entries_of_clients
from partnerbook.records import NOWHERE, Place


class Stake(NamedTuple):
    """Points that are lost on a day, or may be: whose, why, and the tier that the points alone would cost.

    `days` is how far the day is ahead (below 0: it is past, and HubSpot may act any day). `points` are those of the
    day, or of the day asked about where that is later; None where the renewal's currency has no rate. `at_most` is
    where a renewal does not say which of several lines it takes from. `before` and `after` are the performing tier with
    these points and without them, None where it cannot be told.
    """

    kind: StakeKind
    day: date
    days: int
    client: str
    line: str
    points: Standing | None
    at_most: bool = False
    before: str | None = None
    after: str | None = None
    last_active_on: date | None = None
    last_active_employee: str = ""
    account_link: str = ""
    origin: Place = NOWHERE

    @property
    def costs(self) -> str | None:
        """The tier that goes with these points: NO_TIER where none does, None where that cannot be told."""
        return tier_lost(self.before, self.after)

    @property
    def costing(self) -> bool:
        """Whether a tier is known to go with them."""
        return self.costs not in (None, NO_TIER)


@kept
@uncollected
@exactly
def stakes(known: Overview, months: int = MONTHS_AHEAD) -> tuple[Stake, ...]:
    """All that is at stake from the day of an overview on, for so many months: the soonest first.

    The certain ones and what is known to start are the difference of the two days: see `known_moves`.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> stakes(overview(Book(), date(2026, 10, 31)))
    ()
    """
    certain = _with_tiers(list(_certain(known, months_later(known.as_of, months))), known)
    return tuple(sorted([*certain, *possible_stakes(known, months)], key=_order))


@kept
@uncollected
@exactly
def possible_stakes(known: Overview, months: int = MONTHS_AHEAD) -> tuple[Stake, ...]:
    """Those of them that may be lost and need not.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> possible_stakes(known) == tuple(each for each in stakes(known) if not each.kind.certain)
    True
    """
    until, entries = months_later(known.as_of, months), entries_of_clients(known.ledger.entries)
    found = [*_lapses(known, until, entries), *_renewals(known, until, entries)]
    return tuple(sorted(_with_tiers(found, known), key=_order))


def _order(each: Stake) -> tuple[object, ...]:
    return each.day, each.client, each.kind, each.line


@exactly
def shown_stakes(found: Sequence[Stake]) -> list[Decimal | None]:
    """The points of each as they are shown: the certain ones add up to what they take together, as it is shown.

    What may be lost is each by itself. None where the renewal's currency has no rate.

    >>> [str(points) for points in shown_stakes([Stake(StakeKind.SOLD_ENDS, date(2027, 1, 1), 1, "A", "CRM",
    ...                                                Standing(Decimal("0.004")))] * 2)]
    ['0.00', '0.01']
    """
    certain = iter(shown_parts(each.points.total for each in found if each.kind.certain and each.points is not None))
    return [
        None if each.points is None else next(certain) if each.kind.certain else shown(each.points.total)
        for each in found
    ]


class StakeSum(NamedTuple):
    """How many things, sure or not, take points, and how many points together, as they are shown."""

    certain: bool
    number: Decimal
    points: Decimal


def stake_sums(found: Sequence[Stake]) -> tuple[StakeSum, StakeSum]:
    """What is sure to go, and what may, each by itself: those without a rate are counted in none of the points.

    >>> [tuple(each) for each in stake_sums(())]
    [(True, Decimal('0'), Decimal('0')), (False, Decimal('0'), Decimal('0'))]
    """
    points = shown_stakes(found)

    def of(certain: bool) -> StakeSum:
        mine = [of_each for each, of_each in zip(found, points, strict=True) if each.kind.certain == certain]
        return StakeSum(certain, Decimal(len(mine)), total(of_each for of_each in mine if of_each is not None))

    return of(True), of(False)


def _certain(known: Overview, until: date) -> Iterable[Stake]:
    for move in known_moves(known.ledger.entries, known.as_of, until):
        if move.kind is not None:
            taken = Standing(*(-part for part in move.points))
            days = (move.day - known.as_of).days
            yield Stake(move.kind, move.day, days, move.client, move.line, taken, origin=move.origin)


def _lapses(known: Overview, until: date, entries: Mapping[str, Sequence[Entry]]) -> Iterable[Stake]:
    """The relations that lapse while the client gives managed points, which may begin or end before that day."""
    clients = {client.client: client for client in known.book.clients}
    everybody = {name: Standing(managed=Decimal(1)) for name in entries}
    for lapse in lapses(clients.values(), everybody, known.as_of, known.book.settings.lapse_days):
        day = max(lapse.day, known.as_of)
        if day > until:
            break
        points = standing((entry for entry in entries[lapse.client] if entry.track == MANAGED), day)
        if above_zero(points.managed):
            client = clients[lapse.client]
            yield Stake(StakeKind.LAPSE, lapse.day, lapse.days, lapse.client, "", points,
                        last_active_on=client.last_active_on, last_active_employee=client.last_active_employee,
                        account_link=client.account_link, origin=client.origin)  # fmt: skip


def _renewals(known: Overview, until: date, entries: Mapping[str, Sequence[Entry]]) -> Iterable[Stake]:
    links = {client.client: client.account_link for client in known.book.clients}
    losing = ((each, lost_mrr(each)) for each in known.renewals if each.renewal.renews_on <= until)
    for outlook, points, at_most in renewal_losses(known, (each for each in losing if each[1] > 0), entries):
        renewal = outlook.renewal
        if points is None or any(map(above_zero, points)):
            yield Stake(StakeKind.RENEWAL, renewal.renews_on, outlook.days, renewal.client, renewal.products, points,
                        at_most, account_link=links[renewal.client], origin=renewal.origin)  # fmt: skip


def _with_tiers(found: Sequence[Stake], known: Overview) -> Iterable[Stake]:
    """The stakes, each with the performing tier before and after it."""
    days = sorted({max(each.day, known.as_of) for each in found})
    judged = Judged(known)
    tests = {
        day: TierTest(known, day, points, judged)
        for day, points in zip(days, standings(known.ledger.entries, days), strict=True)
    }
    for each in found:
        if each.points is None:
            yield each
            continue
        before, after = tests[max(each.day, known.as_of)].with_and_without(each.points, each.kind.certain)
        yield each._replace(before=before, after=after)
