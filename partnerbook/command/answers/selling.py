"""`partnerbook selling`, `usage` and `team` for programs."""

from datetime import date
from typing import NamedTuple

from partnerbook.figures.overview import Overview
from partnerbook.figures.selling import SellingMonth, selling
from partnerbook.figures.usage import ClientUsage, clients_usage
from partnerbook.records import SharedDeal, TeamMember


class SellingAnswer(NamedTuple):
    """Shared selling from the first day to the last, both included, with the deals behind each number.

    `created` and `closed` are by HubSpot, in those days; `open` are all that are open when the last day ends. `undated`
    are closed deals without a day, which are in no number. `months` are the 12 up to the last day, the oldest first.
    """

    first: date
    last: date
    created: tuple[SharedDeal, ...]
    open: tuple[SharedDeal, ...]
    closed: tuple[SharedDeal, ...]
    won: int
    lost: int
    undated: tuple[SharedDeal, ...]
    months: tuple[SellingMonth, ...]

    @property
    def rows(self) -> tuple[SellingMonth, ...]:
        """Month by month."""
        return self.months


class UsageAnswer(NamedTuple):
    """How much each client that is still served uses its account, in order of names."""

    clients: tuple[ClientUsage, ...]

    @property
    def rows(self) -> tuple[ClientUsage, ...]:
        """Client by client; lists are left to JSON."""
        return self.clients


class TeamAnswer(NamedTuple):
    """Who helps the partner at HubSpot; `role` is pdm, cam, consultant or other."""

    members: tuple[TeamMember, ...]

    @property
    def rows(self) -> tuple[TeamMember, ...]:
        """Person by person."""
        return self.members


def selling_answer(known: Overview, first: date, last: date) -> SellingAnswer:
    """The shared selling of a book."""
    found = selling(known.book.shared_deals, first, last)
    return SellingAnswer(*found[:5], found.won, found.lost, found.undated, found.months)


def usage_answer(known: Overview) -> UsageAnswer:
    """The usage of a book's clients."""
    return UsageAnswer(clients_usage(known.book.clients, known.book.usage, known.as_of))


def team_answer(known: Overview) -> TeamAnswer:
    """A book's team at HubSpot."""
    return TeamAnswer(known.book.hubspot_team)
