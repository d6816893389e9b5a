"""The points of each row of a frame, as the core gives them: what turns an amount into points is asked for once.

Market, currency, source and the rules of the day make a factor; each distinct one is worked out by the core, and then
there is one multiplication. A currency without a fixed point unit has another factor every day.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from partnerbook.errors import BadInput, NoRate, PartnerbookError, UnknownName, did_you_mean
from partnerbook.exact import exactly
from partnerbook.frames.columns import exact_series, has_arrow, held, number_of
from partnerbook.frames.decimals import Products, Scaled, scaled_arrow, scaled_floats
from partnerbook.frames.distinct import Distinct, combined, missing
from partnerbook.frames.given import Given, Problem
from partnerbook.parsing.amount import given_whole
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.market import market_code
from partnerbook.points.known_terms import KnownTerms
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import PUBLISHED
from partnerbook.points.terms import SOURCES, Terms
from partnerbook.records import Book

_SAME_DAY = "the day of the sale"
_MARKET = "a country's name in English, Spanish or Portuguese, or its ISO code"
_CURRENCY = "a currency's ISO code, name or sign"


class PointsSeries(pd.Series):
    """Points of each row of a frame, NaN where there are none; `problems` says which rows have none, and why.

    What is made of it is a plain Series.
    """

    _metadata = ["problems"]  # noqa: RUF012 - pandas' own name for it
    problems: Any = None

    @property
    def _constructor(self) -> Any:
        return pd.Series


@exactly
def points(
    frame: Any,
    *,
    amount: Any,
    market: Any,
    currency: Any,
    sold_on: Any,
    source: Any = "sourced",
    first_sold: Any = None,
    book: Book | None = None,
    exact: bool = False,
) -> PointsSeries:
    """The sold points of each row of a DataFrame, under its index, as `partnerbook.sold_points` gives them.

    Each argument is the name of a column, a Series, or one value for all rows; markets and currencies are as people
    write them. A missing `source` means what the book says of deals without one, a missing `first_sold` the day of the
    sale. With `book` its own rates, growth markets and settings hold, but nothing that it says of a client or a line.
    Points are float64; with `exact` decimals, the core's to the last digit, and a float is the decimal that is shown
    for it. Where a value is missing the points are too; where one cannot be used they are missing, and `problems` of
    what comes back has a row. Errors: BadInput for a column that is not there, or one value for all rows that cannot
    be used.

    >>> frame = pd.DataFrame({"mrr": [1000.0, 500.0], "country": ["Mexico", "Mexcio"]}, index=["a", "b"])
    >>> found = points(frame, amount="mrr", market="country", currency="USD", sold_on=date(2026, 2, 1))
    >>> found.tolist(), found.problems.iloc[0].tolist()[:3], found.problems["guess"].tolist()
    ([100.0, nan], ['b', 'country', 'Mexcio'], ['Mexico'])
    """
    program = program_of(book) if book else PUBLISHED
    given, known = Given(frame), KnownTerms(program)
    parts = [
        given.values(market, _market, _MARKET),
        given.values(currency, _currency, _CURRENCY),
        given.days(sold_on),
        given.values(source, _source, " or ".join(SOURCES), program.deals_without_source),
        given.days(first_sold, _SAME_DAY),
    ]

    def terms(market: str, currency: str, sold_on: date, source: str, first_sold: Any) -> Terms:
        first = sold_on if first_sold == _SAME_DAY else first_sold
        return known.sold(market, currency, sold_on, source, first, None)

    return _points(given, amount, parts, terms, known, (currency, sold_on), "sold_points", exact)


@exactly
def managed_points(
    frame: Any,
    *,
    amount: Any,
    market: Any,
    currency: Any,
    on: Any,
    other_partners: Any = 0,
    book: Book | None = None,
    exact: bool = False,
) -> PointsSeries:
    """The points that managing gives for each row on its day, as `partnerbook.managed_points` gives them.

    `other_partners` are those with whom they are shared; the rest is as in `points`.

    >>> frame = pd.DataFrame({"mrr": [1000.0], "others": [1], "on": pd.to_datetime(["2026-02-01"])})
    >>> managed_points(frame, amount="mrr", market="ES", currency="USD", on="on", other_partners="others").tolist()
    [5.0]
    """
    given, known = Given(frame), KnownTerms(program_of(book) if book else PUBLISHED)
    parts = [
        given.values(market, _market, _MARKET),
        given.values(currency, _currency, _CURRENCY),
        given.days(on),
        given.values(other_partners, _others, "a whole number from 0"),
    ]

    def terms(market: str, currency: str, on: date, others: int) -> Terms:
        return known.managed(market, currency, on, others)

    return _points(given, amount, parts, terms, known, (currency, on), "managed_points", exact)


def _market(value: Any) -> str:
    return market_code(_text(value))


def _currency(value: Any) -> str:
    return currency_code(_text(value))


def _source(value: Any) -> str:
    if value not in SOURCES:
        raise UnknownName(f'The source "{value!s:.60}" is not known{did_you_mean(_text(value), SOURCES) or "."}')
    return str(value)


def _others(value: Any) -> int:
    number = number_of(value)
    return given_whole(value if number is None or number % 1 else int(number), "Other partners")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadInput(f"It is {value!s:.60}, which is no text.")
    return value


def _points(
    given: Given,
    amount: Any,
    parts: Sequence[Distinct],
    terms: Callable[..., Terms],
    known: KnownTerms,
    named: tuple[Any, Any],
    name: str,
    exact: bool,
) -> PointsSeries:
    floats, amounts = given.amounts(amount)
    codes, factors = _factors(given, parts, terms, known, named)
    if exact:
        found = _exact(floats, amounts, codes, factors)
    else:
        parts_of = [None if each is None else _fraction(each) for each in factors]
        # A whole number multiplies and another divides: 99.9 / 10 is 9.99, and 99.9 * 0.1 is not.
        by = np.array([np.nan, *(np.nan if each is None else float(each.numerator) for each in parts_of)])
        over = np.array([1.0, *(1.0 if each is None else float(each.denominator) for each in parts_of)])
        products = by[codes]
        products *= floats
        products /= over[codes]
        found = pd.Series(products, index=given.frame.index)
    made = PointsSeries(found.array, index=given.frame.index, name=name)
    made.problems = given.problems()
    return made


def _factors(
    given: Given, parts: Sequence[Distinct], terms: Callable[..., Terms], known: KnownTerms, named: tuple[Any, Any]
) -> tuple[Any, list[Terms | None]]:
    """For each row the code of its terms, from 1, and the terms; None where the core has refused to give them."""
    rows = len(given.frame)
    daily = _daily(parts[1].values, parts[2].values, known)
    steps = sorted({day for each in parts[1].values if each not in daily for day in known.days(each)})
    codes: Any = np.zeros(rows, np.int64)
    found: list[Terms | None] = []
    for kept, grouped in ((set(parts[1].values) - daily, True), (daily, False)):
        if not kept:
            continue
        some = [_grouped(part, steps) if grouped and _are_days(part) else part for part in parts]
        some[1] = _only(parts[1], kept)
        more, met = combined(some, rows)
        codes = np.where(more > 0, more + len(found), codes) if found else more
        for places in met:
            values = [part.values[place] for part, place in zip(some, places, strict=True)]
            try:
                found.append(terms(*values))
            except PartnerbookError as error:
                found.append(None)
                _refused(given, codes == len(found), error, values, named)
    return codes, found


def _refused(given: Given, there: Any, error: PartnerbookError, values: Sequence[Any], named: tuple[Any, Any]) -> None:
    where = named[0] if isinstance(error, NoRate) else named[1]
    _, name = given.column(where)
    given.found.append(Problem(np.flatnonzero(there), name, f"{values[1]} on {values[2]}", str(error), ""))


def _are_days(part: Distinct) -> bool:
    return any(isinstance(value, date) for value in part.values)


def _only(part: Distinct, kept: set[Any]) -> Distinct:
    """A part without some of its values: their rows are left out."""
    if part.codes is None:
        return part if part.values[0] in kept else Distinct(None, [])
    there = np.array([False, *(value in kept for value in part.values)])
    return part if there[1:].all() else Distinct(np.where(there[part.codes], part.codes, 0), part.values)


def _grouped(part: Distinct, steps: Sequence[date]) -> Distinct:
    """Days as the first met of each stretch over which terms stay the same."""
    first: dict[int, Any] = {}
    for value in part.values:
        if isinstance(value, date):
            first.setdefault(bisect_right(steps, value), value)
    names = [first[bisect_right(steps, value)] if isinstance(value, date) else value for value in part.values]
    unique = list(dict.fromkeys(names))
    places = {value: place for place, value in enumerate(unique, 1)}
    codes = np.array([0, *(places[value] for value in names)], np.int64)
    return Distinct(None if part.codes is None else codes[part.codes], unique)


def _daily(currencies: Sequence[str], days: Sequence[date], known: KnownTerms) -> set[str]:
    """The currencies whose unit is another on every day, or is lacking on some."""
    found = set()
    for currency in currencies:
        try:
            steps = known.days(currency)
            stretches = {bisect_right(steps, day): day for day in days}
            if any(known.unit(currency, day).estimated for day in stretches.values()):
                found.add(currency)
        except PartnerbookError:
            found.add(currency)
    return found


def _fraction(terms: Terms) -> Fraction:
    """What an amount is multiplied by."""
    return Fraction(terms.rate) * Fraction(terms.growth) / (Fraction(terms.unit.amount) * terms.partners)


def _exact(floats: Any, amounts: Any, codes: Any, factors: Sequence[Terms | None]) -> Any:
    """The products as the core gives them: Arrow's decimals, or objects where these do not hold one of them."""
    wanted = ~np.isnan(floats) & np.array([False, *(each is not None for each in factors)])[codes]
    fits = has_arrow()
    products = Products(len(codes))
    scaled = _scaled(amounts, floats) if fits else None
    if scaled is not None:
        fractions = [None if each is None else _fraction(each) for each in factors]
        products.multiply(scaled._replace(certain=scaled.certain & wanted), codes, fractions)
    values: dict[int, Decimal] = {}
    for row in np.flatnonzero(wanted & ~products.known):
        number, terms = number_of(amounts.iloc[row]), factors[codes[row] - 1]
        if number is not None and terms is not None:
            values[int(row)] = terms.points(number)
    if fits and all(map(held, values.values())):
        for at, value in values.items():
            products.put(at, value)
        return products.series(amounts.index)
    whole: list[Decimal | None] = [None] * len(codes)
    if products.known.any():
        whole = [None if missing(value) else value for value in products.series(amounts.index).astype(object)]
    for at, value in values.items():
        whole[at] = value
    return pd.Series(whole, index=amounts.index, dtype=object)


def _scaled(amounts: Any, floats: Any) -> Scaled | None:
    import pyarrow as pa

    if isinstance(amounts.dtype, np.dtype) and amounts.dtype.kind in "fiu":
        return scaled_floats(floats)
    if isinstance(amounts.dtype, pd.ArrowDtype) and pa.types.is_decimal(amounts.dtype.pyarrow_dtype):
        return scaled_arrow(pa.array(amounts.array))
    if amounts.dtype == object:
        numbers = [None if missing(value) else number_of(value) for value in amounts]
        decimals = exact_series(numbers)
        return scaled_arrow(pa.array(decimals.array)) if isinstance(decimals.dtype, pd.ArrowDtype) else None
    return scaled_floats(floats)
