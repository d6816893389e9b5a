"""The changes in points, as a notebook asks for them."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.changes.model import ChangesOptions, changes_model
from partnerbook.panels.each.changes.view import PointChanges
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def changes(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[ChangesOptions],
) -> PointChanges:
    """The changes in points: of a book, or of the book in a file; without either, of a made-up sample.

    New sold, lost sold, new managed and lost managed points in a range of days, with the clients and the entries behind
    each. `language` and `numbers` as for `calculator`; `as_of` as for `program`. `range` is one of those that
    `partnerbook changes` has ("three-months" up to the day if not given), or `since` and `until` are its days, both
    included; `segment` leaves only its clients. `by` is "client" or "entry", `behind` "all" or one of the four numbers,
    such as "lost_managed".
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = changes(as_of=date(2026, 10, 31), since=date(2026, 10, 1))
    >>> shown.model.days
    (datetime.date(2026, 10, 1), datetime.date(2026, 10, 31))
    """
    return PointChanges(changes_model(book, reader(language, numbers), today(), options), sample=book is None)
