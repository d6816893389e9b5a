"""The commands that change a book, while another process or another program changes the same one."""

import os
import stat
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.at_once import both
from support.hubspot_server import OBJECTS, TOKEN, FakeHubSpot, running
from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command.main import main, parsed
from partnerbook.errors import BadInput
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.records import Book, Client, Subscription
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 12)  # noqa: DTZ001 - a person's own clock
EXPORT = CASES / "exports" / "partner_clients_export.en.csv"
CLIENTS = [
    {"hs_client_name": "Acme", "hs_country": "ES", "hs_is_managed": "true", "hs_unified_usage_score": "71.5",
     "hs_total_subscription_mrr": "450", "hs_managed_local_mrr_currency": "EUR"},
    {"hs_client_name": "Beta", "hs_country": "BR", "hs_is_managed": "true", "hs_total_subscription_mrr": "1000",
     "hs_managed_local_mrr_currency": "EUR"},
]  # fmt: skip
KNOWN = Book(
    clients=(Client("Acme", "ES", note="Mine"), Client("Old", "US")),
    subscriptions=(Subscription("Acme", "Sales Hub", Decimal(450), "EUR", date(2026, 1, 15)),),
)


def save(path: Path, currency: str) -> None:
    """What a person does in a program of theirs: a note, a score, and a client with what it pays."""
    workbook = load_workbook(path)
    sheet = workbook["Clients"]
    at = {cell.value: cell.column for cell in sheet[5]}
    for row in sheet.iter_rows(min_row=6, max_row=8):
        if row[0].value == "Old":
            sheet.cell(row[0].row, at["Note"]).value = "Call Maria"
        elif row[0].value == "Acme":
            sheet.cell(row[0].row, at["Usage score"]).value = 88
        else:
            row[0].value, row[1].value = "Beta", "Brazil"
    for column, value in enumerate(["Beta", "Several lines", None, 1000, currency, date(2026, 11, 21)], 1):
        workbook["Subscriptions"].cell(7, column).value = value
    workbook.save(path)


def test_of_two_imports_at_once_no_row_stands_twice(tmp_path: Path) -> None:
    source, book = tmp_path / "source.xlsx", tmp_path / "book.xlsx"
    write_book(KNOWN, source, NOW.date())
    words = ("--currency", "USD", "--on", "2026-11-21")
    book.write_bytes(source.read_bytes())
    assert main(["import", str(EXPORT), "--into", str(book), *words]) == 0
    once = read_book(book)[0]
    for _ in range(3):
        book.write_bytes(source.read_bytes())
        said = both(*[("import", EXPORT, "--into", book, *words)] * 2)
        [other] = [line for _, line in said if "no value until" not in line]  # one has written its rows
        assert "is being changed by another partnerbook" in other or "needs no change" in other
        assert read_book(book)[0] == once


def test_of_two_settings_at_once_none_is_lost_that_was_said_to_be_written(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write_book(KNOWN, book, NOW.date())
    said = both(("set", book, "Partner", "One"), ("set", book, "Goal tier", "Elite"))
    settings = read_book(book)[0].settings
    assert [settings.partner == "One", settings.goal_tier == "Elite"] == [code == 0 for code, _ in said]
    assert any(code == 0 for code, _ in said)


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")
def test_what_the_commands_make_is_for_those_whom_the_persons_umask_lets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o077)
    try:
        for words in (
            ("new", "new.xlsx"),
            ("import", str(EXPORT), "-o", "book.xlsx", "--currency", "USD"),
            ("report", "book.xlsx", "-o", "report.xlsx"),
            ("calc", "book.xlsx", "-o", "calculated.xlsx"),
            ("export", "book.xlsx", "clients", "-o", "rows.xlsx"),
            ("export", "book.xlsx", "clients", "-o", "rows.csv"),
            ("set", "book.xlsx", "Partner", "Mine"),
        ):
            assert main(list(words)) == 0
        os.umask(0o022)
        assert main(["report", "book.xlsx", "-o", "report.xlsx", "--replace"]) == 0
    finally:
        os.umask(before)
    made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(made) == 7
    assert set(made.values()) == {0o600}


class SavedMeanwhile(FakeHubSpot):
    """An account that is still asked while a person saves the book."""

    book: Path
    currency = "EUR"

    def answer(self, path: str, asked: dict[str, list[str]], token: str) -> tuple[int, Any]:
        if path == OBJECTS and not any(each[0] == OBJECTS for each in self.calls[:-1]):
            save(self.book, self.currency)
        return super().answer(path, asked, token)


@pytest.fixture
def hubspot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SavedMeanwhile:
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    account = SavedMeanwhile(CLIENTS)
    account.book = tmp_path / "book.xlsx"
    write_book(KNOWN, account.book, NOW.date())
    return account


def synced(hubspot: SavedMeanwhile, *words: str) -> int:
    with running(hubspot):
        options = vars(parsed(["sync", str(hubspot.book), *words]))
        run = options.pop("run")
        return int(run(**options, account=lambda token: HubSpotAccount(token, lambda _: None, hubspot.host, 30)))


def test_what_is_saved_while_hubspot_is_asked_stays(
    hubspot: SavedMeanwhile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert synced(hubspot) == 0
    book, problems = read_book(hubspot.book)
    assert [problem for problem in problems if problem.severity == "error"] == []
    clients = {client.client: client for client in book.clients}
    assert [client.client for client in book.clients] == ["Acme", "Old", "Beta"]
    assert clients["Old"].note == "Call Maria"
    assert sorted((row.client, row.mrr) for row in book.subscriptions) == [("Acme", 450), ("Beta", 1000)]
    assert "Usage score 88.0 -> 71.5" in capsys.readouterr().out  # HubSpot's own figure, with what it replaces
    [backup] = hubspot.book.parent.glob("book (backup *")
    assert read_book(backup)[0].clients[0].usage_score == 88


def test_another_currency_meanwhile_is_refused(hubspot: SavedMeanwhile) -> None:
    hubspot.currency = "USD"
    with pytest.raises(BadInput, match="was saved meanwhile, and what its clients pay is in another currency now"):
        synced(hubspot)
    assert list(hubspot.book.parent.iterdir()) == [hubspot.book]
    assert read_book(hubspot.book)[0].clients[1].note == "Call Maria"
