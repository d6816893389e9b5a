"""What was found in a book as a workbook of one sheet: a row each, its place a link to the cell of the book itself."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.files.problems import ERROR
from partnerbook.language.texts import texts
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, fit_row, page
from partnerbook.workbooks.kit.styles import RED, TEAL

_TOP = 5  # the row of the headings
_WIDTHS = {"severity": 11, "sheet": 22, "cell": 9, "found": 28, "message": 90}
_LINKS = 60_000  # Excel takes 65,530 on a sheet


class FoundRow(NamedTuple):
    """What was found: its kind (a severity, "" for what is only told), its place, what stands there, what it means.

    `sheet` and `cell` are "" where no place is meant; `message` is in the language of the workbook.
    """

    severity: str
    sheet: str
    cell: str
    found: str
    message: str


def write_found(
    rows: Sequence[FoundRow], path: str | Path, on: date, title: str, book: str = "", language: str = "en"
) -> None:
    """Write what was found as a workbook, in "en", "es" or "pt"; `on` is the day.

    `book` is the address of the workbook in which the places are, as Excel opens it: with "" they are no links.
    Errors: UnknownName for another language, PartnerbookError where the folder does not take it.
    """
    said = texts("excel", language)["sheet"]
    document = Document(title, said["subtitle"], on)
    sheet = document.sheet(said["name"], TEAL)
    document.put(sheet, "A1", title, "pb_title")
    document.put(sheet, "A2", said["subtitle"], "pb_subtitle")
    if not book and any(row.sheet for row in rows):
        document.put(sheet, "A3", said["unsaved"], "pb_notice")
    columns = {
        field: SheetColumn(
            said[field],
            "pb_help",
            width,
            value=(lambda row: said.get(row.severity)) if field == "severity" else attrgetter(field),
        )
        for field, width in _WIDTHS.items()
    }
    document.table(sheet, SheetTable("Found", columns), f"A{_TOP}", rows)
    for at, row in enumerate(rows, _TOP + 1):
        fit_row(sheet, at, ((row.found, _WIDTHS["found"]), (row.message, _WIDTHS["message"])))
    for at, row in list(enumerate(rows, _TOP + 1))[:_LINKS] if book else ():
        if row.sheet:
            _link(sheet, f"C{at}" if row.cell else f"B{at}", book, row)
    last = _TOP + max(1, len(rows))
    document.mark(sheet, f"A{_TOP + 1}:A{last}", f'$A{_TOP + 1}="{said[ERROR]}"', RED)
    sheet.freeze_panes = f"A{_TOP + 1}"
    page(sheet, title, repeat=f"{_TOP}:{_TOP}")
    document.save(path)


def _link(sheet: Worksheet, place: str, book: str, row: FoundRow) -> None:
    """Let a cell lead to a place of another workbook."""
    name = row.sheet.replace("'", "''")
    cell = sheet[place]
    cell.style = "pb_link"
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)  # as the row's other cells
    cell.hyperlink = Hyperlink(ref=place, target=book, location=f"'{name}'!{row.cell or 'A1'}")
