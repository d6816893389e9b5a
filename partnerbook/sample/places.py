"""Where the made-up clients are and what they pay in: markets, currencies, amounts that a price list could hold."""

from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import rounded


class Place(NamedTuple):
    """A market, the currency its clients pay in, and the language of their names."""

    market: str
    currency: str
    language: str


# Growth markets and others; Namibia is here because a spreadsheet likes to read its code as "not available".
PLACES = (
    Place("US", "USD", "en"),
    Place("CO", "COP", "es"),
    Place("ES", "EUR", "es"),
    Place("MX", "MXN", "es"),
    Place("GB", "GBP", "en"),
    Place("BR", "BRL", "pt"),
    Place("US", "USD", "en"),
    Place("CA", "CAD", "en"),
    Place("DE", "EUR", "en"),
    Place("JP", "JPY", "en"),
    Place("PT", "EUR", "pt"),
    Place("CL", "USD", "es"),
    Place("GB", "GBP", "en"),
    Place("NA", "USD", "en"),
    Place("KR", "USD", "en"),
    Place("US", "USD", "en"),
    Place("PE", "USD", "es"),
)

# About how much of a currency a dollar is, and the step in which it is priced: for believable amounts, not for points.
_PRICES = {
    "USD": (Decimal(1), 5),
    "EUR": (Decimal("0.9"), 5),
    "GBP": (Decimal("0.75"), 5),
    "CAD": (Decimal("1.35"), 5),
    "COP": (Decimal(4000), 10_000),
    "MXN": (Decimal(18), 50),
    "BRL": (Decimal("5.4"), 10),
    "JPY": (Decimal(145), 500),
}


def priced(dollars: Decimal, currency: str) -> Decimal:
    """About that many dollars in the currency, in its steps; at least one step.

    >>> priced(Decimal(437), "USD"), priced(Decimal(437), "COP")
    (Decimal('435'), Decimal('1750000'))
    """
    per_dollar, step = _PRICES[currency]
    return max(rounded(dollars * per_dollar / step, 0), Decimal(1)) * step
