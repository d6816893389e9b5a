"""References that end with a table's last row, in every place that has some, once the table has a new row."""

import shutil
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableFormula
from support.engines import libreoffice_values, written_values
from support.rich_parts import MAIN, OPEN, X14, XM, add_part, relate, repacked, replace
from support.sdk import sdk_errors
from support.writing import write_changes

from partnerbook.book.write.change import ADD, Change
from partnerbook.book.write.writer import planned_changes
from partnerbook.files.xlsx.with_values import with_values
from partnerbook.records import Client

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
NEW = [Change(ADD, "Clients", "", "", None, Client("Gamma", "CL", apps_used=100, usage_score=Decimal(7)))]
TWO = [*NEW, Change(ADD, "Clients", "", "", None, Client("Delta", "CL", apps_used=200))]
GROW = {  # formulas of the sheet Mine, and what becomes of them where Clients is a Table of Excel
    "SUM(Clients!C2:C3)": "SUM(Clients!C2:C4)",
    "SUM(Clients!$C$2:$C$3)": "SUM(Clients!$C$2:$C$4)",
    "SUM('Clients'!C1:C3)&\"A2:A3\"": "SUM('Clients'!C1:C4)&\"A2:A3\"",
    "INDEX(clients!A2:A3,MATCH(5,CLIENTS!C2:C3,0))": "INDEX(clients!A2:A4,MATCH(5,CLIENTS!C2:C4,0))",
    "VLOOKUP(\"Beta\",Clients!A1:D3,3,FALSE)": "VLOOKUP(\"Beta\",Clients!A1:D4,3,FALSE)",
    "SUM(Clients!C3:C2)": "SUM(Clients!C4:C2)",
    "SUMPRODUCT((Clients!B2:B3<>\"x\")*Clients!C2:C3)": "SUMPRODUCT((Clients!B2:B4<>\"x\")*Clients!C2:C4)",
}  # fmt: skip
STAY = (
    "SUM(Clients!C:C)", "SUM(Clients!C3:C3)", "SUM(Clients!C2:C99)", "Clients!C3", "SUM(Clients!C2:C2)",
    "SUM(Clients[Tools in use])", "SUM(Other!C2:C3)", "SUM(C2:C3)", '"Clients!C2:C3"', "SUM(Clients!G2:G3)",
    "SUM(Clients!C1:D1)", "Clients!$C$3*2",
)  # fmt: skip
SHORT = {  # and the reference that is told
    "SUM(Clients!A1:F3)": "Clients!A1:F3", "SUM(Clients!2:3)": "Clients!2:3",
    "SUM(Clients!C$2:C3)": "Clients!C$2:C3", "SUMPRODUCT(Clients!C2:C3*Other!C2:C3)": "Clients!C2:C3",
    "SUMPRODUCT(Clients!C2:C3*Pair)": "Clients!C2:C3",
}  # fmt: skip
NAMES = {"Own": "Clients!$A$2:$A$3", "Pair": "Other!$C$2:$C$3", "Moving": "Clients!A2:A3", "Part": "Clients!$A$3:$A$4"}
SHARE = "Clients[[#This Row],[Tools in use]]/SUM(C$2:C$3)"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that names the rows of a table in every way."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Clients"
    for row in (("Client", "Market", "Tools in use", "Usage score", "Share"), ("Acme", "Brazil", 3, 40, None),
                ("Beta", "Mexico", 5, 60, None)):  # fmt: skip
        sheet.append(row)
    sheet["H1"], sheet["H2"], sheet["H3"] = "=SUM(C2:C3)", "=SUM(C$2:C2)", "=SUM(C$2:C3)"
    mine, other = workbook.create_sheet("Mine"), workbook.create_sheet("Other")
    for number, formula in enumerate((*GROW, *STAY, *SHORT), 1):
        mine.cell(number, 1).value = f"={formula}"
    mine["C1"] = ArrayFormula("C1", "=SUM(Clients!C2:C3*1)")
    mine["D1"] = ArrayFormula("D1:D2", "=Clients!C2:C3*1")
    for row in range(1, 5):
        other.cell(row, 3).value = row
    names = {
        "Own": "Clients!$A$2:$A$3",
        "Pair": "Other!$C$2:$C$3",
        "Moving": "Clients!A2:A3",
        "Part": "Clients!$A$3:$A$4",
    }
    for name, text in names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=text)
    sheet.print_area = "A1:F3"
    for cells, formula in (("F1:F9", "Clients!$A$2:$A$3"), ("G1", "Clients!$A$1:$F$3")):
        check = DataValidation(type="list", formula1=formula)
        check.add(cells)
        mine.add_data_validation(check)
    mine.conditional_formatting.add("A1:A9", FormulaRule(["COUNTIF(Clients!$C$2:$C$3,A1)>1"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=3))
    mine.add_chart(chart, "J2")
    mixed = BarChart()
    mixed.add_data(Reference(sheet, min_col=3, min_row=2, max_row=3))
    mixed.set_categories(Reference(other, min_col=3, min_row=2, max_row=3))
    other.add_chart(mixed, "J2")
    path = tmp_path_factory.mktemp("made") / "plain.xlsx"
    workbook.save(path)
    return path


def with_table(path: Path) -> None:
    """Make the clients a Table of Excel, with a column that all rows have the same formula in."""
    workbook = load_workbook(path)
    sheet = workbook["Clients"]
    table = Table(displayName="Clients", name="Clients", ref="A1:E3")
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[1], strict=False):
        column.name = str(cell.value)
    table.tableColumns[4].calculatedColumnFormula = TableFormula(
        attr_text="Clients[[#This Row],[Tools in use]]/SUM(C$2:C$3)"
    )
    for row in (2, 3):
        sheet.cell(row, 5).value = f"={SHARE}"
    sheet.add_table(table)
    workbook.save(path)


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copy(made, tmp_path / "book.xlsx"))
    with_table(path)
    return path


