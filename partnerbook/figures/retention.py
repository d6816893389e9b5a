"""Retention: how the MRR of the clients a month began with fared, and the 12-month averages.

Revenue retention is published: (MRR at the month's end of the clients it began with / their MRR at its start) ^ 12.
How C$R, GRR and the averages are computed is not; the readings here are assumptions of the edition, and say so
on the About sheet. MRR is in US dollars at the fixed point units of the month's first day, for both its ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partnerbook.days import ONE_DAY, last_whole_month, month_end
from partnerbook.errors import PartnerbookError
from partnerbook.exact import ZERO, exactly, quotient, total
from partnerbook.figures.line_losses import line_losses
from partnerbook.points.entries import SALES, SOLD, Entry
from partnerbook.points.given import check_given
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import Rates
from partnerbook.points.units import point_unit
from partnerbook.program.joined import joined_currencies
from partnerbook.records import LINE, Book

MONTHS = 12
MOST_GROWTH = Decimal(10)  # a month that would come to more in a year says nothing, and spoils every mean


class Movement(NamedTuple):
    """What became in a month of the MRR (US$) it began with; clients new in the month are left out.

    `left_out` is how many subscriptions should be in it and are not, for want of a rate.
    """

    month_end: date
    start: Decimal = ZERO
    cancelled: Decimal = ZERO
    downgraded: Decimal = ZERO
    upgraded: Decimal = ZERO
    left_out: int = 0

    @property
    @exactly
    def end(self) -> Decimal:
        """The MRR at the month's end of the clients it began with."""
        return self.start - self.cancelled - self.downgraded + self.upgraded

    @property
    @exactly
    def revenue_retention(self) -> Decimal | None:
        """(end / start) ^ 12; None for a month that began with no MRR, or grew beyond what can be meant.

        >>> round(Movement(date(2026, 1, 31), Decimal(100), upgraded=Decimal(1)).revenue_retention, 4)
        Decimal('1.1268')
        """
        return None if self.grew_beyond or not self.start else quotient(self.end, self.start) ** MONTHS

    @property
    @exactly
    def grew_beyond(self) -> bool:
        """Whether revenue retention would be more than 1,000 %: it is said so, and left out of the mean.

        >>> Movement(date(2026, 1, 31), Decimal("0.01"), upgraded=Decimal(1000)).grew_beyond
        True
        """
        return bool(self.start) and quotient(self.end, self.start) ** MONTHS > MOST_GROWTH

    @property
    @exactly
    def dollar_retention(self) -> Decimal | None:
        """C$R: ((start - cancelled) / start) ^ 12, upgrades and downgrades ignored."""
        return quotient(self.start - self.cancelled, self.start) ** MONTHS if self.start else None

    @property
    @exactly
    def gross_retention(self) -> Decimal | None:
        """GRR: (start - cancelled - downgraded) / start."""
        return quotient(self.start - self.cancelled - self.downgraded, self.start) if self.start else None


@exactly
def movements(book: Book, last: date) -> tuple[Movement, ...]:
    """The movement of each whole month from the book's first subscription to the last whole month on a day.

    A client that pays nothing at the month's end has cancelled, one that pays less has downgraded; one whose
    services ended before the next one began is left out of it, and so is MRR without a rate, which is counted. Where
    the book counts losses by line, the same is said of each product line.
    """
    if not book.subscriptions:
        return ()
    check_given(book)
    rates = program_of(book).rates
    ended = {client.client: client.services_ended for client in book.clients}
    amounts: dict[tuple[str, Decimal], int] = {}
    by_client: defaultdict[str, list[_Paid]] = defaultdict(list)
    for row in book.subscriptions:
        amount = amounts.setdefault((row.currency, row.mrr), len(amounts))
        by_client[row.client].append((row.start, row.end or date.max, amount))
    month = month_end(min(row.start for row in book.subscriptions))
    months: list[Movement] = []
    prices = [ZERO] * len(amounts)
    units: dict[str, Decimal] = {}
    quiet_after = month_end(max(_changing_days(book)), 1)
    while month <= last_whole_month(last):
        before, units = units, _units({code for code, _ in amounts}, month.replace(day=1), rates)
        changed = {code for code, _ in before.items() ^ units.items()}
        for (code, mrr), amount in amounts.items():
            if code in changed:
                prices[amount] = quotient(mrr * 100, units[code]) if code in units else ZERO
        unpriced = frozenset(amount for (code, _), amount in amounts.items() if code not in units)
        if changed or month <= quiet_after:
            movement = _movement(month, by_client, ended, prices)
            if book.settings.losses_by == LINE:
                of_lines = line_losses(book, month, lambda row: prices[amounts[row.currency, row.mrr]])
                movement = movement._replace(**of_lines._asdict())
            left_out = _left_out(month, by_client, ended, unpriced) if unpriced else 0
            months.append(movement._replace(left_out=left_out))
        else:
            months.append(months[-1]._replace(month_end=month))
        month = month_end(month, 1)
    return tuple(months)


