"""`partnerbook import`: HubSpot's export of the partner clients becomes a book, or brings one up to it."""

from datetime import date
from pathlib import Path

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_command, add_language, day
from partnerbook.command.changing import book_to_change, currency_taken, incoming_changes, write
from partnerbook.command.paths import as_typed, free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code
from partnerbook.errors import BadInput
from partnerbook.parsing.currency import currency_code


def add_import(commands: Commands) -> None:
    """Add `import` to the commands."""
    made = add_command(
        commands,
        "import",
        import_export,
        "Turn HubSpot's export of your partner clients into a book, or bring a book up to it.",
        "partnerbook import export.csv -o book.xlsx --currency USD",
    )
    made.add_argument("export", type=Path, metavar="EXPORT", help="the export, .csv or .xlsx")
    where = made.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="BOOK", help="the workbook to write")
    where.add_argument(
        "--into", type=Path, metavar="BOOK", help="the book to change: what the export tells, and no more"
    )
    made.add_argument("--dry-run", action="store_true", help="with --into: show what would change, and write nothing")
    made.add_argument("--currency", type=currency_code, help="of amounts for which the export tells none")
    made.add_argument("--on", type=day, metavar="DAY", help="the day of the export (else today)")
    add_language(made, None)


def import_export(
    export: Path,
    output: Path | None,
    into: Path | None,
    dry_run: bool,
    currency: str | None,
    on: date | None,
    language: str | None,
) -> int:
    """The exit code, after making a book of an export, or changing one: 1 if the export has errors."""
    on = on or clock.today()
    if output:
        if dry_run:
            raise BadInput("--dry-run goes with --into, which changes a book; with -o a new one is written.")
        return _import_as(free_path(output), export, on, currency, language or "en")
    assert into  # noqa: S101 - the parser asks for one of the two
    if language:
        raise BadInput("--language is for a book that is made: with --into the book keeps the language it has.")
    return _import_into(into, export, on, currency, dry_run)


def _import_as(output: Path, export: Path, on: date, currency: str | None, language: str) -> int:
    from partnerbook.command.lines import import_lines
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.export import book_from_export
    from partnerbook.workbooks.book import write_book

    book, problems = book_from_export(export, on, currency)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not book.clients:
        raise BadInput(f"{export} has no client that can be used; {output} is not written.")
    write_book(book, output, on, language)
    say([problem_summary(problems), ""])
    say(import_lines(book, output, as_typed(output)))
    return errors_code(problems)


def _import_into(path: Path, export: Path, on: date, currency: str | None, dry_run: bool) -> int:
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.changes import changes
    from partnerbook.hubspot.export import book_from_export

    book = book_to_change(path)
    incoming, problems = book_from_export(export, on, currency_taken(currency, book))
    code = errors_code(problems)
    say(f"{problem.severity}: {problem}" for problem in problems)
    if not incoming.clients:
        raise BadInput(f"{export} has no client that can be used; {path} is left as it is.")
    # What could not be read is not what HubSpot no longer lists.
    decide = incoming_changes(path, book, currency, lambda now: changes(now, incoming, on, whole=not code))
    say([problem_summary(problems), ""])
    write(path, decide, dry_run, lacks=True)
    return code
