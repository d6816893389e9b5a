"""What changed between two days, or two states of a book: it adds up, and nothing moved is nothing told."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import FigureKind
from partnerbook.figures.overview import overview
from partnerbook.figures.since import changed_since
from partnerbook.records import Book, Client, Deal, Settings
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = st.sampled_from([date(2024, 2, 29), date(2026, 1, 15), DAY])


@settings(deadline=None, max_examples=60)
@given(books(), books(), DAYS, DAYS)
def test_clients_add_up_to_the_figures(one: Book, other: Book, first: date, last: date) -> None:
    before, after = overview(one, first), overview(other, last)
    found = changed_since(before, after)
    moved = {each.kind: each.difference for each in found.figures}
    assert sum(each.sold for each in found.clients) == moved[FigureKind.SOLD]
    assert sum(each.managed for each in found.clients) == moved[FigureKind.MANAGED]
    assert sum(each.total for each in found.clients) == moved[FigureKind.TOTAL]
    back = changed_since(after, before)
    assert [(each.client, -each.total) for each in back.clients] == [(c.client, c.total) for c in found.clients]


@settings(deadline=None, max_examples=20)
@given(books(), DAYS)
def test_nothing_changes_in_no_time(whole: Book, day: date) -> None:
    found = changed_since(overview(whole, day), overview(whole, day))
    assert found.clients == ()
    assert {each.difference for each in found.figures} <= {None, 0}
    assert all(each.before == each.after for each in found.figures)


def test_a_new_client_and_one_that_left() -> None:
    def book(name: str, mrr: int) -> Book:
        deal = Deal("", name, "Hub", "new", "sourced", date(2026, 3, 1), Decimal(mrr), "USD")
        return Book(Settings(), (Client(name, "US"),), deals=(deal,))

    found = changed_since(overview(book("Left", 200), DAY), overview(book("New", 400), DAY))
    assert [(each.client, each.total) for each in found.clients] == [("New", 20), ("Left", -10)]
    figures = {each.kind: (each.before, each.after) for each in found.figures}
    assert figures[FigureKind.TOTAL] == (10, 20)
    assert figures[FigureKind.CLIENTS] == (1, 1)
    assert figures[FigureKind.SOURCED_MRR] == (200, 400)


def test_the_sample_in_a_quarter() -> None:
    known = overview(sample_book(), DAY)
    found = changed_since(known.on(date(2026, 7, 31)), known)
    sizes = [abs(each.total) for each in found.clients]
    assert sizes == sorted(sizes, reverse=True)
    changes = {each.kind: each for each in found.figures}
    assert changes[FigureKind.CREDITED].difference is None
    assert changes[FigureKind.TOTAL].after == known.shown.total
