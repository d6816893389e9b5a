"""What is known to end in the months ahead, whatever the day; the checks and movements as far as they are followed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.awkward_books import ACME, AWKWARD_BOOKS, GOLD, sale

from partnerbook.days import months_later
from partnerbook.exact import figure, total
from partnerbook.figures.months import expiries
from partnerbook.figures.overview import overview
from partnerbook.points.ledger import ledger, standing
from partnerbook.records import Book

FIRST = date(2022, 7, 18)
DAYS = st.dates(FIRST, date(2045, 12, 31))
LEAP_DAY = date(2024, 2, 29)


def sold(*days: date) -> Book:
    return Book(GOLD, ACME, deals=tuple(sale(day) for day in days))


@settings(deadline=None)
@given(st.lists(DAYS | st.just(LEAP_DAY), min_size=1, max_size=6), DAYS | st.just(LEAP_DAY))
def test_all_sold_points_expire_in_the_months_ahead(closed: list[date], as_of: date) -> None:
    entries = ledger(sold(*closed, as_of)).entries
    ahead = expiries(entries, as_of)
    assert len(ahead) == 13
    assert total(row.sold for row in ahead) == figure(standing(entries, as_of).sold) > 0
    assert ahead[-1].left.total == 0 or max(closed) > as_of


def test_a_deal_of_a_29_february_ends_in_the_last_of_them() -> None:
    book = sold(LEAP_DAY, date(2023, 2, 28), date(2023, 3, 1))
    rows = {row.until: row.sold for row in expiries(ledger(book).entries, LEAP_DAY) if row.sold}
    assert rows == {date(2024, 3, 31): Decimal(30), date(2025, 3, 1): Decimal(50)}
    the_day_before = expiries(ledger(book).entries, date(2024, 2, 28))
    assert [row.until for row in the_day_before][-1] == date(2025, 2, 28)


@pytest.mark.parametrize("name", AWKWARD_BOOKS)
@pytest.mark.parametrize("as_of", [FIRST, LEAP_DAY, date(2026, 1, 15), date(2026, 10, 31)])
def test_every_day_that_is_followed_has_its_next_review(name: str, as_of: date) -> None:
    known = overview(AWKWARD_BOOKS[name], as_of)
    reviews = [check.day for check in known.checks if check.review]
    for ahead in (0, 1, 59, 119, 120):
        day = months_later(as_of, ahead)
        [following] = [review for review in reviews if review > day][:1]
        assert following == overview(AWKWARD_BOOKS[name], day).next_review.day  # type: ignore[union-attr]
    assert known.followed_until == months_later(as_of, 120)


@settings(deadline=None, max_examples=20)
@given(DAYS, st.integers(-900, 3650))
def test_what_is_followed_from_one_day_is_what_another_finds(as_of: date, days: int) -> None:
    """Checks and movements of the days that two overviews share are the same, wherever they were made."""
    other = min(max(FIRST, as_of + timedelta(days)), date(2045, 12, 31))
    for book in (AWKWARD_BOOKS["all to come"], AWKWARD_BOOKS["29 February"]):
        one, two = overview(book, as_of), overview(book, other)
        assert all(mine == theirs for mine, theirs in zip(one.checks, two.checks, strict=False))
        assert all(mine == theirs for mine, theirs in zip(one.movements, two.movements, strict=False))
