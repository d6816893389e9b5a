"""A workbook as what it is on disk: a zip of XML parts tied together by relationships.

The checks read this and not openpyxl's view of the file: openpyxl wrote it, and would not see its own slips.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA, _VALUE, _INLINE = f"{MAIN}f", f"{MAIN}v", f"{MAIN}is"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"

Value = float | str | bool | None
Element = Any  # lxml has no types


class Relation(NamedTuple):
    """One arrow from a part to another part, or out of the file."""

    id: str
    kind: str  # the last word of its type: "worksheet", "table", "chart"
    target: str  # the part's name in the zip, or an address
    external: bool


class Sheet(NamedTuple):
    name: str
    part: str
    state: str  # "visible", "hidden", "veryHidden"


class Cell(NamedTuple):
    """A cell as written: `kind` is its `t` attribute, `text` what stands in its value, None when there is no value."""

    ref: str
    kind: str
    text: str | None
    formula: str | None
    style: int


class Package:
    """The parts of the workbook at `path`. XML parts are parsed once, when first asked for."""

    def __init__(self, path: Path | str) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self._bytes = {name: archive.read(name) for name in self.names}
        self._roots: dict[str, Element] = {}

    def content(self, part: str) -> bytes:
        """Return the part as it is written."""
        return self._bytes[part]

    def root(self, part: str) -> Element:
        """Return the part's root element."""
        if part not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._roots[part] = etree.fromstring(self._bytes[part], parser)
        return self._roots[part]

    def parts(self, tag: str) -> Iterator[tuple[str, Element]]:
        """Yield name and root of every XML part whose root is `tag`."""
        for name in self.names:
            if name.endswith(".xml") and self.root(name).tag == tag:
                yield name, self.root(name)

    def relations(self, part: str) -> list[Relation]:
        """Return the relationships of `part`; "" stands for the package itself."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._bytes:
            return []
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                each.get("Target", "") if external else _absolute(folder, each.get("Target", "")),
                external,
            )
            for each in self.root(rels)
            for external in [each.get("TargetMode") == "External"]
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that `part` points to with relationships of this kind."""
        return [each.target for each in self.relations(part) if each.kind == kind]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets in the order of their tabs."""
        targets = {each.id: each.target for each in self.relations(WORKBOOK)}
        return [
            Sheet(each.get("name", ""), targets.get(each.get(REL_ID), ""), each.get("state", "visible"))
            for each in self.root(WORKBOOK).iterfind(f"{MAIN}sheets/{MAIN}sheet")
        ]

    @cached_property
    def shared_strings(self) -> list[str]:
        """The texts that cells of kind "s" point to by number."""
        if "xl/sharedStrings.xml" not in self.names:
            return []
        return [_plain_text(item) for item in self.root("xl/sharedStrings.xml").iterfind(f"{MAIN}si")]

    def cells(self, part: str) -> Iterator[Cell]:
        """Yield the cells of the worksheet in `part`, row by row."""
        for cell in self.root(part).iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"):
            formula, text = None, None
            for child in cell:
                tag = child.tag
                if tag == _FORMULA:
                    formula = child.text or ""
                elif tag == _VALUE:
                    text = child.text or ""
                elif tag == _INLINE:
                    text = _plain_text(child)
            yield Cell(cell.get("r", ""), cell.get("t", "n"), text, formula, int(cell.get("s", 0)))

    def value(self, cell: Cell) -> Value:
        """Return what the cell shows: dates as serial numbers, errors as their text."""
        if cell.text is None:
            return None
        match cell.kind:
            case "s":
                return self.shared_strings[int(cell.text)]
            case "b":
                return cell.text in {"1", "true"}
            case "n":
                return float(cell.text) if cell.text else None
            case _:
                return cell.text


def _absolute(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _plain_text(item: Element) -> str:
    """Return the text of a string item without its formats and its reading aids (phonetics)."""
    runs = [item.find(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t")]
    return "".join(run.text or "" for run in runs if run is not None)
