"""HubSpot's own export of a partner's clients becomes a book."""

from datetime import date
from pathlib import Path

from partnerbook.book.read.files import export_grid
from partnerbook.book.read.headings import fields_in, heading_row
from partnerbook.exact import exactly
from partnerbook.files.grid import Grid
from partnerbook.files.problems import Problem
from partnerbook.hubspot.clients import book_of_clients
from partnerbook.hubspot.columns import EXPORT, EXPORT_HEADINGS
from partnerbook.names import folded
from partnerbook.records import Book


@exactly
def book_from_export(path: str | Path, day: date, currency: str | None = None) -> tuple[Book, tuple[Problem, ...]]:
    r"""The book that an export of partner clients (.csv or .xlsx) of a day makes, and everything to know about it.

    Headings are read in English, Spanish and Portuguese, and as the names of HubSpot's properties. `currency` is that
    of the MRR columns, for an export that has no column for it. Every row is a client of the book, or a problem names
    it; every column that is not read has a note.
    Errors: PartnerbookError for a file that cannot be read at all, UnknownName for an unknown `currency`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "export.csv")
    ...     text = "Client name,Country,Is managed,Total MRR,Split managed MRR\nAcme,Brasil,true,900,300\n"
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     book, problems = book_from_export(path, date(2026, 11, 21), "USD")
    >>> book.clients[0].market, book.subscriptions[0].mrr, book.managing[0].other_partners
    ('BR', Decimal('900'), 2)
    """
    grid, notes = export_grid(Path(path), _headings_in)
    book, problems = book_of_clients(grid, day, currency)
    return book, (*notes, *problems)


def _headings_in(grid: Grid) -> int:
    at = heading_row(grid.rows, EXPORT)
    if at is None:
        return 0
    more = (EXPORT_HEADINGS.get(folded(cell)) for cell in grid.rows[at] if isinstance(cell, str))
    return len(fields_in(grid.rows[at], EXPORT) | set(filter(None, more)))
