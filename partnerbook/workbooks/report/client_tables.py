"""The sheets Clients, Subscriptions and Managing: rows of the book, of which the sheet Client picks one client's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from partnerbook.book.tables.choices import HEALTHS
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.records import Client, Managing, Subscription
from partnerbook.workbooks.kit.column import Record, SheetColumn, SheetTable
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import (
    ACTIVE,
    CLIENT_LIST,
    COMING,
    MANAGING_SHEET,
    STATES,
    SUBSCRIPTIONS_SHEET,
    state_formula,
    state_on,
)

Stretch = TypeVar("Stretch", Subscription, Managing)

TOP = 5
STEP = 10**7  # more than a sheet has rows
# What the rows of the client that is picked are ordered by: their numbers, those that are on the day before those to
# come, and those before what is over, the latest first; empty text for those of another client.
PICKED = 'IF([@client_number]="","",IF([@client_number]=ClientNumber,{key},""))'


def picked_key(number: int, state: int) -> int:
    """What a row of the client is ordered by.

    >>> from partnerbook.workbooks.report.words import EXPIRED
    >>> picked_key(7, ACTIVE) < picked_key(5, COMING) < picked_key(8, EXPIRED) < picked_key(7, EXPIRED)
    True
    """
    return number if state == ACTIVE else STEP + number if state == COMING else 3 * STEP - number


def key_formula(number: str, state: str) -> str:
    """The formula of it."""
    return f"IF({state}={ACTIVE},{number},IF({state}={COMING},{STEP}+{number},{3 * STEP}-{number}))"


def number_formula(key: str) -> str:
    """The formula of the number that a key is of."""
    return f"IF({key}<{STEP},{key},IF({key}<{2 * STEP},{key}-{STEP},{3 * STEP}-{key}))"


_STATE = state_formula("[@start]", "[@end]")
_STATUS = f'IF([@state]="","",{STATES.word("[@state]")})'


class FactsRow(NamedTuple):
    """A client with its number in the report, its segments, and what the partner does for it."""

    number: int
    client: Client
    segments: str
    services: str


class StretchRow(NamedTuple, Generic[Stretch]):
    """A subscription or a stretch of managing, its number and its client's, its state on the day; 0 if not picked."""

    number: int
    client_number: int | None
    row: Stretch
    state: int
    picked: int


def _health(code: str, language: str) -> str | None:
    return next((choice.label(language) for choice in HEALTHS if choice.code == code), None)


CLIENT_TABLE: SheetTable[FactsRow] = SheetTable("ClientFacts", {
    "number": SheetColumn("No.", "pb_whole", 7, "The client's number in this report.", lambda row: row.number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.client.client),
    "relationship": SheetColumn("Relationship", "pb_text", 17,
                                told=lambda say, row: say.relationships[row.client.relationship]),
    "hub_id": SheetColumn("Hub ID", "pb_text", 13, value=lambda row: row.client.hub_id or None),
    "domain": SheetColumn("Domain", "pb_text", 24, value=lambda row: row.client.domain or None),
    "usage_score": SheetColumn("Usage score", "pb_number", 9, value=lambda row: row.client.usage_score),
    "contact_limit": SheetColumn("Contact limit", "pb_whole", 12, value=lambda row: row.client.contact_limit),
    "email_limit": SheetColumn("E-mail limit", "pb_whole", 12, "E-mails a month.",
                               lambda row: row.client.email_limit),
    "health": SheetColumn("Relation health", "pb_text", 16,
                          told=lambda say, row: _health(row.client.health, say.language)),
    "last_active_employee": SheetColumn("Last active employee", "pb_text", 20,
                                        value=lambda row: row.client.last_active_employee or None),
    "last_active_on": SheetColumn("Last active on", "pb_day", 12, value=lambda row: row.client.last_active_on),
    "services_ended": SheetColumn("Services ended", "pb_day", 12, value=lambda row: row.client.services_ended),
    "segments": SheetColumn("Segments", "pb_text", 24, value=lambda row: row.segments or None),
    "in_segment": segment_column("[@number]"),
    "services": SheetColumn("Services", "pb_text", 28, "What you do for the client.",
                            lambda row: row.services or None),
    "account_link": SheetColumn("Account link", "pb_text", 30, value=lambda row: row.client.account_link or None),
    "crm_company": SheetColumn("Company in the CRM", "pb_text", 30, value=lambda row: row.client.crm_company or None),
    "note": SheetColumn("Note", "pb_text", 36, value=lambda row: row.client.note or None),
})  # fmt: skip

