"""Commission by month, quarter, client and currency, each amount under what it is: never all in one sum.

A line of a statement is of one deal and one month, or of one quarter where the book's statements have lines of
quarters. Each is rounded to the cent once, half up; all sums are of rounded lines, and exact, so that they are those of
a statement. In a quarter that is rounded as one, a month is what it adds to the rounded sum so far.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeAlias, TypeVar

from partnerbook.codes import PaysNothing
from partnerbook.days import first_of_month, month_end, month_number
from partnerbook.exact import EXACT, ZERO, exactly, rounded, total
from partnerbook.figures.commission_deals import DealCommission
from partnerbook.figures.commission_lines import (
    CLAWED_BACK,
    PAID,
    QUARTER,
    Recorded,
    line_status,
    payday,
    quarter_end,
    quarter_text,
    span_of,
    whole_payout,
)
from partnerbook.figures.commission_months import PLACES, Kinds, Paying, line_runs
from partnerbook.names import same_name
from partnerbook.records import Book, CommissionLine


class Amounts(NamedTuple):
    """Amounts of one currency. The first five are our own figures, of different months; the last two are recorded.

    `forecast` is of months that are not over; `earned` of months that are, in a quarter that is not; `expected` of
    quarters that are to be paid; `unconfirmed` of those that should have been and are not recorded as paid; `settled`
    of those that are. `paid` and `clawed_back` are what statements say, the latter without its minus.
    """

    forecast: Decimal = ZERO
    earned: Decimal = ZERO
    expected: Decimal = ZERO
    unconfirmed: Decimal = ZERO
    settled: Decimal = ZERO
    paid: Decimal = ZERO
    clawed_back: Decimal = ZERO


class PeriodCommission(NamedTuple):
    """The commission of a month or a quarter in a currency, as in `Amounts`, and the day its quarter is to be paid.

    What a statement says of a whole quarter stands in its last month.
    """

    period: str
    first: date
    last: date
    currency: str
    expected_on: date
    forecast: Decimal
    earned: Decimal
    expected: Decimal
    unconfirmed: Decimal
    settled: Decimal
    paid: Decimal
    clawed_back: Decimal


class ClientCommission(NamedTuple):
    """The commission of a client in a currency, as in `Amounts`."""

    client: str
    currency: str
    forecast: Decimal
    earned: Decimal
    expected: Decimal
    unconfirmed: Decimal
    settled: Decimal
    paid: Decimal
    clawed_back: Decimal


class DealLine(NamedTuple):
    """A deal and what it gives: `base` and `monthly` are of the day's month, `months` is how many of the asked pay.

    `why_not` says why that month pays nothing, None where it does.
    """

    deal: str
    client: str
    line: str
    rule: str
    rate: Decimal
    rate_entered: bool
    closed: date
    end: date | None
    currency: str
    base: Decimal
    monthly: Decimal
    why_not: PaysNothing | None
    months: int
    forecast: Decimal
    earned: Decimal
    expected: Decimal
    unconfirmed: Decimal
    settled: Decimal
    paid: Decimal
    clawed_back: Decimal


Row: TypeAlias = PeriodCommission | ClientCommission | DealLine


def past(row: Row) -> Decimal:
    """Our own figure of a row's months that are over, whatever has become of it."""
    return EXACT.add(due(row), row.settled)


def due(row: Row) -> Decimal:
    """Our own figure of a row's months that are over and not recorded as paid."""
    return total((row.earned, row.expected, row.unconfirmed))


def commission_totals(rows: Iterable[Row]) -> tuple[tuple[str, Amounts], ...]:
    """What rows add up to, each currency and each kind of amount by itself, in order of the currencies' codes.

    >>> commission_totals(())
    ()
    """
    of_currency: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_currency[row.currency].append(row)
    return tuple(
        (currency, Amounts(*(total(getattr(row, kind) for row in found) for kind in Amounts._fields)))
        for currency, found in sorted(of_currency.items())
    )


class PeriodRows(NamedTuple):
    """The same amounts by month and by quarter; of rows in several currencies each is its own."""

    by_month: tuple[PeriodCommission, ...]
    by_quarter: tuple[PeriodCommission, ...]


class DealRows(NamedTuple):
    """The same by client and by deal."""

    by_client: tuple[ClientCommission, ...]
    by_deal: tuple[DealLine, ...]


Key = TypeVar("Key")
Sums: TypeAlias = defaultdict[Key, dict[str, Decimal]]


@exactly
def period_rows(book: Book, paying: Paying, known: Recorded, day: date, first: int, until: int) -> PeriodRows:
    """The commission seen from a day, of the months from the number `first` on and before `until`."""
    kind_of = month_kinds(book, known, day)
    months: Sums[tuple[int, str]] = defaultdict(dict)
    for line, last, kind in _stated(known, first, until):
        _add(months[last, line.currency], kind, abs(line.amount))
    for month, currency, amount in paying.within(first, until):
        _add(months[month, currency], kind_of(month), amount)
    return PeriodRows(
        tuple(_month(book, *key, Amounts(**sums)) for key, sums in sorted(months.items())),
        tuple(_quarters(book, known, months, day, range(first, until))),
    )


