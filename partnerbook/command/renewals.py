"""`partnerbook renewals`: a book's renewals that are due, or the sheet of a quarter."""

from datetime import date
from pathlib import Path

from partnerbook.command.answers.form import TABLE, add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, add_language, add_replace
from partnerbook.command.paths import free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import day_of, errors_code, told_book_and_language, told_overview
from partnerbook.errors import BadInput, Sentence


def add_renewals(commands: Commands) -> None:
    """Add `renewals` to the commands."""
    made = add_command(
        commands,
        "renewals",
        renewals,
        "Print a book's renewals that are due, or write the sheet of a quarter.",
        "partnerbook renewals book.xlsx -o renewals.xlsx --quarter 2026-Q4",
    )
    add_book(made)
    made.add_argument("-o", "--output", type=Path, metavar="SHEET", help="write a workbook to send or to fill in")
    made.add_argument("--quarter", metavar="QUARTER", help="of the sheet, such as 2026-Q4 (else the day's own)")
    add_language(made, "else the book's")
    add_replace(made)
    add_as_of(made)
    add_form(made)


def renewals(
    book: Path,
    output: Path | None,
    quarter: str | None,
    language: str | None,
    replace: bool,
    as_of: date | None,
    form: str,
) -> int:
    """The exit code, after telling which renewals are due, or writing the sheet of a quarter."""
    if output:
        from partnerbook.workbooks.renewals import write_renewal_sheet

        if form != TABLE:
            raise BadInput("--as {form} is for the renewals that are printed: leave it or -o out.", form=form)
        free_path(output, replace, book)
        read, problems, spoken = told_book_and_language(book)
        write_renewal_sheet(read, output, day_of(read, as_of), quarter, language or spoken)
        say([Sentence("{output} is written.", output=output)])
        return errors_code(problems)
    from partnerbook.command.answers.renewals import renewals_answer
    from partnerbook.command.renewal_lines import renewal_lines

    if quarter:
        raise BadInput("--quarter is for the sheet of a quarter: add -o renewals.xlsx")
    told = told_overview(book, as_of)
    show(form, renewals_answer(told.known), told, renewal_lines(told.known))
    return told.code
