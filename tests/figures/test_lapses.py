"""Who lapses when, by HubSpot's day or the last activity, and what is at stake."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from partnerbook.figures.lapses import at_stake, lapse_day, lapses
from partnerbook.figures.overview import overview
from partnerbook.points.ledger import Standing
from partnerbook.records import Book, Client, Managing, Settings, Subscription

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("stated", "active", "expected"),
    [
        ("2026-12-01", "2026-10-01", "2026-12-01"),
        ("2026-12-01", None, "2026-12-01"),
        (None, "2026-10-01", "2026-11-30"),
        (None, None, None),
        ("2026-10-15", "2026-11-01", "2026-12-31"),  # an estimate of before somebody worked there again
    ],
)
def test_the_day_is_hubspots_else_follows_from_the_last_activity(
    stated: str | None, active: str | None, expected: str | None
) -> None:
    client = Client(
        "Acme",
        "US",
        managed_until=date.fromisoformat(stated) if stated else None,
        last_active_on=date.fromisoformat(active) if active else None,
    )
    assert lapse_day(client, 60) == (date.fromisoformat(expected) if expected else None)


def book(**days: int) -> Book:
    """A client of each name, with so many days since anybody worked in its account; each gives 10 managed points."""
    start = date(2026, 2, 1)
    return Book(
        Settings(lapse_days=60),
        clients=tuple(Client(name, "US", last_active_on=DAY - timedelta(days=idle)) for name, idle in days.items()),
        subscriptions=tuple(Subscription(name, "CRM", Decimal(1000), "USD", start) for name in days),
        managing=tuple(Managing(name, start) for name in days),
    )


def test_points_at_stake_by_day() -> None:
    known = overview(book(late=70, today=60, soon=55, fresh=0), DAY)
    assert [(each.client, each.days) for each in known.lapses] == [
        ("late", -10), ("today", 0), ("soon", 5), ("fresh", 60)
    ]  # fmt: skip
    assert at_stake(known.lapses, 60) == (4, Decimal(40))
    assert at_stake(known.lapses, 59) == (3, Decimal(30))
    assert at_stake(known.lapses, -11) == (0, Decimal(0))
    assert [each.days for each in known.on(date(2026, 11, 22)).lapses] == [-11, -1, 4, 59]


def test_who_gives_no_managed_points_or_shares_nothing_is_not_among_them() -> None:
    plain = book(acme=70)
    ended = plain._replace(managing=(plain.managing[0]._replace(end=DAY),))
    unknown = plain._replace(clients=(Client("acme", "US"),))
    assert overview(ended, DAY).lapses == overview(unknown, DAY).lapses == ()


def test_the_setting_moves_the_day() -> None:
    longer = book(acme=70)._replace(settings=Settings(lapse_days=90))
    assert [each.days for each in overview(longer, DAY).lapses] == [20]


def test_a_part_of_a_point_lapses_too() -> None:
    client = Client("Acme", "US", managed_until=date(2026, 3, 1))
    [found] = lapses([client], {"Acme": Standing(managed=Decimal("0.5"))}, date(2026, 2, 1), 60)
    assert (found.points, found.days) == (Decimal("0.5"), 28)
    assert not lapses([client], {"Acme": Standing(managed=Decimal("0.0000004"))}, date(2026, 2, 1), 60)
