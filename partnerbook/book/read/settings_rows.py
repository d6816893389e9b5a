"""The Settings sheet, whose rows are settings: each is known by the text beside its value, in any order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.book.read.cells import cell_value, says_nothing
from partnerbook.book.read.headings import known_headings
from partnerbook.book.read.style import Style
from partnerbook.book.tables.settings import SETTING_HEADING, SETTINGS, VALUE_HEADING
from partnerbook.book.tables.shape import Choice
from partnerbook.errors import BadInput, Sentence, did_you_mean
from partnerbook.files.grid import EMPTY, Cell, Grid, is_blank, shown
from partnerbook.files.problems import ERROR, WARNING, Problem
from partnerbook.names import folded
from partnerbook.records import Settings

FEWEST = 3  # settings by which a sheet of another name is known


class SettingCell(NamedTuple):
    """The value of one setting as the sheet has it, and where."""

    grid: Grid
    field: str
    name: str
    cell: Cell
    row: int
    column: int

    def problem(self, severity: str, message: Sentence) -> Problem:
        """A problem with the setting's value."""
        return _problem(self.grid, severity, self.row, self.column, shown(self.cell), message)


def count_settings(grid: Grid) -> int:
    """How many settings the fullest column of a sheet names.

    >>> count_settings(Grid("b.xlsx", "S", [["Partner", "Acme"], ["Goal tier", "Gold"]]))
    2
    """
    return max(_label_counts(grid).values(), default=0)


def setting_cells(grid: Grid) -> tuple[list[SettingCell], list[Problem]]:
    """The settings that a sheet has, in its order; and what is wrong with their names."""
    known = known_headings(SETTINGS.name)
    counts = _label_counts(grid)
    filled = [index for index, row in enumerate(grid.rows) if not is_blank(row)]
    if not counts:
        message = Sentence(
            "No row of the Settings sheet begins with a setting, such as {en}.", en=SETTINGS.columns[0].named
        )
        return [], [Problem(ERROR, grid.file, grid.sheet, "", "", message)] if filled else []
    label_column = counts.most_common(1)[0][0]
    labels = {index: _cell(grid, index, label_column) for index in filled}
    heading, value_column = _value_column(grid, label_column)
    cells: list[SettingCell] = []
    problems: list[Problem] = []
    rows_of: dict[str, int] = {}
    for index, label in labels.items():
        field = known.get(_folded(label), ("", False))[0]
        value = _cell(grid, index, value_column)
        if not field:
            below = index > (heading if heading is not None else min(_setting_rows(grid, label_column)))
            if below and not is_blank([value]):
                nameless = Sentence('"{value}" stands beside no setting and is not read.', value=shown(value))
                problems.append(
                    _problem(grid, WARNING, index, value_column, shown(value), nameless)
                    if is_blank([label])
                    else _unknown(grid, index, label_column, label)
                )
        elif field in rows_of:
            message = Sentence(
                'The setting "{label}" stands in row {rows_of} already; this row is not used.',
                label=shown(label),
                rows_of=rows_of[field],
            )
            problems.append(_problem(grid, ERROR, index, label_column, shown(label), message))
        else:
            rows_of[field] = index + 1
            cells.append(SettingCell(grid, field, shown(label), value, index, value_column))
    return cells, problems


def settings_of(
    cells: Sequence[SettingCell], styles: Mapping[tuple[str, str], Style]
) -> tuple[Settings, list[Problem]]:
    """The book's settings; one whose value cannot be used keeps its default and is an error."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for setting in cells:
        column = SETTINGS.column(setting.field)._replace(en=setting.name)
        if is_blank([setting.cell]) or says_nothing(setting.cell, column):
            continue
        try:
            values[setting.field] = cell_value(setting.cell, column, styles[SETTINGS.name, setting.field])
        except BadInput as error:
            problems.append(setting.problem(ERROR, error.sentence))
    return Settings(**values), problems


def _label_counts(grid: Grid) -> Counter[int]:
    known = known_headings(SETTINGS.name)
    return Counter(
        column for row in grid.rows[:500] for column, cell in enumerate(row[:50]) if cell and _folded(cell) in known
    )


def _setting_rows(grid: Grid, column: int) -> list[int]:
    known = known_headings(SETTINGS.name)
    return [index for index in range(len(grid.rows)) if _folded(_cell(grid, index, column)) in known]


def _value_column(grid: Grid, label_column: int) -> tuple[int | None, int]:
    """The row with the heading "Value", if there is one, and the column of the values.

    Without that heading it is the first column right of the names in which any setting has something.
    """
    for index in range(min(len(grid.rows), _setting_rows(grid, label_column)[0])):
        if _folded(_cell(grid, index, label_column)) in _spellings(SETTING_HEADING):
            for column in range(label_column + 1, len(grid.rows[index])):
                if _folded(grid.rows[index][column]) in _spellings(VALUE_HEADING):
                    return index, column
    rows = [grid.rows[index] for index in _setting_rows(grid, label_column)]
    right = (column for row in rows for column in range(label_column + 1, len(row)) if not is_blank([row[column]]))
    return None, min(right, default=label_column + 1)


def _spellings(heading: Choice) -> set[str]:
    return {folded(spelling) for spelling in (*heading.labels, *heading.also)}


def _unknown(grid: Grid, row: int, column: int, label: Cell) -> Problem:
    names = [spelling for each in SETTINGS.columns for spelling in each.headings]
    message = Sentence(
        '"{label}" is no setting and is not read{guess}',
        label=shown(label),
        guess=did_you_mean(shown(label), names) or ".",
    )
    return _problem(grid, WARNING, row, column, shown(label), message)


def _problem(grid: Grid, severity: str, row: int, column: int, found: str, message: Sentence) -> Problem:
    return Problem(severity, grid.file, grid.sheet, grid.place(row, column), found, message)


def _cell(grid: Grid, row: int, column: int) -> Cell:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else EMPTY


def _folded(cell: Cell) -> str:
    return folded(cell) if isinstance(cell, str) else ""
