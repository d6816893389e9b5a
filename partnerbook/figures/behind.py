"""The entries behind figures of points: of some clients on a day, each as it is shown, so that they add up to it."""

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Measure
from partnerbook.exact import exactly
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_parts
from partnerbook.points.entries import MANAGED, SOLD, Entry

TRACKS = {
    Measure.TOTAL: (SOLD, MANAGED), Measure.SOLD: (SOLD,), Measure.SOURCED: (SOLD,), Measure.MANAGED: (MANAGED,)
}  # fmt: skip


class BehindEntry(NamedTuple):
    """An entry behind a figure, and its points as they are shown."""

    entry: Entry
    shown: Decimal


@exactly
def entries_behind(
    known: Overview, measure: Measure = Measure.TOTAL, clients: Collection[str] | None = None
) -> tuple[BehindEntry, ...]:
    """The entries that give total, sold, sourced or managed points on the day, of some clients or of all, by client.

    A client's add up to what the list of all clients shows of it. Errors: KeyError for another measure.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> sum(each.shown for each in entries_behind(known)) == known.shown.total
    True
    """
    numbers = number_of(known.clients)
    found: list[BehindEntry] = []
    for track in TRACKS[measure]:
        entries = [each for each in known.ledger.entries if each.track == track and each.active(known.as_of)]
        if measure == Measure.SOURCED:
            entries = [each for each in entries if each.source == measure]
        entries.sort(key=lambda each: numbers[each.client])
        parts = map(BehindEntry, entries, shown_parts(each.points for each in entries))
        found += (part for part in parts if clients is None or part.entry.client in clients)
    return tuple(sorted(found, key=lambda each: numbers[each.entry.client]))
