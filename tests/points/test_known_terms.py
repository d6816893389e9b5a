"""The terms of a whole book are those of each record by itself, whatever was asked before."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from partnerbook.errors import NoRate, PartnerbookError
from partnerbook.points.known_terms import KnownTerms
from partnerbook.points.rates import MarketRate, Program, Rates
from partnerbook.points.terms import managed_terms, sold_terms
from partnerbook.points.units import point_unit
from partnerbook.program.edition import editions
from partnerbook.program.point_units import point_units
from partnerbook.records import OwnRate

# The days on which something changes, those beside them, and any other.
CHANGES = {each.start for each in editions()} | {unit.start for units in point_units().values() for unit in units}
DAYS = st.one_of(
    st.builds(lambda day, off: day + timedelta(off), st.sampled_from(sorted(CHANGES)), st.integers(-1, 1)),
    st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
CURRENCIES = st.sampled_from(["USD", "EUR", "COP", "MXN", "PEN", "XYZ"])
MARKETS = st.sampled_from(["MX", "ES", "US", "Nowhere"])
AMOUNTS = st.sampled_from([Decimal(80), Decimal("80.00"), Decimal(1800), Decimal(0)])
OWN = st.builds(
    OwnRate,
    st.one_of(CURRENCIES, st.sampled_from(["euros", "nothing known"])),
    DAYS,
    AMOUNTS,
    st.sampled_from(["program", "program", "market", "odd"]),
)
MULTIPLIERS = st.sampled_from([None, Decimal(2), Decimal("2.0"), Decimal("1.5")])


def market(currency: str, day: date) -> MarketRate:
    if currency != "MXN" or day.year < 2022:
        raise NoRate(f"nobody quotes {currency}.")
    return MarketRate(Decimal(day.day), day)


def answer(ask: Callable[..., Any], *args: object) -> str:
    """What is answered, to the letter, or why nothing is."""
    try:
        return repr(ask(*args))
    except PartnerbookError as error:
        return f"{type(error).__name__}: {error}"


@given(
    st.builds(Program, st.builds(Rates, st.lists(OWN, max_size=2).map(tuple), st.just(market))),
    st.lists(st.tuples(MARKETS, CURRENCIES, DAYS, DAYS, st.integers(0, 2), MULTIPLIERS), min_size=2, max_size=8),
    st.sampled_from(["sourced", "assisted", "odd"]),
)
def test_known_terms_are_those_of_each_record(
    program: Program, asked: list[tuple[str, str, date, date, int, Decimal | None]], source: str
) -> None:
    known = KnownTerms(program)
    for place, currency, day, first, others, multiplier in [*asked, *asked]:
        sold = place, currency, day, source, first
        assert answer(known.sold, *sold, multiplier) == answer(sold_terms, *sold, program, None, multiplier)
        managed = place, currency, day, others
        assert answer(known.managed, *managed, None, multiplier) == answer(
            managed_terms, *managed, program, None, multiplier
        )
        assert answer(known.unit, currency, day) == answer(point_unit, currency, day, program.rates)


def test_an_own_rate_of_no_currency_is_refused_by_whoever_asks_for_it() -> None:
    row = OwnRate("XYZ", date(2022, 7, 17), Decimal(80))
    program = Program(Rates((row,), market))
    asked = "US", "XYZ", date(2024, 2, 28), "assisted", date(2022, 7, 19)
    refusal = answer(sold_terms, *asked, program, None, Decimal(2))
    assert refusal.startswith('UnknownName: Rates table: The currency "XYZ" is not known')
    assert answer(KnownTerms(program).sold, *asked, Decimal(2)) == refusal
    assert answer(point_unit, "XYZ", date(2024, 2, 28), program.rates) == refusal


def test_clients_of_one_market_keep_their_own_multipliers() -> None:
    known, on = KnownTerms(Program()), date(2026, 2, 1)
    multipliers = [Decimal(2), Decimal("1.5"), None, Decimal("2.0"), Decimal("1.5")]
    for each in multipliers:
        assert known.managed("ES", "USD", on, 1, None, each) == managed_terms("ES", "USD", on, 1, multiplier=each)
        terms = sold_terms("ES", "USD", on, "sourced", on, multiplier=each)
        assert known.sold("ES", "USD", on, "sourced", on, each) == terms
    unit = point_unit("EUR", on)
    assert known.managed("ES", "EUR", on, 1, unit) == managed_terms("ES", "EUR", on, 1, unit=unit)
