"""A day under the rules of another edition: nothing under its own, and parts that add up to what differs."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import Measure, RuleKind
from partnerbook.errors import UnknownName
from partnerbook.figures.editions import edition_named, rule_lines, under_edition, under_editions
from partnerbook.figures.overview import overview
from partnerbook.points.ledger import ledger
from partnerbook.program.edition import edition_on, editions
from partnerbook.records import Book, Client, Deal, Managing, Settings, Subscription, Threshold
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = st.sampled_from([date(2022, 7, 18), date(2024, 2, 26), date(2024, 2, 29), date(2025, 7, 15), DAY])


def sold(closed: date, source: str = "sourced", line: str = "CRM", first: date | None = None) -> Deal:
    return Deal("", "Acme", line, "new", source, closed, Decimal(1000), "USD", first_sold=first)


def book(*deals: Deal) -> Book:
    return Book(Settings(), (Client("Acme", "MX"),), deals=deals)


@settings(deadline=None, max_examples=60)
@given(books(), DAYS, st.sampled_from(editions()))
def test_parts_and_clients_add_up_to_what_differs(whole: Book, day: date, edition: object) -> None:
    known = overview(whole, day)
    found = under_edition(known, edition)  # type: ignore[arg-type]
    sold_more, managed_more = found.shown.sold - known.shown.sold, found.shown.managed - known.shown.managed
    assert sum((each.sold for each in found.parts), Decimal(0)) == sold_more
    assert sum((each.managed for each in found.parts), Decimal(0)) == managed_more
    assert sum((each.total for each in found.clients), Decimal(0)) == sold_more + managed_more
    for each in found.clients:
        assert sum((part.total for part in each.parts), Decimal(0)) == each.total


@settings(deadline=None, max_examples=40)
@given(books(), DAYS)
def test_under_its_own_edition_nothing_differs(whole: Book, day: date) -> None:
    known = overview(whole, day)
    found = under_edition(known, edition_on(day))
    assert (found.own, found.clients, found.parts, found.rules) == (True, (), (), ())
    assert (found.points, found.performing) == (known.standing, known.performing)
    assert ledger(whole, editions()) == known.ledger


def test_what_a_sourced_deal_of_this_year_gives_under_the_first_rules() -> None:
    """5 points per US$100 since 27 February 2024, 3 before: a sale of 2023 has 3 under either."""
    known = overview(book(sold(date(2026, 3, 1))), DAY)
    by_start = {each.edition.start: each for each in under_editions(known)}
    first = by_start[date(2022, 7, 18)]
    assert (known.standing.sold, first.points.sold) == (100, 60)
    assert [(part.kind, part.sold, part.total) for part in first.parts] == [(RuleKind.RATES, -40, -40)]
    assert (first.moved, [(each.client, each.total) for each in first.clients]) == (-40, [("Acme", -40)])
    assert {start: each.points.sold for start, each in by_start.items() if start.year > 2023} == {
        date(2024, 2, 27): 100, date(2025, 7, 15): 100, date(2026, 1, 15): 100,
    }  # fmt: skip


def test_who_moves_most_comes_first_and_those_alike_by_name() -> None:
    clients = {"Acme": 1000, "aaron": 1000, "Bolt": 2000}
    deals = (sold(date(2026, 3, 1))._replace(client=name, mrr=Decimal(mrr)) for name, mrr in clients.items())
    known = overview(Book(clients=tuple(Client(name, "US") for name in clients), deals=tuple(deals)), DAY)
    found = under_edition(known, edition_named(date(2022, 7, 18))).clients
    assert [(each.client, each.total) for each in found] == [("Bolt", -40), ("aaron", -20), ("Acme", -20)]


def test_who_moves_by_less_than_is_shown_is_among_the_others() -> None:
    """4 cents at 5 points for each 100, twice in Mexico, are 0.004 points, and 0.0024 at the 3 of the first rules."""
    known = overview(book(sold(date(2026, 3, 1))._replace(mrr=Decimal("0.04"))), DAY)
    found = under_edition(known, edition_named(date(2022, 7, 18)))
    assert (known.standing.sold, found.points.sold) == (Decimal("0.004"), Decimal("0.0024"))
    assert (found.clients, found.others.own.sold, found.others.total) == ((), 0, 0)


def test_whom_rounding_alone_moves_is_among_the_others() -> None:
    """Of 0.004 and 0.0015 points (0.0055) the second shows 0.01, of 0.0024 and 0.0015 (0.0039) neither shows any."""
    sale = sold(date(2024, 3, 1))._replace(mrr=Decimal("0.08"))
    old = sale._replace(client="Bolt", closed=date(2023, 6, 1), mrr=Decimal("0.05"))  # 3 points under either
    known = overview(Book(clients=(Client("Acme", "US"), Client("Bolt", "US")), deals=(sale, old)), date(2024, 3, 15))
    found = under_edition(known, edition_named(date(2022, 7, 18)))
    assert (known.shown.sold, found.shown.sold, found.clients) == (Decimal("0.01"), 0, ())
    assert (found.moved, found.others.total) == (Decimal("-0.01"), Decimal("-0.01"))


def test_rules_to_come_hold_from_the_first_day_of_those_in_force() -> None:
    """On 20 February 2024 under the rules of a week later: what was sold in January would give 5, as would all since
    July 2022, but not a line that was first sold before points were counted.
    """
    known = overview(book(sold(date(2024, 1, 10)), sold(date(2024, 1, 11), line="Old", first=date(2021, 5, 1))),
                     date(2024, 2, 20))  # fmt: skip
    found = under_edition(known, edition_named(date(2024, 2, 27)))
    assert (known.standing.sold, found.points.sold) == (120, 200)


def test_a_minimum_that_is_no_more_asked_for_gives_a_tier() -> None:
    """Enough in total and sourced, hardly anything managed: Gold since 2026, nothing under the rules before."""
    rows = tuple(
        Threshold(start, "Gold", Decimal(90), Decimal(50), Decimal(40))
        for start in (date(2025, 7, 15), date(2026, 1, 15))
    )
    rows = tuple(
        Threshold(start, tier, *map(Decimal, (90, 50, 40) if tier == "Gold" else (9999, 9999, 9999)))
        for start in (date(2025, 7, 15), date(2026, 1, 15))
        for tier in ("Gold", "Platinum", "Diamond", "Elite")
    )
    one = book(sold(date(2026, 3, 1)))._replace(
        tiers=rows,
        subscriptions=(Subscription("Acme", "CRM", Decimal(100), "USD", date(2026, 3, 1)),),
        managing=(Managing("Acme", date(2026, 3, 1)),),
    )
    known = overview(one, DAY)
    found = under_edition(known, edition_named(date(2025, 7, 15)))
    assert (known.performing, found.performing) == ("Gold", "None")
    assert RuleKind.MANAGED_MINIMUM in found.rules
    assert found.clients == ()
    unmet = [each.measure for tier in found.tiers[:1] for each in tier.conditions if each.met is False]
    assert unmet == [Measure.MANAGED]
    assert under_edition(known, edition_named(date(2024, 2, 27))).performing is None  # its thresholds are not entered


def test_every_rule_of_every_edition_stands_in_its_line() -> None:
    lines = {line.key: line for line in rule_lines()}
    for at, edition in enumerate(editions()):
        for figure in edition.figures:
            assert figure.key == "start" or lines[figure.key].figures[at] == figure
    assert {key for key, line in lines.items() if line.changes and not key.startswith("units.")} == {
        "rates.sourced", "tiers.minimum", "tiers.managed_minimum", "elite.retention_measure", "elite.retention_above",
        "elite.customer_retention", "elite.certifications",
    }  # fmt: skip
    units = {key: [figure.value for figure in line.figures if figure] for key, line in lines.items() if "EUR" in key}
    assert units == {"units.EUR": [75, 75, 88, 88]}


def test_an_edition_is_named_by_its_first_day() -> None:
    with pytest.raises(UnknownName, match="2025-07-15"):
        edition_named(date(2025, 7, 14))


def test_the_sample_gives_fewer_points_under_the_first_rules() -> None:
    known = overview(sample_book(), DAY)
    found = {each.edition.start: each for each in under_editions(known)}
    assert found[date(2022, 7, 18)].points.sold < known.standing.sold
    assert {len(each.clients) for start, each in found.items() if start > date(2023, 1, 1)} == {0}
