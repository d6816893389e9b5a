"""When a product line starts anew: only when nothing of it is paid any more, whether or not it still gives points."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.points.ledger import Standing, ledger, standing
from partnerbook.records import Book, Client, Deal, OwnRate

UPSELL = "2025-09-01 upsell 100 USD"
OLD = "2023-05-01 new 100 USD", "2023-06-01 upsell 100 USD"  # 3 points a hundred; expired when they are cancelled
KEPT, ANEW = 3, 5


def deal(text: str) -> Deal:
    closed, kind, mrr, currency = text.split()
    return Deal("", "Acme", "Sales", kind, "sourced", date.fromisoformat(closed), Decimal(mrr), currency)


def points_of_the_upsell(*deals: str, rates: tuple[OwnRate, ...] = ()) -> Decimal:
    book = Book(clients=(Client("Acme", "US"),), deals=tuple(map(deal, (*deals, UPSELL))), rates=rates)
    return next(entry.points for entry in ledger(book).entries if entry.start == date(2025, 9, 1))


@pytest.mark.parametrize(
    ("lost", "points"),
    [
        ((), KEPT),
        (("2025-01-10 cancellation 200 USD",), ANEW),
        (("2025-01-10 cancellation 500 USD",), ANEW),
        (("2025-01-10 cancellation 150 USD",), KEPT),
        (("2025-01-10 cancellation 199.99 USD",), KEPT),
        (("2025-01-10 cancellation 199.50 USD", "2025-01-11 cancellation 0.50 USD"), ANEW),
        (("2025-01-10 cancellation 199 USD", "2025-01-11 cancellation 1 USD"), ANEW),
        (("2025-01-10 cancellation 120 USD", "2025-01-11 cancellation 79.99 USD"), KEPT),
        (("2025-01-10 cancellation 120 USD", "2025-01-11 cancellation 80 USD"), ANEW),
        # A downgrade ends nothing; what it leaves of a line can be cancelled.
        (("2025-01-10 downgrade 200 USD",), KEPT),
        (("2025-01-10 downgrade 150 USD", "2025-01-11 cancellation 50 USD"), ANEW),
        (("2025-01-10 downgrade 150 USD", "2025-01-11 cancellation 49 USD"), KEPT),
        # 75 euros counted as US$100 then: what is left of the loss goes on to the older sale.
        (("2025-01-10 cancellation 150 EUR",), ANEW),
        (("2025-01-10 cancellation 149.99 EUR",), KEPT),
        (("2025-01-10 cancellation 112.50 EUR", "2025-01-11 cancellation 37.50 EUR"), ANEW),
        (("2025-01-10 cancellation 112.50 EUR", "2025-01-11 cancellation 37.49 EUR"), KEPT),
        # What was sold after the line had ended began it, on that day.
        (("2025-01-10 cancellation 200 USD", "2025-02-01 new 10 USD"), ANEW),
        (("2025-01-10 cancellation 150 USD", "2025-02-01 new 10 USD"), KEPT),
    ],
)
def test_an_upsell_keeps_the_rate_of_a_line_of_which_something_is_left(lost: tuple[str, ...], points: int) -> None:
    assert points_of_the_upsell(*OLD, *lost) == points


def test_a_loss_of_more_than_two_sales_goes_on_to_the_third() -> None:
    three = (*OLD, "2023-07-01 upsell 75 EUR")
    assert points_of_the_upsell(*three, "2025-01-10 cancellation 225 EUR") == ANEW
    assert points_of_the_upsell(*three, "2025-01-10 cancellation 224 EUR") == KEPT
    assert points_of_the_upsell(*three, "2025-01-10 cancellation 300 USD") == ANEW
    assert points_of_the_upsell(*three, "2025-01-10 cancellation 299 USD") == KEPT


def test_what_has_no_rate_on_the_day_of_a_loss_counts_as_paid_and_the_loss_goes_on_to_the_others() -> None:
    rates = (OwnRate("PEN", date(2024, 1, 1), Decimal(375), "market"),)
    sold = ("2023-05-01 new 100 USD", "2024-01-10 upsell 375 PEN")
    dollars = "2025-03-01 cancellation 100 USD"
    assert points_of_the_upsell(*sold, dollars, rates=rates) == KEPT
    assert points_of_the_upsell(*sold, dollars, "2025-03-02 cancellation 375 PEN", rates=rates) == ANEW
    assert points_of_the_upsell(*sold, "2025-03-02 cancellation 375 PEN", rates=rates) == KEPT


def test_a_sale_without_a_rate_is_paid_though_it_gives_no_points() -> None:
    sold = ("2023-05-01 new 100 USD", "2024-01-10 upsell 375 PEN")
    dollars, soles = "2025-01-10 cancellation 100 USD", "2025-01-11 cancellation 375 PEN"
    assert points_of_the_upsell(*sold, dollars) == KEPT
    assert points_of_the_upsell(*sold, dollars, soles) == ANEW
    assert points_of_the_upsell(*sold, soles, dollars) == ANEW
    assert points_of_the_upsell(*sold, dollars, "2025-01-11 cancellation 374.99 PEN") == KEPT
    assert points_of_the_upsell(*sold, dollars, "2025-01-11 downgrade 375 PEN") == KEPT
    later = (OwnRate("PEN", date(2025, 1, 1), Decimal(375)),)
    assert points_of_the_upsell(*sold, "2025-01-10 cancellation 200 USD", rates=later) == ANEW
    assert points_of_the_upsell(*sold, "2025-01-10 cancellation 199 USD", rates=later) == KEPT


@pytest.mark.parametrize(
    ("losses", "amounts"),
    [
        (("199 USD", "1 USD", "50 USD"), (-100, -99, -1)),
        (("188 USD", "5 USD", "7 USD", "1 USD"), (-100, -88, -5, -7)),
        (("127.5 EUR", "22.5 EUR", "1 EUR"), (-100, -70, -30)),
        (("0.5 USD", "199.25 USD", "0.25 USD", "1 USD"), (-0.5, -99.5, -99.75, -0.25)),
    ],
)
def test_a_loss_takes_its_very_amount_and_after_all_is_lost_there_is_nothing_to_take(
    losses: tuple[str, ...], amounts: tuple[float, ...]
) -> None:
    """199 of which 100 are taken are 99, though 100 of 199 has no decimal form."""
    sold = ("2025-01-10 new 100 USD", "2025-01-11 upsell 100 USD")
    lost = (f"2025-02-{day} downgrade {loss}" for day, loss in enumerate(losses, start=10))
    entries = ledger(Book(clients=(Client("Acme", "US"),), deals=tuple(map(deal, (*sold, *lost))))).entries
    assert sorted(entry.amount for entry in entries if entry.amount < 0) == sorted(amounts)
    assert standing(entries, date(2025, 3, 1)) == Standing()
