"""Terms: all that turns an amount of MRR into points on a day, but for the amount. They are asked for by codes."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import months_later
from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.exact import EXACT, exactly, quotient, settled
from partnerbook.parsing.amount import given_amount, given_whole
from partnerbook.points.growth import growth
from partnerbook.points.rates import PUBLISHED, PointUnit, Program
from partnerbook.points.units import point_unit
from partnerbook.program.edition import sale_edition
from partnerbook.program.readings import ManagedSplit

SOURCES = ("sourced", "assisted")


def counts_until(sold_on: date, program: Program = PUBLISHED) -> date:
    """The first day on which a sale no longer counts; it does from the day it was sold on.

    Source: HubSpot's tier page, 12 months; that a day of 29 February ends on 1 March is how it is read here.

    >>> counts_until(date(2025, 11, 30)), counts_until(date(2024, 2, 29))
    (datetime.date(2026, 11, 30), datetime.date(2025, 3, 1))
    """
    return months_later(sold_on, sale_edition(sold_on, program.editions).sold_months)


class Terms(NamedTuple):
    """What turns an amount of MRR into points: amount / unit x rate x growth / partners.

    `stated` is whether the growth is what HubSpot states for the client, and not that of its market.
    """

    currency: str
    unit: PointUnit
    rate: Decimal
    growth: Decimal
    partners: int
    edition: date
    stated: bool = False

    @property
    def factors(self) -> tuple[object, ...]:
        """What alone makes the points of an amount others or the same."""
        return self[1:5]

    def points(self, amount: Decimal) -> Decimal:
        """The points of an amount, carried to 24 places."""
        grown = EXACT.multiply(EXACT.multiply(_number(amount), self.rate), self.growth)
        return quotient(grown, EXACT.multiply(self.unit.amount, self.partners))

    def usd(self, amount: Decimal) -> Decimal:
        """An amount in US dollars at the fixed point unit, which counts as US$100."""
        return quotient(EXACT.multiply(_number(amount), 100), self.unit.amount)

    @exactly
    def money(self, points: Decimal) -> Decimal:
        """The MRR that gives so many points: the exact inverse of `points`.

        >>> terms = sold_terms("ES", "EUR", date(2026, 2, 1))
        >>> terms.money(terms.points(Decimal("1234.56")))
        Decimal('1234.56')
        """
        return settled(_number(points) * self.unit.amount * self.partners / (self.rate * self.growth))


def _number(value: Decimal) -> Decimal:
    """A figure as it is given. Errors: BadInput for one that is no number, or a float."""
    return value if type(value) is Decimal and value.is_finite() else given_amount(value, "The figure")


def sold_terms(
    market: str,
    currency: str,
    sold_on: date,
    source: str = "sourced",
    first_sold: date | None = None,
    program: Program = PUBLISHED,
    unit: PointUnit | None = None,
    multiplier: Decimal | None = None,
) -> Terms:
    """The terms of a sale: unit and growth of the day it was sold, rate of the day its line was first sold.

    `market` and `currency` are codes, `source` is "sourced" or "assisted"; `unit` is the point unit of the day it was
    sold where it is known already; `multiplier` is what HubSpot states for the client, where it does.
    Errors: UnknownName for another source or market, NoRate where the currency has no unit that day.
    """
    if source not in SOURCES:
        guess = did_you_mean(source, SOURCES)
        raise UnknownName(
            'The source "{source}" is not known; use {sources}{guess}',
            source=source,
            sources=" or ".join(SOURCES),
            guess=guess or ".",
        )
    rate = getattr(sale_edition(first_sold or sold_on, program.editions).rates, source)
    edition = sale_edition(sold_on, program.editions)
    unit = unit or point_unit(currency, sold_on, program.rates)
    return Terms(
        currency, unit, rate, multiplier or growth(market, edition, program), 1, edition.start, bool(multiplier)
    )


def managed_terms(
    market: str,
    currency: str,
    on: date,
    other_partners: int = 0,
    program: Program = PUBLISHED,
    unit: PointUnit | None = None,
    multiplier: Decimal | None = None,
) -> Terms:
    """The terms of managing a client on a day: the points are shared evenly, among whom the edition says.

    `market` and `currency` are codes; `unit` is the point unit where it is known already, else it is that of the day;
    `multiplier` is what HubSpot states for the client, where it does.
    Errors: BadInput for a negative number of other partners, UnknownName for another market, NoRate where the currency
    has no unit that day.
    """
    other_partners = given_whole(other_partners, "Other partners")
    edition = sale_edition(on, program.editions)
    unit = unit or point_unit(currency, on, program.rates)
    partners = other_partners + 1 if edition.managed_split == ManagedSplit.OTHERS_PLUS_ONE else 1
    grows = multiplier or growth(market, edition, program)
    return Terms(currency, unit, edition.rates.managed, grows, partners, edition.start, bool(multiplier))
