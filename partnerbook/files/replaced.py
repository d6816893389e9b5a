"""A file that takes the place of another one, whose very bytes are kept as a dated backup beside it.

Backups are ordered by the time that the file system has for them, which is never earlier than that of the ones before:
the moment in a name is the clock's of a place, and clocks go back.
"""

import os
import re
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from partnerbook.errors import PartnerbookError
from partnerbook.files.disk import SavedMeanwhile, as_before, dated, folder_on_disk, written_beside
from partnerbook.files.swapped import swapped

KEPT = 5  # backups
_MOMENT = "%Y-%m-%d %H.%M.%S"
_STEP = 2_000_000_000  # nanoseconds; no file system counts in longer steps


def replaced(path: Path, new: Path, data: bytes, now: datetime) -> Path | None:
    """The backup of a file in whose place another one is now; None where somebody does not let go of it.

    `data` are the bytes that the file must have. The newest five backups are kept, and of equal ones one.
    Errors: SavedMeanwhile where it has other bytes at that moment; they stay, and nothing is replaced.
    """
    backup = next((each for each in reversed(backups_of(path)) if holds(each, data)), None)
    made = _copy(path, data, now) if backup is None else None
    kept = backup or made
    assert kept  # noqa: S101 - one of the two is there
    ours = None
    try:
        as_before(path, new)
        ours = _mark(new)
        _put(path, new, data, now)
    except PermissionError:
        return None
    finally:
        if made and _mark(path) != ours:  # the new file is not there
            made.unlink()
    with suppress(OSError):  # then it is the copy
        if new.exists():  # the very file that was there, to which somebody might still write
            new.replace(kept)
    _make_newest(path, kept)
    _remove_old_backups(path, kept)
    folder_on_disk(path.parent)
    return kept


def _put(path: Path, new: Path, data: bytes, now: datetime) -> None:
    """Put the new file in the place of the one with these bytes, which has the new one's name then if it can."""
    if not holds(path, data):
        raise SavedMeanwhile(path)
    ours = _mark(new)
    if not swapped(path, new):
        new.replace(path)
        return
    try:
        same = holds(new, data)
    except BaseException:
        _give_back(path, new, ours, now)
        raise
    if not same:  # saved since it was compared
        _give_back(path, new, ours, now)
        raise SavedMeanwhile(path)


def _give_back(path: Path, new: Path, ours: tuple[int, int, int], now: datetime) -> None:
    """Swap the files again; where the new one is not what comes back, keep that, for it is somebody's work."""
    with suppress(OSError):
        swapped(path, new)
    if _mark(new) != ours:
        aside = _free(path, "saved meanwhile", now)
        new.replace(aside)
        raise PartnerbookError(
            "{path} is being saved by another program; what it saved last is in {name}.", path=path, name=aside.name
        )


def _mark(file: Path) -> tuple[int, int, int]:
    told = file.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


def holds(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes, read in pieces: it can be large, and the data is there once already."""
    if path.stat().st_size != len(data):
        return False
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(2**20), b"")
        return all(piece == data[at : at + 2**20] for at, piece in zip(count(0, 2**20), pieces, strict=False)) and (
            file.tell() == len(data)
        )


def backups_of(path: Path) -> list[Path]:
    """The backups of a file, known by their exact names, in the order in which they were made."""
    pattern = re.compile(
        re.escape(f"{path.stem} (backup ") + r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d" + re.escape(f"){path.suffix}")
    )
    found = [
        file
        for file in path.parent.iterdir()
        if pattern.fullmatch(file.name) and file.is_file() and not file.is_symlink()
    ]
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))


def _copy(path: Path, data: bytes, now: datetime) -> Path:
    """The dated copy of a file's bytes, made beside it; nobody can read it who could not read the file."""
    backup = _free(path, "backup", now)
    file = written_beside(path, lambda stream: stream.write(data), "backup")
    try:
        shutil.copystat(path, file)
        file.replace(backup)
    finally:
        file.unlink(missing_ok=True)
    return backup


def _free(path: Path, word: str, now: datetime) -> Path:
    """The first dated name that no file has."""
    while (found := dated(path, word, now, _MOMENT)).exists():
        now += timedelta(seconds=1)
    return found


def _make_newest(path: Path, backup: Path) -> None:
    """Give a backup a time after that of every other one."""
    newest = max((each.stat().st_mtime_ns for each in backups_of(path) if each != backup), default=0)
    told = backup.stat()
    if told.st_mtime_ns <= newest:
        with suppress(OSError):  # of another's file; it is the newest of its name then
            os.utime(backup, ns=(told.st_atime_ns, newest + _STEP))


def _remove_old_backups(path: Path, but: Path) -> None:
    """Remove the backups of a file but for the newest five, of which one is known."""
    for file in [each for each in backups_of(path) if each != but][: -(KEPT - 1)]:
        with suppress(OSError):  # a backup that somebody looks at can go next time
            file.unlink()
