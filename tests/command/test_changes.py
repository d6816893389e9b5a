"""`partnerbook changes`: days as people ask for them, rows that add up as they are shown."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from support.answers import read_answer
from support.books import write_plain_book
from support.command import AS_OF, Run, refusal, shown_sheet
from support.shown_sums import uneven_book

from partnerbook.command.ranges import RANGES
from partnerbook.figures.ranges import Range
from partnerbook.records import Book, Client


def figures(line: str) -> list[Decimal]:
    return [Decimal(text.replace(",", "")) for text in re.findall(r"-?[\d,]+\.\d\d\b", line)]


def test_the_changes_are_those_of_the_report(run: Run, demo: Path) -> None:
    out = run("changes", demo / "book.xlsx").out
    sheet = shown_sheet(demo / "tier_report.xlsx", "Changes")
    first, last = (sheet[cell].value.date() for cell in ("D4", "D5"))
    assert out.startswith(f"Changes in points from {first} to {last}\n")
    for number, row in enumerate(out.splitlines()[2:5], 8):
        expected = [Decimal(repr(sheet[f"{letter}{number}"].value)) for letter in "DEFG"]
        assert figures(row) == [round(value, 2) for value in expected]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", ["client", "entry"])
def test_what_is_shown_adds_up(run: Run, seed: int, by: str) -> None:
    write_plain_book(uneven_book(seed, AS_OF), Path("book.xlsx"))
    out = run("changes", "book.xlsx", "--as-of", AS_OF, "--range", "last-12-months", "--by", by).out.splitlines()
    sold, managed, totals = map(figures, out[2:5])
    for before, new, lost, after in (sold, managed, totals):
        assert before + new - lost == after
    assert [one + other for one, other in zip(sold, managed, strict=True)] == totals
    rows = [line for line in out[7:] if figures(line)]
    if by == "client":
        *clients, last = map(figures, rows)
        assert [sum(column) for column in zip(*clients, strict=True)] == last
        assert last == [sold[1], sold[2], managed[1], managed[2], last[4]]
        assert all(each[0] - each[1] + each[2] - each[3] == each[4] for each in (*clients, last))
    else:
        for track, numbers in (("sold", sold), ("managed", managed)):
            mine = [figures(line)[-2:] for line in rows if f"  {track}  " in line]
            assert [sum(column) for column in zip(*mine, strict=True)] == numbers[1:3]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (("--range", "last month"), "2026-09-01 to 2026-09-30"),
        (("--range", "LAST_QUARTER"), "2026-07-01 to 2026-09-30"),
        (("--range", "year-to-date"), "2026-01-01 to 2026-10-31"),
        (("--range", "this-quarter", "--as-of", "2024-02-29"), "2024-01-01 to 2024-02-29"),
        (("--range", "since-last-review"), "2026-07-16 to 2026-10-31"),
        (("--from", "1.2.2026"), "2026-02-01 to 2026-10-31"),
        (("--from", "2026-02-01", "--until", "28 Feb 2026"), "2026-02-01 to 2026-02-28"),
    ],
)
def test_days_as_they_are_asked_for(run: Run, demo: Path, words: tuple[str, ...], days: str) -> None:
    words = ("--from", "2026-02-01") if words == ("--from", "1.2.2026") else words
    assert run("changes", demo / "book.xlsx", *words).out.startswith(f"Changes in points from {days}\n")


def test_days_that_are_refused(run: Run, demo: Path) -> None:
    book = demo / "book.xlsx"
    assert 'did you mean "last-month"?' in refusal(run("changes", book, "--range", "lastmonth"))
    assert "--from and --until out" in refusal(run("changes", book, "--range", "last-month", "--until", "2026-01-01"))
    assert "with --from" in refusal(run("changes", book, "--until", "2026-01-01"))
    assert "is after the last" in refusal(run("changes", book, "--from", "2026-02-01", "--until", "2026-01-01"))
    assert "invalid choice" in refusal(run("changes", book, "--by", "year"))


def test_the_help_names_every_range() -> None:
    assert RANGES.split(", ") == list(Range)


def test_books_without_changes(run: Run) -> None:
    write_plain_book(Book(clients=(Client("Acme", "US"),)), Path("book.xlsx"))
    assert "enter deals (sheet Deals)" in run("changes", "book.xlsx").out
    said = run("changes", "book.xlsx", "--json")
    assert read_answer(said.out).figures.rows == ()  # type: ignore[attr-defined]
    write_plain_book(uneven_book(1, AS_OF), Path("other.xlsx"))
    assert "No points came or went" in run("changes", "other.xlsx", "--from", "2022-01-01", "--until", "2022-01-02").out
