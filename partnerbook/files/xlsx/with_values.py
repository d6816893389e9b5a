"""A copy of a workbook with other values in its formula cells, and nothing else changed: not a byte of any other part.

The values are put into the sheets' XML where they stand. So styles, charts, macros, comments and all that a library
could not write again are kept as they are.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.disk import write_file
from partnerbook.files.xlsx.areas import area_of
from partnerbook.files.xlsx.package import Package
from partnerbook.files.xlsx.parts import Parts
from partnerbook.files.xlsx.raw_zip import write_zip
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.spans import edited

_ERROR = re.compile(r"#[A-Z/0]+[!?]?")

Value = float | str | bool | None


def write_values(path: Path, output: Path, values: Mapping[tuple[str, str], Value]) -> None:
    """Write a copy of a workbook `with_values`, whole or not at all.

    Errors: PartnerbookError for what `with_values` refuses, and where the file cannot be written.
    """
    data = with_values(path.read_bytes(), values)
    write_file(output, lambda stream: stream.write(data))


def with_values(data: bytes, values: Mapping[tuple[str, str], Value]) -> bytes:
    """The workbook with these values by sheet and cell; everything else is as it was.

    Errors: PartnerbookError for a cell that the file does not have, as when an array has grown.
    """
    parts, copy = Parts(Package(data, Sentence("The workbook"))), BytesIO()
    by_sheet: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    for (sheet, cell), value in values.items():
        by_sheet[sheet][cell] = value
    for sheet, cells in by_sheet.items():
        part = parts.sheets[sheet]
        xml = SheetXml(parts.read(part), part)
        for cell, value in cells.items():
            _put(xml, part, cell, value)
        parts.replace(part, edited(xml.xml, xml.edits))
    write_zip(parts.package.zip, copy, parts.new)
    return copy.getvalue()


def _put(xml: SheetXml, part: str, place: str, value: Value) -> None:
    area = area_of(place)
    cell = xml.cell(area.top, area.left) if area else None
    if cell is None:
        raise PartnerbookError(
            "{part} has no cell {place} to write to: an array has another size now. Open it in Excel.",
            part=part,
            place=place,
        )
    xml.put_value(cell, *_typed(value))


def _typed(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return ("e" if _ERROR.fullmatch(value) else "str"), value
    return ("str", "") if value is None else ("", repr(value).removesuffix(".0"))
