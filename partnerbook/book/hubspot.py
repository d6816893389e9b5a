"""HubSpot's own export of a partner's clients becomes a book: clients, what they pay, who manages them, renewals.

An export is a picture of one day. It holds no deals, no start dates of subscriptions and often no currency, so the
book that comes of it is a beginning: what it lacks is listed among the problems.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from partnerbook.book.check import same_name
from partnerbook.book.csv_file import csv_grid
from partnerbook.book.files import CSV_FILES, WORKBOOKS
from partnerbook.book.grid import Cell, Grid, shown
from partnerbook.book.headings import Layout, fields_in, heading_row, known_headings, layout
from partnerbook.book.hubspot_columns import EXPORT, EXPORT_HEADINGS, ExportRow
from partnerbook.book.hubspot_rows import Finding, client, is_managed, is_sold, managing, renewal, subscription
from partnerbook.book.problems import ERROR, NOTE, Problem
from partnerbook.book.records import Book, Client, Managing, Renewal, Subscription
from partnerbook.book.rows import column_cells, table_rows
from partnerbook.book.style import ColumnCells, styles
from partnerbook.book.tables import Table
from partnerbook.book.xlsx_file import xlsx_grids
from partnerbook.currency import currency_code
from partnerbook.errors import PartnerbookError
from partnerbook.program import folded

_MILLISECONDS = re.compile(r"\d{12,13}(?:\.0)?")


class _Made(NamedTuple):
    """The records that come of an export."""

    clients: list[Client]
    subscriptions: list[Subscription]
    managing: list[Managing]
    renewals: list[Renewal]


def book_from_export(path: str | Path, day: date, currency: str | None = None) -> tuple[Book, tuple[Problem, ...]]:
    r"""The book that an export of partner clients (.csv or .xlsx) of a day makes, and everything to know about it.

    Headings are read in English, Spanish and Portuguese, and as the names of HubSpot's properties. `currency` is that
    of the MRR columns, for an export that has no column for it. Every row is a client of the book, or a problem names
    it; every column that is not read has a note.
    Errors: PartnerbookError for a file that cannot be read at all, UnknownName for an unknown `currency`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "export.csv")
    ...     text = "Client name,Country,Is managed,Total MRR,Split managed MRR\nAcme,Brasil,true,900,300\n"
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     book, problems = book_from_export(path, date(2026, 11, 21), "USD")
    >>> book.clients[0].market, book.subscriptions[0].mrr, book.managing[0].other_partners
    ('BR', Decimal('900'), 2)
    """
    path, table = Path(path), _table(currency)
    grid, problems = _grid_of(path)
    found, heading_problems = _export_layout(grid)
    problems += heading_problems
    if found is None:
        return Book(), tuple(problems)
    found = found._replace(grid=_with_days(found), table=table)
    read = table_rows(found, styles(_columns(found)))
    problems += read.problems
    rows = _told_apart(found, read.records, read.rows, problems)
    made = _Made([], [], [], [])
    for at, row in rows:
        problems += _placed(found, at, _make(row, day, made))
    problems += _missing(found, [row for _, row in rows], day)
    return Book(
        clients=tuple(made.clients),
        subscriptions=tuple(made.subscriptions),
        managing=tuple(made.managing),
        renewals=tuple(made.renewals),
    ), tuple(problems)


def _grid_of(path: Path) -> tuple[Grid, list[Problem]]:
    """The sheet of the file that has most headings of an export."""
    if not path.is_file():
        raise PartnerbookError(f"There is no file {path}.")
    suffix = path.suffix.lower()
    if suffix in CSV_FILES:
        grid, problems = csv_grid(path, path.name)
    elif suffix in WORKBOOKS:
        grids, problems = xlsx_grids(path, path.name), []
        if not grids:
            raise PartnerbookError(f"{path.name} has no worksheets.")
        grid = max(grids, key=_headings_in)
    else:
        raise PartnerbookError(f'{path.name} ends in "{path.suffix}"; an export of HubSpot is a .csv or .xlsx file.')
    if grid.unread:
        raise PartnerbookError(grid.unread)
    return grid, problems


def _headings_in(grid: Grid) -> int:
    at = heading_row(grid.rows, EXPORT)
    if at is None:
        return 0
    more = (EXPORT_HEADINGS.get(folded(cell)) for cell in grid.rows[at] if isinstance(cell, str))
    return len(fields_in(grid.rows[at], EXPORT) | set(filter(None, more)))


def _export_layout(grid: Grid) -> tuple[Layout | None, list[Problem]]:
    """Where the columns stand: those that the Clients table of a book has too, and those that only an export has."""
    found, problems = layout(grid, EXPORT)
    if found is None:
        return None, problems
    at = found.heading_row
    columns, names = dict(found.columns), dict(found.names)
    left = [_unused(problem) for problem in problems if folded(problem.found) not in EXPORT_HEADINGS]
    for index, cell in enumerate(grid.rows[at]):
        field = EXPORT_HEADINGS.get(folded(cell)) if isinstance(cell, str) else None
        if field is not None and field in columns:
            message = f'The column "{shown(cell)}" means the same as "{names[field]}" and is not read.'
            left.append(Problem(NOTE, grid.file, grid.sheet, grid.place(at, index, shown(cell)), shown(cell), message))
        elif field is not None:
            columns[field], names[field] = index, shown(cell)
    return found._replace(columns=columns, names=names), left


def _unused(problem: Problem) -> Problem:
    """The problem of a heading, in the words of an export: there is no column that the person could rename."""
    if folded(problem.found) in known_headings(EXPORT.name):
        return problem
    return problem._replace(message=f'The column "{problem.found}" is not one that partnerbook uses; it is not read.')


def _table(currency: str | None) -> Table:
    """The columns of an export whose amounts are in this currency where it does not say another."""
    if not currency:
        return EXPORT
    code = currency_code(currency)
    columns = (column._replace(default=code) if column.field == "currency" else column for column in EXPORT.columns)
    return EXPORT._replace(columns=tuple(columns))


def _with_days(found: Layout) -> Grid:
    """The grid with the days that HubSpot's properties count in milliseconds since 1970 as days."""
    days = {column.field for column in EXPORT.columns if column.kind == "date"}
    columns = {index for field, index in found.columns.items() if field in days}

    def row_with_days(row: Sequence[Cell]) -> Sequence[Cell]:
        return [_day_of_milliseconds(cell) if index in columns else cell for index, cell in enumerate(row)]

    head = found.heading_row + 1
    return found.grid._replace(rows=[*found.grid.rows[:head], *map(row_with_days, found.grid.rows[head:])])


