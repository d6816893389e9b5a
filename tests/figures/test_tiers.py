"""Tiers: each side of each threshold, each condition by itself, and the credited tier from check to check.

No threshold is public; all figures here are made up.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext
from itertools import pairwise

import pytest

from partnerbook.codes import Decision
from partnerbook.days import months_later
from partnerbook.exact import quotient, total
from partnerbook.figures.reviews import Check, credited_tier, monthly_checks
from partnerbook.figures.tiers import (
    Progress,
    TierConditions,
    missing_thresholds,
    performing_tier,
    progress,
    rank,
    tier_conditions,
)
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Standing
from partnerbook.points.terms import sold_terms
from partnerbook.program.edition import edition_on
from partnerbook.records import Book, Settings, Threshold

UP, DOWN, REACHED, PROTECTED = Decision.UP, Decision.DOWN, Decision.REACHED, Decision.PROTECTED
UNCERTIFIED, UNDECIDED, AGE_UNKNOWN = Decision.UNCERTIFIED, Decision.UNDECIDED, Decision.AGE_UNKNOWN
SETTLED = Decision.SETTLED
Decided = tuple[str | None, Decision | None, str | None]
TIERS = ("Gold", "Platinum", "Diamond", "Elite")
EDITIONS = ("2022-07-18", "2024-02-27", "2025-07-15", "2026-01-15")
TOTAL = {"Gold": 400, "Platinum": 1000, "Diamond": 2000, "Elite": 5000}
MINIMUM = {"Gold": 100, "Platinum": 300, "Diamond": 700, "Elite": 2000}
MANAGED = {"Gold": 50, "Platinum": 120, "Diamond": 300, "Elite": 800}
MILLIONTH = Decimal("0.000001")
PLENTY = Decimal(5000)
INVITED = Settings(elite_invitation=True)


def day(text: str) -> date:
    return date.fromisoformat(text)


def thresholds(editions: Iterable[str] = EDITIONS, tiers: Iterable[str] = TIERS) -> tuple[Threshold, ...]:
    """What each tier needs; an edition that asks for no managed points has none in the table."""
    return tuple(
        Threshold(
            day(edition),
            tier,
            Decimal(TOTAL[tier]),
            Decimal(MINIMUM[tier]),
            None if edition == "2026-01-15" else Decimal(MANAGED[tier]),
        )
        for edition in editions
        for tier in tiers
    )


def conditions(
    on: str, standing: Standing, own: Settings = INVITED, table: Sequence[Threshold] | None = None
) -> tuple[TierConditions, ...]:
    rows = thresholds() if table is None else table
    return tier_conditions(standing, day(on), edition_on(day(on)), rows, own)


def performing(
    on: str, standing: Standing, own: Settings = INVITED, table: Sequence[Threshold] | None = None
) -> str | None:
    return performing_tier(conditions(on, standing, own, table))


def at_the_threshold(on: str, measure: str, tier: str) -> Standing:
    """Points that are exactly what the tier needs on one measure, and plenty on the others."""
    managed = Decimal(MANAGED[tier])
    if measure == "total":
        return Standing(Decimal(TOTAL[tier]) - managed, Decimal(0), managed)
    if measure == "managed":
        return Standing(PLENTY, Decimal(0), managed)
    if on >= "2025-07-15":
        return Standing(Decimal(MINIMUM[tier]), PLENTY, PLENTY)
    return Standing(Decimal(10), Decimal(MINIMUM[tier]) - 10, PLENTY)


def a_millionth_below(standing: Standing, measure: str) -> Standing:
    track = "managed" if measure == "managed" else "sourced"
    return standing._replace(**{track: getattr(standing, track) - MILLIONTH})


FIRST_DAYS, LAST_DAYS = EDITIONS, ("2024-02-26", "2025-07-14", "2026-01-14", "2026-11-01")
MEASURES = [
    (on, measure)
    for on in sorted(FIRST_DAYS + LAST_DAYS)
    for measure in ("total", "minimum", "managed")
    if measure != "managed" or on < "2026-01-15"
]


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(("on", "measure"), MEASURES)
def test_both_sides_of_each_threshold(on: str, measure: str, tier: str) -> None:
    below = "None" if tier == "Gold" else TIERS[TIERS.index(tier) - 1]
    exactly = at_the_threshold(on, measure, tier)
    assert performing(on, exactly) == tier
    assert performing(on, a_millionth_below(exactly, measure)) == below


@pytest.mark.parametrize(("on", "measure"), MEASURES)
def test_each_condition_alone_holds_a_tier_back(on: str, measure: str) -> None:
    short = a_millionth_below(at_the_threshold(on, measure, "Diamond"), measure)
    diamond = next(tier for tier in conditions(on, short) if tier.tier == "Diamond")
    unmet = [condition.measure for condition in diamond.conditions if condition.met is False]
    assert unmet == [("sourced" if on >= "2025-07-15" else "sold") if measure == "minimum" else measure]
    assert diamond.holds is False


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-03-01", "Elite"), ("2025-07-14", "Elite"), ("2025-07-15", "None"), ("2026-02-01", "None")],
)
def test_assisted_points_count_to_the_minimum_until_july_2025(on: str, expected: str) -> None:
    assert performing(on, Standing(assisted=PLENTY, managed=PLENTY)) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2025-07-14", "None"), ("2026-01-14", "None"), ("2026-01-15", "Elite"), ("2026-02-01", "Elite")],
)
def test_no_managed_points_are_asked_for_since_january_2026(on: str, expected: str) -> None:
    assert performing(on, Standing(sourced=PLENTY)) == expected


@pytest.mark.parametrize(
    ("until", "expected", "met"),
    [("2026-02-01", "Gold", True), ("2026-02-02", "Gold", True), ("2026-01-31", "None", False), (None, "Gold", None)],
)
def test_the_certification_is_valid_up_to_its_last_day(until: str | None, expected: str, met: bool | None) -> None:
    own = Settings(certification_until=until and day(until))
    assert performing("2026-02-01", Standing(Decimal(400)), own) == expected
    gold = conditions("2026-02-01", Standing(Decimal(400)), own)[0]
    assert [condition.met for condition in gold.conditions if condition.measure == "certification"] == [met]


def test_elite_is_by_invitation_only() -> None:
    assert performing("2026-02-01", Standing(PLENTY), Settings(elite_invitation=True)) == "Elite"
    assert performing("2026-02-01", Standing(PLENTY), Settings(elite_invitation=False)) == "Diamond"
    asked = {tier.tier: {row.measure for row in tier.conditions} for tier in conditions("2026-02-01", Standing())}
    assert [tier for tier, measures in asked.items() if "invitation" in measures] == ["Elite"]


@pytest.mark.parametrize(("parts", "whole"), [(3, 400), (7, 400), (13, 1000), (129, 2000), (999, 2000)])
def test_fractions_that_add_up_to_a_threshold_reach_it(parts: int, whole: int) -> None:
    part = quotient(Decimal(whole), Decimal(parts))
    points = total([part] * parts)
    reached = {400: "Gold", 1000: "Platinum", 2000: "Diamond"}[whole]
    assert performing("2026-02-01", Standing(points)) == reached
    assert performing("2026-02-01", Standing(points - MILLIONTH)) != reached


# Figures that are missing.


def test_without_thresholds_the_tier_is_unknown_whatever_the_points() -> None:
    for points in (Standing(), Standing(PLENTY, PLENTY, PLENTY)):
        assert performing("2026-02-01", points, table=()) is None
        assert performing("2026-02-01", points, table=thresholds(["2025-07-15"])) is None
    assert {tier.holds for tier in conditions("2026-02-01", Standing(PLENTY), table=())} == {None}


@pytest.mark.parametrize("missing", ["total", "minimum", "managed"])
def test_a_tier_with_one_figure_missing_is_not_known_to_hold(missing: str) -> None:
    rows = [row._replace(**{missing: None}) if row.tier == "Diamond" else row for row in thresholds()]
    diamond = conditions("2025-08-01", Standing(PLENTY, PLENTY, PLENTY), table=rows)[2]
    assert diamond.holds is None
    assert conditions("2025-08-01", Standing(), table=rows)[2].holds is False  # the other figures rule it out


def test_a_higher_tier_without_thresholds_is_never_reached() -> None:
    rows = thresholds(tiers=["Gold", "Platinum"])
    assert performing("2026-02-01", Standing(Decimal(500)), table=rows) == "Gold"
    assert performing("2026-02-01", Standing(Decimal(399)), table=rows) == "None"


def test_lower_tiers_without_thresholds_leave_the_tier_unknown() -> None:
    rows = thresholds(tiers=["Diamond"])
    assert performing("2026-02-01", Standing(PLENTY), Settings(elite_invitation=False), table=rows) == "Diamond"
    assert performing("2026-02-01", Standing(PLENTY), Settings(elite_invitation=True), table=rows) is None
    assert performing("2026-02-01", Standing(Decimal(1999)), table=rows) is None


@pytest.mark.parametrize(
    ("on", "words"),
    [("2025-07-14", ["total", "sold", "managed"]),
     ("2025-07-15", ["total", "sourced", "managed"]),
     ("2026-01-15", ["total", "sourced"])],
)  # fmt: skip
def test_missing_thresholds_are_named(on: str, words: list[str]) -> None:
    edition = edition_on(day(on))
    assert missing_thresholds((), edition) == tuple((tier, word) for tier in TIERS for word in words)
    assert missing_thresholds(thresholds(), edition) == ()
    rows = [row._replace(total=None) if row.tier == "Platinum" else row for row in thresholds(tiers=TIERS[:3])]
    assert missing_thresholds(rows, edition) == (("Platinum", "total"), *(("Elite", word) for word in words))


def test_progress_to_a_tier() -> None:
    need = Threshold(day("2025-07-15"), "Gold", Decimal(400), Decimal(100), Decimal(0))
    rows = progress(Standing(Decimal(30), Decimal(500), Decimal(20)), need, edition_on(day("2025-08-01")))
    assert rows == (
        Progress("total", Decimal(550), Decimal(400), Decimal(0), Decimal("1.375")),
        Progress("sourced", Decimal(30), Decimal(100), Decimal(70), Decimal("0.3")),
        Progress("managed", Decimal(20), Decimal(0), Decimal(0), Decimal(1)),
    )


def test_progress_without_a_threshold_says_what_one_has() -> None:
    rows = progress(Standing(Decimal(30)), Threshold(day("2026-01-15"), "Gold"), edition_on(day("2026-02-01")))
    assert rows == (
        Progress("total", Decimal(30), None, None, None),
        Progress("sourced", Decimal(30), None, None, None),
    )


def test_tiers_have_an_order() -> None:
    assert [rank(tier) for tier in (None, "", "None", *TIERS)] == [0, 0, 0, 1, 2, 3, 4]


# The credited tier.

TERMS = sold_terms("US", "USD", day("2026-02-01"))
LETTERS = dict(zip("NGPDE", ("None", *TIERS), strict=True))
NO_MANAGED = tuple(row._replace(managed=Decimal(0)) for row in thresholds())


def stretch(start: str, until: str, letter: str) -> Entry:
    """Points that are just enough for a tier, for some days."""
    points = Decimal({"N": 0, "G": 400, "P": 1000, "D": 2000, "E": 5000}[letter])
    return Entry("Acme", "Sales", "sold", "new", "sourced", points, points, day(start), day(until), TERMS)


def months(first: str, letters: str) -> list[Entry]:
    """A letter for each month from one on: the tier whose points the partner has in it."""
    begin = day(f"{first}-01")
    starts = [months_later(begin, number) for number in range(len(letters.replace(" ", "")) + 1)]
    return [
        stretch(start.isoformat(), until.isoformat(), letter)
        for (start, until), letter in zip(pairwise(starts), letters.replace(" ", ""), strict=True)
    ]


def credited(tier: str, since: str | None, read_on: str | None, **more: object) -> Settings:
    plain = Settings(credited_tier=tier, credited_since=since and day(since), credited_read_on=read_on and day(read_on))
    return plain._replace(**more)


def followed(
    own: Settings, entries: Sequence[Entry], last: str, table: Sequence[Threshold] = NO_MANAGED
) -> list[Check]:
    return list(monthly_checks(Book(settings=own, tiers=tuple(table)), entries, day(last)))


def decided(checks: Sequence[Check], on: str) -> Decided:
    check = next(check for check in checks if check.day == day(on))
    return check.credited, check.decision, check.held


def test_hubspots_example_of_a_review() -> None:
    """15 July review: credited Diamond, performing Gold on the day, best in the window Platinum: Platinum."""
    own = credited("Diamond", "2025-07-15", "2026-02-01")
    checks = followed(own, months("2026-02", "GPGGPG"), "2026-07-20")
    assert [check.performing for check in checks[-6:]] == [LETTERS[letter] for letter in "GPGGPG"]
    assert decided(checks, "2026-06-15") == ("Diamond", None, "Diamond")
    assert decided(checks, "2026-07-15") == ("Platinum", DOWN, "Diamond")
    assert checks[-1].since == day("2026-07-15")
    before = checks[-1].before
    assert before is not None
    assert (before.tier, before.gained) == ("Diamond", day("2025-07-15"))


@pytest.mark.parametrize("held_at", range(6))
@pytest.mark.parametrize(("first", "review"), [("2026-02", "2026-07-15"), ("2026-08", "2027-01-15")])
def test_one_check_of_the_six_keeps_the_tier(first: str, review: str, held_at: int) -> None:
    letters = "".join("D" if month == held_at else "G" for month in range(6))
    own = credited("Diamond", "2025-01-15", f"{first}-01")
    assert decided(followed(own, months(first, letters), review), review) == ("Diamond", REACHED, "Diamond")


@pytest.mark.parametrize(
    ("before", "first", "review"), [("2026-01", "2026-02", "2026-07-15"), ("2026-07", "2026-08", "2027-01-15")]
)
def test_a_check_before_the_window_does_not_keep_it(before: str, first: str, review: str) -> None:
    own = credited("Diamond", "2025-01-15", f"{first}-01")
    checks = followed(own, months(before, "D GGGGGG"), review)
    assert decided(checks, review) == ("Gold", DOWN, "Diamond")


def test_days_between_two_checks_do_not_count() -> None:
    entries = [stretch("2026-03-16", "2026-04-15", "D"), *months("2026-02", "GGGGGG")]
    own = credited("Diamond", "2025-01-15", "2026-02-01")
    assert decided(followed(own, entries, "2026-07-15"), "2026-07-15") == ("Gold", DOWN, "Diamond")


def test_nothing_at_any_check_ends_below_gold() -> None:
    own = credited("Elite", "2025-01-15", "2026-02-01", elite_invitation=True)
    checks = followed(own, [], "2027-01-15")
    assert decided(checks, "2026-07-15") == ("None", DOWN, "Elite")
    assert decided(checks, "2027-01-15") == ("None", None, "None")


def test_one_review_after_the_other() -> None:
    own = credited("Diamond", "2025-01-15", "2026-02-01")
    checks = followed(own, months("2026-02", "GPGGGG GGNNGN"), "2027-01-15")
    assert decided(checks, "2026-07-15") == ("Platinum", DOWN, "Diamond")
    assert decided(checks, "2027-01-15") == ("Gold", DOWN, "Platinum")


def test_it_moves_up_at_the_check_of_the_15th_only() -> None:
    own = credited("Gold", "2025-01-15", "2026-02-01")
    between = followed(own, [stretch("2026-03-16", "2026-04-15", "P")], "2026-06-30")
    assert {check.credited for check in between if check.credited} == {"Gold"}
    checks = followed(own, [stretch("2026-03-16", "2026-04-16", "P")], "2026-06-30")
    assert decided(checks, "2026-04-15") == ("Platinum", UP, "Gold")
    assert credited_tier(checks, own, day("2026-04-14")) == "Gold"
    assert credited_tier(checks, own, day("2026-04-15")) == "Platinum"
    assert credited_tier(checks, own, day("2026-06-30")) == "Platinum"  # it does not move down between reviews
    assert checks[-1].since == day("2026-04-15")


@pytest.mark.parametrize(("start", "steps"), [("None", "GPDE"), ("Gold", "D"), ("Platinum", "DE")])
def test_it_moves_up_as_far_as_the_points_go(start: str, steps: str) -> None:
    own = credited(start, "2025-01-15", "2026-02-01", elite_invitation=True)
    checks = followed(own, months("2026-02", steps), "2026-05-20")
    ups = [check.credited for check in checks if check.decision is UP]
    assert ups == [LETTERS[letter] for letter in steps]


def test_it_moves_up_at_a_review_too() -> None:
    own = credited("Gold", "2025-01-15", "2026-02-01")
    assert decided(followed(own, months("2026-07", "D"), "2026-07-15"), "2026-07-15") == ("Diamond", UP, "Gold")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-01-15", ("None", DOWN, "Diamond")),  # six months to the day
        ("2026-01-16", ("Diamond", PROTECTED, "Diamond")),
        ("2026-06-15", ("Diamond", PROTECTED, "Diamond")),
    ],
)
def test_a_tier_is_protected_for_six_months(since: str, expected: Decided) -> None:
    checks = followed(credited("Diamond", since, "2026-06-20"), [], "2027-01-15")
    assert decided(checks, "2026-07-15") == expected
    assert decided(checks, "2027-01-15")[0] == "None"


def test_a_tier_gained_at_a_check_is_protected_from_that_day() -> None:
    own = credited("Gold", "2025-01-15", "2026-02-01")
    checks = followed(own, months("2026-03", "D"), "2027-01-15")
    assert decided(checks, "2026-03-15") == ("Diamond", UP, "Gold")
    assert decided(checks, "2026-07-15") == ("Diamond", PROTECTED, "Diamond")
    assert decided(checks, "2027-01-15") == ("None", DOWN, "Diamond")


@pytest.mark.parametrize(("read_on", "until"), [("2026-02-01", None), ("2026-01-20", "2026-07-01")])
def test_whether_a_tier_of_unknown_age_is_lost_cannot_be_told_until_it_is_surely_old(
    read_on: str, until: str | None
) -> None:
    own = credited("Diamond", None, read_on, certification_until=until and day(until))
    checks = followed(own, [], "2027-01-15")
    assert decided(checks, "2026-07-15") == (None, AGE_UNKNOWN, "Diamond")
    assert decided(checks, "2027-01-15") == ("None", SETTLED, None)
    assert [check.since for check in checks if check.held] == [None] * 6
    older = followed(
        credited("Diamond", None, "2026-01-15", certification_until=until and day(until)), [], "2026-07-15"
    )
    assert decided(older, "2026-07-15") == ("None", UNCERTIFIED if until else DOWN, "Diamond")


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-07-15", ("Diamond", REACHED, "Diamond")),
        ("2026-07-14", ("None", UNCERTIFIED, "Diamond")),
        ("2026-05-20", ("None", UNCERTIFIED, "Diamond")),
    ],
)
def test_the_certification_must_be_valid_on_the_review_day(until: str, expected: Decided) -> None:
    own = credited("Diamond", "2025-01-15", "2026-02-01", certification_until=day(until))
    checks = followed(own, months("2026-02", "DDDDDD"), "2026-07-15")
    assert decided(checks, "2026-07-15") == expected
    assert decided(checks, "2026-06-15") == ("Diamond", None, "Diamond")


def test_a_certification_nobody_entered_takes_nothing_away() -> None:
    own = credited("Diamond", "2025-01-15", "2026-02-01")
    assert decided(followed(own, months("2026-02", "DDDDDD"), "2026-07-15"), "2026-07-15")[0] == "Diamond"


def test_after_a_review_without_thresholds_the_tier_cannot_be_told() -> None:
    own = credited("Diamond", "2025-01-15", "2026-02-01")
    checks = followed(own, months("2026-02", "EEEEEE"), "2026-07-15", table=())
    assert decided(checks, "2026-07-15") == (None, UNDECIDED, "Diamond")
    assert {check.performing for check in checks} == {None}


def test_a_window_of_two_editions_of_which_one_lacks_thresholds() -> None:
    """August to December are known and the review of 15 January is not: it can keep the tier, and not take it."""
    rows = [row for row in NO_MANAGED if row.edition != day("2026-01-15")]
    own = credited("Diamond", "2025-01-15", "2025-08-01")
    kept = followed(own, months("2025-08", "GGDGGG"), "2026-01-15", rows)
    assert decided(kept, "2026-01-15") == ("Diamond", REACHED, "Diamond")
    open_ = followed(own, months("2025-08", "GGPGGG"), "2026-01-15", rows)
    assert decided(open_, "2026-01-15") == (None, UNDECIDED, "Diamond")


def test_nor_after_one_without_the_credited_tiers_own_thresholds() -> None:
    rows = [row for row in NO_MANAGED if row.tier != "Diamond"]
    own = credited("Diamond", "2025-01-15", "2026-02-01")
    checks = followed(own, months("2026-02", "DDDDDD"), "2026-07-15", rows)
    assert decided(checks, "2026-07-15") == (None, UNDECIDED, "Diamond")


def test_it_is_followed_only_from_the_day_it_was_read() -> None:
    own = credited("Gold", "2025-01-15", "2026-04-15")
    checks = followed(own, months("2025-10", "PPPPPPPPPP"), "2026-06-01")
    assert [check.day for check in checks if check.credited] == [day("2026-05-15")]
    assert (checks[0].day, checks[-1].day) == (day("2022-08-15"), day("2026-05-15"))
    assert {check.performing for check in checks if check.day >= day("2025-10-15")} == {"Platinum"}
    assert decided(checks, "2026-05-15") == ("Platinum", UP, "Gold")
    tiers = [credited_tier(checks, own, day(text)) for text in ("2026-04-14", "2026-04-15", "2026-05-14", "2026-05-15")]
    assert tiers == [None, "Gold", "Gold", "Platinum"]


def test_checks_before_the_reading_count_for_the_review_after_it() -> None:
    own = credited("Diamond", "2025-01-15", "2026-07-01")
    kept = followed(own, months("2026-02", "DGGGGG"), "2026-07-15")
    assert decided(kept, "2026-07-15") == ("Diamond", REACHED, "Diamond")


def test_the_day_it_was_gained_stands_in_for_the_day_it_was_read() -> None:
    own = credited("Gold", "2026-02-01", None)
    checks = followed(own, months("2026-02", "GP"), "2026-03-20")
    assert [credited_tier(checks, own, day(text)) for text in ("2026-01-31", "2026-02-01", "2026-03-15")] == [
        None,
        "Gold",
        "Platinum",
    ]


@pytest.mark.parametrize("own", [Settings(), credited("", "2026-02-01", None), credited("Gold", None, None)])
def test_a_credited_tier_that_the_book_does_not_say_is_not_made_up(own: Settings) -> None:
    checks = followed(own, months("2026-02", "PPP"), "2026-03-20")
    assert {check.credited for check in checks} == {None}
    assert checks[-1].performing == "Platinum"
    assert credited_tier(checks, own, day("2026-03-20")) is None


def test_checks_are_of_every_15th_since_points_were_counted() -> None:
    checks = followed(Settings(), [], "2026-02-14")
    assert (checks[0].day, checks[-1].day) == (day("2022-08-15"), day("2026-01-15"))
    assert {check.day.day for check in checks} == {15}
    assert all(0 < (later.day - check.day).days <= 31 for check, later in pairwise(checks))
    reviews = {(check.day.month, check.day.day) for check in checks if check.review}
    assert reviews == {(1, 15), (7, 15)}
    assert [check.edition.start for check in checks if check.review][-2:] == [day("2025-07-15"), day("2026-01-15")]
    assert followed(Settings(), [], "2022-08-14") == []


def test_the_callers_decimal_context_does_not_matter() -> None:
    """Three thirds of Gold are Gold, and 12345.678901 points more are not rounded away."""
    third = quotient(Decimal(400), Decimal(3))
    standing = Standing(Decimal("12345.678901"), third, third)
    entries = [stretch("2026-03-01", "2026-06-01", "N")._replace(points=third)] * 3

    def everything() -> tuple[object, ...]:
        own = credited("None", "2025-01-15", "2026-02-01")
        return (
            conditions("2026-02-01", standing),
            progress(standing, NO_MANAGED[0], edition_on(day("2022-08-01"))),
            followed(own, entries, "2026-07-15"),
        )

    expected = everything()
    with localcontext(prec=5, rounding=ROUND_DOWN):
        found = everything()
    assert found == expected
    checks = followed(credited("None", "2025-01-15", "2026-02-01"), entries, "2026-07-15")
    assert decided(checks, "2026-03-15") == ("Gold", UP, "None")
