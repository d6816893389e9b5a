"""`import --as` for each table of the book: its rows come in once, and bring up to date what the book has."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.command import Run

from partnerbook.book.incoming.matched import identifying
from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import BY_NAME, IMPORTED
from partnerbook.records import NOWHERE, Book, Client, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book

ACME, BETA = "Acme (inventada)", "Beta (inventada)"
AS_OF = date(2026, 10, 31)
OWN = ("subscriptions", "deals", "managing", "renewals", "segments")
CLIENTS = Client(ACME, "MX", hub_id="11"), Client(BETA, "BR", domain="b.example")
EMPTY = Book(settings=Settings("Mine"), clients=CLIENTS)
# For each table: headings as an export has them and a row, that row as a later export has it, a field that this tells.
EXPORTS: dict[str, tuple[list[str], str, tuple[str, object]]] = {
    "subscriptions": (
        ["Hub ID;Línea de producto;MRR;Moneda;Inicio", "11;Sales Hub;1.500,50;USD;2026-01-31"],
        "11;Sales Hub;1.600,50;USD;2026-01-31",
        ("mrr", Decimal("1600.5")),
    ),
    "managing": (
        ["Client,Start date,End date,Other partners", f"{ACME},2026-01-31,,2"],
        f"{ACME},2026-01-31,2026-06-30,2",
        ("end", date(2026, 6, 30)),
    ),
    "clients": (
        ["Company name,Country/Region,Company domain name,Portal ID", "Gama (inventada),Chile,gama.example,33"],
        "Gama SpA (inventada),Perú,gama.example,33",
        ("market", "PE"),
    ),
    "renewals": (
        ["Cliente,Próxima fecha de renovación,MRR actual,MRR por renovación,Moneda", f"{BETA},2026-12-31,100,,EUR"],
        f"{BETA},2026-12-31,100,120,EUR",
        ("renewal_mrr", Decimal(120)),
    ),
    "segments": (["Segment,Company domain,Note", "Key,b.example,old"], "Key,b.example,new", ("note", "new")),
    "partner_services": (
        ["Client,Partner service,Details", f"{ACME},Onboarding,Stage: sold"],
        f"{ACME},Onboarding,Stage: delivered",
        ("details", "Stage: delivered"),
    ),
    "tiers": (
        ["Edition,Tier,Total points", "2026-01-15,Gold,100"], "2026-01-15,Oro,150", ("total", Decimal(150))
    ),
    "rates": (
        ["Currency,From,Amount per US$100", "MXN,2026-01-15,1700"], "MXN,2026-01-15,1800", ("amount", Decimal(1800))
    ),
    "shared_deals": (
        ["Record ID,Deal Name,Deal Stage,Created by,Create Date,Associated Company,Amount,Currency",
         "7001,Gama (inventada) - CRM,Contract Sent (Sales),HubSpot,2026-05-02 09:00,Gama (inventada),900,USD"],
        "7001,Gama (inventada) - CRM,Cierre ganado (Ventas),HubSpot,2026-05-02 09:00,Gama (inventada),900,USD",
        ("stage", "won"),
    ),
    "commissions": (
        ["Period,Client,Deal,Base,Rate,Commission,Currency", f"Q3 2026,{ACME},D-1,1000,20%,200,USD"],
        f"2026-Q3,{ACME},D-1,1000,20%,210,USD",
        ("amount", Decimal(210)),
    ),
    "payouts": (
        ["Quarter,Gross,Fee,Net,Currency", "2026-Q3,1000,10,990,USD"], "2026-Q3,1000,12,988,USD", ("net", Decimal(988))
    ),
    "hubspot_team": (
        ["Name,Role at HubSpot,E-mail", "Ana (inventada),PDM,ana@x.example"],
        "Ana (inventada),PDM,ana@y.example",
        ("mail", "ana@y.example"),
    ),
    "usage": (
        ["Client,Usage month,Engagement score", f"{ACME},2026-07,40"], f"{ACME},2026-07-01,55",
        ("engagement_score", Decimal(55)),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = tmp_path_factory.mktemp("written") / "book.xlsx"
    write_book(EMPTY, made, AS_OF)
    return made.read_bytes()


@pytest.fixture
def book(written: bytes, tmp_path: Path) -> Path:
    Path(tmp_path, "book.xlsx").write_bytes(written)
    return Path("book.xlsx")


def rows_of(path: Path, field: str) -> list[Any]:
    found, problems = read_book(path)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    rows: list[Any] = list(getattr(found, field))
    return rows


def test_every_table_is_tried() -> None:
    assert {table.field for table in IMPORTED} == {*EXPORTS, "deals"}
    assert [table.name for table in IMPORTED if not identifying(table, [each.field for each in table.columns])] == []


@pytest.mark.parametrize("field", EXPORTS)
def test_rows_come_in_once_and_follow_a_later_export(field: str, book: Path, run: Run) -> None:
    (headings, row), later, (told, value) = EXPORTS[field]
    there = len(rows_of(book, field))
    Path("first.csv").write_text(f"{headings}\n{row}\n", encoding="utf-8")
    said = run("import", "first.csv", "--into", book, "--as", field)
    assert (said.code, said.err) == (0, ""), said.out
    new = len(rows_of(book, field))
    assert new == there + 1 or field == "tiers"
    once = book.read_bytes()
    assert "needs no change" in run("import", "first.csv", "--into", book, "--as", field).out
    assert book.read_bytes() == once
    Path("later.csv").write_text(f"{headings}\n{later}\n", encoding="utf-8")
    said = run("import", "later.csv", "--into", book, "--as", field)
    assert (said.code, said.err) == (0, ""), said.out
    rows = rows_of(book, field)
    assert len(rows) == new
    assert value in [getattr(each, told) for each in rows]


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_a_books_own_sheets_come_into_another_book_whole(language: str, tmp_path: Path, run: Run) -> None:
    sample = sample_book(6)
    write_book(sample._replace(settings=Settings("Mine")), tmp_path / "sample.xlsx", AS_OF, language)
    write_book(Book(settings=Settings("Mine"), clients=sample.clients), tmp_path / "new.xlsx", AS_OF, language)
    workbook = load_workbook("sample.xlsx")
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    for field in OWN:
        workbook._sheets = [sheets[BY_NAME[field.capitalize()].label(language)]]
        workbook.active = 0
        workbook.save("one.xlsx")
        said = run("import", "one.xlsx", "--into", "new.xlsx", "--as", field)
        assert (said.code, said.err) == (0, ""), said.out
        again = run("import", "one.xlsx", "--into", "new.xlsx", "--as", field, "--language", "en")
        assert "needs no change" in again.out
    found = read_book("new.xlsx")[0]
    for field in OWN:
        theirs = sorted(str(row._replace(origin=NOWHERE)) for row in getattr(read_book("sample.xlsx")[0], field))
        assert sorted(str(row._replace(origin=NOWHERE)) for row in getattr(found, field)) == theirs
