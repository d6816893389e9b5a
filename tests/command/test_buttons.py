"""Excel's buttons, as xlwings starts them: what they open, what they leave alone, where what they made lies."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.filters import FilterColumn, Filters
from support import button_host
from support.hubspot_server import TOKEN, FakeHubSpot, running

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock, sync, voice
from partnerbook.command.button_tasks import Front, done
from partnerbook.command.buttons import start
from partnerbook.command.main import main
from partnerbook.errors import BadInput
from partnerbook.functions.hosts.xlwings.addin import COPIES, TASKS, macros
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.records import Book, Client, Settings
from partnerbook.workbooks.book import write_book
from partnerbook.workbooks.finance import write_finance_sheet

NOW = datetime(2026, 10, 31, 12)  # noqa: DTZ001 - a person's own clock
CLIENTS = [
    {"hs_client_name": "Acme", "hs_country": "MX", "hs_is_managed": "false"},
    {"hs_client_name": "Beta", "hs_country": "BR", "hs_is_managed": "false"},
]
MOMENT = "2026113010150042"
OTHER_DAY, SAME_DAY = "2026112910150042", "2026113009150042"
NAME = 'María\'s "Cartera" & más 100% (1).xlsx'
ON = date(2026, 10, 31)
CLOUD = "https://d.docs.live.net/1a2b/Finance/cloud book.xlsx"


def python_line(task: str, moment: str) -> str:
    """What the macro gives to RunPython."""
    [line] = re.findall(r"^    RunPython (.*)$", macros("en"), re.MULTILINE)
    said: str = line.replace('" & Task & "', task).replace('" & Moment & "', moment)
    return said.strip('"')


def press(task: str, moment: str, full_name: str, *others: str) -> dict[str, Any]:
    """A press as xlwings' ExecuteWindows starts Python, with what our add-in's settings make of the path."""
    search = f"False;{full_name};/addins/partnerbook.xlam;;;;"
    name = full_name.rpartition("/")[2]
    return {
        "command": f"import xlwings.utils;xlwings.utils.prepare_sys_path({json.dumps(search)}); "
        f"{python_line(task, moment)}",
        "arguments": [f"--wb={name}", "--from_xl=1", "--app=/Excel/Microsoft Excel", f"--hwnd={button_host.WINDOW}"],
        "open": [full_name, *others],
    }


def copied(folder: Path, moment: str, source: Path, name: str) -> None:
    """The copy that the macro saves."""
    (folder / COPIES / moment).mkdir(parents=True)
    shutil.copyfile(source, folder / COPIES / moment / name)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of four presses in a row: of a book that is saved, in the cloud, never saved; and of a wrong task."""
    folder = tmp_path_factory.mktemp("excel")
    home, documents = folder / "books", folder / "home" / "Documents"
    home.mkdir()
    documents.mkdir(parents=True)
    on_disk, as_open = home / NAME, folder / "as_open.xlsx"
    write_book(Book(clients=(Client("Ácme", "ES"),)), on_disk, ON, "es")
    shutil.copyfile(on_disk, as_open)
    change(as_open, "Atlantis")
    before = on_disk.read_bytes()
    for moment, name in ((MOMENT, NAME), (f"{MOMENT}1", "cloud book.xlsx"), (f"{MOMENT}2", "Book1.xlsx")):
        copied(folder, moment, as_open, name)
    copied(folder, OTHER_DAY, as_open, "old.xlsx")
    copied(folder, SAME_DAY, as_open, "earlier.xlsx")
    presses = [
        press("check", MOMENT, str(on_disk), f"/elsewhere/{Path(NAME).stem} comprobación.xlsx"),
        press("renewals", f"{MOMENT}1", CLOUD),
        press("check", f"{MOMENT}2", "Book1"),
        press("check", f"{MOMENT}2", "Book1"),
    ]
    answers = button_host.pressed(presses, folder)
    return {"folder": folder, "answers": answers, "untouched": on_disk.read_bytes() == before, "book": on_disk}


