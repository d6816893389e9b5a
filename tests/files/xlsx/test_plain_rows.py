"""Rows told by one pattern: what it fits, a parser of XML finds sound too, and a look at every cell sees as much."""

from xml.parsers.expat import ExpatError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerbook.files.xlsx.every_cell import every_cell, xml_parser
from partnerbook.files.xlsx.plain_rows import around_plain_rows, shared_length

LENGTHS = [3, 4, 50]
LIBREOFFICE = (
    '<row r="2" customFormat="false" ht="15" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">'
    '<c r="A2" s="15" t="s"><v>2</v></c><c r="B2" s="24" t="n"><v>80</v></c><c r="C2" s="15"/></row>'
)
PLAIN = (
    '<row r="1" spans="1:3" ht="15.75" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c></row>',
    LIBREOFFICE,
    '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> a &amp; b &#8592; ñ</t></is></c></row>',
    '<row r="4"><c r="Z4"><f>A1*2</f><v>5</v></c><c r="A4" t="b"><v>1</v></c></row>',
    '<row r="49999"><c r="A49999"><f aca="false">A1</f><v>5</v></c></row>',
    '<row r="6"/>',
)
OTHERWISE = (
    *('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>', '<row r="1"><c r="A1"><f>A2</f></c></row>'),
    *('<row r="1"><c r="A1"><f>A2</f><v></v></c></row>', '<row r="1"><c r="A1"><f>A2</f><v/></c></row>'),
    *('<row r="1"><c r="AA1"><v>1</v></c></row>', '<row r="1"><c r="A50000"><v>1</v></c></row>'),
    *('<row r="1"><c r="A0"><v>1</v></c></row>', '<row r="1"><c><v>1</v></c></row>'),
    *('<row r="1"><c s="1" r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>'),
    *('<row r="1" r="2"/>', '<row r="1" ht="1" ht="2"/>', '<row r="1"><c r="A1"><v>1</c></v></row>'),
    *('<row r="1"><c r="A1"><v>&nbsp;</v></c></row>', '<row r="1"><c r="A1"><v>&#1;</v></c></row>'),
    *('<row r="1"><c r="A1"><v>]]></v></c></row>', '<row r="1"><c r="A1"><v>a & b</v></c></row>'),
    *('<row r="1"><c r="A1"><v>\x01</v></c></row>', '<row r="1"><c r="A1"><v>\ufffe</v></c></row>'),
    *('<row r="1"><c r="A1"><v>1</v></c>', '<row r="1"><!-- - --><c r="A1"><v>1</v></c></row>'),
    '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
)


def sheet(*rows: str) -> bytes:
    return f'<worksheet xmlns="m"><sheetData>{"".join(rows)}</sheetData><pageMargins/></worksheet>'.encode()


@pytest.mark.parametrize("row", PLAIN)
def test_rows_as_programs_write_them_are_plain(row: str) -> None:
    assert around_plain_rows(sheet(row)) == sheet().replace(b"<sheetData></sheetData>", b"<sheetData/>")


@pytest.mark.parametrize("row", OTHERWISE)
def test_any_other_row_is_for_the_parser(row: str) -> None:
    assert around_plain_rows(sheet(*PLAIN, row)) is None


@pytest.mark.parametrize(
    "xml",
    [
        sheet(PLAIN[0]).replace(b"<pageMargins/>", sheet('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')),
        sheet(PLAIN[0]).replace(b'xmlns="m">', b'xmlns="m" xmlns:x="m"><x:sheetData><x:row/></x:sheetData>'),
        sheet().replace(b"sheetData", b"x:sheetData"),
    ],
)
def test_rows_that_stand_elsewhere_too_are_not_overlooked(xml: bytes) -> None:
    assert around_plain_rows(xml) is None


@given(
    st.lists(st.sampled_from([*PLAIN, *OTHERWISE]), max_size=3),
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.text(alphabet='<>/"&;= crvtsf1A\x01é\uffff')),
        max_size=2,
    ),
)
@example([PLAIN[0]], [])
def test_what_is_plain_is_sound_and_hides_nothing(rows: list[str], changes: list[tuple[int, int, str]]) -> None:
    text = sheet(*rows).decode()
    for at, taken, given_instead in changes:
        start = at % len(text)
        text = text[:start] + given_instead + text[start + taken :]
    xml = text.encode()
    around = around_plain_rows(xml)
    if around is None:
        return
    try:
        xml_parser().Parse(around, True)
    except ExpatError:
        with pytest.raises(ExpatError):
            every_cell(xml, LENGTHS)
        return
    seen = every_cell(xml, LENGTHS)
    assert not seen.hidden
    assert seen.rows < 50_000
    assert seen.columns <= 26
    assert shared_length(xml, LENGTHS) == seen.shared
