"""What HubSpot knows of a partner's clients becomes a book: clients, what they pay, who manages them, renewals.

HubSpot's records are a picture of one day. They hold no deals, no start dates of subscriptions and often no currency,
so the book that comes of them is a beginning: what it lacks is listed among the problems.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.book.read.headings import Layout, known_headings, layout, unlike
from partnerbook.book.read.rows import column_cells, table_rows
from partnerbook.book.read.style import ColumnCells, Style, styles
from partnerbook.book.tables.shape import Table
from partnerbook.errors import Sentence, counted
from partnerbook.files.grid import Grid, shown
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem
from partnerbook.hubspot.columns import EXPORT, EXPORT_HEADINGS, ExportRow
from partnerbook.hubspot.hubs import USD, account_says, hubs_of, money_of, totals_said
from partnerbook.hubspot.renewals import renewals
from partnerbook.hubspot.rows import Finding, client, is_managed, is_sold, managing, subscriptions
from partnerbook.names import folded, same_name
from partnerbook.parsing.currency import currency_code
from partnerbook.records import Book, Client, Managing, Renewal, Subscription

_NO_CURRENCY = Sentence("without a currency for the MRR")


class _Made(NamedTuple):
    """The records that come of HubSpot's."""

    clients: list[Client]
    subscriptions: list[Subscription]
    managing: list[Managing]
    renewals: list[Renewal]
    named: list[str]  # the currency of each total for which only the person names one


def book_of_clients(
    grid: Grid, day: date, currency: str | None = None, style: Style | None = None
) -> tuple[Book, tuple[Problem, ...]]:
    """The book that a grid of partner clients of a day makes, and everything to know about it.

    Headings are read in English, Spanish and Portuguese, and as the names of HubSpot's properties. `currency` is that
    of the MRR columns where the grid does not say another; `style` says how all columns are written where that is
    known, and is else found out from their texts. Every row is a client of the book, or a problem names it; every
    column that is not read has a note.
    Errors: UnknownName for an unknown `currency`.

    >>> grid = Grid("HubSpot", "clients", [["hs_client_name", "hs_country"], ["Acme", "Brasil"]], csv=True)
    >>> book_of_clients(grid, date(2026, 11, 21))[0].clients[0].market
    'BR'
    """
    table = _table(currency)
    found, problems = _export_layout(grid)
    if found is None:
        return Book(), tuple(problems)
    found = found._replace(table=table)
    if style is None:
        written = styles(_columns(found))
    else:
        written = {(table.name, column.field): style for column in table.columns}
    read = table_rows(found, written)
    problems += read.problems
    rows = _told_apart(found, read.records, read.rows, problems)
    made = _Made([], [], [], [], [])
    asked = _Asked(day, account_says((row for _, row in rows), day), "currency" in found.columns)
    for at, row in rows:
        problems += _placed(found, at, _make(row, asked, made))
    problems += _missing(found, [row for _, row in rows], day)
    problems += _named(found, made.named)
    return Book(
        clients=tuple(made.clients),
        subscriptions=tuple(made.subscriptions),
        managing=tuple(made.managing),
        renewals=tuple(made.renewals),
    ), tuple(problems)


def _export_layout(grid: Grid) -> tuple[Layout | None, list[Problem]]:
    """Where the columns stand: those that the Clients table of a book has too, and those that only an export has."""
    found, problems = layout(grid, EXPORT)
    if found is None:
        return None, [problem for problem in problems if folded(problem.found) not in EXPORT_HEADINGS]
    at = found.heading_row
    fields = {column.field for column in EXPORT.columns}
    columns = {field: index for field, index in found.columns.items() if field in fields}
    names = dict(found.names)
    left = [_unused(problem) for problem in problems if folded(problem.found) not in EXPORT_HEADINGS]
    for own, index in found.columns.items():
        if own not in fields:  # a book's own, such as the end of services
            place = grid.place(at, index, names[own])
            left.append(Problem(NOTE, grid.file, grid.sheet, place, names[own], _no_use(names[own])))
    for index, cell in enumerate(grid.rows[at]):
        field = EXPORT_HEADINGS.get(folded(cell)) if isinstance(cell, str) else None
        if field is not None and field in columns:
            left.append(_again(grid, at, index, columns[field]))
        elif field is not None:
            columns[field], names[field] = index, shown(cell)
    return found._replace(columns=columns, names=names), left


