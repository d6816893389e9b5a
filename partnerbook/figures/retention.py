"""Retention: how the MRR of the clients a month began with fared, and the 12-month averages.

Revenue retention is published: (MRR at the month's end of the clients it began with / their MRR at its start) ^ 12.
How C$R, GRR and the averages are computed is not; the readings here are assumptions of the edition, and say so
on the About sheet. MRR is in US dollars at the fixed point units of the month's first day, for both its ends.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from partnerbook.days import ONE_DAY, last_whole_month, month_end, runs
from partnerbook.errors import NoRate, PartnerbookError
from partnerbook.exact import ZERO, exactly, quotient, total
from partnerbook.figures.line_losses import line_losses
from partnerbook.figures.paying import PayingClients
from partnerbook.memory import uncollected
from partnerbook.points.entries import SALES, SOLD, Entry
from partnerbook.points.given import check_given
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import Rates
from partnerbook.points.units import converted, point_unit
from partnerbook.program.joined import joined_currencies
from partnerbook.records import LINE, Book, Subscription

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


@uncollected
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
    first = min(row.start for row in book.subscriptions).replace(day=1)
    days = [first]
    while days[-1] <= last_whole_month(last):
        days.append(month_end(days[-1]) + ONE_DAY)
    paying = PayingClients(book.subscriptions, book.clients, days)
    months: list[Movement] = []
    units: dict[str, Decimal] = {}
    quiet_after = month_end(max(_changing_days(book)), 1)
    for opening in days[:-1]:
        end = month_end(opening)
        before, units = units, _units(paying.currencies, opening, rates)
        paying.price(units)
        movement = Movement(end, *paying.month())
        if months and units == before and end > quiet_after:
            months.append(months[-1]._replace(month_end=end))
            continue
        if book.settings.losses_by == LINE:
            of_lines = line_losses(book, end, partial(_price, units))
            movement = movement._replace(**of_lines._asdict())
        months.append(movement._replace(left_out=_left_out(book, end, paying.currencies - units.keys())))
    return tuple(months)


def _changing_days(book: Book) -> Iterator[date]:
    """The days on which what the book's clients pay changes, and those on which the services for one end."""
    for row in book.subscriptions:
        yield row.start
        if row.end is not None:
            yield row.end
    yield from filter(None, (client.services_ended for client in book.clients))


def _price(units: Mapping[str, Decimal], row: Subscription) -> Decimal:
    """What a subscription is worth in US dollars; nothing where its currency has no rate."""
    return quotient(row.mrr * 100, units[row.currency]) if row.currency in units else ZERO


def _left_out(book: Book, end: date, without: Collection[str]) -> int:
    """How many subscriptions in currencies without a rate run at a month's start or end, of clients it began with."""
    if not without:
        return 0
    unpriced = [row for row in book.subscriptions if row.currency in without]
    opening, closing = end.replace(day=1), end + ONE_DAY
    gone = {client.client for client in book.clients if (client.services_ended or date.max) < closing}
    began = {row.client for row in book.subscriptions if runs(row.start, row.end, opening)} - gone
    return sum(
        row.client in began and any(runs(row.start, row.end, day) for day in (opening, closing)) for row in unpriced
    )


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


@exactly
def averages_of_days(months: Sequence[Movement], days: Iterable[date]) -> list[YearlyAverages]:
    """The 12-month averages of C$R, GRR and revenue retention on each of the days; the months are in order.

    A mean is over those of the last 12 whole months that began with MRR. Whatever the number of days, each month is
    worked out once.
    """
    ends = [month.month_end for month in months]
    found: dict[int, tuple[Decimal | None, ...]] = {}
    averages = []
    for day in days:
        last = last_whole_month(day)
        first, until = bisect_right(ends, month_end(last, -MONTHS)), bisect_right(ends, last)
        for place in range(first, until):
            if place not in found:
                month = months[place]
                found[place] = month.dollar_retention, month.gross_retention, month.revenue_retention
        of_year = [found[place] for place in range(first, until)]
        dollar, gross, revenue = (_mean(each[measure] for each in of_year) for measure in range(3))
        left_out = sum(month.left_out > 0 for month in months[first:until])
        averages.append(YearlyAverages(dollar, gross, revenue, left_out))
    return averages


def _mean(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in figures if each is not None]
    return quotient(total(known), Decimal(len(known))) if known else None


def yearly_averages(months: Sequence[Movement], day: date) -> YearlyAverages:
    """The 12-month averages of C$R, GRR and revenue retention on a day."""
    return averages_of_days(months, [day])[0]


class SourcedValue(NamedTuple):
    """What the partner sourced in the 12 months to a day, in US dollars at the fixed point units."""

    mrr: Decimal
    value: Decimal


def sourced_sales(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those of the entries that are sales which the partner sourced."""
    return (entry for entry in entries if entry.track == SOLD and entry.source == "sourced" and entry.kind in SALES)


@exactly
def sourced_value(entries: Iterable[Entry], day: date) -> SourcedValue:
    """The MRR and the contract value of the sourced sales still counting on a day; losses do not lower them."""
    sales = [entry for entry in sourced_sales(entries) if entry.active(day)]
    return SourcedValue(
        total(entry.usd for entry in sales),
        total(quotient(entry.value * 100, entry.terms.unit.amount) for entry in sales),
    )


@exactly
def sourced_in(value: SourcedValue, currency: str, day: date, rates: Rates) -> SourcedValue | None:
    """The same in another currency, at the fixed point units of a day; None where it has no rate.

    >>> from partnerbook.points.rates import PUBLISHED_RATES
    >>> sourced_in(SourcedValue(Decimal(1000), Decimal(12000)), "EUR", date(2026, 2, 1), PUBLISHED_RATES)
    SourcedValue(mrr=Decimal('880'), value=Decimal('10560'))
    """
    try:
        return SourcedValue(*(converted(amount, "USD", currency, day, rates=rates) for amount in value))
    except NoRate:
        return None
