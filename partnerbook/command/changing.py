"""What the commands share that change a book: which may be changed, whom a name means, what is told of a change."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.paths import as_typed
from partnerbook.command.printed import say
from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.names import folded, same_name

if TYPE_CHECKING:
    from partnerbook.book.write.change import Change
    from partnerbook.book.write.writer import Written
    from partnerbook.records import Book, Client


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


def currency_taken(named: str | None, book: "Book") -> str | None:
    """The currency of amounts of which HubSpot tells none: the one that the person names, else the book's only one."""
    from partnerbook.hubspot.changes import own_currency

    own = None if named else own_currency(book)
    if own:
        say([f"note: Amounts without a currency are taken as {own}: all that the book's clients pay is in it."])
    return named or own


def client_named(book: "Book", text: str) -> "Client":
    """The client of a name, whatever its case and accents. Errors: UnknownName."""
    exact = [client for client in book.clients if same_name(client.client) == same_name(text.strip())]
    near = exact or [client for client in book.clients if folded(client.client) == folded(text)]
    if len(near) == 1:
        return near[0]
    names = [client.client for client in book.clients]
    if near:
        several = ", ".join(f'"{client.client}"' for client in near)
        raise UnknownName(f'"{text}" can be {several}; write the one you mean as it stands in the book.')
    raise UnknownName(f'There is no client "{text}"{did_you_mean(text, names) or "."} Nothing is changed.')


def write(path: Path, changes: "Sequence[Change]", dry_run: bool = False, lacks: "Sequence[str]" = ()) -> None:
    """Tell changes, then write them into a book, or only say what would be written; `lacks` is for the writer.

    Errors: PartnerbookError where the book cannot be written: it is as it was.
    """
    from partnerbook.book.write.writer import planned_changes, write_changes

    say(changes)
    written = planned_changes(path, changes, lacks) if dry_run else write_changes(path, changes, clock.now(), lacks)
    say(_written_lines(path, written, dry_run))


def _written_lines(path: Path, written: "Written", dry_run: bool = False) -> Iterator[str]:
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
