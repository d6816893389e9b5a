"""What each deal pays, and why not: forty deals worked out by hand, and the days around every boundary."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support.commissions import TABLE, TABLE_DAY, book_of, day_of, sale, table_book

from partnerbook.days import first_of_month, month_number
from partnerbook.figures.commission_deals import DealCommission, deal_commissions
from partnerbook.program.commission import LINES_FIRST_SALE, STAYS_STOPPED, commission_rules
from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Settings, Subscription

SALES = [row for row in TABLE["deals"] if row["expect"]]
FOUND = {found.deal: found for found in deal_commissions(table_book()).deals}


def month_text(day: date | None, back: int = 0) -> str | None:
    return first_of_month(month_number(day) - back).isoformat()[:7] if day else None


def pays(found: DealCommission) -> list[tuple[str | None, str | None, Decimal]]:
    """The stretches that pay: first month, last month, a month's commission."""
    return [
        (month_text(each.first), month_text(each.until, 1), each.monthly) for each in found.months if not each.why_not
    ]


def only(book: Book, **rules: Any) -> DealCommission:
    [found] = deal_commissions(book, commission_rules()._replace(**rules)).deals
    return found


def test_the_table_has_forty_deals_and_each_sale_is_found() -> None:
    assert len(TABLE["deals"]) == 40
    assert set(FOUND) == {row["deal"] for row in SALES}


@pytest.mark.parametrize("row", SALES, ids=[row["deal"] for row in SALES])
def test_a_deal_worked_out_by_hand(row: dict[str, Any]) -> None:
    found, expected = FOUND[row["deal"]], row["expect"]
    why = found.why_not(TABLE_DAY)
    assert (found.rule, found.rate, found.end) == (
        expected["rule"],
        Decimal(expected["rate"]),
        day_of(expected["end"]),
    ), row["why"]
    assert [(first, last, f"{amount:.2f}") for first, last, amount in pays(found)] == [
        (first, last, f"{Decimal(amount):.2f}") for first, last, amount in expected["pays"]
    ], row["why"]
    assert (why and why.value) == expected["why_not"], row["why"]


@pytest.mark.parametrize(
    ("closed", "first", "last"),
    [
        ("2024-01-31", "2024-01", "2026-12"),
        ("2024-02-29", "2024-02", "2027-01"),
        ("2025-02-28", "2025-02", "2028-01"),  # 28 February 2028 is not the month's last day
        ("2025-03-01", "2025-03", "2028-02"),
        ("2024-04-30", "2024-04", "2027-03"),
        ("2023-12-31", "2023-12", "2026-11"),
        ("2026-01-01", "2026-01", "2028-12"),
        ("2100-02-28", "2100-02", "2103-01"),
    ],
)
def test_thirty_six_months_whatever_day_it_closes_on(closed: str, first: str, last: str) -> None:
    found = only(book_of(sale(date.fromisoformat(closed))))
    assert pays(found) == [(first, last, Decimal(160))]
    months = [month_number(each.until) - month_number(each.first) for each in found.months if each.until]
    assert months == [36]


def test_a_deal_of_long_ago_pays_to_april_2025() -> None:
    assert pays(only(book_of(sale(date(1999, 12, 31))))) == [("1999-12", "2025-03", Decimal(160))]


def legacy(*managing: tuple[str, str | None], **more: Any) -> Book:
    rows = [Managing("Acme", date.fromisoformat(start), day_of(end)) for start, end in managing]
    return book_of(sale(date(2023, 3, 31)), managing=tuple(rows), **more)


@pytest.mark.parametrize(
    ("managing", "last"),
    [
        ([], "2025-03"),
        ([("2020-01-01", None)], None),
        ([("2020-01-01", "2025-03-31")], "2025-03"),
        ([("2020-01-01", "2025-04-01")], "2025-06"),
        ([("2020-01-01", "2025-06-30")], "2025-06"),
        ([("2020-01-01", "2025-07-01")], "2025-09"),
        ([("2020-01-01", "2025-03-01"), ("2025-03-01", "2025-12-31")], "2025-12"),
        ([("2020-01-01", "2026-01-01")], "2026-03"),
        ([("2020-01-01", "2099-12-31")], "2099-12"),
    ],
)
def test_a_legacy_deal_at_a_quarters_end(managing: list[tuple[str, str | None]], last: str | None) -> None:
    assert pays(only(legacy(*managing))) == [("2023-03", last, Decimal(160))]


