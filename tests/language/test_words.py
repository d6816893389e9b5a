"""The words of codes: every code has some in every language, and what stands inside a sentence is the same words."""

import pytest

from partnerbook.codes import AlertKind, Decision
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES


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
