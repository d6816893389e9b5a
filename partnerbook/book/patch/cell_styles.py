"""The format of a cell that shows a day: the one it has, if that shows days, else a copy of it that does."""

import re

from partnerbook.book.patch.parts import WORKBOOK, Parts
from partnerbook.book.patch.spans import Edit, Tag, element_end, tags, visible, with_attributes

_SHOWS_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}  # the formats that every Excel knows by number
_NOT_A_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SHORT_DAY = "14"


class DayStyles:
    """The formats of a workbook's cells, to which those that show days are added where they lack."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        found = parts.related(WORKBOOK, "styles")
        self.part = found[0] if found else ""
        self.xml = parts.read(self.part) if found else b""
        scan = visible(self.xml)
        self.days = {int(tag.attribute("numFmtId") or 0) for tag in tags(scan, "numFmt") if _shows_days(tag)}
        self.list = next(tags(scan, "cellXfs"), None)
        self.stop = element_end(scan, self.list, "cellXfs") if self.list else 0
        self.formats = list(tags(scan, "xf", self.list.stop, self.stop)) if self.list else []
        self.made: dict[int, int] = {}

    def of(self, style: int) -> int:
        """The number of a format like this one that shows days."""
        if not style < len(self.formats):
            return style
        number = int(self.formats[style].attribute("numFmtId") or 0)
        if number in _SHOWS_DAYS | self.days:
            return style
        return self.made.setdefault(style, len(self.formats) + len(self.made))

    def write(self) -> None:
        """Nothing; the formats that were added will be in the workbook."""
        if not self.made or self.list is None:
            return
        total = str(len(self.formats) + len(self.made))
        end = self.xml.rindex(b"</", 0, self.stop)
        head: Edit = (self.list.start, self.list.stop, with_attributes(self.list.text, {"count": total}))
        self.parts.change(self.part, [head, (end, end, b"".join(map(self._copy, self.made)))])

    def _copy(self, style: int) -> bytes:
        tag = self.formats[style]
        head = with_attributes(tag.text, {"numFmtId": _SHORT_DAY, "applyNumberFormat": "1"})
        return head + self.xml[tag.stop : element_end(visible(self.xml), tag, "xf")]


def _shows_days(tag: Tag) -> bool:
    code = _NOT_A_PART.sub("", tag.attribute("formatCode") or "").lower()
    return bool(re.search("[dy]", code))
