"""A workbook or a folder of CSV files becomes a book, and a list of everything that is wrong in it.

First the tables are found; then how the file writes numbers and dates; then each table's rows are read; and last
the records are checked against each other.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from partnerbook.book.read.check import checked
from partnerbook.book.read.headings import Layout, columns_below, layout
from partnerbook.book.read.rows import TableRows, table_rows
from partnerbook.book.read.settings_rows import SettingCell, setting_cells, settings_of
from partnerbook.book.read.sheets import tables_in
from partnerbook.book.read.style import DATES, ColumnCells, styles, turned_days
from partnerbook.book.tables import TABLES
from partnerbook.book.tables.settings import SETTINGS
from partnerbook.errors import PartnerbookError, Sentence, joined
from partnerbook.exact import exactly
from partnerbook.files.grid import Cell, Grid
from partnerbook.files.problems import ERROR, WARNING, Finding, Problem
from partnerbook.memory import uncollected
from partnerbook.names import same_name
from partnerbook.records import Book, Place


class _Row(NamedTuple):
    """Where a record stands: its table's layout, and its row counted from 0."""

    layout: Layout
    row: int


@uncollected
@exactly
def read_book(path: str | Path, today: date | None = None) -> tuple[Book, tuple[Problem, ...]]:
    """The book of a workbook or a folder of CSV files, and every problem in it, in the order of its sheets and rows.

    No row is lost in silence: each that is not blank becomes a record, or a problem names it. With `today` a reading
    of a day still to come is a problem too. Errors:
    PartnerbookError, one sentence, only for what cannot be read at all.
    """
    from partnerbook.book.read.files import read_grids  # which opens files, as xlwings Lite cannot

    path = Path(path)
    grids, notes = read_grids(path)
    book, problems = book_of_grids(grids, today)
    return book, (*notes, *problems)


@exactly
def book_of_grids(grids: Sequence[Grid], today: date | None = None) -> tuple[Book, tuple[Problem, ...]]:
    """The same for sheets already in memory.

    >>> clients = Grid("b.xlsx", "Clients", [["Client", "Country"], ["Acme", "Brasil"], ["Beta", "Atlantis"]])
    >>> book, problems = book_of_grids([clients])
    >>> book.clients[0][:2], problems[0].place
    (('Acme', 'BR'), 'b.xlsx, Clients!B3')
    """
    found, problems = tables_in(grids)
    if not found:
        raise PartnerbookError(_no_table(grids))
    settings: list[SettingCell] = []
    layouts: list[Layout] = []
    for grid, table in found:
        if grid.unread:
            problems.append(Problem(ERROR, grid.file, grid.sheet, "", "", grid.unread))
        elif table.by_row:
            settings, doubts = setting_cells(grid)
            problems += doubts
        else:
            table_layout, doubts = layout(grid, table)
            problems += doubts
            layouts += [table_layout] if table_layout else []
    cells = [columns_below(each) for each in layouts]
    written = styles(_columns(layouts, cells, settings))
    settings_read, doubts = settings_of(settings, written)
    problems += doubts
    problems += _turned_days(layouts, cells)
    read = [(each, table_rows(each, written, below)) for each, below in zip(layouts, cells, strict=True)]
    problems += [problem for _, rows in read for problem in rows.problems]
    records: dict[str, Any] = {each.table.field: tuple(rows.records) for each, rows in read}
    book, findings = checked(Book(settings_read, **records), _unusable(read), today)
    rows = _rows(read, {(finding.table, finding.origin) for finding in findings})
    problems += [_problem(finding, rows, settings) for finding in findings]
    return book, tuple(sorted(problems, key=_order(grids)))


def _no_table(grids: Sequence[Grid]) -> str:
    names = ", ".join(f'"{grid.name}"' for grid in grids[:5]) + (", ..." if grids[5:] else "")
    what = Sentence("none of its sheets ({names})", names=names) if grids else Sentence("it has no sheet that")
    return Sentence(
        "{file} holds no table of a partner book: {what} is named {listed} or has such a table's headings.",
        file=grids[0].file if grids else Sentence("The file"),
        what=what,
        listed=joined(table.named for table in TABLES),
    )


def _columns(
    layouts: Sequence[Layout], cells: Sequence[Mapping[str, Sequence[Cell]]], settings: Sequence[SettingCell]
) -> Iterator[ColumnCells]:
    for each, below in zip(layouts, cells, strict=True):
        for column in each.table.columns:
            yield ColumnCells(each.grid, each.table.name, column.field, column.kind, below.get(column.field, ()))
    for setting in settings:
        kind = SETTINGS.column(setting.field).kind
        yield ColumnCells(setting.grid, SETTINGS.name, setting.field, kind, [setting.cell])


def _turned_days(layouts: Sequence[Layout], cells: Sequence[Mapping[str, Sequence[Cell]]]) -> Iterator[Problem]:
    for each, below in zip(layouts, cells, strict=True):
        for column in each.table.columns:
            if column.kind in DATES and (text := turned_days(below.get(column.field, ()))):
                message = Sentence(
                    '{names} has texts such as "{text}" beside days of which none is later than the 12th: Excel '
                    "has probably turned day and month round in those; compare them with their source.",
                    names=each.names[column.field],
                    text=text,
                )
                yield each.problem(WARNING, each.heading_row, column.field, message, text)


def _unusable(read: Sequence[tuple[Layout, TableRows]]) -> dict[str, Place]:
    """The clients whose own row has an error, with its place."""
    return {
        same_name(str(values["client"])): each.origin(row)
        for each, rows in read
        if each.table.field == "clients"
        for row, values in rows.failed.items()
        if values["client"]
    }


def _rows(
    read: Sequence[tuple[Layout, TableRows]], wanted: Collection[tuple[str, Place]]
) -> dict[tuple[str, Place], _Row]:
    """The rows of the records that something was found about, by table and place."""
    return {
        (each.table.name, record.origin): _Row(each, row)
        for each, rows in (read if wanted else ())
        for record, row in zip(rows.records, rows.rows, strict=True)
        if (each.table.name, record.origin) in wanted
    }


def _problem(finding: Finding, rows: Mapping[tuple[str, Place], _Row], settings: Sequence[SettingCell]) -> Problem:
    if finding.table != SETTINGS.name:
        found = rows[finding.table, finding.origin]
        return found.layout.problem(finding.severity, found.row, finding.field, finding.message)
    setting = next(setting for setting in settings if setting.field == finding.field)
    return setting.problem(finding.severity, finding.message)


def _order(grids: Sequence[Grid]) -> Callable[[Problem], tuple[int, int, int, str]]:
    """The order of problems: by sheet, row and column."""
    sheets = {(grid.file, grid.sheet): index for index, grid in enumerate(grids)}

    def key(problem: Problem) -> tuple[int, int, int, str]:
        place = re.match(r"(?:row )?([A-Z]*)(\d+)", problem.cell)
        row, letters = (int(place[2]), place[1]) if place else (0, "")
        return sheets.get((problem.file, problem.sheet), -1), row, len(letters), letters

    return key
