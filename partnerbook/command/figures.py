"""`partnerbook report` and `tier`: where a book stands, as a workbook and in the terminal."""

from datetime import date
from pathlib import Path

from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import (
    Commands,
    add_as_of,
    add_book,
    add_command,
    add_goal,
    add_language,
    add_replace,
)
from partnerbook.command.lacking import can_ask, completed
from partnerbook.command.paths import free_path
from partnerbook.command.printed import bar, say
from partnerbook.command.reading import (
    day_of,
    errors_code,
    tell_unpriced,
    told_book_and_language,
    told_overview,
    unused_code,
)
from partnerbook.errors import Sentence


def add_report(commands: Commands) -> None:
    """Add `report` to the commands."""
    made = add_command(
        commands,
        "report",
        report,
        "Fill a tier report from a book.",
        "partnerbook report book.xlsx -o report.xlsx --as-of 2026-10-31 --goal Diamond",
    )
    add_book(made)
    made.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT", help="the workbook to write")
    add_goal(made)
    add_language(made, "else the book's")
    made.add_argument("--print-all", action="store_true", help="on paper: the long lists too, whole")
    add_replace(made)
    add_as_of(made)


def report(
    book: Path,
    output: Path,
    goal: str | None,
    language: str | None,
    print_all: bool,
    replace: bool,
    as_of: date | None,
) -> int:
    """The exit code, after writing the tier report of a book."""
    from partnerbook.command.written_lines import report_lines
    from partnerbook.figures.overview import overview
    from partnerbook.files.problems import error_count
    from partnerbook.parsing.tier import tier_named
    from partnerbook.workbooks.report import write_report

    free_path(output, replace, book)
    named = tier_named(goal) if goal else ""
    read, problems, spoken = told_book_and_language(book)
    if can_ask():
        read = completed(book, overview(read, day_of(read, as_of), named, error_count(problems)))
    day, words = day_of(read, as_of), language or spoken
    with bar(Sentence("Tier report")) as progress:
        known = write_report(read, output, day, named, problems, book.name, progress, words, print_all)
    tell_unpriced(known)
    say(report_lines(known, output))
    return unused_code(known.ledger.unused) or errors_code(problems)


def add_tier(commands: Commands) -> None:
    """Add `tier` to the commands."""
    made = add_command(
        commands,
        "tier",
        tier,
        "Print a book's tier, points and the way to a goal.",
        "partnerbook tier book.xlsx --goal Elite",
    )
    add_book(made)
    add_goal(made)
    add_as_of(made)
    add_form(made)


def tier(book: Path, goal: str | None, as_of: date | None, form: str) -> int:
    """The exit code, after telling where a book stands."""
    from partnerbook.command.answers.tier import tier_answer
    from partnerbook.command.lines import tier_lines

    told = told_overview(book, as_of, goal, completed if can_ask(form) else None)
    tell_unpriced(told.known)
    show(form, tier_answer(told.known), told, tier_lines(told.known))
    return told.code
