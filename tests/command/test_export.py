"""`partnerbook export` and `segment`: from the words that are typed to the file, and what one sentence refuses."""

import csv
import shutil
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from support.books import write_csv_book

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command import main as cli
from partnerbook.records import NOWHERE, Book, Client, Deal, Renewal, SavedReport, Segment, Settings, Subscription
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BACKUP = "book (backup 2026-11-21 14.03.07).xlsx"
BOOK = Book(
    settings=Settings("Mine"),
    clients=(Client("Ágora Panadería", "MX"), Client("Beta", "US"), Client("Beta.", "US"), Client("=Ceta", "US")),
    subscriptions=(Subscription("Beta", "CRM", Decimal("1234.5"), "USD", date(2026, 2, 1), note="=1+1"),),
    deals=(
        Deal("D-1", "Beta", "CRM", "new", "sourced", date(2026, 2, 1), Decimal("1234.5"), "USD"),
        Deal("D-2", "Ágora Panadería", "CRM", "new", "assisted", date(2026, 3, 1), Decimal(100), "USD"),
    ),
    renewals=(Renewal("Beta", "CRM", date(2027, 2, 1), Decimal("1234.5"), None, "USD"),),
    segments=(Segment("Clave", "Beta"), Segment("Clave", "=Ceta")),
    saved_reports=(SavedReport("Mis negocios", "deals", "clave", date(2026, 1, 1), date(2026, 12, 31)),),
)
ROW = ["Beta", "CRM", "", "1234.5", "USD", "2026-02-01", "", "'=1+1"]


class Said(NamedTuple):
    code: int
    out: list[str]
    err: str


Run = Callable[..., Said]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for language in ("en", "es"):
        write_book(BOOK, folder / f"{language}.xlsx", date(2026, 10, 31), language)
    return folder


@pytest.fixture
def run(made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command, in this process and in a folder with a book, at a moment that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shutil.copy(made / "en.xlsx", "book.xlsx")

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out.splitlines(), said.err.removeprefix("partnerbook: ").strip())

    return call


def rows(file: str, separator: str = ",") -> list[list[str]]:
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=separator))


@pytest.mark.parametrize("named", ["subscriptions", "Suscripciones", "ASSINATURAS"])
def test_rows_are_named_in_any_language_and_become_a_csv_file(named: str, run: Run) -> None:
    found = run("export", "book.xlsx", named, "-o", "out.csv")
    assert found == (0, ["out.csv is written: 1 row."], "")
    headings = ["Client", "Product line", "Product", "MRR", "Currency", "Start", "End", "Note", "Not listed since"]
    assert rows("out.csv") == [headings, [*ROW, ""]]


def test_headings_and_numbers_are_written_as_a_person_reads_them(run: Run) -> None:
    assert run("export", "book.xlsx", "deals", "-o", "out.csv", "--language", "es", "--decimal-comma").code == 0
    heads, first, second = rows("out.csv", ";")
    assert heads[:7] == ["Negocio", "Cliente", "Línea de producto", "Tipo", "Origen", "Fecha de cierre", "MRR"]
    assert first[3:7] == ["Nuevo", "Originado", "2026-02-01", "1234,5"]
    assert second[:2] == ["D-2", "Ágora Panadería"]


def test_an_ending_in_xlsx_makes_a_workbook(run: Run) -> None:
    assert run("export", "book.xlsx", "points", "-o", "out.XLSX", "--language", "pt").out == [
        "out.XLSX foi gravado: 2 linhas."
    ]
    sheet = load_workbook("out.XLSX").worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value[:33]) == (
        "Pontos", "Pontos · Mine", "Conforme a carteira em 21/11/2026"
    )  # fmt: skip
    assert sheet["F5"].value == 61.725


def test_a_segment_and_days_leave_some_rows(run: Run) -> None:
    assert run("export", "book.xlsx", "clients", "-o", "one.csv", "--segment", "CLAVE").code == 0
    assert [row[0] for row in rows("one.csv")[1:]] == ["Beta", "'=Ceta"]
    assert run("export", "book.xlsx", "deals", "-o", "two.csv", "--from", "15/02/2026").code == 0
    assert [row[0] for row in rows("two.csv")[1:]] == ["D-2"]
    assert run("export", "book.xlsx", "deals", "-o", "no.csv", "--until", "2026-01-01").out == [
        "no.csv is written: 0 rows."
    ]
    assert len(rows("no.csv")) == 1


