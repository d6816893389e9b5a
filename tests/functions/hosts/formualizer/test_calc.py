"""`partnerbook calc`: what differs is found and named, the person's file is left alone, and a copy loses nothing."""

import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support.answers import read_answer
from support.engines import written_values
from support.lint import problems
from support.places import CASES

from partnerbook.command.main import main
from partnerbook.errors import PartnerbookError
from partnerbook.files.xlsx.with_values import with_values
from partnerbook.functions.hosts.formualizer.calc import recalculated
from partnerbook.functions.hosts.formualizer.formulas import TableCells, cell_formula
from partnerbook.functions.table import FUNCTIONS
from partnerbook.workbooks.finance import write_finance_sheet

TABLES = {"deals": TableCells("My 'deals'", 8, 2, 21, 4, ["client", "mrr [a]", "sold"], 1, 1)}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    write_finance_sheet(tmp_path / "finance.xlsx", date(2026, 11, 1))
    return tmp_path / "finance.xlsx"


def stale(path: Path, out: Path, *changes: tuple[bytes, bytes]) -> Path:
    """A copy with other values in its Deals sheet."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                for before, after in changes:
                    assert content.count(before) == 1
                    content = content.replace(before, after)
            new.writestr(name, content)
    return out


@pytest.fixture
def edited(sheet: Path) -> Path:
    """The sheet after a person, without the add-in, has written another amount: nothing was worked out again."""
    [before] = [part for part in parts(sheet)["xl/worksheets/sheet2.xml"].split(b"<c ") if part.startswith(b'r="D9"')]
    return stale(sheet, sheet.with_name("edited.xlsx"), (before, before.replace(b"<v>1200</v>", b"<v>2400</v>")))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_follows_from_an_amount_is_found(edited: Path) -> None:
    found = recalculated(edited)
    changed = {(each.sheet, each.cell): (each.written, each.now) for each in found.changes}
    assert changed["Deals", "I9"] == (60, 120)
    assert changed["Deals", "L9"] == (1200, 2400)
    assert {sheet for sheet, _ in changed} == {
        "Deals",
        "Tier",
    }  # the totals, the tier's points and what is still needed
    assert str(found.changes[0]).startswith("Deals!")


def test_the_command_says_it_and_leaves_the_file_alone(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = edited.read_bytes()
    assert main(["calc", str(edited)]) == 1
    said = capsys.readouterr().out
    assert "Deals!I9: 60 is written, 120 comes out of =POINTS_SOLD(Deals[[#This Row],[MRR]]" in said
    assert "differ." in said
    assert edited.read_bytes() == before


def test_a_copy_loses_nothing_and_is_right(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, out = parts(edited), edited.with_name("new.xlsx")
    assert main(["calc", str(edited), "-o", str(out)]) == 1
    after = parts(out)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
    }  # fmt: skip
    assert main(["calc", str(out)]) == 0
    assert problems(out, functions=[function.name for function in FUNCTIONS]) == []
    changed = {place for place, cell in written_values(out).items() if cell != written_values(edited)[place]}
    assert changed == {(each.sheet, each.cell) for each in recalculated(edited).changes}
    capsys.readouterr()
    assert main(["calc", str(edited), "-o", str(edited), "--replace"]) == 2
    assert "never written over" in capsys.readouterr().err


def test_a_sheet_that_is_right_gives_0(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calc", str(sheet)]) == 0
    assert capsys.readouterr().out.endswith("cells call the functions or follow from them; 0 differ.\n")


def test_the_kind_is_chosen_by_name_or_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = {
        "finance.xlsx": [],
        "Finance 2027.xlsx": [],
        "sums.xlsx": ["--kind", "finance"],
        "other.xlsx": ["--no-addin"],
    }
    for name, options in named.items():
        assert main(["new", str(tmp_path / name), *options]) == 0
        assert "Calculator" in load_workbook(tmp_path / name).sheetnames
    assert main(["new", str(tmp_path / "finance_book.xlsx"), "--kind", "book"]) == 0
    assert "Calculator" not in load_workbook(tmp_path / "finance_book.xlsx").sheetnames
    assert main(["new", str(tmp_path / "b.xlsx"), "--kind", "book", "--no-addin"]) == 2
    assert "finance sheet" in capsys.readouterr().err


def test_what_only_excel_knows_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.active["A1"] = '=POINTS_SOLD(100,"Mexico","USD")'
    book.active["A2"] = "=NOBODYS(A1)"
    book.active["A3"] = "=A1*2"
    book.active["A4"] = "=1+1"  # does not follow from a function of ours
    book.save(tmp_path / "sheet.xlsx")
    assert main(["calc", str(tmp_path / "sheet.xlsx")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'Sheet!A1: nothing is written, 10 comes out of =POINTS_SOLD(100,"Mexico","USD")',
        "Sheet!A3: nothing is written, 20 comes out of =A1*2",
        "Not compared, because they use what only Excel knows: Sheet!A2",
        "2 cells call the functions or follow from them; 2 differ.",
    ]


def test_programs_are_told_each_value_and_its_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = {"B1": True, "B2": "120", "B3": 0.1, "B4": None, "B5": "=x"}
    book = Workbook()
    for row, formula in enumerate(("A9>5", '"is "&A9', "A9/30", "1/(A9-10)", "A9"), 1):
        book.active[f"B{row}"] = f"={formula}"
    book.active["A9"] = '=POINTS_SOLD(100,"Mexico","USD")'
    book.active["A10"] = "=NOBODYS(A9)"
    book.save(tmp_path / "sheet.xlsx")
    values = {("Sheet", cell): value for cell, value in {**written, "A9": 3.0}.items()}
    path = tmp_path / "written.xlsx"
    path.write_bytes(with_values((tmp_path / "sheet.xlsx").read_bytes(), values))
    assert main(["calc", str(path), "--json", "-o", str(tmp_path / "new.xlsx")]) == 1
    answer = read_answer(capsys.readouterr().out)
    rows = {row.cell: tuple(row)[2:] for row in answer.figures.rows}  # type: ignore[attr-defined]
    assert rows == {
        "A9": ('POINTS_SOLD(100,"Mexico","USD")', "3", "number", "10", "number"),
        "B2": ('"is "&A9', "120", "text", "is 10", "text"),
        "B3": ("A9/30", "0.1", "number", "0.3333333333333333", "number"),
        "B4": ("1/(A9-10)", None, "nothing", "#DIV/0!", "error"),
        "B5": ("A9", "=x", "text", "10", "number"),
    }
    assert (answer.answer, answer.partner, answer.figures.compared) == ("calc", None, 6)  # type: ignore[attr-defined]
    assert answer.figures.not_known == (("Sheet", "A10"),)  # type: ignore[attr-defined]
    assert main(["calc", str(tmp_path / "new.xlsx"), "--as", "csv"]) == 0
    assert capsys.readouterr().out == "sheet,cell,formula,written,written_kind,now,now_kind\n"


@pytest.mark.parametrize("prefix", ["_xldudf_", "_xldudf_XLWINGS_", "_xludf.", "[1]!", "'C:\\My add-ins\\pb.xlam'!"])
def test_names_as_hosts_store_them(prefix: str) -> None:
    found = cell_formula(f'={prefix}POINTS_SOLD(1,"Mexico","USD")', 1, {})
    assert found == ('=POINTS_SOLD(1,"Mexico","USD")', {"POINTS_SOLD"})


@pytest.mark.parametrize(
    ("reference", "cells"),
    [
        ("Deals[Sold]", "'My ''deals'''!$D$9:$D$20"),
        ("Deals", "'My ''deals'''!$B$9:$D$20"),
        ("Deals[]", "'My ''deals'''!$B$9:$D$20"),
        ("Deals[#All]", "'My ''deals'''!$B$8:$D$21"),
        ("Deals[#Totals]", "'My ''deals'''!$B$21:$D$21"),
        ("Deals[[#This Row],[Sold]]", "'My ''deals'''!$D$12"),
        ("Deals[[#This Row],[Client]:[Sold]]", "'My ''deals'''!$B$12:$D$12"),
        ("Deals[[#Headers],[Client]]", "'My ''deals'''!$B$8"),
        ("Deals[[#Headers],[#Data],[Client]]", "'My ''deals'''!$B$8:$B$20"),
        ("Deals['MRR '[a']]", "Deals['MRR '[a']]"),
        ("Deals[Gone]", "#REF!"),
        ("Other[Sold]", "Other[Sold]"),
    ],
)
def test_references_of_tables_become_cells(reference: str, cells: str) -> None:
    if reference == "Deals['MRR '[a']]":
        cells = "'My ''deals'''!$C$9:$C$20"
    assert cell_formula(f"=SUM({reference})", 12, TABLES).text == f"=SUM({cells})"


def test_every_kind_of_value_is_written(tmp_path: Path) -> None:
    book = Workbook()
    for row in range(1, 7):
        book.active[f"A{row}"] = "=1"
    book.active["B1"] = "kept"
    book.save(tmp_path / "sheet.xlsx")
    values = dict(
        zip((("Sheet", f"A{row}") for row in range(1, 7)), (1.5, "a<b", True, "#N/A", None, -0.1), strict=True)
    )
    (tmp_path / "new.xlsx").write_bytes(with_values((tmp_path / "sheet.xlsx").read_bytes(), values))
    found = load_workbook(tmp_path / "new.xlsx", data_only=True).active
    assert [found[f"A{row}"].value for row in range(1, 7)] == [1.5, "a<b", True, "#N/A", None, -0.1]
    assert found["B1"].value == "kept"
    assert problems(tmp_path / "new.xlsx") == []


def test_a_cell_that_is_not_there_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "sheet.xlsx")
    with pytest.raises(PartnerbookError, match="another size"):
        with_values((tmp_path / "sheet.xlsx").read_bytes(), {("Sheet", "A1"): 1.0})


@pytest.mark.parametrize("name", ["none.xlsx", "text.xlsx"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook")
    assert main(["calc", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_a_formula_that_is_none_stops_nothing(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "=SUM(1,2))"
    book.active["A2"] = '=POINTS_SOLD(100,"Mexico","USD")'
    book.save(tmp_path / "sheet.xlsx")
    assert [change.now for change in recalculated(tmp_path / "sheet.xlsx").changes] == [10.0]


def test_without_formualizer_it_says_what_to_install(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "formualizer", None)
    with pytest.raises(PartnerbookError, match=r'pip install "partnerbook\[calc\]"'):
        recalculated(sheet)


def test_days_from_1904_stay_so_in_a_copy(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet["A1"], sheet["A1"].number_format = date(2026, 11, 1), "yyyy-mm-dd"
    sheet["B1"] = '=A1+POINTS_SOLD(10,"Mexico","USD")'
    sheet["B1"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "sheet.xlsx")
    assert main(["calc", str(tmp_path / "sheet.xlsx"), "-o", str(tmp_path / "new.xlsx")]) == 1
    assert load_workbook(tmp_path / "new.xlsx", data_only=True).active["B1"].value == datetime(2026, 11, 2)  # noqa: DTZ001
    assert main(["calc", str(tmp_path / "new.xlsx")]) == 0


@pytest.mark.parametrize("name", ["days_from_1900.xlsx", "days_from_1904.xlsx"])
def test_days_are_the_same_however_a_workbook_counts_them(name: str) -> None:
    found = recalculated(CASES / "awkward" / name)
    assert (found.changes, found.compared, found.not_known) == ((), 2, ())
