"""What `import` asks a person at a real terminal, and that nobody is asked elsewhere."""

import os
import select
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from partnerbook.book.read.reader import read_book
from partnerbook.records import NOWHERE, Book, Client, ImportRule, Settings
from partnerbook.workbooks.book import write_book

pty = pytest.importorskip("pty")
BOOK = Book(settings=Settings("Mine"), clients=(Client("Acme (inventada)", "MX"),))
SECONDS, MOST = 20, 20  # of silence, and answers


def talk(folder: Path, script: str, answers: dict[str, str], *words: str) -> tuple[int, str]:
    """What the command says at a terminal where each of these questions is answered; its exit code."""
    here, there = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own command
        [script, *words], stdin=there, stdout=there, stderr=there, cwd=folder, close_fds=True
    ) as process:
        os.close(there)
        said = answered = ""
        left = MOST
        while select.select([here], [], [], SECONDS)[0]:
            try:
                data = os.read(here, 4096)
            except OSError:  # the other end is closed
                break
            if not data or not left:
                process.terminate()
                break
            said += data.decode("utf-8", "replace")
            for question, answer in answers.items():
                if question in said[len(answered) :] and said.rstrip(" ")[-1] in "):?":
                    answered = said
                    os.write(here, f"{answer}\n".encode())
                    left -= 1
                    break
    os.close(here)
    return process.returncode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_book(BOOK, tmp_path / "book.xlsx", date(2026, 10, 31))
    return tmp_path


def test_a_person_is_asked_once_and_may_skip(folder: Path, script: str) -> None:
    (folder / "deals.csv").write_text(
        "Trato nº,Client,Firma,Kind,MRR,Currency,Color,Cuando\n"
        "D-1,Acme (inventada),01/02/2026,New,1.500,USD,red,x\n"
        "D-2,Nova (inventada),01/03/2026,New,2.500,USD,red,x\n",
        encoding="utf-8",
    )
    answers = {
        "has no column": "Deal",
        '"Firma"': "Closed",
        '"Trato nº"': "Dael",
        '"Color"': "-",
        '"Cuando"': "",
        "can be two days": "day",
        "can be two numbers": ",",
        "In which country is Nova": "Chile",
    }
    words = ("import", "deals.csv", "--into", "book.xlsx", "--as", "deals", "--new-clients")
    code, said = talk(folder, script, answers, *words)
    assert code == 0, said
    book, _ = read_book(folder / "book.xlsx")
    assert [(deal.deal, deal.client, deal.closed, deal.mrr) for deal in book.deals] == [
        ("D-1", "Acme (inventada)", date(2026, 2, 1), Decimal(1500)),
        ("D-2", "Nova (inventada)", date(2026, 3, 1), Decimal(2500)),
    ]
    assert [client.market for client in book.clients] == ["MX", "CL"]
    assert [rule._replace(origin=NOWHERE) for rule in book.imports] == [
        ImportRule("deals", "Trato nº", "Deal"), ImportRule("deals", "Firma", "Closed"), ImportRule("deals", "Color")
    ]  # fmt: skip
    once = (folder / "book.xlsx").read_bytes()
    code, said = talk(folder, script, {'"Cuando"': ""}, *words, "--day-first", "--decimal-comma")
    assert (code, (folder / "book.xlsx").read_bytes()) == (0, once), said
    assert '"Firma"' not in said


def test_nobody_is_asked_where_there_is_no_terminal(folder: Path, script: str) -> None:
    (folder / "deals.csv").write_text("Client,Firma,MRR,Currency\nAcme (inventada),2026-02-01,5,USD\n", "utf-8")
    words = [script, "import", "deals.csv", "--into", "book.xlsx", "--as", "deals"]
    done = subprocess.run(  # noqa: S603 - our own command
        words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert '--columns "Firma=Closed"' in done.stderr