def test_a_saved_report_brings_its_rows_segment_and_days(run: Run) -> None:
    assert run("export", "book.xlsx", "--report", "mis NEGOCIOS", "-o", "out.csv").out == ["out.csv is written: 1 row."]
    assert [row[0] for row in rows("out.csv")[1:]] == ["D-1"]


def test_what_is_saved_can_be_had_again(run: Run) -> None:
    words = ("renewals", "--segment", "clave", "--from", "2027-02-01", "--until", "2027-02-01")
    found = run("export", "book.xlsx", *words, "-o", "one.csv", "--save", " =Q1 ")
    assert found.code == 0
    assert found.out[:3] == [
        "one.csv is written: 1 row.",
        "Saved reports: new row, =Q1, renewals",
        f"book.xlsx is written: 1 new row. As it was before: {BACKUP}",
    ]
    book, problems = read_book("book.xlsx")
    assert problems == ()
    day = date(2027, 2, 1)
    assert book.saved_reports[1]._replace(origin=NOWHERE) == SavedReport("=Q1", "renewals", "Clave", day, day)
    assert run("export", "book.xlsx", "--report", "=Q1", "-o", "two.csv").code == 0
    assert Path("two.csv").read_bytes() == Path("one.csv").read_bytes()
    assert read_book(BACKUP)[0].saved_reports == book.saved_reports[:1]


