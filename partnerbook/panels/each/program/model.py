"""The state of the program information: a book on a day, what lies ahead of it, and what to do next."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import Outlook, outlook
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.model import result
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.records import Book


class ProgramOptions(TypedDict, total=False):
    """What the fields begin with, as `ProgramModel` describes them."""

    as_of: date | str | None


class ProgramModel(OverviewModel):
    """What a book says of its partner in the program on a day.

    `ahead` is what is known of the months to come, `steps` the things to do next, the most urgent first.
    """

    panel = "program"

    ahead = result(t.Instance(Outlook, allow_none=True))
    steps = result(t.Tuple())

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day, and of what lies ahead."""
        known = self.seen(problems)
        if known is None:
            return {}
        return {"known": known, "ahead": outlook(known), "steps": next_steps(known)}


def program_model(book: Book | str | Path | None, reader: Reader, today: date, options: ProgramOptions) -> ProgramModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.program`.

    >>> program_model(None, Reader(), date(2026, 11, 21), {}).ahead.risk.value
    'safe'
    """
    return opened(book, options.get("as_of"), today).model(ProgramModel, reader, options)
