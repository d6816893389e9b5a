"""The Reconcile sheet: our points beside HubSpot's of the same day, track by track, each with its likely reason."""

from partnerbook.exact import PLACES, total
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview
from partnerbook.figures.reconcile import Difference, reconciled
from partnerbook.figures.reconcile_words import reason_sentence
from partnerbook.figures.shown import shown
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import RECONCILE

_TOP, _PRINTED = 6, 60


def _reason(say: ReportWords, row: Difference) -> str:
    return reason_sentence(row.reason, say.language, lambda value: say.reader.number(value, PLACES), say.place)


RECONCILE_TABLE: SheetTable[Difference] = SheetTable("Reconciled", {
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.client),
    "track": SheetColumn("Track", "pb_text", 12, told=lambda say, row: say.tracks[row.track]),
    "day": SheetColumn("HubSpot day", "pb_day", 12, "The day that HubSpot's points are of; empty where nobody entered "
                       "it: ours are then those of the report's day.", lambda row: row.day),
    "age": SheetColumn("Days old", "pb_whole", 9, f"After {STALE_DAYS} days they are stale.", lambda row: row.age),
    "ours": SheetColumn("Ours", "pb_points", 12, value=lambda row: row.ours),
    "theirs": SheetColumn("HubSpot points", "pb_points", 12, value=lambda row: shown(row.theirs)),
    "points": SheetColumn("Difference", "pb_points", 12, "Ours minus HubSpot's.",
                          lambda row: shown(row.ours - shown(row.theirs)),
                          f'IF([@ours]="","",ROUND([@ours]-[@theirs],{PLACES}))', ""),
    "reason": SheetColumn("Likely reason", "pb_wrapped", 64, "The first that gives HubSpot's points exactly.",
                          told=_reason),
})  # fmt: skip


def write_reconcile(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where HubSpot's points of any client are entered."""
    if not report.compared:
        return
    say, found = document.say, reconciled(report)
    sheet = document.sheet(RECONCILE, "E8743B", [column.width for column in RECONCILE_TABLE.columns.values()])
    document.put(sheet, "A1", say("reconcile", "title"), "pb_title")
    document.put(sheet, "A2", say("reconcile", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    clients = len({each.client for each in found})
    said = say("reconcile", "differ" if found else "same", count=len(report.compared), clients=clients)
    document.put(sheet, "A4", said)
    if not found:
        document.on_paper(sheet, say("reconcile", "title"))
        return
    document.put(sheet, f"D{_TOP - 1}", say("reconcile", "together"), "pb_right_label")
    for letter, values in (("E", [each.ours for each in found]), ("F", [shown(each.theirs) for each in found]),
                           ("G", [shown(each.ours - shown(each.theirs)) for each in found])):  # fmt: skip
        field = {"E": "ours", "F": "theirs", "G": "points"}[letter]
        formula = f"ROUND(SUM({RECONCILE_TABLE(field)}),{PLACES})"
        document.put(sheet, f"{letter}{_TOP - 1}", Formula(formula, total(values)), "pb_points")
    document.table(sheet, RECONCILE_TABLE, f"A{_TOP}", found, bulk=True, least_rows=2)
    sheet.freeze_panes = f"B{_TOP + 1}"
    last = _TOP + max(2, len(found))
    document.on_paper(sheet, say("reconcile", "title"), "H", last, _TOP + _PRINTED, _TOP)
