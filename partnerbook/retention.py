"""Retention: how the MRR of the clients a month began with fared, and the 12-month averages.

Revenue retention is published: (MRR at the month's end of the clients it began with / their MRR at its start) ^ 12.
How C$R, GRR and the averages are computed is not; the readings here are assumptions of the edition, and say so
on the About sheet. MRR is in US dollars at the fixed point units of the month's first day, for both its ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.book.records import Book, Subscription
from partnerbook.currency import Rates, point_unit
from partnerbook.days import ONE_DAY, last_whole_month, month_end
from partnerbook.errors import PartnerbookError
from partnerbook.entries import SALES, SOLD, Entry
from partnerbook.exact import ZERO, exactly, quotient, total
from partnerbook.ledger import program_of

MONTHS = 12


class Movement(NamedTuple):
    """What became in a month of the MRR (US$) it began with; clients new in the month are left out."""

    month_end: date
    start: Decimal = ZERO
    cancelled: Decimal = ZERO
    downgraded: Decimal = ZERO
    upgraded: Decimal = ZERO

    @property
    @exactly
    def end(self) -> Decimal:
        """The MRR at the month's end of the clients it began with."""
        return self.start - self.cancelled - self.downgraded + self.upgraded

    @property
    @exactly
    def revenue_retention(self) -> Decimal | None:
        """(end / start) ^ 12; None for a month that began with no MRR.

        >>> round(Movement(date(2026, 1, 31), Decimal(100), upgraded=Decimal(1)).revenue_retention, 4)
        Decimal('1.1268')
        """
        return quotient(self.end, self.start) ** MONTHS if self.start else None

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
    services ended in the month, or is not priced for want of a rate, is left out of it.
    """
    if not book.subscriptions:
        return ()
    rates = program_of(book).rates
    ended = {client.client: client.services_ended for client in book.clients}
    by_client: defaultdict[str, list[Subscription]] = defaultdict(list)
    for subscription in book.subscriptions:
        by_client[subscription.client].append(subscription)
    first = month_end(min(subscription.start for subscription in book.subscriptions))
    months: list[Movement] = []
    while first <= last_whole_month(last):
        usd = _prices(book.subscriptions, first.replace(day=1), rates)
        months.append(_movement(first, by_client, ended, usd))
        first = month_end(first, 1)
    return tuple(months)


def _movement(
    end: date,
    by_client: Mapping[str, Sequence[Subscription]],
    ended: Mapping[str, date | None],
    usd: Mapping[tuple[str, Decimal], Decimal],
) -> Movement:
    opening, closing = end.replace(day=1), end + ONE_DAY
    start = cancelled = downgraded = upgraded = ZERO
    for name, rows in by_client.items():
        before = after = ZERO
        for row in rows:
            if row.start <= closing and (row.end is None or opening < row.end):
                price = usd.get((row.currency, row.mrr), ZERO)
                if row.start <= opening:
                    before += price
                if row.end is None or closing < row.end:
                    after += price
        services_ended = ended.get(name)
        if not before or (services_ended is not None and services_ended <= closing):
            continue
        start += before
        if not after:
            cancelled += before
        elif after < before:
            downgraded += before - after
        else:
            upgraded += after - before
    return Movement(end, start, cancelled, downgraded, upgraded)


def _prices(rows: Iterable[Subscription], day: date, rates: Rates) -> dict[tuple[str, Decimal], Decimal]:
    """What each amount that occurs is worth in US dollars at a day's units, priced once however often it occurs."""
    closing = month_end(day) + ONE_DAY
    amounts = {(row.currency, row.mrr) for row in rows if row.start <= closing}
    units = {}
    for currency in {currency for currency, _ in amounts}:
        try:
            units[currency] = point_unit(currency, day, rates).amount
        except PartnerbookError:
            continue
    return {(code, mrr): quotient(mrr * 100, units[code]) for code, mrr in amounts if code in units}


@exactly
def yearly_average(months: Sequence[Movement], day: date, measure: str) -> Decimal | None:
    """The mean of a measure over the last 12 whole months on a day; None if none of them began with MRR.

    `measure` is "revenue_retention", "dollar_retention" or "gross_retention".
    """
    last = last_whole_month(day)
    first = month_end(last, -MONTHS)
    figures = [getattr(month, measure) for month in months if first < month.month_end <= last]
    known = [figure for figure in figures if figure is not None]
    return quotient(total(known), Decimal(len(known))) if known else None


class YearlyAverages(NamedTuple):
    """The 12-month averages on a day, None where no month of the 12 began with MRR."""

    dollar: Decimal | None
    gross: Decimal | None
    revenue: Decimal | None

    def of(self, measure: str) -> Decimal | None:
        """The average of the measure an edition counts: "C$R" or "GRR".

        >>> YearlyAverages(Decimal("0.9"), Decimal("0.98"), None).of("GRR")
        Decimal('0.98')
        """
        return {"C$R": self.dollar, "GRR": self.gross}[measure]


def yearly_averages(months: Sequence[Movement], day: date) -> YearlyAverages:
    """The 12-month averages of C$R, GRR and revenue retention on a day."""
    measures = ("dollar_retention", "gross_retention", "revenue_retention")
    return YearlyAverages(*(yearly_average(months, day, measure) for measure in measures))


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
        total(entry.terms.usd for entry in sales),
        total(quotient(entry.value * 100, entry.terms.unit.amount) for entry in sales),
    )
