"""A segment that is picked in the report: every list of clients follows it, and no figure of the tier does."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.engines import (
    Engine,
    compare,
    ironcalc_values,
    libreoffice_values,
    named_places,
    shown_values,
    with_inputs,
)
from support.lint import problems

from partnerbook.exact import total
from partnerbook.figures.changed import changed_entry
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.segments import in_segment
from partnerbook.figures.shown import shown_clients
from partnerbook.records import Book, Client, Segment
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.breakdown_sheet import top_clients

Tables = dict[str, dict[str, list[tuple[str, str]]]]
OTHERS = ("Renewals", "AtStake", "SubscriptionRows", "ManagingRows", "ClientUsage", "Reconciled", "SharedDeals")
AS_OF, LATER = date(2026, 10, 31), date(2027, 3, 10)
SAMPLE = sample_book(12)
NAMES = sorted(client.client for client in SAMPLE.clients)
BOOK = SAMPLE._replace(
    segments=(
        *(Segment("*", name) for name in NAMES[::3]),
        *(Segment("2026", name) for name in NAMES[1::4]),
        Segment("One", NAMES[5]),
        Segment("one", NAMES[6].upper()),
    )
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(BOOK, path, AS_OF)
    return path


@pytest.fixture(scope="module")
def tables(path: Path) -> Tables:
    return table_places(load_workbook(path))


def table_places(workbook: Workbook) -> Tables:
    """The sheet and the cell of each value of every Table, by its name and its column's heading."""
    found: Tables = {}
    for sheet in workbook.worksheets:
        for name, ref in sheet.tables.items():
            heads, *rows = sheet[ref]
            found[name] = {
                str(head.value): [(sheet.title, row[at].coordinate) for row in rows] for at, head in enumerate(heads)
            }
    return found


def picked(path: Path, to: Path, engine: Engine, **inputs: Any) -> dict[tuple[str, str], Any]:
    """All that the report shows after a change of its inputs, as an engine finds it."""
    moved = with_inputs(path, to, inputs)
    return shown_values(moved) | engine(moved)


def listed(
    columns: dict[str, list[tuple[str, str]]], found: dict[tuple[str, str], Any], heading: str, only: bool = True
) -> list[Any]:
    """A column of a Table, of the rows that are marked as of the segment."""
    pairs = zip(columns[heading], columns["In segment"], strict=True)
    return [found[place] for place, mark in pairs if found[mark] == 1 or not only]


def of_segment(known: Overview, segment: str) -> tuple[Decimal, Decimal, list[str]]:
    """The sold and the managed points of a segment as they are shown, and its clients with the most points first."""
    member = in_segment(known.book, segment)
    points = [each for line, each in zip(known.clients, shown_clients(known.clients), strict=True)
              if member(line.client.client)]  # fmt: skip
    top = [line.client.client for line in top_clients(known) if member(line.client.client)]
    return total(each.sold for each in points), total(each.managed for each in points), top


