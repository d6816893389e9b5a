"""The renewal sheet: the renewals of one quarter as a workbook of its own, to send on or to fill in.

It is live as the report is: the as-of day, the alert days, the status and the renewal MRR are inputs, and every
formula carries the value it has on the day the sheet is for.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables import LISTS, RENEWALS
from partnerbook.figures.renewals import quarter_renewals, renewal_outlook
from partnerbook.language.texts import Texts, texts
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.program.edition import edition_on
from partnerbook.records import Book
from partnerbook.workbooks.kit.document import Document, fit_row, letters, page
from partnerbook.workbooks.kit.styles import GREY, ORANGE, RED
from partnerbook.workbooks.renewals.table import PRODUCTS_WIDTH, RenewalTable
from partnerbook.workbooks.renewals.totals import write_totals

_INPUTS_ROW, _TOTALS_TOP = 4, 6
_CHECKED_ROWS = 200  # below the last row, in which the drop-down still works


def write_renewal_sheet(
    book: Book, path: str | Path, as_of: date, quarter: str | None = None, language: str = "en"
) -> None:
    """Nothing; writes the renewals of a quarter ("2026-Q4") as they stand on a day, in "en", "es" or "pt".

    Without a quarter it is the day's own, and every renewal that is overdue comes with it. Errors: BadInput for a
    text that is no quarter or a day before the first edition, UnknownName for another language.
    """
    words = texts("renewals", language)
    edition = edition_on(as_of)
    windows = tuple(sorted(book.settings.alert_days or edition.alert_days))
    outlooks = renewal_outlook(book.renewals, as_of, windows, edition.renewal_deadline_days)
    shown = quarter_renewals(outlooks, as_of, quarter)
    table = RenewalTable(words, language)

    document = Document(words["sheet"]["name"], words["sheet"]["subtitle"], as_of)
    sheet = document.sheet(words["sheet"]["name"], ORANGE)
    year, number = quarter_of(quarter_days(quarter)[0] if quarter else as_of).split("-Q")
    title = words["sheet"]["title" if quarter else "title_due"].format(year=year, number=number)
    partner = book.settings.partner
    document.put(sheet, "A1", f"{title} · {partner}" if partner else title, "pb_title")
    document.put(sheet, "A2", words["sheet"]["subtitle"], "pb_subtitle")
    _write_inputs(document, sheet, words, as_of, windows, edition.renewal_deadline_days)
    top = write_totals(document, sheet, table, _TOTALS_TOP, windows, shown) + 2
    employees = {client.client: client.last_active_employee for client in book.clients}
    _write_table(document, sheet, table, top, [table.row(outlook, employees) for outlook in shown])
    document.mark(
        sheet, table.places("alert", top, len(shown)), f"{table.first_cell('alert', top)}=$E${_TOTALS_TOP}", RED
    )
    page(sheet, title, repeat=f"{top}:{top}")
    _write_statuses(document, language)
    document.save(path)


def _write_inputs(
    document: Document, sheet: Worksheet, words: Texts, as_of: date, windows: Sequence[int], deadline_days: int
) -> None:
    """The yellow cells that every figure follows, each with a name."""
    put, row, say = document.put, _INPUTS_ROW, words["sheet"]
    put(sheet, f"A{row}", say["as_of"], "pb_right_label")
    put(sheet, f"B{row}", as_of, "pb_input_day")
    document.name("AsOf", sheet, f"B{row}")
    document.require(sheet, f"B{row}", "date", "36526", say["as_of"], words["notes"]["as_of"], high="73050")
    put(sheet, f"D{row}", say["alert_days"], "pb_right_label")
    places = [f"{letter}{row}" for letter in letters(len(windows), 5)]
    for place, window in zip(places, windows, strict=True):
        put(sheet, place, window, "pb_input_whole")
    whole = f"{places[0]}:{places[-1]}"
    document.name("AlertDays", sheet, whole)
    document.require(sheet, whole, "whole", "0", say["alert_days"], words["notes"]["alert_days"])
    label, place = (f"{letter}{row}" for letter in letters(2, 6 + len(windows)))
    put(sheet, label, say["deadline_days"], "pb_right_label")
    put(sheet, place, deadline_days, "pb_input_whole")
    document.name("DeadlineDays", sheet, place)


def _write_table(
    document: Document, sheet: Worksheet, table: RenewalTable, top: int, rows: Sequence[Sequence[object]]
) -> None:
    document.table(sheet, table.name, f"A{top}", table.fields(), rows or [table.empty_row])
    for row, values in enumerate(rows, top + 1):
        fit_row(sheet, row, [(str(values[table.products] or ""), PRODUCTS_WIDTH)])
    sheet.freeze_panes = f"B{top + 1}"
    places = table.places("status", top, len(rows) + _CHECKED_ROWS)
    choose = table.words["notes"]["status"]
    document.choose(sheet, places, "StatusNames", table.heads["status"], choose, prompt=False)
    places = table.places("renewal_mrr", top, len(rows) + _CHECKED_ROWS)
    amount = table.words["notes"]["amount"]
    document.require(sheet, places, "decimal", "0", table.heads["renewal_mrr"], amount, prompt=False)


def _write_statuses(document: Document, language: str) -> None:
    """What the status can be, on a sheet of its own that nobody needs to see."""
    sheet = document.sheet(LISTS.label(language), GREY, (30,))
    status = RENEWALS.column("status")
    document.put(sheet, "A1", status.heading(language), "pb_head")
    for row, choice in enumerate(status.choices, 2):
        document.put(sheet, f"A{row}", choice.label(language))
    document.name("StatusNames", sheet, f"A2:A{1 + len(status.choices)}")
    sheet.sheet_state = "hidden"
