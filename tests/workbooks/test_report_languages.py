"""No word of the report stays English in another language, and what is one word in two languages is listed here."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.awkward_books import AWKWARD_BOOKS
from support.report_texts import seen_texts

from partnerbook import __version__
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
# Names, codes and words that are the same in English and in another language.
KINDS = {"Solutions Partner", "Channel Account Manager (CAM)", "Channel Consultant", "HubSpot"}
TIERS = {"Gold", "Platinum", "Diamond", "Elite", "Gold, Platinum, Diamond, Elite"}
CODES = {"C$R", "GRR", "US$", "OK", "&P / &N", f"partnerbook {__version__}"}
SAME = {
    "es": TIERS
    | KINDS
    | CODES
    | {"No", "no", "Total", "Partner", "Partners", "Chile", "Portugal", "Namibia", "India", "Colombia"},
    "pt": TIERS | KINDS | CODES | {"Total", "Status", "Chile", "Portugal"},
}
# Words that neither Spanish nor Portuguese has.
ENGLISH = re.compile(r"\b(the|of|and|is|are|was|were|not|which|with|from|what|to|it|this|that|where|they|points?|tiers?"
                     r"|rates?|sold|managed|sourced|rows?|days?|book|sheet|months?)\b", re.IGNORECASE)  # fmt: skip


def words_of_book(record: Any) -> set[str]:
    """The texts that stand in records: a person's own, which the report shows as they are."""
    if isinstance(record, str):
        return {record}
    if isinstance(record, tuple | frozenset):
        return {text for part in record for text in words_of_book(part)}
    return set()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made: dict[tuple[str, str], dict[str, str]] = {}
    folder = tmp_path_factory.mktemp("report")

    def texts_of(name: str, language: str) -> dict[str, str]:
        if (name, language) not in made:
            path = Path(folder, "report.xlsx")
            write_report(BOOKS[name], path, AS_OF, language=language)
            made[name, language] = seen_texts(path)
        return made[name, language]

    return texts_of


BOOKS = {"sample": sample_book(12), "empty": Book(), "one of each": AWKWARD_BOOKS["one of each"]}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_text_stays_as_it_is_in_english(written: Any, name: str, language: str) -> None:
    english, other = written(name, "en"), written(name, language)
    assert english.keys() == other.keys()
    assert len(english) > 900
    own = words_of_book(BOOKS[name]) | SAME[language]
    own |= {part for text in own for part in text.split("; ")}
    stays = {
        text: where
        for where, text in english.items()
        if other[where] == text and text not in own and not own.issuperset(text.split("; ")) and not _is_a_code(text)
    }
    assert stays == {}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_english_word_stands_in_a_text(written: Any, name: str, language: str) -> None:
    own = sorted((text for text in words_of_book(BOOKS[name]) if len(text) > 3), key=len, reverse=True)
    found = {}
    for where, text in written(name, language).items():
        left = text
        for each in own:
            left = left.replace(each, "_")
        if "://" not in text and ENGLISH.search(left):
            found[text] = where
    assert found == {}


def _is_a_code(text: str) -> bool:
    """Whether a text is of currencies and the markets' codes, the MRR in one, an address, a quarter or a month."""
    return bool(re.fullmatch(r"(MRR )?[A-Z]{2,3}(, [A-Z]{2})*|https?://\S+|\d{4}-(Q\d|\d\d)", text))
