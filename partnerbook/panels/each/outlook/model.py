"""The state of what lies ahead: a book on a day, the goal and by when, and how far to look."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import traitlets as t

from partnerbook.book.tables.choices import TIERS
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import BadInput
from partnerbook.figures.concentration import Concentration, Shared, concentration, shared_clients
from partnerbook.figures.next_steps import Step, next_steps
from partnerbook.figures.outlook import Outlook, outlook
from partnerbook.figures.overview import Overview
from partnerbook.figures.stake import Stake, stakes
from partnerbook.figures.way import Goal, goal_way
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.records import Book

MONTHS = (3, 6, 12, MONTHS_AHEAD)
Found = TypeVar("Found")


class OutlookOptions(TypedDict, total=False):
    """What the fields begin with, as `OutlookModel` describes them."""

    as_of: date | str | None
    goal: str
    by: date | str | None
    months: int


class OutlookModel(OverviewModel):
    """What is known of the months after a day.

    `goal` is the tier aimed at, `by` the day to reach it on (None: that of the next review), `months` how far what is
    at stake is listed: 3, 6, 12 or 18. `ahead` is what becomes of the tier, `way` what the goal takes, None where no
    day is given on which it can be reached. `steps`, `staked`, `weights` and `shared` are worked out when they are
    asked for.
    """

    panel = "outlook"

    goal = given(t.CaselessStrEnum([choice.code for choice in TIERS]))
    by = given(Day())
    months = given(t.Enum(MONTHS, MONTHS_AHEAD))
    ahead = result(t.Instance(Outlook, allow_none=True))
    way = result(t.Instance(Goal, allow_none=True))

    def __init__(self, *found: Any, **options: Any) -> None:
        self._kept: dict[object, Any] = {}
        self._of: Overview | None = None
        super().__init__(*found, **options)

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day, what becomes of the tier, and the way to the goal."""
        seen = self.seen(problems)
        if seen is None:
            return {}
        if self._of is not seen:
            self._of, self._kept = seen, {}
        ahead = self._once("ahead", lambda: outlook(seen))
        known = self._once(("known", self.goal), lambda: seen.towards(self.goal))  # with all that is known already
        return {"known": known, "ahead": ahead, "way": self._way(known, ahead, problems)}

    def _way(self, known: Overview, ahead: Outlook, problems: dict[str, str]) -> Goal | None:
        review = ahead.review.day
        if self.by is None:
            self.remark("by", self.say("outlook", "by_review", day=self.reader.day(review)))
        by = review if self.by is None else self.day_of("by", problems)
        try:
            return None if by is None else goal_way(known, self.goal, by)
        except BadInput as error:
            problems["by"] = spoken_value(error, self.reader)
            return None

    def steps(self) -> tuple[Step, ...]:
        """The things to do next, the most urgent first."""
        known = self.known
        return () if known is None else self._once(("steps", known.goal), lambda: next_steps(known))

    def staked(self) -> tuple[Stake, ...]:
        """What takes points in the months ahead, or may, the soonest first."""
        known, months = self.known, self.months
        return () if known is None else self._once(("staked", months), lambda: stakes(known, months))

    def weights(self) -> Concentration:
        """How the points hang on the clients, the largest first."""
        known = self.known
        return Concentration((), None) if known is None else self._once("weights", lambda: concentration(known))

    def shared(self) -> tuple[Shared, ...]:
        """What sharing each managed client takes, and what one partner more would, the most first."""
        known = self.known
        return () if known is None else self._once("shared", lambda: shared_clients(known))

    def _once(self, key: object, made: Callable[[], Found]) -> Found:
        """What is made of the book on its day, once."""
        if key not in self._kept:
            self._kept[key] = made()
        found: Found = self._kept[key]
        return found


def outlook_model(book: Book | str | Path | None, reader: Reader, today: date, options: OutlookOptions) -> OutlookModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.outlook`.

    >>> model = outlook_model(None, Reader(), date(2026, 11, 21), {"goal": "Diamond"})
    >>> model.ahead.risk.value, model.way.day, len(model.steps())
    ('safe', datetime.date(2027, 1, 15), 7)
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(OutlookModel, reader, {"goal": found.first.goal, **options})
