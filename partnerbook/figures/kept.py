"""What is worked out of an overview is kept with it: several surfaces ask for the same months ahead."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from partnerbook.days import MONTHS_AHEAD
from partnerbook.figures.overview import Overview

R = TypeVar("R")
Told_co = TypeVar("Told_co", covariant=True)


class OfMonths(Protocol[Told_co]):
    """What an overview tells of so many months ahead."""

    def __call__(self, known: Overview, months: int = MONTHS_AHEAD) -> Told_co: ...


def kept(function: Callable[[Overview, int], R]) -> OfMonths[R]:
    """The function of an overview and of so many months ahead, worked out once for each.

    An overview towards another goal keeps it too, so nothing that depends on the goal may be kept.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> count = kept(lambda known, months: [months])
    >>> known = overview(Book(), date(2026, 10, 31))
    >>> count(known) is count(known, MONTHS_AHEAD), count(known) is count(known.on(date(2026, 11, 1)))
    (True, False)
    """

    @wraps(function)
    def once(known: Overview, months: int = MONTHS_AHEAD) -> R:
        found: dict[object, Any] = known.kept
        key = function.__module__, function.__qualname__, months  # by name, so that it goes to another process too
        if key not in found:
            found[key] = function(known, months)
        told: R = found[key]
        return told

    return once
