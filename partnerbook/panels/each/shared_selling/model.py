"""The state of shared selling: the deals of a range of days, and those that are open when it ends."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.figures.overview import Overview
from partnerbook.figures.ranges import Range
from partnerbook.figures.selling import CLOSED, CREATED, Selling, selling
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import RangeModel, own_range
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.records import Book

OPEN_DEALS = "open_deals"


class SharedSellingOptions(TypedDict, total=False):
    """What the fields begin with, as `SharedSellingModel` describes them."""

    as_of: date | str | None
    range: str
    since: date | str | None
    until: date | str | None
    segment: str
    which: str


class SharedSellingModel(RangeModel):
    """What partner and HubSpot sell together in some days; `which` are the deals that are listed.

    `found` has the numbers, the deals behind them, and 12 months; `deals` are all of the segment.
    """

    panel = "shared_selling"

    which = given(t.CaselessStrEnum([CREATED, CLOSED, OPEN_DEALS], OPEN_DEALS))
    found = result(t.Instance(Selling, allow_none=True))
    deals = result(t.Tuple())

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """The shared selling of the days."""
        days = self.asked_days(known, problems)
        if days is None:
            return {}
        deals = tuple(deal for deal in known.book.shared_deals if member(deal.client))
        return {"known": known, "days": days, "found": selling(deals, *days), "deals": deals}


def shared_selling_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: SharedSellingOptions
) -> SharedSellingModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.shared_selling`.

    >>> len(shared_selling_model(None, Reader(), date(2026, 11, 21), {}).found.open)
    10
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(SharedSellingModel, reader, own_range(options, found.as_of, Range.LAST_12_MONTHS))