def _again(grid: Grid, at: int, index: int, first: int) -> Problem:
    """The problem of a column that means what one before it does."""
    heading, kept = shown(grid.rows[at][index]), shown(grid.rows[at][first])
    differs = unlike(grid, at, first, index)
    message = Sentence('The column "{heading}" means the same as "{kept}" and is not read.', heading=heading, kept=kept)
    if differs:
        message = Sentence(
            'The column "{heading}" means the same as "{kept}", and they differ: {differs}. "{kept}" is read, the '
            "one further left; if the other is meant, take this one out of the export.",
            heading=heading,
            kept=kept,
            differs=differs,
        )
    place = grid.place(at, index, heading)
    return Problem(WARNING if differs else NOTE, grid.file, grid.sheet, place, heading, message)


def _unused(problem: Problem) -> Problem:
    """The problem of a heading, in the words of an export: there is no column that the person could rename."""
    if problem.severity == ERROR or folded(problem.found) in known_headings(EXPORT.name):
        return problem
    return problem._replace(message=_no_use(problem.found))


def _no_use(heading: str) -> Sentence:
    return Sentence('The column "{heading}" is not one that partnerbook uses; it is not read.', heading=heading)


def _table(currency: str | None) -> Table:
    """The columns of HubSpot's records whose amounts are in this currency where it does not say another."""
    if not currency:
        return EXPORT
    code = currency_code(currency)
    columns = (column._replace(default=code) if column.field == "currency" else column for column in EXPORT.columns)
    return EXPORT._replace(columns=tuple(columns))


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
    named = {(same_name(record.client), record.hub_id or str(at)) for at, record in zip(rows, records, strict=True)}
    names = Counter(name for name, _ in named)
    taken: dict[str, ExportRow] = {}
    kept: list[tuple[int, ExportRow]] = []
    for at, record in zip(rows, records, strict=True):
        shared = names[same_name(record.client)]
        of: dict[str, object] = {"client": record.client, "shared": shared}
        alone = record.client if shared == 1 else f"{record.client} ({record.hub_id})"
        above = taken.setdefault(same_name(alone), record) if record.hub_id or shared == 1 else record
        if shared > 1 and not record.hub_id:
            message = Sentence('{shared} rows are called "{client}" and this one has no Hub ID; it is not used.', **of)
            problems.append(found.problem(ERROR, at, "client", message, record.client))
        elif above is not record:
            problems.append(_listed_again(found, at, record, above))
        elif shared == 1:
            kept.append((at, record))
        else:
            of["alone"] = alone
            message = Sentence(
                '{shared} clients are called "{client}"; this one is now "{alone}", with its Hub ID.', **of
            )
            problems.append(found.problem(NOTE, at, "client", message, record.client))
            note = "; ".join(filter(None, (record.note, f'Called "{record.client}" at HubSpot')))
            kept.append((at, record._replace(client=alone, note=note)))
    return kept


def _listed_again(found: Layout, at: int, record: ExportRow, above: ExportRow) -> Problem:
    """What is said of a row of a client that stands above already: only where the two differ is anything lost."""
    if record._replace(origin=above.origin) == above:
        return found.problem(NOTE, at, "hub_id", Sentence("This row repeats one above and is not read."), record.hub_id)
    message = Sentence(
        '"{client}" with the Hub ID {hub_id} stands above already; this row is not used.',
        client=record.client,
        hub_id=record.hub_id,
    )
    return found.problem(ERROR, at, "hub_id", message, record.hub_id)


