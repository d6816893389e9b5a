"""A new cell is of the type of its column: a number below numbers, a text below texts, and read as what was meant."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from support.engines import libreoffice_values
from support.places import CASES
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.files.problems import ERROR, of_severity
from partnerbook.records import Client, Place, Subscription

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
DAY = date(2026, 4, 3)


def book(path: Path, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """A book in which the columns of one table hold these cells."""
    workbook = Workbook()
    clients = workbook.active
    clients.title = "Clients"
    if sheet != "Clients":
        clients.append(["Client", "Market"])
        clients.append(["Acme", "Brazil"])
    used = workbook.create_sheet(sheet) if sheet != "Clients" else clients
    for row in (headings, *rows):
        used.append(row)
    workbook.save(path)
    return path


def cell_below(path: Path, sheet: str, column: str) -> object:
    """The last cell of a column."""
    return load_workbook(path)[sheet][column][-1].value


IDENTIFIERS: Sequence[tuple[Sequence[object], str, object]] = [
    ([10000001, 10000002], "10000009", 10000009),
    (["10000001", "10000002"], "10000009", "10000009"),
    ([10000001, "10000002", 10000003], "10000009", 10000009),
    (["0010000001", "0010000002"], "10000009", "10000009"),
    ([10000001], "1234567890123456", "1234567890123456"),  # more digits than a number keeps
    ([10000001], "D-12", "D-12"),
    ([None, None], "10000009", "10000009"),
]


@pytest.mark.parametrize(("above", "told", "written"), IDENTIFIERS)
def test_an_identifier_is_what_those_above_are(
    above: Sequence[object], told: str, written: object, tmp_path: Path
) -> None:
    rows = [[f"Client {at}", "Brazil", cell] for at, cell in enumerate(above)]
    path = book(tmp_path / "book.xlsx", "Clients", ["Client", "Market", "Hub ID"], rows)
    write_changes(path, [Change(ADD, "Clients", "", "", None, Client("New", "BR", hub_id=told))], NOW)
    assert cell_below(path, "Clients", "C") == written
    assert type(cell_below(path, "Clients", "C")) is type(written)
    assert read_book(path)[0].clients[-1].hub_id == told


DAYS: Sequence[tuple[Sequence[object], object]] = [
    ([date(2026, 1, 1), date(2026, 2, 1)], datetime(2026, 4, 3)),  # noqa: DTZ001
    (["2026-01-31", "2026-02-28"], "2026-04-03"),
    (["31/01/2026", "05/02/2026"], "03/04/2026"),
    (["01/31/2026", "2/5/2026"], "04/03/2026"),
    (["31.01.2026"], "03.04.2026"),
    (["31-01-2026"], "03-04-2026"),
    (["31 January 2026", "5 de febrero de 2026"], "2026-04-03"),
    (["31/01/2026", "31.12.2025"], "2026-04-03"),
]
AMOUNTS: Sequence[tuple[Sequence[object], object]] = [
    ([900.5, 300], 1234.5),
    (["900.50", "1,300.00"], "1234.50"),
    (["900,50", "1.300,00"], "1234,50"),
    (["900", "300"], 1234.5),  # which mark they would have is not known
]


@pytest.mark.parametrize(("above", "written"), DAYS)
def test_a_day_is_what_those_above_are(above: Sequence[object], written: object, tmp_path: Path) -> None:
    rows = [["Acme", f"Hub {at}", 10, "USD", cell] for at, cell in enumerate(above)]
    path = book(tmp_path / "book.xlsx", "Subscriptions", ["Client", "Product line", "MRR", "Currency", "Start"], rows)
    new = Subscription("Acme", "New", Decimal(10), "USD", DAY)
    write_changes(path, [Change(ADD, "Subscriptions", "", "", None, new)], NOW)
    assert cell_below(path, "Subscriptions", "E") == written
    found, problems = read_book(path)
    assert of_severity(problems, ERROR) == ()
    assert found.subscriptions[-1].start == DAY


@pytest.mark.parametrize(("above", "written"), AMOUNTS)
def test_an_amount_is_what_those_above_are(above: Sequence[object], written: object, tmp_path: Path) -> None:
    rows = [["Acme", f"Hub {at}", cell, "USD", date(2026, 1, 1)] for at, cell in enumerate(above)]
    path = book(tmp_path / "book.xlsx", "Subscriptions", ["Client", "Product line", "MRR", "Currency", "Start"], rows)
    new = Subscription("Acme", "New", Decimal("1234.50"), "USD", DAY)
    write_changes(path, [Change(ADD, "Subscriptions", "", "", None, new)], NOW)
    assert cell_below(path, "Subscriptions", "C") == written
    assert read_book(path)[0].subscriptions[-1].mrr == Decimal("1234.50")


SOME_DAY = st.dates(date(2020, 1, 1), date(2027, 1, 1))
TEXTS = st.sampled_from(["31/01/2026", "05/02/2026", "01/31/2026", "2026-01-05", "5 May 2026", "03.04.2026", ""])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.lists(st.one_of(TEXTS, st.dates(date(2020, 1, 1), date(2027, 1, 1))), min_size=1, max_size=5),
    day=st.dates(date(2020, 1, 1), date(2027, 1, 1)),
)
def test_whatever_stands_above_a_new_day_is_read_as_it_was_meant(
    above: list[object], day: date, tmp_path: Path
) -> None:
    rows = [["Acme", f"Hub {at}", 10, "USD", date(2026, 1, 1), cell] for at, cell in enumerate(above)]
    headings = ["Client", "Product line", "MRR", "Currency", "Start", "End"]
    path = book(tmp_path / "book.xlsx", "Subscriptions", headings, rows)
    before = {str(problem) for problem in read_book(path)[1]}
    new = Subscription("Acme", "New", Decimal(10), "USD", date(2019, 1, 1), day)
    write_changes(path, [Change(ADD, "Subscriptions", "", "", None, new)], NOW)
    found, problems = read_book(path)
    assert {str(problem) for problem in problems} <= before
    assert found.subscriptions[-1].end == day


def test_a_changed_cell_is_what_those_beside_are(tmp_path: Path) -> None:
    rows = [[f"Client {at}", "Brazil", 10000000 + at] for at in range(3)]
    path = book(tmp_path / "book.xlsx", "Clients", ["Client", "Market", "Hub ID"], rows)
    change = Change(SET, "Clients", "Client 1", "hub_id", "10000001", "10000077", Place("Clients", 3))
    assert write_changes(path, [change], NOW).cells == 1
    assert load_workbook(path)["Clients"]["C3"].value == 10000077


def test_a_client_whose_name_is_a_number_is_found(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx", "Clients", ["Client", "Market", "Note"], [[2020, "Brazil", ""], [99, "Brazil", ""]]
    )
    change = Change(SET, "Clients", "2020", "note", "", "Call", Place("Clients", 2))
    assert write_changes(path, [change, Change(ADD, "Clients", "", "", None, Client("314", "BR"))], NOW).cells == 1
    assert [client.client for client in read_book(path)[0].clients] == ["2020", "99", "314"]
    assert cell_below(path, "Clients", "A") == 314


@pytest.mark.libreoffice
def test_a_lookup_of_the_persons_own_finds_the_new_client(tmp_path: Path) -> None:
    path = Path(shutil.copy(CASES / "written" / "identifiers_as_numbers.xlsx", tmp_path / "book.xlsx"))
    new = Client("Cedar Tools", "CL", hub_id="10000009")
    write_changes(path, [Change(ADD, "Clients", "", "", None, new)], NOW)
    assert libreoffice_values(path)["Mine", "A1"] == "Cedar Tools"
