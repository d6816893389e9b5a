"""What `import partnerbook` offers: the names people need, each the one of its room, whichever way it was asked for."""

import subprocess
import sys
from datetime import date

import pytest

import partnerbook
from partnerbook.book.read.reader import read_book
from partnerbook.figures.overview import overview


def test_every_name_is_there_and_no_other() -> None:
    offered = {name: getattr(partnerbook, name) for name in partnerbook.__all__}
    assert all(each.__name__.endswith(name) or callable(each) for name, each in offered.items())
    assert set(partnerbook.__all__) <= set(dir(partnerbook))
    assert set(partnerbook._HOMES) == set(partnerbook.__all__)
    assert partnerbook.read_book is read_book
    with pytest.raises(AttributeError, match="no attribute 'raed_book'"):
        partnerbook.raed_book  # noqa: B018 - asking is the test


ASKED = """
import sys
{}
import partnerbook
known = partnerbook.overview(partnerbook.sample_book(), __import__("datetime").date(2026, 10, 31))
from partnerbook.overview import overview, Overview
again = overview(known.book, known.as_of, "Diamond", before=known)
assert isinstance(again, Overview) and again.goal == "Diamond" and again.ledger is known.ledger
print(known.credited, partnerbook.overview(known.book, known.as_of).credited)
"""


@pytest.mark.parametrize("first", ["", "import partnerbook.overview", "from partnerbook.overview import overview"])
def test_overview_is_a_function_and_the_module_that_notebooks_import(first: str) -> None:
    done = subprocess.run([sys.executable, "-c", ASKED.format(first)], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["Platinum", "Platinum"]


def test_a_book_and_what_is_known_of_it_fit_on_a_line() -> None:
    book = partnerbook.sample_book()
    assert repr(book) == (
        "<Book of Sample Partner (made-up data): 60 clients, 381 subscriptions, 272 deals, 65 managing, 49 renewals, "
        "16 tiers, 1 rates, 17 partner services, 18 segments, 2 saved reports, 24 shared deals, 477 commissions, "
        "32 payouts, 3 hubspot team, 240 usage, 4 scenarios>"
    )
    assert repr(partnerbook.Book()) == "<Book: nothing in it yet>"
    known = overview(book, date(2026, 10, 31), "Elite")
    assert len(repr(known)) < 200
    assert "goal Elite" in repr(known)


def test_html_of_a_book_escapes_its_names() -> None:
    book = partnerbook.sample_book()
    named = book._replace(settings=book.settings._replace(partner="<b>A & B</b>"))
    for shown in (named._repr_html_(), overview(named, date(2026, 10, 31))._repr_html_()):
        assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in shown
        assert shown.count("<table>") == 1
