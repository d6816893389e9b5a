"""The figures of points that are buttons: what they open adds up to what they say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.codes import Measure
from partnerbook.exact import ZERO, exactly
from partnerbook.figures.behind import entries_behind
from partnerbook.figures.explained import POINTS, explained
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown
from partnerbook.panels import program, tier_progress
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.pressable import Pressable
from partnerbook.records import Book

DAY = date(2026, 10, 31)


@pytest.mark.parametrize("panel_of", [tier_progress, program])
@pytest.mark.parametrize("seed", range(2))
@exactly
def test_each_button_opens_entries_that_add_up_to_it(panel_of: Callable[..., Any], seed: int) -> None:
    panel = panel_of(uneven_book(seed, DAY), as_of=DAY)
    shown_html = next(child for child in panel.children if isinstance(child, Pressable))
    buttons = html.fromstring(f"<div>{shown_html.value}</div>").xpath(".//button")
    assert [button.get("data-opens") for button in buttons][:4] == ["total", "sold", "sourced", "managed"]
    for button in buttons:
        open_points(panel.behind, panel.model, Measure(button.get("data-opens")))
        at = [column.code for column in panel.behind.list.list_columns].index("points")
        found = sum((row.cells[at] for row in panel.behind.list.rows), ZERO)
        assert found == Decimal(button.text.replace(",", ""))
        assert button.text in button.get("aria-label")
    assert "<button" not in panel.static_html()


@settings(max_examples=15, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_the_entries_are_those_that_explain_says(book: Book, day: date) -> None:
    known = overview(book, day)
    for measure in POINTS:
        found = entries_behind(known, measure)
        told = explained(known, measure)
        assert sorted(each.entry for each in found) == sorted(part.entry for part in told.parts)
        wanted = known.shown.total if measure == Measure.TOTAL else shown(getattr(known.standing, measure))
        assert sum((each.shown for each in found), ZERO) == wanted
