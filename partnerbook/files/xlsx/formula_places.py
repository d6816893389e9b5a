"""Where formulas stand in a workbook beside its cells: names, rules, sparklines, charts, pivots, lists of controls."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from xml.sax.saxutils import escape, unescape

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.xlsx.areas import area_of
from partnerbook.files.xlsx.formula_cells import QUOTES
from partnerbook.files.xlsx.grown_formula import Spot
from partnerbook.files.xlsx.parts import WORKBOOK, Parts
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import Edit, Tag, element_end, encoding_of, tags, visible, with_attributes

_FILTER, _TITLES = "_xlnm._FilterDatabase", "_xlnm.Print_Titles"
_HOLDERS = "dataValidation|conditionalFormatting|cfRule|sparkline"
_FORMULAS = "formula1|formula2|formula|f"


class FormulaPlace(NamedTuple):
    """A formula that is no cell's: its text, how it is read, what a person calls the place, and where it is written.

    That is from `start` to `stop` in a part's XML; of an attribute, in the tag that is there (`name` is its own). Of a
    place without a `where` nothing is told: another one says the same.
    `group` is of what must be taken together, as the ranges of one chart.
    """

    part: str
    start: int
    stop: int
    text: str
    spot: Spot
    where: str
    name: str = ""
    tag: Tag | None = None
    group: str = ""

    def edit(self, text: str) -> Edit:
        """The edit that puts another formula there."""
        if self.tag:
            return self.start, self.stop, with_attributes(self.tag.text, {self.name: text})
        return self.start, self.stop, escape(text).encode("utf-8")


def rules_of(sheet: SheetXml, name: str) -> Iterator[FormulaPlace]:
    """The formulas of a sheet's checks of what is entered, conditional formats and sparklines, and its filter."""
    for tag, filtered in sheet.areas("autoFilter"):
        spot, where = Spot(name, filters=True), Sentence("the filter of {name}", name=name)
        yield FormulaPlace(sheet.part, tag.start, tag.stop, str(filtered), spot, where, "ref", tag)
    kind, holder = "", None
    for tag in tags(sheet.scan, f"{_HOLDERS}|{_FORMULAS}", sheet.data_end):
        called = _name(tag)
        if called in _HOLDERS.split("|"):
            kind, holder = (kind, holder) if called == "cfRule" else (called, tag)
            continue
        stop = sheet.scan.find(b"<", tag.stop)
        text = unescape(sheet.scan[tag.stop : stop].decode(sheet.encoding), QUOTES)
        if tag.closed or holder is None or not text.strip():
            continue
        cells = holder.attribute("sqref") or _cells_behind(sheet.scan, stop)
        area = area_of(cells)
        moves = kind != "sparkline" and (area is None or area[:2] != area[2:])
        listed = kind == "sparkline" or (kind == "dataValidation" and holder.attribute("type") == "list")
        called = _DROP_DOWN if listed and kind == "dataValidation" else _CALLED[kind]
        where = Sentence(called, cells=f"{name}!{cells}")
        yield FormulaPlace(sheet.part, tag.stop, stop, text, Spot(name, None, moves, listed), where)


_DROP_DOWN = "the drop-down of {cells}"
_CALLED = {
    "dataValidation": "the rule of what is entered in {cells}",
    "conditionalFormatting": "the conditional format of {cells}",
    "sparkline": "the sparkline in {cells}",
}


def _cells_behind(xml: bytes, at: int) -> str:
    """The cells that are named in an element behind a formula, as Excel 2010 and later do."""
    begin = xml.find(b"sqref>", at) + len(b"sqref>")
    return xml[begin : xml.find(b"<", begin)].decode()


def _name(tag: Tag) -> str:
    return tag.text[1 + len(tag.prefix) :].replace(b"/", b" ").replace(b">", b" ").split()[0].decode()


def other_places(parts: Parts) -> Iterator[FormulaPlace]:
    """The formulas of a workbook's names, charts, pivots and controls."""
    yield from _names(parts)
    sheets = {part: name for name, part in parts.sheets.items()}
    sheets |= {
        each.target: Sentence("a sheet of its own") for each in parts.relations(WORKBOOK) if each.kind == "chartsheet"
    }
    pivots: dict[str, str] = dict.fromkeys(parts.related(WORKBOOK, "pivotCacheDefinition"), "")
    for part, name in sheets.items():
        for drawing in parts.related(part, "drawing"):
            for chart in (*parts.related(drawing, "chart"), *parts.related(drawing, "chartEx")):
                yield from _texts(parts, chart, "f", Sentence("a chart on {name}", name=name), name)
        for control in parts.related(part, "ctrlProp"):
            yield from _attributes(
                parts, control, "formControlPr", "fmlaRange", Sentence("a list on {name}", name=name), name
            )
        for drawing in parts.related(part, "vmlDrawing"):
            yield from _texts(parts, drawing, "FmlaRange", Sentence("a list on {name}", name=name), name)
        for table in parts.related(part, "pivotTable"):
            for cache in parts.related(table, "pivotCacheDefinition"):
                pivots[cache] = Sentence(" on {name}", name=name)
    for cache, on in pivots.items():
        yield from _attributes(parts, cache, "worksheetSource", "ref", Sentence("the pivot table{on}", on=on), "")


def _names(parts: Parts) -> Iterator[FormulaPlace]:
    xml = parts.read(WORKBOOK)
    scan, encoding = visible(xml), encoding_of(xml, WORKBOOK)
    sheets = [tag.attribute("name") or "" for tag in tags(scan, "sheet")]
    for tag in tags(scan, "definedName"):
        name = tag.attribute("name") or ""
        if tag.closed or name == _TITLES:  # which has no rows of a table but its headings
            continue
        stop = scan.index(b"<", tag.stop)
        text = unescape(scan[tag.stop : stop].decode(encoding), QUOTES)
        at = tag.attribute("localSheetId") or ""
        on = sheets[int(at)] if at.isdecimal() and int(at) < len(sheets) else ""
        where = (
            Sentence("the print area of {on}", on=on)
            if name == "_xlnm.Print_Area"
            else Sentence("the name {name}", name=name)
        )
        spot = Spot(on, moves=True, filters=name == _FILTER)
        yield FormulaPlace(WORKBOOK, tag.stop, stop, text, spot, "" if spot.filters else where)


def _texts(parts: Parts, part: str, names: str, where: str, sheet: str) -> Iterator[FormulaPlace]:
    with suppress(PartnerbookError, ValueError):  # nothing of the book is in it, so it may be as it likes
        scan = visible(parts.read(part))
        for tag in tags(scan, names):
            if not tag.closed:
                stop = element_end(scan, tag, _name(tag))
                stop = scan.rindex(b"</", tag.stop, stop)
                text = unescape(scan[tag.stop : stop].decode("utf-8"), QUOTES)
                group = part if names == "f" else ""
                yield FormulaPlace(part, tag.stop, stop, text, Spot(sheet, listed=True), where, group=group)


def _attributes(parts: Parts, part: str, names: str, name: str, where: str, sheet: str) -> Iterator[FormulaPlace]:
    with suppress(PartnerbookError):
        for tag in tags(visible(parts.read(part)), names):
            told = tag.attributes()
            if text := told.get(name):
                on = told.get("sheet", sheet)
                place = Sentence("{where} from {on}", where=where, on=on) if "sheet" in told else where
                yield FormulaPlace(part, tag.start, tag.stop, text, Spot(on, listed=True), place, name, tag)
