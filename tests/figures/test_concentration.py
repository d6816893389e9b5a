"""How much hangs on few clients, and on how many partners share one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from support.random_books import books

from partnerbook.exact import figure, plain, total
from partnerbook.figures.concentration import concentration, shared_clients
from partnerbook.figures.overview import overview
from partnerbook.records import Book, Client, Deal, Managing, Subscription, Threshold

DAY, D = date(2026, 10, 31), Decimal


def book(*points: int, gold: int = 100) -> Book:
    """Clients of so many sourced points each."""
    names = [f"Client {number}" for number in range(len(points))]
    return Book(
        clients=tuple(Client(name, "US") for name in names),
        deals=tuple(Deal("", name, "Hub", "new", "sourced", date(2026, 3, 1), D(own * 20), "USD")
                    for name, own in zip(names, points, strict=True)),
        tiers=tuple(Threshold(date(2026, 1, 15), tier, D(need), D(0)) for tier, need in
                    (("Gold", gold), ("Platinum", 9000), ("Diamond", 9001), ("Elite", 9002))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("points", "costing"),
    [
        ((60, 50), ["Client 0", "Client 1"]),
        ((100, 50), ["Client 0"]),
        ((100, 100), []),
        ((99,), []),
        ((100,), ["Client 0"]),
    ],
)
def test_whose_loss_alone_costs_the_tier(points: tuple[int, ...], costing: list[str]) -> None:
    found = concentration(overview(book(*points), DAY))
    assert [each.client for each in found.costing] == costing
    assert {each.costs for each in found.costing} <= {"Gold"}


def test_who_gives_no_points_is_not_among_those_who_give_them() -> None:
    found = concentration(overview(book(60, 0, 50), DAY)).clients
    assert [(each.client, plain(figure(each.share))) for each in found] == [
        ("Client 0", D("0.545455")), ("Client 2", D("0.454545"))
    ]  # fmt: skip


def test_a_loss_of_which_nobody_can_say_what_it_costs() -> None:
    found = concentration(overview(book(60, 50)._replace(tiers=()), DAY))
    assert ([each.costs for each in found.clients], found.costing, found.told) == ([None, None], (), False)
    assert concentration(overview(book(100, 100), DAY)).told


def test_the_share_of_the_largest_ten() -> None:
    found = concentration(overview(book(*[10] * 12), DAY))
    assert found.largest == D("0.833333333333333333333333")
    assert {each.share for each in found.clients} == {D("0.083333333333333333333333")}
    assert concentration(overview(book(7), DAY)).largest == 1


def test_what_sharing_costs_and_one_partner_more_would() -> None:
    start = date(2026, 2, 1)
    whole = Book(
        clients=(Client("Alone", "US"), Client("Three", "US"), Client("Nobody", "US")),
        managing=(Managing("Alone", start), Managing("Three", start, other_partners=2)),
        subscriptions=tuple(Subscription(name, "Hub", D(1200), "USD", start) for name in ("Alone", "Three", "Nobody")),
    )
    first, second = shared_clients(overview(whole, DAY))
    assert (first.client, first.partners, first.points, first.costs, first.would_cost) == ("Three", 3, 4, 8, 1)
    assert (second.client, second.partners, second.points, second.costs, second.would_cost) == ("Alone", 1, 12, 0, 6)


def test_what_sharing_costs_and_would_cost_comes_first_then_the_name() -> None:
    start, pays = date(2026, 2, 1), {"Little": 100, "beta": 900, "Alpha": 900, "Much": 1200, "Three": 300}
    whole = Book(
        clients=tuple(Client(name, "US") for name in pays),
        managing=tuple(Managing(name, start, other_partners=2 if name == "Three" else 0) for name in pays),
        subscriptions=tuple(Subscription(name, "Hub", D(mrr), "USD", start) for name, mrr in pays.items()),
    )
    found = [each.client for each in shared_clients(overview(whole, DAY))]
    assert found == ["Three", "Much", "Alpha", "beta", "Little"]


@settings(deadline=None, max_examples=30)
@given(books())
def test_shares_are_of_the_whole(whole: Book) -> None:
    known = overview(whole, DAY)
    found = concentration(known)
    giving = [points.total for points in known.points_by_client.values() if points.total > D("0.0000005")]
    assert [each.points.total for each in found.clients] == sorted(giving, reverse=True) or not found.clients
    managed = total(each.points for each in shared_clients(known))
    assert managed == known.standing.managed
    if found.largest is not None:
        assert 0 < found.largest <= 1
