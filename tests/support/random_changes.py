"""Random changes of a book after which it is still one in which nothing is wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from partnerbook.book.tables import BY_NAME
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.parsing.currency import currency_codes
from partnerbook.records import NOWHERE, Book, Client, Deal, Managing, OwnRate, Place, Renewal, Subscription

_TEXTS = (
    *("=1+1", "+49 30", "-1", "@home", "Ünïcode & <b>", "two\nlines", "00123", "'quoted", "_x0041_", "TRUE"),
    *("1E5", "😀"),
)
# What other rows or the day's order depend on, and what a new value could contradict.
_NOT_SET = (
    *("client", "start", "end", "edition", "tier", "kind", "line", "closed", "first_sold", "currency"),
    *(
        "upmarket_referral",
        "credited_since",
        "credited_read_on",
        "growth_added",
        "growth_removed",
        "total",
        "minimum",
        "managed",
    ),
)


def random_changes(book: Book, chance: Random) -> list[Change]:
    """A few changes of rows and settings, and new rows."""
    found: dict[tuple[str, Place, str], Change] = {}
    for _ in range(chance.randint(0, 5)):
        table = BY_NAME[chance.choice(("Settings", "Clients", "Deals", "Managing", "Renewals", "Subscriptions"))]
        column = chance.choice([each for each in table.columns if each.field not in _NOT_SET])
        record = book.settings if table.by_row else _any(getattr(book, table.field), chance)
        if record is not None:
            value = _value(table, column, chance)
            origin, client = getattr(record, "origin", NOWHERE), getattr(record, "client", "")
            old = getattr(record, column.field)
            found[table.name, origin, column.field] = Change(SET, table.name, client, column.field, old, value, origin)
    added = [record for _ in range(chance.randint(0, 3)) for record in _added(book, chance)]
    return [*found.values(), *(Change(ADD, table, getattr(new, "client", ""), "", None, new) for table, new in added)]


def _any(records: Any, chance: Random) -> Any:
    return chance.choice(records) if records else None


def _day(chance: Random) -> date:
    return date(2020, 1, 1) + timedelta(days=chance.randrange(3000))


def _amount(chance: Random) -> Decimal:
    return Decimal(chance.randrange(10**9)).scaleb(-chance.randrange(6))


_VALUES: dict[str, Callable[[Column, Random], Any]] = {
    "date": lambda _, chance: _day(chance),
    "money": lambda _, chance: _amount(chance),
    "number": lambda _, chance: _amount(chance),
    "whole": lambda _, chance: chance.randrange(50),
    "choice": lambda column, chance: chance.choice(column.choices).code,
    "yes_no": lambda _, chance: chance.random() < 0.5,
    "market": lambda _, chance: chance.choice(("BR", "MX", "US", "KR")),
    "currency": lambda _, chance: chance.choice(currency_codes()),
    "days": lambda _, chance: tuple(sorted({chance.randrange(1, 200), chance.randrange(1, 200)})),
    "identifier": lambda _, chance: chance.choice(("", "10000001", "D-0012")),
    "link_or_id": lambda _, chance: chance.choice(("", "10000001", "https://app.hubspot.example/1?a=1&b=2")),
    "rate": lambda _, chance: chance.choice((Decimal(0), Decimal("0.1"), Decimal("0.2"))),
    "link": lambda _, chance: chance.choice(("", "https://app.hubspot.example/1?a=1&b=2")),
}


def _value(table: Table, column: Column, chance: Random) -> Any:
    if not column.required and chance.random() < 0.2:
        return _empty(table, column)
    if column.field == "usage_score":
        return Decimal(chance.randrange(1001)) / 10
    text = chance.choice(_TEXTS).replace("\n", " " if column.required else "\n")
    return _VALUES.get(column.kind, lambda *_: text)(column, chance)


def _empty(table: Table, column: Column) -> Any:
    """What the reader makes of an empty cell."""
    if column.default is not None:
        return column.default
    nothing = "" if column.kind in ("text", "link", "choice") else None
    return table.record._field_defaults.get(column.field, nothing)  # type: ignore[attr-defined]


def _added(book: Book, chance: Random) -> list[tuple[str, Any]]:
    name = f"{chance.choice(_TEXTS)} {chance.randrange(10**9)}".replace("\n", " ")
    day, known = _day(chance), _any(book.clients, chance)
    new = Client(name, "BR", hub_id="12", domain="x.example", last_active_on=day, note=chance.choice(_TEXTS))
    client = known.client if known and chance.random() < 0.5 else name
    rows: list[tuple[str, Any]] = [
        ("Subscriptions", Subscription(client, f"Hub {name}", _amount(chance), "BRL", day, None, "", name)),
        ("Deals", Deal(name, client, f"Hub {name}", "new", "assisted", day, _amount(chance), "USD")),
        ("Renewals", Renewal(client, name, day, _amount(chance), None, "EUR", "confirmed")),
    ]
    if client == name:
        rows.append(("Managing", Managing(name, day, None, chance.randrange(4))))
    if not any(rate.currency == "CLP" for rate in book.rates) and chance.random() < 0.1:
        rows.append(("Rates", OwnRate("CLP", day, Decimal("98765.4321"), "program", name)))
    chosen = chance.sample(rows, chance.randint(1, 3))
    return [("Clients", new), *chosen] if client == name else chosen
