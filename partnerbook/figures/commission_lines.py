"""The lines of commission statements and the payouts of a book, as far as they are known on a day.

A line that only adds up others is never counted: one such row would double what was paid.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from partnerbook.days import first_of_month, month_end, month_number
from partnerbook.exact import EXACT, ZERO, exactly
from partnerbook.names import same_name
from partnerbook.parsing.period import period_days
from partnerbook.parsing.quarter import quarter_of
from partnerbook.records import Book, CommissionLine, Payout

PAID, CLAWED_BACK, EARNED = "paid", "clawed_back", "earned"
QUARTER = 3


class Span(NamedTuple):
    """The months of a period, by their numbers: the first, and the first without."""

    first: int
    until: int

    @property
    def quarter(self) -> int:
        """The number of the quarter that it lies in."""
        return self.first // QUARTER

    @property
    def whole(self) -> bool:
        """Whether it is a quarter."""
        return self.until - self.first == QUARTER

    @property
    def last_day(self) -> date:
        """The last day of its last month."""
        return month_end(first_of_month(self.until - 1))


@lru_cache(maxsize=1024)
def span_of(period: str) -> Span:
    """The months of a period, a quarter or a month. Errors: BadInput for a text that is neither.

    >>> span_of("2026-Q3").last_day, span_of("2026-02").last_day
    (datetime.date(2026, 9, 30), datetime.date(2026, 2, 28))
    """
    first, last = period_days(period)
    return Span(month_number(first), month_number(last) + 1)


def quarter_text(quarter: int) -> str:
    """A quarter as it is written, by its number.

    >>> quarter_text(span_of("2026-Q3").quarter)
    '2026-Q3'
    """
    return quarter_of(first_of_month(quarter * QUARTER))


def quarter_number(day: date) -> int:
    """The number of the quarter that a day is in."""
    return month_number(day) // QUARTER


def quarter_end(quarter: int) -> date:
    """The last day of a quarter, by its number.

    >>> quarter_end(quarter_number(date(2026, 2, 3)))
    datetime.date(2026, 3, 31)
    """
    return month_end(first_of_month(quarter * QUARTER), QUARTER - 1)


def line_status(line: CommissionLine) -> str:
    """What a line of a statement says of its amount: what stands there, else as amount and day of payment tell."""
    if line.amount < 0:
        return CLAWED_BACK
    return line.status or (PAID if line.paid_on else EARNED)


class Recorded(NamedTuple):
    """What the book records of commission, as far as it is known on a day.

    `totals` are lines that only add up others; `by_quarter` are the quarters of which statements have lines of the
    whole quarter; `settled` those that have been paid; `first` is the first quarter that anything is recorded of.
    """

    lines: tuple[CommissionLine, ...] = ()
    totals: tuple[CommissionLine, ...] = ()
    payouts: tuple[Payout, ...] = ()
    by_quarter: frozenset[int] = frozenset()
    settled: frozenset[int] = frozenset()
    first: int | None = None


@exactly
def recorded(book: Book, day: date) -> Recorded:
    """What the book records of commission up to a day. Errors: BadInput for a period that is none."""
    totals = set(_totals(book))
    stated = [line for line in book.commissions if line not in totals and line_status(line) != CLAWED_BACK]
    spans = {span_of(line.period) for line in stated}
    by_quarter = frozenset(span.quarter for span in spans if span.whole)
    known = [line for line in book.commissions if _known(line, day)]
    lines = tuple(line for line in known if line not in totals)
    payouts = tuple(row for row in book.payouts if first_of_month(span_of(row.period).first) <= day)
    paid = {span_of(line.period).quarter for line in lines if line_status(line) == PAID}
    paid |= {span_of(row.period).quarter for row in payouts if row.received_on and row.received_on <= day}
    periods = [*(line.period for line in lines), *(row.period for row in payouts)]
    first = min((span_of(period).quarter for period in periods), default=None)
    found = tuple(line for line in known if line in totals)
    return Recorded(lines, found, payouts, by_quarter, frozenset(paid), first)


def _known(line: CommissionLine, day: date) -> bool:
    return first_of_month(span_of(line.period).first) <= day and (line.paid_on is None or line.paid_on <= day)


def _totals(book: Book) -> Iterator[CommissionLine]:
    """The lines of no client of the book that are the sum of all before them, or of those of their period."""
    clients = {same_name(client.client) for client in book.clients}
    sums: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for line in book.commissions:
        before = [sums[key, line.currency] for key in ("", line.period)]
        if same_name(line.client) not in clients and any(
            len(amounts) > 1 and sum(amounts, ZERO) == line.amount for amounts in before
        ):
            yield line
        else:
            for amounts in before:
                amounts.append(line.amount)


def payday(book: Book, quarter: int) -> date:
    """The day on which a quarter's commission is to be paid: that of the book's payouts, else so long after its end."""
    stated = [row.expected_on for row in book.payouts if row.expected_on and span_of(row.period).quarter == quarter]
    return max(stated, default=_later(quarter_end(quarter), book.settings.payout_days))


def _later(day: date, days: int) -> date:
    """So many days later, or the last day that there is."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def whole_payout(row: Payout) -> Payout:
    """A payout with the third of gross, fee and net worked out where two of them are known; gross - fee = net.

    >>> whole_payout(Payout("2026-Q3", "USD", gross=Decimal(500), net=Decimal(485))).fee
    Decimal('15')
    """
    gross, fee, net = row.gross, row.fee, row.net
    if fee is None and gross is not None and net is not None:
        return row._replace(fee=EXACT.subtract(gross, net))
    if net is None and gross is not None and fee is not None:
        return row._replace(net=EXACT.subtract(gross, fee))
    if gross is None and net is not None and fee is not None:
        return row._replace(gross=EXACT.add(net, fee))
    return row
