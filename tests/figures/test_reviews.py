"""Around the reviews: the next one, what a check finds, and what holds a tier back beyond points."""

from datetime import date
from decimal import Decimal

import pytest

from partnerbook.figures import reviews
from partnerbook.figures.reviews import monthly_checks, next_review
from partnerbook.figures.tiers import TierConditions, threshold, tier_conditions, unmet_beyond_points
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing
from partnerbook.points.terms import sold_terms
from partnerbook.program.edition import edition_on, editions
from partnerbook.program.readings import LapsedCertification
from partnerbook.records import Book, Settings, Threshold

GOLD = tuple(
    Threshold(edition.start, tier, Decimal(total), Decimal(total), Decimal(0))
    for edition in editions()
    for tier, total in (("Gold", 100), ("Platinum", 200), ("Diamond", 300), ("Elite", 400))
)
HELD = Settings(credited_tier="Gold", credited_since=date(2025, 3, 15), credited_read_on=date(2025, 5, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def sold(points: int, start: str, until: str) -> Entry:
    terms = sold_terms("US", "USD", day(start))
    amount = Decimal(points)
    return Entry("Acme", "Sales", "sold", "new", "sourced", amount, amount, day(start), day(until), terms)


RISE = [sold(250, "2025-06-01", "2025-09-15")]


@pytest.mark.parametrize(
    ("after", "review"),
    [
        ("2025-01-01", "2025-01-15"),
        ("2025-01-14", "2025-01-15"),
        ("2025-01-15", "2025-07-15"),
        ("2025-07-14", "2025-07-15"),
        ("2026-12-31", "2027-01-15"),
        ("2027-01-15", None),
    ],
)
def test_the_next_review_is_after_the_day(after: str, review: str | None) -> None:
    checks = monthly_checks(Book(HELD, tiers=GOLD), (), day("2027-06-30"))
    found = next_review(iter(checks), day(after))
    assert (found and found.day) == (review and day(review))


def test_the_day_of_reading_is_not_checked_and_the_next_day_is() -> None:
    """Whoever reads the tier on the 15th reads what the check of that day has left."""
    for read_on, first in (("2025-06-14", "2025-06-15"), ("2025-06-15", "2025-07-15")):
        own = HELD._replace(credited_read_on=day(read_on))
        checks = monthly_checks(Book(own, tiers=GOLD), RISE, day("2025-08-15"))
        assert min(check.day for check in checks if check.credited) == day(first)


def test_each_check_has_the_points_of_its_day() -> None:
    checks = {check.day: check.standing for check in monthly_checks(Book(HELD, tiers=GOLD), RISE, day("2025-09-15"))}
    assert checks[day("2025-05-15")] == Standing()
    assert checks[day("2025-06-15")] == checks[day("2025-08-15")] == Standing(Decimal(250))
    assert checks[day("2025-09-15")] == Standing()


# What holds a tier back beyond points.


def tiers(settings: Settings, on: str = "2026-02-01", points: int = 500) -> tuple[TierConditions, ...]:
    return tier_conditions(Standing(Decimal(points)), day(on), edition_on(day(on)), GOLD, settings)


@pytest.mark.parametrize(
    ("until", "invited", "tier", "measures"),
    [
        ("2026-01-31", False, "Gold", ["certification"]),
        ("2026-02-01", False, "Gold", []),
        (None, False, "Gold", []),
        ("2026-01-31", False, "Elite", ["certification", "invitation"]),
        ("2026-01-31", True, "Elite", ["certification"]),
        ("2026-02-01", False, "Elite", ["invitation"]),
        ("2026-02-01", True, "Elite", []),
        ("2026-01-31", False, "Bronze", []),
    ],
)
def test_what_holds_a_tier_back_beyond_points(until: str | None, invited: bool, tier: str, measures: list[str]) -> None:
    own = Settings(certification_until=until and day(until), elite_invitation=invited)
    for points in (0, 500):  # points that are missing are no part of it
        assert [row.measure for row in unmet_beyond_points(tiers(own, points=points), tier)] == measures


def test_each_condition_says_what_is_needed_and_what_there_is() -> None:
    own = Settings(certification_until=day("2026-01-31"), elite_invitation=True)
    gold, *_, elite = tiers(own, points=250)
    assert [(row.measure, row.need, row.have, row.met) for row in gold.conditions] == [
        ("total", 100, 250, True),
        ("sourced", 100, 250, True),
        ("certification", True, day("2026-01-31"), False),
    ]
    assert [(row.need, row.have, row.met) for row in elite.conditions if row.measure == "invitation"] == [
        (True, True, True)
    ]
    assert [row.met for row in elite.conditions[:3]] == [False, False, False]


def test_where_the_end_of_the_certification_is_not_entered_nothing_is_known_of_it() -> None:
    [row] = [row for row in tiers(Settings())[0].conditions if row.measure == "certification"]
    assert (row.need, row.have, row.met, row.decides) == (True, None, None, False)


def test_the_tier_that_is_lost_leaves_the_best_of_the_window() -> None:
    entries = [sold(350, "2025-06-01", "2025-07-20"), sold(150, "2025-06-01", "2025-12-15")]
    own = Settings(credited_tier="Diamond", credited_since=day("2025-01-15"), credited_read_on=day("2025-06-01"))
    checks = {check.day: check for check in monthly_checks(Book(own, tiers=GOLD), entries, day("2026-07-15"))}
    # 500 points on 15 June and 15 July make Elite but for the invitation; 150 are Gold up to November.
    assert (checks[day("2025-07-15")].credited, checks[day("2025-07-15")].decision) == ("Diamond", "reached")
    assert (checks[day("2026-01-15")].credited, checks[day("2026-01-15")].decision) == ("Gold", "down")
    assert checks[day("2026-01-15")].since == day("2026-01-15")
    assert (checks[day("2026-07-15")].credited, checks[day("2026-07-15")].decision) == ("None", "down")


def test_a_check_that_leaves_a_tier_that_nobody_can_tell_decides_nothing() -> None:
    """150 points were Gold or nothing from July 2025 on, which the review of January has to leave open."""
    unknown = tuple(row._replace(total=None) if row[:2] == (day("2025-07-15"), "Gold") else row for row in GOLD)
    own = Settings(credited_tier="Gold", credited_since=day("2024-01-15"), credited_read_on=day("2025-08-01"))
    checks = monthly_checks(Book(own, tiers=unknown), [sold(150, "2025-06-01", "2026-01-15")], day("2026-02-15"))
    review, after = checks[-2:]
    assert (review.held, review.decision, review.credited) == ("Gold", "undecided", None)
    assert (after.performing, after.held, after.decision, after.untold) == ("None", None, None, "undecided")


def test_a_tier_without_thresholds_is_still_that_tier_of_that_edition() -> None:
    edition = edition_on(day("2026-02-01"))
    assert threshold(GOLD, edition, "Platinum").total == 200
    assert threshold((), edition, "Platinum") == Threshold(day("2026-01-15"), "Platinum")
    assert threshold(GOLD[:4], edition, "Platinum").total is None


@pytest.mark.parametrize(
    ("reading", "held", "left"),
    [
        (LapsedCertification.NO_TIER, "Diamond", "None"),
        (LapsedCertification.ONE_DOWN, "Diamond", "Platinum"),
        (LapsedCertification.ONE_DOWN, "Gold", "None"),
        (LapsedCertification.ONE_DOWN, "None", "None"),
    ],
)
def test_a_lapsed_certification_takes_what_the_edition_says(
    reading: LapsedCertification, held: str, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "edition_on", lambda on: edition_on(on)._replace(lapsed_certification=reading))
    own = Settings(
        credited_tier=held, credited_since=day("2024-01-15"), credited_read_on=day("2025-08-01"),
        certification_until=day("2026-01-14"),
    )  # fmt: skip
    checks = {check.day: check for check in monthly_checks(Book(own, tiers=GOLD), (), day("2026-01-15"))}
    assert checks[day("2026-01-15")].credited == left
