"""`partnerbook explain`: how a figure of points comes about, entry by entry."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, grouped, language, place_text
from partnerbook.errors import Sentence, counted

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.explained import Explained, Part

SHOWN = 25  # clients, unless all are asked for
_OF_ALL = {
    "total": "Total points on {day}: {shown}",
    "sold": "Sold points on {day}: {shown}",
    "sourced": "Sourced points on {day}: {shown}",
    "managed": "Managed points on {day}: {shown}",
}
_OF_ONE = {
    "total": "Total points of {client} on {day}: {shown}",
    "sold": "Sold points of {client} on {day}: {shown}",
    "sourced": "Sourced points of {client} on {day}: {shown}",
    "managed": "Managed points of {client} on {day}: {shown}",
}
FIGURES = ("total", "sold", "sourced", "managed")


def add_explain(commands: Commands) -> None:
    """Add `explain` to the commands."""
    made = add_command(
        commands,
        "explain",
        explain,
        "Tell how the points come about: the entries behind a figure, with amounts, rates, point units and edition.",
        'partnerbook explain book.xlsx --client "Acme Inc." --figure managed',
    )
    add_book(made)
    made.add_argument("--client", metavar="CLIENT", help="of one client, entry by entry (else of all, by client)")
    made.add_argument("--figure", choices=FIGURES, default="total", help="which points (else total)")
    made.add_argument(
        "--all", dest="every", action="store_true", help=Sentence("all clients (else the first {shown})", shown=SHOWN)
    )
    add_as_of(made)
    add_form(made)


def explain(book: Path, client: str | None, figure: str, every: bool, as_of: date | None, form: str) -> int:
    """The exit code, after telling how a figure comes about."""
    from partnerbook.codes import Measure
    from partnerbook.command.answers.compared import explain_answer
    from partnerbook.command.client import client_meant
    from partnerbook.figures.explained import explained

    of_book = told_overview(book, as_of)
    name = "" if client is None else client_meant(of_book.known.book, client).client
    found = explained(of_book.known, Measure(figure), name)
    show(form, explain_answer(found), of_book, client_lines(found) if name else book_lines(found, every))
    return of_book.code


def book_lines(found: "Explained", every: bool = True) -> "Iterator[Shown]":
    """What each client gives to a figure, the most points first."""
    from partnerbook.command.lines import points_text

    clients = found.clients
    yield Sentence(_OF_ALL[found.measure], day=found.day, shown=points_text(found.shown))
    if not clients:
        return
    yield ""
    rows = [(each.client, str(each.entries), points_text(each.shown)) for each in clients]
    listed = rows if every else rows[:SHOWN]
    total = (Sentence("All clients"), str(len(found.parts)), points_text(found.shown))
    columns = (Column("Client", wraps=True), Column("Entries", right=True), Column("Points", right=True))
    yield Table(columns, [*listed, total], total=True)
    if len(listed) < len(rows):
        more = len(rows) - len(listed)
        yield counted(more, "  (1 more client: --all)", "  ({count} more clients: --all)")
    yield ""
    yield Sentence("Entry by entry: --client NAME")


def client_lines(found: "Explained") -> "Iterator[Shown]":
    """The entries of one client behind a figure, each with how it came about; and how many have ended or will come."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.explained import part_sentences
    from partnerbook.figures.shown import shown

    yield Sentence(_OF_ONE[found.measure], client=found.client, day=found.day, shown=points_text(found.shown))
    if found.parts:
        yield ""
        rows = [
            (*_entry(part), points_text(points), sentence)
            for part, points, sentence in zip(
                found.parts, found.shown_parts, part_sentences(found, language(), grouped, day_text), strict=True
            )
        ]
        total = ("", "", "", "", "", points_text(found.shown), "")
        columns = (
            *(Column("Line", wraps=True), Column("What"), Column("From"), Column("Until"), Column("Row")),
            *(Column("Points", right=True), Column("How", wraps=True)),
        )
        yield Table(columns, [*rows, total], total=True)
        if any(shown(part.points) != points for part, points in zip(found.parts, found.shown_parts, strict=True)):
            yield Sentence("The points are rounded so that they add up: some are 0.01 off what they are by themselves.")
    if ended := len(found.ended):
        yield counted(ended, "1 more entry ended before that day.", "{count} more entries ended before that day.")
    if coming := len(found.coming):
        yield counted(
            coming, "1 more entry will begin after that day.", "{count} more entries will begin after that day."
        )


def _entry(part: "Part") -> tuple[str, ...]:
    from partnerbook.command.lines import kind_text

    entry = part.entry
    return (
        entry.line,
        kind_text(entry),
        day_text(entry.start),
        day_text(entry.until, Sentence("open")),
        place_text(entry.origin),
    )
