"""Books that lack a sheet or a column: what has a place comes in, what has none is told, and nothing comes in twice."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table
from support.command import Run
from support.places import CASES
from support.sdk import sdk_errors
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, Change
from partnerbook.files.problems import ERROR, of_severity
from partnerbook.files.xlsx.with_values import with_values
from partnerbook.records import Service

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
WRITTEN = CASES / "written"
SHEETS: Mapping[str, Sequence[Sequence[object]]] = {
    "Clients": (
        ("Client", "Market", "Hub ID", "Relationship", "Not listed since"),
        ("Alder Foods", "Spain", "10000001", "Managed", None), ("Old One", "Spain", "10000055", "Managed", None),
    ),
    "Subscriptions": (
        ("Client", "Product line", "Product", "MRR", "Currency", "Start", "End", "Note"),
        ("Alder Foods", "Sales Hub", "", 500, "USD", "2026-01-01", None, None),
    ),
    "Managing": (("Client", "From", "Until", "Other partners"), ("Alder Foods", "2026-01-01", None, 0)),
    "Renewals": (("Client", "Products", "Renewal date", "Current MRR", "Renewal MRR", "Currency", "Status"),),
}  # fmt: skip
EXPORT = (
    "Hub ID,Client name,Country,Relationship type,Is managed,Is sold,Total MRR,Split managed MRR,All active products,"
    "Next renewal date,Renewal MRR\n"
    "10000001,Alder Foods,Spain,Sold and managed,true,true,900.5,450.25,Sales Hub Professional,2027-03-01,900.5\n"
    "10000009,Cedar Tools,Chile,Managed,true,false,120,120,Content Hub Starter,2027-03-01,120\n"
)


def book(*no_sheets: str, room: bool = True, **no_columns: str) -> Path:
    """The book without some sheets, and without a column in others, where there is room for it or not."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in SHEETS.items():
        if name not in no_sheets:
            sheet = workbook.create_sheet(name)
            kept = [at for at, heading in enumerate(rows[0]) if heading != no_columns.get(name)]
            for row in rows:
                sheet.append([row[at] for at in kept])
            if not room:
                sheet.cell(9, len(kept) + 1).value = "mine"
    workbook.save("book.xlsx")
    Path("export.csv").write_text(EXPORT, encoding="utf-8")
    return Path("book.xlsx")


def imported_twice(run: Run) -> tuple[str, str]:
    """What two imports of the same export say; the second one writes nothing."""
    words = ("import", "export.csv", "--into", "book.xlsx", "--currency", "USD", "--on", "2026-11-21")
    first = run(*words)
    after = Path("book.xlsx").read_bytes()
    backups = sorted(path.name for path in Path().glob("book (backup*"))
    second = run(*words)
    assert (first.code, second.code) == (0, 0)
    assert Path("book.xlsx").read_bytes() == after
    assert sorted(path.name for path in Path().glob("book (backup*")) == backups
    assert "book.xlsx needs no change, and is left as it is." in second.out
    assert of_severity(read_book("book.xlsx")[1], ERROR) == ()
    return first.out, second.out


@pytest.mark.parametrize("missing", [("Renewals",), ("Subscriptions", "Managing"), ("Managing",)])
def test_what_has_no_sheet_is_left_out_and_told(missing: tuple[str, ...], run: Run) -> None:
    book(*missing)
    first, second = imported_twice(run)
    for name in missing:
        told = (
            f'not written: What belongs there is left out: book.xlsx has no sheet "{name}"; add one with the headings '
        )
        assert told in first
        assert told in second
    found = read_book("book.xlsx")[0]
    assert [client.client for client in found.clients] == ["Alder Foods", "Old One", "Cedar Tools"]
    assert len(found.renewals) == (0 if "Renewals" in missing else 2)


def test_a_sheet_that_was_added_is_filled_by_the_next_import(run: Run) -> None:
    path = book("Renewals")
    imported_twice(run)
    workbook = load_workbook(path)
    workbook.create_sheet("Renewals").append(SHEETS["Renewals"][0])
    workbook.save(path)
    first, _ = imported_twice(run)
    assert "not written" not in first
    assert len(read_book(path)[0].renewals) == 2


def test_a_row_that_cannot_end_gets_none_beside_it(run: Run) -> None:
    book(Subscriptions="End", Managing="Until", room=False)
    first, _ = imported_twice(run)
    assert 'not written: book.xlsx, Subscriptions: it has no column "End", so what belongs there is left out.' in first
    assert "not written: Subscriptions: no new row for Alder Foods, as the one before it cannot end there." in first
    found = read_book("book.xlsx")[0]
    assert [(row.client, row.mrr) for row in found.subscriptions] == [("Alder Foods", 500), ("Cedar Tools", 120)]
    assert [row.client for row in found.managing] == ["Alder Foods", "Cedar Tools"]


def test_nor_one_that_would_say_the_same(run: Run) -> None:
    book(Managing="Other partners", room=False)
    first, _ = imported_twice(run)
    assert 'it has no column "Other partners", so what belongs there is left out.' in first
    assert "Managing: no new row for Alder Foods" in first
    assert [(row.client, row.end) for row in read_book("book.xlsx")[0].managing] == [
        ("Alder Foods", None), ("Cedar Tools", None),
    ]  # fmt: skip


