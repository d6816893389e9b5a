"""`partnerbook explain`: how a figure of points comes about, entry by entry."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.explained import Explained, Part

SHOWN = 25  # clients, unless all are asked for
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
    made.add_argument("--all", dest="every", action="store_true", help=f"all clients (else the first {SHOWN})")
    add_as_of(made)
    add_form(made)


def explain(book: Path, client: str | None, figure: str, every: bool, as_of: date | None, form: str) -> int:
    """The exit code, after telling how a figure comes about."""
    from partnerbook.codes import Measure
    from partnerbook.command.answers.compared import explain_answer
    from partnerbook.command.client import client_meant
    from partnerbook.figures.explained import explained

    told = told_overview(book, as_of)
    name = "" if client is None else client_meant(told.known.book, client).client
    found = explained(told.known, Measure(figure), name)
    show(form, explain_answer(found), told, client_lines(found) if name else book_lines(found, every))
    return told.code


def book_lines(found: "Explained", every: bool = True) -> "Iterator[Shown]":
    """What each client gives to a figure, the most points first."""
    from partnerbook.command.lines import points_text

    clients = found.clients
    yield f"{found.measure.capitalize()} points on {found.day}: {points_text(found.shown)}"
    if not clients:
        return
    yield ""
    rows = [(each.client, str(each.entries), points_text(each.shown)) for each in clients]
    listed = rows if every else rows[:SHOWN]
    total = ("All clients", str(len(found.parts)), points_text(found.shown))
    columns = (Column("Client", wraps=True), Column("Entries", right=True), Column("Points", right=True))
    yield Table(columns, [*listed, total], total=True)
    if len(listed) < len(rows):
        more = len(rows) - len(listed)
        yield f"  ({more} more client{'s' if more > 1 else ''}: --all)"
    yield ""
    yield "Entry by entry: --client NAME"


def client_lines(found: "Explained") -> "Iterator[Shown]":
    """The entries of one client behind a figure, each with how it came about; and how many have ended or will come."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.explained import part_sentences

    yield f"{found.measure.capitalize()} points of {found.client} on {found.day}: {points_text(found.shown)}"
    if found.parts:
        yield ""
        rows = [
            (*_entry(part), points_text(points), sentence)
            for part, points, sentence in zip(found.parts, found.shown_parts, part_sentences(found), strict=True)
        ]
        total = ("", "", "", "", "", points_text(found.shown), "")
        columns = (
            *(Column("Line", wraps=True), Column("What"), Column("From"), Column("Until"), Column("Row")),
            *(Column("Points", right=True), Column("How", wraps=True)),
        )
        yield Table(columns, [*rows, total], total=True)
    for count, words in ((len(found.ended), "ended before"), (len(found.coming), "will begin after")):
        if count:
            yield f"{count} more {'entry' if count == 1 else 'entries'} {words} that day."


def _entry(part: "Part") -> tuple[str, ...]:
    entry = part.entry
    return (entry.line, entry.kind.replace("_", " "), str(entry.start), str(entry.until or "open"), str(entry.origin))
