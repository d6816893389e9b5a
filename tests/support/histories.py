"""Whole histories of a credited tier, and the books that they are of."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from partnerbook.program.edition import editions
from partnerbook.records import Book, Client, Deal, Managing, Settings, Subscription, Threshold

HISTORIES = json.loads((Path(__file__).parents[1] / "cases" / "credited.json").read_text(encoding="utf-8"))
CASES = {case["name"]: case for case in HISTORIES["cases"]}


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def that(text: str) -> date:
    return date.fromisoformat(text)


def book_of(case: dict[str, Any]) -> Book:
    """The book of a history, as `meaning` in the file says."""
    credited = case["credited"]
    settings = Settings(
        credited_tier=credited["tier"] or "None",
        credited_since=day_of(credited["since"]),
        credited_read_on=day_of(credited["read_on"]),
        certification_until=day_of(case.get("certification_until")),
        certified_people=case.get("people"),
        elite_invitation=case.get("invitation", False),
    )
    clients, subscriptions, managing = [Client("Acme", "US")], [], [Managing("Acme", date(2020, 1, 1))]
    steps = case.get("points", [])
    for place, (first, points) in enumerate(steps):
        until = that(steps[place + 1][0]) if place + 1 < len(steps) else None
        subscriptions.append(Subscription("Acme", "Sales", Decimal(points) * 100, "USD", that(first), until))
    for place, (first, mrr, others) in enumerate(case.get("shares", [])):
        clients.append(Client(f"Shared {place}", "US"))
        subscriptions.append(Subscription(clients[-1].client, "Sales", Decimal(mrr), "USD", that(first)))
        managing.append(Managing(clients[-1].client, that(first), other_partners=others))
    for place, (first, until, mrr) in enumerate(case.get("subscriptions", [])):
        clients.append(Client(f"Other {place}", "US"))
        subscriptions.append(Subscription(clients[-1].client, "Sales", Decimal(mrr), "USD", that(first), day_of(until)))
    deals = [
        Deal(f"Deal {place}", "Acme", f"Line {place}", "new", source, that(closed), Decimal(mrr), "USD")
        for place, (closed, source, mrr) in enumerate(case.get("deals", []))
    ]
    return Book(settings, tuple(clients), tuple(subscriptions), tuple(deals), tuple(managing), tiers=thresholds(case))


def thresholds(case: dict[str, Any]) -> tuple[Threshold, ...]:
    rows = []
    for edition in editions():
        needs = case.get("thresholds", {}).get(edition.start.isoformat(), HISTORIES["thresholds_default"])
        for tier, figures in needs.items():
            total, minimum, managed = map(Decimal, figures)
            rows.append(Threshold(edition.start, tier, total, minimum, managed))
    return tuple(rows)
