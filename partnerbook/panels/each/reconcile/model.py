"""The state of our points beside HubSpot's: a book on a day, and a segment of its clients."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.errors import BadInput
from partnerbook.figures.overview import Overview
from partnerbook.figures.reconcile import reconciled
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import SegmentModel
from partnerbook.panels.frame.model import result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.records import Book


class ReconcileOptions(TypedDict, total=False):
    """What the fields begin with, as `ReconcileModel` describes them."""

    as_of: date | str | None
    segment: str


class ReconcileModel(SegmentModel):
    """Our points beside HubSpot's, of the day that HubSpot's are of.

    `compared` are the clients of the segment, or all, of which HubSpot's points are entered; `differences` those of
    them that are other than ours, track by track, the largest first.
    """

    panel = "reconcile"

    compared = result(t.Tuple())
    differences = result(t.Tuple())

    def figures(self, known: Overview, member: Callable[[str], bool], _: dict[str, str]) -> Mapping[str, Any]:
        """What is compared, and what differs."""
        return {
            "known": known,
            "compared": tuple(each for each in known.compared if member(each.client.client)),
            "differences": tuple(each for each in reconciled(known) if member(each.client)),
        }

    def known_on(self, day: date | None) -> Overview | None:
        """What is known of the book on the day that HubSpot's points are of; None for a day before the program."""
        if self.known is None or day is None:
            return self.known
        try:
            return self.known.on(day)
        except BadInput:
            return None


def reconcile_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: ReconcileOptions
) -> ReconcileModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.reconcile`.

    >>> model = reconcile_model(None, Reader(), date(2026, 11, 21), {})
    >>> [(each.track, str(each.points)) for each in model.differences][0]
    ('sold', '-25.00')
    """
    return opened(book, options.get("as_of"), today).model(ReconcileModel, reader, options)
