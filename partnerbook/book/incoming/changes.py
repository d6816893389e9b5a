"""What changes in a book by the rows of an export: rows that it has take what the export states, others are new.

What an export does not state stays as it is in the book; an empty cell states nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.book.incoming.clients import ClientFinder, Whose, companies_said
from partnerbook.book.incoming.deal_rows import DealRows, no_longer_won
from partnerbook.book.incoming.matched import KEY, Line, identifying, matched
from partnerbook.book.incoming.new_clients import added_clients
from partnerbook.book.incoming.rows import Reading, Told
from partnerbook.book.incoming.rules import Rules
from partnerbook.book.read.rows import default
from partnerbook.book.tables import CLIENTS, DEALS
from partnerbook.book.write.change import ADD, SET, Change, same_value
from partnerbook.errors import Sentence, counted, joined
from partnerbook.exact import exactly
from partnerbook.files.problems import ERROR, NOTE, Problem
from partnerbook.names import folded
from partnerbook.records import Book


class Options(NamedTuple):
    """What else is asked for: the currency of amounts of which none is told, whether companies become clients.

    `markets` are the countries that the person has told of companies, by folded name.
    """

    currency: str = ""
    new_clients: bool = False
    markets: Mapping[str, str] = {}


class Incoming(NamedTuple):
    """The changes of a book, sentences on what is left out, and the problems of rows that cannot be used."""

    changes: tuple[Change, ...]
    said: tuple[str, ...]
    problems: tuple[Problem, ...]


@exactly
def incoming_changes(book: Book, read: Reading, rules: Rules, options: Options) -> Incoming:
    """What has to change in a book, as it was read, to hold the rows of an export."""
    problems: list[Problem] = []
    said: list[str] = []
    changes: list[Change] = []
    rows = list(read.rows)
    of_clients = any(column.kind == "client" for column in read.table.columns)
    names: dict[int, str] = {}
    if of_clients and read.table is not CLIENTS:
        rows, names, new, said = _of_clients(book, read, rules, options, problems)
        changes += new
    made = DealRows(book, read, rules, options.currency) if read.table is DEALS else None
    make = made.line if made else _line_maker(read, rules, options)
    lines = list(_once(read, [make(told, names.get(told.row, "")) for told in rows], problems))
    records: Sequence[Any] = getattr(book, read.table.field)
    pairs = _pairs(read, lines, records)
    if made:
        pairs, more, told_of_deals = made.completed(pairs)
        problems += more
        said += told_of_deals
        changes += no_longer_won(book, read)
    for line, record in pairs:
        if record is not None:
            changes += _updates(read, line, record)
        else:
            changes += _new(read, line, problems)
    return Incoming(tuple(changes), tuple(said), tuple(problems))


def _of_clients(
    book: Book, read: Reading, rules: Rules, options: Options, problems: list[Problem]
) -> tuple[list[Told], dict[int, str], Sequence[Change], list[str]]:
    """The rows of clients, the client of each; the clients that are new; what to say of the others."""
    finder = ClientFinder(book.clients, rules)
    found = [(told, finder.whose(told.stated)) for told in read.rows]
    unknown = [(told, whose) for told, whose in found if not whose.client and not whose.left]
    for told, whose in unknown:
        if whose.why:
            problems.append(
                read.layout.problem(
                    ERROR,
                    told.row,
                    "client",
                    Sentence("{theirs}: {why}.", theirs=whose.theirs, why=whose.why),
                    whose.theirs,
                )
            )
    unknown = [(told, whose) for told, whose in unknown if not whose.why]
    added = added_clients(unknown, rules.fills.get("client_market", ""), options.markets)
    new: Sequence[Change] = ()
    said: list[str] = []
    names = {told.row: whose.client for told, whose in found if whose.client}
    if options.new_clients:
        new = added.changes
        names |= {told.row: added.names[folded(whose.theirs)] for told, whose in unknown
                  if folded(whose.theirs) in added.names}  # fmt: skip
        if added.without:
            what = counted(len(added.without), "1 company is", "{count} companies are")
            said.append(
                Sentence(
                    "{what} not added, because no country is told: {listed}. If it is one of all: --fill "
                    '"Client\'s market=COUNTRY"',
                    what=what,
                    listed=", ".join(added.without),
                )
            )
    others: list[Whose] = [whose for told, whose in unknown if told.row not in names]
    won = bool(read.table is DEALS and read.standing and read.standing.known)
    said += companies_said(finder, others, won, read.table.named)
    return [told for told, _ in found if told.row in names], names, new, said


def _line_maker(read: Reading, rules: Rules, options: Options) -> Callable[[Told, str], Line]:
    """What makes a row to bring in of a row of an export, for a table without rules of its own."""
    fields = {column.field for column in read.table.columns}
    otherwise = {field: value for field, value in rules.fills.items() if field in fields}
    if "currency" in fields and options.currency:
        otherwise.setdefault("currency", options.currency)

    def line(told: Told, client: str) -> Line:
        stated = {field: value for field, value in told.stated.items() if field in fields}
        if client:
            stated["client"] = client
        return Line(told.row, stated, otherwise)

    return line


def _once(read: Reading, lines: Sequence[Line], problems: list[Problem]) -> Iterator[Line]:
    """The rows without those whose record's number stands above already."""
    first: dict[str, Line] = {}
    for line in lines:
        number = line.stated.get(KEY, "")
        before = first.setdefault(number, line) if number else line
        if before is line:
            yield line
        elif before.stated == line.stated:
            message = Sentence("This row is the same as row {row} and is read once.", row=before.row + 1)
            problems.append(read.layout.problem(NOTE, line.row, KEY, message, number))
        else:
            message = Sentence(
                "Its record {number} stands in row {row} already, with other values; this row is not used.",
                number=number,
                row=before.row + 1,
            )
            problems.append(read.layout.problem(ERROR, line.row, KEY, message, number))


