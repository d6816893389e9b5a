"""The cases of TIER, POINTS_TO_TIER, DAYS_TO_RENEWAL and RENEWAL_STATUS."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from support.function_rules import (
    DIVISION,
    HEADED,
    MISSING,
    NUMBER,
    OMITTED,
    TIERS,
    VALUE,
    Case,
    case,
    column,
    day,
    error,
)


def tier_cases() -> Iterable[Case]:
    """TIER and POINTS_TO_TIER, with a partner's own thresholds."""
    for table, heading in ((TIERS, "no headings"), (HEADED, "headings")):
        yield case("TIER", [960, 260, 0, table], "Platinum", f"newest rules ask for no managed points; {heading}")
        yield case("TIER", [319.99, 260, 0, table], "None", f"below Gold; {heading}")
    for on, found in (("2025-07-14", "None"), ("2025-07-15", "None"), ("2026-01-14", "None"), ("2026-01-15", "Gold")):
        yield case(
            "TIER", [330, 100, 10, TIERS, day(on)], found, f"managed points are asked for until January 2026: {on}"
        )
    for on, found in (
        ("2021-10-01", "Gold"),
        ("2024-02-27", "Gold"),
        ("2025-07-14", "Gold"),
        ("2025-07-15", "Platinum"),
    ):
        yield case("TIER", [950, 250, 150, TIERS, day(on)], found, f"sold minimum of 300, sourced of 240: {on}")
    yield case("TIER", [320, 85, 0, TIERS], "Gold", "exactly enough")
    yield case("TIER", [320, 84.999, 0, TIERS], "None", "a hair too few sourced points")
    yield case("TIER", [6400, 1800, 0, TIERS], "Elite", "by points alone")
    yield case("TIER", [None, None, None, TIERS], "None", "no points at all")
    yield case("TIER", ["abc", 1, 1, TIERS], VALUE, "text for points")
    yield case("TIER", [960, 260, 0, TIERS[:12]], MISSING, "no figures of the newest edition")
    yield case("TIER", [960, 260, 0, TIERS[12:14]], MISSING, "the tier above cannot be ruled out")
    yield case("TIER", [400, 260, 0, TIERS[12:14]], "Gold", "the tier above is ruled out")
    spoiled = [*TIERS[:12], [day("2026-01-15"), "Gold", "ask", 85, None], *TIERS[13:]]
    yield case("TIER", [330, 90, 0, spoiled], MISSING, "a row that cannot be read is no row")
    yield case("TIER", [330, 90, 0, None], MISSING, "no table")
    for goal, gap in (("Gold", 0), ("Platinum", 550), ("diamond", 1750), (" Elite ", 6000)):
        yield case("POINTS_TO_TIER", [400, 100, 0, goal, HEADED], gap, f"to {goal}")
    for goal, gap in (("Oro", 0), ("Ouro", 0), ("Platino", 550), ("PLATINA", 550), ("Diamante", 1750), ("Élite", 6000)):
        yield case("POINTS_TO_TIER", [400, 100, 0, goal, HEADED], gap, f"to {goal}, in another language")
    words: dict[Any, str] = {"Gold": "Oro", "Platinum": "Platino", "Diamond": "Diamante", "Elite": "Élite"}
    spanish = [[edition, words[name], *figures] for edition, name, *figures in TIERS]
    yield case("POINTS_TO_TIER", [400, 100, 0, "Diamond", spanish], 1750, "thresholds in Spanish, a goal in English")
    yield case("POINTS_TO_TIER", [400, 100, 0, "Ninguno", spanish], VALUE, "a goal that is no tier")
    yield case("TIER", [960, 260, 0, spanish], "Platinum", "thresholds in Spanish")
    yield case("POINTS_TO_TIER", [940, 50, 0, "Platinum", TIERS], 200, "the sourced gap is the greater one")
    yield case("POINTS_TO_TIER", [900, 100, 20, "Platinum", TIERS, day("2025-07-15")], 140 + 130, "two minimums add up")
    yield case(
        "POINTS_TO_TIER", [100, 240, 150, "Platinum", TIERS, day("2026-01-14")], 845, "the total gap is the greater one"
    )
    yield case("POINTS_TO_TIER", [949.5, 250, 0, "Platinum", TIERS], Fraction(1, 2), "half a point")
    yield case("POINTS_TO_TIER", [7000, 2000, 0, "Elite", TIERS], 0, "there already")
    yield case("POINTS_TO_TIER", [1, 1, 1, "Silver", TIERS], VALUE, "an unknown tier")
    yield case("POINTS_TO_TIER", [1, 1, 1, None, TIERS], VALUE, "no goal")
    yield case("POINTS_TO_TIER", [1, 1, 1, "Gold", TIERS[:4]], MISSING, "no figures of the newest edition")
    yield case(
        "POINTS_TO_TIER",
        [1, 1, 1, "Gold", [[day("2026-01-15"), "Gold", 300, None, None]]],
        MISSING,
        "a figure is missing",
    )
    yield case("POINTS_TO_TIER", [error(DIVISION), 1, 1, "Gold", TIERS], DIVISION, "an error stays what it is")


