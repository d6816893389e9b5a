"""Books with what Excel, HubSpot and copied texts leave in them: each is read, and what is left aside is told."""

from datetime import date

from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.files.problems import ERROR, NOTE, of_severity

BOOKS = CASES / "awkward"


def test_subtotals_of_groups_are_no_rows() -> None:
    book, problems = read_book(BOOKS / "subtotals.xlsx")
    assert [(problem.severity, problem.cell) for problem in problems] == [(NOTE, "A4"), (NOTE, "A6"), (NOTE, "A7")]
    assert len(book.deals) == 3


def test_hubspots_deal_types_are_known() -> None:
    book, problems = read_book(BOOKS / "deal_types.xlsx")
    assert [deal.kind for deal in book.deals] == ["new"]
    assert [problem.message for problem in of_severity(problems, ERROR)] == [
        'Deal type is "Existing Business", HubSpot\'s word for what a client buys more; is it Upsell or Cross-sell?'
    ]


def test_marks_of_direction_are_dropped() -> None:
    book, problems = read_book(BOOKS / "marks_of_direction.xlsx")
    assert problems == ()
    assert len(book.deals) == 2
    assert {type(deal.closed) for deal in book.deals} == {date}
