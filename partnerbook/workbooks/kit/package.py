"""Writing the .xlsx package: formulas with their values, long tables streamed, the same bytes every time.

openpyxl writes a formula without its value, so that previews, mail and pandas show nothing; and it holds every
cell of a long table in memory. This writer fills both gaps through openpyxl's own writer classes, which is why
`pyproject.toml` pins openpyxl's minor version and `tests/workbooks/kit/test_package.py` watches it.
"""

import posixpath
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, wait
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell._writer import write_cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from partnerbook.files.beside import worker
from partnerbook.workbooks.kit.rows import Bulk, bulk_xml, cached

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_WAITING = 64  # pieces of parts that wait to be packed, of a megabyte at most
_QUICKLY, _SMALL = 3, 5  # how hard parts are packed, and those of sheets with more rows than these
_LONG = 2_000


class _SheetWriter(WorksheetWriter):
    def __init__(self, sheet: Worksheet, values: Mapping[str, object], bulk: Bulk | None) -> None:
        self.values, self.bulk = values, bulk
        of_rows = list(sheet._hyperlinks)  # of streamed cells: the line below forgets them
        super().__init__(sheet, BytesIO())
        sheet._hyperlinks.extend(of_rows)

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
    """A zip whose parts carry no time of writing, and whose relationships are relative, as Excel's are.

    Parts are packed one after the other by `beside`, while the next are made; what goes wrong there is raised here, at
    the latest when the archive is closed.
    """

    def __init__(self, stream: IO[bytes], beside: Executor) -> None:
        self._beside = beside
        self._begun: deque[Future[Any]] = deque()
        super().__init__(stream, "w", ZIP_DEFLATED, allowZip64=True)

    def begin(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Have work done when all before it is; few pieces wait at once, as they are large."""
        begun = self._beside.submit(work, *given)
        self._begun.append(begun)
        while len(self._begun) > _WAITING:
            self._begun.popleft().result()
        return begun

    def finish(self) -> None:
        """Wait for all that was begun; the first thing that went wrong is raised, once."""
        wait(self._begun)
        begun, self._begun = self._begun, deque()
        for each in begun:
            each.result()

    def close(self) -> None:
        try:
            self.finish()
        finally:
            wait(self._begun)  # of which a person's Ctrl+C has left some: nothing closes while a part is written
            super().close()

    def namelist(self) -> list[str]:
        self.finish()
        return super().namelist()

    def write_part(self, entry: ZipInfo, pieces: Iterable[bytes]) -> None:
        """Write a part of pieces that need not exist at once."""
        part = self.begin(self.open, entry, "w")
        try:
            for piece in pieces:
                self.begin(_written, part, piece)
        finally:
            self.begin(_closed, part)

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        text = data.decode() if isinstance(data, bytes) else data
        if str(name).endswith(".rels"):
            source = posixpath.dirname(posixpath.dirname(name))
            text = re.sub('Target="/([^"]+)"', lambda m: f'Target="{posixpath.relpath(m[1], source or ".")}"', text)
        self.begin(super().writestr, self.entry(name), text, compress_type, compresslevel)

    def entry(self, name: str) -> ZipInfo:
        info: Any = ZipInfo(name, _ZIP_DAY)
        info.compress_type, info._compresslevel = ZIP_DEFLATED, _QUICKLY
        found: ZipInfo = info
        return found


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
        entry = self._archive.entry(ws.path[1:])
        if bulk and bulk.last_row > _LONG:
            entry._compresslevel = _SMALL
        self._archive.write_part(entry, _sheet_pieces(xml, bulk))
        self.manifest.append(ws)


def _sheet_pieces(xml: bytes, bulk: Bulk | None) -> Iterator[bytes]:
    """A worksheet's XML with its streamed rows, some at a time."""
    if not bulk:
        yield xml
        return
    head, tail = xml.split(b"</sheetData>")
    yield head
    for lines in bulk_xml(bulk):
        yield lines.encode()
    yield b"</sheetData>" + tail


def _written(part: Future[IO[bytes]], piece: bytes) -> None:
    part.result().write(piece)


def _closed(part: Future[IO[bytes]]) -> None:
    part.result().close()


def write_package(
    workbook: Workbook, stream: IO[bytes], values: Mapping[str, Mapping[str, object]], bulks: Mapping[str, Bulk]
) -> None:
    """Write the workbook. `values` holds each formula cell's value by sheet and cell, `bulks` by sheet."""
    with worker() as beside, _Archive(stream, beside) as archive:
        _PackageWriter(workbook, archive, values, bulks).write_data()
