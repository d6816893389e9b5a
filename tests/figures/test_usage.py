"""Usage: the last month that has begun, the score and which way it goes, and what is not known."""

from datetime import date
from decimal import Decimal

from partnerbook.figures.usage import Trend, client_usage, clients_usage, usage_months
from partnerbook.records import Client, Usage

AS_OF = date(2026, 10, 31)
ACME = Client("Acme", "BR", usage_score=Decimal(70), apps_used=4)


def month(number: int, score: str | None, products: str = "", client: str = "Acme") -> Usage:
    return Usage(client, date(2026, number, 1), None if score is None else Decimal(score), products)


def test_the_trend_is_from_the_month_before_that_has_a_score() -> None:
    rows = [month(10, None, "Data Hub; Sales Hub"), month(9, "61.5"), month(7, "60"), month(11, "1"), month(8, None)]
    found = client_usage(ACME, rows, AS_OF)
    assert (found.month, found.score, found.change, found.trend) == (
        date(2026, 10, 1), Decimal("61.5"), Decimal("1.5"), Trend.UP,
    )  # fmt: skip
    assert found.products == ("Data Hub", "Sales Hub")
    assert [row.month.month for row in usage_months(rows, "Acme", AS_OF)] == [7, 8, 9, 10]
    assert client_usage(ACME, [month(1, "5"), month(2, "5")], AS_OF).trend == Trend.SAME
    assert client_usage(ACME, [month(1, "3"), month(2, "5"), month(3, "4")], AS_OF).trend == Trend.DOWN


def test_what_is_not_known_is_none() -> None:
    assert client_usage(ACME, [month(1, "5")], AS_OF)[1:5] == (date(2026, 1, 1), 5, None, None)
    found = client_usage(ACME, [], AS_OF)
    assert found[1:7] == (None, None, None, None, (), ())
    assert (found.usage_score, found.apps_used) == (70, 4)


def test_clients_that_are_served_no_longer_are_left_out() -> None:
    clients = [ACME._replace(client=name, services_ended=end) for name, end in (
        ("b", None), ("A", AS_OF), ("C", date(2026, 11, 1)))]  # fmt: skip
    rows = [month(9, "5", client="C")]
    found = clients_usage(clients, rows, AS_OF)
    assert [(each.client, each.score) for each in found] == [("b", None), ("C", 5)]
