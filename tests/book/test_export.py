"""Rows that are exported: which they are, what stands in them, and that points add up to what the core has."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.random_books import DAYS, books

from partnerbook.book.export import Exported, exported
from partnerbook.book.tables import EXPORTS
from partnerbook.errors import BadInput, UnknownName
from partnerbook.exact import total
from partnerbook.figures.commission_amounts import Amounts
from partnerbook.figures.commission_deals import deal_commissions
from partnerbook.figures.commission_rows import deal_months
from partnerbook.figures.overview import overview
from partnerbook.figures.unsold import questions
from partnerbook.names import LANGUAGES
from partnerbook.points.ledger import ledger, standing
from partnerbook.records import (
    Book,
    Client,
    CommissionLine,
    Deal,
    Managing,
    Payout,
    Place,
    Renewal,
    Segment,
    Service,
    Settings,
    SharedDeal,
    Subscription,
    TeamMember,
    Usage,
)
from partnerbook.sample import sample_book

SAMPLE = sample_book()
HUB, EUR = "Marketing Hub", "EUR"
BOOK = Book(
    Settings("Mine"),
    clients=(Client("Acme", "MX", relationship="both", apps_used=3), Client("Beta", "ES"), Client("Ceta", "US")),
    subscriptions=(
        Subscription("Acme", HUB, Decimal("100.50"), EUR, date(2025, 1, 1), date(2025, 3, 1)),
        Subscription("Acme", HUB, Decimal(200), EUR, date(2025, 3, 1), None, note="=now"),
        Subscription("Beta", HUB, Decimal(0), EUR, date(2025, 2, 1), date(2025, 2, 1)),
    ),
    deals=(
        Deal("D-1", "Acme", HUB, "new", "assisted", date(2025, 1, 31), Decimal(100), EUR, origin=Place("Deals", 2)),
        Deal("D-2", "Acme", HUB, "downgrade", "sourced", date(2025, 6, 1), Decimal(40), EUR, origin=Place("Deals", 3)),
        Deal("D-3", "Beta", HUB, "new", "sourced", date(2025, 2, 1), Decimal(10), "XTS", origin=Place("Deals", 4)),
    ),
    managing=(
        Managing("Acme", date(2025, 2, 1), date(2025, 5, 1), 2),
        Managing("Beta", date(2024, 1, 1), date(2025, 1, 1)),
        Managing("Ceta", date(2025, 12, 31)),
    ),
    renewals=(
        Renewal("Acme", HUB, date(2025, 12, 31), Decimal(200), None, EUR, "cancel_requested"),
        Renewal("Ceta", HUB, date(2026, 1, 1), Decimal(5), Decimal(6), EUR),
    ),
    partner_services=(Service("Beta", "Onboarding"),),
    segments=(Segment("Key accounts", "Acme"), Segment("KEY ACCOUNTS", "Ceta"), Segment("Others", "Beta")),
    shared_deals=(
        SharedDeal("S-1", "hubspot", date(2025, 12, 31), "ACME", amount=Decimal(900), currency=EUR),
        SharedDeal("S-2", "partner", date(2026, 1, 1), "Nobody yet", "lost"),
    ),
    commissions=(
        CommissionLine("2025-Q4", "Acme", Decimal("60.25"), EUR, "D-1", HUB, rate=Decimal("0.2")),
        CommissionLine("2026-01", "Beta", Decimal(-5), EUR),
    ),
    payouts=(Payout("2025-Q4", EUR, Decimal(60), Decimal(2), Decimal(58)), Payout("2026-Q1", EUR)),
    hubspot_team=(TeamMember("Ana Ejemplo", "pdm", mail="ana@hubspot.example"),),
    usage=(Usage("Acme", date(2025, 12, 1), Decimal(50)), Usage("Beta", date(2026, 1, 1))),
)  # fmt: skip


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def column(found: Exported, heading: str) -> list[Any]:
    return [row[found.headings.index(heading)] for row in found.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", EXPORTS, ids=[choice.code for choice in EXPORTS])
def test_everything_that_can_be_chosen_can_be_exported(choice: Any, language: str) -> None:
    found = exported(BOOK, choice.code, language=language)
    worked_out = {
        "points": ledger(BOOK).entries,
        "questions": questions(BOOK),
        "commission_by_month": deal_months(BOOK, deal_commissions(BOOK).deals, None),
    }
    rows = worked_out[choice.code] if choice.code in worked_out else getattr(BOOK, choice.code)
    assert len(found.rows) == len(rows)
    assert {len(row) for row in found.rows} <= {len(found.headings)}
    assert len({heading.casefold() for heading in found.headings}) == len(found.headings)
    assert found.table.label(language) == choice.label(language)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), on=DAYS)
def test_commission_adds_up_to_that_of_each_month_whatever_has_become_of_it(book: Book, on: date) -> None:
    known = overview(book, max(on, date(2022, 7, 18))).commission
    found = defaultdict[tuple[date, str, str], Decimal](Decimal)
    for row in deal_months(book, known.deals, known.as_of):
        found[row.month, row.currency, str(row.status)] += row.amount
    kinds = Amounts._fields[:5]
    expected = {(month.first, month.currency, kind): getattr(month, kind) for month in known.by_month for kind in kinds}
    assert {key: amount for key, amount in found.items() if amount} == {
        key: amount for key, amount in expected.items() if amount
    }


def test_commission_says_what_has_become_of_it_only_where_a_day_is_known() -> None:
    one = BOOK._replace(deals=(BOOK.deals[0]._replace(source="sourced"),), payouts=(), commissions=())
    assert set(column(exported(one, "commission"), "Status")) == {None}
    seen = exported(
        one, "commission", "Key accounts", date(2025, 6, 30), date(2026, 2, 1), "pt", as_of=date(2025, 11, 30)
    )
    assert [(row[0], *row[-5:]) for row in seen.rows if row[0].month in (6, 7, 10, 12, 2)] == [
        (date(2025, 6, 1), Decimal(20), EUR, "Sem confirmação", date(2025, 8, 14), date(2025, 11, 30)),
        (date(2025, 7, 1), Decimal(20), EUR, "Sem confirmação", date(2025, 11, 14), date(2025, 11, 30)),
        (date(2025, 10, 1), Decimal(20), EUR, "Devida", date(2026, 2, 14), date(2025, 11, 30)),
        (date(2025, 12, 1), Decimal(20), EUR, "Projeção", date(2026, 2, 14), date(2025, 11, 30)),
        (date(2026, 2, 1), Decimal(20), EUR, "Projeção", date(2026, 5, 15), date(2025, 11, 30)),
    ]
    assert exported(one, "Comisión por mes", as_of=date(2025, 11, 30)).rows[-1][0] == date(2027, 12, 1)


@pytest.mark.parametrize("until", [date(2100, 1, 31), date(2199, 12, 31), date.max])
def test_commission_without_an_end_goes_to_a_far_day(until: date) -> None:
    sale = BOOK.deals[0]._replace(source="sourced", closed=date(2022, 1, 1))
    managed = Managing(sale.client, date(2022, 1, 1))
    one = Book(clients=BOOK.clients, deals=(sale,), managing=(managed,))
    found = exported(one, "commission", since=date(2099, 12, 1), until=until, as_of=date(2026, 10, 31))
    last = until.year * 12 + until.month
    assert [row[0].year * 12 + row[0].month for row in found.rows] == list(range(2099 * 12 + 12, last + 1))


def test_a_table_has_its_columns_in_the_words_of_a_language() -> None:
    found = exported(BOOK, "subscriptions", language="pt")
    assert found.headings == [
        "Cliente", "Linha de produto", "Produto", "MRR", "Moeda", "Início", "Fim", "Nota", "Não consta desde"
    ]  # fmt: skip
    assert found.rows[0] == ["Acme", HUB, None, Decimal("100.50"), EUR, date(2025, 1, 1), date(2025, 3, 1), None, None]
    assert found.rows[1][-2:] == ["=now", None]
    assert exported(BOOK, "clients", language="es").rows[0][:8] == [
        "Acme", "México", None, None, "Vendido y gestionado", None, 3, None
    ]  # fmt: skip
    assert column(exported(BOOK, "renewals", language="es"), "Estado") == ["Cancelación solicitada", "Pendiente"]


def test_points_say_what_they_come_from() -> None:
    found = exported(BOOK, "points")
    assert found.headings == [
        "Client", "Product line", "Track", "Kind", "Source", "Points", "From", "Until", "MRR", "Currency", "Record"
    ]  # fmt: skip
    sold = [row for row in found.rows if row[2] == "Sold"]
    assert [(row[3], row[4], row[6], row[7], row[8], row[10]) for row in sold] == [
        ("New", "Assisted", date(2025, 1, 31), date(2026, 1, 31), 100, "Deals row 2"),
        ("Downgrade", "Assisted", date(2025, 6, 1), date(2026, 1, 31), -40, "Deals row 3"),
    ]
    assert sold[1][5] == sold[0][5] * Decimal("-0.4")
    managed = [row for row in found.rows if row[2] == "Managed"]
    assert [(row[3], row[4], row[6], row[7], row[8]) for row in managed] == [
        ("Managed", None, date(2025, 2, 1), date(2025, 3, 1), Decimal("100.50")),
        ("Managed", None, date(2025, 3, 1), date(2025, 5, 1), 200),
    ]
    assert [str(each.origin) for each in found.unused] == ["Deals row 4"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("on", [date(2023, 1, 31), date(2025, 7, 15), date(2026, 10, 31), date(2027, 6, 1)])
def test_points_of_the_sample_add_up_to_its_standing(on: date, language: str) -> None:
    assert_adds_up(SAMPLE, on, language)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), on=DAYS)
def test_points_of_any_book_add_up_to_its_standing(book: Book, on: date) -> None:
    assert_adds_up(book, on, "en")


def assert_adds_up(book: Book, on: date, language: str) -> None:
    """The rows that meet a day are all that count on it."""
    table = exported(book, "points", since=on, until=on, language=language)
    at = {each.field: index for index, each in enumerate(table.table.columns)}
    now = standing(ledger(book).entries, on)

    def points(field: str, code: str) -> Decimal:
        named = next(choice.label(language) for choice in table.table.column(field).choices if choice.code == code)
        return total(row[at["points"]] for row in table.rows if row[at[field]] == named)  # type: ignore[misc]

    assert points("track", "sold") == now.sold
    assert points("track", "managed") == now.managed
    assert (points("source", "sourced"), points("source", "assisted")) == (now.sourced, now.assisted)


@pytest.mark.parametrize(
    ("rows", "heading", "since", "until", "expected"),
    [
        ("deals", "Deal", "2025-01-31", "2025-01-31", ["D-1"]),
        ("deals", "Deal", "2025-02-01", "", ["D-2", "D-3"]),
        ("deals", "Deal", "", "2025-05-31", ["D-1", "D-3"]),
        ("deals", "Deal", "2025-02-02", "2025-05-31", []),
        ("renewals", "Client", "2025-12-31", "2025-12-31", ["Acme"]),
        ("renewals", "Client", "2026-01-01", "", ["Ceta"]),
        ("subscriptions", "MRR", "2025-02-28", "2025-02-28", [Decimal("100.50")]),
        ("subscriptions", "MRR", "2025-03-01", "2025-03-01", [200]),
        ("subscriptions", "MRR", "2025-02-28", "2025-03-01", [Decimal("100.50"), 200]),
        ("subscriptions", "MRR", "", "2024-12-31", []),
        ("subscriptions", "MRR", "2090-01-01", "", [200]),
        ("subscriptions", "MRR", "", "", [Decimal("100.50"), 200, 0]),
        ("managing", "Client", "2024-12-31", "2025-01-31", ["Beta"]),
        ("managing", "Client", "2025-01-01", "2025-01-31", []),
        ("managing", "Client", "2025-12-31", "", ["Ceta"]),
        ("points", "Record", "2026-01-30", "", ["Deals row 2", "Deals row 3"]),
        ("points", "Record", "2026-01-31", "", []),
    ],
)  # fmt: skip
def test_days_are_included_at_both_ends(rows: str, heading: str, since: str, until: str, expected: list[Any]) -> None:
    assert column(exported(BOOK, rows, since=day(since), until=day(until)), heading) == expected


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), rows=st.sampled_from(["deals", "renewals", "points", "subscriptions", "managing"]), cut=DAYS)
def test_every_row_is_before_a_day_or_from_it_on(book: Book, rows: str, cut: date) -> None:
    """Rows that have a single day are on one side; a stretch can be on both."""
    everything = exported(book, rows).rows
    before = exported(book, rows, until=cut - timedelta(1)).rows if cut > date(2000, 1, 1) else []
    after = exported(book, rows, since=cut).rows
    every, both = Counter(map(tuple, everything)), Counter(map(tuple, before)) + Counter(map(tuple, after))
    assert every - both == Counter()
    if rows in ("deals", "renewals") and cut > date(2000, 1, 1):
        assert both == every


@pytest.mark.parametrize("rows", ["clients", "partner_services"])
@pytest.mark.parametrize("asked", [{"since": date(2025, 1, 1)}, {"until": date(2025, 1, 1)}])
def test_rows_without_a_day_are_not_asked_for_by_day(rows: str, asked: dict[str, date]) -> None:
    with pytest.raises(BadInput, match="have no day"):
        exported(BOOK, rows, **asked)  # type: ignore[arg-type]


def test_days_stand_in_order() -> None:
    with pytest.raises(BadInput, match=r"The first day, 2025-01-02, is after the last, 2025-01-01\."):
        exported(BOOK, "deals", since=date(2025, 1, 2), until=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("rows", "segment", "clients"),
    [
        ("clients", "Key accounts", ["Acme", "Ceta"]),
        ("renewals", " key ACCOUNTS ", ["Acme", "Ceta"]),
        ("deals", "Key accounts", ["Acme", "Acme"]),
        ("points", "Key accounts", ["Acme"] * 4),
        ("partner_services", "Key accounts", []),
        ("partner_services", "others", ["Beta"]),
        ("managing", "Others", ["Beta"]),
    ],
)
def test_a_segment_leaves_its_clients(rows: str, segment: str, clients: list[str]) -> None:
    found = exported(BOOK, rows, segment)
    assert column(found, "Client") == clients
    assert found.segment == {"k": "Key accounts", "o": "Others"}[segment.strip()[0].lower()]


def test_a_segment_and_days_go_together() -> None:
    assert column(exported(BOOK, "renewals", "Key accounts", until=date(2025, 12, 31)), "Client") == ["Acme"]


@pytest.mark.parametrize(
    ("rows", "segment", "language", "said"),
    [
        ("deals", "Key acounts", "en", r'no segment "Key acounts"; did you mean "Key accounts"\?.* "Others"'),
        ("subscripcion", "", "en", r'"subscripcion".* did you mean "Suscripciones"\?'),
        ("", "", "en", "it must be Points, Clients, "),
        ("settings", "", "en", "it must be Points, Clients, "),
        ("deals", "", "xx", '"xx" is not known'),
    ],
)
def test_what_is_not_known_is_refused(rows: str, segment: str, language: str, said: str) -> None:
    with pytest.raises(UnknownName, match=said):
        exported(BOOK, rows, segment, language=language)


def test_a_book_without_segments_says_what_makes_one() -> None:
    with pytest.raises(BadInput, match='partnerbook segment BOOK "Key" --add CLIENT'):
        exported(SAMPLE._replace(segments=()), "deals", "Key")
