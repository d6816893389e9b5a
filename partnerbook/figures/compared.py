"""Our points beside HubSpot's: those of one day, the day that HubSpot's are of, and how old HubSpot's are."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT, exactly
from partnerbook.figures.shown import ShownPoints, shown_points
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import standing
from partnerbook.points.moves import entries_of_clients
from partnerbook.records import Client

STALE_DAYS = 60  # after so many days HubSpot's points say little of the day


class Compared(NamedTuple):
    """The points that HubSpot reports of a client, and ours of that day as they are shown.

    `day` is None where nobody entered what day HubSpot's are of: ours are then those of the day of the figures, and
    nobody knows the `age` of HubSpot's, in days.
    """

    client: Client
    theirs: Decimal
    ours: ShownPoints
    day: date | None
    age: int | None

    @property
    def difference(self) -> Decimal:
        """Ours minus HubSpot's."""
        return EXACT.subtract(self.ours.total, self.theirs)

    @property
    def stale(self) -> bool:
        """Whether HubSpot's are too old to say much of the day."""
        return self.age is not None and self.age > STALE_DAYS


@exactly
def compared(clients: Iterable[Client], entries: Iterable[Entry], day: date) -> tuple[Compared, ...]:
    """Each client of which HubSpot's points are entered, both sold and managed, seen from a day.

    >>> acme = Client("Acme", "BR", hubspot_sold_points=Decimal(5), hubspot_managed_points=Decimal(2),
    ...               hubspot_points_on=date(2026, 8, 1))
    >>> [found] = compared([acme], (), date(2026, 10, 1))
    >>> found.difference, found.age, found.stale
    (Decimal('-7.00'), 61, True)
    """
    mine = entries_of_clients(entries)
    found = []
    for client in clients:
        sold, managed, read_on = client.hubspot_sold_points, client.hubspot_managed_points, client.hubspot_points_on
        if sold is not None and managed is not None:
            ours = shown_points(standing(mine.get(client.client, ()), read_on or day))
            age = None if read_on is None else (day - read_on).days
            found.append(Compared(client, EXACT.add(sold, managed), ours, read_on, age))
    return tuple(found)
