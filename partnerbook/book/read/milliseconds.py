"""Days that a program counts in milliseconds since 1970, as HubSpot does for its properties."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from partnerbook.book.read.headings import Layout
from partnerbook.files.grid import Cell

_MILLISECONDS = re.compile(r"\d{12,13}(?:\.0)?")


def with_days(found: Layout) -> Layout:
    """The layout over a grid whose columns of days have days in the place of milliseconds."""
    days = {column.field for column in found.table.columns if column.kind == "date"}
    columns = {index for field, index in found.columns.items() if field in days}

    def row_with_days(row: Sequence[Cell]) -> Sequence[Cell]:
        return [_day(cell) if index in columns else cell for index, cell in enumerate(row)]

    head = found.heading_row + 1
    grid = found.grid._replace(rows=[*found.grid.rows[:head], *map(row_with_days, found.grid.rows[head:])])
    return found._replace(grid=grid)


def _day(cell: Cell) -> Cell:
    text = cell.strip() if isinstance(cell, str) else repr(cell) if isinstance(cell, float) else ""
    return datetime.fromtimestamp(float(text) / 1000, UTC).date() if _MILLISECONDS.fullmatch(text) else cell
