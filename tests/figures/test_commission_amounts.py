"""What commission is on a day: forecast, earned, expected, unconfirmed, settled, paid, taken back; never in one sum."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.commissions import TABLE, TABLE_DAY, book_of, sale, stated, table_book
from support.random_books import books

from partnerbook.exact import EXACT
from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import Amounts, PeriodCommission, commission_totals, past
from partnerbook.figures.overview import LAST_DAY, overview
from partnerbook.program.commission import commission_rules
from partnerbook.records import Book, Managing, Payout, Settings

FOUND = overview(table_book(), TABLE_DAY).commission


def ours(rows: tuple[PeriodCommission, ...], period: str) -> dict[str, Decimal]:
    return {row.currency: past(row) + row.forecast for row in rows if row.period == period}


@pytest.mark.parametrize("period", TABLE["totals"])
def test_totals_added_up_by_hand(period: str) -> None:
    rows = FOUND.by_quarter if "Q" in period else FOUND.by_month
    expected = {currency: Decimal(amount) for currency, amount in TABLE["totals"][period].items()}
    assert ours(rows, period) == expected, TABLE["months"]


def test_the_table_on_its_day() -> None:
    told = TABLE["statuses"]
    by = {(row.period, row.currency): row for row in FOUND.by_quarter}
    third, fourth = by["2026-Q3", "USD"], by["2026-Q4", "USD"]
    assert (third.expected, third.expected_on.isoformat()) == (Decimal(told["expected_USD"]), told["expected_on"])
    assert (fourth.earned, fourth.forecast) == (Decimal(told["earned_USD"]), Decimal(7070) - Decimal(2410))
    assert FOUND.next_payout.period == "2026-Q3"
    [late] = FOUND.late_payouts
    assert (late.period, late.expected_on.isoformat()) == (told["late"], told["late_on"])
    assert {part.currency: part.earned for part in late.parts}["USD"] == Decimal(told["late_USD"])
    assert {row.currency: row.ours for row in FOUND.year_to_date} == {
        currency: Decimal(amount) for currency, amount in TABLE["year_to_date"].items()
    }
    assert [row.deal for row in FOUND.stopping] == TABLE["stops_next_quarter"]


def seen(book: Book, day: date, period: str = "2024-Q1") -> Amounts:
    """A quarter of a book seen from a day; every amount that is not named is nothing."""
    found = overview(book, day).commission.by_quarter
    [row] = [row for row in found if row.period == period]
    return Amounts(*row[5:])


BOOK = book_of(sale(date(2024, 1, 15)))  # 160 a month from January 2024


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-31", Amounts(forecast=Decimal(480))),
        ("2024-01-30", Amounts(forecast=Decimal(480))),
        ("2024-01-31", Amounts(forecast=Decimal(320), earned=Decimal(160))),
        ("2024-03-30", Amounts(forecast=Decimal(160), earned=Decimal(320))),
        ("2024-03-31", Amounts(expected=Decimal(480))),
        ("2024-05-15", Amounts(expected=Decimal(480))),  # the day of payment itself: 31 March and 45 days
        ("2024-05-16", Amounts(unconfirmed=Decimal(480))),
        ("2100-01-01", Amounts(unconfirmed=Decimal(480))),
    ],
)
def test_what_a_quarter_is_on_a_day(day: str, expected: Amounts) -> None:
    assert seen(BOOK, date.fromisoformat(day)) == expected


def test_the_days_until_payment_are_a_setting_and_a_payout_may_tell_its_own_day() -> None:
    assert Settings().payout_days == commission_rules().payment_days
    later = BOOK._replace(settings=Settings(payout_days=60))
    assert overview(later, date(2024, 5, 16)).commission.by_quarter[0].expected_on == date(2024, 5, 30)
    told = BOOK._replace(payouts=(Payout("2024-Q1", "USD", expected_on=date(2024, 5, 20)),))
    assert seen(told, date(2024, 5, 20)).expected == 480
    assert seen(told, date(2024, 5, 21)).unconfirmed == 480


def test_what_is_received_is_settled_from_its_day_on() -> None:
    book = BOOK._replace(payouts=(Payout("2024-Q1", "USD", Decimal(480), received_on=date(2024, 5, 15)),))
    assert seen(book, date(2024, 5, 14)).expected == 480
    assert seen(book, date(2024, 5, 15)) == Amounts(settled=Decimal(480), paid=Decimal(480))


def test_paid_and_taken_back_stand_beside_each_other() -> None:
    """Source of the example: $800 x 20 % x 3 months = $480, paid and recouped in another quarter's payout."""
    lines = stated("2024-Q3", "480"), stated("2024-Q4", "-480", status="")
    book = BOOK._replace(commissions=lines)
    assert seen(book, date(2025, 3, 1), "2024-Q3") == Amounts(settled=Decimal(480), paid=Decimal(480))
    assert seen(book, date(2025, 3, 1), "2024-Q4") == Amounts(unconfirmed=Decimal(480), clawed_back=Decimal(480))
    found = overview(book, date(2024, 12, 31)).commission
    assert [(row.paid, row.clawed_back) for row in found.by_client] == [(480, 480)]
    named = overview(BOOK._replace(commissions=(stated("2024-Q3", "480", deal="D1"),)), date(2024, 12, 31)).commission
    assert [(row.deal, row.settled, row.paid) for row in named.by_deal] == [("D1", 480, 480)]
    [back] = found.clawbacks
    assert (back.paid, back.clawed_back, back.kept, back.periods) == (480, 480, 0, ("2024-Q4",))
    [year] = found.year_to_date
    assert (year.ours, year.paid, year.clawed_back, year.received) == (12 * 160, 480, 480, 0)


