"""A sheet's XML without some of its rows is one that every reader understands, with the others in their places."""

from io import BytesIO
from itertools import zip_longest
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from partnerbook.errors import PartnerbookError
from partnerbook.files.xlsx.lean import package_of_rows
from partnerbook.files.xlsx.sheet_xml import SheetXml

PART = "xl/worksheets/sheet1.xml"


def workbook_of(rows: dict[int, list[object]]) -> ZipFile:
    workbook, file = Workbook(), BytesIO()
    for row, values in rows.items():
        for column, value in enumerate(values, 1):
            workbook.active.cell(row + 1, column, value)
    workbook.create_sheet("Other").append(["x"])
    workbook.save(file)
    return ZipFile(file)


ROWS = st.dictionaries(
    st.integers(0, 30), st.lists(st.one_of(st.integers(0, 99), st.sampled_from(["a", "b"])), min_size=1)
)


@given(rows=ROWS, wanted=st.sets(st.integers(0, 35)))
def test_the_rows_that_are_asked_for_are_read_as_they_are(rows: dict[int, list[object]], wanted: set[int]) -> None:
    whole = workbook_of(rows)
    few = package_of_rows(whole, "Sheet", SheetXml(whole.read(PART), PART).only(wanted), from_1904=False)
    sheet = CalamineWorkbook.from_filelike(few).get_sheet_by_name("Sheet")
    read = sheet.to_python(skip_empty_area=False)
    expected = [tuple(rows.get(row, ()) if row in wanted else ()) for row in range(max(rows, default=0) + 1)]
    for one, other in zip_longest(read, expected, fillvalue=()):
        assert [value for value in one if value != ""] == list(other)


def test_rows_without_numbers_all_stay() -> None:
    xml = b"<worksheet><sheetData><row><c><v>1</v></c></row><row r='3'/></sheetData></worksheet>"
    assert b"".join(SheetXml(xml, PART).only({2})) == xml


def test_an_edit_of_a_row_that_is_left_out_is_refused() -> None:
    xml = b'<worksheet><sheetData><row r="1"><c/></row><row r="3"/></sheetData></worksheet>'
    at = xml.index(b"<c/>")
    with pytest.raises(ValueError, match="cross"):
        SheetXml(xml, PART).only({2}, [(at, at + 4, b"<d/>")])
    assert b"<d/>" in b"".join(SheetXml(xml, PART).only({0}, [(at, at + 4, b"<d/>")]))


def test_a_cell_that_says_that_it_stands_in_another_row_is_refused_wherever_it_is() -> None:
    row = b'<row r="%d"><c r="A%d"/><c s="1" r="B%d"/></row>'
    rows = b"".join(row % (number, number, number) for number in range(1, 9))
    sheet = b"<worksheet><sheetData>%b</sheetData></worksheet>"
    SheetXml(sheet % rows, PART).refuse_misplaced()
    for wrong in (b'r="B3"', b'r="A8"', b'r="B1"'):
        moved = SheetXml(sheet % rows.replace(wrong, wrong[:4] + b'99"'), PART)
        with pytest.raises(PartnerbookError, match=r"has the cell [AB]99 in row [138]; save it again in Excel"):
            moved.refuse_misplaced()
