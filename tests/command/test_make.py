"""`demo`, `new` and `templates`: which files are there afterwards, and what each says."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.command import Run, refusal, sheet_names


def test_a_demo_writes_three_workbooks_and_says_where_it_stands(run: Run, tmp_path: Path) -> None:
    said = run("demo")
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "partnerbook-demo"
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx", "renewals.xlsx", "tier_report.xlsx"]
    assert all(str(Path("partnerbook-demo", name)) in said.out for name in ("book.xlsx", "tier_report.xlsx"))
    assert "made up" in said.out
    assert said.out.startswith(run("tier", folder / "book.xlsx").out)


def test_the_rows_that_the_demo_report_names_are_those_of_its_book(demo: Path) -> None:
    book = load_workbook(demo / "book.xlsx", data_only=True)
    ledger = load_workbook(demo / "tier_report.xlsx", data_only=True)["Ledger"]
    heads, *rows = ledger[ledger.tables["Ledger"].ref]
    client, amount, record = ([cell.value for cell in heads].index(head) for head in ("Client", "Amount", "Record"))
    assert len(rows) > 600
    for row in rows:
        sheet, _, number = str(row[record].value).rpartition(" row ")
        named = [cell.value for cell in book[sheet][int(number)]]
        assert row[client].value in named
        assert row[amount].value in named or row[amount].value < 0


def test_a_demo_run_twice_leaves_the_first_as_it_is(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "partnerbook-demo" / "book.xlsx"
    for folder in (mine.parent, tmp_path / "partnerbook-demo-2"):
        folder.mkdir()
    mine.write_bytes(b"mine")
    assert "partnerbook-demo-3" in run("demo").out
    assert [*mine.parent.iterdir()] == [mine]
    assert mine.read_bytes() == b"mine"


def test_a_demo_in_a_folder_of_its_own_is_not_written_twice(run: Run, demo: Path, tmp_path: Path) -> None:
    assert (demo / "tier_report.xlsx").exists()
    assert "exists and is left as it is" in refusal(run("demo", demo))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "file" in refusal(run("demo", "file"))


@pytest.mark.parametrize(("language", "sheet"), [("en", "Clients"), ("es", "Clientes"), ("pt", "Clientes")])
def test_a_new_book_is_empty_and_without_problems(run: Run, language: str, sheet: str) -> None:
    assert run("new", "my book.xlsx", "--language", language).out.endswith('partnerbook check "my book.xlsx"\n')
    assert sheet in sheet_names("my book.xlsx")
    said = run("check", "my book.xlsx", "--language", "en")
    assert said.code == 0
    assert said.out.startswith("No problems.")
    assert "no clients yet" in said.out
    assert "Still to enter on the Tiers sheet, edition 2026-01-15: Gold (total points, sourced minimum)" in said.out


def test_templates(run: Run) -> None:
    mine = Path("made/here/renewal_sheet.xlsx")
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    said = refusal(run("templates", "made/here"))
    assert "renewal_sheet.xlsx exists and is left as it is. Give another name, or add --replace" in said
    assert [(file.name, file.read_bytes()) for file in mine.parent.iterdir()] == [(mine.name, b"mine")]
    replaced = run("templates", "made/here", "--replace")
    assert replaced.code == 0
    assert replaced.out.count("is written.") == len(list(mine.parent.iterdir())) > 4
    assert mine.read_bytes().startswith(b"PK")


@pytest.mark.skipif(
    os.name != "posix" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_takes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "locked" in refusal(run("new", "locked/book.xlsx"))