@pytest.mark.parametrize("table", [False, True])
def test_a_column_that_the_book_needs_is_made_where_it_has_room(table: bool, run: Run) -> None:
    path = book(Subscriptions="End", Managing="Until", Clients="Not listed since")
    if table:
        workbook = load_workbook(path)
        for name, cells in (("Subscriptions", "A1:G2"), ("Managing", "A1:C2"), ("Clients", "A1:D3")):
            workbook[name].add_table(Table(displayName=name, name=name, ref=cells))
        workbook.create_sheet("Board")["A1"] = "=SUM(Subscriptions[MRR])"
        workbook.save(path)
    first, _ = imported_twice(run)
    assert 'new: book.xlsx, Subscriptions: it has a column "End" now, with its heading in H1.' in first
    assert 'new: book.xlsx, Clients: it has a column "Not listed since" now, with its heading in E1.' in first
    assert 'it has no column "End"' not in first
    found, on = read_book("book.xlsx")[0], date(2026, 11, 21)
    assert [(row.mrr, row.end) for row in found.subscriptions] == [
        (500, on), (Decimal("900.5"), None), (120, None)
    ]  # fmt: skip
    assert [(row.other_partners, row.end) for row in found.managing] == [(0, on), (1, None), (0, None)]
    assert [client.unlisted_on for client in found.clients] == [None, on, None]
    sheets = load_workbook(path)
    assert sheets["Clients"]["E3"].is_date
    if table:
        made = sheets["Subscriptions"].tables["Subscriptions"]
        assert made.ref == made.autoFilter.ref == "A1:H4"
        assert [column.name for column in made.tableColumns][-2:] == ["Note", "End"]
        assert len({column.id for column in made.tableColumns}) == len(made.tableColumns) == 8


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing_in_a_wider_table(run: Run) -> None:
    path = book(Subscriptions="End")
    workbook = load_workbook(path)
    workbook["Subscriptions"].add_table(Table(displayName="Subscriptions", name="Subscriptions", ref="A1:G2"))
    workbook.save(path)
    before = sdk_errors([path])
    imported_twice(run)
    assert sdk_errors([path]) == before


def test_nor_one_whose_end_is_a_formula(run: Run) -> None:
    path = book()
    workbook = load_workbook(path)
    workbook["Subscriptions"]["G2"] = '=IF(TRUE,"","")'
    workbook.save(path)
    path.write_bytes(with_values(path.read_bytes(), {("Subscriptions", "G2"): ""}))
    first, _ = imported_twice(run)
    assert "book.xlsx, Subscriptions!G2: it holds a formula, which is kept." in first
    assert "Subscriptions: no new row for Alder Foods, as the one before it cannot end there." in first
    assert [row.client for row in read_book(path)[0].subscriptions] == ["Alder Foods", "Cedar Tools"]


def test_rows_that_could_not_be_known_again_are_left_out(run: Run) -> None:
    del run
    path = book()
    workbook = load_workbook(path)
    sheet = workbook.create_sheet("Partner services")
    sheet.append(["Client", "Partner service", "Details"])
    sheet["E4"] = "mine"
    workbook.save(path)
    new = Change(ADD, "Partner services", "", "", None, Service("Alder Foods", "Onboarding", "", "77"))
    before = path.read_bytes()
    written = write_changes(path, [new], NOW)
    assert path.read_bytes() == before
    [left] = written.left
    assert left.endswith('has no column "HubSpot record", so new rows are left out: they would come again and again.')
    assert written.rows == 0
    sheet["D1"] = "HubSpot record"
    workbook.save(path)
    assert write_changes(path, [new], NOW).rows == 1


def test_an_import_that_can_write_nothing_touches_nothing(run: Run, tmp_path: Path) -> None:
    path = Path(shutil.copy(WRITTEN / "no_column_for_relationship.xlsx", tmp_path / "book.xlsx"))
    lines = (WRITTEN / "export.csv").read_text("utf-8").splitlines(keepends=True)[:3]
    (tmp_path / "export.csv").write_text("".join(lines), encoding="utf-8")
    before = path.read_bytes()
    for _ in range(2):
        said = run("import", "export.csv", "--into", "book.xlsx")
        assert 'it has no column "Relationship", so what belongs there is left out.' in said.out
        assert said.out.endswith("book.xlsx needs no change, and is left as it is.\n")
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["book.xlsx", "export.csv"]


def test_a_formula_of_the_persons_own_that_ends_above_the_new_row_is_named(run: Run, tmp_path: Path) -> None:
    shutil.copy(WRITTEN / "sum_above_new_row.xlsx", tmp_path / "book.xlsx")
    shutil.copy(WRITTEN / "export.csv", tmp_path / "export.csv")
    for words in (["--dry-run"], []):
        said = run("import", "export.csv", "--into", "book.xlsx", *words)
        assert "book.xlsx, Board!A1: Subscriptions!D2:D3 ends above new rows, which go down to row 4" in said.out
        assert "Board!A2" not in said.out


def test_a_book_without_clients_is_refused(run: Run) -> None:
    path = book("Clients", "Subscriptions", "Managing")
    before = path.read_bytes()
    said = run("import", "export.csv", "--into", path, "--currency", "USD")
    assert said.code == 2
    assert 'book.xlsx has no sheet "Clients"; add one with the headings Client, Market' in said.err
    assert path.read_bytes() == before
