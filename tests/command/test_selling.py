"""`partnerbook selling`, `usage` and `team`: the figures in the terminal, and what an empty sheet is to be given."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.answers import read_answer
from support.books import write_plain_book
from support.command import AS_OF, Run

from partnerbook.records import Book, Client, Settings, SharedDeal, TeamMember, Usage

BOOK = Book(
    Settings("Sold together", as_of=AS_OF),
    (
        Client("Acme", "BR", contact_limit=2000, email_limit=10000, health="watch", relationship="both"),
        Client("Beta", "US"),
    ),
    shared_deals=(
        SharedDeal("Big one", "hubspot", date(2026, 9, 3), "Acme", amount=Decimal("1234.50"), currency="BRL"),
        SharedDeal("Won", "hubspot", date(2026, 8, 3), "New", "won", closed=date(2026, 10, 3), closed_by="hubspot"),
        SharedDeal("Lost", "partner", date(2026, 8, 3), "New", "lost", closed=date(2026, 10, 4), closed_by="hubspot"),
    ),
    hubspot_team=(TeamMember("Kim Sample", "pdm", "Plans", "kim@example.com"),),
    usage=(
        Usage("Acme", date(2026, 9, 1), Decimal(60), "Sales Hub; Data Hub", "Zapier"),
        Usage("Acme", date(2026, 10, 1), Decimal("55.5"), "Sales Hub; Data Hub", "Zapier"),
    ),
)


@pytest.fixture
def book() -> Path:
    write_plain_book(BOOK, Path("book.xlsx"))
    return Path("book.xlsx")


def test_shared_selling(run: Run, book: Path) -> None:
    out = run("selling", book, "--range", "this-quarter").out
    lines = [line.split() for line in out.splitlines()]
    assert out.startswith("Shared selling from 2026-10-01 to 2026-10-31\n")
    for words, count in (("created by HubSpot", "0"), ("closed by HubSpot", "2"), ("them won", "1"), ("lost", "1")):
        assert any(" ".join(line).endswith(f"{words} {count}") for line in lines)
    assert ["2026-10", "0", "1", "1", "1"] in lines
    assert ["2026-09", "1", "0", "0", "3"] in lines
    assert "Big one" in out.split("\nOpen\n")[1]
    assert "1,234.50  BRL" in out
    figures = read_answer(run("selling", book, "--json").out).figures
    assert (len(figures.created), figures.won, figures.lost) == (2, 1, 1)  # type: ignore[attr-defined]


def test_codes_are_told_in_words_of_the_language(run: Run, book: Path) -> None:
    told = run("selling", book, "--language", "es").out
    assert [word for word in ("Abierto", "Ganado", "Perdido") if f"  {word}  " in told] == [
        "Abierto",
        "Ganado",
        "Perdido",
    ]
    assert "  won  " not in told
    assert "Etapa" in told
    assert "Vendido y gestionado" in run("client", book, "Acme", "--language", "es").out


def test_usage(run: Run, book: Path) -> None:
    out = run("usage", book).out
    assert "Acme    2026-10        55.5    -4.5  " in out.replace("                ", "  ")
    assert "Of 1 more client the book knows no usage." in out
    rows = [*csv.DictReader(io.StringIO(run("usage", book, "--as", "csv").out))]
    assert [(row["client"], row["trend"], row["products"]) for row in rows] == [
        ("Acme", "down", "Sales Hub; Data Hub"), ("Beta", "", ""),
    ]  # fmt: skip


def test_team(run: Run, book: Path) -> None:
    out = run("team", book).out
    assert "Kim Sample  Partner Development Manager (PDM)  Plans       kim@example.com" in out
    [member] = read_answer(run("team", book, "--json").out).figures.members  # type: ignore[attr-defined]
    assert (member.role, member.mail) == ("pdm", "kim@example.com")


def test_a_client_shows_its_usage_and_limits(run: Run, book: Path) -> None:
    out = run("client", book, "Acme").out
    for words in ("55.5 (-4.5 since the score before)", "Needs attention", "2,000", "10,000 a month", "Zapier"):
        assert words in out


@pytest.mark.parametrize(
    ("command", "sheet"), [("selling", "Shared deals"), ("usage", "Usage"), ("team", "HubSpot team")]
)
def test_an_empty_book_says_which_sheet_is_to_be_filled(run: Run, command: str, sheet: str) -> None:
    write_plain_book(Book(clients=(Client("Acme", "US"),)), Path("book.xlsx"))
    said = run(command, "book.xlsx")
    assert said.code == 0
    assert f"the sheet {sheet}" in said.out
    assert read_answer(run(command, "book.xlsx", "--json").out).answer == command
