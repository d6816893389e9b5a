"""`partnerbook tier` for programs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Decision, MissingThreshold
from partnerbook.exact import figure
from partnerbook.figures.lapses import Lapse
from partnerbook.figures.overview import Overview
from partnerbook.figures.reviews import Check
from partnerbook.figures.tiers import (
    Condition,
    Progress,
    missing_thresholds,
    progress,
    threshold,
    unmet_beyond_points,
)
from partnerbook.points.ledger import Standing


class PointsAnswer(NamedTuple):
    """Points on a day: sourced + assisted = sold, and sold + managed = total."""

    sourced: Decimal
    assisted: Decimal
    sold: Decimal
    managed: Decimal
    total: Decimal


class CreditedAnswer(NamedTuple):
    """The credited tier ("None" for no tier) and since when it is held; null where that is not known.

    `untold` is why it cannot be told, where it was known once.
    """

    tier: str | None
    since: date | None
    untold: Decision | None


class SourcedAnswer(NamedTuple):
    """What was sourced in the 12 months to the day: MRR and contract value in a currency."""

    currency: str
    mrr: Decimal
    value: Decimal


class ReviewAnswer(NamedTuple):
    """A review to come, and what it would decide if nothing more is sold."""

    day: date
    held: str | None
    decision: Decision | None
    credited: str | None


class TierAnswer(NamedTuple):
    """Where a partner stands on a day: tiers, points, and the way to the goal.

    `way` is measure by measure, with null for what is not entered; `estimated` are those of the points that rest on
    estimated point units. `sourced` is in US dollars, and in the partner's own currency where that is another one and
    has a rate. `unmet` are the goal's conditions beyond points that hold it back, `missing` what the Tiers
    sheet lacks for the goal, `unjudged` the days of checks that could not be judged.
    """

    credited: CreditedAnswer
    performing: str | None
    points: PointsAnswer
    estimated: PointsAnswer
    sourced: tuple[SourcedAnswer, ...]
    goal: str
    way: tuple[Progress, ...]
    unmet: tuple[Condition, ...]
    missing: tuple[MissingThreshold, ...]
    unjudged: tuple[date, ...]
    next_review: ReviewAnswer | None
    lapses: tuple[Lapse, ...]

    @property
    def rows(self) -> tuple[Progress, ...]:
        """The way to the goal, measure by measure."""
        return self.way


def points_answer(points: Standing) -> PointsAnswer:
    """Points with their sums."""
    return PointsAnswer(points.sourced, points.assisted, points.sold, points.managed, points.total)


def tier_answer(known: Overview) -> TierAnswer:
    """Where a book stands."""
    goal, edition, tiers = known.goal, known.edition, known.book.tiers
    return TierAnswer(
        CreditedAnswer(known.credited, known.credited_since, known.untold),
        known.performing,
        points_answer(known.standing),
        points_answer(known.estimated),
        _sourced(known),
        goal,
        progress(known.standing, threshold(tiers, edition, goal), edition),
        unmet_beyond_points(known.tiers, goal),
        tuple(each for each in missing_thresholds(tiers, edition) if each.tier == goal),
        tuple(check.day for check in known.unjudged),
        known.next_review and review_answer(known.next_review),
        known.lapses,
    )


def _sourced(known: Overview) -> tuple[SourcedAnswer, ...]:
    own, currency = known.sourced_own, known.book.settings.reporting_currency
    found = [("USD", known.sourced), *([(currency, own)] if own and currency != "USD" else [])]
    return tuple(SourcedAnswer(code, figure(of.mrr), figure(of.value)) for code, of in found)


def review_answer(check: Check) -> ReviewAnswer:
    """A review, and what it decides."""
    return ReviewAnswer(check.day, check.held, check.decision, check.credited)
