"""Exported rows as a workbook of one sheet: an Excel Table under words that say what it is and of which day."""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path

from partnerbook.book.export import POINTS, Exported
from partnerbook.book.tables import SAVED_REPORTS
from partnerbook.book.tables.shape import Column
from partnerbook.exact import exactly
from partnerbook.language.reader import reader
from partnerbook.language.texts import texts
from partnerbook.workbooks.book import column_width
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, page
from partnerbook.workbooks.kit.styles import KIND_STYLES, TEAL, day_formats

_TOP = 4  # the row of the headings
_WIDEST_PAGE = 220  # of columns that can still be read on one sheet of paper


@exactly
def write_rows_sheet(found: Exported, path: str | Path, on: date, partner: str = "") -> None:
    """Write exported rows as a workbook; `on` is the day on which the book stood so.

    A number has the 15 digits that a spreadsheet holds.
    """
    name = found.table.label(found.language)
    title = f"{name} · {partner}" if partner else name
    document = Document(title, _subtitle(found, on), on, day_formats(found.language))
    sheet = document.sheet(name, TEAL)
    document.put(sheet, "A1", title, "pb_title")
    document.put(sheet, "A2", _subtitle(found, on), "pb_subtitle")
    columns = {
        column.field: _column(at, column, found.language, [row[at] for row in found.rows])
        for at, column in enumerate(found.table.columns)
    }
    document.table(sheet, SheetTable(found.table.identifier, columns), f"A{_TOP}", found.rows, bulk=True)
    sheet.freeze_panes = f"B{_TOP + 1}"
    page(sheet, title, repeat=f"{_TOP}:{_TOP}")
    if sum(column.width for column in columns.values()) > _WIDEST_PAGE:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = "A:A"
    document.save(path)


def _column(at: int, column: Column, language: str, values: Sequence[object]) -> SheetColumn[Sequence[object]]:
    style = KIND_STYLES.get(column.kind, "pb_text")
    return SheetColumn(column.heading(language), style, column_width(column, language, values), value=itemgetter(at))


def _subtitle(found: Exported, on: date) -> str:
    say = texts("export", found.language)["sheet"]
    day = reader(found.language).figures_of_day
    asked = {"segment": found.segment, "since": found.since and day(found.since),
             "until": found.until and day(found.until)}  # fmt: skip
    parts = [
        f"{SAVED_REPORTS.column(field).heading(found.language)}: {value}" for field, value in asked.items() if value
    ]
    what = [say["points"]] if found.table is POINTS else []
    return " · ".join([say["day"].format(day=day(on)), *parts, *what])
