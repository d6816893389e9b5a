"""The list of clients on a day: what each pays for, its points, and its next renewal."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import DONE
from partnerbook.days import runs
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
def running_mrr(known: Overview) -> dict[str, dict[str, Decimal]]:
    """What each client pays on the day, by its name and the currency; those that pay nothing are left out."""
    mrr: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for row in known.book.subscriptions:
        if runs(row.start, row.end, known.as_of):
            mrr[row.client][row.currency] += row.mrr
    return {client: dict(paid) for client, paid in mrr.items()}


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
    mrr = running_mrr(known)
    for row in known.book.subscriptions:
        if runs(row.start, row.end, known.as_of):
            products[row.client].add(row.line)
    renewals: dict[str, RenewalOutlook] = {}
    for each in known.renewals:
        if each.alert != DONE:
            renewals.setdefault(each.renewal.client, each)
    return tuple(
        ListedClient(
            line,
            points,
            tuple(sorted(products[line.client.client])),
            tuple(sorted(mrr.get(line.client.client, {}).items())),
            renewals.get(line.client.client),
        )
        for line, points in zip(known.clients, shown_clients(known.clients), strict=True)
    )
