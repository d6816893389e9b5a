"""What HubSpot does not publish is a setting each: what a book computes with either reading."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerbook.book.read.check import checked
from partnerbook.figures.overview import overview
from partnerbook.figures.retention import Movement, movements
from partnerbook.points.ledger import ledger
from partnerbook.records import Book, Client, Deal, Place, Settings, Subscription

ACME = Client("Acme", "US")


def points(*deals: tuple[str, str, str], first_sold: date | None = None, **readings: str) -> list[Decimal]:
    """The points of deals of US$100 on one line: kind, source, day; the last has `first_sold`."""
    rows = [
        Deal("", "Acme", "CRM", kind, source, date.fromisoformat(day), Decimal(100), "USD", origin=Place("Deals", at))
        for at, (kind, source, day) in enumerate(deals, 6)
    ]
    rows[-1] = rows[-1]._replace(first_sold=first_sold)
    found = ledger(Book(Settings(**readings), clients=(ACME,), deals=tuple(rows)))  # type: ignore[arg-type]
    assert found.unused == ()
    return [entry.points for entry in found.entries]


class TestWithoutSource:
    @pytest.mark.parametrize(("setting", "expected"), [({}, 3), ({"deals_without_source": "sourced"}, 5)])
    def test_it_takes_the_setting(self, setting: dict[str, str], expected: int) -> None:
        assert points(("new", "", "2026-02-01"), **setting) == [expected]

    def test_an_entry_says_what_it_counts_as(self) -> None:
        deal = Deal("", "Acme", "CRM", "new", "", date(2026, 2, 1), Decimal(100), "USD")
        known = overview(Book(clients=(ACME,), deals=(deal,)), date(2026, 3, 1))
        assert (known.standing.sourced, known.standing.assisted) == (0, 3)

    def test_a_check_lists_them(self) -> None:
        deals = tuple(
            Deal(
                f"D-{at}", "Acme", "CRM", "new", source, date(2026, 2, 1), Decimal(at), "USD", origin=Place("Deals", at)
            )
            for at, source in ((6, ""), (7, "sourced"), (8, ""), (9, "assisted"))
        )
        [finding] = checked(Book(clients=(ACME,), deals=deals))[1]
        assert (finding.field, finding.origin) == ("source", Place("Deals", 6))
        assert "2 sales have no source (row 6, 8) and count as Assisted" in finding.message
        assert "Deals without a source count as" in finding.message

    def test_a_loss_needs_none(self) -> None:
        sale = Deal(
            "", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD", origin=Place("Deals", 6)
        )
        loss = sale._replace(kind="downgrade", source="", closed=date(2026, 3, 1), mrr=Decimal(40))
        book = Book(clients=(ACME,), deals=(sale, loss))
        assert checked(book)[1] == ()
        assert [(entry.points, entry.source) for entry in ledger(book).entries] == [(5, "sourced"), (-2, "sourced")]


UPSELLS = [
    ("assisted", "sourced", "2026-02-01", {}, 5),
    ("assisted", "sourced", "2026-02-01", {"upsell_by_other_source": "line"}, 3),
    ("sourced", "assisted", "2026-02-01", {}, 3),
    ("sourced", "assisted", "2026-02-01", {"upsell_by_other_source": "line"}, 5),
    ("sourced", "sourced", "2026-02-01", {"upsell_by_other_source": "line"}, 5),
    ("assisted", "sourced", "2024-02-01", {}, 3),  # a line of before 27 February 2024 keeps 3, whoever sold it
    ("sourced", "sourced", "2024-02-01", {"upsell_by_other_source": "line"}, 3),
]


@pytest.mark.parametrize(("first", "second", "day", "setting", "expected"), UPSELLS)
def test_an_upsell_by_another_source(first: str, second: str, day: str, setting: dict[str, str], expected: int) -> None:
    assert points(("new", first, day), ("upsell", second, "2026-05-01"), **setting)[-1] == expected


def test_an_upsell_of_a_line_of_which_nobody_knows_who_sold_it_takes_its_own_source() -> None:
    sold = date(2025, 1, 1)
    assert points(("upsell", "assisted", "2026-05-01"), first_sold=sold, upsell_by_other_source="line") == [3]


@pytest.mark.parametrize("kind", ["new", "cross_sell"])
@pytest.mark.parametrize(
    ("first", "setting", "expected"),
    [("2024-02-26", "own", 5), ("2024-02-26", "line", 3), ("2024-02-27", "own", 5), ("2024-02-27", "line", 5)],
)
def test_a_new_deal_on_a_line_sold_before(kind: str, first: str, setting: str, expected: int) -> None:
    deals = (("new", "sourced", first), (kind, "sourced", "2026-05-01"))
    assert points(*deals, new_deal_on_older_line=setting)[-1] == expected
    alone = points(deals[1], first_sold=date.fromisoformat(first), new_deal_on_older_line=setting)
    assert alone == [expected]


JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def february(*rows: tuple[str, int, int], client: str = "Acme", **readings: str) -> Movement:
    """The movement of February of lines with an MRR before and after the ninth."""
    paid = []
    for line, before, after in rows:
        days = [(before, JANUARY, None if before == after else date(2026, 2, 9))]
        days += [] if before == after else [(after, date(2026, 2, 9), None)]
        paid += [Subscription(client, line, Decimal(mrr), "USD", start, end) for mrr, start, end in days if mrr]
    book = Book(Settings(**readings), clients=(ACME,), subscriptions=tuple(paid))  # type: ignore[arg-type]
    return movements(book, date(2026, 3, 1))[-1]


def parts(month: Movement) -> tuple[int, ...]:
    return tuple(map(int, (month.start, month.cancelled, month.downgraded, month.upgraded)))


class TestLossesBy:
    LOST = (("Sales Hub", 60, 0), ("Data Hub", 40, 40), ("Content Hub", 0, 25))

    @pytest.mark.parametrize(("by", "expected"), [("client", (100, 0, 35, 0)), ("line", (100, 60, 0, 25))])
    def test_a_line_that_is_cancelled(self, by: str, expected: tuple[int, ...]) -> None:
        assert parts(february(*self.LOST, losses_by=by)) == expected

    def test_a_total_that_becomes_hubs_has_lost_nothing(self) -> None:
        month = february(("Several lines", 100, 0), ("Sales Hub", 0, 60), ("Data Hub", 0, 40), losses_by="line")
        assert parts(month) == (100, 0, 0, 0)

    @given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 9), st.integers(0, 9)), min_size=1))
    def test_both_come_to_the_same_end(self, rows: list[tuple[str, int, int]]) -> None:
        if any(before for _, before, _ in rows):
            by_client, by_line = (february(*rows, losses_by=by) for by in ("client", "line"))
            assert (by_client.start, by_client.end) == (by_line.start, by_line.end)
            assert by_line.cancelled + by_line.downgraded >= by_client.cancelled + by_client.downgraded


def test_what_is_assumed_changes_nothing_where_it_does_not_matter() -> None:
    deals = (("new", "sourced", "2025-09-01"), ("upsell", "sourced", "2026-05-01"))
    readings = product(("own", "line"), repeat=2)
    found = {
        tuple(points(*deals, upsell_by_other_source=upsell, new_deal_on_older_line=new)) for upsell, new in readings
    }
    assert found == {(5, 5)}
