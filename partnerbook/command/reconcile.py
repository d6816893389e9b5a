"""`partnerbook reconcile`: our points beside HubSpot's, differences first, each with its likely reason."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language
from partnerbook.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerbook.command.lines import Shown
    from partnerbook.figures.reconcile import Difference

SHOWN = 25  # differences, unless all are asked for


def add_reconcile(commands: Commands) -> None:
    """Add `reconcile` to the commands."""
    made = add_command(
        commands,
        "reconcile",
        reconcile,
        "List where HubSpot's points of a client are not ours of the same day, each with the likely reason.",
        "partnerbook reconcile book.xlsx --all",
    )
    add_book(made)
    made.add_argument(
        "--all", dest="every", action="store_true", help=Sentence("all of them (else the first {shown})", shown=SHOWN)
    )
    add_as_of(made)
    add_form(made)


def reconcile(book: Path, every: bool, as_of: date | None, form: str) -> int:
    """The exit code, after listing the differences."""
    from partnerbook.command.answers.reconcile import reconcile_answer
    from partnerbook.figures.reconcile import reconciled

    told = told_overview(book, as_of)
    found, count = reconciled(told.known), len(told.known.compared)
    show(form, reconcile_answer(found, count), told, reconcile_lines(found, count, every))
    return told.code


def reconcile_lines(found: "Sequence[Difference]", compared: int, every: bool = True) -> "Iterator[Shown]":
    """Each difference, the largest first; `compared` is of how many clients HubSpot's points are entered."""
    from partnerbook.book.tables import CLIENTS
    from partnerbook.command.lines import points_text
    from partnerbook.figures.reconcile_words import reason_sentence
    from partnerbook.figures.shown import shown

    if not compared:
        yield Sentence(
            "HubSpot's points of no client are entered: they belong on the sheet {name}.", name=CLIENTS.named
        )
        return
    clients = len({each.client for each in found})
    yield Sentence(
        "HubSpot's points of {compared} clients beside ours of the same day: those of {clients} differ",
        compared=compared,
        clients=clients,
    )
    if not found:
        return
    yield ""
    rows = [
        (each.client, Sentence(each.track), day_text(each.day, Sentence("unknown")), points_text(each.ours),
         points_text(shown(each.theirs)), points_text(each.points),
         reason_sentence(each.reason, language(), lambda value: points_text(shown(value))))
        for each in (found if every else found[:SHOWN])
    ]  # fmt: skip
    heads = (Column(heading, right=True) for heading in ("Ours", "HubSpot's", "Difference"))
    names = Column("Client", wraps=True), Column("Track"), Column("On")
    yield Table((*names, *heads, Column("Likely reason", wraps=True)), rows)
    if len(rows) < len(found):
        yield Sentence("  and {count} more: --all", count=len(found) - len(rows))
