"""Payouts: the next one and when, those that are late, gross against net, and months at the rates of the market."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import PayoutFault
from partnerbook.errors import NoRate
from partnerbook.exact import ZERO, exactly, rounded
from partnerbook.figures.commission_amounts import PeriodCommission, due, past
from partnerbook.figures.commission_lines import (
    PAID,
    Recorded,
    line_status,
    payday,
    quarter_number,
    quarter_text,
    span_of,
    whole_payout,
)
from partnerbook.figures.commission_months import PLACES
from partnerbook.points.ledger import program_of
from partnerbook.points.units import converted
from partnerbook.records import MARKET, PROGRAM, Book, CommissionLine, Payout


class PayoutPart(NamedTuple):
    """What a payout is made of in one currency: what months that are over have earned, and the forecast of the rest.

    `clawed_back` is what a statement of its quarter takes back, which the payout will be short of.
    """

    currency: str
    earned: Decimal
    forecast: Decimal
    clawed_back: Decimal


class ToldPayout(NamedTuple):
    """What the book says of a payout that is not recorded as received: None is not known."""

    currency: str
    gross: Decimal | None
    net: Decimal | None


class DuePayout(NamedTuple):
    """A payout that is to come, or has not been confirmed: `days` until its day, below 0 where that is over.

    `told` is what the book's sheet Payouts says of it.
    """

    period: str
    expected_on: date
    days: int
    parts: tuple[PayoutPart, ...]
    told: tuple[ToldPayout, ...] = ()


class PayoutCheck(NamedTuple):
    """A payout of the book: gross - fee = net, `derived` names the one of them that is worked out from the others.

    `stated` is what the lines of its quarter's statement add up to in its currency, less what they take back; None
    where there are none.
    """

    period: str
    currency: str
    gross: Decimal | None
    fee: Decimal | None
    net: Decimal | None
    derived: str
    stated: Decimal | None
    fault: PayoutFault | None
    expected_on: date
    received_on: date | None


class Conversion(NamedTuple):
    """A month's commission in another currency: at the market rate of its last day, and at the fixed rate of points.

    It is paid at the former, and counts for the tier at the latter. None where there is no rate; `why` then says so.
    """

    month: date
    amount: Decimal
    currency: str
    into: str
    market: Decimal | None
    fixed: Decimal | None
    why: str


def next_payout(
    book: Book, known: Recorded, of_quarter: Callable[[int], Sequence[PeriodCommission]], day: date
) -> DuePayout:
    """The soonest payout whose day is not over and that is not recorded as received.

    The usual days follow each other as the quarters do; a day that the book states can come before those of others.
    `of_quarter` gives the rows of a quarter by its number.
    """
    stated = {span_of(row.period).quarter for row in book.payouts if row.expected_on}
    quarter = quarter_number(day) - book.settings.payout_days // 90 - 2
    while quarter in known.settled or quarter in stated or payday(book, quarter) < day:
        quarter += 1
    asked = (quarter, *(each for each in stated - known.settled if payday(book, each) >= day))
    soonest = min(asked, key=lambda each: (payday(book, each), each))
    return _due(book, known, of_quarter(soonest), soonest, day)


def late_payouts(book: Book, known: Recorded, quarters: Sequence[PeriodCommission], day: date) -> tuple[DuePayout, ...]:
    """The payouts that were due before the day and are not recorded as received, the oldest first.

    They are told from the first quarter on that the book records anything of; of a book that records nothing, the last.
    """
    last = quarter_number(day)
    while payday(book, last) >= day:
        last -= 1
    first = last if known.first is None else min(known.first, last)
    periods = defaultdict[str, list[PeriodCommission]](list)  # on a far day there are thousands of quarters
    for row in quarters:
        periods[row.period].append(row)
    unpaid = [each for each in range(first, last + 1) if each not in known.settled]
    found = [_due(book, known, periods.get(quarter_text(each), ()), each, day) for each in unpaid]
    return tuple(each for each in found if each.days < 0 and (each.parts or each.told))


def _due(book: Book, known: Recorded, rows: Sequence[PeriodCommission], quarter: int, day: date) -> DuePayout:
    period, on = quarter_text(quarter), payday(book, quarter)
    parts = [PayoutPart(row.currency, due(row), row.forecast, row.clawed_back) for row in rows]
    whole = [whole_payout(row) for row in known.payouts if span_of(row.period).quarter == quarter]
    told = tuple(ToldPayout(row.currency, row.gross, row.net) for row in whole if (row.gross, row.net) != (None, None))
    return DuePayout(period, on, (on - day).days, tuple(part for part in parts if any(part[1:])), told)


@exactly
def payout_checks(book: Book, known: Recorded, day: date) -> tuple[PayoutCheck, ...]:
    """Every payout of the book up to a day, by quarter: what is derived, and what is wrong with it."""
    found = []
    for given in known.payouts:
        row = whole_payout(given)
        derived = [name for name in ("gross", "fee", "net") if getattr(given, name) != getattr(row, name)]
        received = row.received_on if row.received_on and row.received_on <= day else None
        quarter = span_of(row.period).quarter
        lines = stated_lines(known, row.period, row.currency)
        stated = sum((line.amount for line in lines), ZERO) if lines else None
        found.append(
            PayoutCheck(row.period, row.currency, row.gross, row.fee, row.net, "".join(derived), stated, _fault(row),
                        payday(book, quarter), received)
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (span_of(each.period), each.currency)))


def stated_lines(known: Recorded, period: str, currency: str) -> list[CommissionLine]:
    """The lines of the statement of a period's quarter in a currency, paid or taken back: they are in its payout.

    >>> stated_lines(Recorded(), "2026-Q3", "USD")
    []
    """
    quarter = span_of(period).quarter
    return [
        line
        for line in known.lines
        if span_of(line.period).quarter == quarter
        and line.currency == currency
        and (line_status(line) == PAID or line.amount < 0)
    ]


def _fault(row: Payout) -> PayoutFault | None:
    if row.gross is None or row.net is None:
        return None
    if row.net > row.gross:
        return PayoutFault.NET_ABOVE_GROSS
    return None if row.fee is None or row.gross - row.fee == row.net else PayoutFault.PARTS_DIFFER


@exactly
def conversions(book: Book, months: Sequence[PeriodCommission], into: str, day: date) -> Iterator[Conversion]:
    """Our figures of months that are over by the day, and are in another currency, in that of the partner's payouts."""
    rates = program_of(book).rates
    for row in months:
        amount = past(row)
        if row.currency == into or row.last > day or not amount:
            continue
        worth: dict[str, Decimal | None] = {}
        why = ""
        for at in (MARKET, PROGRAM):
            try:
                worth[at] = rounded(converted(amount, row.currency, into, row.last, at, rates), PLACES)
            except NoRate as error:
                worth[at], why = None, why or error.sentence
        yield Conversion(row.first, amount, row.currency, into, worth[MARKET], worth[PROGRAM], why)
