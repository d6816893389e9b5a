"""The points of one amount, against cases worked out apart from the code, and back from points to money."""

import csv
from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.function_rules import UNITS
from support.places import CASES

from partnerbook.errors import BadInput, NoRate, UnknownName
from partnerbook.points.amount import calculated_points, managed_points, sold_points
from partnerbook.points.rates import Program, Rates
from partnerbook.points.terms import Terms, managed_terms, sold_terms
from partnerbook.records import OwnRate

POINTS = CASES / "points.csv"

GROWTH = {"BR", "CO", "IN", "MX", "PE"}
STANDARD = {"DE", "ES", "FR", "GB", "JP", "US"}

AMOUNTS = st.decimals(Decimal(0), Decimal("1e9"), places=4)
CURRENCIES = st.sampled_from(sorted(UNITS))
MARKETS = st.sampled_from(sorted(GROWTH | STANDARD))
SOURCES = st.sampled_from(("sourced", "assisted"))
DAYS = st.dates(date(2021, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    [date(2022, 7, 18), date(2024, 2, 26), date(2024, 2, 27), date(2025, 7, 14), date(2025, 7, 15), date(2026, 1, 15)]
)


class Case(NamedTuple):
    why: str
    kind: str
    amount: Decimal
    market: str
    currency: str
    on: date
    source: str
    first_sold: date | None
    other_partners: int
    points: Fraction

    @property
    def terms(self) -> Terms:
        if self.kind == "managed":
            return managed_terms(self.market, self.currency, self.on, self.other_partners)
        return sold_terms(self.market, self.currency, self.on, self.source, self.first_sold)

    def worked_out(self) -> Fraction:
        """The points by the published rule, in fractions."""
        unit = Fraction(UNITS[self.currency][self.on.isoformat() >= "2025-07-15"])
        growth = 2 if self.market in GROWTH else 1
        if self.kind == "managed":
            return Fraction(self.amount) / unit * growth / (1 + self.other_partners)
        line = (self.first_sold or self.on).isoformat()
        rate = 5 if self.source == "sourced" and line >= "2024-02-27" else 3
        return Fraction(self.amount) / unit * rate * growth


def cases() -> list[Case]:
    with POINTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [
            Case(
                row["why"],
                row["kind"],
                Decimal(row["amount"]),
                row["market"],
                row["currency"],
                date.fromisoformat(row["on"]),
                row["source"],
                date.fromisoformat(row["first_sold"]) if row["first_sold"] else None,
                int(row["other_partners"] or 0),
                Fraction(row["points"]),
            )
            for row in rows
        ]


def named(case: Case) -> str:
    return f"{case.why} ({case.kind} {case.amount} {case.currency} {case.market} {case.on} {case.source})"


@pytest.mark.parametrize("case", cases(), ids=named)
def test_points_of_an_amount(case: Case) -> None:
    assert case.worked_out() == case.points, "the case itself is wrong"
    points = case.terms.points(case.amount)
    assert abs(Fraction(points) - case.points) <= Fraction(1, 2 * 10**24)
    if 10**24 % case.points.denominator == 0:
        assert Fraction(points) == case.points


def test_the_cases_cover_every_currency_on_both_sides_of_its_change_and_both_kinds_of_market() -> None:
    seen = {(case.currency, case.on >= date(2025, 7, 15), case.market in GROWTH) for case in cases()}
    assert seen >= {
        (currency, after, grows) for currency in UNITS for after in (False, True) for grows in (False, True)
    }


@pytest.mark.parametrize(
    ("market", "also_manage", "others", "source", "sold", "managed"),
    [
        ("Spain", False, 0, "sourced", "50", "0"),
        ("Spain", False, 3, "sourced", "50", "0"),  # without managing, other partners do not matter
        ("Spain", True, 0, "sourced", "50", "10"),
        ("Spain", True, 1, "sourced", "50", "5"),
        ("Spain", True, 3, "assisted", "30", "2.5"),
        ("Mexico", True, 0, "sourced", "100", "20"),
        ("Mexico", True, 1, "assisted", "60", "10"),
    ],
)
def test_the_calculator(market: str, also_manage: bool, others: int, source: str, sold: str, managed: str) -> None:
    points = calculated_points(Decimal(1000), market, "USD", date(2026, 2, 1), also_manage, others, source)
    assert (points.sold, points.managed) == (Decimal(sold), Decimal(managed))
    assert points.total == Decimal(sold) + Decimal(managed)


@given(AMOUNTS, CURRENCIES, MARKETS, SOURCES, DAYS, st.none() | DAYS)
def test_sold_points_come_back_as_the_same_money(amount, currency, market, source, on, first_sold) -> None:
    first_sold = first_sold and min(first_sold, on)
    terms = sold_terms(market, currency, on, source, first_sold)
    assert terms.money(terms.points(amount)) == amount


@given(AMOUNTS, CURRENCIES, MARKETS, DAYS, st.integers(0, 40))
def test_managed_points_come_back_as_the_same_money(amount, currency, market, on, others) -> None:
    terms = managed_terms(market, currency, on, others)
    assert terms.money(terms.points(amount)) == amount


@given(AMOUNTS, CURRENCIES, MARKETS, SOURCES, DAYS, st.integers(0, 7))
def test_any_amount_agrees_with_the_published_rule(amount, currency, market, source, on, others) -> None:
    sold = Case("", "sold", amount, market, currency, on, source, None, 0, Fraction(0))
    managed = Case("", "managed", amount, market, currency, on, "", None, others, Fraction(0))
    points = calculated_points(amount, market, currency, on, True, others, source)
    assert abs(Fraction(points.sold) - sold.worked_out()) <= Fraction(1, 2 * 10**24)
    assert abs(Fraction(points.managed) - managed.worked_out()) <= Fraction(1, 2 * 10**24)


@given(AMOUNTS, CURRENCIES, MARKETS, SOURCES, DAYS)
def test_the_callers_decimal_context_does_not_matter(amount, currency, market, source, on) -> None:
    def everything() -> tuple[Decimal, ...]:
        terms = sold_terms(market, currency, on, source)
        both = calculated_points(amount, market, currency, on, True, 2, source)
        return (*both, both.total, terms.usd(amount), terms.money(both.sold))

    expected = everything()
    with localcontext(prec=5, rounding=ROUND_DOWN):
        assert everything() == expected


@pytest.mark.parametrize(
    ("currency", "on", "usd"),
    [
        ("EUR", "2025-07-14", "1173.333333333333333333333333"),
        ("EUR", "2025-07-15", "1000"),
        ("USD", "2026-02-01", "880"),
    ],
)
def test_an_amount_in_us_dollars_is_at_the_point_unit_not_the_market(currency: str, on: str, usd: str) -> None:
    assert sold_terms("US", currency, date.fromisoformat(on)).usd(Decimal(880)) == Decimal(usd)


def test_the_terms_say_what_the_points_were_made_from() -> None:
    terms = sold_terms("MX", "EUR", date(2025, 7, 15), "sourced", date(2023, 5, 1))
    assert (terms.unit.amount, terms.rate, terms.growth, terms.partners) == (Decimal(88), Decimal(3), Decimal(2), 1)
    assert terms.edition == date(2025, 7, 15)
    assert not terms.unit.estimated


def test_the_partners_own_rate_and_growth_markets_come_before_the_published_ones() -> None:
    on = date(2026, 2, 1)
    own = Rates(own=(OwnRate("CLP", date(2026, 1, 1), Decimal(95000)), OwnRate("EUR", date(2026, 2, 1), Decimal(50))))
    program = Program(own, growth_added=frozenset({"ES"}), growth_removed=frozenset({"MX"}))
    assert sold_points(Decimal(190000), "US", "CLP", on, program=program) == 10
    assert sold_points(Decimal(100), "US", "EUR", on, program=program) == 10
    assert sold_points(Decimal(88), "US", "EUR", date(2026, 1, 31), program=program) == 5
    assert managed_points(Decimal(100), "ES", "USD", on, program=program) == 2
    assert managed_points(Decimal(100), "MX", "USD", on, program=program) == 1


def test_a_currency_without_unit_is_priced_by_the_market_and_says_that_it_is_an_estimate() -> None:
    terms = sold_terms("US", "CHF", date(2024, 1, 5))
    assert terms.unit.estimated
    assert 0 < terms.points(Decimal(1000)) < Decimal(1000)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"source": "asisted"}, UnknownName, '"assisted"'),
        ({"source": ""}, UnknownName, "sourced or assisted"),
        ({"market": "Atlantis"}, UnknownName, "Atlantis"),
        ({"currency": "XXQ"}, UnknownName, "XXQ"),
        ({"currency": "CLP"}, NoRate, "CLP on 2026-02-01"),
    ],
)
def test_what_cannot_be_counted_says_why(change: dict[str, str], error: type[Exception], words: str) -> None:
    given_values = {"market": "US", "currency": "USD", "source": "sourced", **change}
    with pytest.raises(error, match=words):
        sold_points(Decimal(100), sold_on=date(2026, 2, 1), **given_values)


def test_fewer_than_no_other_partners_are_refused() -> None:
    with pytest.raises(BadInput, match="-1"):
        managed_points(Decimal(100), "US", "USD", date(2026, 2, 1), other_partners=-1)


def test_the_calculator_takes_the_partners_own_rates_for_both() -> None:
    program = Program(rates=Rates(own=(OwnRate("USD", date(2026, 1, 1), Decimal(50)),)))
    own = calculated_points(Decimal(100), "US", "USD", date(2026, 2, 1), also_manage=True, program=program)
    assert (own.sold, own.managed) == (10, 2)
