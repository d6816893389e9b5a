"""The monthly checks and the reviews of the program, and the credited tier that they leave.

Where thresholds are missing a check gives a tier at least and a tier at most, and so does what follows from it: the
credited tier is told only where both are the same.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.codes import Decision
from partnerbook.days import monthly, months_later
from partnerbook.exact import exactly
from partnerbook.figures.retention import Movement, averages_of_days
from partnerbook.figures.tiers import performing_ranks, rank, tier_conditions, tier_of
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing, standings
from partnerbook.program.edition import Edition, edition_on, editions
from partnerbook.program.readings import LapsedCertification
from partnerbook.records import Book, Settings


class Credited(NamedTuple):
    """What is known of the credited tier: the lowest and the highest rank that it can have.

    It was gained between `since` (None: nobody said, so it can be old) and `until`.
    """

    lowest: int
    highest: int
    since: date | None
    until: date

    @property
    def tier(self) -> str | None:
        """The tier; None where it cannot be told."""
        return tier_of(self.lowest) if self.lowest == self.highest else None

    @property
    def gained(self) -> date | None:
        """Since when it is held; None where that cannot be told."""
        return self.since if self.since == self.until and self.lowest == self.highest else None

    def risen(self, lowest: int, highest: int, day: date) -> "Credited":
        """The same after a check at which the performing tier has a rank between these two."""
        if highest <= self.lowest:
            return self
        since = day if lowest > self.highest else self.since
        return Credited(max(self.lowest, lowest), max(self.highest, highest), since, day)


class Check(NamedTuple):
    """One monthly check: the points, the rank of the performing tier, and what the check made of the credited tier.

    `lowest` and `highest` are the same where the performing tier is known. `before` and `after` are the credited tier
    as the check found and left it (None up to the day it was read); `decision` is what the check decided about it.
    """

    day: date
    edition: Edition
    standing: Standing
    lowest: int
    highest: int
    review: bool
    before: Credited | None = None
    after: Credited | None = None
    decision: Decision | None = None

    @property
    def performing(self) -> str | None:
        """The performing tier; None where it cannot be told."""
        return tier_of(self.lowest) if self.lowest == self.highest else None

    @property
    def held(self) -> str | None:
        """The credited tier that the check found; None where it is not followed or cannot be told."""
        return self.before and self.before.tier

    @property
    def credited(self) -> str | None:
        """The credited tier that the check left; None where it is not followed or cannot be told."""
        return self.after and self.after.tier

    @property
    def untold(self) -> Decision | None:
        """Why the credited tier cannot be told after the check; None if it can, or is not followed."""
        return (self.decision or Decision.UNDECIDED) if self.after and self.after.tier is None else None

    @property
    def since(self) -> date | None:
        """Since when that tier is held; None where it is not followed or that cannot be told."""
        return self.after and self.after.gained


@exactly
def monthly_checks(
    book: Book, entries: Sequence[Entry], last: date, months: Sequence[Movement] = ()
) -> tuple[Check, ...]:
    """The monthly checks from the first edition up to a day: the performing tier, and what became of the credited one.

    The credited tier is followed from the day it was read (or gained, if that is all the book says). It moves up
    at a check; it moves down only at a review, if its conditions held at none of the review's checks, to the
    highest tier that held at any of them, and never within the protected months after it was gained. `months` are
    the movements that Elite's retention is taken from; without them it is not known.
    """
    settings = book.settings
    start = _start(settings)
    days = list(monthly(editions()[0].check_day, editions()[0].start, last))
    checks: list[Check] = []
    credited = _as_read(settings)
    judged, ranks = None, (0, 0)
    for day, points, averages in zip(days, standings(entries, days), averages_of_days(months, days), strict=True):
        edition = edition_on(day)
        asked = points, edition, averages, _certified(day, settings)
        if asked != judged:  # far ahead nothing changes any more
            ranks = performing_ranks(tier_conditions(points, day, edition, book.tiers, settings, averages))
            judged = asked
        review = (day.month, day.day) in edition.review_days
        check = Check(day, edition, points, *ranks, review)
        if credited is not None and start is not None and day > start:
            window = [*checks[-(edition.review_checks - 1) :], check]
            after = _after(check, credited, window, settings)
            decision = _decision(check, credited, after, window, settings)
            check, credited = check._replace(before=credited, after=after, decision=decision), after
        checks.append(check)
    return tuple(checks)


def _start(settings: Settings) -> date | None:
    return settings.credited_read_on or settings.credited_since


def _as_read(settings: Settings) -> Credited | None:
    start, held = _start(settings), rank(settings.credited_tier)
    if start is None or not settings.credited_tier:
        return None
    return Credited(held, held, settings.credited_since, settings.credited_since or start)


def _protected(check: Check, since: date | None) -> bool:
    """Whether a tier gained on a day cannot be lost at the check."""
    return since is not None and check.day < months_later(since, check.edition.protection_months)


def _certified(day: date, settings: Settings) -> bool:
    return settings.certification_until is None or day <= settings.certification_until


def kept_ranks(check: Check, held: Credited, window: Sequence[Check], settings: Settings) -> tuple[int, int]:
    """The ranks between which the credited tier lies after what a check takes of it, and before what it gives.

    Only a review takes; `window` are its checks, itself the last. It protects what was gained in them, and a tier that
    was read in them without a day since when may have been.
    """
    if not check.review or _safe(check, held, window):
        return held.lowest, held.highest
    ranks = _best(held, window) if _certified(check.day, settings) else _without_certification(check, held, window)
    young = settings.credited_since is None and _protected(check, _start(settings))
    return ranks[0], held.highest if young else ranks[1]


def gained_in(window: Sequence[Check], held: Credited) -> tuple[Credited, int, int]:
    """What was held as a window began, and the best that its checks before the last found, at least and at most.

    Only those count at which the credited tier is followed.
    """
    followed = [each for each in window[:-1] if each.before]
    begun = followed[0].before if followed else None
    least = max((each.lowest for each in followed), default=0)
    return begun or held, least, max((each.highest for each in followed), default=0)


def _safe(check: Check, held: Credited, window: Sequence[Check]) -> bool:
    """Whether the tier is protected at a review, whatever the checks that could not be judged have found."""
    begun, least, _ = gained_in(window, held)
    return _protected(check, held.since) or least > begun.highest


def _after(check: Check, held: Credited, window: Sequence[Check], settings: Settings) -> Credited:
    """The credited tier after a check; what it can be at least, and at most."""
    least, most = kept_ranks(check, held, window, settings)
    since = check.day if held.lowest > most else held.since
    until = held.until if (least, most) == (held.lowest, held.highest) else check.day
    return Credited(least, most, since, until).risen(check.lowest, check.highest, check.day)


def _best(held: Credited, window: Sequence[Check]) -> tuple[int, int]:
    """The ranks between which a review without protection leaves the tier: no higher than the best of its window."""
    best = max(each.lowest for each in window), max(each.highest for each in window)
    return min(held.lowest, best[0]), min(held.highest, best[1])


def _without_certification(check: Check, held: Credited, window: Sequence[Check]) -> tuple[int, int]:
    """The ranks that a review without a valid certification leaves: it takes what was not gained in its window."""
    begun, _, most = gained_in(window, held)
    left, taken = _uncertified(check.edition, held.lowest), _uncertified(check.edition, begun.highest)
    return left, max(most, taken) if most > begun.lowest else taken


def _decision(
    check: Check, held: Credited, after: Credited, window: Sequence[Check], settings: Settings
) -> Decision | None:
    """What a check decides about the tier held; None where it leaves it as it is."""
    certified = _certified(check.day, settings)
    if after.tier is None:
        if not check.review and check.highest <= held.lowest:
            return None
        least, most = _best(held, window)
        judged = least == most and check.highest <= max(check.lowest, held.highest)
        return Decision.AGE_UNKNOWN if held.tier is not None and (judged or not certified) else Decision.UNDECIDED
    if held.tier is None:
        return Decision.SETTLED
    if after.lowest > held.lowest:
        return Decision.UP
    if not check.review or not held.lowest:
        return None
    if _safe(check, held, window):
        return Decision.PROTECTED
    if not certified:
        return Decision.UNCERTIFIED
    return Decision.REACHED if after.lowest == held.lowest else Decision.DOWN


def _uncertified(edition: Edition, place: int) -> int:
    """The rank of what is left of a tier at a review without a valid certification."""
    return max(0, place - 1) if edition.lapsed_certification == LapsedCertification.ONE_DOWN else 0


def credited_on(checks: Sequence[Check], settings: Settings, day: date) -> Credited | None:
    """What is known of the credited tier on a day; None if the book does not say it, or only from a later day on."""
    start = _start(settings)
    if start is None or day < start:
        return None
    followed = [check.after for check in checks if check.day <= day and check.after]
    return followed[-1] if followed else _as_read(settings)


def credited_tier(checks: Sequence[Check], settings: Settings, day: date) -> str | None:
    """The credited tier on a day; None if the book does not say it, only from a later day on, or it cannot be told."""
    known = credited_on(checks, settings, day)
    return known and known.tier


def unjudged_checks(checks: Sequence[Check], day: date) -> tuple[Check, ...]:
    """The checks up to a day that could not be judged though the credited tier hangs on them.

    Those are the checks since the tier was read, and those before it in the window of a review since.
    """
    reviews = [check for check in checks if check.review and check.before and check.day <= day]
    return tuple(
        check
        for check in checks
        if check.performing is None
        and check.day <= day
        and (check.before or any(_in_window(check, review) for review in reviews))
    )


def _in_window(check: Check, review: Check) -> bool:
    return months_later(review.day, 1 - review.edition.review_checks) <= check.day <= review.day


def next_review(checks: Iterable[Check], day: date) -> Check | None:
    """The first review after a day; None if the checks do not reach so far.

    >>> next_review([], date(2026, 10, 31)) is None
    True
    """
    return next((check for check in checks if check.review and check.day > day), None)
