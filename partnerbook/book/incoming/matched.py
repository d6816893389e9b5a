"""Which row of the book each row of an export is: by its record's number, else by what identifies a row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from partnerbook.book.tables.shape import Table
from partnerbook.book.write.change import same_value
from partnerbook.names import folded

KEY = "record_id"
# What identifies a row of a table that has no numbers of records, beside what `unique` says.
_IDENTIFY: Mapping[str, tuple[str, ...]] = {
    "Subscriptions": ("client", "line", "product", "start"),
    "Deals": ("deal", "client", "closed"),
    "Managing": ("client", "start"),
    "Renewals": ("client", "products", "renews_on"),
    "Partner services": ("client", "service"),
    "Shared deals": ("deal", "client", "created"),
    "Commissions": ("period", "client", "deal", "line"),
    "Payouts": ("period", "currency"),
}


class Line(NamedTuple):
    """A row to bring in: its place in the export, what it states, what holds where the book has no such row yet."""

    row: int
    stated: Mapping[str, Any]
    otherwise: Mapping[str, Any]


def identifying(table: Table, has: Iterable[str]) -> tuple[str, ...]:
    """The fields that identify a row of a table, of those that there are.

    >>> from partnerbook.book.tables import DEALS
    >>> identifying(DEALS, ["client", "closed", "mrr"])
    ('client', 'closed')
    """
    there = set(has)
    return tuple(field for field in table.unique or _IDENTIFY.get(table.name, ()) if field in there)


def matched(lines: Sequence[Line], records: Sequence[Any], fields: Sequence[str]) -> list[tuple[Line, Any]]:
    """Each row with the book's record that it is, None for a new one; no record is two rows'.

    A record of another number is never a row's. Of several that could be it, one that says the same in all goes first.
    """
    found: dict[int, Any] = {}
    by_number = {getattr(record, KEY, ""): record for record in records if getattr(record, KEY, "")}
    for at, line in enumerate(lines):
        number = line.stated.get(KEY, "")
        if number in by_number:
            found[at] = by_number.pop(number)
    taken = {id(record) for record in found.values()}
    groups: defaultdict[tuple[object, ...], list[Any]] = defaultdict(list)
    for record in records:
        if id(record) not in taken:
            groups[_key({field: getattr(record, field) for field in fields}, fields)].append(record)
    # What states more goes first: a row that is not whole must not take the place of one that is.
    left = sorted((at for at in range(len(lines)) if at not in found), key=lambda at: (-len(lines[at].stated), at))
    for same in (True, False):
        for at in list(left):
            group = groups[_key({**lines[at].otherwise, **lines[at].stated}, fields)] if fields else []
            number = lines[at].stated.get(KEY, "")
            fits = [
                each
                for each in group
                if not (number and getattr(each, KEY, "")) and (not same or _same(lines[at], each))
            ]
            if fits:
                found[at] = fits[0]
                group[:] = [each for each in group if each is not fits[0]]
                left.remove(at)
    return [(line, found.get(at)) for at, line in enumerate(lines)]


def _key(values: Mapping[str, Any], fields: Sequence[str]) -> tuple[object, ...]:
    every = (values.get(field) for field in fields)
    return tuple(folded(value or "") if isinstance(value, str | None) else value for value in every)


def _same(line: Line, record: Any) -> bool:
    values = ((getattr(record, field, None), value) for field, value in line.stated.items() if field != KEY)
    return all(same_value(was, value) for was, value in values)