@pytest.mark.parametrize(
    ("engine", "segment", "day"),
    [
        pytest.param(ironcalc_values, "*", LATER, id="ironcalc"),
        pytest.param(libreoffice_values, 2026, AS_OF, id="libreoffice", marks=pytest.mark.libreoffice),
    ],
)
def test_every_list_follows_the_segment_and_the_tier_does_not(
    path: Path, tables: Tables, tmp_path: Path, engine: Engine, segment: object, day: date
) -> None:
    found = picked(path, tmp_path / "moved.xlsx", engine, SegmentPicked=segment, AsOf=day)
    known, name = overview(BOOK, day), str(segment)
    member = in_segment(BOOK, name)
    sold, managed, top = of_segment(known, name)

    def shown(sheet: str, cell: str) -> Any:
        return found[sheet, cell]

    assert shown("Points breakdown", "F3") == f"Segment {segment}"
    assert [shown("Points breakdown", f"{letter}3") for letter in "GHI"] == pytest.approx(
        [float(sold), float(managed), float(sold + managed)]
    )
    assert [shown("Dashboard", f"B{row}") for row in range(50, 60)] == (top + [""] * 10)[:10]
    due = [each.renewal.client for each in known.renewals if each.due and member(each.renewal.client)]
    assert [shown("Dashboard", f"I{row}") for row in range(50, 60)] == (due + [""] * 10)[:10]
    first, last = known.change_days
    changed = [each for each in known.ledger.entries if changed_entry(each, first, last) and member(each.client)]
    places = named_places(path)
    assert found[places["Changed"]] == len(changed)
    clients = [client for client in NAMES if member(client)]
    for table in ("Breakdown", "ClientFacts", "ClientsSince"):
        assert listed(tables[table], found, "Client") == clients, table
    for table in (
        "Renewals",
        "AtStake",
        "SubscriptionRows",
        "ManagingRows",
        "ClientUsage",
        "Reconciled",
        "SharedDeals",
    ):
        every = listed(tables[table], found, "Client", only=False)
        assert listed(tables[table], found, "Client") == [client for client in every if member(str(client))], table
    assert found[places["TotalShown"]] == pytest.approx(float(known.shown.total))
    assert found[places["TotalPoints"]] == pytest.approx(float(known.standing.total))
    before, after, change = (found["Changes since", f"{letter}15"] for letter in "CDE")
    assert after == pytest.approx(float(sold + managed), abs=0.02)  # it is shown beside the other day
    assert change == pytest.approx(after - before) == pytest.approx(found["Segments", "H12"])
    assert found[tables["SegmentFigures"]["Change"][["*", "2026"].index(name)]] == pytest.approx(change)
    by_hand = [found["Segments", f"{letter}12"] for letter in "CDEF"]
    assert by_hand == pytest.approx([len(clients), float(sold), float(managed), float(sold + managed)])
    rows = [found["Segments", f"B{row}"] for row in range(15, 15 + len(NAMES))]
    assert rows == clients + [""] * (len(NAMES) - len(clients))


def test_each_segment_has_its_figures_whichever_is_picked(path: Path, tables: Tables, tmp_path: Path) -> None:
    found = picked(path, tmp_path / "moved.xlsx", ironcalc_values, SegmentPicked="no such", AsOf=LATER)
    known = overview(BOOK, LATER)
    columns = tables["SegmentFigures"]
    names = [found[place] for place in columns["Segment"]]
    assert names == ["*", "2026", "One"]
    for at, name in enumerate(names):
        sold, managed, _ = of_segment(known, name)
        seen = [found[columns[heading][at]] for heading in ("Sold", "Managed", "Total")]
        assert seen == pytest.approx([float(sold), float(managed), float(sold + managed)])
    assert found["Dashboard", "F4"] == "The book has no segment of this name: choose one from the list."
    assert listed(tables["Breakdown"], found, "Client") == []
    assert found["Dashboard", "B50"] == ""


def test_a_book_without_segments_has_nothing_to_pick(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(SAMPLE._replace(segments=()), path, AS_OF)
    workbook = load_workbook(path)
    assert "Segments" not in workbook.sheetnames
    assert "SegmentPicked" not in workbook.defined_names
    found = table_places(workbook)
    for table in ("Breakdown", "Renewals", "AtStake", "ClientsSince", "ClientFacts", "ClientUsage"):
        sheet, cell = found[table]["In segment"][0]
        assert workbook[sheet].column_dimensions[cell.rstrip("0123456789")].hidden, table


def test_segments_of_a_book_without_clients_leave_nothing_to_pick(tmp_path: Path) -> None:
    write_report(Book(segments=(Segment("Key", "Nobody"),)), tmp_path / "report.xlsx", AS_OF)
    assert "Segments" not in load_workbook(tmp_path / "report.xlsx", read_only=True).sheetnames


def test_a_segment_of_nobody_in_the_book_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(SAMPLE._replace(segments=(Segment("Key", "Nobody"),)), path, AS_OF)
    assert compare(path, ironcalc_values) == []


def test_the_segment_of_one_client_without_points_is_worked_out(tmp_path: Path) -> None:
    path, book = tmp_path / "report.xlsx", Book(clients=(Client("Acme", "ES"),), segments=(Segment("~*?", "Acme"),))
    write_report(book, path, AS_OF, language="pt")
    assert problems(path) == []
    assert compare(path, ironcalc_values) == []
