"""Our points beside HubSpot's, as a notebook asks for them."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.reconcile.model import ReconcileOptions, reconcile_model
from partnerbook.panels.each.reconcile.view import Reconcile
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def reconcile(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[ReconcileOptions],
) -> Reconcile:
    """Our points beside HubSpot's: of a book, or of the book in a file; without either, of a made-up sample.

    Both are of the day that HubSpot's are of; each difference has its likely reason, and opens the entries behind ours.
    `language` and `numbers` as for `calculator`; `as_of` as for `program`; `segment` leaves only its clients.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = reconcile(as_of=date(2026, 10, 31))
    >>> len(shown.model.compared) > len({each.client for each in shown.model.differences})
    True
    """
    return Reconcile(reconcile_model(book, reader(language, numbers), today(), options), sample=book is None)
