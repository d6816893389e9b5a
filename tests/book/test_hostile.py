"""Files made to harm: each is read or refused in one sentence, in five seconds and 300 MB, and nothing is reached."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from support.confined import Keeper, Outcome, keeper
from support.hostile import CSV_FILES, WORKBOOKS, plain, sparse

SECONDS, MEGABYTES = 5, 300
EVIL = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1",
    "-1+2",
    "@SUM(1)",
    "\t=9-2",
    "#REF!",
    "{=1}",
    '=HYPERLINK("http://x.example")',
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as Unix has them")


@pytest.fixture(scope="module")
def kept() -> Iterator[Keeper]:
    with keeper() as found:
        yield found


_REPORTED: set[tuple[str, bytes]] = set()


def entries(kept: Keeper, path: Path, export: Path | None = None) -> Iterator[tuple[str, Outcome]]:
    """What becomes of a book and of an export at each entry.

    One that is read and imported as another one was gives no other report: it is made once.
    """
    folder = (export or path).parent.parent
    checked = kept.run("check", path)
    yield "check", checked
    imported = folder / "import.xlsx"
    yield "import", kept.run("import", export or path, "-o", imported)
    known = checked.out, imported.read_bytes() if imported.exists() else b""
    if checked.code or known not in _REPORTED:
        yield "report", kept.run("report", path, "-o", folder / "report.xlsx")
        _REPORTED.add(known)


def assert_harmless(entry: str, outcome: Outcome, words: str) -> None:
    said = outcome.out + outcome.error
    assert "Traceback" not in said
    assert outcome.code in (0, 1, 2), said
    assert words in said
    if outcome.code == 2:
        assert re.fullmatch(r"partnerbook: [^\n]*[^\s]\n", outcome.error)
    elif not words and entry == "check":
        assert re.search(r"Clients +2\b", outcome.out)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in WORKBOOKS], ids=[case[0] for case in WORKBOOKS])
def test_workbooks(kept: Keeper, tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    path = tmp_path / "in" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(make())
    for entry, outcome in entries(kept, path):
        assert_harmless(entry, outcome, words)
        assert words or outcome.code < 2


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in CSV_FILES], ids=[case[0] for case in CSV_FILES])
def test_csv_files(kept: Keeper, tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    path = tmp_path / "in" / "Clients.csv"
    path.parent.mkdir()
    path.write_bytes(make())
    for entry, outcome in entries(kept, path.parent, path):
        assert_harmless(entry, outcome, words if entry == "check" else "")
        assert words or outcome.code < 2


@pytest.mark.parametrize(("name", "words"), [("Clients.csv", "larger than 20 MB"), ("book.xlsx", "has 2048 MB")])
def test_files_of_two_gigabytes(kept: Keeper, tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    sparse(path, 2**31)
    for entry, outcome in entries(kept, path.parent if name.endswith("csv") else path, path):
        assert_harmless(entry, outcome, words)
        assert outcome.code


@pytest.mark.parametrize(
    "name", ["book.xls", "book.xlsb", "book.ods", "book.numbers", "book.xlsx", "book", "~$book.xlsx"]
)
def test_files_of_other_names(kept: Keeper, tmp_path: Path, name: str) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(plain() if name != "~$book.xlsx" else b"\5Me   ")
    for entry, outcome in entries(kept, path):
        # What is inside counts, for a book: people rename what they cannot open.
        assert_harmless(entry, outcome, "" if name in ("book.xlsx", "book.xls", "book.xlsb") else name)


@pytest.mark.parametrize("entry", ["check", "import", "report"])
def test_what_is_no_file_is_not_waited_for(kept: Keeper, tmp_path: Path, entry: str) -> None:
    path = tmp_path / "book.xlsx"
    os.mkfifo(path)
    outcome = kept.run(entry, path, *([] if entry == "check" else ["-o", tmp_path / "out.xlsx"]))
    assert_harmless(entry, outcome, "book.xlsx")
    assert outcome.code == 2


def test_the_keeper_sees_what_it_should() -> None:
    """Else the tests above would prove nothing."""
    with keeper() as found:
        outcome = found.run("import", "/nowhere.xlsx", "-o", "/nowhere/else.xlsx")
        assert (outcome.code, outcome.megabytes > 10) == (2, True)
        assert "no folder" in outcome.error


def test_no_text_becomes_a_formula(kept: Keeper, tmp_path: Path) -> None:
    lines = "".join('"{}",Spain,"{}"\n'.format(*(text.replace('"', '""') for text in (name, name))) for name in EVIL)
    (tmp_path / "export.csv").write_text(f"Client name,Country,Company domain name\n{lines}", encoding="utf-8")
    assert kept.run("import", tmp_path / "export.csv", "-o", tmp_path / "book.xlsx").code in (0, 1)
    assert kept.run("report", tmp_path / "book.xlsx", "-o", tmp_path / "report.xlsx").code in (0, 1)
    evil = {text.strip() for text in EVIL}
    for name in ("book.xlsx", "report.xlsx"):
        workbook = openpyxl.load_workbook(tmp_path / name)
        cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
        texts = [cell for cell in cells if str(cell.value).strip() in evil]
        assert {str(cell.value).strip() for cell in texts} >= {"=cmd|'/c calc'!A1", "+1", "@SUM(1)"}
        assert {cell.data_type for cell in texts} == {"s"}
