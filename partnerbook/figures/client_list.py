"""The list of clients on a day: what each pays for, its points, and its next renewal."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import DONE
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.figures.shown import ShownPoints, shown_clients


class ListedClient(NamedTuple):
    """A client: its product lines and its MRR by currency on the day, both in order; the first renewal not yet done."""

    line: ClientLine
    shown: ShownPoints
    products: tuple[str, ...]
    mrr: tuple[tuple[str, Decimal], ...]
    renewal: RenewalOutlook | None


@exactly
def listed_clients(known: Overview) -> tuple[ListedClient, ...]:
    """Every client of a book, in order of names.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book, Client, Subscription
    >>> paid = Subscription("Acme", "Sales Hub", Decimal(60), "USD", date(2026, 1, 1), date(2026, 2, 1))
    >>> book = Book(clients=(Client("Acme", "US"),), subscriptions=(paid,))
    >>> [listed_clients(overview(book, date(2026, month, 1)))[0].mrr for month in (1, 2)]
    [(('USD', Decimal('60')),), ()]
    """
    products: defaultdict[str, set[str]] = defaultdict(set)
    mrr: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for row in known.book.subscriptions:
        if row.start <= known.as_of and (row.end is None or known.as_of < row.end):
            products[row.client].add(row.line)
            mrr[row.client][row.currency] += row.mrr
    renewals: dict[str, RenewalOutlook] = {}
    for each in known.renewals:
        if each.alert != DONE:
            renewals.setdefault(each.renewal.client, each)
    return tuple(
        ListedClient(
            line,
            points,
            tuple(sorted(products[line.client.client])),
            tuple(sorted(mrr[line.client.client].items())),
            renewals.get(line.client.client),
        )
        for line, points in zip(known.clients, shown_clients(known.clients), strict=True)
    )
