"""The state of a panel that shows what is known of a book on a day."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import traitlets as t

from partnerbook.errors import BadInput
from partnerbook.figures.overview import LAST_DAY, Overview, overview
from partnerbook.panels.frame.book import BookModel, Source, found_book
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.program.edition import editions
from partnerbook.records import Book


class Opened(NamedTuple):
    """What a panel opens with: the book, the day that is asked for, and what is known of the book on a day it can."""

    source: Source
    as_of: date | str
    first: Overview


def opened(book: Book | str | Path | None, as_of: date | str | None, today: date) -> Opened:
    """A book, the book in a file, or the sample (None), on a day: the one given, else the book's, else today."""
    source = found_book(book)
    asked = as_of or source.book.settings.as_of or today
    day = min(max(asked if isinstance(asked, date) else today, editions()[0].start), LAST_DAY)
    return Opened(source, asked, overview(source.book, day, problems=source.left_out))


class OverviewModel(BookModel):
    """The frame of the model of such a panel.

    `as_of` is the day, `known` everything known of the book on it, None where the day cannot be used.
    """

    as_of = given(Day())
    known = result(t.Instance(Overview, allow_none=True))

    def __init__(self, first: Overview, found: Source, **options: Any) -> None:
        self._last = first  # its ledger is not worked out twice
        super().__init__(found, **options)

    def seen(self, problems: dict[str, str]) -> Overview | None:
        """What is known of the book on the day; None, and a sentence among the problems, for a day that cannot be."""
        first = editions()[0].start
        self.tell_unread(problems)
        day = self.day_of("as_of", problems)
        if day is None or self.book is None:
            return None
        if day < first:
            problems["as_of"] = self.say("problems", "first_day", day=self.reader.day(first))
            return None
        try:
            if self._last.book is not self.book:
                self._last = overview(self.book, day, problems=self.left_out)
            self._last = self._last.on(day)
        except BadInput as error:  # a day so far away that no calendar has its reviews
            problems["as_of"] = str(error)
            return None
        return self._last
