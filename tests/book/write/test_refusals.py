"""What a change of a workbook stumbles over: one sentence that names the cell, and not a byte is changed."""

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table
from support.books import write_plain_book
from support.foreign_books import write_xlsxwriter_book
from support.rich_book import rezipped
from support.writing import write_changes

from partnerbook.book.read.reader import read_book
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.book.write.writer import planned_changes
from partnerbook.errors import PartnerbookError
from partnerbook.files.problems import ERROR, of_severity
from partnerbook.records import Book, Client, Deal, Managing, Place, Settings
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BOOK = Book(
    settings=Settings("Mine"),
    clients=(Client("Acme", "BR", hub_id="1"), Client("Beta", "US", hub_id="2"), Client("Gamma", "MX", hub_id="3")),
    deals=(Deal("D1", "Acme", "CRM", "new", "sourced", date(2026, 1, 5), Decimal(100), "USD"),),
    managing=(Managing("Acme", date(2026, 1, 5)),),
)
NEW = Change(ADD, "Clients", "Delta", "", None, Client("Delta", "KR", last_active_on=date(2026, 5, 1)))
OTHER = Change(SET, "Clients", "Beta", "apps_used", None, 7, Place("Clients", 7))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def clients(path: Path, *change: tuple[str, str]) -> None:
    """Texts in the Clients sheet's XML replaced."""
    for each in change:
        rezipped(path, {"xl/worksheets/sheet3.xml": each})


def table(path: Path, old: str, new: str) -> None:
    rezipped(path, {"xl/tables/table2.xml": (old, new)})


def put(path: Path, **cells: object) -> None:
    """Values in cells of the Clients sheet, put there by openpyxl."""
    workbook = load_workbook(path)
    for place, value in cells.items():
        workbook["Clients"][place] = value
    workbook.save(path)


def totals(path: Path) -> None:
    table(path, 'headerRowCount="1"', 'headerRowCount="1" totalsRowCount="1"')


def merged(path: Path) -> None:
    clients(path, ("<hyperlinks>", '<mergeCells count="1"><mergeCell ref="A9:B10"/></mergeCells><hyperlinks>'))


def other_table(path: Path) -> None:
    workbook = load_workbook(path)
    sheet = workbook["Clients"]
    sheet["C9"], sheet["C10"] = "Idea", "x"
    sheet.add_table(Table(displayName="Ideas", name="Ideas", ref="C9:C10"))
    workbook.save(path)


def array(path: Path) -> None:
    clients(path, (r'<c r="D9"[^>]*/>', '<c r="D9"><f t="array" ref="D9:D10">_xlfn.UNIQUE(B6:B8)</f><v>1</v></c>'))


def signed(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", b"")


def password(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000))


def read_only(path: Path) -> None:
    path.chmod(0o444)


def protected(path: Path) -> None:
    clients(path, ("</sheetData>", '</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>'))


REFUSALS: dict[str, tuple[Callable[[Path], object], Change, str]] = {
    "a word below": (lambda path: put(path, A9="Total", L9=5), NEW, 'Clients!A9: "Total" stands below the table'),
    "totals": (totals, NEW, "Clients!A8: the totals row would have to move"),
    "merged where rows go": (merged, NEW, r"Clients!A9: merged cells (A9:B10) stand where"),
    "merged cell": (
        lambda path: clients(path, ("<hyperlinks>", '<mergeCells><mergeCell ref="G7:H7"/></mergeCells><hyperlinks>')),
        OTHER,
        "Clients!G7: it is one of merged cells (G7:H7)",
    ),
    "another Table": (other_table, NEW, "Clients!C9: the Table Ideas stands where new rows go"),
    "an array": (array, NEW, "Clients!D9: a formula that fills D9:D10 stands where"),
    "filled by a formula": (
        lambda path: clients(path, (r'<c r="G6"[^>]*/>', '<c r="G6"><f t="array" ref="G6:G8">A1</f><v>1</v></c>')),
        OTHER,
        "Clients!G7: a formula fills it together with others (G6:G8)",
    ),
    "protected": (protected, OTHER, "Clients!A1: the sheet is protected"),
    "a query": (
        lambda path: table(path, "<table ", '<table tableType="queryTable" '),
        NEW,
        "Clients!A5: the Table Clients is filled from elsewhere (queryTable)",
    ),
    "signed": (signed, OTHER, "is signed, and a change would break its signature"),
    "empty": (lambda path: path.write_bytes(b""), OTHER, "has no content (0 bytes)"),
    "password": (password, OTHER, "is an old .xls workbook or one with a password"),
    "read-only": (read_only, OTHER, "is read-only"),
    "other row": (lambda path: put(path, A7="Someone"), OTHER, 'Clients row 7 is "Someone" now and was "Beta"'),
    "no sheet": (
        lambda path: rezipped(path, {"xl/workbook.xml": ('name="Clients"', 'name="Kept elsewhere"'),
                                     "xl/worksheets/sheet3.xml": ("<t>Client<", "<t>Who<")}),
        NEW,
        'has no sheet "Clients"; add one with the headings Client, Market, ',
    ),
    "too long": (lambda path: path, NEW._replace(new=Client("x" * 32_768, "BR")), "has 32768 characters"),
}  # fmt: skip


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "book.xlsx"
    write_book(BOOK, path, date(2026, 10, 31))
    return path


