"""What HubSpot and the made-up partner do together: shared deals, commission, a team; and how clients use accounts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from partnerbook.days import month_end
from partnerbook.exact import rounded, total
from partnerbook.figures.commission_deals import DealCommission, deal_commissions
from partnerbook.parsing.period import period_days
from partnerbook.records import (
    Book,
    Client,
    CommissionLine,
    Payout,
    SharedDeal,
    Subscription,
    TeamMember,
    Usage,
)
from partnerbook.sample.chance import draws, pick, whole
from partnerbook.sample.figures import AS_OF
from partnerbook.sample.names import RENEWAL_MANAGERS, company_name
from partnerbook.sample.places import PLACES

MADE_UP = "Made up"
_QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
_ODD = "2026-Q2"  # the quarter in which a line is missing, one differs and one is taken back
_PAID_AFTER = timedelta(days=45)
_WITH_USAGE, _USAGE_MONTHS = 20, 12
_APPS = ("Gmail", "Slack", "Zoom", "WhatsApp", "Shopify", "Outlook")

TEAM = (
    TeamMember("Pia Partnerina", "pdm", "Your plan, your tier, your points", "pia@hubspot.example", "+1 555 0100",
               "https://meetings.hubspot.example/pia", MADE_UP),
    TeamMember("Sol Sellwell", "other", "Deals that we sell together", "sol@hubspot.example", "", "", MADE_UP),
    TeamMember("Tom Techdraft", "consultant", "Questions on the product and on onboarding", "tom@hubspot.example", "",
               "", MADE_UP),
)  # fmt: skip


def shared_deals(clients: Sequence[Client]) -> Iterator[SharedDeal]:
    """Deals of the last year that HubSpot and the partner sell together: to clients, and to some who are none yet."""
    for number in range(min(24, 2 * len(clients))):
        rng = draws("shared", number)
        created = AS_OF - timedelta(days=whole(rng, 5, 360))
        stage = pick(rng, ("open", "won", "won", "lost")) if created < AS_OF - timedelta(days=90) else "open"
        closed = (AS_OF if stage == "open" else created) + timedelta(days=whole(rng, 20, 85))
        creator = pick(rng, ("hubspot", "partner"))
        place = PLACES[number % len(PLACES)]
        known = clients[number % len(clients)].client if number % 3 == 0 else company_name(900 + number, place.language)
        yield SharedDeal(
            deal=f"S-{number + 1:03}",
            created_by=creator,
            created=created,
            client=known,
            stage=stage,
            owner=pick(rng, RENEWAL_MANAGERS),
            closed=None if stage == "open" and number % 2 else closed,
            closed_by="" if stage == "open" else pick(rng, ("hubspot", "hubspot", "partner")),
            amount=Decimal(whole(rng, 8, 300) * 100),
            currency="USD",
            record_id=str(7_000_000_001 + number),
        )


def commissions(book: Book) -> list[CommissionLine]:
    """The statement lines of four quarters: what the deals of a book pay.

    In one quarter a line is missing, one is less than that, and one takes back what was paid.
    """
    found = deal_commissions(book).deals
    return _with_oddities([line for quarter in _QUARTERS for deal in found for line in _lines(quarter, deal)])


def _lines(quarter: str, deal: DealCommission) -> Iterator[CommissionLine]:
    """The line of a deal for a quarter, if it pays anything in it."""
    first, last = period_days(quarter)
    months = [deal.of_month(month_end(first, place)) for place in range(3)]
    base = total(month.base for month in months if month and not month.why_not)
    paid_on = last + _PAID_AFTER
    paid = paid_on <= AS_OF
    if base:
        yield CommissionLine(
            period=quarter,
            client=deal.client,
            amount=rounded(base * deal.rate, 2),
            currency=deal.currency,
            deal=deal.deal,
            line=deal.line,
            base=base,
            rate=deal.rate,
            status="paid" if paid else "earned",
            paid_on=paid_on if paid else None,
        )


def _with_oddities(lines: Sequence[CommissionLine]) -> list[CommissionLine]:
    goes_on = {line.deal for line in lines if line.period > _ODD} & {line.deal for line in lines if line.period < _ODD}
    odd = [at for at, line in enumerate(lines) if line.period == _ODD and line.deal in goes_on]
    found = list(lines)
    if len(odd) < 9:
        return found
    missing, differs, taken = odd[2], odd[5], odd[8]
    less = lines[differs]
    found[differs] = less._replace(amount=rounded(less.amount * Decimal("0.9"), 2), base=None, rate=None)
    back = lines[taken]
    found.append(back._replace(amount=-back.amount, status="clawed_back", note="The client paid late and was refunded"))
    del found[missing]
    return sorted(found, key=lambda line: line.period)


def payouts(lines: Sequence[CommissionLine]) -> list[Payout]:
    """One payout for each quarter and currency of the lines, with what a bank keeps; the last is still to come."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.period, line.currency] += line.amount
    found = []
    for (period, currency), gross in sorted(sums.items()):
        expected = period_days(period)[1] + _PAID_AFTER
        received = expected if expected <= AS_OF else None
        fee = rounded(gross * Decimal("0.005"), 2) if received else None
        net = gross - fee if fee is not None else None
        found.append(Payout(period, currency, gross, fee, net, expected, received))
    return found


def usage(clients: Sequence[Client], subscriptions: Sequence[Subscription]) -> Iterator[Usage]:
    """How much the first clients that are managed used their account in each of the last twelve months."""
    products: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in subscriptions:
        if row.end is None:
            products[row.client][row.product] = None
    managed = [client for client in clients if client.usage_score is not None and products[client.client]]
    for number, client in enumerate(managed[:_WITH_USAGE]):
        rng = draws("usage", number)
        apps = "; ".join(dict.fromkeys(pick(rng, _APPS) for _ in range(whole(rng, 1, 4))))
        for ago in range(_USAGE_MONTHS - 1, -1, -1):
            month = month_end(AS_OF, -ago).replace(day=1)
            drift = whole(rng, -3, 3) - ago * (2 if number % 3 == 0 else -1)
            score = min(max((client.usage_score or Decimal(0)) + (drift if ago else 0), Decimal(0)), Decimal(100))
            yield Usage(client.client, month, score, "; ".join(products[client.client]), apps)
