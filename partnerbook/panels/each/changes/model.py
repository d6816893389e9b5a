"""The state of the changes in points: what moved in a range of days, client by client and entry by entry."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.figures.changed import (
    ClientChange,
    by_size,
    changed_clients,
)
from partnerbook.figures.overview import Overview
from partnerbook.figures.ranges import Range
from partnerbook.figures.shown import shown_changes, shown_client_changes
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import OWN, RangeModel, own_range
from partnerbook.panels.frame.changes_behind import NUMBERS, behind_number, changed_pairs
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.points.ledger import changes as moved_in
from partnerbook.records import Book

THREE_MONTHS = "three-months"
CLIENT, ENTRY = "client", "entry"
ALL = "all"


class ChangesOptions(TypedDict, total=False):
    """What the fields begin with, as `ChangesModel` describes them."""

    as_of: date | str | None
    range: str
    since: date | str | None
    until: date | str | None
    segment: str
    by: str
    behind: str


class ChangesModel(RangeModel):
    """What moved the points in some days; `by` "client" or "entry", of what is `behind` all four numbers or one.

    `moved` has what each track's points were before, what is new and lost, and so what they were after, `clients` and
    `entries` what is behind that: all as they are shown, so that they add up. `every` has all entries, whichever number
    is chosen.
    """

    panel = "changes"
    ranges = (THREE_MONTHS, *Range, OWN)

    by = given(t.CaselessStrEnum([CLIENT, ENTRY], CLIENT))
    behind = given(t.CaselessStrEnum([ALL, *NUMBERS], ALL))
    moved = result(t.Dict())
    clients = result(t.Tuple())
    entries = result(t.Tuple())
    every = result(t.Tuple())

    def named_days(self, known: Overview) -> tuple[date, date]:
        """Those three months, as the terminal has them, or the days of another range."""
        return known.change_days if self.range == THREE_MONTHS else super().named_days(known)

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """What moved in the days."""
        days = self.asked_days(known, problems)
        if days is None:
            return {}
        every_entry = known.ledger.entries
        entries = [entry for entry in every_entry if member(entry.client)] if self.segment else every_entry
        moved = moved_in(entries, *days)
        every = changed_pairs(entries, *days, moved)
        clients = changed_clients(exact for exact, _ in every)
        return {
            "known": known,
            "days": days,
            "moved": {track: shown_changes(each) for track, each in moved.items()},
            "clients": tuple(by_size(self._clients(clients, shown_client_changes(clients, moved)))),
            "entries": tuple(behind_number(every, self.behind)),
            "every": every,
        }

    def _clients(self, exact: tuple[ClientChange, ...], shown: list[ClientChange]) -> list[ClientChange]:
        """Those that are behind the number that is chosen."""
        if self.behind == ALL:
            return shown
        return [each for each, of in zip(shown, exact, strict=True) if getattr(of, self.behind)]


def changes_model(book: Book | str | Path | None, reader: Reader, today: date, options: ChangesOptions) -> ChangesModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.changes`.

    >>> model = changes_model(None, Reader(), date(2026, 11, 21), {"range": "last-quarter"})
    >>> model.days[0], {track: str(each.new) for track, each in model.moved.items()}
    (datetime.date(2026, 7, 1), {'sold': '517.19', 'managed': '386.23'})
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(ChangesModel, reader, own_range(options, found.as_of, THREE_MONTHS))
