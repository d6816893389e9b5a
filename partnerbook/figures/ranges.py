"""Ranges of days that have a name, such as last quarter, as they lie on a day; both of their days are in them."""

from datetime import date
from enum import StrEnum

from partnerbook.days import ONE_DAY, month_end, months_later
from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.program.edition import edition_on, editions

_BETWEEN_REVIEWS = 12  # months, at most


class Range(StrEnum):
    """The ranges that have a name. Those that a day lies in end with it; last 12 months end with it too."""

    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_QUARTER = "this-quarter"
    LAST_QUARTER = "last-quarter"
    LAST_12_MONTHS = "last-12-months"
    YEAR_TO_DATE = "year-to-date"
    SINCE_LAST_REVIEW = "since-last-review"


def range_named(text: str) -> Range:
    """The range of a name, whatever stands between its words. Errors: UnknownName, with the nearest.

    >>> range_named("Last Quarter")
    <Range.LAST_QUARTER: 'last-quarter'>
    """
    written = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if written in set(Range):
        return Range(written)
    guess = did_you_mean(written, Range)
    raise UnknownName(
        'There is no range "{text}"{guess} The ranges are {range}.',
        text=text,
        guess=guess or ".",
        range=", ".join(Range),
    )


def range_days(which: Range, day: date) -> tuple[date, date]:
    """The first and the last day of a range as it lies on a day; that of the last review begins on the day after it.

    Errors: BadInput where there was no review before the day.

    >>> range_days(Range.LAST_QUARTER, date(2026, 2, 28)), range_days(Range.LAST_12_MONTHS, date(2024, 2, 29))
    ((datetime.date(2025, 10, 1), datetime.date(2025, 12, 31)), (datetime.date(2023, 3, 2), datetime.date(2024, 2, 29)))
    """
    quarter = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    if which == Range.LAST_MONTH:
        last = month_end(day, -1)
        return last.replace(day=1), last
    if which == Range.LAST_QUARTER:
        return months_later(quarter, -3), quarter - ONE_DAY
    if which == Range.SINCE_LAST_REVIEW:
        return review_before(day) + ONE_DAY, day
    first = {
        Range.THIS_MONTH: day.replace(day=1),
        Range.THIS_QUARTER: quarter,
        Range.LAST_12_MONTHS: months_later(day, -12) + ONE_DAY,
        Range.YEAR_TO_DATE: day.replace(month=1, day=1),
    }[which]
    return first, day


def review_before(day: date) -> date:
    """The day of the program's last review before a day, that day itself left out.

    Errors: BadInput where there was none since the first edition that is known.

    >>> review_before(date(2026, 7, 15)), review_before(date(2026, 7, 16))
    (datetime.date(2026, 1, 15), datetime.date(2026, 7, 15))
    """
    first = editions()[0]
    for back in range(_BETWEEN_REVIEWS + 1):
        checked = month_end(day, -back).replace(day=first.check_day)
        if checked < first.start:
            break
        if checked < day and (checked.month, checked.day) in edition_on(checked).review_days:
            return checked
    raise BadInput(
        "The program had no review before {day} since {start}; give the first day and the last.",
        day=day,
        start=first.start,
    )
