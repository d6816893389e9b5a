"""The finance sheet: sound in Excel's eyes, its values those that three engines and the functions themselves find."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import Cells, compare, ironcalc_values, named_places, same, with_inputs, written_values
from support.lambda_engines import formulon_values
from support.lint import problems
from support.package import Package
from support.sdk import sdk_errors

from partnerbook.errors import UnknownName
from partnerbook.functions.hosts.formualizer.calc import recalculated
from partnerbook.functions.table import FUNCTIONS, evaluate, scalar
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.finance.help_sheet import parameter_help

MADE = date(2026, 11, 1)
NAMES = {function.name for function in FUNCTIONS}
EDITIONS = pytest.mark.parametrize("no_addin", [False, True], ids=["add-in", "no add-in"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("finance")


def sheet(folder: Path, no_addin: bool = False, language: str = "en") -> Path:
    path = folder / f"{language}{'_no_addin' * no_addin}.xlsx"
    if not path.exists():
        write_finance_sheet(path, MADE, no_addin, language)
    return path


def now(path: Path) -> Cells:
    """The cells that call the functions, as formualizer finds them with our functions."""
    found = recalculated(path)
    assert found.not_known == ()
    values: Cells = {
        place: written.value
        for place, written in written_values(path).items()
        if any(f"{name}(" in written.formula for name in NAMES)
    }
    return values | {(change.sheet, change.cell): change.now for change in found.changes}


@pytest.mark.parametrize("language", LANGUAGES)
@EDITIONS
def test_excel_opens_it_without_repair(folder: Path, no_addin: bool, language: str) -> None:
    path = sheet(folder, no_addin, language)
    assert problems(path, functions=() if no_addin else NAMES) == []


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing(folder: Path) -> None:
    assert sdk_errors([sheet(folder), sheet(folder, no_addin=True), sheet(folder, True, "es")]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@EDITIONS
def test_what_is_written_is_what_comes_out(folder: Path, no_addin: bool, language: str) -> None:
    found = recalculated(sheet(folder, no_addin, language))
    assert (found.changes, found.not_known) == ((), ())
    assert found.compared > 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lambdas_come_to_the_same(folder: Path, language: str) -> None:
    path = sheet(folder, True, language)
    assert compare(path, ironcalc_values) == []


def test_the_lambdas_come_to_the_same_in_an_engine_with_arrays(folder: Path) -> None:
    assert compare(with_every_argument(sheet(folder, True)), formulon_values) == []


def with_every_argument(path: Path) -> Path:
    """A copy whose calls have a comma for every argument, as formulon wants them; nothing else of it changes."""
    counts = {function.name: len(function.parameters) for function in FUNCTIONS}
    call = re.compile(rf"\b({'|'.join(NAMES)})\(((?:[^()<]|&[a-z]+;)*)\)")

    def filled(found: re.Match[str]) -> str:
        given = len(re.sub(r"\[\[[^]]*\](,\[[^]]*\])?\]", "", found[2]).split(","))
        return f"{found[1]}({found[2]}{',' * (counts[found[1]] - given)})"

    package = Package(path)
    out = path.with_name(f"filled_{path.name}")
    with zipfile.ZipFile(out, "w") as archive:
        for part in package.names:
            content = package.content(part)
            if part.startswith("xl/worksheets/sheet"):
                text = content.decode()
                content = re.sub(r"(?<=<f>)[^<]*", lambda f: call.sub(filled, f[0]), text).encode()
            archive.writestr(part, content)
    return out


INPUTS = (
    {"ClientMarket": "Spain", "ClientCurrency": "EUR", "OtherPartners": 2, "RulesDay": date(2025, 7, 14)},
    {
        "AlsoManage": "No",
        "DealSource": "assisted",
        "AmountSold": 1234.56,
        "ClientMarket": "MX",
        "ClientCurrency": "GBP",
    },
    {"Method": "Money into points", "MoneyCurrency": "JPY", "MoneyMarket": "Japan", "SoldGiven": 150000},
    {"AsOf": date(2025, 12, 31)},
    {"ClientMarket": "Atlantis", "MoneyCurrency": "CLP"},
)


@pytest.mark.parametrize("inputs", INPUTS, ids=lambda inputs: next(iter(inputs)))
def test_both_editions_follow_their_yellow_cells(folder: Path, inputs: dict[str, str | float | date]) -> None:
    lambdas = with_inputs(sheet(folder, True), folder / "moved_lambda.xlsx", inputs)
    addin = with_inputs(sheet(folder), folder / "moved.xlsx", inputs)
    by_lambda, by_function = ironcalc_values(lambdas), now(addin)
    assert any(written_values(addin)[place].value != value for place, value in by_function.items())
    differing = {
        place: (value, by_lambda[place]) for place, value in by_function.items() if not same(value, by_lambda[place])
    }
    assert differing == {}


def test_what_is_managed_counts_from_the_day_its_deal_closed(folder: Path) -> None:
    """On 1 March 2026 six of the deals are yet to close: 14, 20, 12.5 and 30.008523 of their points are to come."""
    found = ironcalc_values(with_inputs(sheet(folder, True), folder / "before.xlsx", {"AsOf": date(2026, 3, 1)}))
    assert found["Tier", "B7"] == pytest.approx(12 + 37 + 800 / 51 + 10 + 15, abs=1e-6)
    assert found["Tier", "B5"] - found["Tier", "B7"] == pytest.approx(
        60 + 185 + 8000 / 51 + 1335 / 44 + 50 + 110, abs=1e-6
    )


def test_a_deal_counts_as_sourced_whatever_its_word(folder: Path) -> None:
    """A row that the functions read as sourced is so in the Tier sheet's sum too, be its source a word or nothing."""
    book = load_workbook(sheet(folder))
    deals = book["Deals"]
    rows = deals[deals.tables["Deals"].ref][1:]
    for row, word in zip(rows, ("Originado", None, "Asistido", "DIFM", "sourced", "Assistido"), strict=False):
        row[4].value = word
    moved = folder / "sources.xlsx"
    book.save(moved)
    values = {(change.sheet, change.cell): change.now for change in recalculated(moved).changes}
    read = ("Originado", None, "sourced", "Sourced")
    sourced = [values.get(("Deals", row[10].coordinate), 0) for row in rows if row[4].value in read]
    assert values["Tier", "B6"] == pytest.approx(sum(sourced))
    assert len(sourced) > 4


