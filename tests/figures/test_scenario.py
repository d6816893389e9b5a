"""What if: what is assumed counts as if it had happened, in a copy, and the book stays as it is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import WhatIf
from partnerbook.errors import PartnerbookError
from partnerbook.figures.overview import overview
from partnerbook.figures.scenario import book_with_assumed, scenarios
from partnerbook.points.ledger import Standing, ledger, standing
from partnerbook.records import Assumed, Book, Client, Deal, Managing, Subscription

D = Decimal
START, DAY, THEN = date(2026, 3, 1), date(2026, 10, 31), date(2026, 12, 1)
BOOK = Book(
    clients=(Client("Acme", "US"), Client("Beta", "MX")),
    subscriptions=(Subscription("Acme", "Sales Hub", D(1000), "USD", START),),
    deals=(Deal("", "Acme", "Sales Hub", "new", "sourced", START, D(1000), "USD"),),
    managing=(Managing("Acme", START),),
)


def assumed(what: str, client: str = "Acme", **others: Any) -> Assumed:
    return Assumed("What if", WhatIf(what), client, others.pop("on", THEN), **others)


def points(*rows: Assumed, day: date = THEN) -> tuple[Decimal, ...]:
    found = standing(ledger(book_with_assumed(BOOK, rows)).entries, day)
    return found.sourced, found.assisted, found.managed


SALE = assumed("sale", line="Data Hub", mrr=D(200))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], (50, 0, 10)),
        ([SALE], (60, 0, 12)),
        ([SALE._replace(source="assisted")], (50, 6, 12)),
        ([SALE._replace(client="ACME")], (60, 0, 12)),
        ([SALE._replace(client="Beta")], (70, 0, 10)),  # a growth market, and not managed
        ([SALE._replace(client="Beta"), assumed("manage", "Beta")], (70, 0, 14)),
        ([assumed("manage", "Beta"), SALE._replace(client="Beta")], (70, 0, 14)),
        ([SALE._replace(client="New", market="US")], (60, 0, 10)),
        ([SALE._replace(client="New", market="US"), assumed("manage", "New", partners=1)], (60, 0, 11)),
        ([assumed("downgrade", line="Sales Hub", mrr=D(400))], (30, 0, 6)),
        ([assumed("downgrade", line="sales hub ", mrr=D(4000))], (0, 0, 0)),
        ([assumed("cancellation", line="Sales Hub")], (0, 0, 0)),
        ([assumed("cancellation")], (0, 0, 0)),
        ([SALE, assumed("cancellation", on=date(2026, 12, 2))], (60, 0, 12)),
        ([assumed("stop")], (50, 0, 0)),
        ([assumed("partners", partners=1)], (50, 0, 5)),
        ([assumed("partners", partners=1), assumed("stop", on=date(2026, 12, 15))], (50, 0, 5)),
    ],
)
def test_what_is_assumed_counts_as_if_it_had_happened(rows: list[Assumed], expected: tuple[int, ...]) -> None:
    assert points(*rows) == expected
    assert points(*rows, day=date(2026, 11, 30)) == (50, 0, 10)


def test_a_sale_on_the_day_of_another_of_the_line_is_an_upsell() -> None:
    book = book_with_assumed(BOOK, [SALE._replace(client="Beta"), SALE._replace(client="Beta")])
    assert [deal.kind for deal in book.deals[1:]] == ["cross_sell", "upsell"]
    sold = BOOK._replace(subscriptions=(), deals=(BOOK.deals[0]._replace(closed=THEN, line="Data Hub"),))
    assert book_with_assumed(sold, [SALE]).deals[-1].kind == "upsell"


def test_what_one_row_does_not_hold_is_taken_from_the_next() -> None:
    """150 of rows of 100 each, the second in euros of 0.88: 50 of it are 44 euros."""
    rows = tuple(BOOK.subscriptions[0]._replace(mrr=D(100), currency=currency) for currency in ("USD", "EUR"))
    book = book_with_assumed(
        BOOK._replace(subscriptions=rows), [assumed("downgrade", line="Sales Hub", mrr=D(150), currency="USD")]
    )
    assert [(row.mrr, row.currency, row.start) for row in book.subscriptions if row.end is None] == [
        (56, "EUR", THEN)
    ]  # fmt: skip


def test_it_goes_on_from_there() -> None:
    assert points(SALE, day=date(2027, 11, 30)) == (10, 0, 12)
    assert points(SALE, day=THEN.replace(year=2027)) == (0, 0, 12)
    assert points(SALE, assumed("cancellation", on=date(2027, 2, 1)), day=date(2027, 2, 1)) == (0, 0, 0)
    assert points(assumed("stop"), assumed("manage", on=date(2027, 1, 1)), day=date(2027, 1, 1)) == (50, 0, 10)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (assumed("stop", "Nobody"), 'there is no client "Nobody"'),
        (assumed("stop", "Acmee"), 'Did you mean "Acme"'),
        (assumed("stop", "Beta"), "is not managed on 2026-12-01"),
        (assumed("manage"), "is managed on 2026-12-01 already"),
        (assumed("sale", mrr=D(5)), "needs a product line"),
        (assumed("sale", line="Data Hub"), "an MRR above 0"),
        (assumed("sale", "New", line="Data Hub", mrr=D(5)), "needs its market"),
        (assumed("downgrade", line="Data Hub", mrr=D(5)), "pays nothing for Data Hub"),
        (assumed("cancellation", line="Data Hub"), "pays nothing for Data Hub"),
    ],
)
def test_what_cannot_be_is_told(row: Assumed, words: str) -> None:
    with pytest.raises(PartnerbookError, match="What if") as error:
        book_with_assumed(BOOK, [row])
    assert words.casefold() in str(error.value).casefold()


def test_several_scenarios_stand_beside_the_book_as_it_is() -> None:
    before = repr(tuple(BOOK))
    found = scenarios(overview(BOOK, DAY), [SALE, assumed("stop")._replace(scenario="Other"), SALE._replace(on=DAY)])
    assert [each.name for each in found] == ["", "What if", "Other"]
    assert [each.months[2].points for each in found] == [
        Standing(D(50), D(0), D(10)), Standing(D(70), D(0), D(14)), Standing(D(50), D(0), D(0))
    ]  # fmt: skip
    assert [each.months[0].day for each in found] == [DAY] * 3
    assert repr(tuple(BOOK)) == before


@settings(deadline=None, max_examples=15)
@given(books(), st.sampled_from([date(2024, 2, 29), DAY]))
def test_an_empty_scenario_is_the_book(whole: Book, day: date) -> None:
    assert book_with_assumed(whole, ()) == whole
    known = overview(whole, day)
    [only] = scenarios(known, ())
    assert only.known is known


@settings(deadline=None, max_examples=25)
@given(books(), st.dates(date(2026, 11, 1), date(2027, 6, 1)), st.integers(1, 10**6), st.sampled_from(["MX", "US"]))
def test_a_new_clients_sale_adds_its_own_points_and_no_other(whole: Book, on: date, cents: int, market: str) -> None:
    name = "A client that is made up"
    sale = assumed("sale", name, on=on, line="Hub", mrr=D(cents) / 100, market=market)
    managed = assumed("manage", name, on=on)
    then = ledger(book_with_assumed(whole, [managed, sale])).entries
    given_settings = whole.settings
    grows = market in given_settings.growth_added or (market == "MX" and market not in given_settings.growth_removed)
    growth = 2 if grows else 1
    for day, share in ((on, 1), (date.fromordinal(on.toordinal() - 1), 0)):
        was, now = standing(ledger(whole).entries, day), standing(then, day)
        assert now.sourced - was.sourced == share * D(cents) / 10000 * 5 * growth
        assert now.managed - was.managed == share * D(cents) / 10000 * growth
        assert now.assisted == was.assisted
