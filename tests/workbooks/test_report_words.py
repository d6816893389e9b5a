"""The report's words stand for codes: in another language only they change, no formula and no figure."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import (
    Cells,
    Difference,
    Engine,
    Written,
    column_places,
    compare,
    dated_cells,
    ironcalc_moved,
    ironcalc_values,
    libreoffice_all,
    named_places,
    of_one_day,
    same,
    written_values,
)
from support.lint import problems
from support.recalculated import Moved, moved_values
from support.sdk import sdk_errors

from partnerbook.book.tables.choices import DEAL_KINDS, NO_TIER, RELATIONSHIPS, RENEWAL_STATUSES, SOURCES, YES_NO
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.words import SHEETS

AS_OF = date(2026, 10, 31)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "en.xlsx"
    write_report(sample_book(), path, AS_OF)
    return path


def plain(text: str) -> str:
    """A text without the marks of its numbers: FIXED writes them as the country of the program does."""
    return re.sub(r"(?<=\d)[.,](?=\d)", lambda mark: ",."[mark[0] == ","], text) if isinstance(text, str) else text


def differing(path: Path, engine: Engine) -> list[Difference]:
    """What an engine that speaks English finds to be otherwise, but for the marks of numbers in a sentence."""
    return [
        each
        for each in compare(path, engine)
        if not (isinstance(each.written, str) and plain(each.written) == each.recalculated)
    ]


@pytest.fixture(scope="module", params=[language for language in LANGUAGES if language != "en"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("report") / f"{request.param}.xlsx"
    write_report(sample_book(), path, AS_OF, language=request.param)
    return request.param, path


def by_number(path: Path) -> dict[tuple[int, str], Written]:
    """The formula cells by the number of their sheet, whose name is of a language."""
    names = [sheet.title for sheet in load_workbook(path, read_only=True).worksheets]
    return {(names.index(sheet), cell): written for (sheet, cell), written in written_values(path).items()}


def test_another_language_changes_no_figure(english: Path, other: tuple[str, Path]) -> None:
    language, path = other
    ours, theirs = by_number(english), by_number(path)
    assert ours.keys() == theirs.keys()
    numbers = [place for place, cell in ours.items() if isinstance(cell.value, float)]
    assert len(numbers) > 4000
    assert [place for place in numbers if ours[place].value != theirs[place].value] == []
    heading = texts("report", language)["Ledger columns"]["status"]
    written = written_values(path)
    status = {written[place].value for place in column_places(path, "Ledger")[heading]}
    assert status == set(list(texts("report", language)["states"].values())[1:])


def test_names_and_tables_are_called_the_same_in_every_language(english: Path, other: tuple[str, Path]) -> None:
    ours, theirs = load_workbook(english), load_workbook(other[1])
    assert list(ours.defined_names) == list(theirs.defined_names)
    assert [list(sheet.tables) for sheet in ours] == [list(sheet.tables) for sheet in theirs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_has_a_name_that_a_workbook_takes(language: str) -> None:
    names = list(texts("report", language)["sheets"].values())
    assert len({name.casefold() for name in names}) == len(SHEETS)
    assert [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\'")] == []


@pytest.mark.libreoffice
def test_engines_agree_in_another_language(other: tuple[str, Path], tmp_path: Path) -> None:
    """On the made-up book, and on one without rows."""
    language, path = other
    empty = tmp_path / "empty.xlsx"
    write_report(Book(), empty, AS_OF, language=language)
    found: dict[Path | str, Cells] = dict(zip((path, empty), libreoffice_all((path, empty)), strict=True))
    for each in (path, empty):
        assert differing(each, found.__getitem__) == []
        assert differing(each, ironcalc_values) == []


def test_another_day_and_goal_give_what_python_gives(other: tuple[str, Path], tmp_path: Path) -> None:
    language, path = other
    day, goal = date(2025, 7, 14), "Platinum"
    write_report(sample_book(), tmp_path / "fresh.xlsx", day, goal, language=language)
    found = ironcalc_moved(path, {"AsOf": day, "GoalTier": goal})
    expected = {place: cell.value for place, cell in written_values(tmp_path / "fresh.xlsx").items()}
    kept = of_one_day(path)
    both = expected.keys() & written_values(path).keys()
    shared = {place for place in both - dated_cells(path) if not kept(place)}
    assert len(shared) > 6000
    wrong = {place: (expected[place], found[place]) for place in shared if not same(expected[place], found[place])}
    assert {place: pair for place, pair in wrong.items() if plain(str(pair[0])) != pair[1]} == {}


@pytest.mark.sdk
def test_microsofts_validator_and_ours_find_nothing_in_another_language(other: tuple[str, Path]) -> None:
    """The validator is asked of one: only words differ."""
    language, path = other
    assert problems(path) == []
    if language == "es":
        assert sdk_errors([path]) == []


CODED = (("report", ("states", "units", "markets", "answers", "certification")),
         ("terms", ("alerts", "decisions", "measures")))  # fmt: skip


def test_no_formula_holds_a_word_that_a_language_changes(english: Path) -> None:
    choices = (*DEAL_KINDS, *RELATIONSHIPS, *RENEWAL_STATUSES, *SOURCES, *YES_NO, NO_TIER)
    said = {choice.label(language) for choice in choices for language in LANGUAGES}
    for language in LANGUAGES:
        for name, sections in (
            ("report", ("states", "units", "markets", "answers", "certification")),
            ("terms", ("alerts", "decisions", "measures")),
        ):
            found = texts(name, language)
            said |= {word for section in sections for word in found[section].values()}
    said -= {"Total points"}  # a label that stands in a formula alone
    formulas = {cell.formula for cell in written_values(english).values()}
    assert {word for word in said for formula in formulas if f'"{word}"' in formula} == set()


@pytest.mark.libreoffice
def test_an_invitation_is_read_as_it_is_typed(tmp_path: Path) -> None:
    path = report_of_settings("en", tmp_path / "report.xlsx")
    typed = {"Yes": 1, "sim": 1, "No": 0, "Unknown": 0, "perhaps": 0}
    inputs = [{"EliteInvited": word} for word in typed]
    place = named_places(path)["EliteOpen"]
    [[_, *in_libreoffice]] = moved_values([Moved(path, inputs, lambda *_: None)])
    for found in (in_libreoffice, [ironcalc_moved(path, each) for each in inputs]):
        assert [values[place] for values in found] == [float(has) for has in typed.values()]


@pytest.mark.parametrize(("typed", "rank"), [("no tier", 0.0), ("diamond", 3.0), ("Bronze", "")])
def test_a_tier_is_read_as_it_is_typed(english: Path, typed: str, rank: float | str) -> None:
    found = ironcalc_moved(english, {"CreditedTier": typed})
    assert found[named_places(english)["CreditedRank"]] == rank
    if rank == "":
        assert found[named_places(english)["CreditedNow"]] == "Unknown"


TYPED = {
    "es": (("sí", 1), ("SI", 1), ("Sí", 1), ("x", 1), ("yes", 1), ("no", 0), ("Desconocido", 0), ("quizás", 0)),
    "pt": (("Sim", 1), ("sim", 1), ("s", 1), ("yes", 1), ("não", 0), ("nao", 0), ("Desconhecido", 0)),
}
TIERS_TYPED = {
    "es": (("sin nivel", 0.0), ("ninguno", 0.0), ("ORO", 1.0), ("platino", 2.0), ("Élite", 4.0), ("bronce", "")),
    "pt": (("Sem categoria", 0.0), ("ouro", 1.0), ("platina", 2.0), ("Diamond", 3.0), ("bronze", "")),
}


def report_of_settings(language: str, path: Path) -> Path:
    """A report without a client, which is worked out at once."""
    held = Settings(goal_tier="Diamond", credited_tier="Gold", credited_since=date(2026, 1, 15))
    write_report(Book(held), path, AS_OF, language=language)
    return path


@pytest.mark.parametrize("language", TYPED)
def test_an_answer_is_read_as_it_is_typed_in_the_language(language: str, tmp_path: Path) -> None:
    path = report_of_settings(language, tmp_path / "report.xlsx")
    for typed, has in TYPED[language]:
        found = ironcalc_moved(path, {"EliteInvited": typed})
        assert (typed, found[named_places(path)["EliteOpen"]]) == (typed, float(has))


@pytest.mark.parametrize("language", TYPED)
def test_a_tier_is_read_as_it_is_typed_in_the_language(language: str, tmp_path: Path) -> None:
    path = report_of_settings(language, tmp_path / "report.xlsx")
    places = named_places(path)
    for typed, rank in TIERS_TYPED[language]:
        found = ironcalc_moved(path, {"CreditedTier": typed, "GoalTier": typed})
        assert (typed, found[places["CreditedRank"]], found[places["GoalRank"]]) == (typed, rank, rank or 0.0)


def test_code_columns_are_hidden_and_the_lists_too(english: Path) -> None:
    workbook = load_workbook(english)
    assert workbook["Codes"].sheet_state == "hidden"
    hidden = {
        sheet.title: sorted(letter for letter, column in sheet.column_dimensions.items() if column.hidden)
        for sheet in workbook
    }
    assert {title: letters for title, letters in hidden.items() if letters} == {
        "Outlook": ["J", "K", "L", "M", "N", "O", "P", "Q", "R"],
        "At stake": ["O", "P"],
        "Explain": ["Q", "R", "S", "T", "U"],
        "Changes since": ["K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U"],
        "Points breakdown": ["AA", "AB", "AC", "V", "W", "X", "Y", "Z"],
        "Ledger": ["AA", "AB", "AC", "AD"], "Changes": ["M", "N", "O"],
        "Months": ["L", "M", "N", "O", "P", "Q"], "Renewals": ["T", "U", "V"], "Program": ["K", "L", "M", "N", "O"],
        "HubSpot": ["M", "N", "O", "P"], "Client": ["L", "M", "N"], "Usage": ["V"],
        "Subscriptions": ["L", "M", "N"], "Clients": ["AB"],
        "Managing": ["J", "K"], "Reconcile": ["J"],
        "Segments": ["I", "J", "K", "L", "M", "N", "O", "P", "Q", "S"],
        "Tiers": ["T", "U"],
        "Reviews": [
            *(f"A{letter}" for letter in "ABCDEFGHIJKLMNO"), "W", "X", "Y", "Z",
        ],
    }  # fmt: skip


def test_a_hidden_cell_has_nothing_to_show_that_could_spill_into_another(english: Path) -> None:
    sheet = load_workbook(english)["Tiers"]
    cells = [cell for row in sheet.iter_rows(min_col=20, max_col=21) for cell in row if cell.value is not None]
    assert len(cells) > 10
    assert {cell.number_format for cell in cells} == {";;;"}
    streamed = load_workbook(english)["Ledger"]["AA5"]
    assert (streamed.value in {"sold", "managed"}, streamed.number_format) == (True, ";;;")
