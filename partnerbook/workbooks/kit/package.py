"""Writing the .xlsx package: formulas with their values, long tables streamed, the same bytes every time.

openpyxl writes a formula without its value, so that previews, mail and pandas show nothing; and it holds every
cell of a long table in memory. This writer fills both gaps through openpyxl's own writer classes, which is why
`pyproject.toml` pins openpyxl's minor version and `tests/workbooks/kit/test_package.py` watches it.
"""

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import IO, Any, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell._writer import write_cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from partnerbook.files.xlsx.text import begins_like_formula, kept_text

_EPOCH = dt.date(1899, 12, 30).toordinal()
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_ROWS_AT_ONCE = 100


class BulkColumn(NamedTuple):
    """A column of streamed rows: its cell format, the same for a text that begins like a formula, formula and values.

    The formula is without "=", and empty unless every cell has it. "{row}" in it stands for the number of its own row,
    "{above}" for that of the one above, "{first}" and "{last}" for those of its block: in long tables a plain reference
    is worked out many times faster than a Table's.
    """

    style_id: int
    quoted_id: int
    formula: str
    values: Sequence[object]


class Bulk(NamedTuple):
    """Rows written below a sheet's own cells without becoming cell objects, in columns of one length.

    `spare` empty rows follow them. `blocks` are the first and the last row, on another sheet, of what each is about.
    """

    first_row: int
    columns: Sequence[BulkColumn]
    spare: int = 0
    blocks: Sequence[tuple[int, int]] = ()

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.columns[0].values) + self.spare - 1


def xml_text(text: str) -> str:
    """The text as XML character data, without the characters XML cannot hold.

    >>> xml_text("a<b & c")
    'a&lt;b &amp; c'
    """
    return escape(kept_text(text))


def serial(day: dt.date) -> int:
    """A day as a number, as spreadsheets count days.

    >>> serial(dt.date(2000, 1, 1))
    36526
    """
    return day.toordinal() - _EPOCH


@lru_cache(maxsize=20_000, typed=True)  # most values of a long table occur again and again
def cached(value: object) -> tuple[str, str]:
    """A value as a cell holds it: its type attribute ("" for a number) and its text.

    >>> cached(Decimal("1.50")), cached(dt.date(2026, 1, 1)), cached("x"), cached(True)
    (('', '1.5'), ('', '46023'), ('str', 'x'), ('b', '1'))
    """
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int):
        return "", str(value)
    if isinstance(value, Decimal | float):
        return "", repr(float(value) + 0.0).removesuffix(".0")  # there is no minus before zero
    if isinstance(value, dt.datetime):
        return "", repr(to_excel(value))
    if isinstance(value, dt.date):
        return "", str(serial(value))
    return "str", "" if value is None else kept_text(str(value))


def bulk_xml(bulk: Bulk) -> Iterator[str]:
    """The `<row>` elements of a bulk, some rows at a time."""
    columns = list(enumerate(bulk.columns, 1))
    count = len(bulk.columns[0].values)
    for start in range(0, count, _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, count)
        numbers = list(map(str, range(bulk.first_row + start, bulk.first_row + stop)))
        blocks = bulk.blocks[start:stop]
        cells = [_cells(index, column, numbers, column.values[start:stop], blocks) for index, column in columns]
        yield _rows(numbers, cells)
    if bulk.spare:
        numbers = list(map(str, range(bulk.first_row + count, bulk.last_row + 1)))
        yield _rows(numbers, [_cells(index, column, numbers, [None] * bulk.spare, ()) for index, column in columns])


def _rows(numbers: Sequence[str], columns: Iterable[Iterable[str]]) -> str:
    rows = zip(numbers, zip(*columns, strict=True), strict=True)
    return "".join([f'<row r="{number}">{"".join(cells)}</row>' for number, cells in rows])


def _cells(
    index: int,
    column: BulkColumn,
    numbers: Sequence[str],
    values: Sequence[object],
    blocks: Sequence[tuple[int, int]],
) -> list[str]:
    """The `<c>` elements of a column, in some rows one below the other."""
    start, style = f'<c r="{get_column_letter(index)}', f'" s="{column.style_id}"'
    if column.formula:
        formulas = _in_rows(xml_text(column.formula), numbers, blocks)
        return [
            f"{start}{number}{style}{_computed(formula, value)}"
            for number, formula, value in zip(numbers, formulas, values, strict=True)
        ]
    placed = zip(numbers, values, strict=True)
    if column.quoted_id == column.style_id:
        return [f"{start}{number}{style}{_content(value)}" for number, value in placed]
    quoted = f'" s="{column.quoted_id}"'
    return [f"{start}{number}{quoted if is_quoted(value) else style}{_content(value)}" for number, value in placed]


def is_quoted(value: object) -> bool:
    """Whether a cell needs the mark that what it holds is text."""
    return isinstance(value, str) and begins_like_formula(value)


@lru_cache(maxsize=20_000, typed=True)
def _content(value: object) -> str:
    """What follows a cell's place and format, up to its end."""
    if value is None:
        return "/>"
    if isinstance(value, str):
        text = xml_text(value)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'
    kind, text = cached(value)
    return f' t="{kind}"><v>{text}</v></c>' if kind else f"><v>{text}</v></c>"


