"""Which tier a day would give with fewer points or more."""

from collections.abc import Iterator
from datetime import date

from partnerbook.codes import NO_TIER, Measure
from partnerbook.exact import figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import NO_AVERAGES, YearlyAverages, yearly_averages
from partnerbook.figures.tiers import performing_ranks, rank, threshold, tier_conditions, tier_of
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import edition_on


def averages_that_count(known: Overview, day: date) -> YearlyAverages:
    """The averages of retention on a day, where Elite's conditions ask for them."""
    asked = known.book.settings.elite_invitation and edition_on(day).elite.retention_above is not None
    return yearly_averages(known.movements, day) if asked else NO_AVERAGES


def tier_lost(before: str | None, after: str | None) -> str | None:
    """The tier that goes with points: NO_TIER where none does, None where that cannot be told.

    >>> tier_lost("Gold", "None"), tier_lost("Gold", "Gold"), tier_lost("Gold", None)
    ('Gold', 'None', None)
    """
    if before is None or after is None:
        return None
    return before if rank(after) < rank(before) else NO_TIER


class TierTest:
    """The performing tier on a day, with its own points and with others.

    The rules are asked only where a threshold lies between the two, so that thousands of others can be tried.
    """

    def __init__(self, known: Overview, day: date, points: Standing) -> None:
        self._known, self._day, self._points = known, day, points
        self._edition = edition_on(day)
        rows = [threshold(known.book.tiers, self._edition, tier) for tier in self._edition.tier_names]
        needs = {
            Measure.TOTAL: [row.total for row in rows],
            Measure(self._edition.minimum): [row.minimum for row in rows],
            Measure.MANAGED: [row.managed for row in rows] if self._edition.managed_minimum else [],
        }
        self._needs = {measure: [need for need in of_tiers if need is not None] for measure, of_tiers in needs.items()}
        self._has = {measure: figure(getattr(points, measure)) for measure in needs}
        self._own = self._tier(points)

    def with_and_without(self, points: Standing, taken_already: bool) -> tuple[str | None, str | None]:
        """The tier with so many points and without them; whether the day's points are those without."""
        sign = 1 if taken_already else -1
        other = Standing(*(own + sign * part for own, part in zip(self._points, points, strict=True)))
        there = self._tier(other) if any(self._crossed(other)) else self._own
        return (there, self._own) if taken_already else (self._own, there)

    def _crossed(self, other: Standing) -> Iterator[bool]:
        """Of each measure, whether a threshold lies between the day's own points and the others."""
        for measure, needs in self._needs.items():
            low, high = sorted((self._has[measure], figure(getattr(other, measure))))
            yield any(low < need <= high for need in needs)

    def _tier(self, points: Standing) -> str | None:
        of_book = self._known.book.tiers, self._known.book.settings
        averages = averages_that_count(self._known, self._day)
        lowest, highest = performing_ranks(tier_conditions(points, self._day, self._edition, *of_book, averages))
        return tier_of(lowest) if lowest == highest else None
