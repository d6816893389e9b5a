"""What makes Excel offer to repair a workbook, or show it otherwise than meant.

Excel refuses much that is valid by the schema, that the Open XML SDK passes and LibreOffice opens without a word: a
table whose header cell differs from its column's name, two tables that share a cell, a name that reads as a cell.
Nothing but Excel itself knows all of it; here is what is known of it, checked on the file alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from support.formulas import Known, formula_problems
from support.lint_sheets import sheet_problems, table_problems
from support.package import CHART, CONTENT_TYPES, MAIN, WORKBOOK, Element, Package
from support.references import name_problem

_FORMAT_CODE = re.compile(r"general|am/pm|a/p|e[+-]|[dmyhs]+", re.IGNORECASE)
_FORMAT_BRACKETS = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|[<>=]{1,2}-?[\d.]+|\$.*|h+|m+|s+", re.IGNORECASE
)


def problems(path: Path | str, functions: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with the workbook, each as "part: text"; `functions` are those that an add-in brings."""
    package = Package(path)
    broken = list(_unreadable(package))
    if broken:
        return broken
    known = _known(package, functions)
    found = [
        *_packaging(package),
        *_sheet_list(package),
        *_names(package, known),
        *_styles(package),
        *_strings(package),
        *_charts(package, known),
        *table_problems(package, known),
    ]
    for sheet in package.sheets:
        if sheet.part in package.names and package.root(sheet.part).tag == f"{MAIN}worksheet":
            found += sheet_problems(package, sheet.part, known)
    return found


def _known(package: Package, functions: Iterable[str]) -> Known:
    names = package.root(WORKBOOK).iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    return Known(
        sheets=frozenset(sheet.name.casefold() for sheet in package.sheets),
        names=frozenset(each.get("name").casefold() for each in names),
        tables={
            table.get("displayName").casefold(): frozenset(
                column.get("name").casefold() for column in table.iter(f"{MAIN}tableColumn")
            )
            for _, table in package.parts(f"{MAIN}table")
        },
        functions=frozenset(each.casefold() for each in functions),
    )


def _unreadable(package: Package) -> Iterator[str]:
    for part in (CONTENT_TYPES, WORKBOOK):
        if part not in package.names:
            yield f"{part}: is missing"
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            try:
                package.root(name)
            except etree.XMLSyntaxError as error:
                yield f"{name}: is no XML ({error})"


def _packaging(package: Package) -> Iterator[str]:
    for name, count in Counter(name.lower() for name in package.names).items():
        if count > 1:
            yield f"{name}: is {count} times in the file"
    types = package.root(CONTENT_TYPES)
    parts = {each.get("PartName", "").lstrip("/") for each in types}
    extensions = {each.get("Extension", "").lower() for each in types}
    for part in sorted(parts - set(package.names) - {""}):
        yield f"{CONTENT_TYPES}: names {part}, which is missing"
    for name in package.names:
        if name not in parts | {CONTENT_TYPES} and name.rpartition(".")[2].lower() not in extensions:
            yield f"{name}: has no content type"
    for source in ["", *package.names]:
        relations = package.relations(source)
        for each, count in Counter(relation.id for relation in relations).items():
            if count > 1:
                yield f"{source}: {count} relationships are called {each}"
        for relation in relations:
            if relation.external and len(relation.target) > 2079:
                yield f"{source}: a link is longer than 2,079 characters"
            elif not relation.external and relation.kind != "hyperlink" and relation.target not in package.names:
                yield f"{source}: relationship {relation.id} points to {relation.target}, which is missing"


def _sheet_list(package: Package) -> Iterator[str]:
    for name, count in Counter(sheet.name.casefold() for sheet in package.sheets).items():
        if count > 1:
            yield f"{WORKBOOK}: {count} sheets are called {name!r}"
    for sheet in package.sheets:
        if not 1 <= len(sheet.name) <= 31:
            yield f"{WORKBOOK}: the sheet name {sheet.name!r} has not 1 to 31 characters"
        if re.search(r"[\[\]:*?/\\]|^'|'$", sheet.name):
            yield f"{WORKBOOK}: the sheet name {sheet.name!r} has characters that it may not have"
        if sheet.name.casefold() == "history":
            yield f"{WORKBOOK}: the sheet name {sheet.name!r} is Excel's own"
    visible = [sheet for sheet in package.sheets if sheet.state == "visible"]
    if not visible:
        yield f"{WORKBOOK}: no sheet is visible"
    view = package.root(WORKBOOK).find(f"{MAIN}bookViews/{MAIN}workbookView")
    active = int(view.get("activeTab", 0)) if view is not None else 0
    if active >= len(package.sheets) or package.sheets[active] not in visible:
        yield f"{WORKBOOK}: the sheet to be shown first is missing or hidden"
    selected = [sheet.name for sheet in visible if _is_selected(package, sheet.part)]
    if len(selected) > 1:
        yield f"{WORKBOOK}: {', '.join(selected)} are selected together: what is typed into one goes into all"


