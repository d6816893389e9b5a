"""What moved the points between two days: what is shown adds up as what is exact does."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from support.random_books import DAYS, books

from partnerbook.exact import total
from partnerbook.figures.changed import ClientChange, by_size, changed_clients, changed_entries
from partnerbook.figures.shown import shown, shown_changes, shown_client_changes, shown_entry_changes
from partnerbook.points.ledger import changes, ledger
from partnerbook.records import Book, Client, Deal
from partnerbook.sample import sample_book

LOSS = Book(
    clients=(Client("Acme", "US"),),
    deals=(
        Deal("1", "Acme", "CRM", "new", "sourced", date(2025, 11, 30), Decimal(1000), "USD"),
        Deal("2", "Acme", "CRM", "downgrade", "sourced", date(2026, 3, 15), Decimal(400), "USD"),
    ),
)


def test_a_loss_is_lost_once() -> None:
    entries = ledger(LOSS).entries
    for first, last, lost in (
        (date(2026, 3, 15), date(2026, 3, 15), 20),
        (date(2026, 11, 30), date(2026, 11, 30), 30),
        (date(2026, 3, 15), date(2026, 11, 30), 50),
        (date(2026, 3, 16), date(2026, 11, 29), None),
    ):
        found = changed_clients(changed_entries(entries, first, last))
        assert [each.lost_sold for each in found] == ([] if lost is None else [lost])
        assert [each.net for each in found] == ([] if lost is None else [-lost])


def test_a_client_moves_by_what_came_less_what_went() -> None:
    assert ClientChange("Acme", Decimal(10), Decimal(1), Decimal(5), Decimal(2)).net == 12
    sale, names = LOSS.deals[0], ("Birk", "acme")
    more = LOSS._replace(
        clients=(*LOSS.clients, *(Client(name, "US") for name in names)),
        deals=(*LOSS.deals, *(sale._replace(client=name, deal=name) for name in names)),
    )
    found = changed_clients(changed_entries(ledger(more).entries, date(2025, 11, 30), date(2025, 11, 30)))
    assert [(each.client, each.new_sold) for each in found] == [("Acme", 50), ("acme", 50), ("Birk", 50)]


def test_the_largest_move_comes_first_whichever_way() -> None:
    entries = ledger(sample_book()).entries
    moved = [abs(each.net) for each in by_size(changed_clients(changed_entries(entries, *YEAR)))]
    assert moved == sorted(moved, reverse=True)


YEAR = date(2025, 11, 1), date(2026, 10, 31)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), DAYS, DAYS)
def test_what_is_shown_adds_up_to_the_four_numbers_that_are_shown(book: Book, one: date, other: date) -> None:
    entries, days = ledger(book).entries, sorted((one, other))
    moved, found = changes(entries, *days), changed_entries(entries, *days)
    clients, rows = shown_client_changes(changed_clients(found), moved), shown_entry_changes(found, moved)
    for track in ("sold", "managed"):
        seen = shown_changes(moved[track])
        assert seen.closing == shown(moved[track].closing)
        for way in ("new", "lost"):
            assert total(getattr(each, f"{way}_{track}") for each in clients) == getattr(seen, way)
            assert total(getattr(each, way) for each in rows if each.entry.track == track) == getattr(seen, way)
    for exact, of in zip(found, rows, strict=True):
        assert abs(exact.new - of.new) <= Decimal("0.011")
        assert (exact.new == 0) <= (of.new == 0)
