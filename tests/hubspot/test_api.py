"""HubSpot's API becomes a book: page by page, whatever fails on the way, and the token is seen nowhere."""

import csv
import logging
import socket
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hubspot_server import (
    OBJECTS,
    PROPERTIES,
    SCOPE,
    TOKEN,
    FakeHubSpot,
    Fault,
    error,
    limit_reached,
    missing_scopes,
    running,
)

from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.files.problems import ERROR, Problem, of_severity
from partnerbook.hubspot import api
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.hubspot.api import book_from_account
from partnerbook.hubspot.export import book_from_export
from partnerbook.hubspot.token import hubspot_token
from partnerbook.records import NOWHERE, Book

DAY = date(2026, 11, 21)
ACME = {
    "hs_client_name": "Acme",
    "hs_country": "Spain",
    "hs_client_domain_name": "acme.example",
    "hs_relationship_type": "both",
    "hs_is_managed": "true",
    "hs_is_sold": "false",
    "hs_relationship_start_date": "2024-03-01",
    "hs_all_active_products": "Sales Hub Professional;Data Hub Starter",
    "hs_managed_local_mrr_currency": "USD",
    "hs_total_subscription_mrr": "1450.250000",
    "hs_managed_mrr": "900.000000",
    "hs_split_managed_mrr": "300.000000",
    "hs_number_of_managing_partners": "3",
    "hs_next_renewal_date": "1783036800000",
    "hs_renewal_mrr": "1500.5",
    "hs_unified_usage_score": "71.125",
    "hs_sold_tier_points": "186",
    "hs_managed_tier_points": "62.00",
    "hs_tiering_properties_updated_at": "2025-11-26T09:30:00Z",
    "hs_account_link": "https://app.hubspot.com/login?portalId=4321987",
}
EVERY = [*ACME, "hs_contract_manager_name", "hs_next_cancellation_date", "hs_cancellation_products",
         "hs_managed_relationship_estimated_expiration_date", "hs_last_active_partner_employee_active_at",
         "hs_market_name", "hs_market_multiplier", "hs_renewal_mrr_change", "hs_marketing_contacts_limit",
         "hs_monthly_email_sends_limit",
         *(f"hs_{hub}_hub_{what}" for what in ("mrr", "renewal_date")
           for hub in ("marketing", "sales", "service", "operations", "content", "commerce")),
         "hs_something_else"]  # fmt: skip


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    with running(FakeHubSpot([ACME], EVERY)) as account:
        yield account


class Sleeper(list[float]):
    """Notes how long it should have slept."""

    __call__ = list.append


def account(
    hubspot: FakeHubSpot, sleep: Sleeper | None = None, token: str = TOKEN, seconds: float = 5
) -> HubSpotAccount:
    return HubSpotAccount(token, Sleeper() if sleep is None else sleep, hubspot.host, seconds)


def read(hubspot: FakeHubSpot) -> tuple[Book, tuple[Problem, ...]]:
    return book_from_account(account(hubspot), DAY)[:2]


def records(book: Book) -> list[tuple[Any, ...]]:
    return [tuple(record._replace(origin=NOWHERE) for record in table) for table in book[1:]]


