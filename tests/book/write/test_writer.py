"""Changes in a person's own workbook: what was meant is read, and nothing else is another byte than before."""

import re
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from support.foreign_books import write_libreoffice_book, write_xlsxwriter_book
from support.lint import problems
from support.random_changes import random_changes
from support.rich_book import write_rich_book
from support.sdk import sdk_errors
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import TABLES
from partnerbook.book.write.applied import book_with
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.files.problems import ERROR, of_severity
from partnerbook.files.xlsx.raw_zip import raw_member
from partnerbook.records import NOWHERE, Book, Client, Deal
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock


def small_book(clients: int = 8) -> Book:
    book = sample_book()
    names = {client.client for client in book.clients[:clients]}
    rows: Any = {
        table: tuple(row for row in getattr(book, table) if row.client in names)
        for table in (
            "clients",
            "subscriptions",
            "deals",
            "managing",
            "renewals",
            "partner_services",
            "segments",
            "commissions",
            "usage",
        )
    }
    return book._replace(**rows)


def write_library_book(book: Book, path: Path) -> None:
    ours = path.with_name("ours.xlsx")
    write_book(book, ours, date(2026, 10, 31))
    write_libreoffice_book(ours, path)
    ours.unlink()


MAKERS = [
    pytest.param(write_rich_book, "book.xlsx", 50, id="rich"),
    pytest.param(write_rich_book, "book.xlsm", 10, id="macros"),
    pytest.param(write_xlsxwriter_book, "book.xlsx", 10, id="xlsxwriter"),
    pytest.param(write_library_book, "book.xlsx", 10, id="libreoffice", marks=pytest.mark.libreoffice),
]


def unplaced(book: Book) -> Book:
    """A book without the places of its records."""
    rows: Any = {
        table.field: tuple(row._replace(origin=NOWHERE) for row in getattr(book, table.field))
        for table in TABLES
        if not table.by_row
    }
    return book._replace(**rows)


def read(path: Path) -> Book:
    book, found = read_book(path)
    assert of_severity(found, ERROR) == ()
    return book


def members(path: Path) -> dict[str, tuple[Any, ...]]:
    """The members of a zip: their dates, attributes and bytes as they stand compressed."""
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        return {
            info.filename: (info.date_time, info.external_attr, info.compress_type, info.CRC, raw_member(file, info))
            for info in archive.infolist()
        }


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def texts(change: Change) -> list[str]:
    """The texts that a change brings."""
    values = list(change.new) if change.kind == ADD else [change.new]
    return [value for value in values if isinstance(value, str)]


def may_change(changes: list[Change], path: Path) -> str:
    """The parts that changes may touch, as an expression."""
    sheets = re.findall(r'<sheet [^>]*name="([^"]*)"', part(path, "xl/workbook.xml"))
    touched = {change.table for change in changes} | {"Start", "Mine"}
    parts = [f"xl/worksheets/sheet{at}.xml" for at, name in enumerate(sheets, 1) if name in touched]
    parts += ["xl/worksheets/sheet31.xml", "xl/workbook.xml"]
    if any(change.kind == ADD for change in changes):
        parts += [r"xl/tables/table\d+.xml", r"xl/charts/chart\d+.xml"]
    if any(text[:1] in {"=", "+", "-", "@"} for change in changes for text in texts(change)):  # they have a mark
        parts += ["xl/styles.xml"]
    if any(change.kind == ADD and change.table == "Clients" for change in changes):  # which has a formula's column
        parts += ["xl/calcChain.xml", "xl/_rels/workbook.xml.rels", re.escape("[Content_Types].xml")]
    return "|".join(parts)


@pytest.mark.parametrize(("make", "name", "edits"), MAKERS)
def test_many_edits_lose_nothing(make: Any, name: str, edits: int, tmp_path: Path) -> None:
    path = tmp_path / name
    make(small_book(), path)
    findings = problems(path)
    chance = Random(name)  # noqa: S311 - the same edits every time
    book, before = read(path), members(path)
    for _ in range(edits):
        changes = random_changes(book, chance)
        assert write_changes(path, changes, NOW).left == ()
        now, after = read(path), members(path)
        assert unplaced(now) == unplaced(book_with(book, changes))
        allowed = may_change(changes, path)
        if make is not write_rich_book:  # whose cells have no format for days where there are none
            allowed += "|xl/styles.xml"
        assert [each for each in before if before[each] != after.get(each) and not re.fullmatch(allowed, each)] == []
        assert [each for each in before if each in after] == list(after)
        book, before = now, after
    assert len(book.clients) > 8
    assert problems(path) == findings
    assert 0 < len(list(tmp_path.glob("book (backup *"))) <= 5
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose
        assert openpyxl.load_workbook(path).sheetnames == CalamineWorkbook.from_path(path).sheet_names


