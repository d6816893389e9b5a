"""Python's look for garbage, put off while much is made that stays: it would look often, and find nothing."""

import gc
from collections.abc import Callable
from functools import cached_property, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def uncollected(function: Callable[P, R]) -> Callable[P, R]:
    """The function, during which Python looks for no garbage.

    >>> uncollected(gc.isenabled)(), gc.isenabled()
    (False, True)
    """

    @wraps(function)
    def without_collecting(*args: P.args, **kwargs: P.kwargs) -> R:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return without_collecting


def uncollected_figures(kind: type[R]) -> type[R]:
    """The class; while one of its cached properties is worked out, Python looks for no garbage."""
    for member in vars(kind).values():
        if isinstance(member, cached_property):
            member.func = uncollected(member.func)
    return kind
