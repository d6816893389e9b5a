"""Files made to harm a reader, or so broken or odd that one may stumble: each is a book's Clients table underneath."""

import os
import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from support.bad_books import MAIN, RELATIONS, parts_of, with_shared_strings, workbook, zipped

MB = 2**20
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CSV = "Client name,Country\nAcme,Brazil\nÑandú,Spain\n"
_CLIENTS = (
    b'<row r="1"><c r="A1" t="str"><v>Client name</v></c><c r="B1" t="str"><v>Country</v></c></row>'
    b'<row r="2"><c r="A2" t="str"><v>Acme</v></c><c r="B2" t="str"><v>Brazil</v></c></row>'
    b'<row r="3"><c r="A3" t="str"><v>Beta</v></c><c r="B3" t="str"><v>Spain</v></c></row>'
)
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_REMOTE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def plain() -> bytes:
    """A workbook with nothing wrong."""
    return with_shared_strings(
        workbook({"Clients": [["Client name", "Country"], ["Acme", "Brazil"], ["Beta", "Spain"]]})
    )


def sheet(rows: bytes = b"", before: bytes = b"", after: bytes = b"") -> bytes:
    """The XML of a sheet with two clients, and more."""
    head = b'<worksheet xmlns="%s" xmlns:r="%s">' % (MAIN, RELATIONS[:-1])
    return b"%s%s<sheetData>%s%s</sheetData>%s</worksheet>" % (head, before, _CLIENTS, rows, after)


def rows(count: int, row: bytes) -> bytes:
    """So many rows below the clients; "#" in a row stands for its number."""
    return b"".join(row.replace(b"#", b"%d" % number) for number in range(4, count + 1))


def with_sheet(rows: bytes = b"", before: bytes = b"", after: bytes = b"") -> bytes:
    """The plain workbook with more in its sheet."""
    return with_part(SHEET, sheet(rows, before, after))


def with_part(name: str, part: bytes) -> bytes:
    """The plain workbook with a part put in, or in another's place."""
    return zipped(parts_of(plain()) | {name: part})


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """The plain workbook with one part in which some bytes are others."""
    part = parts_of(plain())[name]
    assert old in part
    return with_part(name, part.replace(old, new, 1))


def lying(name: str, more: bytes) -> bytes:
    """The workbook with a part that is longer than the file says, with a checksum that fits what it says."""
    part = sheet() if name == SHEET else parts_of(plain())[name]
    data = bytearray(with_part(name, part + more))
    said = struct.pack("<I", zlib.crc32(part))
    for mark, crc_at, name_at in ((b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(name)] == name.encode():
                data[at + crc_at : at + crc_at + 4] = said
                data[at + crc_at + 8 : at + crc_at + 12] = struct.pack("<I", len(part))
    return bytes(data)


def overlapping(count: int) -> bytes:
    """A zip with many entries for the same bytes."""
    name = b"xl/media/a.xml"
    data = with_part(name.decode(), b"<a>" + b"a" * 900_000 + b"</a>")
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    directory = data[start : start + size]
    entry = directory[directory.index(name) - 46 : directory.index(name) + len(name)]
    more = b"".join(entry.replace(name, b"xl/m%06d.xml" % number) for number in range(count))
    total = struct.unpack("<H", data[end + 10 : end + 12])[0] + count
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, total, total, size + len(more), start, 0)
    return data[:start] + directory + more + tail


def compressed(method: int) -> bytes:
    """The workbook, compressed in another way."""
    file = BytesIO()
    with ZipFile(file, "w", method) as package:
        for name, part in parts_of(plain()).items():
            package.writestr(name, part)
    return file.getvalue()


def many_parts(count: int) -> bytes:
    """The workbook with so many empty parts more."""
    file = BytesIO(plain())
    with ZipFile(file, "a", ZIP_STORED) as package:
        for number in range(count):
            package.writestr(ZipInfo(f"x/{number}"), b"")
    return file.getvalue()


