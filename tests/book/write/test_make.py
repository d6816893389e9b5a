"""What a book of an earlier version lacks comes into it in place: nothing else changes, and a second time nothing."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.engines import libreoffice_values
from support.rich_book import write_rich_book
from support.sdk import sdk_errors

from partnerbook.book.read.reader import read_book
from partnerbook.book.tables import BY_NAME, TABLES
from partnerbook.book.write.change import ADD, MAKE, Change
from partnerbook.book.write.changed import changed
from partnerbook.book.write.writer import Written
from partnerbook.files.problems import NOTE, of_severity
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Client, CommissionLine, Place, Settings, Usage
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
LATER = ("Shared deals", "Commissions", "Payouts", "HubSpot team", "Usage")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(path: Path, *names: str, dry_run: bool = False) -> Written:
    changes = [Change(MAKE, name, "", "", None, None) for name in names or BY_NAME]
    return changed(path, lambda *_: changes, NOW, dry_run=dry_run)


def plain_book(path: Path, **sheets: list[list[object]]) -> Path:
    """A book without any look: its sheets by their names, with spaces for underscores."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in {"Clients": [["Client", "Country"], ["Acme", "BR"]], **sheets}.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def without_sheets(path: Path, *names: str) -> None:
    """Take sheets out of a workbook, as somebody does in Excel."""
    workbook = load_workbook(path)
    for name in names:
        workbook.remove(workbook[name])
    workbook.save(path)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_come_in_the_books_own_language(language: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_book(Book(clients=(Client("Acme", "BR"),)), path, date(2026, 10, 31), language)
    later = [BY_NAME[name].label(language) for name in LATER]
    without_sheets(path, *later)
    before = read_book(path)[0]
    done = made(path)
    assert (done.sheets, done.columns, done.rows) == (len(LATER), 0, 0)
    assert [sheet for sheet in load_workbook(path).sheetnames if sheet in later] == later
    book, problems = read_book(path)
    assert (book, problems) == (before, ())
    for name in LATER:
        headings = [cell.value for cell in load_workbook(path)[BY_NAME[name].label(language)][5]]
        assert headings == [column.heading(language) for column in BY_NAME[name].columns]


def test_a_second_time_nothing_changes_and_no_backup_is_made(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    first = made(path)
    assert first.sheets == len(TABLES) - 2  # all but Clients, and the Settings, whose rows are its settings
    assert first.left
    data, files = path.read_bytes(), sorted(each.name for each in tmp_path.iterdir())
    again = made(path)
    assert (again.sheets, again.columns, again.rows, again.cells, again.backup) == (0, 0, 0, 0, None)
    assert path.read_bytes() == data
    assert sorted(each.name for each in tmp_path.iterdir()) == files
    assert len(files) == 2


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    data = path.read_bytes()
    told = made(path, dry_run=True)
    assert path.read_bytes() == data
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]
    done = made(path)
    assert (told.sheets, told.columns, told.made) == (done.sheets, done.columns, done.made)


@pytest.mark.parametrize("ending", ["xlsx", "xlsm"])
def test_nothing_that_another_hand_wrote_is_lost(ending: str, tmp_path: Path) -> None:
    """Of a workbook with slicers, a pivot, macros and more every part stays, but for those that list the new ones."""
    path = tmp_path / f"book.{ending}"
    book = sample_book(6)
    write_rich_book(book, path)
    before, old = read_book(path)[0], parts_of(path)
    _rename_sheet(path, "Usage", "Kept")
    made_of = parts_of(path)
    done = made(path)
    assert done.sheets == 1
    new = parts_of(path)
    lists = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
    assert {name for name in made_of if new[name] != made_of[name]} <= lists
    assert set(old) <= set(new)
    assert read_book(path)[0].deals == before.deals


def _rename_sheet(path: Path, old: str, new: str) -> None:
    """Give a sheet of a table a name and headings of its own, so that the book has none of that table."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts:
            text = data
            if info.filename == "xl/workbook.xml":
                text = text.replace(f'name="{old}"'.encode(), f'name="{new}"'.encode())
                text = text.replace(f"{old}!".encode(), f"{new}!".encode()).replace(
                    f"'{old}'!".encode(), f"{new}!".encode()
                )
            for heading in (b"Usage month", b"Engagement score"):
                text = text.replace(b">" + heading + b"<", b">" + heading[::-1] + b"<")
                text = text.replace(b'name="' + heading + b'"', b'name="' + heading[::-1] + b'"')
            archive.writestr(info, text)


def test_a_column_comes_behind_the_last_one_and_a_setting_below(tmp_path: Path) -> None:
    deals = [["Deal", "Client", "Product line", "Kind", "Source", "Closed", "MRR", "Currency"],
             ["D-1", "Acme", "Marketing Hub", "New", "Sourced", date(2026, 3, 1), 800, "USD"]]  # fmt: skip
    path = plain_book(tmp_path / "book.xlsx", Deals=deals, Settings=[["Setting", "Value"], ["Partner", "Mine"],
                                                                    ["Reporting currency", "EUR"],
                                                                    ["Goal tier", "Gold"]])  # fmt: skip
    before = read_book(path)[0]
    done = made(path, "Deals", "Settings")
    missing = len(BY_NAME["Deals"].columns) - len(deals[0])
    assert (done.sheets, done.columns) == (0, missing)
    headings = [cell.value for cell in load_workbook(path)["Deals"][1]]
    assert headings[: len(deals[0])] == deals[0]
    assert set(headings[len(deals[0]) :]) == {
        column.en for column in BY_NAME["Deals"].columns if column.en not in deals[0]
    }
    book, problems = read_book(path)
    assert (book.deals, book.settings) == (before.deals, before.settings)
    assert problems == ()
    settings = {row[0].value: row[1].value for row in load_workbook(path)["Settings"].iter_rows()}
    assert settings["Days until commission is paid"] == 45
    assert settings["Your company is a"] == "Solutions Partner"


def test_a_column_without_room_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    workbook = load_workbook(path)
    workbook["Clients"].cell(9, 3).value = "mine"
    workbook.save(path)
    done = made(path, "Clients", "Usage")
    assert (done.sheets, done.columns) == (1, 0)
    assert any('it has no column "Contact limit", and no room for one' in sentence for sentence in done.left)
    assert load_workbook(path)["Clients"].cell(9, 3).value == "mine"


def test_a_sheet_of_the_persons_own_keeps_its_name(tmp_path: Path) -> None:
    own = [["Who", "Invoice"], ["Acme", 7]]
    path = plain_book(tmp_path / "book.xlsx", Commissions=own)
    done = made(path, "Commissions")
    assert done.made == ('book.xlsx: it has a sheet "Commissions 2" now.',)
    workbook = load_workbook(path)
    assert [[cell.value for cell in row] for row in workbook["Commissions"]] == own
    assert {each.severity for each in read_book(path)[1]} == {NOTE}
    assert made(path, "Commissions").sheets == 0


def test_rows_go_into_the_new_sheets_and_are_read(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    made(path)
    line = CommissionLine("2026-07", "Acme", Decimal("-480.5"), "USD", rate=Decimal("0.2"), status="clawed_back",
                          base=Decimal("2402.5"))  # fmt: skip
    use = Usage("Acme", date(2026, 7, 1), Decimal(50), "Marketing Hub")
    changes = [Change(ADD, name, "Acme", "", None, new) for name, new in (("Commissions", line), ("Usage", use))]
    changed(path, lambda *_: changes, NOW)
    book, problems = read_book(path)
    assert problems == ()
    assert book.commissions == (line._replace(origin=Place("Commissions", 6)),)
    assert book.usage == (use._replace(origin=Place("Usage", 6)),)
    sheet = load_workbook(path)["Commissions"]
    assert sheet["A6"].number_format == "@"  # else Excel makes a day of the next month that somebody writes
    assert "%" in sheet["F6"].number_format
    assert load_workbook(path)["Usage"]["B6"].number_format == "mmm-yy"


STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
          RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
          "<workbook ": '<workbook conformance="strict" '}  # fmt: skip
PREFIXED = {r"<(/?)(?=[a-zA-Z])": r"<\1x:", f'xmlns="{MAIN}"': f'xmlns:x="{MAIN}"'}


@pytest.mark.parametrize(
    ("parts", "changes"),
    [
        pytest.param("", STRICT, id="strict"),
        pytest.param("xl/(worksheets/s|tables/t|workbook.xml)", PREFIXED, id="prefixes"),
    ],
)
def test_other_ways_to_write_xml_gain_sheets_like_any(parts: str, changes: Mapping[str, str], tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    with zipfile.ZipFile(path) as archive:
        texts = {info: archive.read(info).decode() for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, text in texts.items():
            for old, new in changes.items() if re.search(parts, info.filename) else ():
                text = re.sub(old, new, text)  # noqa: PLW2901 - one change after the other
            archive.writestr(info, text)
    assert made(path, *LATER).sheets == len(LATER)
    assert read_book(path) == (read_book(path)[0], ())
    assert made(path, *LATER).sheets == 0


@pytest.mark.libreoffice
def test_another_program_opens_what_was_made(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "book.xlsx")
    made(path)
    values = libreoffice_values(path)
    assert values["Commissions", "A5"] == "Period"
    assert values["HubSpot team", "B5"] == "Role at HubSpot"


def test_a_book_without_settings_is_told_so(tmp_path: Path) -> None:
    done = made(plain_book(tmp_path / "book.xlsx"), "Settings")
    assert (done.sheets, done.rows) == (0, 0)
    assert 'has no sheet "Settings"' in done.left[0]
    assert read_book(tmp_path / "book.xlsx")[0].settings == Settings()
    assert of_severity(read_book(tmp_path / "book.xlsx")[1], NOTE) == ()


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing_new(tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    write_book(Book(clients=(Client("Acme", "BR"),)), before, date(2026, 10, 31), "pt")
    without_sheets(before, *(BY_NAME[name].pt for name in LATER), "Segmentos")
    after.write_bytes(before.read_bytes())
    assert made(after).sheets == len(LATER) + 1
    found = [{each.replace("after", "before") for each in sdk_errors([path])} for path in (before, after)]
    assert found[1] <= found[0]
