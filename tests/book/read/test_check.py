"""The checks of records against each other: what is dropped, what is only doubted, and what is neither."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partnerbook.book.read.check import checked
from partnerbook.book.read.doubts import overlaps
from partnerbook.files.problems import ERROR, Finding
from partnerbook.names import same_name
from partnerbook.records import (
    NOWHERE,
    Book,
    Client,
    Deal,
    Managing,
    OwnRate,
    Place,
    Renewal,
    SavedReport,
    Segment,
    Settings,
    Subscription,
    Threshold,
)
from partnerbook.sample import sample_book

ACME = Client("Acme", "BR", origin=Place("Clients", 2))
BETA = Client("Beta", "ES", origin=Place("Clients", 3))


def day(text: str) -> date:
    return date.fromisoformat(text)


def deal(row: int, kind: str = "new", closed: str = "2025-07-15", **fields: Any) -> Deal:
    given = {"client": "Acme", "line": "Marketing Hub", "source": "sourced", "mrr": Decimal(100), "currency": "USD"}
    return Deal(deal="", kind=kind, closed=day(closed), **{**given, **fields}, origin=Place("Deals", row))


def managing(row: int, start: str, end: str | None = None, client: str = "Acme") -> Managing:
    return Managing(client, day(start), day(end) if end else None, origin=Place("Managing", row))


def subscription(
    row: int, start: str, end: str | None = None, line: str = "Marketing Hub", product: str = ""
) -> Subscription:
    until = day(end) if end else None
    return Subscription(
        "Acme", line, Decimal(100), "USD", day(start), until, product, origin=Place("Subscriptions", row)
    )


def found(book: Book, **unusable: str) -> list[tuple[str, str, str]]:
    return [(finding.severity[0], str(finding.origin), finding.field) for finding in checked(book, unusable)[1]]


def test_the_sample_book_has_nothing_to_find() -> None:
    book = sample_book(30)
    assert checked(book) == (book, ())


def test_names_of_clients_are_brought_to_their_spelling_in_the_clients_table() -> None:
    renewal = Renewal("ACME", "", day("2026-01-01"), Decimal(1), None, "USD", origin=Place("Renewals", 2))
    book, findings = checked(Book(clients=(ACME,), deals=(deal(2, client="aCME"),), renewals=(renewal,)))
    assert findings == ()
    assert book.deals[0].client == book.renewals[0].client == "Acme"


def test_a_row_of_an_unknown_client_is_not_used_in_any_table() -> None:
    book = Book(
        clients=(ACME,),
        deals=(deal(2, client="Acne"),),
        subscriptions=(subscription(2, "2025-01-01")._replace(client="X"),),
        managing=(managing(2, "2025-01-01", client="Y"),),
        renewals=(Renewal("Z", "", day("2026-01-01"), Decimal(1), None, "USD", origin=Place("Renewals", 2)),),
    )
    kept, findings = checked(book)
    assert kept == Book(clients=(ACME,))
    assert {(finding.severity, finding.table, finding.field) for finding in findings} == {
        (ERROR, table, "client") for table in ("Deals", "Subscriptions", "Managing", "Renewals")
    }
    assert 'did you mean "Acme"?' in findings[1].message


def test_a_client_whose_own_row_is_wrong_is_said_to_be_so() -> None:
    _, findings = checked(Book(deals=(deal(2),)), {same_name("ACME"): Place("Clients", 2)})
    assert findings[0].message == 'Client "Acme" has an error in Clients row 2, so this row is not used either.'


def test_thousands_of_unknown_clients_are_found_quickly() -> None:
    clients = tuple(
        Client(f"Client number {number}", "BR", origin=Place("Clients", number + 2)) for number in range(3000)
    )
    deals = tuple(deal(number, client=f"Somebody else {number}") for number in range(3000))
    assert len(checked(Book(clients=clients, deals=deals))[1]) == 3000


def test_of_two_clients_of_one_name_the_first_is_kept() -> None:
    book, findings = checked(
        Book(clients=(ACME, BETA, ACME._replace(client="acme", market="ES", origin=Place("Clients", 4))))
    )
    assert book.clients == (ACME, BETA)
    assert findings[0][:4] == (ERROR, "Clients", Place("Clients", 4), "client")


@pytest.mark.parametrize(
    ("rows", "dropped"),
    [
        ([("2025-01-01", "2025-07-15"), ("2025-07-15", None)], []),
        ([("2025-01-01", "2025-07-15"), ("2025-07-14", None)], [3]),
        ([("2025-07-14", None), ("2025-01-01", "2025-07-15")], [2]),
        ([("2025-01-01", "2025-12-01"), ("2025-02-01", "2025-03-01"), ("2025-06-01", None)], [3, 4]),
        ([("2025-01-01", "2025-03-01"), ("2025-02-01", None), ("2025-06-01", None)], [3]),
        ([("2025-01-01", None), ("2025-02-01", "2025-02-01")], []),
        ([("2025-01-01", None), ("2025-01-01", None)], [3]),
    ],
)
def test_managing_rows_never_share_a_day(rows: list[tuple[str, str | None]], dropped: list[int]) -> None:
    given = tuple(managing(row, start, end) for row, (start, end) in enumerate(rows, 2))
    book, findings = checked(Book(clients=(ACME,), managing=given))
    errors = [finding for finding in findings if finding.severity == ERROR]
    assert sorted(str(finding.origin) for finding in errors) == [f"Managing row {row}" for row in dropped]
    assert len(book.managing) == len(rows) - len(dropped)
    assert not list(overlaps(book.managing, lambda row: row.client))


def test_managing_rows_of_two_clients_may_share_days() -> None:
    book = Book(clients=(ACME, BETA), managing=(managing(2, "2025-01-01"), managing(3, "2025-01-01", client="Beta")))
    assert found(book) == []


def test_subscriptions_that_share_days_both_count() -> None:
    rows = (
        subscription(2, "2025-01-01", "2025-06-01"), subscription(3, "2025-06-01"), subscription(4, "2025-07-01"),
        subscription(5, "2025-01-01", line="Sales Hub"), subscription(6, "2025-01-01", product="Add-on"),
    )  # fmt: skip
    book, findings = checked(Book(clients=(ACME,), subscriptions=rows))
    assert book.subscriptions == rows
    assert [str(finding.origin) for finding in findings] == ["Subscriptions row 4"]


def test_a_stretch_that_ends_before_it_starts_is_not_used() -> None:
    book = Book(
        clients=(ACME,), managing=(managing(2, "2025-02-01", "2025-01-31"), managing(3, "2025-02-01", "2025-02-01"))
    )
    assert found(book) == [("e", "Managing row 2", "end"), ("w", "Managing row 3", "end")]
    assert len(checked(book)[0].managing) == 1


@pytest.mark.parametrize(
    ("deals", "expected"),
    [
        ([deal(2), deal(3, "upsell", "2025-08-01")], []),
        ([deal(2, line="marketing hub"), deal(3, "upsell", "2025-08-01")], []),
        ([deal(2, "upsell", "2025-08-01")], ["Deals row 2"]),
        ([deal(2, "upsell", "2025-08-01", first_sold=day("2023-01-01"))], []),
        ([deal(2), deal(3, "upsell", "2025-07-14")], ["Deals row 3"]),
        ([deal(2, line="Sales Hub"), deal(3, "upsell", "2025-08-01")], ["Deals row 3"]),
        ([deal(2), deal(3, "cancellation", "2026-07-14")], []),
        ([deal(2), deal(3, "cancellation", "2026-07-15")], ["Deals row 3"]),
        ([deal(2, "downgrade")], ["Deals row 2"]),
        ([deal(2), deal(3)], ["Deals row 3"]),
        ([deal(2), deal(3, note="again")], ["Deals row 3"]),
        ([deal(2), deal(3, mrr=Decimal(101))], []),
    ],
)
def test_deals_that_deserve_a_look(deals: list[Deal], expected: list[str]) -> None:
    book, findings = checked(Book(clients=(ACME,), deals=tuple(deals)))
    assert [str(finding.origin) for finding in findings] == expected
    assert len(book.deals) == len(deals)


def test_thresholds_that_contradict_each_other() -> None:
    def row(number: int, tier: str, total: int | None, **more: Decimal) -> Threshold:
        points = None if total is None else Decimal(total)
        return Threshold(day("2026-01-15"), tier, points, **more, origin=Place("Tiers", number))

    book = Book(
        tiers=(
            row(2, "Gold", 700, minimum=Decimal(800)),
            row(3, "Elite", 600),
            row(4, "Diamond", None),
            row(5, "Elite", 1),
        )
    )
    assert found(book) == [
        ("e", "Tiers row 5", "edition"),
        ("w", "Tiers row 2", "minimum"),
        ("w", "Tiers row 3", "total"),
    ]


def test_a_rate_is_above_zero_and_stands_once() -> None:
    rate = OwnRate("COP", day("2025-01-01"), Decimal(1), origin=Place("Rates", 2))
    rows = (rate, rate._replace(amount=Decimal(0), origin=Place("Rates", 3)), rate._replace(origin=Place("Rates", 4)))
    assert found(Book(rates=rows)) == [("e", "Rates row 3", "amount"), ("e", "Rates row 4", "currency")]


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        (Settings(credited_tier="Gold"), ["credited_tier"]),
        (Settings(credited_tier="Gold", credited_since=day("2025-01-01")), []),
        (Settings(credited_tier="Gold", credited_read_on=day("2025-01-01")), ["credited_read_on"]),
        (Settings(credited_tier="None", credited_read_on=day("2025-01-01")), []),
        (Settings(credited_tier="Gold", credited_since=day("2025-01-01"), credited_read_on=day("2025-02-01")), []),
        (Settings(credited_since=day("2025-01-01")), ["credited_since"]),
        (Settings(growth_added=frozenset({"ES", "FR"}), growth_removed=frozenset({"ES"})), ["growth_removed"]),
    ],
)
def test_settings_that_deserve_a_look(settings: Settings, fields: list[str]) -> None:
    findings = checked(Book(settings))[1]
    assert [finding.field for finding in findings] == fields
    assert all(
        finding == Finding("warning", "Settings", NOWHERE, finding.field, finding.message) for finding in findings
    )


@pytest.mark.parametrize(
    ("market", "multiplier", "doubted"),
    [
        ("BR", "2", ""),
        ("BR", "2.0000", ""),
        ("ES", "1", ""),
        ("BR", "1", "by 1,"),
        ("ES", "2", "by 2,"),
        ("ES", "0", "is 0"),
    ],
)
def test_a_client_that_hubspot_counts_otherwise_than_the_list_is_named(
    market: str, multiplier: str, doubted: str
) -> None:
    client = Client("Acme", market, multiplier=Decimal(multiplier), multiplier_on=day("2026-06-01"))
    findings = checked(Book(clients=(client,)))[1]
    assert [(finding.field, doubted in finding.message) for finding in findings] == [("multiplier", True)] * bool(
        doubted
    )


def test_a_saved_report_that_can_have_no_row_is_doubted() -> None:
    reports = (
        SavedReport("One", "deals", "At risk", day("2026-01-01"), day("2026-01-01"), origin=Place("Saved reports", 2)),
        SavedReport("Two", "deals", "At rsik", origin=Place("Saved reports", 3)),
        SavedReport("Three", "deals", "", day("2026-01-02"), day("2026-01-01"), origin=Place("Saved reports", 4)),
    )
    book = Book(
        clients=(ACME,), segments=(Segment("AT RISK", "Acme", origin=Place("Segments", 2)),), saved_reports=reports
    )
    assert found(book) == [("w", "Saved reports row 3", "segment"), ("w", "Saved reports row 4", "until")]
    assert checked(book)[1][0].message.endswith('"At rsik"; did you mean "AT RISK"?')


def test_a_client_stands_once_in_a_segment() -> None:
    rows = tuple(Segment(name, "Acme", origin=Place("Segments", row)) for row, name in enumerate(("A", "a", "B"), 2))
    assert found(Book(clients=(ACME,), segments=rows)) == [("e", "Segments row 3", "segment")]
