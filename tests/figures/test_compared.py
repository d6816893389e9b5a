"""Our points beside HubSpot's: of the same day, and marked where HubSpot's are old."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.compared import Compared
from partnerbook.figures.overview import overview
from partnerbook.records import Book, Client, Deal, Managing, Subscription

SOLD, MANAGED = Decimal(50), Decimal(10)  # of 1,000 US dollars


def book(read_on: date | None, sold: Decimal | None = SOLD, managed: Decimal | None = MANAGED) -> Book:
    """Acme was sold in January, is managed since February and goes in July; its sale counts for a year."""
    read = {"hubspot_sold_points": sold, "hubspot_managed_points": managed, "hubspot_points_on": read_on}
    start, end = date(2026, 2, 1), date(2026, 7, 1)
    return Book(
        clients=(Client("Acme", "US", **read), Client("Birk", "US")),  # type: ignore[arg-type]
        deals=(Deal("D", "Acme", "CRM", "new", "sourced", date(2026, 1, 10), Decimal(1000), "USD"),),
        subscriptions=(Subscription("Acme", "CRM", Decimal(1000), "USD", start, end),),
        managing=(Managing("Acme", start),),
    )


def seen(read_on: date | None, day: date) -> Compared:
    [found] = overview(book(read_on), day).compared
    return found


@pytest.mark.parametrize(
    ("read_on", "difference"),
    [
        (date(2026, 1, 9), -60),
        (date(2026, 1, 10), -10),
        (date(2026, 2, 1), 0),
        (date(2026, 6, 30), 0),
        (date(2026, 7, 1), -10),
        (date(2027, 1, 10), -60),
        (None, -10),
    ],
)
def test_ours_are_of_the_day_that_hubspots_are_of(read_on: date | None, difference: int) -> None:
    for day in (date(2026, 8, 1), date(2026, 12, 31)):
        assert seen(read_on, day).difference == difference


@pytest.mark.parametrize(
    ("read_on", "day", "age", "stale"),
    [
        (date(2026, 2, 28), date(2026, 4, 29), 60, False),
        (date(2026, 2, 28), date(2026, 4, 30), 61, True),
        (date(2024, 2, 29), date(2024, 4, 29), 60, False),
        (date(2026, 5, 1), date(2026, 4, 30), -1, False),
        (None, date(2026, 4, 30), None, False),
    ],
)
def test_those_of_more_than_sixty_days_before_are_stale(read_on: date, day: date, age: int, stale: bool) -> None:
    found = seen(read_on, day)
    assert (found.age, found.stale) == (age, stale)


@pytest.mark.parametrize("missing", ["sold", "managed"])
def test_half_of_hubspots_points_is_compared_with_nothing(missing: str) -> None:
    assert overview(book(None, **{missing: None}), date(2026, 8, 1)).compared == ()
