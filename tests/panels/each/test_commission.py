"""The commission without a notebook: the core's amounts, kinds and currencies apart, for random books and odd days."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.panel_forms import both_forms, rows_below
from support.random_books import books

from partnerbook.codes import LineOutcome
from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.figures.commission_amounts import Amounts
from partnerbook.figures.overview import overview
from partnerbook.names import LANGUAGES
from partnerbook.panels import commission
from partnerbook.panels.each.commission.view import CommissionPanel
from partnerbook.panels.frame.listed import Listing
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.records import Book, CommissionLine, Deal, Payout, Segment
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
WAYS = ("quarter", "month", "client", "deal")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or 0)


def opened(panel: CommissionPanel) -> CommissionPanel:
    """The panel, every tab of it opened."""
    for at in range(len(panel.tabs.children)):
        panel.tabs.selected_index = at
    return panel


def listing(panel: CommissionPanel, heading: str) -> Listing:
    """The list under a heading, by the code of its words."""
    say = panel.model.reader.words["commission"]
    [found] = [each for each in panel.listings if (rows := each.rows()) is not None and rows.heading == say[heading]]
    return found


def behind(panel: CommissionPanel, heading: str) -> Behind:
    """What can be done something with of that list."""
    menu = listing(panel, heading).menu
    assert menu is not None
    menu.turn()
    assert menu.actions is not None
    assert menu.actions.behind is not None
    return menu.actions.behind


@settings(max_examples=10, deadline=None)
@given(book=books(), as_of=st.dates(date(2023, 1, 1), date(2032, 1, 1)))
@exactly
def test_the_amounts_are_the_cores_each_kind_and_currency_by_itself(book: Book, as_of: date) -> None:
    model = commission(book, as_of=as_of).model
    assert model.fault == ""
    found = overview(book, as_of).commission.between(date(as_of.year, 1, 1), date(as_of.year + 1, 12, 31))
    assert model.found == found
    for by in WAYS:
        model.by = by
        assert model.rows == getattr(found, f"by_{by}")
        sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in model.rows:
            for kind in Amounts._fields:
                sums[row.currency, kind] += getattr(row, kind)
        assert {(of, kind): getattr(amounts, kind) for of, amounts in model.totals for kind in Amounts._fields} == sums
        assert set(model.kinds) == {kind for (_, kind), amount in sums.items() if amount}
    assert sorted(model.statement) == sorted(found.statement)
    for currency in model.currencies:
        model.currency = currency
        assert {row.currency for row in (*model.rows, *model.statement)} <= {currency}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", WAYS)
def test_both_forms_show_every_part(language: str, by: str) -> None:
    panel = opened(commission(as_of=DAY, language=language, numbers="en-US", by=by))
    say, reader = panel.model.reader.words["commission"], panel.model.reader
    found = panel.model.found
    assert found is not None
    live, static = both_forms(panel)
    for tree in (live, static):
        said = tree.text_content()
        assert "{" not in said
        assert reader.day(found.next_payout.expected_on) in said
        for heading in ("statements", "payouts", "clawbacks"):
            assert rows_below(tree, say[heading])
        assert rows_below(tree, say["rates"].format(currency="USD"))
        assert rows_below(tree, say["stopping"].format(day=reader.day(found.stopping[0].stops_on)))
        assert rows_below(tree, say["year"].format(year=2026, day=reader.day(DAY)))
        for kind in panel.model.kinds:
            assert say[f"{kind}_is"] in said
        assert found.assumed[0].note in said or language != "en"
    rows = rows_below(live, f"{say['title']}: {say[by]}")
    totals = rows_below(live, reader.words["renewals"]["totals"])
    at = -len(panel.model.kinds)
    place = {"quarter": 2, "month": 2, "client": 1, "deal": 9}[by]
    for currency, *amounts in totals:
        mine = [row[at:] for row in rows if row[place] == currency]
        assert [sum(map(number, column)) for column in zip(*mine, strict=True)] == list(map(number, amounts))


def added_up(panel: CommissionPanel) -> set[str]:
    """The columns of the first list that are added up."""
    shown = panel.listings[0].list
    assert shown is not None
    return {column["code"] for column in shown.columns if column["total"]}


def test_a_column_of_a_list_is_added_up_only_where_one_currency_is_listed() -> None:
    panel = commission(as_of=DAY)
    assert added_up(panel) == set()
    panel.model.currency = "USD"
    assert added_up(panel) == set(panel.model.kinds)


def test_the_statement_shows_first_what_is_to_be_looked_at() -> None:
    model = commission(as_of=DAY).model
    outcomes = [each.outcome == LineOutcome.EQUAL for each in model.statement]
    assert outcomes == sorted(outcomes)
    assert not all(outcomes)


def test_the_segment_is_of_clients_alone() -> None:
    book = sample_book()
    client = overview(book, DAY).commission.by_client[0].client
    book = book._replace(segments=(Segment("One", client),))
    whole, one = commission(book, as_of=DAY).model, commission(book, as_of=DAY, segment="One", by="client")
    assert {row.client for row in one.model.rows} == {client}
    assert {line.client for line in one.model.statement} <= {client}
    one.model.by = "quarter"
    assert one.model.rows == whole.rows
    for tree in both_forms(one):
        assert "Clients alone are chosen by the segment" in tree.text_content()


@pytest.mark.parametrize(("as_of", "said"), [
    (date(2026, 11, 13), "For 2026-Q3, expected on November 14, 2026: tomorrow."),
    (date(2026, 11, 14), "For 2026-Q3, expected today, November 14, 2026."),
    (date(2026, 11, 15), "Not confirmed: the payout for 2026-Q3 was due on November 14, 2026."),
])  # fmt: skip
def test_the_day_of_a_payout_is_told(as_of: date, said: str) -> None:
    for tree in both_forms(commission(as_of=as_of)):
        assert said in tree.text_content()


def test_many_late_payouts_are_told_as_a_number() -> None:
    deal = Deal("D", "Ada", "Sales Hub", "new", "sourced", date(2023, 5, 1), Decimal(100), "USD")
    paid = Payout("2023-Q2", "USD", Decimal(40), None, None, None, date(2023, 8, 15))
    panel = commission(Book(deals=(deal,), payouts=(paid,)), as_of=DAY)
    found = panel.model.found
    assert found is not None
    assert len(found.late_payouts) > 4
    for tree in both_forms(panel):
        assert f"Not confirmed either: {len(found.late_payouts) - 4} payouts, for 2023-Q3 to " in tree.text_content()


@pytest.mark.parametrize(("since", "until"), [(date(1, 1, 1), date(1, 12, 31)), (date(1, 1, 1), date(2100, 1, 1))])
def test_far_months_can_be_asked_for(since: date, until: date) -> None:
    panel = commission(as_of=DAY, since=since, until=until)
    assert panel.model.fault == ""
    assert panel.static_html()


def test_the_last_day_that_figures_can_be_of_has_its_year() -> None:
    model = commission(Book(), as_of=date(2199, 12, 31)).model
    assert (model.fault, model.days) == ("", (date(2199, 1, 1), date(2200, 12, 31)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_without_commission_says_what_to_enter_where(language: str) -> None:
    sheets = {"en": ("Deals", "Commissions", "Payouts"), "es": ("Negocios", "Comisiones", "Pagos"),
              "pt": ("Negócios", "Comissões", "Pagamentos")}[language]  # fmt: skip
    for tree in both_forms(commission(Book(), as_of=DAY, language=language)):
        for sheet in sheets:
            assert f" {sheet}" in tree.text_content()
        assert not tree.xpath(".//table")


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="the range is 'year-to-date'; it is one of two-years, this-year, last-year"):
        commission(range="year-to-date")
    with pytest.raises(BadInput, match="by"):
        commission(by="line")


# lines of no deal, and a quarter that was paid without a statement
ODD = sample_book()._replace(
    commissions=(
        CommissionLine("2026-Q2", "Fenraquil Insurance", Decimal("12.34"), "CAD", status="paid"),
        CommissionLine("2026-Q2", "Nobody", Decimal("-5.01"), "EUR"),
    ),
    payouts=(Payout("2026-Q1", "USD", Decimal("777.77"), received_on=date(2026, 5, 20)),),
)


@pytest.mark.parametrize("by", ["quarter", "month"])
@pytest.mark.parametrize(
    ("book", "as_of"),
    [(sample_book(), DAY), (ODD, DAY), (ODD._replace(deals=()), DAY), (sample_book(), date(2199, 12, 31))],
    ids=["sample", "odd", "no deals", "far day"],
)
@exactly
def test_a_period_opens_the_deals_that_add_up_to_it(book: Book, as_of: date, by: str) -> None:
    panel = commission(book, as_of=as_of, by=by, range="this-year")
    assert panel.model.rows
    for place, row in enumerate(panel.model.rows):
        panel.open_period(str(place), by)
        columns = [each.code for each in panel.behind.list.list_columns]
        for kind in panel.model.kinds:
            found = [deal.cells[columns.index(kind)] or 0 for deal in panel.behind.list.rows]
            assert sum(found) == getattr(row, kind)  # type: ignore[arg-type]


def test_what_is_exported_of_deals_and_statements_are_the_rows_of_the_book() -> None:
    panel = opened(commission(as_of=DAY, by="client", range="this-year"))
    amounts = panel.listings[0].menu
    assert amounts is not None
    amounts.turn()
    assert amounts.actions is not None
    client = panel.model.rows[0]
    found = [deal.deal for deal in sample_book().deals
             if (deal.client, deal.currency) == (client.client, client.currency)]  # fmt: skip
    deals, lines = amounts.actions.behind, behind(panel, "statements")
    assert deals is not None
    at = deals.exported.headings.index("Deal")
    assert [row[at] for row in deals.rows(["0"])] == found
    stated = [line for line in sample_book().commissions if line.period.startswith("2026")]
    assert len(lines.exported.rows) == len(stated)


@exactly
def test_a_payout_opens_the_lines_of_its_statement_and_hands_on_its_row() -> None:
    second = Payout("2026-Q1", "USD", Decimal(12), received_on=date(2026, 5, 21))
    book = sample_book()._replace(payouts=(*sample_book().payouts, second, *ODD.payouts))
    panel = opened(commission(book, as_of=DAY))
    shown = listing(panel, "payouts").list
    assert shown is not None
    assert panel.model.found is not None
    for place, check in enumerate(panel.model.found.payouts):
        shown._told(None, {"opens": [str(place), "statement"]}, None)
        stated = [row.cells[4] for row in panel.behind.list.rows]
        assert sum(stated) == (check.stated or 0)  # type: ignore[arg-type]
    periods, rows = [check.period for check in panel.model.found.payouts], behind(panel, "payouts")
    assert [row[0] for row in rows.rows(shown.codes)] == periods
    twice = [str(place) for place, period in enumerate(periods) if period == "2026-Q1"]
    assert len({tuple(row) for row in rows.rows(twice)}) == len(twice) > 1


def test_of_a_book_without_rows_each_line_and_each_deal_is_handed_on_once() -> None:
    deal = Deal("", "Ada", "Sales Hub", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD")
    lines = tuple(
        CommissionLine("2026-Q1", client, Decimal(amount), "USD", status="paid") for client, amount in
        (("Ada", 80), ("Ada", 80), ("Bo", 7))
    )  # fmt: skip
    panel = opened(commission(Book(deals=(deal, deal), commissions=lines), as_of=DAY, by="deal"))
    found = behind(panel, "statements")
    at = found.exported.headings.index("Client")
    checks = panel.model.statement
    for place, check in enumerate(checks):
        assert [row[at] for row in found.rows([str(place)])] == [check.client] * (check.stated is not None)
    assert len(found.rows([str(place) for place in range(len(checks))])) == len(lines)
    amounts = panel.listings[0].menu
    assert amounts is not None
    amounts.turn()
    assert amounts.actions is not None
    assert amounts.actions.behind is not None
    assert len(panel.model.rows) == 2
    assert [len(amounts.actions.behind.rows(codes)) for codes in (["0"], ["1"], ["0", "1"])] == [1, 1, 2]


def test_a_client_of_statements_alone_hands_on_no_deal() -> None:
    panel = commission(Book(commissions=ODD.commissions), as_of=DAY, by="client")
    menu = panel.listings[0].menu
    assert menu is not None
    menu.turn()
    assert menu.actions is not None
    assert menu.actions.behind is not None
    assert len(panel.model.rows) == 2
    assert menu.actions.behind.rows(menu.actions.list.codes) == []


def test_a_tab_that_was_not_opened_is_not_worked_out_and_one_without_rows_says_so() -> None:
    panel = commission(as_of=DAY)
    assert "statement" not in vars(panel.model.found)
    panel.tabs.selected_index = 1
    assert "statement" in vars(panel.model.found)
    deal = Deal("", "Ada", "Sales Hub", "new", "sourced", date(2026, 2, 1), Decimal(100), "USD")
    for tree in both_forms(opened(commission(Book(deals=(deal,)), as_of=DAY))):
        assert tree.text_content().count("Nothing is listed here.") == 2
