"""Shared selling without a notebook: its figures against those of the core, for random books and odd days."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.panel_forms import both_forms, figure_of, rows_below
from support.random_books import books

from partnerbook.errors import BadInput
from partnerbook.figures.ranges import Range, range_days
from partnerbook.figures.selling import selling
from partnerbook.names import LANGUAGES
from partnerbook.panels import shared_selling
from partnerbook.records import Book, Segment, SharedDeal
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


@settings(max_examples=15, deadline=None)
@given(book=books(), first=st.dates(date(2022, 1, 1), date(2030, 1, 1)), days=st.integers(0, 900))
def test_the_figures_are_the_cores(book: Book, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    panel = shared_selling(book, as_of=DAY, since=first, until=last)
    assert panel.model.fault == ""
    assert panel.model.found == selling(book.shared_deals, first, last)


@pytest.mark.parametrize("which", Range)
def test_every_range_is_that_of_the_command(which: Range) -> None:
    panel = shared_selling(as_of=DAY, range=which)
    assert panel.model.days == range_days(which, DAY)
    assert panel.model.found == selling(sample_book().shared_deals, *range_days(which, DAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_are_those_of_the_lists_behind_them(language: str) -> None:
    panel = shared_selling(as_of=DAY, language=language)
    say = panel.model.reader.words["shared_selling"]
    for which in ("created", "closed", "open_deals"):
        panel.model.which = which
        for tree in both_forms(panel):
            label = say[which]
            shown = figure_of(tree, label)
            assert int(shown) == len(rows_below(tree, label)) > 0
            months = rows_below(tree, say["months"])
            assert len(months) == 12
            if which == "created":
                assert sum(int(month[1]) for month in months) == int(shown)
            assert "{" not in tree.text_content()


def test_every_number_opens_the_deals_behind_it() -> None:
    panel = shared_selling(as_of=DAY, since=date(2026, 2, 10), until=DAY)
    live, _ = both_forms(panel)
    buttons = live.xpath(".//button")
    assert len(buttons) > 20
    for button in buttons:
        panel.open_number(button.get("data-opens"))
        rows = panel.behind.list.rows
        assert len(rows) == int(button.text_content()) > 0
        if button.get("data-opens").startswith(("won", "lost")):
            stage = "Won" if button.get("data-opens").startswith("won") else "Lost"
            assert {row.cells[4] for row in rows} == {stage}
    panel.open_number("won 2026-02-10 2026-10-31")
    assert (
        "Deals closed by HubSpot: Won. From February 10, 2026 to October 31, 2026, both included."
        in panel.behind.heading.value
    )
    panel.model.segment = "nobody"
    assert panel.behind.layout.display == "none"


def test_other_days_begin_as_those_that_were_shown_and_are_checked() -> None:
    panel = shared_selling(as_of=DAY, range="last-quarter")
    model = panel.model
    model.range = "own"
    assert (model.since, model.until) == (date(2026, 7, 1), date(2026, 9, 30))
    model.until = "2026-06-30"
    assert model.problems == {"until": "The last day is before the first, July 1, 2026."}
    assert (model.found, model.known) == (None, None)
    model.since = "1 February 2026"
    assert model.days == (date(2026, 2, 1), date(2026, 6, 30))
    model.since = None
    assert model.problems == {"since": "Choose a day."}


@pytest.mark.parametrize(("since", "until"), [(date(1, 1, 1), date(1, 1, 1)), (date(1, 1, 1), date.max)])
def test_the_farthest_days_can_be_asked_for(since: date, until: date) -> None:
    panel = shared_selling(as_of=DAY, since=since, until=until)
    assert panel.model.fault == ""
    assert panel.model.found == selling(sample_book().shared_deals, since, until)
    assert panel.static_html()


def test_a_segment_leaves_only_its_clients() -> None:
    deals = (
        SharedDeal("1", "hubspot", date(2026, 9, 1), "Ada", amount=Decimal("12.5"), currency="EUR"),
        SharedDeal("2", "hubspot", date(2026, 9, 1), "Bo"),
        SharedDeal("3", "hubspot", date(2026, 9, 1)),
    )
    book = Book(shared_deals=deals, segments=(Segment("Key", "ADA"),))
    panel = shared_selling(book, as_of=DAY, segment="key")
    assert panel.model.found is not None
    assert panel.model.found.created == deals[:1]
    panel.model.segment = "Other"
    assert panel.model.problems == {"segment": "The book has no segment “Other”. Choose another one, or all clients."}
    assert panel.model.found is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_shared_deals_says_where_to_enter_them(language: str) -> None:
    sheet = {"en": "Shared deals", "es": "Negocios compartidos", "pt": "Negócios compartilhados"}[language]
    for tree in both_forms(shared_selling(Book(), as_of=DAY, language=language)):
        assert sheet in tree.text_content()
        assert not tree.xpath(".//table | .//dl")


def test_a_closed_deal_without_a_day_is_told() -> None:
    book = Book(shared_deals=(SharedDeal("1", "hubspot", date(2020, 1, 1), stage="won"),))
    for tree in both_forms(shared_selling(book, as_of=DAY)):
        assert "in no number: 1 (sheet Shared deals)" in tree.text_content()


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"shared_selling: .*the range is 'last quarter'; it is one of this-month"):
        shared_selling(range="last quarter")
    with pytest.raises(BadInput, match="which"):
        shared_selling(which="all")
