"""The ledger: cases with the entries they give, a day-by-day simulation beside it, and what holds for every book."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.places import CASES
from support.simulation import simulated_points

from partnerbook.exact import figure, total
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing, by_client, changes, changes_in, ledger, program_of, standing, standings
from partnerbook.records import NOWHERE, Book, Client, Deal, Managing, OwnRate, Place, Settings, Subscription
from partnerbook.sample import sample_book

HISTORIES = CASES / "ledger"
FIRST, LAST = date(2023, 12, 1), date(2026, 9, 30)
NEAR = Fraction(1, 10**18)


class Row(NamedTuple):
    """An entry as the cases write it; managed entries have no source, open ones no end."""

    client: str
    line: str
    kind: str
    source: str
    start: str
    until: str
    points: Fraction


def table(text: str) -> list[dict[str, str]]:
    """The rows of a table whose cells are apart by spaces; "-" is an empty cell."""
    head, *rows = [line.split() for line in text.strip().splitlines()]
    return [{name: "" if cell == "-" else cell for name, cell in zip(head, row, strict=True)} for row in rows]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def some_day(text: str) -> date:
    return date.fromisoformat(text)


READERS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "clients": {"services_ended": day},
    "deals": {"closed": some_day, "mrr": Decimal, "first_sold": day},
    "subscriptions": {"mrr": Decimal, "start": some_day, "end": day},
    "managing": {"start": some_day, "end": day, "other_partners": int},
    "rates": {"start": some_day, "amount": Decimal},
}
RECORDS: Mapping[str, Callable[..., Any]] = {
    "clients": Client,
    "deals": lambda **fields: Deal(deal="", **fields),
    "subscriptions": Subscription,
    "managing": Managing,
    "rates": OwnRate,
}


def book_of(case: Mapping[str, Any]) -> Book:
    """The book of a case; each record's place is its table and its number in it, from 1."""
    tables = {}
    for name, readers in READERS.items():
        rows = table(case[name]) if name in case else []
        tables[name] = tuple(
            RECORDS[name](**{f: readers.get(f, str)(cell) for f, cell in row.items()}, origin=Place(name, number))
            for number, row in enumerate(rows, start=1)
        )
    return Book(**tables)


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['why']}")
        for file in sorted(HISTORIES.glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_entries_of_a_book(case: dict[str, Any]) -> None:
    found = ledger(book_of(case))
    expected = [Row(**{**row, "points": Fraction(row["points"])}) for row in table(case["entries"])]
    rows = []
    for entry in found.entries:
        until = entry.until.isoformat() if entry.until else ""
        points = next((row.points for row in expected if abs(row.points - Fraction(entry.points)) < NEAR), entry.points)
        rows.append(Row(entry.client, entry.line, entry.kind, entry.source, entry.start.isoformat(), until, points))
    assert sorted(rows) == sorted(expected)
    for entry in found.entries:
        assert entry.track == ("managed" if entry.kind == "managed" else "sold")
    reasons = {f"{row.origin.sheet} {row.origin.row}": row.reason for row in found.unused}
    wanted = case.get("unused", {})
    assert reasons.keys() == wanted.keys()
    for origin, words in wanted.items():
        assert words in reasons[origin]


def test_an_entry_says_what_it_was_made_from() -> None:
    clients, lost = (Client("Acme", "MX"),), Place("Deals", 9)
    deals = (
        Deal("D-1", "Acme", "Sales", "new", "sourced", date(2025, 8, 1), Decimal(88), "EUR", origin=Place("Deals", 7)),
        Deal("D-2", "Acme", "Sales", "upsell", "sourced", date(2025, 9, 1), Decimal(44), "EUR", Decimal(1000)),
        Deal("D-3", "Acme", "Sales", "downgrade", "sourced", date(2025, 10, 1), Decimal(22), "EUR", origin=lost),
    )
    sale, upsell, loss = ledger(Book(clients=clients, deals=deals)).entries
    assert (str(sale.origin), sale.points, sale.terms.growth, sale.terms.rate) == ("Deals row 7", 10, 2, 5)
    assert (sale.value, upsell.value, loss.value) == (88 * 12, 1000, 0)
    assert (str(loss.origin), loss.amount, loss.usd) == ("Deals row 9", -22, -25)


def test_points_of_one_day() -> None:
    """Both ends of an entry: it counts on its first day, and no longer on its last."""
    book = book_of(
        {
            "clients": "client market\nAcme US",
            "deals": "client line kind source closed mrr currency\n"
            "Acme Sales new sourced 2025-03-10 100 USD\n"
            "Acme Service cross_sell assisted 2025-03-11 100 USD",
            "subscriptions": "client line mrr currency start end\nAcme Sales 100 USD 2025-03-10 2025-03-12",
            "managing": "client start end other_partners\nAcme 2025-03-10 - 0",
        }
    )
    entries = ledger(book).entries
    expected = {
        "2025-03-09": (0, 0, 0),
        "2025-03-10": (5, 0, 1),
        "2025-03-11": (5, 3, 1),
        "2025-03-12": (5, 3, 0),
        "2026-03-09": (5, 3, 0),
        "2026-03-10": (0, 3, 0),
        "2026-03-11": (0, 0, 0),
    }
    for text, (sourced, assisted, managed) in expected.items():
        points = standing(entries, some_day(text))
        assert points == (sourced, assisted, managed)
        assert (points.sold, points.total) == (sourced + assisted, sourced + assisted + managed)


def test_changes_of_a_range() -> None:
    """New is what starts in the range, lost what ends in it and what losses take; both ends are in the range."""
    book = book_of(
        {
            "clients": "client market\nAcme ES",
            "deals": "client line kind source closed mrr currency\n"
            "Acme Sales new sourced 2025-03-10 1000 USD\n"
            "Acme Sales downgrade sourced 2025-09-01 400 USD\n"
            "Acme Service new assisted 2025-09-30 100 USD",
            "subscriptions": "client line mrr currency start end\nAcme Sales 660 EUR 2025-03-10 2025-10-01",
            "managing": "client start end other_partners\nAcme 2025-03-10 - 0",
        }
    )
    entries = ledger(book).entries

    def moved(first: str, last: str) -> dict[str, tuple[Decimal, ...]]:
        found = changes(entries, some_day(first), some_day(last))
        return {track: (*each, each.closing) for track, each in found.items()}

    before, after = Decimal("8.8"), Decimal("7.5")
    assert moved("2025-03-01", "2025-03-31") == {"sold": (0, 50, 0, 50), "managed": (0, before, 0, before)}
    assert moved("2025-03-11", "2025-07-14")["sold"] == (50, 0, 0, 50)
    # On 15 July 2025 the euro's unit changes: 8.8 points end and 7.5 start.
    assert moved("2025-07-15", "2025-07-15")["managed"] == (before, after, before, after)
    assert moved("2025-09-01", "2025-09-30") == {"sold": (50, 3, 20, 33), "managed": (after, 0, 0, after)}
    assert moved("2025-10-01", "2025-10-31")["managed"] == (after, 0, after, 0)
    assert moved("2026-03-10", "2026-03-10")["sold"] == (33, 0, 30, 3)
    # Over the whole life, what was new is lost again: the downgrade's 20 are not lost a second time.
    assert moved("2025-01-01", "2026-12-31")["sold"] == (0, 53, 53, 0)


def test_no_book_no_points() -> None:
    assert standing((), FIRST) == Standing()
    assert standings((), [FIRST, LAST]) == [Standing(), Standing()]
    assert by_client((), FIRST) == {}
    assert [each.closing for each in changes((), FIRST, LAST).values()] == [0, 0]


def test_the_books_own_growth_markets_count() -> None:
    deal = Deal("1", "Acme", "Sales", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD")
    book = Book(Settings(growth_added=frozenset({"US"})), (Client("Acme", "US"),), deals=(deal,))
    [entry] = ledger(book).entries
    assert entry.points == 10
    assert program_of(book).growth_added == {"US"}


# Any small book, on days where something can happen.

EDGES = [
    (2024, 2, 26),
    (2024, 2, 27),
    (2024, 2, 29),
    (2025, 2, 28),
    (2025, 3, 1),
    (2025, 7, 14),
    (2025, 7, 15),
    (2026, 1, 15),
]
SPECIAL = [date(*edge) for edge in EDGES]
DAYS = st.sampled_from(SPECIAL) | st.dates(date(2024, 1, 1), date(2026, 6, 30))
CURRENCIES = st.sampled_from(["USD", "EUR", "JPY"])
NAMES = st.sampled_from(["Acme", "Birk", "Nobody"])
LINES = st.sampled_from(["Marketing", "Sales"])
MONEY = st.integers(1, 40).map(lambda hundreds: Decimal(hundreds * 50)) | st.decimals(
    Decimal("0.01"), Decimal(3000), places=2
)
SALES = st.builds(
    Deal, st.uuids().map(str), NAMES, LINES, st.sampled_from(["new", "cross_sell", "upsell"]),
    st.sampled_from(["sourced", "assisted"]), DAYS, MONEY, CURRENCIES,
    contract_value=st.none() | MONEY, first_sold=st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    commission_rate=st.none(),
)  # fmt: skip
LOSSES = st.builds(
    Deal, st.uuids().map(str), NAMES, LINES, st.sampled_from(["downgrade", "cancellation"]), st.just("sourced"),
    DAYS, MONEY, CURRENCIES, contract_value=st.none() | MONEY, first_sold=st.none(), commission_rate=st.none(),
)  # fmt: skip


def by_place(deal: Deal) -> tuple[object, ...]:
    """One sale and one loss a day and line: which of two is the newer is nobody's rule."""
    return deal.client, deal.line, deal.closed, deal.kind in {"downgrade", "cancellation"}


@st.composite
def stretches(draw: Any) -> dict[str, Any]:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 500))
    return {"start": start, "end": None if length is None else start + timedelta(days=length)}


