"""`partnerbook calendar`: the days that a partner should not miss, as a file that every calendar reads."""

from datetime import date
from pathlib import Path

from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, add_language, add_replace
from partnerbook.command.paths import free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import day_of, errors_code, told_book_and_language, unused_code
from partnerbook.errors import counted


def add_calendar(commands: Commands) -> None:
    """Add `calendar` to the commands."""
    made = add_command(
        commands,
        "calendar",
        write_calendar,
        "Write renewals, their deadlines, managing that lapses, tier reviews and payouts as a calendar file.",
        "partnerbook calendar book.xlsx -o renewals.ics",
    )
    add_book(made)
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="what to write: .ics")
    add_language(made, "else the book's")
    add_replace(made)
    add_as_of(made)


def write_calendar(book: Path, output: Path, language: str | None, replace: bool, as_of: date | None) -> int:
    """The exit code, after writing the calendar of a book; a day that was written before is the same entry again."""
    from partnerbook.figures.calendar import calendar_days
    from partnerbook.figures.calendar_words import calendar_name, day_text, day_title
    from partnerbook.figures.overview import overview
    from partnerbook.files.disk import write_file
    from partnerbook.files.ics import IcsDay, ics_bytes, stable_uid
    from partnerbook.files.problems import error_count

    free_path(output, replace, book, (".ics",))
    read, problems, spoken = told_book_and_language(book)
    known = overview(read, day_of(read, as_of), problems=error_count(problems))
    words, partner = language or spoken, read.settings.partner
    days = [
        IcsDay(stable_uid(partner, each.kind, *each.key), each.day, day_title(each, words), day_text(each, words),
               each.link, each.alarms)
        for each in calendar_days(known)
    ]  # fmt: skip
    data = ics_bytes(calendar_name(partner, words), days, known.as_of, words)
    write_file(output, lambda stream: stream.write(data))
    say([counted(len(days), "{output} is written: 1 day.", "{output} is written: {count} days.", output=output)])
    return unused_code(known.ledger.unused) or errors_code(problems)
