"""`partnerbook add-sheets`: a book of an earlier version gains the sheets, columns and settings that it lacks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.arguments import Commands, add_changed_book, add_command, add_dry_run
from partnerbook.command.changing import write
from partnerbook.errors import Sentence, UnknownName, did_you_mean

if TYPE_CHECKING:
    from partnerbook.book.tables.shape import Table
    from partnerbook.book.write.change import Change


def add_add_sheets(commands: Commands) -> None:
    """Add `add-sheets` to the commands."""
    made = add_command(
        commands,
        "add-sheets",
        add_sheets,
        "Add the sheets, columns and settings that a book of an earlier version lacks.",
        "partnerbook add-sheets book.xlsx commissions payouts --dry-run",
    )
    add_changed_book(made)
    made.add_argument("sheets", nargs="*", metavar="SHEET", help="the sheets to look at (else all of them)")
    add_dry_run(made)


def add_sheets(book: Path, sheets: Sequence[str], dry_run: bool) -> int:
    """The exit code, after adding what a book lacks; all that it has stays as it is.

    Errors: UnknownName for a sheet that no book has; PartnerbookError where the book cannot be written: it is as it
    was.
    """
    from partnerbook.book.tables import TABLES
    from partnerbook.book.write.change import MAKE, Change

    tables = [_table(name) for name in sheets] or list(TABLES)
    changes = [Change(MAKE, table.name, "", "", None, None) for table in dict.fromkeys(tables)]

    def decide(_: object, __: object) -> "Sequence[Change]":
        return changes

    write(book, decide, dry_run, nothing=Sentence("has every sheet, column and setting already"))
    return 0


def _table(text: str) -> "Table":
    from partnerbook.book.read.headings import table_of_name
    from partnerbook.book.tables import TABLES

    table = table_of_name(text)
    if table is None:
        guess = did_you_mean(text, [label for each in TABLES for label in each.labels])
        known = ", ".join(each.name for each in TABLES)
        raise UnknownName(
            'There is no sheet "{text}"{guess} The sheets are {known}.', text=text, guess=guess or ".", known=known
        )
    return table
