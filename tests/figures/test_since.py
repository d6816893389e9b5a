"""Since when the tier of a day is held."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.reviews import credited_since, monthly_checks
from partnerbook.points.entries import Entry
from partnerbook.points.terms import sold_terms
from partnerbook.program.edition import editions
from partnerbook.records import Book, Settings, Threshold

GOLD = tuple(
    Threshold(edition.start, tier, Decimal(total), Decimal(total), Decimal(0))
    for edition in editions()
    for tier, total in (("Gold", 100), ("Platinum", 200), ("Diamond", 300), ("Elite", 400))
)
HELD = Settings(credited_tier="Gold", credited_since=date(2025, 3, 15), credited_read_on=date(2025, 5, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def sold(points: int, start: str, until: str) -> Entry:
    terms = sold_terms("US", "USD", day(start))
    amount = Decimal(points)
    return Entry("Acme", "Sales", "sold", "new", "sourced", amount, amount, day(start), day(until), terms)


RISE = [sold(250, "2025-06-01", "2025-09-15")]


@pytest.mark.parametrize(
    ("on", "since"),
    [
        ("2025-05-01", "2025-03-15"),
        ("2025-06-14", "2025-03-15"),
        ("2025-06-15", "2025-06-15"),  # Platinum, at the check
        ("2026-01-14", "2025-06-15"),
        ("2026-01-15", "2025-06-15"),  # 15 August is of the window: kept
        ("2026-07-14", "2025-06-15"),
        ("2026-07-15", "2026-07-15"),  # lost
    ],
)
def test_since_when_the_tier_of_a_day_is_held(on: str, since: str) -> None:
    checks = monthly_checks(Book(HELD, tiers=GOLD), RISE, day("2027-01-15"))
    assert credited_since(checks, HELD, day(on)) == day(since)


def test_before_the_first_check_it_is_what_the_book_says() -> None:
    assert credited_since((), HELD, day("2025-05-02")) == day("2025-03-15")
    assert credited_since((), HELD._replace(credited_since=None), day("2025-05-02")) is None
