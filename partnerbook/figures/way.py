"""The way to a tier: the least MRR to sell or to manage that reaches it on a day, with what expires until then."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import product
from typing import NamedTuple

from partnerbook.codes import Measure, MissingThreshold
from partnerbook.errors import BadInput, NoRate
from partnerbook.exact import EXACT, ZERO, exactly, figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tier_test import averages_that_count
from partnerbook.figures.tiers import (
    Condition,
    Progress,
    missing_thresholds,
    progress,
    threshold,
    tier_conditions,
    unmet_beyond_points,
)
from partnerbook.points.growth import GROWTH, STANDARD
from partnerbook.points.ledger import Standing, program_of, standing
from partnerbook.points.rates import PointUnit
from partnerbook.points.terms import SOURCES, Terms
from partnerbook.points.units import point_unit
from partnerbook.program.edition import Edition, edition_on

CENT = Decimal("0.01")
SOURCED, ASSISTED = SOURCES


class Way(NamedTuple):
    """One way to the tier: MRR of new sales in one kind of market, and whether the partner also manages those clients.

    `sourced` and `assisted` are the least MRR of each, to the cent, in the way's currency: with both, as much as can be
    is assisted. `managed` is MRR of clients that are managed and not sold to. `binding` is the condition that asks for
    most. All are None where no amount reaches the tier this way.
    """

    market: str
    manage: bool
    sourced: Decimal | None
    assisted: Decimal | None
    managed: Decimal | None
    binding: Measure | None
    points: Standing = Standing()

    @property
    @exactly
    def mrr(self) -> Decimal | None:
        """All MRR of the way; None where there is none."""
        if self.sourced is None or self.assisted is None or self.managed is None:
            return None
        return self.sourced + self.assisted + self.managed


class Goal(NamedTuple):
    """A tier on a day: what it needs of the points that are left then, what else is not met, and the ways to it.

    `ways` are the ones that reach it with the least MRR first; none where the points are there already, or thresholds
    are missing. `currency` is that of all amounts: the partner's own, or USD where that has no rate.
    """

    tier: str
    day: date
    points: Standing
    progress: tuple[Progress, ...]
    missing: tuple[MissingThreshold, ...]
    unmet: tuple[Condition, ...]
    currency: str
    unit: PointUnit
    ways: tuple[Way, ...]

    @property
    def reached(self) -> bool:
        """Whether the points that are left on the day are enough."""
        return not self.missing and not any(row.gap for row in self.progress)


@exactly
def goal_way(known: Overview, tier: str, day: date) -> Goal:
    """The way to a tier on a day, from what is left of today's points then if nothing new is sold.

    What is sold counts in full on the day: it is sold after that day of the year before. Errors: BadInput for a day
    before that of the overview.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book, Threshold
    >>> gold = Threshold(date(2026, 1, 15), "Gold", total=Decimal(400), minimum=Decimal(100))
    >>> found = goal_way(overview(Book(tiers=(gold,)), date(2026, 10, 31)), "Gold", date(2027, 1, 15))
    >>> [(way.market, way.manage, str(way.mrr), way.binding.value) for way in found.ways][:2]
    [('growth', True, '3333.34', 'total'), ('growth', False, '4000.00', 'total')]
    """
    if day < known.as_of:
        raise BadInput(
            "A tier can be aimed at on a day from {as_of} on, and {day} is before that.", as_of=known.as_of, day=day
        )
    edition, book = edition_on(day), known.book
    points = standing(known.ledger.entries, day)
    need = threshold(book.tiers, edition, tier)
    rows = progress(points, need, edition)
    missing = tuple(each for each in missing_thresholds(book.tiers, edition) if each.tier == tier)
    tiers = tier_conditions(points, day, edition, book.tiers, book.settings, averages_that_count(known, day))
    currency, unit = _currency(known, day)
    found: list[Way] = []
    if not missing and any(row.gap for row in rows):
        found = list(_Ways(points, rows, edition, currency, unit).all())
    found.sort(key=lambda way: (way.mrr is None, way.mrr or ZERO))
    return Goal(tier, day, points, rows, missing, unmet_beyond_points(tiers, tier), currency, unit, tuple(found))


def _currency(known: Overview, day: date) -> tuple[str, PointUnit]:
    """The partner's own currency, if it has a point unit on the day, else the US dollar."""
    rates, own = program_of(known.book).rates, known.book.settings.reporting_currency
    try:
        return own, point_unit(own, day, rates)
    except NoRate:
        return "USD", point_unit("USD", day, rates)


