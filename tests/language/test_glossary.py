"""The program's words are the same in every text: one word of English is one word of Spanish, and of Portuguese."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import partnerbook.language
from partnerbook.book.tables import TABLES
from partnerbook.language.spoken import said_in
from partnerbook.language.texts import texts
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.commission_sheet import PAYOUT_TABLE, QUARTER_TABLE
from partnerbook.workbooks.report.hubspot_sheet import SHARED_TABLE
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.months_sheet import EXPIRY_TABLE, MONTH_TABLE
from partnerbook.workbooks.report.program_sheet import RETENTION_TABLE
from partnerbook.workbooks.report.renewals_sheet import RENEWAL_TABLE
from partnerbook.workbooks.report.reviews_sheet import REVIEW_COLUMNS
from partnerbook.workbooks.report.statements_sheet import RECEIVED_TABLE, STATEMENT_TABLE
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, STANDING, TIER_TABLE
from partnerbook.workbooks.report.units_table import UNITS_TABLE

GLOSSARY = tomllib.loads(files("partnerbook.language").joinpath("glossary.toml").read_text(encoding="utf-8"))
MESSAGES = Path(partnerbook.language.__file__).parent / "messages"
REPORT_TABLES = (RETENTION_TABLE, BREAKDOWN_TABLE, LEDGER_TABLE, EXPIRY_TABLE, MONTH_TABLE, RENEWAL_TABLE,
                 REVIEW_COLUMNS, EDITION_TABLE, STANDING, TIER_TABLE, UNITS_TABLE, PAYOUT_TABLE,
                 QUARTER_TABLE, RECEIVED_TABLE, STATEMENT_TABLE, SHARED_TABLE)  # fmt: skip


def pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Each text in English with that of a language, and where it stands."""
    for file in MESSAGES.glob("*.en.toml"):
        name = file.name.partition(".")[0]
        for section, keys in texts(name, "en").items():
            for key, text in keys.items():
                yield f"{name} {section}.{key}", text, texts(name, language)[section][key]
    for table in REPORT_TABLES:
        for field, column in table.columns.items():
            if column.heading:
                yield (f"{table.name} {field}", column.heading,
                       texts("report", language)[f"{table.name} columns"][field])  # fmt: skip
            if column.note:
                yield (f"{table.name} {field} note", column.note,
                       texts("report", language)[f"{table.name} notes"][field])  # fmt: skip
    for english, other in said_in(language).items():
        yield f"said {english}", english, other
    for of_book in TABLES:
        for told in of_book.columns:
            yield f"{of_book.name}.{told.field}", told.heading(), told.heading(language)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_a_text_uses_the_words_of_the_glossary(language: str) -> None:
    wrong = {}
    for where, english, other in pairs(language):
        for term, words in _terms_in(english, language):
            if not any(word.casefold() in other.casefold() for word in words):
                wrong[where, term] = other
    assert wrong == {}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_text_has_another_word_for_a_term(language: str) -> None:
    """Also none of those that have no English beside them; titles of HubSpot's pages are HubSpot's."""
    told = [text for _, _, text in pairs(language)]
    for file in MESSAGES.glob(f"*.{language}.toml"):
        sections = texts(file.name.partition(".")[0], language)
        told += [text for section, keys in sections.items() if section != "titles" for text in keys.values()]
    others = [word for term in GLOSSARY.values() for word in term.get(f"{language}_not", ())]
    assert [text for text in told for word in others if re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE)] == []


def _terms_in(english: str, language: str) -> Iterator[tuple[str, list[str]]]:
    english = re.sub(r"\{\w+\}|\S+\.\w+|\b\w+ (and|or) (managed|sourced) \w+", "", english, flags=re.IGNORECASE)
    for term, said in GLOSSARY.items():
        if re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", english, re.IGNORECASE):
            yield term, said[language]


def test_every_term_is_used() -> None:
    used = {term for _, english, _ in pairs("es") for term, _ in _terms_in(english, "es")}
    assert used == set(GLOSSARY)


def test_a_heading_of_the_report_is_that_of_the_book() -> None:
    """The same English heading has the same Spanish and Portuguese one."""
    of_book = {column.heading(): column for table in TABLES for column in table.columns}
    differs = {}
    for table in REPORT_TABLES:
        for field, column in table.columns.items():
            for language in ("es", "pt"):
                if told := of_book.get(column.heading):
                    ours = texts("report", language)[f"{table.name} columns"][field]
                    if ours != told.heading(language):
                        differs[table.name, field, language] = (ours, told.heading(language))
    assert differs == {}
