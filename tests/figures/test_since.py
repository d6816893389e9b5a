"""What changed between two days, or two states of a book: it adds up, and nothing moved is nothing told."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import FigureKind
from partnerbook.figures.overview import overview
from partnerbook.figures.since import FigureChange, changed_since
from partnerbook.points.ledger import Standing
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


def test_who_did_not_move_is_not_listed_for_what_others_round() -> None:
    """Parts of a hundredth after a client that moved: of a day alone each list rounds them elsewhere."""
    days = {"A": date(2026, 9, 1), **{name: date(2026, 3, 1) for name in "BCDEF"}}
    deals = tuple(
        Deal("", name, "Hub", "new", "sourced", closed, Decimal("66.68"), "USD") for name, closed in days.items()
    )
    known = overview(Book(clients=tuple(Client(name, "US") for name in days), deals=deals), DAY)
    found = changed_since(known.on(date(2026, 8, 1)), known)
    assert [(each.client, each.total) for each in found.clients] == [("A", Decimal("3.33"))]


@settings(deadline=None, max_examples=40)
@given(books(), DAYS, DAYS)
def test_only_what_moved_is_listed(whole: Book, first: date, last: date) -> None:
    before = overview(whole, first)
    after = before.on(last)
    none = Standing()
    for each in changed_since(before, after).clients:
        was, now = (known.points_by_client.get(each.client, none) for known in (before, after))
        assert was != now
        for track in ("sold", "managed"):
            moved = getattr(now, track) - getattr(was, track)
            assert moved or not getattr(each, track)
            assert abs(getattr(each, track) - moved) <= Decimal("0.02")


def test_the_sample_in_a_quarter() -> None:
    known = overview(sample_book(), DAY)
    found = changed_since(known.on(date(2026, 7, 31)), known)
    sizes = [abs(each.total) for each in found.clients]
    assert sizes == sorted(sizes, reverse=True)
    changes = {each.kind: each for each in found.figures}
    assert changes[FigureKind.CREDITED].difference is None
    assert changes[FigureKind.TOTAL].after == known.shown.total


def test_of_what_is_no_number_or_not_known_there_is_no_difference() -> None:
    known, words = Decimal(5), "Gold"
    for before, after in ((None, known), (known, None), (words, known), (known, words), (None, None)):
        assert FigureChange(FigureKind.TOTAL, before, after).difference is None
    assert FigureChange(FigureKind.TOTAL, known, Decimal(7)).difference == 2
