"""The entries behind a figure: each client's add up to what the list of all clients shows of it."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.codes import Measure
from partnerbook.exact import total
from partnerbook.figures.behind import entries_behind
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown, shown_clients
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.records import Book, Client, Deal
from partnerbook.sample import sample_book

KNOWN = overview(sample_book(30), date(2026, 10, 31))
CLIENTS = [line.client.client for line in KNOWN.clients]


@pytest.mark.parametrize("measure", [Measure.TOTAL, Measure.SOLD, Measure.MANAGED])
def test_each_clients_entries_add_up_to_its_line(measure: Measure) -> None:
    found = entries_behind(KNOWN, measure)
    for client, points in zip(CLIENTS, shown_clients(KNOWN.clients), strict=True):
        mine = [each for each in found if each.entry.client == client]
        assert total(each.shown for each in mine) == getattr(points, measure)
        assert list(entries_behind(KNOWN, measure, {client})) == mine
    assert [each.entry.client for each in found] == sorted((each.entry.client for each in found), key=CLIENTS.index)


def test_which_entries_are_behind_a_kind_of_points() -> None:
    sourced, managed = entries_behind(KNOWN, Measure.SOURCED), entries_behind(KNOWN, Measure.MANAGED)
    assert {(each.entry.track, each.entry.source) for each in sourced} == {(SOLD, "sourced")}
    assert {each.entry.track for each in managed} == {MANAGED}
    assert total(each.shown for each in sourced) == shown(KNOWN.standing.sourced)


def test_entries_are_rounded_in_the_order_of_their_clients_names() -> None:
    """8 cents at 5 points for each 100 are 0.004: the first of two shows 0.00, the second takes the sum to 0.01."""
    sales = (("B", date(2026, 2, 1)), ("a", date(2026, 3, 1)))
    deals = (Deal("", client, "CRM", "new", "sourced", day, Decimal("0.08"), "USD") for client, day in sales)
    book = Book(clients=(Client("B", "US"), Client("a", "US")), deals=tuple(deals))
    found = entries_behind(overview(book, date(2026, 10, 31)), Measure.SOLD)
    assert [(each.entry.client, str(each.shown)) for each in found] == [("a", "0.00"), ("B", "0.01")]
