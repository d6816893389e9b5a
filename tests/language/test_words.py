"""The words of codes: every code has some in every language, and what stands inside a sentence is the same words."""

import tomllib
from pathlib import Path

import pytest

import partnerbook.language
from partnerbook.book.read.reader import book_of_grids
from partnerbook.book.tables.choices import NO_TIER, SOURCES
from partnerbook.codes import AlertKind, DayKind, Decision, FigureKind, Risk, StakeKind, StepKind
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.files.grid import Grid
from partnerbook.language.texts import texts
from partnerbook.language.words import tier_words
from partnerbook.names import LANGUAGES

MESSAGES = Path(partnerbook.language.__file__).parent / "messages"
ENGLISH, *OTHERS = LANGUAGES


def said(language: str) -> dict[str, str]:
    """Every text of a language, by file, section and key."""
    return {
        f"{file.name.partition('.')[0]} [{section}] {key}": text
        for file in MESSAGES.glob(f"*.{language}.toml")
        for section, keys in tomllib.loads(file.read_text("utf-8")).items()
        for key, text in keys.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_said_in_every_language(language: str) -> None:
    """What tables and functions are for English says in the code: the first of the others has the keys."""
    wanted = set(said(ENGLISH)) | set(said(OTHERS[0]))
    assert sorted(wanted - set(said(language))) == []
    assert sorted(set(said(language)) - wanted) == []
    assert [key for key, text in said(language).items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    words = texts("terms", language)
    assert set(words["decisions"]) == set(Decision)
    assert set(words["alerts"]) == set(AlertKind)
    assert set(words["measures"]) == {"total", "sold", "sourced", "managed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_inside_a_sentence_the_words_are_the_same(language: str) -> None:
    words = texts("terms", language)
    sections = [section for section in words if section.endswith("_inside")]
    assert sections
    for section in sections:
        alone = words[section.removesuffix("_inside")]
        assert {key: text[:1].upper() + text[1:] for key, text in words[section].items()} == alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_says_no_tier_as_everything_else_does(language: str) -> None:
    assert NO_TIER.label(language) == tier_words("None", language)


@pytest.mark.parametrize("text", ["None", "Ninguno", "Nenhuma", "nenhum", "NO TIER", "Sin nivel", "Sem categoria"])
def test_no_tier_is_read_in_the_words_of_every_book(text: str) -> None:
    book, problems = book_of_grids([Grid("b.xlsx", "Settings", [["Setting", "Value"], ["Credited tier", text]])])
    assert book.settings.credited_tier == "None"
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_portuguese_has_one_word_for_sourced() -> None:
    assert {key: text for key, text in said("pt").items() if "originad" in text.casefold()} == {}
    assert {choice.label("pt") for choice in SOURCES if choice.code == "sourced"} == {"De origem"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_months_ahead_has_words(language: str) -> None:
    words = texts("ahead", language)
    assert set(words["risks"]) == set(Risk)
    assert set(words["stakes"]) == set(StakeKind)
    assert set(words["figures"]) == set(FigureKind)
    assert set(words["steps"]) == {*StepKind, "sell_standard", "costs"}
    assert set(texts("calendar", language)["titles"]) == set(DayKind)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_a_note_names_the_days_that_the_core_counts(language: str) -> None:
    assert f" {STALE_DAYS} " in texts("report", language)["Breakdown notes"]["hubspot_age"]
