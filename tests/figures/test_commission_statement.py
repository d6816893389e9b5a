"""Statements line by line, and payouts: what is equal, what differs and why, what is missing, what came in."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support.commissions import book_of, sale, stated

from partnerbook.codes import PayoutFault
from partnerbook.figures.commission_payouts import late_payouts
from partnerbook.figures.commission_statement import StatementCheck
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import partner_facts
from partnerbook.records import Book, Managing, OwnRate, Payout, Place, Settings

DAY = date(2024, 12, 31)
BOOK = book_of(sale(date(2024, 1, 15)))  # 160 a month from January 2024


def checks(book: Book, *lines: Any, day: date = DAY) -> tuple[StatementCheck, ...]:
    return overview(book._replace(commissions=lines), day).commission.statement


def said(book: Book, *lines: Any) -> list[tuple[str, str | None, Decimal | None]]:
    return [(check.outcome, check.reason, check.difference) for check in checks(book, *lines)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (stated("2024-Q1", "480"), ("equal", None, 0)),
        (stated("2024-02", "160.00"), ("equal", None, 0)),
        (stated("2024-Q1", "480", deal="d1"), ("equal", None, 0)),
        (stated("2024-Q1", "480", line="HUB"), ("equal", None, 0)),
        (stated("2024-Q1", "480", client="ACME"), ("equal", None, 0)),
        (stated("2024-Q1", "480.01"), ("differs", "rounding", Decimal("0.01"))),
        (stated("2024-Q1", "480.02"), ("differs", "rounding", Decimal("0.02"))),
        (stated("2024-Q1", "480.03"), ("differs", "untold", Decimal("0.03"))),
        (stated("2024-Q1", "240"), ("differs", "rate", -240)),
        (stated("2024-Q1", "320"), ("differs", "months", -160)),
        (stated("2024-Q1", "400", base=Decimal(2000)), ("differs", "base", -80)),
        (stated("2024-Q1", "400", rate=Decimal("0.1")), ("differs", "rate", -80)),
        (stated("2024-Q1", "400", base=Decimal(2400), rate=Decimal("0.2")), ("differs", "untold", -80)),
        (stated("2024-Q1", "0"), ("differs", "rate", -480)),
        (stated("2023-Q4", "480"), ("unknown", "not_closed_yet", 480)),
        (stated("2023-Q4", "0"), ("equal", None, 0)),
        (stated("2024-Q1", "480", currency="EUR"), ("unknown", "currency", 480)),
        (stated("2024-Q1", "480", client="Bolt"), ("unknown", "no_client", 480)),
        (stated("2024-Q1", "480", deal="D9"), ("unknown", "no_deal", 480)),
        (stated("2024-Q1", "480", line="Data"), ("unknown", "no_deal", 480)),
    ],
)
def test_a_line_beside_our_figure(line: Any, expected: tuple[str, str | None, Any]) -> None:
    assert said(BOOK, line)[0] == expected


def test_why_a_deal_pays_nothing_is_the_reason_of_a_line_for_it() -> None:
    assisted = book_of(sale(date(2024, 1, 15), source="assisted"))
    assert said(assisted, stated("2024-Q1", "480")) == [("unknown", "assisted", 480)]
    zero = book_of(sale(date(2024, 1, 15), commission_rate=Decimal(0)))
    assert said(zero, stated("2024-Q1", "480")) == [("unknown", "rate_zero", 480)]
    over = book_of(sale(date(2024, 1, 15), upmarket_referral=True, source="assisted"))
    assert checks(over, stated("2025-01", "160"), day=date(2025, 1, 31))[0].reason == "term_over"


def test_each_of_several_quarters_is_compared_and_what_is_no_sum_is_no_total() -> None:
    lines = stated("2024-Q1", "480"), stated("2024-Q3", "480"), stated("2024-Q3", "70", client="Nobody")
    assert said(BOOK, *lines) == [("equal", None, 0), ("equal", None, 0), ("unknown", "no_client", 70)]


def test_what_is_stated_twice_is_compared_once() -> None:
    assert said(BOOK, stated("2024-Q1", "480"), stated("2024-Q1", "480")) == [
        ("equal", None, 0),
        ("unknown", "twice", 480),
    ]


def test_a_line_that_names_its_deal_goes_before_one_of_the_client() -> None:
    book = book_of(sale(date(2024, 1, 15)), sale(date(2024, 1, 15), "100", deal="D2", line="Data"))
    lines = stated("2024-Q1", "60"), stated("2024-Q1", "480", deal="D1")
    assert said(book, *lines) == [("equal", None, 0), ("equal", None, 0)]
    assert said(book, stated("2024-Q1", "540")) == [("equal", None, 0)]


def test_what_is_missing_in_a_statement() -> None:
    book = book_of(
        sale(date(2024, 1, 15)),
        sale(date(2024, 2, 15), "100", deal="D2", client="Bolt"),
        sale(date(2022, 2, 15), "50", deal="D3", client="Cup"),
    )
    rows = checks(book, stated("2024-Q1", "480"))
    assert [(row.outcome, row.deal, row.stated, row.ours, row.difference, row.reason) for row in rows] == [
        ("equal", "", 480, 480, 0, None),
        ("missing", "D3", None, 30, -30, "untold"),
        ("missing", "D2", None, 40, -40, "closed_in_period"),
    ]
    assert [row.period for row in checks(book, stated("2024-02", "160"))] == ["2024-02"] * 3
    assert checks(book) == ()


def test_a_legacy_deal_that_is_missing_may_not_be_managed_as_hubspot_sees_it() -> None:
    managing = (Managing("Acme", date(2020, 1, 1)),)
    book = book_of(sale(date(2022, 2, 15)), sale(date(2025, 1, 1), deal="D2", client="Bolt"), managing=managing)
    line = stated("2025-Q2", "480", client="Bolt")
    assert [check.reason for check in checks(book, line, day=date(2025, 9, 1))] == [None, "not_managed_there"]


def test_what_is_taken_back_is_beside_no_figure() -> None:
    """Source of the example: $800 x 20 % x 3 months = $480, paid, and recouped because the client did not pay."""
    rows = checks(BOOK, stated("2024-Q3", "480"), stated("2024-Q4", "-480", status=""))
    assert [(row.outcome, row.reason, row.stated, row.ours) for row in rows] == [
        ("equal", None, 480, 480),
        ("clawed_back", "client_did_not_pay", -480, None),
    ]


def test_what_is_taken_back_of_a_deal_that_pays_nothing_any_more() -> None:
    loss = sale(date(2024, 9, 1), "800", deal="L", kind="cancellation")
    book = book_of(sale(date(2024, 1, 15)), loss)
    assert [check.reason for check in checks(book, stated("2024-Q4", "-480", status=""))] == ["nothing_left"]


def test_what_is_taken_back_stands_beside_what_was_paid_for_the_deal_or_the_client() -> None:
    lines = (
        stated("2024-Q1", "480", deal="D1"),
        stated("2024-Q2", "-100", status="", deal="D1"),
        stated("2024-Q2", "-50", status=""),
    )
    found = overview(BOOK._replace(commissions=lines), DAY).commission.clawbacks
    assert [(row.deal, row.paid, row.clawed_back, row.kept) for row in found] == [
        ("", 480, 50, 430), ("D1", 480, 100, 380)
    ]  # fmt: skip


def test_what_is_missing_of_a_client_that_something_was_taken_back_of() -> None:
    book = book_of(sale(date(2024, 1, 15)), sale(date(2024, 1, 15), "100", deal="D2", client="Bolt"))
    rows = checks(book, stated("2024-Q1", "480"), stated("2024-Q1", "-60", client="Bolt", status=""))
    assert ("missing", "client_did_not_pay") in [(row.outcome, row.reason) for row in rows]


def test_lines_of_months_in_a_quarter_of_quarters_are_not_missing_twice() -> None:
    rows = checks(BOOK, stated("2024-01", "160"), stated("2024-Q1", "320"))
    assert [row.outcome for row in rows] == ["equal", "equal"]


def test_a_line_keeps_its_place() -> None:
    assert checks(BOOK, stated("2024-Q1", "480", origin=Place("Commissions", 7)))[0].origin == ("Commissions", 7)


def payout(**more: Any) -> Any:
    row = Payout("2024-Q1", "USD")._replace(**more)
    [found] = overview(BOOK._replace(payouts=(row,)), DAY).commission.payouts
    return found


def test_the_third_of_gross_fee_and_net_is_derived() -> None:
    found = payout(gross=Decimal(480), net=Decimal("465.50"))
    assert (found.fee, found.derived, found.fault) == (Decimal("14.50"), "fee", None)
    found = payout(gross=Decimal(480), fee=Decimal(15))
    assert (found.net, found.derived) == (465, "net")
    found = payout(net=Decimal(465), fee=Decimal(15))
    assert (found.gross, found.derived) == (480, "gross")
    assert payout(net=Decimal(465))[2:6] == (None, None, 465, "")


@pytest.mark.parametrize(
    ("gross", "fee", "net", "fault"),
    [
        ("480", None, "480.01", PayoutFault.NET_ABOVE_GROSS),
        ("480", None, "480", None),
        ("480", "15", "465", None),
        ("480", "15", "464.99", PayoutFault.PARTS_DIFFER),
        ("480", "0", "481", PayoutFault.NET_ABOVE_GROSS),
        (None, None, "481", None),
    ],
)
def test_net_above_gross_is_flagged(gross: str | None, fee: str | None, net: str, fault: PayoutFault | None) -> None:
    amounts = {"gross": gross, "fee": fee, "net": net}
    found = payout(**{name: None if amount is None else Decimal(amount) for name, amount in amounts.items()})
    assert found.fault == fault


def test_a_payout_beside_its_statement_less_what_that_takes_back() -> None:
    lines = stated("2024-Q1", "480"), stated("2024-02", "-100", status=""), stated("2024-Q1", "5", currency="EUR")
    book = BOOK._replace(commissions=lines, payouts=(Payout("2024-Q1", "USD", Decimal(380)),))
    [found] = overview(book, DAY).commission.payouts
    assert (found.stated, found.gross) == (380, 380)


@pytest.mark.parametrize("amount", ["0", "0.50"])
def test_what_is_earned_and_not_yet_paid_stands_beside_no_payout(amount: str) -> None:
    lines = (stated("2024-Q1", amount, status="earned"),)
    book = BOOK._replace(commissions=lines, payouts=(Payout("2024-Q1", "USD", Decimal(480)),))
    assert [row.stated for row in overview(book, DAY).commission.payouts] == [None]


def test_the_next_payout_and_the_alert_of_the_day_after() -> None:
    for day, period, late in (
        (date(2024, 5, 15), "2024-Q1", []),
        (date(2024, 5, 16), "2024-Q2", ["2024-Q1"]),
        (date(2024, 8, 15), "2024-Q3", ["2024-Q2"]),
    ):
        found = overview(BOOK, day).commission
        assert found.next_payout.period == period
        assert [each.period for each in found.late_payouts] == late
    due = overview(BOOK, date(2024, 5, 15)).commission.next_payout
    assert (due.expected_on, due.days, due.parts) == (date(2024, 5, 15), 0, (("USD", 480, 0, 0),))
    less = overview(BOOK._replace(commissions=(stated("2024-Q4", "-100", status=""),)), date(2024, 11, 15))
    # October's 160 is earned, that of November and December forecast.
    assert partner_facts(less, ["payout", "commission"]) == {"payout": "2024-Q4", "commission": 380}


def test_every_payout_is_late_from_the_first_that_the_book_records() -> None:
    received = Payout("2024-Q1", "USD", Decimal(480), received_on=date(2024, 5, 15))
    found = overview(BOOK._replace(payouts=(received,)), date(2025, 2, 20)).commission
    assert [(each.period, each.days) for each in found.late_payouts] == [
        ("2024-Q2", -190),
        ("2024-Q3", -98),
        ("2024-Q4", -6),
    ]
    assert found.year_to_date[0].received == 0
    assert overview(BOOK._replace(payouts=(received,)), DAY).commission.year_to_date[0].received == 480


def test_a_stated_day_can_come_before_that_of_an_older_quarter() -> None:
    """Quarters are paid 45 days after their end: the first by 15 May; HubSpot has put the second before it."""
    late_first = Payout("2024-Q1", "USD", gross=Decimal(500), expected_on=date(2024, 9, 10))
    early_second = Payout("2024-Q2", "USD", gross=Decimal(500), expected_on=date(2024, 8, 5))
    book = Book(payouts=(late_first, early_second))
    for day, following, late in (
        (date(2024, 8, 5), "2024-Q2", []),
        (date(2024, 8, 6), "2024-Q1", ["2024-Q2"]),
        (date(2024, 9, 10), "2024-Q1", ["2024-Q2"]),
        (date(2024, 9, 11), "2024-Q3", ["2024-Q1", "2024-Q2"]),
    ):
        found = overview(book, day).commission
        assert (found.next_payout.period, [each.period for each in found.late_payouts]) == (following, late)


def test_the_rows_of_many_late_payouts_are_looked_through_once() -> None:
    """A day that is thousands of quarters away takes seconds, not minutes."""

    class Rows(list[Any]):
        looks = 0

        def __iter__(self) -> Any:
            self.looks += 1
            return super().__iter__()

    found = overview(BOOK._replace(payouts=(Payout("2024-Q1", "USD"),)), date(2100, 1, 1)).commission
    rows = Rows(found.by_quarter)
    late = late_payouts(found.book, found.recorded, rows, found.as_of)
    assert late == found.late_payouts
    assert len(late) == 12
    assert rows.looks == 1


def test_a_payout_that_is_received_early_is_not_the_next_one() -> None:
    received = Payout("2024-Q1", "USD", Decimal(480), received_on=date(2024, 5, 2))
    assert overview(BOOK._replace(payouts=(received,)), date(2024, 5, 2)).commission.next_payout.period == "2024-Q2"


def test_a_payout_of_where_the_forecast_ends_is_whole_whatever_was_asked_before() -> None:
    payout = Payout("2027-Q4", "USD", expected_on=date(2024, 11, 5))
    book, day = book_of(sale(date(2025, 1, 15)))._replace(payouts=(payout,)), date(2024, 10, 31)
    asked = overview(book, day).commission
    assert asked.by_quarter[-1].period == "2027-Q4"
    for found in (asked, overview(book, day).commission):
        assert found.next_payout.parts == (("USD", 0, 480, 0),)


def test_what_a_statement_takes_back_stands_beside_the_next_payout() -> None:
    book = BOOK._replace(commissions=(stated("2024-Q3", "480"), stated("2024-Q4", "-480", status="")))
    due = overview(book, DAY).commission.next_payout
    assert (due.period, due.parts) == ("2024-Q4", (("USD", 480, 0, 480),))


def test_a_month_in_the_currency_of_payouts_at_the_market_and_as_points() -> None:
    rates = OwnRate("EUR", date(2024, 1, 31), Decimal(90), "market"), OwnRate("EUR", date(2024, 1, 1), Decimal(75))
    book = book_of(sale(date(2024, 1, 15), currency="EUR"), rates=rates)
    [found] = overview(book, date(2024, 1, 31)).commission.conversions
    assert (found.amount, found.into, found.market, found.fixed) == (
        160, "USD", Decimal("177.78"), Decimal("213.33"),
    )  # fmt: skip
    paid_in_euro = book._replace(settings=Settings(reporting_currency="EUR"))
    assert overview(paid_in_euro, date(2024, 1, 31)).commission.conversions == ()


def test_a_currency_without_a_rate_is_told_and_stops_nothing() -> None:
    found = overview(book_of(sale(date(2024, 1, 15), currency="KPW")), DAY).commission
    assert {(row.market, row.fixed) for row in found.conversions} == {(None, None)}
    assert "KPW" in found.conversions[0].why
    assert found.by_client[0].currency == "KPW"


def test_what_the_book_tells_of_a_payout_to_come() -> None:
    rows = Payout("2024-Q3", "USD", Decimal(480)), Payout("2024-Q3", "EUR", Decimal(50), fee=Decimal(1))
    due = overview(BOOK._replace(payouts=rows), date(2024, 10, 31)).commission.next_payout
    assert due.told == (("USD", 480, None), ("EUR", 50, 49))


def test_the_months_asked_for_are_those_of_lines_and_payouts_too() -> None:
    lines = stated("2024-Q1", "480"), stated("2024-05", "160"), stated("2024-Q3", "-480", status="")
    payouts = Payout("2024-Q1", "USD", Decimal(480)), Payout("2024-Q2", "USD", Decimal(160))
    found = overview(BOOK._replace(commissions=lines, payouts=payouts), DAY).commission
    asked = found.between(date(2024, 4, 1), date(2024, 6, 30))
    assert [check.period for check in asked.statement] == ["2024-05"]
    assert [row.period for row in asked.payouts] == ["2024-Q2"]
    assert asked.clawbacks == ()
    assert [row.paid for row in found.between(date(2024, 9, 1), date(2024, 9, 30)).clawbacks] == [640]


def test_the_currency_of_payouts_is_the_one_they_are_in_else_the_partners() -> None:
    euro = Payout("2024-Q1", "EUR", Decimal(400), received_on=date(2024, 5, 15))
    assert overview(BOOK._replace(payouts=(euro,)), DAY).commission.conversions[0].into == "EUR"
    both = (euro, euro._replace(currency="GBP"))
    assert overview(BOOK._replace(payouts=both), DAY).commission.conversions == ()
