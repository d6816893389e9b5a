"""Worksheets that a workbook gains: their parts, and what other parts must say so that they are its own."""

from collections.abc import Callable
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from partnerbook.errors import PartnerbookError
from partnerbook.files.xlsx.parts import CONTENT_TYPES, WORKBOOK, Parts
from partnerbook.files.xlsx.spans import Edit, element_end, encoding_of, first_tag, tags, visible
from partnerbook.files.xlsx.table_part import tables_on

_RELATIONS = "xl/_rels/workbook.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Spaces(NamedTuple):
    """The namespaces of a workbook's elements and of its relations, of which the strict kind has others."""

    main: str
    relations: str


class NewWorksheet(NamedTuple):
    """A worksheet to add: its name, its XML and that of its Table, which is related to it as "rId1"."""

    name: str
    sheet: str
    table: str


class NewParts:
    """Adds worksheets to the parts of a workbook, behind those that it has."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheets: list[NewWorksheet] = []
        workbook = visible(parts.read(WORKBOOK))
        self.names = {tag.attributes().get("name", "").casefold() for tag in tags(workbook, "sheet")}
        self.defined = {tag.attributes().get("name", "").casefold() for tag in tags(workbook, "definedName")}
        found = [
            (each.name.casefold(), int(tag.attribute("id") or 0))
            for part in parts.sheets.values()
            for each in tables_on(parts, part)
            for tag in tags(visible(parts.read(each.part)), "table")
        ]
        self.tables = {name for name, _ in found}
        self.last_table = max((number for _, number in found), default=0)
        self.spaces = self._spaces(workbook)

    def _spaces(self, workbook: bytes) -> Spaces:
        root = first_tag(workbook, "workbook")
        told = root.attributes() if root else {}
        prefix = root.prefix.removesuffix(":") if root else ""
        main = told.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        kinds = [each.tag.attribute("Type") or "" for each in self.parts.relations(WORKBOOK)]
        relations = next((kind.rpartition("/")[0] for kind in kinds if kind.endswith("/worksheet")), "")
        if not main or not relations:
            raise PartnerbookError(
                "{file} has no worksheet beside which another one could stand.", file=self.parts.file
            )
        return Spaces(main, relations)

    def free_sheet(self, wanted: str) -> str:
        """A name for a sheet that no other one has."""
        return _free(wanted, self.names, lambda number: f"{wanted[:28]} {number}")

    def free_table(self, wanted: str) -> str:
        """A name for a Table that no other one and no defined name has."""
        return _free(wanted, self.tables | self.defined, lambda number: f"{wanted}_{number}")

    def add(self, sheet: NewWorksheet, table_name: str) -> None:
        """Have a worksheet added; its Table is told its number by "{number}"."""
        self.names.add(sheet.name.casefold())
        self.tables.add(table_name.casefold())
        self.last_table += 1
        self.sheets.append(sheet._replace(table=sheet.table.replace("{number}", str(self.last_table))))

    def write(self) -> None:
        """Bring the worksheets into the workbook."""
        if not self.sheets:
            return
        parts, types, relations, listed = self.parts, list[str](), list[str](), list[str]()
        scan = visible(parts.read(WORKBOOK))
        known = [*tags(scan, "sheet")]
        ids = [int(tag.attribute("sheetId") or 0) for tag in known]
        named = next(name for name in known[0].attributes() if name.endswith(":id"))
        taken = {each.tag.attribute("Id") for each in parts.relations(WORKBOOK)}
        for at, sheet in enumerate(self.sheets, 1):
            number = self._number("xl/worksheets/sheet{}.xml")
            place = f"xl/worksheets/sheet{number}.xml"
            table = f"xl/tables/table{self._number('xl/tables/table{}.xml')}.xml"
            relation = next(f"rId{n}" for n in range(at, 10**6) if f"rId{n}" not in taken)
            taken.add(relation)
            self._new(place, sheet.sheet)
            self._new(table, sheet.table)
            self._new(
                f"xl/worksheets/_rels/sheet{number}.xml.rels",
                f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{self.spaces.relations}/table" '
                f'Target="../{table.removeprefix("xl/")}"/></Relationships>',
            )
            types += [
                f'PartName="/{place}" ContentType="{_CONTENT}.worksheet+xml"',
                f'PartName="/{table}" ContentType="{_CONTENT}.table+xml"',
            ]
            relations.append(
                f'Id="{relation}" Type="{self.spaces.relations}/worksheet" Target="{place.removeprefix("xl/")}"'
            )
            name = quoteattr(sheet.name)
            # Some programs declare the prefix at the workbook, and some at each sheet.
            space = f'xmlns:{named.partition(":")[0]}="{self.spaces.relations}"'
            listed.append(f'{space} name={name} sheetId="{max(ids) + at}" {named}="{relation}"')
        self._append(WORKBOOK, "sheets", "sheet", listed)
        self._append(_RELATIONS, "Relationships", "Relationship", relations)
        self._append(CONTENT_TYPES, "Types", "Override", types)

    def _number(self, form: str) -> int:
        return next(n for n in range(1, 10**6) if form.format(n) not in self.parts.names)

    def _new(self, part: str, xml: str) -> None:
        self.parts.names[part] = part
        self.parts.replace(part, [(_HEAD + xml).encode()])

    def _append(self, part: str, parent: str, child: str, elements: list[str]) -> None:
        """Put elements, given by their attributes, behind the last that a parent has."""
        xml = self.parts.read(part)
        scan = visible(xml)
        tag = first_tag(scan, parent)
        if tag is None or tag.closed:
            raise PartnerbookError(
                "{file}: its part {part} lists nothing; save it again in Excel.", file=self.parts.file, part=part
            )
        end = element_end(scan, tag, parent)
        at = scan.rindex(b"</", 0, end)
        made = "".join(f"<{tag.prefix}{child} {element}/>" for element in elements)
        edit: Edit = (at, at, made.encode(encoding_of(xml, part), "xmlcharrefreplace"))
        self.parts.change(part, [edit])


def _free(wanted: str, taken: set[str], other: Callable[[int], str]) -> str:
    if wanted.casefold() not in taken:
        return wanted
    return next(name for number in range(2, 10**6) if (name := other(number)).casefold() not in taken)
