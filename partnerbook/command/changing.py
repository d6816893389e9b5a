"""What the commands share that change a book: which may be changed, whom a name means, what is told of a change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.paths import as_typed
from partnerbook.command.printed import say
from partnerbook.command.reading import read_as_spoken, severity_line
from partnerbook.errors import BadInput, Sentence, UnknownName, counted, did_you_mean, joined
from partnerbook.names import folded, same_name

if TYPE_CHECKING:
    from partnerbook.book.write.change import Change
    from partnerbook.book.write.changed import Decision
    from partnerbook.book.write.writer import Written
    from partnerbook.files.problems import Problem
    from partnerbook.records import Book, Client

SHOWN = 20  # sentences on references of one kind


def book_to_change(path: Path) -> "Book":
    """The book of a workbook in which every row can be read. Errors: BadInput for a book with errors."""
    book, problems, _ = read_as_spoken(path)
    refuse_errors(path, problems)
    return book


def refuse_errors(path: Path, problems: "Sequence[Problem]") -> None:
    """Refuse to bring more into a book with errors: what those rows hold would be added again. Errors: BadInput."""
    from partnerbook.files.problems import ERROR, of_severity, problem_summary

    if errors := of_severity(problems, ERROR):
        raise BadInput(
            "{path} has rows that cannot be read ({problem_summary}), and what they hold would be added "
            "again: mend them first. To see them: partnerbook check {as_typed}",
            path=path,
            problem_summary=problem_summary(errors, stop=False),
            as_typed=as_typed(path),
        )


def problem_lines(problems: "Iterable[Problem]") -> Iterator[str]:
    """What HubSpot's records lack, a line each, and what to type for a currency that only the person knows."""
    from partnerbook.hubspot.clients import lacks_currency

    for problem in problems:
        typed = Sentence(" To say it: --currency USD, or another code.") if lacks_currency([problem]) else ""
        yield severity_line(problem, typed)


def currency_taken(named: str | None, book: "Book") -> str | None:
    """The currency of amounts of which HubSpot tells none: the one that the person names, else the book's only one."""
    from partnerbook.hubspot.changes import own_currency

    own = None if named else own_currency(book)
    if own:
        say(
            [
                Sentence(
                    "note: Amounts without a currency are taken as {own}: all that the book's clients pay is in it.",
                    own=own,
                )
            ]
        )
    return named or own


def incoming_changes(
    path: Path, read: "Book", named: str | None, find: "Callable[[Book], Sequence[Change]]"
) -> "Decision":
    """The decision by which what HubSpot tells comes into a book, which may have been saved since it was read first.

    `find` gives the changes of a book, `named` is the currency that the person names. Errors of the decision: BadInput
    for a book that has errors by then, or another currency than the one in which the amounts were taken.
    """
    from partnerbook.hubspot.changes import own_currency

    def decide(book: "Book", problems: "Sequence[Problem]") -> "Sequence[Change]":
        refuse_errors(path, problems)
        if not named and own_currency(book) != own_currency(read):
            raise BadInput(
                "{path} was saved meanwhile, and what its clients pay is in another currency now; nothing is "
                "written, try again.",
                path=path,
            )
        return find(book)

    return decide


def clients_called(book: "Book", text: str) -> "list[Client]":
    """The clients of a name: those that have it as it stands, else those that have it but for case and accents."""
    exact = [client for client in book.clients if same_name(client.client) == same_name(text.strip())]
    return exact or [client for client in book.clients if folded(client.client) == folded(text)]


def client_named(book: "Book", text: str) -> "Client":
    """The client of a name, whatever its case and accents. Errors: UnknownName."""
    near = clients_called(book, text)
    if len(near) == 1:
        return near[0]
    names = [client.client for client in book.clients]
    if near:
        several = ", ".join(f'"{client.client}"' for client in near)
        raise UnknownName(
            '"{text}" can be {several}; write the one you mean as it stands in the book.', text=text, several=several
        )
    raise UnknownName(
        'There is no client "{text}"{guess} Nothing is changed.',
        text=text,
        guess=did_you_mean(text, names) or ".",
    )


