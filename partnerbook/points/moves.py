"""What moves the points of a ledger, day by day: summed once, however many days are asked about."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, cast

from partnerbook.exact import ZERO, exactly
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.terms import SOURCES

ByDay: TypeAlias = Mapping[date, Decimal]
_SOURCE, _POINTS, _STARTS, _UNTIL = map(Entry._fields.index, ("source", "points", "start", "until"))
_COLUMNS = {source: column for column, source in enumerate((*SOURCES, ""))}
_START = itemgetter(Entry._fields.index("start"))
_CHANGE = itemgetter(*map(Entry._fields.index, ("track", "points", "start", "until")))


class TrackMoves(NamedTuple):
    """What starts on each day on one track: points gained, and (negative) taken by losses; and what ends."""

    gained: ByDay
    taken: ByDay
    ended: ByDay


class Entries(tuple[Entry, ...]):
    """The entries of a ledger, in order of their start, which keep what was summed of them."""

    @cached_property
    def moves(self) -> Mapping[date, Sequence[Decimal]]:
        """As `moves_of`."""
        return _moves(self)

    @cached_property
    def track_moves(self) -> Mapping[str, TrackMoves]:
        """As `track_moves_of`."""
        return track_moves_of(self)

    def starting_after(self, day: date) -> Iterable[Entry]:
        """Those that start after a day."""
        return self[bisect_right(self, day, key=_START) :]

    @cached_property
    def of_clients(self) -> Mapping[str, list[Entry]]:
        """As `entries_of_clients`."""
        return _by_client(self)


def moves_of(entries: Iterable[Entry]) -> Mapping[date, Sequence[Decimal]]:
    """By how much sourced, assisted and managed points move on each day on which any do."""
    return entries.moves if isinstance(entries, Entries) else _moves(entries)


@exactly
def _moves(entries: Iterable[Entry]) -> Mapping[date, Sequence[Decimal]]:
    moved: defaultdict[date, list[Decimal]] = defaultdict(lambda: [ZERO] * len(_COLUMNS))
    for entry in cast("Iterable[Any]", entries):  # by its places, and a row for each day: half the look-ups
        column, points, until = _COLUMNS[entry[_SOURCE]], entry[_POINTS], entry[_UNTIL]
        moved[entry[_STARTS]][column] += points
        if until is not None:
            moved[until][column] -= points
    return dict(moved)  # kept with the entries: what is asked of it adds nothing


@exactly
def track_moves_of(entries: Iterable[Entry]) -> Mapping[str, TrackMoves]:
    """What starts and ends on each track, day by day."""
    moved = {
        track: TrackMoves(defaultdict(Decimal), defaultdict(Decimal), defaultdict(Decimal)) for track in (SOLD, MANAGED)
    }
    for track, points, start, until in map(_CHANGE, entries):
        gained, taken, ended = moved[track]
        (gained if points >= 0 else taken)[start] += points  # type: ignore[index]
        if until is not None:
            ended[until] += points  # type: ignore[index]
    return moved


def entries_of_clients(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    """The entries of each client, in order of their first ones."""
    return entries.of_clients if isinstance(entries, Entries) else _by_client(entries)


def _by_client(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    mine: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        mine[entry.client].append(entry)
    return dict(mine)
