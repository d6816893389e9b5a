"""The cells of a sheet that have a formula, each with the text of it, though many share one."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import unescape

from partnerbook.files.xlsx.areas import Area, area_of
from partnerbook.files.xlsx.sheet_xml import SheetXml

QUOTES = {"&quot;": '"', "&apos;": "'"}


class FormulaCell(NamedTuple):
    """A cell with a formula: where it is, and the cells that it fills, more than its own for an array.

    `text` is the formula, without "=", as it stands in the first of the `group` that shares it, if any does; that one
    is so many rows and columns (`down`, `right`) before this.
    """

    row: int
    column: int
    area: Area
    text: str
    kind: str = ""
    group: bytes = b""
    down: int = 0
    right: int = 0


def formula_cells(sheet: SheetXml) -> Iterator[FormulaCell]:
    """The cells of a sheet that have a formula, in their order."""
    prefix = re.escape(sheet.prefix.encode())
    pattern = re.compile(rb"<%bc(\s[^>]*)>\s*<%bf(\s[^>]*?)?(?:/>|>([^<]*)<)" % (prefix, prefix))
    shared: dict[bytes, tuple[Area, str]] = {}
    for found in pattern.finditer(sheet.scan, sheet.data_start, sheet.data_end):
        place = _attribute("r", found[1])
        here = area_of(place) if place else None
        if here is None:
            continue
        told = found[2] or b""
        text = unescape((found[3] or b"").decode(sheet.encoding), QUOTES)
        area = area_of(_attribute("ref", told))
        kind, group = _attribute("t", told), _attribute("si", told).encode()
        start = here
        if kind == "shared":
            if text and area:
                shared[group] = here, text
            start, text = shared.get(group, (here, text))
        fills = area if area and kind in ("array", "dataTable") else here
        down, right = here.top - start.top, here.left - start.left
        yield FormulaCell(here.top, here.left, fills, text, kind, group if kind == "shared" else b"", down, right)


def _attribute(name: str, text: bytes) -> str:
    found = re.search(rb"""\s%b\s*=\s*["']([^"']*)""" % name.encode(), text)
    return found[1].decode() if found else ""
