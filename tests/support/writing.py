"""Changes that are known before the book is read, written into it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from partnerbook.book.write.change import Change
from partnerbook.book.write.changed import changed
from partnerbook.book.write.writer import Written


def write_changes(
    path: str | Path, changes: Sequence[Change], now: datetime, may_lack: Collection[str] = ()
) -> Written:
    """What came of changes, whatever the book says by now."""
    return changed(path, lambda *_: changes, now, may_lack)
