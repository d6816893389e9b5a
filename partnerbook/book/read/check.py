"""What a book's records say of each other: names that must agree, rows that no two may share, days that must not cross.

The checks are over records alone, wherever those were read from. A finding names the record by its place.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from partnerbook.book.read.doubts import crossing, doubts, overlaps
from partnerbook.book.tables import BY_NAME, TABLES
from partnerbook.book.tables.shape import Column, Table
from partnerbook.errors import Sentence, joined, nearest
from partnerbook.figures.scenario import impossible
from partnerbook.files.problems import ERROR, WARNING, Finding
from partnerbook.names import same_name
from partnerbook.parsing.period import month_name
from partnerbook.records import Book, Client, Managing, Place, Subscription

_GUESSES = 10  # a nearest name among thousands takes a while; a book with more unknown names has one cause for all


def checked(
    book: Book, unusable: Mapping[str, Place] | None = None, today: date | None = None
) -> tuple[Book, tuple[Finding, ...]]:
    """The book without the records that cannot be used, and everything found.

    Names of clients are brought to the spelling of the Clients table. `unusable` holds the clients (as `same_name`
    has them) whose own row could not be read, with that row's place; `today` is the day after which nothing can have
    been read off HubSpot.

    >>> acme = Client("Acme", "BR", origin=Place("Clients", 2))
    >>> book, findings = checked(Book(clients=(acme, acme._replace(client="ACME", origin=Place("Clients", 3)))))
    >>> len(book.clients), str(findings[0].origin), findings[0].message
    (1, 'Clients row 3', 'Client "ACME" stands in Clients row 2 already; this row is not used.')
    """
    findings: list[Finding] = []
    for step in (_within_rows, _repeated, _clients_known(unusable or {}), _managing_twice, _scenarios):
        book, found = step(book)
        findings += found
    return book, (*findings, *doubts(book, today))


Step = Callable[[Book], tuple[Book, list[Finding]]]


def _of(book: Book, table: Table) -> Sequence[Any]:
    records: Sequence[Any] = getattr(book, table.field)
    return records


def _without(book: Book, findings: Sequence[Finding]) -> tuple[Book, list[Finding]]:
    """The book without the records of the errors among the findings; and the findings."""
    gone: defaultdict[str, set[Place]] = defaultdict(set)
    for finding in findings:
        if finding.severity == ERROR:
            gone[finding.table].add(finding.origin)
    kept: dict[str, Any] = {
        BY_NAME[table].field: tuple(record for record in _of(book, BY_NAME[table]) if record.origin not in origins)
        for table, origins in gone.items()
    }
    return book._replace(**kept), list(findings)


def _within_rows(book: Book) -> tuple[Book, list[Finding]]:
    """Rows that contradict themselves."""
    findings: list[Finding] = []
    for name, rows in (("Subscriptions", book.subscriptions), ("Managing", book.managing)):
        findings += [_ends(name, row) for row in rows if row.end is not None and row.end <= row.start]
    for client in book.clients:
        if client.usage_score is not None and client.usage_score > 100:
            message = Sentence(
                "Usage score is {usage_score}; HubSpot's runs from 0 to 100.", usage_score=client.usage_score
            )
            findings.append(Finding(WARNING, "Clients", client.origin, "usage_score", message))
    for rate in book.rates:
        if rate.amount <= 0:
            message = Sentence(
                "The rate of {currency} is {amount}; it must be above 0, the amount per US$100.",
                currency=rate.currency,
                amount=rate.amount,
            )
            findings.append(Finding(ERROR, "Rates", rate.origin, "amount", message))
    for deal in book.deals:
        if deal.first_sold and deal.first_sold > deal.closed:
            message = Sentence(
                "The line was first sold on {first_sold}, after this deal closed on {closed}.",
                first_sold=deal.first_sold,
                closed=deal.closed,
            )
            findings.append(Finding(ERROR, "Deals", deal.origin, "first_sold", message))
    return _without(book, findings)


def _ends(table: str, row: Subscription | Managing) -> Finding:
    """What is wrong with a row that does not end after it starts."""
    if row.end == row.start:
        message = Sentence(
            "It starts and ends on {start}, so it covers no day: the end is the first day without it.", start=row.start
        )
        return Finding(WARNING, table, row.origin, "end", message)
    return Finding(
        ERROR,
        table,
        row.origin,
        "end",
        Sentence("It ends on {end}, before it starts on {start}.", end=row.end, start=row.start),
    )


def _repeated(book: Book) -> tuple[Book, list[Finding]]:
    """Rows that share what no two rows of their table may share: the first one is used."""
    findings: list[Finding] = []
    for table in TABLES:
        first: dict[tuple[object, ...], Place] = {}
        for record in _of(book, table) if table.unique else ():
            key = tuple(same_name(part) if isinstance(part, str) else part for part in _parts(record, table.unique))
            origin = first.setdefault(key, record.origin)
            if origin != record.origin:
                columns = map(table.column, table.unique)
                parts = zip(columns, _parts(record, table.unique), strict=True)
                what = joined(
                    Sentence('{name} "{said}"', name=column.named, said=_said(part, column)) for column, part in parts
                )
                message = Sentence("{what} stands in {origin} already; this row is not used.", what=what, origin=origin)
                findings.append(Finding(ERROR, table.name, record.origin, table.unique[0], message))
    return _without(book, findings)


def _said(part: object, column: Column) -> object:
    if column.kind == "month" and isinstance(part, date):
        return month_name(part)
    return next((choice.en for choice in column.choices if choice.code == part), part)


def _parts(record: Any, fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(record, field) for field in fields)


def _clients_known(unusable: Mapping[str, Place]) -> Step:
    """The step that brings each row to its client, or finds that there is none."""

    def step(book: Book) -> tuple[Book, list[Finding]]:
        names = {same_name(client.client): client.client for client in book.clients}
        guesses: dict[str, str] = {}
        findings: list[Finding] = []
        renamed: dict[str, Any] = {}
        spelled = set(names.values())
        for table in TABLES:
            of_clients = any(column.kind == "client" for column in table.columns)
            if not of_clients or spelled.issuperset(map(attrgetter("client"), _of(book, table))):
                continue
            kept = []
            for record in _of(book, table):
                name = names.get(same_name(record.client))
                if name is None:
                    message = _unknown_client(record.client, book.clients, unusable, guesses)
                    findings.append(Finding(ERROR, table.name, record.origin, "client", message))
                else:
                    kept.append(record if name == record.client else record._replace(client=name))
            renamed[table.field] = tuple(kept)
        return book._replace(**renamed), findings

    return step


def _unknown_client(
    name: str, clients: Sequence[Client], unusable: Mapping[str, Place], guesses: dict[str, str]
) -> Sentence:
    if same_name(name) in unusable:
        return Sentence(
            'Client "{name}" has an error in {unusable}, so this row is not used either.',
            name=name,
            unusable=unusable[same_name(name)],
        )
    if name not in guesses:
        near = nearest(name, [client.client for client in clients]) if len(guesses) < _GUESSES else ""
        guesses[name] = (
            Sentence('; did you mean "{near}"?', near=near)
            if near
            else Sentence("; add it there, or correct the name.")
        )
    return Sentence('Client "{name}" is not on the Clients sheet{guesses}', name=name, guesses=guesses[name])


def _managing_twice(book: Book) -> tuple[Book, list[Finding]]:
    """Managing rows of one client that cover the same days: of two, the one that starts later is not used."""
    findings = [
        Finding(
            ERROR,
            "Managing",
            later.origin,
            "start",
            Sentence("{crossing}; this row is not used.", crossing=crossing(earlier, later)),
        )
        for earlier, later in overlaps(book.managing, lambda row: row.client, drop=True)
    ]
    return _without(book, findings)


def _scenarios(book: Book) -> tuple[Book, list[Finding]]:
    """Rows of scenarios that cannot be, with all that the book says and their scenario assumes before."""
    findings = [
        Finding(ERROR, "Scenarios", row.origin, error.field, Sentence("{why} This row is not used.", why=error.why))
        for row, error in (impossible(book) if book.scenarios else ())
    ]
    return _without(book, findings)