class TestRecords:
    def test_a_client_with_all_that_it_shares(self, hubspot: FakeHubSpot) -> None:
        book, problems = read(hubspot)
        client, subscription = book.clients[0], book.subscriptions[0]
        assert (client.client, client.market, client.hub_id, client.relationship) == ("Acme", "ES", "4321987", "both")
        assert (client.hubspot_sold_points, client.hubspot_managed_points) == (Decimal(186), Decimal(62))
        assert client.hubspot_points_on == date(2025, 11, 26)
        assert client.usage_score == Decimal("71.125")  # would be 71125 in Spain
        assert (subscription.mrr, subscription.currency, subscription.start) == (Decimal("1450.25"), "USD", DAY)
        assert (book.managing[0].start, book.managing[0].other_partners) == (date(2024, 3, 1), 2)
        assert (book.renewals[0].renews_on, book.renewals[0].renewal_mrr) == (date(2026, 7, 3), Decimal("1500.5"))
        assert not of_severity(problems, ERROR)

    @pytest.mark.parametrize("empty", [None, "", "   "])
    def test_what_is_not_shared_is_not_zero(self, hubspot: FakeHubSpot, empty: str | None) -> None:
        shared = {"hs_client_name": "Acme", "hs_country": "ES"}
        hubspot.clients = [dict.fromkeys(ACME, empty) | shared, shared | {"hs_client_name": "Beta"}]
        book, problems, _ = book_from_account(account(hubspot), DAY, "EUR")
        assert len(book.clients) == 2
        for client in book.clients:
            assert client.hubspot_sold_points is client.hubspot_managed_points is client.usage_score is None
        assert not book.subscriptions
        assert not book.managing
        assert not of_severity(problems, ERROR)
        assert '"Acme" does not share its total MRR, so it has no subscription.' in [each.message for each in problems]

    def test_zero_is_zero(self, hubspot: FakeHubSpot) -> None:
        hubspot.clients = [ACME | {"hs_sold_tier_points": "0"}]
        assert read(hubspot)[0].clients[0].hubspot_sold_points == 0

    def test_numbers_that_come_as_numbers_are_exact(self, hubspot: FakeHubSpot) -> None:
        hubspot.faults = [Fault(body=b'{"results": [{"id": 1, "properties": {"hs_client_name": "A", "hs_country": "ES",'
                                     b'"hs_managed_local_mrr_currency": "EUR", "hs_is_managed": true, '
                                     b'"hs_total_subscription_mrr": 12345678901234.123456}}]}')]  # fmt: skip
        book, _ = read(hubspot)
        assert book.subscriptions[0].mrr == Decimal("12345678901234.123456")
        assert len(book.managing) == 1

    @pytest.mark.parametrize(
        "name",
        ["Ñandú & Söhne Ltda.", "株式会社テスト", "=1+1", '"; DROP', "شركة", "🦜 Loro", "a" * 300, "\ud83e alone"],
    )
    def test_names_in_all_scripts(self, hubspot: FakeHubSpot, name: str) -> None:
        hubspot.clients = [ACME | {"hs_client_name": name}]
        [client] = read(hubspot)[0].clients
        assert client.client == name.encode("utf-8", "replace").decode().replace("?", "\ufffd")

    def test_an_account_without_clients(self, hubspot: FakeHubSpot) -> None:
        hubspot.clients = []
        book, problems = read(hubspot)
        assert book == Book()
        assert not of_severity(problems, ERROR)

    def test_a_client_without_a_country_is_named(self, hubspot: FakeHubSpot) -> None:
        hubspot.clients = [ACME, ACME | {"hs_client_name": "Beta", "hs_country": None}]
        book, problems = read(hubspot)
        assert [client.client for client in book.clients] == ["Acme"]
        [problem] = of_severity(problems, ERROR)
        assert problem.place == "HubSpot, Beta, hs_country"

    def test_a_client_without_a_name_is_named_by_its_number(self, hubspot: FakeHubSpot) -> None:
        acme = {"id": "1", "properties": {"hs_client_name": "Acme", "hs_country": "ES"}}
        nameless = [{"id": "2", "properties": {}}, {"id": "3"}, {"id": "4", "properties": {"hs_client_name": " "}}]
        hubspot.faults = [Fault(body={"results": [acme, *nameless, "9002", None, []]})]
        book, problems = read(hubspot)
        assert [client.client for client in book.clients] == ["Acme"]
        told = [f"record {number}" for number in (2, 3, 4, 9002)] + ["a record without a number"] * 2
        assert [problem.cell for problem in of_severity(problems, ERROR)] == told
        assert all(problem.cell in problem.message for problem in of_severity(problems, ERROR))

    def test_archived_clients_are_named_and_not_made(self, hubspot: FakeHubSpot) -> None:
        hubspot.archived = [ACME | {"hs_client_name": "Gone"}, ACME, {"hs_country": "ES"}]
        book, problems = read(hubspot)
        assert [client.client for client in book.clients] == ["Acme"]
        told = [each.message for each in problems if "archived" in each.message]
        assert [message.partition('"')[2].partition('"')[0] for message in told] == ["Gone", "record 9002"]

    @pytest.mark.parametrize(
        ("link", "number"),
        [
            ("https://app.hubspot.com/login?portalId=4321987", "4321987"),
            ("https://app-eu1.hubspot.com/contacts/4321987/objects/0-1", "4321987"),
            ("https://app.hubspot.com/home?x=1&portalid=4321987#top", "4321987"),
            ("https://app.hubspot.com/contacts/4321987", "4321987"),
            ("https://app.hubspot.com/record/0-145/", ""),
            ("https://app.hubspot.com/", ""),
            ("", ""),
        ],
    )
    def test_the_number_of_the_account_stands_in_its_link(self, hubspot: FakeHubSpot, link: str, number: str) -> None:
        hubspot.clients = [ACME | {"hs_account_link": link}]
        assert read(hubspot)[0].clients[0].hub_id == number

    TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map("n{}".format)
    AMOUNTS = st.one_of(st.just(""), st.decimals("0.01", "999999", places=2).map(str))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.fixed_dictionaries({
        "hs_client_name": TEXTS, "hs_country": st.sampled_from(["ES", "Brasil", "US", "Atlantis", ""]),
        "hs_is_managed": st.sampled_from(["true", "false", ""]), "hs_is_sold": st.sampled_from(["true", "false", ""]),
        "hs_managed_local_mrr_currency": st.sampled_from(["EUR", "USD", ""]),
        "hs_total_subscription_mrr": AMOUNTS, "hs_split_managed_mrr": AMOUNTS, "hs_renewal_mrr": AMOUNTS,
        "hs_next_renewal_date": st.one_of(st.just(""), st.dates(date(2026, 1, 1), date(2029, 1, 1)).map(str)),
    }), min_size=1, max_size=5))  # fmt: skip
    def test_the_export_of_the_same_properties_makes_the_same_book(
        self, hubspot: FakeHubSpot, tmp_path: Path, clients: list[dict[str, str]]
    ) -> None:
        hubspot.clients, hubspot.known = clients, list(clients[0])
        path = tmp_path / "export.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(clients[0]))
            writer.writeheader()
            writer.writerows(clients)
        assert records(read(hubspot)[0]) == records(book_from_export(path, DAY)[0])


