"""Excel's own Tables: where they stand, and their parts' XML once they have grown."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr, unescape

from partnerbook.files.xlsx.areas import Area, area_of, grown
from partnerbook.files.xlsx.formula_cells import QUOTES
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.spans import Edit, element_end, encoding_of, first_tag, tags, visible, with_attributes


class ColumnFormula(NamedTuple):
    """The formula that every cell of a Table's column has; `array` is whether it is one of arrays."""

    text: str
    array: bool


class ExcelTable(NamedTuple):
    """A Table: its part, its name, its cells with headings and totals, and the formulas of its columns.

    `kind` is what its rows come from where that is not the sheet, such as "queryTable".
    """

    part: str
    name: str
    area: Area
    headings: bool
    totals: bool
    kind: str
    formulas: Sequence[ColumnFormula | None]


def tables_on(parts: Parts, sheet_part: str) -> Iterator[ExcelTable]:
    """The Tables of a sheet."""
    for part in parts.related(sheet_part, "table"):
        xml = visible(parts.read(part))
        tag = first_tag(xml, "table")
        area = area_of((tag and tag.attribute("ref")) or "")
        if tag and area:
            told = tag.attributes()
            yield ExcelTable(
                part,
                told.get("displayName", ""),
                area,
                headings=told.get("headerRowCount", "1") != "0",
                totals=told.get("totalsRowCount", "0") != "0",
                kind="" if told.get("tableType", "worksheet") == "worksheet" else told["tableType"],
                formulas=list(_formulas(xml, encoding_of(xml, part))),
            )


def _formulas(xml: bytes, encoding: str) -> Iterator[ColumnFormula | None]:
    for column in tags(xml, "tableColumn"):
        stop = element_end(xml, column, "tableColumn")
        formula = next(tags(xml, "calculatedColumnFormula", column.stop, stop), None)
        if formula is None or formula.closed:
            yield None
        else:
            text = xml[formula.stop : xml.index(b"<", formula.stop)].decode(encoding)
            yield ColumnFormula(unescape(text), formula.attribute("array") in ("1", "true"))


def column_formulas(xml: bytes, part: str) -> Iterator[tuple[int, int, str]]:
    """The formulas that all cells of a Table's columns have, each with where it stands in the part."""
    scan, encoding = visible(xml), encoding_of(xml, part)
    for tag in tags(scan, "calculatedColumnFormula"):
        if not tag.closed:
            stop = scan.index(b"<", tag.stop)
            yield tag.stop, stop, unescape(scan[tag.stop : stop].decode(encoding), QUOTES)


class Extended(NamedTuple):
    """A Table that reaches down to another last row, and has columns more with these headings."""

    table: ExcelTable
    bottom: int
    headings: tuple[str, ...] = ()

    @property
    def area(self) -> Area:
        """Its cells now."""
        area = self.table.area
        return area._replace(bottom=self.bottom, right=area.right + len(self.headings))

    @property
    def widened(self) -> ExcelTable:
        """The Table with its new columns, in the rows that it has."""
        return self.table._replace(area=self.table.area._replace(right=self.area.right))


def extended_table(xml: bytes, now: Extended) -> list[Edit]:
    """The edits by which a Table's part says how far it reaches now."""
    scan, area = visible(xml), now.table.area
    edits: list[Edit] = []
    for tag in tags(scan, "table|autoFilter|sortState"):
        told = grown(tag.attribute("ref") or "", area, now.bottom)
        if (here := area_of(told)) and here.right == area.right and here.left == area.left and here.top == area.top:
            told = str(here._replace(right=now.area.right))
        edits.append((tag.start, tag.stop, with_attributes(tag.text, {"ref": told})))
    columns, listed = first_tag(scan, "tableColumns"), [*tags(scan, "tableColumn")]
    if now.headings and columns:
        count, first = len(listed) + len(now.headings), 1 + max(int(tag.attribute("id") or 0) for tag in listed)
        made = "".join(
            f'<{columns.prefix}tableColumn id="{number}" name={quoteattr(heading)}/>'
            for number, heading in enumerate(now.headings, first)
        )
        end = scan.index(f"</{columns.prefix}tableColumns".encode(), columns.stop)
        edits.append((columns.start, columns.stop, with_attributes(columns.text, {"count": str(count)})))
        edits.append((end, end, made.encode(encoding_of(xml, now.table.part), "xmlcharrefreplace")))
    return edits
