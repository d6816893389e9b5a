"""Our points beside HubSpot's without a notebook: the core's differences with their reasons, in both forms."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.panel_forms import both_forms, rows_below
from support.random_books import books

from partnerbook.errors import BadInput
from partnerbook.exact import exactly, total
from partnerbook.figures.overview import overview
from partnerbook.figures.reconcile import reconciled
from partnerbook.figures.shown import shown
from partnerbook.names import LANGUAGES
from partnerbook.panels import reconcile
from partnerbook.records import Book, Client, Deal, Segment
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


@settings(max_examples=15, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_the_differences_are_the_cores(book: Book, day: date) -> None:
    model = reconcile(book, as_of=day).model
    known = overview(book, day)
    assert (model.fault, model.compared, model.differences) == ("", known.compared, reconciled(known))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_difference_has_its_reason_and_the_columns_add_up(language: str) -> None:
    panel = reconcile(as_of=DAY, language=language, numbers="en-US")
    say = panel.model.reader.words["reconcile"]
    live, static = both_forms(panel)
    for tree in (live, static):
        assert "{" not in tree.text_content()
        rows = rows_below(tree, say["differences"])
        sums = [total(Decimal(row[at]) for row in rows[:4]) for at in (4, 5, 6)]
        assert sums[0] - sums[1] == sums[2]
        assert [row[0] for row in rows[:2]] == ["Ostriquil Furniture", "Civayumba Portos"]
    assert [Decimal(cell) for cell in rows_below(static, say["differences"])[4][4:7]] == sums
    reason = {"en": "500.00 USD of MRR if it is sourced", "es": "500.00 USD de MRR si es originado",
              "pt": "500.00 USD de MRR se for de origem"}[language]  # fmt: skip
    assert reason in rows_below(live, say["differences"])[0][7]


def test_our_points_open_the_entries_behind_them_on_hubspots_day() -> None:
    panel = reconcile(as_of=DAY)
    for at, each in enumerate(panel.model.differences):
        panel.open_row(str(at))
        assert "October 28, 2026" in panel.behind.heading.value
        places = [column.code for column in panel.behind.list.list_columns]
        assert total(row.cells[places.index("points")] for row in panel.behind.list.rows) == each.ours


def test_old_points_and_those_without_a_day_are_told() -> None:
    deal = Deal("", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(1000), "USD")
    acme = Client("Acme", "MX", hubspot_sold_points=Decimal(50), hubspot_managed_points=Decimal(0))
    for day, told in ((date(2026, 3, 1), "more than 60 days old and say little of the day: 1."),
                      (None, "nobody entered the day of HubSpot's points: 1.")):  # fmt: skip
        panel = reconcile(Book(clients=(acme._replace(hubspot_points_on=day),), deals=(deal,)), as_of=DAY)
        for tree in both_forms(panel):
            assert told in tree.text_content()
            assert "HubSpot multiplies this client's points by 1" in tree.text_content()
    early = acme._replace(hubspot_points_on=date(2020, 1, 1))
    panel = reconcile(Book(clients=(early,), deals=(deal,)), as_of=DAY)
    panel.open_row("0")
    assert panel.behind.layout.display == "none"


def test_a_segment_has_its_own_differences() -> None:
    book = sample_book()
    book = book._replace(segments=(Segment("One", "Ostriquil Furniture"),))
    panel = reconcile(book, as_of=DAY, segment="One")
    assert [shown(each.points) for each in panel.model.differences] == [Decimal("-25.00")]
    for tree in both_forms(panel):
        assert "One" in tree.text_content()


@pytest.mark.parametrize("day", [date(2022, 7, 18), date(2024, 2, 29), date(2100, 1, 1), date(2199, 12, 31)])
@pytest.mark.parametrize("book", [Book(), sample_book(1), sample_book(3)])
def test_the_farthest_days_and_the_smallest_books(day: date, book: Book) -> None:
    with localcontext() as context:
        context.prec = 5
        panel = reconcile(book, as_of=day, language="es")
        for tree in both_forms(panel):
            assert panel.model.fault == ""
            assert ("hoja Clientes" in tree.text_content()) == (not panel.model.compared)


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="reconcile has no option 'client'"):
        reconcile(client="A")  # type: ignore[call-arg]
