"""Random bytes, mutated where they reach new code, into everything that reads a file: `nox -s fuzz -- MINUTES`.

Whatever comes in, it is read or refused in one sentence. Anything else, ten seconds of it, or a gigabyte, is a finding:
it lands in `fuzz/findings`, and once mended goes to `fuzz/seeds`, which the tests read too. `fuzz/reached` holds the
files by which earlier runs came to the code that they reached.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from zipfile import ZIP_STORED, ZipFile

DAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 12)  # noqa: DTZ001 - a person's own clock
BETWEEN = b"\x1e"  # stands between the parts of a workbook, so that each can grow
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml",
         "xl/tables/table1.xml")  # fmt: skip
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/tables/table1.xml" ContentType="{_TYPES}.table+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/table" Target="../tables/table1.xml"/></Relationships>',
}


def workbook_of(data: bytes) -> bytes:
    """The workbook whose parts are these, one behind the other."""
    parts = dict(zip(PARTS, data.split(BETWEEN), strict=False))
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as package:
        for name, part in (FIXED | parts).items():
            package.writestr(name, part)
    return file.getvalue()


def read_workbook(data: bytes, folder: Path) -> None:
    """Reads a workbook as a book and as an export."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.hubspot.export import book_from_export

    path = folder / "book.xlsx"
    path.write_bytes(data)
    refused(lambda: read_book(path))
    refused(lambda: book_from_export(path, DAY, "USD"))


def read_parts(data: bytes, folder: Path) -> None:
    """Reads the workbook of some parts."""
    read_workbook(workbook_of(data), folder)


def read_csv(data: bytes, folder: Path) -> None:
    """Reads a CSV file as the Clients table of a book and as an export."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.hubspot.export import book_from_export

    (folder / "Clients.csv").write_bytes(data)
    refused(lambda: read_book(folder))
    refused(lambda: book_from_export(folder / "Clients.csv", DAY, "USD"))


def read_answer(data: bytes, _: Path) -> None:
    """Reads what HubSpot might answer: once as the properties, then as the clients."""
    from partnerbook.hubspot.account import HubSpotAccount
    from partnerbook.hubspot.api import book_from_account

    account = HubSpotAccount("token", lambda _: None, "http://127.0.0.1:9")
    account._calls = dict.fromkeys(account._calls, lambda *_, **__: SimpleNamespace(data=data))
    refused(lambda: book_from_account(account, DAY))


def write_into(data: bytes, folder: Path) -> None:
    """Writes a change into the workbook of some parts; what is written can be read, and has the change."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.book.write.change import ADD, SET, Change
    from partnerbook.book.write.changed import changed
    from partnerbook.records import Client, Subscription

    path = folder / "book.xlsx"
    path.write_bytes(workbook_of(data))
    before = refused(lambda: read_book(path))
    if before is None:
        return
    clients = before[0].clients
    changes = [Change(ADD, "Clients", "Zeta", "", None, Client("Zeta", "ES", note="=1+1"))]
    if clients:
        first = clients[0]
        score = Change(SET, "Clients", first.client, "usage_score", first.usage_score, Decimal(7), first.origin)
        changes.append(score)
        new = Subscription(clients[0].client, "Sales Hub", Decimal("12.5"), "EUR", DAY)
        changes.append(Change(ADD, "Subscriptions", new.client, "", None, new))
    written = refused(lambda: changed(path, lambda *_: changes[:2], NOW))
    if written is not None and written.rows:
        after, _ = read_book(written.path)
        if "Zeta" not in {client.client for client in after.clients}:
            raise AssertionError("what was written is not there")
    for each in folder.iterdir():
        each.unlink()


def refused(read: Callable[[], object]) -> object:
    """What comes back, None if it is refused in one sentence."""
    from partnerbook.errors import PartnerbookError

    try:
        return read()
    except PartnerbookError as error:
        if "\n" in str(error) or not str(error):
            raise AssertionError(f"not one sentence: {error}") from error
        return None


TARGETS: Mapping[str, Callable[[bytes, Path], None]] = {
    "parts": read_parts,
    "zip": read_workbook,
    "csv": read_csv,
    "answer": read_answer,
    "writer": write_into,
}


def main(words: list[str]) -> None:
    """Fuzzes the target that the first word names; the others are libFuzzer's."""
    import atheris

    with atheris.instrument_imports(include=["partnerbook"]):
        pass
    target = TARGETS[words[1]]
    with TemporaryDirectory() as name:
        folder = Path(name)
        atheris.Setup([words[0], *words[2:]], lambda data: target(data, folder))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
