"""The rows and cells of a sheet's XML: found where they stand, and written anew where they change.

Rows are found by their tags alone, and only the cells of rows that matter are looked at: a sheet can have millions.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from xml.sax.saxutils import escape

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.grid import column_number
from partnerbook.files.xlsx.areas import Area, area_of, place
from partnerbook.files.xlsx.cell_xml import Content, cell_xml
from partnerbook.files.xlsx.spans import (
    Edit,
    Tag,
    edited,
    element_end,
    encoding_of,
    first_tag,
    tags,
    visible,
    with_attributes,
)

_LETTERS = re.compile(r"([A-Za-z]+)(\d+)")


class CellSpan(NamedTuple):
    """A cell as it stands in the XML: from where to where, its tag, and what is in it, without its tags."""

    column: int
    start: int
    stop: int
    tag: Tag
    inside: bytes

    @property
    def formula(self) -> Tag | None:
        """The tag of its formula."""
        return first_tag(self.inside, "f")

    @property
    def filled(self) -> bool:
        """Whether it shows anything: a value, a text or a formula."""
        return any(not (each.closed and each.text.startswith(b"<v")) for each in tags(self.inside, "f|v|is"))

    @property
    def style(self) -> int:
        """The number of its format."""
        return int(self.tag.attribute("s") or 0)


class SheetXml:
    """The XML of a worksheet and the edits that are to be made to it."""

    def __init__(self, xml: bytes, part: str) -> None:
        self.part, self.encoding, self.edits = part, encoding_of(xml, part), list[Edit]()
        scan = visible(xml)
        data = first_tag(scan, "sheetData")
        if data is None:
            raise PartnerbookError("{part} of the workbook has no cells; save it again in Excel.", part=part)
        if data.closed:
            end = f"></{data.prefix}sheetData>".encode()
            xml = xml[: data.stop].removesuffix(b">").removesuffix(b"/") + end + xml[data.stop :]
            scan = visible(xml)
        self.xml, self.scan = xml, scan
        self.prefix, self.data_start = data.prefix, data.start
        self.data_end = self.scan.index(f"</{self.prefix}sheetData".encode(), data.start)
        self.numbers, self.starts = list[int](), list[int]()
        self._last: tuple[int, list[CellSpan]] = -1, []
        self._numbered = True
        self._find_rows()

    def _find_rows(self) -> None:
        number = -1
        pattern = re.compile(rb"""<%brow(?=[\s/>])(?:[^>]*?\sr=["'](\d+)["'])?""" % re.escape(self.prefix.encode()))
        for tag in pattern.finditer(self.scan, self.data_start, self.data_end):
            found = tag[1]
            number, before = int(found) - 1 if found else number + 1, number
            self._numbered = self._numbered and found is not None
            if number <= before:
                raise PartnerbookError(
                    "{part} of the workbook has its rows out of order; save it again in Excel.", part=self.part
                )
            self.numbers.append(number)
            self.starts.append(tag.start())

    def _confused(self, what: str) -> PartnerbookError:
        return PartnerbookError("{part} of the workbook has {what}; save it again in Excel.", part=self.part, what=what)

    def only(self, rows: Collection[int], edits: Iterable[Edit] = ()) -> list[bytes | memoryview]:
        """The pieces of the XML, with edits, without the rows that are not among these.

        All rows are there where they tell no number. Errors: ValueError for an edit in a row that is not among these.
        """
        return edited(self.xml, [*edits, *(self._others(rows) if self._numbered else ())])

    def _others(self, rows: Collection[int]) -> Iterator[Edit]:
        """The edits that take away the rows that are not among these."""
        bounds, at = [*self.starts, self.data_end], 0
        for row in (*sorted(rows), None):
            there = len(self.numbers) if row is None else bisect_left(self.numbers, row)
            if bounds[at] < bounds[there]:
                yield bounds[at], bounds[there], b""
            at = there + (there < len(self.numbers) and self.numbers[there] == row)

    def refuse_misplaced(self) -> None:
        """Refuse, by PartnerbookError, a sheet in which a cell says that it stands in another row."""
        prefix = re.escape(self.prefix.encode())
        usual = re.compile(rb"""<%bc r="[A-Za-z]+(\d+)\"""" % prefix)  # so nearly every program writes it
        every = re.compile(rb"""<%bc\s(?:[^>]*?\s)?r=["']([A-Za-z]+)(\d+)["']""" % prefix)
        for number, start, stop in zip(self.numbers, self.starts, [*self.starts[1:], self.data_end], strict=True):
            own, quick = str(number + 1).encode(), usual.findall(self.scan, start, stop)
            if {*quick} <= {own} and len(quick) == self.scan.count(b"c ", start, stop):
                continue
            for column, row in every.findall(self.scan, start, stop):
                if row != own:
                    raise self._confused(
                        Sentence("the cell {decode} in row {number}", decode=(column + row).decode(), number=number + 1)
                    )

    def is_protected(self) -> bool:
        """Whether the sheet lets nobody change its cells without unprotecting it."""
        tag = next(tags(self.scan, "sheetProtection", self.data_end), None)
        return tag is not None and tag.attribute("sheet") in ("1", "true")

    def row_tag(self, row: int) -> Tag | None:
        """The tag of a row; None for one that the sheet does not have."""
        at = bisect_left(self.numbers, row)
        if at == len(self.numbers) or self.numbers[at] != row:
            return None
        return first_tag(self.scan, "row", self.starts[at])

    def rows_up(self, rows: range) -> Iterator[int]:
        """Those of some rows that the sheet has, from the last one up."""
        for at in range(bisect_left(self.numbers, rows.stop) - 1, bisect_left(self.numbers, rows.start) - 1, -1):
            yield self.numbers[at]

    def cells(self, row: int) -> list[CellSpan]:
        """The cells of a row, from left to right."""
        if self._last[0] != row:
            self._last = row, self._cells(row)
        return self._last[1]

    def cell(self, row: int, column: int) -> CellSpan | None:
        """One cell; None where there is none, not even an empty one."""
        return next((cell for cell in self.cells(row) if cell.column == column), None)

    def _cells(self, row: int) -> list[CellSpan]:
        tag = self.row_tag(row)
        if tag is None or tag.closed:
            return []
        found, column = list[CellSpan](), -1
        stop = element_end(self.scan, tag, "row")
        for cell in tags(self.scan, "c", tag.stop, stop):
            named = _LETTERS.fullmatch(cell.attribute("r") or "")
            if named and int(named[2]) != row + 1:
                raise self._confused(Sentence("the cell {named} in row {row}", named=named[0], row=row + 1))
            column = column_number(named[1].encode()) if named else column + 1
            end = element_end(self.scan, cell, "c")
            inside = b"" if cell.closed else self.scan[cell.stop : self.scan.rindex(b"</", cell.stop, end)]
            found.append(CellSpan(column, cell.start, end, cell, inside))
        return found

    def filled_cell(self, rows: range, left: int, right: int) -> tuple[int, int] | None:
        """The first cell of some rows and columns that shows anything."""
        for at in range(bisect_left(self.numbers, rows.start), bisect_left(self.numbers, rows.stop)):
            for cell in self.cells(self.numbers[at]):
                if left <= cell.column <= right and cell.filled:
                    return self.numbers[at], cell.column
        return None

    def areas(self, names: str, attribute: str = "ref") -> Iterator[tuple[Tag, Area]]:
        """The areas that elements outside the cells name, such as merged cells."""
        for start, stop in ((0, self.data_start), (self.data_end, len(self.scan))):
            for tag in tags(self.scan, names, start, stop):
                if area := area_of(tag.attribute(attribute) or ""):
                    yield tag, area

    @cached_property
    def merged(self) -> list[Area]:
        """The areas of merged cells."""
        return [area for _, area in self.areas("mergeCell")]

    @cached_property
    def arrays(self) -> list[Area]:
        """The areas that one formula fills as a whole."""
        return [*self._arrays()]

    def _arrays(self) -> Iterator[Area]:
        if not re.search(rb"""t=["'](?:array|dataTable)""", self.scan):
            return
        for formula in re.finditer(rb"<(?:[\w.-]+:)?f\s[^>]*?\bt=[\"'](?:array|dataTable)[^>]*>", self.scan):
            found = re.search(rb"""\sref=["']([^"']*)""", formula[0])
            if found and (area := area_of(found[1].decode())):
                yield area

    def put(self, row: int, cells: Mapping[int, tuple[int | None, Content]]) -> None:
        """Give cells of a row, by column, a format (None for the one they have) and what they hold."""
        tag = self.row_tag(row)
        if tag is None:
            made = "".join(self._cell(row, column, *cells[column]) for column in sorted(cells))
            row_xml = f'<{self.prefix}row r="{row + 1}">{made}</{self.prefix}row>'
            below = bisect_left(self.numbers, row)
            at = self.starts[below] if below < len(self.numbers) else self.data_end
            self.edits.append((at, at, self._bytes(row_xml)))
            return
        there = {cell.column: cell for cell in self.cells(row)}
        if new := sorted(cells.keys() - there.keys()):
            self._add_cells(row, tag, there, {column: cells[column] for column in new})
        for column in sorted(cells.keys() & there.keys()):
            style, content = cells[column]
            cell = there[column]
            written = cell_xml(content, self.prefix)
            attributes = {"t": content.kind or None, "cm": content.metadata, "vm": None, "ph": None}
            head = with_attributes(cell.tag.text, attributes | ({} if style is None else {"s": str(style)}))
            head = head.removesuffix(b">").removesuffix(b"/")
            tail = f">{written}</{self.prefix}c>" if written else "/>"
            self.edits.append((cell.start, cell.stop, head + self._bytes(tail)))

    def put_value(self, cell: CellSpan, kind: str, value: str | None, formula: str = "") -> None:
        """Give a cell with a formula another value, or none, and another formula where one is given."""
        kept = self.xml[cell.tag.stop : cell.stop]
        for old in [*tags(cell.inside, "v|is")][::-1]:
            name = "is" if old.text[1 + len(old.prefix) :].startswith(b"is") else "v"
            kept = kept[: old.start] + kept[element_end(cell.inside, old, name) :]
        if formula and (tag := first_tag(kept, "f")):
            kept = kept[: tag.stop] + self._bytes(escape(formula)) + kept[kept.index(b"<", tag.stop) :]
        written = "" if value is None else f"<{cell.tag.prefix}v>{escape(value)}</{cell.tag.prefix}v>"
        end = kept.rindex(b"</")
        head = with_attributes(cell.tag.text, {"t": kind or None})
        self.edits.append((cell.start, cell.stop, head + kept[:end] + self._bytes(written) + kept[end:]))

    def _add_cells(
        self, row: int, tag: Tag, there: Mapping[int, CellSpan], new: Mapping[int, tuple[int | None, Content]]
    ) -> None:
        # The columns that a row spans are only a hint, and it would be wrong now.
        head = with_attributes(tag.text, {"spans": None})
        if tag.closed:
            made = "".join(self._cell(row, column, *cell) for column, cell in new.items())
            whole = head.removesuffix(b">").removesuffix(b"/") + self._bytes(f">{made}</{self.prefix}row>")
            self.edits.append((tag.start, tag.stop, whole))
            return
        self.edits.append((tag.start, tag.stop, head))
        end = self.scan.rindex(b"</", tag.stop, element_end(self.scan, tag, "row"))
        for column, cell in new.items():
            at = min((each.start for each in there.values() if each.column > column), default=end)
            self.edits.append((at, at, self._bytes(self._cell(row, column, *cell))))

    def _cell(self, row: int, column: int, style: int | None, content: Content) -> str:
        attributes = "".join(
            f' {name}="{value}"'
            for name, value in (("s", style or None), ("t", content.kind or None), ("cm", content.metadata))
            if value is not None
        )
        written = cell_xml(content, self.prefix)
        head = f'<{self.prefix}c r="{place(row, column)}"{attributes}'
        return f"{head}>{written}</{self.prefix}c>" if written else f"{head}/>"

    def _bytes(self, text: str) -> bytes:
        return text.encode(self.encoding, "xmlcharrefreplace")
