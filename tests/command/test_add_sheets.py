"""`add-sheets`: what it says, what it leaves alone, and what other commands say of a book that lacks a sheet."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from support.command import Run, refusal, sheet_names

from partnerbook.book.tables import TABLES


@pytest.fixture
def older(run: Run) -> Path:
    """A book of an earlier version: two sheets, in Spanish; where it is, only `run` knows."""
    assert run("--version").code == 0
    workbook = Workbook()
    workbook.active.title = "Clientes"
    for row in (("Cliente", "Mercado"), ("Ágora", "México")):
        workbook.active.append(row)
    sheet = workbook.create_sheet("Ajustes")
    for row in (("Ajuste", "Valor"), ("Partner", "Mío"), ("Moneda de informe", "EUR"), ("Nivel objetivo", "Gold")):
        sheet.append(row)
    workbook.save("libro.xlsx")
    return Path("libro.xlsx")


def test_all_comes_that_the_book_lacks_and_the_old_one_is_kept(older: Path, run: Run) -> None:
    said = run("add-sheets", older, "--language", "en")
    assert (said.code, said.err) == (0, "")
    assert 'new: libro.xlsx: it has a sheet "Comisiones" now.' in said.out
    assert 'new: libro.xlsx, Clientes: it has a column "Límite de contactos" now' in said.out
    assert "libro (backup" in said.out
    assert len(sheet_names(older)) == len(TABLES)
    again = run("add-sheets", older, "--language", "en")
    assert again.out == "libro.xlsx has every sheet, column and setting already, and is left as it is.\n"
    assert run("check", older).code == 0


def test_only_the_named_sheets_come_in_any_language(older: Path, run: Run) -> None:
    said = run("add-sheets", older, "comissões", "Payouts", "--dry-run", "--language", "en")
    assert "2 new sheets would be written; libro.xlsx is left as it is." in said.out
    assert len(sheet_names(older)) == 2
    run("add-sheets", older, "comissões", "Payouts")
    assert sheet_names(older) == ["Clientes", "Ajustes", "Comisiones", "Pagos de comisiones"]


def test_a_sheet_that_no_book_has_is_guessed(older: Path, run: Run) -> None:
    before = older.read_bytes()
    assert 'There is no sheet "Comissions"; did you mean "Commissions"?' in refusal(
        run("add-sheets", older, "Comissions")
    )
    assert older.read_bytes() == before


def test_a_command_that_needs_a_missing_sheet_names_this_one(older: Path, run: Run) -> None:
    said = run("export", older, "clients", "-o", "x.csv", "--save", "Mine")
    assert "o haz que la añada partnerbook add-sheets" in said.out + said.err
    run("add-sheets", older, "saved reports")
    assert run("export", older, "clients", "-o", "x.csv", "--replace", "--save", "Mine").code == 0


def test_a_folder_of_csv_files_is_refused(run: Run) -> None:
    Path("book").mkdir()
    Path("book/Clients.csv").write_text("Client,Market\nAcme,BR\n", encoding="utf-8")
    assert "is a folder of CSV files; only a workbook can be changed." in refusal(run("add-sheets", "book"))


@pytest.mark.parametrize("rows", ["shared deals", "statements", "commission", "payouts", "HubSpot team", "usage"])
def test_rows_of_the_new_sheets_are_exported(rows: str, demo: Path, run: Run) -> None:
    said = run("export", demo / "book.xlsx", rows, "-o", "rows.csv")
    assert said.code == 0
    assert len(Path("rows.csv").read_text(encoding="utf-8-sig").splitlines()) > 3


def test_of_a_quarter_only_its_rows_are_exported(demo: Path, run: Run) -> None:
    run("export", demo / "book.xlsx", "payouts", "-o", "rows.csv", "--from", "2026-07-01", "--until", "2026-09-30")
    lines = Path("rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == {"2026-Q3"}
    assert "HubSpot team have no day" in refusal(
        run("export", demo / "book.xlsx", "hubspot team", "-o", "y.csv", "--from", "2026-07-01")
    )
    assert "are of no client" in refusal(
        run("export", demo / "book.xlsx", "payouts", "-o", "y.csv", "--segment", "Little used")
    )
