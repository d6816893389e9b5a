"""Look ahead: what becomes of the points and of the tier in the months to come if nothing new is sold.

The words are read so (HubSpot publishes when a tier goes down, and no word for how near that is): safe, where a
monthly check of the running review window has held the tier, its protection covers the review, or nothing that is known
takes a condition before the review; lost, where nothing that is left of the window can hold it without new sales; at
risk, where none has held it yet and something known takes a condition that holds today, or none holds today.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from partnerbook.codes import NO_TIER, Decision, Measure, Risk
from partnerbook.days import MONTHS_AHEAD, ONE_DAY, months_later
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.kept import kept
from partnerbook.figures.overview import Overview
from partnerbook.figures.reviews import Check, credited_on
from partnerbook.figures.stake import Stake, possible_stakes
from partnerbook.figures.tier_test import averages_that_count
from partnerbook.figures.tiers import Condition, TierConditions, performing_tier, rank, tier_conditions
from partnerbook.memory import uncollected
from partnerbook.points.ledger import Standing, standing, standings
from partnerbook.points.moves import entries_of_clients
from partnerbook.program.edition import edition_on


class DayAhead(NamedTuple):
    """A day to come: its points, the performing and the credited tier (None where they cannot be told)."""

    day: date
    points: Standing
    performing: str | None
    credited: str | None


class Failing(NamedTuple):
    """The first day on which a condition of the tier is not met, of those met today; what it needs and has then."""

    day: date
    condition: Condition


class Outlook(NamedTuple):
    """What is known of the months to come, with nothing new sold.

    `tier` is the credited tier, None where it cannot be told (`untold` says why, if the book says a tier at all);
    `risk` is how sure it is at the next review, which is the last of the `window`'s checks. `held_on` is the first of
    them that held it, `protected_until` the first day on which it can be lost, where that is after the review, and
    `certification_until` the last day of the certification, where that is before it. `unmet` are the conditions of the
    tier that are not met on the day, `failing` those that are and will not be, by day; so are `reviews`, with what each
    would decide.
    """

    tier: str | None
    untold: Decision | None
    risk: Risk
    window: tuple[Check, ...]
    held_on: date | None
    protected_until: date | None
    certification_until: date | None
    unmet: tuple[Condition, ...]
    failing: tuple[Failing, ...]
    reviews: tuple[Check, ...]
    days: tuple[DayAhead, ...]

    @property
    def review(self) -> Check:
        """The next review."""
        return self.window[-1]

    @property
    def months(self) -> tuple[DayAhead, ...]:
        """The last day of each month ahead."""
        return tuple(day for day, after in pairwise(self.days) if day.day.month != after.day.month)


@kept
@uncollected
@exactly
def outlook(known: Overview, months: int = MONTHS_AHEAD) -> Outlook:
    """The months from the day of an overview on, day by day, as far as the book's own records tell.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> ahead = outlook(overview(Book(), date(2026, 10, 31)))
    >>> ahead.risk.value, ahead.review.day, len(ahead.days)
    ('unknown', datetime.date(2027, 1, 15), 549)
    """
    last = months_later(known.as_of, months)
    days = [known.as_of + ONE_DAY * ahead for ahead in range((last - known.as_of).days + 1)]
    each_day = list(_conditions(known, days))
    tier = known.credited
    window = _window(known)
    conditions = [_of_tier(tiers, tier) for _, tiers in each_day]
    failing = tuple(_failing(days, conditions))
    held = next((check.day for check in window if check.day <= known.as_of and _holds(check, tier)), None)
    return Outlook(
        tier,
        known.untold,
        _risk(known, tier, window, held),
        window,
        held,
        _protected(known, window[-1]),
        known.book.settings.certification_until if _uncertified(known, window[-1]) else None,
        tuple(condition for condition in conditions[0] if condition.decides and not condition.met),
        failing,
        tuple(check for check in known.checks if check.review and known.as_of < check.day <= last),
        tuple(_days(known, days, each_day)),
    )


def _conditions(known: Overview, days: Sequence[date]) -> Iterator[tuple[Standing, tuple[TierConditions, ...]]]:
    """The points and the tiers of each of some days in order, worked out where anything changes."""
    settings = known.book.settings
    before: object = None
    tiers: tuple[TierConditions, ...] = ()
    for day, points in zip(days, standings(known.ledger.entries, days), strict=True):
        edition = edition_on(day)
        averages = averages_that_count(known, day)
        until = settings.certification_until
        now = points, edition.start, averages, until is None or day <= until
        if now != before:
            tiers = tier_conditions(points, day, edition, known.book.tiers, settings, averages)
        before = now
        yield points, tiers


def _days(
    known: Overview, days: Iterable[date], found: Iterable[tuple[Standing, tuple[TierConditions, ...]]]
) -> Iterator[DayAhead]:
    followed = {check.day: check.credited for check in known.checks if check.after}
    credited = known.credited
    for day, (points, tiers) in zip(days, found, strict=True):
        credited = followed.get(day, credited)
        if day > known.as_of and credited_on((), known.book.settings, day) is None:
            credited = None
        yield DayAhead(day, points, performing_tier(tiers), credited)


def _window(known: Overview) -> tuple[Check, ...]:
    """The checks that the next review looks at, itself the last."""
    at = next(at for at, check in enumerate(known.checks) if check.review and check.day > known.as_of)
    return known.checks[max(0, at + 1 - known.checks[at].edition.review_checks) : at + 1]


def _of_tier(tiers: Iterable[TierConditions], tier: str | None) -> tuple[Condition, ...]:
    return next((each.conditions for each in tiers if each.tier == tier), ())


def _failing(days: Sequence[date], conditions: Sequence[Iterable[Condition]]) -> Iterator[Failing]:
    """The first day on which each of the first day's conditions that are met is not met any more."""
    left = {condition.measure for condition in conditions[0] if condition.decides and condition.met}
    for day, of_day in zip(days, conditions, strict=True):
        for condition in of_day:
            if condition.measure in left and condition.decides and condition.met is False:
                left.discard(condition.measure)
                yield Failing(day, condition)


