"""The clients without a notebook: the list, and what of the book is changed, asked before and told after."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook
from support.books import write_plain_book
from support.random_books import books

from partnerbook.book.export import exported
from partnerbook.book.read.reader import read_book
from partnerbook.exact import exactly
from partnerbook.figures.overview import overview
from partnerbook.names import LANGUAGES
from partnerbook.panels import clients
from partnerbook.panels.each.clients.view import Clients
from partnerbook.records import Book, Segment, Subscription
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), found)
    return found


def backups(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if "backup" in each.name]


def managed(panel: Clients) -> str:
    return next(each.line.client.client for each in panel.model.listed if each.shown.managed)


@settings(max_examples=15, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_the_list_has_every_client_with_what_the_book_says(book: Book, day: date) -> None:
    panel, known = clients(book, as_of=day), overview(book, day)
    assert panel.model.fault == ""
    assert [each.line for each in panel.model.listed] == list(known.clients)
    for each in panel.model.listed:
        client = each.line.client.client
        running = [row for row in book.subscriptions
                   if row.client == client and row.start <= day < (row.end or date.max)]  # fmt: skip
        assert set(each.products) == {row.line for row in running}
        assert dict(each.mrr) == {
            code: sum(row.mrr for row in running if row.currency == code) for code in {row.currency for row in running}
        }
    assert sum(each.shown.total for each in panel.model.listed) == known.shown.total
    assert panel.static_html()


def test_money_of_two_currencies_is_not_added() -> None:
    book = sample_book()
    client = book.clients[0].client
    rows = [Subscription(client, "CRM", Decimal(60), code, date(2026, 1, 1)) for code in ("EUR", "USD")]
    panel = clients(book._replace(subscriptions=tuple(rows)), as_of=DAY, language="es")
    at = [each.code for each in panel.list.list_columns].index("mrr")
    texts = dict(zip(panel.list.codes, panel.list.data[at]["text"], strict=True))
    assert texts[client] == "60,00 EUR; 60,00 USD"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_of_services_is_shown_asked_written_and_kept_as_a_backup(path: Path, language: str) -> None:
    panel = clients(path, as_of=DAY, language=language, ends_on=date(2026, 11, 30))
    say, name, before = panel.model.reader.words, managed(panel), path.read_bytes()
    panel.end_services()
    assert say["clients"]["no_client_yet"] in panel.change.shown.value
    panel.model.client = name.upper()
    panel.end_services()
    told = html.fromstring(panel.change.shown.value)
    cells = [[cell.text_content() for cell in row] for row in told.xpath(".//tbody/tr")]
    [client] = [each for each in sample_book().clients if each.client == name]
    read, _ = read_book(path)
    [row] = [each.origin.row for each in read.clients if each.client == client.client]
    assert cells[0][:2] == ["Clients", f"{row} ({name})"]
    assert all(each[4] == panel.model.reader.short_day(date(2026, 11, 30)) for each in cells)
    known = overview(read, date(2026, 11, 30))
    lost = panel.model.reader.points(known.points_by_client[name].managed.quantize(Decimal("0.01")))
    assert lost in told.text_content()
    assert path.read_bytes() == before
    panel.change.leave()
    assert (path.read_bytes(), backups(path)) == (before, [])
    panel.end_services()
    panel.change.write()
    [backup] = backups(path)
    assert str(backup) in html.fromstring(panel.change.shown.value).text_content()
    assert backup.read_bytes() == before
    after = overview(read_book(path)[0], date(2026, 11, 30))
    assert not after.points_by_client[name].managed
    assert after.points_by_client[name].sold == known.points_by_client[name].sold
    assert next(each.line.client for each in panel.model.listed if each.line.client.client == name).services_ended
    panel.end_services()
    assert say["change"]["nothing"] in panel.change.shown.value


def test_a_book_that_is_saved_meanwhile_is_asked_about_again(path: Path) -> None:
    panel = clients(path, as_of=DAY, ends_on=date(2026, 11, 30))
    panel.model.client = managed(panel)
    panel.end_services()
    write_plain_book(sample_book()._replace(managing=()), path)
    before = path.read_bytes()
    panel.change.write()
    assert panel.model.reader.words["change"]["again"] in panel.change.shown.value
    assert (path.read_bytes(), backups(path)) == (before, [])
    panel.change.write()
    assert len(backups(path)) == 1


def test_the_sample_and_a_book_in_no_file_cannot_be_changed() -> None:
    say = clients().model.reader.words["change"]
    for book, sentence in ((None, say["sample"]), (sample_book(), say["no_file"])):
        panel = clients(book, as_of=DAY)
        panel.model.client = managed(panel)
        panel.end_services()
        assert sentence in panel.change.shown.value
        panel.actions.name.value = "Mine"
        panel.actions.act()
        assert sentence in panel.actions.change.shown.value


def test_chosen_clients_come_into_a_segment_of_any_spelling(path: Path) -> None:
    panel = clients(path, as_of=DAY)
    names = [row.code for row in panel.list.rows[:3]]
    panel.list.chosen = names[:2]
    panel.actions.name.value = " little  USED "
    panel.actions.act()
    panel.actions.change.write()
    book, _ = read_book(path)
    mine = {row.client for row in book.segments if row.segment == "Little used"}
    assert mine == {row.client for row in sample_book().segments if row.segment == "Little used"} | set(names[:2])
    assert "Little used" in panel.actions.name.options
    panel.actions.name.value = ""
    panel.actions.act()
    assert panel.model.reader.words["actions"]["no_name"] in panel.actions.told.value


def test_rows_are_exported_as_export_writes_them_and_over_nothing(path: Path) -> None:
    panel = clients(path, as_of=DAY, language="pt", numbers="pt-BR")
    panel.actions.what.value, panel.actions.name.value = "export", "all.csv"
    panel.actions.act()
    wanted = exported(read_book(path)[0], "clients", language="pt")
    with (path.parent / "all.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream, delimiter=";"))
    assert written[0] == wanted.headings
    assert sorted(row[0] for row in written[1:]) == sorted(str(row[0]) for row in wanted.rows)
    panel.actions.act()
    assert "all.csv" in panel.actions.told.value
    assert 'role="alert"' in panel.actions.told.value
    panel.list.chosen = [panel.list.rows[1].code]
    panel.actions.name.value = "one"
    panel.actions.act()
    sheet = load_workbook(path.parent / "one.xlsx").active
    assert sheet["A5"].value == panel.list.rows[1].code
    assert sheet["A6"].value is None


def test_entries_of_one_client_are_saved_as_a_report_with_a_segment_of_their_own(path: Path) -> None:
    panel = clients(path, as_of=DAY)
    name = managed(panel)
    panel.open_points(name, "points")
    actions = panel.behind.actions
    actions.what.value, actions.name.value = "report", "Of one"
    actions.act()
    actions.change.write()
    book, problems = read_book(path)
    [report] = [each for each in book.saved_reports if each.report == "Of one"]
    assert [row.client for row in book.segments if row.segment == report.segment] == [name]
    found = exported(book, report.rows, report.segment, report.since, report.until)
    assert len(found.rows) == len(panel.behind.list.rows)
    assert [each for each in problems if "Of one" in str(each)] == []
    actions.act()
    assert (
        panel.model.reader.words["actions"]["taken"].format(report="Of one")
        in html.fromstring(actions.change.shown.value).text_content()
    )


def test_a_segment_and_a_client_that_are_none_are_told_beside_their_fields() -> None:
    book = sample_book()._replace(segments=(Segment("Key", sample_book().clients[0].client),))
    panel = clients(book, as_of=DAY, segment="Key")
    assert [each.line.client.client for each in panel.model.listed] == [book.clients[0].client]
    panel.model.client = "Nobody"
    assert "Nobody" in panel.model.problems["client"]
    panel.model.ends_on = "soon"
    assert "soon" in panel.model.problems["ends_on"]
    panel.end_services()
    assert "Nobody" in panel.change.shown.value
