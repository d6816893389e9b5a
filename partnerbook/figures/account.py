"""Account performance: the median tool usage, the certification, and what Elite asks for beyond points."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from partnerbook.codes import Measure
from partnerbook.exact import exactly, figure
from partnerbook.figures.retention import YearlyAverages
from partnerbook.figures.tiers import Condition
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition
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
    tools = [
        Decimal(client.apps_used)
        for client in clients
        if client.apps_used is not None and figure(points.get(client.client, Standing()).total) > 0
    ]
    until = settings.certification_until
    return AccountPerformance(
        median(tools) if tools else None, len(tools), None if until is None else day <= until, until
    )


def elite_conditions(edition: Edition, settings: Settings, averages: YearlyAverages) -> tuple[Condition, ...]:
    """What Elite asks for beyond points, each met, not met or unknown; only the invitation decides.

    In this order: invitation, retention, customer retention, certifications. A figure that the edition does not
    publish, or that only HubSpot sees, is unknown. Source: HubSpot's tier page of 2022.

    >>> from partnerbook.program.edition import editions
    >>> rows = elite_conditions(editions()[0], Settings(certified_people=99), YearlyAverages(None, None, None))
    >>> [(row.measure.value, row.met) for row in rows]
    [('invitation', False), ('C$R', None), ('customer retention', None), ('certifications', False)]
    """
    elite, people = edition.elite, settings.certified_people
    kept, asked = averages.of(elite.retention_measure), elite.retention_above
    needed = elite.certifications
    return (
        Condition(Measure.INVITATION, elite.invitation, settings.elite_invitation, settings.elite_invitation),
        Condition(
            Measure(elite.retention_measure),
            asked,
            kept,
            None if asked is None or kept is None else kept > asked,
            False,
        ),
        Condition(Measure.CUSTOMER_RETENTION, elite.customer_retention, None, None, False),
        Condition(
            Measure.CERTIFICATIONS,
            None if needed is None else Decimal(needed),
            None if people is None else Decimal(people),
            None if needed is None or people is None else people >= needed,
            False,
        ),
    )
