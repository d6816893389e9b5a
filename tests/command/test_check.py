"""`check`: how much it read, and every problem that it found."""

import re
from pathlib import Path

from support.books import write_csv_book, write_plain_book
from support.command import Run

from partnerbook.book.read.reader import read_book
from partnerbook.files.problems import ERROR, of_severity
from partnerbook.sample import sample_book


def test_check_counts_what_it_read(run: Run, demo: Path) -> None:
    said = run("check", demo / "book.xlsx")
    assert said.code == 0
    assert said.out.startswith("No problems.\n")
    book = sample_book()
    for name, rows in (("Clients", book.clients), ("Deals", book.deals), ("Managing", book.managing)):
        assert re.search(rf"^ +{name} +{len(rows)}$", said.out, re.MULTILINE)


def test_check_lists_every_error(run: Run, faulty: Path) -> None:
    said = run("check", faulty)
    problems = read_book(faulty)[1]
    assert said.code == 1
    assert [line for line in said.out.splitlines() if line.startswith("error: ")] == [
        f"error: {problem}" for problem in of_severity(problems, ERROR)
    ]
    assert said.err == ""


def test_a_book_of_csv_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    write_csv_book(sample_book(8), folder, "pt", separator=";")
    write_plain_book(sample_book(8), tmp_path / "book.xlsx")
    assert run("check", folder).code == 0
    assert run("tier", folder, "--language", "en") == run("tier", tmp_path / "book.xlsx")


def test_what_was_read_on_a_day_to_come_is_said(run: Run) -> None:
    """A slip of the year, which else made the tier unknown in silence."""
    said = run("check", Path(__file__).parents[1] / "cases" / "days" / "read_on_2062")
    assert said.code == 0
    assert "Settings.csv, row 6, column 2: The credited tier was read on 2062-01-20, which is still to come" in said.out
    shown = run("tier", Path(__file__).parents[1] / "cases" / "days" / "read_on_2062")
    assert "it was read on 2062-01-20, after this day" in shown.out
