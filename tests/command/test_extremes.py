"""Whatever a reader lets through can be worked out and shown on every surface: no row of a book stops the rest."""

import csv
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.books import write_plain_book
from support.random_books import books

from partnerbook import market_code, overview, read_book, sample_book
from partnerbook.command import reading
from partnerbook.command.main import main
from partnerbook.panels import tier_progress
from partnerbook.parsing.currency import currency_codes
from partnerbook.parsing.market import market_names
from partnerbook.records import (
    Book,
    Client,
    CommissionLine,
    Deal,
    Managing,
    OwnRate,
    Payout,
    Renewal,
    Settings,
    SharedDeal,
    Subscription,
    Usage,
)

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
LAST_ASKED = date(2199, 12, 31)  # the last day that figures can be told of
FIRST_EDITION = date(2022, 7, 18)  # tiers are counted in points from this day on
EDGES = [FIRST, LAST, date(2024, 2, 29), date(2096, 2, 29), date(2026, 1, 15), FIRST_EDITION]
DAYS = st.sampled_from(EDGES) | st.dates(FIRST, LAST)
AMOUNTS = st.sampled_from([Decimal("0.000001"), Decimal("0.01"), Decimal(10**15), Decimal(0)]) | st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 999), st.integers(-6, 12)
)


_STAGES = st.sampled_from(["open", "won", "lost"])
_SCORES = st.sampled_from([None, Decimal(0), Decimal(100)])


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
def with_steep_sales(draw: st.DrawFn, book: Book) -> Book:
    """A book with commissions, payouts, shared deals and usage whose amounts, days and currencies are far apart too."""
    names = [each.client for each in book.clients]
    if not names:
        return book
    client, currency = st.sampled_from(names), st.sampled_from(currency_codes())
    numbers = range(draw(st.integers(0, 3)))
    quarter = st.sampled_from(["2000-Q1", "2023-Q2", "2026-Q1", "2026-Q3", "2099-Q4"])
    period = quarter | st.sampled_from(["2000-01", "2024-02", "2026-07", "2099-12"])
    deal = st.sampled_from(["", "D-0", "D-1", "D-9"])
    return book._replace(
        settings=book.settings._replace(payout_days=draw(st.sampled_from([0, 45, 999]))),
        shared_deals=tuple(
            SharedDeal(f"S-{number}", "hubspot", draw(DAYS), draw(client), draw(_STAGES),
                       closed=draw(st.none() | DAYS), amount=draw(st.none() | AMOUNTS), currency=draw(currency))
            for number in numbers
        ),
        commissions=tuple(
            CommissionLine(draw(period), draw(client), draw(AMOUNTS) * draw(st.sampled_from([1, -1])), draw(currency),
                           draw(deal), base=draw(st.none() | AMOUNTS), paid_on=draw(st.none() | DAYS))
            for _ in numbers
        ),
        payouts=tuple(
            Payout(draw(quarter), draw(currency), draw(st.none() | AMOUNTS), draw(st.none() | AMOUNTS),
                   draw(st.none() | AMOUNTS), draw(st.none() | DAYS), draw(st.none() | DAYS))
            for _ in numbers
        ),
        usage=tuple(
            Usage(draw(client), draw(DAYS).replace(day=1), draw(_SCORES))
            for _ in numbers
        ),
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


ASKED = [
    ["tier"], ["tier", "--goal", "Elite"], ["points"], ["renewals"], ["explain", "--all"],
    ["explain", "--figure", "sourced"], ["compare", "--since", "2022-07-18"], ["outlook", "--months", "3"],
    ["stake", "--all"], ["goal", "--goal", "Elite"], ["goal", "--goal", "Gold"], ["changes", "--range", "last-quarter"],
    ["changes", "--range", "last-12-months", "--by", "entry"], ["selling", "--range", "last-12-months"], ["usage"],
    ["team"],
]  # fmt: skip
TABLES_ONLY = [["commission", "--by", by] for by in ("quarter", "month", "client", "deal")]
ASKED_DAYS = st.sampled_from([FIRST, *EDGES, LAST_ASKED]) | st.dates(FIRST, LAST)


def told(*words: str) -> str:
    """What a command prints; of days on which points were not counted yet it says so instead."""
    out, complaints = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(complaints):
        code = main(list(words))
    if code == 2 and "No edition of the program" in complaints.getvalue():
        assert date.fromisoformat(words[2]) < FIRST_EDITION
        return ""
    assert code in (0, 1), (words, complaints.getvalue())
    return out.getvalue()


@given(ASKED_DAYS, days_and_books(), st.data())
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_book_is_answered_on_any_day_in_every_form(
    asked: date, case: tuple[date, Book], data: st.DataObject
) -> None:
    near_day, written = case
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as once:
        path = Path(folder, "book.xlsx")
        write_plain_book(data.draw(with_steep_sales(written)), path)
        read = reading.told_book_and_language(path)
        once.setattr(reading, "told_book_and_language", lambda _: read)
        of_clients = [[command, *words] for name in sorted(each.client for each in read[0].clients)[:2]
                      for command, words in (("client", ["--", name]), ("explain", [f"--client={name}"]))]  # fmt: skip
        day = data.draw(st.sampled_from([asked, near_day])).isoformat()
        for at, (command, *more) in enumerate((*ASKED, *of_clients)):
            first = [command, "--as-of", day]
            if not told(*first, str(path), *more):
                continue
            if (at + near_day.day) % 2:
                assert json.loads(told(*first, "--json", str(path), *more))
            else:
                header, *_ = csv.reader(StringIO(told(*first, "--as", "csv", str(path), *more)))
                assert header
        for command, *more in TABLES_ONLY:
            told(command, "--as-of", day, str(path), *more)
        told("calendar", "--as-of", day, str(path), "-o", f"{folder}/days.ics", "--replace")
        assert json.loads(told("check", "--json", str(path)))
