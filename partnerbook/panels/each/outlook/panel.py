"""What lies ahead, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.outlook.model import OutlookOptions, outlook_model
from partnerbook.panels.each.outlook.view import WhatLiesAhead
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def outlook(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[OutlookOptions],
) -> WhatLiesAhead:
    """What lies ahead: of a book, or of the book in a file; without either, of a made-up sample.

    How sure the tier is and what the reviews would decide, what to do next, the way to a goal, what is at stake by day,
    and how much hangs on which client. `language` and `numbers` as for `calculator`; `as_of` and `goal` as for
    `tier_progress`. `by` is the day to reach the goal on (the next review's if not given), `months` how far what is at
    stake is listed: 3, 6, 12 or 18.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = outlook(as_of=date(2026, 10, 31))
    >>> shown.model.ahead.risk.value, shown.model.ahead.reviews[0].day
    ('safe', datetime.date(2027, 1, 15))
    """
    return WhatLiesAhead(outlook_model(book, reader(language, numbers), today(), options), sample=book is None)
