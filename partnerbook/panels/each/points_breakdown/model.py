"""The state of the points breakdown: a book on a day, and what each client of it, or of a segment, gives."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import traitlets as t

from partnerbook.exact import ZERO, figure, quotient, total
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown_clients
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.asked_model import SegmentModel
from partnerbook.panels.frame.model import result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.growth import client_market_type
from partnerbook.records import Book


class PointsBreakdownOptions(TypedDict, total=False):
    """What the fields begin with, as `PointsBreakdownModel` describes them."""

    as_of: date | str | None
    segment: str


class BreakdownLine(NamedTuple):
    """A client, the type of its market, its points as they are shown, and its share of the partner's total."""

    line: ClientLine
    market_type: str
    shown: ShownPoints
    share: Decimal


class PointsBreakdownModel(SegmentModel):
    """The points of clients on a day.

    `lines` has those of the segment, or all, in order of names, `clients` the segment's names (None: all of them), and
    `sums` what the lines add up to as they are shown.
    """

    panel = "points_breakdown"

    lines = result(t.Tuple())
    clients = result(t.Any(None, allow_none=True))
    sums = result(t.Instance(ShownPoints, allow_none=True))

    def figures(self, known: Overview, member: Callable[[str], bool], _: dict[str, str]) -> Mapping[str, Any]:
        """What is known of the book on the day, client by client."""
        lines = tuple(each for each in breakdown_lines(known) if member(each.line.client.client))
        sums = (total(getattr(each.shown, track) for each in lines) for track in (SOLD, MANAGED))
        clients = frozenset(each.line.client.client for each in lines) if self.segment else None
        return {"known": known, "lines": lines, "clients": clients, "sums": ShownPoints(*sums)}


def breakdown_lines(known: Overview) -> list[BreakdownLine]:
    """Every client of an overview."""
    settings, whole = known.book.settings, figure(known.standing.total)
    corrections = settings.growth_added, settings.growth_removed
    return [
        BreakdownLine(
            line,
            client_market_type(line.client, known.edition, known.as_of, *corrections),
            points,
            quotient(figure(line.points.total), whole) if whole else ZERO,
        )
        for line, points in zip(known.clients, shown_clients(known.clients), strict=True)
    ]


def points_breakdown_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: PointsBreakdownOptions
) -> PointsBreakdownModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.points_breakdown`.

    >>> made = points_breakdown_model(None, Reader(), date(2026, 11, 21), {})
    >>> made.sums == made.known.shown
    True
    """
    return opened(book, options.get("as_of"), today).model(PointsBreakdownModel, reader, options)
