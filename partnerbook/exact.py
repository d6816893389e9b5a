"""Exact decimal arithmetic: one context for all of the core, and rounding only where a figure is shown.

Points are quotients (an amount over a point unit, split among partners), and a third has no decimal form.
So a quotient is carried to 24 decimal places, far below anything a book can hold; sums of such values are
exact and do not depend on their order; and an amount that comes back from points is settled to 12 places. A figure
that is compared with a threshold is taken to 6 places, in the core as in a worksheet's ROUND, so that three thirds
of a point are one point and a sum that equals a threshold reaches it everywhere.
"""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import reduce, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
ZERO = Decimal(0)
PLACES = 2  # of points, where they are shown: figures/shown.py
_CARRIED = Decimal(1).scaleb(-24)
_SETTLED = Decimal(1).scaleb(-12)


def exactly(function: Callable[P, R]) -> Callable[P, R]:
    """The function, run in the exact context whatever context the caller has set.

    >>> from decimal import getcontext
    >>> exactly(lambda: getcontext().prec)()
    80
    """

    @wraps(function)
    def in_exact_context(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return in_exact_context


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


def rounded(value: Decimal, places: int) -> Decimal:
    """The value rounded half up to so many places: for showing, never between rows. There is no minus before zero.

    >>> rounded(Decimal("2.665"), 2), rounded(Decimal("-0.5"), 0), rounded(Decimal("-0.4"), 0)
    (Decimal('2.67'), Decimal('-1'), Decimal('0'))
    """
    return EXACT.plus(EXACT.quantize(value, Decimal(1).scaleb(-places)))


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
    return EXACT.subtract(share, Decimal(1).scaleb(-places - 2)) if value < 1 <= share else share


def plain(value: Decimal) -> Decimal:
    """The value without idle zeros and without an exponent.

    >>> plain(Decimal("1000.00")), plain(Decimal("1E+3"))
    (Decimal('1000'), Decimal('1000'))
    """
    if not value:
        return ZERO
    if value == value.to_integral_value():
        return EXACT.quantize(value, Decimal(1))
    return value.normalize(EXACT)