def test_a_client_that_is_managed_again() -> None:
    gap = legacy(("2020-01-01", "2025-08-01"), ("2025-12-31", None))
    assert pays(only(gap)) == [("2023-03", "2025-09", Decimal(160)), ("2026-01", None, Decimal(160))]
    assert pays(only(gap, managed_again=STAYS_STOPPED)) == [("2023-03", "2025-09", Decimal(160))]


@pytest.mark.parametrize(
    ("start", "first"), [("2026-02-01", "2026-04"), ("2026-03-31", "2026-04"), ("2026-04-01", "2026-07")]
)
def test_managing_that_begins_later_than_april_2025(start: str, first: str) -> None:
    assert pays(only(legacy((start, None)))) == [
        ("2023-03", "2025-03", Decimal(160)),
        (first, None, Decimal(160)),
    ]


def test_a_client_that_the_book_does_not_have_is_not_managed() -> None:
    book = legacy(("2020-01-01", None))._replace(clients=())
    assert pays(only(book)) == [("2023-03", "2025-03", Decimal(160))]


def test_a_provider_is_paid_for_twelve_months() -> None:
    settings = Settings(partner_kind="provider")
    for closed, first, last in ((date(2022, 5, 1), "2022-05", "2023-04"), (date(2024, 2, 29), "2024-02", "2025-01")):
        found = only(book_of(sale(closed), settings=settings))
        assert (found.rule, pays(found)) == ("provider", [(first, last, Decimal(160))])
    assert only(book_of(sale(date(2024, 2, 29)), settings=settings)).end == date(2025, 3, 1)


def test_a_deal_without_a_source_is_what_the_settings_say() -> None:
    deal = sale(date(2024, 5, 1), source="")
    assert pays(only(book_of(deal))) == []
    assert pays(only(book_of(deal, settings=Settings(deals_without_source="sourced"))))[0][2] == 160


def test_an_entered_rate_pays_where_the_rule_does_not() -> None:
    others = sale(date(2024, 5, 1), kind="upsell", other_partners_line=True)
    assert pays(only(book_of(others))) == []
    found = only(book_of(others._replace(commission_rate=Decimal("0.1"))))
    assert (found.rule, pays(found)) == ("entered_rate", [("2024-05", "2027-04", Decimal(80))])


def test_the_other_reading_of_an_upsell_of_ones_own_line() -> None:
    book = book_of(sale(date(2024, 1, 10)), sale(date(2025, 1, 10), "300", deal="D2", kind="upsell"))
    first, second = deal_commissions(book).deals
    assert (first.end, second.end) == (date(2027, 1, 10), date(2028, 1, 10))
    read = deal_commissions(book, commission_rules()._replace(upsell_from=LINES_FIRST_SALE)).deals
    assert [each.end for each in read] == [date(2027, 1, 10)] * 2
    assert pays(read[1]) == [("2025-01", "2026-12", Decimal(60))]


def lost(closed: date, mrr: str, **more: Any) -> Deal:
    return sale(closed, mrr, deal="L", kind="downgrade", **more)


def test_a_loss_takes_from_the_newest_sale_and_of_its_own_day_last() -> None:
    upsell = sale(date(2025, 5, 20), "500", deal="D2", kind="upsell")
    book = book_of(sale(date(2024, 1, 10)), upsell, lost(date(2025, 5, 20), "900"))
    first, second = deal_commissions(book).deals
    assert pays(first) == [("2024-01", "2025-04", Decimal(160))]
    assert pays(second) == [("2025-05", "2028-04", Decimal(80))]


def test_a_loss_takes_of_a_sale_of_its_own_day_and_what_is_left_pays_however_little() -> None:
    loss = sale(date(2024, 1, 15), "799", deal="L", kind="downgrade")
    found = next(each for each in deal_commissions(book_of(loss, sale(date(2024, 1, 15)))).deals)
    assert pays(found) == [("2024-01", "2026-12", Decimal("0.2"))]


def test_what_is_lost_beyond_what_was_sold_takes_nothing_more() -> None:
    book = book_of(sale(date(2024, 1, 10)), lost(date(2024, 3, 1), "5000"), lost(date(2024, 4, 1), "5000"))
    assert pays(only(book)) == [("2024-01", "2024-02", Decimal(160))]