@st.composite
def books(draw: Any) -> Book:
    clients = (Client("Acme", "MX"), Client("Birk", "DE", services_ended=draw(st.none() | DAYS)))
    sold = draw(st.lists(SALES, max_size=5, unique_by=by_place))
    lost = draw(st.lists(LOSSES, max_size=4, unique_by=by_place))
    subscriptions = [
        Subscription(draw(NAMES), draw(LINES), draw(MONEY), draw(CURRENCIES), **draw(stretches()))
        for _ in range(draw(st.integers(0, 3)))
    ]
    managing = [
        Managing(draw(NAMES), **draw(stretches()), other_partners=draw(st.integers(0, 6)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    book = Book(
        clients=clients,
        deals=tuple(draw(st.permutations(sold + lost))),
        subscriptions=tuple(subscriptions),
        managing=tuple(managing),
    )
    return placed(book)


def placed(book: Book) -> Book:
    """The book with each record's place as its origin."""
    tables = ("deals", "subscriptions", "managing")
    return book._replace(
        **{
            name: tuple(row._replace(origin=Place(name, number)) for number, row in enumerate(getattr(book, name), 1))
            for name in tables
        }
    )


def turning_days(entries: tuple[Entry, ...]) -> list[date]:
    """Every day on which something starts or ends, and the days beside it."""
    ends = {entry.start for entry in entries} | {entry.until for entry in entries if entry.until}
    return sorted({one + timedelta(days=off) for one in ends for off in (-1, 0, 1)} | {FIRST, LAST})


@settings(deadline=None, max_examples=40)
@given(books())
def test_the_ledger_agrees_with_a_day_by_day_simulation(book: Book) -> None:
    entries = ledger(book).entries
    simulated = list(simulated_points(book, FIRST, LAST))
    for (on, expected), found in zip(simulated, standings(entries, [on for on, _ in simulated]), strict=True):
        for measure, points in expected.items():
            assert abs(Fraction(getattr(found, measure)) - points) < NEAR, (on, measure)


@settings(deadline=None, max_examples=50)
@given(books(), DAYS, DAYS)
def test_closing_is_opening_plus_new_less_lost(book: Book, one: date, other: date) -> None:
    entries = ledger(book).entries
    first, last = sorted((one, other))
    before, after = standing(entries, first - timedelta(days=1)), standing(entries, last)
    found = changes(entries, first, last)
    for track, change in found.items():
        assert change.opening == getattr(before, track)
        assert change.closing == getattr(after, track)
        assert change.opening + change.new - change.lost == change.closing
        assert change.new >= 0


@settings(deadline=None, max_examples=50)
@given(books(), DAYS, DAYS, DAYS)
def test_changes_of_two_ranges_add_up(book: Book, one: date, other: date, another: date) -> None:
    first, middle, last = sorted((one, other, another))
    if middle == last:
        return
    entries = ledger(book).entries
    whole = changes(entries, first, last)
    early, late = changes(entries, first, middle), changes(entries, middle + timedelta(days=1), last)
    for track, change in whole.items():
        assert early[track].closing == late[track].opening
        assert change.new == early[track].new + late[track].new
        assert change.lost == early[track].lost + late[track].lost


@settings(deadline=None, max_examples=50)
@given(books())
def test_one_pass_over_many_days_finds_each_days_points(book: Book) -> None:
    entries = ledger(book).entries
    days = turning_days(entries)
    assert standings(entries, days) == [standing(entries, on) for on in days]


@settings(deadline=None, max_examples=50)
@given(books(), DAYS)
def test_the_clients_points_add_up_to_the_books(book: Book, on: date) -> None:
    entries = ledger(book).entries
    clients = by_client(entries, on)
    assert set(clients) == {entry.client for entry in entries}
    for measure in ("sourced", "assisted", "managed", "sold", "total"):
        assert total(getattr(each, measure) for each in clients.values()) == getattr(standing(entries, on), measure)


@settings(deadline=None, max_examples=50)
@given(books())
def test_no_line_falls_below_zero_on_any_day(book: Book) -> None:
    lines: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in ledger(book).entries:
        lines[entry.client, entry.line].append(entry)
    for entries in lines.values():
        days = turning_days(tuple(entries))
        for on, points in zip(days, standings(entries, days), strict=True):
            assert all(figure(each) >= 0 for each in points), on


def without_places(book: Book) -> tuple[list[Entry], list[str]]:
    found = ledger(book)
    return [entry._replace(origin=NOWHERE) for entry in found.entries], sorted(row.reason for row in found.unused)


@settings(deadline=None, max_examples=50)
@given(books(), st.booleans(), st.data())
def test_the_order_of_records_does_not_matter(book: Book, is_numbered: bool, data: Any) -> None:
    """Any two deals of a day too, with or without a name; which record an entry is traced to may differ."""
    twins = [deal._replace(first_sold=None) for deal in book.deals] + [
        deal._replace(mrr=deal.mrr + 1, line=deal.line.upper()) for deal in book.deals
    ]
    deals = [*book.deals, *twins]
    if not is_numbered:
        deals = [deal._replace(deal="") for deal in deals]
    book = book._replace(deals=tuple(deals))
    mixed = book._replace(
        **{
            name: tuple(data.draw(st.permutations(getattr(book, name))))
            for name in ("clients", "deals", "subscriptions", "managing")
        }
    )
    assert without_places(placed(mixed)) == without_places(placed(book))


def twins(*changed: dict[str, Any]) -> tuple[Deal, ...]:
    """Deals that are alike but for what is given of each."""
    deal = Deal("", "Acme", "Sales", "upsell", "sourced", date(2025, 9, 1), Decimal(100), "USD")
    return tuple(deal._replace(**change) for change in changed)


@pytest.mark.parametrize(
    "deals",
    [
        twins({}, {"mrr": Decimal(88), "currency": "EUR"}),  # as many points, of other money
        twins({}, {"contract_value": Decimal(9)}, {"contract_value": Decimal(8)}),
        twins({}, {"first_sold": date(2023, 5, 1)}),  # one knows of the line's first sale
        twins({"kind": "cancellation", "mrr": Decimal(30)}, {}, {"line": "SALES"}),
    ],
)
def test_the_order_of_deals_that_look_alike_does_not_matter(deals: tuple[Deal, ...]) -> None:
    book = Book(clients=(Client("Acme", "US"),), deals=deals)
    assert without_places(book._replace(deals=deals[::-1])) == without_places(book)


@given(
    st.integers(1, 400), st.lists(st.integers(1, 99), min_size=1, max_size=5), st.sampled_from(["sourced", "assisted"])
)
def test_of_a_sale_that_is_lost_in_parts_exactly_nothing_stays(amount: int, parts: list[int], source: str) -> None:
    """Euros of the first unit make thirds of points, which have no decimal form."""
    days = [date(2025, 2, 1) + timedelta(days=number) for number in range(len(parts) + 1)]
    sale = Deal("", "Acme", "Sales", "new", source, date(2025, 1, 10), Decimal(amount), "EUR")
    losses = [
        sale._replace(kind="downgrade", closed=on, mrr=Decimal(part)) for on, part in zip(days, parts, strict=False)
    ]
    last = sale._replace(kind="cancellation", closed=days[-1])
    entries = ledger(Book(clients=(Client("Acme", "US"),), deals=(sale, *losses, last))).entries
    assert standing(entries, days[-1]) == Standing()
    assert all(getattr(each, source) >= 0 for each in standings(entries, days))


def test_a_loss_in_the_currency_that_the_sales_has_become_takes_all_of_it() -> None:
    sale = Deal("", "Acme", "Sales", "new", "sourced", date(2025, 6, 2), Decimal("1955.83"), "BGN")
    loss = sale._replace(kind="cancellation", closed=date(2026, 2, 2), mrr=Decimal(1000), currency="EUR")
    found = ledger(Book(clients=(Client("Acme", "BG"),), deals=(sale, loss)))
    assert found.unused == ()
    assert standing(found.entries, date(2026, 2, 1)).sold > 0
    assert standing(found.entries, date(2026, 2, 2)) == Standing()


def test_the_callers_decimal_context_does_not_matter() -> None:
    on = date(2026, 10, 31)

    def everything() -> tuple[object, ...]:
        book = sample_book(20)
        entries = ledger(book).entries
        moved = changes(entries, date(2026, 1, 1), on)
        now = standing(entries, on)
        return (
            entries,
            (now, now.sold, now.total),
            standings(entries, [date(2026, 1, 1), on]),
            by_client(entries, on),
            [(each, each.closing) for each in moved.values()],
            [entry.usd for entry in entries],
        )

    expected = everything()
    with localcontext(prec=5, rounding=ROUND_DOWN):
        assert everything() == expected


@given(books(), st.lists(DAYS, min_size=2, max_size=8, unique=True))
def test_spans_are_what_they_are_one_by_one(book: Book, days: list[date]) -> None:
    entries = ledger(book).entries
    days.sort()
    spans = [(first, last - timedelta(1)) for first, last in zip(days[::2], days[1::2], strict=False)]
    kept = changes_in(entries, spans)
    assert kept == changes_in(list(entries), spans)  # what the ledger's own entries keep is nothing else
    assert standings(entries, days) == standings(list(entries), days)
    assert by_client(entries, days[0]) == by_client(list(entries), days[0])
    for found, (first, last) in zip(kept, spans, strict=True):
        for track, moved in found.items():
            mine = [entry for entry in entries if entry.track == track]
            began = [entry.points for entry in mine if first <= entry.start <= last]
            ended = [entry.points for entry in mine if entry.until and first <= entry.until <= last]
            assert moved.opening == total(entry.points for entry in mine if entry.active(first - timedelta(1)))
            assert moved.new == total(points for points in began if points > 0)
            assert moved.lost == total(ended) - total(points for points in began if points < 0)
