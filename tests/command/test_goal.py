"""`goal`: the ways to a tier and the next steps, in the terminal."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from support.books import write_plain_book
from support.command import AS_OF, Run, refusal

from partnerbook.command.goal import goal_lines, step_lines
from partnerbook.command.table import Table
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.overview import overview
from partnerbook.figures.way import goal_way
from partnerbook.records import Book, Settings, Threshold
from partnerbook.sample import sample_book


def test_the_goal_of_the_demo(run: Run, demo: Path) -> None:
    said = run("goal", demo / "book.xlsx", "--goal", "diamond", "--by", "15/01/2027", "--as-of", str(AS_OF))
    assert said.code == 0
    assert "The way to Diamond by 2027-01-15" in said.out
    known = overview(sample_book(), AS_OF)
    [_, table] = [each for each in goal_lines(goal_way(known, "Diamond", date(2027, 1, 15)), known)
                  if isinstance(each, Table)]  # fmt: skip
    for row in table.rows:
        sourced, assisted, managed, mrr = (Decimal(text.replace(",", "")) for text in row[2:6])
        assert sourced + assisted + managed == mrr
    assert "No amount that is only managed reaches it: sourced minimum." in said.out
    assert "before" not in refusal(run("goal", demo / "book.xlsx", "--by", "soon"))
    assert "before that" in refusal(run("goal", demo / "book.xlsx", "--by", "2020-01-01", "--as-of", str(AS_OF)))


def test_the_steps_are_numbered_sentences() -> None:
    lines = list(step_lines(next_steps(overview(sample_book(), AS_OF))))
    assert lines[1] == "What to do next"
    assert [line.split(".")[0].strip() for line in lines[2:]] == [str(at) for at in range(1, len(lines) - 1)]
    assert all(line.endswith(".") for line in lines[2:])


def test_an_empty_book_says_what_to_enter(run: Run) -> None:
    write_plain_book(Book(), Path("empty.xlsx"))
    said = run("goal", "empty.xlsx", "--as-of", "2026-10-31")
    assert "Enter the tiers' thresholds on the sheet Tiers" in said.out
    assert "Still to enter on the Tiers sheet" in said.out


def test_a_goal_that_is_reached(run: Run) -> None:
    gold = Threshold(date(2026, 1, 15), "Gold", Decimal(0), Decimal(0))
    write_plain_book(Book(Settings(credited_tier="Gold"), tiers=(gold,)), Path("book.xlsx"))
    said = run("goal", "book.xlsx", "--goal", "Gold", "--as-of", "2026-10-31")
    assert "The points that are left on 2027-01-15 are enough." in said.out