def _pairs(read: Reading, lines: Sequence[Line], records: Sequence[Any]) -> list[tuple[Line, Any]]:
    if read.table is CLIENTS:
        return _client_pairs(lines, records)
    has = {field for line in lines for field in (*line.stated, *line.otherwise)}
    return matched(lines, records, identifying(read.table, has))


def _client_pairs(lines: Sequence[Line], records: Sequence[Any]) -> list[tuple[Line, Any]]:
    """Clients are the same by Hub ID, else by name where not both have another one; the book's spelling stays."""
    by_hub = {client.hub_id: client for client in records if client.hub_id}
    by_name = {folded(client.client): client for client in records}
    pairs: list[tuple[Line, Any]] = []
    taken = Counter[str]()
    for line in lines:
        number = line.stated.get("hub_id", "")
        client = by_hub.get(number) if number else None
        named = by_name.get(folded(str(line.stated.get("client", ""))))
        if client is None and named is not None and not (number and named.hub_id):
            client = named
        if client is not None and taken[client.client]:
            client = None
        if client is not None:
            taken[client.client] += 1
            line = line._replace(stated={**line.stated, "client": client.client})  # noqa: PLW2901 - as the book spells it
        pairs.append((line, client))
    return pairs


def _updates(read: Reading, line: Line, record: Any) -> Iterator[Change]:
    """The cells of the book's row that take what the export states."""
    client = getattr(record, "client", "")
    for column in read.table.columns:
        told = line.stated.get(column.field)
        was = getattr(record, column.field)
        if told is not None and told != "" and not same_value(was, told):
            yield Change(SET, read.table.name, client, column.field, was, told, record.origin)


def _new(read: Reading, line: Line, problems: list[Problem]) -> Iterator[Change]:
    """A new row; where it lacks what every row needs, the problem that says so."""
    values = {**{field: value for field, value in line.otherwise.items() if value not in (None, "")}, **line.stated}
    lacks = [column for column in read.table.columns if column.required and values.get(column.field) in (None, "")]
    if lacks:
        names = joined(read.layout.names.get(column.field, column.en) for column in lacks)
        message = Sentence(
            "This row says nothing of {names}, which every row of {name} needs; it is not used.",
            names=names,
            name=read.table.named,
        )
        if lacks[0].field == "currency":
            message += Sentence(" If it is one of all: --currency USD")
        problems.append(read.layout.problem(ERROR, line.row, lacks[0].field, message))
        return
    layout = read.layout._replace(table=read.table)
    nothing = {column.field: default(column, layout) for column in read.table.columns}
    record = read.table.record(**{**nothing, **values})
    yield Change(ADD, read.table.name, getattr(record, "client", ""), "", None, record)
