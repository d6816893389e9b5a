"""The totals above the renewal sheet's Table: renewals under each alert, and the MRR at stake by currency."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import DONE, LATER, OVERDUE, Alert, AlertKind
from partnerbook.exact import total
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit.document import Document, Formula, letters, note
from partnerbook.workbooks.renewals.table import RenewalTable


def write_totals(
    document: Document,
    sheet: Worksheet,
    table: RenewalTable,
    top: int,
    windows: Sequence[int],
    outlooks: Sequence[RenewalOutlook],
) -> int:
    """The last row of the totals, whose headings stand in row `top`, after writing them.

    Columns A to D hold the currency, what is open, its MRR and the change of it; an alert each follows. Currencies
    are never added up.
    """
    alerts = list(_alerts(table, windows))
    columns = letters(len(alerts), 5)
    _write_heads(document, sheet, table, top, [label for _, label in alerts])
    done = f'"<>"&${columns[-1]}${top}'

    def put(place: str, formula: str, value: object) -> None:
        document.put(sheet, place, Formula(formula, value), "pb_sparse")

    row = top + 1
    document.put(sheet, f"A{row}", table.words["sheet"]["number"])
    put(f"B{row}", f"SUM({columns[0]}{row}:{columns[-2]}{row})", sum(outlook.alert != DONE for outlook in outlooks))
    for letter, (alert, _) in zip(columns, alerts, strict=True):
        count = sum(outlook.alert == alert for outlook in outlooks)
        put(f"{letter}{row}", f"COUNTIFS({table.column('alert')},{letter}${top})", count)
    for currency in sorted({outlook.renewal.currency for outlook in outlooks}):
        row += 1
        document.put(sheet, f"A{row}", currency)
        own = [outlook for outlook in outlooks if outlook.renewal.currency == currency]
        still_open = [outlook for outlook in own if outlook.alert != DONE]
        where = f"{table.column('currency')},$A{row},{table.column('alert')}"
        put(f"B{row}", f"COUNTIFS({where},{done})", len(still_open))
        put(f"C{row}", f"SUM({columns[0]}{row}:{columns[-2]}{row})", _mrr(still_open))
        change = total(outlook.mrr_change for outlook in still_open if outlook.mrr_change is not None)
        put(f"D{row}", f"SUMIFS({table.column('change')},{where},{done})", change)
        for letter, (alert, _) in zip(columns, alerts, strict=True):
            value = _mrr([outlook for outlook in own if outlook.alert == alert])
            put(f"{letter}{row}", f"SUMIFS({table.column('current_mrr')},{where},{letter}${top})", value)
    return row


def _write_heads(document: Document, sheet: Worksheet, table: RenewalTable, top: int, alerts: Sequence[object]) -> None:
    sheet.row_dimensions[top].height = 30
    document.put(sheet, f"A{top}", table.heads["currency"], "pb_head")
    for letter, key in zip("BCD", ("open", "at_stake", "change"), strict=True):
        cell = document.put(sheet, f"{letter}{top}", table.words["sheet"][key], "pb_head_number")
        cell.comment = note(table.words["notes"][key])
    for letter, label in zip(letters(len(alerts), 5), alerts, strict=True):
        document.put(sheet, f"{letter}{top}", label, "pb_head_number")


def _alerts(table: RenewalTable, windows: Sequence[int]) -> Iterator[tuple[Alert, object]]:
    """Each alert, and the heading of its column, which the formulas look for."""
    within = [Alert(AlertKind.WITHIN, window) for window in windows]
    for number, alert in enumerate((OVERDUE, *within, LATER, DONE)):
        words = alert_words(alert, table.language)
        yield alert, Formula(table.within(f"INDEX(AlertDays,1,{number})"), words) if alert in within else words


def _mrr(outlooks: Sequence[RenewalOutlook]) -> Any:
    return total(outlook.renewal.current_mrr for outlook in outlooks)