def test_a_file_is_written_over_only_when_told_to(run: Run) -> None:
    for file in ("out.csv", "out.xlsx"):
        Path(file).write_text("mine", encoding="utf-8")
        found = run("export", "book.xlsx", "deals", "-o", file)
        assert (found.code, found.err) == (
            2, f"{file} exists and is left as it is. Give another name, or add --replace to write over it."
        )  # fmt: skip
        assert Path(file).read_text("utf-8") == "mine"
        assert run("export", "book.xlsx", "deals", "-o", file, "--replace").code == 0
    assert len(rows("out.csv")) == len(list(load_workbook("out.xlsx").worksheets[0].iter_rows(min_row=4))) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deals", "-o", "out.txt"), '"out.txt" must end in .csv or .xlsx'),
        (("deals", "-o", "out"), '"out" must end in .csv or .xlsx'),
        (("deals", "-o", "no/out.csv"), "There is no folder no to write out.csv to."),
        (("deals", "-o", "no/out.xlsx"), "There is no folder no to write out.xlsx to."),
        (("deals", "-o", "folder.csv"), "folder.csv is a folder; give the name of a file."),
        (("deals", "-o", "book.xlsx", "--replace"), "book.xlsx is the book itself"),
        (("deels", "-o", "out.csv"), 'Rows is "deels"; it must be Points, Clients, '),
        (("deals", "-o", "out.csv", "--segment", "Clav"), 'There is no segment "Clav"; did you mean "Clave"?'),
        (("deals", "-o", "out.csv", "--segment", ""), "Segment is empty; give it a name."),
        (("clients", "-o", "out.csv", "--from", "2026-01-01"), "Clients have no day that could be asked for"),
        (("deals", "-o", "out.csv", "--from", "2026-02-02", "--until", "2026-02-01"),
         "The first day, 2026-02-02, is after the last, 2026-02-01."),
        (("deals", "-o", "out.csv", "--from", "03/04/2026"), 'The day "03/04/2026" can be 2026-03-04 or 2026-04-03'),
        (("deals", "-o", "out.csv", "--language", "xx"), 'The language "xx" is not known'),
        (("deals", "-o", "out.xlsx", "--decimal-comma"), "--decimal-comma is for a CSV file"),
        (("deals", "-o", "out.csv", "--save", "MIS NEGOCIOS"),
         'The book has a saved report "Mis negocios" already. Save this one under another name'),
        (("deals", "-o", "out.csv", "--save", " "), "Saved report is empty; give it a name."),
        (("deals", "-o", "out.csv", "--save", "a\nb"), 'Saved report is "a b", in several lines'),
        (("--report", "Mis negocio", "-o", "out.csv"),
         'There is no saved report "Mis negocio"; did you mean "Mis negocios"?'),
        (("--report", "Mis negocios", "-o", "out.csv", "--segment", "Clave", "--until", "2026-01-01"),
         "With --report the book says which rows: leave --segment and --until out."),
        (("--report", "Mis negocios", "-o", "out.csv", "--save", "Other"),
         "With --report the book says which rows: leave --save out."),
        (("deals", "--report", "Mis negocios", "-o", "out.csv"), "argument --report: not allowed with argument ROWS"),
        (("-o", "out.csv"), "one of the arguments ROWS --report is required"),
        (("deals",), "something is missing: -o/--output"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(words: tuple[str, ...], said: str, run: Run) -> None:
    Path("folder.csv").mkdir()
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    found = run("export", "book.xlsx", *words)
    assert (found.code, found.out) == (2, [])
    assert found.err.startswith(said)
    assert "\n" not in found.err
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_folder_of_csv_files_can_be_exported_but_not_written_to(run: Run) -> None:
    Path("book").mkdir()
    write_csv_book(BOOK, Path("book"))
    assert run("export", "book", "clients", "-o", "out.csv", "--segment", "Clave").out == [
        "out.csv is written: 2 rows."
    ]
    before = Path("book", "Deals.csv").read_bytes()
    found = run("export", "book", "clients", "-o", "book/Deals.csv", "--replace")
    assert (found.code, found.err.split(". ")[0]) == (
        2, f"{Path('book', 'Deals.csv')} would be part of the book, which is the folder book"
    )  # fmt: skip
    assert Path("book", "Deals.csv").read_bytes() == before
    assert run("export", "book", "deals", "-o", "new.csv", "--save", "Mine").err.startswith(
        "book is a folder of CSV files; only a workbook can be changed."
    )
    assert not Path("new.csv").exists()


def test_the_errors_of_the_book_are_told(run: Run) -> None:
    workbook = load_workbook("book.xlsx")
    workbook["Deals"]["B7"] = "Nobody"
    workbook.save("book.xlsx")
    found = run("export", "book.xlsx", "renewals", "-o", "out.csv")
    assert (found.code, found.out) == (1, ["out.csv is written: 1 row."])
    assert "what has an error is not in the figures. See partnerbook check book.xlsx" in found.err
    assert found.err.count("Nobody") == 1


def test_what_gives_no_points_is_told_with_the_points(run: Run) -> None:
    odd = BOOK.deals[0]._replace(currency="KPW")
    write_book(BOOK._replace(deals=(odd, BOOK.deals[1])), Path("odd.xlsx"), NOW.date())
    found = run("export", "odd.xlsx", "points", "-o", "out.csv")
    assert (found.code, found.out) == (1, ["out.csv is written: 1 row."])
    assert found.err.startswith("not used: Deals row 6: ")
    assert run("export", "odd.xlsx", "deals", "-o", "deals.csv") == (0, ["deals.csv is written: 2 rows."], "")


def test_clients_are_put_into_a_segment(run: Run) -> None:
    found = run("segment", "book.xlsx", "CLAVE", "--add", "agora panaderia", "beta", "AGORA PANADERIA", "Beta.")
    assert found.code == 0
    assert found.out[:4] == [
        "Beta is in Clave already.",
        "Segments: new row, Clave, Ágora Panadería",
        "Segments: new row, Clave, Beta.",
        f"book.xlsx is written: 2 new rows. As it was before: {BACKUP}",
    ]
    book, problems = read_book("book.xlsx")
    assert problems == ()
    assert [row.client for row in book.segments if row.segment == "Clave"] == [
        "Beta",
        "=Ceta",
        "Ágora Panadería",
        "Beta.",
    ]


def test_a_segment_begins_with_its_first_client_and_can_be_exported(run: Run) -> None:
    assert run("segment", "book.xlsx", "=New", "--add", "=ceta").out[0] == "Segments: new row, =New, =Ceta"
    assert run("export", "book.xlsx", "clients", "-o", "out.csv", "--segment", "=new").out == [
        "out.csv is written: 1 row."
    ]


def test_a_dry_run_shows_and_writes_nothing(run: Run) -> None:
    before = Path("book.xlsx").read_bytes()
    found = run("segment", "book.xlsx", "New", "--add", "Beta", "--dry-run")
    assert found.out[:2] == [
        "Segments: new row, New, Beta", "1 new row would be written; book.xlsx is left as it is."
    ]  # fmt: skip
    assert run("segment", "book.xlsx", "Clave", "--add", "Beta").out == [
        "Beta is in Clave already.", "book.xlsx needs no change, and is left as it is."
    ]  # fmt: skip
    assert Path("book.xlsx").read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["book.xlsx"]


def test_a_book_in_spanish_keeps_its_language(run: Run, made: Path) -> None:
    shutil.copy(made / "es.xlsx", "libro.xlsx")
    assert run("segment", "libro.xlsx", "Clave", "--add", "Beta.").code == 0
    assert run("export", "libro.xlsx", "negocios", "-o", "out.csv", "--save", "Todo").code == 0
    sheets = load_workbook("libro.xlsx")
    assert [cell.value for cell in sheets["Segmentos"][8]][:2] == ["Clave", "Beta."]
    assert [cell.value for cell in sheets["Informes guardados"][7]][:2] == ["Todo", "Negocios"]
    assert read_book("libro.xlsx")[1] == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Clave", "--add", "Bta"), 'There is no client "Bta"; did you mean "Beta"? Nothing is changed.'),
        (("Clave", "--add", "Beta.", "Nobody"), 'There is no client "Nobody". Nothing is changed.'),
        (("Clave", "--add", ""), 'There is no client "". Nothing is changed.'),
        (("", "--add", "Beta"), "Segment is empty; give it a name."),
        (("Clave",), "something is missing: --add"),
    ],
)
def test_a_segment_that_cannot_be_meant_is_refused(words: tuple[str, ...], said: str, run: Run) -> None:
    before = Path("book.xlsx").read_bytes()
    found = run("segment", "book.xlsx", *words)
    assert (found.code, found.out) == (2, [])
    assert found.err.startswith(said)
    assert Path("book.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sheet"),
    [
        (("segment", "old.xlsx", "Clave", "--add", "Beta"), "Segments"),
        (("export", "old.xlsx", "deals", "-o", "out.csv", "--save", "Mine"), "Saved reports"),
    ],
)
def test_an_older_book_is_told_which_sheet_to_add(words: tuple[str, ...], sheet: str, run: Run) -> None:
    workbook = load_workbook("book.xlsx")
    for name in ("Segments", "Saved reports"):
        del workbook[name]
    workbook.save("old.xlsx")
    before = Path("old.xlsx").read_bytes()
    found = run(*words)
    assert found.code == 2
    assert f'has no sheet "{sheet}"; add one with the headings' in found.err
    assert Path("old.xlsx").read_bytes() == before
    assert not Path("out.csv").exists()


