"""The scripts of xlwings Lite: what they write into the open book, and that it is what the command finds."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.lite_book import Book

from partnerbook.book.read.reader import read_book
from partnerbook.functions.hosts.xlwings.lite_scripts import FOUND, check_book, points_of_selection
from partnerbook.records import Client
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book

CLIENTS = [[None, "Client", "Country"], [], [None, "Acme", "Atlantis"], [None, "Beta", "MX"], [None, "=1+1", "Utopia"]]


def test_each_problem_leads_to_its_cell_and_no_text_becomes_a_formula() -> None:
    book = Book("b.xlsx", {"Client's": CLIENTS})
    check_book(book)
    rows = book.sheets[FOUND].rows()
    assert rows[0][0] == "2 errors."
    assert rows[1] == ["Kind", "Cell", "Found there", "What is to do"]
    places = [row[1] for row in rows if row[0] == "error"]
    assert places == [
        """=HYPERLINK("#'Client''s'!C3","Client's!C3")""",
        """=HYPERLINK("#'Client''s'!C5","Client's!C5")""",
    ]
    assert [row[2] for row in rows[2:] if row[0] == "error"] == ["Atlantis", "Utopia"]
    assert not any(str(cell).startswith(("=", "+", "@")) for row in rows for cell in (row[0], row[2], row[3]))
    assert book.sheets[FOUND].active


def test_it_finds_what_the_command_finds_and_is_not_read_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    kept = sample_book()
    write_book(kept._replace(clients=(Client("Acme", "MX"), *kept.clients[5:])), path, date(2026, 10, 31), "es")
    workbook = load_workbook(path, data_only=True)
    sheets = {sheet.title: [[*row] for row in sheet.iter_rows(values_only=True)] for sheet in workbook}
    book = Book("b.xlsx", sheets)
    check_book(book)
    first = book.sheets[FOUND].rows()
    check_book(book)
    assert book.sheets[FOUND].rows() == first
    _, problems = read_book(path)
    assert len(first) - 2 == len(problems) > 10
    assert [row[1].split('"')[3] for row in first[2:]] == [f"{each.sheet}!{each.cell}".rstrip("!") for each in problems]
    assert first[1][0] == "Tipo"


def test_what_is_no_book_is_told() -> None:
    book = Book("b.xlsx", {"Ideas": [["Call Acme"]], "Empty": []})
    check_book(book)
    assert "holds no table of a partner book" in book.said[0]
    assert len(book.sheets) == 2


def test_the_points_stand_beside_the_rows() -> None:
    rows = [["1000", "Mexico", "USD"], [1000.0, "US", "USD"], [None, None, None], [1, "Atlantis", "USD"]]
    book = Book("b.xlsx", {"Mine": rows}, "A1:C4")
    points_of_selection(book)
    assert [row[3] for row in book.sheets[0].rows()] == [100.0, 50.0, 0.0, "#VALUE!"]
    wrong = [["unknown", "Mexico", currency] for currency in ("USD", "", None, "#N/A", 7)]
    for first, points in ((["Valor", "País", "Moneda"], ""), *((row, "#VALUE!") for row in wrong)):
        headed = Book("b.xlsx", {"Mine": [first, *rows[:1]]}, "A1:C2")
        points_of_selection(headed)
        assert [row[3] for row in headed.sheets[0].rows()] == [points, 100.0]


@pytest.mark.parametrize(("selected", "says"), [("A1:B2", "three to five"), ("A1:C2", "not empty"), ("", "three")])
def test_nothing_is_written_over(selected: str, says: str) -> None:
    book = Book("b.xlsx", {"Mine": [[1000, "Mexico", "USD", "mine"]] * 2}, selected)
    before = book.sheets[0].rows()
    points_of_selection(book)
    assert says in book.said[0]
    assert book.sheets[0].rows() == before
    other = Book("b.xlsx", {"Clientes": [[1]]}, "A1:B2")
    points_of_selection(other)
    assert other.said[0].startswith("Selecciona filas")
