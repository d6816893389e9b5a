"""A figure in words: the amounts, rates, units and edition that it was computed from, in one line.

The words are in English, Spanish or Portuguese; how numbers and days are written is for the surface to say.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from partnerbook.exact import exactly, plain
from partnerbook.language.texts import texts
from partnerbook.parsing.market import market_name
from partnerbook.points.growth import is_growth_market
from partnerbook.points.terms import Terms
from partnerbook.program.edition import sale_edition


def _grouped(value: Decimal) -> str:
    return f"{plain(value):,}"


@exactly
def points_explained(
    given: Decimal,
    terms: Terms,
    market: str,
    kind: str,
    language: str = "en",
    number: Callable[[Decimal], str] = _grouped,
    day: Callable[[date], str] = date.isoformat,
    back: bool = False,
) -> str:
    """How terms turn an amount into points, or with `back` points into money: the same steps the other way round.

    `market` is the client's, as a code, `kind` a source or "managed". Growth that HubSpot states is called so.
    Errors: UnknownName for another language.

    >>> from partnerbook.points.terms import managed_terms, sold_terms
    >>> points_explained(Decimal(1000), sold_terms("MX", "USD", date(2026, 2, 1)), "MX", "sourced")
    'USD 1,000 / 100 × 5 (sourced) × 2 (growth market: Mexico), edition of 2026-01-15'
    >>> points_explained(Decimal(20), managed_terms("ES", "EUR", date(2026, 2, 1)), "ES", "managed", back=True)
    '20 / 1 (managed) × EUR 88, edition of 2026-01-15'
    """
    words: Mapping[str, Mapping[str, str]] = texts("explain", language)
    say = words["money" if back else "points"]
    listed = is_growth_market(market, sale_edition(terms.edition)) if terms.stated else False
    grows, shared = terms.growth != 1 or listed, terms.partners > 1
    growth = say["stated" if terms.stated else "growth"]
    line = say["line"].format(
        given=number(given),
        currency=terms.currency,
        unit=number(terms.unit.amount),
        rate=number(terms.rate),
        kind=words["kinds"][kind],
        growth=growth.format(growth=number(terms.growth), market=market_name(market, language)) if grows else "",
        partners=say["partners"].format(partners=terms.partners) if shared else "",
    )
    rules = words["rules"]
    from_rate = terms.unit.start if terms.unit.estimated else None
    estimated = rules["estimated"].format(day=day(from_rate)) if from_rate else ""
    return f"{line}, {rules['edition'].format(day=day(terms.edition))}{estimated}"
