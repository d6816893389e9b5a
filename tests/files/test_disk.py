"""Whatever happens while a book is written, the person's file is the old one or the new one, and nobody loses work."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from support import hostile_writes
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write import writer
from partnerbook.book.write.change import ADD, Change
from partnerbook.book.write.edits import BookEdits
from partnerbook.book.write.following import finish
from partnerbook.errors import PartnerbookError
from partnerbook.files import disk as safe_file
from partnerbook.files import replaced as safe_replaced
from partnerbook.files.xlsx.raw_zip import write_zip
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import edited
from partnerbook.records import Book, Client
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
NEW = Change(ADD, "Clients", "Delta", "", None, Client("Delta", "KR"))
BACKUP = "book (backup 2026-11-21 14.03.07).xlsx"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills and limits are those of Unix")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "book.xlsx"
    names = ("Acme", "Beta", "Gamma")
    write_book(Book(clients=tuple(Client(name, "BR") for name in names)), path, date(2026, 10, 31))
    return path


@pytest.fixture
def path(plain: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(plain, tmp_path / "book.xlsx"))


def names(path: Path) -> list[str]:
    return [client.client for client in read_book(path)[0].clients]


def files(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def hostile(what: str, path: Path, count: int, before: Sequence[str] = ()) -> dict[str, int]:
    command = [*before, sys.executable, hostile_writes.__file__, what, str(path), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    found: dict[str, int] = json.loads(done.stdout)
    return found


@needs_fork
def test_a_kill_at_any_moment_leaves_the_old_book_or_the_new_one(plain: Path) -> None:
    found = hostile("killed", plain, 100)
    assert found.get("broken", 0) == 0
    assert found["old"] + found["new"] == 100
    assert min(found["old"], found["new"]) > 5  # else the moments were not spread
    assert (found["last new"], found["left behind"]) == (1, 0)


@needs_fork
def test_a_file_that_may_not_grow_leaves_the_old_book_and_says_so(plain: Path) -> None:
    assert hostile("without_room", plain, 20) == {"old, code 1, 1 file": 20}


@needs_fork
def test_a_full_disk_leaves_the_old_book_and_says_so(plain: Path) -> None:
    apart = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], check=False).returncode:  # noqa: S603
        pytest.skip("this system lets nobody mount a disk of their own; files that may not grow stand in for it")
    # Up to two thirds of the disks have no room for the new book and the backup; with both, all goes well.
    assert hostile("full_disk", plain, 30, apart) == {"old, code 1, 1 file": 20, "new, code 0, 2 file": 10}


def test_the_backup_is_the_old_file_and_the_newest_five_are_kept(path: Path) -> None:
    old = path.read_bytes()
    others = ["book (backup).xlsx", "book (backup 2020-01-01 00.00.00).xlsm", "books (backup 2020-01-01 00.00.00).xlsx",
              "book (backup 2020-01-01 00.00.00) mine.xlsx"]  # fmt: skip
    for other in others:
        path.with_name(other).write_bytes(b"")
    for turn in range(8):
        new = NEW._replace(new=Client(f"New {turn}", "KR"))
        written = write_changes(path, [new], NOW + timedelta(days=turn))
        assert written.backup is not None
        if not turn:
            assert written.backup.name == BACKUP
            assert written.backup.read_bytes() == old
    kept = [f"book (backup 2026-11-{day} 14.03.07).xlsx" for day in range(24, 29)]
    assert files(path) == sorted([*kept, *others, "book.xlsx"])
    assert len(names(path)) == 11


def test_two_changes_in_one_second_have_two_backups(path: Path) -> None:
    backups = [write_changes(path, [NEW._replace(new=Client(name, "KR"))], NOW).backup for name in ("One", "Two")]
    assert [each and each.name for each in backups] == [BACKUP, BACKUP.replace("07", "08")]


def test_the_mode_and_a_link_stay(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(path)
    path.chmod(0o640)
    written = write_changes(link, [NEW], NOW)
    assert link.is_symlink()
    assert written.path == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(link)[-1] == "Delta"
    assert files(link) == ["link.xlsx"]


EXCEL = bytes([3]) + b"Ana".ljust(54) + b"\x03\0" + "Ana".encode("utf-16-le").ljust(108, b" \0"[:1])
LIBREOFFICE = ",Ana Ejemplo,host,21.11.2026 14:03,file:///home/ana/.config/libreoffice/4;"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("~$book.xlsx", EXCEL, "open in Excel by Ana; if it is not, delete ~$book.xlsx"),
        ("~$book.xlsx", b"", "open in Excel; if it is not, delete ~$book.xlsx"),
        (".~lock.book.xlsx#", LIBREOFFICE.encode(), "open in LibreOffice by Ana Ejemplo; if it is not, delete .~lock"),
    ],
)
def test_a_book_that_is_open_is_left_alone_and_the_changes_are_beside_it(
    name: str, content: bytes, said: str, path: Path
) -> None:
    before = path.read_bytes()
    path.with_name(name).write_bytes(content)
    written = [write_changes(path, [NEW], NOW) for _ in range(2)]
    assert written[0].held.startswith(said)
    assert path.read_bytes() == before
    beside = ["book (updated 2026-11-21 14.03 2).xlsx", "book (updated 2026-11-21 14.03).xlsx"]
    assert files(path) == sorted([name, "book.xlsx", *beside])
    assert [each.path.name for each in written] == beside[::-1]
    assert names(written[0].path)[-1] == "Delta"


def test_a_file_that_windows_does_not_let_go_of_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replace = path.read_bytes(), Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(safe_replaced, "swapped", lambda *_: False)  # Windows has no such thing
    monkeypatch.setattr(writer, "held_phrase", lambda _: "open in another program")
    monkeypatch.setattr(Path, "replace", held)
    written = write_changes(path, [NEW], NOW)
    assert (written.held, written.backup) == ("open in another program", None)
    assert path.read_bytes() == before
    assert files(path) == ["book (updated 2026-11-21 14.03).xlsx", "book.xlsx"]


def test_a_book_that_changes_meanwhile_is_not_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = [shutil.copy(path, path.with_name(name)) for name in ("one", "two")]
    for name in saved:
        with zipfile.ZipFile(name, "a") as archive:
            archive.writestr(f"what {Path(name).name} saved", b"")
    monkeypatch.setattr(writer, "verify", lambda *_: Path(saved.pop()).replace(path))
    expected = Path(saved[0]).read_bytes()
    with pytest.raises(PartnerbookError, match="was changed by another program at this moment"):
        write_changes(path, [NEW], NOW)
    assert path.read_bytes() == expected
    assert files(path) == ["book.xlsx"]


def test_a_folder_that_takes_no_file_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(safe_file.os, "open", refuse)
    with pytest.raises(PartnerbookError, match=r"Nothing can be written to the folder .*: Permission denied\."):
        write_changes(path, [NEW], NOW)


def test_what_a_killed_process_left_is_in_nobodys_way(path: Path) -> None:
    for word in ("lock", "new", "backup"):
        path.with_name(f".book.xlsx.partnerbook-{word}").write_bytes(b"half")
    write_changes(path, [NEW], NOW)
    assert files(path) == [BACKUP, "book.xlsx"]


def test_while_one_changes_a_book_another_is_told(path: Path) -> None:
    before = path.read_bytes()
    with safe_file.alone(path), pytest.raises(PartnerbookError, match="is being changed by another partnerbook"):
        write_changes(path, [NEW], NOW)
    assert path.read_bytes() == before
    write_changes(path, [NEW], NOW)
    assert names(path)[-1] == "Delta"


RACE = """
import sys, time
from pathlib import Path
from datetime import datetime
from partnerbook.book.write.change import ADD, Change
from partnerbook.book.write.edits import BookEdits
from partnerbook.book.write.following import finish
from partnerbook.records import Client
from partnerbook.book.read.reader import read_book
from partnerbook.book.write.changed import changed
from partnerbook.errors import PartnerbookError
name, path, gate = sys.argv[1:]
read_book(path)
Path(gate + name).touch()
while not Path(gate).exists():
    time.sleep(0.001)
