"""The entries behind what came and went in some days, as panels list and open them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from partnerbook.book.export import exported_entries
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS
from partnerbook.exact import exactly
from partnerbook.figures.changed import ChangedEntry, changed_entries
from partnerbook.figures.shown import shown_entry_changes
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.behind_view import BehindView, Opened
from partnerbook.panels.frame.overview_model import OverviewModel
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Changes, changes

NUMBERS = ("new_sold", "lost_sold", "new_managed", "lost_managed")
Changed: TypeAlias = tuple[ChangedEntry, ChangedEntry]  # as it is exactly, and as it is shown


@exactly
def changed_pairs(
    entries: Sequence[Entry], first: date, last: date, moved: Mapping[str, Changes] | None = None
) -> tuple[Changed, ...]:
    """Every entry that begins or ends in some days; as they are shown those of a track add up to what it moved.

    `moved` is that, by track, where it is known already.
    """
    changed = changed_entries(entries, first, last)
    moved = changes(entries, first, last) if moved is None else moved
    return tuple(zip(changed, shown_entry_changes(changed, moved), strict=True))


def behind_number(pairs: Iterable[Changed], number: str) -> list[ChangedEntry]:
    """The entries behind one of the four numbers, or of any other name all of them, as they are shown."""
    if number not in NUMBERS:
        return [shown for _, shown in pairs]
    way, _, track = number.partition("_")
    return [shown for exact, shown in pairs if exact.entry.track == track and getattr(exact, way)]


def changed_rows(
    entries: Sequence[ChangedEntry], number: str, reader: Reader
) -> tuple[list[ListColumn], list[ListRow]]:
    """A list of entries behind one of the four numbers, or behind all of them."""
    say = reader.words["changes"]
    ways = [each for each in ("new", "lost") if number not in NUMBERS or number.startswith(each)]
    tracks = {SOLD: reader.words["progress"]["sold"], MANAGED: reader.words["progress"]["managed"]}
    kinds = {choice.code: choice.label(reader.language) for choice in (*DEAL_KINDS, *RELATIONSHIPS)}
    columns = [
        ListColumn("client", say["client"]),
        ListColumn("line", say["line"], filters=True),
        ListColumn("track", say["track"], filters=number not in NUMBERS),
        ListColumn("kind", say["kind"], filters=True),
        *(ListColumn(way, say[way], "points", total=True) for way in ways),
        ListColumn("start", say["from"], "day"),
        ListColumn("until", say["until"], "day"),
        ListColumn("record", say["record"]),
    ]

    def row(entry: Entry, moved: Sequence[Decimal]) -> list[str | Decimal | date | None]:
        kind = kinds.get(entry.kind, entry.kind)
        place = place_words(entry.origin, reader)
        return [entry.client, entry.line, tracks[entry.track], kind, *moved, entry.start, entry.until, place]

    rows = [ListRow(str(at), row(each.entry, [getattr(each, way) for way in ways])) for at, each in enumerate(entries)]
    return columns, rows


def changed_behind(
    entries: Sequence[ChangedEntry], reader: Reader, segment: str, days: tuple[date, date], own: bool = False
) -> Behind:
    """Entries that begin or end in some days as they are exported; `segment` is that of a list of them."""
    found = exported_entries((each.entry for each in entries), reader.language, segment)
    clients = {str(at): each.entry.client for at, each in enumerate(entries)}
    return Behind(found._replace(since=days[0], until=days[1]), clients, own)


def open_changes(view: BehindView, model: OverviewModel, number: str, first: date, last: date) -> None:
    """Open the entries behind one of the four numbers of some days under a panel."""
    say, reader = model.reader.words, model.reader

    def made() -> Opened | None:
        if model.known is None:
            return None
        entries = behind_number(changed_pairs(model.known.ledger.entries, first, last), number)
        days = say["range"]["from_to"].format(first=reader.day(first), last=reader.day(last))
        heading = f"{say['changes'][number]}. {days}"
        behind = changed_behind(entries, reader, "", (first, last))
        return Opened(heading, *changed_rows(entries, number, reader), behind)

    view.open_rows(made)


@exactly
def opened_client(
    pairs: Iterable[Changed], client: str, number: str, reader: Reader, days: tuple[date, date]
) -> Opened:
    """The entries of a client behind one of its numbers, or all."""
    entries = behind_number((pair for pair in pairs if pair[0].entry.client == client), number)
    say = reader.words["changes"]
    heading = f"{client} · {say['entries']}: {say[number]}"
    return Opened(heading, *changed_rows(entries, number, reader), changed_behind(entries, reader, "", days, own=True))
