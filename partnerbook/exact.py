"""Exact decimal arithmetic: one context for all of the core, and rounding only where a figure is shown.

Points are quotients (an amount over a point unit, split among partners), and a third has no decimal form.
So a quotient is carried to 24 decimal places, far below anything a book can hold; sums of such values are
exact and do not depend on their order; and an amount that comes back from points is settled to 12 places. A figure
that is compared with a threshold is taken to 6 places, in the core as in a worksheet's ROUND, so that three thirds
of a point are one point and a sum that equals a threshold reaches it everywhere.
"""

from collections.abc import Callable, Iterable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, getcontext, localcontext
from functools import cache, cached_property, reduce, wraps
from threading import local
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
ZERO, _ONE = Decimal(0), Decimal(1)
PLACES = 2  # of points, where they are shown: figures/shown.py
_own = local()
_CARRIED = Decimal("1E-24")
_ATOMS = 10**24
_LEAST = Decimal("5E-7")  # rounded up to the last of 6 places
_SETTLED = Decimal("1E-12")


def exactly(function: Callable[P, R]) -> Callable[P, R]:
    """The function, run in the exact context whatever context the caller has set.

    >>> from decimal import getcontext
    >>> exactly(lambda: getcontext().prec)()
    80
    """

    @wraps(function)
    def in_exact_context(*args: P.args, **kwargs: P.kwargs) -> R:
        if getcontext() is getattr(_own, "context", None):  # a function within another is in it already
            return function(*args, **kwargs)
        with localcontext(EXACT) as _own.context:
            return function(*args, **kwargs)

    return in_exact_context


def exact_figures(kind: type[R]) -> type[R]:
    """The class, each of its cached properties worked out in the exact context."""
    for member in vars(kind).values():
        if isinstance(member, cached_property):
            member.func = exactly(member.func)
    return kind


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum, the same in any order.

    >>> total([Decimal("0.1")] * 10)
    Decimal('1.0')
    """
    return reduce(EXACT.add, values, ZERO)


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Numerator over denominator, carried to 24 decimal places, without idle zeros.

    >>> quotient(Decimal(1000), Decimal(100))
    Decimal('10')
    >>> quotient(Decimal(1), Decimal(3))
    Decimal('0.333333333333333333333333')
    """
    return plain(EXACT.quantize(EXACT.divide(numerator, denominator), _CARRIED))


def atoms(numerator: int, denominator: int) -> int:
    """The quotient of whole numbers, as a number of what it is carried to: of the 24th decimal place.

    Such numbers add up fast, and exactly.

    >>> atoms(1, 3), of_atoms(3 * atoms(1, 2)), of_atoms(atoms(-2, 3)) == quotient(Decimal(-2), Decimal(3))
    (333333333333333333333333, Decimal('1.5'), True)
    """
    found = (2 * abs(numerator) * _ATOMS + denominator) // (2 * denominator)
    return found if numerator >= 0 else -found


def of_atoms(number: int) -> Decimal:
    """The value of so many of them, without idle zeros."""
    return plain(EXACT.scaleb(Decimal(number), -24))


def settled(value: Decimal) -> Decimal:
    """The value to 12 places, without idle zeros: what is compared, shown and handed to a worksheet.

    >>> settled(total([quotient(Decimal(1), Decimal(3))] * 3))
    Decimal('1')
    """
    return plain(EXACT.quantize(value, _SETTLED))


def figure(value: Decimal) -> Decimal:
    """The value to 6 places, half up: what is compared with a threshold, and what a worksheet's total holds.

    >>> figure(total([quotient(Decimal(5000), Decimal(3))] * 3))
    Decimal('5000')
    """
    return plain(rounded(value, 6))


def above_zero(value: Decimal) -> bool:
    """Whether the value is more than 0 in such places.

    >>> above_zero(Decimal("0.0000005")), above_zero(Decimal("0.0000004999"))
    (True, False)
    """
    return value >= _LEAST


def rounded(value: Decimal, places: int) -> Decimal:
    """The value rounded half up to so many places: for showing, never between rows. There is no minus before zero.

    >>> rounded(Decimal("2.665"), 2), rounded(Decimal("-0.5"), 0), rounded(Decimal("-0.4"), 0)
    (Decimal('2.67'), Decimal('-1'), Decimal('0'))
    """
    found = EXACT.quantize(value, _place(places))
    return found or EXACT.plus(found)


def floored(value: Decimal, places: int) -> Decimal:
    """The value to so many places, never more than it is: for showing what is too little.

    >>> floored(Decimal("84.99"), 1)
    Decimal('84.9')
    """
    return value.quantize(_place(places), ROUND_FLOOR, EXACT)


@cache
def _place(places: int) -> Decimal:
    """1 of the last place, whatever context there is."""
    return Decimal((0, (1,), -places))


def places_of(value: Decimal) -> int:
    """How many decimal places a figure is shown with: two, or as many as it has of six.

    >>> places_of(Decimal(200)), places_of(Decimal("199.996"))
    (2, 3)
    """
    return max(PLACES, -int(figure(value).as_tuple().exponent))


def shown_share(value: Decimal, places: int = 1) -> Decimal:
    """A share rounded half up to so many places of a per cent, for showing: never 1 where the whole is not reached.

    >>> shown_share(Decimal("0.9996")), shown_share(Decimal("0.99949")), shown_share(Decimal("1.0004"))
    (Decimal('0.999'), Decimal('0.999'), Decimal('1.000'))
    """
    share = rounded(value, places + 2)
    return EXACT.subtract(share, _place(places + 2)) if value < 1 <= share else share


def plain(value: Decimal) -> Decimal:
    """The value without idle zeros and without an exponent.

    >>> plain(Decimal("1000.00")), plain(Decimal("1E+3"))
    (Decimal('1000'), Decimal('1000'))
    """
    if not value:
        return ZERO
    if value == value.to_integral_value():
        return EXACT.quantize(value, _ONE)
    return value.normalize(EXACT)
