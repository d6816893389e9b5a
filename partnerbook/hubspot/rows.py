"""What a client's record at HubSpot becomes: a client, what it pays, its managing, its renewal, and what to say.

An empty value means "not shared", never zero, and nothing that HubSpot does not say is made up: what had to be
assumed stands in the record's note or in a finding.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT, plain, quotient, rounded
from partnerbook.files.problems import NOTE, WARNING
from partnerbook.hubspot.columns import ExportRow
from partnerbook.records import Client, Managing, Renewal, Subscription

SEVERAL_LINES = "Several lines"
LINE_NOT_SHARED = "Line not shared"
_EDITION = re.compile(r"\s+(?:Free|Starter|Basic|Professional|Pro|Enterprise)(?:\s.*)?$", re.IGNORECASE)
_HALF_A_CENT = Decimal("0.005")


class Finding(NamedTuple):
    """Something to say of a row: how severe it is, the field it is about, and the sentence."""

    severity: str
    field: str
    message: str


def product_line(products: str) -> str:
    """The product line of a list of products: the hub, if all are of one; else that there are several, or none told.

    >>> product_line("Sales Hub Professional"), product_line("Sales Hub Enterprise; Sales Hub Starter")
    ('Sales Hub', 'Sales Hub')
    >>> product_line("Sales Hub Professional; Data Hub Professional"), product_line("")
    ('Several lines', 'Line not shared')
    """
    lines = {_EDITION.sub("", product) for product in products.split("; ") if product}
    if not lines:
        return LINE_NOT_SHARED
    return lines.pop() if len(lines) == 1 else SEVERAL_LINES


def product_list(products: str) -> str:
    """The products as the book lists them.

    >>> product_list("Data Hub Professional;Service Hub Starter; ")
    'Data Hub Professional; Service Hub Starter'
    """
    return "; ".join(filter(None, (product.strip() for product in products.split(";"))))


def partners_of_split(whole: Decimal, share: Decimal) -> int | None:
    """How many partners an MRR is evenly split among, if the share is a whole part of it within rounding.

    The MRR is rounded to cents, the share to cents or to six places.

    >>> partners_of_split(Decimal("713.86"), Decimal("237.953333")), partners_of_split(Decimal("713.86"), Decimal(500))
    (3, None)
    """
    if not whole or not share:
        return None
    partners = int(rounded(quotient(whole, share), 0))
    in_cents = share == rounded(share, 2)
    slack = quotient(_HALF_A_CENT, Decimal(max(partners, 1))) + (_HALF_A_CENT if in_cents else Decimal("0.0000005"))
    if not partners or EXACT.abs(EXACT.subtract(quotient(whole, Decimal(partners)), share)) > slack:
        return None
    return partners


def client(row: ExportRow) -> Client:
    """The client of a row. A relationship that is not told follows from "is sold" and "is managed", if those are."""
    told = {(True, True): "both", (True, False): "sold", (False, True): "managed"}
    shared = {field: getattr(row, field) for field in Client._fields if field in ExportRow._fields}
    shared["relationship"] = row.relationship or told.get((row.is_sold is True, row.is_managed is True), "")
    return Client(**shared)


def is_managed(row: ExportRow) -> bool | None:
    """Whether the partner manages the client, or None where the row does not say."""
    if row.is_managed is None and row.relationship:
        return row.relationship in ("managed", "both")
    return row.is_managed


def is_sold(row: ExportRow) -> bool:
    """Whether the row says that the partner sold to the client."""
    return row.relationship in ("sold", "both") if row.is_sold is None else row.is_sold


def subscription(row: ExportRow, day: date, currency: str) -> tuple[Subscription | None, list[Finding]]:
    """What the client pays, from the day of the record on: it says neither since when nor which line how much.

    A cancellation to come is a note and no end: it may be of one product out of several, and can be taken back.
    """
    if not row.total_mrr:
        what = "does not share its total MRR" if row.total_mrr is None else "pays an MRR of 0"
        return None, [Finding(NOTE, "total_mrr", f'"{row.client}" {what}, so it has no subscription.')]
    products = product_list(row.products)
    note = _no_start(day) + _cancellation(row, ". Next cancellation: ")
    line = product_line(products)
    return Subscription(row.client, line, row.total_mrr, currency, day, None, products, note, origin=row.origin), []


def managing(row: ExportRow, day: date) -> tuple[Managing | None, list[Finding]]:
    """The managing of a managed client: since the relationship began, or since the day of the record if it is not told.

    The number of other partners follows from the split of the MRR; where it cannot, it stays 0 and a warning says so.
    """
    managed = is_managed(row)
    if managed is None:
        message = f'HubSpot does not say whether you manage "{row.client}"; if you do, add it to the Managing sheet.'
        return None, [Finding(NOTE, "is_managed", message)]
    if not managed:
        return None, []
    others, why = other_partners(row)
    findings = []
    if why:
        message = f'{why}; "{row.client}" counts as managed by you alone until you write Other partners for it.'
        findings.append(Finding(WARNING, "split_managed_mrr", message))
    note = "" if row.relationship_start else _no_start(day)
    return Managing(row.client, row.relationship_start or day, None, others, note, origin=row.origin), findings


def other_partners(row: ExportRow) -> tuple[int, str]:
    """With how many other partners a client is managed, and why not where the row does not tell."""
    whole = row.total_mrr if row.managed_mrr is None else row.managed_mrr
    if not whole or not row.split_managed_mrr:
        if row.managing_partners:
            return row.managing_partners - 1, ""
        return 0, "The row does not tell how many partners manage the client"
    partners = partners_of_split(whole, row.split_managed_mrr)
    if partners is None:
        ratio = plain(rounded(quotient(whole, row.split_managed_mrr), 2))
        return 0, f"An MRR of {whole} split into {row.split_managed_mrr} makes {ratio} partners, no whole number"
    if row.managing_partners not in (None, 0, partners):
        told = f"The row tells {row.managing_partners} managing partners, but its split MRR makes {partners}"
        return 0, told
    return partners - 1, ""


def renewal(row: ExportRow, currency: str) -> tuple[Renewal | None, list[Finding]]:
    """The renewal to come, if the row has its day and the MRR until then.

    A renewal MRR of 0 is a loss only where a cancellation is announced: then the renewal has that status. Without one
    HubSpot's records hold a 0 for many clients that renew, so it counts as not known.
    """
    if row.renews_on is None:
        if not row.renewal_mrr:
            return None, []
        message = f'"{row.client}" has a renewal MRR but no renewal date; it is not used.'
        return None, [Finding(NOTE, "renewal_mrr", message)]
    if row.total_mrr is None:
        message = f'"{row.client}" renews on {row.renews_on} but does not share its total MRR; the renewal is not used.'
        return None, [Finding(NOTE, "renews_on", message)]
    findings = []
    expected, status = row.renewal_mrr, row.status or "pending"
    notes = _cancellation(row, "Next cancellation: ")
    if row.total_mrr and expected == 0 and not row.status:
        if row.cancels_on:
            status = "cancel_requested"
        else:
            expected = None
            notes = "Renewal MRR was 0 at HubSpot, with no cancellation"
            message = f'"{row.client}" has a renewal MRR of 0 and no cancellation date; it is taken as not known.'
            findings.append(Finding(NOTE, "renewal_mrr", message))
    made = Renewal(
        client=row.client,
        products=product_list(row.products),
        renews_on=row.renews_on,
        current_mrr=row.total_mrr,
        renewal_mrr=expected,
        currency=currency,
        status=status,
        communication_owner=row.communication_owner,
        renewal_manager=row.renewal_manager,
        note=notes,
        origin=row.origin,
    )
    return made, findings


def _cancellation(row: ExportRow, words: str) -> str:
    if row.cancels_on is None:
        return ""
    return f"{words}{row.cancels_on}" + (f" ({product_list(row.cancels)})" if row.cancels else "")


def _no_start(day: date) -> str:
    return f"HubSpot's export of {day}, which has no start date"
