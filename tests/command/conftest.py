"""Books for the commands, and the command itself, in an empty folder and on a day that stands still."""

import csv
import shutil
import sysconfig
from datetime import datetime, time
from pathlib import Path

import pytest
from support.books import write_csv_book, write_plain_book
from support.command import TODAY, Run, Said

from partnerbook.command import clock
from partnerbook.command import main as cli
from partnerbook.records import Settings
from partnerbook.sample import sample_book


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command, in this process and in an empty folder, on a day that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(14, 3, 7)))

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "sample"
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
