"""The partner's workbook: read back it is the same book, and a person can go on in it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from support.engines import compare, compare_in_libreoffice, ironcalc_values, libreoffice_values
from support.lint import problems
from support.random_books import books
from support.sdk import sdk_errors

from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import START, TABLES
from partnerbook.errors import UnknownName
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.records import NOWHERE, Book, Client, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import CHECKED_ROWS, SPARE_ROWS, STYLES, TOP, blank_thresholds, write_book

MADE = date(2026, 11, 1)
TRICKY = Book(
    Settings(partner="=1+1", alert_days=(30, 60), growth_added=frozenset({"NA", "CI"})),
    clients=(
        Client("=HYPERLINK(\"http://x.example\")", "NA", hub_id="10000001", note="@SUM(A1)\nsecond line"),
        Client("+55 11", "BR", note="-1"),
        Client("_x0041_ & <b>", "CI", usage_score=Decimal("99.9"), hubspot_sold_points=Decimal("0.123456789012345")),
        Client("TRUE", "ES", last_active_employee="00123", domain="3/4"),
    ),
    tiers=blank_thresholds(),
)  # fmt: skip


def test_the_sample_stands_where_it_is_written(tmp_path: Path) -> None:
    """So that a report of it names the rows of the workbook that is written of it, whoever makes the two."""
    for clients in (1, 60):
        write_book(sample_book(clients), tmp_path / "book.xlsx", date(2026, 11, 1))
        assert read_book(tmp_path / "book.xlsx") == (sample_book(clients), ())


def without_origins(book: Book) -> Book:
    records: dict[str, Any] = {
        table.field: tuple(record._replace(origin=NOWHERE) for record in getattr(book, table.field))
        for table in TABLES
        if not table.by_row
    }
    return book._replace(**records)


def read_back(book: Book, path: Path, language: str = "en") -> Book:
    write_book(book, path, MADE, language)
    found, wrong = read_book(path)
    assert [str(problem) for problem in wrong] == []
    return without_origins(found)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    made: dict[tuple[str, str], Path] = {}
    folder = tmp_path_factory.mktemp("books")

    def path(name: str, language: str) -> Path:
        if (name, language) not in made:
            made[name, language] = folder / f"{name}.{language}.xlsx"
            book = {"sample": sample_book, "empty": Book, "tricky": lambda: TRICKY}[name]()
            write_book(book, made[name, language], MADE, language)
        return made[name, language]

    return path


EVERY = [(name, language) for name in ("sample", "empty", "tricky") for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", [sample_book(), TRICKY], ids=["sample", "tricky"])
def test_what_is_written_is_read_back(book: Book, language: str, tmp_path: Path) -> None:
    assert read_back(book, tmp_path / "book.xlsx", language) == without_origins(book)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), language=st.sampled_from(LANGUAGES))
@example(book=TRICKY, language="pt")
def test_any_book_is_read_back(book: Book, language: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "book.xlsx"
    assert read_back(book, path, language) == book


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_book_asks_for_the_thresholds_of_every_edition(language: str, tmp_path: Path) -> None:
    assert read_back(Book(), tmp_path / "book.xlsx", language) == Book(tiers=blank_thresholds())
    assert len(blank_thresholds()) == 16


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_excel_opens_it_without_repair(workbook: Callable[[str, str], Path], name: str, language: str) -> None:
    assert problems(workbook(name, language)) == []


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing(workbook: Callable[[str, str], Path]) -> None:
    assert sdk_errors([workbook(*each) for each in EVERY]) == []


@pytest.mark.libreoffice
def test_engines_agree(workbook: Callable[[str, str], Path]) -> None:
    paths = [workbook("sample", "en"), workbook("empty", "pt")]
    assert [compare(path, ironcalc_values) for path in paths] == [[], []]
    assert compare_in_libreoffice(paths) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_stands_on_a_sheet_of_its_own(workbook: Callable[[str, str], Path], language: str) -> None:
    book = load_workbook(workbook("sample", language))
    assert book.sheetnames[0] == START.label(language)
    assert book.sheetnames[1:-1] == [table.label(language) for table in TABLES]
    for table in TABLES:
        sheet = book[table.label(language)]
        assert list(sheet.tables) == [table.identifier]
        headings = [column.name for column in sheet.tables[table.identifier].tableColumns]
        if not table.by_row:
            assert headings == [column.heading(language) for column in table.columns]


@pytest.mark.parametrize("name", ["sample", "empty"])
def test_a_person_can_go_on_below_each_table(workbook: Callable[[str, str], Path], name: str) -> None:
    book = load_workbook(workbook(name, "en"))
    for table in TABLES[1:]:
        sheet = book[table.name]
        _, top, _, last = range_boundaries(sheet.tables[table.identifier].ref)
        assert top == TOP
        for index, column in enumerate(table.columns, 1):
            for row in (last + 1, last + SPARE_ROWS):
                assert sheet.cell(row, index).style == STYLES[column.kind]
            if STYLES[column.kind] != "pb_input_text" or column.kind == "client":
                below = sheet.cell(last + CHECKED_ROWS, index).coordinate
                assert [rule for rule in sheet.data_validations.dataValidation if below in rule.sqref], column.field
        assert sheet.freeze_panes is not None


def test_lists_stand_under_defined_names(workbook: Callable[[str, str], Path]) -> None:
    book = load_workbook(workbook("sample", "es"))
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                assert rule.formula1 in book.defined_names
            else:
                assert rule.error


def test_a_drop_down_offers_what_the_reader_takes(workbook: Callable[[str, str], Path]) -> None:
    book = load_workbook(workbook("sample", "pt"))
    names = {
        name: [cell.value for row in book[sheet][cells] for cell in row]
        for name, defined in book.defined_names.items()
        if "INDEX" not in defined.attr_text
        for sheet, cells in defined.destinations
    }
    assert names["Deals_kind"] == ["Novo", "Venda cruzada", "Ampliação", "Redução", "Cancelamento"]
    assert "Brasil" in names["MarketNames"]
    assert "BRL" in names["CurrencyCodes"]


@pytest.mark.libreoffice
def test_the_clients_list_ends_with_the_last_client(workbook: Callable[[str, str], Path], tmp_path: Path) -> None:
    book = load_workbook(workbook("sample", "en"))
    book["Start"]["A50"] = "=ROWS(ClientNames)"
    book["Start"]["A51"] = "=INDEX(ClientNames,ROWS(ClientNames))"
    book.save(tmp_path / "asked.xlsx")
    found = libreoffice_values(tmp_path / "asked.xlsx")
    assert found["Start", "A50"] == 60
    assert found["Start", "A51"] == sample_book().clients[-1].client


def test_only_the_sample_says_that_it_is_made_up(workbook: Callable[[str, str], Path]) -> None:
    said = {name: str(load_workbook(workbook(name, "en"))["Start"]["A4"].value) for name in ("sample", "tricky")}
    assert "made up" in said["sample"]
    assert "made up" not in said["tricky"]


def test_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        write_book(Book(), tmp_path / "book.xlsx", MADE, "xx")


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_table_and_column_is_explained_in_every_language(language: str) -> None:
    found = texts("book", language)
    assert set(found["purpose"]) == {table.identifier for table in TABLES}
    shared = {"client", "line", "currency", "note", "unlisted_on"}
    wanted = {(table.identifier, column.field) for table in TABLES for column in table.columns}
    own = {tuple(key.split(".")) for key in found["help"] if "." in key}
    assert own <= wanted
    assert {field for _, field in wanted - own} == shared == {key for key in found["help"] if "." not in key}
