"""What a month took from each product line of a client and added to it: retention, where a book counts it by line."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import ONE_DAY, runs
from partnerbook.exact import ZERO, exactly
from partnerbook.names import same_line
from partnerbook.records import LINE_NOT_SHARED, SEVERAL_LINES, Book, Subscription

_UNTOLD = {SEVERAL_LINES.casefold(), LINE_NOT_SHARED.casefold()}


class LineLosses(NamedTuple):
    """What the lines of the clients that a month began with lost and gained in it."""

    cancelled: Decimal = ZERO
    downgraded: Decimal = ZERO
    upgraded: Decimal = ZERO


@exactly
def line_losses(book: Book, month_end: date, price: Callable[[Subscription], Decimal]) -> LineLosses:
    """The losses and gains of a month, each product line compared with itself; `price` is what a subscription is worth.

    A line that is no longer paid is cancelled, though its client stays; one that is new to a client of the month's
    first day is an upgrade. Where HubSpot told a client's total alone at either end, its lines cannot be compared, and
    the client is one line.

    >>> rows = (Subscription("Acme", "Sales Hub", Decimal(60), "USD", date(2026, 1, 1), date(2026, 2, 9)),
    ...         Subscription("Acme", "Data Hub", Decimal(40), "USD", date(2026, 2, 9)))
    >>> line_losses(Book(subscriptions=rows), date(2026, 2, 28), lambda row: row.mrr)
    LineLosses(cancelled=Decimal('60'), downgraded=Decimal('0'), upgraded=Decimal('40'))
    """
    opening, closing = month_end.replace(day=1), month_end + ONE_DAY
    ended = {client.client: client.services_ended for client in book.clients}
    lines: defaultdict[str, dict[str, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for row in book.subscriptions:
        before, after = runs(row.start, row.end, opening), runs(row.start, row.end, closing)
        if before or after:
            line, worth = same_line(row.line), price(row)
            had, has = lines[row.client].get(line, (ZERO, ZERO))
            lines[row.client][line] = (had + worth * before, has + worth * after)
    cancelled = downgraded = upgraded = ZERO
    for client, amounts in lines.items():
        whole = (sum((had for had, _ in amounts.values()), ZERO), sum((has for _, has in amounts.values()), ZERO))
        until = ended.get(client)
        if not whole[0] or (until is not None and until < closing):
            continue
        for had, has in [whole] if amounts.keys() & _UNTOLD else amounts.values():
            if not has:
                cancelled += had
            elif has < had:
                downgraded += had - has
            else:
                upgraded += has - had
    return LineLosses(cancelled, downgraded, upgraded)
