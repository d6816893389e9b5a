"""Many partners' books as rows: each partner's figures are those of its book to the digit, all of them or some."""

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.random_books import books

from partnerbook.errors import PartnerbookError, UnknownName
from partnerbook.figures.overview import overview
from partnerbook.figures.partner import PartnerLine, partner_line
from partnerbook.frames import book_frames, book_rows, network_figures, partner_figures, partner_schema
from partnerbook.frames.network import rows_book
from partnerbook.records import Book
from partnerbook.sample import sample_book

DAY = date(2026, 10, 31)


def values(frame: Any) -> dict[str, Any]:
    """The one row of a frame as the core has its values."""

    def value(cell: Any) -> Any:
        if pd.isna(cell):
            return None
        return cell.date() if isinstance(cell, pd.Timestamp) else cell

    return {name: value(cell) for name, cell in frame.astype(object).iloc[0].items()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), st.lists(st.sampled_from(PartnerLine._fields), min_size=1, unique=True))
def test_they_are_those_of_the_book(book: Book, some: list[str]) -> None:
    rows = book_rows(book, "Acme")
    assert rows_book(rows) == book
    line = partner_line(overview(book, DAY))._replace(partner="Acme")._asdict()
    assert values(partner_figures(rows, DAY, exact=True)) == line
    asked = partner_figures(rows, DAY, exact=True, columns=some)
    assert values(asked) == {name: line[name] for name in some}
    assert list(asked.columns) == some


def test_columns_keep_their_types_and_order_without_rows_and_for_spark() -> None:
    some = ["total", "partner", "payout"]
    rows = book_rows(sample_book(8), "Acme")
    full, empty = (partner_figures(part, DAY, exact=True, columns=some) for part in (rows, rows.iloc[:0]))
    assert list(full.dtypes) == list(empty.dtypes)
    assert partner_schema(columns=some) == "total double, partner string, payout string"
    of_frames = partner_figures(book_frames(sample_book(8), exact=True), DAY, exact=True, columns=some)
    assert of_frames["total"].equals(full["total"])
    assert list(partner_figures(rows, DAY, columns=full.columns).columns) == some
    both = pd.concat([rows, book_rows(sample_book(3), "Other"), rows.iloc[:0]]).sort_values("table", kind="stable")
    alone = [partner_figures(part, DAY, exact=True, columns=some) for _, part in both.groupby("partner", sort=False)]
    assert network_figures(both, DAY, exact=True, columns=some).equals(pd.concat(alone, ignore_index=True))
    assert network_figures(rows.iloc[:0], DAY, exact=True, columns=some).dtypes.equals(empty.dtypes)
    with pytest.raises(UnknownName, match='no column "totals"; did you mean "total"'):
        partner_figures(rows, DAY, columns=["totals"])


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_rows_without_a_partner_are_of_the_one_that_their_settings_name(missing: object) -> None:
    book = sample_book(1)
    rows = book_rows(book, "Acme").assign(partner=pd.Series([missing] * len(book_rows(book)), dtype=object))
    both, some = pd.concat([book_rows(sample_book(3), "Other"), rows]), ["partner", "total"]
    own = book.settings.partner
    assert own not in ("", "Other")
    assert network_figures(both, DAY, columns=some)["partner"].tolist() == ["Other", own]
    assert partner_figures(rows, DAY, columns=some)["partner"].tolist() == [own]
    settings = book_frames(book)["settings"].assign(partner=pd.Series([missing], dtype=object))
    assert partner_figures({"settings": settings}, DAY, columns=some)["partner"].tolist() == [""]


@pytest.mark.parametrize(
    ("table", "record", "why"),
    [
        ("deal", "{}", 'The partner "Acme": A book has no table "deal"; did you mean "deals"'),
        ("deals", '{"mrr": "twelve"}', 'The partner "Acme": A row of "deals" is no record of it'),
        ("deals", '{"mrr": ', 'A row of "deals" is no record of it'),
        ("deals", '{"deal": "A"} {"deal": "B"}', 'A row of "deals" is no record of it: Extra data'),
        ("deals", "[1]", 'A row of "deals" is no record of it'),
        ("clients", json.dumps({"client": "A", "market": "US", "tier": "Gold"}), 'A row of "clients" is no record'),
        ("settings", "{}", "The rows have 2 rows of settings"),
    ],
)
def test_what_is_no_row_is_told(table: str, record: str, why: str) -> None:
    rows = book_rows(sample_book(1), "Acme")
    rows.loc[len(rows)] = ["Acme", table, record]
    for figures in (partner_figures, network_figures):
        with pytest.raises(PartnerbookError, match=why):
            figures(rows, DAY)
