"""The credited tier of whole histories, each worked out by hand from the program's rules; `why` says how.

No threshold is public; all figures here are made up.
"""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.histories import CASES, book_of, day_of, that

from partnerbook.days import months_later
from partnerbook.figures.overview import overview
from partnerbook.figures.reviews import credited_on, monthly_checks
from partnerbook.points.entries import Entry
from partnerbook.points.terms import sold_terms
from partnerbook.program.edition import editions
from partnerbook.records import Book, Settings, Threshold


@pytest.mark.parametrize("name", CASES)
def test_the_credited_tier_of_a_history(name: str) -> None:
    case = CASES[name]
    known = overview(book_of(case), that(case["day"]))
    tier = None if case["expect"]["tier"] is None else case["expect"]["tier"] or "None"
    assert known.credited == tier, case["why"]
    if "since" in case["expect"]:
        assert known.credited_since == day_of(case["expect"]["since"])
    assert [check.day.isoformat() for check in known.unjudged] == case["expect"].get("unjudged", [])


# Whatever the checks that could not be judged found: every way it can have been is walked through.

POINTS = {"": 0, "Gold": 100, "Platinum": 200, "Diamond": 300, "Elite": 400}
RANKS = ("", "Gold", "Platinum", "Diamond", "Elite")
TERMS = sold_terms("US", "USD", date(2026, 2, 1))


def walked(
    read: tuple[int, date | None, date],
    found: list[tuple[date, tuple[int, ...]]],
    certified_until: date | None,
    day: date,
) -> set[tuple[int, date]]:
    """Every tier that can be held on a day, with the day it was gained on: every way the checks can have been.

    `read` is the tier that was read, since when it is held, and the day it was read on: a tier since nobody knows when
    was gained long ago, or just that day. Of each check the ranks are given that its performing tier can have. Ways
    that no later check can tell apart are walked once.
    """
    tier, since, read_on = read
    ages = [date(2000, 1, 1), read_on] if since is None else [since]
    ways: set[tuple[int, date, tuple[int, ...]]] = {(tier, gained, ()) for gained in ages}
    for check, ranks in found:
        after = set()
        for (held, gained, past), now in product(ways, ranks):
            window = (*past, now)
            left = (
                after_check(held, gained, check, window, certified_until) if read_on < check <= day else (held, gained)
            )
            after.add((*left, window[-5:]))
        ways = after
    return {(held, gained) for held, gained, _ in ways}


def after_check(
    held: int, gained: date, check: date, window: tuple[int, ...], certified_until: date | None
) -> tuple[int, date]:
    """What one check makes of a tier that is held since a day; of its window the last rank is its own."""
    if check.month in (1, 7) and check >= months_later(gained, 6):
        best = 0 if certified_until is not None and certified_until < check else max(window)
        if best < held:
            held, gained = best, check
    return (window[-1], check) if window[-1] > held else (held, gained)


@settings(max_examples=300, deadline=None)
@given(
    held=st.integers(0, 4),
    since=st.sampled_from([None, date(2024, 1, 15), date(2025, 7, 20), date(2025, 8, 1)]),
    read_on=st.sampled_from([date(2025, 8, 1), date(2025, 10, 15), date(2025, 12, 20)]),
    months=st.lists(st.integers(0, 4), min_size=16, max_size=16),
    missing=st.one_of(
        st.sets(st.tuples(st.sampled_from(["2025-07-15", "2026-01-15"]), st.integers(1, 4)), max_size=4),
        st.sets(st.tuples(st.just("2025-07-15"), st.integers(1, 4)), min_size=2),
    ),
    certified_until=st.sampled_from([None, date(2026, 1, 14), date(2026, 5, 1), date(2030, 1, 1)]),
    invited=st.booleans(),
    day=st.one_of(st.dates(date(2025, 8, 1), date(2026, 8, 20)), st.just(date(2026, 7, 15))),
)
def test_the_least_and_the_most_are_those_of_all_the_ways_it_can_have_been(
    held: int,
    since: date | None,
    read_on: date,
    months: list[int],
    missing: set[tuple[str, int]],
    certified_until: date | None,
    invited: bool,
    day: date,
) -> None:
    table = tuple(
        Threshold(edition.start, tier, None if (str(edition.start), rank) in missing else Decimal(100 * rank),
                  Decimal(0), Decimal(0))
        for edition in editions()
        for rank, tier in enumerate(RANKS[1:], 1)
    )  # fmt: skip
    begin = date(2025, 2, 1)
    entries = [
        Entry("Acme", "Sales", "sold", "new", "sourced", Decimal(1), Decimal(100 * rank), months_later(begin, place),
              months_later(begin, place + 1), TERMS)
        for place, rank in enumerate([*months, months[-1], months[-1], months[-1]])
    ]  # fmt: skip
    own = Settings(credited_tier=RANKS[held] or "None", credited_since=since, credited_read_on=read_on,
                   certification_until=certified_until, elite_invitation=invited)  # fmt: skip
    checks = monthly_checks(Book(own, tiers=table), entries, day)
    found = [(check.day, tuple(range(check.lowest, check.highest + 1))) for check in checks]
    ends = walked((held, since, read_on), found, certified_until, day)
    known = credited_on(checks, own, day)
    if known is None:
        assert day < read_on
        return
    assert (known.lowest, known.highest) == (min(ends)[0], max(ends)[0])
    assert known.since is None or all(known.since <= gained for _, gained in ends)
    if known.gained:
        assert ends == {(known.lowest, known.gained)}
