"""Points of a frame's rows: the core's for every row, in pandas' own ways, and a bad row spoils only itself."""

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from benchmarks import frames_bench
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.frames import managed_points, points
from partnerbook.frames.columns import has_arrow
from partnerbook.points import managed_points as core_managed
from partnerbook.points import sold_points as core_sold
from partnerbook.points.ledger import ledger, program_of
from partnerbook.records import Book, Deal, OwnRate, Settings
from partnerbook.sample import sample_book

ARGUMENTS = {"amount": "mrr", "market": "market", "currency": "currency", "sold_on": "closed"}
MARKETS = ["MX", "Spain", "brasil", "US", "Côte d’Ivoire"]
CURRENCIES = ["USD", "EUR", "GBP", "JPY", "PEN", "BRL", "€"]
AMOUNTS = (
    st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)
    | st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False, places=6)
    | st.decimals(0, 10, allow_nan=False, places=24)
)
ROWS = st.tuples(
    AMOUNTS,
    st.sampled_from(MARKETS),
    st.sampled_from(CURRENCIES),
    st.dates(date(2021, 1, 1), date(2027, 6, 30)),
    st.sampled_from(["sourced", "assisted"]),
    st.none() | st.dates(date(2021, 1, 1), date(2026, 12, 31)),
)


def frame_of(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    names = ["mrr", "market", "currency", "closed", "source", "first"]
    return pd.DataFrame(rows, columns=names, index=[f"row {number}" for number in range(len(rows))], dtype=object)


def core(row: tuple[Any, ...]) -> Decimal | None:
    amount, market, currency, closed, source, first = row
    try:
        return core_sold(amount, market, currency, closed, source, first)
    except PartnerbookError:
        return None


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=30))
def test_they_are_the_core_s(rows: list[tuple[Any, ...]]) -> None:
    frame = frame_of(rows)
    expected = [core(row) for row in rows]
    found = points(frame, **ARGUMENTS, source="source", first_sold="first", exact=True)
    assert [None if pd.isna(each) else each for each in found.astype(object)] == expected
    assert list(found.index) == list(frame.index)
    assert len(found.problems) == expected.count(None)
    floats = points(frame, **ARGUMENTS, source="source", first_sold="first")
    assert floats.dtype == "float64"
    np.testing.assert_allclose(
        floats.astype(float), [np.nan if e is None else float(e) for e in expected], rtol=1e-15, atol=1e-23
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=20), st.lists(st.integers(0, 9), min_size=20, max_size=20))
def test_those_of_managing_too(rows: list[tuple[Any, ...]], others: list[int]) -> None:
    frame = frame_of(rows).assign(others=others[: len(rows)])
    found = managed_points(frame, amount="mrr", market="market", currency="currency", on="closed",
                           other_partners="others", exact=True)  # fmt: skip

    def expected() -> Iterator[Decimal | None]:
        for (amount, market, currency, closed, *_), count in zip(rows, others, strict=False):
            try:
                yield core_managed(amount, market, currency, closed, count)
            except PartnerbookError:
                yield None

    assert [None if pd.isna(each) else each for each in found.astype(object)] == list(expected())


def plain() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "mrr": [1000.0, 0.1, 1234.56, -5.0],
            "market": ["MX", "Spain", "Brazil", "US"],
            "currency": ["USD", "EUR", "BRL", "USD"],
            "closed": pd.to_datetime(["2026-02-01", "2025-07-15", "2024-03-01", "2021-10-01"]),
        },
        index=[10, 10, 7, 3],
    )


@pytest.mark.parametrize(
    "kinds",
    [
        {"market": "category", "currency": "category"},
        {"closed": "datetime64[ns]"},
        {"closed": "datetime64[s]"},
        {"mrr": "Float64", "market": "string"},
        {"closed": "datetime64[ns, UTC]"},
        {"mrr": "double[pyarrow]", "closed": "timestamp[ns][pyarrow]", "market": "string[pyarrow]"},
        {"closed": "date32[day][pyarrow]"},
    ],
    ids=str,
)
def test_whatever_the_columns_are_made_of(kinds: dict[str, str]) -> None:
    frame = plain()
    made = frame.assign(**{
        name: frame[name].dt.tz_localize("UTC") if "UTC" in kind else frame[name].astype(kind)
        for name, kind in kinds.items()
    })  # fmt: skip
    for exact in (False, True):
        expected = points(frame, **ARGUMENTS, exact=exact)
        assert points(made, **ARGUMENTS, exact=exact).tolist() == expected.tolist()
    assert expected.tolist() == [
        core_sold(Decimal(repr(amount)), market, currency, closed.date())
        for amount, market, currency, closed in frame.itertuples(index=False, name=None)
    ]
    assert list(expected.index) == [10, 10, 7, 3]