def renewal_cases() -> Iterable[Case]:
    """DAYS_TO_RENEWAL and RENEWAL_STATUS."""
    for renews, as_of in (("2026-12-01", "2026-11-01"), ("2026-11-01", "2026-11-01"), ("2024-02-28", "2024-03-01")):
        left = (date.fromisoformat(renews) - date.fromisoformat(as_of)).days
        yield case("DAYS_TO_RENEWAL", [day(renews), day(as_of)], left, f"from {as_of} to {renews}")
    yield case("DAYS_TO_RENEWAL", [46357, "2026-11-01"], 30, "a serial number and ISO text")
    yield case("DAYS_TO_RENEWAL", [None, day("2026-11-01")], VALUE, "no renewal")
    yield case("DAYS_TO_RENEWAL", [day("2026-11-01"), "now"], VALUE, "text for a day")
    yield case("DAYS_TO_RENEWAL", [error(MISSING), day("2026-11-01")], MISSING, "an error stays what it is")
    for left, found in (
        *((-1, "Overdue"), (0, "Within 30 days"), (30, "Within 30 days"), (31, "Within 60 days")),
        *(
            (60, "Within 60 days"),
            (90, "Within 90 days"),
            (91, "Within 120 days"),
            (120, "Within 120 days"),
            (121, "Later"),
        ),
    ):
        renews = date.fromordinal(date(2026, 11, 1).toordinal() + left).isoformat()
        yield case("RENEWAL_STATUS", [day(renews), day("2026-11-01")], found, f"{left} days left")
    alerts: tuple[tuple[Any, str], ...] = (
        ("45;15", "Within 45 days"),
        (column(10, 20, 40), "Within 40 days"),
        ([[7, 14, 28]], "Later"),
        (35, "Within 35 days"),
        (None, "Within 30 days"),
        (OMITTED, "Within 30 days"),
        (column(None, 45, None), "Within 45 days"),
        ("a;b", VALUE),
        (-30, NUMBER),
        (7.5, NUMBER),
        ("30; 60", "Within 30 days"),
        ("60;30;", "Within 30 days"),
        (";", "Within 30 days"),
        (0, "Within 30 days"),
    )
    for windows, found in alerts:
        yield case("RENEWAL_STATUS", [day("2026-12-01"), day("2026-11-01"), windows], found, f"windows {windows!r}")
    yield case("RENEWAL_STATUS", [day("2026-11-01"), day("2026-11-01"), "30;0"], "Within 30 days", "0 is no alert day")
    yield case("RENEWAL_STATUS", [day("2026-12-01"), None], VALUE, "no day to look from")
