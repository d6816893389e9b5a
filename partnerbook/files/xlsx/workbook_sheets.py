"""The sheets of a workbook that is to be changed, each looked at once and only if something asks for it."""

import re
from collections.abc import Mapping
from functools import cached_property

from partnerbook.errors import NotRead, PartnerbookError
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.stale import has_formulas

_DATA = b"sheetData"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|<\0(?:(?:\w\0)+:\0)?f\0[\s/>]")  # in UTF-16 too


class WorkbookSheets:
    """The sheets by their names.

    `used` are those that somebody may change. Once `with_formulas` was asked for, `large` are those that have formulas
    but cannot be looked through, and `rules` has what stands behind the cells of each other.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.used: dict[str, SheetXml] = {}
        self.large: list[str] = []
        self.rules: dict[str, bytes] = {}
        self._seen: dict[str, SheetXml] = {}

    def to_change(self, name: str) -> SheetXml:
        """A sheet whose XML can be changed. Errors: PartnerbookError for one that is damaged, or nowhere."""
        if name not in self.used:
            part = self.parts.sheets.get(name)
            if part is None:
                file = self.parts.file
                raise PartnerbookError(
                    "{file}: its sheet {name} is not where it says; save it again in Excel.", file=file, name=name
                )
            xml = self.parts.sound(part)
            sheet = self._seen.get(name) or SheetXml(xml, part)
            sheet.refuse_misplaced()
            self.used[name] = sheet
        return self.used[name]

    @cached_property
    def with_formulas(self) -> Mapping[str, SheetXml]:
        """The sheets of which any cell has a formula; of those that cannot be looked through, `large` has the names."""
        for name, part in self.parts.sheets.items():
            try:
                xml = self.used[name].xml if name in self.used else self.parts.read(part)
            except NotRead:
                if self.parts.package.holds(part, _FORMULA):
                    self.large.append(name)
                continue
            self.rules[name] = xml[xml.rfind(_DATA) :]
            if has_formulas(xml):
                self._seen[name] = self.used.get(name) or SheetXml(xml, part)
        return self._seen
