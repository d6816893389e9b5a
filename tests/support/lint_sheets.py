"""The part of `lint` that looks into sheets: cells, merged cells, tables, validations, conditional formats, links."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from support.formulas import Known, formula_problems, rule_problems
from support.package import MAIN, REL_ID, Cell, Element, Package
from support.references import Box, box, name_problem, overlapping

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_ROWS = re.compile(r"(?<![\w.])(\$?[A-Z]{1,3}\$?)\d{1,6}(?![\w.(])")
_VALIDATION_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def sheet_problems(package: Package, part: str, known: Known) -> Iterator[str]:
    """Yield what is wrong in the worksheet `part`, the tables on it included."""
    root = package.root(part)
    cells = list(package.cells(part))
    for check in (_cells(package, cells, known), _order(cells), _columns(root), _areas(package, part)):
        for problem in check:
            yield f"{part}: {problem}"
    for check in (_validations(root, known), _conditional_formats(package, root, known), _links(package, part, known)):
        for problem in check:
            yield f"{part}: {problem}"
    headers = {cell.ref: cell for cell in cells}
    for table in package.related(part, "table"):
        if table in package.names:
            for problem in _headers(package, package.root(table), headers):
                yield f"{table}: {problem}"


def table_problems(package: Package, known: Known) -> Iterator[str]:
    """Yield what is wrong in tables, apart from the sheet that they stand on."""
    tables = list(package.parts(f"{MAIN}table"))
    for attribute in ("id", "displayName"):
        for value, count in Counter(table.get(attribute).casefold() for _, table in tables).items():
            if count > 1:
                yield f"xl/tables: {count} tables have the {attribute} {value}"
    for part, table in tables:
        for problem in (*_table_shape(table), *_table_formulas(table, known)):
            yield f"{part}: {problem}"


def _table_shape(table: Element) -> Iterator[str]:
    for name in {table.get("displayName"), table.get("name", table.get("displayName"))}:
        if wrong := name_problem(name):
            yield f"the table's name {name!r} {wrong}"
    columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
    for name, count in Counter(name.casefold() for name in columns).items():
        if count > 1:
            yield f"{count} columns are called {name!r}"
    area = box(table.get("ref"))
    if area.right - area.left + 1 != len(columns):
        yield f"{table.get('ref')} has not the width of {len(columns)} columns"
    if area.bottom - area.top < _header_rows(table) + int(table.get("totalsRowCount", 0)):
        yield f"{table.get('ref')} has no row for data"


def _table_formulas(table: Element, known: Known) -> Iterator[str]:
    for tag in ("calculatedColumnFormula", "totalsRowFormula"):
        for formula in table.iter(f"{MAIN}{tag}"):
            for problem in formula_problems(formula.text or "", known):
                yield f"{tag} {formula.text}: {problem}"


def _header_rows(table: Element) -> int:
    return int(table.get("headerRowCount", 1))


def _cells(package: Package, cells: list[Cell], known: Known) -> Iterator[str]:
    styles = "xl/styles.xml"
    formats = len(package.root(styles).findall(f"{MAIN}cellXfs/{MAIN}xf")) if styles in package.names else 1
    sound: set[str] = set()  # formulas without a fault, their rows apart: most of a column is one formula
    for cell in cells:
        if cell.style >= formats:
            yield f"{cell.ref} has cell format {cell.style} of {formats}"
        if problem := _value_problem(cell, len(package.shared_strings)):
            yield f"{cell.ref} {problem}"
        if cell.formula and (alike := _ROWS.sub(r"\1#", cell.formula)) not in sound:
            problems = formula_problems(cell.formula, known)
            yield from (f"{cell.ref} ={cell.formula}: {problem}" for problem in problems)
            if not problems:
                sound.add(alike)


def _value_problem(cell: Cell, shared_strings: int) -> str | None:
    text = cell.text
    if text is None or (text == "" and cell.formula is not None):
        return None
    match cell.kind:
        case "n":
            return None if _is_number(text) else f"is a number cell and holds {text!r}"
        case "s":
            there = text.isdecimal() and int(text) < shared_strings
            return None if there else f"points to shared text {text} of {shared_strings}"
        case "b":
            return None if text in {"0", "1"} else f"is a truth cell and holds {text!r}"
        case "e":
            return None if text in _ERRORS else f"is an error cell and holds {text!r}"
    return "holds more than 32,767 characters" if len(text) > 32_767 else None


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _order(cells: list[Cell]) -> Iterator[str]:
    before = (0, 0)
    for cell in cells:
        try:
            area = box(cell.ref)
        except ValueError as error:
            yield str(error)
            continue
        place = (area.top, area.left)
        if place <= before:
            yield f"{cell.ref} stands twice, or after a cell that follows it"
        before = place


def _columns(root: Element) -> Iterator[str]:
    spans = [
        (f"{each.get('min')} to {each.get('max')}", Box(int(each.get("min")), 1, int(each.get("max")), 1))
        for each in root.iterfind(f"{MAIN}cols/{MAIN}col")
    ]
    for one, other in overlapping(spans):
        yield f"the widths of columns {one} and {other} overlap"
    for each in root.iterfind(f"{MAIN}headerFooter/*"):
        if len(each.text or "") > 255:
            yield f"{each.tag.removeprefix(MAIN)} is longer than 255 characters"


def _areas(package: Package, part: str) -> Iterator[str]:
    """Find areas that may not overlap: merged cells, tables, the sheet's own filter."""
    root = package.root(part)
    areas = [(f"the merged cells {each.get('ref')}", box(each.get("ref"))) for each in root.iter(f"{MAIN}mergeCell")]
    for label, area in areas:
        if (area.left, area.top) == (area.right, area.bottom):
            yield f"{label} are one cell"
    for name in package.related(part, "table"):
        if name in package.names:
            table = package.root(name)
            areas.append((f"the table {table.get('displayName')} ({table.get('ref')})", box(table.get("ref"))))
    areas += [(f"the filter {each.get('ref')}", box(each.get("ref"))) for each in root.iterfind(f"{MAIN}autoFilter")]
    for one, other in overlapping(areas):
        yield f"{one} and {other} overlap"


