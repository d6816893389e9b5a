"""Names and cell references as Excel reads them."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from openpyxl.utils.cell import column_index_from_string

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.IGNORECASE)
_COLUMN = re.compile(r"\$?([A-Z]{1,3})", re.IGNORECASE)
_ROW = re.compile(r"\$?([1-9]\d{0,6})")
_ROW_COLUMN = re.compile(r"R\d*(C\d*)?|C\d*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.?\\]*|\\[\w.?\\]*")


class Box(NamedTuple):
    """A rectangle of cells, ends included."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two have a cell in common."""
        return not (
            other.right < self.left or self.right < other.left or other.bottom < self.top or self.bottom < other.top
        )


def box(reference: str) -> Box:
    """Return the rectangle that "A1" or "$A$1:B7" stands for; ValueError if it is none within a sheet."""
    corners = [_CELL.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) > 2 or not all(corners):
        raise ValueError(f"{reference!r} is no range of cells")
    columns = [column_index_from_string(corner[1].upper()) for corner in corners if corner]
    rows = [int(corner[2]) for corner in corners if corner]
    if max(columns) > LAST_COLUMN or max(rows) > LAST_ROW:
        raise ValueError(f"{reference!r} reaches beyond the last cell of a sheet")
    return Box(columns[0], rows[0], columns[-1], rows[-1])


def overlapping(boxes: Iterable[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Return the pairs of labels whose boxes overlap."""
    return [(label, other) for (label, one), (other, two) in combinations(boxes, 2) if one.overlaps(two)]


def looks_like_cell(name: str) -> bool:
    """Return whether Excel reads the name as a cell: FY26, Q1 and TBL2026 are cells, R1C1 and C2 in its other style."""
    cell = _CELL.fullmatch(name)
    if cell and "$" not in name:
        return column_index_from_string(cell[1].upper()) <= LAST_COLUMN and int(cell[2]) <= LAST_ROW
    return bool(_ROW_COLUMN.fullmatch(name))


def is_range(reference: str) -> bool:
    """Return whether this is a cell, or a range of cells, whole columns or whole rows."""
    ends = reference.split(":")
    if len(ends) == 2 and any(all(kind.fullmatch(end) for end in ends) for kind in (_COLUMN, _ROW)):
        return True
    return len(ends) <= 2 and all(_CELL.fullmatch(end) for end in ends)


def name_problem(name: str) -> str | None:
    """Return what is wrong with the name of a table or of a range, None if nothing is."""
    if not _NAME.fullmatch(name):
        return "has characters that a name may not have"
    if looks_like_cell(name):
        return "reads as a cell"
    if len(name) > 255:
        return "is longer than 255 characters"
    return None