class _Ways:
    """What new MRR gives on a day, and how much of it each way takes."""

    def __init__(
        self, points: Standing, rows: tuple[Progress, ...], edition: Edition, currency: str, unit: PointUnit
    ) -> None:
        self._points, self._edition, self._currency, self._unit = points, edition, currency, unit
        self._needs = {row.measure: row.need for row in rows if row.need is not None}

    def all(self) -> Iterator[Way]:
        """Every way: markets that grow and others, sold and managed or sold alone, by source; and managing alone."""
        for market, manage, source in product((GROWTH, STANDARD), (True, False), (SOURCED, ASSISTED)):
            yield self._selling(market, manage, source)
        for market in (GROWTH, STANDARD):
            managed, binding = self._least(Standing(), self._given(market, managed=Decimal(1)))
            given = Standing() if managed is None else self._given(market, managed=managed)
            sold = None if managed is None else ZERO
            yield Way(market, True, sold, sold, managed, binding, given)

    def _selling(self, market: str, manage: bool, source: str) -> Way:
        """A way of one source; where that is not the sourced one, with as much sourced MRR as its minimum asks for."""
        first, of_minimum = ZERO, None
        if source == ASSISTED:
            unit = self._sold(market, manage, SOURCED, Decimal(1))
            minimum = {Measure.SOURCED: self._needs.get(Measure.SOURCED, ZERO)}
            least, of_minimum = self._least(Standing(), unit, minimum)
            first = least or ZERO
        before = self._sold(market, manage, SOURCED, first)
        rest, binding = self._least(before, self._sold(market, manage, source, Decimal(1)))
        if rest is None:
            return Way(market, manage, None, None, None, binding)
        given = _sum(before, self._sold(market, manage, source, rest))
        sourced, assisted = (rest, ZERO) if source == SOURCED else (first, rest)
        return Way(market, manage, sourced, assisted, ZERO, binding or of_minimum, given)

    def _sold(self, market: str, manage: bool, source: str, mrr: Decimal) -> Standing:
        sold = {source: mrr, "managed": mrr if manage else ZERO}
        return self._given(market, **sold)

    def _given(
        self, market: str, sourced: Decimal = ZERO, assisted: Decimal = ZERO, managed: Decimal = ZERO
    ) -> Standing:
        """The points of so much MRR."""
        rates, grows = self._edition.rates, self._edition.growth_multiplier if market == GROWTH else Decimal(1)
        amounts = (sourced, rates.sourced), (assisted, rates.assisted), (managed, rates.managed)
        return Standing(
            *(
                Terms(self._currency, self._unit, rate, grows, 1, self._edition.start).points(mrr)
                for mrr, rate in amounts
            )
        )

    def _least(
        self, before: Standing, one: Standing, needs: dict[Measure, Decimal] | None = None
    ) -> tuple[Decimal | None, Measure | None]:
        """The least MRR to the cent that reaches all that is needed, and what asks for most; `one` is what 1 gives.

        None where some gap is not closed by any amount; no measure where nothing is missing.
        """
        has = _sum(self._points, before)
        least, binding = ZERO, None
        for measure, need in (self._needs if needs is None else needs).items():
            gap, each = need - getattr(has, measure), getattr(one, measure)
            if figure(getattr(has, measure)) >= need:
                continue
            if each <= 0:
                return None, measure
            amount = EXACT.divide(gap, each).quantize(CENT, ROUND_CEILING, EXACT)
            # A total is compared at six places: a cent less may reach it too, and must not.
            while amount > CENT and figure(getattr(has, measure) + each * (amount - CENT)) >= need:
                amount -= CENT
            if amount > least:
                least, binding = amount, measure
        return least, binding


def _sum(one: Standing, other: Standing) -> Standing:
    return Standing(*(a + b for a, b in zip(one, other, strict=True)))