class _Asked(NamedTuple):
    """The day of the records, what all hubs say of the totals' currency, whether a column says it."""

    day: date
    account: str
    own_column: bool


def _make(row: ExportRow, asked: _Asked, made: _Made) -> list[Finding]:
    """The records of a row, added to those made; and what to say of it."""
    told, findings = client(row, asked.day)
    made.clients.append(told)
    stretch, said = managing(row, asked.day)
    findings += said
    if stretch:
        made.managing.append(stretch)
    money = money_of(row, asked.day, asked.account, asked.own_column)
    if money.named:
        made.named.append(money.totals)
    # Without a currency no amount can be used, and _missing says so of all rows at once.
    if money.hubs or money.totals:
        paid, said = subscriptions(row, asked.day, money)
        findings += said
        made.subscriptions.extend(paid)
        coming, said = renewals(row, money)
        findings += said
        made.renewals.extend(coming)
    return findings


def _placed(found: Layout, at: int, findings: Sequence[Finding]) -> Iterator[Problem]:
    for severity, field, message in findings:
        yield found.problem(severity, at, field, message)


def lacks_currency(problems: Iterable[Problem]) -> bool:
    """Whether the currency of MRR is missing, which only the person knows.

    >>> lacks_currency([])
    False
    """
    return any(_NO_CURRENCY in problem.message for problem in problems)


def _missing(found: Layout, rows: Sequence[ExportRow], day: date) -> Iterator[Problem]:
    """What HubSpot's records cannot tell, of all of them at once."""
    grid = found.grid

    def of_file(severity: str, template: str, **values: object) -> Problem:
        return Problem(severity, grid.file, grid.sheet, "", "", Sentence(template, **values))

    without = [row for row in rows if (row.total_mrr or hubs_of(row)) and not (row.currency or row.hub_currency)]
    if without:
        yield of_file(
            ERROR,
            "{clients} {no_currency}: no subscription and no renewal is made. Say which currency it is in.",
            clients=_clients(len(without)),
            no_currency=_NO_CURRENCY,
        )
    dollars = [row for row in rows if row.hub_currency != USD and totals_said(row, day) == USD]
    if dollars:
        yield of_file(
            NOTE,
            "Of {count} of the clients HubSpot states totals in US dollars, as their hubs added up show; what each "
            "hub costs is used, in the client's own currency.",
            count=len(dollars),
        )
    sold = sum(map(is_sold, rows))
    if sold:
        yield of_file(
            NOTE,
            "{clients} sold by you. HubSpot's records have no close dates, so their sold points need deals: add them "
            "to the Deals sheet.",
            clients=_clients(sold),
        )
    yield of_file(
        NOTE,
        "HubSpot's records have no start dates of subscriptions: they start on {day}, the day of the records, and "
        "give no managed points before it.",
        day=day,
    )
    undated = sum(is_managed(row) is True and row.relationship_start is None for row in rows)
    if undated:
        yield of_file(
            NOTE,
            "{clients} managed since a day that HubSpot does not tell; {day} is taken.",
            clients=_clients(undated),
            day=day,
        )


def _named(found: Layout, currencies: Sequence[str]) -> Iterator[Problem]:
    """What is taken of totals because the person or the book says so, though HubSpot does not."""
    for currency, count in Counter(currencies).items():
        totals = counted(count, "1 client", "{count} clients")
        message = Sentence(
            "The total MRR of {totals} is taken as {currency}, as you or your book say; HubSpot names the "
            "currency of single hubs alone, and a total can be in US dollars.",
            totals=totals,
            currency=currency,
        )
        yield Problem(NOTE, found.grid.file, found.grid.sheet, "", "", message)


def _clients(count: int) -> str:
    return counted(count, "1 client is", "{count} clients are")
