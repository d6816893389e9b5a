"""What a book lacks is asked for in a terminal, understood as people write it, used, and kept where they want it."""

import io
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.answers import read_answer
from support.books import write_csv_book, write_plain_book
from support.command import AS_OF, Run

from partnerbook.book.read.reader import read_book
from partnerbook.codes import Measure
from partnerbook.command import lacking
from partnerbook.command.asking import answer
from partnerbook.command.lacking import agreed, threshold_changes
from partnerbook.errors import BadInput
from partnerbook.figures.tiers import missing_thresholds
from partnerbook.parsing.currency import currency_code
from partnerbook.program.edition import edition_on
from partnerbook.records import Book, Settings, Threshold
from partnerbook.sample import sample_book

EXPORT = "Client name,Country,Is managed,Total MRR\nAcme,Brasil,true,900\nBeta,Chile,true,100\n"
OPEN = sample_book(8)._replace(settings=Settings("Open", as_of=AS_OF), tiers=())
SIX = ["yes", "200", "100", "1.000,5", "", "many", "2000", "500", "", ""]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "list[str]":
    """What a person types at a terminal, line by line, filled by the test before it runs the command."""
    lines: list[str] = []

    class Typed(io.StringIO):
        def readline(self, size: int = -1, /) -> str:  # noqa: ARG002 - as a stream has it
            return f"{lines.pop(0)}\n" if lines else ""

    monkeypatch.setattr(sys, "stdin", Typed())
    monkeypatch.setattr(lacking, "can_ask", lambda form="table": form == "table")
    for family in ("figures", "points"):
        monkeypatch.setattr(f"partnerbook.command.{family}.can_ask", lambda form="table": form == "table")
    return lines


def test_what_is_missing_is_asked_for_and_kept(run: Run, typed: list[str]) -> None:
    write_plain_book(OPEN, Path("book.xlsx"))
    typed += ["platnum", "platinum", *SIX, "y"]
    said = run("tier", "book.xlsx", "--goal", "Diamond")
    assert said.code == 0
    assert typed == []
    assert "8 of the points that tiers need since 2026-01-15 are not in the book" in said.err
    assert 'There is no tier "platnum"' in said.err
    assert '"many" is no number of points' in said.err
    assert re.search(r"Credited tier +Platinum", said.out)
    assert re.search(r"Total points +[\d.]+ +2,000\.00 ", said.out)
    book, problems = read_book("book.xlsx")
    assert [each for each in problems if each.severity == "error"] == []
    assert (book.settings.credited_tier, book.settings.credited_read_on) == ("Platinum", AS_OF)
    assert [row[:4] for row in book.tiers] == [
        (date(2026, 1, 15), "Gold", 200, 100),
        (date(2026, 1, 15), "Platinum", Decimal("1000.5"), None),
        (date(2026, 1, 15), "Diamond", 2000, 500),
    ]
    typed += ["no"]  # of what is still open
    assert run("tier", "book.xlsx").err.count("?") == 1


def test_what_is_not_to_be_kept_is_used_and_the_book_stays(run: Run, typed: list[str]) -> None:
    write_plain_book(OPEN, Path("book.xlsx"))
    before = Path("book.xlsx").read_bytes()
    typed += ["none", "no", "perhaps", "no"]
    said = run("tier", "book.xlsx")
    assert '"perhaps" is neither yes nor no' in said.err
    assert re.search(r"Credited tier +no tier", said.out)
    assert Path("book.xlsx").read_bytes() == before


def test_nothing_is_asked_of_a_book_that_lacks_nothing_nor_where_nothing_is_typed(run: Run, typed: list[str]) -> None:
    write_plain_book(sample_book(8), Path("whole.xlsx"))
    assert run("tier", "whole.xlsx").err == ""
    write_plain_book(OPEN, Path("book.xlsx"))
    before = Path("book.xlsx").read_bytes()
    assert typed == []
    said = run("tier", "book.xlsx")
    assert "Credited tier    unknown: enter it on the Settings sheet" in said.out
    assert Path("book.xlsx").read_bytes() == before


def test_programs_are_asked_nothing(run: Run, typed: list[str]) -> None:
    write_plain_book(OPEN, Path("book.xlsx"))
    typed += ["Gold", "no", "no"]
    found = read_answer(run("tier", "book.xlsx", "--json").out)
    assert found.figures.credited.tier is None  # type: ignore[attr-defined]
    assert len(typed) == 3


