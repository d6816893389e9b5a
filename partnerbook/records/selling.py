"""The records of what is sold, paid and used beside the book's own deals: a book can do without any of them."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.records.place import NOWHERE, Place


class SharedDeal(NamedTuple):
    """A deal that HubSpot and the partner sell together, whose client may be none of the book yet.

    `created_by` and `closed_by` are "hubspot" or "partner" (`closed_by` "" where that is not said), `stage` is "open",
    "won" or "lost". `amount` is what HubSpot shows as the deal's amount, which may be no MRR: no points come of it.
    """

    deal: str
    created_by: str
    created: date
    client: str = ""
    stage: str = "open"
    owner: str = ""
    closed: date | None = None
    closed_by: str = ""
    amount: Decimal | None = None
    currency: str = ""
    record_id: str = ""
    note: str = ""
    origin: Place = NOWHERE


class CommissionLine(NamedTuple):
    """A line of a commission statement of a period, "2026-Q3" or "2026-07".

    `amount` is negative where it is taken back, `base` the revenue of the period from which it is worked out, `rate` a
    share of 1. `status` is "expected", "earned", "paid" or "clawed_back"; "" is paid where there is a day of payment,
    clawed back where the amount is negative, and earned else.
    """

    period: str
    client: str
    amount: Decimal
    currency: str
    deal: str = ""
    line: str = ""
    base: Decimal | None = None
    rate: Decimal | None = None
    status: str = ""
    paid_on: date | None = None
    note: str = ""
    origin: Place = NOWHERE


class Payout(NamedTuple):
    """Money for the commission of a quarter, "2026-Q3": what HubSpot sent, what the bank took, and what came in.

    It is still to come where `received_on` is None. What is None of `gross`, `fee` and `net` is not known.
    """

    period: str
    currency: str
    gross: Decimal | None = None
    fee: Decimal | None = None
    net: Decimal | None = None
    expected_on: date | None = None
    received_on: date | None = None
    note: str = ""
    origin: Place = NOWHERE


class TeamMember(NamedTuple):
    """Somebody at HubSpot who helps the partner; `role` is "cam", "consultant", "pdm" or "other"."""

    name: str
    role: str
    helps_with: str = ""
    mail: str = ""
    phone: str = ""
    link: str = ""
    note: str = ""
    origin: Place = NOWHERE


class Usage(NamedTuple):
    """How much a client used its account in a month, of which `month` is the first day."""

    client: str
    month: date
    engagement_score: Decimal | None = None
    products: str = ""
    apps: str = ""
    note: str = ""
    origin: Place = NOWHERE
