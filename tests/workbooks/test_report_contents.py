"""What leads from sheet to sheet in the report, and out of it: contents, saved reports, clients' accounts."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.awkward_books import AWKWARD_BOOKS
from support.command import shown_sheet
from support.engines import shown_values

from partnerbook.book.export import exported
from partnerbook.figures.next_steps import next_steps
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.records import SavedReport
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report
from partnerbook.workbooks.report.outlook_sheet import FIRST_STEP
from partnerbook.workbooks.report.saved_sheet import LISTED

AS_OF = date(2026, 10, 31)
SAMPLE = sample_book(8)
LINKS = ("https://app.example/1", "http://app.example/2")
ADDRESSES = (*LINKS, "javascript:alert(1)", "see the CRM", f"https://{'x' * 300}")
SAVED = (
    SavedReport("Points of 2026", "points", "", date(2026, 1, 1), date(2026, 12, 31)),
    SavedReport("=Deals", "deals"),
    SavedReport("Of nobody", "renewals", "no such segment"),
)
BOOK = SAMPLE._replace(
    clients=tuple(
        client._replace(account_link=ADDRESSES[at % len(ADDRESSES)], crm_company="")
        for at, client in enumerate(SAMPLE.clients)
    ),
    saved_reports=SAVED,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(BOOK, made, AS_OF)
    return made


@pytest.fixture(scope="module")
def workbook(path: Path) -> Workbook:
    return load_workbook(path)


def target(cell: Any) -> str:
    """The sheet that a cell leads to."""
    return str(cell.hyperlink.location).rpartition("!")[0].strip("'")


def test_the_contents_lead_to_every_sheet_and_each_title_back(workbook: Workbook) -> None:
    contents = workbook["Contents"]
    [head] = [cell.row for (cell,) in contents.iter_rows(max_col=1) if cell.value == "Sheet"]
    listed = [cell for (cell,) in contents.iter_rows(head + 1, contents.max_row, 1, 1) if cell.value]
    others = [sheet for sheet in workbook if sheet.sheet_state == "visible" and sheet is not contents]
    assert [cell.value for cell in listed] == [target(cell) for cell in listed] == [sheet.title for sheet in others]
    assert all(contents.cell(cell.row, 2).value for cell in listed)
    for sheet in others:
        title = sheet["B1" if sheet.title == "Dashboard" else "A1"]
        assert title.value.startswith("=HYPERLINK(\"#'Contents'!A1\""), sheet.title
        assert title.style == "pb_title"


def test_what_is_asked_of_a_report_is_answered_by_the_sheets_it_leads_to(path: Path, workbook: Workbook) -> None:
    contents, asked = workbook["Contents"], {}
    for row, (sheet, place) in enumerate(
        [("Outlook", "A5"), ("Dashboard", "I60"), ("Outlook", "A18"), ("Reconcile", "A4"), ("Commission", "A1")], 5
    ):
        answer = shown_sheet(path, sheet)[place].value
        question, _, told = str(contents.cell(row, 2).value).partition("? ")
        assert question
        assert answer in told or sheet in ("Dashboard", "Commission")
        asked[target(contents.cell(row, 1))] = told
    assert list(asked) == ["Outlook", "Renewals", "Reconcile", "Commission"]
    assert re.match(r"1\. .* 2\. .*", asked["Outlook"])
    assert re.match(
        r"Renewals of 2026-Q4, and overdue ones: \d+ still to be made, MRR now [\d,]+\.\d\d [A-Z]{3}", asked["Renewals"]
    )
    assert asked["Renewals"].endswith(": partnerbook renewals BOOK -o renewals.xlsx")  # without -o it writes none
    assert " The largest: " in asked["Reconcile"]
    assert re.match(r"[\d,]+\.\d\d [A-Z]{3}\b.*\. Next payout: for ", asked["Commission"])


def test_no_payout_is_announced_where_none_is_due(tmp_path: Path) -> None:
    report = write_report(SAMPLE, tmp_path / "report.xlsx", date(2023, 1, 1))
    assert report.commission.by_quarter
    assert not report.commission.next_payout.parts
    told = [value for (sheet, _), value in shown_values(tmp_path / "report.xlsx").items() if sheet == "Contents"]
    assert "What will be paid, and when? Nothing is to be paid." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_nothing_has_to_be_done_is_said_on_both_sheets(tmp_path: Path, language: str) -> None:
    path, day = tmp_path / "report.xlsx", date(2024, 2, 29)
    assert next_steps(write_report(AWKWARD_BOOKS["many ends"], path, day, language=language)) == ()
    words, shown = texts("report", language), shown_values(path)
    said = words["outlook"]["no_steps"]
    assert shown[words["sheets"]["outlook"], FIRST_STEP] == said
    assert f"{words['asked']['next']} {said}" in shown.values()


def test_saved_reports_hold_the_rows_that_are_exported(workbook: Workbook) -> None:
    sheet = workbook["Saved reports"]
    for row, saved in enumerate(SAVED, 6):
        name, _, _, since, until, count = (sheet.cell(row, at).value for at in range(1, 7))
        assert name == saved.report
        top = sheet[str(sheet.cell(row, 1).hyperlink.location).rpartition("!")[2]]
        assert (top.value, top.style) == (saved.report, "pb_section")
        if saved.segment:
            assert str(sheet.cell(row, 2).value).startswith('There is no segment "no such segment"')
            continue
        found = exported(BOOK, saved.rows, saved.segment, saved.since, saved.until)
        assert count == len(found.rows)
        assert [each and each.date() for each in (since, until)] == [saved.since, saved.until]
        rows = [
            [cell.value for cell in line[: len(found.headings)]]
            for line in sheet.iter_rows(top.row + 1, top.row + 1 + min(LISTED, len(found.rows)))
        ]
        assert rows[0] == found.headings
        assert [[plain(value) for value in line] for line in rows[1:]] == [
            [plain(value) for value in line] for line in found.rows[:LISTED]
        ]


def plain(value: object) -> object:
    """A cell's value as any reader has it: fifteen digits of a number, a day without its clock."""
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | date | bool) else f"{float(value):.14g}"  # type: ignore[arg-type]


def test_only_an_address_of_a_client_is_a_link(workbook: Workbook) -> None:
    sheet = workbook["Clients"]
    heads = [cell.value for cell in sheet[5]]
    at = heads.index("Account link") + 1
    rows = [sheet.cell(row, at) for row in range(6, 6 + len(BOOK.clients))]
    assert {cell.value for cell in rows} == set(ADDRESSES)
    assert {cell.value for cell in rows if cell.hyperlink} == set(LINKS)
    assert all(cell.hyperlink.target == cell.value for cell in rows if cell.hyperlink)
