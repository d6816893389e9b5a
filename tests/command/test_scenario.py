"""`scenario`: scenarios of a book beside the book as it is, in the terminal and for programs."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from support.answers import read_answer
from support.books import write_plain_book
from support.command import AS_OF, Run, refusal

from partnerbook.figures.overview import overview
from partnerbook.figures.scenario import scenarios
from partnerbook.records import Assumed, Book, Client
from partnerbook.sample import sample_book
from partnerbook.sample.scenarios import BAD, GOOD


def test_the_scenarios_of_the_demo(run: Run, demo: Path) -> None:
    book = demo / "book.xlsx"
    said = run("scenario", book, "--months", "3")
    assert (said.code, said.err) == (0, "")
    head = next(line for line in said.out.splitlines() if line.strip().startswith("On"))
    assert head.split("  ")[-3:] == ["As it is", GOOD, BAD]
    found = read_answer(run("scenario", book, "--months", "3", "--json").out).figures
    expected = scenarios(overview(sample_book(), AS_OF), sample_book().scenarios, 3)
    assert [each.scenario for each in found.scenarios] == ["", GOOD, BAD]  # type: ignore[attr-defined]
    assert [each.total for each in found.months] == [  # type: ignore[attr-defined]
        day.points.total for each in expected for day in each.months
    ]


def test_those_that_are_named_come_in_that_order(run: Run, demo: Path) -> None:
    book = demo / "book.xlsx"
    found = read_answer(run("scenario", book, BAD.upper(), GOOD, "--months", "1", "--json").out).figures
    assert [each.scenario for each in found.scenarios] == ["", BAD, GOOD]  # type: ignore[attr-defined]
    assert f'did you mean "{GOOD}"' in refusal(run("scenario", book, "A good quartr"))


def test_a_book_without_scenarios_says_where_to_enter_them(run: Run) -> None:
    write_plain_book(Book(clients=(Client("Acme", "US"),)), Path("book.xlsx"))
    assert "on the sheet Scenarios" in refusal(run("scenario", "book.xlsx"))
    assert "en la hoja Escenarios" in refusal(run("scenario", "book.xlsx", "--language", "es"))


def test_what_gives_no_points_for_want_of_a_rate_is_told(run: Run) -> None:
    sale = Assumed("Far", "sale", "Acme", date(2026, 12, 1), "CRM", Decimal(100), "CLP")
    write_plain_book(Book(clients=(Client("Acme", "CL"),), scenarios=(sale,)), Path("book.xlsx"))
    said = run("scenario", "book.xlsx", "--as-of", "2026-10-31", "--months", "2")
    assert said.code == 1
    assert 'not used in "Far": Scenarios row 2: There is no rate for CLP' in said.err
