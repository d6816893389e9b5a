"""What a person keeps in a book to look at together and again: clients in a segment, and rows as a saved report."""

from collections.abc import Iterable

from partnerbook.book.read.cells import cell_value
from partnerbook.book.read.style import Style
from partnerbook.book.tables import SAVED_REPORTS, SEGMENTS
from partnerbook.book.tables.shape import Column
from partnerbook.book.write.change import ADD, Change
from partnerbook.errors import BadInput
from partnerbook.files.grid import tidy
from partnerbook.names import same_name
from partnerbook.records import Book, SavedReport, Segment


def kept_name(text: str, column: Column) -> str:
    """A name that a column can hold. Errors: BadInput for an empty one, or one that is too long."""
    if not tidy(text):
        raise BadInput("{en} is empty; give it a name.", en=column.named)
    return str(cell_value(text, column, Style()))


def segment_changes(book: Book, name: str, clients: Iterable[str]) -> list[Change]:
    """The rows by which clients, as the book spells them, come into a segment, those left out that are in it already.

    >>> [change.new.client for change in segment_changes(Book(segments=(Segment("Key", "A"),)), "KEY", ["A", "B"])]
    ['B']
    """
    rows = [row for row in book.segments if same_name(row.segment) == same_name(name)]
    segment, there = rows[0].segment if rows else name, {same_name(row.client) for row in rows}
    new = {same_name(client): Segment(segment, client) for client in clients}
    return [Change(ADD, SEGMENTS.name, row.client, "", None, row) for key, row in new.items() if key not in there]


def report_named(book: Book, name: str) -> SavedReport | None:
    """The saved report of a name; None where there is none."""
    return next((report for report in book.saved_reports if same_name(report.report) == same_name(name)), None)


def report_change(report: SavedReport) -> Change:
    """The row by which a report is kept."""
    return Change(ADD, SAVED_REPORTS.name, "", "", None, report)
