"""`partnerbook sync --deals`: the won deals of the account's CRM come in too, with HubSpot on loopback."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.hubspot_server import TOKEN, FakeHubSpot, Fault, missing_scopes, running

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command.main import parsed
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.hubspot.refusals import NotAllowed
from partnerbook.records import Book, Client, ImportRule, Settings
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 12)  # noqa: DTZ001 - a person's own clock
CLIENTS = [{"hs_client_name": "Acme (inventada)", "hs_country": "ES"}, {"hs_client_name": "Nova (inventada)",
            "hs_country": "CL"}]  # fmt: skip
BOOK = Book(
    settings=Settings("Mine"),
    clients=(Client("Acme (inventada)", "ES", crm_company="501"),),
    imports=(ImportRule("deals", "pipeline", "Pipeline", "Partner deals"),),
)
DEALS, COMPANIES = "/crm/v3/objects/deals", "/crm/v3/objects/companies"
STAGES = [{"value": "88", "label": "Closed won"}, {"value": "89", "label": "Talking"}]
PIPELINES = [{"value": "p1", "label": "Partner deals"}, {"value": "p2", "label": "Own deals"}]


def deal(number: int, company: str = "", **values: str) -> dict[str, Any]:
    known = {"dealname": f"Deal {number} Sales Hub", "dealstage": "88", "pipeline": "p1", "dealtype": "newbusiness",
             "amount": "1200.50", "hs_mrr": "100.05", "closedate": "2026-03-05T22:15:00.000Z",
             "deal_currency_code": "EUR", "hs_is_closed_won": "true", "hs_is_closed": "true"}  # fmt: skip
    found = {"id": str(number), "properties": known | values, "archived": False}
    linked = {"companies": {"results": [{"id": company, "type": "deal_to_company"}]}}
    return found | ({"associations": linked} if company else {})


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    account = FakeHubSpot(CLIENTS)
    names = ("dealname", "amount", "closedate", "dealtype", "hs_mrr", "deal_currency_code", "hs_is_closed_won",
             "hs_is_closed")  # fmt: skip
    account.others = {
        "/crm/v3/properties/deals": [
            *({"name": name, "label": name, "type": "string"} for name in names),
            {"name": "dealstage", "label": "Stage", "type": "enumeration", "options": STAGES},
            {"name": "pipeline", "label": "Pipeline", "type": "enumeration", "options": PIPELINES},
        ],
        DEALS: [
            deal(1, "501"),
            deal(2, "502"),
            deal(3, "501", dealstage="89", hs_is_closed_won="false", hs_is_closed="false", closedate=""),
            deal(4, "501", pipeline="p2"),
            deal(5, "503"),
        ],
        COMPANIES: [
            {"id": "502", "properties": {"name": "NOVA (inventada)", "domain": "nova.example"}},
            {"id": "503", "properties": {"name": "Zeta (inventada)"}},
        ],
    }
    with running(account):
        yield account


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    write_book(BOOK, tmp_path / "book.xlsx", NOW.date())
    return tmp_path / "book.xlsx"


def synced(hubspot: FakeHubSpot, *words: str | Path) -> int:
    options = vars(parsed(["sync", *map(str, words)]))
    run = options.pop("run")
    return int(run(**options, account=lambda token: HubSpotAccount(token, lambda _: None, hubspot.host, 5)))


def test_won_deals_come_in_once(hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synced(hubspot, book, "--deals") == 0
    said = capsys.readouterr().out
    found = [(each.record_id, each.client, each.line, each.kind, each.closed, each.mrr, each.currency)
             for each in read_book(book)[0].deals]  # fmt: skip
    row = ("Sales Hub", "new", date(2026, 3, 5), Decimal("100.05"), "EUR")
    assert found == [("1", "Acme (inventada)", *row), ("2", "Nova (inventada)", *row)]
    assert '1 deal is still open, so not in the book: "Talking" 1.' in said
    assert '1 deal is of other pipelines left out: "Own deals" 1.' in said
    assert "Zeta (inventada) 1" in said
    once = book.read_bytes()
    assert synced(hubspot, book, "--deals") == 0
    assert book.read_bytes() == once
    hubspot.others[DEALS][0] = deal(1, "501", hs_mrr="120")
    assert synced(hubspot, book, "--deals") == 0
    assert [each.mrr for each in read_book(book)[0].deals] == [Decimal(120), Decimal("100.05")]


def test_without_the_option_no_deals_are_asked_for(hubspot: FakeHubSpot, book: Path) -> None:
    assert synced(hubspot, book) == 0
    assert [path for path, _ in hubspot.calls if "deals" in path] == []
    assert read_book(book)[0].deals == ()


def test_without_the_scope_one_sentence_names_it_and_nothing_changes(hubspot: FakeHubSpot, book: Path) -> None:
    before = book.read_bytes()
    hubspot.faults = [Fault(403, missing_scopes("crm.objects.deals.read"), path="/crm/v3/properties/deals")]
    with pytest.raises(NotAllowed, match=r"lacks the scope crm\.objects\.deals\.read"):
        synced(hubspot, book, "--deals")
    assert book.read_bytes() == before


def test_without_that_of_companies_the_record_of_a_company_tells(
    hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hubspot.faults = [Fault(403, missing_scopes("crm.objects.companies.read"), path=COMPANIES)]
    assert synced(hubspot, book, "--deals") == 0
    assert [each.record_id for each in read_book(book)[0].deals] == ["1"]
    assert "crm.objects.companies.read" in capsys.readouterr().out
