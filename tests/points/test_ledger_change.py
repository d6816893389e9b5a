"""The ledger of a book after a few of its clients' records were changed is the one that is worked out anew."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.points.ledger import ledger, standings
from partnerbook.points.ledger_change import changed_ledger
from partnerbook.records import Book, Client, Deal, OwnRate
from partnerbook.sample import sample_book

BOOK = sample_book(12)
BAD = Deal("D0", "Nobody", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD")
LACKING = BOOK._replace(deals=(*BOOK.deals, BAD, BOOK.deals[0]._replace(currency="XXX")))
TABLES = ("deals", "subscriptions", "managing")


@given(st.data())
def test_any_records_taken_away_added_twice_or_moved(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from([BOOK, LACKING]))
    after = before
    for table in TABLES:
        rows = list(getattr(before, table))
        for at in data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=3, unique=True), label=table):
            way = data.draw(st.sampled_from(["gone", "twice", "other client", "of nobody"]))
            clients = {"other client": before.clients[at % 12].client, "of nobody": "Nobody else"}
            rows += [rows[at]] if way == "twice" else [rows[at]._replace(client=clients[way])] if way in clients else []
            if way != "twice":
                rows[at] = None
        after = after._replace(**{table: tuple(row for row in rows if row is not None)})
    found, anew = changed_ledger(ledger(before), before, after), ledger(after)
    assert found == anew
    days = sorted({day for entry in anew.entries for day in (entry.start, entry.until) if day})
    assert standings(found.entries, days) == standings(anew.entries, days)  # also what was summed of them before


@pytest.mark.parametrize(
    "deals",
    [(*BOOK.deals, BOOK.deals[-1]), (BOOK.deals[0], *BOOK.deals), BOOK.deals[:-1], BOOK.deals[1:], BOOK.deals[:1], ()],
    ids=["last twice", "first twice", "without last", "without first", "first alone", "none"],
)
def test_records_at_both_ends(deals: tuple[Deal, ...]) -> None:
    after = BOOK._replace(deals=deals)
    assert changed_ledger(ledger(BOOK), BOOK, after) == ledger(after) != ledger(BOOK)


@pytest.mark.parametrize("after", [
    BOOK._replace(rates=(OwnRate("EUR", date(2020, 1, 1), Decimal(50)),)),
    BOOK._replace(settings=BOOK.settings._replace(growth_removed=frozenset({"MX", "BR", "CO"}))),
    BOOK._replace(clients=(*BOOK.clients[1:], Client("New", "MX"))),
    BOOK._replace(clients=tuple(client._replace(multiplier=Decimal(3)) for client in BOOK.clients)),
], ids=["rates", "markets", "clients", "every client"])  # fmt: skip
def test_what_is_of_all_clients(after: Book) -> None:
    assert ledger(after) != ledger(BOOK)
    assert changed_ledger(ledger(BOOK), BOOK, after) == ledger(after)
