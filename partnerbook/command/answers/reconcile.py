"""`partnerbook reconcile` for programs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import PointsReason
from partnerbook.figures.reconcile import Difference


class DifferenceRow(NamedTuple):
    """Our points of a client on a track, as they are shown, beside HubSpot's of its day, and the likely reason.

    `value` is HubSpot's multiplier, number of partners or point unit; `record` is the row of the book that the reason
    is about, `source` as what HubSpot counts it. `mrr_sourced` and `mrr_assisted`, in `currency`, are what a missing
    deal would be of.
    """

    client: str
    track: str
    ours: Decimal
    theirs: Decimal
    difference: Decimal
    day: date | None
    age: int | None
    reason: PointsReason
    value: Decimal | None
    record: str
    source: str
    mrr_sourced: Decimal | None
    mrr_assisted: Decimal | None
    currency: str


class ReconcileAnswer(NamedTuple):
    """Where our points are not HubSpot's, the largest difference first; `compared` is how many clients have both."""

    compared: int
    differences: tuple[DifferenceRow, ...]

    @property
    def rows(self) -> tuple[DifferenceRow, ...]:
        """Difference by difference."""
        return self.differences


def reconcile_answer(found: Sequence[Difference], compared: int) -> ReconcileAnswer:
    """Where our points are not HubSpot's."""
    return ReconcileAnswer(compared, tuple(map(_row, found)))


def _row(each: Difference) -> DifferenceRow:
    why = each.reason
    return DifferenceRow(
        each.client, each.track, each.ours, each.theirs, each.points, each.day, each.age, why.kind, why.value,
        str(why.origin), why.source, why.sourced, why.assisted, why.currency,
    )  # fmt: skip
