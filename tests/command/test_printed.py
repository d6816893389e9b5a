"""What a person at a terminal sees, and what a program gets that reads along."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import started


def test_a_terminal_that_cannot_show_a_letter_shows_another(script: str, demo: Path) -> None:
    done = started(script, "points", str(demo / "book.xlsx"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Rob?tica" in done.stdout


def test_no_bar_and_no_colour_where_nobody_looks(script: str, demo: Path, tmp_path: Path) -> None:
    done = started(script, "report", str(demo / "book.xlsx"), "-o", str(tmp_path / "report.xlsx"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in done.stdout.replace(b"\r\n", b"\n")
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of Unix")
def test_a_bar_where_a_person_looks(script: str, demo: Path, tmp_path: Path) -> None:
    import pty
    import termios

    person, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))  # type: ignore[attr-defined,unused-ignore]
    words = [script, "report", str(demo / "book.xlsx"), "-o", str(tmp_path / "report.xlsx")]
    with subprocess.Popen(words, stderr=terminal, stdout=subprocess.PIPE) as process:  # noqa: S603
        os.close(terminal)
        shown = b"".join(read_all(person))
    os.close(person)
    assert process.returncode == 0
    assert b"Tier report" in shown
    assert b"/12" in shown


def read_all(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(descriptor, 4096)
        except OSError:  # Linux says that nobody writes any more as an error
            return
        if not found:
            return
        yield found
