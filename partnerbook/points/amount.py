"""The points of one amount: sold, managed and total; and from points back to money.

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

from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.exact import exactly, quotient, settled
from partnerbook.points.growth import growth
from partnerbook.points.rates import PUBLISHED, PointUnit, Program
from partnerbook.points.units import point_unit
from partnerbook.program.edition import sale_edition

SOURCES = ("sourced", "assisted")


class Terms(NamedTuple):
    """Everything that turns an amount of MRR into points: units x rate x growth / partners."""

    amount: Decimal
    currency: str
    unit: PointUnit
    rate: Decimal
    growth: Decimal
    partners: int
    edition: date

    @property
    @exactly
    def points(self) -> Decimal:
        """The points, carried to 24 places."""
        return quotient(self.amount * self.rate * self.growth, self.unit.amount * self.partners)

    @property
    @exactly
    def usd(self) -> Decimal:
        """The amount in US dollars at the fixed point unit, which counts as US$100."""
        return quotient(self.amount * 100, self.unit.amount)


class Points(NamedTuple):
    """Sold and managed points of one amount."""

    sold: Decimal
    managed: Decimal

    @property
    @exactly
    def total(self) -> Decimal:
        """Sold plus managed: both accrue for one client."""
        return self.sold + self.managed


def sold_terms(
    amount: Decimal,
    market: str,
    currency: str,
    sold_on: date,
    source: str = "sourced",
    first_sold: date | None = None,
    program: Program = PUBLISHED,
) -> Terms:
    """The terms of a sale: unit and growth of the day it was sold, rate of the day its line was first sold.

    `source` is "sourced" or "assisted". UnknownName for another source or an unknown market; NoRate where the
    currency has neither point unit nor rate that day.
    """
    if source not in SOURCES:
        guess = did_you_mean(source, SOURCES)
        raise UnknownName(f'The source "{source}" is not known; use {" or ".join(SOURCES)}{guess or "."}')
    rate = getattr(sale_edition(first_sold or sold_on).rates, source)
    edition = sale_edition(sold_on)
    unit = point_unit(currency, sold_on, program.rates)
    return Terms(amount, currency, unit, rate, growth(market, edition, program), 1, edition.start)


def managed_terms(
    amount: Decimal,
    market: str,
    currency: str,
    on: date,
    other_partners: int = 0,
    program: Program = PUBLISHED,
    unit: PointUnit | None = None,
) -> Terms:
    """The terms of managing a client on a day: the points are shared evenly among the managing partners.

    `unit` is the point unit where it is known already; else it is that of the day.
    BadInput for a negative number of other partners; NoRate where the currency has no unit that day.
    """
    if other_partners < 0:
        raise BadInput(f"Other partners is {other_partners}; it is a whole number from 0.")
    edition = sale_edition(on)
    unit = unit or point_unit(currency, on, program.rates)
    multiplier = growth(market, edition, program)
    return Terms(amount, currency, unit, edition.rates.managed, multiplier, other_partners + 1, edition.start)


def sold_points(
    amount: Decimal,
    market: str,
    currency: str,
    sold_on: date,
    source: str = "sourced",
    first_sold: date | None = None,
    program: Program = PUBLISHED,
) -> Decimal:
    """The sold points of an amount of MRR; see `sold_terms`.

    >>> sold_points(Decimal(1000), "Mexico", "USD", date(2026, 2, 1))
    Decimal('100')
    """
    return sold_terms(amount, market, currency, sold_on, source, first_sold, program).points


def managed_points(
    amount: Decimal,
    market: str,
    currency: str,
    on: date,
    other_partners: int = 0,
    program: Program = PUBLISHED,
) -> Decimal:
    """The managed points of an amount of MRR; see `managed_terms`.

    >>> managed_points(Decimal(1000), "Spain", "USD", date(2026, 2, 1), other_partners=1)
    Decimal('5')
    """
    return managed_terms(amount, market, currency, on, other_partners, program).points


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


@exactly
def money_of_points(points: Decimal, terms: Terms) -> Decimal:
    """The MRR that gives so many points on the same terms: the exact inverse of `Terms.points`.

    The amount in `terms` plays no part.

    >>> terms = sold_terms(Decimal(0), "Spain", "EUR", date(2026, 2, 1))
    >>> money_of_points(sold_points(Decimal("1234.56"), "Spain", "EUR", date(2026, 2, 1)), terms)
    Decimal('1234.56')
    """
    return settled(points * terms.unit.amount * terms.partners / (terms.rate * terms.growth))
