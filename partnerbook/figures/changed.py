"""What moved the points between two days: entry by entry and client by client, and the four numbers they add up to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import ZERO, exactly
from partnerbook.points.entries import MANAGED, SOLD, Entry


class ChangedEntry(NamedTuple):
    """An entry that starts or ends in a range of days: the points that came with it, and those that went."""

    entry: Entry
    new: Decimal
    lost: Decimal


class ClientChange(NamedTuple):
    """What came and went with one client in a range of days, on both tracks."""

    client: str
    new_sold: Decimal = ZERO
    lost_sold: Decimal = ZERO
    new_managed: Decimal = ZERO
    lost_managed: Decimal = ZERO

    @property
    @exactly
    def net(self) -> Decimal:
        """By how much the client's points have moved."""
        return self.new_sold - self.lost_sold + self.new_managed - self.lost_managed


@exactly
def changed_entry(entry: Entry, first: date, last: date) -> ChangedEntry | None:
    """What an entry moves in the days from first to last, both included; None where it neither starts nor ends then.

    New is what a start brings; lost is what ends, and what a downgrade or a cancellation takes. Where what a loss
    took from has ended too, only the rest of it is lost then: the loss gives back what it took.
    """
    starts = first <= entry.start <= last
    ends = entry.until is not None and first <= entry.until <= last
    if not (starts or ends):
        return None
    came = entry.points if starts else ZERO
    lost = (entry.points if ends else ZERO) - min(came, ZERO)
    return ChangedEntry(entry, max(came, ZERO), lost)


def changed_entries(entries: Iterable[Entry], first: date, last: date) -> tuple[ChangedEntry, ...]:
    """Every entry that starts or ends in a range of days, in the order of the ledger."""
    near = (  # most entries begin and end elsewhere
        entry
        for entry in entries
        if first <= entry.start <= last or (entry.until is not None and first <= entry.until <= last)
    )
    found = (changed_entry(entry, first, last) for entry in near)
    return tuple(each for each in found if each is not None)


@exactly
def changed_clients(changed: Iterable[ChangedEntry]) -> tuple[ClientChange, ...]:
    """What changed, client by client in order of names: each column adds up to that number of the whole ledger.

    A client of which entries begin and end and leave nothing changed is one of them.

    >>> changed_clients(())
    ()
    """
    sums: defaultdict[str, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for entry, new, lost in changed:
        mine = sums[entry.client]
        mine[entry.track, "new"] += new
        mine[entry.track, "lost"] += lost
    return tuple(
        ClientChange(client, *(mine[track, way] for track in (SOLD, MANAGED) for way in ("new", "lost")))
        for client, mine in sorted(sums.items(), key=lambda each: client_order(each[0]))
    )


def client_order(client: str) -> tuple[str, str]:
    """By what clients stand in order of their names."""
    return client.casefold(), client


@exactly
def by_size(changes: Sequence[ClientChange]) -> list[ClientChange]:
    """The changes of clients, those that moved the points the most first, whichever way."""
    return sorted(changes, key=lambda each: (-abs(each.net), each.client.casefold(), each.client))
