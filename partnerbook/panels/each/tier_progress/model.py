"""The tier-progress panel's state: a book, the goal that a person picks, and the day they look at."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.book.tables.choices import TIERS
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.figures.overview import Overview, overview
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.book import found_book, read
from partnerbook.panels.frame.model import PanelModel, given, result
from partnerbook.program.edition import editions
from partnerbook.records import Book


class TierProgressOptions(TypedDict, total=False):
    """What the fields begin with, as `TierProgressModel` describes them."""

    as_of: date | None
    goal: str


class TierProgressModel(PanelModel):
    """What a book says about its partner's tier on a day.

    `goal` is the tier that the person goes to, `as_of` the day. `known` is everything known of the book on that day,
    None where the day cannot be used; `left_out` how many rows of the book could not be used at all.
    """

    panel = "tier_progress"

    goal = given(t.CaselessStrEnum([choice.code for choice in TIERS]))
    as_of = given(t.Instance(date, allow_none=True))
    book = given(t.Instance(Book))
    left_out = given(t.Int(0))
    known = result(t.Instance(Overview, allow_none=True))

    path: Path | None = None
    _unread = ""

    def __init__(self, first: Overview, **options: Any) -> None:
        self._last = first  # its ledger is not worked out twice
        super().__init__(**options)

    def read_again(self) -> None:
        """Read the file again. A file that cannot be read now leaves the figures as they are, and is told."""
        try:
            book, left_out = read(self.path) if self.path else (self.book, self.left_out)
        except (PartnerbookError, OSError) as error:
            self._unread = str(error)
            self.compute()
            return
        self._unread = ""
        with self.hold_trait_notifications():
            self.book, self.left_out = book, left_out
        self.compute()

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day."""
        first = editions()[0].start
        if self._unread:
            problems["book"] = self._unread
        if self.as_of is None:
            problems["as_of"] = self.say("problems", "day")
            return {}
        if self.as_of < first:
            problems["as_of"] = self.say("problems", "first_day", day=self.reader.day(first))
            return {}
        if self._last.book is not self.book:
            self._last = overview(self.book, self.as_of, problems=self.left_out)
        self._last = self._last.on(self.as_of).towards(self.goal)
        return {"known": self._last}


def tier_progress_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: TierProgressOptions
) -> TierProgressModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.tier_progress`.

    >>> tier_progress_model(None, Reader(), date(2026, 11, 21), {}).as_of
    datetime.date(2026, 10, 31)
    """
    path = None if book is None or isinstance(book, Book) else Path(book)
    found, left_out = found_book(book)
    as_of = options.get("as_of") or found.settings.as_of or today
    first = overview(found, max(as_of, editions()[0].start), problems=left_out)
    values = {"goal": first.goal, **options, "as_of": as_of, "book": found, "left_out": left_out, "reader": reader}
    try:
        model = TierProgressModel(first, **values)
    except t.TraitError as error:
        raise BadInput(f"tier_progress: {error}") from None
    model.path = path
    return model
