"""A workbook as the scripts of xlwings Lite are given one: its sheets' cells, and what a script does to them.

It stands in for xlwings' own, whose engine for Lite runs elsewhere only with a licence of xlwings PRO.
"""

import re
from collections.abc import Sequence
from typing import Any

from partnerbook.files.grid import column_number


class Range:
    """A range of a sheet."""

    def __init__(self, sheet: "Sheet", row: int, column: int, height: int = 1, width: int = 1) -> None:
        self.sheet, self.row, self.column, self.height, self.width = sheet, row, column, height, width

    def options(self, **asked: Any) -> "Range":
        """The same: it is always read in rows, and with errors as text."""
        assert asked["ndim"] == 2
        return self

    def offset(self, rows: int, columns: int) -> "Range":
        """A range of its size elsewhere."""
        return Range(self.sheet, self.row + rows, self.column + columns, self.height, self.width)

    def resize(self, height: int, width: int) -> "Range":
        """A range from its corner on, so high and so wide."""
        return Range(self.sheet, self.row, self.column, height, width)

    @property
    def value(self) -> list[list[Any]]:
        """Its cells in rows."""
        return [
            [self.sheet.cells.get((self.row + down, self.column + across)) for across in range(self.width)]
            for down in range(self.height)
        ]

    @value.setter
    def value(self, rows: Sequence[Sequence[Any]]) -> None:
        assert [len(row) for row in rows] == [self.width] * self.height
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                self.sheet.cells[self.row + down, self.column + across] = cell


class Sheet:
    """A sheet, its cells by row and column, from 1."""

    def __init__(self, name: str, rows: Sequence[Sequence[Any]] = ()) -> None:
        self.name, self.active = name, False
        self.cells = {
            (row, column): cell
            for row, cells in enumerate(rows, 1)
            for column, cell in enumerate(cells, 1)
            if cell is not None
        }

    def __getitem__(self, address: str) -> Range:
        corners = [re.fullmatch(r"([A-Z]+)(\d+)", corner) for corner in (*address.split(":"), address)[:2]]
        (left, top), (right, bottom) = ((column_number(each[1].encode()) + 1, int(each[2])) for each in corners if each)
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    @property
    def used_range(self) -> Range:
        """From the first row and column in which anything stands to the last."""
        rows, columns = ([place[at] for place in self.cells] or [1] for at in (0, 1))
        return Range(self, min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)

    def clear(self) -> None:
        """Empty it."""
        self.cells.clear()

    def activate(self) -> None:
        """Put it in front."""
        self.active = True

    def rows(self) -> list[list[Any]]:
        """All of its cells in rows."""
        return self.used_range.value


class Sheets:
    """The sheets, by number from 0 and by name."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._all = list(sheets)

    def __iter__(self) -> Any:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, which: int | str) -> Sheet:
        return self._all[which] if isinstance(which, int) else next(each for each in self._all if each.name == which)

    def add(self, name: str, after: Sheet) -> Sheet:
        """A new sheet behind another one."""
        assert name not in [each.name for each in self._all]
        self._all.insert(self._all.index(after) + 1, Sheet(name))
        return self[name]


class Book:
    """A workbook, and the application at once; `said` are the messages that were shown."""

    def __init__(self, name: str, sheets: dict[str, Sequence[Sequence[Any]]], selected: str = "") -> None:
        self.name, self.app = name, self
        self.sheets = Sheets([Sheet(each, rows) for each, rows in sheets.items()])
        self.selection = self.sheets[0][selected] if selected else None
        self.said: list[str] = []

    def alert(self, prompt: str, title: str) -> None:
        """A message in a window."""
        assert title == "partnerbook"
        self.said.append(prompt)
