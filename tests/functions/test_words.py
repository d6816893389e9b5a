"""The words of three languages in formulas: each means one thing, however it is written, and none is a currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.book.tables.choices import RATE_KINDS, RELATIONSHIPS, SOURCES, TIERS
from partnerbook.errors import UnknownName
from partnerbook.functions.table import evaluate, scalar
from partnerbook.functions.words import RATES, SOURCE, TIER, UNIT, meanings, meant, words_of
from partnerbook.names import LANGUAGES
from partnerbook.parsing.currency import currency_code

KINDS = (SOURCE, TIER, RATES, UNIT)
LABELS = [
    (kind, choice.label(language), choice.code)
    for kind, choices in ((SOURCE, SOURCES), (TIER, TIERS), (RATES, RATE_KINDS))
    for choice in choices
    for language in LANGUAGES
]


@given(
    st.sampled_from(LABELS),
    st.sampled_from([str.lower, str.upper, str.title, str.swapcase]),
    st.sampled_from(["", " ", "\u00a0", "."]),
)
def test_a_word_of_the_book_is_read_however_it_is_written(label, change, around) -> None:
    kind, word, code = label
    assert meant(kind, f"{around}{change(word)}{around}") == code


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_stands_for_two_codes(kind: str) -> None:
    codes = set(meanings(kind).values())
    assert sum(len(words_of(kind, code)) for code in codes) == len(meanings(kind))
    assert meant(kind, "") == meant(kind, "?") == meant(kind, "¡!") == ""


def test_points_are_called_as_no_currency_is() -> None:
    for word in meanings(UNIT):
        with pytest.raises(UnknownName):
            currency_code(word)


@pytest.mark.parametrize("choice", RELATIONSHIPS[:2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_points_are_called_as_the_book_calls_a_relationship(choice, language: str) -> None:
    by_code = scalar(evaluate("CONVERT_CURRENCY", [880, "EUR", choice.code.upper(), "Spain", "2026-02-01"]))
    assert scalar(evaluate("CONVERT_CURRENCY", [880, "EUR", choice.label(language), "Spain", "2026-02-01"])) == by_code