def test_missing_stays_missing_and_is_no_problem() -> None:
    frame = pd.concat([plain().astype(object)] * 2, ignore_index=True)
    for place, name in enumerate(ARGUMENTS.values()):
        frame.loc[place, name] = [None, "", np.nan, pd.NaT][place]
    for exact in (False, True):
        found = points(frame, **ARGUMENTS, exact=exact)
        assert found.isna().tolist() == [True] * 4 + [False] * 4
        assert found.problems.empty


def test_a_bad_row_is_missing_and_told() -> None:
    frame = plain().astype(object).reset_index(drop=True)
    frame.index = ["a", "b", "c", "d"]
    bad = pd.DataFrame(
        {
            "mrr": [10.0, "1,000.50", float("inf"), 10.0, 10.0, 10.0, True],
            "market": ["Mexcio", "MX", "MX", "MX", "Korea", "MX", "MX"],
            "currency": ["USD", "USD", "USD", "XAU", "USD", "PEN", "USD"],
            "closed": ["2026-02-01"] * 5 + [date(1901, 1, 1), "2026-02-01"],
        },
        index=list("efghijk"),
    )
    found = points(pd.concat([frame, bad]), **ARGUMENTS)
    assert found.isna().tolist() == [False] * 4 + [True] * 7
    problems = found.problems
    assert list(problems.columns) == ["index", "column", "found", "allowed", "guess"]
    told = {row["index"]: row for _, row in problems.iterrows()}
    assert list(told) == list("efghijk")
    assert (told["e"]["column"], told["e"]["found"], told["e"]["guess"]) == ("market", "Mexcio", "Mexico")
    assert (told["f"]["column"], told["f"]["found"], told["f"]["guess"]) == ("mrr", "1,000.50", "1000.50")
    assert told["g"]["found"] == "inf"
    assert told["h"]["column"] == "currency"
    assert "South Korea (KR) or North Korea (KP)" in told["i"]["allowed"]
    assert (told["j"]["column"], told["j"]["found"]) == ("currency", "PEN on 1901-01-01")
    assert told["k"]["found"] == "True"


def test_what_is_wrong_for_all_rows_is_an_error() -> None:
    frame = plain()
    with pytest.raises(BadInput, match='no column "curency"; did you mean "currency"'):
        points(frame, **{**ARGUMENTS, "currency": "curency"})
    with pytest.raises(BadInput, match='no column "amount"'):
        points(frame, **{**ARGUMENTS, "amount": "amount"})
    with pytest.raises(BadInput, match='no column "sold"'):
        points(frame, **{**ARGUMENTS, "sold_on": "sold"})
    with pytest.raises(BadInput, match="no number"):
        points(frame, **{**ARGUMENTS, "amount": "closed"})
    with pytest.raises(BadInput, match="3 rows, the frame 4"):
        points(frame, **{**ARGUMENTS, "amount": [1.0, 2.0, 3.0]})
    with pytest.raises(BadInput, match="reindex one of them"):
        points(frame, **{**ARGUMENTS, "amount": pd.Series([1.0] * 4, name="mrr")})
    with pytest.raises(BadInput, match='2 columns "mrr"'):
        points(pd.concat([frame, frame[["mrr"]]], axis=1), **ARGUMENTS)


def test_one_value_holds_for_all_rows() -> None:
    frame = plain()
    found = points(frame, amount=Decimal("0.1"), market="México", currency="US$", sold_on=date(2026, 2, 1), exact=True)
    assert found.tolist() == [Decimal("0.01")] * 4
    assert frame.partnerbook.points(**ARGUMENTS).equals(points(frame, **ARGUMENTS))
    assert type(found + found) is pd.Series
    assert points(frame.iloc[:0], **ARGUMENTS).tolist() == []
    assert points(frame.iloc[:0], **ARGUMENTS, exact=True).tolist() == []


