"""A partner's points, day by day, from the program's rules in plain words: no code, no data and no decimals of ours.

There are no entries here. Each day the deals that close on it change what is left of each sale, and then whatever still
counts is added up in fractions. Slow, and only for the currencies, markets and days that the tests draw.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from partnerbook.records import Book, Deal

UNITS_UNTIL_JULY_2025 = {"USD": Fraction(100), "EUR": Fraction(75), "JPY": Fraction(12000), "GBP": Fraction("62.5")}
UNITS_SINCE = {"USD": Fraction(100), "EUR": Fraction(88), "JPY": Fraction(14400), "GBP": Fraction(74)}
GROWTH_MARKETS = {"MX"}


@dataclass
class Sale:
    """What is left of one sale."""

    deal: Deal
    left: Fraction
    points_each: Fraction
    paid: Fraction

    def counts(self, day: date) -> bool:
        closed = self.deal.closed
        try:
            anniversary = closed.replace(year=closed.year + 1)
        except ValueError:  # 29 February
            anniversary = date(closed.year + 1, 3, 1)
        return closed <= day < anniversary


def units(currency: str, day: date) -> Fraction:
    """The amount that counts as US$100."""
    return (UNITS_SINCE if day >= date(2025, 7, 15) else UNITS_UNTIL_JULY_2025)[currency]


class Partner:
    """All sales of a book as they stand on a day that only moves on."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.growth = {client.client: 2 if client.market in GROWTH_MARKETS else 1 for client in book.clients}
        self.ended = {client.client: client.services_ended or date.max for client in book.clients}
        self.lines: defaultdict[tuple[str, str], list[Sale]] = defaultdict(list)
        self.first_sold: dict[tuple[str, str], date] = {}

    def sell(self, deal: Deal) -> None:
        line = deal.client, deal.line.lower()
        begun = min(self.first_sold.get(line, deal.closed), deal.first_sold or deal.closed)
        self.first_sold[line] = begun
        since = (deal.first_sold or begun) if deal.kind == "upsell" else deal.closed
        rate = 5 if deal.source == "sourced" and since >= date(2024, 2, 27) else 3
        each = rate * self.growth[deal.client] / units(deal.currency, deal.closed)
        self.lines[line].append(Sale(deal, Fraction(deal.mrr), each, Fraction(deal.mrr)))

    def lose(self, deal: Deal) -> None:
        line = deal.client, deal.line.lower()
        hundreds = Fraction(deal.mrr) / units(deal.currency, deal.closed)
        paid = hundreds
        older_first = [sale for sale in self.lines[line] if sale.deal.closed == deal.closed]
        older_first += [sale for sale in self.lines[line] if sale.deal.closed != deal.closed]
        for sale in reversed(older_first):
            unit = units(sale.deal.currency, deal.closed)
            if sale.counts(deal.closed):
                taken = min(sale.left, hundreds * unit)
                sale.left -= taken
                hundreds -= taken / unit
            stopped = min(sale.paid, paid * unit)
            sale.paid -= stopped
            paid -= stopped / unit
        if deal.kind == "cancellation" and not any(sale.paid for sale in self.lines[line]):
            self.first_sold.pop(line, None)

    def sold(self, source: str, day: date) -> Fraction:
        sales = [sale for line in self.lines.values() for sale in line if sale.deal.source == source]
        return sum((sale.left * sale.points_each for sale in sales if sale.counts(day)), Fraction(0))

    def managed(self, day: date) -> Fraction:
        points = Fraction(0)
        for stretch in self.book.managing:
            if (
                stretch.client in self.growth
                and _runs(stretch.start, stretch.end, day)
                and day < self.ended[stretch.client]
            ):
                for row in self.book.subscriptions:
                    if row.client == stretch.client and _runs(row.start, row.end, day):
                        share = Fraction(self.growth[row.client], 1 + stretch.other_partners)
                        points += Fraction(row.mrr) / units(row.currency, day) * share
        return points


def simulated_points(book: Book, first: date, last: date) -> Iterator[tuple[date, dict[str, Fraction]]]:
    """Each day with its sourced, assisted and managed points; `first` is before the book's first deal."""
    partner = Partner(book)
    day = first
    while day <= last:
        today = [deal for deal in book.deals if deal.closed == day and deal.client in partner.growth]
        for deal in today:
            if deal.kind in {"new", "cross_sell", "upsell"}:
                partner.sell(deal)
        for deal in today:
            if deal.kind in {"downgrade", "cancellation"}:
                partner.lose(deal)
        sold = {source: partner.sold(source, day) for source in ("sourced", "assisted")}
        yield day, {**sold, "managed": partner.managed(day)}
        day += timedelta(days=1)


def _runs(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day < end)
