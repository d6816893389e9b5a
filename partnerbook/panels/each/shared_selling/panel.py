"""Shared selling, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.shared_selling.model import SharedSellingOptions, shared_selling_model
from partnerbook.panels.each.shared_selling.view import SharedSelling
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def shared_selling(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[SharedSellingOptions],
) -> SharedSelling:
    """Shared selling: of a book, or of the book in a file; without either, of a made-up sample.

    The deals that HubSpot created and closed in a range of days, the shared deals that are open when it ends, and the
    trend by month. `language` and `numbers` as for `calculator`; `as_of` as for `program`. `range` is one of those that
    `partnerbook selling` has ("last-12-months" if not given), or `since` and `until` are its days, both included;
    `segment` leaves only its clients; `which` are the deals listed: "created", "closed" or "open_deals".
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = shared_selling(as_of=date(2026, 10, 31), range="this-quarter")
    >>> shown.model.days, len(shown.model.found.created)
    ((datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)), 0)
    """
    model = shared_selling_model(book, reader(language, numbers), today(), options)
    return SharedSelling(model, sample=book is None)
