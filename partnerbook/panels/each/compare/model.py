"""The state of other days and rules beside a book's day: the other day or file, and the edition to look at."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import traitlets as t

from partnerbook.days import months_later
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.figures.editions import Under, edition_named, under_edition, under_editions
from partnerbook.figures.overview import CHANGE_MONTHS, Overview
from partnerbook.figures.since import Since, changed_since
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.book import read
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.panels.frame.overview_model import OverviewModel, known_of, opened
from partnerbook.program.edition import editions
from partnerbook.records import Book

EDITIONS = tuple(edition.start.isoformat() for edition in editions())
Found = TypeVar("Found")


class CompareOptions(TypedDict, total=False):
    """What the fields begin with, as `CompareModel` describes them."""

    as_of: date | str | None
    since: date | str | None
    older: str
    edition: str


class CompareModel(OverviewModel):
    """A book's day beside another day, and under other rules.

    `since` is the day to compare with: without it three months before, or the same day in an `older` file of the book,
    whose path is one from the book's folder on. `edition` is the first day of the edition to look at closely. `before`
    is what is known of the other day or file, None where that cannot be. `changed`, `under` and `every` are worked out
    when they are asked for.
    """

    panel = "compare"

    since = given(Day())
    older = given(t.Unicode())
    edition = given(t.Enum(EDITIONS, EDITIONS[-1]))
    before = result(t.Instance(Overview, allow_none=True))

    def __init__(self, *found: Any, **options: Any) -> None:
        self._kept: dict[object, Any] = {}
        self._of: Overview | None = None
        super().__init__(*found, **options)

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on its day, and on the other one or in the older file."""
        known = self.seen(problems)
        if known is None:
            return {}
        if self._of is not known:
            self._of, self._kept = known, {}
        return {"known": known, "before": self._before(known, problems)}

    def changed(self) -> Since | None:
        """What changed from the other day or file to this one."""
        known, before = self.known, self.before
        if known is None or before is None:
            return None
        found = self._once("changed", lambda: (before, changed_since(before, known)))
        if found[0] is not before:
            self._kept["changed"] = found = before, changed_since(before, known)
        return found[1]

    def under(self) -> Under | None:
        """The day under the rules of the edition."""
        known, start = self.known, date.fromisoformat(self.edition)
        return None if known is None else self._once(start, lambda: under_edition(known, edition_named(start)))

    def every(self) -> tuple[Under, ...]:
        """The day under the rules of every edition, the oldest first."""
        known = self.known
        return () if known is None else self._once("every", lambda: under_editions(known))

    def _before(self, known: Overview, problems: dict[str, str]) -> Overview | None:
        older = self.older.strip()
        day = self._other_day(known, bool(older), problems)
        if day is None:
            return None
        first = editions()[0].start
        if day < first:
            problems["since"] = self.say("problems", "first_day", day=self.reader.day(first))
            return None
        try:
            if not older:
                return known.on(day)
            source = read(Path(older) if self.path is None else self.path.parent / older)
            return known_of(source.book, day, source.left_out)
        except (PartnerbookError, OSError) as error:
            problems["older" if older and not isinstance(error, BadInput) else "since"] = spoken_value(
                error, self.reader
            )
            return None

    def _other_day(self, known: Overview, of_file: bool, problems: dict[str, str]) -> date | None:
        if self.since is not None:
            return self.day_of("since", problems)
        first = editions()[0].start
        day = known.as_of if of_file else max(first, months_later(known.as_of, -CHANGE_MONTHS))
        self.remark("since", self.say("compare", "since_else", day=self.reader.day(day)))
        return day

    def _once(self, key: object, made: Callable[[], Found]) -> Found:
        """What is made of the book on its day, once."""
        if key not in self._kept:
            self._kept[key] = made()
        found: Found = self._kept[key]
        return found


def compare_model(book: Book | str | Path | None, reader: Reader, today: date, options: CompareOptions) -> CompareModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.compare`.

    >>> model = compare_model(None, Reader(), date(2026, 11, 21), {"since": "2026-01-31"})
    >>> model.before.as_of, len(model.every())
    (datetime.date(2026, 1, 31), 4)
    """
    return opened(book, options.get("as_of"), today).model(CompareModel, reader, options)