def test_a_folder_keeps_nothing_and_a_report_asks_too(run: Run, typed: list[str]) -> None:
    Path("folder").mkdir()
    write_csv_book(OPEN, Path("folder"))
    typed += ["gold", "no"]
    said = run("report", "folder", "-o", "report.xlsx")
    assert (said.code, typed) == (0, [])
    assert "Keep" not in said.err
    assert re.search(r"Credited tier +Gold", said.out)


def test_a_book_that_cannot_be_changed_says_so_and_the_answer_is_used(run: Run, typed: list[str]) -> None:
    write_plain_book(OPEN, Path("book.xlsx"))
    Path("book.xlsx").chmod(0o444)
    typed += ["gold", "no", "yes"]
    said = run("tier", "book.xlsx")
    assert "It is not kept: book.xlsx is read-only" in said.err
    assert re.search(r"Credited tier +Gold", said.out)


def test_a_row_that_stands_is_filled_and_not_written_over() -> None:
    edition = edition_on(AS_OF)
    book = Book(tiers=(Threshold(edition.start, "Gold", Decimal(200)),))
    given = {("Gold", "total"): Decimal(1), ("Gold", "minimum"): Decimal(2), ("Elite", "total"): Decimal(3)}
    found = list(threshold_changes(book, edition, given))
    assert [(each.kind, each.field) for each in found] == [("set", "minimum"), ("add", "")]
    assert set(lacking._FIELDS) >= {each.measure for each in missing_thresholds((), edition)}
    assert Measure.SOLD in lacking._FIELDS


# The currency of MRR


def test_a_currency_is_asked_for(run: Run, typed: list[str]) -> None:
    Path("export.csv").write_text(EXPORT, encoding="utf-8")
    typed += ["dolares de plata", "BRL"]
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert (said.code, typed) == (0, [])
    assert {row.currency for row in read_book("book.xlsx")[0].subscriptions} == {"BRL"}
    typed += [""]
    assert run("import", "export.csv", "-o", "other.xlsx").code == 1
    write_plain_book(Book(clients=(sample_book(1).clients[0],)), Path("mine.xlsx"))
    typed += ["clp"]
    assert run("import", "export.csv", "--into", "mine.xlsx").code == 0
    assert {row.currency for row in read_book("mine.xlsx")[0].subscriptions} == {"CLP"}


def test_the_currency_of_an_amount_is_asked_for(run: Run, typed: list[str]) -> None:
    typed += ["eurs", "EUR", ""]
    assert run("points", "88", "Spain", "--as-of", "2026-02-01").out == (
        run("points", "88", "Spain", "EUR", "--as-of", "2026-02-01").out
    )
    assert "an amount, a market and a currency" in run("points", "88", "Spain").err


def test_without_a_terminal_it_is_an_error_that_says_what_to_type(run: Run) -> None:
    Path("export.csv").write_text(EXPORT, encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert said.code == 1
    [line] = [line for line in said.out.splitlines() if line.startswith("error")]
    assert "2 clients are without a currency for the MRR" in line
    assert line.endswith("Say which currency it is in. To say it: --currency USD, or another code.")
    assert "currency=" not in said.out


def test_an_answer_is_asked_for_until_it_is_one(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += ["x", "EUR", "", "sí", "n"]
    assert answer("Which?", currency_code) == "EUR"
    assert answer("Which?", currency_code) is None
    assert [agreed("So?"), agreed("So?"), agreed("So?")] == [True, False, False]
    assert capsys.readouterr().err.startswith("Which? ")
    with pytest.raises(BadInput):
        lacking._said("maybe")


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of Unix")
def test_a_person_at_a_real_terminal_is_asked(script: str, tmp_path: Path) -> None:
    import pty

    write_plain_book(OPEN, tmp_path / "book.xlsx")
    ours, theirs = pty.openpty()
    words = [script, "tier", str(tmp_path / "book.xlsx")]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs) as process:  # noqa: S603
        os.close(theirs)
        os.write(ours, b"Gold\nno\nno\n")
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    assert b"Which tier does HubSpot credit you with on 2026-10-31: Gold, Platinum, Diamond, Elite, or none?" in shown
    assert re.search(rb"Credited tier +Gold", shown)


def _read(terminal: int) -> bytes:
    """What comes next; nothing at the end, of which Linux says that the other side is closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
