"""Random books whose deals, managing, rates and reviews lie on all sides of the days where something happens."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Place, Settings, Subscription, Threshold
from support.plain_reviews import EDITIONS, TIERS

LONG_AGO, FIRST, LAST = date(2020, 1, 1), date(2023, 9, 1), date(2026, 8, 31)
TURNS = (
    *("2024-02-26", "2024-02-27", "2024-02-29", "2025-02-28", "2025-03-01", "2025-07-14", "2025-07-15"),
    *("2026-01-14", "2026-01-15", "2025-12-31", "2026-01-01", "2025-08-15"),
)
DAYS = st.sampled_from([date.fromisoformat(text) for text in TURNS]) | st.dates(FIRST, LAST)
MONEY = st.integers(1, 60).map(lambda tens: Decimal(tens * 25)) | st.decimals(Decimal("0.01"), 3000, places=2)
CURRENCIES = st.sampled_from(["USD", "EUR", "BGN", "HRK", "PEN", "JPY"])
LINES = st.sampled_from(["Sales", "SALES", "sales ", "Service"])
NAMES = st.sampled_from(["Acme", "Birk", "Cora", "Nobody"])
SALES, LOSSES = ("new", "cross_sell", "upsell"), ("downgrade", "cancellation")


def days_between(draw: st.DrawFn) -> dict[str, Any]:
    start, length = draw(DAYS), draw(st.none() | st.integers(1, 600))
    return {"start": start, "end": None if length is None else start + timedelta(days=length)}


@st.composite
def deals(draw: st.DrawFn) -> tuple[Deal, ...]:
    """At most one sale and one loss a day and line: which of two comes first is nobody's rule."""
    drawn = draw(
        st.lists(
            st.builds(Deal, st.just(""), NAMES, LINES, st.sampled_from(SALES * 2 + LOSSES),
                      st.sampled_from(["sourced", "assisted"]), DAYS, MONEY, CURRENCIES,
                      contract_value=st.none() | st.just(Decimal(0)) | MONEY,
                      first_sold=st.none() | st.dates(date(2022, 1, 1), FIRST), commission_rate=st.none()),
            max_size=9,
            unique_by=lambda deal: (deal.client, deal.line.lower().strip(), deal.closed, deal.kind in LOSSES),
        )
    )  # fmt: skip
    return tuple(deal._replace(first_sold=None) if deal.kind in LOSSES else deal for deal in drawn)


@st.composite
def rates(draw: st.DrawFn) -> tuple[OwnRate, ...]:
    """Figures of the partner's own: of currencies that have none published since ever, of the euro since some day."""
    rows = [OwnRate(currency, LONG_AGO, draw(MONEY)) for currency in ("BGN", "HRK", "PEN")]
    later = draw(st.lists(st.tuples(st.sampled_from(["BGN", "EUR", "PEN"]), DAYS), max_size=3, unique=True))
    return (*rows, *(OwnRate(currency, start, draw(MONEY)) for currency, start in later))


@st.composite
def thresholds(draw: st.DrawFn) -> tuple[Threshold, ...]:
    rows = []
    for edition in EDITIONS:
        total = minimum = managed = Decimal(0)
        for tier in TIERS[1:]:
            total += draw(st.integers(1, 60))
            minimum += draw(st.integers(0, 30))
            managed += Decimal(draw(st.integers(0, 8))) / 2
            rows.append(Threshold(edition, tier, total, min(total, minimum), managed))
    return tuple(rows)


@st.composite
def own_settings(draw: st.DrawFn) -> Settings:
    since, read_on = sorted((draw(DAYS), draw(DAYS)))
    return Settings(
        credited_tier=draw(st.sampled_from(TIERS)),
        credited_since=since,
        credited_read_on=draw(st.sampled_from([None, read_on])),
        certification_until=draw(st.none() | st.none() | DAYS),
        elite_invitation=draw(st.booleans()),
        growth_added=draw(st.sampled_from([frozenset(), frozenset({"DE"})])),
        growth_removed=draw(st.sampled_from([frozenset(), frozenset({"CO"})])),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    stays = st.none() | st.none() | DAYS
    clients = tuple(
        Client(name, market, services_ended=draw(stays))
        for name, market in (("Acme", "MX"), ("Birk", "DE"), ("Cora", "CO"))
    )
    counted = range(draw(st.integers(0, 4)))
    book = Book(
        draw(own_settings()),
        clients,
        tuple(
            Subscription(draw(NAMES), draw(LINES), draw(MONEY), draw(CURRENCIES), **days_between(draw)) for _ in counted
        ),
        draw(deals()),
        tuple(
            Managing(draw(NAMES), **days_between(draw), other_partners=draw(st.integers(0, 6)))
            for _ in range(draw(st.integers(0, 3)))
        ),
        tiers=draw(thresholds()),
        rates=draw(rates()),
    )
    tables: dict[str, Any] = {
        name: tuple(row._replace(origin=Place(name, number)) for number, row in enumerate(getattr(book, name), 1))
        for name in ("subscriptions", "deals", "managing")
    }
    return book._replace(**tables)


def turning_days(book: Book) -> list[date]:
    """The days on which anything of a book, or of the rules, can change, those around them, and those a year on."""
    found: set[date] = {date.fromisoformat(text) for text in TURNS}
    records: Iterable[Any] = (*book.clients, *book.subscriptions, *book.deals, *book.managing, *book.rates)
    for record in records:
        found |= {value for value in record if isinstance(value, date)}
    found |= {date(day.year + 1, day.month, min(day.day, 28)) for day in found}
    around = {day + timedelta(days=off) for day in found for off in (-1, 0, 1)}
    return sorted(day for day in around if day >= date(2022, 1, 1))
