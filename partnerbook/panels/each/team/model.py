"""The state of the team at HubSpot: the people of a book."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

from partnerbook.language.reader import Reader
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.records import Book


class TeamOptions(TypedDict, total=False):
    """What a panel is given, as `TeamModel` describes it."""

    as_of: date | str | None


class TeamModel(OverviewModel):
    """Who helps the partner at HubSpot: the people of the book, whatever the day is."""

    panel = "team"

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book."""
        return {"known": self.seen(problems)}


def team_model(book: Book | str | Path | None, reader: Reader, today: date, options: TeamOptions) -> TeamModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.team`.

    >>> known = team_model(None, Reader(), date(2026, 11, 21), {}).known
    >>> [member.role for member in known.book.hubspot_team]
    ['pdm', 'other', 'consultant']
    """
    return opened(book, options.get("as_of"), today).model(TeamModel, reader, options)
