"""The renewals without a notebook: the core's, with totals that add up by currency, and the sheet of a quarter."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.books import write_plain_book
from support.panel_forms import both_forms, figure_of, rows_below
from support.random_books import books

from partnerbook.book.export import exported
from partnerbook.book.read.reader import read_book
from partnerbook.codes import DONE
from partnerbook.errors import BadInput
from partnerbook.exact import exactly, total
from partnerbook.figures.overview import overview
from partnerbook.figures.renewals import quarter_renewals
from partnerbook.names import LANGUAGES
from partnerbook.panels import renewals
from partnerbook.parsing.quarter import quarter_of
from partnerbook.records import Book, Client, Deal, Renewal, Segment, Threshold
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@settings(max_examples=15, deadline=None)
@given(
    book=books(), as_of=st.dates(date(2023, 1, 1), date(2040, 1, 1)), status=st.sampled_from(["", "pending", "renewed"])
)
@exactly
def test_the_renewals_are_the_cores_and_add_up_by_currency(book: Book, as_of: date, status: str) -> None:
    model = renewals(book, as_of=as_of, status=status).model
    assert model.fault == ""
    known = overview(book, as_of).renewals
    asked = [each for each in known if status in ("", each.renewal.status)]
    assert list(model.shown) == [each for each in asked if each.due]
    model.range = "all"
    assert list(model.shown) == asked
    at_stake: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in asked:
        at_stake[each.renewal.currency] += each.renewal.current_mrr * (each.alert != DONE)
    assert {each.currency: each.at_stake for each in model.totals} == at_stake
    assert sum(each.number for each in model.totals) == len(asked)
    assert model.quarters == tuple(sorted({quarter_of(each.renewal.renews_on) for each in known}))
    for quarter in model.quarters:
        if quarter < "2100":
            model.range = quarter
            assert list(model.shown) == [each for each in quarter_renewals(known, as_of, quarter) if each in asked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_forms_show_alerts_totals_and_list(language: str) -> None:
    panel = renewals(as_of=DAY, language=language, numbers="en-US", range="all")
    say = panel.model.reader.words["renewals"]
    live, static = both_forms(panel)
    for tree in (live, static):
        assert "{" not in tree.text_content()
    overdue = figure_of(live, {"en": "Overdue", "es": "Vencida", "pt": "Vencida"}[language])
    rows = rows_below(live, say["title"])
    assert int(overdue) == sum(int(row[2]) < 0 and row[3].startswith(("Overdue", "Vencida")) for row in rows)
    assert len(rows) == len(sample_book().renewals)
    sums = {row[0]: list(map(number, row[1:])) for row in rows_below(live, say["totals"])}
    for currency, (count, _, _, change) in sums.items():
        mine = [row for row in rows if row[7] == currency]
        assert count == len(mine)
        done = {"en": "Done", "es": "Hecha", "pt": "Concluída"}[language]
        assert change == sum(number(row[6]) for row in mine if row[6] and row[3] != done)
    assert rows_below(static, say["totals"]) == rows_below(live, say["totals"])
    assert say["alerts_of"] not in live.text_content()
    panel.model.range = "2026-Q4"
    assert all(say["alerts_of"] in tree.text_content() for tree in both_forms(panel))
    panel.model.segment = panel.model.segments[0]
    assert len(panel.model.every) < len(sample_book().renewals)
    wholes = [word for word in ("all", "todas") if word in re.findall(r"\w+", say["alerts_of"].lower())]
    assert wholes == []  # with a segment they are of its clients alone


def test_a_row_has_what_one_asks_hubspot_for() -> None:
    renewal = Renewal("Ada", "Sales Hub", DAY, Decimal(100), Decimal("80.5"), "EUR", "confirmed", "Ana", "Mel")
    client = Client("Ada", "US", last_active_employee="Eve", last_active_on=date(2026, 10, 1))
    panel = renewals(Book(clients=(client,), renewals=(renewal,)), as_of=DAY)
    live, static = both_forms(panel)
    wanted = ["Ada", "Oct 31, 2026", "0", "Within 30 days", "0.00", "", "-19.50", "EUR", "Eve", "Mel", "Sales Hub",
              "100.00", "80.50", "Confirmed", "Oct 1, 2026", "Ana"]  # fmt: skip
    for tree in (live, static):
        [row] = rows_below(tree, "Renewals")
        assert row[:-1] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_which_renewals_put_the_tier_at_risk(language: str) -> None:
    start, edition = date(2026, 3, 1), date(2026, 1, 15)
    sold = {"Acme": Decimal(1000), "Bolt": Decimal(1200)}
    rows = tuple(Renewal(name, "CRM", date(2026, 12, 1), mrr, None, "USD") for name, mrr in sold.items())
    tiers = tuple(
        Threshold(edition, tier, Decimal(need), Decimal(0)) for tier, need in (("Gold", 60), ("Platinum", 900))
    )
    deals = tuple(Deal("", name, "CRM", "new", "sourced", start, mrr, "USD") for name, mrr in sold.items())
    lapsing = Deal("", "Bolt", "CRM", "new", "sourced", date(2025, 11, 20), Decimal(500), "USD")
    deals = (*deals, lapsing)  # until before the day of the renewal, of which the points at stake are
    book = Book(clients=tuple(Client(name, "US") for name in sold), deals=deals, renewals=rows, tiers=tiers)
    panel = renewals(book, as_of=DAY, language=language, numbers="en-US")
    say = panel.model.reader.words["renewals"]
    for tree in both_forms(panel):
        assert [row[4:6] for row in rows_below(tree, say["title"])[:2]] == [["50.00", ""], ["60.00", "Gold"]]
        assert say["costing"].format(count=1) in tree.text_content()
        together = say["together_costs"].format(
            points="110.00", day=panel.model.reader.day(rows[0].renews_on), tier="Gold"
        )
        assert together in tree.text_content()
    panel.open_points("1")
    at = [column.code for column in panel.behind.list.list_columns].index("points")
    assert [row.cells[at] for row in panel.behind.list.rows] == [Decimal("60.00")]


@exactly
def test_the_points_of_a_renewal_open_those_of_its_client_and_the_panel_says_why_they_can_be_others() -> None:
    panel = renewals(as_of=DAY, range="all")
    listed = panel.listings[0].list
    assert listed is not None
    at = [column.code for column in listed.list_columns].index("points")
    apart = []
    for row in listed.rows:
        if row.cells[at]:
            panel.open_points(row.code)
            place = [column.code for column in panel.behind.list.list_columns].index("points")
            apart.append(total(entry.cells[place] for entry in panel.behind.list.rows) - row.cells[at])  # type: ignore[misc, operator]
    assert min(apart) >= Decimal("-0.01")
    assert len(set(apart)) > 1
    live, static = (tree.text_content() for tree in both_forms(panel))
    said = panel.model.reader.words["renewals"]["stake_opens"]
    assert said in live
    assert said not in static


def test_days_of_ones_own_and_a_segment() -> None:
    on = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    rows = tuple(Renewal(f"C{at}", "", day, Decimal(1), None, "USD") for at, day in enumerate(on))
    book = Book(renewals=rows, segments=(Segment("S", "c1"),))
    model = renewals(book, as_of=DAY, since=on[0], until=on[1]).model
    assert [each.renewal.client for each in model.shown] == ["C0", "C1"]
    model.segment = "S"
    assert [each.renewal.client for each in model.shown] == ["C1"]
    model.until = "2025-01-01"
    assert "before the first" in model.problems["until"]
    model.range = "all"
    assert [each.renewal.client for each in model.shown] == ["C1"]
    model.range = "2026-Q2"
    assert model.shown == ()


def test_the_sheet_of_a_quarter_is_written_beside_the_book_and_never_over_another(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), book)
    panel = renewals(book, as_of=DAY, range="2026-Q4", language="es")
    first, second = panel.model.write_sheet(), panel.model.write_sheet()
    assert first == tmp_path / "Renovaciones 2026-Q4.xlsx"
    assert second == tmp_path / "Renovaciones 2026-Q4 (2).xlsx"
    assert panel.model.told == f"Escrita: {second}"
    sheet = load_workbook(first, data_only=True).active
    assert sheet is not None
    clients = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    for each in panel.model.shown:
        assert each.renewal.client in clients
    assert sum(value is not None for value in clients) < len(sample_book().renewals) + 20


def test_a_sheet_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    panel = renewals(as_of=DAY)
    assert panel.model.write_sheet() is None
    assert panel.model.told.startswith("The sheet is not written. ")
    far = renewals(
        Book(renewals=(Renewal("A", "", date(2150, 1, 1), Decimal(1), None, "USD"),)), as_of=date(2149, 12, 1)
    )
    assert far.model.quarter == "2149-Q4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_renewals_says_where_to_enter_them(language: str) -> None:
    sheet = {"en": "Renewals", "es": "Renovaciones", "pt": "Renovações"}[language]
    panel = renewals(Book(), as_of=DAY, language=language)
    for tree in both_forms(panel):
        assert f" {sheet}," in tree.text_content()
        assert not tree.xpath(".//table | .//dl")
    assert panel.children[-2].layout.display == "none"


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="one of due, all, own, or a quarter such as 2026-Q4"):
        renewals(range="next quarter")
    with pytest.raises(BadInput, match="status"):
        renewals(status="lost")


def test_a_saved_report_says_how_many_rows_it_will_have(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    panel = renewals(path, as_of=DAY, range="2026-Q4")
    for status, other in (("", False), ("pending", True)):
        panel.model.status = status
        [listing] = panel.listings
        assert listing.menu is not None
        if listing.menu.actions is None:
            listing.menu.turn()
        actions = listing.menu.actions
        assert actions is not None
        actions.what.value, actions.name.value = "report", f"Quarter {status}"
        actions.act()
        whole = sum(quarter_of(each.renewal.renews_on) == "2026-Q4" for each in panel.model.every)
        assert (f"will have {whole} rows" in actions.change.shown.value) == other
        actions.change.write()
        book = read_book(path)[0]
        [report] = [each for each in book.saved_reports if each.report == actions.name.value.strip()]
        assert len(exported(book, report.rows, report.segment, report.since, report.until).rows) == whole
