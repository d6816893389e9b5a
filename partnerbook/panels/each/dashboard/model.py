"""The state of the dashboard: a book on a day, the goal, the segment, and which of its sections are open."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.book.tables.choices import TIERS
from partnerbook.errors import did_you_mean
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import SegmentModel
from partnerbook.panels.frame.model import given
from partnerbook.panels.frame.overview_model import opened
from partnerbook.panels.registry import PANELS, Entry
from partnerbook.records import Book

SAVED_REPORTS = "saved_reports"


class DashboardOptions(TypedDict, total=False):
    """What the fields begin with, as `DashboardModel` describes them."""

    as_of: date | str | None
    goal: str
    segment: str
    sections: tuple[str, ...]


def panels_inside() -> tuple[Entry, ...]:
    """The panels that the dashboard is made of, in the order of the registry: all that take a book, but for itself.

    >>> "tier_progress" in [entry.name for entry in panels_inside()]
    True
    """
    return tuple(entry for entry in PANELS if entry.takes_book and entry.name != DashboardModel.panel)


class DashboardModel(SegmentModel):
    """What all sections show alike: the day, the goal, the segment; `sections` are the names of those that are open."""

    panel = "dashboard"

    goal = given(t.CaselessStrEnum([choice.code for choice in TIERS]))
    sections = given(t.Tuple())

    @t.validate("sections")
    def _known_sections(self, proposal: Any) -> tuple[str, ...]:
        names = [*(entry.name for entry in panels_inside()), SAVED_REPORTS]
        for name in proposal["value"]:
            if name not in names:
                guess = did_you_mean(str(name), names) or "."
                raise t.TraitError(f"there is no section {name!r}{guess} There are {', '.join(names)}.")
        return tuple(name for name in names if name in proposal["value"])

    def turn(self, name: str) -> None:
        """Open a section, or close it."""
        self.sections = tuple({*self.sections} ^ {name})

    def figures(self, known: Overview, *_: object) -> Mapping[str, Any]:
        """What is known of the book on the day."""
        return {"known": known.towards(self.goal)}


def dashboard_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: DashboardOptions
) -> DashboardModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.dashboard`.

    >>> model = dashboard_model(None, Reader(), date(2026, 11, 21), {"sections": ("tier_progress", "program")})
    >>> model.turn("program")
    >>> model.sections
    ('tier_progress',)
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(DashboardModel, reader, {"goal": found.first.goal, "sections": ("program",), **options})
