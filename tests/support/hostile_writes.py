"""Run as a program: writes of a workbook that are killed, or find no room, each in a process of its own.

It forks, because starting Python two hundred times would take longer than all of the writes; the tests' own process
has threads, and must not be forked. What it finds is printed as JSON.
"""

import contextlib
import json
import mmap
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, Change
from partnerbook.book.write.changed import changed
from partnerbook.errors import PartnerbookError
from partnerbook.records import Client

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
NEW = Change(ADD, "Clients", "Delta", "", None, Client("Delta", "KR"))


def in_child(work: Callable[[], int], kill_after: float | None = None) -> int:
    """How a forked process that does some work ended: its exit code, or a signal below zero."""
    child = os.fork()
    if not child:
        code = 99
        with contextlib.suppress(Exception):
            code = work()
        os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at_call(number: int, path: Path) -> int:
    """A write that kills itself at its so-manieth call of a function of Python's own, such as one that writes."""
    left = number

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal left
        left -= event == "c_call"
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    changed(path, lambda *_: [NEW], NOW)
    sys.setprofile(None)
    return 0


def calls(path: Path) -> int:
    """How many such calls a write makes."""
    made = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal made
        made += event == "c_call"

    sys.setprofile(count)
    changed(path, lambda *_: [NEW], NOW)
    sys.setprofile(None)
    return made


def state(path: Path, old: bytes) -> str:
    """What a book is now: the old one to the byte, one that is read with the new row, or "broken"."""
    if path.read_bytes() == old:
        return "old"
    book, _ = read_book(path)
    return "new" if book.clients[-1].client == "Delta" and len(book.clients) == 4 else "broken"


def killed(source: Path, times: int) -> Counter[str]:
    """What the book is after each kill; and whether the next write works, whatever was left behind."""
    old, chance = source.read_bytes(), Random(1)  # noqa: S311
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copy(source, name))
        began = time.perf_counter()
        total = calls(path)
        usual = time.perf_counter() - began
        for turn in range(times):
            path.write_bytes(old)
            if turn % 2:
                # The last of the calls are those in which files come and go.
                number = total - chance.randrange(min(total, 300 if turn % 4 == 1 else total))
                in_child(lambda number=number: kill_at_call(number, path))  # type: ignore[misc]
            else:
                in_child(lambda: bool(changed(path, lambda *_: [NEW], NOW)), chance.random() * usual)
            found[state(path, old)] += 1
        path.write_bytes(old)
        changed(path, lambda *_: [NEW], NOW)
        found[f"last {state(path, old)}"] += 1
        found["left behind"] += sum(each.name.startswith(".") for each in path.parent.iterdir())
    return found


def without_room(source: Path, steps: int) -> Counter[str]:
    """What the book is, and what was said, where no file can grow beyond so many bytes."""
    old = source.read_bytes()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copy(source, name))

        def write(most: int) -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            try:
                changed(path, lambda *_: [NEW], NOW)
            except PartnerbookError as error:
                return 1 if "no room on the disk" in str(error) else 2
            return 0

        for step in range(steps):
            path.write_bytes(old)
            code = in_child(lambda step=step: write(len(old) * step // steps))  # type: ignore[misc]
            files = len(list(path.parent.iterdir()))
            found[f"{state(path, old)}, code {code}, {files} file"] += 1
    return found


def full_disk(source: Path, steps: int) -> Counter[str]:
    """What the book is, and what was said, on a disk of its own that is full at some moment of the write.

    Mounting one takes a namespace in which the process is root: `unshare --map-root-user --mount`.
    """
    old = source.read_bytes()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1M", "disk", name], check=True)  # noqa: S607
        path, filler = Path(shutil.copy(source, name)), Path(name, "filler")
        pages = shutil.disk_usage(name).free // mmap.PAGESIZE

        def write() -> int:
            try:
                changed(path, lambda *_: [NEW], NOW)
            except PartnerbookError as error:
                return 1 if "no room on the disk" in str(error) else 2
            return 0

        needed = 3 * -(-len(old) // mmap.PAGESIZE)  # the new file and the backup, and as much again
        for step in range(steps):
            filler.write_bytes(bytes((pages - needed * step // steps) * mmap.PAGESIZE))
            code = in_child(write)
            files = len(list(path.parent.iterdir())) - 1
            found[f"{state(path, old)}, code {code}, {files} file"] += 1
            for each in path.parent.iterdir():
                each.unlink()
            path.write_bytes(old)
        subprocess.run(["umount", name], check=True)  # noqa: S607
    return found


if __name__ == "__main__":
    what, book, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    programs = {"killed": killed, "without_room": without_room, "full_disk": full_disk}
    sys.stdout.write(json.dumps(programs[what](book, count)))