@pytest.fixture
def path(plain: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(plain, tmp_path / "book.xlsx"))


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_in_the_way_is_named_and_nothing_changes(name: str, path: Path) -> None:
    spoil, change, said = REFUSALS[name]
    spoil(path)
    before = path.read_bytes()
    for call in (lambda: write_changes(path, [change], NOW), lambda: planned_changes(path, [change])):
        with pytest.raises(PartnerbookError) as refused:
            call()
        assert said in str(refused.value)
        assert str(refused.value).startswith(("book.xlsx", str(path), "The text"))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["book.xlsx"]


def test_a_few_rows_fit_above_what_more_rows_do_not(path: Path) -> None:
    put(path, B11="later")
    write_changes(path, [NEW, NEW._replace(new=Client("Epsilon", "KR"))], NOW)
    assert [client.client for client in read_book(path)[0].clients] == ["Acme", "Beta", "Gamma", "Delta", "Epsilon"]
    before = path.read_bytes()
    with pytest.raises(PartnerbookError, match=r'Clients!B11: "later" stands below the table'):
        write_changes(path, [NEW._replace(new=Client("Zeta", "KR"))], NOW)
    assert path.read_bytes() == before


def test_rows_that_a_program_left_below_the_table_become_part_of_it(path: Path) -> None:
    put(path, A9="Typed below", B9="Chile")
    write_changes(path, [NEW], NOW)
    assert [client.client for client in read_book(path)[0].clients[-2:]] == ["Typed below", "Delta"]
    assert load_workbook(path)["Clients"].tables["Clients"].ref == "A5:W10"


def test_empty_rows_at_the_end_of_a_table_are_filled_first(path: Path) -> None:
    table(path, 'ref="A5:W8" headerRowCount', 'ref="A5:W20" headerRowCount')
    write_changes(path, [NEW], NOW)
    assert read_book(path)[0].clients[-1].origin == Place("Clients", 9)
    assert load_workbook(path)["Clients"].tables["Clients"].ref == "A5:W20"


def test_an_empty_row_above_totals_is_filled(path: Path) -> None:
    table(path, 'ref="A5:W8" headerRowCount="1"', 'ref="A5:W10" headerRowCount="1" totalsRowCount="1"')
    put(path, A10="Total")
    write_changes(path, [NEW], NOW)
    assert read_book(path)[0].clients[-1].origin == Place("Clients", 9)
    with pytest.raises(PartnerbookError, match="Clients!A10: the totals row would have to move"):
        write_changes(path, [NEW._replace(new=Client("Epsilon", "KR"))], NOW)


