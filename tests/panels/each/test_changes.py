"""The changes in points without a notebook: the core's figures, adding up in every list, for random books and days."""

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.panel_forms import both_forms, figure_of, rows_below
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.errors import BadInput
from partnerbook.exact import exactly, total
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown_changes
from partnerbook.names import LANGUAGES
from partnerbook.panels import changes
from partnerbook.panels.each.changes.view import PointChanges
from partnerbook.panels.frame.changes_behind import NUMBERS
from partnerbook.points.ledger import changes as moved_in
from partnerbook.records import Book, Segment
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@settings(max_examples=15, deadline=None)
@given(book=books(), first=st.dates(date(2022, 1, 1), date(2030, 1, 1)), days=st.integers(0, 900))
@exactly
def test_the_figures_are_the_cores_and_every_list_adds_up(book: Book, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    model = changes(book, as_of=DAY, since=first, until=last).model
    assert model.fault == ""
    moved = moved_in(overview(book, DAY).ledger.entries, first, last)
    assert model.moved == {track: shown_changes(each) for track, each in moved.items()}
    sums = {each: getattr(model.moved[each.partition("_")[2]], each.partition("_")[0]) for each in NUMBERS}
    for behind in ("all", *NUMBERS):
        model.behind = behind
        for each in NUMBERS if behind == "all" else (behind,):
            way, _, track = each.partition("_")
            assert total(getattr(client, each) for client in model.clients) == sums[each]
            assert total(getattr(row, way) for row in model.entries if row.entry.track == track) == sums[each]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ["client", "entry"])
def test_both_forms_show_the_numbers_and_what_is_behind_them(language: str, by: str) -> None:
    panel = changes(as_of=DAY, language=language, numbers="en-US", by=by)
    say = panel.model.reader.words["changes"]
    live, static = both_forms(panel)
    for tree in (live, static):
        assert "{" not in tree.text_content()
        before, new, lost, after = (list(map(number, row[1:])) for row in rows_below(tree, say["moved"]))
        assert [each[0] + each[1] - each[2] for each in zip(before, new, lost, strict=True)] == after
        for sold, managed, whole in (before, new, lost, after):
            assert sold + managed == whole
        assert number(figure_of(tree, say["lost_managed"])) == lost[1]
    rows = rows_below(live, say["clients" if by == "client" else "entries"])
    columns = (1, 2, 3, 4) if by == "client" else (4, 5)
    found = [sum(number(row[column]) for row in rows) for column in columns]
    wanted = [number(figure_of(live, say[each])) for each in NUMBERS]
    assert found == (wanted if by == "client" else [wanted[0] + wanted[2], wanted[1] + wanted[3]])
    assert "TOTAL" in rows_below(static, say["clients" if by == "client" else "entries"])[-1][0].upper()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_behind_one_number_adds_up_to_it_as_shown(seed: int) -> None:
    panel = changes(uneven_book(seed, DAY), as_of=DAY, range="last-12-months")
    say = panel.model.reader.words["changes"]
    for behind in NUMBERS:
        for by in ("client", "entry"):
            panel.model.behind, panel.model.by = behind, by
            live, _ = both_forms(panel)
            heading = f"{say['clients' if by == 'client' else 'entries']}: {say[behind]}"
            wanted = number(figure_of(live, say[behind]))
            if not (panel.model.clients if by == "client" else panel.model.entries):
                assert wanted == 0
                assert say["none_behind"] in live.text_content()
                continue
            rows = rows_below(live, heading)
            assert sum(number(row[1 if by == "client" else 4]) for row in rows) == wanted


def test_the_days_are_those_of_the_terminal() -> None:
    known = overview(sample_book(), DAY)
    assert changes(as_of=DAY).model.days == known.change_days
    assert changes(as_of=DAY, range="since-last-review").model.days == (date(2026, 7, 16), DAY)
    leap = changes(as_of=date(2024, 2, 29))
    assert leap.model.days == (date(2023, 11, 30), date(2024, 2, 29))
    early = changes(as_of=date(2022, 7, 18), range="since-last-review").model
    assert early.problems == {"range": "The program had no review before July 18, 2022. Choose other days."}
    assert early.clients == ()


