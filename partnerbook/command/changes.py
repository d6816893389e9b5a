"""`partnerbook changes`: what moved the points in a range of days, by client or by entry."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.ranges import add_range, asked_days, refuse_both
from partnerbook.command.reading import told_overview
from partnerbook.command.voice import day_text, place_text
from partnerbook.errors import Sentence

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.overview import Overview

CLIENT, ENTRY = "client", "entry"


def add_changes(commands: Commands) -> None:
    """Add `changes` to the commands."""
    made = add_command(
        commands,
        "changes",
        changes,
        "Print what moved a book's points in a range of days: new and lost, sold and managed.",
        "partnerbook changes book.xlsx --range last-quarter --by entry",
    )
    add_book(made)
    add_range(made, Sentence("the three months up to the day"))
    made.add_argument("--by", choices=(CLIENT, ENTRY), default=CLIENT, help="a row for each (if not given: client)")
    add_as_of(made)
    add_form(made)


def changes(
    book: Path, which: str | None, since: date | None, until: date | None, by: str, as_of: date | None, form: str
) -> int:
    """The exit code, after telling what moved the points of a book."""
    from partnerbook.command.answers.changes import clients_changes_answer, entries_changes_answer

    refuse_both(which, since, until)
    of_book = told_overview(book, as_of)
    first, last = asked_days(of_book.known, which, since, until) or of_book.known.change_days
    answer = clients_changes_answer if by == CLIENT else entries_changes_answer
    show(form, answer(of_book.known, first, last), of_book, change_lines(of_book.known, first, last, by))
    return of_book.code


def change_lines(known: "Overview", first: date, last: date, by: str) -> "Iterator[Shown]":
    """What moved the points of a book between two days, both included."""
    from partnerbook.command.lines import points_text
    from partnerbook.command.table import Column, Table
    from partnerbook.exact import total
    from partnerbook.figures.changed import changed_entries
    from partnerbook.figures.shown import shown_changes
    from partnerbook.points.ledger import changes as moved_in

    entries = known.ledger.entries
    moved = moved_in(entries, first, last)
    yield Sentence("Changes in points from {first} to {last}", first=first, last=last)
    if not entries:
        yield Sentence(
            "The book gives no points yet: enter deals (sheet Deals), or what you manage (Subscriptions, Managing)."
        )
        return
    seen = {track: shown_changes(each) for track, each in moved.items()}
    rows = [(Sentence(track.capitalize()), *map(points_text, (*each, each.closing))) for track, each in seen.items()]
    sums = (total(column) for column in zip(*((*each, each.closing) for each in seen.values()), strict=True))
    rows.append((Sentence("Total"), *map(points_text, sums)))
    heads = (Column(head, right=True) for head in ("Before", "New", "Lost", "After"))
    yield Table((Column("Track"), *heads), rows, total=True)
    changed = changed_entries(entries, first, last)
    yield ""
    if not changed:
        yield Sentence("No points came or went in these days.")
    elif by == CLIENT:
        yield _by_client(known, first, last)
    else:
        yield _by_entry(known, first, last)


def _by_client(known: "Overview", first: date, last: date) -> "Shown":
    from partnerbook.command.lines import points_text
    from partnerbook.command.table import Column, Table
    from partnerbook.figures.changed import ClientChange, by_size, changed_clients, changed_entries
    from partnerbook.figures.shown import shown_changes, shown_client_changes
    from partnerbook.points.ledger import changes as moved_in

    moved = moved_in(known.ledger.entries, first, last)
    clients = shown_client_changes(changed_clients(changed_entries(known.ledger.entries, first, last)), moved)
    sold, managed = (shown_changes(each) for each in moved.values())
    total = ClientChange(Sentence("Total"), sold.new, sold.lost, managed.new, managed.lost)
    rows = [(each.client, *map(points_text, (*each[1:], each.net))) for each in (*by_size(clients), total)]
    heads = (
        Sentence("New sold"),
        Sentence("Lost sold"),
        Sentence("New managed"),
        Sentence("Lost managed"),
        Sentence("Net"),
    )
    return Table((Column("Client", wraps=True), *(Column(head, right=True) for head in heads)), rows, total=True)


def _by_entry(known: "Overview", first: date, last: date) -> "Shown":
    from partnerbook.command.lines import FIGURE, NAME, TEXT, kind_text, points_text
    from partnerbook.command.table import Column, Table
    from partnerbook.figures.changed import changed_entries
    from partnerbook.figures.shown import shown_entry_changes
    from partnerbook.points.ledger import changes as moved_in

    moved = moved_in(known.ledger.entries, first, last)
    rows = [
        (
            entry.client, entry.line, Sentence(entry.track), kind_text(entry), points_text(new), points_text(lost),
            day_text(entry.start), day_text(entry.until), place_text(entry.origin),
        )
        for entry, new, lost in shown_entry_changes(changed_entries(known.ledger.entries, first, last), moved)
    ]  # fmt: skip
    heads = {"Client": NAME, "Line": NAME, "Track": TEXT, "Kind": TEXT, "New": FIGURE, "Lost": FIGURE, "From": TEXT,
             "Until": TEXT, "Record": TEXT}  # fmt: skip
    return Table([Column(head, *column[1:]) for head, column in heads.items()], rows)
