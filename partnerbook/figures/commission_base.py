"""What the commission of each sale is worked out from: its MRR, less what losses have taken, and what follows it.

A loss takes from the sales of its client's line that are left: those closed before its day first, and of these the
newest, as for points. What is bought without a deal soon after a line's first sale follows the newest deal of the line.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import month_number, months_later, runs
from partnerbook.errors import NoRate
from partnerbook.exact import ZERO, quotient
from partnerbook.names import same_line
from partnerbook.points.entries import SALES, Unused
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import Program
from partnerbook.points.units import converted
from partnerbook.program.commission import CommissionRules
from partnerbook.program.edition import sale_edition
from partnerbook.program.joined import in_joined
from partnerbook.program.readings import Reductions
from partnerbook.records import LINE_NOT_SHARED, SEVERAL_LINES, Book, Deal, Subscription

SOURCED = "sourced"
_UNTOLD = {SEVERAL_LINES.casefold(), LINE_NOT_SHARED.casefold()}


class Base(NamedTuple):
    """What a sale's MRR becomes: changes by the number of the month from which they count, in the sale's currency.

    `ended_from` is the first month in which the book's subscriptions of the line have all ended, None if they have not.
    """

    changes: tuple[tuple[int, Decimal], ...]
    line_first_sold: date
    ended_from: int | None


def bases(book: Book, rules: CommissionRules, untaken: list[Unused]) -> Iterator[tuple[Deal, Base]]:
    """Each sale of a book with its base; losses that no rate turns into a sale's currency go to `untaken`."""
    program = program_of(book)
    markets = {client.client: client.market for client in book.clients}
    deals: defaultdict[tuple[str, str], list[Deal]] = defaultdict(list)
    rows: defaultdict[tuple[str, str], list[Subscription]] = defaultdict(list)
    for deal in book.deals:
        deals[_line_of(deal)].append(deal)
    for row in book.subscriptions:
        if same_line(row.line) not in _UNTOLD:
            rows[_line_of(row)].append(row)
    for line, line_deals in deals.items():
        line_deals.sort(key=_order)
        yield from _line_bases(line_deals, rows[line], markets.get(line[0], ""), program, rules, untaken)


def _line_of(record: Deal | Subscription) -> tuple[str, str]:
    return record.client, same_line(record.line)


def _order(deal: Deal) -> tuple[object, ...]:
    """Sales before losses of one day, and never by row, so that the order of records does not matter."""
    return (deal.closed, deal.kind not in SALES, deal.kind, deal.mrr, deal.currency, deal.source, deal.deal,
            deal.first_sold or deal.closed, deal.commission_rate is not None, deal.commission_rate or ZERO,
            deal.upmarket_referral, deal.other_partners_line)  # fmt: skip


class _Left(NamedTuple):
    """A sale, what is left of its MRR, and its changes so far."""

    deal: Deal
    mrr: Decimal
    changes: tuple[tuple[int, Decimal], ...]

    def changed(self, day: date, amount: Decimal) -> "_Left":
        return _Left(self.deal, self.mrr + amount, (*self.changes, (month_number(day), amount)))


def _line_bases(
    deals: Sequence[Deal],
    rows: Sequence[Subscription],
    market: str,
    program: Program,
    rules: CommissionRules,
    untaken: list[Unused],
) -> Iterator[tuple[Deal, Base]]:
    sales: list[_Left] = []
    first = min((min(deal.first_sold or deal.closed, deal.closed) for deal in deals), default=date.max)
    bought = _without_deal(deals, rows, market, first, rules)
    events: Sequence[Deal | _Bought] = sorted([*deals, *bought], key=_event_order) if bought else deals
    for event in events:
        if isinstance(event, _Bought):
            _follow(event, sales, program.deals_without_source)
        elif event.kind in SALES:
            sales.append(_Left(event, event.mrr, ((month_number(event.closed), event.mrr),)))
        else:
            _take(event, sales, program, untaken)
    ended = _ended(rows)
    for sale in sales:
        after = ended if ended is not None and ended > sale.deal.closed else None
        yield sale.deal, Base(sale.changes, first, None if after is None else month_number(after))


