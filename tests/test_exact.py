"""Exact arithmetic: thirds add up, halves go up, and what the caller does to the decimal context does not matter."""

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Decimal, Inexact, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.exact import atoms, exactly, figure, of_atoms, plain, quotient, rounded, settled, total

AMOUNTS = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=4)
UNITS = st.decimals(Decimal("0.01"), Decimal(500000), places=2)


@pytest.mark.parametrize("parts", [3, 6, 7, 9, 11, 13, 64, 129, 1545, 4099])
def test_equal_parts_add_up_to_the_whole(parts: int) -> None:
    whole = Decimal(5000)
    part = quotient(whole, Decimal(parts))
    assert settled(total([part] * parts)) == whole
    assert figure(total([part] * parts)) == whole


@pytest.mark.parametrize("denominator", [3, 7, 13, 129])
def test_a_millionth_below_stays_below(denominator: int) -> None:
    parts = [quotient(Decimal(5000), Decimal(denominator))] * denominator
    assert figure(total([*parts, Decimal("-0.000001")])) == Decimal("4999.999999")


@given(AMOUNTS, UNITS)
def test_a_quotient_is_right_to_24_places(amount: Decimal, unit: Decimal) -> None:
    off = abs(Fraction(quotient(amount, unit)) - Fraction(amount) / Fraction(unit))
    assert off <= Fraction(1, 2 * 10**24)


@given(st.lists(st.tuples(AMOUNTS, UNITS), max_size=30), st.randoms(use_true_random=False))
def test_a_sum_is_exact_and_does_not_depend_on_the_order(pairs, random) -> None:
    values = [quotient(*pair) for pair in pairs]
    mixed = random.sample(values, len(values))
    assert total(mixed) == total(values)
    assert Fraction(total(values)) == sum(map(Fraction, values), Fraction(0))


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("2.4999", 0, "2"),
        ("2.665", 2, "2.67"), ("1.005", 2, "1.01"), ("0.125", 2, "0.13"), ("1000", 2, "1000.00"),
        ("-0.5", 0, "-1"), ("-2.665", 2, "-2.67"),
        ("-0.4", 0, "0"), ("-0.004", 2, "0.00"), ("-0", 2, "0.00"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)  # fmt: skip
def test_rounded_half_up_and_without_a_minus_before_zero(value: str, places: int, expected: str) -> None:
    assert str(rounded(Decimal(value), places)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1000.00", "1000"), ("1E+3", "1000"), ("2.50", "2.5"), ("0.00", "0"), ("-0.0", "0"), ("0E-24", "0"),
     ("-7.10", "-7.1"), ("408000.000", "408000")],
)  # fmt: skip
def test_plain_has_no_idle_zeros(value: str, expected: str) -> None:
    assert str(plain(Decimal(value))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.9999999999995", "1"), ("0.9999999999994", "0.999999999999"), ("1.0000000000004", "1")],
)
def test_settled_is_the_nearest_of_12_places(value: str, expected: str) -> None:
    assert settled(Decimal(value)) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.9999995", "1"), ("0.9999994", "0.999999"), ("-0.0000004", "0"), ("4.0000005", "4.000001")],
)
def test_figure_is_the_nearest_of_6_places(value: str, expected: str) -> None:
    assert str(figure(Decimal(value))) == expected


@pytest.mark.parametrize(
    "calculation",
    [
        lambda: quotient(Decimal("123456789.1234"), Decimal(7)),
        lambda: total([Decimal("123456789.1234"), Decimal("0.00000001")]),
        lambda: settled(Decimal("123456789.12345678901234")),
        lambda: figure(Decimal("123456789.1234565")),
        lambda: rounded(Decimal("123456789.125"), 2),
        lambda: plain(Decimal("123456789.500")),
    ],
)
def test_the_callers_decimal_context_does_not_matter(calculation: Callable[[], Decimal]) -> None:
    expected = calculation()
    with localcontext(prec=5, rounding=ROUND_DOWN) as hostile:
        hostile.traps[Inexact] = True
        assert calculation() == expected


def test_exactly_gives_the_callers_context_back_even_after_an_error() -> None:
    @exactly
    def failing() -> None:
        assert getcontext().prec == 80
        raise LookupError

    with localcontext(prec=9):
        with pytest.raises(LookupError):
            failing()
        assert getcontext().prec == 9


def test_sums_take_any_iterable_and_nothing() -> None:
    def values() -> Iterator[Decimal]:
        yield from (Decimal("0.1"), Decimal("0.2"))

    assert total(values()) == Decimal("0.3")
    assert total([]) == 0


@given(AMOUNTS, UNITS)
def test_atoms_are_a_quotient_in_whole_numbers(amount: Decimal, unit: Decimal) -> None:
    above, below = amount.as_integer_ratio(), unit.as_integer_ratio()
    found = of_atoms(atoms(above[0] * below[1], above[1] * below[0]))
    assert (found, str(found)) == (quotient(amount, unit), str(quotient(amount, unit)))
