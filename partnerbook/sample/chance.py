"""Draws that come out the same on every Python: only `Random.random()` is promised never to change.

`choice`, `shuffle` and `randint` may draw differently in another Python, and the sample book is committed as
workbooks that tests make again and compare.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


def draws(*names: object) -> Random:
    """A source of draws of its own for what the names name, so that one client's draws never move another's.

    >>> draws(2026, 7, "lines").random() == draws(2026, 7, "lines").random()
    True
    """
    return Random(" ".join(map(str, names)))  # noqa: S311 - nothing here is secret


def whole(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included.

    >>> {whole(draws("dice", n), 1, 6) for n in range(99)} == {1, 2, 3, 4, 5, 6}
    True
    """
    return low + int(rng.random() * (high - low + 1))


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of the options; one that is written twice is twice as likely.

    >>> pick(draws("coin"), ["heads"])
    'heads'
    """
    return options[whole(rng, 0, len(options) - 1)]


def happens(rng: Random, likelihood: float) -> bool:
    """True as often as the likelihood says.

    >>> happens(draws("sun"), 1), happens(draws("rain"), 0)
    (True, False)
    """
    return rng.random() < likelihood


def days_on(rng: Random, day: date, least: int, most: int) -> date:
    """A day from `least` to `most` days after the day.

    >>> days_on(draws("week"), date(2026, 10, 31), 7, 7)
    datetime.date(2026, 11, 7)
    """
    return day + timedelta(days=whole(rng, least, most))
