"""The commission of each deal: the rule it falls under, and month by month what it pays, or why it pays nothing.

A month is paid for as a whole, or not, by what runs on its last day. Stretches of months run from the month of `first`
up to that of `until`, which is the first one without.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import CommissionRule, PaysNothing
from partnerbook.days import first_of_month, month_number, months_later
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.commission_base import Base, bases
from partnerbook.figures.commission_managed import Months, managed_months
from partnerbook.points.entries import Unused
from partnerbook.program.commission import LINES_FIRST_SALE, CommissionRules, commission_rules
from partnerbook.records import PROVIDER, Book, Client, Deal, Place, Settings

ASSISTED = "assisted"


class CommissionMonths(NamedTuple):
    """Months that follow each other and are paid for alike: from the month of `first` on, before that of `until`.

    Both are first days of months; `until` is None where nothing is known to end it. `base` is the MRR that commission
    is worked out from, `monthly` what a month pays, exact and in the deal's currency: nothing where `why_not` says why.
    """

    first: date
    until: date | None
    base: Decimal
    monthly: Decimal
    why_not: PaysNothing | None = None


class DealCommission(NamedTuple):
    """What a deal pays: `rate` is a share of 1, and `rate_entered` whether a person has entered it.

    `end` is the first day without, None for a deal that pays as long as its client is managed, or not at all. The
    months begin with that of the close and go on for ever.
    """

    deal: str
    client: str
    line: str
    kind: str
    source: str
    currency: str
    rule: CommissionRule
    rate: Decimal
    rate_entered: bool
    closed: date
    end: date | None
    months: tuple[CommissionMonths, ...]
    origin: Place

    def of_month(self, day: date) -> CommissionMonths | None:
        """What holds in the month of a day; None before the deal closed."""
        month = day.replace(day=1)
        return next((each for each in reversed(self.months) if each.first <= month), None)

    def why_not(self, day: date) -> PaysNothing | None:
        """Why nothing is paid in the month of a day; None where something is."""
        found = self.of_month(day)
        return PaysNothing.NOT_CLOSED_YET if found is None or day < self.closed else found.why_not


class DealCommissions(NamedTuple):
    """The commission of every sale of a book, by closing; and losses that could not be taken off for want of a rate."""

    deals: tuple[DealCommission, ...]
    untaken: tuple[Unused, ...]


@exactly
def deal_commissions(book: Book, rules: CommissionRules | None = None) -> DealCommissions:
    """The commission of every sale of a book, under the published rules unless others are given.

    >>> from partnerbook.records import Book, Deal
    >>> sale = Deal("D1", "Acme", "Hub", "new", "sourced", date(2024, 2, 29), Decimal(800), "USD")
    >>> [found] = deal_commissions(Book(deals=(sale,))).deals
    >>> found.rule.value, found.end, found.months[0].monthly
    ('term', datetime.date(2027, 3, 1), Decimal('160.00'))
    """
    rules = rules or commission_rules()
    clients = {client.client: client for client in book.clients}
    untaken: list[Unused] = []
    found = bases(book, rules, untaken)
    managed = _Managed(book, clients, rules)
    deals = [_deal_commission(deal, base, clients, managed, book.settings, rules) for deal, base in found]
    return DealCommissions(tuple(sorted(deals, key=_order)), tuple(sorted(untaken)))


def _order(found: DealCommission) -> tuple[object, ...]:
    return (found.closed, found.client, found.line, found.deal, found.kind, found.currency, found.rate,
            found.months[0].base, found.origin)  # fmt: skip


class _Managed:
    """In which months the clients of legacy deals are managed, worked out once for each."""

    def __init__(self, book: Book, clients: Mapping[str, Client], rules: CommissionRules) -> None:
        self._stretches: defaultdict[str, list[tuple[date, date | None]]] = defaultdict(list)
        for row in book.managing:
            client = clients.get(row.client)
            if client is not None:
                ends = [end for end in (row.end, client.services_ended) if end is not None]
                self._stretches[row.client].append((row.start, min(ends, default=None)))
        self._rules = rules
        self._months: dict[str, Months] = {}

    def months(self, client: str) -> Months:
        """The months in which legacy deals of a client pay."""
        if client not in self._months:
            self._months[client] = managed_months(self._stretches.get(client, ()), self._rules)
        return self._months[client]


class _Terms(NamedTuple):
    """What a deal's rule says: `months` is None where it pays as long as the client is managed."""

    rule: CommissionRule
    rate: Decimal
    months: int | None
    why_not: PaysNothing | None = None


