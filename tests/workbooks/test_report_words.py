"""The report's words stand for codes: in another language only they change, no formula and no figure."""

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook
from support.engines import (
    Engine,
    column_places,
    compare,
    ironcalc_values,
    libreoffice_values,
    named_places,
    same,
    with_inputs,
    written_values,
)

from partnerbook.book.tables.choices import DEAL_KINDS, NO_TIER, RELATIONSHIPS, RENEWAL_STATUSES, SOURCES, YES_NO
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import words, write_report

AS_OF = date(2026, 10, 31)
ENGINES = [pytest.param(libreoffice_values, marks=pytest.mark.libreoffice, id="libreoffice"),
           pytest.param(ironcalc_values, id="ironcalc")]  # fmt: skip
REPORT = "partnerbook.workbooks.report"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "en.xlsx"
    write_report(sample_book(), path, AS_OF)
    return path


def report_in(language: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report whose words are of a language: its modules are loaded anew, with one line of `words` another."""
    for name in [name for name in sys.modules if name.startswith(REPORT)]:
        monkeypatch.delitem(sys.modules, name)
    source = Path(str(words.__file__)).read_text(encoding="utf-8")
    line = 'LANGUAGE = "en"'
    assert line in source
    again = ModuleType(f"{REPORT}.words")
    monkeypatch.setitem(sys.modules, again.__name__, again)
    exec(source.replace(line, f'LANGUAGE = "{language}"'), again.__dict__)  # noqa: S102 - our own module
    __import__(REPORT)
    sys.modules[REPORT].write_report(sample_book(), path, AS_OF)
    return path


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_another_language_changes_words_and_no_formula(
    english: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report_in(language, tmp_path / "other.xlsx", monkeypatch)
    ours, other = written_values(english), written_values(path)
    assert {place: cell.formula for place, cell in ours.items()} == {
        place: cell.formula for place, cell in other.items()
    }
    numbers = [place for place, cell in ours.items() if isinstance(cell.value, float)]
    assert len(numbers) > 4000
    assert [place for place in numbers if ours[place].value != other[place].value] == []
    statuses = {other[place].value for place in column_places(path, "Ledger")["Status"]}
    assert statuses == set(list(texts("report", language)["states"].values())[1:])


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_agree_in_another_language(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compare(report_in("es", tmp_path / "es.xlsx", monkeypatch), engine) == []


def test_no_formula_holds_a_word_that_a_language_changes(english: Path) -> None:
    choices = (*DEAL_KINDS, *RELATIONSHIPS, *RENEWAL_STATUSES, *SOURCES, *YES_NO, NO_TIER)
    said = {choice.label(language) for choice in choices for language in LANGUAGES}
    for language in LANGUAGES:
        for name, sections in (("report", None), ("terms", ("alerts", "decisions", "measures"))):
            found = texts(name, language)
            said |= {word for section in sections or found for word in found[section].values()}
    said -= {"Total points"}  # a label that stands in a formula alone
    formulas = {cell.formula for cell in written_values(english).values()}
    assert {word for word in said for formula in formulas if f'"{word}"' in formula} == set()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("typed", "has"), [("Yes", 1), ("yes", 1), ("No", 0), ("Unknown", 0), ("perhaps", 0)])
def test_an_invitation_is_read_as_it_is_typed(
    english: Path, tmp_path: Path, engine: Engine, typed: str, has: int
) -> None:
    moved = with_inputs(english, tmp_path / "moved.xlsx", {"EliteInvited": typed})
    assert same(float(has), engine(moved)[named_places(english)["EliteOpen"]])


@pytest.mark.parametrize(("typed", "rank"), [("no tier", 0.0), ("diamond", 3.0), ("Bronze", "")])
def test_a_tier_is_read_as_it_is_typed(english: Path, tmp_path: Path, typed: str, rank: float | str) -> None:
    found = ironcalc_values(with_inputs(english, tmp_path / "moved.xlsx", {"CreditedTier": typed}))
    assert found[named_places(english)["CreditedRank"]] == rank
    if rank == "":
        assert found[named_places(english)["CreditedNow"]] == "Unknown"


def test_code_columns_are_hidden_and_the_lists_too(english: Path) -> None:
    workbook = load_workbook(english)
    assert workbook["Codes"].sheet_state == "hidden"
    hidden = {
        sheet.title: sorted(letter for letter, column in sheet.column_dimensions.items() if column.hidden)
        for sheet in workbook
    }
    assert {title: letters for title, letters in hidden.items() if letters} == {
        "Points breakdown": ["U", "V", "W", "X", "Y"], "Ledger": ["AA", "AB", "AC", "AD"], "Changes": ["M", "N", "O"],
        "Months": ["L", "M", "N", "O", "P", "Q"], "Renewals": ["R"], "Account": ["K", "L", "M", "N", "O"],
        "Tiers": ["S", "T"],
        "Reviews": [
            *(f"A{letter}" for letter in "ABCDEFGHIJKLMNO"), "W", "X", "Y", "Z",
        ],
    }  # fmt: skip


def test_a_hidden_cell_has_nothing_to_show_that_could_spill_into_another(english: Path) -> None:
    sheet = load_workbook(english)["Tiers"]
    cells = [cell for row in sheet.iter_rows(min_col=19, max_col=20) for cell in row if cell.value is not None]
    assert len(cells) > 10
    assert {cell.number_format for cell in cells} == {";;;"}
    streamed = load_workbook(english)["Ledger"]["AA5"]
    assert (streamed.value in {"sold", "managed"}, streamed.number_format) == (True, ";;;")
