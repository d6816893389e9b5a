"""`partnerbook changes` for programs: by client and by entry."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.figures.changed import ChangedEntry, ClientChange, changed_clients, changed_entries
from partnerbook.figures.overview import Overview
from partnerbook.points.ledger import Changes, changes
from partnerbook.records import Place


class TrackChanges(NamedTuple):
    """How the points of a track ("sold" or "managed") moved: opening + new - lost = closing."""

    track: str
    opening: Decimal
    new: Decimal
    lost: Decimal
    closing: Decimal


class EntryChange(NamedTuple):
    """What came and went with one entry of the ledger; `record` is the row of the book that it comes from."""

    client: str
    line: str
    track: str
    kind: str
    source: str
    new: Decimal
    lost: Decimal
    start: date
    until: date | None
    record: str


class ClientsChangesAnswer(NamedTuple):
    """How the points moved from the first day to the last, both included, and what came and went with each client.

    Each column of the clients adds up to its number of the tracks.
    """

    first: date
    last: date
    tracks: tuple[TrackChanges, ...]
    clients: tuple[ClientChange, ...]

    @property
    def rows(self) -> tuple[ClientChange, ...]:
        """Client by client."""
        return self.clients


class EntriesChangesAnswer(NamedTuple):
    """How the points moved from the first day to the last, both included, and the entries that moved them.

    The new and the lost points of a track's entries add up to those of the track.
    """

    first: date
    last: date
    tracks: tuple[TrackChanges, ...]
    entries: tuple[EntryChange, ...]

    @property
    def rows(self) -> tuple[EntryChange, ...]:
        """Entry by entry."""
        return self.entries


def tracks_of(moved: dict[str, Changes]) -> tuple[TrackChanges, ...]:
    """How each track moved."""
    return tuple(TrackChanges(name, *of, of.closing) for name, of in moved.items())


def clients_changes_answer(known: Overview, first: date, last: date) -> ClientsChangesAnswer:
    """What moved the points of a book, client by client."""
    entries = known.ledger.entries
    moved = changed_clients(changed_entries(entries, first, last))
    return ClientsChangesAnswer(first, last, tracks_of(changes(entries, first, last)), moved)


def entries_changes_answer(known: Overview, first: date, last: date) -> EntriesChangesAnswer:
    """What moved the points of a book, entry by entry."""
    entries = known.ledger.entries
    rows = map(_entry_change, changed_entries(entries, first, last))
    return EntriesChangesAnswer(first, last, tracks_of(changes(entries, first, last)), tuple(rows))


def _entry_change(changed: ChangedEntry) -> EntryChange:
    entry = changed.entry
    return EntryChange(
        entry.client, entry.line, entry.track, entry.kind, entry.source, changed.new, changed.lost, entry.start,
        entry.until, record(entry.origin),
    )  # fmt: skip


def record(origin: Place) -> str:
    """The row of the book that something comes from."""
    return str(origin)