@pytest.mark.sdk
@pytest.mark.libreoffice
def test_what_microsofts_validator_says_does_not_change(tmp_path: Path) -> None:
    before, after = [], []
    for number, maker in enumerate(MAKERS):
        make, name, _ = maker.values
        path = tmp_path / f"{number}{Path(str(name)).suffix}"
        make(small_book(), path)
        before.append(path.rename(path.with_stem(f"{number}-before")))
        path.write_bytes(before[-1].read_bytes())
        after.append(path)
        chance = Random(number)  # noqa: S311
        for _ in range(8):
            write_changes(path, random_changes(read(path), chance), NOW)
    found = [{finding.replace("-before", "") for finding in sdk_errors(paths)} for paths in (before, after)]
    assert found[1] == found[0]


def test_what_belongs_to_a_table_grows_with_it(tmp_path: Path) -> None:
    path, book = tmp_path / "book.xlsx", small_book()
    write_rich_book(book, path)
    clients, deals = 5 + len(book.clients), 5 + len(book.deals)
    new = Client("=Ñandú & Co", "MX", hub_id="7007", usage_score=Decimal("12.50"), last_active_on=date(2026, 5, 1))
    sale = Deal("New", new.client, "CRM", "new", "assisted", date(2026, 5, 1), Decimal("0.10"), "MXN")
    changes = [Change(ADD, "Clients", new.client, "", None, new)]
    changes += [Change(ADD, "Deals", new.client, "", None, sale)] * 2
    # Two counts on the sheet Start, five formulas of the person's own sheet, and that of the new row.
    assert write_changes(path, changes, NOW).waiting == 8
    mine = part(path, "xl/worksheets/sheet31.xml")
    assert "<f>1+1</f><v>2</v>" in mine
    assert "<f>SUM(Deals[MRR])</f></c>" in mine
    sheet, rows = part(path, "xl/worksheets/sheet3.xml"), part(path, "xl/worksheets/sheet5.xml")
    [row] = re.findall(rf'<row r="{clients + 1}".*?</row>', sheet)
    [above] = re.findall(rf'<row r="{clients}".*?</row>', sheet)
    styles = part(path, "xl/styles.xml")
    marked = re.search(r"<cellXfs.*</cellXfs>", styles)[0].count("<xf ") - 1  # type: ignore[index]
    assert re.findall(r'<xf [^>]*quotePrefix="1"', styles)
    assert re.findall(r' s="\d+"', row)[1:] == re.findall(r' s="\d+"', above)[1:]
    assert f'<c r="A{clients + 1}" s="{marked}" t="inlineStr"><is><t>=Ñandú &amp; Co</t></is></c>' in row
    assert re.search(rf'<c r="F{clients + 1}" s="\d+"><v>12.50</v></c>', row)
    assert re.search(rf'<c r="X{clients + 1}" s="3"><f>Clients\[\[#This Row\],\[Usage score\]\]\*2</f></c>', row)
    assert row.endswith(f'<c r="Y{clients + 1}" s="1"/></row>')
    assert f'ref="A5:Y{clients + 1}"' in part(path, "xl/tables/table2.xml")
    table = part(path, "xl/tables/table4.xml")
    assert re.findall(r'ref="([^"]*)"', table) == [f"A5:O{deals + 2}"] * 2
    assert f'sqref="A6:A{deals + 2} B6"' in rows
    assert re.findall(r"<xm:sqref>([^<]*)<", rows) == [f"G6:G{deals + 2}", f"C6:C{deals + 2}", f"K{deals}"]
    with zipfile.ZipFile(path) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
    assert "calcChain" not in part(path, "[Content_Types].xml") + part(path, "xl/_rels/workbook.xml.rels")
    assert 'fullCalcOnLoad="1"' in part(path, "xl/workbook.xml")


def test_a_cell_that_says_so_already_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_book(Book(clients=(Client("Acme", "BR", note="none", domain="a.example"),)), path, NOW.date())
    before, origin = path.read_bytes(), read(path).clients[0].origin
    assert read(path).clients[0].note == ""  # which is what the word says there
    note = Change(SET, "Clients", "Acme", "note", "", "none", origin)
    written = write_changes(path, [note], NOW)
    assert (written.cells, written.left, written.backup) == (0, (), None)
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (before, [path])
    both = [note, Change(SET, "Clients", "Acme", "domain", "a.example", "b.example", origin)]
    assert write_changes(path, both, NOW).cells == 1
