"""The name under which `overview` was known first: notebooks in people's folders import it from here.

`partnerbook.overview` is the function too, as `import partnerbook` offers it, whichever of the two was asked for first.
"""

import sys
from datetime import date
from types import ModuleType
from typing import Any

from partnerbook.figures.overview import Overview
from partnerbook.figures.overview import overview as _overview
from partnerbook.records import Book

__all__ = ["Overview", "overview"]


def overview(book: Book, as_of: date, goal: str = "", problems: int = 0, before: Overview | None = None) -> Overview:
    """As `partnerbook.overview`; with `before`, of another day of the same book, as its `on` and `towards`."""
    if before is not None and before.book is book:
        return before.on(as_of).towards(goal)
    return _overview(book, as_of, goal, problems)


class _Callable(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Overview:
        return overview(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
