"""Every case of the functions, in a real workbook of plain formulas that formualizer works out with our functions."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from support.case_workbook import ANSWERS, Asked, case_workbook
from support.function_cases import agree, cases, named

from partnerbook.functions.hosts.formualizer.calc import Recalculated, recalculated
from partnerbook.functions.table import FUNCTIONS

# formualizer says #NAME? of what it does not know itself, so that one that is handed on cannot be told from that.
NOT_TOLD = "#NAME?"


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Asked], Recalculated]:
    path = tmp_path_factory.mktemp("formualizer") / "cases.xlsx"
    return case_workbook(path, cases("formualizer")), recalculated(path)


@pytest.mark.parametrize("name", [function.name for function in FUNCTIONS])
def test_every_case_agrees(worked_out: tuple[list[Asked], Recalculated], name: str) -> None:
    asked, result = worked_out
    # Nothing is written beside the formulas, so all that comes out is a change; nothing at all is 0.
    values = {(change.sheet, change.cell): change.now for change in result.changes}
    mine = [each for each in asked if each.case.function == name and each.case.expected != NOT_TOLD]
    assert mine
    wrong = [
        (named(each.case), each.case.expected, found)
        for each in mine
        if not agree(each.case.expected, found := each.found(values, 0.0))
    ]
    assert wrong == []


def test_what_is_not_told_is_all_that_is_not_compared(worked_out: tuple[list[Asked], Recalculated]) -> None:
    asked, result = worked_out
    left_out = {(ANSWERS, each.cells[0][0]) for each in asked if each.case.expected == NOT_TOLD}
    assert set(result.not_known) == left_out
    assert result.compared == sum(len(row) for each in asked for row in each.cells) - len(left_out)


def test_a_formula_that_spills_fills_its_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row, amount in enumerate((100, "abc", 300), 1):
        sheet[f"A{row}"] = amount
    sheet["C1"] = ArrayFormula("C1:C3", '=POINTS_SOLD(A1:A3,"Mexico","USD")')
    sheet["C2"], sheet["C3"] = 1, 30
    book.save(tmp_path / "array.xlsx")
    result = recalculated(tmp_path / "array.xlsx")
    assert [(change.cell, change.written, change.now) for change in result.changes] == [
        ("C1", None, 10.0), ("C2", 1.0, "#VALUE!")
    ]  # fmt: skip
    assert result.compared == 3
