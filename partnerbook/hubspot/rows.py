"""What a client's record at HubSpot becomes: a client, what it pays, its managing, its renewal, and what to say.

An empty value means "not shared", never zero, and nothing that HubSpot does not say is made up: what had to be
assumed stands in the record's note or in a finding.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.exact import EXACT, plain, quotient, rounded
from partnerbook.files.problems import NOTE, WARNING
from partnerbook.hubspot.columns import ExportRow
from partnerbook.hubspot.hubs import REST, Hub, Money, hubs_of, rest_of, same_hub
from partnerbook.names import folded
from partnerbook.program.edition import edition_on
from partnerbook.records import LINE_NOT_SHARED, SEVERAL_LINES, Client, Managing, Subscription

_EDITION = re.compile(r"\s+(?:Free|Starter|Basic|Professional|Pro|Enterprise)(?:\s.*)?$", re.IGNORECASE)
_HALF_A_CENT = Decimal("0.005")


class Finding(NamedTuple):
    """Something to say of a row: how severe it is, the field it is about, and the sentence."""

    severity: str
    field: str
    message: Sentence


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


def products_in(products: str, line: str) -> str:
    """Those of a list of products that are of a product line.

    >>> products_in("Sales Hub Professional; Operations Hub Starter", "Data Hub")
    'Operations Hub Starter'
    """
    listed = filter(None, products.split("; "))
    return "; ".join(product for product in listed if same_hub(product_line(product)) == same_hub(line))


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


_MARKETS = {"growthmarket": True, "growth": True, "coremarket": False, "core": False, "standard": False}


def client(row: ExportRow, day: date) -> tuple[Client, list[Finding]]:
    """The client of a row of a day, and what to say of it.

    A relationship that is not told follows from "is sold" and "is managed", if those are. What HubSpot multiplies the
    client's points by is its own figure, else follows from whether it counts the client to a growth market.
    """
    told = {(True, True): "both", (True, False): "sold", (False, True): "managed"}
    shared = {field: getattr(row, field) for field in Client._fields if field in ExportRow._fields}
    shared["relationship"] = row.relationship or told.get((row.is_sold is True, row.is_managed is True), "")
    multiplier, findings = _multiplier(row, day)
    shared |= {"multiplier": multiplier, "multiplier_on": None if multiplier is None else day}
    return Client(**shared), findings


def _multiplier(row: ExportRow, day: date) -> tuple[Decimal | None, list[Finding]]:
    grows = _MARKETS.get(folded(row.market_name))
    by_name = None if grows is None else edition_on(day).growth_multiplier if grows else Decimal(1)
    if row.market_name and grows is None:
        message = Sentence(
            'HubSpot calls the market of "{client}" "{market_name}", which says nothing of its points.',
            client=row.client,
            market_name=row.market_name,
        )
        return row.multiplier or None, [Finding(NOTE, "market_name", message)]
    if row.multiplier == 0:
        message = Sentence(
            'The market multiplier of "{client}" is 0, which can be none; it is taken as not shared.', client=row.client
        )
        return by_name, [Finding(WARNING, "multiplier", message)]
    if row.multiplier is None:
        return by_name, []
    if by_name is not None and by_name != row.multiplier:
        message = Sentence(
            'HubSpot multiplies the points of "{client}" by {multiplier} and calls its market "{market_name}", '
            "which would be {by_name}; the multiplier is used.",
            client=row.client,
            multiplier=plain(row.multiplier),
            market_name=row.market_name,
            by_name=by_name,
        )
        return plain(row.multiplier), [Finding(WARNING, "multiplier", message)]
    return plain(row.multiplier), []


def is_managed(row: ExportRow) -> bool | None:
    """Whether the partner manages the client, or None where the row does not say."""
    if row.is_managed is None and row.relationship:
        return row.relationship in ("managed", "both")
    return row.is_managed


def is_sold(row: ExportRow) -> bool:
    """Whether the row says that the partner sold to the client."""
    return row.relationship in ("sold", "both") if row.is_sold is None else row.is_sold


def subscriptions(row: ExportRow, day: date, money: Money) -> tuple[list[Subscription], list[Finding]]:
    """What the client pays, from the day of the record on, which does not say since when: a row for each hub.

    A client that shares no hub has one of its total. A cancellation to come is a note and no end: it may be of one
    product out of several, and can be taken back.
    """
    hubs = hubs_of(row)
    products = product_list(row.products)
    note = _no_start(day) + cancellation(row, ". Next cancellation: ")
    if not hubs:
        if not row.total_mrr:
            unshared = Sentence(
                '"{client}" does not share its total MRR, so it has no subscription.', client=row.client
            )
            nothing = Sentence('"{client}" pays an MRR of 0, so it has no subscription.', client=row.client)
            return [], [Finding(NOTE, "total_mrr", unshared if row.total_mrr is None else nothing)]
        hubs, products_of = [Hub(product_line(products), row.total_mrr, None)], {product_line(products): products}
        currency = money.totals
    else:
        products_of = {hub.line: products_in(products, hub.line) for hub in hubs}
        currency = money.hubs
    findings = [Finding(WARNING, "total_mrr", money.doubt)] if money.doubt else []
    rest = rest_of(row, money) if currency == money.hubs and hubs_of(row) else Decimal(0)
    if rest > 0:
        hubs = [*hubs, Hub(REST, rest, None)]
        message = Sentence(
            'The hubs of "{client}" add up to {currency} {rest:f} less than its total MRR of {total}; the rest is a '
            "row of its own.",
            client=row.client,
            currency=currency,
            rest=rest,
            total=row.total_mrr,
        )
        findings.append(Finding(NOTE, "total_mrr", message))
    elif rest < 0:
        message = Sentence(
            'The hubs of "{client}" add up to {currency} {more:f} more than its total MRR of {total}; the hubs are '
            "used.",
            client=row.client,
            currency=currency,
            more=-rest,
            total=row.total_mrr,
        )
        findings.append(Finding(WARNING, "total_mrr", message))
    made = [
        Subscription(row.client, hub.line, hub.mrr, currency, day, None, products_of.get(hub.line, ""), note,
                     origin=row.origin)
        for hub in hubs
    ]  # fmt: skip
    return made, findings


def managing(row: ExportRow, day: date) -> tuple[Managing | None, list[Finding]]:
    """The managing of a managed client: since the relationship began, or since the day of the record if it is not told.

    The number of other partners follows from the split of the MRR; where it cannot, it stays 0 and a warning says so.
    """
    managed = is_managed(row)
    if managed is None:
        message = Sentence(
            'HubSpot does not say whether you manage "{client}"; if you do, add it to the Managing sheet.',
            client=row.client,
        )
        return None, [Finding(NOTE, "is_managed", message)]
    if not managed:
        return None, []
    others, why = other_partners(row)
    findings = []
    if why:
        message = Sentence(
            '{why}; "{client}" counts as managed by you alone until you write Other partners for it.',
            why=why,
            client=row.client,
        )
        findings.append(Finding(WARNING, "split_managed_mrr", message))
    note = "" if row.relationship_start else _no_start(day)
    return Managing(row.client, row.relationship_start or day, None, others, note, origin=row.origin), findings


def other_partners(row: ExportRow) -> tuple[int, str]:
    """With how many other partners a client is managed, and why not where the row does not tell."""
    whole = row.total_mrr if row.managed_mrr is None else row.managed_mrr
    if not whole or not row.split_managed_mrr:
        if row.managing_partners:
            return row.managing_partners - 1, ""
        return 0, Sentence("The row does not tell how many partners manage the client")
    partners = partners_of_split(whole, row.split_managed_mrr)
    if partners is None:
        ratio = plain(rounded(quotient(whole, row.split_managed_mrr), 2))
        return 0, Sentence(
            "An MRR of {whole} split into {split_managed_mrr} makes {ratio} partners, no whole number",
            whole=whole,
            split_managed_mrr=row.split_managed_mrr,
            ratio=ratio,
        )
    if row.managing_partners not in (None, 0, partners):
        told = Sentence(
            "The row tells {managing_partners} managing partners, but its split MRR makes {partners}",
            managing_partners=row.managing_partners,
            partners=partners,
        )
        return 0, told
    return partners - 1, ""


def cancellation(row: ExportRow, words: str) -> str:
    if row.cancels_on is None:
        return ""
    return f"{words}{row.cancels_on}" + (f" ({product_list(row.cancels)})" if row.cancels else "")


def _no_start(day: date) -> str:
    return f"HubSpot's export of {day}, which has no start date"
