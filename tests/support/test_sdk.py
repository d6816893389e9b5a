"""The validator finds a planted fault, names its place, and says nothing of a sound workbook."""

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from support.sdk import sdk_errors

pytestmark = pytest.mark.sdk


@pytest.fixture(autouse=True)
def valid_fonts(monkeypatch):
    """Write a font's properties in the order of the schema, which openpyxl 3.1 does not."""
    order = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
    monkeypatch.setattr(Font, "__elements__", tuple(order.split()))


def test_the_broken_one_of_two_is_named_with_the_place(tmp_path):
    sound, broken = Workbook(), Workbook()
    sound.active["A1"], broken.active["A1"] = 1, float("nan")
    sound.save(tmp_path / "sound.xlsx")
    broken.save(tmp_path / "broken.xlsx")
    [error] = sdk_errors([tmp_path / "sound.xlsx", tmp_path / "broken.xlsx"])
    assert error.startswith("broken.xlsx: /xl/worksheets/sheet1.xml /x:worksheet[1]/x:sheetData[1]/x:row[1]/x:c[1]: ")
    assert error.endswith("(Sem_CellValue)")


def test_no_files_no_errors():
    assert sdk_errors([]) == []


def test_what_is_no_workbook_is_an_error(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(RuntimeError, match="stopped after 0 of 1 files"):
        sdk_errors([broken])
