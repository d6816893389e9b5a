"""Shared selling: what is counted on which day, and that the months follow from the deals."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from partnerbook.days import month_end
from partnerbook.figures.selling import is_open, selling
from partnerbook.records import SharedDeal

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def deal(
    name: str, by: str, created: date, stage: str = "open", closed: date | None = None, end: str = ""
) -> SharedDeal:
    return SharedDeal(name, by, created, stage=stage, closed=closed, closed_by=end)


DEALS = [
    deal("open since June", "hubspot", date(2026, 6, 30), closed=date(2026, 7, 15)),
    deal("first day", "hubspot", FIRST, "won", LAST, "hubspot"),
    deal("ours", "partner", date(2026, 7, 2), "won", date(2026, 8, 1), "hubspot"),
    deal("theirs, closed by us", "hubspot", LAST, "won", date(2026, 10, 1), "partner"),
    deal("lost", "partner", date(2026, 1, 5), "lost", FIRST, "hubspot"),
    deal("nobody said", "partner", date(2026, 1, 5), "won", date(2026, 8, 2)),
    deal("no day", "hubspot", date(2026, 2, 1), "won", None, "hubspot"),
    deal("later", "hubspot", date(2026, 10, 1)),
]


def test_what_is_counted_in_a_quarter() -> None:
    found = selling(DEALS, FIRST, LAST)
    assert [each.deal for each in found.created] == ["first day", "theirs, closed by us"]
    assert [each.deal for each in found.closed] == ["lost", "ours", "first day"]
    assert (found.won, found.lost) == (2, 1)
    assert [each.deal for each in found.open] == ["open since June", "theirs, closed by us"]
    assert [each.deal for each in found.undated] == ["no day"]


def test_the_months_of_a_year() -> None:
    months = {month.day: month[1:] for month in selling(DEALS, FIRST, LAST).months}
    assert len(months) == 12
    assert min(months) == date(2025, 10, 31)
    assert months[date(2026, 6, 30)] == (1, 0, 0, 3)  # open: the one of June, and two that end later
    assert months[date(2026, 7, 31)] == (1, 0, 1, 4)
    assert months[LAST] == (1, 1, 0, 2)


def test_a_day_long_ago_has_the_months_there_are() -> None:
    found = selling(DEALS, date(1, 1, 5), date(1, 2, 1))
    assert [month.day for month in found.months] == [date(1, 1, 31), date(1, 2, 1)]


_DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
_BY = st.sampled_from(["hubspot", "partner"])


@given(
    st.lists(
        st.builds(
            SharedDeal, st.sampled_from("abc"), _BY, _DAYS, stage=st.sampled_from(["open", "won", "lost"]),
            closed=st.none() | _DAYS, closed_by=st.just("") | _BY,
        )
    ),
    _DAYS,
)  # fmt: skip
def test_a_year_is_its_months(deals: list[SharedDeal], day: date) -> None:
    last = month_end(day)
    found = selling(deals, month_end(last, -12).replace(day=1), last)
    first = found.months[0].day.replace(day=1)
    year = selling(deals, first, last)
    assert sum(month.created for month in found.months) == len(year.created)
    assert sum(month.won for month in found.months) == year.won
    assert sum(month.lost for month in found.months) == year.lost
    assert found.months[-1].open == len(year.open) == sum(is_open(each, last) for each in deals)
