"""`partnerbook export` and `segment`: rows of a book as a file, and the groups of clients that they can be of."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.book.tables import EXPORTS
from partnerbook.command import clock
from partnerbook.command.arguments import (
    Commands,
    add_book,
    add_changed_book,
    add_command,
    add_dry_run,
    add_language,
    add_replace,
    day,
)
from partnerbook.command.changing import client_named, write
from partnerbook.command.paths import free_path
from partnerbook.command.printed import say
from partnerbook.command.reading import day_of, errors_code, told_book, unused_code
from partnerbook.errors import BadInput, Sentence, UnknownName, counted, did_you_mean
from partnerbook.names import same_name

if TYPE_CHECKING:
    from partnerbook.book.export import Exported
    from partnerbook.book.write.change import Change
    from partnerbook.book.write.changed import Decision
    from partnerbook.records import Book, SavedReport


def add_export(commands: Commands) -> None:
    """Add `export` to the commands."""
    made = add_command(
        commands,
        "export",
        export,
        "Write rows of a book, or the entries that give its points, as a CSV file or a workbook.",
        'partnerbook export book.xlsx deals -o deals.csv --from 2026-01-01 --segment "Key accounts"',
    )
    add_book(made)
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "rows", nargs="?", type=_rows, metavar="ROWS",
        help="points, or a table: " + ", ".join(choice.en.lower() for choice in EXPORTS if choice.code != "points"),
    )  # fmt: skip
    what.add_argument("--report", metavar="NAME", help="one of the book's saved reports: its rows, segment and days")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="what to write: .csv or .xlsx")
    made.add_argument("--segment", metavar="NAME", help="only the clients in this segment of the book")
    made.add_argument("--from", dest="since", type=day, metavar="DAY", help="the first day of the rows")
    made.add_argument("--until", type=day, metavar="DAY", help="the last day of the rows")
    add_language(made)
    made.add_argument("--decimal-comma", action="store_true", help='in a CSV file: 1,5 for 1.5, and ";" between cells')
    made.add_argument("--save", metavar="NAME", help="remember rows, segment and days in the book, for --report")
    add_replace(made)


def export(
    book: Path,
    rows: str | None,
    report: str | None,
    output: Path,
    segment: str | None,
    since: date | None,
    until: date | None,
    language: str | None,
    decimal_comma: bool,
    save: str | None,
    replace: bool,
) -> int:
    """The exit code, after writing rows of a book, and keeping in the book what was asked for if it has a name."""
    from partnerbook.book.export import exported

    beside = {"--segment": segment, "--from": since, "--until": until, "--save": save}
    given = [option for option, value in beside.items() if value is not None]
    if report is not None and given:
        raise BadInput("With --report the book says which rows: leave {given} out.", given=" and ".join(given))
    if decimal_comma and output.suffix.lower() == ".xlsx":
        raise BadInput("--decimal-comma is for a CSV file: in a workbook every computer shows numbers its own way.")
    free_path(output, replace, book, (".csv", ".xlsx"))
    read, problems = told_book(book)
    asked = _saved(read, report) if report is not None else _asked(read, rows or "", segment, since, until, save)
    found = exported(read, asked.rows, asked.segment, asked.since, asked.until, language or "en", as_of=day_of(read))
    keep = _kept(asked, found)
    if save is not None:
        _refuse_unkept(book, keep)
    _write_file(output, found, read.settings.partner, decimal_comma)
    count = len(found.rows)
    say([counted(count, "{output} is written: 1 row.", "{output} is written: {count} rows.", output=output)])
    if save is not None:
        write(book, keep)
    return unused_code(found.unused) or errors_code(problems)


def _rows(text: str) -> str:
    from partnerbook.book.export import rows_named

    return rows_named(text)


def _saved(book: "Book", name: str) -> "SavedReport":
    """A saved report of the book. Errors: UnknownName."""
    for report in book.saved_reports:
        if same_name(report.report) == same_name(name.strip()):
            return report
    if not book.saved_reports:
        raise UnknownName("The book has no saved reports yet: --save NAME with the rows that you want keeps one.")
    names = [report.report for report in book.saved_reports]
    raise UnknownName(
        'There is no saved report "{name}"{guess} The book has {names}.',
        name=name,
        guess=did_you_mean(name, names) or ".",
        names=", ".join(names),
    )


def _asked(
    book: "Book", rows: str, segment: str | None, since: date | None, until: date | None, save: str | None
) -> "SavedReport":
    """What the options ask for, as the book would keep it. Errors: BadInput for a name to save that is taken."""
    from partnerbook.book.tables import SAVED_REPORTS, SEGMENTS
    from partnerbook.book.write.kept import kept_name
    from partnerbook.records import SavedReport

    name = "" if save is None else kept_name(save, SAVED_REPORTS.column("report"))
    of = "" if segment is None else kept_name(segment, SEGMENTS.column("segment"))
    _refuse_taken(book, name)
    return SavedReport(name, rows, of, since, until)


def _refuse_taken(book: "Book", name: str) -> None:
    """Refuse a name for a report that the book has already. Errors: BadInput."""
    for report in book.saved_reports:
        if same_name(report.report) == same_name(name):
            raise BadInput(
                'The book has a saved report "{report}" already. Save this one under another name, or write '
                'that one: --report "{report}"',
                report=report.report,
            )


def _kept(report: "SavedReport", found: "Exported") -> "Decision":
    """The decision to keep a report in the book. Errors of it: BadInput for a name that the book has by then."""
    from partnerbook.book.write.kept import report_change

    def decide(book: "Book", _: object) -> "Sequence[Change]":
        _refuse_taken(book, report.report)
        return [report_change(report._replace(segment=found.segment))]

    return decide


def _refuse_unkept(path: Path, keep: "Decision") -> None:
    """Refuse a book that would not take what is to be kept in it. Errors: PartnerbookError."""
    from partnerbook.book.write.changed import changed

    changed(path, keep, clock.now(), dry_run=True)


def _write_file(path: Path, found: "Exported", partner: str, decimal_comma: bool) -> None:
    if path.suffix.lower() == ".csv":
        from partnerbook.files.csv_out import write_csv

        write_csv(path, found.headings, found.rows, decimal_comma)
    else:
        from partnerbook.workbooks.rows_sheet import write_rows_sheet

        write_rows_sheet(found, path, clock.today(), partner)


def add_segment(commands: Commands) -> None:
    """Add `segment` to the commands."""
    made = add_command(
        commands,
        "segment",
        put_into_segment,
        "Put clients into a segment of a book: a new one, or one that it has.",
        'partnerbook segment book.xlsx "Key accounts" --add Acme "Beta Inc."',
    )
    add_changed_book(made)
    made.add_argument("name", metavar="NAME", help="the segment's name")
    made.add_argument("--add", nargs="+", required=True, metavar="CLIENT", help="the clients' names")
    add_dry_run(made)


def put_into_segment(book: Path, name: str, add: list[str], dry_run: bool) -> int:
    """The exit code, after writing clients into a segment of a book."""
    from partnerbook.book.tables import SEGMENTS
    from partnerbook.book.write.kept import kept_name, segment_changes

    asked = kept_name(name, SEGMENTS.column("segment"))
    already: list[str] = []

    def decide(read: "Book", _: object) -> "Sequence[Change]":
        clients = list(dict.fromkeys(client_named(read, text).client for text in add))
        changes = segment_changes(read, asked, clients)
        new = {change.client for change in changes}
        segment = next((row.segment for row in read.segments if same_name(row.segment) == same_name(asked)), asked)
        already[:] = [
            Sentence("{client} is in {segment} already.", client=client, segment=segment)
            for client in clients
            if client not in new
        ]
        return changes

    write(book, decide, dry_run, first=already)
    return 0
