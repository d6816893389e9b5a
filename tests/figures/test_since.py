"""What changed between two days, or two states of a book: it adds up, and nothing moved is nothing told."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import FigureKind, Measure
from partnerbook.figures.client_detail import client_history, entries_before, shown_months
from partnerbook.figures.editions import under_editions
from partnerbook.figures.explained import explained
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.shown import ShownPoints, shown_clients
from partnerbook.figures.since import FigureChange, changed_since
from partnerbook.points.ledger import Standing, entries_of
from partnerbook.records import Book, Client, Deal, Settings
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = st.sampled_from([date(2024, 2, 29), date(2026, 1, 15), DAY])


def breakdown(known: Overview) -> dict[str, ShownPoints]:
    """What the points breakdown of the day shows of each client."""
    return {
        line.client.client: points
        for line, points in zip(known.clients, shown_clients(known.clients), strict=True)
        if any(line.points)
    }


@settings(deadline=None, max_examples=60)
@given(books(), books(), DAYS, DAYS)
def test_clients_add_up_to_the_figures(one: Book, other: Book, first: date, last: date) -> None:
    before, after = overview(one, first), overview(other, last)
    found = changed_since(before, after)
    figures, listed = {each.kind: each for each in found.figures}, (*found.clients, found.others)
    for kind in (FigureKind.SOLD, FigureKind.MANAGED, FigureKind.TOTAL):
        for side in ("before", "after"):
            assert sum(getattr(getattr(each, side), kind) for each in listed) == getattr(figures[kind], side)
        assert sum(getattr(each, kind) for each in listed) == figures[kind].difference
    back = changed_since(after, before)
    assert [(each.client, -each.total) for each in back.clients] == [(c.client, c.total) for c in found.clients]


@settings(deadline=None, max_examples=40)
@given(books(), DAYS, st.sampled_from([-1, 1]) | st.integers(-800, 800))
def test_a_client_has_one_figure_a_day_wherever_it_stands(whole: Book, day: date, later: int) -> None:
    known, none = overview(whole, day), ShownPoints(Decimal(0), Decimal(0))
    other = known.on(max(date(2022, 7, 18), day + timedelta(later)))
    own, then = breakdown(known), breakdown(other)
    for change in changed_since(known, other).clients:
        assert (change.before, change.after) == (own.get(change.client, none), then.get(change.client, none))
    for under in under_editions(known):
        assert all(each.own == own.get(each.client, none) for each in under.clients)
    for measure, field in ((Measure.TOTAL, "total"), (Measure.SOLD, "sold"), (Measure.MANAGED, "managed")):
        by_client = {each.client: each.shown for each in explained(known, measure).clients}
        assert {name: points for name, points in by_client.items() if points} == {
            name: getattr(points, field) for name, points in own.items() if getattr(points, field)
        }
    for name in [each.client for each in whole.clients][:2]:
        history = client_history(entries_of(known.ledger.entries, name), day)
        months = shown_months(history, entries_before(known.ledger.entries, name, known.clients))
        for month, points in zip(history.points[-3:], months[-3:], strict=True):
            if month.day >= date(2022, 7, 18):
                assert points == breakdown(known.on(month.day)).get(name, none)


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


def test_what_rounding_moves_is_told_apart_from_what_moved() -> None:
    """3.331 points come before 3.334 that stand still: 6.67 of both, so that 3.34 is shown of these."""
    deals = (
        Deal("", "A", "Hub", "new", "sourced", date(2026, 9, 1), Decimal("66.62"), "USD"),
        Deal("", "B", "Hub", "new", "sourced", date(2026, 3, 1), Decimal("66.68"), "USD"),
    )
    known = overview(Book(clients=(Client("A", "US"), Client("B", "US")), deals=deals), DAY)
    found = changed_since(known.on(date(2026, 8, 1)), known)
    assert [(each.client, each.total) for each in found.clients] == [("A", Decimal("3.33"))]
    assert (found.others.before.sold, found.others.after.sold) == (Decimal("3.33"), Decimal("3.34"))
    assert {each.kind: each.difference for each in found.figures}[FigureKind.TOTAL] == Decimal("3.34")


@settings(deadline=None, max_examples=40)
@given(books(), DAYS, DAYS)
def test_only_what_moved_is_listed(whole: Book, first: date, last: date) -> None:
    before = overview(whole, first)
    after = before.on(last)
    found, none = changed_since(before, after), Standing()
    for each in found.clients:
        was, now = (known.points_by_client.get(each.client, none) for known in (before, after))
        assert was != now
        for track in ("sold", "managed"):
            moved = getattr(now, track) - getattr(was, track)
            assert abs(getattr(each, track) - moved) <= Decimal("0.02")
    assert abs(found.others.sold) <= Decimal("0.02") * len(whole.clients)


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


def test_sourced_mrr_is_told_to_the_cent() -> None:
    deal = Deal("", "Acme", "CRM", "new", "sourced", date(2026, 3, 1), Decimal("100.006"), "USD")
    known = overview(Book(clients=(Client("Acme", "US"),), deals=(deal,)), DAY)
    found = {each.kind: each.after for each in changed_since(known, known).figures}
    assert str(found[FigureKind.SOURCED_MRR]) == "100.01"
