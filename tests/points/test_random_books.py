"""Any book on the days where something happens: its points, sourced money and reviews against the rules in fractions.

`nox -s books -- 20000` tries so many; here it is a few.
"""

import os
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from support.plain_reviews import EDITIONS, fifteenths, judged
from support.simulation import partner_on, points_on
from support.turning_books import DAYS, LAST, books, turning_days

from partnerbook.figures.retention import sourced_value
from partnerbook.figures.reviews import monthly_checks
from partnerbook.points.ledger import by_client, ledger, standings
from partnerbook.records import Book

WIDE = settings(
    deadline=None,
    max_examples=int(os.environ.get("BOOKS", "25")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NEAR = Fraction(1, 10**15)


@WIDE
@given(books())
def test_the_points_and_the_sourced_money_of_any_book(book: Book) -> None:
    found = ledger(book)
    assert {row.origin for row in found.unused} == {
        row.origin for row in (*book.subscriptions, *book.deals, *book.managing) if row.client == "Nobody"
    }
    days = turning_days(book)
    for (on, partner), points in zip(partner_on(book, days), standings(found.entries, days), strict=True):
        for source in ("sourced", "assisted"):
            assert abs(Fraction(getattr(points, source)) - partner.sold(source, on)) < NEAR, (on, source)
        assert abs(Fraction(points.managed) - partner.managed(on)) < NEAR, on
        for sourced, expected in zip(
            sourced_value(found.entries, on), partner.sourced_in_dollars(on).values(), strict=True
        ):
            assert abs(Fraction(sourced) - expected) < NEAR, on


@WIDE
@given(books(), DAYS)
def test_each_client_has_the_points_that_it_would_have_in_a_book_of_its_own(book: Book, on: date) -> None:
    together = by_client(ledger(book).entries, on)
    for client in book.clients:
        alone = book._replace(clients=(client,))
        [(_, expected)] = points_on(alone, [on])
        for measure in ("sourced", "assisted", "managed"):
            points = getattr(together[client.client], measure) if client.client in together else 0
            assert abs(Fraction(points) - expected[measure]) < NEAR, (client, measure)


@WIDE
@given(books())
def test_the_checks_and_reviews_of_any_book(book: Book) -> None:
    start = book.settings.credited_read_on or book.settings.credited_since
    assert start is not None
    checks = {check.day: check for check in monthly_checks(book, ledger(book).entries, LAST)}
    expected = list(judged(book, dict(points_on(book, fifteenths(EDITIONS[0], LAST)))))
    followed = [each for each in expected if each.credited]
    assert [day for day in checks if day > start] == [each.day for each in followed]
    assert len(followed) == len(fifteenths(start + timedelta(days=1), LAST))
    for each in expected:
        if each.day in checks:
            check = checks[each.day]
            assert check.performing == each.performing, each.day
            assert (check.credited, check.since, check.decision) == (each.credited, each.since, each.decision), each.day
