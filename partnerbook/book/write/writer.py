"""Changes of a book written into the person's own workbook: what must change in it, and not one byte more.

Charts, pivots, slicers, macros, comments and all that no library could write again stay as they are, because their
parts are copied as they stand. The old file is kept as a dated backup.
"""

import os
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from partnerbook.book.read.files import WORKBOOKS
from partnerbook.book.tables import BY_NAME
from partnerbook.book.write.change import ADD, MAKE, SET, Change
from partnerbook.book.write.edits import ENDS, BookEdits
from partnerbook.book.write.following import finish
from partnerbook.book.write.found_table import NoSheet
from partnerbook.book.write.grown_references import follow
from partnerbook.book.write.make import make
from partnerbook.book.write.verified import verify
from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.disk import SavedMeanwhile, held_phrase, losses, put_beside, written_beside
from partnerbook.files.replaced import replaced
from partnerbook.files.xlsx.look import Workbook
from partnerbook.files.xlsx.opened import opened_xlsx, xlsx_bytes
from partnerbook.files.xlsx.owners import Owner, owner_of
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.raw_zip import write_zip

_ANYBODY_MAY_WRITE = 0o222


class Written(NamedTuple):
    """What came of changes: the file that has them now, and the backup of the one before.

    `path` is another file than the book's where that is open elsewhere, as `held` says; then there is no backup, for
    the book is as it was. `left` are sentences on what is not written, `waiting` is how many formulas have no value
    until the file is opened and saved in Excel. `lost` are sentences on what the new file cannot keep of the old one,
    `longer` on references that have grown with a table, `short` on those that end above its new rows, `made`
    on columns that the book had not.
    With nothing to write, `cells`, `rows`, `sheets` and `columns` are 0 and no file is touched.
    """

    path: Path
    backup: Path | None = None
    cells: int = 0
    rows: int = 0
    held: str = ""
    left: tuple[str, ...] = ()
    waiting: int = 0
    lost: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    sheets: int = 0
    columns: int = 0


def written_alone(
    path: str | Path, changes: Iterable[Change], now: datetime, may_lack: Collection[str], as_read: bytes
) -> Written:
    """What came of writing changes of a book into its workbook, for one who is `alone` with it.

    `now` is the moment, for the backup's name; new rows of the tables in `may_lack` are left out where the workbook has
    no sheet for them; `as_read` is the SHA-256 of the bytes that the changes are of.
    Errors: SavedMeanwhile where the workbook has other bytes, PartnerbookError, one sentence, for all else that stands
    in the way; then nothing is changed.
    """
    book = workbook_at(Path(path))
    with _damage_told(book):
        data = xlsx_bytes(book, book.name)
        if sha256(data).digest() != as_read:
            raise SavedMeanwhile(book)
        edits, planned = _planned(book, data, changes, may_lack)
        if not any((planned.cells, planned.rows, planned.sheets, planned.columns)):
            return planned
        waiting = finish(edits)
        new = written_beside(book, lambda stream: write_zip(edits.parts.package.zip, stream, edits.parts.new))
        try:
            verify(new, edits)
            # Excel keeps its own file beside a link, if the book was opened by that.
            owner = owner_of(book) or owner_of(Path(path))
            return _put(book, data, new, now, owner, planned._replace(waiting=waiting))
        finally:
            new.unlink(missing_ok=True)


def planned_changes(path: str | Path, changes: Iterable[Change], may_lack: Collection[str] = ()) -> Written:
    """What would come of writing changes, without writing anything. Errors as of `written_alone`."""
    book = workbook_at(Path(path))
    with _damage_told(book):
        return _planned(book, xlsx_bytes(book, book.name), changes, may_lack)[1]


