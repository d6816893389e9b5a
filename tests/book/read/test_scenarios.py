"""Scenarios of a book: read in every language, told where they cannot be, and in no real figure."""

from datetime import date

import pytest
from hypothesis import given, settings
from support.random_books import books

from partnerbook.book.read.reader import book_of_grids
from partnerbook.book.tables import BY_NAME, SCENARIOS
from partnerbook.book.tables.choices import WHAT_IFS
from partnerbook.codes import WhatIf
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import overview
from partnerbook.files.grid import Cell, Grid
from partnerbook.files.problems import ERROR, WARNING
from partnerbook.names import LANGUAGES
from partnerbook.records import Book

TODAY, DAY = date(2026, 11, 1), date(2026, 12, 1)
CLIENTS = Grid("b.xlsx", "Clients", [["Client", "Country"], ["Acme", "BR"], ["Beta", "MX"]])
SUBSCRIPTIONS = Grid(
    "b.xlsx", "Subscriptions",
    [["Client", "Product line", "MRR", "Currency", "Start"], ["Acme", "CRM", 500.0, "USD", date(2026, 1, 1)]],
)  # fmt: skip
MANAGING = Grid("b.xlsx", "Managing", [["Client", "From"], ["Acme", date(2026, 1, 1)]])
FIELDS = ("scenario", "what", "client", "on", "line", "mrr", "currency", "source", "market", "partners")
SALE: dict[str, Cell] = {"what": "Sale", "line": "CRM", "mrr": 100.0, "currency": "USD"}


def sheet(*rows: dict[str, Cell], language: str = "en") -> Grid:
    needed: dict[str, Cell] = {"scenario": "Best", "what": "Stop managing", "client": "Acme", "on": DAY}
    cells = [[(needed | row).get(field, "") for field in FIELDS] for row in rows]
    return Grid("b.xlsx", SCENARIOS.label(language),
                [[SCENARIOS.column(field).heading(language) for field in FIELDS], *cells])  # fmt: skip


def read(*rows: dict[str, Cell], language: str = "en") -> tuple[Book, list[tuple[str, str, str]]]:
    book, problems = book_of_grids([CLIENTS, SUBSCRIPTIONS, MANAGING, sheet(*rows, language=language)], TODAY)
    return book, [(each.severity, each.cell, each.message) for each in problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_read_in_every_language(language: str) -> None:
    rows: list[dict[str, Cell]] = [
        {"scenario": "A", **SALE, "client": "New", "market": "MX"},
        {"scenario": "A", "what": WhatIf.MANAGE, "client": "New"},
        {"scenario": "B", "what": WhatIf.DOWNGRADE, "line": "CRM", "mrr": 100.0, "currency": "USD"},
        {"scenario": "C", "what": WhatIf.CANCELLATION},
        {"scenario": "D", "what": WhatIf.PARTNERS, "partners": 2.0},
        {"scenario": "E", "what": WhatIf.STOP},
    ]  # fmt: skip
    words = {choice.code: choice.label(language) for choice in WHAT_IFS}
    told = [{**row, "what": words[str(row["what"]).casefold()]} for row in rows]
    book, problems = read(*told, language=language)
    assert problems == []
    assert [row.what for row in book.scenarios] == [str(row["what"]).casefold() for row in rows]
    assert book.scenarios[0].source == ""  # as the settings say


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ({"client": "Acmee"}, "C2", 'There is no client "Acmee"; did you mean "Acme"? This row is not used.'),
        ({"client": "Beta"}, "D2", '"Beta" is not managed on 2026-12-01.'),
        ({"what": "Start managing"}, "D2", '"Acme" is managed on 2026-12-01 already.'),
        (SALE | {"line": ""}, "E2", "needs a product line"),
        (SALE | {"mrr": ""}, "F2", "an MRR above 0"),
        (SALE | {"mrr": 0.0}, "F2", "an MRR above 0"),
        (SALE | {"currency": ""}, "G2", "its currency"),
        (SALE | {"client": "New"}, "I2", "needs its market"),
        ({"what": "Cancellation", "line": "Sales Hub"}, "E2", "pays nothing for Sales Hub on 2026-12-01"),
        ({"what": "Cancellation", "client": "Beta"}, "C2", '"Beta" pays nothing on 2026-12-01'),
        ({"what": "Downgrade", "line": "Ads", "mrr": 5.0, "currency": "USD"}, "E2", "pays nothing for Ads"),
    ],
)
def test_what_cannot_be_is_one_sentence_at_its_cell(row: dict[str, Cell], cell: str, words: str) -> None:
    book, [(severity, place, message)] = read(row, {"scenario": "Other"})
    assert (severity, place) == (ERROR, cell)
    assert words in message
    assert [each.scenario for each in book.scenarios] == ["Other"]


def test_rows_of_one_scenario_know_of_each_other_and_other_scenarios_do_not() -> None:
    stop: dict[str, Cell] = {"what": "Stop managing"}
    assert read(stop, {"scenario": "Other"} | stop)[1] == []
    later = stop | {"on": date(2027, 1, 1)}
    assert [(severity, cell) for severity, cell, _ in read(stop, {"scenario": "BEST"} | later)[1]] == [(ERROR, "D3")]
    assert read(stop, {"what": "Start managing", "on": date(2027, 1, 1)})[1] == []


def test_what_deserves_a_look() -> None:
    over = {"on": date(2026, 10, 31)}
    assert [found[:2] for found in read(over)[1]] == [(WARNING, "D2")]
    assert [found[0] for found in read(SALE, SALE)[1]] == [WARNING]


@settings(deadline=None, max_examples=20)
@given(books())
def test_a_scenario_counts_in_no_figure(whole: Book) -> None:
    none = whole._replace(scenarios=())
    with_them, without = overview(whole, DAY), overview(none, DAY)
    for name in ("ledger", "standing", "clients", "performing", "credited", "checks", "unpriced", "compared"):
        assert getattr(with_them, name) == getattr(without, name), name
    assert outlook(with_them, 3) == outlook(without, 3)
    assert with_them.commission.by_client == without.commission.by_client
    assert BY_NAME["Scenarios"].field == "scenarios"