def _terms(deal: Deal, market: str, settings: Settings, rules: CommissionRules) -> _Terms:
    """The rule that a deal falls under; an entered rate goes before the rule's, and pays where the rule does not."""
    of_day = _terms_of_day(deal, market, settings, rules)
    entered = deal.commission_rate
    others = deal.other_partners_line and not rules.deal_based(deal.closed, market)
    if (deal.source or settings.deals_without_source) == ASSISTED:
        if deal.upmarket_referral:
            rule, rate, months = CommissionRule.UPMARKET_REFERRAL, rules.rates.upmarket_referral, rules.referral_months
            return _with_rate(_Terms(rule, rate, months), entered)
        if not entered:
            return _Terms(CommissionRule.ASSISTED, rules.rates.assisted, None, PaysNothing.ASSISTED)
        return _with_rate(of_day._replace(rule=CommissionRule.ENTERED), entered)
    if others and not entered:
        return _with_rate(of_day, entered)._replace(why_not=PaysNothing.OTHER_PARTNERS_LINE)
    return _with_rate(of_day._replace(rule=CommissionRule.ENTERED) if others else of_day, entered)


def _terms_of_day(deal: Deal, market: str, settings: Settings, rules: CommissionRules) -> _Terms:
    if settings.partner_kind == PROVIDER:
        return _Terms(CommissionRule.PROVIDER, rules.rates.provider, rules.provider_months)
    if deal.closed < rules.term_start:
        return _Terms(CommissionRule.LEGACY, rules.rates.partner, None)
    if rules.deal_based(deal.closed, market):
        return _Terms(CommissionRule.DEAL_BASED, rules.rates.partner, rules.deal_based_months)
    return _Terms(CommissionRule.TERM, rules.rates.partner, rules.term_months)


def _with_rate(terms: _Terms, entered: Decimal | None) -> _Terms:
    if entered is None and terms.rate:
        return terms
    rate = terms.rate if entered is None else entered
    return terms._replace(rate=rate, why_not=None if rate else PaysNothing.RATE_ZERO)


def _deal_commission(
    deal: Deal, base: Base, clients: Mapping[str, Client], managed: _Managed, settings: Settings, rules: CommissionRules
) -> DealCommission:
    client = clients.get(deal.client)
    terms = _terms(deal, client.market if client else "", settings, rules)
    counted = deal.closed
    if terms.rule == CommissionRule.TERM and deal.kind == "upsell" and rules.upsell_from == LINES_FIRST_SALE:
        counted = base.line_first_sold
    end = None if terms.months is None else months_later(counted, terms.months)
    last = None if terms.months is None else month_number(counted) + terms.months
    legacy = terms.months is None and terms.why_not != PaysNothing.ASSISTED
    paid = managed.months(deal.client) if legacy else ((0, last),)
    months = tuple(_stretches(deal, base, terms, paid, last))
    return DealCommission(
        deal.deal, deal.client, deal.line, deal.kind, deal.source or settings.deals_without_source, deal.currency,
        terms.rule, terms.rate, deal.commission_rate is not None, deal.closed, end, months, deal.origin,
    )  # fmt: skip


def _stretches(deal: Deal, base: Base, terms: _Terms, paid: Months, last: int | None) -> Iterator[CommissionMonths]:
    """The months of a deal from its close on, alike ones together."""
    first = month_number(deal.closed)
    turns: set[int | None] = {first, *(month for month, _ in base.changes)}
    if not terms.why_not:  # else it is the reason for good
        turns |= {last, base.ended_from}
        for each in paid:
            turns.update(each)
    found: list[tuple[int, Decimal, PaysNothing | None]] = []
    amount, at = ZERO, 0
    for month in sorted(month for month in turns if month is not None and month >= first):
        while at < len(base.changes) and base.changes[at][0] <= month:  # they are in the order of their months
            amount, at = amount + base.changes[at][1], at + 1
        why_not = _why_not(month, amount, base, terms, paid, last)
        if not found or found[-1][1] != amount or found[-1][2] != why_not:
            found.append((month, amount, why_not))
    for place, (month, base_mrr, why_not) in enumerate(found, 1):
        until = first_of_month(found[place][0]) if place < len(found) else None
        monthly = ZERO if why_not else base_mrr * terms.rate
        yield CommissionMonths(first_of_month(month), until, base_mrr, monthly, why_not)


def _why_not(
    month: int, amount: Decimal, base: Base, terms: _Terms, paid: Months, last: int | None
) -> PaysNothing | None:
    if terms.why_not:
        return terms.why_not
    if last is not None and month >= last:
        return PaysNothing.TERM_OVER
    if not _within(month, paid):
        return PaysNothing.NOT_MANAGED
    if base.ended_from is not None and month >= base.ended_from:
        return PaysNothing.SUBSCRIPTION_ENDED if amount > 0 else PaysNothing.NOTHING_LEFT
    return None if amount > 0 else PaysNothing.NOTHING_LEFT


def _within(month: int, months: Months) -> bool:
    return any(first <= month and (until is None or month < until) for first, until in months)
