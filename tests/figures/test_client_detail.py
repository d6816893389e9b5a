"""One client in detail: its history is the ledger moved to each month, and no entry is lost between the states."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from support.random_books import books

from partnerbook.exact import total
from partnerbook.figures.client_detail import client_history, entries_on, revenue_on, running
from partnerbook.figures.overview import overview
from partnerbook.points.ledger import by_client, entries_of, ledger, standing
from partnerbook.records import Book, Client, Deal, Managing, Subscription
from partnerbook.sample import sample_book

AS_OF = date(2026, 10, 31)
ACME = Book(
    clients=(Client("Acme", "US"), Client("Beta", "US")),
    deals=(
        Deal("1", "Acme", "CRM", "new", "sourced", date(2025, 11, 30), Decimal(1000), "USD"),
        Deal("2", "Acme", "CRM", "downgrade", "sourced", date(2026, 3, 15), Decimal(400), "USD"),
        Deal("3", "Acme", "Data", "new", "sourced", date(2026, 6, 1), Decimal(88), "EUR"),
        Deal("4", "Acme", "Data", "new", "sourced", date(2026, 11, 1), Decimal(5), "EUR"),
    ),
    subscriptions=(
        Subscription("Acme", "CRM", Decimal(1000), "USD", date(2025, 11, 30), date(2026, 3, 15)),
        Subscription("Acme", "CRM", Decimal(600), "USD", date(2026, 3, 15)),
    ),
    managing=(Managing("Acme", date(2026, 1, 1)),),
)


def test_revenue_by_month() -> None:
    entries = ledger(ACME).entries
    months = {(row.day, row.currency): row for row in client_history(entries, AS_OF).revenue}
    assert months[date(2025, 11, 30), "USD"][2:4] == (1000, 0)
    assert months[date(2026, 2, 28), "USD"][2:] == (1000, 1000, 1000, 1000)
    assert months[date(2026, 3, 31), "USD"][2:4] == (600, 600)
    assert months[date(2026, 6, 30), "EUR"][2:] == (88, 0, 100, 0)
    assert min(months) == (date(2025, 11, 30), "USD")
    assert max(months) == (AS_OF, "USD")
    assert revenue_on(entries, date(2026, 11, 30))[1][2:4] == (0, 600)  # sold MRR expires as its points do


def test_the_states_of_entries() -> None:
    found = entries_on(ledger(ACME).entries, date(2026, 11, 30))
    assert [entry.points for entry in found.expired if entry.track == "sold"] == [50, -20]
    assert [entry.amount for entry in found.active if entry.track == "sold"] == [88, 5]
    assert entries_on(ledger(ACME).entries, AS_OF).coming[0].amount == 5
    assert entries_of(ledger(ACME).entries, "Beta") == ()


def test_what_runs_on_a_day() -> None:
    [row] = running(ACME.subscriptions, "Acme", date(2026, 3, 15))
    assert row.mrr == 600
    assert running(ACME.subscriptions, "Beta", date(2026, 3, 15)) == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_a_history_is_the_ledger_moved(book: Book) -> None:
    entries = ledger(book).entries
    for name in {entry.client for entry in entries}:
        mine = entries_of(entries, name)
        history = client_history(mine, AS_OF)
        assert len(history.points) == 24
        for month in history.points:
            assert month.points == by_client(entries, month.day)[name] == standing(mine, month.day)
            assert month.changes["sold"].closing == month.points.sold
            rows = [row for row in history.revenue if row.day == month.day]
            active = [entry for entry in mine if entry.active(month.day)]
            assert total(row.sold + row.managed for row in rows) == total(entry.amount for entry in active)
            assert total(row.sold_usd + row.managed_usd for row in rows) == total(entry.usd for entry in active)
        states = history.entries
        assert sorted(map(repr, (*states.active, *states.expired, *states.coming))) == sorted(map(repr, mine))
        assert standing(states.active, AS_OF) == standing(mine, AS_OF)


def test_the_clients_of_a_book_add_up_month_by_month() -> None:
    known = overview(sample_book(), AS_OF)
    histories = [client_history(entries_of(known.ledger.entries, each.client), AS_OF) for each in known.book.clients]
    for at, month in enumerate(known.months):
        assert total(history.points[at].points.total for history in histories) == month.points.total
    day = AS_OF - timedelta(days=400)
    parts = [entries_on(known.ledger.entries, day)]
    assert sum(map(len, parts[0])) == len(known.ledger.entries)
