"""The LAMBDA functions of the edition without add-in, in two engines that know LAMBDA, and the one table of cases."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import FORMULAE
from support.case_workbook import Asked, case_workbook
from support.engines import Cells, ironcalc_values
from support.function_cases import agree, cases, cases_not_held, named
from support.function_rules import QUOTES
from support.lambda_engines import formulon_values

from partnerbook.errors import UnknownName
from partnerbook.functions.table import BY_NAME, FUNCTIONS
from partnerbook.names import LANGUAGES, folded
from partnerbook.parsing.currency import currency_code, currency_codes, currency_name
from partnerbook.parsing.market import market_code
from partnerbook.parsing.market import market_names as names_of_markets
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.finance.lambda_cells import CELLS
from partnerbook.workbooks.finance.lambda_names import function_lambda, stored
from partnerbook.workbooks.finance.lambda_rules import RULES
from partnerbook.workbooks.finance.rules_sheets import currency_names, market_names

MADE = date(2026, 11, 1)
NAMES = [function.name for function in FUNCTIONS]
FORMULAS = {name: formula for name, (_, formula) in {**CELLS, **RULES}.items()} | {
    function.name: function_lambda(function) for function in FUNCTIONS
}
ALL, NOT_HELD = cases("lambda"), cases_not_held("lambda")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lambda") / "no_addin.xlsx"
    write_finance_sheet(path, MADE, no_addin=True)
    return path


@pytest.fixture(scope="module")
def longer(sheet: Path) -> Path:
    """The workbook with rows that a person added below Units: the market rates of the days that the cases ask for."""
    book = load_workbook(sheet)
    units = book["Units"]
    table = units.tables["Units"]
    row = units[table.ref][-1][0].row
    for day, quotes in QUOTES.items():
        for code, quote in quotes.items():
            row += 1
            unit = float(100 * Fraction(quote) / Fraction(quotes["USD"]))
            for column, value in enumerate((code, date.fromisoformat(day), unit, "market"), 1):
                units.cell(row, column, value)
    table.ref = table.autoFilter.ref = f"A4:E{row}"
    path = sheet.with_name("longer.xlsx")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def formulon(longer: Path) -> tuple[list[Asked], Cells]:
    """It has arrays, and wants every comma."""
    path = longer.with_name("formulon.xlsx")
    asked = case_workbook(path, (*ALL, *NOT_HELD), longer, every_argument=True)
    return asked, formulon_values(path)


@pytest.fixture(scope="module")
def ironcalc(longer: Path) -> tuple[list[Asked], Cells]:
    """It has no arrays, but arguments can be left out as a person does."""
    path = longer.with_name("ironcalc.xlsx")
    asked = case_workbook(path, [case for case in (*ALL, *NOT_HELD) if case.scalar], longer)
    return asked, ironcalc_values(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["formulon", "ironcalc"])
def test_every_case_agrees(engine: str, name: str, request: pytest.FixtureRequest) -> None:
    asked, values = request.getfixturevalue(engine)
    mine = [each for each in asked if each.case.function == name and each.case in ALL]
    assert mine
    found = [(each.case, each.found(values)) for each in mine]
    assert [(named(case), case.expected, now) for case, now in found if not agree(case.expected, now)] == []


def test_a_case_that_is_not_held_differs_in_an_engine(
    formulon: tuple[list[Asked], Cells], ironcalc: tuple[list[Asked], Cells]
) -> None:
    differs = {
        named(each.case)
        for asked, values in (formulon, ironcalc)
        for each in asked
        if not agree(each.case.expected, each.found(values))
    }
    assert {named(case) for case in NOT_HELD} - differs == set()


def test_the_names_are_those_the_core_reads() -> None:
    for name, codes in market_names():
        assert [market_code(code) for code in codes.split()] == codes.split()
        assert name == folded(name)
    assert {dict(market_names())[folded(text)] for text in ("U.K.", "Gran Bretaña", "Reino Unido")} == {"GB"}
    assert dict(market_names())["korea"] == "KR KP"  # it could be two


def spellings() -> Iterator[tuple[str, str, str]]:
    """Ways to write a market or a currency, each with the formula that reads it and what the core makes of it."""
    ways = (
        "{name}",
        "{code} - {name}",
        "{name} ({code})",
        "{code}{name}",
        "{name} / {code}",
        "{code}/{name}.",
        "USD {name}",
    )
    for place, (name, codes) in enumerate(currency_names()):
        text = ways[place % len(ways)].format(name=name.upper(), code=codes.split()[-1])
        yield text, "PB_CURRENCY({cell})", read(currency_code, text)
    for code in currency_codes():
        for language, way in zip(LANGUAGES, ("{code}, {name}", "{name} {code}", "{name}[{code}] "), strict=True):
            text = way.format(name=currency_name(code, language), code=code.lower())
            yield text, "PB_CURRENCY({cell})", read(currency_code, text)
    for language in LANGUAGES:
        for name in ("Korea", "n/a", "N.A.", "unknown", "-", "*", "?a", "~", "", *names_of_markets(language)):
            for text in (name, name.upper().replace(" ", "-")):
                yield text, "INDEX(Markets[Code],PB_MARKET(PB_TEXT({cell})))", read(market_code, text)


def read(code: Callable[[str], str], text: str) -> str:
    try:
        return code(text)
    except UnknownName:
        return "#VALUE!"


def test_names_are_read_as_the_core_reads_them(sheet: Path) -> None:
    book = load_workbook(sheet)
    for cell in (cell for each in book for row in each.iter_rows() for cell in row if cell.comment):
        cell.comment = None  # IronCalc does not find comments where openpyxl puts them
    asked = book.create_sheet("Asked")
    wanted = list(spellings())
    for row, (text, formula, _) in enumerate(wanted, 1):
        asked.cell(row, 1, text).data_type = "s"
        asked.cell(row, 2, f"={formula.format(cell=f'A{row}')}")
    path = sheet.with_name("names.xlsx")
    book.save(path)
    values = ironcalc_values(path)
    assert len(wanted) > 2000
    assert [
        (text, code, found)
        for row, (text, _, code) in enumerate(wanted, 1)
        if (found := values["Asked", f"B{row}"]) != code
    ] == []


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
