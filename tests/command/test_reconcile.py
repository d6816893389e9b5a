"""`reconcile`: HubSpot's points that are not ours, in the terminal."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from support.books import write_plain_book
from support.command import Run

from partnerbook.records import Book, Client, Deal, Managing, Subscription

DAY = date(2026, 2, 1)


def write(path: str, **read: Decimal) -> None:
    acme = Client("Acme", "US", hubspot_points_on=DAY, **read)  # type: ignore[arg-type]
    sale = Deal("D", "Acme", "CRM", "new", "sourced", DAY, Decimal(1000), "USD")
    subscription = Subscription("Acme", "CRM", Decimal(1000), "USD", DAY)
    write_plain_book(Book(clients=(acme,), subscriptions=(subscription,), deals=(sale,),
                          managing=(Managing("Acme", DAY),)), Path(path))  # fmt: skip


def test_the_demo_says_who_shares_a_client(run: Run, demo: Path) -> None:
    said = run("reconcile", demo / "book.xlsx")
    assert (said.code, said.err) == (0, "")
    assert "those of 3 differ" in said.out
    assert "Partners that manage this client, by HubSpot's points: 2." in said.out
    assert "La HubSpot" not in run("reconcile", demo / "book.xlsx", "--language", "es").out
    assert "pelos pontos da HubSpot: 2." in run("reconcile", demo / "book.xlsx", "--language", "pt").out


def test_the_same_points_and_none(run: Run) -> None:
    write("same.xlsx", hubspot_sold_points=Decimal(50), hubspot_managed_points=Decimal(10))
    assert "those of 0 differ" in run("reconcile", "same.xlsx").out
    write("none.xlsx")
    assert "on the sheet Clients" in run("reconcile", "none.xlsx").out


def test_a_missing_deal_is_told_in_money(run: Run) -> None:
    write("book.xlsx", hubspot_sold_points=Decimal(60), hubspot_managed_points=Decimal(10))
    said = run("reconcile", "book.xlsx").out
    assert "A deal is missing here: 200.00 USD of MRR if it is sourced, 333.33 if it is assisted." in said