def formulas(path: Path, sheet: str = "Mine", column: str = "A") -> list[str]:
    return [str(cell.value).removeprefix("=") for cell in load_workbook(path)[sheet][column] if cell.value is not None]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_formulas_grow_with_a_table_as_excel_lets_them(path: Path) -> None:
    write_changes(path, NEW, NOW)
    assert formulas(path) == [*GROW.values(), *STAY, *SHORT]


def test_what_grows_and_what_does_not_is_told(path: Path) -> None:
    before = path.read_bytes()
    planned = planned_changes(path, NEW)
    assert path.read_bytes() == before
    written = write_changes(path, NEW, NOW)
    assert (planned.longer, planned.short) == (written.longer, written.short)
    told = [sentence.removeprefix("book.xlsx, ") for sentence in written.longer]
    assert "Clients!E2:E3: C$2:C$3 is C$2:C$4 now." in told
    assert "the name Own: Clients!$A$2:$A$3 is Clients!$A$2:$A$4 now." in told
    ends = [sentence.removeprefix("book.xlsx, ").partition(" ends above new rows")[0] for sentence in written.short]
    first = 1 + len(GROW) + len(STAY)
    told_short = [f"Mine!A{row}: {reference}" for row, reference in enumerate(SHORT.values(), first)]
    assert ends == [
        *told_short[:3],
        f"Mine!A{first + 3}:A{first + 4}: Clients!C2:C3",
        "Mine!D1: Clients!C2:C3",
        "the drop-down of Mine!G1: Clients!$A$1:$F$3",
        "the name Moving: Clients!A2:A3",
        "the print area of Clients: 'Clients'!$A$1:$F$3",
        "a chart on Other: 'Clients'!$C$2:$C$3",
    ]
    assert written.short[0].endswith(" ends above new rows, which go down to row 4, and leaves them out.")


def test_a_table_has_the_right_formulas_in_all_its_rows(path: Path) -> None:
    write_changes(path, TWO, NOW)
    share = "Clients[[#This Row],[Tools in use]]/SUM(C$2:C$5)"
    assert formulas(path, "Clients", "E") == ["Share", share, share, share, share]
    assert f"<calculatedColumnFormula>{share}<" in part(path, "xl/tables/table1.xml")
    assert formulas(path, "Clients", "H") == ["SUM(C2:C5)", "SUM(C$2:C2)", "SUM(C$2:C3)"]  # which run down