def test_a_book_that_keeps_nothing_yet_says_how_it_would(run: Run) -> None:
    write_book(BOOK._replace(segments=(), saved_reports=()), Path("empty.xlsx"), NOW.date())
    said = run("export", "empty.xlsx", "deals", "-o", "out.csv", "--segment", "Clave")
    assert said.err == 'The book has no segments yet. To make this one: partnerbook segment BOOK "Clave" --add CLIENT'
    said = run("export", "empty.xlsx", "--report", "Mine", "-o", "out.csv")
    assert said.err.startswith("The book has no saved reports yet: --save NAME")


def test_rises_that_no_deal_tells_of_come_out_as_deals_and_are_answered_by_them(run: Run) -> None:
    rows = (
        Subscription("Ágora Panadería", "CRM", Decimal(100), "USD", date(2025, 1, 1), date(2026, 3, 1)),
        Subscription("Ágora Panadería", "CRM", Decimal("150.5"), "USD", date(2026, 3, 1)),
    )
    write_book(BOOK._replace(subscriptions=rows, deals=()), Path("asked.xlsx"), NOW.date())
    said = run("check", "asked.xlsx")
    assert any("rose from 100 to 150.5 USD, and no deal tells of 50.5. Was it sold?" in line for line in said.out)
    run("export", "asked.xlsx", "preguntas", "-o", "questions.csv", "--language", "es", "--decimal-comma")
    assert run("import", "questions.csv", "--into", "asked.xlsx", "--as", "deals").code == 0
    deals = read_book("asked.xlsx")[0].deals
    assert [(deal.kind, deal.closed, deal.mrr) for deal in deals] == [("upsell", date(2026, 3, 1), Decimal("50.5"))]
    assert not any("Was it sold?" in line for line in run("check", "asked.xlsx").out)
