"""`compare`: two days of a book, and two files of it, in the terminal."""

import shutil
from decimal import Decimal
from pathlib import Path

from support.books import write_plain_book
from support.command import AS_OF, Run, refusal

from partnerbook.command.compare import compare_lines
from partnerbook.command.table import Table
from partnerbook.figures.overview import overview
from partnerbook.figures.since import changed_since
from partnerbook.sample import sample_book


def test_two_days_of_a_book(run: Run, demo: Path) -> None:
    said = run("compare", demo / "book.xlsx", "--since", "31/07/2026", "--as-of", str(AS_OF))
    assert said.code == 0
    assert said.out.splitlines()[0].split() == ["2026-07-31", "2026-10-31", "Change"]
    assert "more: --all" in said.out
    known = overview(sample_book(), AS_OF)
    lines = list(compare_lines(changed_since(known.on(AS_OF.replace(month=7)), known), ("a", "b")))
    figures, clients = (line for line in lines if isinstance(line, Table))
    [moved] = [Decimal(row[3].replace(",", "")) for row in figures.rows if row[0] == "Total points"]
    *rows, whole = [[Decimal(cell.replace(",", "")) for cell in row[1:]] for row in clients.rows]
    assert [sum(column) for column in zip(*rows, strict=True)] == whole
    assert whole[-1] == moved


def test_two_files_of_a_book(run: Run, demo: Path) -> None:
    older = sample_book()._replace(deals=sample_book().deals[:-40])
    write_plain_book(older, Path("older.xlsx"))
    shutil.copy(demo / "book.xlsx", "newer.xlsx")
    said = run("compare", "older.xlsx", "newer.xlsx", "--as-of", str(AS_OF))
    assert said.out.splitlines()[0].split() == ["older.xlsx", "newer.xlsx", "Change"]
    assert "Sold points" in said.out
    same = run("compare", "newer.xlsx", "newer.xlsx", "--as-of", str(AS_OF))
    assert "No client's points moved." in same.out


def test_it_asks_with_what(run: Run, demo: Path) -> None:
    assert "--since" in refusal(run("compare", demo / "book.xlsx"))
