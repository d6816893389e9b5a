"""What would go with renewals that are not renewed: with each, and with all of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import NO_TIER, StakeKind
from partnerbook.exact import figure, plain
from partnerbook.figures.overview import overview
from partnerbook.figures.renewal_loss import Loss, renewal_losses
from partnerbook.figures.renewal_stake import RenewalStake, renewal_stakes, together
from partnerbook.figures.stake import stakes
from partnerbook.points.ledger import standing
from partnerbook.points.moves import entries_of_clients
from partnerbook.records import Book, Client, Deal, Managing, Renewal, Settings, Subscription, Threshold

DAY, SOLD, EDITION = date(2026, 10, 31), date(2026, 3, 1), date(2026, 1, 15)
SEEN = (date(2023, 2, 28), DAY, date(2027, 1, 15))
D = Decimal


def book(*renewals: Renewal, gold: int = 150, **fields: Any) -> Book:
    """Two clients, each with 1,000 a month sold on 1 March 2026 and managed: 60 points, of them 10 managed."""
    names = ("Acme", "Bolt")
    deals = tuple(Deal("", name, "Sales Hub", "new", "sourced", SOLD, D(1000), "USD") for name in names)
    whole = Book(
        Settings(),
        tuple(Client(name, "US") for name in names),
        tuple(Subscription(name, "Sales Hub", D(1000), "USD", SOLD) for name in names),
        deals,
        tuple(Managing(name, SOLD) for name in names),
        renewals=renewals,
        tiers=(Threshold(EDITION, "Gold", D(gold), D(0)), Threshold(EDITION, "Platinum", D(1000), D(0))),
    )
    return whole._replace(**fields)


def renewal(client: str, on: date = date(2026, 12, 1), mrr: int = 1000, **others: Any) -> Renewal:
    return Renewal(client, others.pop("products", "Sales Hub"), on, D(mrr), D(mrr), others.pop("currency", "USD"),
                   **others)  # fmt: skip


def found(whole: Book, day: date = DAY) -> tuple[RenewalStake, ...]:
    known = overview(whole, day)
    return renewal_stakes(known, known.renewals)


@pytest.mark.parametrize(("gold", "costs"), [(120, "Gold"), (61, "Gold"), (60, NO_TIER), (121, NO_TIER)])
def test_a_renewal_costs_a_tier_by_itself(gold: int, costs: str) -> None:
    for each in found(book(renewal("Acme"), renewal("Bolt"), gold=gold)):
        assert each.points is not None
        assert (plain(figure(each.points.total)), each.costs) == (D(60), costs)


def test_all_of_them_together_may_cost_what_none_costs_by_itself() -> None:
    whole = book(renewal("Acme"), renewal("Bolt", date(2027, 2, 1)), gold=60)
    mine = found(whole)
    of_all = together(overview(whole, DAY), mine)
    assert of_all is not None
    assert (of_all.day, figure(of_all.points.total), of_all.costs) == (date(2027, 2, 1), D(120), "Gold")
    late = renewal("Bolt", date(2027, 4, 1))  # the sold points are over by then, and go with no renewal
    of_all = together(overview(whole, DAY), found(whole._replace(renewals=(whole.renewals[0], late))))
    assert of_all is not None
    assert figure(of_all.points.total) == D(20)


def test_of_two_lines_the_one_that_costs_more_is_taken_first() -> None:
    """Of 2,000 the half is lost: sourced it gives 50 points, assisted 30; and half of 20 managed ones goes too."""
    other = Deal("", "Acme", "CMS Hub", "new", "assisted", SOLD, D(1000), "USD")
    whole = book(renewal("Acme", mrr=2000, products="")._replace(renewal_mrr=D(1000)))
    whole = whole._replace(
        deals=(*whole.deals, other),
        subscriptions=(*whole.subscriptions, Subscription("Acme", "CMS Hub", D(1000), "USD", SOLD)),
    )
    known = overview(whole, DAY)
    [loss] = renewal_losses(known, [(known.renewals[0], D(1000))], entries_of_clients(known.ledger.entries))
    assert loss.at_most
    assert loss.points is not None
    assert [plain(figure(part)) for part in loss.points] == [50, 0, 10]


def of_two_lines(loss: str, *more: Deal, first: str = "1000") -> Loss:
    """What Acme loses with so much of what it pays for a sourced line, and for lines that more deals are of."""
    whole = book(renewal("Acme", products=""))
    sale = whole.deals[0]._replace(mrr=D(first))
    known = overview(whole._replace(deals=(sale, *more)), DAY)
    [found] = renewal_losses(known, [(known.renewals[0], D(loss))], entries_of_clients(known.ledger.entries))
    return found


def test_a_few_cents_are_taken_of_the_dearer_line_first() -> None:
    """Of 0.50 sourced and 1,000 assisted 0.80 are lost: all 0.025 sourced points, and 0.009 for the other 0.30."""
    other = Deal("", "Acme", "Service Hub", "new", "assisted", SOLD, D(1000), "USD")
    found = of_two_lines("0.80", other, first="0.50")
    assert found.points is not None
    assert (found.points.sourced, found.points.assisted, found.at_most) == (D("0.025"), D("0.009"), True)
    whole = of_two_lines("1000", other)  # all that is paid: the points of both, and no fewer
    assert whole.points is not None
    assert (plain(whole.points.sourced), plain(whole.points.assisted), whole.at_most) == (50, 30, False)


def test_a_line_of_which_nothing_is_left_takes_no_part_in_a_loss() -> None:
    """500 of 1,000 sourced are 25 points whatever became of a line that was cancelled: not 25 at most."""
    other = Deal("", "Acme", "CMS Hub", "new", "assisted", SOLD, D(1000), "USD")
    gone = other._replace(kind="cancellation", closed=date(2026, 6, 1))
    for more in ((other, gone), (other._replace(mrr=D(0)),)):
        found = of_two_lines("500", *more)
        assert found.points is not None
        assert (plain(found.points.sourced), plain(found.points.assisted), found.at_most) == (25, 0, False)


def test_two_renewals_of_the_same_points_take_them_once() -> None:
    whole = book(renewal("Acme"), renewal("Acme", date(2026, 12, 5), products=""))
    of_all = together(overview(whole, DAY), found(whole))
    assert of_all is not None
    assert figure(of_all.points.total) == D(60)


def test_what_is_renewed_is_not_at_stake_and_what_is_overdue_is_of_the_day() -> None:
    rows = found(book(renewal("Acme", status="renewed"), renewal("Bolt", date(2026, 1, 5))))
    assert [(each.outlook.renewal.client, each.day) for each in rows] == [("Bolt", DAY)]
    assert found(book(renewal("Acme", status="renewed"))) == ()
    assert together(overview(book(), DAY), ()) is None


def test_without_a_rate_or_without_thresholds_nothing_is_claimed() -> None:
    whole = book(renewal("Acme", currency="PEN"), renewal("Bolt"))
    [unpriced, bolt] = found(whole)
    assert (unpriced.points, unpriced.costs, unpriced.costing) == (None, None, False)
    assert together(overview(whole, DAY), (unpriced, bolt)) is None
    [untold] = found(book(renewal("Acme"), tiers=()))
    assert (untold.points is not None, untold.costs) == (True, None)
    [nothing] = found(book(renewal("Nobody"), tiers=()))  # no points, and so no tier, whatever is not known
    assert (figure(nothing.points.total) if nothing.points else nothing.points, nothing.costs) == (D(0), NO_TIER)


@settings(max_examples=12, deadline=None)
@given(whole=books(), day=st.sampled_from(SEEN))
def test_it_is_what_a_cancellation_would_take(whole: Book, day: date) -> None:
    cancelled = whole._replace(
        renewals=tuple(each._replace(status="cancel_requested") for each in whole.renewals if each.status != "renewed")
    )
    known = overview(cancelled, day)
    mine = {id(each.outlook.renewal): each for each in renewal_stakes(known, known.renewals)}
    rows = [each for each in stakes(known) if each.kind == StakeKind.RENEWAL]
    for row in rows:
        same = [each for each in mine.values() if each.outlook.renewal.origin == row.origin
                and each.outlook.renewal.client == row.client and each.outlook.renewal.renews_on == row.day
                and each.outlook.renewal.products == row.line]  # fmt: skip
        assert any((each.points, each.costs) == (row.points, row.costs) for each in same)


@settings(max_examples=12, deadline=None)
@given(whole=books(), day=st.sampled_from(SEEN), after=st.integers(0, 400))
def test_together_is_no_more_than_the_clients_have(whole: Book, day: date, after: int) -> None:
    known = overview(whole, day)
    mine = [each for each in renewal_stakes(known, known.renewals) if (each.day - day).days <= after]
    of_all = together(known, mine)
    if of_all is not None:
        clients = {each.outlook.renewal.client for each in mine}
        has = standing((entry for entry in known.ledger.entries if entry.client in clients), of_all.day)
        assert all(part <= own for part, own in zip(of_all.points, has, strict=True))
        for each in mine:
            same_day = each.day == of_all.day and each.points is not None
            assert not same_day or all(one <= part for one, part in zip(each.points or (), of_all.points, strict=True))
