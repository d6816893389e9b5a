"""Commission worked out a second time, in fractions, month by month, without partnerbook's arithmetic or its rules."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import strategies as st

from partnerbook.records import Book, Client, Deal, Managing, Settings

_LATIN_AMERICA = {"AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "SV", "GT", "HT", "HN", "MX", "NI", "PA", "PY",
                  "PE", "UY", "VE"}  # fmt: skip
BETA = {"AU", "NZ", "DE", "AT", "CH"} | _LATIN_AMERICA
_SALES = ("new", "cross_sell", "upsell")
_CURRENCIES = {"Hub": "USD", "Data": "EUR"}


def cents(amount: Fraction) -> Fraction:
    """An amount to the cent, half up."""
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def month_ends(first: date, last: date) -> list[date]:
    """The last day of each month from that of a day to that of another."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(date(year, month, monthrange(year, month)[1]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def paid_months(book: Book, last: date) -> dict[tuple[str, str], Fraction]:
    """What each deal pays in each month up to a day, exact, where it pays anything."""
    found = {}
    first = min((deal.closed for deal in book.deals), default=last)
    for end in month_ends(first, last):
        left = _left_on(book, end)
        for deal in book.deals:
            if deal.kind in _SALES and deal.closed <= end and _pays(book, deal, end):
                amount = left[deal.deal] * _rate(book, deal)
                if amount > 0:
                    found[deal.deal, f"{end:%Y-%m}"] = amount
    return found


def _left_on(book: Book, day: date) -> dict[str, Fraction]:
    """What losses have left of each sale by the end of a day."""
    left: dict[str, Fraction] = {}
    lines: defaultdict[tuple[str, str], list[Deal]] = defaultdict(list)
    for deal in book.deals:
        if deal.closed <= day:
            lines[deal.client, deal.line].append(deal)
    for deals in lines.values():
        sales = sorted((deal for deal in deals if deal.kind in _SALES), key=lambda deal: deal.closed)
        left |= {deal.deal: Fraction(deal.mrr) for deal in sales}
        for loss in sorted((deal for deal in deals if deal.kind not in _SALES), key=lambda deal: deal.closed):
            before = [deal for deal in reversed(sales) if deal.closed < loss.closed]
            same = [deal for deal in sales if deal.closed == loss.closed]
            to_take = Fraction(loss.mrr)
            for deal in before + same:
                taken = min(left[deal.deal], to_take)
                left[deal.deal] -= taken
                to_take -= taken
    return left


def _rate(book: Book, deal: Deal) -> Fraction:
    if deal.commission_rate is not None:
        return Fraction(deal.commission_rate)
    assisted = (deal.source or book.settings.deals_without_source) == "assisted"
    return Fraction(0) if assisted and not deal.upmarket_referral else Fraction(1, 5)


def _pays(book: Book, deal: Deal, end: date) -> bool:
    """Whether the rule of a deal lets the month with that last day pay, whatever is left of it."""
    market = next(client.market for client in book.clients if client.client == deal.client)
    since = (end.year - deal.closed.year) * 12 + end.month - deal.closed.month
    model = date(2025, 10, 1) if market in BETA else date(2025, 11, 17)
    assisted = (deal.source or book.settings.deals_without_source) == "assisted"
    if assisted and deal.upmarket_referral:
        return since < 12
    if deal.other_partners_line and deal.closed < model and not deal.commission_rate and not assisted:
        return False
    if book.settings.partner_kind == "provider":
        return since < 12
    if deal.closed >= date(2023, 4, 1):
        return since < 36
    if end < date(2025, 4, 1):
        return True
    judged = date(end.year, (end.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return any(
        row.client == deal.client and row.start <= judged and (row.end is None or judged < row.end)
        for row in book.managing
    )


_DAYS = st.dates(date(2021, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    [date(2023, 3, 31), date(2023, 4, 1), date(2024, 2, 29), date(2025, 9, 30), date(2025, 10, 1), date(2025, 11, 16),
     date(2025, 11, 17), date(2024, 1, 31), date(2025, 3, 31)]
)  # fmt: skip
_AMOUNTS = st.integers(1, 10**7).map(lambda number: Decimal(number) / 100)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A small book; no two sales of a client's line close on one day, so that a loss takes from them in one order."""
    clients = [Client(name, draw(st.sampled_from(["US", "BR", "DE", "FR"]))) for name in ("Acme", "Bolt")]
    deals: list[Deal] = []
    for client in clients:
        for line, currency in _CURRENCIES.items():
            days = draw(st.lists(_DAYS, max_size=3, unique=True))
            for day in days:
                deals.append(_sale(draw, f"S{len(deals)}", client.client, line, currency, day))
            for day in draw(st.lists(st.sampled_from(days) | _DAYS, max_size=2)) if days else ():
                kind = draw(st.sampled_from(["downgrade", "cancellation"]))
                name = f"L{len(deals)}"
                deals.append(Deal(name, client.client, line, kind, "", day, draw(_AMOUNTS), currency))
    managing = []
    for client in clients:
        for _ in range(draw(st.integers(0, 2))):
            start, end = sorted(draw(st.lists(_DAYS, min_size=2, max_size=2, unique=True)))
            managing.append(Managing(client.client, start, draw(st.sampled_from([end, None]))))
    settings = Settings(
        partner_kind=draw(st.sampled_from(["partner", "partner", "provider"])),
        deals_without_source=draw(st.sampled_from(["assisted", "sourced"])),
    )
    return Book(settings, tuple(clients), deals=tuple(draw(st.permutations(deals))), managing=tuple(managing))


def _sale(draw: st.DrawFn, name: str, client: str, line: str, currency: str, day: date) -> Deal:
    return Deal(
        name, client, line, draw(st.sampled_from(_SALES)),
        draw(st.sampled_from(["sourced", "sourced", "assisted", ""])), day, draw(_AMOUNTS), currency,
        commission_rate=draw(st.sampled_from([None, None, None, Decimal(0), Decimal("0.1"), Decimal("0.2")])),
        upmarket_referral=draw(st.booleans()),
        other_partners_line=draw(st.sampled_from([False, False, True])),
    )  # fmt: skip
