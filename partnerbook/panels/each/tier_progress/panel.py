"""Tier progress, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.tier_progress.model import TierProgressOptions, tier_progress_model
from partnerbook.panels.each.tier_progress.view import TierProgress
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def tier_progress(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[TierProgressOptions],
) -> TierProgress:
    """The progress to a tier: of a book, or of the book in a file; without either, of a made-up sample.

    `language` and `numbers` as for `calculator`. The other options are what the fields begin with: `as_of`, the day
    (else the book's, else today), and `goal`, the tier (else the book's, else the next one).
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = tier_progress(as_of=date(2026, 10, 31), goal="Diamond")
    >>> shown.model.known.credited, round(shown.model.known.standing.total)
    ('Platinum', 2635)
    """
    model = tier_progress_model(book, reader(language, numbers), today(), options)
    return TierProgress(model, sample=book is None)