def _in_rows(formula: str, numbers: Sequence[str], blocks: Sequence[tuple[int, int]]) -> Iterable[str]:
    """A formula as each of the rows has it."""
    pieces = formula.split("{row}")
    found = [number.join(pieces) for number in numbers]
    if "{above}" in formula:
        found = [text.replace("{above}", str(int(number) - 1)) for text, number in zip(found, numbers, strict=True)]
    if "{first}" in formula or "{last}" in formula:
        found = [
            text.replace("{first}", str(first)).replace("{last}", str(last))
            for text, (first, last) in zip(found, blocks, strict=True)
        ]
    return found


def _computed(formula: str, value: object) -> str:
    """The same for a formula and its value."""
    before, after = _result(value)
    return f"{before}{formula}{after}"


@lru_cache(maxsize=20_000, typed=True)
def _result(value: object) -> tuple[str, str]:
    """What stands before a formula with this value, and after it."""
    kind, text = cached(value)
    return f' t="{kind}"><f>' if kind else "><f>", f"</f><v>{escape(text)}</v></c>"


class _SheetWriter(WorksheetWriter):
    def __init__(self, sheet: Worksheet, values: Mapping[str, object], bulk: Bulk | None) -> None:
        self.values, self.bulk = values, bulk
        super().__init__(sheet, BytesIO())

    def write_dimensions(self) -> None:
        dimension = self.ws.calculate_dimension()
        if self.bulk:
            width = max(self.ws.max_column, len(self.bulk.columns))
            dimension = f"A1:{get_column_letter(width)}{max(self.ws.max_row, self.bulk.last_row)}"
        self.xf.send(SheetDimension(dimension).to_tree())

    def write_row(self, xf: Any, row: Iterable[Any], row_idx: int) -> None:
        attributes = {"r": str(row_idx)} | dict(self.ws.row_dimensions.get(row_idx, {}))
        with xf.element("row", attributes):
            for cell in row:
                if cell._comment is not None:
                    self.ws._comments.append(CommentRecord.from_cell(cell))
                if cell.data_type == "f":
                    self._write_formula(xf, cell)
                elif cell._value is not None:
                    write_cell(xf, self.ws, cell, cell.has_style)
                elif cell.has_style:
                    # openpyxl calls an empty cell a number, which some programs then read as zero.
                    xf.write(Element("c", {"r": cell.coordinate, "s": str(cell.style_id)}))

    def write_drawings(self) -> None:
        # Excel marks each number that is meant as text, such as an account's, unless told that it is meant.
        if self.bulk:
            cells = f"A{self.bulk.first_row}:{get_column_letter(len(self.bulk.columns))}{self.bulk.last_row}"
            errors = Element("ignoredErrors")
            SubElement(errors, "ignoredError", {"sqref": cells, "numberStoredAsText": "1"})
            self.xf.send(errors)
        super().write_drawings()

    def _write_formula(self, xf: Any, cell: Any) -> None:
        kind, text = cached(self.values[cell.coordinate])
        attributes = {"r": cell.coordinate, "s": str(cell.style_id)}
        if kind:
            attributes["t"] = kind
        if cell.hyperlink:
            self.ws._hyperlinks.append(cell.hyperlink)
        element = Element("c", attributes)
        SubElement(element, "f").text = cell._value[1:]
        SubElement(element, "v").text = text
        xf.write(element)


class _Archive(ZipFile):
    """A zip whose parts carry no time of writing, and whose relationships are relative, as Excel's are."""

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        text = data.decode() if isinstance(data, bytes) else data
        if str(name).endswith(".rels"):
            source = posixpath.dirname(posixpath.dirname(name))
            text = re.sub('Target="/([^"]+)"', lambda m: f'Target="{posixpath.relpath(m[1], source or ".")}"', text)
        super().writestr(self.entry(name), text, compress_type, compresslevel)

    def entry(self, name: str) -> ZipInfo:
        info = ZipInfo(name, _ZIP_DAY)
        info.compress_type = ZIP_DEFLATED
        return info


class _PackageWriter(ExcelWriter):
    def __init__(
        self,
        workbook: Workbook,
        archive: _Archive,
        values: Mapping[str, Mapping[str, object]],
        bulks: Mapping[str, Bulk],
    ) -> None:
        super().__init__(workbook, archive)
        self.values, self.bulks = values, bulks

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        bulk = self.bulks.get(ws.title)
        writer = _SheetWriter(ws, self.values.get(ws.title, {}), bulk)
        writer.write()
        ws._rels = writer._rels
        xml = writer.out.getvalue()
        with self._archive.open(self._archive.entry(ws.path[1:]), "w") as part:
            if bulk:
                head, tail = xml.split(b"</sheetData>")
                part.write(head)
                for lines in bulk_xml(bulk):
                    part.write(lines.encode())
                part.write(b"</sheetData>" + tail)
            else:
                part.write(xml)
        self.manifest.append(ws)


def write_package(
    workbook: Workbook, stream: IO[bytes], values: Mapping[str, Mapping[str, object]], bulks: Mapping[str, Bulk]
) -> None:
    """Write the workbook. `values` holds each formula cell's value by sheet and cell, `bulks` by sheet."""
    with _Archive(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _PackageWriter(workbook, archive, values, bulks).write_data()
