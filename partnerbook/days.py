"""Days and months, counted as the program counts them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
MONTHS_AHEAD = 18  # so far one looks ahead, unless another span is asked for


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the first of the next month where that day does not exist.

    >>> months_later(date(2024, 2, 29), 12), months_later(date(2026, 1, 15), -6)
    (datetime.date(2025, 3, 1), datetime.date(2025, 7, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28 or day.day <= monthrange(year, month + 1)[1]:  # every month has 28 days
        return date(year, month + 1, day.day)
    return month_end(date(year, month + 1, 1)) + ONE_DAY


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month that lies so many months from the day's own.

    >>> month_end(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def last_whole_month(day: date) -> date:
    """The last day of the last month that is over when the day ends.

    >>> last_whole_month(date(2026, 10, 31)), last_whole_month(date(2026, 10, 30))
    (datetime.date(2026, 10, 31), datetime.date(2026, 9, 30))
    """
    return month_end(day + ONE_DAY, -1)


def monthly(day_of_month: int, first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both included, that is that day of its month (1 to 28).

    >>> [d.isoformat() for d in monthly(15, date(2026, 1, 16), date(2026, 3, 15))]
    ['2026-02-15', '2026-03-15']
    """
    day = first.replace(day=day_of_month)
    if day < first:
        day = months_later(day, 1)
    while day <= last:
        yield day
        day = months_later(day, 1)


def runs(start: date, end: date | None, day: date) -> bool:
    """Whether what lasts from `start` to `end`, the first day without it, is there on a day; None is an open end.

    >>> first, after = date(2026, 1, 1), date(2026, 2, 9)
    >>> [runs(first, after, day) for day in (first - ONE_DAY, first, after - ONE_DAY, after)], runs(first, None, after)
    ([False, True, True, False], True)
    """
    return start <= day and (end is None or day < end)


def month_number(day: date) -> int:
    """The number of the month that a day is in, counted on from year 0.

    >>> month_number(date(2026, 3, 1)) - month_number(date(2025, 12, 31))
    3
    """
    return day.year * 12 + day.month - 1


def first_of_month(number: int) -> date:
    """The first day of the month with that number.

    >>> first_of_month(month_number(date(2026, 3, 31)))
    datetime.date(2026, 3, 1)
    """
    return date(number // 12, number % 12 + 1, 1)