def _ended(rows: Sequence[Subscription]) -> date | None:
    """The first day without any of the subscriptions; None where one runs on, or there are none."""
    ends = [row.end for row in rows]
    return max((end for end in ends if end is not None), default=None) if None not in ends else None


def _take(loss: Deal, sales: list[_Left], program: Program, untaken: list[Unused]) -> None:
    """Take a loss off the sales that are left."""
    to_take = loss.mrr
    places = list(range(len(sales)))
    if sale_edition(loss.closed).reductions == Reductions.NEWEST:
        places.reverse()
    for place in sorted(places, key=lambda place: sales[place].deal.closed == loss.closed):
        sale = sales[place]
        if to_take <= 0 or sale.mrr <= 0:
            continue
        try:
            asked = _in_currency_of(sale.deal, to_take, loss, program)
        except NoRate as error:
            untaken.append(Unused(loss.origin, error.sentence))
            return
        taken = min(sale.mrr, asked)
        to_take = ZERO if taken == asked else to_take - quotient(to_take * taken, asked)
        sales[place] = sale.changed(loss.closed, -taken)


def _in_currency_of(sale: Deal, amount: Decimal, loss: Deal, program: Program) -> Decimal:
    legal = in_joined(amount, loss.currency, sale.currency)
    if legal is not None:
        return legal
    return converted(amount, loss.currency, sale.currency, loss.closed, "program", program.rates)


class _Bought(NamedTuple):
    """MRR that a client has bought of a line without a deal."""

    closed: date
    mrr: Decimal
    currency: str


def _event_order(event: "Deal | _Bought") -> tuple[date, bool, bool]:
    """By day; what is bought follows the deals of its day, and a loss comes after both."""
    if isinstance(event, _Bought):
        return event.closed, False, True
    return event.closed, event.kind not in SALES, False


def _without_deal(
    deals: Sequence[Deal], rows: Sequence[Subscription], market: str, first_sold: date, rules: CommissionRules
) -> list[_Bought]:
    """What the subscriptions of a line rose by without a deal, within the months after the line's first sale.

    A rise is what is paid beyond all that was paid before. A sale closed between the row before and the row after
    explains it as far as it goes; beyond it the client has bought by itself. Only under the deal-based model, only in
    one currency, and not where nobody knows when the line was first sold.
    """
    days = sorted({row.start for row in rows})
    if len(days) < 2:
        return []
    last = months_later(first_sold, rules.followed_months)
    if not any(first_sold < day < last and rules.deal_based(day, market) for day in days[1:]):
        return []
    unknown = any(deal.other_partners_line and deal.first_sold is None for deal in deals)
    if unknown or len({row.currency for row in rows}) > 1:
        return []
    most = _paid(rows, days[0])
    found = []
    for before, day, after in zip(days, days[1:], [*days[2:], date.max], strict=False):
        rise = _paid(rows, day) - most
        if rise <= 0:
            continue
        most += rise
        sold = sum((deal.mrr for deal in deals if deal.kind in SALES and before < deal.closed < after), ZERO)
        if rise > sold and first_sold < day < last and rules.deal_based(day, market):
            found.append(_Bought(day, rise - sold, rows[0].currency))
    return found


def _paid(rows: Sequence[Subscription], day: date) -> Decimal:
    """What a client pays for a line on a day."""
    return sum((row.mrr for row in rows if runs(row.start, row.end, day)), ZERO)


def _follow(bought: _Bought, sales: list[_Left], without_source: str) -> None:
    """Add what was bought to the newest sourced sale of the line, if that is in its currency; else nobody is paid."""
    for place in reversed(range(len(sales))):
        deal = sales[place].deal
        if (deal.source or without_source) == SOURCED:
            if deal.currency == bought.currency:
                sales[place] = sales[place].changed(bought.closed, bought.mrr)
            return
