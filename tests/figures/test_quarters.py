"""The renewals of a quarter: both of its ends, and what is overdue where none is asked for."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.errors import BadInput
from partnerbook.figures.renewals import RenewalOutlook, quarter_renewals, renewal_outlook
from partnerbook.records import Renewal

AS_OF = date(2026, 5, 20)
DAYS = ("2026-01-31", "2026-03-31", "2026-04-01", "2026-05-19", "2026-05-20", "2026-06-30", "2026-07-01")


def outlooks(done: str = "") -> list[RenewalOutlook]:
    """A renewal on each of the days; the one that is done is renewed already."""
    rows = [
        Renewal("Acme", "Sales Hub", date.fromisoformat(text), Decimal(100), None, "USD",
                "renewed" if text == done else "pending")
        for text in DAYS
    ]  # fmt: skip
    return renewal_outlook(rows, AS_OF, (30, 60), 45)


def days(found: list[RenewalOutlook]) -> tuple[str, ...]:
    return tuple(row.renewal.renews_on.isoformat() for row in found)


@pytest.mark.parametrize(
    ("quarter", "expected"),
    [
        ("2026-Q1", DAYS[:2]),
        ("2026-Q2", DAYS[2:6]),
        ("Q3 2026", DAYS[6:]),
        ("2025-Q2", ()),
        (None, DAYS[:6]),
    ],
)
def test_renewals_of_a_quarter(quarter: str | None, expected: tuple[str, ...]) -> None:
    assert days(quarter_renewals(outlooks(), AS_OF, quarter)) == expected


def test_what_was_due_before_the_quarter_and_is_renewed_is_not_overdue() -> None:
    assert days(quarter_renewals(outlooks(done="2026-01-31"), AS_OF)) == DAYS[1:6]
    assert days(quarter_renewals(outlooks(done="2026-05-19"), AS_OF)) == DAYS[:6]


def test_no_quarter_is_refused() -> None:
    with pytest.raises(BadInput, match="2026-Q5"):
        quarter_renewals(outlooks(), AS_OF, "2026-Q5")
