"""The validator finds a planted fault, names its place, and says nothing of a sound workbook."""

from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from support.sdk import sdk_errors, without_rows_alike


@pytest.fixture(autouse=True)
def valid_fonts(monkeypatch):
    """Write a font's properties in the order of the schema, which openpyxl 3.1 does not."""
    order = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
    monkeypatch.setattr(Font, "__elements__", tuple(order.split()))


@pytest.mark.sdk
def test_microsofts_validator_names_the_broken_one_of_two_with_the_place(tmp_path):
    sound, broken = Workbook(), Workbook()
    sound.active["A1"], broken.active["A1"] = 1, float("nan")
    sound.save(tmp_path / "sound.xlsx")
    broken.save(tmp_path / "broken.xlsx")
    [error] = sdk_errors([tmp_path / "sound.xlsx", tmp_path / "broken.xlsx"])
    assert error.startswith("broken.xlsx: /xl/worksheets/sheet1.xml /x:worksheet[1]/x:sheetData[1]/x:row[1]/x:c[1]: ")
    assert error.endswith("(Sem_CellValue)")


@pytest.mark.sdk
def test_microsofts_validator_finds_no_errors_in_no_files():
    assert sdk_errors([]) == []


@pytest.mark.sdk
def test_microsofts_validator_stops_at_what_is_no_workbook(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(RuntimeError, match="stopped after 0 of 1 files"):
        sdk_errors([broken])


def test_of_rows_alike_two_are_left_and_none_of_those_that_differ_in_more_than_text(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in ([1, "a"], [22, "b"], [3.5, "c"], ["4", "d"], [5, "=A1"], [-6, "e"], [7, "=A2"], [8, None]):
        sheet.append(row)
    sheet["A8"].font = Font(bold=True)
    book.save(tmp_path / "book.xlsx")
    left = load_workbook(without_rows_alike(tmp_path / "book.xlsx", tmp_path / "left.xlsx")).active
    assert [row[0].row for row in left.iter_rows() if row[0].value is not None] == [1, 2, 4, 5, 7, 8]


def test_a_row_with_a_value_of_another_kind_is_left(tmp_path):
    rows = [f'<row r="{at}"><c r="A{at}" t="b"><v>1</v></c></row>' for at in range(1, 5)]
    wrong = ['<row r="5"><c r="A5" t="b"><v>7</v></c></row>', '<row r="x"><c r="A6" t="b"><v>1</v></c></row>']
    with ZipFile(tmp_path / "book.xlsx", "w") as made:
        made.writestr("xl/worksheets/sheet1.xml", "".join([*rows, *wrong]))
    with ZipFile(without_rows_alike(tmp_path / "book.xlsx", tmp_path / "left.xlsx")) as left:
        assert left.read("xl/worksheets/sheet1.xml").decode() == "".join([*rows[:2], *wrong])
