"""`outlook` and `stake`: what is known of the months to come, in the terminal."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import write_plain_book
from support.command import AS_OF, Run, refusal

from partnerbook.command.ahead import SHOWN, concentration_lines, outlook_lines, stake_lines
from partnerbook.command.table import Table
from partnerbook.figures.concentration import concentration
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import overview
from partnerbook.figures.stake import stakes
from partnerbook.records import Book, Client, Deal, Settings, Threshold
from partnerbook.sample import sample_book


def test_the_outlook_of_a_book(run: Run, demo: Path) -> None:
    said = run("outlook", demo / "book.xlsx", "--as-of", str(AS_OF))
    assert said.code == 0
    assert said.out.startswith(
        "Safe at the next review, 2027-01-15; without new sales no tier after that of 2027-07-15. "
        f"Seen from {AS_OF}, with nothing new sold and all that is managed staying so:\n"
    )
    table = next(each for each in outlook_lines(outlook(overview(sample_book(), AS_OF))) if isinstance(each, Table))
    assert [row[0] for row in table.rows][:2] == ["2026-10-31", "2026-11-30"]
    assert [row[0] for row in table.rows][-2:] == ["2028-03-31", "2028-04-30"]
    assert len(table.rows) == 19
    for row in table.rows:
        sold, managed, total = (Decimal(text.replace(",", "")) for text in row[1:4])
        assert sold + managed == total


def test_stakes_that_cost_a_tier_are_always_shown(run: Run, demo: Path) -> None:
    found = stakes(overview(sample_book(), AS_OF))
    first, rest = found[:SHOWN], found[SHOWN:]
    assert [each for each in rest if each.costing]
    assert not [each for each in first if each.costing]
    table = next(each for each in stake_lines(found, AS_OF, 18, every=False) if isinstance(each, Table))
    assert [row[5] for row in table.rows[SHOWN:]] == ["Platinum"]
    said = run("stake", demo / "book.xlsx", "--as-of", str(AS_OF))
    assert f"and {len(found) - len(table.rows)} more: --all" in said.out
    whole = run("stake", demo / "book.xlsx", "--as-of", str(AS_OF), "--all")
    assert "more: --all" not in whole.out
    assert len(whole.out.splitlines()) > len(found)


@pytest.mark.parametrize("command", ["outlook", "stake"])
def test_an_empty_book_and_months_that_are_none(run: Run, command: str) -> None:
    write_plain_book(Book(), Path("empty.xlsx"))
    assert run(command, "empty.xlsx", "--as-of", "2026-10-31").code == 0
    assert "from 1 to 60" in refusal(run(command, "empty.xlsx", "--months", "0"))
    assert "from 1 to 60" in refusal(run(command, "empty.xlsx", "--months", "1.5"))


def test_what_hangs_on_one_client() -> None:
    book = Book(
        Settings(),
        (Client("Acme", "US"), Client("Beta", "US")),
        deals=tuple(Deal("", name, "Hub", "new", "sourced", date(2026, 3, 1), Decimal(mrr), "USD")
                    for name, mrr in (("Acme", 2000), ("Beta", 500))),
        tiers=(Threshold(date(2026, 1, 15), "Gold", Decimal(100), Decimal(0)),
               Threshold(date(2026, 1, 15), "Platinum", Decimal(9000), Decimal(0))),
    )  # fmt: skip
    assert list(concentration_lines(concentration(overview(book, AS_OF))))[1:] == [
        "The largest 2 of 2 clients give 100.0% of the points.",
        "The loss of one of these alone would cost Gold: Acme.",
    ]
    assert [*concentration_lines(concentration(overview(book._replace(tiers=()), AS_OF)))][-1] == (
        "Whether a single client's loss would cost the performing tier cannot be told."
    )


def test_without_thresholds_no_stake_is_said_to_cost_nothing() -> None:
    found = stakes(overview(sample_book()._replace(tiers=()), AS_OF), 4)  # while the certification is valid
    table = next(each for each in stake_lines(found, AS_OF, 4) if isinstance(each, Table))
    assert {row[5] for row in table.rows} == {"unknown"}


def test_a_calendar_of_the_book(run: Run, demo: Path) -> None:
    said = run("calendar", demo / "book.xlsx", "-o", "days.ics", "--as-of", str(AS_OF))
    count = Path("days.ics").read_bytes().count(b"BEGIN:VEVENT")
    assert (said.code, said.out) == (0, f"days.ics is written: {count} days.\n")
    assert count > 20
    assert "exists" in refusal(run("calendar", demo / "book.xlsx", "-o", "days.ics"))
    assert ".ics" in refusal(run("calendar", demo / "book.xlsx", "-o", "days.txt"))
    spanish = run(
        "calendar", demo / "book.xlsx", "-o", "days.ics", "--language", "es", "--replace", "--as-of", str(AS_OF)
    )
    assert spanish.code == 0
    assert "Renovación" in Path("days.ics").read_text("utf-8")
