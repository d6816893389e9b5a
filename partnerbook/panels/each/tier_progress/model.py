"""The tier-progress panel's state: a book, the goal that a person picks, and the day they look at."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.book.tables.choices import TIERS
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.model import given
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.records import Book


class TierProgressOptions(TypedDict, total=False):
    """What the fields begin with, as `TierProgressModel` describes them."""

    as_of: date | str | None
    goal: str


class TierProgressModel(OverviewModel):
    """What a book says about its partner's tier on a day; `goal` is the tier that the person goes to."""

    panel = "tier_progress"

    goal = given(t.CaselessStrEnum([choice.code for choice in TIERS]))

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day."""
        known = self.seen(problems)
        if known is None:
            return {}
        self._last = known.towards(self.goal)
        return {"known": self._last}


def tier_progress_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: TierProgressOptions
) -> TierProgressModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.tier_progress`.

    >>> tier_progress_model(None, Reader(), date(2026, 11, 21), {}).as_of
    datetime.date(2026, 10, 31)
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(TierProgressModel, reader, {"goal": found.first.goal, **options})
