"""A book as data frames and back: nothing is lost, and what no book can hold is said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from support.books import write_plain_book
from support.random_books import books

from partnerbook.book.read.reader import read_book
from partnerbook.errors import BadInput
from partnerbook.frames import book_frames, read_frames, to_book
from partnerbook.frames.columns import has_arrow
from partnerbook.records import Book, Client, Deal, Subscription
from partnerbook.sample import sample_book

DEAL = Deal("D-1", "Acme", "Sales Hub", "new", "sourced", date(2026, 2, 1), Decimal("0.1"), "USD")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_a_book_comes_back(book: Book) -> None:
    assert to_book(book_frames(book)) == book
    assert to_book(book_frames(book, exact=True)) == book


def test_a_book_that_was_read_comes_back_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_plain_book(sample_book(), path)
    frames = read_frames(path)
    assert to_book(frames) == read_book(path)[0]
    assert frames["deals"]["row"].min() > 1
    assert frames["problems"].empty


def test_the_problems_of_a_book_are_a_frame(tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("Client,Market\nAcme,Brazil\nBeta,Atlantis\n", encoding="utf-8")
    frames = read_frames(tmp_path)
    assert frames["clients"]["market_name"].tolist() == ["Brazil"]
    errors = frames["problems"].query("severity == 'error'")
    assert errors[["cell", "found"]].to_numpy().tolist() == [["row 3, column Market", "Atlantis"]]


def test_columns_are_of_their_types_whether_or_not_there_is_a_row() -> None:
    for frames in (book_frames(Book()), book_frames(sample_book())):
        assert frames["deals"]["mrr"].dtype == "float64"
        assert frames["deals"]["closed"].dtype == "datetime64[s]"
        assert frames["clients"]["apps_used"].dtype == "Int64"
        assert frames["deals"]["upmarket_referral"].dtype == "bool"
    before, after = book_frames(Book()), book_frames(sample_book())
    assert {name: list(frame.dtypes) for name, frame in before.items()} == {
        name: list(frame.dtypes) for name, frame in after.items()
    }


def test_days_at_both_ends_of_the_calendar_and_digits_beyond_a_float() -> None:
    far = Subscription("Acme", "Sales Hub", Decimal("123456789012.000000000000000000000001"), "USD", date(1, 1, 1),
                       date(9999, 12, 31))  # fmt: skip
    book = Book(clients=(Client("Acme", "BR"),), subscriptions=(far,))
    frames = book_frames(book, exact=True)
    assert to_book(frames) == book
    assert has_arrow() == (frames["subscriptions"]["mrr"].dtype != object)
    longer = book._replace(subscriptions=(far._replace(mrr=Decimal("1E-30")), far))
    assert book_frames(longer, exact=True)["subscriptions"]["mrr"].dtype == object
    assert to_book(book_frames(longer, exact=True)) == longer


def test_frames_of_one_table_are_a_book_too() -> None:
    needed = ["deal", "client", "line", "kind", "source", "closed", "mrr", "currency"]
    deals = book_frames(Book(deals=(DEAL,)))["deals"][needed]
    assert to_book({"deals": deals}) == Book(deals=(DEAL,))
    assert to_book({"deals": deals.assign(mrr=[1000]).astype({"mrr": "Int64"})}).deals[0].mrr == 1000


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"curency": "USD"}, 'column "curency", which no book holds; did you mean "currency"'),
        ({"currency": "USX"}, 'row 0: currency is "USX"; it is a currency\'s code; did you mean'),
        (
            {"kind": "New"},
            'kind is "New"; it is one of new, cross_sell, upsell, downgrade',
        ),
        ({"mrr": "12"}, 'mrr is "12"; it holds a number'),
        ({"mrr": float("inf")}, 'mrr is "inf"; it holds a number'),
        ({"mrr": None}, "mrr is missing"),
        ({"closed": "1/2/2026"}, 'closed is "1/2/2026"; it holds a day'),
        ({"upmarket_referral": "no"}, 'upmarket_referral is "no"; it holds true or false'),
        ({"client": 1.5}, 'client is "1.5"; it holds a text'),
    ],
)
def test_what_no_book_holds_is_said(changed: dict[str, object], message: str) -> None:
    frame = book_frames(Book(deals=(DEAL,)))["deals"].astype(object).assign(**{k: [v] for k, v in changed.items()})
    with pytest.raises(BadInput) as raised:
        to_book({"deals": frame})
    assert message in str(raised.value)


def test_other_frames_and_columns_that_lack_are_said() -> None:
    frames = book_frames(Book(deals=(DEAL,)))
    with pytest.raises(BadInput, match='no table "deal"; did you mean "deals"'):
        to_book({"deal": frames["deals"]})
    with pytest.raises(BadInput, match='"deals" has no column "mrr"'):
        to_book({"deals": frames["deals"].drop(columns="mrr")})
    with pytest.raises(BadInput, match='"settings" has 2 rows'):
        to_book({"settings": pd.concat([frames["settings"]] * 2)})
    with pytest.raises(BadInput, match="a market's code"):
        to_book({"clients": pd.DataFrame({"client": ["Acme"], "market": ["Brazil"]})})
