"""Commission deal by deal and month by month: the rows that all sums of commission are of."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from partnerbook.codes import CommissionRule
from partnerbook.days import first_of_month, month_number
from partnerbook.exact import exactly
from partnerbook.figures.commission_amounts import month_kinds
from partnerbook.figures.commission_deals import DealCommission
from partnerbook.figures.commission_lines import QUARTER, payday, recorded
from partnerbook.figures.commission_months import line_amounts
from partnerbook.records import Book

MONTHS_AHEAD = 36  # so far the forecast goes: a deal of today pays no longer


class DealMonth(NamedTuple):
    """What a deal pays for a month, to the cent: `base` is the MRR that it is worked out from, `rate` a share of 1.

    `status` is the field of `Amounts` that it counts to, seen from the day `as_of`; None where no day is known.
    """

    month: date
    client: str
    deal: str
    line: str
    closed: date
    rule: CommissionRule
    base: Decimal
    rate: Decimal
    amount: Decimal
    currency: str
    status: str | None
    expected_on: date
    as_of: date | None


def forecast_end(day: date) -> int:
    """The number of the first month that is not forecast any more, seen from a day.

    >>> first_of_month(forecast_end(date(2026, 10, 31)))
    datetime.date(2029, 11, 1)
    """
    return min(month_number(day) + MONTHS_AHEAD, month_number(date.max)) + 1


@exactly
def deal_months(
    book: Book, deals: Iterable[DealCommission], day: date | None, until: date | None = None
) -> tuple[DealMonth, ...]:
    """Each month that each deal pays in, by month: to that of `until`, else three years from the day on.

    Where no day is known, three years from the last sale on.

    >>> from partnerbook.figures.commission_deals import deal_commissions
    >>> from partnerbook.records import Deal
    >>> book = Book(deals=(Deal("D1", "Acme", "Hub", "new", "sourced", date(2024, 2, 29), Decimal(800), "USD"),))
    >>> rows = deal_months(book, deal_commissions(book).deals, date(2026, 10, 31))
    >>> len(rows), rows[0].amount, rows[0].status, rows[-1].month, rows[-1].status
    (36, Decimal('160.00'), 'unconfirmed', datetime.date(2027, 1, 1), 'forecast')
    """
    deals = tuple(deals)
    if not deals:
        return ()
    known = recorded(book, day or date.max)
    kind_of = month_kinds(book, known, day) if day else None
    end = month_number(until) + 1 if until else forecast_end(day or max(found.closed for found in deals))
    paid_on = cache(lambda quarter: payday(book, quarter))
    rows = [
        DealMonth(
            first_of_month(month), found.client, found.deal, found.line, found.closed, found.rule, base, found.rate,
            amount, found.currency, kind_of(month) if kind_of else None, paid_on(month // QUARTER), day,
        )
        for found in deals
        for month, amount, base in line_amounts(found, 0, end, known.by_quarter)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.month))
