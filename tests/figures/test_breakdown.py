"""The points breakdown: the order and numbers of clients, whose points are whose, and the kinds of sales."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures.breakdown import ClientLine, client_lines, number_of
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing
from partnerbook.points.terms import sold_terms
from partnerbook.records import Client

TERMS = sold_terms("US", "USD", date(2026, 2, 1))


def sold(client: str, kind: str, track: str = "sold") -> Entry:
    return Entry(client, "Sales", track, kind, "sourced", Decimal(1), Decimal(5), date(2026, 2, 1), None, TERMS)


def clients(*names: str) -> list[Client]:
    return [Client(name, "US") for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Birk", "acme", "Cora"), ("acme", "Birk", "Cora")),
        (("STRASSE", "straße", "Strasse"), ("STRASSE", "Strasse", "straße")),
        (("b", "B", "a", "A"), ("A", "a", "B", "b")),
        (("*", "?", "<1", "1"), ("*", "1", "<1", "?")),
    ],
)
def test_clients_in_order_of_names_whatever_the_case(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    for given in (names, names[::-1]):
        lines = client_lines(clients(*given), (), {})
        assert [(line.number, line.client.client) for line in lines] == list(enumerate(expected, start=1))
        assert number_of(lines) == {name: number for number, name in enumerate(expected, start=1)}


def test_each_client_has_its_own_points_and_kinds() -> None:
    entries = [
        sold("Acme", "upsell"),
        sold("Acme", "new"),
        sold("Acme", "upsell"),
        sold("Acme", "downgrade"),
        sold("Birk", "cross_sell"),
        sold("Birk", "managed", "managed"),
        sold("Birk", "new", "managed"),
        sold("Dora", "managed", "managed"),
        sold("Dora", "cancellation"),
        sold("Nobody", "new"),
    ]
    points = {"Acme": Standing(Decimal(7)), "Dora": Standing(managed=Decimal(2)), "Nobody": Standing(Decimal(9))}
    acme, birk, cora, dora = rows = clients("Acme", "Birk", "Cora", "Dora")
    assert client_lines(rows, iter(entries), points) == (
        ClientLine(1, acme, Standing(Decimal(7)), ("new", "upsell")),
        ClientLine(2, birk, Standing(), ("cross_sell",)),
        ClientLine(3, cora, Standing(), ()),
        ClientLine(4, dora, Standing(managed=Decimal(2)), ()),
    )


def test_kinds_stand_in_one_order() -> None:
    entries = [sold("Acme", kind) for kind in ("upsell", "cross_sell", "new")]
    [line] = client_lines(clients("Acme"), entries, {})
    assert line.kinds == ("new", "cross_sell", "upsell")


def test_no_clients() -> None:
    assert client_lines((), [sold("Acme", "new")], {}) == ()
    assert number_of(()) == {}
