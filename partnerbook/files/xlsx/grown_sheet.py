"""What else of a sheet follows a table that grows: conditional formats, checks of what is entered, its dimension."""

import re
from collections.abc import Iterator

from partnerbook.files.xlsx.areas import Area, area_of, grown
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import Edit, first_tag, tags, with_attributes

_FOLLOWING = "conditionalFormatting|dataValidation|ignoredError"
# Those of Excel 2010 name their cells in an element; that of a sparkline is the one cell that it is drawn in.
_NAMED = re.compile(rb"<((?:[\w.-]+:)?)sqref>([^<]*)</\1sqref>(?!\s*</(?:[\w.-]+:)?sparkline>)")


def followed(sheet: SheetXml, area: Area, bottom: int) -> None:
    """Let what ended with a table's last row end with its new one."""
    sheet.edits += _followed(sheet, area, bottom)


def _followed(sheet: SheetXml, area: Area, bottom: int) -> Iterator[Edit]:
    for tag in tags(sheet.scan, _FOLLOWING, sheet.data_end):
        told = tag.attribute("sqref") or ""
        now = grown(told, area, bottom)
        if now != told:
            yield tag.start, tag.stop, with_attributes(tag.text, {"sqref": now})
    for named in _NAMED.finditer(sheet.scan, sheet.data_end):
        now = grown(named[2].decode(), area, bottom)
        if now != named[2].decode():
            yield named.start(2), named.end(2), now.encode()


def reaching(sheet: SheetXml, area: Area) -> None:
    """Have the sheet say that its cells reach as far as these."""
    tag = first_tag(sheet.scan[: sheet.data_start], "dimension")
    told = area_of((tag and tag.attribute("ref")) or "")
    if tag and told:
        now = Area(
            min(told.top, area.top),
            min(told.left, area.left),
            max(told.bottom, area.bottom),
            max(told.right, area.right),
        )
        sheet.edits.append((tag.start, tag.stop, with_attributes(tag.text, {"ref": str(now)})))