class TestCalls:
    def test_a_thousand_clients_come_in_pages(self, hubspot: FakeHubSpot) -> None:
        hubspot.clients = [ACME | {"hs_client_name": f"Client {number:04}"} for number in range(1000)]
        book, _ = read(hubspot)
        assert [client.client for client in book.clients] == [f"Client {number:04}" for number in range(1000)]
        listed = [asked for path, asked in hubspot.calls if path == OBJECTS]
        assert [asked.get("after", [""])[0] for asked in listed] == ["", *(str(at) for at in range(100, 1000, 100)), ""]

    def test_only_what_is_used_and_the_account_has_is_asked_for(self, hubspot: FakeHubSpot) -> None:
        hubspot.known = [name for name in EVERY if name != "hs_renewal_mrr"]
        _, problems = read(hubspot)
        listed = [set(asked["properties"]) for path, asked in hubspot.calls if path == OBJECTS]
        assert listed == [set(hubspot.known) - {"hs_something_else"}] * 2  # the archived ones too
        [note] = [each.message for each in problems if "do not have the properties" in each.message]
        assert "hs_renewal_mrr (Renewal MRR)" in note
        assert "hs_country" not in note

    def test_a_token_that_may_not_read_the_properties_asks_for_all_that_is_used(self, hubspot: FakeHubSpot) -> None:
        hubspot.faults = [Fault(403, missing_scopes("crm.schemas.contacts.read"), path=PROPERTIES)]
        book, problems = read(hubspot)
        assert book.clients[0].usage_score == Decimal("71.125")
        assert not [each for each in problems if "properties" in each.message]

    def test_a_cursor_that_comes_again_ends_it(self, hubspot: FakeHubSpot) -> None:
        page = {"results": [{"id": "1", "properties": ACME}], "paging": {"next": {"after": "7"}}}
        hubspot.faults = [Fault(body=page)] * 3
        with pytest.raises(PartnerbookError, match="same page"):
            read(hubspot)


RATE = limit_reached("TEN_SECONDLY_ROLLING")
PASSING = [
    ("limit", [Fault(429, RATE)], [1]),
    ("limit with a time", [Fault(429, RATE, {"Retry-After": "7"})], [7]),
    ("limit with a day in place of seconds", [Fault(429, RATE, {"Retry-After": "Wed, 21 Oct 2026"})], [1]),
    ("errors of the server", [Fault(500, b"oops"), Fault(502, b"\xff\xfe"), Fault(504)], [1, 2, 4]),
    ("connection cut", [Fault(0)], [1]),
    ("answer cut", [Fault(body=b'{"results": [', length=500)], [1]),
    ("error cut", [Fault(503, b"{", length=500)], [1]),
    ("slow", [Fault(seconds=0.6)], [1]),
    ("properties", [Fault(429, RATE, path=PROPERTIES)], [1]),
]


