"""The renewals, as a notebook asks for them."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.renewals.model import RenewalsOptions, renewals_model
from partnerbook.panels.each.renewals.view import Renewals
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def renewals(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[RenewalsOptions],
) -> Renewals:
    """The renewals: of a book, or of the book in a file; without either, of a made-up sample.

    With products, change of MRR, last active partner employee, renewal manager, days left, alert, and totals by
    currency. `language` and `numbers` as for `calculator`; `as_of` as for `program`. `range` is "due" (overdue or
    within the alert days, if not given), "all", or a quarter such as "2026-Q4"; or `since` and `until` are its days,
    both included. `status` leaves only renewals of one, such as "pending", `segment` only its clients'.
    `model.write_sheet()` writes the quarter's sheet beside the book.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> {each.due for each in renewals(as_of=date(2026, 10, 31)).model.shown}
    {True}
    """
    return Renewals(renewals_model(book, reader(language, numbers), today(), options), sample=book is None)
