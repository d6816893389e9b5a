"""The sheet Program and page one: the next tier, what each tier lacks, what keeps the credited one."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from partnerbook.figures.overview import Overview
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.program_words import edition_source
from partnerbook.workbooks.report.said import report_words

AS_OF = date(2026, 10, 31)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Overview, Path]:
    path = tmp_path_factory.mktemp("program") / "report.xlsx"
    book = sample_book(12)
    own = book.settings._replace(reporting_currency="EUR")
    return write_report(book._replace(settings=own), path, AS_OF), path


def facts(path: Path, sheet: str, label: str, value: str) -> dict[object, object]:
    """What stands in a column beside each label."""
    cells = load_workbook(path, data_only=True)[sheet]
    return {cell.value: cells[f"{value}{cell.row}"].value for cell in cells[label] if cell.value}


def test_the_program_sheet_tells_the_next_tier_and_what_each_lacks(made: tuple[Overview, Path]) -> None:
    known, path = made
    say = texts("report", "en")["program"]
    told, total = facts(path, "Program", "F", "H"), known.way_to(known.next_tier)[0]
    assert told[say["performing"]] == known.performing
    assert told[say["edition"]].date() == known.edition.start  # type: ignore[attr-defined]
    assert str(told[say["source"]]).startswith(("HubSpot", "Ourgreenfish"))
    assert told[say["next"]] == known.next_tier
    assert (told[say["needed"]], told[say["still"]]) == (float(total.need or 0), float(total.gap or 0))
    lacks = facts(path, "Program", "F", "G")
    for tier in known.edition.tier_names:
        assert lacks[tier] == float(known.way_to(tier)[0].gap or 0)
    own = facts(path, "Program", "A", "C")
    assert known.sourced_own is not None
    assert own["Sourced MRR"] == pytest.approx(float(known.sourced_own.mrr))


def test_page_one_tells_what_keeps_the_tier(made: tuple[Overview, Path]) -> None:
    known, path = made
    say = texts("report", "en")["keep"]
    told = facts(path, "Dashboard", "I", "K")
    least = known.way_to(known.credited or "")[0]
    assert told[say["needed"]] == float(least.need or 0)
    assert told[say["above"]] == pytest.approx(float(least.have - (least.need or 0)))
    assert told[say["certified"]].date() == known.book.settings.certification_until  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_half_of_program_has_a_free_row_above_each_section_and_room_for_the_source(
    tmp_path: Path, language: str
) -> None:
    path, say = tmp_path / "report.xlsx", texts("report", language)["program"]
    known = write_report(sample_book(12), path, date(2025, 8, 31), language=language)
    sheet = next(each for each in load_workbook(path) if each["F4"].value == say["tier"])
    rows = {cell.value: cell.row for cell in sheet["F"] if cell.value}
    for key in ("points", "missing"):
        assert sheet[f"F{rows[say[key]] - 1}"].value is None
    source = next(each for each in sheet.merged_cells.ranges if each.min_row == rows[say["source"]])
    letters = sum(sheet.column_dimensions[letter].width for letter in "HIJ")
    text = edition_source(report_words(language), known.edition)
    assert len(text) < letters * (source.max_row - source.min_row + 1)
    numbers = [sheet[f"H{rows[say[key]]}"].alignment.horizontal for key in ("total", "managed", "still")]
    assert numbers == ["right"] * 3