def test_names_rules_and_charts_grow(path: Path) -> None:
    write_changes(path, NEW, NOW)
    names = load_workbook(path).defined_names
    assert {name: names[name].value for name in names} == {**NAMES, "Own": "Clients!$A$2:$A$4"}
    mine = part(path, "xl/worksheets/sheet2.xml")
    assert "<formula1>Clients!$A$2:$A$4</formula1>" in mine
    assert "<formula>COUNTIF(Clients!$C$2:$C$4,A1)&gt;1</formula>" in mine
    assert "'Clients'!$C$2:$C$4" in part(path, "xl/charts/chart1.xml")
    assert "'Clients'!$A$2:$A$4" in part(path, "xl/charts/chart1.xml")
    assert "'Clients'!$C$2:$C$3" in part(path, "xl/charts/chart2.xml")


@pytest.mark.libreoffice
def test_after_it_every_written_value_is_right(path: Path) -> None:
    values = libreoffice_values(path)
    cells = {at for at, cell in written_values(path).items() if cell.formula}
    path.write_bytes(with_values(path.read_bytes(), {at: values[at] for at in cells}))
    write_changes(path, TWO, NOW)
    now, right = written_values(path), libreoffice_values(path)
    kept = {at: cell.value for at, cell in now.items() if cell.value is not None}
    assert kept == {at: right[at] for at in kept}
    assert right["Mine", "A1"] == 308
    assert right["Mine", "A8"] == 308


def test_references_to_a_plain_range_are_left_and_told(made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(made, tmp_path / "book.xlsx"))
    with_filter(path)
    written = write_changes(path, NEW, NOW)
    assert formulas(path) == [*GROW, *STAY, *SHORT]
    assert written.longer == ("book.xlsx, the filter of Clients: A1:E3 is A1:E4 now.",)
    assert 'autoFilter ref="A1:E4"' in part(path, "xl/worksheets/sheet1.xml")
    assert "_FilterDatabase" not in str(written)
    assert "'Clients'!$A$1:$E$4</definedName>" in part(path, "xl/workbook.xml")
    told = "\n".join(written.short)
    for where in (
        *(
            "Clients!H1: C2:C3",
            "Mine!A1: Clients!C2:C3",
            "Mine!A6: Clients!C3:C2",
            "the name Own: ",
            "a chart on Mine: ",
        ),
        *("the drop-down of Mine!F1:F9: ", "the conditional format of Mine!A1:A9: "),
    ):
        assert where in told
    assert "H2" not in told


def with_filter(path: Path) -> None:
    workbook = load_workbook(path)
    workbook["Clients"].auto_filter.ref = "A1:E3"
    workbook.save(path)


def with_more(parts: dict[str, str]) -> None:
    """What openpyxl cannot write: rules and sparklines of Excel 2010, pivots, controls, shared formulas."""
    rules = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations '
        f'xmlns:xm="{XM}" count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Clients!$A$2:$A$3</xm:f>'
        "</x14:formula1><xm:sqref>C1:C9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
        f'<ext xmlns:x14="{X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{XM}">'
        "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Clients!C2:C3</xm:f><xm:sqref>G1</xm:sqref>"
        "</x14:sparkline><x14:sparkline><xm:f>Clients!C2:D3</xm:f><xm:sqref>G2</xm:sqref></x14:sparkline>"
        "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    other = "xl/worksheets/sheet3.xml"
    rows = (
        '<row r="7"><c r="A7"><f t="shared" ref="A7:B7" si="0">SUM(Clients!C$2:C$3)</f><v>8</v></c><c r="B7">'
        '<f t="shared" si="0"/><v>100</v></c></row><row r="8"><c r="A8"><f t="shared" ref="A8:A9" si="1">'
        'SUM(Clients!C2:C3)</f><v>8</v></c></row><row r="9"><c r="A9"><f t="shared" si="1"/><v>5</v></c></row>'
    )
    replace(parts, other, "</sheetData>", f"{rows}</sheetData>")
    replace(parts, other, "</worksheet>", f"{rules}</worksheet>")
    for number, source in enumerate(
        ('ref="A1:E3" sheet="Clients"', 'ref="A1:F3" sheet="Clients"', 'name="Clients"'), 1
    ):
        cache = (
            f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="0" saveData="0"><cacheSource type="worksheet">'
            f'<worksheetSource {source}/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
        )
        name = f"pivotCache/pivotCacheDefinition{number}.xml"
        add_part(parts, f"xl/{name}", f"{OPEN}.spreadsheetml.pivotCacheDefinition+xml", cache)
        relate(parts, "xl/workbook.xml", "pivotCacheDefinition", name, f"rIdPivot{number}")
    control = f'<formControlPr xmlns="{X14}" objectType="Drop" fmlaLink="$A$30" fmlaRange="Clients!$A$2:$A$3" val="0"/>'
    add_part(parts, "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml", control)
    relate(parts, other, "ctrlProp", "../ctrlProps/ctrlProp1.xml", "rIdControl")


