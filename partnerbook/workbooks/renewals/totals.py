"""The totals above the renewal sheet's Table: renewals under each alert, and the MRR at stake by currency."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import DONE, LATER, OVERDUE, Alert, AlertKind
from partnerbook.exact import total
from partnerbook.figures.renewals import RenewalOutlook, renewal_totals
from partnerbook.language.texts import Texts
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit import alerts
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.kit.document import Document, Formula, letters
from partnerbook.workbooks.kit.notes import note


class _AlertColumn(NamedTuple):
    """The totals of an alert: their heading, and the number that its renewals have, as a formula."""

    alert: Alert
    heading: object
    number: str


def write_totals(
    document: Document,
    sheet: Worksheet,
    table: SheetTable[RenewalOutlook],
    words: Texts,
    language: str,
    top: int,
    windows: Sequence[int],
    outlooks: Sequence[RenewalOutlook],
) -> int:
    """The last row of the totals, whose headings stand in row `top`, after writing them.

    Columns A to D hold the currency, what is open, its MRR and the change of it; an alert each follows. Currencies
    are never added up.
    """
    shown = list(_alert_columns(windows, language))
    columns = letters(len(shown), 5)
    _write_heads(document, sheet, table.columns["currency"].heading, words, top, [each.heading for each in shown])
    number, is_open = table("alert_number"), f'">={alerts.OVERDUE_NUMBER}"'

    def put(place: str, formula: str, value: object, style: str = "pb_sparse_amount") -> None:
        document.put(sheet, place, Formula(formula, value), style)

    row = top + 1
    document.put(sheet, f"A{row}", words["sheet"]["number"])
    put(
        f"B{row}",
        f"SUM({columns[0]}{row}:{columns[-2]}{row})",
        sum(outlook.alert != DONE for outlook in outlooks),
        "pb_sparse",
    )
    for letter, each in zip(columns, shown, strict=True):
        count = sum(outlook.alert == each.alert for outlook in outlooks)
        put(f"{letter}{row}", f"COUNTIFS({number},{each.number})", count, "pb_sparse")
    for currency, _, still_open, at_stake, change in renewal_totals(outlooks):
        row += 1
        document.put(sheet, f"A{row}", currency)
        own = [outlook for outlook in outlooks if outlook.renewal.currency == currency]
        where = f"{table('currency')},$A{row},{number}"
        put(f"B{row}", f"COUNTIFS({where},{is_open})", still_open, "pb_sparse")
        put(f"C{row}", f"SUM({columns[0]}{row}:{columns[-2]}{row})", at_stake)
        put(f"D{row}", f"SUMIFS({table('change')},{where},{is_open})", change)
        for letter, each in zip(columns, shown, strict=True):
            value = _mrr([outlook for outlook in own if outlook.alert == each.alert])
            put(f"{letter}{row}", f"SUMIFS({table('current_mrr')},{where},{each.number})", value)
    return row


def fit_totals(document: Document, sheet: Worksheet, top: int, last: int) -> None:
    """Make the columns of MRR in rows `top` to `last` wide enough for the largest of them.

    It can stand in any of them once the day is moved.
    """
    found = [(place, value) for place, value in document.values[sheet.title].items() if isinstance(value, Decimal)]
    longest = max((len(f"{value:,.2f}") for place, value in found if top <= sheet[place].row <= last), default=0)
    for letter in [cell.column_letter for cell in sheet[top] if cell.column > 2 and cell.value is not None]:
        size = sheet.column_dimensions[letter]
        size.width = max(size.width, longest + 2)


def _write_heads(
    document: Document, sheet: Worksheet, currency: str, words: Texts, top: int, headings: Sequence[object]
) -> None:
    sheet.row_dimensions[top].height = 30
    document.put(sheet, f"A{top}", currency, "pb_head")
    for letter, key in zip("BCD", ("open", "at_stake", "change"), strict=True):
        cell = document.put(sheet, f"{letter}{top}", words["sheet"][key], "pb_head_number")
        cell.comment = note(words["notes"][key])
    for letter, heading in zip(letters(len(headings), 5), headings, strict=True):
        document.put(sheet, f"{letter}{top}", heading, "pb_head_number")


def _alert_columns(windows: Sequence[int], language: str) -> Iterator[_AlertColumn]:
    """Those of each alert, the soonest first; within how many days follows the alert days of the sheet."""
    yield _AlertColumn(OVERDUE, alert_words(OVERDUE, language), str(alerts.OVERDUE_NUMBER))
    listed = alerts.alert_list(language)
    for place, window in enumerate(windows, 1):
        alert, days = Alert(AlertKind.WITHIN, window), f"INDEX(AlertDays,1,{place})"
        heading = Formula(alerts.within_formula(listed, days), alert_words(alert, language))
        yield _AlertColumn(alert, heading, days)
    yield _AlertColumn(LATER, alert_words(LATER, language), str(alerts.LATER_NUMBER))
    yield _AlertColumn(DONE, alert_words(DONE, language), str(alerts.DONE_NUMBER))


def _mrr(outlooks: Sequence[RenewalOutlook]) -> Any:
    return total(outlook.renewal.current_mrr for outlook in outlooks)
