"""Partner services, of whose properties nothing is assumed: the account tells what they are called and say."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.hubspot_server import (
    SERVICE_PROPERTIES,
    SERVICE_SCHEMA,
    SERVICES,
    TOKEN,
    FakeHubSpot,
    Fault,
    ServiceRecord,
    limit_reached,
    missing_scopes,
    running,
)

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command.sync import sync
from partnerbook.errors import PartnerbookError
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.hubspot.api import Answer, book_from_account
from partnerbook.records import Book, Client, Service
from partnerbook.workbooks.book import write_book

DAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 12)  # noqa: DTZ001 - a person's own clock
# Made up: HubSpot publishes none of these names.
MADE_UP = [
    {"name": "title_of_it", "label": "Service", "type": "string"},
    {"name": "stage", "label": "Stage", "type": "enumeration",
     "options": [{"label": "In use", "value": "in_use"}, {"label": "Sold", "value": "sold"}]},
    {"name": "began", "label": "Began", "type": "datetime"},
    {"name": "fee", "label": "Monthly fee", "type": "number"},
    {"name": "secret", "label": "Secret", "type": "string", "hidden": True},
    {"name": "hs_lastmodifieddate", "label": "Last modified", "type": "datetime"},
]  # fmt: skip
VALUES = {"title_of_it": "Onboarding", "stage": "in_use;sold;new", "began": "2026-01-15T08:30:00Z", "fee": "1200.50",
          "secret": "x", "hs_lastmodifieddate": "2026-11-20T00:00:00Z"}  # fmt: skip
SAID = "Stage: In use, Sold, new; Began: 2026-01-15; Monthly fee: 1200.50"
CLIENTS = [{"hs_client_name": name, "hs_country": "ES"} for name in ("Acme", "Beta")]


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    account = FakeHubSpot(CLIENTS)
    account.service_properties, account.service_name = list(MADE_UP), "title_of_it"
    account.services = [ServiceRecord("71", VALUES, [0])]
    with running(account):
        yield account


def opened(hubspot: FakeHubSpot) -> HubSpotAccount:
    return HubSpotAccount(TOKEN, lambda _: None, hubspot.host, 5)


def asked(hubspot: FakeHubSpot) -> Answer:
    return book_from_account(opened(hubspot), DAY)


def notes(answer: Answer) -> str:
    return " ".join(each.message for each in answer.problems if "partner service" in each.message)


def test_what_an_account_calls_its_services_and_their_values(hubspot: FakeHubSpot) -> None:
    answer = asked(hubspot)
    assert answer.book.partner_services == (Service("Acme", "Onboarding", SAID, "71"),)
    assert answer.services
    assert not notes(answer)
    [call] = [words for path, words in hubspot.calls if path == SERVICES]
    assert call["properties"] == ["title_of_it", "stage", "began", "fee"]


def test_a_service_for_two_clients_is_a_row_of_each_and_one_of_nobody_is_named(hubspot: FakeHubSpot) -> None:
    hubspot.services = [ServiceRecord("71", VALUES, [0, 1, 1]), ServiceRecord("72", {"title_of_it": "Audit"})]
    answer = asked(hubspot)
    assert [(each.client, each.record_id) for each in answer.book.partner_services] == [("Acme", "71"), ("Beta", "71")]
    assert '"Audit" is of no client' in notes(answer)


@pytest.mark.parametrize("fault", [None, Fault(403, missing_scopes("crm.schemas.x.read"), path=SERVICE_SCHEMA)])
def test_a_service_without_a_name_is_called_by_its_number(hubspot: FakeHubSpot, fault: Fault | None) -> None:
    hubspot.service_name, hubspot.faults = "", [fault] if fault else []
    [service] = asked(hubspot).book.partner_services
    assert (service.service, service.details) == ("Service 71", f"Service: Onboarding; {SAID}")


def test_many_properties_are_asked_for_in_portions(hubspot: FakeHubSpot) -> None:
    many = [{"name": f"p{number:03}", "label": f"P{number}", "type": "string"} for number in range(172)]
    hubspot.service_properties, hubspot.service_name = [*many], "p171"
    hubspot.services = [ServiceRecord("71", {each["name"]: each["label"] for each in many}, [0])]
    [service] = asked(hubspot).book.partner_services
    assert service.service == "P171"
    assert service.details.split("; ") == [f"P{number}: P{number}" for number in range(171)]
    lengths = [len(words["properties"]) for path, words in hubspot.calls if path == SERVICES]
    assert sum(lengths) == 172
    assert max(lengths) <= 50


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            Fault(403, missing_scopes("crm.objects.partner-services.read"), path=SERVICES),
            "are not read. The token lacks the scope crm.objects.partner-services.read: add it",
        ),
        (Fault(403, b"<html>", path=SERVICES), "HubSpot refuses to show the partner services"),
        (Fault(404, b"", path=SERVICE_PROPERTIES), "has no partner services; none are read"),
    ],
)
def test_an_account_that_does_not_show_them_still_shows_its_clients(
    hubspot: FakeHubSpot, fault: Fault, said: str
) -> None:
    hubspot.faults = [fault]
    answer = asked(hubspot)
    assert [client.client for client in answer.book.clients] == ["Acme", "Beta"]
    assert (answer.book.partner_services, answer.services) == ((), False)
    assert said in notes(answer)


def test_what_fails_for_services_fails_for_all(hubspot: FakeHubSpot) -> None:
    hubspot.faults = [Fault(429, limit_reached("DAILY"), path=SERVICES)]
    with pytest.raises(PartnerbookError, match="midnight"):
        asked(hubspot)


@pytest.mark.parametrize(
    "strange",
    [
        {"results": [{"name": 5, "label": None, "options": [3, {"value": None}]}, {}, 4]},
        {"results": [{"name": "stage", "options": "none"}]},
        {"results": []},
    ],
)
def test_strange_descriptions_are_no_fault(hubspot: FakeHubSpot, strange: dict[str, Any]) -> None:
    hubspot.faults = [Fault(body=strange, path=SERVICE_PROPERTIES)]
    assert [each.client for each in asked(hubspot).book.partner_services] == ["Acme"]


class TestSync:
    """The services in a person's book."""

    BOOK = Book(
        clients=(Client("Acme", "ES"), Client("Beta", "ES")),
        partner_services=(
            Service("Beta", "My own", note="kept"),
            Service("Acme", "Set-up", "Stage: Sold", "71", "mine"),
            Service("Beta", "Training", "", "60"),
        ),
    )

    @pytest.fixture
    def book(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
        monkeypatch.setattr(clock, "now", lambda: NOW)
        write_book(self.BOOK, tmp_path / "book.xlsx", DAY)
        return tmp_path / "book.xlsx"

    def sync(self, hubspot: FakeHubSpot, book: Path) -> int:
        return sync(book, dry_run=False, currency=None, token_from=None, deals=False, account=lambda _: opened(hubspot))

    def services(self, book: Path) -> list[tuple[object, ...]]:
        return [row[:6] for row in read_book(book)[0].partner_services]

    def test_rows_follow_hubspot_and_the_persons_own_stay(
        self, hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hubspot.services.append(ServiceRecord("72", {"title_of_it": "=Audit"}, [1]))
        assert self.sync(hubspot, book) == 0
        assert self.services(book) == [
            ("Beta", "My own", "", "", "kept", None),
            ("Acme", "Onboarding", SAID, "71", "mine", None),
            ("Beta", "Training", "", "60", "", DAY),
            ("Beta", "=Audit", "", "72", "", None),
        ]
        assert "Partner service Set-up -> Onboarding" in capsys.readouterr().out
        again = book.read_bytes()
        assert self.sync(hubspot, book) == 0
        assert book.read_bytes() == again

    def test_services_that_may_not_be_read_are_not_missing(self, hubspot: FakeHubSpot, book: Path) -> None:
        hubspot.faults = [Fault(403, b"", path=SERVICES)]
        self.sync(hubspot, book)
        assert self.services(book)[2][5] is None

    def test_a_book_from_before_gets_all_but_the_services(
        self, hubspot: FakeHubSpot, book: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        workbook = openpyxl.load_workbook(book)
        del workbook["Partner services"]
        workbook.save(book)
        hubspot.clients = [CLIENTS[0] | {"hs_unified_usage_score": "50"}, CLIENTS[1]]
        hubspot.known.append("hs_unified_usage_score")
        assert self.sync(hubspot, book) == 0
        assert read_book(book)[0].clients[0].usage_score == 50
        assert (
            'has no sheet "Partner services"; add one with the headings Client, Partner service, Details, HubSpot '
            "record, Note, Not listed since in its first row, or have it added by partnerbook add-sheets."
            in capsys.readouterr().out
        )
