"""Other days and rules without a notebook: the core's figures in every tab, adding up, in both forms."""

from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from support.books import write_plain_book
from support.panel_forms import both_forms, rows_below
from support.random_books import books

from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.figures.editions import edition_named, rule_lines, under_edition, under_editions
from partnerbook.figures.overview import overview
from partnerbook.figures.since import changed_since
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import compare
from partnerbook.panels.each.compare.model import EDITIONS
from partnerbook.panels.each.compare.view import Compare
from partnerbook.records import Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = st.dates(date(2022, 7, 18), date(2030, 1, 1))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("+", ""))


def all_tabs(panel: Compare) -> list[HtmlElement]:
    """Both forms, once every tab was opened."""
    for at in range(len(panel.tabs.children)):
        panel.tabs.selected_index = at
    return both_forms(panel)


@settings(max_examples=10, deadline=None)
@given(book=books(), day=DAYS, other=DAYS, edition=st.sampled_from(EDITIONS))
@exactly
def test_the_figures_are_the_cores(book: Book, day: date, other: date, edition: str) -> None:
    model = compare(book, as_of=day, since=other, edition=edition).model
    known = overview(book, day)
    assert model.fault == ""
    assert model.changed() == changed_since(overview(book, other), known)
    assert model.under() == under_edition(known, edition_named(date.fromisoformat(edition)))
    assert model.every() == under_editions(known)
    assert [each.moved for each in model.every()] == [each.shown.total - known.shown.total for each in model.every()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_has_its_words_in_every_language_and_adds_up(language: str) -> None:
    panel = compare(as_of=DAY, language=language, numbers="en-US", edition="2022-07-18")
    say, figures = panel.model.reader.words["compare"], texts("ahead", language)["figures"]
    trees = all_tabs(panel)
    for tree in trees:
        assert "{" not in tree.text_content()
        moved = {row[0]: row[1:] for row in rows_below(tree, say["figures"])}
        before, after, change = map(number, moved[figures["total"]])
        assert after - before == change
        assert number(moved[figures["sold"]][2]) + number(moved[figures["managed"]][2]) == change
    live, static = trees
    assert sum(number(row[5]) for row in rows_below(live, say["by_client"])) == change
    assert number(rows_below(static, say["by_client"])[-1][5]) == change
    heading = texts("report", language)["editions"]["standing"]
    first = rows_below(live, heading)[0]
    assert len(rows_below(live, heading)) == len(EDITIONS)
    assert sum(number(row[3]) for row in rows_below(live, say["clients"])) == number(first[4])
    listed = rows_below(live, texts("ahead", language)["editions"]["title"])
    assert len(listed) == sum(figure is not None for line in rule_lines() for figure in line.figures)


def test_an_older_file_is_compared_on_the_same_day(tmp_path: Path) -> None:
    book = sample_book(12)
    write_plain_book(book, tmp_path / "book.xlsx")
    write_plain_book(book._replace(deals=book.deals[1:]), tmp_path / "older.xlsx")
    model = compare(tmp_path / "book.xlsx", as_of=DAY, older="older.xlsx").model
    assert model.before is not None
    assert model.before.as_of == DAY
    before = overview(model.before.book, DAY)
    found = model.changed()
    assert found == changed_since(before, overview(model.book, DAY))
    model.older = "gone.xlsx"
    assert "gone.xlsx" in model.problems["older"]
    assert model.changed() is None
    model.older = ""
    assert model.changed() is not None
    model.since = "soon"
    assert "“soon” is no day" in model.problems["since"]
    model.since = date(2020, 1, 1)
    assert "begin on July 18, 2022" in model.problems["since"]
    model.since = date(9999, 1, 1)
    assert "2199-12-31" in model.problems["since"]


@pytest.mark.parametrize("day", [date(2022, 7, 18), date(2024, 2, 29), date(2100, 1, 1)])
@pytest.mark.parametrize("clients", [0, 1])
def test_the_farthest_days_and_the_smallest_books(day: date, clients: int) -> None:
    with localcontext() as context:
        context.prec = 5
        panel = compare(sample_book(clients) if clients else Book(), as_of=day, language="pt")
        trees = all_tabs(panel)
    assert (panel.model.fault, panel.model.problems) == ("", {})
    for tree in trees:
        assert "Error" not in tree.text_content()


def test_where_no_other_client_has_points_there_is_no_row_of_others() -> None:
    for tree in all_tabs(compare(Book(), as_of=DAY)):
        assert "All other clients" not in tree.text_content()
        assert "Others, whose points" not in tree.text_content()


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="edition"):
        compare(edition="2025-01-01")
    with pytest.raises(BadInput, match="compare has no option 'client'"):
        compare(client="A")  # type: ignore[call-arg]
