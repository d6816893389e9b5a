"""What takes points in the months to come: the ends that are known, and what may happen."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import DAYS, books

from partnerbook.codes import NO_TIER, StakeKind
from partnerbook.exact import plain, total
from partnerbook.figures.known_moves import known_moves
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import partner_line
from partnerbook.figures.stake import Stake, stakes
from partnerbook.points.ledger import Standing, ledger, standing
from partnerbook.records import Book, Client, Deal, Managing, OwnRate, Renewal, Settings, Subscription, Threshold

DAY, EDITION = date(2026, 10, 31), date(2026, 1, 15)
D = Decimal


def sale(line: str, closed: date, mrr: int, **others: Any) -> Deal:
    return Deal("", "Acme", line, others.pop("kind", "new"), others.pop("source", "sourced"), closed, D(mrr), "USD",
                **others)  # fmt: skip


def book(**fields: Any) -> Book:
    """A client whose Sales Hub of 1,000 was sold on 1 March 2026 (50 points) and is managed (10)."""
    start = date(2026, 3, 1)
    whole = Book(
        Settings(),
        (Client("Acme", "US"),),
        (Subscription("Acme", "Sales Hub", D(1000), "USD", start),),
        (sale("Sales Hub", start, 1000),),
        (Managing("Acme", start),),
    )
    return whole._replace(**fields)


def renewal(lost: int | None, **others: Any) -> Renewal:
    to = None if lost is None else D(1000 - lost)
    return Renewal("Acme", others.pop("products", "Sales Hub Pro"), date(2026, 12, 1), D(1000), to, "USD", **others)


def found(whole: Book, day: date = DAY, months: int = 18) -> list[tuple[Any, ...]]:
    rows = stakes(overview(whole, day), months)
    return [
        (each.kind.value, each.day.isoformat(), each.points and tuple(map(str, map(plain, each.points))))
        for each in rows
    ]


def test_a_sale_ends_on_its_day_and_no_other() -> None:
    assert found(book()) == [("sold_ends", "2027-03-01", ("50", "0", "0"))]
    assert found(book(), date(2027, 2, 28)) == [("sold_ends", "2027-03-01", ("50", "0", "0"))]
    assert found(book(), date(2027, 3, 1)) == []
    assert found(book(), months=3) == []
    assert found(book(), date(2026, 11, 28), months=3) == []
    assert found(book(), date(2026, 11, 29), months=3) == [("sold_ends", "2027-03-01", ("50", "0", "0"))]


def test_a_leap_days_sale_ends_on_the_first_of_march() -> None:
    leap = book(deals=(sale("Sales Hub", date(2024, 2, 29), 100),))
    assert found(leap, date(2025, 2, 28))[0][:2] == ("sold_ends", "2025-03-01")


def test_mrr_that_changes_on_a_day_is_one_move() -> None:
    start, change = date(2026, 3, 1), date(2026, 12, 1)
    rows = (
        Subscription("Acme", "Sales Hub", D(1000), "USD", start, change),
        Subscription("Acme", "SALES HUB ", D(400), "USD", change),
    )
    assert found(book(subscriptions=rows), months=2) == [("managed_ends", "2026-12-01", ("0", "0", "6"))]
    up = (rows[0], rows[1]._replace(mrr=D(1400)))
    assert found(book(subscriptions=up), months=2) == []


def test_a_deal_of_a_day_to_come_that_takes_points() -> None:
    lost = sale("Sales Hub", date(2026, 12, 1), 400, kind="downgrade")
    assert found(book(deals=(*book().deals, lost)), months=2) == [("loss", "2026-12-01", ("20", "0", "0"))]


def test_an_edition_that_takes_points_is_told_as_rules() -> None:
    whole = book(
        clients=(Client("Acme", "US", multiplier=D(2), multiplier_on=date(2026, 11, 5)),),
        subscriptions=(Subscription("Acme", "Sales Hub", D(1000), "EUR", date(2026, 3, 1)),),
        deals=(),
        rates=(OwnRate("EUR", date(2026, 1, 1), D(80)), OwnRate("EUR", date(2026, 12, 1), D(100))),
    )
    # The multiplier that HubSpot states adds points, which is nothing at stake; the unit that grows takes some.
    assert found(whole, months=2) == [("rules", "2026-12-01", ("0", "0", "5"))]


@pytest.mark.parametrize(
    ("lost", "status", "expected"),
    [
        (0, "pending", None),
        (None, "pending", None),
        (-100, "pending", None),
        (400, "pending", ("20", "0", "4")),
        (400, "renewed", None),
        (None, "cancel_requested", ("50", "0", "10")),
        (0, "cancel_requested", ("50", "0", "10")),
    ],
)
def test_a_renewal_puts_the_points_of_what_is_lost_at_stake(lost: int | None, status: str, expected: Any) -> None:
    rows = found(book(renewals=(renewal(lost, status=status),)), months=2)
    assert rows == ([] if expected is None else [("renewal", "2026-12-01", expected)])


def test_a_renewal_takes_from_the_line_it_names() -> None:
    both = book(
        deals=(*book().deals, sale("Data Hub", date(2026, 5, 1), 300, source="assisted")),
        subscriptions=(*book().subscriptions, Subscription("Acme", "Data Hub", D(300), "USD", date(2026, 5, 1))),
    )
    cancelled = {"status": "cancel_requested", "lost": None}
    assert found(both._replace(renewals=(renewal(**cancelled, products="Data hub Starter")._replace(
        current_mrr=D(300)),)), months=2) == [("renewal", "2026-12-01", ("0", "9", "3"))]  # fmt: skip
    # It names none, and takes part of what is paid: of the dearer line first, which is the most that it can cost.
    [row] = stakes(overview(both._replace(renewals=(renewal(400, products="CRM suite"),)), DAY), 2)
    assert row.points == Standing(D(20), D(0), D(4))
    assert row.at_most
    [named] = stakes(overview(both._replace(renewals=(renewal(400),)), DAY), 2)
    assert not named.at_most


def test_a_downgrade_takes_from_the_sales_of_a_line_as_the_rules_do() -> None:
    sales = (sale("Sales Hub", date(2026, 3, 1), 500), sale("Sales Hub", date(2026, 6, 1), 500, source="assisted"))
    whole = book(deals=sales, renewals=(renewal(600),))
    [row] = stakes(overview(whole, DAY), 2)
    lost = Deal("", "Acme", "Sales Hub", "downgrade", "", date(2026, 12, 1), D(600), "USD")
    entries, after = ledger(whole).entries, ledger(whole._replace(deals=(*sales, lost))).entries
    day = date(2026, 12, 1)
    assert row.points == (*(a - b for a, b in zip(standing(entries, day)[:2], standing(after, day)[:2], strict=True)),
                          D(6))  # fmt: skip


def test_an_overdue_renewal_and_a_lapse_that_is_past_are_still_at_stake() -> None:
    idle = Client("Acme", "US", last_active_on=DAY - timedelta(days=90), last_active_employee="Ana", account_link="x")
    whole = book(clients=(idle,), renewals=(renewal(400)._replace(renews_on=date(2026, 10, 1)),))
    rows = stakes(overview(whole, DAY), 2)
    assert [(each.kind, each.days) for each in rows] == [(StakeKind.LAPSE, -30), (StakeKind.RENEWAL, -30)]
    assert rows[0].points == Standing(managed=D(10))
    assert (rows[0].last_active_employee, rows[0].account_link) == ("Ana", "x")


@pytest.mark.parametrize(("lapses_on", "number"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 0)])
def test_what_lapses_on_the_last_of_the_days_is_at_stake(lapses_on: date, number: int) -> None:
    whole = book(clients=(Client("Acme", "US", managed_until=lapses_on),))
    assert [row[2] for row in found(whole, months=2)] == [("0", "0", "10")] * number


def test_what_has_no_rate_is_listed_without_points() -> None:
    unpriced = renewal(400)._replace(currency="PEN")
    assert found(book(renewals=(unpriced,)), months=2) == [("renewal", "2026-12-01", None)]


@pytest.mark.parametrize(("total_need", "costs"), [(61, NO_TIER), (60, "Gold"), (11, "Gold"), (10, NO_TIER)])
def test_the_tier_that_goes_with_the_points(total_need: int, costs: str) -> None:
    tiers = (Threshold(EDITION, "Gold", D(total_need), D(0)), Threshold(EDITION, "Platinum", D(1000), D(0)))
    [row] = [each for each in stakes(overview(book(tiers=tiers), DAY)) if each.kind == StakeKind.SOLD_ENDS]
    assert row.costs == costs
    seen = {"last_active_on": date(2026, 5, 14), "last_active_employee": "Ana", "account_link": "https://x.example"}
    lapsing = book(tiers=tiers, clients=(Client("Acme", "US", managed_until=date(2026, 11, 10), **seen),))
    [lapse] = [each for each in stakes(overview(lapsing, DAY)) if each.kind == StakeKind.LAPSE]
    assert {name: getattr(lapse, name) for name in seen} == seen
    assert lapse.costs == ("Gold" if 50 < total_need <= 60 else NO_TIER)


def test_a_threshold_of_one_point_is_one() -> None:
    """With the renewal go all 50 sourced points, and the one that Gold asks for."""
    tiers = (Threshold(EDITION, "Gold", D(0), D(1)), Threshold(EDITION, "Platinum", D(1000), D(0)))
    whole = book(tiers=tiers, renewals=(renewal(None, status="cancel_requested"),))
    [row] = stakes(overview(whole, DAY), 2)
    assert (row.kind, row.before, row.costs) == (StakeKind.RENEWAL, "Gold", "Gold")


def test_without_thresholds_or_a_rate_nobody_can_say_whether_a_tier_goes() -> None:
    assert [(each.before, each.costs) for each in stakes(overview(book(), DAY))] == [(None, None)]
    tiers = (Threshold(EDITION, "Gold", D(60), D(0)), Threshold(EDITION, "Platinum", D(1000), D(0)))
    unpriced = book(tiers=tiers, renewals=(renewal(400)._replace(currency="PEN"),))
    assert {each.kind: each.costs for each in stakes(overview(unpriced, DAY))} == {
        StakeKind.RENEWAL: None,
        StakeKind.SOLD_ENDS: "Gold",
    }
    assert partner_line(overview(book(), DAY)).costing is None
    assert [partner_line(overview(each, DAY)).costing for each in (unpriced, book(tiers=tiers))] == [1, 1]
    assert partner_line(overview(unpriced, DAY)).left_out == 1


@settings(deadline=None, max_examples=60)
@given(books(), st.sampled_from([date(2024, 2, 29), date(2026, 1, 14), DAY]) | DAYS, st.integers(0, 1500))
def test_known_moves_are_the_difference_of_two_days(whole: Book, day: date, ahead: int) -> None:
    entries = ledger(whole).entries
    until = min(day + timedelta(days=ahead), date(2100, 12, 31))
    moves = known_moves(entries, day, until)
    before, after = standing(entries, day), standing(entries, until)
    for at, (was, is_then) in enumerate(zip(before, after, strict=True)):
        assert total([was, *(move.points[at] for move in moves)]) == is_then
    assert all(day < move.day <= until for move in moves)


@settings(deadline=None, max_examples=40)
@given(books(), st.sampled_from([date(2023, 2, 28), DAY, date(2027, 1, 15)]))
def test_no_stake_is_more_than_its_client_has(whole: Book, day: date) -> None:
    known = overview(whole, day)

    def has(each: Stake) -> Standing:
        on = max(each.day - timedelta(days=1) if each.kind.certain else each.day, day)
        return standing((entry for entry in known.ledger.entries if entry.client == each.client), on)

    for each in stakes(known):
        if each.points is not None and not each.kind.certain:
            assert all(part <= own for part, own in zip(each.points, has(each), strict=True))
