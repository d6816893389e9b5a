"""A workbook is read where no thread can be started, as by Python in a browser."""

import threading
from pathlib import Path
from typing import NoReturn

import pytest
from support.books import write_plain_book

from partnerbook.book.read.reader import read_book
from partnerbook.files import beside
from partnerbook.sample import sample_book


def test_a_book_is_read_without_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    with_threads = read_book(path)

    def start(_: threading.Thread) -> NoReturn:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    monkeypatch.setattr(beside, "HAS_THREADS", False)
    assert read_book(path) == with_threads


def test_what_goes_wrong_at_once_is_told_when_it_is_asked_for() -> None:
    done = beside.AtOnce().submit(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        done.result()
