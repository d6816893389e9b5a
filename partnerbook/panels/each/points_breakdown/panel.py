"""The points breakdown, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.points_breakdown.model import PointsBreakdownOptions, points_breakdown_model
from partnerbook.panels.each.points_breakdown.view import PointsBreakdown
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def points_breakdown(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[PointsBreakdownOptions],
) -> PointsBreakdown:
    """The points of each client: of a book, or of the book in a file; without either, of a made-up sample.

    Every figure opens the entries behind it, and how each of them comes about. `language` and `numbers` as for
    `calculator`; `as_of` is the day (else the book's, else today), as a date or as people write it; `segment` leaves
    only the clients of one of the book's segments.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = points_breakdown(as_of=date(2026, 10, 31), segment="Little used")
    >>> len(shown.model.lines) < len(shown.model.known.clients)
    True
    """
    model = points_breakdown_model(book, reader(language, numbers), today(), options)
    return PointsBreakdown(model, sample=book is None)
