"""Shared selling: the deals that HubSpot created and closed in some days, those that are open, and 12 months."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from partnerbook.days import month_end
from partnerbook.records import SharedDeal

HUBSPOT = "hubspot"
MONTHS = 12
OPEN, WON, LOST = "open", "won", "lost"
CREATED, CLOSED = "created", "closed"


class SellingMonth(NamedTuple):
    """A month of shared selling: what HubSpot created, won and lost in it, and how many deals were open at its end.

    `day` is the month's last day, for the running month the day itself.
    """

    day: date
    created: int
    won: int
    lost: int
    open: int


class Selling(NamedTuple):
    """Shared selling in the days from first to last, both included: the deals behind each number, in order of days.

    `created` and `closed` (won or lost) are those by HubSpot; `open` are all that are open when the last day ends.
    `undated` are closed deals of which the book does not say when, and which are so in no number.
    """

    first: date
    last: date
    created: tuple[SharedDeal, ...]
    open: tuple[SharedDeal, ...]
    closed: tuple[SharedDeal, ...]
    undated: tuple[SharedDeal, ...]
    months: tuple[SellingMonth, ...]

    @property
    def won(self) -> int:
        """How many of the closed ones were won."""
        return sum(deal.stage == WON for deal in self.closed)

    @property
    def lost(self) -> int:
        """How many of the closed ones were lost."""
        return sum(deal.stage == LOST for deal in self.closed)


def is_open(deal: SharedDeal, day: date) -> bool:
    """Whether a deal is open when a day ends; the close date of one that is open still is only expected.

    >>> deal = SharedDeal("D", "hubspot", date(2026, 1, 5), stage="won", closed=date(2026, 2, 1))
    >>> is_open(deal, date(2026, 1, 31)), is_open(deal, date(2026, 2, 1)), is_open(deal, date(2026, 1, 4))
    (True, False, False)
    """
    return deal.created <= day and (deal.stage == OPEN or (deal.closed is not None and day < deal.closed))


def selling(deals: Iterable[SharedDeal], first: date, last: date) -> Selling:
    """Shared selling in some days, and in the 12 months up to the last of them.

    >>> selling((), date(2026, 1, 1), date(2026, 1, 31)).months[-1].day
    datetime.date(2026, 1, 31)
    """
    deals = sorted(deals, key=lambda deal: (deal.created, deal.deal, deal.client))
    before = min(MONTHS, last.year * 12 + last.month - 12)  # no month lies before the first year
    days = [*(month_end(last, -back) for back in range(before - 1, 0, -1)), last]
    return Selling(
        first,
        last,
        deals_behind(deals, CREATED, first, last),
        deals_behind(deals, OPEN, first, last),
        deals_behind(deals, CLOSED, first, last),
        tuple(deal for deal in deals if deal.stage != OPEN and deal.closed is None),
        tuple(_month(deals, day) for day in days),
    )


def deals_behind(deals: Iterable[SharedDeal], number: str, first: date, last: date) -> tuple[SharedDeal, ...]:
    """The deals behind a number of some days, by the day of each: created, closed, won, lost, or open at their end.

    >>> deal = SharedDeal("D", "hubspot", date(2026, 1, 5), stage="won", closed=date(2026, 2, 1), closed_by="hubspot")
    >>> february = date(2026, 2, 1), date(2026, 2, 28)
    >>> [len(deals_behind([deal], number, *february)) for number in ("created", "won", "lost")]
    [0, 1, 0]
    """
    deals = sorted(deals, key=lambda deal: (deal.created, deal.deal, deal.client))
    if number == CREATED:
        return tuple(_created(deals, first, last))
    if number == OPEN:
        return tuple(deal for deal in deals if is_open(deal, last))
    closed = sorted(_closed(deals, first, last), key=lambda deal: (deal.closed or last, deal.deal, deal.client))
    return tuple(deal for deal in closed if number in (CLOSED, deal.stage))


def _created(deals: Iterable[SharedDeal], first: date, last: date) -> list[SharedDeal]:
    return [deal for deal in deals if deal.created_by == HUBSPOT and first <= deal.created <= last]


def _closed(deals: Iterable[SharedDeal], first: date, last: date) -> list[SharedDeal]:
    return [
        deal
        for deal in deals
        if deal.closed_by == HUBSPOT and deal.stage != OPEN and deal.closed is not None and first <= deal.closed <= last
    ]


def _month(deals: Iterable[SharedDeal], day: date) -> SellingMonth:
    deals, first = list(deals), day.replace(day=1)
    closed = [deal.stage for deal in _closed(deals, first, day)]
    open_then = sum(is_open(deal, day) for deal in deals)
    return SellingMonth(day, len(_created(deals, first, day)), closed.count(WON), closed.count(LOST), open_then)
