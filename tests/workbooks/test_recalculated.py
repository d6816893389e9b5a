"""Reports and renewal sheets of awkward books, moved in the file to far days: what is made for the day comes out.

`nox -s recalculated` tries all of the books on many more days.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.awkward_books import AWKWARD_BOOKS
from support.engines import compare, ironcalc_moved, ironcalc_values, named_places
from support.recalculated import differing, moved_renewals, moved_report

from partnerbook.book.read.reader import read_book
from partnerbook.sample import sample_book
from partnerbook.workbooks.kit.document import Document
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
FOLDER = Path(__file__).parents[1] / "cases" / "days"
FAR = [
    (date(2022, 7, 18), "Gold"),
    (date(2036, 10, 31), "Platinum"),
    (date(2024, 2, 29), "Elite"),
    (date(2032, 2, 29), "Gold"),
    (date(2026, 1, 15), "Diamond"),
    (date(2028, 6, 30), "Platinum"),
    (date(2023, 1, 14), "Diamond"),
    (date(2030, 7, 15), "Gold"),
]
SAMPLE_MOVES = [(date(2025, 7, 14), "Platinum"), (date(2024, 2, 29), "Gold"), (date(2027, 6, 30), "Diamond")]
MOVED = ("29 February", "many ends", "own rates", "all to come", "before 2020")
CASES = (
    ("asof_before_first_deal", date(2023, 2, 1), AS_OF),
    ("eur_partner.xlsx", AS_OF, date(2025, 7, 14)),
    ("leap_day", date(2024, 2, 29), date(2025, 3, 1)),
    ("one_client.xlsx", AS_OF, date(2023, 5, 10)),
    ("read_on_2062", AS_OF, date(2028, 10, 15)),
    ("retention_beyond_12_months", AS_OF, date(2028, 6, 30)),
    ("report_checks_far_back.xlsx", date(2023, 6, 30), AS_OF),
    ("report_leap_day.xlsx", date(2024, 2, 29), date(2024, 3, 1)),
    ("report_since_blank.xlsx", date(2026, 2, 10), date(2026, 7, 20)),
)


@pytest.mark.libreoffice
def test_moved_in_the_file_is_as_made_for_the_day(tmp_path: Path) -> None:
    """Each book on two of the far days, each case on its own: LibreOffice starts once for all of them."""
    assert {name for name, *_ in CASES} == {path.name for path in FOLDER.iterdir()}
    workbooks = [
        moved_report(read_book(FOLDER / name)[0], tmp_path / f"{name.partition('.')[0]}.xlsx", [(day, "Gold")], made)
        for name, made, day in CASES
    ]
    workbooks += [
        moved_report(AWKWARD_BOOKS[name], tmp_path / f"{name}.xlsx", [FAR[at], FAR[at - 3]], AS_OF)
        for at, name in enumerate(MOVED)
    ]
    workbooks.append(moved_report(sample_book(), tmp_path / "sample.xlsx", SAMPLE_MOVES, AS_OF))
    days = [date(2022, 7, 18), date(2026, 12, 1), date(2036, 10, 31)]
    workbooks += [
        moved_renewals(AWKWARD_BOOKS[name], tmp_path / f"renewals of {name}.xlsx", days, AS_OF, quarter)
        for name, quarter in (("one of each", "2026-Q4"), ("nothing", "2026-Q4"))
    ]
    assert differing(workbooks) == []


@pytest.mark.parametrize("name", ["only managed", "one of each", "only cancelled", "long name", "zero", "market rates"])
def test_an_engine_to_which_one_row_is_no_column_finds_what_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.xlsx"
    write_report(AWKWARD_BOOKS[name], path, AS_OF)
    assert compare(path, ironcalc_values) == []


def cells(path: Path, inputs: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the names of a report stand for as IronCalc finds it, after a change of its inputs."""
    found = ironcalc_moved(path, inputs or {})
    return {name: found[place] for name, place in named_places(path).items() if place in found}


@pytest.mark.parametrize("day", [date(2036, 11, 1), date(2041, 3, 31), date(2022, 7, 17), date(2011, 6, 30)])
def test_beyond_what_is_followed_nothing_is_told_and_a_check_says_how_far(tmp_path: Path, day: date) -> None:
    path = tmp_path / "report.xlsx"
    write_report(AWKWARD_BOOKS["one of each"], path, AS_OF)
    found = cells(path, {"AsOf": day})
    assert (found["CreditedNow"], found["GrossRetention"]) == ("Unknown", "")
    assert found["ChecksFailing"] >= 1
    moved = ironcalc_moved(path, {"AsOf": day})
    assert [moved["Dashboard", f"K{row}"] for row in (12, 14, 15, 16)] == [""] * 4
    assert moved["Dashboard", "L8"] != "All hold"
    texts = [cell.value for [cell] in load_workbook(path)["Checks"]["B5:B20"]]
    assert any("from 2022-07-18 to 2036-10-31" in str(text) for text in texts)
    assert cells(path, {"AsOf": date(2036, 10, 31)})["ChecksFailing"] == 0


def test_a_market_rate_is_of_its_day_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(AWKWARD_BOOKS["market rates"], path, AS_OF)
    now, then = cells(path), cells(path, {"AsOf": AS_OF + timedelta(1)})
    assert (now["OwnUnit"] > 100, now["ChecksFailing"]) == (True, 0)
    assert (then["OwnUnit"], then["ChecksFailing"]) == ("", 1)
    moved = ironcalc_moved(path, {"AsOf": AS_OF + timedelta(1)})
    assert (moved["Program", "C21"], moved["Program", "C22"]) == ("", "")


def test_no_name_points_at_rows_in_reverse(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(AWKWARD_BOOKS["read far ahead"], path, date(2022, 7, 18))
    for _, ref in named_places(path).values():
        rows = [int("".join(filter(str.isdigit, part))) for part in ref.split(":")]
        assert rows == sorted(rows)
    document = Document("", "", AS_OF)
    with pytest.raises(ValueError, match="A7:A6"):
        document.name("Checks", document.sheet("Reviews", "000000"), "A7:A6")


def test_a_tier_read_on_a_day_to_come_is_said(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_report(AWKWARD_BOOKS["read far ahead"], path, AS_OF)
    assert (cells(path)["ChecksFailing"], cells(path)["CreditedNow"]) == (1, "Unknown")
