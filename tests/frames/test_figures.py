"""The frames of figures: those of the core, row by row and to the digit."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from support.random_books import books

from partnerbook.errors import UnknownName
from partnerbook.exact import total
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.stake import stakes
from partnerbook.frames import FIGURES, to_frame
from partnerbook.frames.columns import Kind
from partnerbook.points.ledger import Standing, standing
from partnerbook.records import Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)
POINTS = ["sourced", "assisted", "managed"]


@pytest.fixture(scope="module")
def known() -> Overview:
    return overview(sample_book(), DAY)


def rows(frame: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    return list(frame[columns].astype(object).itertuples(index=False, name=None))


def check(known: Overview) -> None:
    clients = to_frame(known, "clients", exact=True)
    assert clients["client"].tolist() == [line.client.client for line in known.clients]
    assert rows(clients, POINTS) == [tuple(line.points) for line in known.clients]
    assert clients["total"].tolist() == [line.points.total for line in known.clients]
    months = to_frame(known, "months", exact=True)
    assert rows(months, POINTS) == [tuple(month.points) for month in known.months]
    assert months["new_sold"].tolist() == [month.changes["sold"].new for month in known.months]
    entries = to_frame(known, "entries", exact=True)
    assert entries["points"].tolist() == [entry.points for entry in known.ledger.entries]
    assert entries["client"].tolist() == [entry.client for entry in known.ledger.entries]
    active = entries[entries["active"]]["points"].tolist()
    assert total(active) == known.standing.total
    found = to_frame(known, "stake", exact=True)["total"].astype(object)
    assert [None if pd.isna(each) else each for each in found] == [
        each.points and each.points.total for each in stakes(known)
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_they_are_the_core_s_for_any_book(book: Book) -> None:
    check(overview(book, DAY))


def test_they_are_the_core_s_for_the_sample(known: Overview) -> None:
    check(known)
    by_month = to_frame(known, "client_months", exact=True)
    some = by_month[by_month["client"] == known.clients[7].client.client]
    assert [Standing(*each) for each in rows(some, POINTS)] == [
        standing([entry for entry in known.ledger.entries if entry.client == known.clients[7].client.client], month.day)
        for month in known.months
    ]
    partner = to_frame(known, "partner", exact=True)
    assert partner["total"].iloc[0] == known.standing.total
    assert set(to_frame(known, "stake")["costs"].dropna()) == {"None", "Platinum"}
    untold = to_frame(overview(sample_book()._replace(tiers=()), DAY), "stake")
    assert untold[untold["day"] < "2027-03-31"]["costs"].isna().all()  # while the certification is valid


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("exact", [False, True])
def test_an_empty_book_has_columns_of_the_same_types(name: str, exact: bool, known: Overview) -> None:
    full, empty = to_frame(known, name, exact), to_frame(overview(Book(), DAY), name, exact)
    assert list(full.columns) == list(empty.columns) == [column.name for column in FIGURES[name].columns]
    assert list(full.dtypes) == list(empty.dtypes)
    numbers = [column.name for column in FIGURES[name].columns if column.kind == Kind.NUMBER]
    assert {full[each].dtype == "float64" for each in numbers} <= {not exact}


def test_the_overview_has_them_too(known: Overview) -> None:
    assert known.to_frame("changes").equals(to_frame(known, "changes"))
    assert known.on(date(2026, 9, 30)).to_frame("clients")["total"].sum() != known.to_frame("clients")["total"].sum()
    with pytest.raises(UnknownName, match='no frame "client"; did you mean "clients"'):
        known.to_frame("client")
