"""MRR that rose without a deal: what is asked, and all that is not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.figures.unsold import BEFORE, questions
from partnerbook.records import Book, Deal, Place, Subscription
from partnerbook.sample import sample_book

START, RISE = date(2025, 1, 1), date(2026, 3, 1)


def pays(mrr: object, start: date, end: date | None = None, line: str = "CRM", currency: str = "USD") -> Subscription:
    return Subscription("Acme", line, Decimal(str(mrr)), currency, start, end)


def sold(mrr: object, closed: date, kind: str = "upsell", currency: str = "USD") -> Deal:
    return Deal("D", "Acme", "CRM", kind, "sourced", closed, Decimal(str(mrr)), currency)


def asked(rows: list[Subscription], *deals: Deal) -> list[tuple[object, ...]]:
    found = questions(Book(subscriptions=tuple(rows), deals=deals))
    return [(each.line, each.kind, each.closed, each.mrr, each.before, each.after) for each in found]


ROSE = [pays(100, START, RISE), pays(150, RISE)]
QUESTION = ("CRM", "upsell", RISE, 50, 100, 150)


def test_a_rise_without_a_deal_is_asked_about() -> None:
    assert asked(ROSE) == [QUESTION]


def test_another_line_beside_the_first_is_a_cross_sale() -> None:
    assert asked([pays(100, START), pays(80, RISE, line="CMS")]) == [("CMS", "cross_sell", RISE, 80, 100, 180)]


def test_a_line_in_other_letters_and_with_spaces_is_the_same_line() -> None:
    assert asked([pays(100, START, RISE), pays(150, RISE, line=" crm ")]) == [(" crm ", *QUESTION[1:])]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("the first day of a client", [pays(100, RISE)]),
        ("two lines on the first day", [pays(100, START), pays(50, START, line="CMS")]),
        ("a client that comes back", [pays(100, START, date(2025, 6, 1)), pays(150, RISE)]),
        ("less than before", [pays(100, START, RISE), pays(90, RISE)]),
        ("the same", [pays(100, START, RISE), pays("100.00", RISE)]),
        ("a rounding", [pays("99.999999", START, RISE), pays(100, RISE)]),
        ("a rounding of whole units", [pays(4999, START, RISE, currency="JPY"), pays(5000, RISE, currency="JPY")]),
        ("a rounding of a large amount", [pays(50000, START, RISE), pays("50049.99", RISE)]),
        ("another currency", [pays(100, START, RISE), pays(1900, RISE, currency="MXN")]),
        ("hubs in the place of a total", [pays(100, START, RISE), pays(60, RISE, line="A"), pays(40, RISE, line="B")]),
        ("a row that covers no day", [pays(100, START), pays(150, RISE, RISE)]),
        ("a line in the place of another", [pays(100, START, RISE), pays(100, RISE, line="Data Hub")]),
    ],
)
def test_what_is_no_rise_is_not_asked_about(name: str, rows: list[Subscription]) -> None:
    assert asked(rows) == [], name


@pytest.mark.parametrize("closed", [RISE, RISE - BEFORE, RISE + timedelta(days=31), RISE - timedelta(days=1)])
def test_a_deal_of_the_time_explains_it(closed: date) -> None:
    assert asked(ROSE, sold(50, closed)) == []
    assert asked(ROSE, sold(30, closed), sold(20, closed, "new")) == []
    assert asked(ROSE, sold(20, closed)) == [("CRM", "upsell", RISE, 30, 100, 150)]


def test_a_loss_explains_nothing_and_a_deal_long_after_neither() -> None:
    assert asked(ROSE, sold(50, RISE, "cancellation")) == [QUESTION]
    assert asked(ROSE, sold(50, RISE + timedelta(days=32))) == [QUESTION]


def test_a_deal_of_any_day_since_the_row_before_explains_it() -> None:
    """HubSpot tells no day on which an MRR changed: a book's row begins with the export that first has it."""
    assert asked(ROSE, sold(50, START + timedelta(days=40))) == []


def test_a_deal_in_another_currency_could_be_it() -> None:
    assert asked(ROSE, sold(45, RISE, currency="EUR")) == []


def test_a_deal_explains_a_rise_once() -> None:
    later = date(2026, 4, 1)
    rows = [pays(100, START, RISE), pays(150, RISE, later), pays(200, later)]
    assert asked(rows, sold(50, RISE)) == [("CRM", "upsell", later, 50, 150, 200)]
    assert asked(rows, sold(100, RISE)) == []


def test_the_deal_of_the_first_day_does_not_explain_a_later_rise() -> None:
    assert asked(ROSE, sold(100, START + timedelta(days=3), "new")) == [QUESTION]


def test_what_the_made_up_partner_sold_is_not_asked_about() -> None:
    """What it did not sell is: HubSpot's prices rise there."""
    book = sample_book()
    found = {(each.client, each.closed): each.mrr for each in questions(book)}
    without = {(each.client, each.closed): each.mrr for each in questions(book._replace(deals=()))}
    assert 0 < len(found) < len(without)
    assert all(mrr <= without[rise] for rise, mrr in found.items())


AMOUNTS = st.decimals(0, 10**6, places=2)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(AMOUNTS, DAYS, st.sampled_from(["CRM", "CMS"])), max_size=5))
def test_the_deals_that_questions_become_leave_no_question(rows: list[tuple[Decimal, date, str]]) -> None:
    book = Book(subscriptions=tuple(pays(mrr, start, line=line) for mrr, start, line in rows))
    found = questions(book)
    deals = tuple(Deal("", each.client, each.line, each.kind, "", each.closed, each.mrr, "USD") for each in found)
    assert questions(book._replace(deals=deals)) == ()
    assert all(each.mrr > 0 and each.before > 0 for each in found)


def test_a_question_names_the_row_that_the_rise_begins_with() -> None:
    later = pays(150, RISE)._replace(origin=Place("Subscriptions", 7))
    [found] = questions(Book(subscriptions=(pays(100, START, RISE), later)))
    assert found.record == "Subscriptions row 7"
