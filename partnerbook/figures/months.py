"""Points month by month: those past, with what came and went, and what is known to end in those ahead."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import month_end, months_later
from partnerbook.exact import ZERO, exactly
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Changes, Standing, changes_in, standings
from partnerbook.points.moves import Entries, track_moves_of

MONTHS_BACK, MONTHS_AHEAD = 24, 12


class MonthLine(NamedTuple):
    """One month: its last day (the as-of day for the running month), points, and changes by track."""

    day: date
    points: Standing
    changes: dict[str, Changes]


class Expiry(NamedTuple):
    """Points known to end in a month to come, after the as-of day, and those on `until`, its last day.

    The last of the months goes on to the same day of the next year, which for a 29 February is the 1 March.
    """

    until: date
    sold: Decimal
    managed: Decimal
    left: Standing


def month_lines(entries: Sequence[Entry], as_of: date, months: int = MONTHS_BACK) -> tuple[MonthLine, ...]:
    """So many months up to a day, the oldest first: one pass over the entries serves them all."""
    days = [*(month_end(as_of, -back) for back in range(months - 1, 0, -1)), as_of]
    by_month = changes_in(entries, [(day.replace(day=1), day) for day in days])
    return tuple(map(MonthLine, days, standings(entries, days), by_month))


@exactly
def expiries(entries: Sequence[Entry], as_of: date) -> tuple[Expiry, ...]:
    """The points that end in the rest of the month of a day and in each of the 12 after it."""
    days = [month_end(as_of, ahead) for ahead in range(MONTHS_AHEAD + 1)]
    days[-1] = max(days[-1], months_later(as_of, MONTHS_AHEAD))
    sums = [{SOLD: ZERO, MANAGED: ZERO} for _ in days]
    for track, moves in (entries.track_moves if isinstance(entries, Entries) else track_moves_of(entries)).items():
        for day, points in moves.ended.items():
            if as_of < day <= days[-1]:
                sums[bisect_left(days, day)][track] += points
    for entry in entries.starting_after(as_of) if isinstance(entries, Entries) else entries:
        if entry.start > as_of and entry.until is not None and as_of < entry.until <= days[-1]:
            sums[bisect_left(days, entry.until)][entry.track] -= entry.points  # it gives nothing yet
    return tuple(
        Expiry(until, ending[SOLD], ending[MANAGED], left)
        for until, ending, left in zip(days, sums, standings(entries, days), strict=True)
    )
