"""Days and months: ends of months, leap years, and the monthly checks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.days import last_whole_month, month_end, monthly, months_later

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2025-03-10", 12, "2026-03-10"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-02-28", 12, "2025-02-28"),
        ("2024-02-29", 12, "2025-03-01"),  # a year of days that hold it: 29 February to 28 February
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-31", 1, "2026-03-01"),
        ("2024-01-30", 1, "2024-03-01"),
        ("2024-01-29", 1, "2024-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-01-15", -6, "2025-07-15"),
        ("2026-03-31", -1, "2026-03-01"),
        ("2026-07-31", 0, "2026-07-31"),
    ],
)
def test_months_later(start: str, months: int, expected: str) -> None:
    assert months_later(day(start), months) == day(expected)


@given(DAYS)
def test_a_year_later_is_365_or_366_days(start: date) -> None:
    assert (months_later(start, 12) - start).days in {365, 366}


@given(DAYS, DAYS, st.integers(0, 60))
def test_later_days_stay_later(one: date, other: date, months: int) -> None:
    early, late = sorted((one, other))
    assert months_later(early, months) <= months_later(late, months)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-02-01", 0, "2024-02-29"),
        ("2025-02-28", 0, "2025-02-28"),
        ("2100-02-10", 0, "2100-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-01", -1, "2025-12-31"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-05-05", -12, "2025-05-31"),
    ],
)
def test_month_end(start: str, months: int, expected: str) -> None:
    assert month_end(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026-10-30", "2026-09-30"),
        ("2026-11-01", "2026-10-31"),
        ("2024-02-28", "2024-01-31"),
        ("2024-02-29", "2024-02-29"),
        ("2026-01-01", "2025-12-31"),
    ],
)
def test_last_whole_month(on: str, expected: str) -> None:
    assert last_whole_month(day(on)) == day(expected)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-08-15", "2025-12-15", ["2025-08-15", "2025-09-15", "2025-10-15", "2025-11-15", "2025-12-15"]),
        ("2025-08-16", "2025-10-14", ["2025-09-15"]),
        ("2025-12-16", "2026-01-15", ["2026-01-15"]),
        ("2026-01-15", "2026-01-15", ["2026-01-15"]),
        ("2026-01-16", "2026-02-14", []),
        ("2026-02-01", "2026-01-01", []),
    ],
)
def test_monthly_checks_with_both_ends(first: str, last: str, expected: list[str]) -> None:
    assert list(monthly(15, day(first), day(last))) == [day(text) for text in expected]


@given(st.integers(1, 28), DAYS, st.integers(0, 500))
def test_monthly_is_every_such_day_of_the_range(day_of_month: int, first: date, length: int) -> None:
    every = [first + timedelta(days=offset) for offset in range(length + 1)]
    wanted = [one for one in every if one.day == day_of_month]
    assert list(monthly(day_of_month, first, every[-1])) == wanted
