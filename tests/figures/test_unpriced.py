"""MRR without a rate: which records are named for it, why, and what it leaves of what decides."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.overview import overview
from partnerbook.figures.retention import Movement, yearly_averages
from partnerbook.figures.tiers import elite_conditions
from partnerbook.figures.unpriced import unpriced
from partnerbook.program.edition import edition_on
from partnerbook.records import Book, Client, OwnRate, Place, Renewal, Settings, Subscription

DAY = date(2026, 6, 30)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def book(start: str, end: str = "", currency: str = "PEN", **more: object) -> Book:
    """A client that pays 100 dollars all along, and one that pays in a currency for some time."""
    begins = date.fromisoformat(start)
    rows = (
        Subscription("Acme", "Sales", Decimal(100), "USD", date(2024, 1, 10), origin=Place("Subscriptions", 2)),
        Subscription("Birk", "Sales", Decimal(375), currency, begins, day(end), origin=Place("Subscriptions", 3)),
    )
    clients = (Client("Acme", "US"), Client("Birk", "PE"))
    return Book(clients=clients, subscriptions=rows)._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [
        ("2024-01-10", "", "2025-07-01"),
        ("2024-01-10", "2026-03-10", "2025-07-01"),  # it is the loss that is not in C$R
        ("2024-01-10", "2025-07-02", "2025-07-01"),  # the first of the 12 months still began with it
        ("2024-01-10", "2025-07-01", None),
        ("2026-06-20", "", "2026-06-01"),
        ("2026-07-01", "", None),
    ],
)
def test_a_subscription_is_named_while_the_twelve_months_have_it(start: str, end: str, named: str | None) -> None:
    found = unpriced(book(start, end), DAY)
    assert [str(each.origin) for each in found] == (["Subscriptions row 3"] if named else [])
    for each in found:
        assert each.reason.startswith(f"Its MRR is not in retention. There is no rate for PEN on {named}")
        assert 'Add a "program" row for PEN to the Rates table' in each.reason


@pytest.mark.parametrize(
    ("rate", "named"), [("2025-07-01", []), ("2025-07-02", ["2025-07-01"]), ("2026-06-02", ["2025-07-01"])]
)
def test_it_is_not_where_each_month_has_a_rate(rate: str, named: list[str]) -> None:
    rates = (OwnRate("PEN", date.fromisoformat(rate), Decimal(375)),)
    found = unpriced(book("2024-01-10", rates=rates), DAY)
    assert [day_named in each.reason for each, day_named in zip(found, named, strict=True)] == [True] * len(named)


def test_a_client_whose_services_ended_is_not_named() -> None:
    clients = (Client("Acme", "US"), Client("Birk", "PE", services_ended=date(2025, 6, 30)))
    assert unpriced(book("2024-01-10", clients=clients), DAY) == ()


@pytest.mark.parametrize(
    ("currency", "status", "named"),
    [("PEN", "pending", True), ("PEN", "renewed", False), ("EUR", "pending", False), ("HRK", "pending", False)],
)
def test_a_renewal_in_a_currency_without_a_rate_is_named(currency: str, status: str, named: bool) -> None:
    renewal = Renewal(
        "Birk", "Sales", date(2026, 9, 1), Decimal(375), None, currency, status, origin=Place("Renewals", 2)
    )
    found = unpriced(Book(clients=(Client("Birk", "PE"),), renewals=(renewal,)), DAY)
    assert [str(each.origin) for each in found] == (["Renewals row 2"] if named else [])
    assert all(each.reason.startswith("Its MRR is in no US dollars. There is no rate for PEN") for each in found)


@pytest.mark.parametrize(("left_out", "months_without", "met"), [(0, 0, False), (3, 2, None)])
def test_retention_from_which_mrr_is_left_out_rules_nothing_out(
    left_out: int, months_without: int, met: bool | None
) -> None:
    ends = (date(2024, 4, 30), date(2024, 5, 31))
    months = [Movement(end, Decimal(100), Decimal(10), left_out=left_out) for end in ends]
    averages = yearly_averages(months, date(2024, 6, 15))
    row = elite_conditions(edition_on(date(2024, 6, 15)), Settings(elite_invitation=True), averages)[1]
    assert averages.left_out == months_without
    assert (row.met, row.decides) == (met, met is False)
    assert row.have == Decimal("0.9") ** 12


def test_an_overview_names_them_and_counts_the_months() -> None:
    known = overview(book("2024-01-10", "2026-03-10"), DAY)
    assert [str(each.origin) for each in known.unpriced] == ["Subscriptions row 3"]
    assert known.averages.left_out == 9  # July 2025 to March 2026
    assert known.averages.dollar == 1
