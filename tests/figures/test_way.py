"""The way to a tier: its amounts reach it in a real ledger, and a cent less does not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.least_mrr import Kind, least_mrr

from partnerbook.codes import Measure, StepKind
from partnerbook.errors import BadInput
from partnerbook.figures.next_steps import MOST, next_steps
from partnerbook.figures.overview import overview
from partnerbook.figures.tiers import progress, threshold
from partnerbook.figures.way import CENT, Goal, Way, goal_way
from partnerbook.points.ledger import ledger, standing
from partnerbook.program.edition import edition_on
from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Renewal, Settings, Subscription, Threshold
from partnerbook.sample import sample_book

D = Decimal
DAY = date(2026, 10, 31)
GROWS, DOES_NOT = "MX", "US"
HALF = D("0.0000005")  # of the sixth place, to which points are rounded before they are compared
OLD, NOW = date(2024, 2, 27), date(2026, 1, 15)


def book(total: str, minimum: str, managed: str = "0", sales: Any = (), currency: str = "USD") -> Book:
    thresholds = tuple(Threshold(start, "Gold", D(total), D(minimum), D(managed)) for start in (OLD, NOW))
    return Book(
        Settings(reporting_currency=currency),
        (Client("Grows", GROWS), Client("Does not", DOES_NOT)),
        deals=tuple(Deal("", "Does not", f"Line {number}", "new", source, closed, D(mrr), "USD")
                    for number, (closed, mrr, source) in enumerate(sales)),
        tiers=thresholds,
    )  # fmt: skip


def sold(whole: Book, way: Way, day: date, currency: str, less: str = "") -> Book:
    """The book in which the way was gone, on the day itself, but for a cent of one of its amounts."""
    client = "Grows" if way.market == "growth" else "Does not"
    amounts = {name: (getattr(way, name) or D(0)) - (CENT if name == less else 0) for name in
               ("sourced", "assisted", "managed")}  # fmt: skip
    deals = tuple(
        Deal("", client, f"New {name}", "new", name, day, amounts[name], currency)
        for name in ("sourced", "assisted") if amounts[name] > 0
    )  # fmt: skip
    rows = [*deals] if way.manage else []
    running = [(f"New {row.line}", row.mrr) for row in rows] + [("Managed", amounts["managed"])] * (
        amounts["managed"] > 0
    )
    return whole._replace(
        deals=(*whole.deals, *deals),
        subscriptions=tuple(Subscription(client, line, mrr, currency, day) for line, mrr in running),
        managing=(Managing(client, day),) if way.manage else (),
    )


def reaches(whole: Book, day: date) -> bool:
    edition = edition_on(day)
    rows = progress(standing(ledger(whole).entries, day), threshold(whole.tiers, edition, "Gold"), edition)
    return all(row.gap == 0 for row in rows)


POINTS = st.integers(0, 3000).map(lambda number: str(D(number) / 7))
SALES = st.lists(
    st.tuples(st.dates(date(2025, 6, 1), DAY), st.integers(1, 4000), st.sampled_from(["sourced", "assisted"])),
    max_size=4,
)


@settings(deadline=None, max_examples=100)
@given(
    POINTS, POINTS, POINTS, SALES, st.sampled_from(["USD", "EUR", "PEN", "JPY"]),
    st.sampled_from([date(2025, 6, 30), DAY]), st.integers(0, 400),
)  # fmt: skip
def test_each_way_reaches_the_tier_and_a_cent_less_does_not(
    total: str, minimum: str, managed: str, sales: Any, currency: str, today: date, ahead: int
) -> None:
    whole = book(total, minimum, managed, sales, currency)
    whole = whole._replace(rates=(OwnRate("PEN", date(2022, 1, 1), D("371.3")),))
    day = date.fromordinal(today.toordinal() + ahead)
    if edition_on(day).start not in (OLD, NOW):
        day = date(2026, 1, 15)
    goal: Goal = goal_way(overview(whole, today), "Gold", day)
    assert goal.reached == reaches(whole, day)
    assert bool(goal.ways) != goal.reached
    for way in goal.ways:
        if way.mrr is None:
            assert way.binding in (Measure.SOURCED, Measure.SOLD, Measure.MANAGED)
            continue
        assert reaches(sold(whole, way, day, goal.currency), day)
        for amount in ("sourced", "assisted", "managed"):
            if getattr(way, amount):
                assert not reaches(sold(whole, way, day, goal.currency, less=amount), day)
    found = [way.mrr for way in goal.ways if way.mrr is not None]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("clients", "currency", "today", "days"),
    [
        (300, "USD", DAY, (DAY, date(2027, 1, 15), date(2027, 9, 30))),
        (450, "JPY", date(2025, 3, 1), (date(2025, 3, 1), date(2025, 6, 30))),
    ],
)
def test_a_solver_finds_no_way_of_less_on_larger_books(
    clients: int, currency: str, today: date, days: tuple[date, ...]
) -> None:
    """Each way by itself, and the first of them of all mixtures of markets, sources and managing."""
    whole = sample_book(clients)
    whole = whole._replace(settings=whole.settings._replace(reporting_currency=currency, growth_added=frozenset()))
    known = overview(whole, today)
    found = 0
    for day, times in product(days, (D("1.01"), D("1.7"), D(4))):
        total = (standing(known.ledger.entries, day).total * times).quantize(CENT)
        need = Threshold(
            edition_on(day).start, "Gold", total, (total * D("0.71")).quantize(CENT), (total / 7).quantize(CENT)
        )
        goal = goal_way(known.of(whole._replace(tiers=(need,))), "Gold", day)
        missing = {row.measure.value: row.need - HALF - getattr(goal.points, row.measure)
                   for row in goal.progress if row.need is not None}  # fmt: skip
        ways = Counter((way.market, way.manage, way.sourced, way.assisted, way.managed) for way in goal.ways)
        assert ways == Counter(_solved(missing, goal.unit.amount))
        found += sum(way.mrr is not None for way in goal.ways)
        kinds = [Kind(*each) for each in product(("sourced", "assisted"), (True, False), (True, False))]
        kinds += [Kind("managed", grows) for grows in (True, False)]
        assert goal.ways[0].mrr == sum(least_mrr(missing, goal.unit.amount, kinds, {}) or ())
    assert found > 30


def _solved(missing: Mapping[str, Decimal], unit: Decimal) -> Iterator[tuple[object, ...]]:
    """Each way as the solver finds it; one of both sources has as much as can be of the assisted one."""
    for market, managed_too in product(("growth", "standard"), (True, False)):
        grows, nothing = market == "growth", (None, None, None)
        sourced, assisted = (Kind(source, grows, managed_too) for source in ("sourced", "assisted"))
        least = least_mrr(missing, unit, [sourced], {})
        yield market, managed_too, *((*least, D(0), D(0)) if least else nothing)
        first = least_mrr({"sourced": missing.get("sourced", D(0))}, unit, [sourced], {}) or (D(0),)
        rest = least_mrr(missing, unit, [assisted], {sourced: first[0]})
        yield market, managed_too, *((*first, *rest, D(0)) if rest else nothing)
        if managed_too:
            least = least_mrr(missing, unit, [Kind("managed", grows)], {})
            yield market, True, *((D(0), D(0), *least) if least else nothing)


@pytest.mark.parametrize(
    ("total", "minimum", "market", "expected"),
    [
        # Sourced and managed in a growth market: (5 + 1) x 2 points for each US$100.
        ("120", "0", "growth", ("1000.00", "total")),
        ("120.01", "0", "growth", ("1000.09", "total")),
        ("120", "110", "growth", ("1100.00", "sourced")),
        ("120", "0", "standard", ("2000.00", "total")),
    ],
)
def test_ways_by_hand(total: str, minimum: str, market: str, expected: tuple[str, str]) -> None:
    goal = goal_way(overview(book(total, minimum), DAY), "Gold", DAY)
    way = next(way for way in goal.ways if way.market == market and way.manage)
    assert (str(way.mrr), way.binding) == expected


def test_a_currency_without_a_rate_is_asked_for_in_dollars() -> None:
    for own, expected in (("PEN", "USD"), ("EUR", "EUR")):
        goal = goal_way(overview(book("120", "0", currency=own), DAY), "Gold", DAY)
        assert (goal.currency, goal.unit.currency) == (expected, expected)


def test_a_cent_less_that_reaches_a_total_as_rounded_is_asked_for() -> None:
    """In a growth market US$0.01 of EUR 88 the hundred gives 0.0013636...: 0.001364 at six places."""
    goal = goal_way(overview(book("0.001364", "0", currency="EUR"), DAY), "Gold", DAY)
    assert [str(way.mrr) for way in goal.ways if way.market == "growth" and way.manage][:1] == ["0.01"]


def test_what_expires_on_the_way_counts() -> None:
    whole = book("100", "0", sales=[(date(2025, 12, 1), 2000, "sourced")])
    known = overview(whole, DAY)
    assert goal_way(known, "Gold", date(2026, 11, 30)).reached
    after = goal_way(known, "Gold", date(2026, 12, 1))
    assert [row.gap for row in after.progress] == [100, 0]


def test_what_is_missing_is_said_and_no_way_made_up() -> None:
    goal = goal_way(overview(Book(), DAY), "Gold", DAY)
    assert [each.measure for each in goal.missing] == [Measure.TOTAL, Measure.SOURCED]
    assert goal.ways == ()
    assert not goal.reached
    with pytest.raises(BadInput, match="from 2026-10-31 on"):
        goal_way(overview(Book(), DAY), "Gold", date(2026, 10, 30))


@pytest.mark.parametrize(
    ("until", "day"),
    [
        (date(2020, 1, 1), date(2027, 1, 15)), (date(2026, 10, 30), date(2027, 1, 15)), (DAY, DAY),
        (date(2027, 1, 14), date(2027, 1, 14)), (date(2027, 1, 15), date(2027, 1, 15)),
    ],
)  # fmt: skip
def test_a_certification_that_is_over_is_to_be_renewed_by_the_review(until: date, day: date) -> None:
    book = sample_book(12)
    known = overview(book._replace(settings=book.settings._replace(certification_until=until)), DAY)
    assert [step.day for step in next_steps(known) if step.kind == StepKind.CERTIFY] == [day]


def test_the_next_steps_of_the_sample() -> None:
    known = overview(sample_book(), DAY)
    steps = next_steps(known)
    assert 3 <= len(steps) == MOST
    assert [step.kind for step in steps[:2]] == [StepKind.CERTIFY, StepKind.SELL]
    assert steps[0].day == known.book.settings.certification_until == date(2027, 3, 31)  # before the review of July
    assert steps[1].tier == known.goal
    points = [step.points for step in steps[2:]]
    assert points == sorted(points, reverse=True)
    every = next_steps(overview(sample_book(12), DAY), 99)
    assert [step.kind for step in every if step.costs] == [StepKind.CERTIFY, StepKind.WORK]
    assert [every.count(step) for step in every] == [1] * len(every)
    lasting = sample_book()._replace(settings=sample_book().settings._replace(certification_until=date(2027, 7, 15)))
    assert next_steps(overview(lasting, DAY))[0].kind == StepKind.SELL


@pytest.mark.parametrize(
    ("renews_on", "currency", "points"),
    [(date(2027, 5, 1), "USD", [20]), (date(2027, 5, 2), "USD", []), (date(2027, 5, 1), "KPW", [])],
)
def test_what_a_renewal_takes_within_six_months_is_a_step(renews_on: date, currency: str, points: list[int]) -> None:
    """Six months from 31 October are over on 1 May; 400 of 1,000 that were sold are 20 points."""
    whole = book("100", "0", sales=[(date(2026, 10, 1), "1000", "sourced")])
    loss = Renewal("Does not", "Line 0", renews_on, D(1000), D(600), currency)
    steps = next_steps(overview(whole._replace(renewals=(loss,)), DAY), 99)
    assert [step.points for step in steps if step.kind == StepKind.RENEW] == points
