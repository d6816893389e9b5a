"""The records of a partner's book: dumb data, one NamedTuple per table, amounts as Decimal, days as date.

Every record ends with `origin`, the place it was read from, so that any figure can be traced. `unlisted_on` is the
first day on which HubSpot no longer listed what the row says.
Field names follow HubSpot's where HubSpot has one; `book/tables` says what each means and which values it takes.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.records.assumed import Assumed
from partnerbook.records.place import NOWHERE, Place
from partnerbook.records.selling import CommissionLine, Payout, SharedDeal, TeamMember, Usage
from partnerbook.summary import html_table

__all__ = [
    "CLIENT",
    "LINE",
    "LINE_NOT_SHARED",
    "MARKET",
    "NOWHERE",
    "OWN",
    "PAYOUT_DAYS",
    "PROGRAM",
    "PROVIDER",
    "RATE_MAX_AGE",
    "SEVERAL_LINES",
    "SOLUTIONS_PARTNER",
    "Assumed",
    "Book",
    "Client",
    "CommissionLine",
    "Deal",
    "ImportRule",
    "Managing",
    "OwnRate",
    "Payout",
    "Place",
    "Renewal",
    "SavedReport",
    "Segment",
    "Service",
    "Settings",
    "SharedDeal",
    "Subscription",
    "TeamMember",
    "Threshold",
    "Usage",
]

PROGRAM = "program"
MARKET = "market"
# Lines of subscriptions of which HubSpot tells no more than the total.
SEVERAL_LINES = "Several lines"
LINE_NOT_SHARED = "Line not shared"
OWN, LINE, CLIENT = "own", "line", "client"  # how the assumptions of the Settings sheet are read
RATE_MAX_AGE = 45  # days, after which a market rate is refused unless the book says otherwise
SOLUTIONS_PARTNER, PROVIDER = "partner", "provider"  # what the partner is to HubSpot, and so for how long it is paid
PAYOUT_DAYS = 45  # after a quarter's end, until its commission is paid


class Settings(NamedTuple):
    """What holds for the whole book; every field is a row of the Settings sheet."""

    partner: str = ""
    reporting_currency: str = "USD"
    as_of: date | None = None
    goal_tier: str = ""
    credited_tier: str = ""
    credited_since: date | None = None
    credited_read_on: date | None = None
    certification_until: date | None = None
    certified_people: int | None = None
    elite_invitation: bool = False
    alert_days: tuple[int, ...] = ()
    growth_added: frozenset[str] = frozenset()
    growth_removed: frozenset[str] = frozenset()
    rate_max_age: int = RATE_MAX_AGE
    lapse_days: int = 60
    deals_without_source: str = "assisted"
    upsell_by_other_source: str = OWN
    new_deal_on_older_line: str = OWN
    losses_by: str = CLIENT
    partner_kind: str = SOLUTIONS_PARTNER
    payout_days: int = PAYOUT_DAYS


class Client(NamedTuple):
    """A customer that the partner has sold to or manages; `market` is an ISO 3166-1 alpha-2 code."""

    client: str
    market: str
    hub_id: str = ""
    domain: str = ""
    relationship: str = ""
    usage_score: Decimal | None = None
    apps_used: int | None = None
    last_active_employee: str = ""
    last_active_on: date | None = None
    managed_until: date | None = None
    services_ended: date | None = None
    hubspot_sold_points: Decimal | None = None
    hubspot_managed_points: Decimal | None = None
    hubspot_points_on: date | None = None
    multiplier: Decimal | None = None
    multiplier_on: date | None = None
    account_link: str = ""
    crm_company: str = ""
    health: str = ""
    contact_limit: int | None = None
    email_limit: int | None = None
    note: str = ""
    unlisted_on: date | None = None
    origin: Place = NOWHERE


class Subscription(NamedTuple):
    """A stretch of time in which a client pays one MRR for one product line; `end` is the first day without it."""

    client: str
    line: str
    mrr: Decimal
    currency: str
    start: date
    end: date | None = None
    product: str = ""
    note: str = ""
    unlisted_on: date | None = None
    origin: Place = NOWHERE


class Deal(NamedTuple):
    """A sale, or the loss of one: `mrr` is the MRR gained (new, cross_sell, upsell) or lost (the other kinds).

    `commission_rate` is a share of 1 (0.2 is 20 %), None where the rule says it. `upmarket_referral` is whether an
    assisted deal is one, `other_partners_line` whether another partner sold the line first.
    """

    deal: str
    client: str
    line: str
    kind: str
    source: str
    closed: date
    mrr: Decimal
    currency: str
    contract_value: Decimal | None = None
    first_sold: date | None = None
    commission_rate: Decimal | None = None
    upmarket_referral: bool = False
    other_partners_line: bool = False
    record_id: str = ""
    note: str = ""
    origin: Place = NOWHERE


class Managing(NamedTuple):
    """A stretch of time in which the partner manages a client, with so many other partners."""

    client: str
    start: date
    end: date | None = None
    other_partners: int = 0
    note: str = ""
    unlisted_on: date | None = None
    origin: Place = NOWHERE


class Renewal(NamedTuple):
    """A subscription that comes up for renewal; `renewal_products` is what it is renewed as, where that is known."""

    client: str
    products: str
    renews_on: date
    current_mrr: Decimal
    renewal_mrr: Decimal | None
    currency: str
    status: str = "pending"
    communication_owner: str = ""
    renewal_manager: str = ""
    renewal_products: str = ""
    note: str = ""
    unlisted_on: date | None = None
    origin: Place = NOWHERE


class Threshold(NamedTuple):
    """What one tier of one edition needs, in points; None is a figure that the person has not entered."""

    edition: date
    tier: str
    total: Decimal | None = None
    minimum: Decimal | None = None
    managed: Decimal | None = None
    note: str = ""
    origin: Place = NOWHERE


class OwnRate(NamedTuple):
    """A row of the partner's own Rates table: so much of a currency per US$100, from a day on.

    `kind` is "program" (what HubSpot counts as US$100) or "market"; `origin` is where the row stands.
    """

    currency: str
    start: date
    amount: Decimal
    kind: str = PROGRAM
    note: str = ""
    origin: Place = NOWHERE


class Service(NamedTuple):
    """One of HubSpot's Partner Services: something that the partner does for a client, in the account's own words."""

    client: str
    service: str
    details: str = ""
    record_id: str = ""
    note: str = ""
    unlisted_on: date | None = None
    origin: Place = NOWHERE


class Segment(NamedTuple):
    """That a client is one of a group of clients, which the person has named."""

    segment: str
    client: str
    note: str = ""
    origin: Place = NOWHERE


class SavedReport(NamedTuple):
    """Rows that the person wants to have again: which, of whom (all clients without a segment), between which days."""

    report: str
    rows: str
    segment: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""
    origin: Place = NOWHERE


class ImportRule(NamedTuple):
    """How a column of other programs' exports is read: as which of a table's columns (none: it is left out).

    `value` are the pipelines or stages of deals that count, or what holds for a row that says nothing in a column.
    """

    rows: str
    heading: str
    column: str = ""
    value: str = ""
    note: str = ""
    origin: Place = NOWHERE


class Book(NamedTuple):
    """All records of a partner's book."""

    settings: Settings = Settings()
    clients: tuple[Client, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    deals: tuple[Deal, ...] = ()
    managing: tuple[Managing, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    tiers: tuple[Threshold, ...] = ()
    rates: tuple[OwnRate, ...] = ()
    partner_services: tuple[Service, ...] = ()
    segments: tuple[Segment, ...] = ()
    saved_reports: tuple[SavedReport, ...] = ()
    shared_deals: tuple[SharedDeal, ...] = ()
    commissions: tuple[CommissionLine, ...] = ()
    payouts: tuple[Payout, ...] = ()
    hubspot_team: tuple[TeamMember, ...] = ()
    usage: tuple[Usage, ...] = ()
    scenarios: tuple[Assumed, ...] = ()
    imports: tuple[ImportRule, ...] = ()

    def __repr__(self) -> str:
        facts = ", ".join(f"{count} {name}" for name, count in self._counts()) or "nothing in it yet"
        return f"<Book{f' of {self.settings.partner}' if self.settings.partner else ''}: {facts}>"

    def _repr_html_(self) -> str:
        return html_table(self.settings.partner or "Book", [(name, str(count)) for name, count in self._counts()])

    def _counts(self) -> list[tuple[str, int]]:
        """How many records there are of each kind that the book has any of."""
        counts = [(name.replace("_", " "), len(rows)) for name, rows in zip(self._fields[1:], self[1:], strict=True)]
        return [(name, count) for name, count in counts if count]
