"""The list of a panel without a page: what is sent to it, and its static form."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from partnerbook.language.reader import reader
from partnerbook.names import LANGUAGES
from partnerbook.panels.frame.row_list import STATIC_ROWS, Link, ListColumn, ListRow, RowList, static_list

COLUMNS = (
    ListColumn("client", "Client", opens=True),
    ListColumn("kinds", "Kinds", filters=True),
    ListColumn("points", "Points", "points", total=True),
    ListColumn("tools", "Tools", "number"),
    ListColumn("renews", "Renews", "day"),
    ListColumn("account", "Account", "link"),
)
ROWS = (
    ListRow(
        "1",
        (
            "<b>A</b>",
            ("New", "Upsell"),
            Decimal("1234.5"),
            3,
            date(2024, 2, 29),
            Link("Open", "https://example.com/?a=1&b=2"),
        ),
    ),
    ListRow("2", ("B", (), Decimal("-0.005"), None, None, Link("Run", "javascript:alert(1)"))),
)


def data(made: RowList, code: str) -> dict[str, list[object]]:
    return made.data[[column["code"] for column in made.columns].index(code)]


def test_each_kind_of_value_is_written_as_the_country_does_and_sorted_by_what_it_is() -> None:
    made = RowList(COLUMNS, ROWS, reader("es"), "Clients")
    assert data(made, "client") == {"text": ["<b>A</b>", "B"]}  # the page escapes: it makes nodes of text
    assert data(made, "kinds") == {"text": ["New, Upsell", ""], "parts": [["New", "Upsell"], []]}
    assert data(made, "points") == {
        "text": ["1.234,50", "-0,005"],
        "order": [1234.5, -0.005],
        "places": 3,
        "units": [1234500, -5],
    }
    assert data(made, "tools") == {"text": ["3", ""], "order": [3.0, None]}
    assert data(made, "renews") == {"text": ["29 feb 2024", ""], "order": [date(2024, 2, 29).toordinal(), None]}
    assert data(made, "account")["href"] == ["https://example.com/?a=1&b=2", ""]


@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=1, max_size=60))
def test_what_the_page_adds_up_is_the_exact_sum(figures: list[Decimal]) -> None:
    rows = [ListRow(str(at), (str(at), figure)) for at, figure in enumerate(figures)]
    column = ListColumn("points", "Points", "points", total=True)
    told = data(RowList([ListColumn("a", "A"), column], rows, reader("en"), "All"), "points")
    assert sum(int(each) for each in told["units"]) == sum(figures) * 10 ** told["places"]  # type: ignore[call-overload, operator]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_static_form_has_the_first_rows_the_total_of_all_and_says_how_many_there_are(language: str) -> None:
    say = reader(language)
    rows = [ListRow(str(at), (f"Client {at}", Decimal(at))) for at in range(1, 1001)]
    columns = [ListColumn("client", "Client"), ListColumn("points", "Points", "points", total=True)]
    tree = html.fromstring(f"<div>{static_list(columns, rows, say)}</div>")
    assert len(tree.xpath(".//tbody/tr")) == STATIC_ROWS + 1
    assert tree.xpath("string(.//tbody/tr[last()]/td)") == say.points(Decimal(500500))
    counts = {"shown": "25", "all": say.number(Decimal(1000))}
    assert tree.xpath("string(./p)") == say.words["list"]["shown"].format(**counts)
    empty = html.fromstring(f"<div>{static_list(columns, [], say)}</div>")
    assert (empty.xpath(".//table"), empty.text_content().strip()) == ([], say.words["list"]["empty"])


def test_the_static_form_escapes_and_leads_only_to_pages_and_mail() -> None:
    told = RowList(COLUMNS, ROWS, reader("en"), "Clients").static_html()
    assert "<b>" not in told
    assert html.fromstring(f"<div>{told}</div>").xpath(".//a/@href") == ["https://example.com/?a=1&b=2"]


def test_what_is_chosen_stays_as_far_as_it_is_there_and_a_button_tells_its_row_and_column() -> None:
    made, opened = RowList(COLUMNS, ROWS, reader("en"), "Clients", selectable=True), list[tuple[str, str]]()
    made.on_open(lambda row, column: opened.append((row, column)))
    made._told(made, {"opens": ["2", "client"]}, [])
    made.chosen = ["1", "2"]
    made.show(COLUMNS, ROWS[1:])
    assert (opened, made.chosen, made.codes) == ([("2", "client")], ["2"], ["2"])
