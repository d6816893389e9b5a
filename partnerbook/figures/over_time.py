"""Progress over time: what is known of each month ahead, with what comes, what ends, and the tier it leaves."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from partnerbook.days import ONE_DAY
from partnerbook.exact import exactly
from partnerbook.figures.outlook import Outlook
from partnerbook.figures.overview import Overview
from partnerbook.points.ledger import Changes, Standing, changes_in


class MonthAhead(NamedTuple):
    """A month to come, on its last day: points, changes by track since the month before (or the day), and the tiers.

    The tiers are None where they cannot be told.
    """

    day: date
    points: Standing
    changes: dict[str, Changes]
    performing: str | None
    credited: str | None


@exactly
def months_ahead(known: Overview, ahead: Outlook) -> tuple[MonthAhead, ...]:
    """The months that end after the day of an overview, as far as its outlook goes: nothing new is sold in them.

    >>> from partnerbook.figures.outlook import outlook
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> known = overview(Book(), date(2026, 10, 15))
    >>> [month.day.isoformat() for month in months_ahead(known, outlook(known, 2))]
    ['2026-10-31', '2026-11-30']
    """
    months = [each for each in ahead.months if each.day > known.as_of]
    days = [known.as_of, *(each.day for each in months)]
    moved = changes_in(known.ledger.entries, [(before + ONE_DAY, day) for before, day in pairwise(days)])
    return tuple(
        MonthAhead(each.day, each.points, changes, each.performing, each.credited)
        for each, changes in zip(months, moved, strict=True)
    )
