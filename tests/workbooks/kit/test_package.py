"""Our own writer of packages, seen by programs that share no code with it."""

import gc
import re
import threading
import zipfile
from concurrent.futures import wait
from datetime import date, datetime
from decimal import Decimal
from errno import ENOSPC
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from support.engines import compare, ironcalc_values, written_values
from support.lint import problems
from support.package import Package
from support.sdk import sdk_errors

from partnerbook.files import beside
from partnerbook.workbooks.kit import package
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, Formula
from partnerbook.workbooks.kit.package import write_package

MADE = date(2026, 11, 1)
DAY = datetime(2026, 1, 31)  # noqa: DTZ001 (cells have no time zone)
TEXTS = [
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "#N/A",
    "TRUE",
    "007",
    "1E5",
    "a\nb",
    "  spaced  ",
    "<b>&\"'",
    "ação 😀",
    "_x0041_",
    "'",
]
COLUMNS = {
    "text": SheetColumn("Text", "pb_text", value=itemgetter(0)),
    "amount": SheetColumn("Amount", "pb_money", value=itemgetter(1)),
    "day": SheetColumn("Day", "pb_day", value=itemgetter(2)),
    "twice": SheetColumn("Twice", "pb_money", value=itemgetter(3), formula="[@amount]*2"),
    "long": SheetColumn("Long", "pb_text", value=itemgetter(4), formula='IF([@twice]>100,"more","")'),
}
THINGS = SheetTable("Things", COLUMNS)
ROWS = [
    (text, amount, date(2026, 1, 31), amount * 2, "more" if amount * 2 > 100 else "")
    for text, amount in zip(
        TEXTS, [Decimal("0.1"), Decimal(0), Decimal("1234567.891"), 51, Decimal("12.5")] * 3, strict=False
    )
]


def document(bulk: bool = False) -> Document:
    made = Document("Title", "Subject", MADE)
    sheet = made.sheet("Things", "1F3A5F")
    made.put(sheet, "A1", "Title", "pb_title")
    made.table(sheet, THINGS, "A3", ROWS, bulk=bulk)
    other = made.sheet("Other", "1F3A5F")
    made.put(other, "A1", Formula(f"SUM({THINGS('amount')})", sum(row[1] for row in ROWS)), "pb_money")
    made.put(other, "A2", Formula("2>1", True))
    made.put(other, "A3", Formula("DATE(2026,1,31)", date(2026, 1, 31)), "pb_day")
    made.put(other, "A4", Formula('"<"&"&"', "<&"))
    made.link(other, "A5", "To things", "Things")
    made.put(other, "A6", None, "pb_input")
    return made


