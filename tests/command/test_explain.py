"""`explain`: the parts of a figure in the terminal add up to the figure that `tier` and `points` show."""

from decimal import Decimal
from pathlib import Path

import pytest
from support.command import AS_OF, Run, refusal

from partnerbook.command.explain import book_lines, client_lines
from partnerbook.command.table import Table
from partnerbook.figures.explained import POINTS, explained
from partnerbook.figures.overview import overview
from partnerbook.sample import sample_book

KNOWN = overview(sample_book(), AS_OF)


def figures(lines: list[object], column: int) -> list[Decimal]:
    [table] = [line for line in lines if isinstance(line, Table)]
    return [Decimal(row[column].replace(",", "")) for row in table.rows]


@pytest.mark.parametrize("measure", POINTS)
def test_a_table_adds_up(measure: str) -> None:
    *parts, whole = figures(list(book_lines(explained(KNOWN, measure))), 2)  # type: ignore[arg-type]
    assert sum(parts) == whole > 0
    largest = explained(KNOWN, measure).clients[0].client  # type: ignore[arg-type]
    *parts, whole = figures(list(client_lines(explained(KNOWN, measure, largest))), 5)  # type: ignore[arg-type]
    assert sum(parts) == whole > 0


def test_the_figures_are_those_of_the_other_commands(run: Run, demo: Path) -> None:
    said = run("explain", demo / "book.xlsx", "--as-of", str(AS_OF))
    assert said.code == 0
    total = said.out.splitlines()[0].rpartition(" ")[2]
    told = run("tier", demo / "book.xlsx", "--as-of", str(AS_OF)).out
    assert ["Total", "points", total] in [line.split() for line in told.splitlines()]
    assert "more clients: --all" in said.out
    assert "more clients" not in run("explain", demo / "book.xlsx", "--all").out


def test_a_client_and_what_is_not_one(run: Run, demo: Path) -> None:
    said = run("explain", demo / "book.xlsx", "--client", "fenrayumba TRAVEL", "--as-of", str(AS_OF))
    assert said.out.startswith("Total points of Fenrayumba Travel on 2026-10-31: ")
    assert "growth market: South Korea" in said.out
    assert "did you mean" in refusal(run("explain", demo / "book.xlsx", "--client", "Fenrayumba Travell")).lower()
    assert "invalid choice" in refusal(run("explain", demo / "book.xlsx", "--figure", "tier"))
