"""The LAMBDA functions of the edition without add-in, in two engines that know LAMBDA, and the one table of cases."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import FORMULAE
from support.case_workbook import Asked, case_workbook
from support.engines import Cells, ironcalc_values
from support.function_cases import Case, agree, cases, named
from support.lambda_engines import formulon_values

from partnerbook.currency import market_rate
from partnerbook.errors import NoRate
from partnerbook.functions.table import BY_NAME, FUNCTIONS
from partnerbook.market import market_code
from partnerbook.program import folded
from partnerbook.workbooks.finance.lambda_cells import CELLS
from partnerbook.workbooks.finance.lambda_names import function_lambda, stored
from partnerbook.workbooks.finance.lambda_rules import RULES
from partnerbook.workbooks.finance.rules_sheets import currency_names, market_names
from partnerbook.workbooks.finance_sheet import write_finance_sheet

MADE = date(2026, 11, 1)
NAMES = [function.name for function in FUNCTIONS]
FORMULAS = {name: formula for name, (_, formula) in {**CELLS, **RULES}.items()} | {
    function.name: function_lambda(function) for function in FUNCTIONS
}
NOT_HELD = {
    "POINTS_SOLD: currency 'EUR - Euro'": "a code beside a name is in no table",
    "POINTS_SOLD: an amount of 123456789.12": "binary fractions: the 16th digit differs",
    "POINTS_SOLD: half of the last digit": "binary fractions: a tie falls on either side",
}
NO_RATES = ("at the market rate of", "estimated")  # what such a case's note says


def held(case: Case) -> bool:
    return named(case) not in NOT_HELD and not any(words in case.note for words in NO_RATES)


# Spellings, numbers and days in text are held too, though the table of cases does not ask for them.
HELD = tuple(filter(held, cases("python")))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lambda") / "no_addin.xlsx"
    write_finance_sheet(path, MADE, no_addin=True)
    return path


@pytest.fixture(scope="module")
def formulon(sheet: Path) -> tuple[list[Asked], Cells]:
    path = sheet.with_name("formulon.xlsx")
    asked = case_workbook(path, HELD, sheet, every_argument=True)
    return asked, formulon_values(path)


@pytest.fixture(scope="module")
def ironcalc(sheet: Path) -> tuple[list[Asked], Cells]:
    path = sheet.with_name("ironcalc.xlsx")
    asked = case_workbook(path, [case for case in HELD if case.scalar], sheet)
    return asked, ironcalc_values(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["formulon", "ironcalc"])
def test_every_case_agrees(engine: str, name: str, request: pytest.FixtureRequest) -> None:
    """IronCalc has no arrays, but leaves out arguments as a person does; formulon has arrays and wants every comma."""
    asked, values = request.getfixturevalue(engine)
    mine = [each for each in asked if each.case.function == name]
    assert mine
    found = [(each.case, each.found(values)) for each in mine]
    assert [(named(case), case.expected, now) for case, now in found if not agree(case.expected, now)] == []


def test_all_that_the_table_asks_for_is_held() -> None:
    assert {named(case) for case in cases("lambda")} - {named(case) for case in HELD} <= set(NOT_HELD)


def test_market_rates_that_a_person_adds_are_used(sheet: Path) -> None:
    """The workbook holds the rates of one day; rows below its table count at once, as Excel's tables grow."""
    days = {date(2024, 1, 5), date(2026, 2, 1), date(2022, 3, 1), date(2022, 12, 30)}
    codes = ("EUR", "GBP", "JPY", "BRL", "MXN", "CHF", "INR", "RUB", "HRK")
    book = load_workbook(sheet)
    units = book["Units"]
    table = units.tables["Units"]
    row = units[table.ref][-1][0].row
    for day in sorted(days):
        for code in codes:
            try:
                rate = market_rate(code, day)
            except NoRate:
                continue
            row += 1
            for column, value in enumerate((code, rate.day, float(rate.per_usd * 100), "market"), 1):
                units.cell(row, column, value)
    table.ref = f"A4:E{row}"
    table.autoFilter.ref = table.ref
    longer = sheet.with_name("longer.xlsx")
    book.save(longer)
    wanted = [case for case in cases("python") if case.scalar and any(words in case.note for words in NO_RATES)]
    assert len(wanted) >= 5
    path = sheet.with_name("rates.xlsx")
    values_of = [(asked, ironcalc_values(path)) for asked in [case_workbook(path, wanted, longer)]]
    for asked, values in values_of:
        found = [(each.case, each.found(values)) for each in asked]
        assert [(named(case), case.expected, now) for case, now in found if not agree(case.expected, now)] == []


def test_the_names_are_those_the_core_reads() -> None:
    for name, code in market_names():
        assert market_code(code) == code
        assert name == folded(name)
    assert {dict(market_names())[folded(text)] for text in ("U.K.", "Gran Bretaña", "Reino Unido")} == {"GB"}
    assert "korea" not in dict(market_names())  # it could be two
    assert "$" not in dict(currency_names())


@pytest.mark.parametrize("name", FORMULAS)
def test_a_lambda_can_be_edited_in_excel(sheet: Path, name: str) -> None:
    """Excel takes YEAR( for a variable called year, R1 and C for cells, and tier( for our TIER."""
    formula = re.sub(r'"[^"]*"', '""', FORMULAS[name])
    assert formula.count("(") == formula.count(")")
    bare = re.sub(r"[A-Z]\w*(\[[^]]*\](:\[[^]]*\])?\]?)?", "", formula)
    variables = set(re.findall(r"\b[a-z_]+\b", bare))
    called = {word.rstrip("(") for word in re.findall(r"\b[A-Z][A-Z.]*\(", formula)}
    own = {each.name for each in BY_NAME[name].parameters} if name in BY_NAME else set()
    assert {word for word in variables if word.upper() in called} == set()
    assert {word for word in variables - own if word.upper() in FORMULAE | set(NAMES)} == set()
    assert variables & {"r", "c"} == set()
    book = load_workbook(sheet)
    names = [*book.defined_names, *(table for each in book.worksheets for table in each.tables)]
    assert {name for name in names if name.casefold() in variables} == set()


def test_what_a_file_wants() -> None:
    assert stored('LAMBDA(x,[on],IF(ISOMITTED(on),"on x",XMATCH(x,Units[From])))', {("Units", "From"): "Desde"}) == (
        '_xlfn.LAMBDA(_xlpm.x,_xlop.on,IF(_xlfn.ISOMITTED(_xlpm.on),"on x",_xlfn.XMATCH(_xlpm.x,Units[Desde])))'
    )
