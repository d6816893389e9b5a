"""The renewal sheet: the renewals of one quarter as a workbook of its own, to send on or to fill in.

It is live as the report is: the as-of day, the alert days, the status and the renewal MRR are inputs, and every
formula carries the value it has on the day the sheet is for.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables import LISTS
from partnerbook.exact import exactly
from partnerbook.figures.renewals import RenewalOutlook, quarter_renewals, renewal_outlook
from partnerbook.language.texts import Texts, texts
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.points.given import check_given
from partnerbook.program.edition import edition_on
from partnerbook.records import Book
from partnerbook.workbooks.kit.alerts import OVERDUE_NUMBER, alert_list, status_list
from partnerbook.workbooks.kit.codes import write_codes
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.kit.document import Document, fit_row, letters, page
from partnerbook.workbooks.kit.limits import choose, require, require_day
from partnerbook.workbooks.kit.styles import ORANGE, RED, day_formats
from partnerbook.workbooks.kit.wide_paper import spread
from partnerbook.workbooks.renewals.table import PRODUCTS_WIDTH, renewal_table
from partnerbook.workbooks.renewals.totals import fit_totals, write_totals

_INPUTS_ROW, _TOTALS_TOP = 4, 6
_TITLE_WIDTH = 42  # letters of the title beside each other above the columns that stand on each page across
_CHECKED_ROWS = 200  # below the last row, in which the drop-down still works


@exactly
def write_renewal_sheet(
    book: Book, path: str | Path, as_of: date, quarter: str | None = None, language: str = "en"
) -> None:
    """Write the renewals of a quarter ("2026-Q4") as they stand on a day, in "en", "es" or "pt".

    Without a quarter it is the day's own, and every renewal that is overdue comes with it. Errors: BadInput for a
    text that is no quarter or a day before the first edition, UnknownName for another language.
    """
    check_given(book)
    words = texts("renewals", language)
    edition = edition_on(as_of)
    windows = tuple(sorted(book.settings.alert_days or edition.alert_days))
    outlooks = renewal_outlook(book.renewals, as_of, windows, edition.renewal_deadline_days)
    shown = quarter_renewals(outlooks, as_of, quarter)
    table = renewal_table(words, language, {client.client: client.last_active_employee for client in book.clients})

    document = Document(words["sheet"]["name"], words["sheet"]["subtitle"], as_of, day_formats(language))
    sheet = document.sheet(words["sheet"]["name"], ORANGE)
    year, number = quarter_of(quarter_days(quarter)[0] if quarter else as_of).split("-Q")
    title = words["sheet"]["title" if quarter else "title_due"].format(year=year, number=number)
    partner = book.settings.partner
    said = f"{title} · {partner}" if partner else title
    document.put(sheet, "A1", said, "pb_section")
    document.put(sheet, "A2", words["sheet"]["subtitle"], "pb_subtitle")
    _write_inputs(document, sheet, words, as_of, windows, edition.renewal_deadline_days)
    last = write_totals(document, sheet, table, words, language, _TOTALS_TOP, windows, shown)
    top = last + 2
    _write_table(document, sheet, table, words, top, shown)
    fit_totals(document, sheet, _TOTALS_TOP, last)
    page(sheet, title, repeat=f"{top}:{top}")
    spread(sheet, table.letter("comment"))
    fit_row(sheet, 1, [(said, _TITLE_WIDTH)], 16)
    write_codes(document, LISTS.label(language), (status_list(language), alert_list(language)))
    document.save(path)


def _write_inputs(
    document: Document, sheet: Worksheet, words: Texts, as_of: date, windows: Sequence[int], deadline_days: int
) -> None:
    """The yellow cells that every figure follows, each with a name."""
    put, row, say = document.put, _INPUTS_ROW, words["sheet"]
    put(sheet, f"A{row}", say["as_of"], "pb_right_label")
    put(sheet, f"B{row}", as_of, "pb_input_day")
    document.name("AsOf", sheet, f"B{row}")
    require_day(sheet, f"B{row}", say["as_of"], words["notes"]["as_of"])
    put(sheet, f"D{row}", say["alert_days"], "pb_right_label")
    places = [f"{letter}{row}" for letter in letters(len(windows), 5)]
    for place, window in zip(places, windows, strict=True):
        put(sheet, place, window, "pb_input_whole")
    whole = f"{places[0]}:{places[-1]}"
    document.name("AlertDays", sheet, whole)
    require(sheet, whole, "whole", say["alert_days"], words["notes"]["alert_days"])
    label, place = (f"{letter}{row}" for letter in letters(2, 6 + len(windows)))
    put(sheet, label, say["deadline_days"], "pb_right_label")
    put(sheet, place, deadline_days, "pb_input_whole")
    document.name("DeadlineDays", sheet, place)


def _write_table(
    document: Document,
    sheet: Worksheet,
    table: SheetTable[RenewalOutlook],
    words: Texts,
    top: int,
    outlooks: Sequence[RenewalOutlook],
) -> None:
    document.table(sheet, table, f"A{top}", outlooks, least_rows=2)
    for row, outlook in enumerate(outlooks, top + 1):
        fit_row(sheet, row, [(outlook.renewal.products, PRODUCTS_WIDTH)])
    sheet.freeze_panes = f"C{top + 1}"

    def places(field: str, count: int) -> str:
        letter = table.letter(field)
        return f"{letter}{top + 1}:{letter}{top + max(count, 1)}"

    status, amount = table.columns["status"].heading, table.columns["renewal_mrr"].heading
    checked, notes = len(outlooks) + _CHECKED_ROWS, words["notes"]
    choose(sheet, places("status", checked), "StatusWords", status, notes["status"], prompt=False)
    require(sheet, places("renewal_mrr", checked), "decimal", amount, notes["amount"], prompt=False)
    overdue = f"${table.letter('alert_number')}{top + 1}={OVERDUE_NUMBER}"
    document.mark(sheet, places("alert", len(outlooks)), overdue, RED)
