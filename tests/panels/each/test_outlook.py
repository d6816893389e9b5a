"""What lies ahead without a notebook: the core's figures in every tab, for random books and days, in both forms."""

from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from support.panel_forms import both_forms, rows_below
from support.random_books import books

from partnerbook.codes import Measure
from partnerbook.errors import BadInput
from partnerbook.exact import exactly, total
from partnerbook.figures.behind import entries_behind
from partnerbook.figures.concentration import concentration, shared_clients
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import outlook as core_outlook
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown, shown_points
from partnerbook.figures.stake import stakes
from partnerbook.figures.way import goal_way
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import outlook
from partnerbook.panels.each.outlook.view import WhatLiesAhead
from partnerbook.panels.frame.listed import Listing
from partnerbook.points.ledger import standing
from partnerbook.records import Book, Client, Deal, Threshold
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
TIER, STEPS, WAY, STAKE, CLIENTS, SHARED = range(6)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def all_tabs(panel: WhatLiesAhead) -> list[HtmlElement]:
    """Both forms, once every tab was opened."""
    for at in range(len(panel.tabs.children)):
        panel.tabs.selected_index = at
    return both_forms(panel)


@settings(max_examples=15, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)), ahead=st.integers(0, 900))
@exactly
def test_the_figures_are_the_cores(book: Book, day: date, ahead: int) -> None:
    by = day + timedelta(ahead)
    model = outlook(book, as_of=day, goal="Diamond", by=by, months=6).model
    known = overview(book, day, "Diamond")
    assert model.fault == ""
    assert model.ahead == core_outlook(known)
    assert model.way == goal_way(known, "Diamond", by)
    assert model.steps() == next_steps(known)
    assert model.staked() == stakes(known, 6)
    assert model.weights() == concentration(known)
    assert model.shared() == shared_clients(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_has_its_words_in_every_language_and_what_is_at_stake_adds_up(language: str) -> None:
    panel = outlook(as_of=DAY, language=language, numbers="en-US")
    say = texts("report", language)["stake"]
    for tree in all_tabs(panel):
        assert "{" not in tree.text_content()
        sums = rows_below(tree, say["title"])
        assert [row[0] for row in sums] == [say["certain"], say["possible"]]
    live, _ = both_forms(panel)
    rows, yes = rows_below(live, say["list"]), panel.model.reader.words["calculator"]["yes"]
    for sure, (_, count, points) in zip((True, False), rows_below(live, say["title"]), strict=True):
        mine = [number(row[4] or "0") for row in rows if (row[6] == yes) == sure]
        assert (len(mine), total(mine)) == (int(count), number(points))
    known = overview(sample_book(), DAY)
    later = shown_points(standing(known.ledger.entries, date(2028, 4, 30)))
    assert number(rows_below(live, say["title"])[0][2]) == known.shown.total - later.total


def test_what_is_only_opened_is_worked_out_and_a_closed_tab_follows_when_it_is_opened() -> None:
    panel = outlook(as_of=DAY)
    model = panel.model
    assert not any("staked" in key for key in model._kept)
    panel.tabs.selected_index = STAKE
    listing = next(each for each in panel.tabs.children[STAKE].children if isinstance(each, Listing))
    assert listing.list is not None
    panel.tabs.selected_index = TIER
    model.as_of = date(2027, 10, 31)
    assert listing.list.rows[0].cells[0] < date(2027, 1, 1)
    panel.tabs.selected_index = STAKE
    assert [row.cells[0] for row in listing.list.rows] == [
        each.day for each in stakes(overview(sample_book(), model.as_of))
    ]
    model.months = 3
    assert len(listing.list.rows) == len(stakes(overview(sample_book(), model.as_of), 3))


def test_a_client_opens_the_entries_behind_its_points() -> None:
    panel = outlook(as_of=DAY)
    panel.tabs.selected_index = STAKE
    stake = panel.model.staked()[0]
    listing = next(each for each in panel.tabs.children[STAKE].children if isinstance(each, Listing))
    assert listing.list is not None
    listing.list._told(None, {"opens": ["0", "client"]}, None)
    assert panel.behind.heading.value.startswith(f"<h3>{stake.client} · Total points")
    mine = overview(sample_book(), DAY).points_by_client[stake.client]
    shown_of = total(cell for row in panel.behind.list.rows for cell in [row.cells[_points(panel)]])
    assert abs(shown_of - shown_points(mine).total) <= Decimal("0.01")
    panel.open_managed(stake.client)
    assert Measure.MANAGED in panel.behind.heading.value.lower()


@pytest.mark.parametrize("tab", [STAKE, CLIENTS, SHARED])
def test_the_rows_of_a_list_hand_on_the_entries_of_their_clients_each_once(tab: int) -> None:
    panel = outlook(as_of=DAY)
    panel.tabs.selected_index = tab
    listing = next(each for each in panel.tabs.children[tab].children if isinstance(each, Listing))
    assert listing.list is not None
    assert listing.menu is not None
    listing.menu.turn()
    assert listing.menu.actions is not None
    behind = listing.menu.actions.behind
    assert behind is not None
    known, measure = overview(sample_book(), DAY), Measure.MANAGED if tab == SHARED else Measure.TOTAL
    clients = set(behind.clients.values())
    of_all = entries_behind(known, measure, clients)
    assert len(behind.rows(listing.list.codes)) == len(of_all) > 0
    client = behind.clients["0"]
    mine = behind.rows([code for code, name in behind.clients.items() if name == client])
    assert [row[5] for row in mine] == [each.entry.points for each in entries_behind(known, measure, {client})]
    listing.list.chosen = ["0"]
    assert listing.menu.actions.clients() == [client]


def _points(panel: WhatLiesAhead) -> int:
    return [each.code for each in panel.behind.list.list_columns].index("points")


def test_clients_of_whom_no_entry_is_left_hand_on_none() -> None:
    """On the first day renewals are ahead of clients whose points all came later."""
    panel = outlook(as_of=date(2022, 7, 18))
    panel.tabs.selected_index = STAKE
    [listing] = [each for each in panel.tabs.children[STAKE].children if isinstance(each, Listing)]
    assert listing.menu is not None
    listing.menu.turn()
    assert listing.menu.actions is not None
    assert listing.menu.actions.behind is not None
    assert listing.menu.actions.behind.clients
    assert listing.menu.actions.behind.rows(listing.menu.actions.list.codes) == []


def test_the_way_tells_the_least_and_what_is_there_already() -> None:
    gold = Threshold(date(2026, 1, 15), "Gold", total=Decimal(400), minimum=Decimal(100))
    panel = outlook(Book(tiers=(gold,)), as_of=DAY, goal="Gold")
    for tree in all_tabs(panel):
        rows = rows_below(tree, "The least new MRR that reaches it, in USD")
        assert rows[0] == ["Growth", "Yes", "3,333.34", "0.00", "0.00", "3,333.34", "Total points"]
        assert "No amount that is only managed reaches it: sourced minimum." in tree.text_content()
    deal = Deal("", "Acme", "CRM", "new", "sourced", DAY, Decimal(10000), "USD")
    panel = outlook(Book(clients=(Client("Acme", "US"),), deals=(deal,), tiers=(gold,)), as_of=DAY, goal="Gold")
    for tree in all_tabs(panel):
        assert "The points that are left on January 15, 2027 are enough." in tree.text_content()
    panel.model.goal = "Diamond"
    assert panel.model.way is not None
    assert "copy it from your tier page in HubSpot to the sheet Tiers" in all_tabs(panel)[0].text_content()
    panel.model.by = DAY - timedelta(1)
    assert panel.model.problems["by"].startswith("A tier can be aimed at on a day from 2026-10-31 on")
    assert panel.model.way is None
    panel.model.by = "soon"
    assert "“soon” is no day" in panel.model.problems["by"]


@pytest.mark.parametrize(
    ("day", "clients"),
    [
        (date(2022, 7, 18), 3), (date(2024, 2, 29), 0), (date(2024, 2, 29), 1), (DAY, 0), (DAY, 1),
        (date(2100, 1, 1), 3),
    ],
)  # fmt: skip
def test_the_farthest_days_and_the_smallest_books_have_their_tabs(day: date, clients: int) -> None:
    with localcontext() as context:
        context.prec = 5
        panel = outlook(sample_book(clients) if clients else Book(), as_of=day, language="pt")
        trees = all_tabs(panel)
    assert (panel.model.fault, panel.model.problems) == ("", {})
    for tree in trees:
        assert "Error" not in tree.text_content()


def test_a_day_that_is_none_has_no_tabs() -> None:
    panel = outlook(as_of=DAY)
    panel.model.as_of = "whenever"
    assert panel.tabs.layout.display == "none"
    assert "“whenever” is no day" in panel.static_html()
    panel.model.as_of = DAY
    assert panel.tabs.layout.display is None


def test_of_many_clients_the_static_form_has_what_was_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("partnerbook.panels.frame.tabbed_panel.STATIC_CLIENTS", 10)
    panel = outlook(as_of=DAY)
    static = panel.static_html()
    assert "Not worked out here, because these parts were not open: Next steps, Way to the goal, At stake" in static
    panel.tabs.selected_index = STAKE
    assert "Sure to end, by the book" in panel.static_html()


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="outlook has no option 'client'"):
        outlook(client="A")  # type: ignore[call-arg]
    with pytest.raises(BadInput, match="months"):
        outlook(months=7)


def test_a_shared_clients_figures_are_rounded_once() -> None:
    found = outlook(as_of=DAY)
    found.tabs.selected_index = SHARED
    [listing] = [each for each in found.tabs.children[SHARED].children if isinstance(each, Listing)]
    assert listing.list is not None
    assert [row.cells[3] for row in listing.list.rows] == [shown(each.costs) for each in found.model.shared()]
