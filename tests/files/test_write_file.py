"""A file that is written is the whole new one or the one of before, with the mode that a person expects."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from partnerbook.errors import PartnerbookError
from partnerbook.files.disk import write_file

on_unix = pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")


@pytest.fixture
def umask() -> Iterator[int]:
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def alone_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@on_unix
def test_a_new_file_has_the_mode_of_the_persons_umask(tmp_path: Path, umask: int) -> None:
    write_file(tmp_path / "new.csv", lambda stream: stream.write(b"new"))
    assert mode(tmp_path / "new.csv") == 0o666 & ~umask
    assert alone_in(tmp_path) == {"new.csv": b"new"}


@on_unix
@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("kept", [0o600, 0o664, 0o440])
def test_a_file_that_was_there_keeps_its_mode(kept: int, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    path.chmod(kept)
    write_file(path, lambda stream: stream.write(b"new"))
    assert (mode(path), path.read_bytes()) == (kept, b"new")


@pytest.mark.parametrize("error", [RuntimeError(), KeyboardInterrupt(), OSError(5, "Input/output error")])
def test_what_stops_halfway_leaves_the_old_file_and_nothing_else(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")

    def half(stream: IO[bytes]) -> None:
        stream.write(b"half")
        raise error

    with pytest.raises((type(error), PartnerbookError)):
        write_file(path, half)
    assert alone_in(tmp_path) == {"old.csv": b"old"}


def test_a_disk_without_room_is_named(tmp_path: Path) -> None:
    def full(_: IO[bytes]) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(PartnerbookError, match=r"There is no room on the disk for another new\.csv"):
        write_file(tmp_path / "new.csv", full)
    assert alone_in(tmp_path) == {}


def test_a_file_that_another_program_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PartnerbookError, match=r"new\.csv cannot be written: it is open in another program\. Close it"):
        write_file(tmp_path / "new.csv", lambda stream: stream.write(b"new"))
    assert alone_in(tmp_path) == {}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartnerbookError, match=r"Nothing can be written to the folder .*nowhere: No such file"):
        write_file(tmp_path / "nowhere" / "new.csv", lambda stream: stream.write(b"new"))


def test_two_that_write_the_same_file_at_once_write_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"

    def other_first(stream: IO[bytes]) -> None:
        stream.write(b"one ")
        write_file(path, lambda other: other.write(b"two"))
        stream.write(b"one")

    write_file(path, other_first)
    assert alone_in(tmp_path) == {"new.csv": b"one one"}
