"""Cells and areas by the letters and numbers that a file has for them; all places are counted from 0."""

import re
from typing import NamedTuple

from partnerbook.files.grid import column_letters, column_number

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d*)(?::\$?([A-Za-z]{1,3})\$?([1-9]\d*))?")


class Area(NamedTuple):
    """A block of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = place(self.top, self.left), place(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is one of the area's."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Area") -> bool:
        """Whether two areas share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def place(row: int, column: int) -> str:
    """What a cell is called.

    >>> place(4, 1)
    'B5'
    """
    return f"{column_letters(column)}{row + 1}"


def area_of(text: str) -> Area | None:
    """The area of a reference without a sheet; None for a text that is none.

    >>> area_of("B5"), area_of("$A$1:C3"), area_of("Deals")
    (Area(top=4, left=1, bottom=4, right=1), Area(top=0, left=0, bottom=2, right=2), None)
    """
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    left, top = column_number(found[1].encode()), int(found[2]) - 1
    right, bottom = (column_number(found[3].encode()), int(found[4]) - 1) if found[3] else (left, top)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def grown(areas: str, table: Area, bottom: int) -> str:
    """A list of areas in which those that lie in a table's columns and reach its last row reach its new one.

    >>> grown("A6:A20 C3 B6:C1020", Area(4, 0, 19, 2), 22)
    'A6:A23 C3 B6:C1020'
    """
    return " ".join(_grown(part, table, bottom) for part in areas.split())


def _grown(text: str, table: Area, bottom: int) -> str:
    area = area_of(text)
    if area is None or area.left < table.left or area.right > table.right:
        return text
    if not area.top <= table.bottom <= area.bottom < bottom:
        return text
    return str(area._replace(bottom=bottom))
