"""The values of LAMBDA functions in a workbook, by two engines that know LAMBDA: IronCalc and formulon.

IronCalc has no arrays; formulon has, but knows no optional parameters: it is given a copy in which they are plain ones,
and wants every argument of a call, be it empty.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import formulon
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from support.engines import Cells, written_values
from support.package import Package, Value

_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def formulon_values(path: Path | str) -> Cells:
    """The formula cells as formulon works them out."""
    values: Cells = {}
    cells = written_values(path)
    with formulon.Workbook.load(_without_optional(Path(path))) as book:
        book.recalc()
        numbers = {sheet.name: number for number, sheet in enumerate(Package(path).sheets)}
        for sheet, ref in cells:
            letters, row = coordinate_from_string(ref)
            value = book.get_value(numbers[sheet], row - 1, column_index_from_string(letters) - 1)
            values[sheet, ref] = _content(value)
    return values


def _content(value: Any) -> Value:
    if value.kind is not formulon.ValueKind.ERROR:
        content: Value = value.to_python()
        return content
    return _ERRORS[value.error_code] if value.error_code < len(_ERRORS) else f"error {value.error_code}"


def _without_optional(path: Path) -> bytes:
    copy = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"_xlop.", b"_xlpm.") if name == "xl/workbook.xml" else content)
    return copy.getvalue()