@contextmanager
def _damage_told(book: Path) -> Iterator[None]:
    """Turn what goes wrong in a damaged workbook into a sentence that says so."""
    try:
        yield
    except (ValueError, LookupError, BadZipFile, zlib.error) as error:
        Parts(Workbook(xlsx_bytes(book, book.name), book.name).package).refuse_damage()
        if isinstance(error, BadZipFile | zlib.error):  # of a part that is only copied
            raise PartnerbookError(
                "{name} is damaged: {error}; save it again in Excel.", name=book.name, error=error
            ) from None
        raise


def workbook_at(path: Path) -> Path:
    """The file itself, where the path leads to it through a link. Errors: PartnerbookError for what none can change."""
    book = path.resolve()
    if book.is_dir():
        raise PartnerbookError("{path} is a folder of CSV files; only a workbook can be changed.", path=path)
    if book.suffix.lower() not in WORKBOOKS:
        raise PartnerbookError(
            Sentence(
                '{name} ends in "{suffix}"; only an .xlsx or .xlsm workbook can be changed.',
                name=path.name,
                suffix=path.suffix,
            )
        )
    if not book.exists():
        raise PartnerbookError("There is no file or folder {path}.", path=path)
    if not book.stat().st_mode & _ANYBODY_MAY_WRITE:
        raise PartnerbookError(
            "{path} is read-only and is left as it is; allow writing to it, and try again.", path=path
        )
    if not os.access(book, os.W_OK):
        raise PartnerbookError("{path} may not be written by you, and is left as it is.", path=path)
    return book


def _planned(
    book: Path, data: bytes, changes: Iterable[Change], may_lack: Collection[str]
) -> tuple[BookEdits, Written]:
    edits = BookEdits(opened_xlsx(data, book.name))
    added: defaultdict[str, list[Any]] = defaultdict(list)
    cells, endless = 0, set[tuple[str, str]]()
    changes = list(changes)
    followed = {(change.table, change.client) for change in changes if change.kind == ADD}
    for change in changes:
        of = change.table, change.client
        if change.kind == SET and change.field == ENDS and of in followed and not edits.tells_apart(BY_NAME[of[0]]):
            endless.add(of)
        elif change.kind == SET:
            done = edits.set(change)
            cells += bool(done)
            if change.field == ENDS and done is False:
                endless.add(of)
        elif change.kind == ADD and of in endless:
            edits.leave(
                Sentence(
                    "{table}: no new row for {client}, as the one before it cannot end there.",
                    table=BY_NAME[change.table].named,
                    client=change.client,
                )
            )
        elif change.kind == ADD:
            added[change.table].append(change.new)
    of_settings, sheets, columns = _made(edits, changes)
    edits.add_new_settings()
    rows = of_settings
    for table, records in added.items():
        try:
            rows += edits.add(BY_NAME[table], records)
        except NoSheet as error:
            if table not in may_lack:
                raise
            edits.leave(Sentence("What belongs there is left out: {error}", error=error))
    if cells or rows or columns:
        follow(edits)
    lost = losses(book) if cells or rows or columns or sheets else ()
    longer, short = tuple(edits.longer), tuple(edits.short)
    return edits, Written(
        book, None, cells, rows, "", tuple(edits.left), 0, lost, longer, short, tuple(edits.made), sheets, columns
    )


def _made(edits: BookEdits, changes: Iterable[Change]) -> tuple[int, int, int]:
    """How many settings, sheets and columns were made that the changes ask for."""
    made = [make(edits, BY_NAME[change.table]) for change in changes if change.kind == MAKE]
    return sum(each.settings for each in made), sum(each.sheets for each in made), sum(each.columns for each in made)


def _put(book: Path, data: bytes, new: Path, now: datetime, owner: Owner | None, written: Written) -> Written:
    if owner is None and (backup := replaced(book, new, data, now)):
        return written._replace(backup=backup)
    return written._replace(path=put_beside(book, new, now), held=_held(book, owner), lost=())


def _held(book: Path, owner: Owner | None) -> str:
    if owner is None:
        return held_phrase(book)
    return Sentence("{owner}; if it is not, delete {name}", owner=owner, name=owner.file.name)
