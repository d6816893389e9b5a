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
FIRST = date(2025, 8, 1)
TERMS = sold_terms("US", "USD", date(2026, 2, 1))


def walked(
    tier: int, since: date | None, found: list[tuple[date, tuple[int, ...]]], certified_until: date | None, day: date
) -> set[int]:
    """Every tier that can be held on a day: of each check the ranks that its performing tier can have are given.

    A tier since nobody knows when was gained long ago, or just when it was read.
    """
    ends: set[int] = set()
    ages = [date(2000, 1, 1), FIRST] if since is None else [since]
    for gained, ways in product(ages, product(*(ranks for _, ranks in found))):
        held, from_day = tier, gained
        for place, (check, _) in enumerate(found):
            if not FIRST < check <= day:
                continue
            safe = check < months_later(from_day, 6)
            if check.month in (1, 7) and not safe and held:
                lapsed = certified_until is not None and certified_until < check
                best = 0 if lapsed else max(ways[max(0, place - 5) : place + 1])
                if best < held:
                    held, from_day = best, check
            if ways[place] > held:
                held, from_day = ways[place], check
        ends.add(held)
    return ends


@settings(max_examples=300, deadline=None)
@given(
    held=st.integers(0, 4),
    since=st.sampled_from([None, date(2024, 1, 15), date(2025, 7, 20), date(2025, 8, 1)]),
    months=st.lists(st.integers(0, 4), min_size=16, max_size=16),
    missing=st.sets(st.tuples(st.sampled_from(["2025-07-15", "2026-01-15"]), st.integers(1, 4)), max_size=3),
    certified_until=st.sampled_from([None, date(2026, 1, 14), date(2026, 5, 1), date(2030, 1, 1)]),
    invited=st.booleans(),
    day=st.dates(date(2025, 8, 1), date(2026, 8, 20)),
)
def test_no_tier_is_told_where_a_way_it_can_have_been_ends_in_another(
    held: int,
    since: date | None,
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
    own = Settings(credited_tier=RANKS[held] or "None", credited_since=since, credited_read_on=FIRST,
                   certification_until=certified_until, elite_invitation=invited)  # fmt: skip
    checks = monthly_checks(Book(own, tiers=table), entries, day)
    ends = walked(held, since, [(check.day, tuple(range(check.lowest, check.highest + 1))) for check in checks],
                  certified_until, day)  # fmt: skip
    known = credited_on(checks, own, day)
    assert known is not None
    assert known.lowest <= min(ends)
    assert max(ends) <= known.highest
    if len({len(range(check.lowest, check.highest + 1)) for check in checks}) == 1 and since is not None:
        assert [known.tier] == [RANKS[end] or "None" for end in ends]  # every check is judged
