"""Which written values no longer hold once cells have changed: judged by LibreOffice, which works formulas out."""

import shutil
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from support.engines import libreoffice_values, written_values
from support.writing import write_changes

from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.files.xlsx.with_values import with_values
from partnerbook.records import Client, Place

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
FORMULAS = {
    "A1": "=COUNTA(Clients[Client])", "B1": "=A1*2", "C1": "=1+1", "D1": "=SUM('Clients'!C:C)",
    "A2": "=SUM(Clients!C2:C3)", "B2": "=Clients!$C$2", "C2": "=Clients!C3", "D2": "=Total+1",
    "A3": '=INDIRECT("Clients!C2")', "B3": '="Clients!C2"', "C3": "=SUM(Clients[[Tools in use]:[Usage score]])",
    "D3": "=ROWS(Other!A1:A5)", "A4": "=SUM(Clients!2:2)", "B4": "=B5+1", "B5": "=B6+1", "B6": "=Clients!C2+0",
    "C4": "=Other!A1", "D4": "=SUM(OFFSET(Clients!C1,1,0))", "A5": "=SUMPRODUCT((Clients[Market]=\"Brazil\")*1)",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with formulas of many kinds, all with the values that LibreOffice works out."""
    folder = tmp_path_factory.mktemp("made")
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Clients"
    for row in (("Client", "Market", "Tools in use", "Usage score", "Twice"),
                ("Acme", "Brazil", 3, 40, None), ("Beta", "Mexico", 5, 60, None)):  # fmt: skip
        sheet.append(row)
    sheet["E2"], sheet["E3"] = "=C2*2", "=C3*2"
    sheet.add_table(Table(displayName="Clients", name="Clients", ref="A1:E3"))
    mine, other = workbook.create_sheet("Mine"), workbook.create_sheet("Other")
    for place, formula in FORMULAS.items():
        mine[place] = formula
    mine["F1"] = ArrayFormula("F1:F2", "=Clients!C2:C3*1")
    other["A1"], other["A2"] = 7, "=A1+1"
    workbook.defined_names["Total"] = DefinedName("Total", attr_text="SUM(Clients!$C$2:$C$9)")
    path = folder / "book.xlsx"
    workbook.save(path)
    values = libreoffice_values(path)
    wanted = {place for place, cell in written_values(path).items() if cell.formula}
    filled = {place: values[place] for place in wanted}
    path.write_bytes(with_values(path.read_bytes(), filled))
    return path


CHANGES = {
    "a cell": [Change(SET, "Clients", "Acme", "apps_used", 3, 11, Place("Clients", 2))],
    "another cell": [Change(SET, "Clients", "Beta", "usage_score", Decimal(60), Decimal(77), Place("Clients", 3))],
    "a row": [Change(ADD, "Clients", "", "", None, Client("Gamma", "BR", apps_used=100))],
}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", CHANGES)
def test_no_value_is_left_that_is_not_so_and_few_are_taken(name: str, made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(made, tmp_path / "book.xlsx"))
    written = write_changes(path, CHANGES[name], NOW)
    now, right, before = written_values(path), libreoffice_values(path), written_values(made)
    formulas = {place for place, cell in now.items() if cell.formula}
    wrong = {place for place in formulas if now[place].value is not None and now[place].value != right[place]}
    assert wrong == set()
    emptied = {place for place in formulas if now[place].value is None and before[place].value is not None}
    same = {place for place in emptied if before[place].value == right[place]}
    assert same <= {("Mine", "A3"), ("Mine", "D4"), ("Mine", "A4"), ("Mine", "C3"), ("Mine", "A5"), ("Mine", "D1")}
    assert written.waiting >= len(emptied) > 0
    with zipfile.ZipFile(path) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
