"""`partnerbook import --as TABLE`: the rows of any export come into a book, and what it is told is remembered."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.changing import book_to_change, currency_taken, write
from partnerbook.command.changing import incoming_changes as book_unchanged
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code, severity_line
from partnerbook.command.told_columns import Asking, Said
from partnerbook.errors import BadInput, Sentence

if TYPE_CHECKING:
    from partnerbook.book.tables.shape import Table
    from partnerbook.book.write.change import Change
    from partnerbook.files.grid import Grid
    from partnerbook.files.problems import Problem
    from partnerbook.records import Book


def import_rows(export: Path, path: Path, name: str, said: Said, dry_run: bool) -> int:
    """The exit code, after bringing the rows of an export into a table of a book: 1 if some cannot be used."""
    from partnerbook.book.incoming.changes import Options, incoming_changes
    from partnerbook.book.incoming.columns import incoming_table
    from partnerbook.book.incoming.rows import reading
    from partnerbook.book.incoming.rules import rule_changes, rules_of, together
    from partnerbook.book.tables import IMPORTED
    from partnerbook.files.grid import is_blank
    from partnerbook.files.problems import problem_summary

    table = incoming_table(next(each for each in IMPORTED if each.field == name))
    book = book_to_change(path)
    grid, problems = _grid(export, table)
    asked = Asking(export, path, table, grid, book.imports, said)
    found, given = asked.told()
    rules = rules_of(together(given, book.imports), table)
    order, mark = asked.written(found)
    read = reading(found.layout, rules, order, mark)
    if all(map(is_blank, grid.rows[found.layout.heading_row + 1 :])):
        raise BadInput("{export} has no rows below its headings; {path} is left as it is.", export=export, path=path)
    without = "currency" in {column.field for column in read.table.columns} - read.layout.columns.keys()
    currency = currency_taken(said.currency, book) if without else said.currency
    options = Options(currency or "", said.new_clients, asked.markets(book, read, rules))
    say(map(severity_line, (*problems, *found.problems, *read.problems)))
    unread = list(asked.unread_said(found))
    say(unread)
    first: list[str] = []
    code = errors_code(read.problems)

    def find(now: "Book") -> "Sequence[Change]":
        nonlocal code
        incoming = incoming_changes(now, read, rules, options)
        every = (*read.problems, *incoming.problems)
        first[:] = [severity_line(each) for each in incoming.problems]
        first.extend(Sentence("note: {sentence}", sentence=sentence) for sentence in incoming.said)
        first.extend((problem_summary((*problems, *found.problems, *every), len(unread) + len(incoming.said)), ""))
        code = errors_code(every)
        return [*incoming.changes, *rule_changes(now, given)]

    named = said.currency if without else currency or "its own"  # of the book's own currency nothing is taken
    write(path, book_unchanged(path, book, named, find), dry_run, lacks=True, first=first)
    return code


def _grid(export: Path, table: "Table") -> "tuple[Grid, list[Problem]]":
    from partnerbook.book.incoming.columns import heading_count
    from partnerbook.book.read.files import export_grid

    return export_grid(export, lambda grid: heading_count(grid, table))
