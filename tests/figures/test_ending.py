"""What ending one's services takes: as it is shown, and exactly where two places would hide it."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.ending import services_loss
from partnerbook.records import Book, Client, Deal, Managing, Subscription

DAY = date(2026, 3, 1)


def book(mrr: str, until: date | None = None) -> Book:
    """Two clients managed, one of them Acme with the MRR and a deal; its services end on a day."""
    rows = (("Acme", Decimal(mrr)), ("Birk", Decimal(100)))
    return Book(
        clients=tuple(Client(name, "US") for name, _ in rows),
        subscriptions=tuple(Subscription(name, "Hub", amount, "USD", date(2026, 1, 1)) for name, amount in rows),
        managing=(
            Managing("Acme", date(2026, 1, 1), until, 2),
            Managing("Birk", date(2026, 1, 1)),
        ),
        deals=(Deal("", "Acme", "Hub", "new", "assisted", date(2026, 1, 1), Decimal(20), "USD"),),
    )


@pytest.mark.parametrize(
    ("mrr", "before", "after", "lost"),
    [
        ("100", "1.33", "1.00", "0.33"),  # a third of a point, beside one
        ("200", "1.67", "1.00", "0.67"),
        ("1", "1.003333", "1", "0.003333"),  # 1.00 and 1.00 would hide it
        ("0", "1.00", "1.00", "0"),
    ],
)
def test_what_is_lost_is_seen(mrr: str, before: str, after: str, lost: str) -> None:
    found = services_loss(book(mrr), book(mrr, DAY), "Acme", DAY)
    assert (str(found.before), str(found.after)) == (before, after)
    assert found.lost == Decimal(lost)
    assert found.sold == Decimal("0.60")


def test_who_has_no_points_loses_none() -> None:
    found = services_loss(book("100"), book("100"), "Nobody", DAY)
    assert (str(found.before), str(found.after), found.sold) == ("1.33", "1.33", 0)