def test_a_loss_in_another_currency_is_taken_at_the_rate_of_points() -> None:
    book = book_of(sale(date(2026, 1, 10), "1000"), lost(date(2026, 3, 1), "440", currency="EUR"))
    assert pays(only(book)) == [("2026-01", "2026-02", Decimal(200)), ("2026-03", "2028-12", Decimal(100))]


def test_a_loss_without_a_rate_is_named_and_takes_nothing() -> None:
    found = deal_commissions(book_of(sale(date(2026, 1, 10)), lost(date(2026, 3, 1), "440", currency="KPW")))
    assert pays(found.deals[0]) == [("2026-01", "2028-12", Decimal(160))]
    [untaken] = found.untaken
    assert "KPW" in untaken.reason
    rates = (OwnRate("KPW", date(2026, 1, 1), Decimal(110)),)
    told = book_of(sale(date(2026, 1, 10)), lost(date(2026, 3, 1), "440", currency="KPW"), rates=rates)
    assert deal_commissions(told).untaken == ()
    assert pays(only(told))[1] == ("2026-03", "2028-12", Decimal(80))


def paid(mrr: str, start: date, end: date | None = None, line: str = "Hub") -> Subscription:
    return Subscription("Acme", line, Decimal(mrr), "USD", start, end)


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ([paid("800", date(2024, 1, 10), date(2024, 6, 30))], "2024-05"),
        ([paid("800", date(2024, 1, 10), date(2024, 7, 1))], "2024-06"),
        ([paid("800", date(2024, 1, 10), date(2024, 3, 1)), paid("800", date(2024, 3, 1))], "2026-12"),
        ([paid("800", date(2024, 1, 10), date(2024, 6, 30), line="Other Hub")], "2026-12"),
        ([paid("800", date(2023, 1, 10), date(2024, 1, 10))], "2026-12"),  # of before the deal
        ([paid("800", date(2024, 1, 10), date(2024, 6, 30), line="hub ")], "2024-05"),
    ],
)
def test_it_pays_while_the_subscription_is_active(rows: list[Subscription], last: str) -> None:
    found = only(book_of(sale(date(2024, 1, 10)), subscriptions=tuple(rows)))
    assert pays(found) == [("2024-01", last, Decimal(160))]
    assert {each.why_not for each in found.months if each.why_not} <= {"term_over", "subscription_ended"}


def test_what_ends_after_its_term_begins_no_stretch_of_months() -> None:
    """The 36 months from January 2024 are over in January 2027, when the subscription runs on to June."""
    rows = (paid("800", date(2024, 1, 10), date(2027, 6, 30)),)
    found = only(book_of(sale(date(2024, 1, 10)), subscriptions=rows))
    assert [(each.first, each.until, each.why_not) for each in found.months] == [
        (date(2024, 1, 1), date(2027, 1, 1), None),
        (date(2027, 1, 1), None, "term_over"),
    ]


@pytest.mark.parametrize(
    ("loss", "why"),
    [
        ("800", [None, "nothing_left", "term_over"]),
        ("799.50", [None, None, "subscription_ended", "term_over"]),  # 10 cents a month from March to May
    ],
)
def test_what_was_lost_before_its_subscription_ended_is_lost(loss: str, why: list[str | None]) -> None:
    rows = (paid("800", date(2024, 1, 10), date(2024, 6, 30)),)
    found = only(book_of(sale(date(2024, 1, 10)), lost(date(2024, 3, 1), loss), subscriptions=rows))
    assert [each.why_not for each in found.months] == why


def bought(day: date, *deals: Deal, **more: Any) -> Book:
    """A line sold on 1 December 2025 at $800, for which $1,000 are paid from a day on."""
    rows = paid("800", date(2025, 12, 1), day), paid("1000", day)
    return book_of(sale(date(2025, 12, 1), **more), *deals, subscriptions=rows)


def test_what_is_bought_without_a_deal_follows_the_newest_deal_for_the_rest_of_its_term() -> None:
    assert pays(only(bought(date(2026, 3, 15)))) == [
        ("2025-12", "2026-02", Decimal(160)),
        ("2026-03", "2028-11", Decimal(200)),
    ]


