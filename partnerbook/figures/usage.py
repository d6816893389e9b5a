"""How much clients use their accounts: the last month on a day, and which way the engagement goes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from partnerbook.exact import exactly
from partnerbook.records import Client, Usage


class Trend(StrEnum):
    """Which way an engagement score goes, from the month before that has one."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class ClientUsage(NamedTuple):
    """What is known of a client's usage on a day.

    `month` is the first day of the last month that the Usage sheet has, None where it has none; `score` is the last
    engagement score and `change` how it differs from the one before, with the trend. `products` and `apps` are those in
    use in that month; `usage_score` and `apps_used` stand on the Clients sheet.
    """

    client: str
    month: date | None
    score: Decimal | None
    change: Decimal | None
    trend: Trend | None
    products: tuple[str, ...]
    apps: tuple[str, ...]
    usage_score: Decimal | None
    apps_used: int | None
    last_active_on: date | None


def listed(text: str) -> tuple[str, ...]:
    """What a cell lists, separated by semicolons.

    >>> listed("Sales Hub; ;Data Hub ")
    ('Sales Hub', 'Data Hub')
    """
    return tuple(filter(None, (part.strip() for part in text.split(";"))))


def usage_months(rows: Iterable[Usage], client: str, day: date) -> tuple[Usage, ...]:
    """The months of a client that have begun on a day, the oldest first."""
    mine = (row for row in rows if row.client == client and row.month <= day)
    return tuple(sorted(mine, key=lambda row: row.month))


@exactly
def client_usage(client: Client, rows: Iterable[Usage], day: date) -> ClientUsage:
    """The usage of a client on a day.

    >>> rows = [Usage("Acme", date(2026, month, 1), Decimal(score)) for month, score in ((7, 60), (9, 55))]
    >>> found = client_usage(Client("Acme", "BR"), rows, date(2026, 10, 31))
    >>> found.month, found.score, found.change, found.trend
    (datetime.date(2026, 9, 1), Decimal('55'), Decimal('-5'), <Trend.DOWN: 'down'>)
    """
    months = usage_months(rows, client.client, day)
    scores = [row.engagement_score for row in months if row.engagement_score is not None]
    change = scores[-1] - scores[-2] if len(scores) > 1 else None
    trend = None if change is None else Trend.UP if change > 0 else Trend.DOWN if change < 0 else Trend.SAME
    last = months[-1] if months else Usage(client.client, day)
    return ClientUsage(
        client.client,
        last.month if months else None,
        scores[-1] if scores else None,
        change,
        trend,
        listed(last.products),
        listed(last.apps),
        client.usage_score,
        client.apps_used,
        client.last_active_on,
    )


def clients_usage(clients: Iterable[Client], rows: Iterable[Usage], day: date) -> tuple[ClientUsage, ...]:
    """The usage of every client that is still served on a day, in order of names."""
    mine: dict[str, list[Usage]] = {}
    for row in rows:
        mine.setdefault(row.client, []).append(row)
    served = (each for each in clients if each.services_ended is None or day < each.services_ended)
    found = (client_usage(each, mine.get(each.client, ()), day) for each in served)
    return tuple(sorted(found, key=lambda each: (each.client.casefold(), each.client)))
