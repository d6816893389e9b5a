"""Other days and rules beside a book's day, as a notebook asks for them."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.compare.model import CompareOptions, compare_model
from partnerbook.panels.each.compare.view import Compare
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def compare(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[CompareOptions],
) -> Compare:
    """Other days and rules beside the day of a book, or of the book in a file; without either, of a made-up sample.

    What changed since another day, or since an older file of the book; the day under the rules of every edition, and
    under one of them client by client; the rules themselves. `language` and `numbers` as for `calculator`; `as_of` as
    for `program`. `since` is the other day (three months before if not given), `older` the path of an older file, such
    as a backup, and `edition` the first day of the edition to look at closely, such as "2025-07-15".
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = compare(as_of=date(2026, 10, 31), edition="2025-07-15")
    >>> shown.model.before.as_of, shown.model.under().own
    (datetime.date(2026, 7, 31), False)
    """
    return Compare(compare_model(book, reader(language, numbers), today(), options), sample=book is None)
