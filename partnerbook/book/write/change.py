"""One difference between a book and what it should say, and the words for it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.book.tables import BY_NAME
from partnerbook.records import NOWHERE, Place

ADD, SET, SEE = "add", "set", "see"
_MARK = "Not listed by HubSpot on"
_MARKED = re.compile(rf"(?:; )?{_MARK} \d{{4}}-\d\d-\d\d")


class Change(NamedTuple):
    """A row to ADD (`new` is its record), a cell to SET, or something to SEE (`new` is a sentence) that is not written.

    `origin` is where the record stands, `field` what changes of it, `client` whom it is about; a
    setting has neither client nor origin.
    """

    kind: str
    table: str
    client: str
    field: str
    old: Any
    new: Any
    origin: Place = NOWHERE

    def __str__(self) -> str:
        where = ", ".join(filter(None, (str(self.origin) or self.table, self.client)))
        if self.kind == ADD:
            return f"{self.table}: new row, {', '.join(_filled(self.table, self.new))}"
        if self.kind == SEE:
            return f"{where}: {self.new}"
        column = BY_NAME[self.table].column(self.field)
        return f"{where}: {column.en} {shown_value(self.old)} -> {shown_value(self.new)}"


def shown_value(value: object) -> str:
    """A value of a record in one line.

    >>> shown_value(None), shown_value(date(2026, 1, 15)), shown_value((30, 60)), shown_value(Decimal("12.50"))
    ('empty', '2026-01-15', '30; 60', '12.50')
    """
    if value is None or value in ("", (), frozenset()):
        return "empty"
    if isinstance(value, bool):
        return "Yes" if value else "No"
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
    """The note that says since when HubSpot no longer lists a row; none where it says so already."""
    if not _MARKED.search(record.note):
        marked = "; ".join(filter(None, (record.note, f"{_MARK} {on}")))
        yield Change(SET, table, record.client, "note", record.note, marked, record.origin)


def found_changes(table: str, record: Any) -> Iterator[Change]:
    """The note without the words that HubSpot did not list the row, now that it does again."""
    note = _MARKED.sub("", record.note).removeprefix("; ")
    if note != record.note:
        yield Change(SET, table, record.client, "note", record.note, note, record.origin)


def _filled(table: str, record: Any) -> Iterator[str]:
    """What a record holds in the columns that every row needs."""
    return (shown_value(getattr(record, column.field)) for column in BY_NAME[table].columns if column.required)
