"""The points of one amount: sold, managed and total, with markets and currencies as people write them.

Their texts are read here, once; below, only codes go.

The published examples: US$1,000 a month sold in October 2021 gives 30 points, in March 2024 50 points.

>>> from datetime import date
>>> from decimal import Decimal
>>> sold_points(Decimal(1000), "US", "USD", date(2021, 10, 1))
Decimal('30')
>>> sold_points(Decimal(1000), "US", "USD", date(2024, 3, 1))
Decimal('50')
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import exactly
from partnerbook.parsing.amount import given_amount
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.market import market_code
from partnerbook.points.rates import PUBLISHED, PUBLISHED_RATES, Program, Rates
from partnerbook.points.terms import managed_terms, sold_terms
from partnerbook.points.units import converted
from partnerbook.records import PROGRAM


class Points(NamedTuple):
    """Sold and managed points of one amount."""

    sold: Decimal
    managed: Decimal

    @property
    @exactly
    def total(self) -> Decimal:
        """Sold plus managed: both accrue for one client."""
        return self.sold + self.managed


def sold_points(
    amount: Decimal,
    market: str,
    currency: str,
    sold_on: date,
    source: str = "sourced",
    first_sold: date | None = None,
    program: Program = PUBLISHED,
) -> Decimal:
    """The sold points of an amount of MRR, sold on a day; `first_sold` is when its line was, for the rate of an upsell.

    `market` and `currency` are as people write them, `source` is "sourced" or "assisted". Errors: UnknownName for
    another market, currency or source, NoRate where the currency has neither point unit nor rate that day, BadInput for
    an amount that is no number, or a float.

    >>> sold_points(Decimal(1000), "Mexico", "USD", date(2026, 2, 1))
    Decimal('100')
    """
    terms = sold_terms(market_code(market), currency_code(currency), sold_on, source, first_sold, program)
    return terms.points(given_amount(amount))


def managed_points(
    amount: Decimal,
    market: str,
    currency: str,
    on: date,
    other_partners: int = 0,
    program: Program = PUBLISHED,
) -> Decimal:
    """The points that managing a client of so much MRR gives on a day, shared with so many other partners.

    Errors: as `sold_points`; BadInput for a negative number of other partners.

    >>> managed_points(Decimal(1000), "Spain", "USD", date(2026, 2, 1), other_partners=1)
    Decimal('5')
    """
    terms = managed_terms(market_code(market), currency_code(currency), on, other_partners, program)
    return terms.points(given_amount(amount))


def calculated_points(
    amount: Decimal,
    market: str,
    currency: str,
    on: date,
    also_manage: bool = False,
    other_partners: int = 0,
    source: str = "sourced",
    program: Program = PUBLISHED,
) -> Points:
    """The calculator of the partner dashboard: sold points, and managed points if the partner also manages.

    >>> calculated_points(Decimal(1000), "Mexico", "USD", date(2026, 2, 1), also_manage=True).total
    Decimal('120')
    """
    sold = sold_points(amount, market, currency, on, source, program=program)
    if not also_manage:
        return Points(sold, Decimal(0))
    return Points(sold, managed_points(amount, market, currency, on, other_partners, program))


def convert(
    amount: Decimal, currency: str, into: str, day: date, at: str = PROGRAM, rates: Rates = PUBLISHED_RATES
) -> Decimal:
    """An amount of one currency in another, both as people write them; see `partnerbook.points.units.converted`.

    >>> convert(Decimal(880), "euros", "US$", date(2026, 2, 1))
    Decimal('1000')
    """
    return converted(given_amount(amount), currency_code(currency), currency_code(into), day, at, rates)
