"""The sheet Client: whichever client is picked, in any language and on any day, it shows what the core has of it."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import (
    compare,
    ironcalc_values,
    libreoffice_values,
    named_places,
    of_one_day,
    same,
    with_inputs,
    written_values,
)
from workbooks.test_report import AWKWARD

from partnerbook.records import Book, Client, Segment
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.client_picked import first_client

AS_OF = date(2026, 10, 31)
SMALL = sample_book(12)
NAMES = sorted(client.client for client in SMALL.clients)


def differing(book: Book, tmp_path: Path, day: date, client: str, language: str = "en") -> dict[str, object]:
    """The cells of the sheet that are otherwise when a client and a day are typed than in a report made for them."""
    base, fresh = tmp_path / "base.xlsx", tmp_path / "fresh.xlsx"
    write_report(book, base, AS_OF, language=language)
    write_report(book, fresh, day, language=language, client=client)
    moved = with_inputs(base, tmp_path / "moved.xlsx", {"AsOf": day, "ClientPicked": client})
    found, stays = ironcalc_values(moved), of_one_day(moved)
    sheet = named_places(base)["ClientPicked"][0]
    expected = {place: cell.value for place, cell in written_values(fresh).items() if place[0] == sheet}
    assert len(expected) > 700
    places = [place for place in expected if not (stays(place) and day != AS_OF)]
    return {place[1]: (expected[place], found[place]) for place in places if not same(expected[place], found[place])}


@pytest.mark.parametrize(
    ("language", "day", "index"),
    [
        ("en", AS_OF, 3),
        ("es", date(2025, 7, 14), 0),
        ("pt", date(2024, 2, 29), 5),
        ("en", date(2027, 6, 30), 7),
        ("es", date(2036, 10, 31), 11),
        ("pt", date(2022, 7, 18), 9),
    ],
)
def test_a_client_that_is_picked_has_its_own_figures(tmp_path: Path, language: str, day: date, index: int) -> None:
    assert differing(SMALL, tmp_path, day, NAMES[index], language) == {}


@pytest.mark.parametrize("name", ["Ac*me?", "<b>&\"'", "~tilde", "12345"])
def test_a_name_that_a_worksheet_reads_as_something_else_is_found(tmp_path: Path, name: str) -> None:
    assert differing(AWKWARD, tmp_path, AS_OF, name) == {}


def test_case_does_not_matter_and_an_unknown_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(SMALL, path, AS_OF)
    sheet, number = named_places(path)["ClientNumber"]
    for typed, known in ((NAMES[4].upper(), True), ("Nobody", False), ("*", False), ("?" * len(NAMES[0]), False)):
        found = ironcalc_values(with_inputs(path, tmp_path / "moved.xlsx", {"ClientPicked": typed}))
        assert (found[sheet, number], typed) == (5.0 if known else 0.0, typed)
        assert bool(found[sheet, "F4"]) is not known
        assert not [place for place, value in found.items() if place[0] == sheet and str(value).startswith("#")]


def test_the_active_points_listed_add_up_to_those_of_the_client(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(SMALL, path, AS_OF)
    sheet = load_workbook(path, data_only=True)["Client"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(at for at, row in enumerate(rows) if row[0] == "Entries that give points, or gave")
    listed = [row[5] for row in rows[top + 2 :] if row[9] == "Active"]
    total = next(rows[at + 1][3] for at, row in enumerate(rows) if row[0] == "Sold" and row[3] == "Total")
    assert len(listed) > 2
    assert round(sum(listed), 2) == total


def test_a_link_is_one_only_where_it_is_an_address(tmp_path: Path) -> None:
    long = "https://example.com/" + "x" * 300
    for address, linked in (("https://a.example/x", True), ("12345", False), (long, False)):
        book = Book(clients=(Client("Acme", "ES", account_link=address),))
        path = tmp_path / "report.xlsx"
        write_report(book, path, AS_OF)
        cell = next(each for each in written_values(path).values() if "HYPERLINK" in each.formula)
        assert cell.value == address
        assert compare(path, ironcalc_values) == []
        assert linked == (address.startswith("https://") and len(address) <= 255)


def test_the_drop_down_lists_every_client_and_begins_with_the_one_known_best(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    book = SMALL._replace(segments=(Segment("Key", NAMES[0]), Segment("New", NAMES[0])))
    known = write_report(book, path, AS_OF)
    workbook = load_workbook(path)
    names, cells = named_places(path)["ClientNames"]
    assert [cell.value for (cell,) in workbook[names][cells]] == [line.client.client for line in known.clients]
    assert workbook["Client"]["B4"].value == first_client(known)
    assert "Key, New" in [cell.value for cell in workbook["Clients"]["M"]]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    write_report(AWKWARD, tmp_path / "report.xlsx", AS_OF, client="Ac*me?", language="es")
    write_report(AWKWARD, tmp_path / "other.xlsx", AS_OF, client="~tilde", language="es")
    moved = with_inputs(tmp_path / "report.xlsx", tmp_path / "moved.xlsx", {"ClientPicked": "~tilde"})
    expected = {place: cell.value for place, cell in written_values(tmp_path / "other.xlsx").items()}
    found = libreoffice_values(moved)
    wrong = {place: value for place, value in expected.items()
             if place[0] == "Cliente" and not same(value, found.get(place))}  # fmt: skip
    assert wrong == {}
