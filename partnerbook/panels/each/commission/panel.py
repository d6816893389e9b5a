"""The commission, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.commission.model import CommissionOptions, commission_model
from partnerbook.panels.each.commission.view import CommissionPanel
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def commission(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[CommissionOptions],
) -> CommissionPanel:
    """The commission: of a book, or of the book in a file; without either, of a made-up sample.

    The next payout; forecast, earned, expected, paid and taken back, never in one sum; statements line by line beside
    our figure; gross against net; deals that stop paying; two rates side by side. `language` and `numbers` as for
    `calculator`; `as_of` as for `program`. `range` is "two-years" (this year and the next, if not given), "this-year",
    "last-year", "this-quarter", "last-quarter" or "last-12-months", or `since` and `until` are days in the first and
    the last month. `by` is "quarter", "month", "client" or "deal"; `currency` and `segment` leave only one's.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> commission(as_of=date(2026, 10, 31)).model.found.next_payout.period
    '2026-Q3'
    """
    return CommissionPanel(commission_model(book, reader(language, numbers), today(), options), sample=book is None)