@exactly
def deal_rows(
    book: Book, deals: Sequence[DealCommission], known: Recorded, day: date, first: int, until: int
) -> DealRows:
    """The same of such months by client and by deal."""
    kind_of = month_kinds(book, known, day)
    clients: Sums[tuple[str, str]] = defaultdict(dict)
    named: Sums[tuple[str, str, str]] = defaultdict(dict)
    lines = []
    for line, _, kind in _stated(known, first, until):
        for sums in (clients[line.client, line.currency], named[_key(line)]):
            _add(sums, kind, abs(line.amount))
    begun = min((month_number(found.closed) for found in deals), default=until)
    kinds = Kinds(kind_of, range(max(first, begun), until))
    for found in deals:
        own: defaultdict[str, Decimal] = defaultdict(Decimal)
        count = 0
        for start, stop, amount, _ in line_runs(found, first - first % QUARTER, until, known.by_quarter):
            for kind, number in kinds.within(max(first, start), stop):
                count += number
                own[kind] += amount * number
        for kind, amount in own.items():
            _add(clients[found.client, found.currency], kind, amount)
        stated = named.pop(_key(found), {}) if found.deal else {}
        lines.append(_deal_line(found, day, count, Amounts(**own, **stated)))
    return DealRows(
        tuple(ClientCommission(*key, *Amounts(**sums)) for key, sums in sorted(clients.items())), tuple(lines)
    )


def _stated(known: Recorded, first: int, until: int) -> Iterator[tuple[CommissionLine, int, str]]:
    """The lines of statements that are of some months, the number of the last month of each, and what they say."""
    for line in known.lines:
        last, kind = span_of(line.period).until - 1, line_status(line)
        if kind in (PAID, CLAWED_BACK) and first <= last < until:
            yield line, last, kind


def _key(row: CommissionLine | DealCommission) -> tuple[str, str, str]:
    """The deal that a line or a figure is of; a line that names none is of no deal."""
    return same_name(row.client), same_name(row.deal), row.currency


def _add(sums: dict[str, Decimal], kind: str, amount: Decimal) -> None:
    sums[kind] = sums.get(kind, ZERO) + amount


def month_kinds(book: Book, known: Recorded, day: date) -> Callable[[int], str]:
    """What our own figure of a month is, seen from a day: a field of `Amounts`."""

    @cache
    def kind(month: int) -> str:
        quarter = month // QUARTER
        if quarter in known.settled:
            return "settled"
        if month_end(first_of_month(month)) > day:
            return "forecast"
        if quarter_end(quarter) > day:
            return "earned"
        return "expected" if payday(book, quarter) >= day else "unconfirmed"

    return kind


def _deal_line(found: DealCommission, day: date, count: int, amounts: Amounts) -> DealLine:
    now, why_not = found.of_month(day), found.why_not(day)
    base, monthly = (now.base, rounded(now.monthly, PLACES)) if now else (ZERO, ZERO)
    return DealLine(
        found.deal, found.client, found.line, found.rule, found.rate, found.rate_entered, found.closed, found.end,
        found.currency, base, ZERO if why_not else monthly, why_not, count, *amounts,
    )  # fmt: skip


def _month(book: Book, month: int, currency: str, amounts: Amounts) -> PeriodCommission:
    first = first_of_month(month)
    return PeriodCommission(
        f"{first:%Y-%m}", first, month_end(first), currency, payday(book, month // QUARTER), *amounts
    )


def _quarters(
    book: Book, known: Recorded, months: Mapping[tuple[int, str], Mapping[str, Decimal]], day: date, asked: range
) -> Iterator[PeriodCommission]:
    """The quarters of months. One that has been paid without a statement shows what was sent: the payouts' gross."""
    sums: Sums[tuple[int, str]] = defaultdict(dict)
    for (month, currency), amounts in months.items():
        for kind, amount in amounts.items():
            _add(sums[month // QUARTER, currency], kind, amount)
    stated = {span_of(line.period).quarter for line in known.lines if line_status(line) == PAID}
    for row in known.payouts:
        span, gross = span_of(row.period), whole_payout(row).gross
        received = row.received_on is not None and row.received_on <= day
        if received and gross and span.until - 1 in asked and span.quarter not in stated:
            _add(sums[span.quarter, row.currency], PAID, gross)
    for (quarter, currency), kinds in sorted(sums.items()):
        first, last = first_of_month(quarter * QUARTER), quarter_end(quarter)
        yield PeriodCommission(quarter_text(quarter), first, last, currency, payday(book, quarter), *Amounts(**kinds))
