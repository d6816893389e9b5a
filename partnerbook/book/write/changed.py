"""Reading a book, deciding what changes in it and writing that, as one step: nothing comes in between unseen.

No other partnerbook can change the book meanwhile. Any other program can, so the bytes that are written over must be
those that were read.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import SEE, Change
from partnerbook.book.write.writer import Written, planned_changes, workbook_at, written_alone
from partnerbook.exact import exactly
from partnerbook.files.disk import SavedMeanwhile, alone
from partnerbook.files.problems import Problem
from partnerbook.files.xlsx.opened import xlsx_bytes
from partnerbook.records import Book

Reading: TypeAlias = Callable[[str | Path], tuple[Book, tuple[Problem, ...]]]
Decision: TypeAlias = Callable[[Book, tuple[Problem, ...]], Sequence[Change]]


@exactly
def changed(
    path: str | Path,
    decide: Decision,
    now: datetime,
    may_lack: Collection[str] = (),
    dry_run: bool = False,
    read: Reading = read_book,
) -> Written:
    """What came of the changes that `decide` finds, given the book of a workbook and its problems.

    Where another program saves the book between the reading and the writing, it is read and decided once more. What
    takes long must be known before: until this ends, no other partnerbook can change the book. `read` reads the book.
    `now` and `may_lack` are as for `written_alone`; a `dry_run` says what would come of it.
    Errors: SavedMeanwhile where the book is saved a second time; all that `decide` and `written_alone` raise. Then
    nothing is changed.
    """
    book = workbook_at(Path(path))
    if dry_run:
        changes = decide(*read(path))
        return planned_changes(path, changes, may_lack) if _any(changes) else Written(book)

    def once() -> Written:
        as_read = sha256(xlsx_bytes(book, book.name)).digest()
        changes = decide(*read(path))
        return written_alone(path, changes, now, may_lack, as_read) if _any(changes) else Written(book)

    with alone(book):
        try:
            return once()
        except SavedMeanwhile:
            return once()


def _any(changes: Sequence[Change]) -> bool:
    return any(change.kind != SEE for change in changes)