def _is_selected(package: Package, part: str) -> bool:
    views = package.root(part).iter(f"{MAIN}sheetView") if part in package.names else ()
    return any(view.get("tabSelected") in {"1", "true"} for view in views)


def _names(package: Package, known: Known) -> Iterator[str]:
    seen = set()
    for each in package.root(WORKBOOK).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        name, scope = each.get("name"), each.get("localSheetId")
        where = f"{WORKBOOK}: the name {name}"
        if (name.casefold(), scope) in seen:
            yield f"{where} is given twice"
        seen.add((name.casefold(), scope))
        if scope is not None and int(scope) >= len(package.sheets):
            yield f"{where} belongs to a sheet that is not there"
        if not name.startswith("_xlnm.") and (wrong := name_problem(name)):
            yield f"{where} {wrong}"
        if name.casefold() in known.tables:
            yield f"{where} is a table's name too"
        for wrong in formula_problems(each.text or "", known):
            yield f"{where}: {wrong}"


def _styles(package: Package) -> Iterator[str]:
    part = "xl/styles.xml"
    if part not in package.names:
        return
    styles = package.root(part)
    lists = {"fontId": "fonts/font", "fillId": "fills/fill", "borderId": "borders/border", "xfId": "cellStyleXfs/xf"}
    sizes = {each: len(styles.findall("/".join(MAIN + tag for tag in path.split("/")))) for each, path in lists.items()}
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    cell_formats = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
    if len(cell_formats) > 64_000:
        yield f"{part}: {len(cell_formats)} cell formats are more than 64,000"
    for number, each in enumerate(cell_formats):
        for attribute, size in sizes.items():
            if int(each.get(attribute, 0)) >= max(size, 1):
                yield f"{part}: cell format {number} has {attribute} {each.get(attribute)} of {size}"
        if int(each.get("numFmtId", 0)) >= 164 and each.get("numFmtId") not in formats:
            yield f"{part}: cell format {number} has number format {each.get('numFmtId')}, which is missing"
    for code in formats.values():
        if wrong := _number_format_problem(code):
            yield f"{part}: the number format {code!r} {wrong}"


def _number_format_problem(code: str) -> str | None:
    if len(code) > 255:
        return "is longer than 255 characters"
    rest = re.sub(r'"[^"]*"', "", re.sub(r"\\.|_.|\*.", "", code))
    if '"' in rest:
        return "has a quote that is not closed"
    for inside in re.findall(r"\[([^\]]*)\]", rest):
        if not _FORMAT_BRACKETS.fullmatch(inside):
            return f"has [{inside}]"
    rest = re.sub(r"\[[^\]]*\]", "", rest)
    if rest.count(";") > 3:
        return "has more than four sections"
    letters = re.sub(r"[^A-Za-z]", "", _FORMAT_CODE.sub("", rest.replace("@", "")))
    return f"has {letters!r} outside quotes" if letters else None


def _strings(package: Package) -> Iterator[str]:
    for number, text in enumerate(package.shared_strings):
        if len(text) > 32_767:
            yield f"xl/sharedStrings.xml: text {number} is longer than 32,767 characters"


def _charts(package: Package, known: Known) -> Iterator[str]:
    for part, chart in package.parts(f"{CHART}chartSpace"):
        if chart.find(f"{CHART}roundedCorners") is None:
            yield f'{part}: without <c:roundedCorners val="0"/> Excel rounds the corners'
        axes = list(chart.iter(*(f"{CHART}{kind}Ax" for kind in ("cat", "val", "date", "ser"))))
        for axis in axes:
            if axis.find(f"{CHART}delete") is None:
                yield f'{part}: without <c:delete val="0"/> Excel shows no {etree.QName(axis).localname}'
        yield from _axes(part, chart, axes)
        for separator in chart.iter(f"{CHART}separator"):
            if separator.get("val") is not None:
                yield f"{part}: a label's separator is an attribute; it should be the element's text"
        for reference in chart.iter(f"{CHART}f"):
            for wrong in formula_problems(reference.text or "", known):
                yield f"{part}: {reference.text}: {wrong}"


def _axes(part: str, chart: Element, axes: list[Element]) -> Iterator[str]:
    there = [axis.find(f"{CHART}axId").get("val") for axis in axes]
    for axis, count in Counter(there).items():
        if count > 1:
            yield f"{part}: {count} axes have the number {axis}"
    for tag in ("axId", "crossAx"):
        for each in chart.iter(f"{CHART}{tag}"):
            if each.get("val") not in there:
                yield f"{part}: {tag} {each.get('val')} is no axis of the chart"
