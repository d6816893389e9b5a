"""The workbooks of `tests/cases/book`, each with one thing wrong: run this file to write them anew."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

FOLDER = Path(__file__).parents[1] / "cases" / "book"
CLIENTS = [["Client", "Market"], ["Acme", "Brazil"], ["Beta", "Spain"]]
DEALS = ["Client", "Product line", "Kind", "Closed", "MRR", "Currency"]

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

Sheets = dict[str, Sequence[Sequence[object]]]


def workbook(sheets: Sheets) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with its parts changed, and more parts."""
    return zipped({name: change(name, part) for name, part in parts_of(data).items()} | (more or {}))


def with_shared_strings(data: bytes) -> bytes:
    """A workbook whose texts stand in one part for all sheets, as Excel writes them; openpyxl writes them in place."""
    texts: list[bytes] = []

    def shared(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        return b'%s t="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    def change(name: str, part: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            return re.sub(rb'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', shared, part)
        if name == "xl/_rels/workbook.xml.rels":
            relation = (
                b'<Relationship Id="rIdShared" Type="%ssharedStrings" Target="sharedStrings.xml"/></Relationships>'
            )
            return part.replace(b"</Relationships>", relation % RELATIONS)
        if name == "[Content_Types].xml":
            override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s.sharedStrings+xml"/></Types>'
            return part.replace(b"</Types>", override % b"application/vnd.openxmlformats-officedocument.spreadsheetml")
        return part

    changed = {name: change(name, part) for name, part in parts_of(data).items()}
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    return zipped(changed | {"xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (MAIN, items)})


def deals(*closed_and_mrr: tuple[object, object]) -> Sheets:
    """A book with deals of Acme that close on these days with these MRRs."""
    rows = [["Acme", "Marketing Hub", "New", closed, mrr, "USD"] for closed, mrr in closed_and_mrr]
    return {"Clients": CLIENTS, "Deals": [DEALS, *rows]}


def bad_workbooks() -> dict[str, bytes]:
    """The bytes of each bad workbook, by file name."""
    good = workbook(deals((date(2025, 7, 15), 100)))
    turned = [(date(2025, month, day), 100) for month, day in ((3, 1), (5, 4), (6, 9), (7, 11), (8, 12))]

    def far(cell: bytes, sheet: str) -> bytes:
        def moved(name: str, part: bytes) -> bytes:
            return part.replace(b'<c r="A3"', b'<c r="%s"' % cell) if name == f"xl/worksheets/{sheet}.xml" else part

        return repacked(workbook({"Clients": CLIENTS, "Ideas": CLIENTS[1:] * 2}), moved)

    def definitions(name: str, part: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        return doctype + part if name == "xl/worksheets/sheet1.xml" else part

    def no_sheets(name: str, part: bytes) -> bytes:
        return part[: len(part) // 2] if name == "xl/workbook.xml" else part

    return {
        "error_cell.xlsx": workbook(deals((date(2025, 7, 15), "#DIV/0!"))),
        "formula_without_value.xlsx": workbook(deals((date(2025, 7, 15), "=50*2"))),
        "day_as_amount.xlsx": workbook(deals((date(2025, 7, 15), date(2025, 1, 2)))),
        "yes_as_amount.xlsx": workbook(deals((date(2025, 7, 15), True))),
        "clock_as_day.xlsx": workbook(deals((time(12, 30), 100))),
        "amount_as_day.xlsx": workbook(deals((1200, 100))),
        "days_turned.xlsx": workbook(deals(*turned, ("3/25/2025", 100))),
        "sheet_hidden_error.xlsx": workbook({"Clients": [["Client", "Market"], ["Acme", "#N/A"]], "Sums": [["#N/A"]]}),
        "cell_far_away.xlsx": far(b"XFD1048576", "sheet1"),
        "cell_far_away_elsewhere.xlsx": far(b"P1048576", "sheet2"),
        "no_table.xlsx": workbook({"Sheet1": [["What", "Ever"], [1, 2]]}),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "no_zip.xlsx": b"Client,Market\nAcme,Brazil\n",
        "cut_short.xlsx": good[: len(good) // 2],
        "empty.xlsx": b"",
        "entities.xlsx": repacked(good, definitions),
        "xml_cut_short.xlsx": repacked(good, no_sheets),
        "other_zip.xlsx": zipped({"hello.txt": b"Hello"}),
        "outside.xlsx": repacked(good, lambda _, part: part, {"../../outside.xml": b"<x/>"}),
        "unpacks_to_much.xlsx": repacked(good, lambda _, part: part, {"xl/media/image1.png": bytes(8 * 2**20)}),
        "binary.xlsb": repacked(good, lambda _, part: part, {"xl/workbook.bin": b"x"}),
    }


if __name__ == "__main__":
    for file_name, content in bad_workbooks().items():
        (FOLDER / file_name).write_bytes(content)
