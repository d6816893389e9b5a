"""Books with what Excel, HubSpot and copied texts leave in them: each is read, and what is left aside is told."""

from datetime import date
from pathlib import Path

import pytest
from support.bad_books import CLIENTS, repacked, workbook
from support.books import but_sources
from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.files.problems import ERROR, NOTE, of_severity

BOOKS = CASES / "awkward"


def test_subtotals_of_groups_are_no_rows() -> None:
    book, problems = read_book(BOOKS / "subtotals.xlsx")
    assert [(problem.severity, problem.cell) for problem in but_sources(problems)] == [
        (NOTE, "A4"),
        (NOTE, "A6"),
        (NOTE, "A7"),
    ]
    assert len(book.deals) == 3


def test_hubspots_deal_types_are_known() -> None:
    book, problems = read_book(BOOKS / "deal_types.xlsx")
    assert [deal.kind for deal in book.deals] == ["new"]
    assert [problem.message for problem in of_severity(problems, ERROR)] == [
        'Deal type is "Existing Business", HubSpot\'s word for what a client buys more; is it Upsell or Cross-sell?'
    ]


def test_marks_of_direction_are_dropped() -> None:
    book, problems = read_book(BOOKS / "marks_of_direction.xlsx")
    assert but_sources(problems) == []
    assert len(book.deals) == 2
    assert {type(deal.closed) for deal in book.deals} == {date}


def test_a_sheet_of_macros_is_left_aside() -> None:
    book, problems = read_book(BOOKS / "macro_sheet.xlsm")
    assert of_severity(problems, ERROR) == ()
    assert (len(book.clients), len(book.deals)) == (1, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'r:id="rIdM"', b'r:id=""'), (b'r:id="rIdM"', b'r:id="rId99"'), (b'state="visible"', b'state="show"')],
)
def test_a_sheet_without_a_part_or_with_a_strange_state_hides_no_other(
    before: bytes, after: bytes, tmp_path: Path
) -> None:
    data = (BOOKS / "macro_sheet.xlsm").read_bytes()
    path = tmp_path / "book.xlsm"
    path.write_bytes(repacked(data, lambda _, part: part.replace(before, after)))
    book, problems = read_book(path)
    assert of_severity(problems, ERROR) == ()
    assert (len(book.clients), len(book.deals)) == (1, 1)


def test_another_sheet_may_be_larger_than_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"Photos": [["x" * 50] * 20] * 90, "Clients": CLIENTS}))
    monkeypatch.setattr("partnerbook.files.xlsx.package.MOST_XML", 2**14)
    book, problems = read_book(path)
    assert len(book.clients) == 2
    assert [problem.severity for problem in problems] == [NOTE]
    assert "The sheet Photos is not read" in problems[0].message
