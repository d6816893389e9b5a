"""Books for tests of commission: the forty deals worked out by hand, and small ones."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from partnerbook.records import Book, Client, CommissionLine, Deal, Managing
from support.places import CASES

TABLE: dict[str, Any] = json.loads((CASES / "commission.json").read_text(encoding="utf-8"))
TABLE_DAY = date.fromisoformat(TABLE["day"])


def day_of(text: str | None) -> date | None:
    """A day as the table writes it."""
    return date.fromisoformat(text) if text else None


def table_book() -> Book:
    """The book of the forty deals."""
    clients = {row["client"]: TABLE["markets"].get(row["client"], "US") for row in TABLE["deals"]}
    ended = TABLE["services_ended"]
    return Book(
        clients=tuple(Client(name, of, services_ended=day_of(ended.get(name))) for name, of in clients.items()),
        deals=tuple(map(_deal, TABLE["deals"])),
        managing=tuple(
            Managing(client, date.fromisoformat(start), day_of(end))
            for client, rows in TABLE["managing"].items()
            for start, end in rows
        ),
    )


def _deal(row: dict[str, Any]) -> Deal:
    return Deal(
        row["deal"], row["client"], "Hub", row["kind"], row["source"], date.fromisoformat(row["closed"]),
        Decimal(row["mrr"]), row["currency"],
        commission_rate=Decimal(row["commission_rate"]) if "commission_rate" in row else None,
        upmarket_referral=row.get("upmarket_referral", False),
        other_partners_line=row.get("other_partners_line", False),
    )  # fmt: skip


def sale(closed: date, mrr: str = "800", **more: Any) -> Deal:
    """A sourced sale of Acme's line Hub, in US dollars unless more is said."""
    plain = Deal("D1", "Acme", "Hub", "new", "sourced", closed, Decimal(mrr), "USD")
    return plain._replace(**more)


def book_of(*deals: Deal, market: str = "US", **more: Any) -> Book:
    """A book of deals, of Acme and whatever other clients they name."""
    names = dict.fromkeys(["Acme", *(deal.client for deal in deals)])
    return Book(clients=tuple(Client(name, market) for name in names), deals=deals, **more)


def stated(period: str, amount: str, **more: Any) -> CommissionLine:
    """A line of a statement for Acme, in US dollars, paid unless more is said."""
    return CommissionLine(period, "Acme", Decimal(amount), "USD", status="paid")._replace(**more)