def change(path: Path, market: str) -> None:
    """What somebody has typed into the book, and not saved."""
    workbook = load_workbook(path)
    sheet = workbook["Clientes"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "Ácme")
    place = next(cell for cell in sheet[row] if cell.value == "España")
    place.value = market
    workbook.save(path)


def rows_of(path: str | Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


def test_what_is_open_is_checked_and_nothing_else_touched(found: dict[str, Any]) -> None:
    answer = found["answers"][0]
    assert answer["error"] == ""
    assert found["untouched"]
    [path] = answer["opened"]
    assert Path(path).name == f"{Path(NAME).stem} comprobación 2.xlsx"  # one without a number is open already
    assert (found["folder"] / COPIES / MOMENT) in Path(path).parents
    sheet = load_workbook(path).active
    [row] = [row for row in sheet.iter_rows() if row[0].value == "error"]
    assert "Atlantis" in row[4].value
    assert row[1].value == "Clientes"
    assert row[2].hyperlink.target == found["book"].as_uri()
    assert row[2].hyperlink.location == f"'Clientes'!{row[2].value}"


def test_of_a_book_in_the_cloud_what_is_made_lies_in_the_documents(found: dict[str, Any]) -> None:
    answer = found["answers"][1]
    assert answer["error"] == ""
    made, wrong = map(Path, answer["opened"])
    assert made == found["folder"] / "home" / "Documents" / "cloud book renovaciones.xlsx"
    links = [cell.hyperlink.target for row in load_workbook(wrong).active.iter_rows() for cell in row if cell.hyperlink]
    assert set(links) == {CLOUD.replace(" ", "%20")}


def test_of_a_book_never_saved_places_are_no_links(found: dict[str, Any]) -> None:
    answer = found["answers"][2]
    assert answer["error"] == ""
    rows = rows_of(answer["opened"][0])
    assert rows[2][0].startswith("Guarda el libro una vez")
    assert any(row[0] == "error" and row[1] == "Clientes" for row in rows)
    sheet = load_workbook(answer["opened"][0]).active
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_a_copy_is_used_once_and_other_days_are_forgotten(found: dict[str, Any]) -> None:
    assert "There is no copy of a workbook" in found["answers"][3]["error"]
    left = sorted(path.name for path in (found["folder"] / COPIES).iterdir())
    assert left == [SAME_DAY, MOMENT, f"{MOMENT}1", f"{MOMENT}2"]
    assert not (found["folder"] / COPIES / MOMENT / NAME).exists()


@pytest.mark.parametrize(("task", "moment"), [("check", ".."), ("check", "1"), ("delete", "1"), ("check", "")])
def test_nothing_is_done_for_what_no_macro_says(
    task: str, moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMP", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    if task not in TASKS:
        (tmp_path / COPIES / moment).mkdir(parents=True)
        Workbook().save(tmp_path / COPIES / moment / "book.xlsx")
    with pytest.raises(BadInput, match="There is no copy"):
        start(task, moment)


# What each task gives, of a copy at hand.


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "book.xlsx"
    write_book(Book(Settings(partner="Nós"), (Client("Acme", "MX"),)), path, ON, "pt")
    return path


@pytest.fixture
def front(small_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """A workbook in front that is saved in a folder."""
    voice.end()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for name in ("copies", "shown", "books"):
        (tmp_path / name).mkdir()
    copy = tmp_path / "copies" / "book.xlsx"
    shutil.copyfile(small_book, copy)
    yield Front(copy, "file:///books/book.xlsx", tmp_path / "books", tmp_path / "shown", ["book.xlsx"])
    voice.end()


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def with_clients(front: Front, *clients: Client) -> Front:
    front.copy.unlink()
    write_book(Book(clients=clients), front.copy, ON, "en")
    return front


def test_a_book_without_problems_says_so_and_what_was_read(front: Front) -> None:
    [path] = done("check", with_clients(front, Client("Acme", "MX"), Client("Beta", "ES")))
    rows = rows_of(path)
    assert rows[0][0] == "What is wrong in book.xlsx"
    counts, missing, *read = [row[4] for row in rows[5:]]
    assert counts == "No problems."
    assert missing.startswith("Still to enter on the Tiers sheet, edition 2026-01-15: ")
    assert read == ["2 rows read of Clients", "16 rows read of Tiers"]
    assert {row[0] for row in rows[5:]} == {None, "note"}


def test_a_thousand_problems_are_a_thousand_links(front: Front) -> None:
    with_clients(front, *(Client(f"Client {number}", "MX") for number in range(1_000)))
    workbook = load_workbook(front.copy)
    for row in workbook["Clients"].iter_rows():
        for cell in row:
            if cell.value in ("MX", "Mexico"):
                cell.value = "Atlantis"
    workbook.save(front.copy)
    [path] = done("check", front)
    links = [cell.hyperlink.location for [cell] in load_workbook(path).active["C6:C2000"] if cell.hyperlink]
    assert len(set(links)) == len(links) == 1_000


def test_the_report_and_the_renewal_sheet_are_those_of_the_command(front: Front, tmp_path: Path) -> None:
    report, renewals = done("report", front), done("renewals", front)
    assert names(report) == ["book relatório de categoria.xlsx"]
    assert names(renewals) == ["book renovações.xlsx"]
    assert main(["report", str(front.copy), "-o", str(tmp_path / "report.xlsx"), "--as-of", f"{ON}"]) == 0
    assert main(["renewals", str(front.copy), "-o", str(tmp_path / "renewals.xlsx"), "--as-of", f"{ON}"]) == 0
    assert report[0].read_bytes() == (tmp_path / "report.xlsx").read_bytes()
    assert renewals[0].read_bytes() == (tmp_path / "renewals.xlsx").read_bytes()
    assert names(done("renewals", front)) == ["book renovações 2.xlsx"]  # never over what is there


def test_rows_that_a_filter_hides_are_checked_and_counted(front: Front) -> None:
    with_clients(front, Client("Acme", "MX"), Client("Beta", "ES"), Client("Gamma", "ES"))
    workbook = load_workbook(front.copy)
    sheet = workbook["Clients"]
    sheet.tables["Clients"].autoFilter.filterColumn.append(FilterColumn(colId=0, filters=Filters(filter=["Acme"])))
    for row in sheet.iter_rows():
        sheet.row_dimensions[row[0].row].hidden = row[0].value in ("Beta", "Gamma")
    [wrong] = [row[1] for row in sheet.iter_rows() if row[0].value == "Gamma"]
    wrong.value = "Atlantis"
    workbook.save(front.copy)
    rows = rows_of(done("check", front)[0])
    assert [row[1:4] for row in rows if row[0] == "error"] == [["Clients", wrong.coordinate, "Atlantis"]]
    assert "2 rows read of Clients" in [row[4] for row in rows[5:]]


@pytest.fixture(scope="module")
def finance_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("finance") / "finance.xlsx"
    write_finance_sheet(path, ON, True, "es")
    return path


@pytest.mark.parametrize("task", ["report", "renewals", "sync"])
def test_a_finance_sheet_is_no_book(task: str, front: Front, finance_sheet: Path) -> None:
    shutil.copyfile(finance_sheet, front.copy)
    [path] = done(task, front)
    assert "es una hoja de finanzas y no una cartera" in rows_of(path)[5][4]
    assert names([*front.beside.iterdir()]) == []


def test_a_finance_sheet_is_checked_by_working_it_out(front: Front, finance_sheet: Path) -> None:
    shutil.copyfile(finance_sheet, front.copy)
    voice.speak("en")
    [path] = done("check", front)
    assert re.match(r"\d+ cells call the functions or follow from them; 0 differ\.", rows_of(path)[5][4])


def test_without_a_token_a_sheet_says_what_is_missing(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "no token")
    [path] = done("sync", front)
    assert "HUBSPOT_ACCESS_TOKEN" in rows_of(path)[5][4]
    assert names([*front.beside.iterdir()]) == []


def test_what_hubspot_shows_comes_into_a_copy_beside_the_book(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    with_clients(front, Client("Acme", "MX"))
    before = front.copy.read_bytes()
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    with running(FakeHubSpot(CLIENTS)) as hubspot:
        monkeypatch.setattr(sync, "opened", lambda token: HubSpotAccount(token, lambda _: None, hubspot.host, 5))
        made, said = done("sync", front)
        again = front._replace(copy=made, beside=front.shown)
        [nothing] = done("sync", again)
    assert made.name == "book HubSpot.xlsx"
    assert front.copy.read_bytes() == before
    assert {client.client for client in read_book(made)[0].clients} == {"Acme", "Beta"}
    assert any("Beta" in str(row[4]) for row in rows_of(said))
    assert "needs no change" in rows_of(nothing)[-1][4]


def test_nothing_is_brought_into_a_book_with_errors(front: Front) -> None:
    with_clients(front, Client("Acme", "MX"))
    workbook = load_workbook(front.copy)
    for row in workbook["Clients"].iter_rows():
        for cell in row:
            cell.value = "Atlantis" if cell.value in ("MX", "Mexico") else cell.value
    workbook.save(front.copy)
    [path] = done("sync", front)
    rows = rows_of(path)
    assert rows[5][4].startswith("Nothing is brought in while rows cannot be read")
    assert [row[1] for row in rows[6:]] == ["Clients"]


def test_what_is_no_workbook_of_ours_is_told(front: Front) -> None:
    front.copy.write_bytes(b"\xd0\xcf\x11\xe0 an old workbook")
    [path] = done("report", front)
    assert rows_of(path)[5][0] == "error"
    assert "book.xlsx" in rows_of(path)[5][4]


def test_a_folder_that_takes_no_file_is_told(front: Front) -> None:
    [path] = done("renewals", front._replace(beside=front.beside / "gone"))
    assert str(front.beside / "gone") in rows_of(path)[5][4]


class MacBook:
    """A workbook as xlwings has it on the Mac, where Excel is asked in another way, and what was opened."""

    def __init__(self, full_name: str) -> None:
        self.name = Path(full_name).name
        self.api = SimpleNamespace(full_name=SimpleNamespace(get=lambda: full_name))
        self.app, self.books, self.opened = self, self, list[Path]()

    def __iter__(self) -> Iterator["MacBook"]:
        return iter([self])

    def open(self, path: Path) -> None:
        """A workbook is opened."""
        self.opened.append(Path(path))


def test_on_the_mac_what_is_made_lies_beside_the_book_and_excel_opens_it(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    book = MacBook(str(front.beside / "Carteira ção.xlsx"))
    monkeypatch.setattr(xlwings.Book, "caller", lambda: book)
    copied(tmp_path, MOMENT, front.copy, book.name)
    start("renewals", MOMENT)
    assert book.opened == [front.beside / "Carteira ção renovações.xlsx"]
    assert all(path.is_file() for path in book.opened)


def test_where_nothing_can_be_written_beside_the_book_it_lies_in_the_documents(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda path, _: path != front.beside)
    (tmp_path / "Documents").mkdir()
    book = MacBook(str(front.beside / "book.xlsx"))
    monkeypatch.setattr(xlwings.Book, "caller", lambda: book)
    copied(tmp_path, MOMENT, front.copy, book.name)
    start("renewals", MOMENT)
    assert book.opened == [tmp_path / "Documents" / "book renovações.xlsx"]
    assert names([*front.beside.iterdir()]) == []
