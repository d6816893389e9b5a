"""The sample book: the same every time, whole, and with everything in it that the surfaces have to show."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from partnerbook.book.read.check import checked
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS, RENEWAL_STATUSES, SOURCES, TIERS
from partnerbook.days import month_end
from partnerbook.figures.overview import overview
from partnerbook.figures.reviews import monthly_checks
from partnerbook.figures.tiers import performing_tier, threshold, tier_conditions
from partnerbook.parsing.market import market_code
from partnerbook.points.ledger import by_client, ledger, program_of, standing, standings
from partnerbook.points.units import point_unit
from partnerbook.program.edition import edition_on, editions
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.sample.names import company_name

AS_OF = date(2026, 10, 31)
RATE_CHANGE = date(2024, 2, 27)
QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


@pytest.fixture(scope="module")
def book() -> Book:
    return sample_book()


def test_same_book_every_time_and_another_with_another_seed(book):
    assert sample_book() == book
    other = sample_book(seed=1)
    assert [client.client for client in other.clients] == [client.client for client in book.clients]
    assert other.deals != book.deals


def test_a_bigger_book_begins_with_the_smaller_one(book):
    bigger = sample_book(90)
    assert bigger.clients[:60] == book.clients
    assert set(book.subscriptions) < set(bigger.subscriptions)
    assert set(book.managing) < set(bigger.managing)


def test_says_that_it_is_made_up(book):
    assert "made-up" in book.settings.partner
    assert all("made up" in row.note for row in (*book.tiers, *book.rates))
    assert all(client.domain.endswith(".example") for client in book.clients)
    assert all(client.account_link.startswith("https://app.hubspot.example/") for client in book.clients)


def test_names_are_unique_at_any_size():
    assert len({company_name(number) for number in range(20_000)}) == 20_000
    clients = sample_book(3000).clients
    for field in ("client", "domain", "hub_id"):
        assert len({getattr(client, field) for client in clients}) == 3000


@pytest.mark.parametrize(("clients", "least", "most"), [(60, 8, 12), (2000, 8, 12)])
def test_about_ten_ledger_entries_a_client(clients, least, most):
    made = ledger(sample_book(clients))
    assert least <= len(made.entries) / clients <= most
    assert made.unused == ()


@pytest.mark.parametrize("clients", [0, 1, 60, 500])
def test_tables_agree_with_each_other(clients):
    book = sample_book(clients)
    assert checked(book) == (book, ())
    by_name = {client.client: client for client in book.clients}
    assert len(by_name) == clients == len(book.clients)
    currencies = {}
    for row in (*book.subscriptions, *book.deals, *book.renewals):
        assert row.client in by_name
        assert currencies.setdefault(row.client, row.currency) == row.currency
    for client in book.clients:
        assert market_code(client.market) == client.market
    for row in (*book.subscriptions, *book.managing):
        assert row.client in by_name
        assert row.end is None or row.start < row.end <= AS_OF
        assert row.start <= AS_OF
    for deal in book.deals:
        assert deal.mrr > 0
        assert date(2022, 11, 1) <= deal.closed < (by_name[deal.client].services_ended or AS_OF)
        assert deal.first_sold is None or deal.first_sold < deal.closed
        assert deal.contract_value is None or deal.contract_value >= 12 * deal.mrr
    assert len({deal.deal for deal in book.deals}) == len(book.deals)


def test_stretches_of_one_line_or_client_do_not_overlap(book):
    for key, rows in (
        (lambda row: (row.client, row.line), book.subscriptions),
        (lambda row: row.client, book.managing),
    ):
        ordered = sorted(rows, key=lambda row: (key(row), row.start))
        for before, after in pairwise(ordered):
            if key(before) == key(after):
                assert before.end is not None
                assert before.end <= after.start


def test_deals_are_the_changes_of_the_subscriptions(book):
    mrr_from = {(row.client, row.line, row.start): row.mrr for row in book.subscriptions}
    mrr_until = {(row.client, row.line, row.end): row.mrr for row in book.subscriptions}
    for deal in book.deals:
        key = deal.client, deal.line, deal.closed
        change = mrr_from.get(key, 0) - mrr_until.get(key, 0)
        assert change == (-deal.mrr if deal.kind in ("downgrade", "cancellation") else deal.mrr)
    closed = {(deal.client, deal.line, deal.closed) for deal in book.deals}
    risen = [key for key in mrr_from if key in mrr_until and key not in closed and mrr_from[key] > mrr_until[key]]
    assert len(risen) > 20  # prices rise without a deal


def test_every_choice_is_used(book):
    for choices, used in (
        (DEAL_KINDS, Counter(deal.kind for deal in book.deals)),
        (SOURCES, Counter(deal.source for deal in book.deals)),
        (RELATIONSHIPS, Counter(client.relationship for client in book.clients)),
        (RENEWAL_STATUSES, Counter(renewal.status for renewal in book.renewals)),
        (TIERS, Counter(row.tier for row in book.tiers)),
    ):
        assert set(used) == {choice.code for choice in choices}
        assert min(used.values()) >= 3
    assert {row.edition for row in book.tiers} == {
        edition.start for edition in editions() if edition.start.year >= 2022
    }


def test_currencies_and_markets(book):
    currencies = Counter(row.currency for row in book.subscriptions)
    assert set(currencies) == {"USD", "EUR", "GBP", "COP", "MXN", "BRL", "CAD", "JPY"}
    units = {currency: point_unit(currency, AS_OF, program_of(book).rates) for currency in currencies}
    assert {row.currency for row in book.rates} == {"MXN"}
    growing = Counter(client.market in edition_on(AS_OF).growth_markets for client in book.clients)
    assert min(growing[True], growing[False]) > 15
    assert "NA" in {client.market for client in book.clients}
    for row in book.subscriptions:
        dollars = row.mrr * 100 / units[row.currency].amount
        assert Decimal(15) < dollars < Decimal(7000)
        assert row.mrr == row.mrr.to_integral_value()
        assert row.mrr % 5 == 0


def test_upsells_on_lines_first_sold_before_and_after_the_rate_changed(book):
    first = {}
    for deal in sorted(book.deals, key=lambda deal: deal.closed):
        first.setdefault((deal.client, deal.line), deal.first_sold or deal.closed)
    upsells = [deal for deal in book.deals if deal.kind == "upsell" and deal.closed >= RATE_CHANGE]
    old = [deal for deal in upsells if first[deal.client, deal.line] < RATE_CHANGE]
    assert len(old) > 10
    assert len(upsells) - len(old) > 10
    assert any(deal.first_sold for deal in upsells)


@pytest.mark.parametrize("kind", ["downgrade", "cancellation"])
def test_losses_within_a_year_of_the_sale(book, kind):
    assert sum(entry.kind == kind and entry.points < 0 for entry in ledger(book).entries) >= 3


def test_managing(book):
    assert {row.other_partners for row in book.managing} >= {0, 1, 2, 3}
    managed = {row.client for row in book.managing}
    sold = {deal.client for deal in book.deals}
    assert managed - sold
    assert sold - managed
    assert any(count > 1 for count in Counter(row.client for row in book.managing).values())
    ended = [client for client in book.clients if client.services_ended]
    assert len(ended) >= 2
    for client in ended:
        assert all(row.end and row.end <= client.services_ended for row in book.managing if row.client == client.client)


def test_renewals_in_every_window(book):
    ahead = [(renewal.renews_on - AS_OF).days for renewal in book.renewals]
    for low, high in ((-60, -1), (0, 30), (31, 60), (61, 90), (91, 120), (121, 400)):
        assert sum(low <= days <= high for days in ahead) >= 3, (low, high)
    overdue = {renewal.status for renewal in book.renewals if renewal.renews_on < AS_OF}
    assert "pending" in overdue
    expected = Counter(
        "unknown"
        if row.renewal_mrr is None
        else "lost"
        if not row.renewal_mrr
        else "same"
        if row.renewal_mrr == row.current_mrr
        else "moved"
        for row in book.renewals
    )
    assert set(expected) == {"unknown", "lost", "same", "moved"}
    for row in book.renewals:
        running = [one for one in book.subscriptions if one.client == row.client and one.end is None]
        assert row.current_mrr == sum(one.mrr for one in running)
        assert row.products == "; ".join(one.product for one in running)


def test_usage(book):
    scores = [client.usage_score for client in book.clients if client.usage_score is not None]
    assert all(0 <= score <= 100 for score in scores)
    assert 20 < len(scores) < 60
    assert len({client.apps_used for client in book.clients}) > 5
    for client in book.clients:
        if client.last_active_on:
            assert client.managed_until == client.last_active_on + timedelta(days=60)
            assert client.managed_until > AS_OF


def test_hubspot_reports_its_points_for_some_and_disagrees_on_three(book):
    reported = [client for client in book.clients if client.hubspot_points_on]
    assert 20 < len(reported) < 40
    entries = ledger(book).entries
    disagree = []
    for client in reported:
        mine = by_client(entries, client.hubspot_points_on).get(client.client)
        ours = (mine.sold, mine.managed) if mine else (0, 0)
        theirs = (client.hubspot_sold_points, client.hubspot_managed_points)
        if any(abs(a - b) > Decimal("0.005") for a, b in zip(ours, theirs, strict=True)):
            disagree.append(client.client)
    assert len(disagree) == 3


def test_picture_is_platinum_with_diamond_in_reach(book):
    entries = ledger(book).entries
    now, edition = standing(entries, AS_OF), edition_on(AS_OF)
    assert performing_tier(tier_conditions(now, AS_OF, edition, book.tiers, book.settings)) == "Platinum"
    diamond = threshold(book.tiers, edition, book.settings.goal_tier)
    assert Decimal("0.15") <= 1 - now.total / diamond.total <= Decimal("0.25")
    assert now.sourced < diamond.minimum
    points = [row.total for row in standings(entries, [month_end(AS_OF, -back) for back in range(24, -1, -1)])]
    assert points[-1] > 2 * points[0]
    assert 3 <= sum(after < before for before, after in pairwise(points)) <= 10


def test_checks_agree_with_the_credited_tier(book):
    checks = monthly_checks(book, ledger(book).entries, AS_OF)
    gained = book.settings.credited_since
    assert {check.performing for check in checks[30:] if check.day < gained} == {"Gold"}
    assert {check.performing for check in checks if check.day >= gained} == {"Platinum"}
    assert {check.credited for check in checks if check.day > book.settings.credited_read_on} == {"Platinum"}


def test_thresholds_keep_tiers_within_reach_at_other_sizes():
    for clients in (300, 1000):
        book = sample_book(clients)
        now = standing(ledger(book).entries, AS_OF)
        assert performing_tier(tier_conditions(now, AS_OF, edition_on(AS_OF), book.tiers, book.settings)) in (
            "Gold",
            "Platinum",
            "Diamond",
        )


def test_statements_are_20_per_cent_but_for_one_line_that_is_less_and_one_taken_back(book):
    deals = {deal.deal: deal for deal in book.deals}
    usual = [line for line in book.commissions if line.base is not None and line.amount > 0]
    assert all(line.amount == line.base * Decimal("0.2") for line in usual)
    most = {(row.client, row.line): row.mrr for row in sorted(book.subscriptions, key=lambda row: row.mrr)}
    assert all(line.base <= 3 * most[line.client, line.line] for line in usual)
    assert sum(line.base == 3 * deals[line.deal].mrr for line in usual) > len(usual) // 2
    assert all(deals[line.deal].source == "sourced" for line in book.commissions)
    odd = [line for line in book.commissions if line not in usual]
    assert sorted(line.amount > 0 for line in odd) == [False, True]
    assert {line.status for line in book.commissions} == {"paid", "earned", "clawed_back"}


def test_statements_are_what_the_rules_give_but_for_three_lines(book):
    found = Counter(check.outcome.value for check in overview(book, AS_OF).commission.statement)
    assert found.pop("equal") > 400
    assert found == {"differs": 1, "missing": 1, "clawed_back": 1}


def test_one_line_is_missing_from_a_statement(book):
    """A deal that is paid in the quarters before and after, and not in the one between."""
    stated = {quarter: {line.deal for line in book.commissions if line.period == quarter} for quarter in QUARTERS}
    gaps = [
        (stated[before] & stated[after]) - stated[at]
        for before, at, after in zip(QUARTERS, QUARTERS[1:], QUARTERS[2:], strict=False)
    ]
    assert [len(gap) for gap in gaps] == [0, 1]


def test_payouts_are_what_the_statements_say_less_a_fee(book):
    for payout in book.payouts:
        lines = [line for line in book.commissions if (line.period, line.currency) == (payout.period, payout.currency)]
        assert payout.gross == sum(line.amount for line in lines)
        assert (payout.received_on is None) == (payout.period == QUARTERS[-1])
        if payout.received_on:
            assert payout.net == payout.gross - payout.fee
            assert payout.fee > 0


def test_usage_is_of_twelve_months_and_the_last_is_the_clients_own(book):
    scores = {client.client: client.usage_score for client in book.clients}
    for name in {row.client for row in book.usage}:
        rows = [row for row in book.usage if row.client == name]
        assert [row.month for row in rows] == [date(2025, 11, 1), date(2025, 12, 1)] + [
            date(2026, month, 1) for month in range(1, 11)
        ]
        assert rows[-1].engagement_score == scores[name]


def test_shared_deals_of_every_stage_and_by_both(book):
    assert {deal.stage for deal in book.shared_deals} == {"open", "won", "lost"}
    assert {deal.created_by for deal in book.shared_deals} == {"hubspot", "partner"}
    names = {client.client for client in book.clients}
    assert {deal.client in names for deal in book.shared_deals} == {True, False}
    assert all(member.note == "Made up" for member in book.hubspot_team)
    assert all(member.mail.endswith("@hubspot.example") for member in book.hubspot_team)
