"""Workbooks that are hard on what works them out: an answer or one sentence, in ten seconds and 500 MB."""

import ast
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.confined import Keeper, Outcome, keeper
from support.hostile import (
    STYLES,
    WORKBOOK,
    WORKBOOKS,
    changed,
    parts_of,
    plain,
    rows,
    sheet,
    with_part,
    with_sheet,
    zipped,
)
from support.places import CASES

import partnerbook

SECONDS, MEGABYTES = 10, 500
OUR = b'POINTS_SOLD(100,"Mexico","USD")'
CALLED = b'<row r="4"><c r="D4"><f>%s</f><v>10</v></c></row>' % OUR
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
)
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><comments>&b;</comments>'
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as Unix has them")


@pytest.fixture(scope="module")
def kept() -> Iterator[Keeper]:
    with keeper() as found:
        yield found


def strict() -> bytes:
    """The workbook as Excel saves a Strict Open XML Spreadsheet."""
    parts = parts_of(with_sheet(CALLED))
    for old, new in STRICT:
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    return zipped(parts)


def formulas(*cells: tuple[bytes, bytes | None], told: bytes = b"") -> bytes:
    """The workbook with formulas in D4 and below, each with the value that it had; the first has told attributes."""
    made = [
        b'<row r="%d"><c r="D%d"><f%s>%s</f>%s</c></row>'
        % (row, row, told if row == 4 else b"", text, b"" if value is None else b"<v>%s</v>" % value)
        for row, (text, value) in enumerate(cells, 4)
    ]
    return with_sheet(b"".join(made))


def below(count: int, cell: bytes) -> bytes:
    """The workbook with our function in D4 and such a cell in each row below; "#" is its row, "^" the one above."""
    made = (cell.replace(b"#", b"%d" % row).replace(b"^", b"%d" % (row - 1)) for row in range(5, count + 1))
    return with_sheet(CALLED + b"".join(b'<row r="%d">%s</row>' % (row, each) for row, each in enumerate(made, 5)))


def full(count: int) -> bytes:
    return with_sheet(
        CALLED
        + b"".join(
            b'<row r="%d">%s</row>'
            % (row, b"".join(b'<c r="%s%d"><v>%d</v></c>' % (c.encode(), row, row) for c in LETTERS))
            for row in range(5, count)
        )
    )


NAME = b'<definedNames><definedName name="Rate">[1]x!$A$1</definedName></definedNames>'
SHARED = (
    b'<row r="4"><c r="D4"><f t="shared" si="0" ref="D4:E5">POINTS_SOLD($A$9+ROW(D1),"Mexico","USD")</f></c></row>'
    b'<row r="5"><c r="D5"><f t="shared" si="0"/></c><c r="E5"><f t="shared" si="0"/></c></row>'
)
LINK, AGAIN = b"[1]x!A1", b"D5*D4"
ONE, TOO_LONG = "1 cells call the functions or follow from them; 0 differ.", "more than"
# What a workbook is, how it is made, and words of the answer.
CALCULATED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("strict", strict, ONE),
    ("column merged",
     lambda: with_sheet(CALLED, after=b'<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'), ONE),
    ("200,000 merges",
     lambda: with_sheet(CALLED, after=b"<mergeCells>%s</mergeCells>"
                        % b"".join(b'<mergeCell ref="F%d:G%d"/>' % (n, n) for n in range(1, 200_001))), ONE),
    ("entities in comments", lambda: zipped(parts_of(with_sheet(CALLED)) | {"xl/comments1.xml": ENTITIES}), ONE),
    ("styles that are none",
     lambda: zipped(parts_of(with_sheet(CALLED))
                    | {STYLES: b'<styleSheet><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>'}),
     ONE),
    ("link",
     lambda: formulas((LINK, b"5"), (OUR, b"10"), (LINK + b"*D5", b"50"), (b"IFERROR(D6,0)", b"50"), (AGAIN, b"50")),
     "Not compared, because they use what only Excel knows: Clients!D6, Clients!D7\n2 cells"),
    ("link without a value", lambda: formulas((LINK, None), (OUR, b"10"), (AGAIN, b"50")),
     "Not compared, because they use what only Excel knows: Clients!D6\n1 cells"),
    ("link by a name",
     lambda: zipped(parts_of(formulas((OUR, b"10"), (b"D4*Rate", b"20")))
                    | {WORKBOOK: parts_of(plain())[WORKBOOK].replace(b"</sheets>", b"</sheets>" + NAME)}),
     "Not compared, because they use what only Excel knows: Clients!D5\n1 cells"),
    ("DDE", lambda: formulas((OUR, b"10"), (b"cmd|'/c calc'!A1*D4", b"1")), "Not compared"),
    ("error of the engine",
     lambda: formulas((OUR, b"10"), (b"D4+1+", b"1"), (b"IFERROR(D5,0)", b"1")), "D5, Clients!D6\n1"),
    ("circle", lambda: formulas((b"D5+" + OUR, b"1"), (b"D4", b"1")), "Not compared"),
    ("formula of 40,000 signs", lambda: formulas((b"-" * 40_000 + OUR, b"1")), "Not compared"),
    ("formula nested 20,000 deep", lambda: formulas((b"(" * 20_000 + OUR + b")" * 20_000, b"1")), "Not compared"),
    ("array over the sheet", lambda: formulas((OUR, b"10"), told=b' t="array" ref="A1:XFD1048576"'), ONE),
    ("array over a column",
     lambda: formulas((b'POINTS_SOLD(A1:A1048576,"Mexico","USD")', b"10"), told=b' t="array" ref="D4:D1048576"'), ""),
    ("arrays over all columns",
     lambda: with_sheet(rows(900, b'<row r="#"><c r="A#"><f t="array" ref="A#:XFD#">%s</f></c></row>' % OUR)),
     "fill more cells than are read"),
    ("data table",
     lambda: with_sheet(CALLED + b'<row r="5"><c r="D5"><f t="dataTable" ref="D5:D6" r1="A9"/><v>1</v></c></row>'
                        b'<row r="6"><c r="D6"><v>2</v></c><c r="E6"><f>D6*2</f><v>4</v></c></row>'),
     "Clients!D5, Clients!D6, Clients!E6\n1 cells"),
    ("shared formulas", lambda: with_sheet(SHARED), "3 cells"),
    ("far away", (CASES / "awkward" / "cells_far_away.xlsx").read_bytes, "too far to be read"),
    ("linked", (CASES / "awkward" / "link_to_a_workbook.xlsx").read_bytes, "0 cells"),
    ("20,000 running totals",
     lambda: below(20_000, b'<c r="D#"><f>%s</f><v>10</v></c><c r="E#"><f>SUM(D$4:D#)</f></c>' % OUR), "39993 cells"),
    ("chain of 40,000", lambda: below(40_000, b'<c r="D#"><f>D^+1</f><v>0</v></c>'), "39997 cells"),
    ("40,000 products of columns",
     lambda: below(40_000, b'<c r="E#"><f>SUMPRODUCT((D1:D49999=D1:D49999)*(D$4:D$49999))</f><v>0</v></c>'), TOO_LONG),
    ("a million cells", lambda: full(40_000), ONE),
)  # fmt: skip


