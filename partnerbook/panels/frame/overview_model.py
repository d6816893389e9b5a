"""The state of a panel that shows what is known of a book on a day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import traitlets as t

from partnerbook.errors import BadInput
from partnerbook.figures.overview import LAST_DAY, Overview, overview
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.book import BookModel, Source, found_book
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.program.edition import editions
from partnerbook.records import Book

Model = TypeVar("Model", bound="OverviewModel")


class Opened(NamedTuple):
    """What a panel opens with: the book, the day that is asked for, and what is known of the book on a day it can."""

    source: Source
    as_of: date | str
    first: Overview

    def model(self, kind: type[Model], reader: Reader, values: Mapping[str, Any]) -> Model:
        """The model of a panel, with what its fields begin with. Errors: BadInput for a value that cannot be one."""
        try:
            return kind(self.first, self.source, **{"reader": reader, **values, "as_of": self.as_of})
        except t.TraitError as error:
            raise BadInput(f"{kind.panel}: {error}") from None


def opened(book: Book | str | Path | None, as_of: date | str | None, today: date) -> Opened:
    """A book, the book in a file, or the sample (None), on a day: the one given, else the book's, else today."""
    source = found_book(book)
    asked = as_of or source.book.settings.as_of or today
    day = min(max(asked if isinstance(asked, date) else today, editions()[0].start), LAST_DAY)
    return Opened(source, asked, known_of(source.book, day, source.left_out))


_known: list[Overview] = []  # the last ones, each of another book: what is worked out of a book is shared by all panels
MOST_KEPT = 4


def known_of(book: Book, day: date, left_out: int, last: Overview | None = None) -> Overview:
    """What is known of a book on a day: the same for all who ask of the same book. Errors: as of `overview`.

    `last` is what the one who asks has known of it.

    >>> book = Book()
    >>> known_of(book, date(2026, 10, 31), 0) is known_of(book, date(2026, 10, 31), 0)
    True
    """
    kept = _known if last is None else [last.towards(""), *_known]
    same = [each for each in kept if each.book is book and each.problems == left_out]
    known = next((each for each in same if each.as_of == day), None)
    if known is None:
        known = same[0].on(day) if same else overview(book, day, problems=left_out)
    _known[:] = [known, *(each for each in _known if each.book is not book)][:MOST_KEPT]
    return known


class OverviewModel(BookModel):
    """The frame of the model of such a panel.

    `as_of` is the day, `known` everything known of the book on it, None where the day cannot be used.
    """

    as_of = given(Day())
    known = result(t.Instance(Overview, allow_none=True))

    def __init__(self, first: Overview, found: Source, **options: Any) -> None:
        self._last = first
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
            self._last = known_of(self.book, day, self.left_out, self._last)
        except BadInput as error:  # a day so far away that no calendar has its reviews
            problems["as_of"] = spoken_value(error, self.reader)
            return None
        return self._last