def write(
    path: Path,
    decide: "Decision",
    dry_run: bool = False,
    lacks: bool = False,
    nothing: str = Sentence("needs no change"),
    first: "Sequence[str]" = (),
) -> "tuple[Book, Sequence[Change]]":
    """The book as it was last read and the changes that `decide` found for it, after telling and writing them.

    A dry run only says what would be written. `lacks` is whether a book may lack a table: what belongs there is left
    out. `nothing` is what is said of a book that has no change; the lines of `first`, into which `decide` can put some,
    are said before the changes.
    Errors: PartnerbookError where the book cannot be written: it is as it was.
    """
    from partnerbook.book.tables import CLIENTS, TABLES
    from partnerbook.book.write.change import MAKE
    from partnerbook.book.write.changed import changed
    from partnerbook.records import Book

    read: Book = Book()
    found: list[Change] = []

    def decided(book: Book, problems: "tuple[Problem, ...]") -> "Sequence[Change]":
        nonlocal read, found
        read, found = book, []  # what was found in an earlier reading is not told where this one is refused
        found = list(decide(book, problems))
        return found

    try:
        may_lack = [table.name for table in TABLES if lacks and table is not CLIENTS]
        written = changed(path, decided, clock.now(), may_lack, dry_run, lambda book: read_as_spoken(Path(book))[:2])
    finally:
        say((*first, *(each for each in found if each.kind != MAKE)))
    say(_written_lines(path, written, dry_run, nothing))
    return read, found


def _written_lines(path: Path, written: "Written", dry_run: bool, nothing: str) -> Iterator[str]:
    """What came of changes, and where the file of before is; `path` is the book as the person named it."""
    yield from (Sentence("not written: {sentence}", sentence=sentence) for sentence in written.left)
    yield from (Sentence("note: {sentence}", sentence=sentence) for sentence in written.lost)
    yield from (Sentence("new: {sentence}", sentence=sentence) for sentence in written.made)
    yield from _shown("follows: {sentence}", "follows: {count} more of this kind.", written.longer)
    yield from _shown("note: {sentence}", "note: {count} more of this kind.", written.short)
    parts = [
        counted(count, one, many)
        for count, one, many in (
            (written.sheets, "1 new sheet", "{count} new sheets"),
            (written.columns, "1 new column", "{count} new columns"),
            (written.cells, "1 cell", "{count} cells"),
            (written.rows, "1 new row", "{count} new rows"),
        )
        if count
    ]
    what = parts[-1] if parts else Sentence("")
    if parts[1:]:
        what = Sentence("{parts} and {last}", parts=joined(parts[:-1]), last=parts[-1])
    if not what:
        yield Sentence("{path} {nothing}, and is left as it is.", path=path, nothing=nothing)
    elif dry_run:
        yield Sentence("{what} would be written; {path} is left as it is.", what=what, path=path)
    elif written.held:
        yield Sentence(
            "{path} is {held}. It is left as it is; {name} beside it has {what} changed.",
            path=path,
            held=written.held,
            name=_beside(path, written.path),
            what=what,
        )
    else:
        yield Sentence(
            "{path} is written: {what}. As it was before: {backup}",
            path=path,
            what=what,
            backup=written.backup and _beside(path, written.backup),
        )
    if written.waiting:
        yield counted(
            written.waiting,
            "1 formula has no value until it is opened and saved in Excel or LibreOffice.",
            "{count} formulas have no value until it is opened and saved in Excel or LibreOffice.",
        )


def _beside(path: Path, made: Path) -> str:
    """What was made beside a book: its name, and its folder too where the book's path is a link to another folder."""
    return made.name if made.parent == path.parent.resolve() else str(made)


def _shown(each: str, more: str, sentences: Sequence[str]) -> Iterator[str]:
    """The first of many sentences, and how many there are more."""
    for sentence in sentences[:SHOWN]:
        yield Sentence(each, sentence=sentence)
    if len(sentences) > SHOWN:
        yield Sentence(more, count=len(sentences) - SHOWN)