@pytest.mark.parametrize(("faults", "slept"), [case[1:] for case in PASSING], ids=[case[0] for case in PASSING])
def test_what_passes_is_tried_again(hubspot: FakeHubSpot, faults: list[Fault], slept: list[float]) -> None:
    hubspot.faults, sleep = list(faults), Sleeper()
    book = book_from_account(account(hubspot, sleep, seconds=0.3), DAY).book
    assert [client.client for client in book.clients] == ["Acme"]
    assert sleep == slept


STAYS = [
    ("daily limit", [Fault(429, limit_reached("DAILY"))], "in a day are used up | midnight", 0),
    ("limit for long", [Fault(429, RATE, {"Retry-After": "900"})], "Too many calls | in 900 seconds", 0),
    ("limit", [Fault(429, RATE)] * 5, "Too many calls | in a minute", 4),
    ("server", [Fault(503)] * 5, "out of order | 503 | later", 4),
    ("server, no UTF-8", [Fault(503, b"\xff")] * 5, "out of order | 503", 4),
    ("slow", [Fault(seconds=0.3)] * 5, "not answered within 0.1 seconds", 4),
    ("cut", [Fault(0)] * 5, "breaks off", 4),
    ("wrong token", [Fault(401, error("No.", "INVALID_AUTHENTICATION"))], "wrong or was withdrawn | private app", 0),
    ("old token", [Fault(401, error("No.", "EXPIRED_AUTHENTICATION"))], "token has expired", 0),
    ("401 of a proxy", [Fault(401, b"<html>")], "wrong or was withdrawn", 0),
    ("scope", [Fault(403, missing_scopes("crm.objects.custom.read", SCOPE))], f"lacks the scope {SCOPE}: add it", 0),
    ("other scope", [Fault(403, missing_scopes("some.other.read"))], "lacks the scope some.other.read", 0),
    ("many scopes", [Fault(403, missing_scopes(*"abcdef"))], "lacks the scope a or b or c (or another", 0),
    ("no scope named", [Fault(403, error("No.", "MISSING_SCOPES"))], f"lacks the scope {SCOPE}", 0),
    ("old scope", [Fault(403, error("No.", "MISSING_SCOPES", context={"requiredScopes": ["x"]}))], "scope x:", 0),
    ("strange scopes", [Fault(403, error("No.", "MISSING_SCOPES", errors=[3, {"context": [4]}]))], SCOPE, 0),
    ("forbidden", [Fault(403, b"<html>no</html>")], f"partner account | {SCOPE}", 0),
    ("no such object", [Fault(404, error("No.", "OBJECT_NOT_FOUND"))], "must be of your partner account", 0),
    ("redirected", [Fault(302, headers={"Location": "http://elsewhere.example/"})], "answers 302", 0),
    ("bad request", [Fault(400, error("There was a problem.", "VALIDATION"))], '400 ("There was a problem"), which', 0),
    ("token in the message", [Fault(400, error(f"Bearer {TOKEN} is odd", "X"))], '400 ("Bearer *** is odd")', 0),
    ("page of a network", [Fault(body=b"<html>Sign in</html>")], "none of HubSpot's | sign-in page", 0),
    ("JSON cut short", [Fault(body=b'{"results": [')], "none of HubSpot's", 0),
    ("no UTF-8", [Fault(body=b'{"results": "\xff"}')], "none of HubSpot's", 0),
    ("other JSON", [Fault(body=b'[{"id": 1}]')], "none of HubSpot's", 0),
    ("deep JSON", [Fault(body=b"[" * 100_000)], "none of HubSpot's", 0),
    ("results of another kind", [Fault(body={"results": {"a": 1}})], "none of HubSpot's", 0),
]  # fmt: skip


@pytest.mark.parametrize(("faults", "words", "slept"), [case[1:] for case in STAYS], ids=[case[0] for case in STAYS])
def test_what_stays_wrong_is_told_in_one_sentence(
    hubspot: FakeHubSpot, faults: list[Fault], words: str, slept: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hubspot.faults, sleep = list(faults), Sleeper()
    asked = account(hubspot, sleep, seconds=0.1 if faults[0].seconds else 5)
    with pytest.raises(PartnerbookError) as refusal:
        book_from_account(asked, DAY)
    sentence = str(refusal.value)
    for part in words.split(" | "):
        assert part in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sleep) == slept
    assert TOKEN not in sentence + repr(refusal.value) + caplog.text + repr(asked) + str(vars(asked))
    assert refusal.value.__cause__ is None or TOKEN not in repr(refusal.value.__cause__)


