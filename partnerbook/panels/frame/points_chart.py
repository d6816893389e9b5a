"""The chart of points by month: sold and managed on each other, and what is left of them in the months ahead."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.codes import Measure
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_points
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.month_chart import Ahead, Level, MonthChart, Series
from partnerbook.points.ledger import Standing


class MonthPoints(NamedTuple):
    """The points of a month, on its last day, or on the day itself for the month that runs."""

    day: date
    points: Standing


def points_chart(
    months: Sequence[MonthPoints],
    reader: Reader,
    levels: Sequence[Level] = (),
    ahead: Ahead | None = None,
    title: str = "",
) -> MonthChart:
    """Points by month as a chart that `month_chart` draws; `title` is what they are, if not all points of a book.

    >>> from decimal import Decimal
    >>> [said] = points_chart([MonthPoints(date(2026, 10, 31), Standing(Decimal(2), Decimal(1)))], Reader()).told
    >>> said
    'Oct 2026: 3.00 sold, 0.00 managed, 3.00 in all'
    """
    say = reader.words["progress"]
    told = []
    for month in months:
        points = shown_points(month.points)
        figures = {name: reader.points(getattr(points, name)) for name in ("sold", "managed", "total")}
        told.append(say["points_by_month"].format(month=reader.month(month.day), **figures))
    bars = (
        Series(say["sold"], [month.points.sold for month in months]),
        Series(say["managed"], [month.points.managed for month in months]),
    )
    return MonthChart(title or say["months"], [month.day for month in months], told, bars, (), levels, ahead)


@exactly
def tier_levels(known: Overview, points: Sequence[Standing], reader: Reader) -> list[Level]:
    """The points in all that tiers ask for on a day: of those that some points reach, and of the next one above them.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> [level.name for level in tier_levels(known, [known.standing], Reader())]
    ['Gold 740.00', 'Platinum 1,950.00', 'Diamond 3,250.00']
    """
    highest = max((each.total for each in points), default=ZERO)
    needs = [(next(row.need for row in known.way_to(tier) if row.measure == Measure.TOTAL), tier)
             for tier in known.edition.tier_names]  # fmt: skip
    levels = sorted((need, tier) for need, tier in needs if need is not None)
    above = [need for need, _ in levels if need > highest][1:]
    return [Level(f"{tier} {reader.points(need)}", need) for need, tier in levels if not above or need < above[0]]