def test_a_book_s_own_rules_hold() -> None:
    own = Book(settings=Settings(growth_removed=frozenset({"MX"}), deals_without_source="assisted"),
               rates=(OwnRate("PEN", date(2020, 1, 1), Decimal(300)),))  # fmt: skip
    frame = pd.DataFrame({"mrr": [900.0] * 2, "market": "MX", "currency": "PEN", "closed": "2026-02-01",
                          "source": ["sourced", None]})  # fmt: skip
    program = program_of(own)
    expected = [core_sold(Decimal(900), "MX", "PEN", date(2026, 2, 1), source, program=program)
                for source in ("sourced", "assisted")]  # fmt: skip
    assert points(frame, **ARGUMENTS, source="source", book=own, exact=True).tolist() == expected


def test_the_deals_of_a_book_give_the_points_of_its_ledger() -> None:
    book = sample_book()
    book = book._replace(deals=tuple(deal for deal in book.deals if deal.kind in ("new", "cross_sell")))
    markets = {client.client: client.market for client in book.clients}
    frame = pd.DataFrame(book.deals, columns=Deal._fields).assign(market=lambda each: each["client"].map(markets))
    found = points(frame, **ARGUMENTS, source="source", book=book, exact=True)
    entries = {entry.origin: entry.points for entry in ledger(book).entries if entry.track == "sold"}
    stated = {client.client for client in book.clients if client.multiplier is not None}
    compared = [
        (value, entries[deal.origin])
        for value, deal in zip(found, book.deals, strict=True)
        if deal.origin in entries and deal.client not in stated
    ]
    assert len(compared) > 20
    assert [value for value, _ in compared] == [value for _, value in compared]


@pytest.mark.parametrize("numbers", [[Decimal("1E+20")], [Decimal("12345678901234.5")], [0.1 + 0.2], [10**12 - 1]])
def test_figures_that_decimals_of_128_bits_do_not_hold(numbers: list[Any]) -> None:
    frame = pd.DataFrame({"mrr": pd.Series(numbers, dtype=object)})
    found = points(frame, amount="mrr", market="MX", currency="EUR", sold_on=date(2026, 2, 1), exact=True)
    number = Decimal(repr(numbers[0])) if isinstance(numbers[0], float) else Decimal(numbers[0])
    if number >= 10**15:
        assert found.isna().all()
        assert len(found.problems) == 1
        return
    assert found.tolist() == [core_sold(number, "MX", "EUR", date(2026, 2, 1))]


def test_without_arrow_they_are_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = points(plain(), **ARGUMENTS, exact=True)
    assert has_arrow()
    for module in ("columns", "points"):
        monkeypatch.setattr(sys.modules[f"partnerbook.frames.{module}"], "has_arrow", lambda: False)
    found = points(plain(), **ARGUMENTS, exact=True)
    assert found.dtype == object
    assert found.tolist() == expected.tolist()


@pytest.mark.parametrize("name", ARGUMENTS.values())
@pytest.mark.parametrize("exact", [False, True])
def test_a_column_in_which_everything_is_missing(name: str, exact: bool) -> None:
    frame = plain()
    for nothing in (frame[name].where(frame.index > 99), pd.Series([None] * 4, index=frame.index, dtype=object)):
        found = points(frame.assign(**{name: nothing}), **ARGUMENTS, exact=exact)
        assert found.isna().all()
        assert found.problems.empty
    assert points(frame, **{**ARGUMENTS, "currency": None}, exact=exact).isna().all()


def test_a_column_of_days_far_from_each_other_and_beyond_the_calendar() -> None:
    days = np.array(["0001-01-01", "9999-12-31", "2026-02-01", "NaT"], "datetime64[s]")
    frame = plain().assign(closed=days, currency="USD")
    expected = [core_sold(Decimal(repr(amount)), market, "USD", day) for amount, market, day in zip(
        frame["mrr"][:3], frame["market"][:3], [date.min, date.max, date(2026, 2, 1)], strict=True)]  # fmt: skip
    assert points(frame, **ARGUMENTS, exact=True).tolist()[:3] == expected
    far = frame.assign(closed=np.array(["12000-01-01", *days[1:].astype(str)], "datetime64[s]"))
    found = points(far, **ARGUMENTS, exact=True)
    assert found.isna().tolist() == [True, False, False, True]
    assert found.problems["column"].tolist() == ["closed"]


@pytest.mark.parametrize("kind", frames_bench.KINDS)
def test_what_the_benchmark_compares_with_gives_the_same_points(kind: str) -> None:
    names: dict[str, Any] = {}
    exec(f"{frames_bench.setup(kind, 5000)}\n{frames_bench.PLAIN}\nours = {frames_bench.OURS}", names)  # noqa: S102 - the benchmark's own
    np.testing.assert_allclose(names["ours"], names["found"], rtol=1e-12)
