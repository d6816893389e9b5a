"""`partnerbook check` and `calc`: what is wrong in a book, and what Excel would work out anew in a workbook."""

from pathlib import Path

from partnerbook.command import clock
from partnerbook.command.arguments import Commands, add_book, add_command, add_replace
from partnerbook.command.paths import free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import SHOWN_ERRORS, day_of, errors_code
from partnerbook.errors import BadInput


def add_check(commands: Commands) -> None:
    """Add `check` to the commands."""
    add_book(add_command(commands, "check", check, "Read a book and list everything that is wrong in it."))


def check(book: Path) -> int:
    """The exit code, after telling every problem of a book and how much was read of it."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.command.lines import book_lines, rate_lines
    from partnerbook.command.questions import question_lines
    from partnerbook.figures.overview import overview
    from partnerbook.files.problems import problem_summary
    from partnerbook.program.edition import editions

    read, problems = read_book(book, clock.today())
    known = overview(read, max(day_of(read), editions()[0].start))
    lacking = list(rate_lines(known))
    say(f"{problem.severity}: {problem}" for problem in problems)
    say(lacking)
    if problems or not lacking:
        say([problem_summary(problems)])
    say(question_lines(read, book))
    say([""])
    say(book_lines(read, known.as_of))
    return errors_code(problems) or int(bool(known.ledger.unused))


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


def calc(book: Path, output: Path | None, replace: bool) -> int:
    """The exit code, after working a workbook's functions out: 1 if a cell says something else."""
    from partnerbook.files.xlsx.with_values import write_values
    from partnerbook.functions.hosts.formualizer.calc import recalculated

    if output and book.suffix.lower() != ".xlsx":
        raise BadInput(f"With -o only an .xlsx can be written anew, and {book.name} is none; leave -o out.")
    output = output and free_path(output, replace, book)
    found = recalculated(book)
    say(found.unread)
    say(map(str, found.changes))
    if found.not_known:
        places = ", ".join("!".join(place) for place in found.not_known[:SHOWN_ERRORS])
        more = ", ..." if len(found.not_known) > SHOWN_ERRORS else ""
        say([f"Not compared, because they use what only Excel knows: {places}{more}"])
    say([f"{found.compared} cells call the functions or follow from them; {len(found.changes)} differ."])
    if output:
        write_values(book, output, {(each.sheet, each.cell): each.now for each in found.changes})
        say([f"{output} is written; {book} is left as it was."])
    return int(bool(found.changes))