@pytest.mark.parametrize(("market", "monthly"), [("BR", 200), ("ES", 160)])
def test_where_the_model_began_earlier_what_is_bought_follows_earlier(market: str, monthly: int) -> None:
    """In Latin America since October 2025, elsewhere since the 17th of November."""
    rows = paid("800", date(2025, 10, 2), date(2025, 10, 20)), paid("1000", date(2025, 10, 20))
    found = only(book_of(sale(date(2025, 10, 2)), market=market, subscriptions=rows))
    assert pays(found) == [("2025-10", "2028-09", monthly)]


def test_a_rise_of_half_a_dollar_is_one() -> None:
    rows = paid("800", date(2025, 12, 1), date(2026, 3, 15)), paid("800.5", date(2026, 3, 15))
    found = only(book_of(sale(date(2025, 12, 1)), subscriptions=rows))
    assert pays(found)[1] == ("2026-03", "2028-11", Decimal("160.1"))


@pytest.mark.parametrize(("day", "followed"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_that_is_within_twelve_months_of_the_lines_first_sale(day: date, followed: bool) -> None:
    assert len(pays(only(bought(day)))) == 1 + followed


def test_a_deal_explains_a_rise_as_far_as_it_goes() -> None:
    upsell = sale(date(2026, 3, 20), "150", deal="D2", kind="upsell")
    first, second = deal_commissions(bought(date(2026, 3, 15), upsell)).deals
    assert [amount for _, _, amount in pays(first)] == [Decimal(160), Decimal(170)]
    assert pays(second) == [("2026-03", "2029-02", Decimal(30))]
    whole = deal_commissions(bought(date(2026, 3, 15), upsell._replace(mrr=Decimal(200)))).deals[0]
    assert pays(whole) == [("2025-12", "2028-11", Decimal(160))]


def test_each_of_several_rises_is_explained_by_the_deals_around_it() -> None:
    """Of 800, 1,000, 1,300 and 1,500 the first rise is bought, the second sold, the third beyond twelve months."""
    starts = date(2025, 12, 1), date(2026, 3, 15), date(2026, 6, 15), date(2027, 2, 1)
    rows = tuple(map(paid, ("800", "1000", "1300", "1500"), starts, (*starts[1:], None)))
    upsell = sale(date(2026, 6, 15), "300", deal="D2", kind="upsell")
    first, second = deal_commissions(book_of(sale(date(2025, 12, 1)), upsell, subscriptions=rows)).deals
    assert pays(first) == [("2025-12", "2026-02", Decimal(160)), ("2026-03", "2028-11", Decimal(200))]
    assert pays(second) == [("2026-06", "2029-05", Decimal(60))]


def test_nobody_is_paid_for_a_rise_of_before_the_model_or_of_a_line_of_unknown_age() -> None:
    rows = paid("800", date(2025, 6, 1), date(2025, 9, 1)), paid("1000", date(2025, 9, 1))
    assert len(pays(only(book_of(sale(date(2025, 6, 1)), subscriptions=rows)))) == 1
    assert len(pays(only(bought(date(2026, 3, 15), kind="upsell", other_partners_line=True)))) == 1
    assert pays(only(bought(date(2026, 3, 15), source="assisted"))) == []


def test_what_is_bought_in_another_currency_is_no_rise() -> None:
    """EUR 1,000 after USD 800 may be less or more: nobody follows."""
    rows = paid("800", date(2025, 12, 1), date(2026, 3, 15)), paid("1000", date(2026, 3, 15))._replace(currency="EUR")
    found = only(book_of(sale(date(2025, 12, 1)), subscriptions=rows))
    assert pays(found) == [("2025-12", "2028-11", Decimal(160))]


def test_a_loss_takes_of_what_is_bought_on_its_day_too() -> None:
    """Of 800 and 200 that day 900 are lost: 100 are left, and pay 20."""
    found = only(bought(date(2026, 3, 15), lost(date(2026, 3, 15), "900")))
    assert pays(found) == [("2025-12", "2026-02", Decimal(160)), ("2026-03", "2028-11", Decimal(20))]


def test_a_book_without_deals() -> None:
    assert deal_commissions(Book()) == ((), ())
    assert deal_commissions(Book(clients=(Client("Acme", "US"),))).deals == ()
    assert deal_commissions(book_of(lost(date(2025, 1, 1), "10"))).deals == ()
