"""The months ahead: the ledger moved to each day, and how sure the tier is at the next review."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.codes import NO_TIER, Decision, Measure, Risk
from partnerbook.figures.outlook import outlook
from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
from partnerbook.figures.overview import overview
from partnerbook.figures.tiers import rank
from partnerbook.names import LANGUAGES
from partnerbook.points.ledger import standings
from partnerbook.records import Book, Client, Deal, Managing, Settings, Subscription, Threshold

D = Decimal
EDITION, REVIEW = date(2026, 1, 15), date(2027, 1, 15)
GOLD, PLATINUM = Threshold(EDITION, "Gold", D(100), D(50)), Threshold(EDITION, "Platinum", D(200), D(100))
ABOVE = tuple(Threshold(EDITION, tier, D(9000), D(9000)) for tier in ("Diamond", "Elite"))
TIERS = (GOLD, PLATINUM, *ABOVE)


def book(*sales: tuple[str, int], managed: int = 0, **others: Any) -> Book:
    """Sourced sales of one client on days, each of so many points; and managed points from February 2026 on."""
    start = date(2026, 2, 1)
    given_settings = {"credited_tier": "Gold", "credited_since": date(2026, 3, 1), **others.pop("settings", {})}
    return Book(
        Settings(**given_settings),
        (Client("Acme", "US", **others.pop("client", {})),),
        (Subscription("Acme", "Hub", D(managed * 100), "USD", start),) if managed else (),
        tuple(Deal("", "Acme", f"Hub {number}", "new", "sourced", date.fromisoformat(day), D(points * 20), "USD")
              for number, (day, points) in enumerate(sales)),
        (Managing("Acme", start),) if managed else (),
        tiers=others.pop("tiers", TIERS),
    )  # fmt: skip


CASES = [
    (
        "held at the first check of the window",
        book(("2026-02-10", 150)),
        "2026-10-31",
        Risk.SAFE,
        "conditions met",
    ),
    (
        "held on the day of the check itself",
        book(("2026-08-15", 150)),
        "2026-08-15",
        Risk.SAFE,
        "conditions met",
    ),
    ("the day before it", book(("2026-02-10", 150)), "2026-08-14", Risk.SAFE, "2026-08-15 will hold it"),
    (
        "an end that is sure and leaves enough",
        book(("2025-11-20", 40), ("2026-02-10", 110)),
        "2026-08-01",
        Risk.SAFE,
        "2026-08-15 will hold it",
    ),
    (
        "gained in September: the review cannot take it",
        book(settings={"credited_since": date(2026, 9, 15)}),
        "2026-10-31",
        Risk.SAFE,
        "before 2027-03-15",
    ),
    (
        "gained in June: six months are over by the review, not by the check before it",
        book(settings={"credited_since": date(2026, 6, 20)}),
        "2026-10-31",
        Risk.LOST,
        "unless something new is sold",
    ),
    (
        "the last sale ends within the window, before any check held",
        book(("2025-11-20", 150), ("2026-08-16", 40)),
        "2026-08-01",
        Risk.AT_RISK,
        "takes a condition of it before",
    ),
    ("nothing ever sold", book(), "2026-10-31", Risk.LOST, "unless something new is sold"),
    ("too little, and some of it ends", book(("2026-02-10", 99)), "2026-10-31", Risk.LOST, "no check up to it"),
    (
        "short today, enough in November by what is known to start",
        book(("2026-02-10", 60), ("2026-11-10", 60)),
        "2026-10-31",
        Risk.AT_RISK,
        "are not met on 2026-10-31",
    ),
    (
        "managed points that lapse before the first check",
        book(("2026-02-10", 60), managed=50, client={"managed_until": date(2026, 8, 10)}),
        "2026-08-01",
        Risk.AT_RISK,
        "takes a condition of it before",
    ),
    (
        "the same, lapsing after the review",
        book(("2026-02-10", 60), managed=50, client={"managed_until": date(2027, 1, 16)}),
        "2026-08-01",
        Risk.SAFE,
        "will hold it",
    ),
    (
        "held, but the certification ends",
        book(("2026-02-10", 150), settings={"certification_until": date(2027, 1, 14)}),
        "2026-10-31",
        Risk.AT_RISK,
        "certification ends on 2027-01-14",
    ),
    (
        "it is valid on the day of the review",
        book(("2026-02-10", 150), settings={"certification_until": REVIEW}),
        "2026-10-31",
        Risk.SAFE,
        "conditions met",
    ),
    ("no thresholds", book(("2026-02-10", 150), tiers=()), "2026-10-31", Risk.UNKNOWN, "thresholds are missing"),
    (
        "no thresholds, of a tier read yesterday",
        book(("2026-02-10", 150), tiers=(), settings={"credited_read_on": date(2026, 10, 30)}),
        "2026-10-31",
        Risk.UNKNOWN,
        "Gold is safe at the review of 2027-01-15 is unknown: its thresholds",
    ),
    ("no tier is entered", book(settings={"credited_tier": ""}), "2026-10-31", Risk.UNKNOWN, "enter the credited tier"),
    ("none is held", book(settings={"credited_tier": NO_TIER}), "2026-10-31", Risk.SAFE, "none can be lost"),
]


@pytest.mark.parametrize(("whole", "day", "risk", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_how_sure_the_tier_is(whole: Book, day: str, risk: Risk, words: str) -> None:
    ahead = outlook(overview(whole, date.fromisoformat(day)))
    assert ahead.risk == risk
    assert words in next(outlook_sentences(ahead))


def test_each_condition_fails_on_the_first_day_without_it() -> None:
    whole = book(
        ("2026-02-10", 40), ("2026-05-03", 55), managed=100, settings={"certification_until": date(2027, 3, 31)}
    )
    ahead = outlook(overview(whole, date(2026, 10, 31)))
    # 40 + 55 + 100: on 10 February 155 are left, on 3 May 100, all managed, which is enough in total and not sourced.
    assert [(each.day.isoformat(), each.condition.measure) for each in ahead.failing] == [
        ("2027-04-01", Measure.CERTIFICATION),
        ("2027-05-03", Measure.SOURCED),
    ]
    assert list(outlook_sentences(ahead))[1:] == [
        "The review of 2027-07-15 would leave no tier: the certification is no longer valid by then.",
        "The certification is no longer valid from 2027-04-01 on.",
        "Without new sales, 50 sourced points are missing for Gold from 2027-05-03 on.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The condition 12-month C$R is no longer met from 2025-06-30 on."),
        ("es", "La condición C$R de 12 meses deja de cumplirse el 2025-06-30."),
        ("pt", "A condição C$R de 12 meses deixa de ser cumprida em 2025-06-30."),
    ],
)
def test_retention_that_no_longer_is_what_elite_asks_for_is_told(language: str, said: str) -> None:
    """A third of the MRR goes in May, half of the rest in June: (2/3)^12, (1/2)^12 and ten months of 1 are 83.4 %."""
    start, edition = date(2023, 1, 1), date(2024, 2, 27)
    lines = [("Acme", 500, None), ("Birk", 500, date(2025, 5, 10)), ("Cora", 500, date(2025, 6, 10))]
    whole = Book(
        Settings(credited_tier="Elite", credited_since=date(2024, 3, 15), elite_invitation=True),
        tuple(Client(client, "US") for client, *_ in lines),
        tuple(Subscription(client, "Hub", D(mrr), "USD", start, end) for client, mrr, end in lines),
        (Deal("", "Acme", "Hub", "new", "sourced", date(2025, 1, 5), D(10000), "USD"),),
        (Managing("Acme", start),),
        tiers=tuple(Threshold(edition, tier, D(40), D(20), D(1)) for tier in ("Gold", "Platinum", "Diamond", "Elite")),
    )
    assert said in list(outlook_sentences(outlook(overview(whole, date(2025, 2, 1))), language=language))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Decision.AGE_UNKNOWN, "not decided: enter since when the tier is credited"),
        (Decision.UNDECIDED, "which one is held cannot be told, because thresholds are missing on the sheet Tiers"),
    ],
)
def test_why_the_tier_cannot_be_told(why: Decision, said: str) -> None:
    ahead = outlook(overview(book(("2026-02-10", 150)), date(2026, 10, 31)))
    told = next(outlook_sentences(ahead._replace(tier=None, untold=why)))
    assert told == f"Whether the tier is safe is unknown: {said}."
    assert outlook_headline(ahead._replace(reviews=())) == "Safe at the next review, 2027-01-15"
    assert outlook_headline(ahead._replace(tier=NO_TIER)) == "No tier is held"


def test_what_ends_today_fails_tomorrow() -> None:
    day = date(2026, 10, 31)
    whole = book(("2026-02-10", 150), settings={"certification_until": day})
    assert "The certification is no longer valid from 2026-11-01 on." in [
        *outlook_sentences(outlook(overview(whole, day)))
    ]


def test_the_headline_names_a_later_review_and_not_the_next_one_again() -> None:
    whole = book(("2026-02-10", 150), settings={"certification_until": date(2027, 1, 14)})
    assert outlook_headline(outlook(overview(whole, date(2026, 10, 31)))) == (
        "At risk at the next review, 2027-01-15; without new sales no tier after that of 2027-07-15"
    )


def test_the_check_of_the_day_itself_counts() -> None:
    unjudged = book(("2026-02-10", 150), tiers=(), settings={"credited_read_on": date(2026, 10, 30)})
    assert overview(unjudged, date(2026, 11, 14)).untold is None
    assert overview(unjudged, date(2026, 11, 15)).untold == Decision.UNDECIDED
    sold_at_last = overview(book(("2027-01-15", 150)), date(2027, 1, 20))
    assert sold_at_last.credited == "Gold"
    assert [check.decision for check in sold_at_last.checks if check.day == REVIEW] == [Decision.REACHED]


def test_a_review_that_lowers_is_told_in_each_language() -> None:
    whole = book(("2026-02-10", 150), ("2026-06-01", 120), settings={"credited_tier": "Platinum"})
    ahead = outlook(overview(whole, date(2026, 10, 31)))
    last = [list(outlook_sentences(ahead, language=language))[2] for language in LANGUAGES]
    assert (
        outlook_headline(ahead)
        == "Safe at the next review, 2027-01-15; without new sales Gold after that of 2027-07-15"
    )
    assert last == [
        "The review of 2028-01-15 would leave no tier.",
        "La revisión del 2028-01-15 dejaría sin nivel.",
        "A revisão de 2028-01-15 deixaria sem categoria.",
    ]
    assert [(check.day.isoformat(), check.credited) for check in ahead.reviews] == [
        ("2027-01-15", "Platinum"), ("2027-07-15", "Gold"), ("2028-01-15", "None")
    ]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(books(), st.sampled_from([date(2024, 2, 29), date(2026, 1, 14), date(2026, 10, 31)]), st.integers(0, 540))
def test_each_day_is_the_book_moved_to_it(whole: Book, day: date, ahead: int) -> None:
    known = overview(whole, day)
    told = outlook(known)
    then = told.days[ahead]
    assert then.day == day + timedelta(days=ahead)
    moved = known.on(then.day)
    assert (then.points, then.performing, then.credited) == (moved.standing, moved.performing, moved.credited)
    assert [each.points for each in told.days] == standings(known.ledger.entries, [each.day for each in told.days])


SALES = st.lists(
    st.tuples(st.dates(date(2025, 8, 1), date(2026, 12, 1)).map(date.isoformat), st.integers(10, 150)), max_size=5
)


@settings(deadline=None, max_examples=80)
@given(SALES, st.integers(0, 60), st.sampled_from(["Gold", "Platinum"]), st.dates(date(2026, 2, 1), date(2026, 12, 31)))
def test_the_word_agrees_with_what_the_review_decides(sales: Any, managed: int, tier: str, day: date) -> None:
    since = date(2026, 1, 20)
    known = overview(book(*sales, managed=managed, settings={"credited_tier": tier, "credited_since": since}), day)
    told = outlook(known)
    review = told.review
    assert review == known.next_review
    if told.tier is None:
        return
    kept = rank(review.credited) >= rank(told.tier)
    if told.risk == Risk.LOST:
        assert not kept
        assert review.decision == Decision.DOWN
    elif told.risk == Risk.SAFE:
        assert kept
    else:
        assert told.risk == Risk.AT_RISK
        assert kept  # with nothing new sold it holds: what endangers it may not happen, or comes after a check
    assert (told.held_on is not None) == any(
        check.day <= day and check.lowest >= rank(told.tier) for check in told.window
    )
