"""What an overview keeps of the months ahead: the same whatever was asked before, towards whatever goal, anywhere."""

import pickle
from collections.abc import Callable
from datetime import date

import pytest

from partnerbook.days import months_later
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.stake import possible_stakes, stakes
from partnerbook.sample import sample_book

BOOK, DAY = sample_book(12), date(2026, 10, 31)


@pytest.mark.parametrize("told", [outlook, stakes, possible_stakes])
def test_no_goal_and_no_other_span_changes_what_is_told(told: Callable[[Overview, int], object]) -> None:
    known = overview(BOOK, DAY, "Gold")
    for months in (18, 2):
        assert told(known.towards("Elite"), months) == told(overview(BOOK, DAY, "Elite"), months)
        assert told(known, months) == told(overview(BOOK, DAY), months)
        assert told(known, months) is told(known.towards("Diamond"), months)


@pytest.mark.parametrize("months", [1, 6, 17])
def test_what_may_be_lost_sooner_is_of_what_may_be_lost_later(months: int) -> None:
    known, until = overview(BOOK, DAY), months_later(DAY, months)
    sooner = tuple(each for each in possible_stakes(known) if each.day <= until)
    assert sooner == possible_stakes(overview(BOOK, DAY), months)
    assert sooner


def test_an_overview_goes_to_another_process_with_what_it_keeps() -> None:
    known = overview(BOOK, DAY)
    ahead, at_stake = outlook(known), stakes(known)
    other: Overview = pickle.loads(pickle.dumps(known))  # noqa: S301 - our own bytes
    assert (outlook(other), stakes(other)) == (ahead, at_stake)
