"""Every fault that the check knows is planted in a sound workbook, one at a time, and is found."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from support.lint import problems

SHEET, REPORT, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
WORKBOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
CHART = "xl/charts/chart1.xml"

FORMULA = "SUMIFS(Deals[Points],Deals[Client],&quot;Acme&quot;)"


def workbook() -> Workbook:
    """Return a workbook with a little of everything, and nothing wrong with it."""
    made = Workbook()
    deals, report = made.active, made.create_sheet("Report")
    deals.title = "My deals"
    for row in [("Client", "Points", "Double"), ("Acme", 10.5, None), ("Bolt", 7, None)]:
        deals.append(row)
    double = "Deals[[#This Row],[Points]]*2"
    deals["C2"], deals["C3"] = f"={double}", f"={double}"
    table = Table(displayName="Deals", ref="A1:C3")
    table._initialise_columns()
    for number, name in enumerate(("Client", "Points", "Double")):
        table.tableColumns[number] = TableColumn(id=number + 1, name=name)
    table.tableColumns[2].calculatedColumnFormula = TableFormula(attr_text=double)
    deals.add_table(table)
    deals.merge_cells("F1:G1")
    deals["B2"].number_format = '0.0 "points"'
    validation = DataValidation("list", formula1="Tiers", promptTitle="Tier", prompt="The tier you aim for")
    validation.add("E2")
    deals.add_data_validation(validation)
    deals.conditional_formatting.add("A2:C3", FormulaRule(["$B2>8"], font=Font(bold=True)))
    report["A1"] = '=SUMIFS(Deals[Points],Deals[Client],"Acme")'
    report["A2"] = "=SUM(INDEX(Deals[Points],1):INDEX(Deals[Points],2)) + AsOf"
    report["A3"] = "=_xlfn.LET(_xlpm.a,1,_xlpm.a+_xlfn.XLOOKUP(1,'My deals'!$B:$B,'My deals'!1:1) )"
    report["A4"] = "=SUM(_xlfn._xlws.FILTER(Deals[Points],Deals[Points]>8),,{1;2})*-50%"
    report["A5"] = '=_xlfn.LAMBDA(_xlpm.x,_xlpm.x&"a;b")(2)'
    report["A6"] = "to the deals"
    report["A6"].hyperlink = Hyperlink(ref="A6", location="'My deals'!A1")
    made.defined_names["AsOf"] = DefinedName("AsOf", attr_text="Report!$D$1")
    made.defined_names["Tiers"] = DefinedName("Tiers", attr_text="Report!$E$1:$E$4")
    report.print_title_rows = "1:1"
    chart = BarChart()
    chart.add_data(Reference(deals, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.x_axis.delete = chart.y_axis.delete = chart.roundedCorners = False
    report.add_chart(chart, "G2")
    return made


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("lint") / "sound.xlsx"
    workbook().save(path)
    return path


def changed(sound: Path, out: Path, part: str, old: str, new: str) -> Path:
    """Write a copy in which `old` (a pattern) is `new` in one part; `part` itself is left out when `new` is None."""
    with zipfile.ZipFile(sound) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name == part:
                text, count = re.subn(old, lambda _: new, text, count=1)
                assert count == 1, f"{old!r} is not in {part}: {text}"
            after.writestr(name, text)
    return out


def test_a_sound_workbook_has_no_problems(sound):
    assert problems(sound) == []


def formula(text: str) -> tuple[str, str, str]:
    """Return the change that puts this formula into Report!A1."""
    return REPORT, r"<f>SUMIFS.*?</f>", f"<f>{text}</f>"


FAULTS = {
    "part without content type": (TYPES, '<Default Extension="rels"[^>]*>', "", "_rels/.rels: has no content type"),
    "content type without part": (
        TYPES,
        "/xl/tables/table1.xml",
        "/xl/tables/table9.xml",
        "table9.xml, which is missing",
    ),
    "relationship to nothing": ("xl/worksheets/_rels/sheet1.xml.rels", "table1.xml", "table9.xml", "rId1 points to"),
    "two relationships of one name": ("xl/_rels/workbook.xml.rels", "rId2", "rId1", "2 relationships are called rId1"),
    "broken XML": (REPORT, "</sheetData>", "", "is no XML"),
    "sheet name too long": (WORKBOOK, "Report", "R" * 32, "has not 1 to 31 characters"),
    "sheet name with forbidden character": (WORKBOOK, "Report", "Q1/Q2", "characters that it may not have"),
    "sheet name reserved": (WORKBOOK, "Report", "History", "is Excel's own"),
    "two sheets of one name": (WORKBOOK, 'name="Report"', 'name="my Deals"', "2 sheets are called 'my deals'"),
    "no visible sheet first": (WORKBOOK, 'state="visible"', 'state="hidden"', "shown first is missing or hidden"),
    "name that reads as a cell": (WORKBOOK, 'name="AsOf"', 'name="FY26"', "FY26 reads as a cell"),
    "name with a space": (WORKBOOK, 'name="AsOf"', 'name="As of"', "characters that a name may not have"),
    "name given twice": (WORKBOOK, 'name="Tiers"', 'name="asof"', "asof is given twice"),
    "name of a table": (WORKBOOK, 'name="Tiers"', 'name="DEALS"', "is a table's name too"),
    "name of a lost cell": (WORKBOOK, r"Report!\$D\$1", "Report!#REF!", "has lost its cell"),
    "table that reads as a cell": (TABLE, 'displayName="Deals"', 'displayName="TBL2026"', "'TBL2026' reads as a cell"),
    "header unlike its column": (TABLE, 'name="Points"', 'name="Point"', "header B1 is 'Points', the column 'Point'"),
    "header that is a number": (
        SHEET,
        '<c r="B1" t="inlineStr"><is><t>Points</t></is></c>',
        '<c r="B1"><v>1</v></c>',
        "header B1 is no text",
    ),
    "two columns of one name": (TABLE, 'name="Points"', 'name="client"', "2 columns are called 'client'"),
    "table too wide": (TABLE, 'ref="A1:C3"', 'ref="A1:D3"', "has not the width of 3 columns"),
    "table of a header": (TABLE, 'ref="A1:C3"', 'ref="A1:C1"', "has no row for data"),
    "merged cells in a table": (SHEET, "F1:G1", "B3:D3", "the merged cells B3:D3 and the table Deals (A1:C3) overlap"),
    "one merged cell": (SHEET, "F1:G1", "F1:F1", "F1:F1 are one cell"),
    "calculated column": (TABLE, r"\[#This Row\],\[Points\]", "[#This Row],[Pts]", "has no column 'Pts'"),
    "this row as on the screen": (TABLE, r"\[\[#This Row\],\[Points\]\]", "[@Points]", "the file wants [[#This Row]"),
    "equals sign stored": (*formula("=1+1"), '"=" is stored'),
    "too long a formula": (*formula("1" + "+1" * 4100), "more than 8,192"),
    "too long a text in a formula": (*formula(f"&quot;{'x' * 256}&quot;"), "longer than 255"),
    "semicolon": (*formula("SUM(1;2)"), '";" separates arguments'),
    "bracket not closed": (*formula("SUM(1,(2)"), "a bracket is not closed"),
    "bracket not opened": (*formula("SUM(1,2))"), "cannot be read"),
    "operator at the end": (*formula("1+2*"), "ends with '*'"),
    "operator without value": (*formula("SUM(1,*2)"), "nothing stands before '*'"),
    "values side by side": (*formula("SUM(1)2"), "no operator stands before"),
    "new function without prefix": (*formula("XLOOKUP(1,A2:A3,B2:B3)"), "stored as _xlfn.XLOOKUP"),
    "new sheet function": (*formula("_xlfn.SORT(A2:A3)"), "stored as _xlfn._xlws.SORT"),
    "old function with prefix": (*formula("_xlfn.SUM(1)"), "SUM is stored without a prefix"),
    "variable without prefix": (*formula("_xlfn.LET(aa,1,aa+1)"), "stored as _xlpm.aa"),
    "unknown sheet": (*formula("'Deals'!A1"), "unknown sheet 'Deals'"),
    "unknown table": (*formula("SUM(Deal[Points])"), "unknown table 'Deal'"),
    "unknown column": (*formula("SUM(Deals[[Client]:[Point]])"), "table Deals has no column 'Point'"),
    "unknown name": (*formula("Asoff+1"), "unknown name 'Asoff'"),
    "list too long": (SHEET, "<formula1>Tiers", f"<formula1>&quot;{'x,' * 128}&quot;", "list is longer than 255"),
    "prompt title too long": (SHEET, 'promptTitle="Tier"', f'promptTitle="{"x" * 33}"', "longer than 32"),
    "table in a validation": (SHEET, "<formula1>Tiers", "<formula1>Deals[Client]", "is not allowed here"),
    "table in a conditional format": (SHEET, r"\$B2&gt;8", "SUM(Deals[Points])&gt;8", "is not allowed here"),
    "array in a conditional format": (SHEET, r"\$B2&gt;8", "OR($B2={1,2})", "an array constant is not allowed"),
    "missing format of a rule": (SHEET, 'dxfId="0"', 'dxfId="7"', "has format 7 of 1"),
    "missing cell format": (SHEET, '<c r="A2" ', '<c r="A2" s="99" ', "A2 has cell format 99"),
    "missing font": (STYLES, '<xf numFmtId="164" fontId="0"', '<xf numFmtId="164" fontId="9"', "has fontId 9 of"),
    "missing number format": (
        STYLES,
        '<xf numFmtId="164"',
        '<xf numFmtId="170"',
        "has number format 170, which is missing",
    ),
    "letters in a number format": (STYLES, "&quot;points&quot;", "points", "outside quotes"),
    "open quote in a number format": (STYLES, "&quot;points&quot;", "&quot;points", "quote that is not closed"),
    "brackets in a number format": (STYLES, "0.0 ", "[pink]0.0 ", "has [pink]"),
    "shared text that is not there": (SHEET, '"B3" t="n"', '"B3" t="s"', "B3 points to shared text 7 of 0"),
    "text too long": (SHEET, "<t>Acme", f"<t>{'x' * 32_768}", "A2 holds more than 32,767 characters"),
    "not a number": (SHEET, "<v>10.5</v>", "<v>NaN</v>", "B2 is a number cell and holds 'NaN'"),
    "number cell without number": (SHEET, "<v>10.5</v>", "<v></v>", "B2 is a number cell and holds ''"),
    "cell given twice": (SHEET, 'r="B3"', 'r="A3"', "A3 stands twice"),
    "cell beyond the last": (SHEET, 'r="C3"', 'r="XFE3"', "reaches beyond the last cell"),
    "widths that overlap": (
        SHEET,
        "<sheetData>",
        '<cols><col min="1" max="3" width="9"/><col min="2" max="2" width="9"/></cols><sheetData>',
        "the widths of columns 1 to 3 and 2 to 2 overlap",
    ),
    "link into nothing": (REPORT, "'My deals'!A1\"", "'Your deals'!A1\"", "unknown sheet 'Your deals'"),
    "axis that vanishes": (CHART, '<delete val="0" ?/>', "", "Excel shows no"),
    "round corners": (CHART, '<roundedCorners val="0" ?/>', "", "Excel rounds the corners"),
    "chart of an unknown sheet": (CHART, "'My deals'", "'Old deals'", "unknown sheet 'Old deals'"),
    "axis that is not there": (CHART, '<crossAx val="10"', '<crossAx val="11"', "crossAx 11 is no axis"),
}


@pytest.mark.parametrize(("part", "old", "new", "found"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(part, old, new, found, sound, tmp_path):
    said = problems(changed(sound, tmp_path / "faulty.xlsx", part, old, new))
    assert any(found in each for each in said), said


def test_tables_that_overlap_are_found(tmp_path):
    made = workbook()
    sheet = made["My deals"]
    sheet["B3"], sheet["C3"] = "x", "y"
    sheet.add_table(Table(displayName="Other", ref="B3:C4"))
    made.save(tmp_path / "faulty.xlsx")
    said = problems(tmp_path / "faulty.xlsx")
    assert any("the table Deals (A1:C3) and the table Other (B3:C4) overlap" in each for each in said)


def test_sheets_selected_together_are_found(tmp_path):
    made = workbook()
    for sheet in made:
        sheet.sheet_view.tabSelected = True
    made.save(tmp_path / "faulty.xlsx")
    [said] = problems(tmp_path / "faulty.xlsx")
    assert "My deals, Report are selected together" in said


def test_a_filter_over_a_table_is_found(tmp_path):
    made = workbook()
    made["My deals"].auto_filter.ref = "A1:C3"
    made.save(tmp_path / "faulty.xlsx")
    assert any("and the filter A1:C3 overlap" in each for each in problems(tmp_path / "faulty.xlsx"))


def test_a_function_of_an_add_in_is_known_when_said(tmp_path):
    made = workbook()
    made["Report"]["A1"] = "=POINTS_SOLD(100)"
    made.save(tmp_path / "book.xlsx")
    assert any("POINTS_SOLD is unknown" in each for each in problems(tmp_path / "book.xlsx"))
    assert problems(tmp_path / "book.xlsx", functions=["POINTS_SOLD"]) == []
