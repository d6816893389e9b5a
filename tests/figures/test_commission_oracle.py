"""Our commission beside one worked out in fractions, month by month, of random small books."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from support.commission_oracle import books, cents, paid_months

from partnerbook.figures.commission import Commission
from partnerbook.figures.commission_amounts import Amounts, period_rows
from partnerbook.figures.commission_deals import deal_commissions
from partnerbook.figures.commission_lines import QUARTER, span_of
from partnerbook.figures.commission_months import line_amounts
from partnerbook.records import Book, CommissionLine

LAST = date(2030, 12, 31)
SEEN_ON = st.dates(date(2020, 12, 1), date(2029, 12, 31))


@given(book=books())
def test_every_month_of_every_deal(book: Book) -> None:
    ours = {}
    for found in deal_commissions(book).deals:
        for month, amount, _ in line_amounts(found, 0, span_of("2031-01").first, ()):
            ours[found.deal, f"{month // 12}-{month % 12 + 1:02}"] = Fraction(amount)
    theirs = {key: cents(amount) for key, amount in paid_months(book, LAST).items()}
    assert ours == theirs


@given(book=books(), data=st.data())
def test_the_order_of_records_does_not_matter(book: Book, data: st.DataObject) -> None:
    other = book._replace(
        deals=tuple(data.draw(st.permutations(book.deals))), managing=tuple(reversed(book.managing)),
        clients=tuple(reversed(book.clients)),
    )  # fmt: skip
    assert deal_commissions(other) == deal_commissions(book)


@settings(max_examples=60)
@given(book=books(), day=SEEN_ON)
def test_a_month_is_one_thing_at_a_time_and_rows_add_up_in_every_way(book: Book, day: date) -> None:
    deals = deal_commissions(book)
    found = Commission(book, day, deals)
    sums = []
    for rows in (found.by_month, found.by_quarter, found.by_client, found.by_deal):
        by_kind: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in rows:
            for kind in Amounts._fields:
                by_kind[row.currency, kind] += getattr(row, kind)
        sums.append({key: amount for key, amount in by_kind.items() if amount})
    assert sums == [sums[0]] * 4
    assert all(sum(amount != 0 for amount in row[5:10]) <= 1 for row in found.by_month)
    quarter = span_of(found.next_payout.period).quarter
    months = quarter * QUARTER, quarter * QUARTER + QUARTER
    alone = period_rows(book, found.paying, found.recorded, day, *months).by_quarter
    assert alone == tuple(row for row in found.by_quarter if row.period == found.next_payout.period)
    over = [row for row in found.by_month if row.last <= day]
    assert not any(row.forecast for row in over)
    assert not any(row.earned or row.expected or row.unconfirmed for row in found.by_month if row.last > day)


def statement(book: Book, quarter: str, monthly: bool) -> Book:
    """The book with a quarter's statement of the oracle: a line for each deal and month, or each deal and quarter."""
    span = span_of(quarter)
    exact: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (deal, month), amount in paid_months(book, LAST).items():
        if span.first <= span_of(month).first < span.until:
            exact[deal, month if monthly else quarter] += amount
    deals = {deal.deal: deal for deal in book.deals}
    lines = [
        CommissionLine(period, deals[name].client, decimal(cents(amount)), deals[name].currency, name, status="paid")
        for (name, period), amount in exact.items()
        if cents(amount)
    ]
    return book._replace(commissions=tuple(lines))


def decimal(amount: Fraction) -> Decimal:
    return Decimal(int(amount * 100)).scaleb(-2)


@settings(max_examples=60)
@given(book=books(), quarter=st.sampled_from(["2024-Q1", "2025-Q2", "2025-Q4", "2026-Q3"]), monthly=st.booleans())
def test_a_statement_is_ours_to_the_cent_line_by_line_and_in_sum(book: Book, quarter: str, monthly: bool) -> None:
    stated = statement(book, quarter, monthly)
    found = Commission(stated, date(2027, 1, 1), deal_commissions(stated))
    assert [check for check in found.statement if check.outcome != "equal"] == []
    assert len(found.statement) == len(stated.commissions)
    for row in found.by_quarter:
        if row.period == quarter and stated.commissions:
            assert (
                row.settled
                == row.paid
                == sum(line.amount for line in stated.commissions if line.currency == row.currency)
            )
