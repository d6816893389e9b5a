"""One difference between a book and what it should say, and the words for it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.book.tables import BY_NAME
from partnerbook.book.tables.shape import Table
from partnerbook.errors import Sentence, joined
from partnerbook.records import NOWHERE, Place

ADD, SET, SEE, MAKE = "add", "set", "see", "make"
# What was written into a note before the tables had a column for it.
_MARKED = re.compile(r"(?:; )?Not listed by HubSpot on (\d{4}-\d\d-\d\d)")


class Change(NamedTuple):
    """A row to ADD (`new` is its record), a cell to SET, or something to SEE (`new` is a sentence) that is not written.

    To MAKE is the sheet of a table, or each column of it, as far as the workbook has none.

    `origin` is where the record stands, `field` what changes of it, `client` whom it is about; a
    setting has neither client nor origin. A SET that `needs` another field is for a sheet with a column for that.
    """

    kind: str
    table: str
    client: str
    field: str
    old: Any
    new: Any
    origin: Place = NOWHERE
    needs: str = ""

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """What changes, in a line."""
        table = BY_NAME[self.table]
        place = self.origin.sentence if str(self.origin) else table.named
        where = joined(filter(None, (place, self.client)))
        if self.kind == ADD:
            return Sentence("{table}: new row, {filled}", table=table.named, filled=joined(_filled(table, self.new)))
        if self.kind == SEE:
            return Sentence("{where}: {what}", where=where, what=self.new)
        column = table.column(self.field)
        old, new = shown_value(self.old), shown_value(self.new)
        return Sentence("{where}: {column} {old} -> {new}", where=where, column=column.named, old=old, new=new)


def shown_value(value: object) -> str:
    """A value of a record in one line.

    >>> shown_value(None), shown_value(date(2026, 1, 15)), shown_value((30, 60)), shown_value(Decimal("12.50"))
    ('empty', '2026-01-15', '30; 60', '12.50')
    """
    if value is None or value in ("", (), frozenset()):
        return Sentence("empty")
    if isinstance(value, bool):
        return Sentence("Yes") if value else Sentence("No")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, frozenset | tuple):
        return "; ".join(map(str, sorted(value)))
    return " ".join(str(value).split())


def cell_changes(table: str, old: Any, new: Any, fields: Sequence[str]) -> Iterator[Change]:
    """The cells of a record's row that take what another one tells; what that does not tell stays."""
    for field in fields:
        was, told = getattr(old, field), getattr(new, field)
        if told is not None and told != "" and not same_value(was, told):
            yield Change(SET, table, old.client, field, was, told, old.origin)


def same_value(one: object, other: object) -> bool:
    """Whether a workbook would hold the same for both: it keeps a number to some 16 digits.

    >>> same_value(Decimal("237.953333333333333333"), Decimal("237.95333333333335")), same_value(None, Decimal(0))
    (True, False)
    """
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return float(one) == float(other)
    return one == other


def missing_changes(table: str, record: Any, on: date) -> Iterator[Change]:
    """The changes that say since when HubSpot no longer lists a row; none where it says so already."""
    if record.unlisted_on is None:
        since = marked_on(record.note) or on
        yield Change(SET, table, record.client, "unlisted_on", None, since, record.origin)
    yield from _without_mark(table, record, "unlisted_on")


def found_changes(table: str, record: Any) -> Iterator[Change]:
    """The changes that take away that HubSpot did not list a row, now that it does again."""
    if record.unlisted_on is not None:
        yield Change(SET, table, record.client, "unlisted_on", record.unlisted_on, None, record.origin)
    yield from _without_mark(table, record)


def marked_on(note: str) -> date | None:
    """The day that a note has for the first on which HubSpot did not list its row; None for one that has no such mark.

    >>> marked_on("call in May; Not listed by HubSpot on 2026-11-21"), marked_on("call in May")
    (datetime.date(2026, 11, 21), None)
    """
    found = _MARKED.search(note)
    with suppress(ValueError):
        return date.fromisoformat(found[1]) if found else None
    return None


def _without_mark(table: str, record: Any, needs: str = "") -> Iterator[Change]:
    note = _MARKED.sub("", record.note).removeprefix("; ")
    if note != record.note:
        yield Change(SET, table, record.client, "note", record.note, note, record.origin, needs)


def _filled(table: Table, record: Any) -> Iterator[str]:
    """What a record holds in the columns that every row needs."""
    return (shown_value(getattr(record, column.field)) for column in table.columns if column.required)
