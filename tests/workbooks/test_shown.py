"""What a person sees of the figures of a report: it adds up and hides nothing, on its own day and on any other."""

from datetime import date
from pathlib import Path

import pytest
from support.engines import compare, ironcalc_values, same, written_values
from support.recalculated import Moved, moved_values
from support.shown_sums import false_ways, unequal_sums, uneven_book, written

from partnerbook.figures.overview import overview
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

DAY = date(2026, 10, 31)
DAYS = (DAY, date(2025, 7, 14), date(2024, 2, 29))  # sourced; sold and managed; sold and managed
MOVES = ((date(2026, 7, 15), "Gold"), (date(2025, 3, 31), "Diamond"))


@pytest.mark.parametrize("seed", range(12))
def test_shown_figures_add_up(tmp_path: Path, seed: int) -> None:
    day = DAYS[seed % len(DAYS)]
    for goal in ("Gold", "Elite"):
        write_report(uneven_book(seed, day), tmp_path / "report.xlsx", day, goal)
        cells = written(tmp_path / "report.xlsx")
        assert unequal_sums(tmp_path / "report.xlsx", cells) == []
        assert false_ways(cells) == []


def test_the_made_up_partner_adds_up(tmp_path: Path) -> None:
    for day in (DAY, date(2025, 12, 31)):
        write_report(sample_book(), tmp_path / "report.xlsx", day)
        assert unequal_sums(tmp_path / "report.xlsx", written(tmp_path / "report.xlsx")) == []


@pytest.mark.libreoffice
def test_they_add_up_once_the_day_is_moved(tmp_path: Path) -> None:
    """Three books, each on two days: LibreOffice starts once for all of them."""
    seeds = (3, 4, 5)
    for seed in seeds:
        write_report(uneven_book(seed, DAY), tmp_path / f"{seed}.xlsx", DAY)
    inputs = [{"AsOf": day, "GoalTier": goal} for day, goal in MOVES]
    moved = moved_values([Moved(tmp_path / f"{seed}.xlsx", inputs, lambda *_: None) for seed in seeds])
    asked = [(seed, *move, cells) for seed, (_, *found) in zip(seeds, moved, strict=True)
             for move, cells in zip(MOVES, found, strict=True)]  # fmt: skip
    for seed, day, goal, cells in asked:
        assert unequal_sums(tmp_path / f"{seed}.xlsx", cells) == []
        assert false_ways(cells) == []
        write_report(uneven_book(seed, DAY), tmp_path / "fresh.xlsx", day, goal)
        fresh = written(tmp_path / "fresh.xlsx")
        for sheet, cell in written_values(tmp_path / f"{seed}.xlsx"):
            if sheet in ("Dashboard", "Changes", "Months"):
                assert same(fresh.get((sheet, cell)), cells.get((sheet, cell))) or not fresh.get((sheet, cell))


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_an_engine_finds_the_same(tmp_path: Path, seed: int) -> None:
    write_report(uneven_book(seed, DAY), tmp_path / "report.xlsx", DAY, "Platinum")
    assert compare(tmp_path / "report.xlsx", ironcalc_values) == []


def test_page_one_says_what_rests_on_estimates(tmp_path: Path) -> None:
    write_report(sample_book(), tmp_path / "report.xlsx", DAY)
    assert written(tmp_path / "report.xlsx")["Dashboard", "B9"] == (
        "275.96 of the 2,635.35 points (10.5%) rest on estimated point units: enter HubSpot's on the sheet Rates."
    )
    book = sample_book()
    published = {entry.client for entry in overview(book, DAY).ledger.entries if not entry.terms.unit.estimated}
    estimated = {entry.client for entry in overview(book, DAY).ledger.entries if entry.terms.unit.estimated}
    rest = book._replace(
        deals=tuple(deal for deal in book.deals if deal.client not in estimated),
        subscriptions=tuple(each for each in book.subscriptions if each.client not in estimated),
    )
    assert published - estimated
    write_report(rest, tmp_path / "rest.xlsx", DAY)
    assert written(tmp_path / "rest.xlsx").get(("Dashboard", "B9"), "") == ""
