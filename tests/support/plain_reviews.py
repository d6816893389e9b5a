"""The monthly checks and the reviews from the program's rules in plain words, over points that are given as fractions.

Only for books with every threshold and a day since when the credited tier is held: what is unknown is not judged here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from partnerbook.records import Book

TIERS = ("None", "Gold", "Platinum", "Diamond", "Elite")
EDITIONS = (date(2022, 7, 18), date(2024, 2, 27), date(2025, 7, 15), date(2026, 1, 15))
SOURCED_MINIMUM, NO_MANAGED_MINIMUM = date(2025, 7, 15), date(2026, 1, 15)


class Judged(NamedTuple):
    """One monthly check; up to the day that the credited tier was read, only the performing one is known."""

    day: date
    performing: str
    credited: str | None = None
    since: date | None = None
    decision: str | None = None


def fifteenths(first: date, last: date) -> list[date]:
    """The 15th of each month from one day to another."""
    months = ((year, month) for year in range(first.year, last.year + 1) for month in range(1, 13))
    return [day for day in (date(year, month, 15) for year, month in months) if first <= day <= last]


def reached(points: Fraction, needed: object) -> bool:
    """Whether points, to the millionth, are as many as needed."""
    millionths = (points * 10**6 * 2 + 1) // 2
    return millionths >= Fraction(str(needed)) * 10**6


def holds(book: Book, place: int, day: date, points: Mapping[str, Fraction]) -> bool:
    """Whether all conditions of a tier hold on a day."""
    edition = max(start for start in EDITIONS if start <= day)
    [need] = [row for row in book.tiers if (row.edition, row.tier) == (edition, TIERS[place])]
    own = book.settings
    sold = points["sourced"] + (0 if day >= SOURCED_MINIMUM else points["assisted"])
    return (
        reached(points["sourced"] + points["assisted"] + points["managed"], need.total)
        and reached(sold, need.minimum)
        and (day >= NO_MANAGED_MINIMUM or reached(points["managed"], need.managed))
        and (own.certification_until is None or day <= own.certification_until)
        and (TIERS[place] != "Elite" or own.elite_invitation)
    )


def judged(book: Book, points: Mapping[date, Mapping[str, Fraction]]) -> Iterator[Judged]:
    """Each check, in order of days; `points` are those of the checks' days."""
    own = book.settings
    held, since = TIERS.index(own.credited_tier), own.credited_since
    assert since is not None
    past: list[int] = []
    for day in sorted(points):
        now = max(place for place in range(5) if place == 0 or holds(book, place, day, points[day]))
        past.append(now)
        if day <= (own.credited_read_on or since):
            yield Judged(day, TIERS[now])
            continue
        decision = None
        if now > held:
            held, since, decision = now, day, "up"
        elif day.month in (1, 7) and held > 0:
            half_a_year_before = (
                date(day.year, 7, 15).replace(year=day.year - 1) if day.month == 1 else date(day.year, 1, 15)
            )
            if since > half_a_year_before:
                decision = "protected"
            elif own.certification_until is not None and own.certification_until < day:
                held, since, decision = 0, day, "uncertified"
            elif max(past[-6:]) >= held:
                decision = "reached"
            else:
                held, since, decision = max(past[-6:]), day, "down"
        yield Judged(day, TIERS[now], TIERS[held], since, decision)
