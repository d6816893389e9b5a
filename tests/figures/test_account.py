"""Account performance: whose tools count for the median, and the certification's last day."""

from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from partnerbook.figures.account import account_performance
from partnerbook.points.ledger import Standing
from partnerbook.records import Client, Settings

DAY = date(2026, 2, 1)
SOLD, MANAGED = Standing(sourced=Decimal(1)), Standing(managed=Decimal("0.01"))


def clients(*tools: int | None) -> tuple[Client, ...]:
    """Clients named 0, 1, 2 ... with so many tools in use; None is one that does not share it."""
    return tuple(Client(str(number), "US", apps_used=count) for number, count in enumerate(tools))


@pytest.mark.parametrize(
    ("tools", "median", "counted"),
    [
        ((3,), "3", 1),
        ((9, 1, 4), "4", 3),
        ((9, 1, 4, 5), "4.5", 4),
        ((1, 2, 2, 100), "2", 4),
        ((0, 0, 5), "0", 3),
        ((7, None, 3), "5", 2),
        ((None, None), None, 0),
        ((), None, 0),
    ],
)
def test_the_median_of_the_tools_in_use(tools: tuple[int | None, ...], median: str | None, counted: int) -> None:
    points = {str(number): SOLD for number in range(len(tools))}
    found = account_performance(clients(*tools), points, Settings(), DAY)
    assert found.median_tools == (None if median is None else Decimal(median))
    assert found.clients_counted == counted


def test_only_clients_that_give_points_count() -> None:
    nothing_left = Standing(sourced=Decimal("1e-24"))  # what a third leaves when all of it is lost
    points = {"0": SOLD, "1": MANAGED, "2": Standing(), "3": nothing_left, "9": SOLD}
    found = account_performance(clients(2, 4, 100, 100, 100), points, Settings(), DAY)
    assert (found.median_tools, found.clients_counted) == (3, 2)


@pytest.mark.parametrize(
    ("until", "certified"),
    [(None, None), (date(2026, 1, 31), False), (date(2026, 2, 1), True), (date(2027, 1, 1), True)],
)
def test_the_certification_is_valid_on_its_last_day(until: date | None, certified: bool | None) -> None:
    found = account_performance((), {}, Settings(certification_until=until), DAY)
    assert (found.certified, found.certification_until) == (certified, until)


def test_the_callers_decimal_context_does_not_matter() -> None:
    with localcontext(prec=2, rounding=ROUND_DOWN):
        found = account_performance(clients(101, 102), {"0": SOLD, "1": SOLD}, Settings(), DAY)
    assert found.median_tools == Decimal("101.5")