for turn in range(6):
    try:
        new = [Change(ADD, "Clients", "", "", None, Client(f"{name}{turn}", "KR"))]
        changed(path, lambda *_: new, datetime.now())
        print(f"{name}{turn}")
    except PartnerbookError as error:
        print(str(error), file=sys.stderr)
"""


def test_of_two_processes_one_wins_and_the_other_says_so(path: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gates" / "gate"
    gate.parent.mkdir()
    start = [sys.executable, "-c", RACE]
    both = [
        subprocess.Popen([*start, name, str(path), str(gate)], stdout=-1, stderr=-1, text=True)  # noqa: S603
        for name in ("one", "two")
    ]
    while len(list(gate.parent.iterdir())) < 2:
        assert all(each.poll() is None for each in both)
    gate.touch()
    said = [each.communicate(timeout=60) for each in both]
    won = [line for out, _ in said for line in out.splitlines()]
    lost = [line for _, errors in said for line in errors.splitlines()]
    assert sorted(names(path)) == sorted(["Acme", "Beta", "Gamma", *won])
    assert len(won) + len(lost) == 12
    assert all("is being changed by another partnerbook" in line for line in lost)


def another_part(old: zipfile.ZipFile, target: IO[bytes], new: dict[str, Any]) -> None:
    write_zip(old, target, {**new, "xl/theme/theme1.xml": [b"<theme/>"]})


def one_part_less(old: zipfile.ZipFile, target: IO[bytes], new: dict[str, Any]) -> None:
    write_zip(old, target, {**new, "xl/theme/theme1.xml": None})


def another_sheet(old: zipfile.ZipFile, target: IO[bytes], new: dict[str, Any]) -> None:
    sheet = "xl/worksheets/sheet3.xml"
    new[sheet] = [b"".join(new[sheet]).replace(b"<t>Beta<", b"<t>Zeta<")]
    write_zip(old, target, new)


def another_row(sheet: SheetXml) -> None:
    at = sheet.xml.index(b"<t>Beta<") + len(b"<t>")
    sheet.edits.append((at, at + 4, b"Zeta"))


def another_cell(sheet: SheetXml) -> None:
    beside = b'<c r="Z9" t="inlineStr"><is><t>Zeta</t></is></c>'
    sheet.edits = [(start, stop, re.sub(rb'<c r="Q9" s="\d+"/>', beside, new)) for start, stop, new in sheet.edits]


def another_value(sheet: SheetXml) -> None:
    sheet.edits = [(start, stop, new.replace(b"<t>Delta<", b"<t>Zeta<")) for start, stop, new in sheet.edits]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (another_part, "its part xl/theme/theme1.xml is not as it was to be"),
        (one_part_less, "its parts are not the same"),
        (another_sheet, "its part xl/worksheets/sheet3.xml is not as it was to be"),
    ],
)
def test_what_is_written_otherwise_than_asked_is_thrown_away(
    wrong: Callable[..., None], said: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(writer, "write_zip", wrong)
    with pytest.raises(PartnerbookError, match=re.escape(said)):
        write_changes(path, [NEW], NOW)
    assert path.read_bytes() == before
    assert files(path) == ["book.xlsx"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (another_row, "Clients has other rows than were to change"),
        (another_cell, "Clients!Z9 is Zeta and was "),
        (another_value, "Clients!A9 would be read as Zeta and not as Delta"),
    ],
)
def test_what_is_asked_for_otherwise_than_meant_is_thrown_away(
    wrong: Callable[..., None], said: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def finished_wrongly(edits: BookEdits) -> int:
        waiting, sheet = finish(edits), edits.sheets.used["Clients"]
        wrong(sheet)
        edits.parts.replace(edits.parts.sheets["Clients"], edited(sheet.xml, sheet.edits))
        return waiting

    monkeypatch.setattr(writer, "finish", finished_wrongly)
    with pytest.raises(PartnerbookError, match=re.escape(said)):
        write_changes(path, [NEW], NOW)
    assert path.read_bytes() == before
    assert files(path) == ["book.xlsx"]
