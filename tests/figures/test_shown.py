"""Figures as they are shown: whatever they are exactly, what is shown adds up and hides nothing."""

from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.exact import figure, places_of, shown_share, total
from partnerbook.figures.breakdown import client_lines
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import (
    shown,
    shown_changes,
    shown_clients,
    shown_estimate,
    shown_expiries,
    shown_parts,
    shown_points,
    shown_progress,
)
from partnerbook.points.ledger import Changes, Standing
from partnerbook.program.edition import edition_on
from partnerbook.records import Book, Client, Threshold

CENT = Decimal("0.01")
POINTS = st.decimals(0, 10**9, places=8) | st.decimals(0, 3, places=3) | st.integers(0, 500).map(Decimal)
DAYS = (date(2024, 2, 29), date(2025, 7, 14), date(2026, 10, 31))


def near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < CENT + Decimal("0.000001")


@given(st.lists(POINTS, max_size=40))
def test_parts_add_up_and_are_near_what_is_exact(parts: list[Decimal]) -> None:
    seen = shown_parts(parts)
    assert sum(seen) == shown(total(parts))
    for part, exact in zip(seen, parts, strict=True):
        assert part == part.quantize(CENT) >= 0
        assert near(part, exact)
        if exact == exact.quantize(CENT):
            assert part == exact


@given(st.lists(st.tuples(POINTS, POINTS), max_size=20))
def test_clients_add_up_both_ways(points: list[tuple[Decimal, Decimal]]) -> None:
    names = [f"{number:02}" for number in range(len(points))]
    given_points = {name: Standing(one, managed=two) for name, (one, two) in zip(names, points, strict=True)}
    lines = client_lines([Client(name, "US") for name in names], (), given_points)
    of_all = Standing(*(total(column) for column in zip(*given_points.values(), strict=True))) if points else Standing()
    seen = shown_clients(lines)
    for track in ("sold", "managed", "total"):
        assert sum(getattr(each, track) for each in seen) == getattr(shown_points(of_all), track)


@given(POINTS, POINTS, POINTS)
def test_what_moved_leads_from_one_level_to_the_next(opening: Decimal, new: Decimal, lost: Decimal) -> None:
    seen = shown_changes(Changes(opening, new, lost))
    assert seen.closing == shown(opening + new - lost)
    assert near(seen.new, new)
    assert near(seen.lost, lost)
    for exact, found in ((new, seen.new), (lost, seen.lost)):
        assert found >= 0
        assert found == 0 if exact == 0 else found > 0 or exact < 2 * CENT


@given(POINTS, POINTS, POINTS, st.sampled_from(DAYS), st.data())
def test_a_gap_is_shown_where_there_is_one_and_only_there(
    sourced: Decimal, assisted: Decimal, managed: Decimal, day: date, data: st.DataObject
) -> None:
    points, edition = Standing(sourced, assisted, managed), edition_on(day)

    def asked(have: Decimal) -> Decimal:
        hair = data.draw(st.sampled_from(["0", "0.000001", "-0.000001", "0.004", "-0.004", "0.4", "-0.4", "9"]))
        start = data.draw(st.sampled_from([figure(have), have.quantize(CENT), have.quantize(Decimal(1))]))
        return max(Decimal(0), start + Decimal(hair))

    minimum = getattr(points, edition.minimum)
    need = Threshold(edition.start, "Gold", asked(points.total), asked(minimum), asked(managed))
    for row in shown_progress(points, need, edition):
        exact = figure(getattr(points, row.measure))
        assert row.need is not None
        assert row.gap is not None
        assert row.share is not None
        assert (row.gap > 0) == (exact < row.need) == (row.have < row.need)
        assert row.gap == max(Decimal(0), row.need - row.have)
        assert (f"{row.gap:.{places_of(row.gap)}f}".strip("0.") == "") == (exact >= row.need)
        assert abs(row.have - exact) < (2 * CENT if row.measure == "total" else CENT)
        assert (shown_share(row.share) >= 1) == (exact >= row.need)


@pytest.mark.parametrize(
    ("share", "seen"),
    [("0.9996", "0.999"), ("0.9994", "0.999"), ("0.99999999", "0.999"), ("1", "1.000"), ("1.00001", "1.000"),
     ("0.9985", "0.999"), ("0", "0.000"), ("1.0006", "1.001")],
)  # fmt: skip
def test_the_whole_is_shown_where_it_is_reached(share: str, seen: str) -> None:
    assert shown_share(Decimal(share)) == Decimal(seen)


@settings(deadline=None, max_examples=40)
@given(books(), st.sampled_from(DAYS))
def test_a_book_adds_up_month_by_month(book: Book, day: date) -> None:
    known = overview(book, day)
    months = known.months
    for before, after in pairwise(months):
        for track in ("sold", "managed"):
            moved = shown_changes(after.changes[track])
            assert moved.opening == getattr(shown_points(before.points), track)
            assert moved.closing == getattr(shown_points(after.points), track)
    ahead = shown_expiries(known.expiries, known.standing)
    assert sum(each.sold for each in ahead) == known.shown.sold
    assert sum(each.total for each in shown_clients(known.clients)) == known.shown.total


@pytest.mark.parametrize("seed", range(6))
def test_no_context_of_a_caller_changes_what_is_shown(seed: int) -> None:
    known = overview(uneven_book(seed, DAYS[-1]), DAYS[-1])
    expected = (known.shown.total, known.way_to("Elite"), shown_clients(known.clients), known.estimated)
    with localcontext() as context:
        context.prec = 4
        again = overview(known.book, known.as_of)
        assert (again.shown.total, again.way_to("Elite"), shown_clients(again.clients), again.estimated) == expected


def test_what_rests_on_estimates_is_never_shown_as_nothing_or_as_all() -> None:
    seen = shown_estimate(Decimal("0.004"), Decimal(1000))
    assert seen == (CENT, Decimal("0.001"))
    assert shown_estimate(Decimal("999.99"), Decimal(1000)) == (Decimal("999.99"), Decimal("0.999"))
    assert shown_estimate(Decimal(7), Decimal(7)) == (Decimal("7.00"), Decimal("1.000"))
