"""The add-in in a real LibreOffice: it answers every case, written as a plain workbook without values."""

import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from support.case_workbook import case_workbook
from support.engines import same, written_values
from support.function_cases import agree, cases, cases_not_held, named
from support.libreoffice_host import Host
from support.package import Package

from partnerbook.functions.table import FUNCTIONS
from partnerbook.names import LANGUAGES
from partnerbook.workbooks.finance import write_finance_sheet

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="session")
def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("libreoffice"))
    host.add()
    return host


@pytest.fixture
def deals(tmp_path):
    """Writes amounts down column A and formulas into other cells, and says where."""

    def written(amounts, formulas):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Deals"
        for amount in amounts:
            sheet.append([amount])
        for cell, formula in formulas.items():
            first = cell.partition(":")[0]
            sheet[first] = ArrayFormula(cell, formula) if ":" in cell else formula
        book.save(tmp_path / "deals.xlsx")
        return tmp_path / "deals.xlsx"

    return written


def test_every_case(host, tmp_path):
    path = tmp_path / "cases.xlsx"
    asked = case_workbook(path, cases("libreoffice"))
    found = host.values(path)
    wrong = [
        f"{named(each.case)}: {answer} for {each.case.expected}"
        for each in asked
        if not agree(each.case.expected, answer := each.found(found))
    ]
    assert not wrong, "\n".join(wrong)
    assert len(asked) >= 150


def test_a_case_that_is_not_held_differs(host, tmp_path):
    path = tmp_path / "not_held.xlsx"
    asked = case_workbook(path, cases_not_held("libreoffice"))
    found = host.values(path)
    assert [named(each.case) for each in asked if agree(each.case.expected, each.found(found))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finance_sheet_comes_to_what_is_written(host, tmp_path, language):
    path = tmp_path / "finance.xlsx"
    write_finance_sheet(path, date(2026, 11, 1), language=language)
    package, empty = Package(path), tmp_path / "empty.xlsx"
    with zipfile.ZipFile(empty, "w") as archive:
        for part in package.names:  # LibreOffice works out what has no value
            archive.writestr(part, re.sub(rb"(?<=</f>)<v>[^<]*</v>", b"", package.content(part)))
    found, written = host.values(empty), written_values(path)
    assert len(written) > 80
    assert {place: each for place, each in written.items() if not same(each.value, found.get(place))} == {}


def test_one_array_formula_fills_a_range(host, deals):
    path = deals([1000, "abc", None, 500], {"B1:C4": '=POINTS_SOLD(A1:A4,{"Mexico","Spain"},"USD")'})
    found = host.values(path)
    rows = [[found["Deals", f"{column}{row}"] for column in "BC"] for row in range(1, 5)]
    assert rows == [[100, 50], ["#VALUE!", "#VALUE!"], [0, 0], [50, 25]]


def test_other_functions_see_real_errors(host, deals):
    formulas = {
        "B1": '=IFERROR(POINTS_SOLD(A1,"Spain","USD"),"no points")',
        "B2": '=ISNA(POINTS_SOLD(1000,"Spain","CLP",,DATE(2026,2,1)))',
        "B3": '=SUM(POINTS_SOLD(A3,{"Mexico","Spain"},"USD"))',
        "B4": '=POINTS_MANAGED(1000,"Spain","USD",-1)',
        "C4": "=ERROR.TYPE(B4)",
        "B5": '=POINTS_SOLD(A5,"Spain","USD")',
    }
    found = host.values(deals(["abc", None, 1000, None, "=1/0"], formulas))
    assert [found["Deals", cell] for cell in formulas] == ["no points", 1, 150, "#NUM!", 6, "#DIV/0!"]


def test_an_error_in_a_range_needs_iferror(host, deals):
    """Calc calls no add-in with a range that holds an error: the errors must become text on the way."""
    formulas = {
        "B1:B3": '=POINTS_SOLD(A1:A3,"Mexico","USD")',
        "C1:C3": '=POINTS_SOLD(IFERROR(A1:A3,"#N/A"),"Mexico","USD")',
    }
    found = host.values(deals([1000, "=1/0", 500], formulas))
    assert [found["Deals", f"B{row}"] for row in (1, 2, 3)] == ["Err:504"] * 3
    assert [found["Deals", f"C{row}"] for row in (1, 2, 3)] == [100, "#N/A", 50]


def test_the_functions_have_long_names_too(host, deals):
    assert (
        host.values(deals([1000], {"B1": '=ORG.PARTNERBOOK.FUNCTIONS.POINTS_SOLD(A1,"Mexico","USD")'}))["Deals", "B1"]
        == 100
    )


def test_a_saved_workbook_keeps_the_short_names(host, deals, tmp_path):
    saved = host.office.convert(deals([], {"A1": f"={FUNCTIONS[0].example}"}), "xlsx", tmp_path / "out", host.place)
    package = Package(saved)
    [cell] = package.cells(package.sheets[0].part)
    assert (cell.formula, package.value(cell)) == (FUNCTIONS[0].example, FUNCTIONS[0].gives)


def test_the_function_wizard_shows_the_texts(host):
    shown = host.texts()
    for function in FUNCTIONS:
        assert shown[function.name] == [function.description, *([each.name, each.help] for each in function.parameters)]


def test_it_can_be_replaced_and_removed(tmp_path):
    host = Host(tmp_path)
    assert not host.office.remove(host.place)
    host.add()
    host.add()  # as after an upgrade
    assert host.office.remove(host.place)
    assert not host.office.remove(host.place)
