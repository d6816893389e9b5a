"""Managed relations that lapse: when, since when nobody has worked in the client's account, and the points at stake."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import ZERO, exactly, figure, total
from partnerbook.points.ledger import Standing
from partnerbook.records import Client

LAPSE_WINDOW = 15  # days ahead in which managing that lapses is told: whoever worked there today has 60


class Lapse(NamedTuple):
    """A managed relation that lapses on a day, so many days ahead (below 0: it has), with the managed points it gives.

    `stated` is whether the day is HubSpot's own estimate; else it is worked out from the last activity.
    """

    client: str
    day: date
    days: int
    points: Decimal
    last_active_on: date | None
    last_active_employee: str
    stated: bool


def lapse_day(client: Client, idle_days: int) -> date | None:
    """The day on which a managed relation lapses; None where neither HubSpot's estimate nor an activity is known.

    It is HubSpot's estimate where that is not older than the last activity, which moves it: so many days after that.

    >>> acme = Client("Acme", "BR", last_active_on=date(2026, 10, 1), managed_until=date(2026, 11, 15))
    >>> lapse_day(acme, 60), lapse_day(acme._replace(managed_until=None), 60)
    (datetime.date(2026, 11, 15), datetime.date(2026, 11, 30))
    """
    stated, active = client.managed_until, client.last_active_on
    if stated is not None and (active is None or active < stated):
        return stated
    return None if active is None else active + timedelta(days=idle_days)


@exactly
def lapses(clients: Iterable[Client], points: Mapping[str, Standing], day: date, idle_days: int) -> tuple[Lapse, ...]:
    """Every managed relation that lapses, of the clients that give managed points on a day, the soonest first.

    A client whose day is not known is not among them: what is not shared is not safe, and not lost.

    >>> acme = Client("Acme", "BR", last_active_on=date(2026, 10, 1))
    >>> [found] = lapses([acme], {"Acme": Standing(managed=Decimal(12))}, date(2026, 11, 21), 60)
    >>> found.day, found.days, found.points
    (datetime.date(2026, 11, 30), 9, Decimal('12'))
    """
    found, none = [], Standing()
    for client in clients:
        managed = figure(points.get(client.client, none).managed)
        until = lapse_day(client, idle_days)
        if managed > 0 and until is not None:
            stated = until == client.managed_until
            found.append(
                Lapse(client.client, until, (until - day).days, managed, client.last_active_on,
                      client.last_active_employee, stated)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.day, each.client)))


def at_stake(found: Iterable[Lapse], within: int) -> tuple[int, Decimal]:
    """How many of the relations lapse within so many days, or have, and the managed points that go with them."""
    near = [each for each in found if each.days <= within]
    return len(near), total(each.points for each in near) if near else ZERO
