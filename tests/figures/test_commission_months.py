"""What a deal pays in a month of a quarter that is rounded as one is what it adds to the rounded sum so far."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from partnerbook.codes import CommissionRule
from partnerbook.days import first_of_month, month_number
from partnerbook.figures.commission_deals import CommissionMonths, DealCommission
from partnerbook.figures.commission_months import line_amounts
from partnerbook.records import NOWHERE

FIRST = month_number(date(2026, 1, 1))
UNTIL = FIRST + 18
AMOUNTS = st.one_of(
    st.decimals(0, 500, places=2), st.decimals(0, 500, places=4), st.decimals(-9, 9, places=3), st.just(Decimal(0))
)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def deal_of(starts: list[tuple[int, Decimal]]) -> DealCommission:
    """A deal that pays so much a month from each of some months on."""
    ends = [*(month for month, _ in starts[1:]), None]
    months = tuple(
        CommissionMonths(first_of_month(month), None if end is None else first_of_month(end), Decimal(1), monthly)
        for (month, monthly), end in zip(starts, ends, strict=True)
    )
    return DealCommission("D1", "Acme", "CRM", "new", "sourced", "USD", CommissionRule.TERM, Decimal(1), False,
                          first_of_month(starts[0][0]), None, months, NOWHERE)  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(FIRST, UNTIL - 1), AMOUNTS), min_size=1, max_size=6, unique_by=lambda each: each[0]),
    st.sets(st.integers(FIRST // 3, UNTIL // 3)),
)
def test_each_month_adds_to_the_rounded_sum_of_its_quarter(
    starts: list[tuple[int, Decimal]], by_quarter: set[int]
) -> None:
    starts.sort()
    found = deal_of(starts)
    expected, so_far = [], Decimal(0)
    for month in range(starts[0][0], UNTIL):
        monthly = [amount for start, amount in starts if start <= month][-1]
        so_far = monthly if month % 3 == 0 else so_far + monthly
        before = so_far - monthly
        expected.append((month, cents(so_far) - cents(before) if month // 3 in by_quarter else cents(monthly)))
    assert [(month, amount) for month, amount, _ in line_amounts(found, FIRST, UNTIL, by_quarter)] == expected


def test_whole_cents_after_what_is_below_zero() -> None:
    """-0.005 is -0.01 to the cent, and the 0.995 of two months 1.00: so the second month adds 1.01."""
    found = deal_of([(FIRST, Decimal("-0.005")), (FIRST + 1, Decimal(1))])
    amounts = [amount for _, amount, _ in line_amounts(found, FIRST, FIRST + 2, [FIRST // 3])]
    assert amounts == [Decimal("-0.01"), Decimal("1.01")]
