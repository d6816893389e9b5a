"""Books of a row or two, whose figures are worked out by hand: what decides where two days, tracks or periods meet."""

from datetime import date
from decimal import Decimal

import pytest
from support.commissions import book_of, sale, stated

from partnerbook.codes import NO_TIER, LineOutcome, LineReason
from partnerbook.exact import EXACT, quotient
from partnerbook.figures.changed import changed_clients, changed_entries
from partnerbook.figures.client_detail import running
from partnerbook.figures.commission_lines import recorded
from partnerbook.figures.concentration import shared_clients
from partnerbook.figures.known_moves import known_moves
from partnerbook.figures.months import expiries, month_lines
from partnerbook.figures.outlook import outlook
from partnerbook.figures.over_time import months_ahead
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.partner import partner_line
from partnerbook.figures.renewals import quarter_renewals, renewal_outlook
from partnerbook.figures.tier_test import TierTest
from partnerbook.points.ledger import Standing, ledger
from partnerbook.records import Book, Client, Deal, Managing, Payout, Renewal, Settings, Subscription, Threshold

D = Decimal
START, END = date(2026, 3, 1), date(2027, 3, 1)
SOLD = Deal("", "Acme", "CRM", "new", "sourced", START, D(1000), "USD")  # 50 points until END
PAYS = Subscription("Acme", "CRM", D(600), "USD", START)  # 6 managed points
BOOK = Book(Settings(), (Client("Acme", "US"),), (PAYS,), (SOLD,), (Managing("Acme", START, other_partners=1),))


def known(day: date, **others: object) -> Overview:
    return overview(BOOK._replace(**others), day)


def test_what_ends_on_the_last_day_of_a_range_and_what_starts_on_it_are_both_of_it() -> None:
    entries = ledger(BOOK._replace(managing=())).entries
    assert [move.points.sold for move in known_moves(entries, START, END)] == [-50]
    assert [move.points.sold for move in known_moves(entries, date(2026, 2, 28), START)] == [50]
    assert known_moves(entries, START, date(2027, 2, 28)) == ()


def test_the_months_behind_are_behind_and_those_ahead_ahead() -> None:
    entries = ledger(BOOK).entries
    assert [(line.day, line.points.total) for line in month_lines(entries, date(2026, 4, 15), 3)] == [
        (date(2026, 2, 28), 0), (date(2026, 3, 31), 53), (date(2026, 4, 15), 53)
    ]  # fmt: skip
    later = known(date(2026, 3, 31))
    assert [month.day for month in months_ahead(later, outlook(later, 2))] == [date(2026, 4, 30)]


def test_what_has_not_begun_does_not_end_whatever_holds_the_entries() -> None:
    entries = ledger(BOOK).entries
    early = date(2026, 2, 10)
    for given in (entries, tuple(entries)):
        assert [(row.until, row.sold, row.left.sold) for row in expiries(given, early)][-2:] == [
            (date(2027, 1, 31), 0, 50), (date(2027, 2, 28), 0, 50)
        ]  # fmt: skip
        assert sum(row.sold for row in expiries(given, START)) == 50


def test_a_subscription_runs_from_its_first_day_to_the_day_before_its_end() -> None:
    rows = [PAYS._replace(end=END), PAYS._replace(client="Beta")]
    days = [date(2026, 2, 28), START, date(2027, 2, 28), END]
    assert [len(running(rows, "Acme", day)) for day in days] == [0, 1, 1, 0]


def test_new_points_of_a_client_are_added_up() -> None:
    book = BOOK._replace(deals=(SOLD, SOLD._replace(line="Data", mrr=D(500))))
    [each] = changed_clients(changed_entries(ledger(book).entries, START, START))
    assert (each.new_sold, each.lost_sold, each.new_managed) == (75, 0, 3)


def test_what_is_sold_to_a_shared_client_is_not_shared() -> None:
    [each] = shared_clients(known(date(2026, 10, 31)))
    assert (each.points, each.costs, each.would_cost) == (3, 3, 1)


def test_renewals_of_a_quarter_that_is_named_and_of_the_days_own_with_all_that_are_overdue() -> None:
    day = date(2026, 8, 1)
    at = [date(2026, 6, 30), date(2026, 7, 15), date(2026, 10, 1)]
    rows = renewal_outlook([Renewal("Acme", "CRM", each, D(1), None, "USD") for each in at], day, (30,), 45)
    assert [row.renewal.renews_on for row in quarter_renewals(rows, day, "2026-Q4")] == [at[2]]
    assert [row.renewal.renews_on for row in quarter_renewals(rows, day, "2026-Q3")] == [at[1]]
    assert [row.renewal.renews_on for row in quarter_renewals(rows, day)] == at[:2]