@pytest.mark.parametrize(
    "strange",
    [
        {"results": [None, 3, {"id": 5}, {"properties": [1]}, {"id": {}, "properties": {"hs_client_name": {"a": 1}}}]},
        {"results": [], "paging": 7},
        {"results": [], "paging": {"next": []}},
    ],
)
def test_answers_of_strange_shapes_break_nothing(hubspot: FakeHubSpot, strange: Mapping[str, Any]) -> None:
    hubspot.faults = [Fault(body=strange)]
    assert read(hubspot)[0] == Book()


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"http://127.0.0.1:{free.getsockname()[1]}"
    sleep = Sleeper()
    with pytest.raises(PartnerbookError, match="cannot be reached"):
        book_from_account(HubSpotAccount(TOKEN, sleep, host), DAY)
    assert sleep == []


def test_what_is_not_encrypted_is_not_believed(hubspot: FakeHubSpot) -> None:
    hubspot.host = hubspot.host.replace("http:", "https:")
    with pytest.raises(PartnerbookError, match="certificate"):
        read(hubspot)


def test_the_real_host_is_hubspots_and_encrypted() -> None:
    assert HubSpotAccount.__init__.__defaults__ is not None
    assert HubSpotAccount.__init__.__defaults__[0] == "https://api.hubapi.com"


class TestToken:
    def test_the_environment_goes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("keyring.get_password", lambda *_: "of-the-keyring")
        assert hubspot_token({"HUBSPOT_ACCESS_TOKEN": f" {TOKEN}\n"}) == TOKEN
        assert hubspot_token({}) == "of-the-keyring"
        assert hubspot_token({"HUBSPOT_ACCESS_TOKEN": TOKEN}, "keyring") == "of-the-keyring"
        with pytest.raises(BadInput, match="HUBSPOT_ACCESS_TOKEN is not set"):
            hubspot_token({}, "environment")

    @pytest.mark.parametrize(
        "wrong", [f'"{TOKEN}"', f"Bearer {TOKEN}", f"{TOKEN}\r\nX-Evil: 1", "tökén-1234", f"{TOKEN}\0"]
    )
    def test_what_can_be_no_token_is_refused_and_not_shown(self, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("keyring.get_password", lambda *_: wrong)
        for source in ("environment", "keyring"):
            with pytest.raises(BadInput, match="no token of HubSpot's") as refusal:
                hubspot_token({"HUBSPOT_ACCESS_TOKEN": wrong}, source)
            assert wrong[:6] not in str(refusal.value)

    def test_a_keyring_without_a_token_says_how_it_gets_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("keyring.get_password", lambda *_: None)
        with pytest.raises(BadInput, match=r"nor does the variable \w+: type keyring set partnerbook hubspot"):
            hubspot_token({})

    def test_no_keyring_on_this_computer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import keyring.backends.fail

        monkeypatch.setattr("keyring.get_password", keyring.backends.fail.Keyring().get_password)
        with pytest.raises(PartnerbookError, match=r"cannot be read \(NoKeyringError\)"):
            hubspot_token({})

    @pytest.mark.parametrize(("module", "ask"), [
        ("keyring", lambda: hubspot_token({})), ("hubspot", lambda: HubSpotAccount(TOKEN, Sleeper())),
    ])  # fmt: skip
    def test_a_package_that_is_not_installed(self, monkeypatch: pytest.MonkeyPatch, module: str, ask: Any) -> None:
        monkeypatch.setitem(__import__("sys").modules, module, None)
        with pytest.raises(PartnerbookError, match=r"pip install .partnerbook\[hubspot\]"):
            ask()


def test_no_book_holds_the_token(hubspot: FakeHubSpot) -> None:
    book, problems = read(hubspot)
    assert TOKEN not in repr(book) + repr(problems)


def test_every_property_that_is_used_is_one_of_the_tables() -> None:
    assert set(EVERY) - {"hs_something_else"} == set(api.PROPERTIES)
    assert {"hs_client_name", "hs_country"} <= set(api.PROPERTIES)
