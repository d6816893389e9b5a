"""`partnerbook sync`, from the words of the command to the workbook, with HubSpot on loopback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.hubspot_server import TOKEN, FakeHubSpot, Fault, limit_reached, running

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command.main import parsed
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.records import Book, Client, Subscription
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 12)  # noqa: DTZ001 - a person's own clock
CLIENTS = [
    {"hs_client_name": "Acme", "hs_country": "ES", "hs_is_managed": "true", "hs_unified_usage_score": "71.5",
     "hs_total_subscription_mrr": "450", "hs_managed_local_mrr_currency": "EUR", "hs_sold_tier_points": "20",
     "hs_tiering_properties_updated_at": "2026-10-31"},
    {"hs_client_name": "=cmd|'/c calc'!A1", "hs_country": "BR", "hs_is_managed": "false"},
]  # fmt: skip
KNOWN = Book(
    clients=(Client("Acme", "ES", domain="mine.example", note="Mine"), Client("Old", "US")),
    subscriptions=(Subscription("Acme", "Sales Hub", Decimal(450), "EUR", date(2026, 1, 15)),),
)


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    with running(FakeHubSpot(CLIENTS)) as account:
        yield account


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    write_book(KNOWN, tmp_path / "book.xlsx", NOW.date())
    return tmp_path / "book.xlsx"


def synced(hubspot: FakeHubSpot, *words: str | Path) -> int:
    options = vars(parsed(["sync", *map(str, words)]))
    run = options.pop("run")
    return run(**options, account=lambda token: HubSpotAccount(token, lambda _: None, hubspot.host, 5))


def test_the_book_says_what_hubspot_shows(hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synced(hubspot, book) == 0
    after, problems = read_book(book)
    assert [problem for problem in problems if problem.severity == "error"] == []
    clients = {client.client: client for client in after.clients}
    assert list(clients) == ["Acme", "Old", "=cmd|'/c calc'!A1"]
    assert clients["Acme"].usage_score == Decimal("71.5")
    assert (clients["Acme"].domain, clients["Acme"].note) == ("mine.example", "Mine")
    assert clients["Acme"].hubspot_points_on == date(2026, 10, 31)
    assert [row.mrr for row in after.subscriptions] == [450]
    assert len(after.managing) == 1
    said = capsys.readouterr()
    assert "Usage score empty -> 71.5" in said.out
    assert TOKEN not in said.out + said.err
    assert TOKEN.encode() not in b"".join(path.read_bytes() for path in book.parent.iterdir())


def test_the_second_time_nothing_changes(hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    synced(hubspot, book)
    once = book.read_bytes()
    capsys.readouterr()
    assert synced(hubspot, book) == 0
    assert book.read_bytes() == once
    assert "needs no change" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert synced(hubspot, book, "--dry-run") == 0
    assert [path.read_bytes() for path in book.parent.iterdir()] == [before]
    assert "Usage score empty -> 71.5" in capsys.readouterr().out


def test_what_hubspot_does_not_answer_changes_nothing(hubspot: FakeHubSpot, book: Path) -> None:
    before = book.read_bytes()
    hubspot.faults = [Fault(429, limit_reached("DAILY"))]
    with pytest.raises(PartnerbookError, match="midnight"):
        synced(hubspot, book)
    hubspot.clients = []
    with pytest.raises(BadInput, match="no client that can be used"):
        synced(hubspot, book)
    assert [path.read_bytes() for path in book.parent.iterdir()] == [before]


def test_a_client_that_cannot_be_read_is_told_and_marks_none_as_missing(
    hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hubspot.clients = [CLIENTS[0], CLIENTS[1] | {"hs_country": "Atlantis"}]
    assert synced(hubspot, book) == 1
    assert "Atlantis" in capsys.readouterr().out
    assert all("Not listed" not in client.note for client in read_book(book)[0].clients)


def test_a_client_without_a_name_marks_none_as_missing(
    hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hubspot.clients = [CLIENTS[0], {}]
    assert synced(hubspot, book) == 1
    assert "record 9001 without a name" in capsys.readouterr().out
    assert [client.unlisted_on for client in read_book(book)[0].clients] == [None, None]


def test_the_command_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    write_book(KNOWN, tmp_path / "book.xlsx", NOW.date())
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "HUBSPOT_ACCESS_TOKEN": ""}
    words = [sys.executable, "-c", "import sys; from partnerbook.command.main import main; sys.exit(main())", "sync"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*words, str(tmp_path / "book.xlsx")], check=False, capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "partnerbook: The keyring holds no token yet, nor does the variable HUBSPOT_ACCESS_TOKEN: type keyring set "
        "partnerbook hubspot\n"
    )


def test_an_older_book_comes_up_to_the_hubs_and_doubles_nothing(
    hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook of before, without the columns of what HubSpot multiplies by; its one row is of the client's total."""
    note = "HubSpot's export of 2026-01-15, which has no start date"
    older = {
        "Clients": [("Client", "Market"), ("Acme", "Spain")],
        "Subscriptions": [("Client", "Product line", "Product", "MRR", "Currency", "Start", "End", "Note"),
                          ("Acme", "Several lines", "", 400, "EUR", date(2025, 3, 1), date(2026, 1, 15), note),
                          ("Acme", "Several lines", "", 450, "EUR", date(2026, 1, 15), None, note)],
        "Managing": [("Client", "From", "Other partners"), ("Acme", date(2026, 1, 15), 0)],
        "Renewals": [("Client", "Products", "Renewal date", "Current MRR", "Renewal MRR", "Currency", "Status"),
                     ("Acme", "Sales Hub Pro; Data Hub Pro", date(2027, 3, 1), 450, None, "EUR", "Confirmed")],
    }  # fmt: skip
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in older.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(book)
    hubspot.clients = [
        CLIENTS[0]
        | {"hs_sales_hub_mrr": "300", "hs_operations_hub_mrr": "150", "hs_market_multiplier": "2.0000",
           "hs_sales_hub_renewal_date": "2027-03-01", "hs_operations_hub_renewal_date": "2027-06-01"}
    ]  # fmt: skip
    hubspot.known = sorted(hubspot.clients[0])
    assert synced(hubspot, book) == 0
    assert 'it has no column "Growth multiplier (HubSpot)"' in capsys.readouterr().out
    after, _ = read_book(book)
    assert [(row.line, int(row.mrr), row.start, row.end) for row in after.subscriptions] == [
        ("Several lines", 400, date(2025, 3, 1), date(2026, 1, 15)),
        ("Several lines", 450, date(2026, 1, 15), NOW.date()),
        ("Sales Hub", 300, NOW.date(), None),
        ("Data Hub", 150, NOW.date(), None),
    ]
    assert [(row.products, row.renews_on, int(row.current_mrr), row.status) for row in after.renewals] == [
        ("Sales Hub", date(2027, 3, 1), 300, "confirmed"), ("Data Hub", date(2027, 6, 1), 150, "pending")
    ]  # fmt: skip
    once = book.read_bytes()
    assert synced(hubspot, book) == 0
    assert book.read_bytes() == once