def test_a_line_of_a_statement_is_known_from_its_period_and_its_payment_on() -> None:
    book = book_of(sale(date(2026, 1, 15)), commissions=(stated("2026-Q2", "480", paid_on=date(2026, 8, 14)),))
    assert [len(recorded(book, day).lines) for day in (date(2026, 3, 31), date(2026, 8, 13), date(2026, 8, 14))] == [
        0, 0, 1
    ]  # fmt: skip


def test_what_is_taken_back_is_less_on_the_partners_line() -> None:
    rows = (stated("2026-Q1", "-100"),)
    book = book_of(sale(date(2026, 1, 15)), commissions=rows)  # 160 a month
    line = partner_line(overview(book, date(2026, 4, 10)))
    [part] = overview(book, date(2026, 4, 10)).commission.next_payout.parts
    assert (line.payout, part.earned, part.clawed_back, line.commission) == ("2026-Q1", 480, 100, 380)


def test_a_payout_counts_in_its_own_quarter_alone() -> None:
    book = book_of(sale(date(2024, 1, 15)), payouts=(Payout("2024-Q1", "USD", D(480), received_on=date(2024, 5, 15)),))
    found = overview(book, date(2024, 12, 31)).commission.between(date(2024, 4, 1), date(2024, 6, 30))
    assert [(row.period, row.paid, row.unconfirmed) for row in found.by_quarter] == [("2024-Q2", 0, 480)]


def test_four_months_are_not_in_a_quarter() -> None:
    for amount, reason in (("320", LineReason.MONTHS), ("640", LineReason.UNTOLD)):
        book = book_of(sale(date(2024, 1, 15)), commissions=(stated("2024-Q1", amount, deal="D1"),))
        [check] = [row for row in overview(book, date(2024, 12, 31)).commission.statement if row.stated is not None]
        assert (check.outcome, check.reason) == (LineOutcome.DIFFERS, reason)


def test_cents_that_rounding_does_not_explain() -> None:
    for amount, reason in (("320.01", LineReason.ROUNDING), ("320.02", LineReason.UNTOLD)):
        book = book_of(sale(date(2024, 2, 15)), commissions=(stated("2024-Q1", amount, deal="D1"),))
        [check] = [row for row in overview(book, date(2024, 12, 31)).commission.statement if row.stated is not None]
        assert check.reason == reason


MANAGED_TOO = date(2025, 7, 15)
GOLD = Threshold(MANAGED_TOO, "Gold", D(40), D(20), D(10))
TIERS = (GOLD, *(Threshold(MANAGED_TOO, tier, D(900), D(900), D(900)) for tier in ("Platinum", "Diamond", "Elite")))


@pytest.mark.parametrize(
    ("has", "lost", "already", "with_and_without"),
    [
        (Standing(D(40), D(0), D(10)), Standing(D(0), D(0), D("0.5")), False, ("Gold", NO_TIER)),
        (Standing(D(40), D(0), D("9.5")), Standing(D(0), D(0), D("0.5")), True, ("Gold", NO_TIER)),
        (Standing(D(40), D(0), D("9.2")), Standing(D(0), D(0), D("0.5")), True, (NO_TIER, NO_TIER)),
        (Standing(D(40), D(0), D("9.7")), Standing(D(0), D(0), D("0.2")), True, (NO_TIER, NO_TIER)),
        (Standing(D(40), D(0), D(11)), Standing(D(0), D(0), D(1)), False, ("Gold", "Gold")),
    ],
)
def test_a_tier_with_and_without_managed_points(
    has: Standing, lost: Standing, already: bool, with_and_without: tuple[str, str]
) -> None:
    day = date(2025, 10, 1)
    settings = Settings(certification_until=date(2026, 12, 31))
    test = TierTest(known(day, settings=settings, tiers=TIERS), day, has)
    assert test.with_and_without(lost, already) == with_and_without


def test_a_threshold_of_more_than_six_places_is_compared_as_on_any_day() -> None:
    day, third = date(2026, 2, 1), quotient(D(1000), D(3))
    gold = Threshold(date(2026, 1, 15), "Gold", D("333.3333333333333"), D(0))  # 1000/3, as a worksheet gives it
    others = [Threshold(gold.edition, tier, D(9000), D(9000)) for tier in ("Platinum", "Diamond", "Elite")]
    book = known(day, settings=Settings(certification_until=END), tiers=(gold, *others))
    assert TierTest(book, day, Standing(third)).with_and_without(Standing(), False) == (NO_TIER, NO_TIER)
    found = TierTest(book, day, Standing(EXACT.add(third, D(100)))).with_and_without(Standing(D(100)), False)
    assert found == ("Gold", NO_TIER)
