"""A figure in words: both ways, each part that a line may have, in three languages and as a country writes numbers."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.errors import UnknownName
from partnerbook.points.explain import points_explained
from partnerbook.points.rates import MarketRate, Program, Rates
from partnerbook.points.terms import Terms, managed_terms, sold_terms

NOW = date(2026, 2, 1)
MXN = Program(Rates(market=lambda *_: MarketRate(Decimal("18.55"), date(2026, 1, 30))))

STANDARD = sold_terms("ES", "EUR", NOW, "assisted")
SHARED = managed_terms("CO", "COP", NOW, 2)
HALVED = managed_terms("US", "USD", NOW, 1)
ESTIMATED = sold_terms("MX", "MXN", NOW, program=MXN)
OLD = sold_terms("DE", "GBP", date(2021, 10, 1))
STATED = sold_terms("US", "USD", NOW, multiplier=Decimal(2))
STATED_ONE = managed_terms("MX", "USD", NOW, multiplier=Decimal(1))


@pytest.mark.parametrize(
    ("given", "terms", "market", "kind", "line"),
    [
        ("1234.50", STANDARD, "ES", "assisted",
         "EUR 1,234.5 / 88 × 3 (assisted), edition of 2026-01-15"),
        ("2000000", SHARED, "CO", "managed",
         "COP 2,000,000 / 408,000 × 1 (managed) × 2 (growth market: Colombia) / 3 partners, edition of 2026-01-15"),
        ("100", HALVED, "US", "managed",
         "USD 100 / 100 × 1 (managed) / 2 partners, edition of 2026-01-15"),
        ("100", OLD, "DE", "sourced",
         "GBP 100 / 62.5 × 3 (sourced), edition of 2022-07-18"),
        ("100", STATED, "US", "sourced",
         "USD 100 / 100 × 5 (sourced) × 2 (HubSpot's multiplier for this client), edition of 2026-01-15"),
        ("100", STATED_ONE, "MX", "managed",
         "USD 100 / 100 × 1 (managed) × 1 (HubSpot's multiplier for this client), edition of 2026-01-15"),
        ("100", STATED_ONE, "US", "managed",
         "USD 100 / 100 × 1 (managed), edition of 2026-01-15"),
        ("1E+3", ESTIMATED, "MX", "sourced",
         ("MXN 1,000 / 1,855 × 5 (sourced) × 2 (growth market: Mexico), edition of 2026-01-15; "
          "the unit is estimated at the market rate of 2026-01-30")),
    ],
)  # fmt: skip
def test_points(given: str, terms: Terms, market: str, kind: str, line: str) -> None:
    assert points_explained(Decimal(given), terms, market, kind) == line


@pytest.mark.parametrize(
    ("given", "terms", "market", "kind", "line"),
    [
        ("20.0", STANDARD, "ES", "assisted", "20 / 3 (assisted) × EUR 88, edition of 2026-01-15"),
        ("1500", SHARED, "CO", "managed",
         "1,500 / 1 (managed) / 2 (growth market: Colombia) × 3 partners × COP 408,000, edition of 2026-01-15"),
        ("5", ESTIMATED, "MX", "sourced",
         ("5 / 5 (sourced) / 2 (growth market: Mexico) × MXN 1,855, edition of 2026-01-15; "
          "the unit is estimated at the market rate of 2026-01-30")),
    ],
)  # fmt: skip
def test_money(given: str, terms: Terms, market: str, kind: str, line: str) -> None:
    assert points_explained(Decimal(given), terms, market, kind, back=True) == line


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", ("originado", "mercado en crecimiento: Brasil")), ("pt", ("Brasil",)), ("en", ("growth market: Brazil",))],
)
def test_both_ways_in_a_persons_own_language_and_numbers(language: str, words: tuple[str, ...]) -> None:
    terms = sold_terms("BR", "USD", NOW)

    def number(value: Decimal) -> str:
        return f"<{value}>"

    def day(value: date) -> str:
        return f"{value:%d/%m/%y}"

    there = points_explained(Decimal(7), terms, "BR", "sourced", language, number, day)
    back = points_explained(Decimal(7), terms, "BR", "sourced", language, number, day, back=True)
    for line in (there, back):
        for part in ("<7>", "<100>", "<5>", "<2>", "15/01/26", "USD"):
            assert part in line
    assert there != back
    assert [word for word in words if word not in there] == []


@pytest.mark.parametrize("back", [False, True])
def test_another_language_is_refused(back: bool) -> None:
    with pytest.raises(UnknownName, match="fr"):
        points_explained(Decimal(1), STANDARD, "ES", "assisted", "fr", back=back)
