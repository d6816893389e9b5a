"""The Clients sheet: what the book says of each client, its product lines and its MRR on the as-of day.

The sheet Client picks one of them. MRR has a column for each currency: two currencies are never added up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables.choices import HEALTHS
from partnerbook.exact import ZERO, figure, total
from partnerbook.figures.client_list import running_mrr
from partnerbook.figures.overview import Overview
from partnerbook.records import Client, Subscription
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.styles import AMOUNT
from partnerbook.workbooks.report.client_tables import SUBSCRIPTION_TABLE, TOP, StretchRow, write_list
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import quoted
from partnerbook.workbooks.report.segment_picked import segment_column
from partnerbook.workbooks.report.words import ACTIVE, CLIENT_LIST, SENTENCES, SUBSCRIPTIONS_SHEET


class FactsRow(NamedTuple):
    """A client with its number in the report, its segments, and what the partner does for it.

    `lines` are the product lines that it has on the day, `mrr` is what it pays, by currency; `subscriptions` counts
    all that the book has of it.
    """

    number: int
    client: Client
    segments: str
    services: str
    lines: str
    mrr: Mapping[str, Decimal]
    subscriptions: int


def _health(code: str, language: str) -> str | None:
    return next((choice.label(language) for choice in HEALTHS if choice.code == code), None)


def _block(field: str) -> str:
    """A column's cells in the client's rows of the sheet Subscriptions."""
    letter = SUBSCRIPTION_TABLE.letter(field)
    return f"{{{SUBSCRIPTIONS_SHEET}}}!${letter}${{first}}:${letter}${{last}}"


# How many of a client's subscriptions stand where the sheet had them when it was made.
_IN_PLACE = f"IFERROR(COUNTIF({_block('client_number')},$A{{row}}),0)"
_LAST = f"{{{SUBSCRIPTIONS_SHEET}}}!${SUBSCRIPTION_TABLE.letter('lines')}${{last}}"
_SORTED = SENTENCES.word(quoted("sorted"))
_LINES = f'IF($A{{row}}="","",IF(SubscriptionsInOrder=0,{_SORTED},IF([@in_place]=0,"",{_LAST})))'

CLIENT_TABLE: SheetTable[FactsRow] = SheetTable("ClientFacts", {
    "number": SheetColumn("No.", "pb_whole", 7, "The client's number in this report.", lambda row: row.number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.client.client),
    "relationship": SheetColumn("Relationship", "pb_text", 17,
                                told=lambda say, row: say.relationships[row.client.relationship]),
    "lines": SheetColumn("Product lines", "pb_text", 36, "Those of its subscriptions that run on the as-of day.",
                         lambda row: row.lines, _LINES, empty=""),
    "hub_id": SheetColumn("Hub ID", "pb_text", 13, value=lambda row: row.client.hub_id or None),
    "domain": SheetColumn("Domain", "pb_text", 30, value=lambda row: row.client.domain or None),
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
    "note": SheetColumn("Note", "pb_text", 36, value=lambda row: row.client.note or None),
    "account_link": SheetColumn("Account link", "pb_text", 46, value=lambda row: row.client.account_link or None),
    "crm_company": SheetColumn("Company in the CRM", "pb_text", 46, value=lambda row: row.client.crm_company or None),
    "in_place": SheetColumn("In place", "pb_helper", value=lambda row: row.subscriptions, formula=_IN_PLACE, empty=0,
                            hidden=True),
})  # fmt: skip


def client_table(currencies: Iterable[str]) -> SheetTable[FactsRow]:
    """The table with a column of MRR for each of the currencies."""
    mrr = {f"mrr_{currency}": _mrr_column(currency) for currency in sorted(currencies)}
    columns: dict[str, SheetColumn[FactsRow]] = {}
    for field, column in CLIENT_TABLE.columns.items():
        columns |= {field: column, **(mrr if field == "lines" else {})}
    return SheetTable(CLIENT_TABLE.name, columns)


def _mrr_column(currency: str) -> SheetColumn[FactsRow]:
    """What each client pays in a currency on the day: its own rows summed, or all searched once a person has sorted."""
    said = quoted(currency)
    fields = ("mrr", "currency", "state")
    (own, currencies, states), (every, all_currencies, all_states) = (
        [place(field) for field in fields] for place in (_block, SUBSCRIPTION_TABLE)
    )
    of_client = f"{SUBSCRIPTION_TABLE('client_number')},$A{{row}}"
    in_order = f"IF([@in_place]=0,0,SUMIFS({own},{currencies},{said},{states},{ACTIVE}))"
    searched = f"SUMIFS({every},{of_client},{all_currencies},{said},{all_states},{ACTIVE})"
    formula = f"ROUND(IF(SubscriptionsInOrder=1,{in_order},{searched}),6)"
    value = partial(_paid, currency)
    return SheetColumn(f"MRR {currency}", "pb_sparse_amount", 13, "", value, formula, empty=0)


def _paid(currency: str, row: FactsRow) -> Decimal:
    return row.mrr.get(currency, ZERO)


def facts_rows(report: Overview, subscriptions: Sequence[StretchRow[Subscription]] = ()) -> list[FactsRow]:
    """Every client of the report in order of numbers; what it has and pays is of `subscriptions`, in their order."""
    segments, services = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for each in report.book.segments:
        segments[each.client].append(each.segment)
    for service in report.book.partner_services:
        services[service.client].append(service.service)
    lines = {row.client_number: row.lines for row in subscriptions}
    counts = Counter(row.client_number for row in subscriptions)
    mrr = running_mrr(report)

    def joined(found: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(found))

    return [
        FactsRow(
            line.number,
            line.client,
            joined(segments[line.client.client]),
            joined(services[line.client.client]),
            lines.get(line.number, ""),
            mrr.get(line.client.client, {}),
            counts[line.number],
        )
        for line in report.clients
    ]


def write_client_list(
    document: ReportDocument, report: Overview, subscriptions: Sequence[StretchRow[Subscription]]
) -> None:
    """Write the sheet, beside that of the subscriptions, which has these rows."""
    rows, table = facts_rows(report, subscriptions), client_table({row.row.currency for row in subscriptions})
    blocks = _blocks(rows, subscriptions)
    sheet = write_list(document, report, CLIENT_LIST, table, rows, blocks, printed="note")  # no links on paper
    for field in ("account_link", "crm_company"):
        addresses = [getattr(row.client, field) for row in rows]
        document.link_column(sheet, table.letter(field), TOP + 1, addresses)
    in_order = f"IF(SUM({table('in_place')})=COUNT({SUBSCRIPTION_TABLE('client_number')}),1,0)"
    document.hide(sheet, f"{table.letter('in_place')}1", in_order, 1, "SubscriptionsInOrder")
    _write_sums(document, sheet, table, rows)


def _blocks(rows: Sequence[FactsRow], subscriptions: Sequence[StretchRow[Subscription]]) -> list[tuple[int, int]]:
    """The first and the last row of each client's subscriptions, of two clients at least; the heading's for none."""
    row = TOP + sum(each.client_number is None for each in subscriptions)
    blocks = list[tuple[int, int]]()
    for each in rows:
        blocks.append((row + 1, row + each.subscriptions) if each.subscriptions else (TOP, TOP))
        row += each.subscriptions
    return blocks + [(TOP, TOP)] * (2 - len(blocks))


def _write_sums(
    document: ReportDocument, sheet: Worksheet, table: SheetTable[FactsRow], rows: Sequence[FactsRow]
) -> None:
    """Whose MRR is added up, of all clients or of a segment, and its sum in each currency."""
    row, put = TOP - 1, document.put
    fields = [field for field in table.columns if field.startswith("mrr_")]
    if not fields:
        return
    label = put(sheet, f"{table.letter('lines')}{row}", Formula("SegmentShown", document.say("segments", "all")),
                "pb_right_label")  # fmt: skip
    label.alignment = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
    for field in fields:
        summed = f"ROUND(SUMIFS({table(field)},{table('in_segment')},1),6)"
        value = figure(total(_paid(field.removeprefix("mrr_"), each) for each in rows))
        put(sheet, f"{table.letter(field)}{row}", Formula(summed, value), "pb_total").number_format = AMOUNT
