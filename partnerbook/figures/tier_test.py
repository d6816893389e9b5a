"""Which tier a day would give with fewer points or more."""

from bisect import bisect_right
from datetime import date
from decimal import Decimal

from partnerbook.codes import NO_TIER, Measure
from partnerbook.exact import figure, floored
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import NO_AVERAGES, YearlyAverages, yearly_averages
from partnerbook.figures.tiers import performing_ranks, rank, threshold, tier_conditions, tier_of
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition, edition_on


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


class Judged:
    """The performing tiers of a book: which one it is hangs on what thresholds are reached, and that is judged once."""

    def __init__(self, known: Overview) -> None:
        self._known = known
        self._needs: dict[date, dict[Measure, list[Decimal]]] = {}
        self._tiers: dict[object, str | None] = {}

    def tier(self, day: date, points: Standing, averages: YearlyAverages) -> str | None:
        """The tier on a day with so many points and such retention; None where it cannot be told."""
        edition, until = edition_on(day), self._known.book.settings.certification_until
        needs = self._needs_on(edition).items()
        reached = [bisect_right(of_tiers, figure(getattr(points, measure))) for measure, of_tiers in needs]
        rules = edition.start, until is None or day <= until, averages, *reached
        if rules not in self._tiers:
            of_book = self._known.book.tiers, self._known.book.settings
            lowest, highest = performing_ranks(tier_conditions(points, day, edition, *of_book, averages))
            self._tiers[rules] = tier_of(lowest) if lowest == highest else None
        return self._tiers[rules]

    def _needs_on(self, edition: Edition) -> dict[Measure, list[Decimal]]:
        if edition.start not in self._needs:
            self._needs[edition.start] = self._of_edition(edition)
        return self._needs[edition.start]

    def spare(self, day: date, points: Standing) -> list[tuple[Measure, Decimal]]:
        """How much of each measure can go on a day with so many points before a threshold is not reached any more."""
        found = []
        for measure, needs in self._needs_on(edition_on(day)).items():
            has = getattr(points, measure)
            reached = needs[: bisect_right(needs, figure(has))]
            # What is left is compared at six places: a threshold of more is reached by the next of six.
            found.append((measure, has + floored(-reached[-1], 6) if reached and reached[-1] > 0 else has))
        return found

    def _of_edition(self, edition: Edition) -> dict[Measure, list[Decimal]]:
        """The thresholds of each measure that an edition asks for, the lowest first."""
        rows = [threshold(self._known.book.tiers, edition, tier) for tier in edition.tier_names]
        needs = {
            Measure.TOTAL: [row.total for row in rows],
            Measure(edition.minimum): [row.minimum for row in rows],
            Measure.MANAGED: [row.managed for row in rows] if edition.managed_minimum else [],
        }
        return {measure: sorted(need for need in of_tiers if need is not None) for measure, of_tiers in needs.items()}


class TierTest:
    """The performing tier on a day, with its own points and with others; thousands of others can be tried.

    Tests of several days of a book are quicker where they are given what is `judged` already.
    """

    def __init__(self, known: Overview, day: date, points: Standing, judged: Judged | None = None) -> None:
        self._judged = judged or Judged(known)
        self._day, self._points, self._averages = day, points, averages_that_count(known, day)
        self._own = self._judged.tier(day, points, self._averages)
        self._spare = self._judged.spare(day, points)

    def with_and_without(self, points: Standing, taken_already: bool) -> tuple[str | None, str | None]:
        """The tier with so many points and without them; whether the day's points are those without."""
        if not taken_already and all(0 <= getattr(points, measure) <= most for measure, most in self._spare):
            return self._own, self._own
        sign = 1 if taken_already else -1
        other = Standing(*(own + sign * part for own, part in zip(self._points, points, strict=True)))
        there = self._judged.tier(self._day, other, self._averages)
        return (there, self._own) if taken_already else (self._own, there)
