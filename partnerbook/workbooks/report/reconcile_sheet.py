"""The Reconcile sheet: our points beside HubSpot's of the same day, track by track, each with its likely reason."""

from collections.abc import Sequence
from typing import NamedTuple

from partnerbook.exact import PLACES, total
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview
from partnerbook.figures.reconcile import Difference, reconciled
from partnerbook.figures.reconcile_words import reason_sentence
from partnerbook.figures.shown import shown
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import ReportWords, quoted
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import RECONCILE

_TOP, _PRINTED = 6, 60
DIFFERING = "A4"


class ReconcileRow(NamedTuple):
    """A difference, and the number of its client."""

    found: Difference
    number: int | None


def reason_words(say: ReportWords, found: Difference) -> str:
    """The likely reason of a difference in a sentence."""
    return reason_sentence(found.reason, say.language, lambda value: say.reader.number(value, PLACES), say.place)


RECONCILE_TABLE: SheetTable[ReconcileRow] = SheetTable("Reconciled", {
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.found.client),
    "track": SheetColumn("Track", "pb_text", 12, told=lambda say, row: say.tracks[row.found.track]),
    "day": SheetColumn("HubSpot day", "pb_day", 12, "The day that HubSpot's points are of; empty where nobody entered "
                       "it: ours are then those of the report's day.", lambda row: row.found.day),
    "age": SheetColumn("Days old", "pb_whole", 9, f"After {STALE_DAYS} days they are stale.",
                       lambda row: row.found.age),
    "ours": SheetColumn("Ours", "pb_points", 12, value=lambda row: row.found.ours),
    "theirs": SheetColumn("HubSpot points", "pb_points", 12, value=lambda row: shown(row.found.theirs)),
    "points": SheetColumn("Difference", "pb_points", 12, "Ours minus HubSpot's.",
                          lambda row: shown(row.found.ours - shown(row.found.theirs)),
                          f'IF([@ours]="","",ROUND([@ours]-[@theirs],{PLACES}))', ""),
    "reason": SheetColumn("Likely reason", "pb_wrapped", 64, "The first that gives HubSpot's points exactly.",
                          told=lambda say, row: reason_words(say, row.found)),
    "in_segment": segment_column("[@client_number]"),
    "client_number": SheetColumn("Client no.", "pb_helper", value=lambda row: row.number, hidden=True),
})  # fmt: skip


def write_reconcile(document: ReportDocument, report: Overview) -> Sequence[Difference]:
    """The differences, after writing the sheet, where HubSpot's points of any client are entered."""
    if not report.compared:
        return ()
    say, found = document.say, reconciled(report)
    sheet = document.sheet(RECONCILE, "E8743B", [column.width for column in RECONCILE_TABLE.columns.values()])
    document.put(sheet, "A1", say("reconcile", "title"), "pb_title")
    document.put(sheet, "A2", say("reconcile", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    clients = len({each.client for each in found})
    said = say("reconcile", "differ" if found else "same", count=len(report.compared), clients=clients)
    document.put(sheet, DIFFERING, said)
    if not found:
        document.on_paper(sheet, say("reconcile", "title"))
        return found
    together = say("reconcile", "together")
    put_sum = Formula(f"IF(SegmentCode=0,{quoted(together)},SegmentShown)", together)
    document.put(sheet, f"D{_TOP - 1}", put_sum, "pb_right_label")
    for letter, values in (("E", [each.ours for each in found]), ("F", [shown(each.theirs) for each in found]),
                           ("G", [shown(each.ours - shown(each.theirs)) for each in found])):  # fmt: skip
        field = {"E": "ours", "F": "theirs", "G": "points"}[letter]
        formula = f"ROUND(SUMIFS({RECONCILE_TABLE(field)},{RECONCILE_TABLE('in_segment')},1),{PLACES})"
        document.put(sheet, f"{letter}{_TOP - 1}", Formula(formula, total(values)), "pb_points")
    numbers = number_of(report.clients)
    rows = [ReconcileRow(each, numbers.get(each.client)) for each in found]
    document.table(sheet, RECONCILE_TABLE, f"A{_TOP}", rows, bulk=True, least_rows=2)
    mark_segment(document, sheet, report, RECONCILE_TABLE, _TOP, len(rows))
    sheet.freeze_panes = f"B{_TOP + 1}"
    last = _TOP + max(2, len(found))
    document.on_paper(sheet, say("reconcile", "title"), "H", last, _TOP + _PRINTED, _TOP)
    return found
