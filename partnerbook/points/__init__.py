"""Points: of one amount, and of every deal and managed subscription of a book over time.

What people ask of one amount can be imported from here: `from partnerbook.points import calculated_points`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerbook.points.amount import Points, calculated_points, convert, managed_points, sold_points

__all__ = ["Points", "calculated_points", "convert", "managed_points", "sold_points"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("partnerbook.points.amount"), name)
