"""Books for the commands, and the command itself, in an empty folder and on a day that stands still."""

import csv
import shutil
import sysconfig
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import pytest
from support.books import write_csv_book, write_plain_book
from support.command import TODAY, Run, Said

from partnerbook.command import clock, reading, voice
from partnerbook.command import main as cli
from partnerbook.command.reading import read_as_spoken
from partnerbook.files.problems import Problem
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book

ReadBook = tuple[Book, tuple[Problem, ...], str]


@cache
def read_once(path: Path, today: date | None, _state: tuple[int, ...]) -> ReadBook:
    """A workbook as the command reads it; hundreds of these tests ask for the same file as it stands."""
    return read_as_spoken(path, today)


def read_again(path: Path, today: date | None = None) -> ReadBook:
    """The same without reading twice what stands still, which takes most of a command's time."""
    if not path.is_absolute() or not path.is_file():
        return read_as_spoken(path, today)
    stat = path.stat()
    book, problems, spoken = read_once(path, today, (stat.st_ino, stat.st_mtime_ns, stat.st_size))
    voice.speak_as_book(spoken)
    return book, problems, spoken


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command, in this process and in an empty folder, on a day that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "read_as_spoken", read_again)
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(14, 3, 7)))

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "a" / "sample"
    assert cli.main(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of eight clients that says neither a day nor a goal."""
    path = tmp_path / "small.xlsx"
    write_plain_book(sample_book(8)._replace(settings=Settings(partner="Small")), path)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A book with a client whose market nobody knows, and so with deals of no client."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    write_csv_book(sample_book(8), folder)
    clients = folder / "Clients.csv"
    rows = list(csv.reader(clients.read_text(encoding="utf-8").splitlines()))
    rows[1][rows[0].index("Market")] = "Atlantis"
    with clients.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


@pytest.fixture
def script() -> str:
    found = shutil.which("partnerbook", path=sysconfig.get_path("scripts"))
    if not found:
        pytest.fail("partnerbook is not installed in this environment (python -m pip install .)")
    return found
