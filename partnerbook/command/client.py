"""`partnerbook client`: all that a book knows of one client."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command
from partnerbook.command.changing import clients_called
from partnerbook.command.reading import told_overview
from partnerbook.errors import Sentence, UnknownName, did_you_mean
from partnerbook.names import folded

if TYPE_CHECKING:
    from partnerbook.records import Book, Client

LISTED = 20  # clients of a word, in the sentence that lists them


def add_client(commands: Commands) -> None:
    """Add `client` to the commands."""
    made = add_command(
        commands,
        "client",
        client,
        "Print all that a book knows of one client: points and revenue by month, entries, renewals, usage, links.",
        'partnerbook client book.xlsx "Acme"',
    )
    add_book(made)
    made.add_argument("name", metavar="CLIENT", help="the client's name, or a word of it")
    add_as_of(made)
    add_form(made)


def client(book: Path, name: str, as_of: date | None, form: str) -> int:
    """The exit code, after telling what a book knows of a client."""
    from partnerbook.command.answers.client import client_answer
    from partnerbook.command.client_lines import one_client_lines

    told = told_overview(book, as_of)
    found = client_meant(told.known.book, name)
    show(form, client_answer(told.known, found), told, one_client_lines(told.known, found))
    return told.code


def client_meant(book: "Book", text: str) -> "Client":
    """The client of a name, or the only one whose name has the text in it.

    Errors: UnknownName where there is none, with the nearest, or several, which it lists.
    """
    if not book.clients:
        raise UnknownName("The book has no clients yet: enter them on the sheet Clients.")
    asked = folded(text)
    near = clients_called(book, text) or [each for each in book.clients if asked and asked in folded(each.client)]
    if len(near) == 1:
        return near[0]
    if near:
        listed = ", ".join(f'"{each.client}"' for each in near[:LISTED])
        more = Sentence(" and {count} more", count=len(near) - LISTED) if len(near) > LISTED else ""
        raise UnknownName(
            '"{text}" can be {listed}{more}; write the one you mean.', text=text, listed=listed, more=more
        )
    guess = did_you_mean(text, [each.client for each in book.clients])
    raise UnknownName('There is no client "{text}"{guess}', text=text, guess=guess or ".")
