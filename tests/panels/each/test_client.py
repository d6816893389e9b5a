"""One client without a notebook: its figures against the core's, and what is said of whom in both forms."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import ipywidgets as w
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from support.books import write_plain_book
from support.random_books import books
from support.shown_sums import uneven_book

from partnerbook.errors import BadInput
from partnerbook.figures.client_detail import client_history
from partnerbook.figures.concentration import concentration, tier_without, weight_of
from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown_clients
from partnerbook.figures.stake import stakes
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import client
from partnerbook.panels.each.client.view import TABS, ClientDetails
from partnerbook.panels.frame.combobox import Combobox
from partnerbook.panels.frame.listed import Listing
from partnerbook.panels.frame.row_list import RowList
from partnerbook.points.ledger import entries_of
from partnerbook.records import Book, Client, Deal
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
DAYS = (DAY, date(2024, 2, 29), date(2022, 7, 18), date(2027, 6, 15))
ORDER = [tab.title for tab in TABS]


def opened(panel: ClientDetails, title: str) -> html.HtmlElement:
    """What a tab shows beside its lists, once it is opened."""
    panel.tabs.selected_index = ORDER.index(title)
    shown = panel.tabs.children[ORDER.index(title)].children
    return html.fromstring(f"<div>{''.join(each.value for each in shown if not isinstance(each, Listing))}</div>")


def lists(panel: ClientDetails) -> list[RowList]:
    opened(panel, "points")
    found = [each.list for each in panel.tabs.children[0].children if isinstance(each, Listing)]
    return [each for each in found if each is not None]


def descendants(widget: w.Widget) -> Iterator[w.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from descendants(child)


def facts(tree: html.HtmlElement) -> dict[str, str]:
    return {term.text_content(): term.getnext().text_content() for term in tree.iter("dt")}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@given(books(), st.dates(date(2023, 1, 1), date(2028, 1, 1)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_its_figures_are_the_cores(book: Book, day: date) -> None:
    known = overview(book, day)
    rows = {
        line.client.client: points for line, points in zip(known.clients, shown_clients(known.clients), strict=True)
    }
    weights = {each.client: each for each in concentration(known).clients}
    staked = stakes(known)
    for each in book.clients:
        panel = client(book, as_of=day, client=each.client)
        seen = panel.model.seen_client()
        assert seen is not None, panel.model.problems
        assert (panel.model.fault, seen.client) == ("", each)
        assert seen.history == client_history(entries_of(known.ledger.entries, each.client), day)
        assert seen.points[-1] == rows[each.client]
        assert seen.explained().shown == rows[each.client].total
        assert seen.weight() == weights.get(each.client) == weight_of(known, each.client)
        assert seen.staked() == [stake for stake in staked if stake.client == each.client]
        assert panel.static_html()


@pytest.mark.parametrize("seed", range(3))
def test_the_entries_and_the_lines_that_explain_them_add_up_to_the_points(seed: int) -> None:
    book = uneven_book(seed, DAY)
    for each in book.clients:
        panel = client(book, as_of=DAY, client=each.client)
        sold, managed, total = (number(text) for text in list(facts(opened(panel, "points")).values())[:3])
        assert sold + managed == total
        explained = [number(value) for value in facts(opened(panel, "explain")).values()]
        if explained:
            assert sum(explained[:-1]) == explained[-1] == total
            active = lists(panel)[0]
            at = [column.code for column in active.list_columns].index("points")
            assert sum(row.cells[at] for row in active.rows) == total  # type: ignore[arg-type,misc]  # figures


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_of", DAYS)
def test_every_tab_has_its_words_in_every_language_and_both_forms(language: str, as_of: date) -> None:
    panel = client(as_of=as_of, language=language)
    static = html.fromstring(f"<div>{panel.static_html()}</div>").text_content()
    for title in ORDER:
        said = opened(panel, title).text_content()
        assert "{" not in said
        for fact in facts(opened(panel, title)).values():
            assert fact in static
    assert panel.model.fault == ""
    words = texts("panels", language)["client"]
    assert [panel.tabs.get_title(at) for at in range(len(ORDER))] == [words[title] for title in ORDER]
    if language != "en":
        english = texts("panels", "en")["client"]
        assert {key for key in words if words[key] == english[key]} <= {"links"}


def test_of_many_clients_the_static_form_has_what_is_worked_out_of_all_once_it_was_opened() -> None:
    panel = client(Book(clients=tuple(Client(f"C{at}", "US") for at in range(501))), as_of=date(2026, 10, 31))
    closed = "these parts were not open: If it is lost."
    assert closed in panel.static_html()
    panel.tabs.selected_index = len(TABS) - 1
    assert closed not in panel.static_html()


def test_a_tab_is_drawn_when_it_is_first_opened() -> None:
    panel = client(as_of=DAY)
    assert [bool(tab.children) for tab in panel.tabs.children] == [True] + [False] * 8
    opened(panel, "loss")
    [drawn] = panel.tabs.children[8].children
    opened(panel, "points")
    opened(panel, "loss")
    assert panel.tabs.children[8].children == (drawn,)
    before = drawn.value
    panel.model.client = "Gralobindo Robótica"
    assert "Gralobindo Robótica" in drawn.value != before


@pytest.mark.parametrize(("typed", "found", "problem"), [
    ("Gralobindo Robótica", "Gralobindo Robótica", ""), ("gralobindo robotica", "Gralobindo Robótica", ""),
    (" quil insur ", "Fenraquil Insurance", ""),
    ("", None, "Choose a client, or type a part of its name."),
    ("Schools", None, "“Schools” can be "), ("zzz", None, "There is no client “zzz”."),
    ("Fenraqil Insurace", None, "There is no client “Fenraqil Insurace”. Do you mean Fenraquil Insurance?"),
])  # fmt: skip
def test_what_is_typed_is_the_client_that_is_meant_or_a_sentence(typed: str, found: str | None, problem: str) -> None:
    panel = client(as_of=DAY, client=typed)
    assert (panel.model.found and panel.model.found.client) == found
    assert panel.model.problems.get("client", "").startswith(problem)
    assert ("client" in panel.model.problems) == bool(problem)
    assert panel.tabs.layout.display == ("none" if problem else None)


def test_the_field_offers_the_books_clients_and_follows_the_model(tmp_path: Path) -> None:
    path, book = tmp_path / "book.xlsx", Book(clients=(Client("Zeta", "US"), Client("alfa", "MX")))
    write_plain_book(book, path)
    panel = client(path, as_of=DAY)
    [box] = [each for each in descendants(panel) if isinstance(each, Combobox)]
    assert (box.names, box.value) == (["alfa", "Zeta"], "alfa")
    box.value = "zet"
    assert (panel.model.client, panel.model.found) == ("zet", panel.model.book.clients[0])
    write_plain_book(book._replace(clients=book.clients[1:]), path)
    panel.model.read_again()
    assert (box.names, panel.model.found) == (["alfa"], None)
    assert panel.model.problems == {"client": "There is no client “zet”."}
    panel.model.client = "alfa"
    assert (box.value, panel.model.problems) == ("alfa", {})


def test_of_names_that_differ_only_in_accents_each_can_be_picked() -> None:
    book = Book(clients=(Client("Jose", "MX"), Client("José", "MX"), Client("***", "MX")))
    for each in book.clients:
        assert client(book, as_of=DAY, client=each.client).model.found == each


def test_only_addresses_of_https_are_links() -> None:
    addresses = ("https://crm.example/1", "http://crm.example/1", "javascript:alert(1)", "6000000001")
    for address in addresses:
        book = Book(clients=(Client("Acme", "US", crm_company=address, account_link="HTTPS://app.example/<b>"),))
        links = [link.get("href") for link in opened(client(book, as_of=DAY), "links").iter("a")]
        assert links == [*([address] if address.startswith("https:") else []), "HTTPS://app.example/<b>"]


def test_revenue_of_two_currencies_has_two_charts_and_is_not_added_up() -> None:
    deals = tuple(
        Deal("", "Acme", line, "new", "sourced", date(2026, 2, 1), Decimal(1000), currency)
        for line, currency in (("CRM", "USD"), ("Data Hub", "EUR"))
    )
    book = Book(clients=(Client("Acme", "US"),), deals=deals)
    charts = opened(client(book, as_of=DAY), "revenue").find_class("pb-months")
    said = [chart.get("aria-label") for chart in charts]
    assert [each.split(";")[0][-3:] for each in said] == ["EUR", "USD"]
    assert all("Oct 2026: Sold MRR 1,000.00; Managed MRR 0.00" in each for each in said)


def test_whose_loss_costs_the_tier_is_told_with_it() -> None:
    book = sample_book()
    known = overview(book, DAY)
    need = known.standing.total - 1
    tiers = tuple(row._replace(total=need) if row.tier == "Platinum" else row for row in book.tiers)
    panel = client(book._replace(tiers=tiers), as_of=DAY)
    assert (
        "The performing tier Platinum would go with them: Gold would be left." in opened(panel, "loss").text_content()
    )
    assert "19.8% of all" in opened(panel, "loss").text_content()
    for known_tiers in ((), tuple(row for row in tiers if row.tier != "Gold")):  # without Gold it hangs on Gold's
        untold = opened(client(book._replace(tiers=known_tiers), as_of=DAY), "loss").text_content()
        assert "cannot be told: thresholds are missing" in untold
    below = opened(client(sample_book(), as_of=date(2025, 1, 31)), "loss").text_content()
    assert ("No tier is reached" in below) == (overview(sample_book(), date(2025, 1, 31)).performing == "None")


@pytest.mark.parametrize("as_of", DAYS)
def test_the_tier_without_a_client_is_that_of_a_book_without_it(as_of: date) -> None:
    book = sample_book()
    known = overview(book, as_of)
    for each in book.clients[::7]:
        deals = tuple(row for row in book.deals if row.client != each.client)
        paid = tuple(row for row in book.subscriptions if row.client != each.client)
        assert (
            tier_without(known, each.client)
            == overview(book._replace(deals=deals, subscriptions=paid), as_of).performing
        )


def test_a_book_without_clients_says_where_they_are_entered() -> None:
    panel = client(Book(), as_of=DAY, language="es")
    assert (panel.model.fault, panel.model.found, panel.model.problems) == ("", None, {})
    assert "en la hoja Clientes" in panel.static_html()
    lonely = client(Book(clients=(Client("Acme", "US"),)), as_of=DAY)
    for title in ORDER:
        assert opened(lonely, title).text_content()
    assert lonely.model.fault == ""


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"client has no option 'goal'"):
        client(goal="Gold")  # type: ignore[call-arg]
    with pytest.raises(BadInput, match=r"client: .*client"):
        client(client=3)  # type: ignore[arg-type]
    panel = client(as_of=DAY)
    panel.model.as_of = "soon"
    assert (panel.model.found, panel.model.fault, panel.tabs.layout.display) == (None, "", "none")
    assert "“soon” is no day." in panel.static_html().unescape()
