"""What to do next: the few things that would move the tier most, each with its points, its day and whom it concerns."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import StakeKind, StepKind
from partnerbook.days import months_later
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.overview import Overview
from partnerbook.figures.stake import Stake, possible_stakes
from partnerbook.figures.tiers import missing_thresholds
from partnerbook.figures.way import Goal, Way, goal_way
from partnerbook.memory import uncollected
from partnerbook.points.growth import STANDARD
from partnerbook.records import Place

MOST = 7
HORIZON = 6  # months: what is further away is not next
CERTIFIED_AHEAD = 12  # months: the two reviews before which a certification can be renewed
_KINDS = {StakeKind.LAPSE: StepKind.WORK, StakeKind.RENEWAL: StepKind.RENEW}


class Step(NamedTuple):
    """One thing to do, best before a day (None: whenever it can be), and the points that it keeps or brings.

    `costs` is the tier that is known to be lost without it, `tier` the one that is aimed at; `way` what to sell, in
    `currency`.
    """

    kind: StepKind
    day: date | None = None
    points: Decimal = ZERO
    client: str = ""
    who: str = ""
    costs: str | None = None
    tier: str = ""
    way: Way | None = None
    currency: str = ""
    origin: Place | None = None


@uncollected
@exactly
def next_steps(known: Overview, most: int = MOST) -> tuple[Step, ...]:
    """The first things to do on the day of an overview: first what is missing to tell, then what would cost the tier.

    After those comes the way to the goal at the next review, then what else is at stake in six months, the most points
    first.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> [step.kind.value for step in next_steps(overview(Book(), date(2026, 10, 31)))]
    ['enter_thresholds', 'enter_tier']
    """
    keep = list(map(_kept, _possible(known)))
    steps = [
        *_to_tell(known),
        *(step for step in keep if step.costs),
        *_to_sell(known),
        *sorted((step for step in keep if not step.costs), key=lambda step: (-step.points, step.day, step.client)),
    ]
    return tuple(steps[:most])


def _to_tell(known: Overview) -> Iterator[Step]:
    """What has to be entered, or renewed, before anything else matters."""
    if missing_thresholds(known.book.tiers, known.edition):
        yield Step(StepKind.ENTER_THRESHOLDS)
    if not known.book.settings.credited_tier:
        yield Step(StepKind.ENTER_TIER)
    until, year = known.book.settings.certification_until, months_later(known.as_of, CERTIFIED_AHEAD)
    reviews = [check for check in known.checks if check.review and known.as_of < check.day <= year]
    without = [
        check.day for check in reviews if until is not None and check.edition.certification and until < check.day
    ]
    if until is not None and without:  # one that is over is to be valid again at the review
        yield Step(StepKind.CERTIFY, until if until >= known.as_of else without[0], costs=known.credited)


def _possible(known: Overview) -> Iterator[Stake]:
    """What may be lost in the months to come, and can be kept."""
    until = months_later(known.as_of, HORIZON)
    for each in possible_stakes(known):
        if each.points is not None and each.day <= until:
            yield each


def _kept(each: Stake) -> Step:
    points = ZERO if each.points is None else each.points.total
    return Step(_KINDS[each.kind], each.day, points, each.client, each.last_active_employee,
                each.costs if each.costing else None, origin=each.origin)  # fmt: skip


def _to_sell(known: Overview) -> Iterator[Step]:
    """The least that has to be sourced to reach the goal at the next review, in a market that is sure to be found."""
    review = known.next_review
    if review is None:
        return
    goal: Goal = goal_way(known, known.goal, review.day)
    way = next((way for way in goal.ways if way.manage and not way.assisted and way.market == STANDARD), None)
    if way and way.mrr:
        yield Step(StepKind.SELL, review.day, way.points.total, tier=goal.tier, way=way, currency=goal.currency)