def test_the_calculator_says_which_rules_hold(folder: Path) -> None:
    moved = with_inputs(sheet(folder, True), folder / "rules.xlsx", {"RulesDay": date(2023, 1, 1)})
    line = ironcalc_values(moved)[named_places(moved)["RulesInForce"]]
    assert str(line).startswith("Rules since 2022-07-18: 3 points sold (assisted: 3) and 1 managed")


def test_the_figures_are_those_of_the_functions(folder: Path) -> None:
    book = load_workbook(sheet(folder), data_only=True)
    deals = book["Deals"]
    rows = [[cell.value for cell in row] for row in deals[deals.tables["Deals"].ref][1:]]
    assert len(rows) == 12
    for _, market, currency, mrr, source, closed, managed, others, sold, points, active, usd, *_ in rows:
        assert sold == scalar(evaluate("POINTS_SOLD", [mrr, market, currency, source, closed]))
        assert points == (managed == "Yes") * scalar(evaluate("POINTS_MANAGED", [mrr, market, currency, others, MADE]))
        assert active == scalar(evaluate("POINTS_ACTIVE", [sold, closed, MADE]))
        assert usd == scalar(evaluate("CONVERT_CURRENCY", [mrr, currency, "USD", None, closed]))


@EDITIONS
def test_a_name_never_means_two_things(folder: Path, no_addin: bool) -> None:
    """Excel drops every add-in function of a workbook in which one of them is a LAMBDA's name too."""
    path = sheet(folder, no_addin)
    named = set(load_workbook(path).defined_names)
    assert named & NAMES == (NAMES if no_addin else set())
    package = Package(path)
    text = "".join(package.content(part).decode("utf-8", "ignore") for part in package.names if part.endswith(".xml"))
    assert not any(mark in text for mark in ("_xldudf_", "_xludf", "webextension", "_xll."))
    assert not any("webextension" in part or "vbaProject" in part for part in package.names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_on_the_help_sheet(folder: Path, language: str) -> None:
    book = load_workbook(sheet(folder, language=language))
    said = {cell.value for row in book[texts("finance", language)["sheets"]["help"]].iter_rows() for cell in row}
    assert {function.name for function in FUNCTIONS} <= said
    assert {f"={function.example}" for function in FUNCTIONS} <= said
    if language == "en":
        assert {function.help for function in FUNCTIONS} <= said


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_words_are_complete(language: str) -> None:
    english, other = texts("finance", "en"), texts("finance", language)
    assert {section: set(keys) for section, keys in english.items()} == {
        section: set(keys) for section, keys in other.items() if section not in ("functions", "parameters")
    }
    assert set(other["functions"]) == NAMES
    wanted = {parameter.name for function in FUNCTIONS for parameter in function.parameters}
    assert wanted <= {key.rpartition(".")[2] for key in other["parameters"]}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_differs_in_english_differs_in_every_language(language: str) -> None:
    """A parameter that means another thing in one function has a sentence of its own there."""
    other = texts("finance", language)
    said: dict[str, set[tuple[str, str]]] = {}
    for function in FUNCTIONS:
        for each in function.parameters:
            said.setdefault(each.name, set()).add((each.help, parameter_help(function, each.name, other)))
    for pairs in said.values():
        assert len(pairs) == len({english for english, _ in pairs}) == len({translated for _, translated in pairs})


def test_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        write_finance_sheet(tmp_path / "sheet.xlsx", MADE, language="xx")