def test_a_formula_and_a_missing_column_are_kept_and_said(path: Path) -> None:
    put(path, G7="=1+1", F5="Something else")
    change = Change(SET, "Clients", "Beta", "usage_score", None, Decimal(5), Place("Clients", 7))
    before = path.read_bytes()
    written = write_changes(path, [OTHER, change], NOW)
    assert (written.cells, written.rows, written.backup) == (0, 0, None)
    assert written.left == (
        "book.xlsx, Clients!G7: it holds a formula, which is kept.",
        'book.xlsx, Clients: it has no column "Usage score", so what belongs there is left out.',
    )
    assert path.read_bytes() == before


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # by openpyxl, which only looks
@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("tables", [False, True])
def test_days_are_days_in_plain_ranges_and_tables_counted_from_1900_or_1904(
    from_1904: bool, tables: bool, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    write_xlsxwriter_book(BOOK, path, from_1904, tables)
    ended = Change(SET, "Clients", "Acme", "services_ended", None, date(2026, 12, 1), Place("Clients", 2))
    write_changes(path, [NEW, ended], NOW)
    book, found = read_book(path)
    assert of_severity(found, ERROR) == ()
    assert (book.clients[0].services_ended, book.clients[-1].last_active_on) == (date(2026, 12, 1), date(2026, 5, 1))
    sheet = load_workbook(path)["Clients"]
    assert (sheet["K2"].value, sheet["K2"].is_date) == (datetime(2026, 12, 1), True)  # noqa: DTZ001
    assert sheet["I5"].is_date


def test_a_plain_range_ends_where_nothing_stands_below(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(BOOK, path)
    write_changes(path, [NEW], NOW)
    assert read_book(path)[0].clients[-1].origin == Place("Clients", 5)
    put(path, A9="Total", L9=5)
    with pytest.raises(PartnerbookError, match=r'Clients!A9: "Total" stands below the table'):
        write_changes(path, [NEW._replace(new=Client("Epsilon", "KR"))], NOW)


def test_a_sheet_found_by_its_headings_can_be_changed(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "People we sell to"
    for row in (["Customers"], [], ["My own", "Cliente", "Mercado", "ID de Hub"], ["a", "Acme", "Brasil", "1"]):
        sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    changes = [NEW, Change(SET, "Clients", "Acme", "market", "BR", "MX", Place("People we sell to", 4))]
    write_changes(tmp_path / "book.xlsx", changes, NOW)
    found = load_workbook(tmp_path / "book.xlsx").active
    assert [[cell.value for cell in row] for row in found["A4:D5"]] == [
        ["a", "Acme", "México", "1"], [None, "Delta", "Corea del Sur", None]
    ]  # fmt: skip


def test_settings_that_the_sheet_lacks_are_added(path: Path) -> None:
    workbook = load_workbook(path)
    sheet = workbook["Settings"]
    assert sheet["A9"].value == "Goal tier"
    sheet["A9"].value = sheet["C9"].value = sheet["A10"].value = sheet["C10"].value = None
    workbook.save(path)
    goal, now = (Change(SET, "Settings", "", field, "", "Gold") for field in ("goal_tier", "credited_tier"))
    write_changes(path, [goal, now], NOW)
    settings = read_book(path)[0].settings
    assert (settings.goal_tier, settings.credited_tier) == ("Gold", "Gold")


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "<workbook ": '<workbook conformance="strict" ',
}
PREFIXED = {
    r"<(/?)(?=[a-zA-Z])": r"<\1x:",
    f'xmlns="{MAIN}"': f'xmlns:x="{MAIN}"',
    "<x:sheetData>": '<x:sheetData><!-- <x:row r="1"> -->',
}


def rewritten(path: Path, parts: str, changes: Mapping[str, str]) -> None:
    """Replace texts wherever they stand in some parts."""
    with zipfile.ZipFile(path) as archive:
        texts = {info: archive.read(info).decode() for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, text in texts.items():
            new = text
            for old, other in changes.items() if re.search(parts, info.filename) else ():
                new = re.sub(old, other, new)
            archive.writestr(info, new)


@pytest.mark.parametrize(
    ("parts", "changes"),
    [
        pytest.param("", STRICT, id="strict"),
        pytest.param("xl/(worksheets/s|tables/t|workbook.xml)", PREFIXED, id="prefixes"),
    ],
)
def test_other_ways_to_write_xml_are_changed_like_any(parts: str, changes: Mapping[str, str], path: Path) -> None:
    rewritten(path, parts, changes)
    write_changes(path, [NEW, OTHER], NOW)
    book, found = read_book(path)
    assert of_severity(found, ERROR) == ()
    assert (book.clients[1].apps_used, book.clients[3].last_active_on) == (7, date(2026, 5, 1))
    with zipfile.ZipFile(path) as archive:
        assert b'ref="A5:W9"' in archive.read("xl/tables/table2.xml")


def test_a_text_like_a_formula_is_marked_as_text_and_other_cells_keep_their_format(path: Path) -> None:
    before = load_workbook(path)["Clients"]
    names = ["=1+1", "+34 600", "-x", "@y", "Plain"]
    write_changes(path, [NEW._replace(new=Client(name, "BR")) for name in names], NOW)
    sheet = load_workbook(path)["Clients"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=6) if row[0].value}
    assert [rows[name][0].quotePrefix for name in names] == [True, True, True, True, False]
    assert {rows[name][0].data_type for name in names} <= {"s", "inlineStr"}
    assert not any(cell.quotePrefix for name in names for cell in rows[name][1:])
    assert rows["=1+1"][0].font.name == before["A6"].font.name


def test_a_text_is_kept_without_what_no_workbook_can_hold(path: Path) -> None:
    name = "Acme \x1b[1mNorte\x00\x08\x0e\ufffe\uffff"
    write_changes(path, [NEW._replace(new=Client(name, "BR", note="\x07"))], NOW)
    added = read_book(path)[0].clients[-1]
    assert (added.client, added.note) == ("Acme [1mNorte", "")


def test_a_part_that_is_cut_short_is_named_and_nothing_changes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"xl/worksheets/sheet7.xml") - 46  # in the directory at the end
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 22] ^= 0x40  # the size of what is compressed: some megabytes more
    path.write_bytes(data)
    assert read_book(path)[0].clients
    with pytest.raises(PartnerbookError, match=r"book\.xlsx is damaged.*sheet7\.xml.*save it again in Excel\."):
        write_changes(path, [OTHER], NOW)
    assert path.read_bytes() == data
    assert [each.name for each in path.parent.iterdir()] == ["book.xlsx"]
