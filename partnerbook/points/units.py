"""One currency into another: at the program's fixed point units, or at the market rate of a day.

Points never follow the market: HubSpot fixes what counts as US$100 in a currency, and publishes that for some. For any
other the partner's own Rates table is asked, and only then the market, which makes an estimate and says so.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from partnerbook.days import ONE_DAY
from partnerbook.errors import BadInput, NoRate, Sentence, UnknownName, did_you_mean
from partnerbook.exact import EXACT, plain, quotient
from partnerbook.parsing.amount import given_amount
from partnerbook.parsing.currency import currency_code
from partnerbook.points.rates import PUBLISHED_RATES, MarketRate, PointUnit, Rates
from partnerbook.program.edition import editions
from partnerbook.program.point_units import PublishedUnit, point_units
from partnerbook.records import MARKET, PROGRAM, OwnRate

_KINDS = (PROGRAM, MARKET)
_HUNDRED = Decimal(100)


def point_unit(currency: str, day: date, rates: Rates = PUBLISHED_RATES) -> PointUnit:
    """The amount of a currency that counts as US$100 on a day.

    In this order: the partner's own "program" row in force; the published unit in force (before the first edition,
    that of its first day, as for the rates of a sale); US$100 at the market rate, marked as estimated. A unit published
    from a later day on says nothing of the days before. Source: HubSpot's tier page.
    `currency` is a code. Errors: NoRate where there is none of these, BadInput for a bad own row.

    >>> point_unit("EUR", date(2025, 7, 14)).amount, point_unit("EUR", date(2025, 7, 15)).amount
    (Decimal('75'), Decimal('88'))
    >>> mine = Rates(own=(OwnRate("CLP", date(2026, 1, 1), Decimal(95000)),))
    >>> point_unit("CLP", date(2026, 2, 1), mine).amount
    Decimal('95000')
    """
    own = _own_row(currency, PROGRAM, day, rates)
    if own:
        return PointUnit(currency, own.amount, own.start, _place(own), False)
    published = point_units().get(currency, ())
    begun = bisect_right(published, max(day, editions()[0].start), key=attrgetter("start"))
    if begun:
        return _published(published[begun - 1])
    market, source = _market_rate(currency, day, rates, PROGRAM)
    return PointUnit(currency, plain(EXACT.multiply(market.per_usd, _HUNDRED)), market.day, source, True)


def market_rate(currency: str, day: date, rates: Rates = PUBLISHED_RATES) -> MarketRate:
    """How much of a currency one US dollar bought: the last quote on or before a day, own "market" rows first.

    Errors: NoRate where there is no quote, or only one older than `rates.max_age_days`.

    >>> mine = Rates(own=(OwnRate("PEN", date(2026, 1, 31), Decimal(375), "market"),))
    >>> market_rate("PEN", date(2026, 2, 10), mine)
    MarketRate(per_usd=Decimal('3.75'), day=datetime.date(2026, 1, 31))
    """
    return _market_rate(currency, day, rates, MARKET)[0]


def converted(
    amount: Decimal, currency: str, into: str, day: date, at: str = PROGRAM, rates: Rates = PUBLISHED_RATES
) -> Decimal:
    """An amount of one currency in another, both codes, exact to 24 places; the amount itself where both are the same.

    `at` is "program" (point units: for everything that points are counted from) or "market" (the rate of the day:
    for money that is paid, such as commission). Errors: NoRate, UnknownName and BadInput as `point_unit`.

    >>> converted(Decimal(880), "EUR", "USD", date(2026, 2, 1))
    Decimal('1000')
    >>> converted(Decimal("12.30"), "PEN", "PEN", date(2026, 2, 1))
    Decimal('12.30')
    """
    if at not in _KINDS:
        raise UnknownName(
            'Rates are at "program" or "market", not at "{at}"{guess}',
            at=at,
            guess=did_you_mean(at, _KINDS) or ".",
        )
    if currency == into:
        return amount
    if at == PROGRAM:
        have, want = point_unit(currency, day, rates).amount, point_unit(into, day, rates).amount
    else:
        have, want = (market_rate(code, day, rates).per_usd for code in (currency, into))
    return quotient(EXACT.multiply(amount, want), have)


def rate_days(currency: str, rates: Rates = PUBLISHED_RATES) -> frozenset[date]:
    """The days on which the point unit of a currency can change: published ones and those of the partner's own rows.

    >>> sorted(day.isoformat() for day in rate_days("EUR"))
    ['2022-07-18', '2025-07-15']
    """
    published = frozenset(unit.start for unit in point_units().get(currency, ()))
    return published | {row.start for row in rates.own if _row_currency(row) == currency}


def first_rate_day(currency: str, day: date, rates: Rates = PUBLISHED_RATES) -> date | None:
    """The first day from a day on on which a currency has a point unit, as far as the rates can say; None if never.

    A market source of one's own is only asked on the days of `rate_days`. Errors: BadInput for a bad own row.

    >>> mine = Rates(own=(OwnRate("PEN", date(2026, 3, 1), Decimal(375)),))
    >>> first_rate_day("PEN", date(2025, 10, 1), mine), first_rate_day("PEN", date(2025, 10, 1))
    (datetime.date(2026, 3, 1), None)
    """
    days = {each for each in rate_days(currency, rates) if each > day} | {day}
    if rates.market is None:
        from partnerbook.points.ecb import first_quote

        with suppress(NoRate):
            days |= {quoted for quoted in [first_quote(currency, day)] if quoted}
    for each in sorted(days):
        with suppress(NoRate):
            point_unit(currency, each, rates)
            return each
    return None


class UnitStep(NamedTuple):
    """A day from which a point unit holds, until the next step; None from a day on which nobody knows it yet."""

    start: date
    unit: PointUnit | None


def unit_steps(currency: str, on: date, rates: Rates = PUBLISHED_RATES) -> tuple[UnitStep, ...]:
    """The point units of a currency from the first edition on, as far as they are known on a day.

    There is a step for each edition. An estimated unit is known of the day `on` alone: the market has another the next.

    >>> [(step.start.isoformat(), step.unit and str(step.unit.amount)) for step in unit_steps("EUR", date(2026, 2, 1))]
    [('2022-07-18', '75'), ('2024-02-27', '75'), ('2025-07-15', '88'), ('2026-01-15', '88')]
    """
    first = editions()[0].start
    days = {edition.start for edition in editions()} | {day for day in rate_days(currency, rates) if day > first}
    steps = {day: _known_unit(currency, day, rates) for day in sorted(days)}
    known = {day: None if unit and unit.estimated else unit for day, unit in steps.items()}
    today = _known_unit(currency, on, rates)
    if today and today.estimated and on >= first:
        known[on] = today
        known.setdefault(on + ONE_DAY, None)
    return tuple(UnitStep(day, known[day]) for day in sorted(known))


def _known_unit(currency: str, day: date, rates: Rates) -> PointUnit | None:
    try:
        return point_unit(currency, day, rates)
    except NoRate:
        return None


@lru_cache(maxsize=1)
def published_units() -> tuple[PointUnit, ...]:
    """Every published point unit, by currency and day; `partnerbook.program.point_units` has their notes.

    >>> [str(unit.amount) for unit in published_units() if unit.currency == "GBP"]
    ['62.50', '74']
    """
    return tuple(_published(unit) for _, units in sorted(point_units().items()) for unit in units)


def _published(unit: PublishedUnit) -> PointUnit:
    return PointUnit(unit.currency, unit.amount, unit.start, unit.source, estimated=False)


def _own_row(currency: str, kind: str, day: date, rates: Rates) -> OwnRate | None:
    """The newest own row of a kind on or before a day, with its amount checked."""
    newest: OwnRate | None = None
    for row in _own_rows(currency, kind, rates):
        if row.start > day or (newest and row.start < newest.start):
            continue
        if newest and row.start == newest.start and row.amount != newest.amount:
            raise BadInput(
                "Two {kind} rates of {currency} start on {start}: {amount} ({place}) and {other} ({there}); keep one.",
                kind=kind,
                currency=currency,
                start=row.start,
                amount=newest.amount,
                place=_place(newest),
                other=row.amount,
                there=_place(row),
            )
        newest = row
    return newest


def _own_rows(currency: str, kind: str, rates: Rates) -> Iterator[OwnRate]:
    for row in rates.own:
        if _row_currency(row) != currency:
            continue
        if row.kind not in _KINDS:
            guess = did_you_mean(row.kind, _KINDS) or "."
            raise UnknownName(
                '{place}: the kind is "{kind}"; it must be "program" or "market"{guess}',
                place=_place(row),
                kind=row.kind,
                guess=guess,
            )
        if not isinstance(row.amount, Decimal):
            given_amount(row.amount, Sentence("{place}: the {currency} rate", place=_place(row), currency=currency))
        if not Decimal(row.amount).is_finite() or row.amount <= 0:
            raise BadInput(
                "{place}: the {currency} rate is {amount}; it must be above 0, per US$100.",
                place=_place(row),
                currency=currency,
                amount=row.amount,
            )
        if row.kind == kind:
            yield row


_code = lru_cache(maxsize=1_000)(currency_code)  # each row is asked for again on every day


def _row_currency(row: OwnRate) -> str:
    try:
        return _code(row.currency)
    except UnknownName as error:
        raise UnknownName("{place}: {error}", place=_place(row), error=error) from None


def _place(row: OwnRate) -> str:
    return row.origin.sentence if str(row.origin) else Sentence("Rates table")


def _market_rate(currency: str, day: date, rates: Rates, missing: str) -> tuple[MarketRate, str]:
    """The market rate and what it is from; without one, the error asks for an own row of the kind `missing`."""
    if currency == "USD":
        return MarketRate(Decimal(1), day), Sentence("the US dollar itself")
    own = _own_row(currency, MARKET, day, rates)
    if own and (day - own.start).days <= rates.max_age_days:
        return MarketRate(quotient(own.amount, _HUNDRED), own.start), _place(own)
    try:
        if rates.market is None:
            from partnerbook.points.ecb import ecb_rate

            return ecb_rate(currency, day, rates.max_age_days), Sentence("European Central Bank")
        return _checked(rates.market(currency, day), day, rates), Sentence("market source")
    except NoRate as error:
        stale = (
            Sentence(
                " The row {place} is of {start}, older than {max_age_days} days.",
                place=_place(own),
                start=own.start,
                max_age_days=rates.max_age_days,
            )
            if own
            else ""
        )
        raise NoRate(
            'There is no rate for {currency} on {day}: {error}{stale} Add a "{missing}" row for '
            "{currency} to the Rates table: the amount per US$100, from {day} or before.",
            currency=currency,
            day=day,
            error=error,
            stale=stale,
            missing=missing,
        ) from error


def _checked(rate: MarketRate, day: date, rates: Rates) -> MarketRate:
    age = (day - rate.day).days
    if age < 0 or age > rates.max_age_days:
        raise NoRate(
            "the newest rate of the market source is of {day}; {max_age_days} days are allowed.",
            day=rate.day,
            max_age_days=rates.max_age_days,
        )
    if not isinstance(rate.per_usd, Decimal):
        given_amount(rate.per_usd, "The rate of the market source")
    if not Decimal(rate.per_usd).is_finite() or rate.per_usd <= 0:
        raise NoRate("the market source gives {per_usd} per US dollar, which is no rate.", per_usd=rate.per_usd)
    return rate