def test_lines_are_known_from_their_day_of_payment_on() -> None:
    book = BOOK._replace(commissions=(stated("2024-Q1", "480", paid_on=date(2024, 5, 15), status=""),))
    assert seen(book, date(2024, 5, 14)).paid == 0
    assert seen(book, date(2024, 5, 15)).paid == 480


def test_a_running_total_is_no_row() -> None:
    lines = [
        stated("2024-Q1", "300"), stated("2024-Q1", "180"), stated("2024-Q1", "480", client="Year to date"),
        stated("2024-Q2", "480"), stated("2024-Q2", "960", client="Year to date"),
    ]  # fmt: skip
    found = overview(BOOK._replace(commissions=tuple(lines)), date(2024, 12, 31)).commission
    assert [row.paid for row in found.year_to_date] == [960]
    assert [check.period for check in found.statement if check.outcome == "total"] == ["2024-Q1", "2024-Q2"]


def test_a_running_total_of_a_quarter_makes_no_statement_of_quarters() -> None:
    lines = [stated(f"2024-0{month}", "66.67") for month in (1, 2, 3)]
    book = book_of(sale(date(2024, 1, 1), "333.33"))
    book = book._replace(commissions=(*lines, stated("2024-Q1", "200.01", client="Total")))
    assert seen(book, date(2024, 12, 31)).settled == seen(book, date(2024, 12, 31)).paid == Decimal("200.01")


def test_a_third_is_rounded_where_its_line_is() -> None:
    """20 % of 333.33 are 66.666: 66.67 in a line of a month, 200.00 (199.998) in a line of the quarter, not 200.01."""
    book = book_of(sale(date(2024, 1, 1), "333.33"))
    assert seen(book, date(2024, 12, 31)).unconfirmed == Decimal("200.01")
    whole = book._replace(commissions=(stated("2024-Q1", "200"),))
    assert seen(whole, date(2024, 12, 31)).settled == Decimal("200.00")
    months = overview(whole, date(2024, 12, 31)).commission.by_month[:3]
    assert [row.settled for row in months] == [Decimal("66.67"), Decimal("66.66"), Decimal("66.67")]
    second = overview(whole, date(2024, 12, 31)).commission.between(date(2024, 2, 1), date(2024, 2, 29))
    for rows in (second.by_month, second.by_client, second.by_deal):
        assert [row.settled for row in rows] == [Decimal("66.66")]


def test_rows_of_asked_months_alone() -> None:
    found = overview(BOOK, date(2024, 12, 31)).commission.between(date(2024, 2, 1), date(2024, 4, 30))
    assert [row.period for row in found.by_month] == ["2024-02", "2024-03", "2024-04"]
    assert [(row.period, past(row)) for row in found.by_quarter] == [("2024-Q1", 320), ("2024-Q2", 160)]
    assert [(row.months, past(row)) for row in found.by_deal] == [(3, 480)]
    assert found.next_payout.period == "2024-Q4"  # whatever months are asked for


def test_currencies_are_never_added_up() -> None:
    book = book_of(sale(date(2024, 1, 1)), sale(date(2024, 1, 1), deal="D2", line="Data", currency="EUR"))
    found = overview(book, date(2024, 3, 31)).commission
    assert [(row.currency, row.expected) for row in found.by_client] == [("EUR", 480), ("USD", 480)]
    assert [(row.currency, row.earned) for row in found.next_payout.parts] == [("EUR", 480), ("USD", 480)]


def test_a_legacy_deal_pays_in_every_month_up_to_the_last_day_that_is_taken() -> None:
    book = book_of(sale(date(2022, 1, 15)), managing=(Managing("Acme", date(2022, 1, 1)),))
    found = overview(book, LAST_DAY).commission
    [client] = found.by_client
    assert past(client) == 160 * ((LAST_DAY.year - 2022) * 12 + LAST_DAY.month)
    assert sum(map(past, found.by_quarter)) == past(client)


@pytest.mark.parametrize("day", [date(2022, 7, 18), date(2100, 12, 31)])
def test_far_days_and_a_book_without_anything(day: date) -> None:
    for book in (Book(), BOOK, table_book()):
        found = overview(book, day).commission
        assert found.next_payout.days >= 0
        assert found.next_payout.days <= 45 + 92
        assert all(row.days < 0 for row in found.late_payouts)
        assert isinstance(found, Commission)
    found = overview(Book(), day).commission
    assert (found.by_month, found.by_quarter, found.by_client, found.by_deal) == ((), (), (), ())