# What subscriptions and stretches of managing have alike.
_WHOSE: dict[str, SheetColumn[Any]] = {
    "number": SheetColumn("No.", "pb_whole", 7, value=lambda row: row.number),
    "client_number": SheetColumn("Client no.", "pb_whole", 8, "The client's number in this report.",
                                 lambda row: row.client_number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.row.client),
}  # fmt: skip
_DAYS: dict[str, SheetColumn[Any]] = {
    "start": SheetColumn("From", "pb_day", 12, "The first day of it.", lambda row: row.row.start),
    "end": SheetColumn("Until", "pb_day", 12, "The first day without it; empty while open.",
                       lambda row: row.row.end),
}  # fmt: skip
_STATE_COLUMNS: dict[str, SheetColumn[Any]] = {
    "in_segment": segment_column("[@client_number]"),
    "status": SheetColumn("Status", "pb_text", 10, "Active, expired or still coming on the as-of day.",
                          told=lambda say, row: say.states[row.state], formula=_STATUS, empty=""),
    "state": SheetColumn("State", "pb_helper", value=lambda row: row.state, formula=_STATE, empty="", hidden=True),
    "picked": SheetColumn("Picked", "pb_helper", value=lambda row: row.picked or "", empty="",
                          formula=PICKED.replace("{key}", key_formula("[@number]", "[@state]")),
                          hidden=True),
}  # fmt: skip

SUBSCRIPTION_TABLE: SheetTable[StretchRow[Subscription]] = SheetTable("SubscriptionRows", {
    **_WHOSE,
    "line": SheetColumn("Product line", "pb_text", 22, value=lambda row: row.row.line),
    "product": SheetColumn("Product", "pb_text", 28, value=lambda row: row.row.product or None),
    "mrr": SheetColumn("MRR", "pb_amount", 14, value=lambda row: row.row.mrr),
    "currency": SheetColumn("Currency", "pb_text", 9, value=lambda row: row.row.currency),
    **_DAYS,
    **_STATE_COLUMNS,
}, plain=True)  # fmt: skip

MANAGING_TABLE: SheetTable[StretchRow[Managing]] = SheetTable("ManagingRows", {
    **_WHOSE,
    **_DAYS,
    "partners": SheetColumn("Other partners", "pb_whole", 10, "How many others manage the client too.",
                            lambda row: row.row.other_partners),
    "note": SheetColumn("Note", "pb_text", 36, value=lambda row: row.row.note or None),
    **_STATE_COLUMNS,
}, plain=True)  # fmt: skip


def facts_rows(report: Overview) -> list[FactsRow]:
    """Every client of the report in order of numbers."""
    segments, services = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for each in report.book.segments:
        segments[each.client].append(each.segment)
    for service in report.book.partner_services:
        services[service.client].append(service.service)

    def joined(found: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(found))

    return [
        FactsRow(line.number, line.client, joined(segments[line.client.client]), joined(services[line.client.client]))
        for line in report.clients
    ]


def stretch_rows(rows: Iterable[Stretch], report: Overview, client: str) -> list[StretchRow[Stretch]]:
    """Subscriptions, or stretches of managing: those of each client together, by start; `client` is the one picked."""
    numbers = number_of(report.clients)
    ordered = sorted(rows, key=lambda row: (numbers.get(row.client, 0), row.start))
    return [
        StretchRow(
            number, numbers.get(row.client), row, state, picked_key(number, state) if row.client == client else 0
        )
        for number, row in enumerate(ordered, 1)
        for state in (state_on(row.start, row.end, report.as_of),)
    ]


def in_order(rows: Iterable[StretchRow[Stretch]]) -> list[StretchRow[Stretch]]:
    """The rows of the client that is picked, in their order."""
    return sorted((row for row in rows if row.picked), key=lambda row: row.picked)


def write_client_tables(document: ReportDocument, report: Overview, client: str) -> None:
    """Write the three sheets; `client` is the one that the sheet Client shows."""
    facts = facts_rows(report)
    _write(document, report, CLIENT_LIST, CLIENT_TABLE, facts)
    for field in ("account_link", "crm_company"):
        addresses = [getattr(row.client, field) for row in facts]
        document.link_column(document.made(CLIENT_LIST), CLIENT_TABLE.letter(field), TOP + 1, addresses)
    _write(document, report, SUBSCRIPTIONS_SHEET, SUBSCRIPTION_TABLE,
           stretch_rows(report.book.subscriptions, report, client))  # fmt: skip
    _write(document, report, MANAGING_SHEET, MANAGING_TABLE, stretch_rows(report.book.managing, report, client))


def _write(
    document: ReportDocument, report: Overview, code: str, table: SheetTable[Record], rows: Sequence[Record]
) -> None:
    sheet, say = document.sheet(code, GREY), document.say
    document.put(sheet, "A1", say.sheet(code), "pb_title")
    document.put(sheet, "A2", say("client_tables", code), "pb_subtitle")
    document.put_day(sheet)
    document.table(sheet, table, f"A{TOP}", rows, bulk=True, least_rows=2)
    sheet.freeze_panes = f"{table.letter('client')}{TOP + 1}"
    mark_segment(document, sheet, report, table, TOP, len(rows))
    right = [field for field, column in table.columns.items() if not column.hidden][-1]
    document.on_paper(sheet, say.sheet(code), table.letter(right), TOP + max(2, len(rows)), first=0, head=TOP)
