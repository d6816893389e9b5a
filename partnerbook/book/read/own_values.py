"""Columns whose cells are their values as they stand, which is seen of all at once and not cell by cell."""

import re
from collections.abc import Collection
from datetime import date
from typing import cast

from partnerbook.book.tables.shape import Column
from partnerbook.files.grid import EMPTY, EXCEL_ERRORS, Cell, all_tidy
from partnerbook.parsing.day import FIRST_YEAR, LAST_YEAR
from partnerbook.parsing.nothing import any_nothing

_TEXTS = frozenset({"text", "client"})
_PATTERNS = {  # what several such texts are in lines of their own, each the value as it stands
    kind: re.compile(rf"(?:{pattern}\n)+")
    for kind, pattern in (
        ("identifier", "[1-9][0-9]*"),
        ("link_or_id", "[1-9][0-9]*"),
        ("link", r"https?://[!-.0-~][!-~]*"),
    )
}


def may_say_itself(column: Column) -> bool:
    """Whether a cell of a column can be its value as it stands: a text that is tidy, a day, a number of a record."""
    return (column.kind in _TEXTS or column.kind == "date" or column.kind in _PATTERNS) and not column.choices


def says_itself(cells: Collection[Cell], column: Column) -> bool:
    """Whether each of the different cells of a column is its value as it stands.

    It is asked of all at once: a column of names has thousands.

    >>> from partnerbook.book.tables import CLIENTS
    >>> [says_itself(cells, CLIENTS.column("client")) for cells in (["Acme", "Beta"], ["Acme", "n/a"], ["Acme", 5.0])]
    [True, False, False]
    """
    kinds = {*map(type, cells)}
    if not may_say_itself(column) or len(kinds) != 1 or EMPTY in cells:
        return False
    if column.kind == "date":
        days = cast("Collection[date]", cells)
        return kinds == {date} and min(days).year >= FIRST_YEAR and max(days).year <= LAST_YEAR
    texts = cast("Collection[str]", cells)
    if column.kind in _PATTERNS:
        return kinds == {str} and _each_in_a_line(texts, _PATTERNS[column.kind])
    return (
        kinds == {str}
        and all_tidy(texts)
        and not any_nothing(texts, named=column.required)
        and EXCEL_ERRORS.isdisjoint(texts)
    )


def _each_in_a_line(texts: Collection[str], lines: re.Pattern[str]) -> bool:
    """Whether each of the texts is one of the lines of a pattern: none holds several."""
    written = "\n".join((*texts, ""))
    return written.count("\n") == len(texts) and lines.fullmatch(written) is not None
