"""A book beside sheets of every kind that no table needs: it is changed as if they were not there, and they stay."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from support.bad_books import repacked as rewritten
from support.places import CASES
from support.rich_book import rezipped
from support.rich_parts import MAIN, OPEN, RELATIONS, add_part, add_sheet, relate, repacked, replace
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.errors import PartnerbookError
from partnerbook.records import Book, Client
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BOOK = Book(clients=(Client("Acme", "BR"), Client("Beta", "US")))
NEW = Change(ADD, "Clients", "Delta", "", None, Client("Delta", "KR", last_active_on=date(2026, 5, 1)))


def sheet(parts: dict[str, str], kind: str, number: str, target: str = "", state: str = "hidden") -> None:
    """Name a sheet, which may be nowhere."""
    if target:
        relate(parts, "xl/workbook.xml", kind, target, number)
    named = f'<sheet name="Strange" sheetId="90" state="{state}" r:id="{number}" xmlns:r="{RELATIONS}"/></sheets>'
    replace(parts, "xl/workbook.xml", "</sheets>", named)


def macros(parts: dict[str, str]) -> None:
    space = "http://schemas.microsoft.com/office/excel/2006/main"
    cell = '<sheetData><row r="1"><c r="A1"><f>HALT()</f></c></row></sheetData>'
    text = f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="{space}">{cell}</xm:macrosheet>'
    add_part(parts, "xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml", text)
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    sheet(parts, kind, "rIdMacros", "macrosheets/sheet1.xml")


def of_kind(kind: str) -> Callable[[dict[str, str]], None]:
    def change(parts: dict[str, str]) -> None:
        text = f'<{kind} xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></{kind}>'
        add_part(parts, f"xl/{kind}s/sheet1.xml", f"{OPEN}.spreadsheetml.{kind}+xml", text)
        sheet(parts, kind, "rIdStrange", f"{kind}s/sheet1.xml")

    return change


def strange_state(parts: dict[str, str]) -> None:
    add_sheet(parts, "Mine", 77, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    replace(parts, "xl/workbook.xml", 'state="visible"', 'state="show"')


SHEETS: dict[str, Callable[[dict[str, str]], None]] = {
    "macros": macros,
    "a dialog": of_kind("dialogsheet"),
    "a chart": of_kind("chartsheet"),
    "nowhere": lambda parts: sheet(parts, "worksheet", ""),
    "no relation": lambda parts: sheet(parts, "worksheet", "rId999"),
    "no part": lambda parts: sheet(parts, "worksheet", "rIdGone", "worksheets/gone.xml"),
    "a strange state": strange_state,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_book(BOOK, tmp_path / "book.xlsx", date(2026, 10, 31))
    return tmp_path / "book.xlsx"


@pytest.mark.parametrize("name", SHEETS)
def test_a_strange_sheet_is_in_nobodys_way(name: str, path: Path) -> None:
    repacked(path, SHEETS[name])
    with zipfile.ZipFile(path) as archive:
        before = {each: archive.read(each) for each in archive.namelist()}
    beta = read_book(path)[0].clients[1]
    set_one = Change(SET, "Clients", "Beta", "apps_used", None, 7, beta.origin)
    assert write_changes(path, [NEW, set_one, Change(SET, "Settings", "", "goal_tier", "", "Elite")], NOW).rows == 1
    book, _ = read_book(path)
    assert [(client.client, client.apps_used) for client in book.clients] == [
        ("Acme", None),
        ("Beta", 7),
        ("Delta", None),
    ]
    assert book.settings.goal_tier == "Elite"
    with zipfile.ZipFile(path) as archive:
        changed = {each for each in before if archive.read(each) != before[each]}
    assert changed <= {"xl/workbook.xml", "xl/tables/table2.xml", *(f"xl/worksheets/sheet{at}.xml" for at in (1, 2, 3))}


def test_a_book_with_excel_4_macros_is_changed(tmp_path: Path) -> None:
    for at, new in enumerate((b'r:id="rIdM"', b'r:id=""', b'r:id="rId99"')):
        path = tmp_path / f"book{at}.xlsm"
        data = (CASES / "awkward" / "macro_sheet.xlsm").read_bytes()
        path.write_bytes(rewritten(data, lambda _, part, new=new: part.replace(b'r:id="rIdM"', new)))
        assert write_changes(path, [NEW], NOW).rows == 1
        assert [client.client for client in read_book(path)[0].clients][-1] == "Delta"


@pytest.mark.parametrize("formula", [False, True])
def test_another_sheet_may_be_too_large_to_be_read(formula: bool, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row * 7919}</v></c></row>' for row in range(1, 9000))
    cell = '<row r="9000"><c r="A9000"><f>COUNTA(Clients!A6:A7)</f><v>2</v></c></row>' if formula else ""
    large = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}{cell}</sheetData></worksheet>'
    repacked(path, lambda parts: add_sheet(parts, "Large", 77, large))
    monkeypatch.setattr("partnerbook.files.xlsx.package.MOST_XML", 300_000)
    written = write_changes(path, [NEW], NOW)
    told = "book.xlsx, Large: the sheet cannot be looked through"
    assert [sentence.startswith(told) for sentence in written.short] == [True] * formula
    assert len(read_book(path)[0].clients) == 3
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/worksheets/sheet77.xml").decode().endswith(large)
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


@pytest.mark.parametrize("formula", [False, True])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8"])
def test_another_sheet_may_be_written_as_none_is_read(encoding: str, formula: bool, path: Path) -> None:
    """In UTF-16, or with a text that is longer than any cell's: it is left aside, and stays as it is."""
    text = "x" * (300_000 if encoding == "utf-8" else 3)
    cell = '<c r="B1"><f>COUNTA(Clients!A6:A7)</f><v>2</v></c>' if formula else ""
    odd = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>{text}</v></c>{cell}</row></sheetData>'
    data = f'<?xml version="1.0" encoding="{encoding[:6]}"?>{odd}</worksheet>'.encode(encoding)
    repacked(path, lambda parts: add_sheet(parts, "Odd", 77, "ODD"))
    repacked(path, lambda parts: parts.update({"xl/worksheets/sheet77.xml": data}))
    assert [problem.sheet for problem in read_book(path)[1]] == ["Odd"]
    told = "book.xlsx, Odd: the sheet cannot be looked through"
    assert [sentence.startswith(told) for sentence in write_changes(path, [NEW], NOW).short] == [True] * formula
    assert len(read_book(path)[0].clients) == 3
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/worksheets/sheet77.xml") == data
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_a_table_whose_sheet_is_nowhere_is_named(path: Path) -> None:
    rezipped(path, {"xl/_rels/workbook.xml.rels": ("worksheets/sheet3.xml", "worksheets/gone.xml")})
    before = path.read_bytes()
    with pytest.raises(PartnerbookError, match=r"book\.xlsx.*Clients.*save it again in Excel"):
        write_changes(path, [NEW], NOW)
    assert path.read_bytes() == before


def test_a_cell_in_another_row_than_it_says_is_refused_wherever_the_sheet_has_it(path: Path, tmp_path: Path) -> None:
    for at, (old, new) in enumerate(
        (('<c r="B7"', '<c r="B17"'), ('<c r="A1"', '<c r="A2"'), ('<c r="D6"', '<c r="D7"'))
    ):
        wrong = Path(shutil.copy(path, tmp_path / f"wrong{at}.xlsx"))
        rezipped(wrong, {"xl/worksheets/sheet3.xml": (old, new)})
        before = wrong.read_bytes()
        with pytest.raises(PartnerbookError, match=r"has the cell [ABD]\d+ in row \d; save it again in Excel"):
            write_changes(wrong, [NEW], NOW)
        assert wrong.read_bytes() == before