def assert_answered(outcome: Outcome, words: str) -> None:
    said = outcome.out + outcome.error
    assert "Traceback" not in said
    assert outcome.code in (0, 1, 2), said
    assert words in said
    if outcome.code == 2:
        assert re.fullmatch(r"partnerbook: [^\n]*[^\s]\n", outcome.error)
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in CALCULATED], ids=[case[0] for case in CALCULATED])
def test_what_is_hard_to_work_out(kept: Keeper, tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    (tmp_path / "book.xlsx").write_bytes(make())
    assert_answered(kept.run("calc", tmp_path / "book.xlsx"), words)


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in WORKBOOKS], ids=[case[0] for case in WORKBOOKS])
def test_what_is_hard_to_read(kept: Keeper, tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    (tmp_path / "book.xlsx").write_bytes(make())
    outcome = kept.run("calc", tmp_path / "book.xlsx")
    # A sheet that is not where the file says is none here, as is a text without a number: nothing is worked out of it.
    assert_answered(outcome, "" if words in ("not where the file says", "cannot be read") else words)


def test_a_sheet_far_away_leaves_the_others(kept: Keeper, tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    parts = parts_of(formulas((OUR, b"10"), (b"D4*Far!A1", b"20"), (b'D4*INDIRECT("Far!A1")', b"20"), (b"D4*2", b"20")))
    relation = b'<Relationship Id="rIdFar" Type="%s/worksheet" Target="/xl/worksheets/far.xml"/></Relationships>' % (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    related = "xl/_rels/workbook.xml.rels"
    parts[related] = parts[related].replace(b"</Relationships>", relation)
    tag = b'<sheet xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Far" '
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"</sheets>", tag + b'sheetId="99" q:id="rIdFar"/></sheets>')
    parts["xl/worksheets/far.xml"] = sheet(far)
    (tmp_path / "book.xlsx").write_bytes(zipped(parts))
    outcome = kept.run("calc", tmp_path / "book.xlsx")
    assert_answered(outcome, "The sheet Far reaches down to row 1048576")
    assert outcome.out.splitlines()[1:] == [
        "Not compared, because they use what only Excel knows: Clients!D5, Clients!D6",
        "2 cells call the functions or follow from them; 0 differ.",
    ]


def test_a_sheet_of_another_kind_is_no_hindrance(kept: Keeper, tmp_path: Path) -> None:
    kinds = (b"/chartsheet", b"/dialogsheet", b"/xlMacrosheet")
    for kind in kinds:
        (tmp_path / "book.xlsx").write_bytes(changed("xl/_rels/workbook.xml.rels", b'/worksheet"', kind + b'"'))
        assert_answered(kept.run("calc", tmp_path / "book.xlsx"), "0 cells")
    (tmp_path / "book.xlsx").write_bytes(with_part(WORKBOOK, parts_of(with_sheet(CALLED))[WORKBOOK].replace(
        b"</sheets>", b'<sheet name="Nowhere" sheetId="77"/></sheets>')))  # fmt: skip
    assert_answered(kept.run("calc", tmp_path / "book.xlsx"), "0 cells")


def test_openpyxl_reads_no_file_of_a_person() -> None:
    """Its reader unpacks whatever it is given, and follows entities where another package is missing."""
    folder = Path(partnerbook.__file__).parent
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")}
    named = {
        path.name
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.alias) and node.name == "load_workbook")
        or (isinstance(node, ast.Attribute) and node.attr == "load_workbook")
    }
    assert named == set()