def _day_of_milliseconds(cell: Cell) -> Cell:
    text = cell.strip() if isinstance(cell, str) else repr(cell) if isinstance(cell, float) else ""
    if not _MILLISECONDS.fullmatch(text):
        return cell
    return datetime.fromtimestamp(float(text) / 1000, UTC).date()


def _columns(found: Layout) -> Iterator[ColumnCells]:
    """The cells of each column, to find out how the export writes numbers and dates."""
    rows = range(found.heading_row + 1, len(found.grid.rows))
    for column in EXPORT.columns:
        cells = column_cells(found, rows, column.field)
        yield ColumnCells(found.grid, EXPORT.name, column.field, column.kind, cells)


def _told_apart(
    found: Layout, records: Sequence[ExportRow], rows: Sequence[int], problems: list[Problem]
) -> list[tuple[int, ExportRow]]:
    """The rows with names that no two share: clients of one name have their Hub ID behind it, all of them."""
    names = Counter(same_name(record.client) for record in records)
    taken = {name for name, count in names.items() if count == 1}
    kept: list[tuple[int, ExportRow]] = []
    for at, record in zip(rows, records, strict=True):
        shared = names[same_name(record.client)]
        if shared == 1:
            kept.append((at, record))
            continue
        alone = f"{record.client} ({record.hub_id})"
        if not record.hub_id:
            message = f'{shared} rows are called "{record.client}" and this one has no Hub ID; it is not used.'
            problems.append(found.problem(ERROR, at, "client", message, record.client))
        elif same_name(alone) in taken:
            message = f'"{record.client}" with the Hub ID {record.hub_id} stands above already; this row is not used.'
            problems.append(found.problem(ERROR, at, "hub_id", message, record.hub_id))
        else:
            taken.add(same_name(alone))
            message = f'{shared} clients are called "{record.client}"; this one is now "{alone}", with its Hub ID.'
            problems.append(found.problem(NOTE, at, "client", message, record.client))
            note = "; ".join(filter(None, (record.note, f'Called "{record.client}" at HubSpot')))
            kept.append((at, record._replace(client=alone, note=note)))
    return kept


def _make(row: ExportRow, day: date, made: _Made) -> list[Finding]:
    """The records of a row, added to those made; and what to say of it."""
    made.clients.append(client(row))
    stretch, findings = managing(row, day)
    if stretch:
        made.managing.append(stretch)
    # Without a currency no amount can be used, and _missing says so of all rows at once.
    if row.currency:
        paid, said = subscription(row, day, row.currency)
        findings += said
        if paid:
            made.subscriptions.append(paid)
        coming, said = renewal(row, row.currency)
        findings += said
        if coming:
            made.renewals.append(coming)
    return findings


def _placed(found: Layout, at: int, findings: Sequence[Finding]) -> Iterator[Problem]:
    for severity, field, message in findings:
        yield found.problem(severity, at, field, message)


def _missing(found: Layout, rows: Sequence[ExportRow], day: date) -> Iterator[Problem]:
    """What an export cannot tell, of all its rows at once."""
    grid = found.grid

    def of_file(severity: str, message: str) -> Problem:
        return Problem(severity, grid.file, grid.sheet, "", "", message)

    without = [row for row in rows if row.total_mrr and not row.currency]
    if without:
        yield of_file(
            ERROR,
            f"{_clients(len(without))} without a currency for the MRR: no subscription and no renewal is made. Give "
            'the currency of the export, such as currency="USD" (on the command line: --currency USD).',
        )
    sold = sum(map(is_sold, rows))
    if sold:
        yield of_file(
            NOTE,
            f"{_clients(sold)} sold by you. The export has no close dates, so their sold points need deals: add them "
            "to the Deals sheet.",
        )
    yield of_file(
        NOTE,
        f"The export has no start dates of subscriptions: they start on {day}, the day of the export, and give no "
        "managed points before it.",
    )
    undated = sum(is_managed(row) is True and row.relationship_start is None for row in rows)
    if undated:
        yield of_file(NOTE, f"{_clients(undated)} managed since a day that the export does not have; {day} is taken.")


def _clients(count: int) -> str:
    return f"{count} clients are" if count > 1 else "1 client is"
