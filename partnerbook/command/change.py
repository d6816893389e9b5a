"""`partnerbook import`, `set` and `end-services`: the commands by which something comes into a book."""

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerbook.command.paths import as_typed, free_path
from partnerbook.command.printed import say
from partnerbook.errors import BadInput, UnknownName, did_you_mean, nearest
from partnerbook.names import folded

if TYPE_CHECKING:
    from partnerbook.book.tables.shape import Column
    from partnerbook.book.write.change import Change
    from partnerbook.book.write.writer import Written
    from partnerbook.records import Book, Client


def add_edit_commands(commands: "argparse._SubParsersAction[Any]", day: Callable[[str], date]) -> None:
    """Add `set` and `end-services` to the commands; `day` reads a day as people write it."""
    text = "Change one setting of a book."
    setting = commands.add_parser(
        "set", help=text, description=text, epilog='Example: partnerbook set book.xlsx "Goal tier" Diamond'
    )
    _book(setting)
    setting.add_argument("setting", metavar="SETTING", help="as the Settings sheet calls it, in any of its languages")
    setting.add_argument("value", metavar="VALUE", help='what it is to be; "" for nothing')
    text = "Take a client off the list of those you serve, from a day on; nothing is deleted."
    ended = commands.add_parser(
        "end-services",
        help=text,
        description=text,
        epilog="Example: partnerbook end-services book.xlsx Acme --on 2026-12-31",
    )
    _book(ended)
    ended.add_argument("client", metavar="CLIENT", help="the client's name")
    ended.add_argument("--on", type=day, required=True, metavar="DAY", help="the first day without your services")


def _book(made: argparse.ArgumentParser) -> None:
    made.add_argument("book", type=Path, metavar="BOOK", help="the workbook to change")


def run_edit(options: Namespace, today: date, now: datetime) -> int:
    """The exit code, after doing what is asked for; `now` is the moment of `today`."""
    if options.command == "set":
        return _set(options, now)
    if options.command == "end-services":
        return _end_services(options, now)
    return (_import_into if options.into else _import)(options, options.on or today, now)


def _set(options: Namespace, now: datetime) -> int:
    from partnerbook.book.read.doubts import doubts
    from partnerbook.book.read.reader import read_book
    from partnerbook.book.write.applied import book_with
    from partnerbook.book.write.change import SET, Change, same_value
    from partnerbook.records import Settings

    book, _ = read_book(options.book)
    column = _setting(options.setting)
    value = _setting_value(options.value, column, getattr(Settings(), column.field))
    change = Change(SET, "Settings", "", column.field, getattr(book.settings, column.field), value)
    if same_value(change.old, value):
        say([f"{options.book} says so already, and is left as it is."])
        return 0
    write(options.book, [change], now)
    found = doubts(book_with(book, [change]))
    say(f"warning: {each.message}" for each in found if each.table == "Settings" and each.field == column.field)
    return 0


def _end_services(options: Namespace, now: datetime) -> int:
    from partnerbook.book.read.reader import read_book
    from partnerbook.book.write.applied import book_with, end_changes

    book, _ = read_book(options.book)
    client = client_named(book, options.client)
    found = end_changes(book, client, options.on)
    if not found:
        say([f"{options.book} says so already, and is left as it is."])
        return 0
    write(options.book, found, now)
    say(_lost(book, book_with(book, found), client, options.on))
    return 0


def _import(options: Namespace, on: date, _now: datetime) -> int:
    from partnerbook.command.lines import import_lines
    from partnerbook.files.problems import ERROR, of_severity, problem_summary
    from partnerbook.hubspot.export import book_from_export
    from partnerbook.workbooks.book import write_book

    if options.dry_run:
        raise BadInput("--dry-run goes with --into, which changes a book; with -o a new one is written.")
    output = free_path(options.output)
    book, problems = book_from_export(options.export, on, options.currency)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not book.clients:
        raise BadInput(f"{options.export} has no client that can be used; {output} is not written.")
    write_book(book, output, on, options.language or "en")
    say([problem_summary(problems), ""])
    say(import_lines(book, output, as_typed(output)))
    return int(bool(of_severity(problems, ERROR)))


def _import_into(options: Namespace, on: date, now: datetime) -> int:
    from partnerbook.files.problems import ERROR, of_severity, problem_summary
    from partnerbook.hubspot.changes import changes
    from partnerbook.hubspot.export import book_from_export

    if options.language:
        raise BadInput("--language is for a book that is made: with --into the book keeps the language it has.")
    book = book_to_change(options.into)
    incoming, problems = book_from_export(options.export, on, currency_taken(options.currency, book))
    errors = of_severity(problems, ERROR)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not incoming.clients:
        raise BadInput(f"{options.export} has no client that can be used; {options.into} is left as it is.")
    # What could not be read is not what HubSpot no longer lists.
    found = changes(book, incoming, on, whole=not errors)
    say([problem_summary(problems), ""])
    write(options.into, found, now, options.dry_run)
    return int(bool(errors))


