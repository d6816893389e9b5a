"""What a person at a terminal sees, and what a program gets that reads along."""

import io
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from support.books import write_plain_book
from support.command import Run, started

from partnerbook.command.printed import bar, complain, say
from partnerbook.command.table import Column, Table
from partnerbook.records import Book
from partnerbook.sample import sample_book

NAMES = ("東京エレクトロン株式会社", "[bold]Acme[/bold]", ":smile: & Co", "Jose\u0301 Panaderi\u0301a", "A" * 70,
         "Comércio de Alimentos e Bebidas do Pará Ltda", "한국 여행")  # fmt: skip
COLUMNS = (
    Column("Client", wraps=True), Column("Alert"), Column("Renews"),
    *(Column(heading, right=True) for heading in ("MRR now", "Change", "Currency")),
)  # fmt: skip


class Screen(io.StringIO):
    """A terminal that keeps what it is shown."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns without colours."""
    for name, value in {"NO_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)


def seen(*lines: object) -> str:
    """What a terminal is shown of lines and tables."""
    with redirect_stdout(Screen()) as screen:
        say(lines)
    return screen.getvalue()


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )


def named(names: tuple[str, ...]) -> Table:
    rows = [
        (name, f"Within {30 * at} days", "2026-11-21", f"{10.0**at:,.2f}", f"{-(10.0**at):,.2f}", "USD")
        for at, name in enumerate(names)
    ]
    return Table(COLUMNS, rows)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_no_row_is_broken_and_no_figure_cut_however_wide_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    table = named(NAMES)
    shown = seen(table)
    lines = shown.splitlines()
    assert max(map(columns_of, lines)) <= width
    words = [word for line in lines for word in re.split(r"\s{2,}", line.strip())]
    assert all(cell in words for row in table.rows for cell in row[1:])
    letters = "".join(shown.split())
    if width >= 80:  # below, a name goes on beside other cells
        assert all(name.replace(" ", "") in letters for name in NAMES if len(name) < 30)
    assert "\x1b" not in letters


@pytest.mark.parametrize("width", [80, 100, 150])
def test_figures_end_at_one_edge_whatever_the_letters_of_the_names(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    found = {
        columns_of(line[: match.end()])
        for line in seen(named(NAMES)).splitlines()
        if (match := re.search(r"-[\d,]+\.\d\d", line))
    }
    assert len(found) == 1


def test_a_row_takes_more_lines_where_its_figures_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert [line.rstrip() for line in seen(named(("Acme Panaderías", "Beta"))).splitlines()] == [
        "  Client           Alert           Renews",
        "    MRR now                Change    Currency",
        "  Acme Panaderías  Within 0 days   2026-11-21",
        "       1.00                 -1.00         USD",
        "  Beta             Within 30 days  2026-11-21",
        "      10.00                -10.00         USD",
    ]


def test_headings_and_a_total_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    rows = [("Acme", "12"), ("Total", "12")]
    columns = (Column("Client"), Column("Points", right=True))
    heads, acme, total = seen(Table(columns, rows, total=True)).splitlines()
    assert "\x1b[1m" in heads
    assert "\x1b" not in acme
    assert "\x1b[1m" in total
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in seen(Table(columns, rows, total=True))


@pytest.mark.parametrize("stream", [Screen, io.StringIO])
def test_a_name_cannot_command_the_terminal(stream: type[io.StringIO]) -> None:
    with redirect_stdout(stream()) as shown:
        say([Table((Column(wraps=True),), [("\x1b]0;owned\x07Acme\r\nBeta\x9b2J",)]), "\x1b[2J"])
    assert shown.getvalue().split() == ["?]0;owned?Acme??Beta?2J", "?[2J"]


def test_nothing_in_a_table_is_nothing_on_the_terminal() -> None:
    assert seen(Table((Column(), Column()), [])) == ""


def test_a_program_gets_one_line_a_row_whatever_the_terminal_is_like(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sample_book(len(NAMES))
    new = {client.client: name for client, name in zip(book.clients, NAMES, strict=True)}
    tables = {
        field: tuple(row._replace(client=new[row.client]) for row in getattr(book, field))
        for field in ("clients", "subscriptions", "deals", "managing", "renewals")
    }
    write_plain_book(Book(**tables, settings=book.settings), tmp_path / "book.xlsx")
    plain = run("points", "book.xlsx")
    monkeypatch.setenv("COLUMNS", "40")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"):
        monkeypatch.setenv(name, "1")
    assert run("points", "book.xlsx") == plain
    assert plain.code == 0
    listed, _, _ = plain.out.partition("\n\n")  # what HubSpot says stands below
    first, heads, *rows, total = listed.splitlines()
    assert first.startswith("Points by client on ")
    assert heads.split() == ["Client", "Market", "Sold", "Managed", "Total"]
    assert total.split()[0] == "Total"
    assert {re.split(r"\s{2,}", row.strip())[0] for row in rows} <= {
        unicodedata.normalize("NFC", name) for name in NAMES
    }
    assert len({len(line) for line in (heads, *rows, total)}) == 1


def test_a_terminal_that_cannot_show_a_letter_shows_another(script: str, demo: Path) -> None:
    done = started(script, "points", str(demo / "book.xlsx"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Rob?tica" in done.stdout


def test_no_bar_and_no_colour_where_nobody_looks(script: str, demo: Path, tmp_path: Path) -> None:
    done = started(script, "report", str(demo / "book.xlsx"), "-o", str(tmp_path / "report.xlsx"), FORCE_COLOR="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in done.stdout.replace(b"\r\n", b"\n")
    assert b"\x1b" not in done.stdout


def test_the_bar_is_gone_before_anything_is_said_of_what_stopped_the_work() -> None:
    def stopped() -> None:
        with bar("Tier [bold]") as progress:
            for work in progress(range(3)):
                if work == 1:
                    raise OSError(28, "No space left")

    with redirect_stderr(Screen()) as screen:
        with pytest.raises(OSError, match="No space left"):
            stopped()
        complain("Nothing is written")
    before, _, after = screen.getvalue().partition("Nothing is written")
    assert "Tier [bold]" in before
    assert before.endswith(("\x1b[2K", "\x1b[?25h"))
    assert before.count("\x1b[?25l") == before.count("\x1b[?25h") == 1
    assert after == "\n"


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO, "xterm-256color"), (Screen, "dumb")])
def test_no_bar_hands_the_work_on(stream: type[io.StringIO], term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    with redirect_stderr(stream()) as said, bar("Tier report") as progress:
        assert [*progress(range(3))] == [0, 1, 2]
    assert said.getvalue() == ""


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of Unix")
def test_a_bar_where_a_person_looks(script: str, demo: Path, tmp_path: Path) -> None:
    import pty
    import termios

    person, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))  # type: ignore[attr-defined,unused-ignore]
    words = [script, "report", str(demo / "book.xlsx"), "-o", str(tmp_path / "report.xlsx")]
    with subprocess.Popen(words, stderr=terminal, stdout=subprocess.PIPE) as process:  # noqa: S603
        os.close(terminal)
        shown = b"".join(read_all(person))
    os.close(person)
    assert process.returncode == 0
    assert b"Tier report" in shown
    assert re.search(rb"\b(\d\d+)/\1\b", shown)


def read_all(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(descriptor, 4096)
        except OSError:  # Linux says that nobody writes any more as an error
            return
        if not found:
            return
        yield found
