"""What ending one's services for a client takes away: managed points, from the day on."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT, ZERO, exactly, figure
from partnerbook.figures.shown import shown
from partnerbook.points.ledger import by_client, ledger, standing
from partnerbook.records import Book


class ServicesLoss(NamedTuple):
    """All managed points on the day with and without the services, and the client's sold points, which stay.

    As they are shown: to two places, or exactly where those hide what is lost.
    """

    before: Decimal
    after: Decimal
    sold: Decimal

    @property
    def lost(self) -> Decimal:
        """The managed points that are lost."""
        return EXACT.subtract(self.before, self.after)


@exactly
def services_loss(before: Book, after: Book, client: str, on: date) -> ServicesLoss:
    """What is lost from a day on by what a book says `after` it was changed, beside what it said `before`.

    >>> services_loss(Book(), Book(), "Acme", date(2026, 10, 31))
    ServicesLoss(before=Decimal('0.00'), after=Decimal('0.00'), sold=Decimal('0.00'))
    """
    entries, left = ledger(before).entries, ledger(after).entries
    was, now = figure(standing(entries, on).managed), figure(standing(left, on).managed)
    if was == now or shown(was) != shown(now):
        was, now = shown(was), shown(now)
    of_client = by_client(entries, on)
    return ServicesLoss(was, now, shown(of_client[client].sold if client in of_client else ZERO))
