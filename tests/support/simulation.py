"""A partner's points, day by day, from the program's rules in plain words: no code, no data and no decimals of ours.

There are no entries here. Each day the deals that close on it change what is left of each sale, and then whatever still
counts is added up in fractions. Slow, and only for the currencies, markets and days that the tests draw.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from partnerbook.records import Book, Deal

UNITS_UNTIL_JULY_2025 = {"USD": Fraction(100), "EUR": Fraction(75), "JPY": Fraction(12000), "GBP": Fraction("62.5")}
UNITS_SINCE = {"USD": Fraction(100), "EUR": Fraction(88), "JPY": Fraction(14400), "GBP": Fraction(74)}
GROWTH_MARKETS = {"MX", "CO"}
# By law so much of the one is a euro: Council of the European Union, 12 July 2022 and 8 July 2025.
OF_A_EURO = {"HRK": Fraction("7.5345"), "BGN": Fraction("1.95583")}


@dataclass
class Sale:
    """What is left of one sale."""

    deal: Deal
    left: Fraction
    points_each: Fraction
    usd_each: Fraction
    paid: Fraction

    def counts(self, day: date) -> bool:
        closed = self.deal.closed
        try:
            anniversary = closed.replace(year=closed.year + 1)
        except ValueError:  # 29 February
            anniversary = date(closed.year + 1, 3, 1)
        return closed <= day < anniversary


class Partner:
    """All sales of a book as they stand on a day that only moves on."""

    def __init__(self, book: Book) -> None:
        self.book = book
        growing = GROWTH_MARKETS | book.settings.growth_added
        growing -= book.settings.growth_removed
        self.growth = {client.client: 2 if client.market in growing else 1 for client in book.clients}
        self.ended = {client.client: client.services_ended or date.max for client in book.clients}
        self.lines: defaultdict[tuple[str, str], list[Sale]] = defaultdict(list)
        self.first_sold: dict[tuple[str, str], date] = {}

    def unit(self, currency: str, day: date) -> Fraction:
        """What counts as US$100: the partner's own newest figure, else the published one."""
        own = {row.start: row.amount for row in self.book.rates if row.currency == currency and row.start <= day}
        if own:
            return Fraction(own[max(own)])
        return (UNITS_SINCE if day >= date(2025, 7, 15) else UNITS_UNTIL_JULY_2025)[currency]

    def worth(self, currency: str, into: str, day: date) -> Fraction:
        """So much of one currency is one of another: by law where there is one."""
        if into == "EUR" and currency in OF_A_EURO:
            return 1 / OF_A_EURO[currency]
        if currency == "EUR" and into in OF_A_EURO:
            return OF_A_EURO[into]
        return self.unit(into, day) / self.unit(currency, day)

    def sell(self, deal: Deal) -> None:
        line = _line(deal)
        begun = min(self.first_sold.get(line, deal.closed), deal.first_sold or deal.closed)
        self.first_sold[line] = begun
        since = (deal.first_sold or begun) if deal.kind == "upsell" else deal.closed
        rate = 5 if deal.source == "sourced" and since >= date(2024, 2, 27) else 3
        hundreds = 1 / self.unit(deal.currency, deal.closed)
        each = rate * self.growth[deal.client] * hundreds
        self.lines[line].append(Sale(deal, Fraction(deal.mrr), each, 100 * hundreds, Fraction(deal.mrr)))

    def lose(self, deal: Deal) -> None:
        line = _line(deal)
        left = paid = Fraction(deal.mrr)
        older_first = [sale for sale in self.lines[line] if sale.deal.closed == deal.closed]
        older_first += [sale for sale in self.lines[line] if sale.deal.closed != deal.closed]
        for sale in reversed(older_first):
            each = self.worth(deal.currency, sale.deal.currency, deal.closed)
            if sale.counts(deal.closed):
                taken = min(sale.left, left * each)
                sale.left -= taken
                left -= taken / each
            stopped = min(sale.paid, paid * each)
            sale.paid -= stopped
            paid -= stopped / each
        if deal.kind == "cancellation" and not any(sale.paid for sale in self.lines[line]):
            self.first_sold.pop(line, None)

    def sold(self, source: str, day: date) -> Fraction:
        return sum((sale.left * sale.points_each for sale in self.counting(source, day)), Fraction(0))

    def sourced_in_dollars(self, day: date) -> dict[str, Fraction]:
        """What was sourced in the 12 months to a day, whatever was lost of it since."""
        mrr = value = Fraction(0)
        for sale in self.counting("sourced", day):
            worth = sale.deal.contract_value
            mrr += Fraction(sale.deal.mrr) * sale.usd_each
            value += (12 * Fraction(sale.deal.mrr) if worth is None else Fraction(worth)) * sale.usd_each
        return {"sourced mrr": mrr, "sourced value": value}

    def counting(self, source: str, day: date) -> list[Sale]:
        sales = [sale for line in self.lines.values() for sale in line if sale.deal.source == source]
        return [sale for sale in sales if sale.counts(day)]

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
                        points += Fraction(row.mrr) / self.unit(row.currency, day) * share
        return points


def simulated_points(book: Book, first: date, last: date) -> Iterator[tuple[date, dict[str, Fraction]]]:
    """Each day with its sourced, assisted and managed points; `first` is before the book's first deal."""
    return points_on(book, [first + timedelta(days=number) for number in range((last - first).days + 1)])


def points_on(book: Book, days: Sequence[date]) -> Iterator[tuple[date, dict[str, Fraction]]]:
    """Each of the days, which are in order, with its points."""
    for day, partner in partner_on(book, days):
        yield (
            day,
            {
                "sourced": partner.sold("sourced", day),
                "assisted": partner.sold("assisted", day),
                "managed": partner.managed(day),
            },
        )


def partner_on(book: Book, days: Sequence[date]) -> Iterator[tuple[date, Partner]]:
    """Each of the days, which are in order, with all sales as they stand then."""
    partner = Partner(book)
    deals = [deal for deal in book.deals if deal.client in partner.growth]
    closings = sorted({deal.closed for deal in deals}, reverse=True)
    for day in days:
        while closings and closings[-1] <= day:
            closed = closings.pop()
            today = [deal for deal in deals if deal.closed == closed]
            for deal in today:
                if deal.kind in {"new", "cross_sell", "upsell"}:
                    partner.sell(deal)
            for deal in today:
                if deal.kind in {"downgrade", "cancellation"}:
                    partner.lose(deal)
        yield day, partner


def _line(deal: Deal) -> tuple[str, str]:
    return deal.client, deal.line.lower().strip()


def _runs(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day < end)