def test_what_only_excel_writes_grows_too(path: Path) -> None:
    repacked(path, with_more)
    written = write_changes(path, NEW, NOW)
    other = part(path, "xl/worksheets/sheet3.xml")
    for text in ("<x14:formula1><xm:f>Clients!$A$2:$A$4</xm:f>", "<xm:f>Clients!C2:C4</xm:f><xm:sqref>G1<",
                 '<f t="shared" ref="A7:B7" si="0">SUM(Clients!C$2:C$4)</f></c><c r="B7"><f t="shared" si="0"/></c>',
                 "SUM(Clients!C2:C3)</f><v>8</v>", "<xm:f>Clients!C2:D4</xm:f>"):  # fmt: skip
        assert text in other
    assert 'ref="A1:E4"' in part(path, "xl/pivotCache/pivotCacheDefinition1.xml")
    assert 'ref="A1:F3"' in part(path, "xl/pivotCache/pivotCacheDefinition2.xml")
    assert 'fmlaRange="Clients!$A$2:$A$4"' in part(path, "xl/ctrlProps/ctrlProp1.xml")
    longer, short = "\n".join(written.longer), "\n".join(written.short)
    assert "Other!A7: Clients!C$2:C$3 is Clients!C$2:C$4 now." in longer
    assert "Other!B7: Clients!D$2:D$3 is Clients!D$2:D$4 now." in longer
    assert "Other!A8: Clients!C2:C3 ends above new rows" in short
    assert "the pivot table from Clients: A1:F3 ends above new rows" in short
    assert "the sparkline in Other!G1: Clients!C2:C3 is Clients!C2:C4 now." in longer
    assert "a list on Other: Clients!$A$2:$A$3 is Clients!$A$2:$A$4 now." in longer


@pytest.mark.sdk
def test_microsofts_validator_says_the_same_of_what_has_grown(path: Path, made: Path, tmp_path: Path) -> None:
    plain = Path(shutil.copy(made, tmp_path / "plain.xlsx"))
    with_filter(plain)
    before, after = [], []
    for each in (path, plain):
        repacked(each, with_more)
        before.append(Path(shutil.copy(each, tmp_path / f"before-{each.name}")))
        write_changes(each, TWO, NOW)
        after.append(each)
    found = [{finding.replace("before-", "") for finding in sdk_errors(paths)} for paths in (before, after)]
    assert found[1] == found[0]


def with_own_columns(path: Path, rows: int) -> None:
    """A plain list with columns of the person's own: two that all rows repeat, one with a formula in the last row."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Clients"
    sheet.append(["Client", "Market", "Tools in use", "Twice", "So far", "Once"])
    for row in range(2, rows + 2):
        sheet.append([f"Client {row}", "Brazil", row, f"=C{row}*2", f"=SUM(C$2:C{row})", None])
    sheet.cell(rows + 1, 6).value = f"=C{rows + 1}+1"
    workbook.save(path)


@pytest.mark.libreoffice
def test_a_plain_list_repeats_the_formulas_that_its_last_rows_have(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with_own_columns(path, 4)
    written = write_changes(path, TWO, NOW)
    assert formulas(path, "Clients", "D")[-2:] == ["C6*2", "C7*2"]
    assert formulas(path, "Clients", "E")[-2:] == ["SUM(C$2:C6)", "SUM(C$2:C7)"]
    assert written.short == ("book.xlsx, Clients!F6:F7: empty, where the row above has a formula.",)
    values = libreoffice_values(path)
    assert (values["Clients", "D7"], values["Clients", "E7"]) == (400, 2 + 3 + 4 + 5 + 100 + 200)


def test_two_rows_are_too_few_to_repeat_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with_own_columns(path, 2)
    written = write_changes(path, NEW, NOW)
    assert len(formulas(path, "Clients", "D")) == 3
    told = [sentence.partition(":")[0] for sentence in written.short]
    assert told == [f"book.xlsx, Clients!{column}4" for column in "DEF"]