@pytest.fixture(params=[False, True], ids=["cells", "bulk"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    document(request.param).save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_openpyxl_reads_values_and_formulas(path: Path) -> None:
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    assert formulas["Other"]["A1"].value == "=SUM(Things[Amount])"
    assert formulas["Things"]["D4"].value == "=Things[[#This Row],[Amount]]*2"
    assert [cell.value for cell in values["Other"]["A"][1:4]] == [True, DAY, "<&"]
    for row, expected in enumerate(ROWS, 4):
        assert unescape(values["Things"].cell(row, 1).value) == expected[0]  # openpyxl leaves that to whoever reads
        found = [cell.value for cell in values["Things"][row][1:]]
        assert found == [float(expected[1]), DAY, float(expected[3]), expected[4] or None]


def test_calamine_reads_the_values(path: Path) -> None:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Things").to_python(skip_empty_area=False)
    assert [row[:2] for row in rows[3:]] == [[text, float(amount)] for text, amount, *_ in ROWS]
    assert [row[3:5] for row in rows[3:]] == [[float(twice), long] for *_, twice, long in ROWS]


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_the_values(path: Path, engine: str) -> None:
    frame = pd.read_excel(
        path, engine=engine, sheet_name="Things", header=2, dtype={"Text": str}, keep_default_na=False
    )
    texts = [unescape(text) for text in frame["Text"]] if engine == "openpyxl" else list(frame["Text"])
    assert texts == TEXTS
    assert list(frame["Twice"]) == [float(row[3]) for row in ROWS]


def test_text_is_never_a_formula(path: Path) -> None:
    sheet = load_workbook(path)["Things"]
    cells = [sheet.cell(row, 1) for row in range(4, 4 + len(ROWS))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [str(cell.value)[:1] in set("=+-@") for cell in cells]


def test_streamed_rows_are_the_same_as_cells(tmp_path: Path) -> None:
    seen = []
    for bulk in (False, True):
        document(bulk).save(tmp_path / "book.xlsx")
        workbook = load_workbook(tmp_path / "book.xlsx")
        cells = [cell for row in workbook["Things"].iter_rows(min_row=4) for cell in row]
        seen.append([(c.coordinate, c.value, c.data_type, c.style, c.number_format, c.font.color.rgb) for c in cells])
        seen[-1] += [workbook["Things"].tables["Things"].ref, written_values(tmp_path / "book.xlsx")]
    assert seen[0] == seen[1]


def test_streamed_rows_of_a_block_are_the_same_as_cells(tmp_path: Path) -> None:
    """With a column that names the row above and one that names a block of rows, beside a hidden text."""
    columns = {
        "text": SheetColumn("Text", "pb_helper", value=itemgetter(0), hidden=True),
        "sum": SheetColumn("So far", "pb_money", value=itemgetter(1), formula="N([^sum])+LEN([@text])"),
        "block": SheetColumn("Block", "pb_money", value=itemgetter(2), formula="SUM([:sum])"),
    }
    rows, so_far = [], [0]
    for number in range(120):
        so_far.append(so_far[-1] + 1 + number % 7)
        rows.append(("=" * (1 + number % 7), so_far[-1], sum(so_far[max(1, number - 1) :])))
    blocks = [(max(3, row - 2), row) for row in range(3, 3 + len(rows))]
    seen = []
    for bulk in (False, True):
        made = Document("Title", "Subject", MADE)
        sheet = made.sheet("Things", "1F3A5F")
        made.block(sheet, SheetTable("Things", columns, plain=True), 2, rows, blocks, bulk=bulk)
        made.save(tmp_path / "book.xlsx")
        cells = [cell for row in load_workbook(tmp_path / "book.xlsx")["Things"].iter_rows(min_row=2) for cell in row]
        seen.append([(c.coordinate, c.value, c.data_type, c.style, c.number_format, c.quotePrefix) for c in cells])
        assert compare(tmp_path / "book.xlsx", ironcalc_values) == []
    assert seen[0] == seen[1]
    assert [value for place, value, *_ in seen[1] if place in {"B4", "C4", "C6"}] == [
        "=N($B3)+LEN($A4)",
        "=SUM($B3:$B4)",
        "=SUM($B4:$B6)",
    ]


def test_it_is_sound(path: Path) -> None:
    assert problems(path) == []
    assert compare(path, ironcalc_values) == []


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing(path: Path) -> None:
    assert sdk_errors([path]) == []


@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_left_out(tmp_path: Path, bulk: bool, character: str) -> None:
    made = Document("Title", "Subject", MADE)
    sheet = made.sheet("Things", "1F3A5F")
    made.table(sheet, SheetTable("Things", {"text": COLUMNS["text"]}), "A1", [[f"a{character}b"], ["c"]], bulk=bulk)
    made.put(made.sheet("Other", "1F3A5F"), "A1", Formula("1", f"x{character}y"))
    made.save(tmp_path / "book.xlsx")
    assert load_workbook(tmp_path / "book.xlsx")["Things"]["A2"].value == "ab"
    assert written_values(tmp_path / "book.xlsx")["Other", "A1"].value == "xy"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    written: list[bytes] = []
    for _ in range(2):
        document(bulk=True).save(tmp_path / "book.xlsx")
        written.append((tmp_path / "book.xlsx").read_bytes())
    assert written[0] == written[1]
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", core)) == {"2026-11-01T00:00:00"}


def test_relationships_are_relative(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        relations = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")}
    assert relations
    assert not any('Target="/' in text for text in relations.values())
    package = Package(path)
    assert all(relation.target in package.names for name in package.names for relation in package.relations(name))


def test_an_empty_cell_has_no_type(path: Path) -> None:
    package = Package(path)
    [empty] = [
        c for sheet in package.sheets for c in package.cells(sheet.part) if c.ref == "A6" and sheet.name == "Other"
    ]
    assert (empty.kind or "n", empty.text) == ("n", None)
    assert b't="n"/>' not in package.content("xl/worksheets/sheet2.xml")


def test_spare_rows_stand_below_the_table(tmp_path: Path) -> None:
    made = Document("Title", "Subject", MADE)
    typed = SheetTable("Things", {field: column for field, column in COLUMNS.items() if not column.formula})
    made.table(made.sheet("Things", "1F3A5F"), typed, "A1", ROWS, bulk=True, spare=5)
    made.save(tmp_path / "book.xlsx")
    sheet: Any = load_workbook(tmp_path / "book.xlsx")["Things"]
    assert sheet.tables["Things"].ref == f"A1:C{1 + len(ROWS)}"
    assert [sheet.cell(1 + len(ROWS) + 5, column).style for column in (1, 2, 3)] == ["pb_text", "pb_money", "pb_day"]


def test_the_zip_is_plain(tmp_path: Path) -> None:
    """Strict readers refuse the ZIP64 form of parts that do not need it, formualizer among them."""
    document = Document("Title", "Subject", date(2026, 1, 1))
    sheet = document.sheet("Long", "FFFFFF")
    document.table(sheet, SheetTable("Long", {"text": COLUMNS["text"]}), "A1", [["x"]] * 5000, bulk=True)
    document.save(tmp_path / "long.xlsx")
    with zipfile.ZipFile(tmp_path / "long.xlsx") as archive:
        assert {(info.extra, info.extract_version) for info in archive.infolist()} == {(b"", 20)}


@pytest.mark.parametrize("threads", [True, False], ids=["threads", "no threads"])
@pytest.mark.parametrize("room", [0, 1, 500, 3000, 8000])
def test_a_full_disk_is_told_once_whatever_was_packed_by_then(
    room: int, threads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(BytesIO):
        def write(self, data: Any) -> int:
            if self.tell() + len(data) > room:
                raise OSError(ENOSPC, "No space left on device")
            return super().write(data)

    monkeypatch.setattr(beside, "HAS_THREADS", threads)
    made = document(bulk=True)
    before = threading.enumerate()
    with pytest.raises(OSError, match="No space"):
        write_package(made.workbook, Full(), made.values, made.bulks)
    gc.collect()  # what an archive raises when it is thrown away fails the test
    assert threading.enumerate() == before


def test_the_same_bytes_are_written_without_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document(bulk=True).save(tmp_path / "with.xlsx")

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    monkeypatch.setattr(beside, "HAS_THREADS", False)
    document(bulk=True).save(tmp_path / "without.xlsx")
    assert (tmp_path / "without.xlsx").read_bytes() == (tmp_path / "with.xlsx").read_bytes()


def test_who_ends_it_while_a_part_is_packed_is_told_of_that_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C comes as all is waited for, and a part is still being written."""
    goes_on, pressed = threading.Event(), list[bool]()

    def waits(begun: Any) -> None:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        goes_on.set()
        wait(begun)

    monkeypatch.setattr(package, "wait", waits)
    stream = BytesIO()
    with beside.worker() as packing:
        archive = package._Archive(stream, packing)
        archive.writestr("first.xml", "<a/>")
        part = archive.begin(archive.open, archive.entry("second.xml"), "w")
        archive.begin(goes_on.wait, 20)
        archive.begin(package._closed, part)
        part.result()
        try:
            with pytest.raises(KeyboardInterrupt):
                archive.close()
        finally:
            goes_on.set()
    assert zipfile.ZipFile(stream).namelist() == ["first.xml", "second.xml"]
