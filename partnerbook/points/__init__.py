"""Points: of one amount, and of every deal and managed subscription of a book over time.

What concerns one amount can be imported from here: `from partnerbook.points import calculated_points`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerbook.points.amount import (
        SOURCES,
        Points,
        Terms,
        calculated_points,
        managed_points,
        managed_terms,
        money_of_points,
        sold_points,
        sold_terms,
    )
    from partnerbook.points.rates import PUBLISHED, Program

__all__ = [
    "PUBLISHED",
    "SOURCES",
    "Points",
    "Program",
    "Terms",
    "calculated_points",
    "managed_points",
    "managed_terms",
    "money_of_points",
    "sold_points",
    "sold_terms",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "rates" if name in {"PUBLISHED", "Program"} else "amount"
    return getattr(import_module(f"{__name__}.{home}"), name)
