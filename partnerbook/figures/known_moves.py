"""What the book's own entries say of the days to come: which points start and end when, of whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import StakeKind
from partnerbook.exact import ZERO, exactly
from partnerbook.names import same_line
from partnerbook.points.entries import MANAGED, SALES, Entry
from partnerbook.points.ledger import Standing
from partnerbook.records import NOWHERE, Place


class KnownMove(NamedTuple):
    """By how much the points of one client's product line move on one track on a day: below zero where they fall.

    `kind` says why they fall: None where they do not. `origin` is the record that ends, else the one that starts.
    """

    day: date
    client: str
    line: str
    track: str
    kind: StakeKind | None
    points: Standing
    origin: Place = NOWHERE


@exactly
def known_moves(entries: Iterable[Entry], after: date, until: date) -> tuple[KnownMove, ...]:
    """All moves after a day and up to another, by day, client and line: they add up to what lies between the two.

    What ends and what starts on the same day is one move, as when the MRR of a line changes; none where nothing moves.

    >>> known_moves((), date(2026, 10, 31), date(2027, 10, 31))
    ()
    """
    found: defaultdict[tuple[date, str, str, str], list[tuple[Entry, int]]] = defaultdict(list)
    for entry in entries:
        for day, sign in ((entry.start, 1), (entry.until, -1)):
            if day is not None and after < day <= until:
                found[day, entry.client, same_line(entry.line), entry.track].append((entry, sign))
    moves = (_move(day, moved) for (day, *_), moved in sorted(found.items()))
    return tuple(move for move in moves if any(move.points))


def _move(day: date, moved: Iterable[tuple[Entry, int]]) -> KnownMove:
    sums: dict[str, Decimal] = {"sourced": ZERO, "assisted": ZERO, "": ZERO}
    ended: list[Entry] = []
    started: list[Entry] = []
    for entry, sign in moved:
        sums[entry.source] += sign * entry.points
        (started if sign > 0 else ended).append(entry)
    points = Standing(sums["sourced"], sums["assisted"], sums[""])
    first = (ended or started)[0]
    return KnownMove(day, first.client, first.line, first.track, _kind(points, ended, started), points, first.origin)


def _kind(points: Standing, ended: list[Entry], started: list[Entry]) -> StakeKind | None:
    """Why points fall; None where they do not."""
    if points.total > 0 or (not points.total and not any(part < 0 for part in points)):
        return None
    if (ended or started)[0].track == MANAGED:
        before, after = ({(entry.origin, entry.amount) for entry in entries} for entries in (ended, started))
        return StakeKind.RULES if before == after else StakeKind.MANAGED_ENDS
    return StakeKind.LOSS if any(entry.kind not in SALES for entry in started) else StakeKind.SOLD_ENDS
