"""The page of readings says what the About sheet says, reading by reading, and names what a book has."""

import re
from datetime import date
from pathlib import Path

import pytest

from partnerbook.book.tables import SETTINGS, TABLES
from partnerbook.figures.overview import overview
from partnerbook.records import Book
from partnerbook.workbooks.report.about_sheet import write_about
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import report_words
from partnerbook.workbooks.report.words import ABOUT

PAGE = (Path(__file__).parents[1] / "docs" / "readings.md").read_text("utf-8")
HEADS = ("what", "---")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
LISTED = [row for row in ROWS if row[0] not in HEADS]
OF_A_SETTING = f" It is a row of the book's sheet {SETTINGS.name}."


def shown() -> list[list[str]]:
    """What the About sheet of an empty book says is assumed: what, read as, and why."""
    document = ReportDocument(report_words("en"), date(2026, 10, 31))
    write_about(document, overview(Book(), date(2026, 10, 31)), "")
    rows = [[str(cell or "") for cell in row] for row in document.made(ABOUT).iter_rows(values_only=True)]
    [first] = [place for place, row in enumerate(rows) if row[0].startswith("Assumptions")]
    last = next(place for place, row in enumerate(rows) if place > first and not row[0])
    return [[what, reading, why.removesuffix(OF_A_SETTING)] for what, reading, _, _, why in rows[first + 2 : last]]


def test_the_page_has_the_assumptions_of_the_about_sheet_and_no_others() -> None:
    assert sorted(row[:3] for row in LISTED) == sorted(shown())


@pytest.mark.parametrize("row", LISTED, ids=lambda row: row[0])
def test_each_reading_says_what_would_change_it_and_names_what_exists(row: list[str]) -> None:
    *_, changes = row
    there = {column.en for table in (*TABLES, SETTINGS) for column in table.columns} | {"partnerbook sync"}
    assert changes
    assert set(re.findall(r"`([^`]+)`", changes)) - there == set()


def test_each_setting_that_is_a_reading_is_named_as_the_settings_table_has_it() -> None:
    named = set(re.findall(r"`([^`]+)`", " ".join(row[-1] for row in LISTED)))
    for field in ("deals_without_source", "upsell_by_other_source", "new_deal_on_older_line", "losses_by",
                  "rate_max_age", "lapse_days", "growth_added", "growth_removed", "alert_days"):  # fmt: skip
        assert SETTINGS.column(field).en in named
