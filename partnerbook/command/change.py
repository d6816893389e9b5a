"""`partnerbook set` and `end-services`: one thing changes in a book."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_changed_book, add_command, day
from partnerbook.command.changing import client_named, write
from partnerbook.command.printed import say
from partnerbook.errors import Sentence, UnknownName, joined, nearest
from partnerbook.names import folded

if TYPE_CHECKING:
    from partnerbook.book.tables.shape import Column
    from partnerbook.book.write.change import Change
    from partnerbook.records import Book, Client

_SO_ALREADY = Sentence("says so already")


def add_set(commands: Commands) -> None:
    """Add `set` to the commands."""
    made = add_command(
        commands,
        "set",
        set_setting,
        "Change one setting of a book.",
        'partnerbook set book.xlsx "Goal tier" Diamond',
    )
    add_changed_book(made)
    made.add_argument("setting", metavar="SETTING", help="as the Settings sheet calls it, in any of its languages")
    made.add_argument("value", metavar="VALUE", help='what it is to be; "" for nothing')


def set_setting(book: Path, setting: str, value: str) -> int:
    """The exit code, after changing a setting of a book and telling what it contradicts."""
    from partnerbook.book.read.doubts import doubts
    from partnerbook.book.write.applied import book_with
    from partnerbook.book.write.change import SET, Change, same_value
    from partnerbook.records import Settings

    column = _setting(setting)
    new = _setting_value(value, column, getattr(Settings(), column.field))

    def decide(read: "Book", _: object) -> "Sequence[Change]":
        change = Change(SET, "Settings", "", column.field, getattr(read.settings, column.field), new)
        return [] if same_value(change.old, new) else [change]

    read, changes = write(book, decide, nothing=_SO_ALREADY)
    found = doubts(book_with(read, changes), clock.today()) if changes else ()
    say(
        Sentence("warning: {message}", message=each.message)
        for each in found
        if each.table == "Settings" and each.field == column.field
    )
    return 0


def _setting(text: str) -> "Column":
    from partnerbook.book.read.headings import known_headings
    from partnerbook.book.tables.settings import SETTINGS
    from partnerbook.names import LANGUAGES

    fields = {folded(column.field): column.field for column in SETTINGS.columns}
    field = known_headings(SETTINGS.name).get(folded(text), (fields.get(folded(text), ""), True))[0]
    if field:
        return SETTINGS.column(field)
    spellings = {column.field: column.en for column in SETTINGS.columns}
    spellings |= {each: each for column in SETTINGS.columns for each in map(column.heading, LANGUAGES)}
    near = nearest(text, spellings)
    guess = Sentence('; did you mean "{spellings}"?', spellings=spellings[near]) if near else ""
    known = joined(column.named for column in SETTINGS.columns)
    raise UnknownName(
        'There is no setting "{text}"{guess} The settings are {known}.', text=text, guess=guess or ".", known=known
    )


def _setting_value(text: str, column: "Column", nothing: object) -> object:
    from partnerbook.book.read.cells import cell_value
    from partnerbook.book.read.style import Style
    from partnerbook.files.grid import tidy

    return cell_value(text, column, Style()) if tidy(text) else nothing


def add_end_services(commands: Commands) -> None:
    """Add `end-services` to the commands."""
    made = add_command(
        commands,
        "end-services",
        end_services,
        "Take a client off the list of those you serve, from a day on; nothing is deleted.",
        "partnerbook end-services book.xlsx Acme --on 2026-12-31",
    )
    add_changed_book(made)
    made.add_argument("client", metavar="CLIENT", help="the client's name")
    made.add_argument("--on", type=day, required=True, metavar="DAY", help="the first day without your services")


def end_services(book: Path, client: str, on: date) -> int:
    """The exit code, after ending the services for a client and telling which managed points go."""
    from partnerbook.book.write.applied import book_with, end_changes

    def decide(read: "Book", _: object) -> "Sequence[Change]":
        return end_changes(read, client_named(read, client), on)

    read, changes = write(book, decide, nothing=_SO_ALREADY)
    if changes:
        say(_lost(read, book_with(read, changes), client_named(read, client), on))
    return 0


def _lost(before: "Book", after: "Book", client: "Client", on: date) -> Iterator[str]:
    """Which managed points go with a client's services."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.ending import services_loss

    loss = services_loss(before, after, client.client, on)
    if not loss.lost:
        yield Sentence(
            "No managed points are lost by it; its sold points, {sold} on {on}, stay until they expire.",
            sold=points_text(loss.sold),
            on=on,
        )
    else:
        yield Sentence(
            "From {on} on, {lost} managed points are lost: {was} -> {now} in all.",
            on=on,
            lost=points_text(loss.lost),
            was=points_text(loss.before),
            now=points_text(loss.after),
        )
