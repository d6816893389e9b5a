"""What is imported twice changes nothing the second time, whatever the export and the book; and nothing is lost."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import NAMES

from partnerbook.book.incoming.changes import Options, incoming_changes
from partnerbook.book.incoming.columns import columns_of, incoming_table
from partnerbook.book.incoming.rows import reading
from partnerbook.book.incoming.rules import Rules
from partnerbook.book.tables import DEALS
from partnerbook.book.write.applied import book_with
from partnerbook.book.write.change import ADD, SET
from partnerbook.files.grid import Grid
from partnerbook.records import Book, Client, Deal, Place

HEADINGS = {
    "record": ["Record ID", "ID de registro", "hs_object_id"],
    "deal": ["Deal Name", "Nombre del negocio", "Nome do negócio", "dealname"],
    "client": ["Associated Company", "Empresa asociada", "Empresa associada"],
    "closed": ["Close Date", "Fecha de cierre", "Data de fechamento", "closedate"],
    "kind": ["Deal Type", "Tipo de negocio", "dealtype"],
    "mrr": ["hs_mrr", "Ingresos mensuales recurrentes", "Receita mensal recorrente"],
    "amount": ["Amount", "Importe", "Valor"],
    "currency": ["Currency", "Moneda", "deal_currency_code"],
    "stage": ["Deal Stage", "Etapa del negocio", "dealstage"],
}
CLIENTS = ("Acme (inventada)", "Beta & Co (inventada)", "Ñandú (inventada)")
_CELLS = {
    "record": st.sampled_from(["", "1", "2", "3", "4.0", "1.23E+11", "x-5"]),
    "deal": st.sampled_from(["", "Sales Hub", "CMS Hub seats", "Sales Hub and Data Hub"]) | NAMES,
    "client": st.sampled_from([*CLIENTS, "ACME INVENTADA", "Nobody (inventada)", "", f"{CLIENTS[0]};Other"]),
    "closed": st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(str) | st.sampled_from(["", "31/12/2025", "soon"]),
    "kind": st.sampled_from(["", "newbusiness", "existingbusiness", "Venta cruzada", "other"]),
    "mrr": st.integers(0, 10**6).map(lambda cents: str(Decimal(cents) / 100)) | st.sampled_from(["", "-5", "about"]),
    "amount": st.integers(0, 10**6).map(str) | st.just(""),
    "currency": st.sampled_from(["USD", "EUR", "", "peso"]),
    "stage": st.sampled_from(["closedwon", "Cierre ganado (Ventas)", "Closed lost", "Talking", ""]),
}


@st.composite
def exports(draw: st.DrawFn) -> Grid:
    fields = [field for field in HEADINGS if field in ("deal", "client", "closed", "mrr") or draw(st.booleans())]
    fields = draw(st.permutations(fields))
    head = [draw(st.sampled_from(HEADINGS[field])) for field in fields]
    rows = draw(st.lists(st.tuples(*(_CELLS[field] for field in fields)), max_size=6))
    return Grid("deals.csv", "deals", [head, *map(list, rows)], csv=True)


def deal(number: int) -> st.SearchStrategy[Deal]:
    return st.builds(
        Deal, st.sampled_from(["Sales Hub", "mine"]), st.sampled_from(CLIENTS), st.just("Sales Hub"),
        st.sampled_from(["new", "upsell"]), st.just("sourced"), st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        st.integers(0, 10**4).map(Decimal), st.just("USD"), record_id=st.sampled_from(["", "1", f"9{number}"]),
        note=st.just("mine"), origin=st.just(Place("Deals", number + 6)),
    )  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> Book:
    deals: dict[str, Deal] = {}
    for number in range(draw(st.integers(0, 3))):
        one = draw(deal(number))
        deals[one.record_id or f"none {number}"] = one
    clients = tuple(Client(name, "MX", origin=Place("Clients", at)) for at, name in enumerate(CLIENTS, 6))
    return Book(clients=clients, deals=tuple(deals.values()))


def placed(book: Book) -> Book:
    """The book as it would be read again: every row has a place of its own."""
    deals = tuple(each._replace(origin=Place("Deals", at)) for at, each in enumerate(book.deals, 6))
    clients = tuple(each._replace(origin=Place("Clients", at)) for at, each in enumerate(book.clients, 6))
    return book._replace(deals=deals, clients=clients)


def changes(book: Book, grid: Grid, rules: Rules, options: Options) -> Any:
    found = columns_of(grid, incoming_table(DEALS), rules.columns)
    assert found is not None
    read = reading(found.layout, rules)
    return read, incoming_changes(book, read, rules, options)


@settings(max_examples=300, deadline=None)
@given(books(), exports(), st.booleans(), st.sampled_from(["", "USD"]), st.sampled_from([{}, {"kind": "upsell"}]))
def test_a_second_import_changes_nothing(
    book: Book, grid: Grid, new: bool, currency: str, fills: dict[str, object]
) -> None:
    rules, options = Rules(fills={**fills, "client_market": "BR"}), Options(currency, new)
    read, first = changes(book, grid, rules, options)
    after = placed(book_with(book, first.changes))
    _, second = changes(after, grid, rules, options)
    assert [str(each) for each in second.changes if each.kind in (ADD, SET)] == []
    # Every won row is a deal of the book, is told as a problem, or is counted among those of no client.
    assert len(after.deals) <= len(book.deals) + len(read.rows)
    assert all(after.deals[at].note == each.note for at, each in enumerate(book.deals))
