"""What the command tells in Spanish and in Portuguese: all of it, and to programs nothing of it."""

import re
from pathlib import Path

import pytest
from support.command import Run, refusal

from partnerbook.book.reader import read_book
from partnerbook.command.voice import system_locale
from partnerbook.sample import sample_book

# Words that only English has. What stands in the made-up book is left out: its rows are the person's own.
ENGLISH = {
    "the",
    "of",
    "and",
    "is",
    "are",
    "was",
    "were",
    "not",
    "with",
    "without",
    "which",
    "what",
    "where",
    "when",
    "this",
    "that",
    "than",
    "from",
    "until",
    "into",
    "by",
    "for",
    "to",
    "in",
    "on",
    "it",
    "its",
    "has",
    "have",
    "had",
    "there",
    "here",
    "been",
    "be",
    "can",
    "cannot",
    "will",
    "would",
    "does",
    "must",
    "should",
    "more",
    "most",
    "less",
    "each",
    "every",
    "any",
    "all",
    "only",
    "also",
    "still",
    "already",
    "points",
    "tier",
    "tiers",
    "client",
    "clients",
    "deal",
    "deals",
    "sheet",
    "row",
    "rows",
    "column",
    "book",
    "day",
    "days",
    "month",
    "months",
    "year",
    "enter",
    "write",
    "written",
    "read",
    "sold",
    "lost",
    "won",
    "open",
    "closed",
    "unknown",
    "nothing",
    "none",
    "total",
    "due",
    "renewals",
    "renewal",
    "change",
    "changes",
    "changed",
    "sourced",
    "managed",
    "assisted",
    "new",
    "old",
    "first",
    "last",
    "next",
    "if",
    "nobody",
    "somebody",
    "your",
    "you",
}
SAME = {"es": {"total", "son", "it"}, "pt": {"total", "for"}}  # words of ours that English has too
CODES = {"points", "tier", "client", "deals", "deal", "month", "changes", "team", "set", "new", "renewals"}
COMMANDS = [
    ("tier",), ("points",), ("renewals",), ("commission",), ("commission", "--by", "deal"),
    ("commission", "--by", "month"), ("commission", "--by", "client"), ("changes",), ("changes", "--by", "entry"),
    ("selling",), ("usage",), ("team",), ("explain",), ("compare", "--since", "2026-07-31"), ("reconcile",),
    ("outlook",), ("stake",), ("goal", "--goal", "Diamond"), ("scenario",), ("check",),
    ("client", "Fenraquil Insurance"), ("editions",), ("editions", "--under", "2022-07-18"),
]  # fmt: skip


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from partnerbook.sample.figures import AS_OF
    from partnerbook.workbooks.book import write_book

    found = {language: tmp_path_factory.mktemp(language) / "cartera.xlsx" for language in ("es", "pt")}
    for language, path in found.items():
        write_book(sample_book(), path, AS_OF, language)
    return found


OWN = set(re.findall(r"[a-z]+", " ".join(map(str, sample_book()[1:])).casefold()))  # and all that its rows hold


def english_words(text: str, language: str) -> set[str]:
    """The words of English in what is told; options and commands, and what the book itself holds, are none."""
    told = re.sub(r"partnerbook [a-z][^\n]*|--[a-z-]+|[^\s/]+\.(?:xlsx|csv)", " ", text)
    found = set(re.findall(r"[^\W\d_]+", told.casefold())) & ENGLISH
    return found - SAME[language] - OWN


@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_tells_a_book_in_its_own_language(
    run: Run, books: dict[str, Path], language: str, words: tuple[str, ...]
) -> None:
    command, *options = words
    said = run(command, books[language], *options)
    assert said.code == 0
    assert english_words(said.out + said.err, language) == set()


@pytest.mark.parametrize("words", COMMANDS[::4], ids=" ".join)
def test_what_programs_are_told_is_the_same_in_every_language(
    run: Run, books: dict[str, Path], words: tuple[str, ...]
) -> None:
    command, *options = words
    told = {
        run(command, books["es"], *options, "--language", language, "--json").out for language in ("en", "es", "pt")
    }
    assert len(told) == 1


def test_the_language_that_is_asked_for_wins_wherever_the_option_stands(run: Run, books: dict[str, Path]) -> None:
    behind = run("tier", books["es"], "--language", "pt").out
    assert behind.startswith("Categoria (")
    assert run("--language", "pt", "tier", books["es"]).out == behind
    assert run("--language=pt", "tier", books["es"]).out == behind
    assert run("tier", "--language=en", books["es"]).out.startswith("Tier standing of ")


@pytest.mark.parametrize(
    ("settings", "locale"),
    [
        ({"LC_ALL": "pt_BR.UTF-8", "LANG": "es_ES.UTF-8"}, "pt_BR"), ({"LANG": "es_MX.UTF-8"}, "es_MX"),
        ({"LC_ALL": "", "LC_MESSAGES": "es_ES@euro", "LANG": "C"}, "es_ES"), ({"LANG": "C.UTF-8"}, "C"),
    ],
)  # fmt: skip
def test_the_system_says_its_language_in_the_order_of_its_settings(settings: dict[str, str], locale: str) -> None:
    assert system_locale("words", settings) == locale


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("es_ES.UTF-8", "falta algo"), ("pt_BR", "falta algo"), ("de_DE", "something is missing"),
        ("C", "something is missing"), ("es_419", "falta algo"),
    ],
)  # fmt: skip
def test_without_a_book_the_system_decides(run: Run, monkeypatch: pytest.MonkeyPatch, locale: str, said: str) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert said in refusal(run("tier"))


def test_numbers_are_those_of_the_persons_country(
    run: Run, monkeypatch: pytest.MonkeyPatch, books: dict[str, Path]
) -> None:
    assert "2.635,35" in run("tier", books["es"]).out
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert "2,635.35" in run("tier", books["es"]).out
    assert "2.635,35" in run("tier", books["es"], "--language", "pt").out


def test_a_book_that_is_written_has_the_language_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    said = run("new", "cartera.xlsx", "--language", "es")
    assert "está escrito" in said.out
    assert read_book(tmp_path / "cartera.xlsx")[1] == ()
    assert "La cartera aún no tiene clientes" in run("check", "cartera.xlsx").out


@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize(
    "words",
    [("--help",), ("tier", "--help"), ("commission", "--help"), ("import", "--help"), ("export", "--help"),
     ("excel", "libreoffice", "--help"), ("lab", "--help"), ("completion", "--help")],
    ids=" ".join,
)  # fmt: skip
def test_help_is_told_in_the_language(run: Run, language: str, words: tuple[str, ...]) -> None:
    said = run("--language", language, *words)
    text = re.sub(r"\{[^}]*\}|\"[^\"]*\"|[a-z0-9]+-[a-z0-9-]+", " ", said.out)  # choices are codes
    assert english_words(text, language) - CODES == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", 'El mercado "Atlantis" no se conoce'), ("pt", 'O mercado "Atlantis" não é conhecido')],
)
def test_what_is_wrong_in_a_book_is_told_in_the_language(run: Run, faulty: Path, language: str, said: str) -> None:
    told = run("check", faulty, "--language", language)
    assert told.code == 1
    assert said in told.out
    found = english_words(re.sub(r"\"[^\"]*\"", " ", told.out), language)
    assert found - {"clients", "deals", "market", "renewals", "managing"} == set()  # the file's own names
    spoken = {run("check", faulty, "--language", each, "--json").out for each in ("en", language)}
    assert len(spoken) == 1
