"""Messy books give the same records as the clean one, in any language, encoding and order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from support.bad_books import parts_of, with_shared_strings
from support.books import but_sources, plain_tables, table_name, write_csv_book, write_plain_book

from partnerbook.book.read.reader import book_of_grids, read_book
from partnerbook.book.tables import TABLES
from partnerbook.files.grid import Grid
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem, of_severity
from partnerbook.names import LANGUAGES
from partnerbook.records import NOWHERE, Book, Place
from partnerbook.sample import sample_book

SAMPLE = sample_book(6)


def without_origin(book: Book) -> Book:
    """The book with nothing in it that depends on where a record stood."""
    plain: dict[str, Any] = {}
    for table in TABLES:
        if not table.by_row:
            records: Sequence[Any] = getattr(book, table.field)
            plain[table.field] = tuple(record._replace(origin=NOWHERE) for record in records)
    return book._replace(**plain)


def assert_same(book: Book, problems: Sequence[Problem], expected: Book = SAMPLE) -> None:
    assert of_severity(problems, ERROR) == ()
    assert of_severity(problems, WARNING) == ()
    assert without_origin(book) == without_origin(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_workbook_gives_its_records(tmp_path: Path, language: str) -> None:
    write_plain_book(SAMPLE, tmp_path / "book.xlsx", language)
    book, problems = read_book(tmp_path / "book.xlsx")
    assert_same(book, problems)
    assert problems == ()
    assert book.deals[0].origin == Place(table_name(TABLES[3], language), 2)


@pytest.mark.parametrize(
    ("encoding", "separator", "language"),
    [
        ("utf-8", ",", "en"),
        ("utf-8-sig", ";", "es"),
        ("utf-16", "\t", "pt"),
        ("utf-16-le", ";", "en"),
        ("cp1252", ";", "es"),
    ],
)
def test_csv_files_of_any_encoding_give_the_same_records(
    tmp_path: Path, encoding: str, separator: str, language: str
) -> None:
    expected = SAMPLE
    if encoding == "cp1252":
        clients = tuple(client._replace(client=f"Ñandú {number}") for number, client in enumerate(SAMPLE.clients))
        expected = Book(SAMPLE.settings, clients)
    write_csv_book(expected, tmp_path, language, encoding, separator)
    book, problems = read_book(tmp_path)
    assert_same(book, problems, expected)
    assert {problem.found for problem in problems} == {separator}


def test_texts_that_all_sheets_share_are_read(tmp_path: Path) -> None:
    write_plain_book(SAMPLE, tmp_path / "book.xlsx")
    (tmp_path / "shared.xlsx").write_bytes(with_shared_strings((tmp_path / "book.xlsx").read_bytes()))
    assert_same(*read_book(tmp_path / "shared.xlsx"))


def test_a_strict_open_xml_workbook_is_read(tmp_path: Path) -> None:
    write_plain_book(SAMPLE, tmp_path / "book.xlsx")
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    }
    with ZipFile(tmp_path / "strict.xlsx", "w", ZIP_DEFLATED) as package:
        for name, part in parts_of((tmp_path / "book.xlsx").read_bytes()).items():
            for transitional, name_in_strict in strict.items():
                part = part.replace(transitional, name_in_strict)  # noqa: PLW2901
            package.writestr(name, part)
    assert_same(*read_book(tmp_path / "strict.xlsx"))


def test_a_sheet_formatted_to_its_last_row_is_read(tmp_path: Path) -> None:
    write_plain_book(SAMPLE, tmp_path / "book.xlsx")
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(1000, 1_048_577))
    with ZipFile(tmp_path / "long.xlsx", "w", ZIP_DEFLATED) as package:
        for name, part in parts_of((tmp_path / "book.xlsx").read_bytes()).items():
            long = name == "xl/worksheets/sheet2.xml"
            package.writestr(name, part.replace(b"</sheetData>", blank + b"</sheetData>") if long else part)
    assert_same(*read_book(tmp_path / "long.xlsx"))


def test_a_messy_workbook_gives_the_same_records(tmp_path: Path) -> None:
    write_plain_book(SAMPLE, tmp_path / "book.xlsx", "es")
    workbook = load_workbook(tmp_path / "book.xlsx")
    deals = workbook["Negocios"]
    deals.insert_rows(1, 3)
    deals["A1"] = "Negocios de 2026"
    deals.merge_cells("A1:K1")
    deals.move_range(f"A4:K{deals.max_row}", cols=2)
    deals["A4"], deals["B4"] = "Revisado", "MRR anual"
    deals["A5"] = "sí"
    deals.insert_rows(6, 2)
    last = deals.max_row
    deals[f"A{last + 2}"] = "Totales"
    deals[f"I{last + 2}"] = 12345
    deals.row_dimensions[9].hidden = True
    clients = workbook["Clientes"]
    clients.title = "Cartera"
    clients["A1"] = "NOMBRE DEL CLIENTE *"
    clients["B1"] = " mercado del\ncliente "
    for row in range(2, clients.max_row + 1):
        clients[f"A{row}"] = f"  {clients[f'A{row}'].value}\u00a0"
    workbook.create_sheet("Notas")["A1"] = "Llamar"
    workbook["Administración"].sheet_state = "hidden"
    workbook.save(tmp_path / "messy.xlsx")
    book, problems = read_book(tmp_path / "messy.xlsx")
    assert_same(book, problems)
    notes = [f"{problem.sheet} {problem.cell}".strip() for problem in problems]
    assert notes == ["Cartera", "Negocios A4", "Negocios B4", f"Negocios A{last + 2}", "Notas"]


def grid_book(**sheets: list[list[Any]]) -> tuple[Book, tuple[Problem, ...]]:
    return book_of_grids([Grid("b.xlsx", name, rows) for name, rows in sheets.items()])


CLIENTS = [["Client", "Market"], ["Acme", "Brazil"]]
DEALS = ["Client", "Product line", "Kind", "Closed", "MRR", "Currency"]


def test_texts_of_one_column_settle_each_other() -> None:
    rows = [
        ["Acme", "Hub", "new", "03/04/2025", "1.234", "BRL"],
        ["acme", "Hub", "VENTA", "15/04/2025", "R$ 2.345,60", "BRL"],
    ]
    book, problems = grid_book(Clients=CLIENTS, Deals=[DEALS, *rows])
    assert but_sources(problems) == []
    assert [(deal.client, deal.kind, deal.closed, deal.mrr) for deal in book.deals] == [
        ("Acme", "new", date(2025, 4, 3), Decimal(1234)),
        ("Acme", "new", date(2025, 4, 15), Decimal("2345.60")),
    ]


def test_texts_of_another_column_settle_a_column_that_proves_nothing() -> None:
    rows = [["Acme", "Hub", "new", "2025-04-03", "1.234", "COP"]]
    book, problems = grid_book(
        Clients=CLIENTS,
        Deals=[DEALS, *rows],
        Rates=[["Currency", "From", "Amount per US$100"], ["COP", "2025-01-01", "385.000,5"]],
    )
    assert but_sources(problems) == []
    assert book.deals[0].mrr == 1234


def test_a_column_that_proves_both_ways_is_not_settled_by_its_file() -> None:
    rows = [["Acme", "Hub", "new", "2025-04-03", mrr, "COP"] for mrr in ("1.234,5", "1,234.5", "1.234")]
    _, problems = grid_book(
        Clients=CLIENTS,
        Deals=[DEALS, *rows],
        Rates=[["Currency", "From", "Amount per US$100"], ["COP", "2025-01-01", "385.000,5"]],
    )
    assert [problem.place for problem in of_severity(problems, ERROR)] == ["b.xlsx, Deals!E4"]


def test_the_settings_stand_in_any_order_and_column() -> None:
    rows = [
        ["Our book"], [], ["", "Setting", "", "Value", "Help"], ["", "Nivel objetivo", "", "Oro", "Where to"],
        ["", "Partner", "", "", "Your company"], ["", "Alerts"], ["", "Invited to Elite", "", True, "Yes or no"],
        ["", "Renewal alerts (days)", "", "90; 30", ""], ["", "As-of date", "", 46326.0, ""],
    ]  # fmt: skip
    book, problems = grid_book(Settings=rows)
    assert problems == ()
    settings = book.settings
    assert (settings.goal_tier, settings.partner, settings.elite_invitation) == ("Gold", "", True)
    assert (settings.alert_days, settings.as_of) == ((30, 90), date(2026, 10, 31))


def test_the_settings_are_known_by_their_names_alone() -> None:
    book, problems = grid_book(
        Basics=[["Partner", "", "Acme"], ["Goal tier", "", "Elite"], ["As-of date", "", date(2026, 1, 1)]]
    )
    assert book.settings.partner == "Acme"
    assert [problem.severity for problem in problems] == [NOTE]


def test_a_column_heading_goes_before_another_spelling_of_it() -> None:
    book, problems = grid_book(Clients=[["Company", "Client", "Country"], ["Acme Inc.", "Acme", "Brazil"]])
    assert book.clients[0].client == "Acme"
    assert [(problem.severity, problem.cell) for problem in problems] == [(NOTE, "A1")]


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "", "", "", 300.0, ""],
        ["", "", "", "", 300.0, ""],
        ["", "", "", "", "300", ""],
        DEALS,
        ["", "TOTALES", 2.0],
    ],
)
def test_a_row_of_totals_is_no_deal(row: list[Any]) -> None:
    rows = [["Acme", "Hub", "new", date(2025, 4, 3), mrr, "COP"] for mrr in (100.0, 200.0)]
    book, problems = grid_book(Clients=CLIENTS, Deals=[DEALS, *rows, row])
    assert len(book.deals) == 2
    assert [(problem.severity, problem.cell[1:]) for problem in but_sources(problems)] == [(NOTE, "4")]


def test_a_number_that_is_no_sum_is_not_taken_for_one() -> None:
    rows = [["Acme", "Hub", "new", date(2025, 4, 3), mrr, "COP"] for mrr in (100.0, 200.0)]
    _, problems = grid_book(Clients=CLIENTS, Deals=[DEALS, *rows, ["", "", "", "", 250.0, ""]])
    assert {problem.cell for problem in of_severity(problems, ERROR)} == {"A4", "B4", "C4", "D4", "F4"}


def test_a_client_may_be_called_total() -> None:
    book, _ = grid_book(Clients=[*CLIENTS, ["Total", "France"]])
    assert [client.client for client in book.clients] == ["Acme", "Total"]


def test_what_stands_beside_a_table_is_noted() -> None:
    book, problems = grid_book(
        Clients=[["Client", "Market", "Mine"], ["Acme", "Brazil", ""], ["", "", 5.0], ["", "", "", "x"]]
    )
    assert len(book.clients) == 1
    assert [(problem.severity, problem.cell) for problem in problems] == [(NOTE, "C1"), (NOTE, "A3")]


def test_plain_tables_name_every_table() -> None:
    assert len(plain_tables(SAMPLE, "pt")) == len(TABLES)
