"""Ranges that have a name: they end where a calendar says, on odd days too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.days import ONE_DAY, month_end
from partnerbook.errors import BadInput, UnknownName
from partnerbook.figures.overview import overview
from partnerbook.figures.ranges import Range, range_days, range_named, review_before
from partnerbook.sample import sample_book

DAYS = st.dates(date(2022, 7, 18), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("which", "day", "first", "last"),
    [
        (Range.THIS_MONTH, date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1)),
        (Range.LAST_MONTH, date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        (Range.LAST_MONTH, date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (Range.THIS_QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Range.LAST_QUARTER, date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (Range.LAST_12_MONTHS, date(2025, 2, 28), date(2024, 2, 29), date(2025, 2, 28)),
        (Range.LAST_12_MONTHS, date(2026, 10, 31), date(2025, 11, 1), date(2026, 10, 31)),
        (Range.YEAR_TO_DATE, date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_named_days(which: Range, day: date, first: date, last: date) -> None:
    assert range_days(which, day) == (first, last)


@given(DAYS)
def test_the_last_of_each_ends_where_this_one_begins(day: date) -> None:
    assert range_days(Range.LAST_MONTH, day)[1] + ONE_DAY == range_days(Range.THIS_MONTH, day)[0]
    first, last = range_days(Range.LAST_QUARTER, day)
    assert last + ONE_DAY == range_days(Range.THIS_QUARTER, day)[0]
    assert last == month_end(first, 2)
    for which in Range:
        if which != Range.SINCE_LAST_REVIEW:
            first, last = range_days(which, day)
            assert first <= last <= day


def test_since_the_last_review_begins_on_the_day_after_it() -> None:
    known = overview(sample_book(8), date(2026, 10, 31))
    reviews = [check.day for check in known.checks if check.review]
    past = [review for review in reviews if review < known.as_of]
    assert range_days(Range.SINCE_LAST_REVIEW, known.as_of) == (past[-1] + ONE_DAY, known.as_of)
    assert range_days(Range.SINCE_LAST_REVIEW, past[-1]) == (past[-2] + ONE_DAY, past[-1])
    for check in known.checks[20:]:
        for day in (check.day, check.day + ONE_DAY):
            assert review_before(day) == max(review for review in reviews if review < day)
    with pytest.raises(BadInput, match="no review before 2022-07-20"):
        range_days(Range.SINCE_LAST_REVIEW, date(2022, 7, 20))


def test_the_last_day_of_all_has_its_ranges() -> None:
    for which in Range:
        first, last = range_days(which, date.max)
        assert first <= last <= date.max


def test_ranges_are_named_as_people_do() -> None:
    assert {range_named(each.upper().replace("-", " ")) for each in Range} == set(Range)
    with pytest.raises(UnknownName, match='There is no range "last quater"; did you mean "last-quarter"'):
        range_named("last quater")
