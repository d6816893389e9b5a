"""`partnerbook points` for programs: of a book's clients, of an amount, and of points the other way round."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.command.answers.tier import PointsAnswer, points_answer
from partnerbook.figures.overview import Overview
from partnerbook.points.terms import Terms


class ClientPoints(NamedTuple):
    """The points of one client on the day; its market is a country's ISO code."""

    client: str
    market: str
    sourced: Decimal
    assisted: Decimal
    sold: Decimal
    managed: Decimal
    total: Decimal


class ClientsPointsAnswer(NamedTuple):
    """The points of each client that gives any, in order of names; all of them add up to `points`."""

    points: PointsAnswer
    clients: tuple[ClientPoints, ...]

    @property
    def rows(self) -> tuple[ClientPoints, ...]:
        """Client by client."""
        return self.clients


class TrackAmount(NamedTuple):
    """On one track ("sold" or "managed"): the monthly revenue, its points, and what leads from one to the other.

    The points are amount / unit * rate * growth / partners. `unit` of the currency counts as US$100; `estimated` is
    whether it comes from a market's rate, of the day `rate_of`, because HubSpot publishes none.
    """

    track: str
    amount: Decimal
    points: Decimal
    unit: Decimal
    estimated: bool
    rate_of: date | None
    rate: Decimal
    growth: Decimal
    partners: int
    edition: date


class AmountPointsAnswer(NamedTuple):
    """The points of an amount of monthly recurring revenue; `tracks` has managed only where it was asked for."""

    amount: Decimal
    currency: str
    market: str
    source: str
    total: Decimal
    tracks: tuple[TrackAmount, ...]

    @property
    def rows(self) -> tuple[TrackAmount, ...]:
        """Track by track."""
        return self.tracks


class PointsMoneyAnswer(NamedTuple):
    """The monthly recurring revenue that gives so many points, if all of them are of one track; one row a track."""

    points: Decimal
    currency: str
    market: str
    source: str
    tracks: tuple[TrackAmount, ...]

    @property
    def rows(self) -> tuple[TrackAmount, ...]:
        """Track by track."""
        return self.tracks


def clients_points_answer(known: Overview) -> ClientsPointsAnswer:
    """The points of a book's clients."""
    rows = [
        ClientPoints(line.client.client, line.client.market, *points_answer(line.points))
        for line in known.clients
        if line.points.total
    ]
    return ClientsPointsAnswer(points_answer(known.standing), tuple(rows))


def track_amount(track: str, amount: Decimal, points: Decimal, terms: Terms) -> TrackAmount:
    """An amount and its points, with the terms that lead from one to the other."""
    unit = terms.unit
    rate_of = unit.start if unit.estimated else None
    return TrackAmount(
        track, amount, points, unit.amount, unit.estimated, rate_of, terms.rate, terms.growth, terms.partners,
        terms.edition,
    )  # fmt: skip
