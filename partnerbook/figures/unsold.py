"""MRR that rose without a deal: HubSpot counts some of it as sold, so each rise is a question to the partner.

Only what cannot be anything else is asked: a client that paid before in the same currency pays more from a day on, in
all its lines together, and its deals of the time do not add up to it. A first subscription is none, nor is a line that
takes the place of another, a change of currency, or a rounding.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import ONE_DAY
from partnerbook.exact import EXACT, exactly, total
from partnerbook.names import same_line
from partnerbook.points.entries import SALES
from partnerbook.records import NOWHERE, Book, Deal, Place, Subscription

# A rise is told from a rounding by both: more than a unit of its currency, more than a thousandth of what was paid.
ROUNDING, SHARE = Decimal(1), Decimal("0.001")
# How many days a deal may close before what it sold begins, or after: orders are set up ahead, and entered late.
BEFORE, AFTER = timedelta(days=92), timedelta(days=31)


class Question(NamedTuple):
    """A rise of a client's MRR that no deal explains: the deal it would become, what was paid before and is from then.

    `mrr` is what is left of the rise after the deals of the time; `line` is the product line that rose most.
    """

    client: str
    line: str
    kind: str
    closed: date
    mrr: Decimal
    currency: str
    before: Decimal
    after: Decimal
    origin: Place = NOWHERE

    @property
    def record(self) -> str:
        """The row of the book that the rise begins with."""
        return str(self.origin)


@exactly
def questions(book: Book) -> tuple[Question, ...]:
    """The rises of MRR that no deal of the book explains, by client and day.

    >>> rows = (Subscription("Acme", "CRM", Decimal(100), "USD", date(2025, 1, 1), date(2026, 3, 1)),
    ...         Subscription("Acme", "CRM", Decimal(150), "USD", date(2026, 3, 1)))
    >>> [(each.kind, each.closed, each.mrr) for each in questions(Book(subscriptions=rows))]
    [('upsell', datetime.date(2026, 3, 1), Decimal('50'))]
    """
    rows: defaultdict[str, list[Subscription]] = defaultdict(list)
    deals: defaultdict[str, list[Deal]] = defaultdict(list)
    for row in book.subscriptions:
        if row.start != row.end:
            rows[row.client].append(row)
    for deal in book.deals:
        if deal.kind in SALES:
            deals[deal.client].append(deal)
    found = [each for client in sorted(rows) for each in _of_client(rows[client], deals[client])]
    return tuple(found)


class _Rise(NamedTuple):
    """A day on which a client's MRR rises, also its first one; the first day of deals that can be of it."""

    day: date
    since: date
    currency: str
    before: Decimal
    mrr: Decimal


def _of_client(rows: Sequence[Subscription], deals: Sequence[Deal]) -> Iterator[Question]:
    rises = list(_rises(rows))
    left = [rise.mrr for rise in rises]
    unused = [deal.mrr for deal in deals]
    unclear = set()  # what a deal in another currency is worth, only a rate could tell
    near = [(abs(deal.closed - rise.day), at, of) for at, rise in enumerate(rises) for of, deal in enumerate(deals)
            if rise.since <= deal.closed <= rise.day + AFTER]  # fmt: skip
    for _, at, of in sorted(near):  # a deal is of the rise that is nearest, and explains it once
        if deals[of].currency != rises[at].currency:
            unclear.add(at)
            continue
        part = min(left[at], unused[of])
        left[at], unused[of] = EXACT.subtract(left[at], part), EXACT.subtract(unused[of], part)
    for at, rise in enumerate(rises):
        if rise.before and at not in unclear and left[at] > max(ROUNDING, EXACT.multiply(rise.before, SHARE)):
            yield _question(rows, rise, left[at])


def _rises(rows: Sequence[Subscription]) -> Iterator[_Rise]:
    previous = date.max
    for day in sorted({row.start for row in rows}):
        since, previous = min(previous, day - BEFORE), day
        changed = {row.currency for row in rows if day in (row.start, row.end)}
        if len(changed) == 1:  # what is paid in another currency from then on has not risen
            currency = changed.pop()
            before = _paid(rows, currency, day - ONE_DAY)
            rise = EXACT.subtract(_paid(rows, currency, day), before)
            if rise > 0:
                yield _Rise(day, since, currency, before, rise)


def _question(rows: Sequence[Subscription], rise: _Rise, mrr: Decimal) -> Question:
    day, currency = rise.day, rise.currency

    def grown(row: Subscription) -> Decimal:
        line = [each for each in rows if same_line(each.line) == same_line(row.line)]
        return EXACT.subtract(_paid(line, currency, day), _paid(line, currency, day - ONE_DAY))

    row = max((each for each in rows if each.start == day), key=grown)
    same = any(same_line(each.line) == same_line(row.line) and each.start < day for each in rows)
    after = EXACT.add(rise.before, rise.mrr)
    return Question(
        row.client, row.line, "upsell" if same else "cross_sell", day, mrr, currency, rise.before, after, row.origin
    )


def _paid(rows: Iterable[Subscription], currency: str, on: date) -> Decimal:
    """The MRR in a currency on a day."""
    running = (row for row in rows if row.currency == currency and row.start <= on)
    return total(row.mrr for row in running if row.end is None or row.end > on)
