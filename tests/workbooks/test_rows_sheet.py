"""Exported rows as a workbook: a Table that spreadsheets open, with every value as it is and no formula."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.engines import libreoffice_values, written_values
from support.lint import problems
from support.sdk import sdk_errors

from partnerbook.book.export import exported
from partnerbook.book.tables import EXPORTS
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Client, Deal, Segment, Service
from partnerbook.sample import sample_book
from partnerbook.workbooks.rows_sheet import write_rows_sheet

ON = date(2026, 11, 21)
SAMPLE = sample_book(8)
HOSTILE = (
    "=1+1",
    "+1+1",
    "-1",
    "@SUM(1)",
    "'=1+1",
    '=HYPERLINK("http://x.example")',
    "<b>&",
    "a\n=b",
    "1E5",
)
AWKWARD = Book(
    clients=tuple(Client(text.replace("\n", " "), "MX", note=text) for text in HOSTILE),
    partner_services=tuple(Service(text.replace("\n", " "), text.replace("\n", " "), text) for text in HOSTILE),
)


def rows_sheet(folder: Path, book: Book, rows: str, language: str = "en", **asked: object) -> Path:
    found = exported(book, rows, language=language, **asked)  # type: ignore[arg-type]
    path = folder / f"{rows}.{language}.xlsx"
    write_rows_sheet(found, path, ON, book.settings.partner)
    return path


def listed(sheet: Worksheet) -> list[tuple[object, ...]]:
    [table] = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [choice.code for choice in EXPORTS])
def test_excel_opens_it_and_it_holds_what_was_exported(rows: str, language: str, tmp_path: Path) -> None:
    path = rows_sheet(tmp_path, SAMPLE, rows, language)
    assert problems(path) == []
    found = exported(SAMPLE, rows, language=language)
    heads, *values = listed(load_workbook(path).worksheets[0])
    assert list(heads) == found.headings
    expected = [
        tuple(float(v) if isinstance(v, Decimal) else datetime(*v.timetuple()[:3]) if isinstance(v, date) else v  # noqa: DTZ001
              for v in row)
        for row in found.rows
    ] or [(None,) * len(heads)]  # fmt: skip
    assert values == expected


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    made = [rows_sheet(tmp_path, SAMPLE, choice.code, "pt") for choice in EXPORTS]
    made += [rows_sheet(tmp_path, AWKWARD, "clients", "es")]
    assert sdk_errors(made) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("rows", ["clients", "partner_services"])
def test_no_text_is_a_formula(rows: str, tmp_path: Path) -> None:
    path = rows_sheet(tmp_path, AWKWARD, rows)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert written_values(path) == {}
    found = libreoffice_values(path)
    texts = [found[sheet, place] for sheet, place in found if place.startswith("A") and int(place[1:]) > 4]
    assert texts == [text.replace("\n", " ") for text in HOSTILE]


def test_it_says_what_it_is_and_of_which_day(tmp_path: Path) -> None:
    book = Book(
        SAMPLE.settings._replace(partner="=Mine"), (Client("Acme", "MX"),),
        deals=(Deal("", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(1), "USD"),),
        segments=(Segment("Clave", "Acme"),),
    )  # fmt: skip
    plain = load_workbook(rows_sheet(tmp_path, book, "deals", "en")).worksheets[0]
    assert (plain.title, plain["A1"].value, plain["A2"].value) == (
        "Deals", "Deals · =Mine", "As the book stood on 2026-11-21"
    )  # fmt: skip
    path = rows_sheet(tmp_path, book, "points", "es", segment="clave", since=date(2026, 1, 1), until=ON)
    subtitle = load_workbook(path).worksheets[0]["A2"].value
    assert subtitle.startswith(
        "Según la cartera al 21/11/2026 · Segmento: Clave · Desde: 01/01/2026 · Hasta: 21/11/2026"
    )


def test_the_words_of_the_subtitle_are_the_headings_they_speak_of(tmp_path: Path) -> None:
    for language in LANGUAGES:
        sheet = load_workbook(rows_sheet(tmp_path, SAMPLE, "points", language)).worksheets[0]
        for heading in listed(sheet)[0][6:8]:
            assert f" {heading} " in sheet["A2"].value


def test_numbers_and_days_look_like_what_they_are(tmp_path: Path) -> None:
    sheet = load_workbook(rows_sheet(tmp_path, SAMPLE, "points")).worksheets[0]
    heads = listed(sheet)[0]
    formats = {head: sheet.cell(5, at).number_format for at, head in enumerate(heads, 1)}
    assert formats["Points"] == "#,##0.00"
    assert formats["MRR"].startswith("#,##0.00;[Red]")
    assert formats["From"] == formats["Until"] == "yyyy-mm-dd"
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
