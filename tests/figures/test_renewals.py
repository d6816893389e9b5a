"""Renewals: the edges of the alert windows, and what each renewal would change."""

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from partnerbook.book.tables.choices import RENEWAL_STATUSES
from partnerbook.codes import DONE, LATER, OVERDUE, Alert, AlertKind
from partnerbook.figures.client_list import listed_clients
from partnerbook.figures.overview import overview
from partnerbook.figures.renewals import renewal_alert, renewal_outlook, renewal_totals
from partnerbook.records import Book, Client, Renewal

OPEN = [choice.code for choice in RENEWAL_STATUSES if choice.code != "renewed"]
AS_OF = date(2026, 1, 15)
WINDOWS = (30, 60, 90, 120)


def within(days: int) -> Alert:
    return Alert(AlertKind.WITHIN, days)


def renewal(client: str, days: int, current: str = "100", new: str | None = "120", status: str = "pending") -> Renewal:
    """A renewal so many days from the as-of day."""
    after = None if new is None else Decimal(new)
    return Renewal(client, "Sales Hub", AS_OF + timedelta(days=days), Decimal(current), after, "USD", status)


@pytest.mark.parametrize(
    ("days", "alert"),
    [
        (-400, OVERDUE),
        (-1, OVERDUE),
        (0, within(30)),
        (30, within(30)),
        (31, within(60)),
        (60, within(60)),
        (61, within(90)),
        (90, within(90)),
        (91, within(120)),
        (120, within(120)),
        (121, LATER),
    ],
)
@pytest.mark.parametrize("status", OPEN)
def test_both_sides_of_each_window(days: int, alert: Alert, status: str) -> None:
    renews_on = AS_OF + timedelta(days=days)
    assert renewal_alert(renews_on, AS_OF, status, WINDOWS) == alert
    assert renewal_alert(renews_on, AS_OF, status, reversed(WINDOWS)) == alert


@pytest.mark.parametrize("days", [-1, 0, 30, 500])
def test_what_is_renewed_is_done_whenever_it_was_due(days: int) -> None:
    assert renewal_alert(AS_OF + timedelta(days=days), AS_OF, "renewed", WINDOWS) == DONE


@pytest.mark.parametrize(
    ("days", "windows", "alert"),
    [(-1, (), OVERDUE), (0, (), LATER), (0, (0,), within(0)), (7, (7, 7), within(7))],
)
def test_windows_of_ones_own(days: int, windows: tuple[int, ...], alert: Alert) -> None:
    assert renewal_alert(AS_OF + timedelta(days=days), AS_OF, "pending", windows) == alert


def test_renewals_seen_from_a_day() -> None:
    rows = [
        renewal("Cora", 61, "100", "80"),
        renewal("Acme", -3, "100", None),
        renewal("Birk", 61, "0.10", "0.30", "renewed"),
        renewal("Dora", 0, "50", "0"),
    ]
    found = renewal_outlook(rows, AS_OF, iter(WINDOWS), deadline_days=45)
    assert [(each.renewal.client, each.days, each.alert, each.mrr_change) for each in found] == [
        ("Acme", -3, OVERDUE, None),
        ("Dora", 0, within(30), -50),
        ("Birk", 61, DONE, Decimal("0.20")),
        ("Cora", 61, within(90), -20),
    ]
    assert [each.due for each in found] == [True, True, False, True]
    assert [each.deadline for each in found] == [
        date(2025, 11, 28),  # 45 days before 12 January
        date(2025, 12, 1),
        date(2026, 1, 31),
        date(2026, 1, 31),
    ]


def test_the_order_of_renewals_does_not_matter() -> None:
    rows = [renewal(name, days) for days in (5, 1) for name in ("Birk", "Acme")]
    assert renewal_outlook(rows, AS_OF, WINDOWS, 45) == renewal_outlook(rows[::-1], AS_OF, WINDOWS, 45)


def test_no_renewals() -> None:
    assert renewal_outlook((), AS_OF, WINDOWS, 45) == []


def test_the_callers_decimal_context_does_not_matter() -> None:
    with localcontext(prec=5, rounding=ROUND_DOWN):
        [found] = renewal_outlook([renewal("Acme", 1, "100000.01", "300000.05")], AS_OF, WINDOWS, 45)
    assert found.mrr_change == Decimal("200000.04")


def test_renewals_add_up_in_each_currency_by_itself() -> None:
    rows = [
        renewal("Acme", 5, "100", "80"),
        renewal("Birk", -3, "50", None),
        renewal("Cora", 9, "70", "90", "renewed"),
        renewal("Dora", 9, "7", "9.5")._replace(currency="EUR"),
    ]
    found = renewal_totals(renewal_outlook(rows, AS_OF, WINDOWS, 45))
    assert found == (("EUR", 1, 1, 7, Decimal("2.5")), ("USD", 3, 2, 150, -20))


def test_a_client_is_listed_with_its_first_renewal_that_is_not_done() -> None:
    rows = [renewal("Acme", 3, status="renewed"), renewal("Acme", 40), renewal("Acme", 20), renewal("Birk", 3)]
    book = Book(clients=tuple(Client(name, "US") for name in ("Acme", "Birk", "Cora")), renewals=tuple(rows))
    found = {
        each.line.client.client: each.renewal and each.renewal.days for each in listed_clients(overview(book, AS_OF))
    }
    assert found == {"Acme": 20, "Birk": 3, "Cora": None}
