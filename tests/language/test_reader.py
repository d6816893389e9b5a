"""How numbers are read and shown, in the ways of several countries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.errors import UnknownName
from partnerbook.language.reader import nearest_reader, reader
from partnerbook.names import LANGUAGES
from partnerbook.parsing.number import number_text

TAGS = ("en", "en-GB", "es", "es-MX", "es_CO", "pt", "pt-BR", "pt-PT")


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("en", "1,234.50", "1234.50"), ("en", "1.234,50", "1234.50"), ("en", "1.234", "1.234"),
        ("en", "$1,234", "1234"), ("es", "1.234", "1234"), ("es", "1 234,50 €", "1234.50"), ("es-MX", "1,234", "1234"),
        ("pt-BR", "R$ 1.234.567,89", "1234567.89"), ("pt-BR", "1,234", "1.234"), ("en", "12,34,567.50", "1234567.50"),
        ("es", "1 234,5", "1234.5"), ("en", "(500)", "-500"), ("en", "abc", None), ("en", "", None),
        ("en", "1.2.3", None), ("en", "25.", "25"), ("es", "1.234,", "1234"), ("en", ".", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_the_person_means_it(tag: str, text: str, value: str | None) -> None:
    assert number_text(text).at(reader(tag).mark) == (None if value is None else Decimal(value))


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(TAGS))
def test_what_is_shown_is_read_back_as_the_same(value: Decimal, tag: str) -> None:
    read = reader(tag)
    assert number_text(read.number(value, 2)).at(read.mark) == value


def test_figures_are_rounded_half_up_once() -> None:
    assert reader("en").number(Decimal("2.675"), 2) == "2.68"
    assert reader("en").number(Decimal("-0.004"), 2) == "0.00"
    assert reader("pt").number(Decimal("0.1250")) == "0,125"
    assert reader("en").number(Decimal(1) / 3) == "0.333333"


@pytest.mark.parametrize(
    ("language", "numbers", "expected"),
    [
        ("default", "en-US", ("en", "en_US")), ("pt_BR", "pt-BR", ("pt", "pt_BR")),
        ("es-419", "es-419", ("es", "es_419")),
        ("de-DE", "de-DE", ("en", "de_DE")), ("en", "xx-YY", ("en", "en_US")), ("", "", ("en", "en_US")),
        ("zh-Hant-TW", "zh-Hant-TW", ("en", "zh_Hant")), ("es", "es", ("es", "es_ES")),
    ],
)  # fmt: skip
def test_whatever_language_a_host_speaks_the_panel_has_one(
    language: str, numbers: str, expected: tuple[str, str]
) -> None:
    assert nearest_reader(language, numbers) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_alone_has_a_country(language: str) -> None:
    assert reader(language).region.startswith(f"{language}_")


def test_a_person_who_names_a_language_is_told_which_there_are() -> None:
    with pytest.raises(UnknownName, match="use en, "):
        reader("xx")
