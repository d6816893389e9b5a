"""What if without a notebook: the core's scenarios side by side, and typed rows that are in no book until asked for."""

from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from support.books import write_plain_book
from support.panel_forms import both_forms, rows_below
from support.random_books import books

from partnerbook.book.read.reader import read_book
from partnerbook.codes import WhatIf
from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.figures.overview import overview
from partnerbook.figures.scenario import impossible, scenarios
from partnerbook.figures.shown import shown_points
from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.panels import what_if
from partnerbook.panels.each.what_if.model import WhatIfModel, fields_of
from partnerbook.panels.each.what_if.view import WhatIfView
from partnerbook.records import NOWHERE, Assumed, Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
SALE = {"client": "Somebody New", "line": "Marketing Hub", "mrr": "1,200.50", "market": "Mexico", "day": "2026-11-16"}


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def month_cells(tree: HtmlElement, language: str = "en") -> list[list[str]]:
    return rows_below(tree, texts("report", language)["scenarios"]["months"])


@settings(max_examples=8, deadline=None)
@given(book=books(), day=st.dates(date(2022, 7, 18), date(2030, 1, 1)))
@exactly
def test_the_scenarios_are_the_cores(book: Book, day: date) -> None:
    model = what_if(book, as_of=day, months=6).model
    known = overview(book, day)
    assert model.fault == ""
    if impossible(book):
        assert model.untold
        return
    wanted = scenarios(known, book.scenarios, 6)
    assert [(each.name, each.ahead, each.rows) for each in model.found] == [
        (each.name, each.ahead, each.rows) for each in wanted
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_sale_stands_beside_the_book_and_not_in_it(language: str) -> None:
    panel = what_if(as_of=DAY, language=language, numbers="en-US", **SALE)
    model, say = panel.model, panel.model.reader.words["what_if"]
    before = model.book
    model.add()
    assert (model.problems, len(model.rows), model.found[-1].name) == ({}, 1, say["mine"])
    assert model.book is before
    assert say["mine"] not in {row.scenario for row in model.book.scenarios}
    row = Assumed(say["mine"], WhatIf.SALE, "Somebody New", date(2026, 11, 16), "Marketing Hub", Decimal("1200.50"),
                  market="MX")  # fmt: skip
    wanted = scenarios(overview(sample_book(), DAY), (*sample_book().scenarios, row))
    for tree in both_forms(panel):
        assert "{" not in tree.text_content()
        cells = month_cells(tree, language)
        for at, each in enumerate(wanted):
            assert [number(line[1 + 2 * at]) for line in cells] == [
                shown_points(day.points).total for day in each.months
            ]
        assert say["mine"] in tree.text_content()
    assert "Somebody New" in panel.static_html()
    panel.take_out()
    assert (model.rows, len(model.found)) == ((), 3)


def test_what_a_row_lacks_is_told_beside_its_field() -> None:
    model = what_if(as_of="2026-10-31").model
    assert model.day == DAY
    model.add()
    assert set(model.problems) == {"client", "mrr"}
    model.client, model.mrr = "Somebody New", "ten"
    model.add()
    assert "“ten” is no number" in model.problems["mrr"]
    model.mrr = "10"
    assert model.problems == {}
    model.add()
    assert model.problems == {"line": "A sale needs a product line, an MRR above 0 and its currency."}
    model.line = "CRM"
    model.add()
    assert "needs its market" in model.problems["market"]
    model.market = "MX"
    model.day = "soon"
    model.add()
    assert "“soon” is no day" in model.problems["day"]
    model.day, model.what = DAY, WhatIf.CANCELLATION
    model.add()
    assert "There is no client" in model.problems["client"]
    model.client, model.what, model.partners = sample_book().clients[0].client, WhatIf.PARTNERS, "1.5"
    model.add()
    assert "partners" in model.problems
    assert model.rows == ()


def test_only_what_a_row_needs_is_asked_for_and_kept() -> None:
    panel = what_if(as_of=DAY, **SALE)
    panel.model.what = WhatIf.MANAGE
    assert fields_of(WhatIf.MANAGE) == ("partners",)
    panel.model.client = "Prospect (made up)"
    panel.model.scenario = "a good QUARTER"  # the book's, to which it is added here
    panel.model.day = date(2027, 3, 1)
    panel.model.add()
    assert "is managed on 2027-03-01 already" in panel.model.problems["day"]
    panel.model.what = WhatIf.STOP
    panel.model.add()
    assert panel.model.problems == {}
    [row] = panel.model.rows
    assert (row.line, row.mrr, row.currency, row.market) == ("", None, "", "")
    assert [each.name for each in panel.model.found] == ["", "A good quarter", "The largest client leaves"]
    assert row in panel.model.found[1].rows


def test_rows_come_into_the_book_once_it_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(6), path)
    bytes_before = path.read_bytes()
    panel = what_if(path, as_of=DAY, **SALE)
    panel.add()
    panel.write()
    assert "Somebody New" in panel.change.shown.value
    assert path.read_bytes() == bytes_before
    panel.change.write()
    assert "is written" in panel.change.shown.value
    book, problems = read_book(path)
    assert not problems
    assert book.scenarios[-1]._replace(origin=NOWHERE) == Assumed(
        "My scenario", WhatIf.SALE, "Somebody New", date(2026, 11, 16), "Marketing Hub", Decimal("1200.50"), market="MX"
    )
    assert any(each.read_bytes() == bytes_before for each in tmp_path.iterdir() if each != path)
    assert panel.model.rows == ()
    assert [each.name for each in panel.model.found][-1] == "My scenario"


def test_a_scenario_that_cannot_be_is_told_and_the_others_stay() -> None:
    book = sample_book(6)
    wrong = Assumed("Wrong", WhatIf.STOP, "Nobody", DAY)
    panel = what_if(book._replace(scenarios=(*book.scenarios, wrong)), as_of=DAY)
    assert [each.name for each in panel.model.untold] == ["Wrong"]
    assert len(panel.model.found) == 3
    for tree in both_forms(panel):
        assert "The scenario “Wrong” cannot be" in tree.text_content()


@pytest.mark.parametrize("day", [date(2022, 7, 18), date(2024, 2, 29), date(2100, 1, 1)])
@pytest.mark.parametrize("clients", [0, 1])
def test_the_farthest_days_and_the_smallest_books(day: date, clients: int) -> None:
    with localcontext() as context:
        context.prec = 5
        panel: WhatIfView = what_if(sample_book(clients) if clients else Book(), as_of=day, language="es", **SALE)
        model: WhatIfModel = panel.model
        model.day = day
        model.add()
        trees = both_forms(panel)
    assert (model.fault, model.problems) == ("", {})
    for tree in trees:
        assert len(month_cells(tree, "es")) >= 18


def test_what_is_refused_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="what_if has no option 'segment'"):
        what_if(segment="A")  # type: ignore[call-arg]
    with pytest.raises(BadInput, match="what"):
        what_if(what="theft")
    with pytest.raises(BadInput, match="Atlantis"):
        what_if(market="Atlantis")


def test_a_field_of_a_row_works_out_no_scenario_anew() -> None:
    model = what_if(as_of=DAY).model
    before = model.found
    model.client, model.mrr = "Acme", "12"
    assert all(now is was for now, was in zip(model.found, before, strict=True))
    model.line, model.market = "CRM", "MX"
    model.add()
    assert len(model.found) == len(before) + 1
    assert all(now is was for now, was in zip(model.found, before, strict=False))