def _changing_days(book: Book) -> Iterator[date]:
    """The days on which what the book's clients pay changes, and those on which the services for one end."""
    for row in book.subscriptions:
        yield row.start
        if row.end is not None:
            yield row.end
    yield from filter(None, (client.services_ended for client in book.clients))


_Paid: TypeAlias = tuple[date, date, int]
"""From when and until when a subscription is paid, and the number of its amount: what each month looks at."""


def _movement(
    end: date,
    by_client: Mapping[str, Sequence[_Paid]],
    ended: Mapping[str, date | None],
    prices: Sequence[Decimal],
) -> Movement:
    opening, closing = end.replace(day=1), end + ONE_DAY
    start = cancelled = downgraded = upgraded = ZERO
    for name, rows in by_client.items():
        before = after = ZERO
        for first, until, amount in rows:
            if first <= closing and opening < until:
                if first <= opening:
                    before += prices[amount]
                if closing < until:
                    after += prices[amount]
        services_ended = ended.get(name)
        if not before or (services_ended is not None and services_ended < closing):
            continue
        start += before
        if not after:
            cancelled += before
        elif after < before:
            downgraded += before - after
        else:
            upgraded += after - before
    return Movement(end, start, cancelled, downgraded, upgraded)


def _left_out(
    end: date,
    by_client: Mapping[str, Sequence[_Paid]],
    ended: Mapping[str, date | None],
    unpriced: frozenset[int],
) -> int:
    """How many subscriptions without a price run at a month's start or end, of the clients that it began with."""
    opening, closing = end.replace(day=1), end + ONE_DAY
    found = 0
    for name, rows in by_client.items():
        if (ended.get(name) or date.max) < closing or not any(first <= opening < until for first, until, _ in rows):
            continue
        found += sum(
            amount in unpriced and (first <= opening < until or first <= closing < until)
            for first, until, amount in rows
        )
    return found


def _units(currencies: Iterable[str], day: date, rates: Rates) -> dict[str, Decimal]:
    """What counts as US$100 on a day, of each currency that has a rate then.

    One that became another is worth what the other is, also before: a client that changes over has not grown.
    """
    units = {}
    for currency in currencies:
        try:
            units[currency] = unit_on(currency, day, rates)
        except PartnerbookError:
            continue
    return units


def unit_on(currency: str, day: date, rates: Rates) -> Decimal:
    """What counts as US$100 on a day, in the terms of what the currency became. Errors: as `point_unit`."""
    joined = joined_currencies().get(currency)
    unit = point_unit(joined.into if joined else currency, day, rates).amount
    return unit * joined.rate if joined else unit


@exactly
def yearly_average(months: Sequence[Movement], day: date, measure: str) -> Decimal | None:
    """The mean of a measure over the last 12 whole months on a day; None if none of them began with MRR.

    `measure` is "revenue_retention", "dollar_retention" or "gross_retention".
    """
    figures = [getattr(month, measure) for month in _of_year(months, day)]
    known = [figure for figure in figures if figure is not None]
    return quotient(total(known), Decimal(len(known))) if known else None


def _of_year(months: Sequence[Movement], day: date) -> list[Movement]:
    """The movements of the last 12 whole months on a day."""
    last = last_whole_month(day)
    first = month_end(last, -MONTHS)
    return [month for month in months if first < month.month_end <= last]


class YearlyAverages(NamedTuple):
    """The 12-month averages on a day, None where no month of the 12 began with MRR.

    `left_out` is in how many of the 12 months MRR is left out for want of a rate.
    """

    dollar: Decimal | None = None
    gross: Decimal | None = None
    revenue: Decimal | None = None
    left_out: int = 0

    def of(self, measure: str) -> Decimal | None:
        """The average of the measure an edition counts: "C$R" or "GRR".

        >>> YearlyAverages(Decimal("0.9"), Decimal("0.98"), None).of("GRR")
        Decimal('0.98')
        """
        return {"C$R": self.dollar, "GRR": self.gross}[measure]


NO_AVERAGES = YearlyAverages()


def yearly_averages(months: Sequence[Movement], day: date) -> YearlyAverages:
    """The 12-month averages of C$R, GRR and revenue retention on a day."""
    dollar, gross, revenue = (
        yearly_average(months, day, measure) for measure in ("dollar_retention", "gross_retention", "revenue_retention")
    )
    return YearlyAverages(dollar, gross, revenue, sum(month.left_out > 0 for month in _of_year(months, day)))


class SourcedValue(NamedTuple):
    """What the partner sourced in the 12 months to a day, in US dollars at the fixed point units."""

    mrr: Decimal
    value: Decimal


@exactly
def sourced_value(entries: Iterable[Entry], day: date) -> SourcedValue:
    """The MRR and the contract value of the sourced sales still counting on a day; losses do not lower them."""
    sales = [
        entry
        for entry in entries
        if entry.track == SOLD and entry.source == "sourced" and entry.kind in SALES and entry.active(day)
    ]
    return SourcedValue(
        total(entry.usd for entry in sales),
        total(quotient(entry.value * 100, entry.terms.unit.amount) for entry in sales),
    )