def test_each_day_has_one_next_payout_and_it_is_the_first_that_is_not_over() -> None:
    day = date(2024, 1, 1)
    while day < date(2025, 1, 1):
        due = overview(BOOK, day).commission.next_payout
        assert due.expected_on >= day
        assert due.expected_on in {date(2024, 2, 14), date(2024, 5, 15), date(2024, 8, 14), date(2024, 11, 14),
                                   date(2025, 2, 14)}  # fmt: skip
        assert (due.expected_on - day).days < 93
        day += timedelta(days=1)


@settings(deadline=None, max_examples=8)
@given(books(), st.sampled_from([date(2024, 2, 29), date(2026, 10, 31), date(2099, 12, 31)]))
def test_each_way_of_any_book_gives_the_same_sums(whole: Book, day: date) -> None:
    """By month, quarter, client and deal, of each currency; what a statement tells of no deal is in no deal's row."""
    found = overview(whole, day).commission
    sums = []
    for way in (found.by_month, found.by_quarter, found.by_client, found.by_deal):
        mine: dict[tuple[str, str], Decimal] = {}
        for row in way:
            for kind in Amounts._fields:
                key = row.currency, kind
                mine[key] = EXACT.add(mine.get(key, Decimal(0)), getattr(row, kind))
        sums.append({key: amount for key, amount in mine.items() if amount})
    of_months, of_quarters, of_clients, of_deals = sums
    assert of_months == of_clients
    stated = ("paid", "clawed_back")  # a quarter without a statement shows its payout instead, and so is left aside
    months, *others = (
        {key: amount for key, amount in found.items() if key[1] not in stated}
        for found in (of_months, of_quarters, of_deals)
    )
    assert others == [months, months]


def test_rows_add_up_in_each_currency_by_itself() -> None:
    """Of 160 a month the year that is over has 9 unconfirmed and 3 expected ones, the two to come 24 forecast."""
    book = book_of(sale(date(2024, 1, 15)), sale(date(2024, 12, 1), "100", deal="D2", currency="EUR"))
    found = dict(commission_totals(overview(book, date(2024, 12, 31)).commission.by_quarter))
    assert found == {"EUR": (700, 0, 20, 0, 0, 0, 0), "USD": (3840, 0, 480, 1440, 0, 0, 0)}


def test_a_loss_that_no_rate_makes_the_sales_is_left_and_named() -> None:
    loss = sale(date(2024, 5, 1), "100", deal="L", kind="downgrade", currency="KES")
    book, day = book_of(sale(date(2024, 1, 15)), loss), date(2024, 12, 31)
    found = overview(book, day).commission
    assert ["KES" in each.reason for each in found.untaken] == [True]
    assert found.deals[0].months[0].base == 800
    assert repr(found) == "<Commission of a book on 2024-12-31: 1 sales, next payout on 2025-02-14 for 2024-Q4>"
    assert (found, hash(found)) == (overview(book, day).commission, hash(overview(book, day).commission))
    assert found != day
    assert {each.basis for each in found.assumed} == {"assumed"}
    assert len(found.assumed) == 7


def test_a_loss_in_the_currency_that_a_sales_became_is_taken_at_the_legal_rate() -> None:
    """EUR 100 are HRK 753.45: of 800 they leave 46.55."""
    loss = sale(date(2024, 5, 1), "100", deal="L", kind="downgrade", currency="EUR")
    [found] = overview(book_of(sale(date(2023, 5, 15), currency="HRK"), loss), date(2024, 12, 31)).commission.deals
    assert [each.base for each in found.months[:2]] == [800, Decimal("46.55")]


@pytest.mark.parametrize(
    ("day", "stops"), [(date(2024, 12, 31), []), (date(2025, 3, 31), ["D1"]), (date(2025, 4, 1), [])]
)
def test_who_is_not_managed_stops_at_the_end_of_march_2025(day: date, stops: list[str]) -> None:
    found = overview(book_of(sale(date(2022, 2, 15))), day).commission.stopping
    assert [each.deal for each in found] == stops


@pytest.mark.parametrize(
    ("lapses_on", "stops"),
    [(date(2025, 6, 30), [("lapses", date(2025, 7, 1), 160, date(2025, 6, 30))]), (date(2025, 7, 1), [])],
)
def test_whose_relation_lapses_by_the_end_of_the_quarter_stops_after_it(lapses_on: date, stops: list[object]) -> None:
    """Of two deals of a managed client the one of before April 2023 is paid for as long as it is managed."""
    deals = sale(date(2022, 2, 15)), sale(date(2024, 2, 15), deal="D2", line="Data")
    book = book_of(*deals, managing=(Managing("Acme", date(2022, 1, 1)),))
    book = book._replace(clients=(book.clients[0]._replace(managed_until=lapses_on),))
    found = overview(book, date(2025, 5, 20)).commission.stopping
    assert [(each.why, each.stops_on, each.monthly, each.lapses_on) for each in found] == stops
