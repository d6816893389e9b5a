"""The days to keep, and that each stays the same entry."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from support.random_books import books

from partnerbook.codes import DayKind
from partnerbook.figures.calendar import CalendarDay, calendar_days
from partnerbook.figures.calendar_words import calendar_name, day_text, day_title
from partnerbook.figures.overview import overview
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Client, Deal, Managing, Renewal, Settings, Subscription
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
ROW = Renewal("Acme", "Sales Hub", date(2027, 1, 10), Decimal(1000), Decimal("800.5"), "EUR")


def book(*renewals: Renewal, **given_settings: object) -> Book:
    return Book(
        Settings(**given_settings), (Client("Acme", "ES", account_link="https://x.example"),), renewals=renewals
    )


def days(whole: Book, day: date = DAY) -> list[CalendarDay]:
    return [each for each in calendar_days(overview(whole, day)) if each.kind != DayKind.REVIEW]


def test_a_renewal_and_its_deadline() -> None:
    deadline, renewal = days(book(ROW))
    assert (renewal.kind, renewal.day, renewal.alarms) == (DayKind.RENEWAL, date(2027, 1, 10), (30, 60, 90, 120))
    assert (deadline.kind, deadline.day) == (DayKind.DEADLINE, date(2027, 1, 10) - timedelta(days=45))
    assert day_text(renewal) == "Sales Hub. MRR 1,000.00 EUR, then 800.50 EUR."
    assert day_text(deadline, "pt").startswith("A assinatura é renovada em 2027-01-10; 45 dias antes,")
    assert day_text(deadline, "pt").endswith("Sales Hub. MRR 1.000,00 EUR, depois 800,50 EUR.")
    assert renewal.link == "https://x.example"


@pytest.mark.parametrize("status", ["renewed"])
def test_what_is_renewed_is_no_day_and_what_is_overdue_is(status: str) -> None:
    assert days(book(ROW._replace(status=status))) == []
    overdue = days(book(ROW._replace(renews_on=date(2026, 10, 1))))
    assert [each.kind for each in overdue] == [DayKind.RENEWAL]  # its deadline is past: nothing can be done by then


def test_entries_keep_their_key_when_days_move() -> None:
    first, second = ROW, ROW._replace(renews_on=date(2028, 1, 10))
    before = {(each.kind, each.key): each.day for each in days(book(first, second))}
    later = {(each.kind, each.key) for each in days(book(first, second), DAY + timedelta(days=20))}
    moved = {(each.kind, each.key): each.day for each in days(book(first._replace(renews_on=date(2027, 2, 1)), second))}
    settled = {(each.kind, each.key) for each in days(book(first._replace(status="renewed"), second))}
    assert later <= before.keys() == moved.keys()
    assert {key for key in before if before[key] != moved[key]} == {
        (DayKind.RENEWAL, ("acme", "sales hub", "1")), (DayKind.DEADLINE, ("acme", "sales hub", "1"))
    }  # fmt: skip
    assert settled == {key for key in before if key[1][-1] == "2"}


def test_a_lapse_a_review_and_the_certification() -> None:
    start = date(2026, 2, 1)
    whole = Book(
        Settings(certification_until=DAY),
        (Client("Acme", "ES", last_active_on=date(2026, 10, 1)),),
        (Subscription("Acme", "Hub", Decimal(1200), "USD", start),),
        managing=(Managing("Acme", start),),
    )
    assert [(each.kind.value, each.day.isoformat()) for each in calendar_days(overview(whole, DAY), 12)] == [
        ("certification", "2026-10-31"), ("lapse", "2026-11-30"), ("review", "2027-01-15"), ("review", "2027-07-15")
    ]  # fmt: skip
    assert day_text(days(whole)[1], "es") == (
        "Están en juego 12,00 puntos administrados. Última actividad: 2026-10-01."
    )
    assert [each.kind for each in days(whole, DAY + timedelta(days=1))] == [DayKind.LAPSE]


def test_a_review_says_what_it_would_decide() -> None:
    reviews = [each for each in calendar_days(overview(sample_book(), DAY)) if each.kind == DayKind.REVIEW]
    assert [(each.day.isoformat(), day_text(each)) for each in reviews] == [
        ("2027-01-15", "Platinum. Kept: reached in the window"),
        ("2027-07-15", "No tier. Lost: no valid certification"),
        ("2028-01-15", "No tier"),
    ]
    on_the_day = [each for each in calendar_days(overview(Book(), date(2027, 1, 15))) if each.kind == DayKind.REVIEW]
    assert on_the_day[0].day == date(2027, 7, 15)  # that of the day itself is over


def test_each_day_of_the_sample_has_words_in_each_language() -> None:
    for language in LANGUAGES:
        told = {(day_title(each, language), day_text(each, language)) for each in days(sample_book())}
        assert all(title and text and "{" not in title + text for title, text in told)
        assert calendar_name("Acme", language).startswith("Acme")


@settings(deadline=None, max_examples=40)
@given(books())
def test_no_two_days_are_the_same_entry(whole: Book) -> None:
    found = calendar_days(overview(whole, DAY))
    assert len({(each.kind, each.key) for each in found}) == len(found)
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_the_next_payout_stands_in_the_calendar_with_each_currency_by_itself() -> None:
    """US$1,000 sold on 1 July pays 20 % a month: 600 for the third quarter, expected 45 days after it."""
    deal = Deal("", "Acme", "Hub", "new", "sourced", date(2026, 7, 1), Decimal(1000), "USD")
    whole = Book(Settings(), (Client("Acme", "ES"),),
                 (Subscription("Acme", "Hub", Decimal(1000), "USD", date(2026, 7, 1)),), (deal,))  # fmt: skip
    found = [each for each in days(whole) if each.kind == DayKind.PAYOUT]
    assert [(each.day.isoformat(), each.key) for each in found] == [("2026-11-14", ("2026-Q3",))]
    assert day_title(found[0]) == "Commission is paid: 2026-Q3"
    assert found[0].alarms == (0,)
    assert day_text(found[0]) == "Expected for 2026-Q3: 600.00 USD earned."
    assert day_text(found[0], "es") == "Se espera de 2026-Q3: 600,00 USD ganados."
    assert [each for each in days(Book()) if each.kind == DayKind.PAYOUT] == []
    [before] = [each for each in days(whole, date(2026, 8, 15)) if each.kind == DayKind.PAYOUT]
    assert day_text(before) == "Expected for 2026-Q3: 200.00 USD earned, 400.00 USD forecast."
