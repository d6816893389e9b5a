"""The Renewals sheet: every renewal of the book, how soon it is, and what it would change."""

from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit.document import Document, Field, letters, page
from partnerbook.workbooks.report.words import RENEWALS, STATUSES, R

TOP = 6
_DAYS, _DATE = R.here("Days"), R.here("Renewal date")
_ALERT = (
    f'IF({R.here("Status")}="Renewed","Done",IF({_DAYS}<0,"Overdue",IF({_DAYS}>MAX(AlertDays),"Later",'
    f'"Within "&INDEX(AlertDays,1,COUNTIF(AlertDays,"<"&{_DAYS})+1)&" days")))'
)
FIELDS = (
    Field("No.", "pb_whole", 7),
    Field("Client", "pb_text", 30),
    Field("Products", "pb_text", 30),
    Field("Renewal date", "pb_day", 12),
    Field("Days", "pb_whole", 8, f'IF({_DATE}="","",{_DATE}-AsOf)', "Days left; negative when overdue."),
    Field("Alert", "pb_text", 15, _ALERT),
    Field("Deadline", "pb_day", 12, f'IF({_DATE}="","",{_DATE}-DeadlineDays)', "When HubSpot wants to know."),
    Field("Current MRR", "pb_money", 13),
    Field("Renewal MRR", "pb_money", 13),
    Field("MRR change", "pb_money", 13,
          f'IF({R.here("Renewal MRR")}="","",{R.here("Renewal MRR")}-{R.here("Current MRR")})'),
    Field("Currency", "pb_text", 9),
    Field("Status", "pb_text", 20),
    Field("Renewal manager", "pb_text", 20),
    Field("Communication owner", "pb_text", 20),
    Field("Last active employee", "pb_text", 20),
    Field("Last active on", "pb_day", 12),
    Field("Due", "pb_helper", 8,
          f'IF(OR({R.here("Alert")}="Done",{R.here("Alert")}="Later"),0,{_DAYS}+100000+{R.here("No.")}/10^5)',
          "For the list of renewals due: 0 for those that are not."),
)  # fmt: skip


def due_key(number: int, outlook: RenewalOutlook) -> float:
    """What due renewals are ordered by: soonest first, then by number; 0 for one that is not due."""
    return outlook.days + 100000 + number / 10**5 if outlook.due else 0


def due_renewals(report: Overview) -> list[RenewalOutlook]:
    """The renewals under an alert, soonest first."""
    return [outlook for outlook in report.renewals if outlook.due]


def write_renewals(document: Document, report: Overview) -> None:
    """Nothing; writes the sheet."""
    sheet = document.sheet(RENEWALS, "E8743B")
    put = document.put
    put(sheet, "A1", "Renewals", "pb_title")
    put(sheet, "A2", "Every renewal of the book, soonest first. Alerts follow the as-of day and the yellow cells.",
        "pb_subtitle")  # fmt: skip
    put(sheet, "B4", "Alert days, smallest first", "pb_label")
    places = [f"{letter}4" for letter in letters(len(report.alert_days), 3)]
    for place, days in zip(places, report.alert_days, strict=True):
        put(sheet, place, days, "pb_input_whole")
    document.name("AlertDays", sheet, f"{places[0]}:{places[-1]}")
    put(sheet, "K4", "Deadline, days before", "pb_label")
    put(sheet, "L4", report.edition.renewal_deadline_days, "pb_input_whole")
    document.name("DeadlineDays", sheet, "L4")
    clients = {client.client: client for client in report.book.clients}
    rows = []
    for number, outlook in enumerate(report.renewals, 1):
        renewal, client = outlook.renewal, clients.get(outlook.renewal.client)
        rows.append((
            number, renewal.client, renewal.products or None, renewal.renews_on, outlook.days,
            alert_words(outlook.alert),
            outlook.deadline, renewal.current_mrr, renewal.renewal_mrr,
            "" if outlook.mrr_change is None else outlook.mrr_change, renewal.currency, STATUSES[renewal.status],
            renewal.renewal_manager or None, renewal.communication_owner or None,
            (client and client.last_active_employee) or None, client and client.last_active_on,
            due_key(number, outlook),
        ))  # fmt: skip
    document.table(sheet, R.name, f"A{TOP}", FIELDS, rows or [_EMPTY] * 2, bulk=True)
    sheet.freeze_panes = f"C{TOP + 1}"
    page(sheet, "Renewals", repeat=f"{TOP}:{TOP}")


# A Table needs a row (and some programs two, or they take a column for a single value); an empty one is never due.
_EMPTY = (None, None, None, None, "", "Done", "", None, None, "", None, "Renewed", None, None, None, None, 0)
