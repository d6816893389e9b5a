"""What every panel of a book has alike: in its static form, whose figures they are, and of which day."""

from datetime import date
from itertools import pairwise

import pytest
from lxml.html import fromstring

from partnerbook.language.reader import reader
from partnerbook.names import LANGUAGES
from partnerbook.panels.registry import PANELS, Entry

DAY = date(2026, 10, 31)
OF_BOOKS = [entry for entry in PANELS if entry.name != "calculator"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", OF_BOOKS, ids=lambda entry: entry.name)
def test_the_static_form_says_the_day_and_that_the_book_is_made_up(entry: Entry, language: str) -> None:
    panel, read = entry.function()(as_of=DAY, language=language), reader(language)
    sample = str(read.words["progress"]["sample"])
    said = panel.static_html().unescape()
    assert f"{read.words['progress']['as_of']}: {read.day(DAY)}" in said
    assert sample in said
    panel.model.as_of = "soon"
    said = panel.static_html().unescape()
    assert panel.model.problems["as_of"] in said
    assert sample in said
    assert f"{read.words['progress']['as_of']}: {read.day(DAY)}" not in said


@pytest.mark.parametrize("entry", OF_BOOKS, ids=lambda entry: entry.name)
def test_the_headings_of_the_static_form_lie_below_its_title_and_those_of_a_tab_below_it(entry: Entry) -> None:
    panel = entry.function()(as_of=DAY)
    tree = fromstring(panel._repr_mimebundle_()["text/html"])
    levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(min(levels)) == 1
    assert levels[0] == min(levels)
    assert max((below - above for above, below in pairwise(levels)), default=1) <= 1
