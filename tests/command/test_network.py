"""`network`: a folder of partners' books, each in a row; a broken one is a row that says so."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.books import write_csv_book, write_plain_book
from support.command import AS_OF, Run, cells, refusal

from partnerbook.book.network import NetworkRow, network_row
from partnerbook.command import network as network_command
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import partner_line
from partnerbook.language.texts import texts
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.network import write_network


def named(partner: str, clients: int = 8) -> Book:
    book = sample_book(clients)
    return book._replace(settings=book.settings._replace(partner=partner))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    books = tmp_path / "books"
    (books / "in csv").mkdir(parents=True)
    (books / "notes").mkdir()
    write_plain_book(named("Beta Partners"), books / "b.xlsx")
    write_csv_book(named("Ácme"), books / "in csv")
    (books / "broken.xlsx").write_bytes(b"no workbook")
    (books / "b (backup 2026-11-21 14.03.07).xlsx").write_bytes(b"no workbook")
    (books / "~$b.xlsx").write_bytes(b"no workbook")
    (books / "readme.txt").write_text("of no interest", encoding="utf-8")
    return books


def test_each_book_is_a_row_as_the_core_has_it(run: Run, folder: Path) -> None:
    said = run("network", folder, "--as-of", AS_OF, "--json")
    assert said.code == 1
    figures = json.loads(said.out)["figures"]
    rows = {row["file"]: row for row in figures["books"]}
    assert list(rows) == ["b.xlsx", "broken.xlsx", "in csv"]
    assert "no Excel workbook" in rows["broken.xlsx"]["problem"]
    assert rows["broken.xlsx"]["total"] is None
    line = partner_line(overview(named("Beta Partners"), AS_OF))
    for field, value in line._asdict().items():
        expected: Any = str(value) if isinstance(value, Decimal | date) else value
        found = rows["b.xlsx"][field]
        assert (Decimal(found) == value) if isinstance(value, Decimal) else (found == expected), field
    assert rows["in csv"]["total"] == rows["b.xlsx"]["total"]


def test_one_process_and_several_say_the_same(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_command.os, "cpu_count", lambda: 1)
    alone = run("network", folder, "--as-of", AS_OF, "--as", "csv")
    write_plain_book(named("Ácme"), folder / "c.xlsx")
    monkeypatch.setattr(network_command.os, "cpu_count", lambda: 2)
    together = run("network", folder, "--as-of", AS_OF, "--as", "csv")
    first, second = (list(csv.reader(io.StringIO(said.out))) for said in (alone, together))
    assert [row for row in second if row[0] != "c.xlsx"] == first
    assert len(second) == 5


def test_a_table_for_people_and_a_workbook(run: Run, folder: Path) -> None:
    said = run("network", folder, "--as-of", AS_OF)
    assert said.out.startswith("3 books")
    assert said.out.index("Ácme") > said.out.index("Beta Partners")
    assert "broken.xlsx: broken.xlsx is no Excel workbook" in said.out
    out = folder / "network.xlsx"
    assert run("network", folder, "--as-of", AS_OF, "-o", out, "--language", "pt").code == 1
    assert "exists" in refusal(run("network", folder, "-o", out))
    assert run("network", folder, "--as-of", AS_OF, "-o", out, "--replace", "--language", "pt").out.startswith(str(out))
    heads, *rows = cells(out, "Rede")[3:]
    assert list(heads) == list(texts("network", "pt")["columns"].values())
    assert [row[1] for row in rows] == ["b.xlsx", "broken.xlsx", "in csv"]
    sold, managed, total = rows[0][7:10]
    assert Decimal(str(sold)) + Decimal(str(managed)) == Decimal(str(total))
    assert "não é um arquivo do Excel" in str(rows[1][2])


def test_names_are_no_formulas(tmp_path: Path) -> None:
    line = partner_line(overview(sample_book(8), AS_OF))
    rows = [NetworkRow("+1.xlsx", **line._replace(partner='=HYPERLINK("http://x","y")')._asdict(), errors=0),
            NetworkRow("@x.xlsx", "", problem="=1+1")]  # fmt: skip
    write_network(rows, tmp_path / "n.xlsx", AS_OF, "=a & b")
    sheet = load_workbook(tmp_path / "n.xlsx")["Network"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["A5"].value == '=HYPERLINK("http://x","y")'
    assert sheet["A5"].quotePrefix


def test_what_is_not_known_is_said_and_a_failure_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plain_book(Book(settings=Settings(partner="New")), tmp_path / "new.xlsx")
    row = network_row(tmp_path / "new.xlsx", None, AS_OF)
    assert (row.partner, row.credited, row.total, row.gap_total, row.as_of) == ("New", None, 0, None, AS_OF)
    write_network([row], tmp_path / "n.xlsx", AS_OF)
    assert cells(tmp_path / "n.xlsx", "Network")[4][4] == "not known"
    monkeypatch.setattr("partnerbook.book.network.partner_line", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in str(network_row(tmp_path / "new.xlsx", None, AS_OF).problem)


def test_refusals(run: Run, tmp_path: Path) -> None:
    assert "There is no folder" in refusal(run("network", "nowhere"))
    (tmp_path / "empty").mkdir()
    assert "has no books" in refusal(run("network", "empty"))
    assert 'must end in ".xlsx"' in refusal(run("network", "empty", "-o", "n.csv")).replace(" .xlsx", ' ".xlsx"')
