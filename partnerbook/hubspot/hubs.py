"""What HubSpot shares of a client by hub: the MRR of each, in the currency it names, and the day it renews.

HubSpot's property `hs_managed_local_mrr_currency` is the currency of the amounts per hub; of the totals a partner who
published what their account shows says that they are US dollars. So no total is taken to be in it unasked: the hubs
added up say which it is, of that client or of the account. Where they do not, both readings are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.book.tables.hubs import HUBS
from partnerbook.errors import NoRate, Sentence, joined
from partnerbook.exact import EXACT, exactly, plain, quotient, rounded, total
from partnerbook.hubspot.columns import ExportRow
from partnerbook.names import same_line
from partnerbook.points.units import point_unit

USD = "USD"
HUB_LINES = frozenset(line for _, line in HUBS)
REST = "Beyond the hubs"  # the line of what a total has more than the hubs
OTHER_NAMES: Mapping[str, str] = {"operations hub": "data hub", "cms hub": "content hub"}  # of hubs that were renamed
_CENT = Decimal("0.01")
_NEAR = Decimal("1.5")  # how far a market rate is from a point unit that was fixed years before, at most


class Hub(NamedTuple):
    """A hub that a client pays for: its product line, the MRR, and the day it renews, None where it is not told."""

    line: str
    mrr: Decimal
    renews_on: date | None


class Money(NamedTuple):
    """The currencies of a row: of its hubs, of its totals ("" where nothing says), and the doubt about the latter.

    `named` is whether nothing at HubSpot says that of the totals, but the person or the book does.
    """

    hubs: str
    totals: str
    doubt: Sentence | None = None
    named: bool = False


def hubs_of(row: ExportRow) -> list[Hub]:
    """The hubs that a row has an MRR for; one that is empty is not shared, one of 0 is not paid for.

    >>> hubs_of(ExportRow("Acme", "BR", sales_mrr=Decimal(90), content_mrr=Decimal(0)))
    [Hub(line='Sales Hub', mrr=Decimal('90'), renews_on=None)]
    """
    shared = ((line, getattr(row, f"{hub}_mrr"), getattr(row, f"{hub}_renews_on")) for hub, line in HUBS)
    return [Hub(line, mrr, renews_on) for line, mrr, renews_on in shared if mrr]


def same_hub(line: str) -> str:
    """A product line as it is compared, whatever HubSpot called it when.

    >>> same_hub("Operations Hub") == same_hub("Data Hub")
    True
    """
    name = same_line(line)
    return OTHER_NAMES.get(name, name)


def sum_of(hubs: Sequence[Hub]) -> Decimal:
    """What a client pays for all hubs."""
    return total(hub.mrr for hub in hubs)


@exactly
def totals_said(row: ExportRow, day: date) -> str:
    """In which currency the totals of a row are, as the hubs added up say: theirs, or US dollars; "" if they do not.

    They are equal in their own currency. If not, the totals are dollars where both are about as far apart as the
    currencies are; amounts that differ in another way say neither.

    >>> from datetime import date
    >>> acme = ExportRow("Acme", "CO", hub_currency="COP", sales_mrr=Decimal(4_080_000), total_mrr=Decimal(1025))
    >>> totals_said(acme, date(2026, 2, 1)), totals_said(acme._replace(total_mrr=Decimal(4_080_000)), date(2026, 2, 1))
    ('USD', 'COP')
    """
    hubs, currency = hubs_of(row), row.hub_currency
    if currency == USD:
        return USD
    if not currency or not hubs or not row.total_mrr:
        return ""
    paid = sum_of(hubs)
    if abs(row.total_mrr - paid) <= _CENT * len(hubs):
        return currency
    expected = quotient(paid * 100, unit) if (unit := _unit(currency, day)) else None
    if expected is None:  # a currency without any rate is not worth nearly a dollar
        apart = quotient(max(row.total_mrr, paid), min(row.total_mrr, paid))
        return USD if apart > _NEAR * _NEAR else ""
    return USD if expected / _NEAR <= row.total_mrr <= expected * _NEAR else ""


def account_says(rows: Iterable[ExportRow], day: date) -> str:
    """What the hubs of all clients say of the totals: "local", USD, or "" where they say nothing or contradict."""
    said = {
        USD if found == USD else "local" for row in rows if row.hub_currency != USD and (found := totals_said(row, day))
    }
    return said.pop() if len(said) == 1 else ""


def money_of(row: ExportRow, day: date, account: str, own_column: bool) -> Money:
    """The currencies of a row, asked in this order: its own column, its hubs, those of the account, the person.

    `row.currency` is what its own column says, if there is one (`own_column`), else what the person names for amounts
    without a currency. In doubt the reading that gives fewer points is used, and `doubt` says so.
    """
    hubs = row.hub_currency or row.currency or ""
    if (own_column and row.currency) or not row.hub_currency:
        return Money(hubs, row.currency or "", _contradicted(row, hubs, day))
    said = totals_said(row, day) or {"local": hubs, USD: USD}.get(account, "")
    if said or not row.total_mrr:
        return Money(hubs, said or hubs)
    if row.currency in (hubs, USD):
        return Money(hubs, row.currency or "", named=True)
    return _doubted(row, row.total_mrr, day)


def _contradicted(row: ExportRow, hubs: str, day: date) -> Sentence | None:
    """The doubt about totals of which the person says a currency, where the hubs added up say that they are dollars."""
    if row.currency != hubs or hubs == USD or totals_said(row._replace(hub_currency=hubs), day) != USD:
        return None
    return Sentence(
        'The hubs of "{client}" add up to {hubs} {sum_of:f} and its total MRR is {total_mrr}. That is either '
        "{hubs} {total_mrr}, more than the hubs, or the hubs in US dollars. What they cost is used, and {hubs} "
        "for a renewal of the whole.",
        client=row.client,
        hubs=hubs,
        sum_of=sum_of(hubs_of(row)),
        total_mrr=row.total_mrr,
    )


def _doubted(row: ExportRow, whole: Decimal, day: date) -> Money:
    currency = row.hub_currency or ""
    unit = _unit(currency, day)
    fewer = currency if unit and unit > 100 else USD
    worth = {code: joined((code, f"{whole:f}"), " ") for code in (currency, USD)}
    if unit:
        for code, per in ((currency, unit), (USD, Decimal(100))):
            worth[code] += Sentence(
                " ({points} managed points before growth)", points=plain(rounded(quotient(whole, per), 2))
            )
    paid = hubs_of(row)
    beside = (
        Sentence(", and its hubs add up to {currency} {sum_of:f}", currency=currency, sum_of=sum_of(paid))
        if paid
        else ""
    )
    used = Sentence("{fewer} is used, which gives fewer points", fewer=fewer)
    used = used if unit else Sentence("{fewer} is used", fewer=fewer)
    message = Sentence(
        'The total MRR of "{client}" is {whole:f}{beside}; HubSpot gives {currency} for its hubs and names no '
        "currency for totals. It can be {local} or {dollars}. {used}; to say which it is, add a column Currency, "
        "or --currency {currency} or --currency {usd}.",
        client=row.client,
        whole=whole,
        beside=beside,
        currency=currency,
        local=worth[currency],
        dollars=worth[USD],
        used=used,
        usd=USD,
    )
    return Money(currency, fewer, message)


def _unit(currency: str, day: date) -> Decimal | None:
    try:
        return point_unit(currency, day).amount
    except NoRate:
        return None


def rest_of(row: ExportRow, money: Money) -> Decimal:
    """What the total MRR has more than the hubs, where both are in one currency; below 0 if the hubs have more."""
    hubs = hubs_of(row)
    if row.total_mrr is None or money.hubs != money.totals or money.doubt:
        return Decimal(0)
    rest = EXACT.subtract(row.total_mrr, sum_of(hubs))
    return rest if EXACT.abs(rest) > EXACT.multiply(_CENT, Decimal(len(hubs))) else Decimal(0)
