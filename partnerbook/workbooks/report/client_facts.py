"""What the sheet Client says of the client itself: each fact a formula over the sheets that have it, and its value."""

from collections.abc import Callable
from typing import Any, NamedTuple

from partnerbook.book.tables.choices import HEALTHS
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.records import Client
from partnerbook.workbooks.kit.column import SheetTable
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.client_list_sheet import CLIENT_TABLE, FactsRow
from partnerbook.workbooks.report.client_tables import SUBSCRIPTION_TABLE
from partnerbook.workbooks.report.document import LINK_LENGTH
from partnerbook.workbooks.report.market_types import market_types
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import ACTIVE, ANSWERS, NO, state_on


class Fact(NamedTuple):
    """A fact under the key of its label; `style` is that of its cell."""

    key: str
    formula: str
    value: object
    style: str = "pb_text"


class ListColumn(NamedTuple):
    """A column of a list of the client's rows: its heading's key, the table's field, its style, and what it shows."""

    key: str
    field: str
    style: str
    value: Callable[[ReportWords, Any], object]


def found(table: SheetTable[Any], field: str, place: str, text: bool = True) -> str:
    """The formula of a table's cell in a row that a formula tells, 0 for none; empty text for an empty cell."""
    cell = f"INDEX({table(field)},{place})"
    return f'IF({place}=0,"",{cell}&"")' if text else f'IF({place}=0,"",IF({cell}="","",{cell}))'


def link_formula(address: str) -> str:
    """The formula of a link to an address, which is a formula too; of its plain text where that is no address.

    >>> link_formula("A1")
    'IF(AND(OR(LEFT(A1,8)="https://",LEFT(A1,7)="http://"),LEN(A1)<=255),HYPERLINK(A1,A1),A1)'
    """
    safe = f'OR(LEFT({address},8)="https://",LEFT({address},7)="http://")'
    return f"IF(AND({safe},LEN({address})<={LINK_LENGTH}),HYPERLINK({address},{address}),{address})"


def _facts(field: str, text: bool = True) -> str:
    return found(CLIENT_TABLE, field, "ClientFactsPlace", text)


def _points(field: str, text: bool = True) -> str:
    return found(BREAKDOWN_TABLE, field, "ClientPlace", text)


def client_facts(say: ReportWords, report: Overview, row: FactsRow | None) -> tuple[list[Fact], list[Fact]]:
    """The facts of a client in two columns, as the sheet has them side by side; all empty for no client."""
    client = row.client if row else Client("", "")
    managed = [each for each in report.book.managing if row and each.client == client.client]
    runs = [each for each in managed if state_on(each.start, each.end, report.as_of) == ACTIVE]
    subscriptions = [each.start for each in report.book.subscriptions if row and each.client == client.client]
    settings = report.book.settings
    health = next((choice.label(say.language) for choice in HEALTHS if choice.code == client.health), "")
    numbers, starts = SUBSCRIPTION_TABLE("client_number"), SUBSCRIPTION_TABLE("start")
    first = f"SUMPRODUCT(MIN(({numbers}<>ClientNumber)*10^6+{starts}))"
    since = min((each.start for each in runs), default=None)
    not_managed = say.answers[NO] if row else ""
    lapses = lapse_day(client, settings.lapse_days) if runs else None
    left = [
        Fact("market", _points("market"), say.market(client.market) if row else ""),
        Fact("market_type", _points("market_type"), say.market_type(market_types(client, report).now) if row else ""),
        Fact("relationship", _facts("relationship"), say.relationships[client.relationship] or ""),
        Fact("since", f'IF(COUNT({SUBSCRIPTION_TABLE("picked")})=0,"",{first})', min(subscriptions, default=""),
             "pb_day"),
        Fact("managed_since",
             f'IF(ClientNumber=0,"",IF(COUNT(ClientManaged)=0,{ANSWERS.word(str(NO))},MIN(ClientManaged)))',
             since or not_managed, "pb_day"),
        Fact("partners", 'IF(COUNT(ClientManaged)=0,"",MAX(ClientPartners))',
             max((each.other_partners for each in runs), default=""), "pb_number"),
        Fact("lapses", f'IF(COUNT(ClientManaged)=0,"",{_points("lapses", False)})', lapses or "", "pb_day"),
        Fact("active_on", _facts("last_active_on", False), client.last_active_on or "", "pb_day"),
        Fact("active_employee", _facts("last_active_employee"), client.last_active_employee),
        Fact("services_ended", _facts("services_ended", False), client.services_ended or "", "pb_day"),
        Fact("health", _facts("health"), health),
    ]  # fmt: skip
    right = [
        Fact("hub_id", _facts("hub_id"), client.hub_id),
        Fact("domain", _facts("domain"), client.domain),
        Fact("account", link_formula(_facts("account_link")), client.account_link),
        Fact("crm", link_formula(_facts("crm_company")), client.crm_company),
        Fact("contact_limit", _facts("contact_limit", False), _known(client.contact_limit), "pb_whole"),
        Fact("email_limit", _facts("email_limit", False), _known(client.email_limit), "pb_whole"),
        Fact("tools", _points("tools", False), _known(client.apps_used), "pb_number"),
        Fact("usage_score", _facts("usage_score", False), _known(client.usage_score), "pb_number"),
        Fact("segments", _facts("segments"), row.segments if row else ""),
        Fact("services", _facts("services"), row.services if row else ""),
        Fact("note", _facts("note"), client.note),
    ]
    return left, right


def _known(value: object) -> object:
    return "" if value is None else value