def _headers(package: Package, table: Element, cells: dict[str, Cell]) -> Iterator[str]:
    """Find header cells that are not, to the letter, the names of the table's columns."""
    if not _header_rows(table):
        return
    area = box(table.get("ref"))
    for number, column in enumerate(table.iter(f"{MAIN}tableColumn")):
        ref = f"{get_column_letter(area.left + number)}{area.top}"
        cell = cells.get(ref)
        if cell is None or cell.kind not in {"s", "str", "inlineStr"} or cell.formula is not None:
            yield f"the header {ref} is no text"
        elif package.value(cell) != re.sub("_x000[aA]_", "\n", column.get("name")):
            yield f"the header {ref} is {package.value(cell)!r}, the column {column.get('name')!r}"


def _validations(root: Element, known: Known) -> Iterator[str]:
    for each in root.iter(f"{MAIN}dataValidation"):
        where = f"the data validation of {each.get('sqref')}"
        for attribute, limit in _VALIDATION_LIMITS.items():
            if len(each.get(attribute, "")) > limit:
                yield f"{where}: {attribute} is longer than {limit} characters"
        for formula in each.iterfind("*"):
            text = formula.text or ""
            if re.fullmatch('"[^"]*"', text) and each.get("type") == "list":
                if len(text) > 257:
                    yield f"{where}: its list is longer than 255 characters"
            else:
                for problem in rule_problems(text, known):
                    yield f"{where}: {text}: {problem}"


def _conditional_formats(package: Package, root: Element, known: Known) -> Iterator[str]:
    part = "xl/styles.xml"
    formats = len(package.root(part).findall(f"{MAIN}dxfs/{MAIN}dxf")) if part in package.names else 0
    for rules in root.iter(f"{MAIN}conditionalFormatting"):
        where = f"the conditional format of {rules.get('sqref')}"
        for rule in rules.iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId", -1)) >= formats:
                yield f"{where} has format {rule.get('dxfId')} of {formats}"
            for formula in rule.iter(f"{MAIN}formula"):
                for problem in rule_problems(formula.text or "", known):
                    yield f"{where}: {formula.text}: {problem}"


def _links(package: Package, part: str, known: Known) -> Iterator[str]:
    links = list(package.root(part).iter(f"{MAIN}hyperlink"))
    targets = {each.id: each.target for each in package.relations(part)}
    if len(links) > 65_530:
        yield f"{len(links)} links are more than 65,530"
    for link in links:
        target = targets.get(link.get(REL_ID), "#")  # none: the link stays within the workbook
        location = link.get("location") or target[1:]
        if location and target.startswith("#"):
            for problem in formula_problems(location, known):
                yield f"the link of {link.get('ref')} to {location}: {problem}"
