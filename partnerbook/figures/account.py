"""Account performance: the median tool usage, and the certification."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from partnerbook.exact import above_zero, exactly
from partnerbook.points.ledger import Standing
from partnerbook.records import Client, Settings


class AccountPerformance(NamedTuple):
    """Median of the tools in use over the clients that count, how many those are, and the certification.

    `certified` is None where the book does not say until when the certification is valid.
    """

    median_tools: Decimal | None
    clients_counted: int
    certified: bool | None
    certification_until: date | None


@exactly
def account_performance(
    clients: Iterable[Client], points: Mapping[str, Standing], settings: Settings, day: date
) -> AccountPerformance:
    """The account performance on a day; the clients that count are those that give points that day.

    >>> rows = [Client("A", "US", apps_used=3), Client("B", "US", apps_used=6), Client("C", "US", apps_used=9)]
    >>> points = {"A": Standing(Decimal(1)), "B": Standing(Decimal(2))}
    >>> account_performance(rows, points, Settings(), date(2026, 1, 1)).median_tools
    Decimal('4.5')
    """
    none = Standing()
    tools = [
        Decimal(client.apps_used)
        for client in clients
        if client.apps_used is not None and above_zero(points.get(client.client, none).total)
    ]
    until = settings.certification_until
    return AccountPerformance(
        median(tools) if tools else None, len(tools), None if until is None else day <= until, until
    )
