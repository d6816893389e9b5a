"""The renewal sheet: which renewals are on it, what it adds up, and that it follows its yellow cells."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.engines import (
    Cells,
    column_places,
    compare,
    compare_in_libreoffice,
    ironcalc_values,
    libreoffice_all,
    with_inputs,
    written_values,
)
from support.lint import problems
from support.sdk import sdk_errors

from partnerbook.book.tables import RENEWALS
from partnerbook.codes import DONE
from partnerbook.errors import BadInput, UnknownName
from partnerbook.language.words import alert_words
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Client, Renewal, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.renewals import write_renewal_sheet

AS_OF = date(2026, 10, 31)
BOOK = Book(
    Settings(alert_days=(30, 60)),
    clients=(Client("=Acme", "ES", last_active_employee="Ana"), Client("Beta", "BR"), Client("Ceta", "BR")),
    renewals=(
        Renewal("=Acme", "CRM", date(2026, 9, 30), Decimal(100), Decimal(0), "EUR"),
        Renewal("Beta", "", date(2026, 8, 1), Decimal(50), Decimal(60), "BRL", "renewed"),
        Renewal("Beta", "CRM; Sales Hub", date(2026, 11, 1), Decimal("70.5"), Decimal("80.25"), "BRL", "confirmed"),
        Renewal("Ceta", "CRM", date(2026, 12, 31), Decimal(10), None, "BRL"),
        Renewal("Ceta", "CRM", date(2026, 10, 1), Decimal(20), Decimal(25), "BRL", "renewed"),
        Renewal("Ceta", "CRM", date(2027, 1, 1), Decimal(30), None, "BRL"),
    ),
)


def sheet(path: Path, quarter: str | None = None, book: Book = BOOK, language: str = "en") -> Path:
    write_renewal_sheet(book, path / "sheet.xlsx", AS_OF, quarter, language)
    return path / "sheet.xlsx"


def listed(path: Path) -> list[tuple[object, ...]]:
    """The rows of the Table that hold a renewal: it has two at least."""
    found = load_workbook(path, data_only=True).worksheets[0]
    rows = [tuple(cell.value for cell in row) for row in found[found.tables["QuarterRenewals"].ref][1:]]
    assert len(rows) > 1
    return [row for row in rows if row[0] is not None]


def totals(path: Path) -> dict[object, tuple[object, ...]]:
    found = load_workbook(path, data_only=True).worksheets[0]
    return {row[0]: row[1:8] for row in found.iter_rows(min_row=7, max_row=9, max_col=8, values_only=True)}


def test_the_quarter_of_the_day_and_what_is_overdue(tmp_path: Path) -> None:
    assert [(row[0], row[2].date().isoformat(), row[3], row[5]) for row in listed(sheet(tmp_path))] == [
        ("=Acme", "2026-09-30", -31, "Overdue"),
        ("Ceta", "2026-10-01", -30, "Done"),
        ("Beta", "2026-11-01", 1, "Within 30 days"),
        ("Ceta", "2026-12-31", 61, "Later"),
    ]  # fmt: skip


def test_a_quarter_that_is_asked_for_is_alone(tmp_path: Path) -> None:
    assert [row[0] for row in listed(sheet(tmp_path, "2027-Q1"))] == ["Ceta"]
    assert [row[0] for row in listed(sheet(tmp_path, "q3 2026"))] == ["Beta", "=Acme"]


def test_totals_keep_currencies_apart_and_leave_out_what_is_done(tmp_path: Path) -> None:
    assert totals(sheet(tmp_path)) == {
        "Renewals": (3, None, None, 1, 1, 0, 1),
        "BRL": (2, 80.5, 9.75, 0, 70.5, 0, 10),
        "EUR": (1, 100, -100, 100, 0, 0, 0),
    }


def test_amounts_and_their_sums_are_shown_as_they_were_entered(tmp_path: Path) -> None:
    """Parts of a currency that are shown add up: what was entered has up to four places, and so have the sums."""
    renewals = tuple(
        Renewal("Ceta", "CRM", date(2026, 11, day), Decimal(amount), None, "BRL")
        for day, amount in ((1, "100.5"), (2, "200.5"), (25, "33.3333"), (30, "0.49"))
    )
    found = load_workbook(sheet(tmp_path, book=BOOK._replace(renewals=renewals)), data_only=True).worksheets[0]
    assert [found[place].value for place in ("C8", "F8", "G8")] == [334.8233, 334.8233, 0]
    formats = {found[place].number_format for place in ("C8", "D8", "E8", "F8", "G8")}
    assert formats == {'#,##0.00##;[Red]-#,##0.00##;"–"'}
    assert (found["B7"].number_format, found["F7"].number_format) == ('#,##0;[Red]-#,##0;"–"',) * 2


def test_what_is_not_known_is_empty_and_nothing_is_not(tmp_path: Path) -> None:
    rows = listed(sheet(tmp_path))
    assert [(row[7], row[8]) for row in rows] == [(0, -100), (25, 5), (80.25, 9.75), (None, None)]
    assert rows[0][13] == "Ana"
    assert {row[14:16] for row in rows} == {(None, None)}


@pytest.mark.libreoffice
def test_engines_agree(tmp_path: Path) -> None:
    paths = []
    for at, book in enumerate((BOOK, sample_book())):
        for language in LANGUAGES:
            paths.append(tmp_path / f"{at}.{language}.xlsx")
            write_renewal_sheet(book, paths[-1], AS_OF, None, language)
            assert compare(paths[-1], ironcalc_values) == []
    assert compare_in_libreoffice(paths) == {}


@pytest.mark.libreoffice
def test_it_follows_the_day(tmp_path: Path) -> None:
    """LibreOffice starts once for the days: that takes longer than what it is asked."""
    days = [date(2026, 9, 1), date(2026, 10, 2), date(2027, 3, 31)]
    moved = [with_inputs(sheet(tmp_path), tmp_path / f"{day}.xlsx", {"AsOf": day}) for day in days]
    for day, found in zip(days, libreoffice_all(moved), strict=True):
        follows(tmp_path, day, found)


def follows(tmp_path: Path, day: date, found: Cells) -> None:
    """The days and the alerts found are those of a sheet of the day."""
    outlooks, places = listed(sheet(tmp_path)), column_places(sheet(tmp_path), "QuarterRenewals")
    for place, (_, _, renews_on, *_) in zip(places["Days"], outlooks, strict=True):
        assert found[place] == (renews_on.date() - day).days
    book = BOOK._replace(renewals=tuple(each for each in BOOK.renewals if each.renews_on >= date(2026, 9, 30)))
    write_renewal_sheet(book, tmp_path / "then.xlsx", day, None)
    alerts = {(row[0], row[2]): row[5] for row in listed(tmp_path / "then.xlsx")}
    for place, values in zip(places["Alert"], outlooks, strict=True):
        if (values[0], values[2]) in alerts:
            assert found[place] == alerts[values[0], values[2]]


@pytest.mark.libreoffice
def test_a_status_that_a_person_chooses_is_understood_in_every_language(tmp_path: Path) -> None:
    places = []
    for language in LANGUAGES:
        words = {choice.code: choice.label(language) for choice in RENEWALS.column("status").choices}
        workbook = load_workbook(sheet(tmp_path, language=language))
        first = workbook.worksheets[0]
        [status] = [cell for row in first.iter_rows() for cell in row if cell.value == words["confirmed"]]
        status.value = words["renewed"]
        workbook.save(tmp_path / f"{language}.xlsx")
        places.append((first.title, first.cell(status.row, 6).coordinate))
    found = libreoffice_all([tmp_path / f"{language}.xlsx" for language in LANGUAGES])
    assert [cells[place] for cells, place in zip(found, places, strict=True)] == [
        alert_words(DONE, language) for language in LANGUAGES
    ]


def test_formulas_compare_no_word_that_a_language_changes(tmp_path: Path) -> None:
    """Only the headings that name a Table's columns differ from language to language."""
    formulas = []
    for language in LANGUAGES:
        path = sheet(tmp_path, language=language)
        shown = [written.formula for written in written_values(path).values()]
        for number, heading in enumerate(column_places(path, "QuarterRenewals")):
            shown = [text.replace(f"[{heading}]", f"[{number}]") for text in shown]
        formulas.append(shown)
    assert formulas[0] == formulas[1] == formulas[2]


def test_the_numbers_of_alerts_are_hidden(tmp_path: Path) -> None:
    for language in LANGUAGES:
        workbook = load_workbook(sheet(tmp_path, language=language))
        assert workbook.worksheets[0].column_dimensions["Q"].hidden
        assert [each.sheet_state for each in workbook.worksheets] == ["visible", "hidden"]


@pytest.mark.libreoffice
def test_without_renewals_it_is_still_whole(tmp_path: Path) -> None:
    path = sheet(tmp_path, book=Book())
    assert problems(path) == []
    assert (compare_in_libreoffice([path]), compare(path, ironcalc_values)) == ({}, [])
    assert all(written.value in ("", 0) or isinstance(written.value, str) for written in written_values(path).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_opens_it_without_repair(tmp_path: Path, language: str) -> None:
    assert problems(sheet(tmp_path, language=language)) == []


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    assert sdk_errors([sheet(tmp_path, language="pt")]) == []


def test_a_wrong_quarter_or_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="2026-Q4"):
        sheet(tmp_path, "winter")
    with pytest.raises(UnknownName):
        sheet(tmp_path, language="xx")
