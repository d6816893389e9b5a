"""Reading a book, deciding what changes in it and writing that, as one step: nothing comes in between unseen.

No other partnerbook can change the book meanwhile. Any other program can, so the bytes that are written over must be
those that were read.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import BY_NAME
from partnerbook.book.write.change import ADD, SEE, SET, Change, same_value, shown_value
from partnerbook.book.write.writer import Written, planned_changes, workbook_at, written_alone
from partnerbook.errors import PartnerbookError
from partnerbook.files.disk import SavedMeanwhile, alone
from partnerbook.files.problems import Problem
from partnerbook.files.xlsx.opened import xlsx_bytes
from partnerbook.names import same_name
from partnerbook.records import Book

Decision: TypeAlias = Callable[[Book, tuple[Problem, ...]], Sequence[Change]]


def changed(
    path: str | Path, decide: Decision, now: datetime, may_lack: Collection[str] = (), dry_run: bool = False
) -> Written:
    """What came of the changes that `decide` finds, given the book of a workbook and its problems.

    Where another program saves the book between the reading and the writing, it is read and decided once more. What
    takes long must be known before: until this ends, no other partnerbook can change the book.
    `now` and `may_lack` are as for `written_alone`; a `dry_run` says what would come of it.
    Errors: SavedMeanwhile where the book is saved a second time; all that `decide` and `written_alone` raise. Then
    nothing is changed.
    """
    book = workbook_at(Path(path))
    if dry_run:
        changes = decide(*read_book(path))
        return planned_changes(path, changes, may_lack) if _any(changes) else Written(book)

    def once() -> Written:
        as_read = sha256(xlsx_bytes(book, book.name)).digest()
        changes = decide(*read_book(path))
        return written_alone(path, changes, now, may_lack, as_read) if _any(changes) else Written(book)

    with alone(book):
        try:
            return once()
        except SavedMeanwhile:
            return once()


def write_changes(
    path: str | Path, changes: Sequence[Change], now: datetime, may_lack: Collection[str] = ()
) -> Written:
    """What came of changes that were decided before, of a book as it was read then. Arguments and errors as above.

    PartnerbookError too where an old value is another one now, or a row that is to be added is there.
    """

    def fitting(book: Book, _: object) -> Sequence[Change]:
        for change in changes:
            _refuse_unfitting(book, change, Path(path).name)
        return changes

    return changed(path, fitting, now, may_lack)


def _refuse_unfitting(book: Book, change: Change, file: str) -> None:
    """Refuse, by PartnerbookError, a change that does not begin with what the book says."""
    table = BY_NAME[change.table]
    held = getattr(book, table.field)
    said = ""
    if change.kind == SET:
        rows = [held] if table.by_row else [row for row in held if _is_of(row, change)]
        was = [getattr(row, change.field) for row in rows]
        if was and not same_value(was[0], change.old):
            where = ", ".join(filter(None, (str(change.origin) or change.table, change.client)))
            field = table.column(change.field).en
            said = f"{where}: {field} is {shown_value(was[0])} now and was {shown_value(change.old)}"
    elif change.kind == ADD and any(row._replace(origin=change.new.origin) == change.new for row in held):
        said = f"{table.name} has the row of {change.client or shown_value(change.new[0])} already"
    if said:
        raise PartnerbookError(f"{file} has changed since it was read: {said}. Nothing is changed; try again.")


def _is_of(row: Any, change: Change) -> bool:
    """Whether a change is of a row; the writer refuses one whose row is another client's now."""
    return bool(row.origin == change.origin and same_name(row.client) == same_name(change.client))


def _any(changes: Sequence[Change]) -> bool:
    return any(change.kind != SEE for change in changes)