def _holds(check: Check, tier: str | None) -> bool:
    """Whether the tier's conditions held at a check, as far as is known."""
    return tier is not None and check.lowest >= rank(tier)


def _protected(known: Overview, review: Check) -> date | None:
    if known.credited_since is None:
        return None
    until = months_later(known.credited_since, review.edition.protection_months)
    return until if review.day < until else None


def _uncertified(known: Overview, review: Check) -> bool:
    """Whether the certification is known not to be valid at a review that asks for one."""
    until = known.book.settings.certification_until
    return review.edition.certification and until is not None and until < review.day


def _risk(known: Overview, tier: str | None, window: Sequence[Check], held: date | None) -> Risk:
    """How sure a tier is at the review that ends the window."""
    if tier is None:
        return Risk.UNKNOWN
    if tier == NO_TIER or _protected(known, window[-1]):
        return Risk.SAFE
    uncertified = _uncertified(known, window[-1])
    if held:
        return Risk.AT_RISK if uncertified else Risk.SAFE
    left = [check for check in window if check.day > known.as_of]
    if not any(check.highest >= rank(tier) for check in left):
        return Risk.LOST
    if not any(_holds(check, tier) for check in left):
        return Risk.UNKNOWN
    threatened = uncertified or not all(_holds(check, tier) for check in left) or _met_today(known, tier) is not True
    return Risk.AT_RISK if threatened or not _stands(known, tier, left) else Risk.SAFE


def _met_today(known: Overview, tier: str) -> bool | None:
    return next(each.holds for each in known.tiers if each.tier == tier)


def _stands(known: Overview, tier: str, left: Sequence[Check]) -> bool:
    """Whether the tier holds at each of the checks that are left, with all taken that is at stake until then.

    No client is counted to lose more of a kind of points than it has that day.
    """
    possible = [each for each in possible_stakes(known) if each.day <= left[-1].day]
    for check in left:
        points = _without(check, [each for each in possible if each.day <= check.day], known)
        averages = averages_that_count(known, check.day)
        tiers = tier_conditions(points, check.day, check.edition, known.book.tiers, known.book.settings, averages)
        if next(each.holds for each in tiers if each.tier == tier) is not True:
            return False
    return True


def _without(check: Check, possible: Iterable[Stake], known: Overview) -> Standing:
    """The points of a check without what may be lost by then."""
    lost: dict[str, list[Standing]] = {}
    for each in possible:
        if each.points is not None:
            lost.setdefault(each.client, []).append(each.points)
    entries = entries_of_clients(known.ledger.entries)
    taken = [ZERO, ZERO, ZERO]
    for client, has in ((each, standing(entries[each], check.day)) for each in lost if each in entries):
        for at, parts in enumerate(zip(*lost[client], strict=True)):
            taken[at] += min(has[at], sum(parts, ZERO))
    return Standing(*(own - gone for own, gone in zip(check.standing, taken, strict=True)))


def short(condition: Condition) -> Decimal | None:
    """How many points a condition is short of; None for one that is of no points, or met.

    >>> short(Condition(Measure.SOURCED, Decimal(100), Decimal("61.5"), False))
    Decimal('38.5')
    """
    shown = condition.shown
    return (
        shown[2]
        if shown and condition.measure in (Measure.TOTAL, Measure.SOLD, Measure.SOURCED, Measure.MANAGED)
        else None
    )
