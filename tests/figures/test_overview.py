"""Everything known of a small book, worked out by hand; another day or goal gives what it would alone."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from support.awkward_books import AWKWARD_BOOKS
from support.overviews import figures_of

from partnerbook.days import months_later
from partnerbook.errors import BadInput
from partnerbook.figures.breakdown import client_lines
from partnerbook.figures.months import expiries
from partnerbook.figures.overview import LAST_DAY, Overview, overview
from partnerbook.figures.retention import movements, sourced_value
from partnerbook.figures.reviews import credited_on
from partnerbook.figures.unpriced import unpriced
from partnerbook.points.ledger import Standing, by_client, ledger, standing
from partnerbook.program.edition import editions
from partnerbook.records import (
    Book,
    Client,
    Deal,
    Managing,
    OwnRate,
    Place,
    Renewal,
    Settings,
    Subscription,
    Threshold,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def deal(client: str, kind: str, closed: str, mrr: int, currency: str = "USD", row: int = 0) -> Deal:
    return Deal("", client, "Sales", kind, "sourced", day(closed), Decimal(mrr), currency, origin=Place("Deals", row))


def subscription(client: str, mrr: int, start: str, end: str = "") -> Subscription:
    return Subscription(client, "Sales", Decimal(mrr), "USD", day(start), day(end) if end else None)


TIERS = tuple(
    Threshold(edition.start, tier, Decimal(total), Decimal(total), Decimal(0))
    for edition in editions()
    for tier, total in (("Gold", 40), ("Platinum", 60), ("Diamond", 300), ("Elite", 900))
)
BOOK = Book(
    Settings(
        partner="Örn & Co",
        reporting_currency="EUR",
        credited_tier="Gold",
        credited_since=day("2025-03-01"),
        credited_read_on=day("2025-09-01"),
        certified_people=7,
        alert_days=(90, 30),
    ),
    clients=(Client("birk", "MX"), Client("Acme", "US", apps_used=4)),
    subscriptions=(subscription("Acme", 1000, "2025-03-10"), subscription("Acme", 200, "2025-03-10", "2026-01-20")),
    deals=(
        deal("Acme", "new", "2025-03-10", 1000),
        deal("Acme", "downgrade", "2026-01-20", 200),
        deal("birk", "new", "2026-02-15", 100),
        deal("birk", "new", "2026-02-15", 100, "PEN", row=5),
    ),
    managing=(Managing("Acme", day("2025-06-01"), other_partners=1),),
    renewals=(
        Renewal("Acme", "Sales Hub", day("2026-05-01"), Decimal(1000), Decimal(1100), "USD"),
        Renewal("birk", "Sales Hub", day("2026-02-01"), Decimal(100), None, "USD"),
    ),
    tiers=TIERS,
    rates=(OwnRate("PEN", day("2027-01-01"), Decimal(375)),),
)
ON = day("2026-02-28")


@pytest.fixture
def known() -> Overview:
    return overview(BOOK, ON, problems=3)


def test_the_points_and_the_tiers_of_a_day(known: Overview) -> None:
    # Acme: 1,000 less 200 at 5 a hundred, and 1,000 managed by two partners. Birk: 100 at 5, in a growth market.
    assert known.standing == Standing(Decimal(40 + 10), Decimal(0), Decimal(5))
    assert known.points_by_client == {
        "Acme": Standing(Decimal(40), Decimal(0), Decimal(5)),
        "birk": Standing(Decimal(10)),
    }
    assert [(line.number, line.client.client, line.points.total) for line in known.clients] == [
        (1, "Acme", 45),
        (2, "birk", 10),
    ]
    assert known.performing == "Gold"
    assert known.goal == "Platinum"
    # Gold was read in September; 50 sold points and 6 managed made no more of it, and kept it in January.
    assert (known.credited, known.credited_since) == ("Gold", day("2025-03-01"))
    assert known.next_review is not None
    assert known.next_review.day == day("2026-07-15")
    assert known.edition.start == day("2026-01-15")


def test_what_moved_and_what_is_to_come(known: Overview) -> None:
    assert known.change_days == (day("2025-11-29"), ON)
    assert {track: (*moved, moved.closing) for track, moved in known.changes.items()} == {
        "sold": (50, 10, 10, 50),
        "managed": (6, 0, 1, 5),
    }
    assert (len(known.months), known.months[0].day, known.months[-1].day) == (24, day("2024-03-31"), ON)
    assert known.months[-1].points == known.standing
    assert (len(known.expiries), known.expiries[1].sold, known.expiries[1].managed) == (13, 40, 0)
    assert [(row.renewal.client, row.days, row.alert.kind, row.alert.days) for row in known.renewals] == [
        ("birk", -27, "overdue", 0),
        ("Acme", 62, "within", 90),
    ]
    assert known.alert_days == (30, 90)
    assert [row.deadline for row in known.renewals] == [day("2025-12-18"), day("2026-03-17")]


def test_retention_and_what_was_sourced(known: Overview) -> None:
    january = next(month for month in known.movements if month.month_end == day("2026-01-31"))
    assert january[:5] == (day("2026-01-31"), 1200, 0, 200, 0)
    # 11 whole months from April 2025 on; one of them kept 1,000 of 1,200.
    assert known.averages.dollar == 1
    assert known.averages.gross is not None
    assert abs(Fraction(known.averages.gross) - (10 + Fraction(5, 6)) / 11) < Fraction(1, 10**20)
    assert known.sourced == (1100, 1100 * 12)
    assert known.sourced_own == (Decimal(1100 * 88) / 100, Decimal(1100 * 12 * 88) / 100)
    assert (known.account.median_tools, known.account.clients_counted) == (4, 1)
    assert known.elite[3].have == 7


def test_a_deal_without_a_rate_is_left_out_and_counted(known: Overview) -> None:
    [unused] = known.ledger.unused
    assert unused.origin == ("Deals", 5)
    assert "PEN" in unused.reason
    assert (known.problems, overview(BOOK, ON).problems) == (3, 0)
    assert known.left_out == 4


def test_without_a_rate_there_is_nothing_in_the_partners_own_currency() -> None:
    book = BOOK._replace(settings=BOOK.settings._replace(reporting_currency="PEN"))
    assert overview(book, ON).sourced_own is None


@pytest.mark.parametrize(
    ("asked", "own", "points", "goal"),
    [
        ("Elite", "Diamond", 0, "Elite"),
        ("", "Diamond", 0, "Diamond"),
        ("", "", 0, "Gold"),
        ("", "", 40, "Platinum"),
        ("", "", 60, "Diamond"),
        ("", "", 10000, "Elite"),
    ],
)
def test_the_goal_is_what_was_asked_for_else_the_books_else_the_next_tier(
    asked: str, own: str, points: int, goal: str
) -> None:
    deals = (deal("Acme", "new", "2026-02-01", 20 * points),) if points else ()
    book = Book(Settings(goal_tier=own, elite_invitation=True), BOOK.clients, deals=deals, tiers=TIERS)
    assert overview(book, ON, asked).goal == goal


def test_the_goal_of_a_partner_whose_tier_cannot_be_told_is_the_lowest() -> None:
    assert (overview(Book(), ON).performing, overview(Book(), ON).goal) == (None, "Gold")


@pytest.mark.parametrize("other", ["2022-07-18", "2025-07-14", "2026-02-28", "2026-03-10", "2027-03-10"])
def test_another_day_is_what_it_would_be_alone(known: Overview, other: str) -> None:
    assert known.on(ON) is known
    figures_of(known)
    moved = known.on(day(other))
    assert moved.as_of == day(other)
    assert figures_of(moved) == figures_of(overview(BOOK, day(other), problems=3))
    assert moved.ledger is known.ledger
    assert figures_of(moved.on(ON)) == figures_of(known)


@pytest.mark.parametrize("name", sorted(AWKWARD_BOOKS))
def test_what_is_kept_of_a_book_says_of_every_day_what_its_entries_say(name: str) -> None:
    book = AWKWARD_BOOKS[name]
    known = overview(book, day("2026-10-31"))
    for on in map(day, ("2026-10-31", "2022-07-18", "2024-02-29", "2025-03-01", "2026-01-15", "2036-10-31")):
        moved, entries = known.on(on), list(ledger(book).entries)
        assert moved.standing == standing(entries, on)
        assert moved.estimated == standing([entry for entry in entries if entry.terms.unit.estimated], on)
        assert moved.clients == client_lines(book.clients, entries, by_client(entries, on))
        assert moved.sourced == sourced_value(entries, on)
        assert moved.expiries == expiries(entries, on)
        assert moved.movements == movements(book, months_later(on, 120))
        assert moved.unpriced == unpriced(book, on)
        assert moved.credited_known == credited_on(overview(book, on).checks, book.settings, on)
        assert moved.checks == overview(book, on).checks


def test_another_goal_keeps_the_day_and_what_is_known(known: Overview) -> None:
    assert known.goal == "Platinum"
    towards = known.towards("Elite")
    assert (towards.goal, known.goal) == ("Elite", "Platinum")
    assert towards.standing is known.standing
    assert figures_of(towards) == figures_of(overview(BOOK, ON, "Elite", 3))
    assert towards.on(day("2026-03-10")).goal == "Elite"
    assert figures_of(towards.towards("")) == figures_of(known)
    assert towards.towards("Elite") is towards
    before_the_goal = overview(BOOK, ON).towards("Diamond")
    assert before_the_goal.goal == "Diamond"


def test_movements_beyond_those_known_are_worked_out_when_they_are_asked_for() -> None:
    early = overview(BOOK, day("2025-05-31"))
    assert early.movements[-1].month_end >= day("2026-05-31")
    late = early.on(day("2026-08-31"))
    assert late.movements[: len(early.movements)] == early.movements
    assert len(late.movements) - len(early.movements) == 15
    assert late.on(day("2025-05-31")).movements == early.movements
    assert early.on(day("2025-05-30")).movements == early.movements[:-1]


@pytest.mark.parametrize("on", [day("2022-07-17"), date(2000, 1, 1)])
def test_a_day_before_the_first_edition_is_refused(known: Overview, on: date) -> None:
    for asked in (lambda: overview(BOOK, on), lambda: known.on(on)):
        with pytest.raises(BadInput, match="2022-07-18"):
            asked()


def test_a_day_more_than_a_century_after_the_last_of_a_book_is_refused(known: Overview) -> None:
    assert known.on(LAST_DAY).next_review
    assert known.on(LAST_DAY).checks[-1].day.year == 2210
    for asked in (lambda: overview(BOOK, LAST_DAY + timedelta(days=1)), lambda: known.on(date.max)):
        with pytest.raises(BadInput, match="the last day that they can be of is 2199-12-31"):
            asked()


def test_a_line_and_a_table_of_it(known: Overview) -> None:
    assert repr(known).startswith(
        "<Overview of Örn & Co on 2026-02-28: credited Gold, performing Gold, goal Platinum, "
    )
    assert repr(known).endswith(">")
    assert [word in repr(known) for word in ("sold 50", ", managed 5", ", total 55")] == [True] * 3
    html = known._repr_html_()
    assert html.startswith("<table><caption>Örn &amp; Co on 2026-02-28</caption>")
    rows = ['<tr><th scope="row">credited</th><td>Gold</td></tr>', '<th scope="row">total</th><td>55']
    assert [row in html for row in rows] == [True, True]


def test_a_book_without_a_name_and_a_tier_that_is_none_or_unknown() -> None:
    nothing = overview(Book(), ON)
    assert repr(nothing).startswith(
        "<Overview of a book on 2026-02-28: credited unknown, performing unknown, goal Gold, sold 0"
    )
    assert "<caption>The book on 2026-02-28</caption>" in nothing._repr_html_()
    assert ", performing no tier, goal Gold, " in repr(overview(Book(tiers=TIERS), ON))
