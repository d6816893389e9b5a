"""Whatever a reader lets through can be worked out and shown on every surface: no row of a book stops the rest."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.books import write_plain_book
from support.random_books import books

from partnerbook import market_code, overview, read_book, sample_book
from partnerbook.command.main import main
from partnerbook.panels import tier_progress
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_names
from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Renewal, Settings, Subscription

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
FIRST_EDITION = date(2022, 7, 18)  # tiers are counted in points from this day on
EDGES = [FIRST, LAST, date(2024, 2, 29), date(2096, 2, 29), date(2026, 1, 15), FIRST_EDITION]
DAYS = st.sampled_from(EDGES) | st.dates(FIRST, LAST)
AMOUNTS = st.sampled_from([Decimal("0.000001"), Decimal("0.01"), Decimal(10**15), Decimal(0)]) | st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 999), st.integers(-6, 12)
)


@st.composite
def near(draw: st.DrawFn, day: date) -> date:
    """A day within two years of another, so that what is sold meets what is compared."""
    return min(max(day + timedelta(draw(st.integers(-730, 730))), FIRST), LAST)


@st.composite
def steep_books(draw: st.DrawFn, day: date) -> Book:
    """A client or two whose amounts, days and currencies are as far apart as a book can have them, around a day."""
    currencies = st.sampled_from(draw(st.lists(st.sampled_from(currency_codes()), min_size=1, max_size=3)))
    markets = st.sampled_from([market_code(name) for name in market_names()])
    names = draw(st.sampled_from([["A"], ["A", "B"]]))
    lines = range(draw(st.integers(1, 5)))
    spans = [sorted((draw(near(day) | DAYS), draw(near(day) | DAYS))) for _ in lines]
    client = st.sampled_from(names)
    rates = draw(st.lists(st.tuples(currencies, DAYS, st.sampled_from(["program", "market"])), max_size=3, unique=True))
    return Book(
        settings=Settings(credited_tier="Gold", credited_since=draw(st.none() | DAYS), credited_read_on=draw(DAYS)),
        clients=tuple(
            Client(name, draw(markets), services_ended=draw(st.none() | near(day)))
            for name in names
        ),
        subscriptions=tuple(
            Subscription(draw(client), "Hub", draw(AMOUNTS), draw(currencies), first, last)
            for first, last in spans
            if first < last
        ),
        deals=tuple(
            Deal(f"D-{number}", draw(client), "Hub", "new", draw(st.sampled_from(["sourced", "assisted"])), first,
                 draw(AMOUNTS), draw(currencies), draw(st.none() | AMOUNTS))
            for number, (first, _) in enumerate(spans)
        ),
        managing=tuple(Managing(name, spans[0][0], None, draw(st.integers(0, 99))) for name in names),
        renewals=tuple(
            Renewal(draw(client), "", last, draw(AMOUNTS), draw(st.none() | AMOUNTS), draw(currencies))
            for _, last in spans
        ),
        tiers=(),
        rates=tuple(OwnRate(code, since, draw(AMOUNTS.filter(bool)), kind) for code, since, kind in rates),
    )  # fmt: skip


@st.composite
def days_and_books(draw: st.DrawFn) -> tuple[date, Book]:
    day = draw(st.sampled_from(EDGES[1:]) | st.dates(FIRST_EDITION, LAST))
    return day, draw(steep_books(day) | books())


@given(days_and_books())
@example((date(2026, 6, 30), sample_book(3)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_book_that_is_read_is_shown_everywhere(case: tuple[date, Book]) -> None:
    day, written = case
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        write_plain_book(written, path)
        book, _ = read_book(path)
        known = overview(book, day)
        for name in dir(type(known)):
            if not name.startswith("_"):
                getattr(known, name)
        panel = tier_progress(book, as_of=day, language="pt")
        assert panel.model.fault == ""
        panel.static_html()
        for words in (
            ["tier"], ["points"], ["renewals"], ["report", "-o", f"{folder}/report.xlsx"],
            ["renewals", "-o", f"{folder}/renewals.xlsx"],
        ):  # fmt: skip
            assert main([words[0], str(path), *words[1:], "--as-of", day.isoformat()]) in (0, 1), words
        assert main(["check", str(path)]) in (0, 1)
        assert main(["export", str(path), "points", "-o", f"{folder}/points.csv"]) in (0, 1)
