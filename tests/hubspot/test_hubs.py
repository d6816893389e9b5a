"""What HubSpot shares by hub: in which currency amounts are, what renews, and how a book of before comes up to it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hubspot_server import TOKEN, FakeHubSpot, running
from support.places import CASES

from partnerbook.book.read.check import checked
from partnerbook.book.write.applied import book_with
from partnerbook.book.write.change import SEE, SET
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem, of_severity
from partnerbook.hubspot.account import HubSpotAccount
from partnerbook.hubspot.api import book_from_account
from partnerbook.hubspot.changes import changes
from partnerbook.hubspot.export import book_from_export
from partnerbook.points.ledger import ledger
from partnerbook.records import Book, Client, Managing, Place, Renewal, Subscription

DAY = date(2026, 11, 21)
EXPORT = CASES / "exports" / "hubs.csv"
SHARED = {"hs_client_name": "Acme", "hs_country": "ES", "hs_is_managed": "true", "hs_managed_local_mrr_currency": "EUR",
          "hs_number_of_managing_partners": "1"}  # fmt: skip


@pytest.fixture
def hubspot() -> Iterator[FakeHubSpot]:
    with running(FakeHubSpot()) as account:
        yield account


def read(hubspot: FakeHubSpot, *clients: dict[str, str], currency: str | None = None) -> tuple[Book, list[Problem]]:
    hubspot.clients = [SHARED | client for client in clients]
    hubspot.known = sorted({name for client in hubspot.clients for name in client})
    book, problems, _ = book_from_account(HubSpotAccount(TOKEN, lambda _: None, hubspot.host, 5), DAY, currency)
    return book, [*problems]


def paid(book: Book) -> list[tuple[str, str, str]]:
    return [(row.line, f"{row.mrr:f}", row.currency) for row in book.subscriptions]


def said(problems: list[Problem], severity: str) -> str:
    return " ".join(problem.message for problem in of_severity(problems, severity))


def test_an_export_with_hubs() -> None:
    book, problems = book_from_export(EXPORT, DAY)
    assert [(row.client, row.line, row.mrr, row.currency, row.product) for row in book.subscriptions] == [
        ("Andes Café", "Marketing Hub", Decimal(3_060_000), "COP", "Marketing Hub Professional"),
        ("Andes Café", "Sales Hub", Decimal(1_140_000), "COP", "Sales Hub Starter"),
        ("Baltic Freight", "Marketing Hub", Decimal(500), "EUR", "Marketing Hub Starter"),
        ("Cobalto", "Marketing Hub", Decimal(300), "USD", "Marketing Hub Starter"),
        ("Cobalto", "Data Hub", Decimal(450), "USD", "Operations Hub Professional"),
        ("Cobalto", "Beyond the hubs", Decimal(50), "USD", ""),
    ]
    assert [(row.client, row.renews_on, row.current_mrr, row.renewal_mrr, row.currency) for row in book.renewals] == [
        ("Andes Café", date(2027, 3, 1), Decimal(3_060_000), Decimal(3_060_000), "COP"),
        ("Andes Café", date(2027, 6, 1), Decimal(1_140_000), Decimal(1_140_000), "COP"),
        ("Baltic Freight", date(2027, 1, 15), Decimal(500), Decimal("525.5"), "EUR"),
        ("Cobalto", date(2027, 2, 1), Decimal(300), None, "USD"),
        ("Cobalto", date(2027, 2, 1), Decimal(450), None, "USD"),
    ]
    assert [(client.multiplier, client.multiplier_on) for client in book.clients] == [
        (2, DAY), (1, DAY), (1, DAY), (None, None)
    ]  # fmt: skip
    assert not of_severity(problems, ERROR)
    assert not of_severity(problems, WARNING)
    assert checked(book)[0] == book


LANGUAGES = [
    ("Marketing Hub MRR", "Marketing Hub renewal date"),
    ("MRR de Marketing Hub", "Renovación de Marketing Hub"),
    ("MRR de Marketing Hub", "Fecha de renovación de Marketing Hub"),
    ("MRR do Marketing Hub", "Data de renovação do Marketing Hub"),
    ("hs_marketing_hub_mrr", "hs_marketing_hub_renewal_date"),
]


@pytest.mark.parametrize(("mrr", "renews"), LANGUAGES)
def test_hubs_in_three_languages(tmp_path: Path, mrr: str, renews: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"Client name,Country,Currency,{mrr},{renews}\nAcme,Spain,EUR,250.00,2027-03-01\n", "utf-8")
    book, _ = book_from_export(path, DAY)
    assert paid(book) == [("Marketing Hub", "250.00", "EUR")]
    assert [(row.products, row.renews_on) for row in book.renewals] == [("Marketing Hub", date(2027, 3, 1))]


class TestCurrencyOfTotals:
    def test_hubs_that_add_up_to_it_have_its_currency(self, hubspot: FakeHubSpot) -> None:
        book, problems = read(hubspot, {"hs_sales_hub_mrr": "880.005", "hs_total_subscription_mrr": "880.00",
                                        "hs_next_renewal_date": "2027-03-01"})  # fmt: skip
        assert paid(book) == [("Sales Hub", "880.005", "EUR")]
        assert [(row.current_mrr, row.currency) for row in book.renewals] == [(Decimal(880), "EUR")]
        assert not of_severity(problems, WARNING)

    def test_hubs_that_do_not_show_that_it_is_in_dollars(self, hubspot: FakeHubSpot) -> None:
        book, problems = read(hubspot, {"hs_sales_hub_mrr": "880", "hs_total_subscription_mrr": "1000",
                                        "hs_next_renewal_date": "2027-03-01"})  # fmt: skip
        assert paid(book) == [("Sales Hub", "880", "EUR")]
        assert [(row.current_mrr, row.currency) for row in book.renewals] == [(Decimal(1000), "USD")]
        assert "Of 1 of the clients HubSpot states totals in US dollars" in said(problems, NOTE)
        assert not of_severity(problems, WARNING)

    @pytest.mark.parametrize(("hub", "whole", "reading"), [("880", "1000", "USD"), ("880", "880", "EUR")])
    def test_one_client_with_hubs_tells_it_of_the_account(
        self, hubspot: FakeHubSpot, hub: str, whole: str, reading: str
    ) -> None:
        shown = {"hs_sales_hub_mrr": hub, "hs_total_subscription_mrr": whole}
        book, problems = read(hubspot, shown, {"hs_client_name": "Beta", "hs_total_subscription_mrr": "70"})
        assert paid(book)[1][1:] == ("70", reading)
        assert not of_severity(problems, WARNING)

    @pytest.mark.parametrize(("currency", "fewer"), [("EUR", "USD"), ("GBP", "USD"), ("COP", "COP"), ("JPY", "JPY")])
    def test_in_doubt_both_readings_are_told_and_the_smaller_one_is_used(
        self, hubspot: FakeHubSpot, currency: str, fewer: str
    ) -> None:
        local = {"hs_managed_local_mrr_currency": currency}
        book, problems = read(hubspot, local | {"hs_total_subscription_mrr": "1450.25"})
        assert paid(book) == [("Line not shared", "1450.25", fewer)]
        told = said(problems, WARNING)
        assert f"{currency} 1450.25 (" in told
        assert "USD 1450.25 (14.5 managed points before growth)" in told
        assert f"{fewer} is used" in told
        assert f"--currency {currency} or --currency USD" in told

    def test_in_doubt_amounts_that_differ_by_no_rate_say_neither(self, hubspot: FakeHubSpot) -> None:
        local = {"hs_managed_local_mrr_currency": "COP", "hs_sales_hub_mrr": "400000"}
        book, problems = read(hubspot, local | {"hs_total_subscription_mrr": "500000"})
        assert paid(book) == [("Sales Hub", "400000", "COP")]
        assert "its hubs add up to COP 400000" in said(problems, WARNING)

    @pytest.mark.parametrize("named", ["EUR", "USD"])
    def test_the_person_settles_it(self, hubspot: FakeHubSpot, named: str) -> None:
        book, problems = read(hubspot, {"hs_total_subscription_mrr": "1450.25"}, currency=named)
        assert paid(book) == [("Line not shared", "1450.25", named)]
        assert not of_severity(problems, WARNING)
        assert f"The total MRR of 1 client is taken as {named}, as you or your book say" in said(problems, NOTE)

    @pytest.mark.parametrize(("whole", "doubted"), [("1000", True), ("880", False), ("880.01", False), ("3000", False)])
    def test_hubs_that_contradict_the_person_are_told(self, tmp_path: Path, whole: str, doubted: bool) -> None:
        path = tmp_path / "export.csv"
        path.write_text(f"Client name,Country,Currency,Total MRR,Sales Hub MRR\nAcme,ES,EUR,{whole},880\n", "utf-8")
        book, problems = book_from_export(path, DAY)
        assert paid(book)[0] == ("Sales Hub", "880", "EUR")
        assert ("the hubs in US dollars" in said([*problems], WARNING)) == doubted
        assert len(book.subscriptions) == 1 + (whole == "3000")

    def test_a_third_currency_settles_nothing(self, hubspot: FakeHubSpot) -> None:
        book, problems = read(hubspot, {"hs_total_subscription_mrr": "1450.25"}, currency="GBP")
        assert paid(book) == [("Line not shared", "1450.25", "USD")]
        assert of_severity(problems, WARNING)

    def test_witnesses_that_contradict_each_other_tell_nothing(self, hubspot: FakeHubSpot) -> None:
        dollars = {"hs_sales_hub_mrr": "880", "hs_total_subscription_mrr": "1000"}
        local = {"hs_client_name": "Beta", "hs_sales_hub_mrr": "880", "hs_total_subscription_mrr": "880"}
        _, problems = read(hubspot, dollars, local, {"hs_client_name": "C", "hs_total_subscription_mrr": "70"})
        assert 'The total MRR of "C"' in said(problems, WARNING)


class TestHubs:
    def test_what_is_not_shared_is_not_zero(self, hubspot: FakeHubSpot) -> None:
        book, _ = read(hubspot, {"hs_sales_hub_mrr": "", "hs_marketing_hub_mrr": "0", "hs_content_hub_mrr": "90"})
        assert paid(book) == [("Content Hub", "90", "EUR")]
        assert not book.renewals

    def test_without_its_total(self, hubspot: FakeHubSpot) -> None:
        shown = {"hs_sales_hub_mrr": "90", "hs_sales_hub_renewal_date": "2027-03-01", "hs_renewal_mrr": "95"}
        book, _ = read(hubspot, shown)
        assert paid(book) == [("Sales Hub", "90", "EUR")]
        assert [(row.current_mrr, row.renewal_mrr) for row in book.renewals] == [(Decimal(90), None)]

    def test_more_than_the_total(self, hubspot: FakeHubSpot) -> None:
        dollars = {"hs_managed_local_mrr_currency": "USD", "hs_total_subscription_mrr": "80"}
        book, problems = read(hubspot, dollars | {"hs_sales_hub_mrr": "90"})
        assert paid(book) == [("Sales Hub", "90", "USD")]
        assert "USD 10 more than its total MRR of 80" in said(problems, WARNING)

    def test_without_any_currency(self, hubspot: FakeHubSpot) -> None:
        book, problems = read(hubspot, {"hs_managed_local_mrr_currency": "", "hs_sales_hub_mrr": "90"})
        assert not book.subscriptions
        assert "1 client is without a currency" in said(problems, ERROR)

    def test_the_managed_share_does_not_ask_for_the_currency(self, hubspot: FakeHubSpot) -> None:
        shown = {"hs_sales_hub_mrr": "880", "hs_total_subscription_mrr": "1000", "hs_managed_mrr": "1000"}
        book, _ = read(hubspot, shown | {"hs_split_managed_mrr": "500", "hs_number_of_managing_partners": "2"})
        assert book.managing[0].other_partners == 1

    def test_a_hub_that_is_cancelled(self, hubspot: FakeHubSpot) -> None:
        shown = {"hs_sales_hub_mrr": "90", "hs_content_hub_mrr": "40", "hs_next_cancellation_date": "2027-02-01",
                 "hs_sales_hub_renewal_date": "2027-03-01", "hs_content_hub_renewal_date": "2027-03-01",
                 "hs_cancellation_products": "Content Hub Starter"}  # fmt: skip
        book, _ = read(hubspot, shown)
        assert [(row.products, row.status) for row in book.renewals] == [
            ("Sales Hub", "pending"), ("Content Hub", "cancel_requested")
        ]  # fmt: skip

    def test_a_client_that_leaves_altogether(self, hubspot: FakeHubSpot) -> None:
        shown = {"hs_sales_hub_mrr": "90", "hs_content_hub_mrr": "40", "hs_next_cancellation_date": "2027-02-01",
                 "hs_sales_hub_renewal_date": "2027-03-01", "hs_content_hub_renewal_date": "2027-03-01",
                 "hs_total_subscription_mrr": "130", "hs_renewal_mrr": "0"}  # fmt: skip
        book, _ = read(hubspot, shown)
        assert [(row.renewal_mrr, row.status) for row in book.renewals] == [(0, "cancel_requested")] * 2


RENEWALS: list[tuple[dict[str, str], str | None, str, str]] = [
    ({"hs_renewal_mrr": "1200"}, "1200", "", ""),
    ({"hs_renewal_mrr": "1500"}, "1500", "", ""),
    ({"hs_renewal_mrr": "1500.01"}, None, WARNING, "far above the 1000 that it pays; it is taken as not known"),
    ({"hs_renewal_mrr": "12000"}, None, WARNING, "far above"),
    ({"hs_renewal_mrr": "12000", "hs_renewal_mrr_change": "-50.5"}, "949.5", "", ""),
    ({"hs_renewal_mrr": "0", "hs_renewal_mrr_change": "0"}, "1000", "", ""),
    ({"hs_renewal_mrr_change": "4000"}, "5000", "", ""),  # HubSpot's own change goes before all else
    ({"hs_renewal_mrr_change": "-1000"}, None, NOTE, "renewal MRR of 0 and no cancellation"),
    ({"hs_renewal_mrr_change": "-1000", "hs_next_cancellation_date": "2027-03-01"}, "0", "", ""),
    ({"hs_renewal_mrr_change": "-1000.5"}, None, WARNING, "below zero"),
    ({"hs_renewal_mrr": ""}, None, "", ""),
]


@pytest.mark.parametrize("of_hub", [False, True])
@pytest.mark.parametrize(("shown", "expected", "severity", "told"), RENEWALS)
def test_what_a_renewal_is_expected_to_bring(
    hubspot: FakeHubSpot, shown: dict[str, str], expected: str | None, severity: str, told: str, of_hub: bool
) -> None:
    dollars = {"hs_managed_local_mrr_currency": "USD", "hs_total_subscription_mrr": "1000"}
    of = {"hs_sales_hub_mrr": "1000", "hs_sales_hub_renewal_date": "2027-03-01"} if of_hub else {}
    book, problems = read(hubspot, dollars | {"hs_next_renewal_date": "2027-03-01"} | of | shown)
    [renewal] = book.renewals
    assert renewal.renewal_mrr == (None if expected is None else Decimal(expected))
    if severity:
        assert told in said(problems, severity)
    else:
        assert not of_severity(problems, WARNING)


def test_a_change_in_dollars_is_the_share_of_the_only_hub(hubspot: FakeHubSpot) -> None:
    shown = {"hs_sales_hub_mrr": "880", "hs_total_subscription_mrr": "1000", "hs_renewal_mrr_change": "-250"}
    book, _ = read(hubspot, shown | {"hs_sales_hub_renewal_date": "2027-03-01"})
    assert [(row.current_mrr, row.renewal_mrr, row.currency) for row in book.renewals] == [
        (Decimal(880), Decimal(660), "EUR")
    ]


def test_a_change_of_several_hubs_is_told_and_given_to_none(hubspot: FakeHubSpot) -> None:
    hubs = {f"hs_{hub}_hub_{what}": value for hub in ("sales", "service")
            for what, value in (("mrr", "500"), ("renewal_date", "2027-03-01"))}  # fmt: skip
    dollars = {"hs_managed_local_mrr_currency": "USD", "hs_total_subscription_mrr": "1000"}
    book, problems = read(hubspot, dollars | hubs | {"hs_renewal_mrr_change": "75"})
    assert [row.renewal_mrr for row in book.renewals] == [None, None]
    assert 'the MRR of "Acme" to change by 75 USD' in said(problems, NOTE)


class TestMultiplier:
    @pytest.mark.parametrize(
        ("shown", "multiplier", "severity"),
        [
            ({"hs_market_multiplier": "2.0000", "hs_market_name": "growth_market"}, 2, ""),
            ({"hs_market_name": "growth_market"}, 2, ""),
            ({"hs_market_name": "core_market"}, 1, ""),
            ({"hs_market_multiplier": "1.5"}, Decimal("1.5"), ""),
            ({"hs_market_multiplier": "1.0000", "hs_market_name": "growth_market"}, 1, WARNING),
            ({"hs_market_multiplier": "0"}, None, WARNING),
            ({"hs_market_multiplier": "", "hs_market_name": ""}, None, ""),
            ({"hs_market_name": "moon_market"}, None, NOTE),
        ],
    )
    def test_what_hubspot_says(
        self, hubspot: FakeHubSpot, shown: dict[str, str], multiplier: Decimal | None, severity: str
    ) -> None:
        book, problems = read(hubspot, shown)
        client = book.clients[0]
        assert client.multiplier == multiplier
        assert client.multiplier_on == (None if multiplier is None else DAY)
        about = [each for each in problems if "market" in each.message.lower() and '"Acme"' in each.message]
        assert [each.severity for each in about] == [severity] * bool(severity)

    def test_it_holds_from_the_day_it_was_read(self) -> None:
        singapore = Client("Acme", "SG", multiplier=Decimal(1), multiplier_on=date(2026, 6, 1))
        book = Book(
            clients=(singapore,),
            subscriptions=(Subscription("Acme", "Sales Hub", Decimal(1000), "USD", date(2026, 2, 1)),),
            managing=(Managing("Acme", date(2026, 2, 1)),),
        )
        assert [(entry.points, entry.start, entry.until) for entry in ledger(book).entries] == [
            (20, date(2026, 2, 1), date(2026, 6, 1)), (10, date(2026, 6, 1), None)
        ]  # fmt: skip
        always = book._replace(clients=(singapore._replace(multiplier_on=None),))
        assert [entry.points for entry in ledger(always).entries] == [10]

    def test_the_day_stays_while_the_multiplier_does(self) -> None:
        mine = Client("Acme", "SG", multiplier=Decimal(1), multiplier_on=date(2026, 6, 1), origin=Place("Clients", 6))
        same, other = (Client("Acme", "SG", multiplier=Decimal(number), multiplier_on=DAY) for number in (1, 2))
        assert changes(Book(clients=(mine,)), Book(clients=(same,)), DAY) == ()
        assert [(each.field, each.new) for each in changes(Book(clients=(mine,)), Book(clients=(other,)), DAY)] == [
            ("multiplier", 2), ("multiplier_on", DAY)
        ]  # fmt: skip


BEFORE = date(2026, 10, 1)
ACME = Client("Acme", "BR", hub_id="1", origin=Place("Clients", 6))
WHOLE = Subscription("Acme", "Several lines", Decimal(900), "EUR", BEFORE, None, "Sales Hub Pro; Data Hub Pro",
                     "HubSpot's export of 2026-10-01", origin=Place("Subscriptions", 6))  # fmt: skip
HUBS = tuple(
    Subscription("Acme", line, Decimal(mrr), "EUR", DAY, None, f"{line} Pro", "HubSpot's export of 2026-11-21")
    for line, mrr in (("Sales Hub", 600), ("Data Hub", 300))
)


def after(rows: tuple[Subscription, ...], told: tuple[Subscription, ...] = HUBS) -> tuple[Book, list[str]]:
    book = Book(clients=(ACME,), subscriptions=rows)
    found = changes(book, Book(clients=(ACME,), subscriptions=told), DAY)
    assert checked(book_with(book, found))[1] == ()
    return book_with(book, found), [str(change) for change in found if change.kind == SEE]


def running_on(book: Book, day: date) -> list[tuple[str, Decimal]]:
    return sorted(
        (row.line, row.mrr) for row in book.subscriptions if row.start <= day and (not row.end or day < row.end)
    )


BOTH = [("Data Hub", Decimal(300)), ("Sales Hub", Decimal(600))]
REPLACED: list[tuple[Subscription, ...]] = [
    (WHOLE,),
    (WHOLE._replace(line="Line not shared", product="", currency="USD"),),
    (WHOLE._replace(line="Everything", note="mine", mrr=Decimal(1000)),),
    (WHOLE._replace(line="Sales Hub", product="Sales Hub Pro"),),
    (WHOLE._replace(start=DAY),),
    (WHOLE._replace(mrr=Decimal(600)), WHOLE._replace(line="operations hub", mrr=Decimal(300), product="", note="mine",
                                                     origin=Place("Subscriptions", 7))),
    (WHOLE._replace(line="Sales Hub", end=BEFORE.replace(day=9)), WHOLE._replace(start=BEFORE.replace(day=9),
                                                                                 origin=Place("Subscriptions", 7))),
]  # fmt: skip


@pytest.mark.parametrize("rows", REPLACED, ids=lambda rows: "; ".join(row.line for row in rows))
def test_the_hubs_take_the_place_of_the_total(rows: tuple[Subscription, ...]) -> None:
    book, seen = after(rows)
    named = [("Data Hub" if line == "operations hub" else line, mrr) for line, mrr in running_on(book, DAY)]
    assert (sorted(named), seen) == (BOTH, [])
    was = [row for row in rows if row.start < DAY]
    assert running_on(book, date(2026, 11, 20)) == running_on(Book(subscriptions=tuple(was)), date(2026, 11, 20))


def test_what_has_ended_stays_as_it_was() -> None:
    ended = WHOLE._replace(end=BEFORE.replace(day=20))
    book, _ = after((ended,))
    assert book.subscriptions[0] == ended
    assert running_on(book, DAY) == BOTH


MINE = WHOLE._replace(line="One", note="mine", mrr=Decimal(500))
OWN_LINES = [
    ((MINE, MINE._replace(line="Two", mrr=Decimal(400), origin=Place("Subscriptions", 7))), False),
    ((MINE, MINE._replace(line="Two", mrr=Decimal(450), origin=Place("Subscriptions", 7))), True),
    ((MINE, MINE._replace(line="Sales Hub", mrr=Decimal(600), product="", origin=Place("Subscriptions", 7))), True),
]


@pytest.mark.parametrize(("rows", "unclear"), OWN_LINES)
def test_nothing_is_added_to_lines_of_the_persons_own(rows: tuple[Subscription, ...], unclear: bool) -> None:
    book, seen = after(rows)
    assert running_on(book, DAY) == sorted((row.line, row.mrr) for row in rows)
    assert [("yours to write" in each) for each in seen] == [True] * unclear


def test_a_hub_that_is_no_longer_told_is_marked_and_does_not_end() -> None:
    rows = tuple(row._replace(start=BEFORE, origin=Place("Subscriptions", at)) for at, row in enumerate(HUBS, 6))
    book, seen = after(rows, HUBS[:1])
    assert (running_on(book, DAY), seen) == (BOTH, [])
    assert [row.unlisted_on for row in book.subscriptions] == [None, DAY]


def test_the_same_number_in_another_currency_is_asked_about() -> None:
    told = WHOLE._replace(currency="USD", start=DAY)
    book, seen = after((WHOLE,), (told,))
    assert book.subscriptions == (WHOLE,)
    assert ["In which currency it is, is yours to write" in each for each in seen] == [True]


DUE = Renewal("Acme", "Sales Hub Pro; Data Hub Pro", date(2027, 3, 1), Decimal(900), None, "EUR", note="mine",
              origin=Place("Renewals", 6))  # fmt: skip


def told_renewals(*days: date) -> tuple[Renewal, ...]:
    return tuple(
        Renewal("Acme", f"{line} Pro", day, Decimal(mrr), None, "EUR")
        for (line, mrr), day in zip((("Sales Hub", 600), ("Data Hub", 300)), days, strict=True)
    )


@pytest.mark.parametrize("months", [(3, 3), (3, 6), (6, 3), (4, 6)])
def test_the_renewals_of_hubs_take_the_place_of_that_of_the_total(months: tuple[int, int]) -> None:
    days = [date(2027, month, 1) for month in months]
    book = Book(clients=(ACME,), renewals=(DUE._replace(renews_on=date(2026, 3, 1), status="renewed"), DUE))
    listed = Book(clients=(ACME,), renewals=told_renewals(*days))
    found = changes(book, listed, DAY)
    now = book_with(book, found)
    assert sorted((row.products, row.renews_on, row.current_mrr) for row in now.renewals[1:]) == sorted(
        (row.products, row.renews_on, row.current_mrr) for row in listed.renewals
    )
    assert now.renewals[0].status == "renewed"
    placed = tuple(row._replace(origin=Place("Renewals", at)) for at, row in enumerate(now.renewals, 6))
    assert changes(now._replace(renewals=placed), listed, DAY) == ()


LINES = st.lists(st.sampled_from(["Sales Hub", "Data Hub", "Content Hub", "Beyond the hubs"]), min_size=1, unique=True)
AMOUNTS = st.sampled_from([Decimal(100), Decimal("237.95"), Decimal(900)])


@st.composite
def listing(draw: st.DrawFn) -> Book:
    lines = draw(LINES | st.sampled_from([["Several lines"], ["Line not shared"]]))
    rows = [Subscription("Acme", line, draw(AMOUNTS), draw(st.sampled_from(["EUR", "USD"])), DAY, None, "",
                         "HubSpot's export of 2026-11-21") for line in lines]  # fmt: skip
    due = [
        Renewal("Acme", line, draw(st.dates(date(2027, 1, 1), date(2027, 1, 3))), draw(AMOUNTS), None, "EUR")
        for line in draw(LINES)
    ]
    return Book(clients=(ACME,), subscriptions=tuple(rows), renewals=tuple(due))


def placed(book: Book) -> Book:
    rows: Any = {
        table: tuple(row._replace(origin=Place(table.title(), at)) for at, row in enumerate(getattr(book, table), 6))
        for table in ("subscriptions", "renewals")
    }
    return book._replace(**rows)


@given(st.lists(listing(), min_size=2, max_size=4))
def test_listing_after_listing_the_second_look_changes_nothing_and_nothing_is_doubled(listings: list[Book]) -> None:
    book = placed(listings[0])
    for number, each in enumerate(listings[1:], 1):
        day = date(2026, 11, 21 + number)
        new = each._replace(subscriptions=tuple(row._replace(start=day) for row in each.subscriptions))
        book = placed(book_with(book, changes(book, new, day)))
        assert [str(change) for change in changes(book, new, day) if change.kind != SEE] == []
        lines = [row.line for row in book.subscriptions if row.end is None or row.end > day]
        assert len(lines) == len(set(lines))
        wholes = [line for line in lines if line in ("Several lines", "Line not shared")]
        assert not wholes or len(lines) == 1


def test_a_book_of_the_total_is_not_marked_as_missing() -> None:
    found = changes(Book(clients=(ACME,), subscriptions=(WHOLE,)), Book(clients=(ACME,), subscriptions=HUBS), DAY)
    assert [change.field for change in found if change.kind == SET] == ["end"]
