"""Every text of a workbook that a person can see, by where it stands, for comparing what languages make of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from support.package import Package

_CHART_TEXT = re.compile(r"<a:t>([^<]*)</a:t>")
_SHOWS_NOTHING = ";;;"  # the format of codes
_QUOTED = re.compile(r'"([^"]+)"')


def seen_texts(path: Path) -> dict[str, str]:
    """The texts of cells, notes, input hints, charts, footers, formats, properties and the sheets' own names."""
    return {where: text for where, text in _texts(path) if any(map(str.isalpha, text))}


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    workbook = load_workbook(path, data_only=True)
    for number, sheet in enumerate(workbook.worksheets):
        yield f"{number} name", sheet.title
        if sheet.sheet_state == "visible":
            yield from _of_cells(number, sheet)
        yield from _of_page(number, sheet)
        for table in sheet.tables.values():
            for at, column in enumerate(table.tableColumns):
                yield f"table {table.name} {at}", column.name
    for part in ("title", "subject", "description", "keywords", "category"):
        yield f"property {part}", getattr(workbook.properties, part) or ""
    package = Package(path)
    for name in package.names:
        if name.startswith("xl/charts/chart"):
            for at, text in enumerate(_CHART_TEXT.findall(package.content(name).decode())):
                yield f"{name} {at}", text


def _of_cells(number: int, sheet: Any) -> Iterator[tuple[str, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.number_format != _SHOWS_NOTHING:
                yield f"{number} {cell.coordinate}", cell.value
            if cell.comment:
                yield f"{number} {cell.coordinate} note", cell.comment.text
            for at, text in enumerate(_QUOTED.findall(cell.number_format)):
                yield f"{number} {cell.coordinate} format {at}", text


def _of_page(number: int, sheet: Any) -> Iterator[tuple[str, str]]:
    """The texts of input hints and of footers."""
    for at, rule in enumerate(sheet.data_validations.dataValidation):
        for part in ("promptTitle", "prompt", "errorTitle", "error"):
            yield f"{number} rule {at} {part}", getattr(rule, part) or ""
    for part in ("oddHeader", "oddFooter"):
        for side in ("left", "center", "right"):
            yield f"{number} {part} {side}", getattr(getattr(sheet, part), side).text or ""