def twice(name: str) -> bytes:
    """The workbook with a part that stands in it twice."""
    file = BytesIO(plain())
    with ZipFile(file, "a", ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr(name, sheet())
    return file.getvalue()


def elsewhere() -> bytes:
    """The workbook with another one beside it, to which the package points."""
    parts = parts_of(plain())
    other = {name.replace("xl/", "foo/"): part for name, part in parts.items() if name.startswith("xl/")}
    return zipped(parts | other | {"_rels/.rels": parts["_rels/.rels"].replace(b"xl/", b"foo/")})


def linked(kind: bytes, target: bytes, more: bytes = b"") -> bytes:
    """The workbook with a relationship to something outside."""
    relation = b'<Relationship Id="rId99" Type="%s%s" Target="%s" TargetMode="External"/></Relationships>'
    part = parts_of(plain())[RELATED].replace(b"</Relationships>", relation % (RELATIONS, kind, target))
    return zipped(parts_of(plain()) | {RELATED: part, SHEET: sheet(more)})


def sheet_outside() -> bytes:
    """The workbook whose sheet is said to be on the web."""
    part = parts_of(plain())[RELATED]
    old = b"/xl/worksheets/sheet1.xml" if b"/xl/worksheets/sheet1.xml" in part else b"worksheets/sheet1.xml"
    return changed(RELATED, b'"%s"' % old, b'"http://127.0.0.1:9/sheet1.xml" TargetMode="External"')


def formula(text: bytes) -> bytes:
    """The workbook with a formula beside the table, with the value it had."""
    return with_sheet(b'<row r="4"><c r="D4" t="str"><f>%s</f><v>x</v></c></row>' % text)


TOO_MUCH = "unpacks to more than any workbook's"
DAMAGED = "damaged or cut short"
ENTITIES = "defines entities"
TOO_FAR = "too far to be read"
READ = ""
_CELL = b'<row r="#"><c r="A#" t="str"><v>n#</v></c><c r="B#" t="str"><v>Spain</v></c></row>'

# What a workbook is, how it is made, and words of the refusal; READ if its two clients are read.
WORKBOOKS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing wrong", plain, READ),
    ("bomb", lambda: with_sheet(before=b" " * (210 * MB)), "210 MB when unpacked"),
    ("small bomb", lambda: with_sheet(before=b" " * (40 * MB)), TOO_MUCH),
    ("bomb in texts", lambda: with_part(STRINGS, b"<sst>" + b" " * (40 * MB) + b"</sst>"), TOO_MUCH),
    ("bomb that says it is small", lambda: lying(SHEET, b" " * (120 * MB)), DAMAGED),
    ("bomb in texts that says so", lambda: lying(STRINGS, b" " * (120 * MB)), DAMAGED),
    ("bomb in styles that says so", lambda: lying(STYLES, b" " * (120 * MB)), DAMAGED),
    ("zip in a zip", lambda: with_part("xl/embeddings/a.zip", zipped({"b.zip": zipped({"c": bytes(9 * MB)})})), READ),
    ("zip in a zip, large", lambda: with_part("xl/a.zip", zipped({"b": bytes(20 * MB)})), READ),
    ("100 MB in many parts", lambda: zipped(parts_of(plain()) | {f"xl/{n}.xml": b" " * MB for n in range(100)}), READ),
    ("overlapping parts", lambda: overlapping(4000), "MB when unpacked"),
    ("6,000 parts", lambda: many_parts(6_000), "6010 parts"),
    ("30,000 parts", lambda: many_parts(30_000), "30010 parts"),
    ("part twice", lambda: twice(SHEET), "has a part twice"),
    ("part twice in other letters", lambda: with_part("XL/Worksheets/SHEET1.xml", sheet()), "has a part twice"),
    ("other workbook beside it", elsewhere, "elsewhere than in xl/workbook.xml"),
    ("something before it", lambda: b"PK\x03\x04" * 100 + plain(), READ),
    ("something behind it", lambda: plain() + b"x" * 1000, DAMAGED),
    ("bzip2", lambda: compressed(ZIP_BZIP2), "compressed as no workbook is"),
    ("LZMA", lambda: compressed(ZIP_LZMA), "compressed as no workbook is"),
    *((f"cut at {n} tenths", lambda n=n: plain()[: len(plain()) * n // 10], DAMAGED) for n in (1, 5, 9)),
    ("part with .. in its name", lambda: with_part("../../x.xml", b"<x/>"), "points outside"),
    ("part with ..\\ in its name", lambda: with_part("xl\\..\\..\\x.xml", b"<x/>"), "points outside"),
    ("part with / before its name", lambda: with_part("/etc/passwd", b"x"), "points outside"),
    ("part with a drive", lambda: with_part("C:\\x.xml", b"<x/>"), READ),
    ("part with a zero in its name", lambda: with_part("xl/a\0b.xml", b"<x/>"), READ),
    ("entities in the sheet", lambda: with_part(SHEET, _ENTITIES + sheet()), ENTITIES),
    ("entities in texts", lambda: changed(STRINGS, b"<sst", _ENTITIES + b"<sst"), ENTITIES),
    ("entities in the workbook", lambda: changed(WORKBOOK, b"<workbook", _ENTITIES + b"<workbook"), ENTITIES),
    ("entities behind a comment",
     lambda: with_part(SHEET, b"<!--%s-->%s" % (b"x" * 5000, _ENTITIES) + sheet()), ENTITIES),
    ("entity of a file",
     lambda: with_part(SHEET, _OUTSIDE + sheet(b'<row r="4"><c r="A4"><v>&a;</v></c></row>')), ENTITIES),
    ("definitions on the web", lambda: with_part(STYLES, _REMOTE + parts_of(plain())[STYLES]), ENTITIES),
    ("entities in UTF-16", lambda: with_part(SHEET, (_ENTITIES + sheet()).decode().encode("utf-16")), "in UTF-8"),
    ("sheet in UTF-16", lambda: with_part(SHEET, sheet().decode().encode("utf-16")), "in UTF-8"),
    ("sheet in another encoding",
     lambda: with_part(SHEET, b'<?xml version="1.0" encoding="cp1252"?>' + sheet()), "in UTF-8"),
    ("custom XML in UTF-16", lambda: with_part("customXml/item1.xml", "<a>ñ</a>".encode("utf-16")), READ),
    ("1,048,576 formatted rows", lambda: with_sheet(rows(2**20, b'<row r="#" s="1" customFormat="1"/>')), READ),
    ("1,048,576 rows of formatted cells",
     lambda: with_sheet(rows(2**20, b'<row r="#">' + b'<c r="A#" s="1"/>' * 2 + b"</row>")),
     "MB in xl/worksheets/sheet1.xml"),
    ("60,000 clients", lambda: with_sheet(rows(60_000, _CELL)), TOO_FAR),
    ("60,000 rows without numbers", lambda: with_sheet(rows(60_000, b"<row><c><v>#</v></c></row>")), TOO_FAR),
    ("cell in the last row", lambda: with_sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), TOO_FAR),
    ("cell in the last column", lambda: with_sheet(rows(120, b'<row r="#"><c r="XFD#"><v>1</v></c></row>')), TOO_FAR),
    ("cell beyond the last row",
     lambda: with_sheet(b'<row r="4294967298"><c r="A4294967298"><v>1</v></c></row>'), TOO_FAR),
    ("cell beyond the last column",
     lambda: with_sheet(b'<row r="4"><c r="ZZZZZZZZZ4" t="e"><v>#N/A</v></c></row>'), TOO_FAR),
    ("row -5", lambda: with_sheet(b'<row r="-5"><c t="e"><v>#N/A</v></c></row>'), 'the number "-5"'),
    ("row of 5,000 digits",
     lambda: with_sheet(b'<row r="%s"><c t="e"><v>1</v></c></row>' % (b"9" * 5000)), "the number"),
    ("one text in 40,000 cells",
     lambda: zipped(parts_of(with_sheet(rows(40_000, b'<row r="#"><c r="D#" t="s"><v>0</v></c></row>')))
     | {STRINGS: b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (MAIN, b"x" * 32_000)}),
     "more than 20,000,000 characters"),
    ("text of 2 MB",
     lambda: with_sheet(b'<row r="4"><c r="A4" t="str"><v>%s</v></c></row>' % os.urandom(MB).hex().encode()),
     "longer text than a cell"),
    ("text number -1", lambda: with_sheet(b'<row r="4"><c r="D4" t="s"><v>-1</v></c></row>'), READ),
    ("text number of no text", lambda: with_sheet(b'<row r="4"><c r="D4" t="s"><v>99</v></c></row>'), "cannot be read"),
    ("style of no style", lambda: with_sheet(b'<row r="4"><c r="D4" s="99999"><v>1</v></c></row>'), READ),
    ("number that is none",
     lambda: with_sheet(b'<row r="4"><c r="D4"><v>1e999</v></c><c r="E4"><v>nan</v></c></row>'), READ),
    ("date that is none", lambda: with_sheet(b'<row r="4"><c r="D4" t="d"><v>2026-99-99</v></c></row>'), READ),
    ("unclosed formulas",
     lambda: with_sheet(b'<row r="4"><c r="A4">' + b"<f a " * 5000 + b"</c></row>"), "cannot be read"),
    ("unclosed cells",
     lambda: with_sheet(b'<row r="4"><c r="AA50000"/>' + b'<c r="A4" ' * 9000 + b"</row>"), "cannot be read"),
    ("15,000 attributes",
     lambda: with_sheet(before=b"<a " + b" ".join(b'a%d="1"' % n for n in range(15_000)) + b"/>"), READ),
    ("nested 100,000 deep", lambda: with_sheet(before=b"<a>" * 100_000 + b"</a>" * 100_000), READ),
    ("500 sheets",
     lambda: workbook({f"S{n}": [[n]] for n in range(500)}
                      | {"Clients": [["Client", "Country"], ["A", "BR"], ["B", "ES"]]}),
     READ),
    ("sheet of an evil name", lambda: changed(WORKBOOK, b'"Clients"', b'"=cmd|&apos;/c calc&apos;!A1&#10;../x"'), READ),
    ("sheet on the web", sheet_outside, "not where the file says"),
    ("relationship twice",
     lambda: changed(RELATED, b"</Relationships>", b'<Relationship Id="rId1" Target="x"/></Relationships>'), DAMAGED),
    ("link to a workbook on the web", lambda: linked(b"externalLink", b"http://127.0.0.1:9/x.xlsx"), READ),
    ("data connection", lambda: linked(b"connections", b"http://127.0.0.1:9/"), READ),
    ("DDE", lambda: formula(b"cmd|\'/c calc\'!A1"), READ),
    ("web service", lambda: formula(b"_xlfn.WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)"), READ),
    ("link to a program", lambda: formula(b"HYPERLINK(&quot;file:///bin/sh&quot;)"), READ),
    ("macro", lambda: with_part("xl/vbaProject.bin", os.urandom(5000)), READ),
    ("empty file", lambda: b"", "has no content"),
    ("old workbook or password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "with a password"),
    ("binary workbook", lambda: zipped({"xl/workbook.bin": b"x"}), "binary workbook (.xlsb)"),
    ("OpenDocument", lambda: zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument"),
    ("Numbers", lambda: zipped({"Index/Document.iwa": b"x"}), "Numbers"),
    ("Word", lambda: zipped({"word/document.xml": b"<x/>"}), "a Word document"),
    ("picture", lambda: b"\x89PNG" + bytes(100), "no Excel workbook"),
)  # fmt: skip

# The same for CSV files.
CSV_FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    *((f"in {name}", lambda name=name: CSV.encode(name), READ)
      for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252")),
    *((f"apart by {mark!r}", lambda mark=mark: CSV.replace(",", mark).encode(), READ) for mark in ";\t|"),
    ("lines apart by CR", lambda: CSV.replace("\n", "\r").encode(), READ),
    ("zeros behind it", lambda: CSV.encode() + bytes(1000), "no text"),
    ("zero in a name", lambda: CSV.encode().replace(b"Acme", b"Ac\0me"), "no text"),
    ("zero far down", lambda: CSV.encode() + b"\n" * 2000 + b"A\0b,Spain", "no text"),
    ("only zeros", lambda: bytes(5000), "no text"),
    ("line of 15 MB", lambda: CSV.encode() + b"x" * (15 * MB), "a value is too long"),
    ("line of 3 million values", lambda: CSV.encode() + b"," * 3_000_000, "columns or"),
    ("1,100,000 empty lines", lambda: CSV.encode() + b"\n" * 1_100_000, "rows,"),
    ("500,000 empty rows", lambda: CSV.encode() + b",\r\n" * 500_000, READ),
    ("60,000 clients", lambda: CSV.encode() + b"".join(b"C%d,Spain\n" % n for n in range(60_000)), "rows,"),
    ("quotation marks without end", lambda: CSV.encode() + b'"' * MB * 5, "too long"),
    ("quotation mark without end", lambda: CSV.encode() + b'"a,b\n' * 50, "quotation marks do not match"),
    ("2,000 headings",
     lambda: b"Client name,Country," + b",".join(b"h%d" % n for n in range(2_000)) + b"\nAcme,BR\nB,ES\n", READ),
    ("number of 100,000 digits",
     lambda: b"Client name,Country,Total MRR\nAcme,BR,%s\nB,ES,5\n" % (b"9" * 100_000), "Total MRR"),
    ("day of 100,000 digits",
     lambda: b"Client name,Country,Usage score\nAcme,BR,%s\nB,ES,5\n" % (b"1-" * 50_000), "Usage score"),
    ("3,000 unknown countries",
     lambda: CSV.encode() + b"".join(b"C%d,Land%d\n" % (n, n) for n in range(3_000)), "Land1"),
    ("commands for a terminal", lambda: CSV.replace("Acme", "Ac\x07me\x1b[31m\x9b1m").encode(), READ),
    ("formulas", lambda: CSV.replace("Acme", "=cmd|\'/c calc\'!A1").encode(), READ),
    ("no rows", lambda: b"Client name,Country\n", "Clients"),
    ("empty", lambda: b"", "Clients"),
)  # fmt: skip


def sparse(path: Path, size: int) -> None:
    """A file of a size that takes no room."""
    with path.open("wb") as file:
        file.write(CSV.encode())
        file.truncate(size)
