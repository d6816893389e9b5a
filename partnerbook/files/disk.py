"""A file that is put in the place of another one, whole or not at all: locked, backed up, checked, then replaced.

Whatever stops it, a kill or a full disk, the person's file is the old one or the new one, and no third thing.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import IO

from partnerbook.errors import PartnerbookError, Sentence

_WINDOWS = sys.platform == "win32"
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class SavedMeanwhile(PartnerbookError):
    """Another program has saved a file between its reading and its writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Sentence("{path} was changed by another program at this moment; nothing is written, try again.", path=path)
        )


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep every other partnerbook from changing the file while it lasts.

    The system holds the lock and lets go of it when the process ends, however it ends; what is left then is an empty
    file that locks nothing. Errors: PartnerbookError where another process has it, or the folder takes no file.
    """
    file = path.with_name(f".{path.name}.partnerbook-lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if isinstance(error, PermissionError) and file.exists() and os.access(path.parent, os.W_OK):
            raise PartnerbookError(
                "{path} is being changed by another user's partnerbook, or that was stopped halfway; if so, "
                "delete {name} beside it.",
                path=path,
                name=file.name,
            ) from None
        raise PartnerbookError(
            "Nothing can be written to the folder {parent}: {strerror}.", parent=path.parent, strerror=error.strerror
        ) from None
    locked = False
    try:
        locked = _locked(descriptor) and _is_still(file, descriptor)
        if not locked:
            raise PartnerbookError(
                "{path} is being changed by another partnerbook at this moment; try again.", path=path
            )
        yield
    finally:
        if locked and not _WINDOWS:  # while it is locked: afterwards it could be somebody else's
            file.unlink(missing_ok=True)
        os.close(descriptor)
        if locked and _WINDOWS:
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # any other one: some network folders know no locks, and the bytes are compared as well
        return error.errno not in _HELD
    return True


def _is_still(file: Path, descriptor: int) -> bool:
    """Whether the file that was locked is still the one of this name: who had it before has taken it away."""
    try:
        return _WINDOWS or file.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def write_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file, whole or not at all, over what was there; `write` is given what takes the bytes.

    It keeps the mode of the file that was there; a new one has what the person's umask leaves.
    Errors: PartnerbookError where the folder takes no file, the disk is full, or another program has the file open.
    """
    new = _written(path.with_name(f".partnerbook-{token_hex(8)}"), path, write)
    try:
        if path.exists():
            as_before(path, new)
        new.replace(path)
    except PermissionError:
        phrase = held_phrase(path)
        close = Sentence(" Close it there.") if "program" in phrase else ""
        raise PartnerbookError(
            "{path} cannot be written: it is {phrase}.{close}", path=path, phrase=phrase, close=close
        ) from None
    except OSError as error:
        raise PartnerbookError("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror) from None
    finally:
        new.unlink(missing_ok=True)
    folder_on_disk(path.parent)


def written_beside(path: Path, write: Callable[[IO[bytes]], object], word: str = "new") -> Path:
    """A new file beside another one, on the disk to the last byte; the caller takes it away or puts it somewhere.

    Its name is always the same: it is for one who is `alone`. Errors: PartnerbookError for a full disk.
    """
    file = path.with_name(f".{path.name}.partnerbook-{word}")
    file.unlink(missing_ok=True)  # of one that was killed
    return _written(file, path, write)


def _written(file: Path, path: Path, write: Callable[[IO[bytes]], object]) -> Path:
    """The file with what is to stand under the name of the other one, on the disk; none where that cannot be."""
    try:
        mode = 0o600 if path.exists() else 0o666  # then it is to have the other one's, at the end; else the umask's
        with open(file, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise PartnerbookError(
                "There is no room on the disk for another {name} beside it; it is left as it was.", name=path.name
            ) from None
        raise PartnerbookError(
            "Nothing can be written to the folder {parent}: {strerror}.", parent=path.parent, strerror=error.strerror
        ) from None
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return file


def put_beside(path: Path, new: Path, now: datetime) -> Path:
    """Where the new file is now: under a name with the moment, because its own cannot be had."""
    target, number = dated(path, "updated", now, "%Y-%m-%d %H.%M"), 1
    while target.exists():
        number += 1
        target = dated(path, "updated", now, f"%Y-%m-%d %H.%M {number}")
    as_before(path, new)
    new.replace(target)
    folder_on_disk(path.parent)
    return target


def dated(path: Path, word: str, now: datetime, form: str) -> Path:
    """The name beside a file's own with a word and a moment."""
    return path.with_name(f"{path.stem} ({word} {now.strftime(form)}){path.suffix}")


def as_before(path: Path, new: Path) -> None:
    """Give the new file the owner of the old one where we may, then its mode and its extended attributes."""
    told = path.stat()
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.chown(new, told.st_uid, told.st_gid)
    shutil.copymode(path, new)
    if sys.platform == "linux":
        for name in os.listxattr(path):
            with suppress(OSError):  # the system's own, which only it may give
                os.setxattr(new, name, os.getxattr(path, name))


def losses(path: Path) -> tuple[str, ...]:
    """Sentences on what a file in the place of this one cannot keep: its owner, and its other names."""
    told = path.stat()
    found: list[str] = []
    if sys.platform != "win32" and os.geteuid() not in (0, told.st_uid):
        found.append(
            Sentence("{name} was another user's and is yours once it is written; its mode is kept.", name=path.name)
        )
    if told.st_nlink > 1:
        found.append(
            Sentence(
                "{name} has another name elsewhere (a hard link); under that the file stays as it was before.",
                name=path.name,
            )
        )
    return tuple(found)


def held_phrase(path: Path) -> str:
    """Why a file cannot be replaced though its folder takes new ones, as what the file is."""
    if sys.platform != "win32" and path.exists():
        if path.stat().st_uid != os.geteuid():
            return Sentence("another user's, and its folder lets only that one replace it")
        return Sentence("locked against being replaced")
    return Sentence("open in another program")


def folder_on_disk(folder: Path) -> None:
    """Wait until the names of a folder are on the disk."""
    if not _WINDOWS:
        with suppress(OSError):  # the new file is there; some folders let nobody ask when
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
