"""Retention: HubSpot's two examples, who is left out, and the yearly averages; sourced MRR and value."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.awkward_books import AWKWARD_BOOKS

from partnerbook.days import month_end
from partnerbook.errors import NoRate
from partnerbook.exact import EXACT, quotient, rounded
from partnerbook.figures import retention
from partnerbook.figures.retention import (
    NO_AVERAGES,
    Movement,
    averages_of_days,
    movements,
    sourced_value,
    yearly_averages,
)
from partnerbook.points.ledger import ledger
from partnerbook.points.rates import PUBLISHED_RATES
from partnerbook.points.units import point_unit
from partnerbook.program.joined import joined_currencies
from partnerbook.records import Book, Client, Deal, Subscription
from partnerbook.sample import sample_book

MONEY = st.integers(0, 500).map(lambda tens: Decimal(tens * 10))


def day(text: str) -> date:
    return date.fromisoformat(text)


def paid(rows: str, clients: Iterable[Client] = ()) -> Book:
    """A book of subscriptions, one a line: client, line, MRR, currency, start and, if it has ended, end."""
    subscriptions = []
    for row in rows.strip().splitlines():
        client, line, mrr, currency, start, *end = row.split()
        subscriptions.append(
            Subscription(client, line, Decimal(mrr), currency, day(start), day(end[0]) if end else None)
        )
    known = tuple(clients) or tuple(Client(name, "US") for name in dict.fromkeys(row.client for row in subscriptions))
    return Book(clients=known, subscriptions=tuple(subscriptions))


def month(book: Book, end: str) -> Movement:
    [found] = [each for each in movements(book, day(end)) if each.month_end == day(end)]
    return found


@pytest.mark.parametrize("name", [*AWKWARD_BOOKS, "sample"])
def test_months_in_which_nothing_happens_are_as_if_each_was_looked_at(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sample_book(20) if name == "sample" else AWKWARD_BOOKS[name]
    last = date(2039, 10, 31)
    found = movements(book, last)
    monkeypatch.setattr(retention, "_changing_days", lambda _: [last])
    assert found == movements(book, last)


@pytest.mark.parametrize(
    ("after", "percent"),
    [("101", "113"), ("99", "89"), ("100", "100"), ("0", "0")],
)
def test_hubspots_examples_of_revenue_retention(after: str, percent: str) -> None:
    """101 % kept in a month is 113 % a year, 99 % is 89 %."""
    rows = "Acme Sales 100 USD 2025-03-10 2026-02-10\n" + (f"Acme Sales {after} USD 2026-02-10" if after != "0" else "")
    kept = month(paid(rows), "2026-02-28").revenue_retention
    assert kept is not None
    assert rounded(kept * 100, 0) == Decimal(percent)


def test_what_is_cancelled_downgraded_and_upgraded() -> None:
    book = paid("""
        Acme  Sales      100 USD 2025-03-10 2026-02-10
        Birk  Sales      200 USD 2025-03-10 2026-02-14
        Birk  Sales      150 USD 2026-02-14
        Cora  Sales      300 USD 2025-03-10 2026-02-20
        Cora  Sales      330 USD 2026-02-20
        Dora  Sales      400 USD 2025-03-10
    """)
    found = month(book, "2026-02-28")
    assert found == Movement(day("2026-02-28"), Decimal(1000), Decimal(100), Decimal(50), Decimal(30))
    assert found.end == 880
    assert found.revenue_retention == Decimal("0.88") ** 12
    assert found.dollar_retention == Decimal("0.9") ** 12
    assert found.gross_retention == Decimal("0.85")


def test_clients_new_in_the_month_are_left_out() -> None:
    book = paid("""
        Acme  Sales  100 USD 2025-03-10
        Birk  Sales  900 USD 2026-02-02
        Cora  Sales  900 USD 2026-02-02 2026-02-20
    """)
    assert month(book, "2026-02-28") == Movement(day("2026-02-28"), Decimal(100))
    assert month(book, "2026-03-31").start == 1000


def test_one_that_starts_with_the_month_is_not_new_in_it() -> None:
    book = paid("Acme Sales 100 USD 2026-02-01 2026-02-20")
    assert month(book, "2026-02-28") == Movement(day("2026-02-28"), Decimal(100), cancelled=Decimal(100))


def test_a_new_line_of_an_old_client_is_an_upgrade_and_a_dropped_one_a_downgrade() -> None:
    book = paid("""
        Acme  Sales    100 USD 2025-03-10
        Acme  Service   40 USD 2026-02-10 2026-04-10
    """)
    assert month(book, "2026-02-28") == Movement(day("2026-02-28"), Decimal(100), upgraded=Decimal(40))
    assert month(book, "2026-04-30") == Movement(day("2026-04-30"), Decimal(140), downgraded=Decimal(40))


def test_a_client_that_changes_one_line_for_another_has_neither_cancelled_nor_grown() -> None:
    book = paid("""
        Acme  Sales    100 USD 2025-03-10 2026-02-10
        Acme  Service  100 USD 2026-02-10
    """)
    assert month(book, "2026-02-28") == Movement(day("2026-02-28"), Decimal(100))


@pytest.mark.parametrize(
    ("end", "cancelled_in"), [("2026-01-31", "2026-01"), ("2026-02-01", "2026-01"), ("2026-02-02", "2026-02")]
)
def test_a_cancellation_counts_once_in_the_month_of_its_last_day(end: str, cancelled_in: str) -> None:
    """The end is the first day without it: one that ends on 1 February was there to the end of January."""
    found = movements(paid(f"Acme Sales 100 USD 2025-11-10 {end}"), day("2026-04-30"))
    assert {each.month_end.strftime("%Y-%m"): each.cancelled for each in found if each.cancelled} == {cancelled_in: 100}


def test_a_step_at_the_turn_of_the_month_counts_once() -> None:
    book = paid("Acme Sales 100 USD 2025-11-10 2026-02-01\nAcme Sales 80 USD 2026-02-01")
    assert [each.downgraded for each in movements(book, day("2026-03-31"))] == [0, 0, 20, 0, 0]


def test_a_month_starts_with_what_runs_on_its_first_day() -> None:
    book = sample_book(20)
    clients = tuple(client._replace(services_ended=None) for client in book.clients)
    dollars = tuple(row for row in book.subscriptions if row.currency == "USD")
    found = movements(book._replace(clients=clients, subscriptions=dollars), day("2026-10-31"))
    assert len(found) > 40
    for each in found:
        first = each.month_end.replace(day=1)
        assert each.start == sum(row.mrr for row in dollars if row.start <= first < (row.end or date.max))


def test_the_new_point_unit_of_july_2025_looks_like_no_contraction() -> None:
    found = movements(paid("Acme Sales 6600 EUR 2025-03-01"), day("2025-08-31"))
    assert [each.start for each in found] == [8800] * 5 + [7500]
    assert {(each.cancelled, each.downgraded, each.upgraded) for each in found} == {(0, 0, 0)}
    assert {each.revenue_retention for each in found} == {Decimal(1)}


def test_a_month_that_grew_beyond_what_can_be_meant_is_left_out_of_the_mean() -> None:
    rows = "Acme Sales 0.01 USD 2025-01-10 2026-03-10\nAcme Sales 1000 USD 2026-03-10"
    found = movements(paid(rows), day("2026-10-31"))
    assert [each.month_end for each in found if each.grew_beyond] == [day("2026-03-31")]
    assert yearly_averages(found, day("2026-10-31")) == (1, 1, 1, 0)


@pytest.mark.parametrize(("currency", "changes"), [("HRK", "2023-01-01"), ("BGN", "2026-01-01")])
def test_a_client_whose_currency_becomes_another_has_neither_grown_nor_shrunk(currency: str, changes: str) -> None:
    rate = joined_currencies()[currency].rate
    rows = f"Acme Sales {100 * rate} {currency} 2021-05-01 {changes}\nAcme Sales 100 EUR {changes}"
    found = movements(paid(rows, [Client("Acme", "HR")]), day("2026-10-31"))
    assert {(each.cancelled, each.downgraded, each.upgraded) for each in found} == {(0, 0, 0)}


@pytest.mark.parametrize(
    ("ended", "starts"),
    [
        (None, [100, 100, 100, 100]),
        ("2026-04-01", [100, 100, 100, 0]),  # the first day without: all of March counts
        ("2026-03-15", [100, 100, 0, 0]),
        ("2026-03-01", [100, 100, 0, 0]),
        ("2025-06-30", [0, 0, 0, 0]),
    ],
)
def test_a_client_whose_services_ended_is_left_out_from_that_month_on(ended: str | None, starts: list[int]) -> None:
    client = Client("Acme", "US", services_ended=ended and day(ended))
    found = movements(paid("Acme Sales 100 USD 2025-12-10 2026-04-10", [client]), day("2026-04-30"))
    assert [each.start for each in found[1:]] == starts
    assert sum(each.cancelled for each in found) == (0 if ended else 100)


def test_a_currency_without_rate_is_left_out_of_both_ends_and_counted() -> None:
    book = paid("""
        Acme  Sales    1000 CLP 2025-03-10 2026-02-10
        Birk  Sales     100 USD 2025-03-10
        Cora  Sales    1000 CLP 2026-02-10
    """)
    assert month(book, "2026-01-31") == Movement(day("2026-01-31"), Decimal(100), left_out=1)
    assert month(book, "2026-02-28") == Movement(day("2026-02-28"), Decimal(100), left_out=1)  # Cora is new in it
    assert month(book, "2026-03-31") == Movement(day("2026-03-31"), Decimal(100), left_out=1)
    assert month(book, "2025-03-31") == Movement(day("2025-03-31"))
    for end, left_out in (("2026-02-01", 0), ("2026-02-02", 1)):
        ends = paid(f"""
            Acme  Sales    1000 CLP 2025-03-10 {end}
            Birk  Sales     100 USD 2025-03-10
        """)
        assert month(ends, "2026-02-28").left_out == left_out


def test_a_month_that_began_with_nothing_counts_for_nothing() -> None:
    found = movements(paid("Acme Sales 100 USD 2026-01-10 2026-02-20"), day("2026-04-30"))
    assert [each.start for each in found] == [0, 100, 0, 0]
    for measure in ("revenue_retention", "dollar_retention", "gross_retention"):
        assert [getattr(each, measure) for each in found] == [None, 0, None, None]
    assert yearly_averages(found, day("2026-04-30")) == (0, 0, 0, 0)
    assert yearly_averages(found[:1], day("2026-04-30")) == NO_AVERAGES
    assert yearly_averages((), day("2026-04-30")) == NO_AVERAGES


def test_no_subscriptions_no_months() -> None:
    assert movements(Book(), day("2026-04-30")) == ()
    assert movements(paid("Acme Sales 100 USD 2026-01-10"), day("2025-12-31")) == ()


@pytest.mark.parametrize(
    ("on", "last"), [("2026-03-30", "2026-02-28"), ("2026-03-31", "2026-03-31"), ("2026-04-01", "2026-03-31")]
)
def test_only_whole_months_are_counted(on: str, last: str) -> None:
    found = movements(paid("Acme Sales 100 USD 2025-11-10"), day(on))
    assert (found[0].month_end, found[-1].month_end) == (day("2025-11-30"), day(last))


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [("2026-10-30", 9, 20), ("2026-10-31", 10, 21), ("2026-11-15", 10, 21), ("2025-03-31", 0, 2)],
)
def test_the_average_is_of_the_last_twelve_whole_months(on: str, first: int, last: int) -> None:
    """Months from January 2025 on; in the nth, counted from 0, n of 1000 are downgraded."""
    months = [
        Movement(month_end(date(2025, 1, 1), number), Decimal(1000), downgraded=Decimal(number)) for number in range(24)
    ]
    expected = 1 - Fraction(sum(range(first, last + 1)), (last - first + 1) * 1000)
    found = yearly_averages(months, day(on)).gross
    assert found is not None
    assert abs(Fraction(found) - expected) < Fraction(1, 10**20)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 1)), max_size=40),
    st.lists(
        st.one_of(
            st.dates(date(2024, 6, 1), date(2029, 12, 31)),
            st.integers(0, 60).map(lambda number: month_end(date(2024, 6, 1), number)),
        ),
        max_size=9,
    ),
)
def test_the_averages_of_many_days_are_those_of_each(figures: list[tuple[int, int, int]], days: list[date]) -> None:
    """Days in any order, before, in and after the months, some of which began with nothing."""
    months = [
        Movement(month_end(date(2025, 1, 1), number), *map(Decimal, (start, min(start, less), 0, 0)), left_out=untold)
        for number, (start, less, untold) in enumerate(figures)
    ]
    for on, found in zip(days, averages_of_days(months, days), strict=True):
        ends = [end for end in (month_end(on, -back) for back in range(13)) if end <= on][:12]
        year = [each for each in months if each.month_end in ends]
        kept = [1 - Fraction(each.cancelled / each.start) for each in year if each.start]
        assert found.left_out == sum(each.left_out for each in year)
        assert (found.gross is None) == (not kept)
        if found.gross is not None:
            assert abs(Fraction(found.gross) - sum(kept) / len(kept)) < Fraction(1, 10**20)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=6))
def test_any_clients_figures_agree_with_fractions(clients: list[tuple[Decimal, Decimal]]) -> None:
    """Each client pays the first amount when the month begins and the second when it ends."""
    rows = []
    for number, (before, after) in enumerate(clients):
        if before:
            rows.append(f"C{number} Sales {before} USD 2025-03-10 2026-02-10")
        if after:
            rows.append(f"C{number} Sales {after} USD 2026-02-10")
    old = [(Fraction(before), Fraction(after)) for before, after in clients if before]
    if not old:
        return
    found = month(paid("\n".join(rows)), "2026-02-28")
    start = sum(before for before, _ in old)
    kept = sum(after for _, after in old) / start
    churned = sum(before for before, after in old if not after)
    shrunk = sum(before - after for before, after in old if after and after < before)
    expected = {
        "revenue_retention": kept**12,
        "dollar_retention": (1 - churned / start) ** 12,
        "gross_retention": 1 - (churned + shrunk) / start,
    }
    assert found.grew_beyond == (kept**12 > 10)
    if found.grew_beyond:
        assert found.revenue_retention is None
        del expected["revenue_retention"]
    for measure, figure in expected.items():
        assert abs(Fraction(getattr(found, measure)) - figure) <= Fraction(1, 10**18) * max(figure, 1)


def sold(rows: str) -> Book:
    """A book of deals, one a line: client, line, kind, source, day, MRR, currency and, if known, contract value."""
    deals = []
    for row in rows.strip().splitlines():
        client, line, kind, source, closed, mrr, currency, *value = row.split()
        worth = Decimal(value[0]) if value else None
        deals.append(Deal("", client, line, kind, source, day(closed), Decimal(mrr), currency, worth))
    return Book(clients=tuple(Client(name, "MX") for name in {deal.client for deal in deals}), deals=tuple(deals))


@pytest.mark.parametrize(
    ("on", "mrr", "value"),
    [
        ("2025-03-09", 0, 0),
        ("2025-03-10", 100, 1200),
        ("2025-08-01", 1100, 3200),  # 880 euros of the new unit, worth 1760 over its contract
        ("2025-12-31", 1100, 3200),  # assisted sales and losses change nothing
        ("2026-03-09", 1100, 3200),
        ("2026-03-10", 1000, 2000),
        ("2026-08-01", 0, 0),
    ],
)
def test_sourced_mrr_and_value_of_the_last_twelve_months(on: str, mrr: int, value: int) -> None:
    """In US dollars at the point units; a growth market and the rate of points change nothing."""
    book = sold("""
        Acme  Sales    new           sourced   2025-03-10  100  USD
        Birk  Sales    new           assisted  2025-05-10  500  USD
        Acme  Service  cross_sell    sourced   2025-08-01  880  EUR  1760
        Acme  Service  downgrade     sourced   2025-09-01  440  EUR
        Acme  Sales    cancellation  sourced   2025-10-01  100  USD
    """)
    assert sourced_value(ledger(book).entries, day(on)) == (mrr, value)


def test_the_callers_decimal_context_does_not_matter() -> None:
    book = sample_book(20)
    on = day("2026-10-31")

    def everything() -> tuple[object, ...]:
        found = movements(book, on)
        measures = ("revenue_retention", "dollar_retention", "gross_retention")
        return (
            found,
            [(each.end, *(getattr(each, measure) for measure in measures)) for each in found],
            yearly_averages(found, on),
            sourced_value(ledger(book).entries, on),
        )

    expected = everything()
    with localcontext(prec=5, rounding=ROUND_DOWN):
        found = everything()
    assert found == expected


DAYS = st.dates(date(2022, 1, 1), date(2024, 6, 30))
ROWS = st.builds(
    Subscription,
    client=st.sampled_from(["Acme", "Birk", "Cora", "Dorn"]),
    line=st.just("Sales"),
    mrr=st.sampled_from([Decimal(text) for text in ("0", "100", "100.00", "33.33", "0.1", "1e3", "7")]),
    currency=st.sampled_from(["USD", "EUR", "HRK", "XAU"]),
    start=DAYS | st.sampled_from([date(2023, 1, 1), date(2023, 1, 31), date(2024, 2, 29)]),
    end=st.none() | DAYS | st.sampled_from([date(2023, 2, 1), date(2024, 3, 1)]),
)
CLIENTS = st.builds(
    lambda name, ended: Client(name, "ES", services_ended=ended),
    st.sampled_from(["Acme", "Birk", "Cora"]),
    st.none() | DAYS,
)


def plainly(book: Book, opening: date) -> tuple[Decimal, ...]:
    """The MRR that a month began with, cancelled, downgraded and upgraded, as the docstring of `movements` has it."""
    closing = month_end(opening) + timedelta(1)
    ended = {client.client: client.services_ended for client in book.clients}
    start = cancelled = downgraded = upgraded = Decimal(0)
    for name in {row.client for row in book.subscriptions}:
        paid = [Decimal(0), Decimal(0)]
        for row in book.subscriptions:
            for at, on in enumerate((opening, closing)):
                if row.client == name and row.start <= on and (row.end is None or on < row.end):
                    paid[at] += in_dollars(row.mrr, row.currency, opening)
        gone = ended.get(name)
        if not paid[0] or (gone is not None and gone < closing):
            continue
        start += paid[0]
        cancelled += paid[0] if not paid[1] else 0
        downgraded += max(paid[0] - paid[1], Decimal(0)) if paid[1] else 0
        upgraded += max(paid[1] - paid[0], Decimal(0))
    return start, cancelled, downgraded, upgraded


def in_dollars(mrr: Decimal, currency: str, on: date) -> Decimal:
    joined = joined_currencies().get(currency)
    try:
        unit = point_unit(joined.into if joined else currency, on, PUBLISHED_RATES).amount
    except NoRate:
        return Decimal(0)
    return quotient(mrr * 100, unit * joined.rate if joined else unit)


@given(st.lists(ROWS, min_size=1, max_size=12), st.lists(CLIENTS, max_size=4), DAYS)
def test_months_are_what_they_are_one_by_one(rows: list[Subscription], clients: list[Client], last: date) -> None:
    book = Book(clients=tuple(clients), subscriptions=tuple(rows))
    found = movements(book, last)
    first = min(row.start for row in rows).replace(day=1)
    openings = [first]
    while month_end(openings[-1]) <= last:
        openings.append(month_end(openings[-1]) + timedelta(1))
    assert [each.month_end for each in found] == [month_end(opening) for opening in openings[:-1]]
    with localcontext(EXACT):
        for each, opening in zip(found, openings, strict=False):
            assert (each.start, each.cancelled, each.downgraded, each.upgraded) == plainly(book, opening)
