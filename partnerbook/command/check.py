"""`partnerbook check` and `calc`: what is wrong in a book, and what Excel would work out anew in a workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_book, add_command, add_replace
from partnerbook.command.paths import free_path
from partnerbook.command.reading import SHOWN_ERRORS, Told, day_of, errors_code, read_as_spoken, severity_line
from partnerbook.errors import BadInput, Sentence

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.overview import Overview
    from partnerbook.files.problems import Problem
    from partnerbook.functions.hosts.formualizer.calc import Recalculated


def add_check(commands: Commands) -> None:
    """Add `check` to the commands."""
    made = add_command(commands, "check", check, "Read a book and list everything that is wrong in it.")
    add_book(made)
    add_form(made)


def check(book: Path, form: str) -> int:
    """The exit code, after telling every problem of a book and how much was read of it."""
    from partnerbook.command.answers.check import check_answer
    from partnerbook.figures.overview import overview
    from partnerbook.program.edition import editions

    read, problems, _ = read_as_spoken(book, clock.today())
    known = overview(read, max(day_of(read), editions()[0].start))
    code = errors_code(problems) or int(bool(known.ledger.unused))
    show(form, check_answer(known, problems), Told(known, problems, code), _check_lines(known, problems, book))
    return code


def _check_lines(known: "Overview", problems: "Sequence[Problem]", book: Path) -> "Iterator[Shown]":
    from partnerbook.command.lines import book_lines, rate_lines
    from partnerbook.command.questions import question_lines
    from partnerbook.files.problems import problem_summary

    lacking = list(rate_lines(known))
    yield from map(severity_line, problems)
    yield from lacking
    if problems or not lacking:
        yield problem_summary(problems)
    yield from question_lines(known.book, book)
    yield ""
    yield from book_lines(known.book, known.as_of)


def add_calc(commands: Commands) -> None:
    """Add `calc` to the commands."""
    made = add_command(
        commands,
        "calc",
        calc,
        "Work out the functions of a workbook without Excel, and list what differs from what is written.",
        "partnerbook calc finance.xlsx -o new.xlsx",
    )
    made.add_argument("book", type=Path, metavar="SHEET", help="a workbook with functions such as POINTS_SOLD")
    made.add_argument("-o", "--output", type=Path, metavar="NEW", help="a copy to write, with what comes out now")
    add_replace(made)
    add_form(made)


def calc(book: Path, output: Path | None, replace: bool, form: str) -> int:
    """The exit code, after working a workbook's functions out: 1 if a cell says something else."""
    from partnerbook.command.answers.calc import calc_answer
    from partnerbook.files.xlsx.with_values import write_values
    from partnerbook.functions.hosts.formualizer.calc import recalculated

    if output and book.suffix.lower() != ".xlsx":
        raise BadInput("With -o only an .xlsx can be written anew, and {name} is none; leave -o out.", name=book.name)
    output = output and free_path(output, replace, book)
    found = recalculated(book)
    if output:
        write_values(book, output, {(each.sheet, each.cell): each.now for each in found.changes})
    show(form, calc_answer(found), clock.today(), _calc_lines(found, book, output))
    return int(bool(found.changes))


def _calc_lines(found: "Recalculated", book: Path, output: Path | None) -> "Iterator[object]":
    yield from found.unread
    yield from found.changes
    if found.not_known:
        places = ", ".join("!".join(place) for place in found.not_known[:SHOWN_ERRORS])
        more = ", ..." if len(found.not_known) > SHOWN_ERRORS else ""
        yield Sentence("Not compared, because they use what only Excel knows: {places}{more}", places=places, more=more)
    yield Sentence(
        "{compared} cells call the functions or follow from them; {count} differ.",
        compared=found.compared,
        count=len(found.changes),
    )
    if output:
        yield Sentence("{output} is written; {book} is left as it was.", output=output, book=book)
