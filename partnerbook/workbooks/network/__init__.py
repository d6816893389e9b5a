"""The network of partners as a workbook: one sheet, a row for each book of a folder."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from partnerbook.book.network import NetworkRow
from partnerbook.days import MONTHS_AHEAD
from partnerbook.exact import exactly, rounded
from partnerbook.figures.shown import ShownPoints, shown_points
from partnerbook.language.reader import reader
from partnerbook.language.spoken import spoken
from partnerbook.language.texts import texts
from partnerbook.language.words import tier_words
from partnerbook.points.ledger import Standing
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, page
from partnerbook.workbooks.kit.styles import TEAL, day_formats

_TOP = 4
_WIDTHS = {"partner": 30, "file": 24, "commissions": 34, "problem": 12, "performing": 18}
_STYLES = {
    "as_of": "pb_day", "paid_on": "pb_day", "currency": "pb_code", "commission": "pb_money",
    **dict.fromkeys(("sold", "managed", "total", "ending", "at_risk"), "pb_points"),
    **dict.fromkeys(("gap_total", "gap_minimum", "gap_managed"), "pb_all_points"),
    **dict.fromkeys(("costing", "clients", "left_out", "errors"), "pb_whole"),
}  # fmt: skip


@exactly
def write_network(
    rows: Sequence[NetworkRow], path: str | Path, on: date, folder: str = "", language: str = "en"
) -> None:
    """Write the rows of a folder's books as a workbook, in "en", "es" or "pt"; `on` is the day on which it was made.

    A book that could not be read is a row that says so. Errors: UnknownName for another language.
    """
    words = texts("network", language)
    title = words["sheet"]["title"]
    subtitle = words["sheet"]["subtitle"].format(folder=folder, months=MONTHS_AHEAD)
    document = Document(title, subtitle, on, day_formats(language))
    sheet = document.sheet(words["sheet"]["name"], TEAL)
    document.put(sheet, "A1", title, "pb_title")
    document.put(sheet, "A2", subtitle, "pb_subtitle")
    columns = {
        field: SheetColumn(
            heading, _STYLES.get(field, "pb_text"), _WIDTHS.get(field, 15), words["notes"].get(field, ""),
            _value(field, language, words["sheet"]["unknown"]),
        )
        for field, heading in words["columns"].items()
    }  # fmt: skip
    document.table(sheet, SheetTable("Network", columns), f"A{_TOP}", rows)
    sheet.freeze_panes = f"B{_TOP + 1}"
    page(sheet, title, repeat=f"{_TOP}:{_TOP}")
    sheet.page_setup.fitToWidth = 2
    sheet.print_title_cols = "A:A"
    document.save(path)


def _value(field: str, language: str, unknown: str) -> Callable[[NetworkRow], object]:
    def of(row: NetworkRow) -> object:
        value: object = getattr(row, field)
        if row.problem is not None:
            return spoken(row.problem, reader(language)) if field == "problem" else value or None
        if field in ShownPoints._fields or field == "total":
            return getattr(_points(row), field)
        if field in ("credited", "performing", "goal"):
            return unknown if value is None else tier_words(str(value), language)
        if value is not None and field == "commission":
            return rounded(getattr(row, field), 2)
        if field == "costing":
            return unknown if value is None else value
        if field == "commissions":
            return "; ".join(f"{reader(language).number(amount, 2)} {code}" for code, amount in row.amounts) or None
        return None if value == "" else value

    return of


def _points(row: NetworkRow) -> ShownPoints:
    sourced, assisted, managed = row.sourced, row.assisted, row.managed
    assert sourced is not None and assisted is not None and managed is not None  # noqa: S101, PT018 - the book was read
    return shown_points(Standing(sourced, assisted, managed))
