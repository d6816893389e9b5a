"""The command: what each says and writes, what it refuses in one sentence, and its exit codes."""

import csv
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from support.books import write_csv_book, write_plain_book
from support.places import CASES

import partnerbook
from partnerbook.book.read.reader import read_book
from partnerbook.command import arguments
from partnerbook.command import main as cli
from partnerbook.command.lines import number
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book

AS_OF = date(2026, 10, 31)
TODAY = date(2026, 11, 21)
EXPORT = CASES / "exports"


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command, in this process and in an empty folder, on a day that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "today", lambda: TODAY)

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "sample"
    assert cli.main(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of eight clients that says neither a day nor a goal."""
    path = tmp_path / "small.xlsx"
    write_plain_book(sample_book(8)._replace(settings=Settings(partner="Small")), path)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A book with a client whose market nobody knows, and so with deals of no client."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    write_csv_book(sample_book(8), folder)
    clients = folder / "Clients.csv"
    rows = list(csv.reader(clients.read_text(encoding="utf-8").splitlines()))
    rows[1][rows[0].index("Market")] = "Atlantis"
    with clients.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


def refusal(said: Said) -> str:
    """The one sentence of a command that was not done."""
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("partnerbook: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err.removeprefix("partnerbook: ").strip()


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))


# Help


def test_help_names_every_command(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(re.search(rf"^ +{name} +[A-Z]", said.out, re.MULTILINE) for name in cli.COMMANDS)


def test_no_command_shows_the_help_and_has_done_nothing(run: Run) -> None:
    said = run()
    assert (said.code, said.out) == (2, run("--help").out)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_has_help(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: partnerbook {name} ")
    example = re.search(r"Example: partnerbook (.*)", re.sub(r"\s+", " ", said.out))
    if example:  # of options that exist
        arguments.parsed([word.strip('"') for word in re.findall(r'"[^"]*"|\S+', example[1])])


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"partnerbook {partnerbook.__version__}\n", "")


def test_a_command_that_does_not_exist_is_guessed(run: Run) -> None:
    assert 'did you mean "report"?' in refusal(run("reprot", "book.xlsx"))
    assert "The commands are demo, new," in refusal(run("book.xlsx"))


def test_what_is_missing_is_named(run: Run) -> None:
    assert refusal(run("tier")) == "something is missing: BOOK. See partnerbook tier --help"
    assert "-o/--output" in refusal(run("report", "book.xlsx"))


# What is written


def test_a_demo_writes_three_workbooks_and_says_where_it_stands(run: Run, tmp_path: Path) -> None:
    said = run("demo")
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "partnerbook-demo"
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx", "renewals.xlsx", "tier_report.xlsx"]
    assert all(str(Path("partnerbook-demo", name)) in said.out for name in ("book.xlsx", "tier_report.xlsx"))
    assert "made up" in said.out
    assert said.out.startswith(run("tier", folder / "book.xlsx").out)


def test_a_demo_run_twice_leaves_the_first_as_it_is(run: Run, tmp_path: Path) -> None:
    run("demo")
    first = (tmp_path / "partnerbook-demo" / "book.xlsx").read_bytes()
    assert "partnerbook-demo-2" in run("demo").out
    assert "partnerbook-demo-3" in run("demo").out
    assert (tmp_path / "partnerbook-demo" / "book.xlsx").read_bytes() == first


def test_a_demo_in_a_folder_of_its_own_is_not_written_twice(run: Run, tmp_path: Path) -> None:
    assert run("demo", "a/b").code == 0
    assert (tmp_path / "a" / "b" / "tier_report.xlsx").exists()
    assert "exists and is left as it is" in refusal(run("demo", "a/b"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "file" in refusal(run("demo", "file"))


@pytest.mark.parametrize(("language", "sheet"), [("en", "Clients"), ("es", "Clientes"), ("pt", "Clientes")])
def test_a_new_book_is_empty_and_without_problems(run: Run, language: str, sheet: str) -> None:
    assert run("new", "my book.xlsx", "--language", language).out.endswith('partnerbook check "my book.xlsx"\n')
    assert sheet in load_workbook("my book.xlsx").sheetnames
    said = run("check", "my book.xlsx")
    assert said.code == 0
    assert said.out.startswith("No problems.")
    assert "no clients yet" in said.out
    assert "Still to enter on the Tiers sheet, edition 2026-01-15: Gold (total points, sourced minimum)" in said.out


def test_a_report_shows_what_the_command_says(run: Run, demo: Path) -> None:
    said = run("report", demo / "book.xlsx", "-o", "report.xlsx", "--goal", "elite", "--as-of", "30 June 2026")
    assert (said.code, said.err) == (0, "")
    dashboard = load_workbook("report.xlsx", data_only=True)["Dashboard"]
    assert dashboard["C3"].value.date() == date(2026, 6, 30)
    assert dashboard["G3"].value == "Elite"
    assert number_in(dashboard["F6"].value, 0) in said.out
    assert run("tier", demo / "book.xlsx", "--goal", "ELITE", "--as-of", "2026-06-30").out.count("Elite") == 1


def test_a_report_is_written_over_only_when_told_and_the_book_never(run: Run, demo: Path) -> None:
    book = shutil.copy(demo / "book.xlsx", "book.xlsx")
    Path("report.xlsx").write_bytes(b"mine")
    assert "--replace" in refusal(run("report", book, "-o", "report.xlsx"))
    assert Path("report.xlsx").read_bytes() == b"mine"
    assert run("report", book, "-o", "report.xlsx", "--replace").code == 0
    assert "Dashboard" in load_workbook("report.xlsx").sheetnames
    for command in ("report", "renewals"):
        assert "the book itself" in refusal(run(command, book, "-o", "./book.xlsx", "--replace"))
    assert Path("book.xlsx").read_bytes() == (demo / "book.xlsx").read_bytes()


def test_a_renewal_sheet_of_a_quarter(run: Run, demo: Path) -> None:
    said = run("renewals", demo / "book.xlsx", "-o", "q1.xlsx", "--quarter", "1T2027")
    assert said == (0, "q1.xlsx is written.\n", "")
    days = [cell for sheet in load_workbook("q1.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any(getattr(day, "year", 0) == 2027 for day in days)
    assert "no quarter" in refusal(run("renewals", demo / "book.xlsx", "-o", "q2.xlsx", "--quarter", "spring"))
    assert "-o renewals.xlsx" in refusal(run("renewals", demo / "book.xlsx", "--quarter", "2027-Q1"))
    assert not Path("q2.xlsx").exists()


def test_templates(run: Run) -> None:
    said = run("templates", "made/here")
    assert said.code == 0
    assert said.out.count("is written.") == len(list(Path("made/here").iterdir())) > 4


def test_an_export_becomes_a_book(run: Run) -> None:
    Path("export.csv").write_text(
        "Client name,Country,Is managed,Total MRR,Nothing\nAcme,Brasil,true,900,x\nBeta,España,false,50,x\n",
        encoding="utf-8",
    )
    said = run("import", "export.csv", "-o", "book.xlsx", "--currency", "real", "--on", "2026-10-01")
    assert (said.code, said.err) == (0, "")
    assert 'note: export.csv, row 1, column Nothing: The column "Nothing"' in said.out
    assert "they start on 2026-10-01" in said.out
    book, problems = read_book("book.xlsx")
    assert not [problem for problem in problems if problem.severity == "error"]
    assert [(client.client, client.market) for client in book.clients] == [("Acme", "BR"), ("Beta", "ES")]
    assert {(each.currency, each.start) for each in book.subscriptions} == {("BRL", date(2026, 10, 1))}
    assert run("check", "book.xlsx").code == 0


def test_an_export_with_errors_is_a_book_and_exit_code_1(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country\nAcme,Brasil\nBeta,Atlantis\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx", "--currency", "USD", "--language", "pt")
    assert said.code == 1
    assert "error: export.csv, row 3, column Country" in said.out
    assert [client.client for client in read_book("book.xlsx")[0].clients] == ["Acme"]


def test_an_export_without_a_currency_says_what_to_add(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country,Total MRR\nAcme,Brasil,900\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert said.code == 1
    assert "error: export.csv: 1 client is without a currency" in said.out
    assert "--currency USD" in said.out


def test_an_export_without_clients_writes_nothing(run: Run) -> None:
    Path("export.csv").write_text("Some,thing\nelse,here\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert said.code == 2
    assert said.err == "partnerbook: export.csv has no client that can be used; book.xlsx is not written.\n"
    assert not Path("book.xlsx").exists()


# What is printed


def number_in(value: object, places: int = 2) -> str:
    """A cell of the report as the terminal shows it."""
    return number(Decimal(repr(value)), places)


def test_the_tier_is_that_of_the_report(run: Run, demo: Path) -> None:
    out = run("tier", demo / "book.xlsx").out
    dashboard = load_workbook(demo / "tier_report.xlsx", data_only=True)["Dashboard"]
    lines = {re.split(r"\s{2,}", line.strip())[0]: line for line in reversed(out.splitlines()) if line.strip()}
    for label, cell in {"Sold points": "H6", "of them sourced": "J6", "Managed points": "L6"}.items():
        assert lines[label].split()[-1] == number_in(dashboard[cell].value, 0)
    assert lines["Credited tier"].split()[-1] == dashboard["B6"].value
    assert lines["Performing tier"].split()[-1] == dashboard["D6"].value
    for row in (12, 13):
        have, need, gap, share = (dashboard[f"{column}{row}"].value for column in "DEFG")
        found = next(
            line for line in out.splitlines() if line.strip().startswith(dashboard[f"B{row}"].value) and "%" in line
        )
        assert found.split()[2:] == [*(number_in(value, 0) for value in (have, need, gap)), f"{share * 100:.1f}", "%"]
    assert f"At the next review, {dashboard['K13'].value.date()}" in out
    assert f": {dashboard['K15'].value} (kept: reached in the window)" in out


def test_the_points_of_clients_are_those_of_the_report(run: Run, demo: Path) -> None:
    said = run("points", demo / "book.xlsx")
    assert (said.code, said.err) == (0, "")
    listed = {
        fields[0]: fields[2:] for line in said.out.splitlines()[2:-1] if (fields := re.split(r"\s{2,}", line.strip()))
    }
    head, *rows = cells(demo / "tier_report.xlsx", "Points breakdown")[3:]
    columns = [head.index(name) for name in ("Sold", "Managed", "Total")]
    expected = {row[1]: [number_in(row[column]) for column in columns] for row in rows if row[columns[2]]}
    assert len(expected) > 40
    assert listed == expected
    totals = [float(fields[-1].replace(",", "")) for fields in listed.values()]
    assert totals == sorted(totals, reverse=True)


def test_the_renewals_are_those_of_the_report(run: Run, demo: Path) -> None:
    said = run("renewals", demo / "book.xlsx")
    head, *rows = cells(demo / "tier_report.xlsx", "Renewals")[5:]
    due = [dict(zip(head, row, strict=True)) for row in rows]
    due = [row for row in due if str(row["Alert"]).startswith(("Overdue", "Within"))]
    first, _, *lines, _ = said.out.splitlines()
    assert first.endswith(f": {len(due)}")
    assert len(lines) == len(due) > 20
    for line, row in zip(lines, due, strict=True):
        days = [row[name].date().isoformat() for name in ("Renewal date", "Deadline")]  # type: ignore[attr-defined]
        change = "open" if row["MRR change"] in (None, "") else number_in(row["MRR change"])
        expected = [row["Client"], row["Alert"], days[0], str(row["Days"]), days[1], number_in(row["Current MRR"])]
        assert re.split(r"\s{2,}", line.strip()) == [*expected, change, row["Currency"]]


def test_check_counts_what_it_read(run: Run, demo: Path) -> None:
    said = run("check", demo / "book.xlsx")
    assert said.code == 0
    assert said.out.startswith("No problems.\n")
    book = sample_book()
    for name, rows in (("Clients", book.clients), ("Deals", book.deals), ("Managing", book.managing)):
        assert re.search(rf"^ +{name} +{len(rows)}$", said.out, re.MULTILINE)


def test_a_book_of_csv_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    write_csv_book(sample_book(8), folder, "pt", separator=";")
    write_plain_book(sample_book(8), tmp_path / "book.xlsx")
    assert run("check", folder).code == 0
    assert run("tier", folder) == run("tier", tmp_path / "book.xlsx")


def test_the_day_is_the_one_asked_for_else_the_books_else_today(run: Run, small: Path, tmp_path: Path) -> None:
    dated = tmp_path / "dated.xlsx"
    write_plain_book(sample_book(8), dated)
    assert "on 2026-06-30\n" in run("tier", dated, "--as-of", "2026-06-30").out
    assert f"on {AS_OF}\n" in run("tier", dated).out
    assert f"on {TODAY}\n" in run("tier", small).out
    assert f"on {TODAY}.\n" in run("report", small, "-o", "report.xlsx").out


@pytest.mark.parametrize(
    ("written", "read"),
    [("31/10/2026", AS_OF), ("10/31/2026", AS_OF), ("31 de octubre de 2026", AS_OF), ("2026-10-31", AS_OF)],
)
def test_days_are_read_as_people_write_them(written: str, read: date) -> None:
    assert arguments.day(written) == read


# Amounts


@pytest.mark.parametrize(
    ("words", "points"),
    [
        (("1000", "Mexico", "USD"), "100.00"),
        (("1000", "méxico", "us$", "--manage"), "120.00"),
        (("1000", "MX", "USD", "--manage", "--others", "1"), "110.00"),
        (("1000", "Mexico", "USD", "--source", "Assisted"), "60.00"),
        (("1.234,50 €", "Spain", "EUR"), "70.14"),
        (("1,234.50", "Spain", "euro"), "70.14"),
        (("1 234,50", "España", "EUR"), "70.14"),
        (("1234.5", "United", "Kingdom", "EUR"), "70.14"),
        (("0", "Spain", "EUR"), "0.00"),
    ],
)
def test_points_of_an_amount(run: Run, words: tuple[str, ...], points: str) -> None:
    said = run("points", *words, "--as-of", "2026-02-01")
    assert (said.code, said.err) == (0, "")
    assert re.search(rf"^ +Total points +{re.escape(points)}$", said.out, re.MULTILINE)
    assert "edition of 2026-01-15" in said.out


def test_points_of_an_amount_are_of_today(run: Run) -> None:
    assert f"on {TODAY}." in run("points", "1000", "Mexico", "USD").out


def test_points_say_how_they_came_about(run: Run) -> None:
    out = run("points", "1000", "Mexico", "EUR", "--manage", "--others", "2", "--as-of", "2026-02-01").out
    assert "Sold: EUR 1,000 / 88 × 5 (sourced) × 2 (growth market: Mexico), edition of 2026-01-15" in out
    assert "Managed: EUR 1,000 / 88 × 1 (managed) × 2 (growth market: Mexico) / 3 partners, edition" in out
    assert "EUR 88 counts as US$100 on 2026-02-01." in out


def test_an_estimated_unit_says_so(run: Run) -> None:
    out = run("points", "1000", "Poland", "PLN", "--as-of", "2025-07-20").out
    assert "estimated at the market rate of 2025-07-18" in out


# What is refused


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("1.234", "Mexico", "USD"), 'The amount "1.234" can be 1234 or 1.234; write 1234 or 1.2340.'),
        (("1,234", "Mexico", "USD"), 'The amount "1,234" can be 1234 or 1.234; write 1234 or 1.2340.'),
        (("ten", "Mexico", "USD"), 'The amount "ten" is not a number; write it as 1234.50.'),
        (("nan", "Mexico", "USD"), "is not a number"),
        (("1e5", "Mexico", "USD"), "is not a number"),
        (("-5", "Mexico", "USD"), "below zero"),
        (("12 %", "Mexico", "USD"), "not in USD"),
        (("R$ 12,50", "Mexico", "USD"), "not in USD"),
        (("1" * 16, "Mexico", "USD"), "too large"),
        (("1000", "Mexiko", "USD"), 'did you mean "Mexico"?'),
        (("1000", "Mexico", "EURR"), 'did you mean "EUR"?'),
        (("1000", "Mexico", "$"), "could be USD"),
        (("1000", "Mexico", "USD", "--source", "sorced"), 'did you mean "sourced"?'),
        (("1000", "Mexico", "USD", "--source", "x"), "use sourced or assisted."),
        (("1000", "Mexico", "USD", "--manage", "--others", "-1"), "whole number from 0"),
        (("1000", "Mexico", "USD", "--manage", "--others", "some"), "whole number from 0"),
        (("1000", "Mexico", "USD", "--others", "1"), "add --manage"),
        (("1000", "Mexico", "USD", "--as-of", "2020-01-01"), "2022-07-18"),
        (("1000", "Mexico", "USD", "--as-of", "soon"), 'The day "soon" is not a date; write it as 2026-10-31.'),
        (("1000", "Mexico", "USD", "--as-of", "03/04/2026"), "can be 2026-03-04 or 2026-04-03"),
        (("1000", "Mexico", "USD", "--as-of", "31/02/2026"), "not a day of the calendar"),
        (("1000", "Mexico", "USD", "--when", "x"), "--when"),
        (("1000", "Chile", "CLP", "--as-of", "2026-02-01"), "no rate for CLP"),
        (("1000", "Mexico"), "an amount, a market and a currency"),
        (("1000",), "Of 1000, the market and the currency are missing"),
        (("book.xlsx", "--manage"), "go with an amount"),
    ],
)  # fmt: skip
def test_amounts_that_are_refused(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(run("points", *words))


def test_books_that_are_refused(run: Run, small: Path) -> None:
    Path("text.txt").write_text("no book", encoding="utf-8")
    Path("text.xlsx").write_text("no workbook", encoding="utf-8")
    Path("empty").mkdir()
    Workbook().save("other.xlsx")
    cases = {
        "missing.xlsx": "There is no file or folder missing.xlsx.",
        "text.txt": 'ends in ".txt"',
        "text.xlsx": "text.xlsx",
        "empty": "The folder empty holds no CSV files",
        "other.xlsx": "holds no table of a partner book",
    }
    for command in ("check", "tier", "points", "renewals"):
        for path, sentence in cases.items():
            assert sentence in refusal(run(command, path))
    for path, sentence in cases.items():
        assert sentence in refusal(run("report", path, "-o", "report.xlsx"))
    os.chdir("empty")
    assert "The folder empty holds" in refusal(run("check", "."))
    assert not list(Path().iterdir())
    assert 'There is no tier "Bronze"; the tiers are Gold,' in refusal(run("tier", small, "--goal", "Bronze"))
    assert "There is no tier" in refusal(run("report", small, "-o", "report.xlsx", "--goal", "Bronze"))
    assert "2022-07-18" in refusal(run("report", small, "-o", "report.xlsx", "--as-of", "2019-01-01"))
    assert not Path("report.xlsx").exists()


@pytest.mark.parametrize(
    "command",
    [("new",), ("import", "export.csv", "-o"), ("report", "small.xlsx", "-o"), ("renewals", "small.xlsx", "-o")],
)
@pytest.mark.usefixtures("small")
def test_places_that_are_refused(run: Run, command: tuple[str, ...]) -> None:
    Path("export.csv").write_text("Client name,Country\nAcme,Brasil\n", encoding="utf-8")
    Path("there.xlsx").write_bytes(b"mine")
    Path("folder.xlsx").mkdir()
    assert "exists and is left as it is" in refusal(run(*command, "there.xlsx"))
    assert "There is no folder nowhere" in refusal(run(*command, "nowhere/book.xlsx"))
    assert "is a folder" in refusal(run(*command, "folder.xlsx"))
    assert "must end in .xlsx" in refusal(run(*command, "book.xls"))
    assert "must end in .xlsx" in refusal(run(*command, "book"))
    assert Path("there.xlsx").read_bytes() == b"mine"


def test_exports_that_are_refused(run: Run) -> None:
    Path("export.pdf").write_bytes(b"%PDF")
    assert refusal(run("import", "missing.csv", "-o", "book.xlsx")) == "There is no file missing.csv."
    assert "a .csv or .xlsx file" in refusal(run("import", "export.pdf", "-o", "book.xlsx"))
    assert 'did you mean "EUR"?' in refusal(run("import", "export.pdf", "-o", "book.xlsx", "--currency", "EURR"))
    assert "use en, es or pt" in refusal(run("new", "book.xlsx", "--language", "fr"))


@pytest.mark.skipif(
    os.name != "posix" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_takes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "locked" in refusal(run("new", "locked/book.xlsx"))


def test_an_error_of_the_system_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> int:
        raise OSError(28, "No space left on device", "book.xlsx")

    monkeypatch.setitem(cli.COMMANDS, "new", full)
    assert refusal(run("new", "book.xlsx")) == "book.xlsx: No space left on device."


def test_stopped_by_the_person(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, "new", stop)
    said = run("new", "book.xlsx")
    assert (said.code, said.err.count("\n")) == (130, 1)


# Books with errors


@pytest.mark.parametrize("command", ["tier", "points", "renewals"])
def test_errors_of_a_book_are_told_and_the_rest_is_shown(run: Run, faulty: Path, command: str) -> None:
    said = run(command, faulty)
    assert said.code == 1
    assert len(said.out.splitlines()) > 3
    assert "error: Clients.csv, row 2, column Market" in said.err
    assert said.err.endswith(f"See partnerbook check {faulty}\n")


def test_a_report_of_a_book_with_errors_is_written_and_says_what_it_lacks(run: Run, faulty: Path) -> None:
    said = run("report", faulty, "-o", "report.xlsx")
    assert said.code == 1
    errors = [problem for problem in read_book(faulty)[1] if problem.severity == "error"]
    assert f"({len(errors)} in all); its sheet Checks lists that." in said.out
    words = " ".join(str(cell) for row in cells(Path("report.xlsx"), "Checks") for cell in row)
    assert "Atlantis" in words
    assert said.err.count("\n") == min(len(errors), cli.SHOWN_ERRORS) + 1


def test_check_lists_every_error(run: Run, faulty: Path) -> None:
    said = run("check", faulty)
    problems = read_book(faulty)[1]
    assert said.code == 1
    assert [line for line in said.out.splitlines() if line.startswith("error: ")] == [
        f"error: {problem}" for problem in problems if problem.severity == "error"
    ]
    assert said.err == ""


def test_a_deal_without_a_rate_is_told(run: Run, tmp_path: Path) -> None:
    book = sample_book(8)
    deals = (book.deals[0]._replace(currency="CLP"), *book.deals[1:])
    write_plain_book(book._replace(deals=deals), tmp_path / "book.xlsx")
    for words in (("tier",), ("points",), ("report", "-o", "report.xlsx")):
        said = run(words[0], "book.xlsx", *words[1:])
        assert said.code == 1
        assert "not used: Deals row 2: There is no rate for CLP" in said.err
    assert "It lacks what could not be used (1 in all)" in said.out


def test_a_name_cannot_command_the_terminal(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country\n\x1b]0;owned\x07Acme,Atlantis\nBeta,Brasil\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert "Atlantis" in said.out
    assert "\x1b" not in said.out
    assert "\x1b" not in run("points", "\x1b[2J.xlsx").err


def test_an_empty_book(run: Run, tmp_path: Path) -> None:
    write_plain_book(Book(), tmp_path / "book.xlsx")
    assert run("tier", "book.xlsx").code == 0
    assert "unknown: thresholds are missing" in run("report", "book.xlsx", "-o", "report.xlsx").out
    assert run("renewals", "book.xlsx").out.endswith(": none\n")
    assert re.search(r"Total +0\.00 +0\.00 +0\.00$", run("points", "book.xlsx").out.strip())


# The installed script


@pytest.fixture
def script() -> str:
    found = shutil.which("partnerbook", path=sysconfig.get_path("scripts"))
    if not found:
        pytest.fail("partnerbook is not installed in this environment (python -m pip install .)")
    return found


def started(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, capture_output=True, check=False, env={**os.environ, **settings})  # noqa: S603


def test_the_script_runs(script: str, demo: Path) -> None:
    done = started(script, "tier", str(demo / "book.xlsx"), PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Platinum" in done.stdout
    done = started(script, "tier", "missing.xlsx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.split() == b"partnerbook: There is no file or folder missing.xlsx.".split()


def test_a_terminal_that_cannot_show_a_letter_shows_another(script: str, demo: Path) -> None:
    done = started(script, "points", str(demo / "book.xlsx"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Rob?tica" in done.stdout


def test_no_bar_and_no_colour_where_nobody_looks(script: str, demo: Path, tmp_path: Path) -> None:
    done = started(script, "report", str(demo / "book.xlsx"), "-o", str(tmp_path / "report.xlsx"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r" not in done.stdout.replace(b"\r\n", b"\n")
    assert b"\x1b" not in done.stdout


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
    assert b"/12" in shown


def read_all(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            found = os.read(descriptor, 4096)
        except OSError:  # Linux says that nobody writes any more as an error
            return
        if not found:
            return
        yield found


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe of Unix")
@pytest.mark.parametrize("command", [["points"], ["renewals"], ["--help"]])
def test_a_reader_that_stops_early(script: str, demo: Path, command: list[str]) -> None:
    words = [script, *command, *([] if command == ["--help"] else [str(demo / "book.xlsx")])]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_the_command_starts_fast() -> None:
    code = "import sys, partnerbook.command.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    assert not {"openpyxl", "tqdm", "python_calamine", "numpy", "pandas"} & set(loaded)