def currency_taken(named: str | None, book: "Book") -> str | None:
    """The currency of amounts of which HubSpot tells none: the one that the person names, else the book's only one."""
    from partnerbook.hubspot.changes import own_currency

    own = None if named else own_currency(book)
    if own:
        say([f"note: Amounts without a currency are taken as {own}: all that the book's clients pay is in it."])
    return named or own


def book_to_change(path: Path) -> "Book":
    """The book of a workbook in which every row can be read: else what the others hold would be added again.

    Errors: BadInput for a book with errors.
    """
    from partnerbook.book.read.reader import read_book
    from partnerbook.files.problems import ERROR, of_severity, problem_summary

    book, problems = read_book(path)
    if errors := of_severity(problems, ERROR):
        raise BadInput(
            f"{path} has rows that cannot be read ({problem_summary(errors)[:-1]}), and what they hold would be added "
            f"again: mend them first. To see them: partnerbook check {as_typed(path)}"
        )
    return book


def written_lines(path: Path, written: "Written", dry_run: bool = False) -> Iterator[str]:
    """What came of changes, and where the file of before is; `path` is the book as the person named it."""
    yield from (f"not written: {sentence}" for sentence in written.left)
    counts = [(written.cells, "cell"), (written.rows, "new row")]
    what = " and ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count)
    if not what:
        yield f"{path} needs no change, and is left as it is."
    elif dry_run:
        yield f"{what} would be written; {path} is left as it is."
    elif written.held:
        yield f"{path} is {written.held}. It is left as it is; {written.path.name} beside it has {what} changed."
    else:
        yield f"{path} is written: {what}. As it was before: {written.backup and written.backup.name}"
    if written.waiting:
        what = "1 formula has" if written.waiting == 1 else f"{written.waiting} formulas have"
        yield f"{what} no value until it is opened and saved in Excel or LibreOffice."


def write(path: Path, changes: "Sequence[Change]", now: datetime, dry_run: bool = False) -> None:
    from partnerbook.book.write.writer import planned_changes, write_changes

    say(changes)
    written = planned_changes(path, changes) if dry_run else write_changes(path, changes, now)
    say(written_lines(path, written, dry_run))


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
    guess = f'; did you mean "{spellings[near]}"?' if near else ""
    known = ", ".join(column.en for column in SETTINGS.columns)
    raise UnknownName(f'There is no setting "{text}"{guess or "."} The settings are {known}.')


def _setting_value(text: str, column: "Column", nothing: object) -> object:
    from partnerbook.book.read.cells import cell_value
    from partnerbook.book.read.style import Style
    from partnerbook.files.grid import tidy

    return cell_value(text, column, Style()) if tidy(text) else nothing


def client_named(book: "Book", text: str) -> "Client":
    """The client of a name, whatever its case and accents. Errors: UnknownName."""
    from partnerbook.names import same_name

    exact = [client for client in book.clients if same_name(client.client) == same_name(text.strip())]
    near = exact or [client for client in book.clients if folded(client.client) == folded(text)]
    if len(near) == 1:
        return near[0]
    names = [client.client for client in book.clients]
    if near:
        several = ", ".join(f'"{client.client}"' for client in near)
        raise UnknownName(f'"{text}" can be {several}; write the one you mean as it stands in the book.')
    raise UnknownName(f'There is no client "{text}"{did_you_mean(text, names) or "."} Nothing is changed.')


def _lost(before: "Book", after: "Book", client: "Client", on: date) -> Iterator[str]:
    """Which managed points go with a client's services."""
    from partnerbook.command.lines import number
    from partnerbook.points.ledger import by_client, ledger, standing
    from partnerbook.program.edition import edition_on

    entries, left = ledger(before).entries, ledger(after).entries
    places = edition_on(on).places.calculator
    was, now = standing(entries, on).managed, standing(left, on).managed
    of_client = by_client(entries, on)
    if was == now:
        sold = number(of_client[client.client].sold, places) if client.client in of_client else "0"
        yield f"No managed points are lost by it; its sold points, {sold} on {on}, stay until they expire."
    else:
        lost = number(was - now, places)
        yield f"From {on} on, {lost} managed points are lost: {number(was, places)} -> {number(now, places)} in all."
