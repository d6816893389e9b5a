"""`partnerbook export` and `segment`: rows of a book as a file, and the groups of clients that they can be of."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command.change import client_named, write
from partnerbook.command.paths import free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import errors_code, told_book, unused_code
from partnerbook.errors import BadInput, UnknownName, did_you_mean

if TYPE_CHECKING:
    from partnerbook.book.export import Exported
    from partnerbook.book.tables.shape import Column
    from partnerbook.book.write.change import Change
    from partnerbook.records import Book, SavedReport


def run_export(options: Namespace, today: date, now: datetime) -> int:
    """The exit code, after doing what is asked for; `now` is the moment of `today`."""
    return _segment(options, now) if options.command == "segment" else _export(options, today, now)


def _export(options: Namespace, today: date, now: datetime) -> int:
    from partnerbook.book.export import exported

    _refuse_together(options)
    output = free_path(options.output, options.replace, options.book, (".csv", ".xlsx"))
    book, problems = told_book(options.book)
    report = _saved(book, options.report) if options.report is not None else _asked(book, options)
    found = exported(book, report.rows, report.segment, report.since, report.until, options.language)
    changes = _kept(options.book, report, found) if options.save is not None else []
    _write_file(output, found, book.settings.partner, today, options.decimal_comma)
    count = len(found.rows)
    say([f"{output} is written: {count} row{'' if count == 1 else 's'}."])
    if changes:
        write(options.book, changes, now)
    return unused_code(found.unused) or errors_code(problems)


def _refuse_together(options: Namespace) -> None:
    """Nothing. Errors: BadInput for options of which one leaves no room for the other."""
    told = {"--segment": options.segment, "--from": options.since, "--until": options.until, "--save": options.save}
    beside = [option for option, value in told.items() if value is not None]
    if options.report is not None and beside:
        raise BadInput(f"With --report the book says which rows: leave {' and '.join(beside)} out.")
    if options.decimal_comma and options.output.suffix.lower() == ".xlsx":
        raise BadInput("--decimal-comma is for a CSV file: in a workbook every computer shows numbers its own way.")


def _saved(book: "Book", name: str) -> "SavedReport":
    """A saved report of the book. Errors: UnknownName."""
    from partnerbook.names import same_name

    for report in book.saved_reports:
        if same_name(report.report) == same_name(name.strip()):
            return report
    if not book.saved_reports:
        raise UnknownName("The book has no saved reports yet: --save NAME with the rows that you want keeps one.")
    names = [report.report for report in book.saved_reports]
    raise UnknownName(
        f'There is no saved report "{name}"{did_you_mean(name, names) or "."} The book has {", ".join(names)}.'
    )


def _asked(book: "Book", options: Namespace) -> "SavedReport":
    """What the options ask for, as the book would keep it. Errors: BadInput for a name to save that is taken."""
    from partnerbook.book.tables import SAVED_REPORTS, SEGMENTS
    from partnerbook.names import same_name
    from partnerbook.records import SavedReport

    name = "" if options.save is None else _name(options.save, SAVED_REPORTS.column("report"))
    segment = "" if options.segment is None else _name(options.segment, SEGMENTS.column("segment"))
    for report in book.saved_reports:
        if same_name(report.report) == same_name(name):
            raise BadInput(
                f'The book has a saved report "{report.report}" already. Save this one under another name, or write '
                f'that one: --report "{report.report}"'
            )
    return SavedReport(name, options.rows, segment, options.since, options.until)


def _kept(path: Path, report: "SavedReport", found: "Exported") -> "Sequence[Change]":
    """What keeps a report in the book. Errors: PartnerbookError for a book that would not take it."""
    from partnerbook.book.tables import SAVED_REPORTS
    from partnerbook.book.write.change import ADD, Change
    from partnerbook.book.write.writer import planned_changes

    changes = [Change(ADD, SAVED_REPORTS.name, "", "", None, report._replace(segment=found.segment))]
    planned_changes(path, changes)
    return changes


def _write_file(path: Path, found: "Exported", partner: str, on: date, decimal_comma: bool) -> None:
    if path.suffix.lower() == ".csv":
        from partnerbook.files.csv_out import write_csv

        write_csv(path, found.headings, found.rows, decimal_comma)
    else:
        from partnerbook.workbooks.rows_sheet import write_rows_sheet

        write_rows_sheet(found, path, on, partner)


def _segment(options: Namespace, now: datetime) -> int:
    from partnerbook.book.read.reader import read_book
    from partnerbook.book.tables import SEGMENTS
    from partnerbook.book.write.change import ADD, Change
    from partnerbook.names import same_name
    from partnerbook.records import Segment

    book, _ = read_book(options.book)
    asked = _name(options.name, SEGMENTS.column("segment"))
    rows = [row for row in book.segments if same_name(row.segment) == same_name(asked)]
    name = rows[0].segment if rows else asked
    clients = dict.fromkeys(client_named(book, text).client for text in options.add)
    there = {row.client for row in rows}
    say(f"{client} is in {name} already." for client in clients if client in there)
    new = [Segment(name, client) for client in clients if client not in there]
    changes = [Change(ADD, SEGMENTS.name, row.client, "", None, row) for row in new]
    write(options.book, changes, now, options.dry_run)
    return 0


def _name(text: str, column: "Column") -> str:
    """A name that a column can hold. Errors: BadInput."""
    from partnerbook.book.read.cells import cell_value
    from partnerbook.book.read.style import Style
    from partnerbook.files.grid import tidy

    if not tidy(text):
        raise BadInput(f"{column.en} is empty; give it a name.")
    return str(cell_value(text, column, Style()))
