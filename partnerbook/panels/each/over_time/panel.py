"""Progress over time, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.over_time.model import OverTimeOptions, over_time_model
from partnerbook.panels.each.over_time.view import OverTime
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def over_time(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[OverTimeOptions],
) -> OverTime:
    """The progress over time: of a book, or of the book in a file; without either, of a made-up sample.

    Points by month against the tiers' thresholds, what is known of the months ahead, the day on which each condition of
    the tier fails, and the reviews to come. `language` and `numbers` as for `calculator`; `as_of` is the day (else the
    book's, else today), `back` how many months up to it are shown (6, 12, 24 or 36), `ahead` how many after it (0, 6,
    12 or 18).
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = over_time(as_of=date(2026, 10, 31))
    >>> len(shown.model.past), len(shown.model.coming), shown.model.outlook.risk.value
    (24, 18, 'safe')
    """
    return OverTime(over_time_model(book, reader(language, numbers), today(), options), sample=book is None)
