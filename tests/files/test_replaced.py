"""A file in the place of another one: what was there is whole in its backup, and what others may see is as before."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write import writer
from partnerbook.book.write.change import SET, Change
from partnerbook.book.write.writer import planned_changes
from partnerbook.errors import PartnerbookError
from partnerbook.files import disk, replaced
from partnerbook.files.disk import SavedMeanwhile, alone, held_phrase
from partnerbook.files.replaced import backups_of
from partnerbook.files.swapped import swapped
from partnerbook.records import Book, Client, Settings
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BACKUP = "book (backup 2026-11-21 14.03.07).xlsx"
on_unix = pytest.mark.skipif(os.name == "nt", reason="modes, owners and links are those of Unix")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "book.xlsx"
    write_book(Book(Settings("0"), clients=(Client("Acme", "BR"),)), path, date(2026, 10, 31))
    return path


@pytest.fixture
def path(plain: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(plain, tmp_path / "book.xlsx"))


def files(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def partner(path: Path) -> str:
    return read_book(path)[0].settings.partner


def named(path: Path, name: str, now: datetime = NOW) -> Path:
    """The backup of a book whose partner has another name now."""
    old = path.read_bytes()
    change = Change(SET, "Settings", "", "partner", partner(path), name)
    backup = write_changes(path, [change], now).backup
    assert backup is not None
    assert backup.read_bytes() == old
    return backup


@pytest.mark.parametrize(
    "moments",
    [
        pytest.param([0, 1, 2, 3, 4, -6 * 3600, -6 * 3600 + 1], id="the clock went back"),
        pytest.param([0] * 9, id="nine within one second"),
        pytest.param([9, 8, 7, 6, 5, 4, 3, 2, 1], id="ever earlier"),
    ],
)
def test_the_newest_backups_are_those_made_last(moments: list[int], path: Path) -> None:
    for turn, moment in enumerate(moments, 1):
        named(path, str(turn), NOW + timedelta(seconds=moment))
    assert [partner(each) for each in backups_of(path)] == [str(turn) for turn in range(len(moments))][-5:]


def test_old_times_of_a_book_that_was_put_back_do_not_make_its_backup_old(path: Path) -> None:
    for turn in range(5):
        named(path, str(turn + 1))
    os.utime(path, (10**9, 10**9))
    last = named(path, "last")
    assert backups_of(path)[-1] == last
    named(path, "and on")
    assert last.exists()


def test_a_backup_of_the_same_bytes_is_not_made_anew_and_pushes_none_out(path: Path) -> None:
    first = named(path, "one")
    others = [named(path, str(turn)) for turn in range(4)]
    for _ in range(3):
        path.write_bytes(first.read_bytes())
        assert named(path, "one") == first
    assert backups_of(path) == [*others, first]


def by_renaming(path: Path, data: bytes) -> None:
    path.with_name("saved").write_bytes(data)
    path.with_name("saved").replace(path)


def replace(path: Path) -> None:
    new = path.with_name("new")
    new.write_bytes(b"new")
    try:
        replaced.replaced(path, new, path.read_bytes(), NOW)
    finally:
        new.unlink(missing_ok=True)


@pytest.mark.parametrize("save", [by_renaming, Path.write_bytes])
def test_what_is_saved_after_the_last_comparison_stays(
    save: Callable[[Path, bytes], object], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = [b"what somebody saved"]

    def late(one: Path, other: Path) -> bool:
        if saves:
            save(path, saves.pop())
        return swapped(one, other)

    monkeypatch.setattr(replaced, "swapped", late)
    if not swapped(path, Path(shutil.copy(path, path.with_name("other")))):
        pytest.skip("this file system lets no two files swap names")
    path.with_name("other").unlink()
    with pytest.raises(SavedMeanwhile):
        replace(path)
    assert path.read_bytes() == b"what somebody saved"
    assert files(path) == ["book.xlsx"]
    saves = [b"last", b"first"]
    with pytest.raises(
        PartnerbookError, match=r"what it saved last is in book \(saved meanwhile 2026-11-21 14\.03\.07"
    ):
        replace(path)
    assert path.read_bytes() == b"first"
    assert path.with_name("book (saved meanwhile 2026-11-21 14.03.07).xlsx").read_bytes() == b"last"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
def test_what_stops_it_between_swapping_and_comparing_loses_nothing(
    error: BaseException, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, left = path.read_bytes(), [True, True]
    holds = replaced.holds

    def stopped(file: Path, data: bytes) -> bool:
        if file.name == "new":
            raise error
        return holds(file, data)

    monkeypatch.setattr(replaced, "holds", stopped)
    with pytest.raises(type(error)):
        replace(path)
    assert (path.read_bytes(), files(path)) == (before, ["book.xlsx"])

    def once(one: Path, other: Path) -> bool:
        if not left.pop():
            raise error
        return swapped(one, other)

    left[0] = False  # the second time, the files cannot be swapped again
    monkeypatch.setattr(replaced, "swapped", once)
    if isinstance(error, OSError):
        with pytest.raises(PartnerbookError, match=r"what it saved last is in book \(saved meanwhile"):
            replace(path)
        assert before in [each.read_bytes() for each in path.parent.iterdir() if "saved" in each.name]


def test_without_swapping_the_new_file_replaces_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaced, "swapped", lambda *_: False)
    assert named(path, "one").name == BACKUP
    assert partner(path) == "one"
    assert files(path) == [BACKUP, "book.xlsx"]


def test_files_that_cannot_be_swapped_say_so(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    if os.name != "nt":
        with pytest.raises(FileNotFoundError):
            swapped(tmp_path / "one", tmp_path / "other")
    (tmp_path / "other").write_bytes(b"2")
    done = swapped(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (b"2" if done else b"1")


@on_unix
def test_nobody_sees_at_any_moment_what_they_could_not_see_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o600)
    seen: dict[str, int] = {}
    beside = disk._written

    def look(*_: object) -> None:
        seen.update({each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()})

    def written(file: Path, other: Path, write: Callable[..., object]) -> Path:
        return beside(file, other, lambda stream: (write(stream), look()))

    monkeypatch.setattr(disk, "_written", written)
    monkeypatch.setattr(writer, "verify", look)
    before = os.umask(0)
    try:
        named(path, "one")
    finally:
        os.umask(before)
    look()
    assert set(seen) == {"book.xlsx", BACKUP, ".book.xlsx.partnerbook-new", ".book.xlsx.partnerbook-backup",
                         ".book.xlsx.partnerbook-lock"}  # fmt: skip
    assert set(seen.values()) == {0o600}


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Python reaches extended attributes on Linux only")
def test_extended_attributes_stay(path: Path) -> None:
    try:
        os.setxattr(path, "user.partnerbook", b"mine")
    except OSError:
        pytest.skip("this file system keeps none")
    backup = named(path, "one")
    assert os.getxattr(path, "user.partnerbook") == os.getxattr(backup, "user.partnerbook") == b"mine"


@on_unix
def test_that_another_name_of_the_file_stays_behind_is_said_before(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "other.xlsx"
    other.parent.mkdir()
    other.hardlink_to(path)
    change = Change(SET, "Settings", "", "partner", "0", "one")
    said = ("book.xlsx has another name elsewhere (a hard link); under that the file stays as it was before.",)
    assert planned_changes(path, [change]).lost == said
    assert write_changes(path, [change], NOW).lost == said
    assert (partner(path), partner(other)) == ("one", "0")
    assert planned_changes(path, [change]).lost == ()


@on_unix
def test_that_another_users_file_becomes_ones_own_is_said_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    [said] = planned_changes(path, [Change(SET, "Settings", "", "partner", "0", "one")]).lost
    assert said == "book.xlsx was another user's and is yours once it is written; its mode is kept."


@on_unix
def test_a_file_that_one_may_not_write_is_left_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PartnerbookError, match=r"book\.xlsx may not be written by you, and is left as it is\."):
        named(path, "one")


@on_unix
def test_a_file_that_its_folder_keeps_is_not_said_to_be_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(*_: object) -> bool:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(replaced, "swapped", kept)
    before, change = path.read_bytes(), Change(SET, "Settings", "", "partner", "0", "one")
    assert write_changes(path, [change], NOW).held == held_phrase(path) == "locked against being replaced"
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    written = write_changes(path, [change], NOW)
    assert written.held == "another user's, and its folder lets only that one replace it"
    assert (partner(written.path), path.read_bytes()) == ("one", before)
    assert all("updated" in each for each in files(path) if each != "book.xlsx")


@on_unix
def test_the_lock_of_another_users_stopped_run_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.with_name(".book.xlsx.partnerbook-lock").touch()

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with (
        pytest.raises(
            PartnerbookError, match=r"by another user's partnerbook, or that was stopped halfway; if so, del"
        ),
        alone(path),
    ):
        pass
