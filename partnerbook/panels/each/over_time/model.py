"""The state of progress over time: a book on a day, so many months before it, and what is known of those ahead."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.figures.months import MONTHS_BACK, month_lines
from partnerbook.figures.outlook import Outlook, outlook
from partnerbook.figures.over_time import months_ahead
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.records import Book

BACK = (6, 12, MONTHS_BACK, 36)
AHEAD = (0, 6, 12, 18)


class OverTimeOptions(TypedDict, total=False):
    """What the fields begin with, as `OverTimeModel` describes them."""

    as_of: date | str | None
    back: int
    ahead: int


class OverTimeModel(OverviewModel):
    """What a book says of its partner's points month by month.

    `back` and `ahead` are how many months before the day and after it are shown: 6, 12, 24 or 36, and 0, 6, 12 or 18.
    `past` are the months up to the day, `coming` those ahead as far as the book's records tell, `outlook` what becomes
    of the tier.
    """

    panel = "over_time"

    back = given(t.Enum(BACK, MONTHS_BACK))
    ahead = given(t.Enum(AHEAD, AHEAD[-1]))
    past = result(t.Tuple())
    coming = result(t.Tuple())
    outlook = result(t.Instance(Outlook, allow_none=True))
    _ahead: tuple[Overview, Outlook] | None = None

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day, before it and after it."""
        known = self.seen(problems)
        if known is None:
            return {}
        if self._ahead is None or self._ahead[0] is not known:  # another range is no other outlook
            self._ahead = known, outlook(known)
        found = self._ahead[1]
        past = known.months if self.back == MONTHS_BACK else month_lines(known.ledger.entries, known.as_of, self.back)
        return {"known": known, "past": past, "coming": months_ahead(known, found)[: self.ahead], "outlook": found}


def over_time_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: OverTimeOptions
) -> OverTimeModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.over_time`.

    >>> model = over_time_model(None, Reader(), date(2026, 11, 21), {"back": 12, "ahead": 6})
    >>> len(model.past), model.past[-1].day, model.coming[-1].day
    (12, datetime.date(2026, 10, 31), datetime.date(2027, 4, 30))
    """
    return opened(book, options.get("as_of"), today).model(OverTimeModel, reader, options)
