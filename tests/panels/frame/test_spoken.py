"""What the core tells in sentences stands in a panel in the person's language."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from ipywidgets import HTML, Widget
from lxml import html
from markupsafe import escape
from support.books import write_plain_book

from partnerbook.book.export import exported
from partnerbook.errors import BadInput, PartnerbookError, Sentence
from partnerbook.figures.overview import overview
from partnerbook.files.problems import ERROR, Problem
from partnerbook.language.spoken import spoken, spoken_value
from partnerbook.panels import calculator, dashboard, renewals, tier_progress
from partnerbook.panels.each.dashboard.sections import Section
from partnerbook.panels.frame.book_view import unused_rows
from partnerbook.panels.frame.html import alert
from partnerbook.panels.frame.sections import unpriced_rows
from partnerbook.panels.side import side_panel
from partnerbook.records import Book, Client, OwnRate, Place, SavedReport, Subscription
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

DAY = date(2026, 10, 31)
LANGUAGES = ["es", "pt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_that_cannot_be_used(tmp_path: Path, language: str) -> None:
    path, book = tmp_path / "book.xlsx", sample_book()
    write_plain_book(book._replace(deals=(book.deals[0]._replace(currency="???"), *book.deals[1:])), path)
    model = tier_progress(path, as_of=DAY, language=language).model
    [problem] = model.unused
    place, found, meant = html.fromstring(unused_rows(model)).xpath("//tbody/tr/*/text()")
    assert (place, found) == (problem.place, problem.found)
    assert meant == spoken(problem.message, model.reader) != problem.message


def test_the_place_of_a_row_of_a_csv_file() -> None:
    model = tier_progress(as_of=DAY, language="es").model
    cell = Sentence("row {row}, column {heading}", row=7, heading="País")
    model.unused = (Problem(ERROR, "Deals.csv", "", cell, "x", Sentence("{count} clients", count=3)),)
    assert html.fromstring(unused_rows(model)).xpath("//tbody/tr/*/text()") == [
        "Deals.csv, fila 7, columna País", "x", "3 clientes",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_is_too_far(language: str) -> None:
    model = tier_progress(as_of=date(9999, 12, 31), language=language).model
    assert model.problems["as_of"].startswith({"es": "No se pueden dar", "pt": "Não se podem dar"}[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_no_book(tmp_path: Path, language: str) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    panel = tier_progress(path, as_of=DAY, language=language)
    path.unlink()
    write_report(sample_book(), path, DAY)
    panel.model.read_again()
    with pytest.raises(PartnerbookError) as english:
        tier_progress(path)
    told = spoken_value(english.value, panel.model.reader)
    assert panel.model.problems["book"] == told != str(english.value)
    with pytest.raises(PartnerbookError) as raised:
        side_panel("tier_progress", language, "", str(path))
    assert str(raised.value) == told


def test_rates_of_a_book_that_contradict_each_other() -> None:
    rates = OwnRate("EUR", date(2026, 1, 1), Decimal(80)), OwnRate("EUR", date(2026, 1, 1), Decimal(90))
    told = [calculator(Book(rates=rates), on=DAY, language=each).model.problems["book"] for each in ("en", *LANGUAGES)]
    assert len(set(told)) == 3


def test_rows_in_no_us_dollars() -> None:
    row = Subscription("Birk", "Sales", Decimal(375), "PEN", date(2024, 1, 10), origin=Place("Assinaturas", 3))
    known = overview(Book(clients=(Client("Birk", "PE"),), subscriptions=(row,)), date(2026, 6, 30))
    reader = tier_progress(as_of=DAY, language="pt").model.reader
    assert unpriced_rows(known, reader) == "Assinaturas, linha 3"


def test_a_saved_report_of_a_segment_that_is_gone_and_a_section_that_cannot_be_made() -> None:
    report = SavedReport("Mine", "deals", "gone")
    book = Book(saved_reports=(report,))
    shown = dashboard(book, as_of=DAY, language="es", sections=("saved_reports",))
    with pytest.raises(BadInput) as error:
        exported(book, report.rows, report.segment)
    told = spoken_value(error.value, shown.model.reader)
    assert told != str(error.value)
    assert escape(told) in shown.static_html()

    def refused() -> Widget:
        raise error.value

    section = Section("program", "", shown.model, refused)
    section.show(True)
    assert isinstance(section.inside, HTML)
    assert section.inside.value == alert(told)


def test_too_many_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _: True)
    model = renewals(as_of=DAY, language="pt").model
    assert model.write_sheet() is None
    assert model.told.startswith("A planilha não foi gravada. ")
    assert "já tem 999 planilhas" in model.told
