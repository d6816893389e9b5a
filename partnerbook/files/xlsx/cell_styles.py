"""The format that a cell needs for what it holds: the one it has, if that will do, else a copy of it that does.

A day needs a format that shows days. A text that begins like a formula needs the mark by which Excel knows that it is
none: else it becomes one as soon as somebody edits the cell.
"""

import re

from partnerbook.files.xlsx.parts import WORKBOOK, Parts
from partnerbook.files.xlsx.spans import Edit, Tag, element_end, tags, visible, with_attributes

_SHOWS_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}  # the formats that every Excel knows by number
_NOT_A_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY = (("numFmtId", "14"), ("applyNumberFormat", "1"))
_TEXT = (("quotePrefix", "1"),)


class CellStyles:
    """The formats of a workbook's cells, to which others are added where they lack."""

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
        self.made: dict[tuple[int, tuple[tuple[str, str], ...]], int] = {}

    def of_day(self, style: int) -> int:
        """The number of a format like this one that shows days."""
        number = self._attribute(style, "numFmtId")
        return style if number is None or int(number) in _SHOWS_DAYS | self.days else self._copied(style, _DAY)

    def of_text(self, style: int) -> int:
        """The number of a format like this one whose cell is text, whatever that begins with."""
        marked = self._attribute(style, "quotePrefix")
        return style if marked is None or marked in ("1", "true") else self._copied(style, _TEXT)

    def of_format(self, style: int, number: str) -> int:
        """The number of a format like this one that shows numbers by a format that every Excel knows."""
        shown = self._attribute(style, "numFmtId")
        changes = (("numFmtId", number), ("applyNumberFormat", "1"))
        return style if shown is None or shown == number else self._copied(style, changes)

    def _attribute(self, style: int, name: str) -> str | None:
        """An attribute of a format, "0" where it has not that; None for a format that the workbook has not."""
        return (self.formats[style].attribute(name) or "0") if style < len(self.formats) else None

    def _copied(self, style: int, attributes: tuple[tuple[str, str], ...]) -> int:
        return self.made.setdefault((style, attributes), len(self.formats) + len(self.made))

    def write(self) -> None:
        """Bring the formats that were added into the workbook."""
        if not self.made or self.list is None:
            return
        total = str(len(self.formats) + len(self.made))
        end = self.xml.rindex(b"</", 0, self.stop)
        head: Edit = (self.list.start, self.list.stop, with_attributes(self.list.text, {"count": total}))
        made = b"".join(self._copy(style, attributes) for style, attributes in self.made)
        self.parts.change(self.part, [head, (end, end, made)])

    def _copy(self, style: int, attributes: tuple[tuple[str, str], ...]) -> bytes:
        tag = self.formats[style]
        head = with_attributes(tag.text, dict(attributes))
        return head + self.xml[tag.stop : element_end(visible(self.xml), tag, "xf")]


def _shows_days(tag: Tag) -> bool:
    code = _NOT_A_PART.sub("", tag.attribute("formatCode") or "").lower()
    return bool(re.search("[dy]", code))
