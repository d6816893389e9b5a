"""The Renewals sheet: every renewal of the book, how soon it is, and what it would change."""

from typing import NamedTuple

from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.language.words import alert_words
from partnerbook.records import Client, Renewal
from partnerbook.workbooks.kit.alerts import DONE_NUMBER, LATER_NUMBER, alert_formula, alert_number, words_formula
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import letters
from partnerbook.workbooks.report.client_tables import PICKED
from partnerbook.workbooks.report.document import PAGE_ROWS, ReportDocument
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import ALERTS, RENEWALS, STATUSES

TOP = 6


class RenewalRow(NamedTuple):
    """A renewal as the sheet lists it, with its client's last activity; whether the client is the one picked."""

    number: int
    outlook: RenewalOutlook
    client: Client | None
    client_number: int | None = None
    picked: bool = False

    @property
    def renewal(self) -> Renewal:
        """The renewal itself."""
        return self.outlook.renewal


RENEWAL_TABLE: SheetTable[RenewalRow] = SheetTable("Renewals", {
    "number": SheetColumn("No.", "pb_whole", 7, value=lambda row: row.number),
    "client": SheetColumn("Client", "pb_text", 30, value=lambda row: row.renewal.client),
    "products": SheetColumn("Products", "pb_help", 60, value=lambda row: row.renewal.products or None),
    "renews_on": SheetColumn("Renewal date", "pb_day", 12, value=lambda row: row.renewal.renews_on),
    "days": SheetColumn("Days", "pb_whole", 8, "Days left; negative when overdue.", lambda row: row.outlook.days,
                        'IF([@renews_on]="","",[@renews_on]-AsOf)', empty=""),
    "alert": SheetColumn("Alert", "pb_text", 15, told=lambda say, row: alert_words(row.outlook.alert, say.language),
                         formula=words_formula(ALERTS, "[@alert_number]"), empty=""),
    "current_mrr": SheetColumn("Current MRR", "pb_amount", 13, value=lambda row: row.renewal.current_mrr),
    "renewal_mrr": SheetColumn("Renewal MRR", "pb_amount", 13, value=lambda row: row.renewal.renewal_mrr),
    "change": SheetColumn("MRR change", "pb_amount", 13,
                          value=lambda row: "" if row.outlook.mrr_change is None else row.outlook.mrr_change,
                          formula='IF([@renewal_mrr]="","",[@renewal_mrr]-[@current_mrr])', empty=""),
    "currency": SheetColumn("Currency", "pb_text", 10.5, value=lambda row: row.renewal.currency),
    "manager": SheetColumn("Renewal manager", "pb_text", 20, value=lambda row: row.renewal.renewal_manager or None),
    "status": SheetColumn("Status", "pb_text", 20, told=lambda say, row: say.statuses[row.renewal.status]),
    "deadline": SheetColumn("Deadline", "pb_day", 12, "When HubSpot wants to know.",
                            lambda row: row.outlook.deadline,
                            'IF([@renews_on]="","",[@renews_on]-DeadlineDays)', empty=""),
    "owner": SheetColumn("Communication owner", "pb_text", 20,
                         value=lambda row: row.renewal.communication_owner or None),
    "employee": SheetColumn("Last active employee", "pb_text", 20,
                            value=lambda row: (row.client and row.client.last_active_employee) or None),
    "active_on": SheetColumn("Last active on", "pb_day", 12,
                             value=lambda row: row.client and row.client.last_active_on),
    "renewal_products": SheetColumn("New subscription", "pb_help", 30,
                                    value=lambda row: row.renewal.renewal_products or None),
    "in_segment": segment_column("[@client_number]"),
    "due": SheetColumn("Due", "pb_helper", 8, "For the list of renewals due: 0 for those that are not.",
                       lambda row: due_key(row.number, row.outlook),
                       f'IF(OR([@in_segment]=0,[@alert_number]="",[@alert_number]={DONE_NUMBER},[@alert_number]={LATER_NUMBER}),0,'
                       "[@days]+100000+[@number]/10^5)", empty=0),
    "alert_number": SheetColumn("Alert number", "pb_helper", value=lambda row: alert_number(row.outlook),
                                formula=alert_formula(STATUSES), empty="", hidden=True),
    "client_number": SheetColumn("Client no.", "pb_helper", value=lambda row: row.client_number, hidden=True),
    "picked": SheetColumn("Picked", "pb_helper", value=lambda row: row.number if row.picked else "",
                          formula=PICKED.replace("{key}", "[@number]"), empty="", hidden=True),
})  # fmt: skip


def due_key(number: int, outlook: RenewalOutlook) -> float:
    """What due renewals are ordered by: soonest first, then by number; 0 for one that is not due."""
    return outlook.days + 100000 + number / 10**5 if outlook.due else 0


def due_renewals(report: Overview) -> list[RenewalOutlook]:
    """The renewals under an alert, soonest first."""
    return [outlook for outlook in report.renewals if outlook.due]


def renewal_rows(report: Overview, picked: str) -> list[RenewalRow]:
    """Every renewal as the sheet lists it; `picked` is the client that the sheet Client shows."""
    clients, numbers = {client.client: client for client in report.book.clients}, number_of(report.clients)
    return [
        RenewalRow(number, outlook, clients.get(name), numbers.get(name), name == picked)
        for number, outlook in enumerate(report.renewals, 1)
        for name in (outlook.renewal.client,)
    ]


def write_renewals(document: ReportDocument, report: Overview, picked: str) -> None:
    """Write the sheet; `picked` is the client that the sheet Client shows."""
    sheet = document.sheet(RENEWALS, "E8743B")
    put, say = document.put, document.say
    put(sheet, "A1", say.sheet(RENEWALS), "pb_title")
    put(sheet, "A2", say("renewals", "subtitle"), "pb_subtitle")
    put(sheet, "B4", say("renewals", "alert_days"), "pb_label")
    places = [f"{letter}4" for letter in letters(len(report.alert_days), 3)]
    for place, days in zip(places, report.alert_days, strict=True):
        put(sheet, place, days, "pb_input_whole")
    document.name("AlertDays", sheet, f"{places[0]}:{places[-1]}")
    put(sheet, "J4", say("renewals", "deadline_days"), "pb_right_label")
    put(sheet, "K4", report.edition.renewal_deadline_days, "pb_input_whole")
    document.name("DeadlineDays", sheet, "K4")
    rows = renewal_rows(report, picked)
    document.table(sheet, RENEWAL_TABLE, f"A{TOP}", rows, bulk=True, least_rows=2)
    sheet.freeze_panes = f"C{TOP + 1}"
    document.put_day(sheet)
    mark_segment(document, sheet, report, RENEWAL_TABLE, TOP, len(rows))
    last = TOP + max(2, len(rows))
    right = "active_on" if document.all_printed else "manager"
    document.on_paper(sheet, say.sheet(RENEWALS), RENEWAL_TABLE.letter(right), last, min(last, TOP + PAGE_ROWS), TOP)
