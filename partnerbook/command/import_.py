"""`partnerbook import`: HubSpot's export of the partner clients becomes a book, or brings one up to it."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_command, add_language, day
from partnerbook.command.changing import (
    book_to_change,
    currency_taken,
    incoming_changes,
    problem_lines,
    refuse_errors,
    write,
)
from partnerbook.command.import_rows import import_rows
from partnerbook.command.lacking import with_currency
from partnerbook.command.paths import as_typed, free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code, severity_line
from partnerbook.command.told_columns import Said
from partnerbook.command.voice import language as spoken
from partnerbook.errors import BadInput
from partnerbook.parsing.currency import currency_code

if TYPE_CHECKING:
    from partnerbook.book.write.change import Change
    from partnerbook.files.grid import Grid
    from partnerbook.files.problems import Problem
    from partnerbook.records import Book


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
    made.add_argument(
        "--as",
        dest="table",
        type=_table,
        metavar="TABLE",
        help="with --into: the export's rows are of this table of the book, such as deals",
    )
    made.add_argument("--dry-run", action="store_true", help="with --into: show what would change, and write nothing")
    made.add_argument("--currency", type=currency_code, help="of amounts for which the export tells none")
    made.add_argument("--on", type=day, metavar="DAY", help="the day of the export (else today)")
    add_language(made)
    _add_said(made.add_argument_group("with --as, and remembered in the book"))


def _add_said(told: argparse._ArgumentGroup) -> None:
    """Add the options that say what the columns and values of an export mean."""
    told.add_argument(
        "--columns",
        nargs="+",
        default=[],
        metavar="THEIRS=OURS",
        help='what a column of the export is: "Close Date=Closed"; "X=-" leaves it out',
    )
    told.add_argument(
        "--fill",
        nargs="+",
        default=[],
        metavar="OURS=VALUE",
        help='what holds for rows that say nothing: "Kind=New"',
    )
    told.add_argument("--pipeline", nargs="+", default=[], metavar="NAME", help="the pipelines of deals that count")
    told.add_argument("--won", nargs="+", default=[], metavar="STAGE", help="stages that mean a deal is won")
    told.add_argument(
        "--company", nargs="+", default=[], metavar="NAME=CLIENT", help="which client a company of the export is"
    )
    told.add_argument("--new-clients", action="store_true", help="add companies that are no clients of the book yet")
    order, mark = told.add_mutually_exclusive_group(), told.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="order", action="store_const", const="day", help="01/02 is 1 February")
    order.add_argument("--month-first", dest="order", action="store_const", const="month", help="01/02 is 2 January")
    mark.add_argument("--decimal-comma", dest="mark", action="store_const", const=",", help="1.500 is 1500")
    mark.add_argument("--decimal-point", dest="mark", action="store_const", const=".", help="1.500 is one and a half")


def _table(text: str) -> str:
    from partnerbook.book.read.cells import cell_value
    from partnerbook.book.read.style import Style
    from partnerbook.book.tables import IMPORTS

    return str(cell_value(text, IMPORTS.column("rows"), Style()))


def import_export(
    export: Path,
    output: Path | None,
    into: Path | None,
    table: str | None,
    dry_run: bool,
    currency: str | None,
    on: date | None,
    language: str | None,
    columns: list[str],
    fill: list[str],
    pipeline: list[str],
    won: list[str],
    company: list[str],
    new_clients: bool,
    order: str | None,
    mark: str | None,
) -> int:
    """The exit code, after making a book of an export, or changing one: 1 if the export has errors."""
    said = Said(columns, fill, pipeline, won, company, new_clients, order or "", mark or "", currency)
    if table is None and any(said[:-1]):
        raise BadInput("What is told of columns, values and clients goes with --as, such as --as deals.")
    if table is not None and into is None:
        raise BadInput("--as goes with --into: the rows come into a book that there is.")
    if table is not None and into is not None:
        return import_rows(export, into, table, said, dry_run)
    on = on or clock.today()
    if output:
        if dry_run:
            raise BadInput("--dry-run goes with --into, which changes a book; with -o a new one is written.")
        return _import_as(free_path(output), export, on, currency, language or spoken())
    assert into  # noqa: S101 - the parser asks for one of the two
    return _import_into(into, export, on, currency, dry_run)


def _import_as(output: Path, export: Path, on: date, currency: str | None, language: str) -> int:
    from partnerbook.command.written_lines import import_lines
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.export import book_from_export
    from partnerbook.workbooks.book import write_book

    (book, problems), _ = with_currency(lambda named: book_from_export(export, on, named), currency)
    say(problem_lines(problems))
    if not book.clients:
        raise BadInput(
            "{export} has no client that can be used; {output} is not written.", export=export, output=output
        )
    write_book(book, output, on, language)
    say([problem_summary(problems), ""])
    say(import_lines(book, output, as_typed(output)))
    return errors_code(problems)


def _import_into(path: Path, export: Path, on: date, currency: str | None, dry_run: bool) -> int:
    from partnerbook.book.incoming.columns import heading_count
    from partnerbook.book.incoming.renewal_sheet import is_renewal_sheet, sheet_table
    from partnerbook.book.read.files import export_grid
    from partnerbook.files.problems import problem_summary
    from partnerbook.hubspot.changes import changes
    from partnerbook.hubspot.export import book_from_export

    grid, _ = export_grid(export, lambda each: heading_count(each, sheet_table()))
    if is_renewal_sheet(grid):
        return _renewals_into(path, grid, dry_run)
    book = book_to_change(path)
    taken = currency_taken(currency, book)
    (incoming, problems), told = with_currency(lambda named: book_from_export(export, on, named), taken)
    named = currency if taken else told
    code = errors_code(problems)
    say(problem_lines(problems))
    if not incoming.clients:
        raise BadInput("{export} has no client that can be used; {path} is left as it is.", export=export, path=path)
    # What could not be read is not what HubSpot no longer lists.
    decide = incoming_changes(path, book, named, lambda now: changes(now, incoming, on, whole=not code))
    say([problem_summary(problems), ""])
    write(path, decide, dry_run, lacks=True)
    return code


def _renewals_into(path: Path, grid: "Grid", dry_run: bool) -> int:
    """The exit code, after bringing what was filled in of a renewal sheet into a book."""
    from partnerbook.book.incoming.renewal_sheet import renewal_sheet_changes

    code = 0
    first: list[str] = []

    def decide(book: "Book", doubts: "Sequence[Problem]") -> "Sequence[Change]":
        nonlocal code
        refuse_errors(path, doubts)
        found = renewal_sheet_changes(book, grid)
        first[:] = [severity_line(problem) for problem in found.problems]
        code = errors_code(found.problems)
        return found.changes

    write(path, decide, dry_run, first=first)
    return code