@pytest.mark.parametrize(("since", "until"), [(date(1, 1, 1), date.max), (date.max, date.max), (date(2, 2, 2),) * 2])
def test_the_farthest_days_can_be_asked_for(since: date, until: date) -> None:
    panel = changes(as_of=DAY, since=since, until=until)
    assert panel.model.fault == ""
    for tree in both_forms(panel):
        assert tree.xpath(".//table")


def test_a_segment_has_its_own_sums() -> None:
    book = sample_book()
    whole = changes(book, as_of=DAY).model
    one = whole.clients[0].client
    few = changes(book._replace(segments=(Segment("One", one.upper()),)), as_of=DAY, segment="one").model
    assert [client.client for client in few.clients] == [one]
    assert few.moved["sold"].new == few.clients[0].new_sold
    few.segment = "none such"
    assert "none such" in few.problems["segment"]
    assert (few.known, few.segments) == (None, ("One", "none such"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_points_says_what_to_enter_where(language: str) -> None:
    sheets = {"en": ("Deals", "Subscriptions", "Managing"), "es": ("Negocios", "Suscripciones", "Administración"),
              "pt": ("Negócios", "Assinaturas", "Gerenciamento")}[language]  # fmt: skip
    for tree in both_forms(changes(Book(), as_of=DAY, language=language)):
        for sheet in sheets:
            assert re.search(rf"\b{sheet}\b", tree.text_content())
        assert not tree.xpath(".//table")


def test_quiet_days_say_so() -> None:
    for tree in both_forms(changes(as_of=DAY, since="2000-01-01", until="2000-01-02")):
        assert "No points came or went in these days." in tree.text_content()


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"the range is 'last month'; it is one of three-months, this-month"):
        changes(range="last month")
    with pytest.raises(BadInput, match='The range "last-month" says the days already: leave since and until out'):
        changes(range="last-month", since=DAY)
    with pytest.raises(BadInput, match="behind"):
        changes(behind="sold")
    with pytest.raises(BadInput, match="changes has no option 'client'"):
        changes(client="A")  # type: ignore[call-arg]


def behind(panel: PointChanges, way: str) -> list[Decimal]:
    """What the rows that are opened say of what came, or went, or of points."""
    [at] = [at for at, each in enumerate(panel.behind.list.list_columns) if each.code == way]
    return [row.cells[at] for row in panel.behind.list.rows]  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(6))
@exactly
def test_every_figure_opens_rows_that_add_up_to_it_as_shown(seed: int) -> None:
    panel = changes(uneven_book(seed, DAY), as_of=DAY, range="last-12-months")
    for client in panel.model.clients:
        for each in NUMBERS:
            panel.open_client(client.client, each)
            assert total(behind(panel, each.partition("_")[0])) == getattr(client, each)
        panel.open_client(client.client, "net")
        assert total(behind(panel, "new")) - total(behind(panel, "lost")) == client.net
    for key, at in (("before", "opening"), ("after", "closing")):
        figures = [getattr(panel.model.moved[track], at) for track in ("sold", "managed")]
        for measure, figure in zip(("sold", "managed", "total"), (*figures, total(figures)), strict=True):
            panel.open_figure(f"{key} {measure}")
            assert total(behind(panel, "points")) == figure
    panel.open_figure("lost_managed")
    assert (panel.model.behind, panel.model.by) == ("lost_managed", "entry")


@exactly
def test_what_is_open_of_the_day_before_follows_the_segment() -> None:
    panel = changes(sample_book()._replace(segments=(Segment("One", "Fenraquil Insurance"),)), as_of=DAY)
    panel.open_figure("before total")
    panel.model.segment = "One"
    at = [column.code for column in panel.behind.list.list_columns].index("client")
    assert {row.cells[at] for row in panel.behind.list.rows} == {"Fenraquil Insurance"}


def test_a_clients_number_is_exported_as_the_entries_behind_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    panel = changes(as_of=DAY, behind="lost_managed")
    first = panel.model.clients[0].client
    listing = panel.listings[0]
    assert listing.list is not None
    assert listing.menu is not None
    listing.list.found = [first]
    listing.menu.turn()
    actions = listing.menu.actions
    assert actions is not None
    actions.what.value, actions.name.value = "export", "lost.csv"
    actions.act()
    with Path("lost.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Client"] for row in rows} == {first}
    assert len(rows) == sum(each.entry.client == first for each in panel.model.entries) > 0
