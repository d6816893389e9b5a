"""The sheet Client: whichever client is picked, in any language and on any day, it shows what the core has of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import (
    Cells,
    column_places,
    compare,
    ironcalc_moved,
    ironcalc_values,
    libreoffice_values,
    named_places,
    of_one_day,
    same,
    shown_values,
    with_inputs,
    written_values,
)
from workbooks.test_report import AWKWARD

from partnerbook.figures.client_list import listed_clients
from partnerbook.figures.overview import overview
from partnerbook.records import Book, Client, Segment
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.client_picked import first_client
from partnerbook.workbooks.report.words import ACTIVE

AS_OF = date(2026, 10, 31)
SMALL = sample_book(12)
NAMES = sorted(client.client for client in SMALL.clients)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "small.xlsx"
    write_report(SMALL, path, AS_OF)
    return path


def differing(book: Book, tmp_path: Path, day: date, client: str, language: str = "en") -> dict[str, object]:
    """The cells of the sheet that are otherwise when a client and a day are typed than in a report made for them."""
    base, fresh = tmp_path / "base.xlsx", tmp_path / "fresh.xlsx"
    write_report(book, base, AS_OF, language=language)
    write_report(book, fresh, day, language=language, client=client)
    found, stays = ironcalc_moved(base, {"AsOf": day, "ClientPicked": client}), of_one_day(base)
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


def test_the_type_of_a_market_is_that_of_the_day(tmp_path: Path) -> None:
    stated = [
        {"market": "MX", "multiplier": Decimal(1), "multiplier_on": date(2026, 6, 1)},
        {"market": "ES", "multiplier": Decimal(2), "multiplier_on": date(2024, 2, 29)},
        {"market": "MX", "multiplier": Decimal(1)},
        {"market": "ES", "multiplier": Decimal(0), "multiplier_on": date(2024, 2, 29)},
        {"market": "DE"}, {"market": "CO"}, {"market": "MX"},
    ]  # fmt: skip
    clients = tuple(client._replace(**told) for client, told in zip(SMALL.clients, stated, strict=False))
    settings = SMALL.settings._replace(growth_added=frozenset({"DE"}), growth_removed=frozenset({"CO"}))
    book, base, fresh = SMALL._replace(clients=clients, settings=settings), tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    picked = clients[0].client
    write_report(book, base, AS_OF, client=picked)
    places = [*column_places(base, "Breakdown")["Market type"], ("Client", "B7")]
    assert {shown_values(base)[place] for place in places} == {"Growth", "Standard"}
    seen = set()
    for day in (date(2022, 7, 18), date(2024, 2, 28), date(2024, 2, 29), date(2026, 6, 1), date(2036, 2, 29)):
        write_report(book, fresh, day, client=picked)
        expected, found = shown_values(fresh), ironcalc_moved(base, {"AsOf": day})
        assert [found[place] for place in places] == [expected[place] for place in places]
        seen.add(expected["Client", "B7"])
    assert seen == {"Growth", "Standard"}
    before = ironcalc_moved(base, {"AsOf": date(2022, 7, 17)})
    assert {before[place] for place in places} == {""}


def test_the_difference_from_points_with_many_places_is_as_the_formula_has_it(tmp_path: Path) -> None:
    stated = {"hubspot_sold_points": Decimal("0.101375375738"), "hubspot_managed_points": Decimal(0)}
    clients = tuple(client._replace(**stated, hubspot_points_on=AS_OF) for client in SMALL.clients)
    write_report(SMALL._replace(clients=clients), tmp_path / "report.xlsx", AS_OF)
    assert compare(tmp_path / "report.xlsx", ironcalc_values) == []


@pytest.mark.parametrize("name", ["Ac*me?", "<b>&\"'", "~tilde", "12345"])
def test_a_name_that_a_worksheet_reads_as_something_else_is_found(tmp_path: Path, name: str) -> None:
    assert differing(AWKWARD, tmp_path, AS_OF, name) == {}


def test_case_does_not_matter_and_an_unknown_name_is_told(small: Path) -> None:
    sheet, number = named_places(small)["ClientNumber"]
    for typed, known in ((NAMES[4].upper(), True), ("Nobody", False), ("*", False), ("?" * len(NAMES[0]), False)):
        found = ironcalc_moved(small, {"ClientPicked": typed})
        assert (found[sheet, number], typed) == (5.0 if known else 0.0, typed)
        assert bool(found[sheet, "F4"]) is not known
        assert not [place for place, value in found.items() if place[0] == sheet and str(value).startswith("#")]


def test_the_active_points_listed_add_up_to_those_of_the_client(small: Path) -> None:
    sheet = load_workbook(small, data_only=True)["Client"]
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
        cell = next(each for each in written_values(path).values() if "HYPERLINK(IF" in each.formula)
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
    sheet, cells = column_places(path, "ClientFacts")["Segments"][0]
    assert "Key, New" in [cell.value for cell in workbook[sheet][cells[0]]]


def listed(path: Path, found: Cells) -> dict[str, tuple[str, dict[str, object]]]:
    """The product lines and the MRR by currency that the sheet Clients shows of each client."""
    columns = column_places(path, "ClientFacts")
    cells = load_workbook(path)[columns["Client"][0][0]]
    paid = {head[4:]: places for head, places in columns.items() if head.startswith("MRR ")}
    return {
        str(cells[name[1]].value): (
            str(found[columns["Product lines"][at]]),
            {currency: found[places[at]] for currency, places in paid.items() if found[places[at]]},
        )
        for at, name in enumerate(columns["Client"])
    }


@pytest.mark.parametrize("day", [AS_OF, date(2024, 2, 29), date(2036, 10, 31)])
def test_the_list_has_what_each_client_has_and_pays_on_the_day(small: Path, day: date) -> None:
    known = overview(SMALL, day)
    found = ironcalc_moved(small, {"AsOf": day})
    shown = listed(small, found)
    assert {name: (set(filter(None, lines.split("; "))), paid) for name, (lines, paid) in shown.items()} == {
        each.line.client.client: (set(each.products), {currency: float(mrr) for currency, mrr in each.mrr})
        for each in listed_clients(known)
    }
    assert day != AS_OF or len({currency for _, paid in shown.values() for currency in paid}) > 2


def test_what_is_paid_stays_right_where_a_person_has_typed_into_the_subscriptions(small: Path) -> None:
    """What becomes another client's is no longer paid by the first; the product lines say where to look."""
    columns, cells = column_places(small, "SubscriptionRows"), ironcalc_values(small)
    sheet = load_workbook(small)[columns["Client"][0][0]]
    at = next(at for at, place in enumerate(columns["State"]) if cells[place] == ACTIVE)
    client, mrr, currency = (sheet[columns[head][at][1]].value for head in ("Client", "MRR", "Currency"))
    before = listed(small, cells)
    after = listed(small, ironcalc_values(small, {columns["Client no."][at]: str(len(NAMES))}))
    assert before[client][1][currency] - after[client][1].get(currency, 0) == float(mrr)
    assert after[NAMES[-1]][1][currency] - before[NAMES[-1]][1].get(currency, 0) == float(mrr)
    assert {lines for lines, _ in after.values()} == {"See the sheet Subscriptions"}


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
