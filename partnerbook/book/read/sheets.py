"""Which sheet holds which table: by its name, or by its headings where a person has renamed it."""

import re
from collections.abc import Sequence

from partnerbook.book.read.headings import (
    fields_in,
    heading_row,
    nearest_table,
    required_fields,
    table_of_headings,
    table_of_name,
)
from partnerbook.book.read.settings_rows import FEWEST, count_settings
from partnerbook.book.tables import LISTS, START, TABLES
from partnerbook.book.tables.settings import SETTINGS
from partnerbook.book.tables.shape import Table
from partnerbook.errors import Sentence, joined
from partnerbook.files.grid import Grid, is_blank
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem
from partnerbook.names import folded

# What other programs make of a sheet's name: "Settings - Table 1", "My book - Settings", "Copy of Settings (2)".
_BEHIND = re.compile(r" ?- ?(?:table|tabla|tabela) ?\d[\d-]*$| ?\(\d+\)$", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:copy of|copia de|cópia de) ", re.IGNORECASE)
_WITHOUT_TABLE = {folded(name) for sheet in (START, LISTS) for name in sheet.labels}


def tables_in(grids: Sequence[Grid]) -> tuple[list[tuple[Grid, Table]], list[Problem]]:
    """The sheets that hold the book's tables, at most one for each; and what became of every other sheet.

    >>> grids = [Grid("b.xlsx", "Negocios", []), Grid("b.xlsx", "Ideas", [["Call Acme"]])]
    >>> found, problems = tables_in(grids)
    >>> found[0][1].name, problems[0].message
    ('Deals', 'The sheet "Ideas" is no table of the book and is not read.')
    """
    sheet_of: dict[str, Grid] = {}
    problems: list[Problem] = []
    others: list[Grid] = []
    for grid in grids:
        table = table_of_name(grid.name)
        if table is None or not may_hold(grid, table):
            others.append(grid)
        elif table.name in sheet_of:
            problems.append(_second(grid, table, sheet_of[table.name]))
        else:
            sheet_of[table.name] = grid
    for grid in others:
        table = _table_by_headings(grid)
        told = Sentence("headings are") if table else Sentence("name is")
        table = table or _table_by_name_of_program(grid)
        if table is not None and table.name not in sheet_of:
            sheet_of[table.name] = grid
            message = Sentence(
                'The sheet "{name}" is read as the {table} table: its {told} that table\'s.',
                name=grid.name,
                table=table.named,
                told=told,
            )
            problems.append(_about(grid, NOTE, message))
        elif grid.unread or (folded(grid.name) not in _WITHOUT_TABLE and any(not is_blank(row) for row in grid.rows)):
            problems.append(_spare(grid, table, sheet_of))
    return [(sheet_of[table.name], table) for table in TABLES if table.name in sheet_of], problems


def _table_by_headings(grid: Grid) -> Table | None:
    return SETTINGS if count_settings(grid) >= FEWEST else table_of_headings(grid.rows, TABLES)


def may_hold(grid: Grid, table: Table) -> bool:
    """Whether a sheet of a table's name is that table: a person may well have a sheet of their own called Payouts."""
    if not table.optional or grid.unread or all(map(is_blank, grid.rows)):
        return True
    row = heading_row(grid.rows, table)
    return row is not None and required_fields(table) <= fields_in(grid.rows[row], table)


def _table_by_name_of_program(grid: Grid) -> Table | None:
    """The table that a sheet with something in it was called by, before another program gave it a longer name."""
    if grid.unread or all(is_blank(row) for row in grid.rows):
        return None
    name = _BEHIND.sub("", grid.name)
    names = (_BEFORE.sub("", each) for each in (name, name.rpartition(" - ")[2]))
    tables = (table for each in names if (table := table_of_name(each)))
    return next((table for table in tables if may_hold(grid, table)), None)


def _second(grid: Grid, table: Table, first: Grid) -> Problem:
    filled = any(not is_blank(row) for row in grid.rows)
    message = Sentence(
        'The sheet "{name}" is the {table} table, as "{other}" is; only "{other}" is read, and no '
        "row of this one: bring them together in one sheet.",
        name=grid.name,
        table=table.named,
        other=first.name,
    )
    return _about(grid, ERROR if filled or grid.unread else NOTE, message)


def _spare(grid: Grid, table: Table | None, sheet_of: dict[str, Grid]) -> Problem:
    if grid.unread:
        return _about(grid, NOTE, grid.unread)
    if table is not None:
        message = Sentence(
            'The sheet "{name}" has the headings of the {table} table and is not read: "{other}" is; '
            "bring the rows together in one sheet.",
            name=grid.name,
            table=table.named,
            other=sheet_of[table.name].name,
        )
        return _about(grid, WARNING, message)
    named = table_of_name(grid.name)
    if named is not None:
        wanted = joined(Sentence('"{name}"', name=column.named) for column in named.columns if column.required)
        message = Sentence(
            'The sheet "{name}" is not read: it has the name of the {table} table of the book and not '
            "its headings, of which that needs {wanted}.",
            name=grid.name,
            table=named.named,
            wanted=wanted,
        )
        return _about(grid, NOTE, message)
    near = nearest_table(grid.name)
    guessed = table_of_name(near)
    message = Sentence('The sheet "{name}" is no table of the book and is not read', name=grid.name)
    if guessed is not None and guessed.name not in sheet_of:
        return _about(grid, WARNING, Sentence('{message}; if it is "{near}", rename it.', message=message, near=near))
    return _about(grid, NOTE, Sentence("{message}.", message=message))


def _about(grid: Grid, severity: str, message: Sentence) -> Problem:
    return Problem(severity, grid.file, grid.sheet, "", grid.name, message)
