"""Rows as nearly every program writes them, all told by one pattern, which takes half the time of a parser of XML.

What it fits is sound XML, lies in the columns A to Z of the first 49,999 rows, says of each cell first where it is,
and has neither errors nor formulas without a value. Whatever it does not fit is for the parser, and may be as good.
"""

import re
from collections.abc import Sequence

# Neither markup nor what XML cannot hold: U+FFFE and U+FFFF begin with EF, as do others, which are seldom.
_TEXT = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\xef]*+"
_TEXT = rb"%b(?:&(?:amp|lt|gt|quot|apos|#[1-9][0-9]{1,3});%b)*+" % (_TEXT, _TEXT)
_PLACE = rb"[A-Z](?:[1-9][0-9]{0,3}|[1-4][0-9]{4})"
_VALUE = rb"(?:<f(?: aca=\"false\")?+>%b</f>(?=<v>[^<]))?+<v>%b</v>" % (_TEXT, _TEXT)
_OWN_TEXT = rb"<is><t(?: xml:space=\"preserve\")?+>%b</t></is>" % _TEXT
_KIND = rb'(?: t="(?:s|n|b|str|inlineStr)")?+'
_CELL = rb'<c r="%b"(?: s="[0-9]++")?+%b(?:/>|>(?:%b|%b)</c>)' % (_PLACE, _KIND, _VALUE, _OWN_TEXT)
_OF_ROWS = (  # each at most once, as XML wants, in the order in which the schema has them
    *("spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop"),
    *("thickBot", "x14ac:dyDescent"),
)
_MORE = b"".join(rb'(?: %b="[0-9.:a-z]++")?+' % name.encode() for name in _OF_ROWS)
_ROW = rb'<row r="[1-9][0-9]{0,4}+"%b(?:/>|>(?:%b)*+</row>)' % (_MORE, _CELL)
_ROWS = re.compile(rb"<sheetData>(?:%b)*+</sheetData>" % _ROW)
_SHARED = re.compile(rb' t="s">(?:<f[^<]*+</f>)?+<v>([0-9]{1,9})</v>')


def around_plain_rows(xml: bytes) -> bytes | None:
    """The XML of a sheet but for its rows, where all of them are plain; None where some are not.

    >>> around_plain_rows(b'<w><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></w>')
    b'<w><sheetData/></w>'
    >>> around_plain_rows(b'<w><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData></w>')
    """
    start = xml.find(b"<sheetData>")
    rows = _ROWS.match(xml, start) if start >= 0 else None
    if rows is None:
        return None
    before, after = xml[:start], xml[rows.end() :]
    if b"sheetData" in before or b"sheetData" in after:  # rows elsewhere would be read too
        return None
    return before + b"<sheetData/>" + after


def shared_length(xml: bytes, texts: Sequence[int]) -> int:
    """How long all the texts are together that plain cells have of those they share, whose lengths are given.

    >>> shared_length(b'<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>7</v></c>', [3, 4])
    7
    """
    return sum(texts[number] for number in map(int, _SHARED.findall(xml)) if number < len(texts))
