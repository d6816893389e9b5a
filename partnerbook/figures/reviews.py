"""The monthly checks and the reviews of the program, and the credited tier that they leave."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.codes import NO_TIER, Decision
from partnerbook.days import monthly, months_later
from partnerbook.figures.tiers import performing_tier, rank, tier_conditions
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing, standings
from partnerbook.program.edition import Edition, edition_on, editions
from partnerbook.program.readings import LapsedCertification
from partnerbook.records import Book, Settings


class Check(NamedTuple):
    """One monthly check: the points, the performing tier, and what the check made of the credited tier.

    `held` and `held_since` are the credited tier as the check found it, `credited` and `since` as it left it (all
    None up to the day the credited tier was read); `decision` is what a review or a rise decided about the tier held.
    """

    day: date
    edition: Edition
    standing: Standing
    performing: str | None
    review: bool
    held: str | None = None
    held_since: date | None = None
    credited: str | None = None
    since: date | None = None
    decision: Decision | None = None


def monthly_checks(book: Book, entries: Sequence[Entry], last: date) -> tuple[Check, ...]:
    """The monthly checks from the first edition up to a day: the performing tier, and what became of the credited one.

    The credited tier is followed from the day it was read (or gained, if that is all the book says). It moves up
    at a check; it moves down only at a review, if its conditions held at none of the review's checks, to the
    highest tier that held at any of them, and never within the protected months after it was gained.
    """
    settings = book.settings
    start = settings.credited_read_on or settings.credited_since
    days = list(monthly(editions()[0].check_day, editions()[0].start, last))
    tier = settings.credited_tier or None
    since = settings.credited_since
    checks: list[Check] = []
    for day, points in zip(days, standings(entries, days), strict=True):
        edition = edition_on(day)
        performing = performing_tier(tier_conditions(points, day, edition, book.tiers, settings))
        review = (day.month, day.day) in edition.review_days
        check = Check(day, edition, points, performing, review)
        if tier is not None and start is not None and day > start:
            check = check._replace(held=tier, held_since=since)
            window = [*(before.performing for before in checks[-(edition.review_checks - 1) :]), performing]
            decision, tier, since = _decided(check, tier, since, window, settings, start)
            check = check._replace(credited=tier, since=since, decision=decision)
        checks.append(check)
    return tuple(checks)


def _decided(
    check: Check, tier: str, since: date | None, window: Sequence[str | None], settings: Settings, start: date
) -> tuple[Decision | None, str, date | None]:
    """What a check decides; and the credited tier and since when, from then on.

    `start` is the day from which the tier is followed: where nobody said since when it is held, it can be lost only
    once it is surely older than the protection.
    """
    best = max(window, key=rank) or NO_TIER
    if rank(check.performing) > rank(tier):
        return Decision.UP, check.performing or tier, check.day
    if not check.review or tier == NO_TIER:
        return None, tier, since
    protection = check.edition.protection_months
    if since is not None and check.day < months_later(since, protection):
        return Decision.PROTECTED, tier, since
    certified = settings.certification_until is None or check.day <= settings.certification_until
    if certified and rank(best) >= rank(tier):
        return Decision.REACHED, tier, since
    if certified and None in window:
        return Decision.UNDECIDED, tier, since
    if since is None and check.day < months_later(start, protection):
        return Decision.AGE_UNKNOWN, tier, since
    if certified:
        return Decision.DOWN, best, check.day
    return Decision.UNCERTIFIED, _uncertified(check.edition, tier), check.day


def _uncertified(edition: Edition, tier: str) -> str:
    """What is left of a tier at a review without a valid certification."""
    below = rank(tier) - 2
    if edition.lapsed_certification == LapsedCertification.ONE_DOWN and below >= 0:
        return edition.tier_names[below]
    return NO_TIER


def credited_tier(checks: Sequence[Check], settings: Settings, day: date) -> str | None:
    """The credited tier on a day; None if the book does not say it, or only from a later day on."""
    start = settings.credited_read_on or settings.credited_since
    if not settings.credited_tier or start is None or day < start:
        return None
    followed = [check.credited for check in checks if check.day <= day and check.credited]
    return followed[-1] if followed else settings.credited_tier


def credited_since(checks: Sequence[Check], settings: Settings, day: date) -> date | None:
    """Since when the tier that is credited on a day has been; None if the book does not say it."""
    followed = [check.since for check in checks if check.day <= day and check.credited]
    return followed[-1] if followed else settings.credited_since


def next_review(checks: Iterable[Check], day: date) -> Check | None:
    """The first review after a day; None if the checks do not reach so far.

    >>> next_review([], date(2026, 10, 31)) is None
    True
    """
    return next((check for check in checks if check.review and check.day > day), None)
