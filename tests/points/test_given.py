"""What a caller gives by hand: an amount that is none is refused in one sentence, wherever it is given."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from partnerbook import (
    calculated_points,
    convert,
    managed_points,
    overview,
    sample_book,
    sold_points,
    write_book,
    write_renewal_sheet,
    write_report,
)
from partnerbook.errors import BadInput, NoRate
from partnerbook.figures.retention import movements
from partnerbook.points.ledger import ledger
from partnerbook.points.rates import MarketRate, Rates
from partnerbook.points.terms import sold_terms
from partnerbook.points.units import point_unit
from partnerbook.records import Book, OwnRate

DAY = date(2026, 2, 1)
GIVEN: dict[str, Callable[[Any], object]] = {
    "sold_points": lambda amount: sold_points(amount, "Mexico", "EUR", DAY),
    "managed_points": lambda amount: managed_points(amount, "Mexico", "EUR", DAY),
    "calculated_points": lambda amount: calculated_points(amount, "Mexico", "EUR", DAY, also_manage=True),
    "convert": lambda amount: convert(amount, "EUR", "USD", DAY),
    "convert to itself": lambda amount: convert(amount, "EUR", "EUR", DAY),
    "own rate": lambda amount: point_unit("PEN", DAY, Rates((OwnRate("PEN", DAY, amount),))),
    "market rate": lambda amount: point_unit("PEN", DAY, Rates(market=lambda _, day: MarketRate(amount, day))),
    "terms": lambda amount: sold_terms("MX", "EUR", DAY).points(amount),
    "dollars of terms": lambda amount: sold_terms("MX", "EUR", DAY).usd(amount),
    "money of terms": lambda points: sold_terms("MX", "EUR", DAY).money(points),
}
NO_AMOUNTS = {
    "nan": (Decimal("NaN"), 'is NaN, which is no number; give a Decimal, such as Decimal("1234.50")'),
    "signalling nan": (Decimal("sNaN"), "is sNaN, which is no number"),
    "infinity": (Decimal("-Infinity"), "is -Infinity, which is no number"),
    "float": (1234.56, 'is 1234.56, a float, which seldom is what was typed; give Decimal("1234.56")'),
    "float nan": (float("nan"), "is nan, a float, which is no amount; give a Decimal"),
    "float infinity": (float("inf"), "is inf, a float, which is no amount"),
    "numpy float": (np.float64("12.5"), 'is 12.5, a float, which seldom is what was typed; give Decimal("12.5")'),
    "small numpy float": (np.float32("12.5"), 'give Decimal("12.5")'),
    "numpy nan": (np.float64("nan"), "which is no amount"),
    "yes": (True, "is True, a bool, which is no amount"),
    "numpy yes": (np.bool_(True), "is True, a bool"),
    "fraction": (Fraction(1, 3), "is 1/3, a Fraction, which is no amount"),
    "text": ("1,234.50", "is 1,234.50, a str, which is no amount; give a Decimal, such as"),
    "nothing": (None, "is None, nothing, which is no amount"),
}


@pytest.mark.parametrize("given", NO_AMOUNTS)
@pytest.mark.parametrize("where", GIVEN)
def test_what_is_no_amount_is_refused(where: str, given: str) -> None:
    amount, sentence = NO_AMOUNTS[given]
    with pytest.raises((BadInput, NoRate)) as refused:
        GIVEN[where](amount)
    if not (where.endswith("rate") and isinstance(amount, Decimal)):  # these say that a rate is above 0
        assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("amount", [Decimal("1E+15"), Decimal("-1E+15"), Decimal("1E+100"), 10**15])
@pytest.mark.parametrize("where", ["sold_points", "managed_points", "calculated_points", "convert"])
def test_what_is_too_large_to_be_meant_is_refused(where: str, amount: object) -> None:
    with pytest.raises(BadInput, match="too large to be meant"):
        GIVEN[where](amount)


@pytest.mark.parametrize("amount", [Decimal(880), 880, np.int64(880), np.int32(880), Decimal("8.8E+2")])
def test_whole_numbers_are_amounts(amount: Any) -> None:
    assert [GIVEN[name](amount) for name in ("sold_points", "managed_points", "convert", "dollars of terms")] == [
        100,
        20,
        1000,
        1000,
    ]
    assert GIVEN["calculated_points"](amount) == (100, 20)


@pytest.mark.parametrize("others", [-1, 0.5, True, Decimal(1), "1", None, float("nan")])
def test_other_partners_are_a_whole_number(others: Any) -> None:
    with pytest.raises(BadInput, match=r"Other partners is .*; it is a whole number from 0"):
        managed_points(Decimal(100), "US", "USD", DAY, others)
    assert managed_points(Decimal(100), "US", "USD", DAY, np.int64(1)) == Decimal("0.5")


BOOK = sample_book(12)
FIELDS = [
    ("clients", "usage_score"), ("clients", "hubspot_sold_points"), ("clients", "hubspot_managed_points"),
    ("subscriptions", "mrr"), ("deals", "mrr"), ("deals", "contract_value"), ("renewals", "current_mrr"),
    ("renewals", "renewal_mrr"), ("tiers", "total"), ("tiers", "minimum"), ("tiers", "managed"), ("rates", "amount"),
    ("clients", "apps_used"), ("managing", "other_partners"),
]  # fmt: skip


def spoiled(table: str, field: str, value: object) -> Book:
    first, *rows = getattr(BOOK, table)
    return BOOK._replace(**{table: (first._replace(**{field: value}), *rows)})


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), 1.5, True, "12", np.float64(2)])
@pytest.mark.parametrize(("table", "field"), FIELDS, ids=map(".".join, FIELDS))
def test_a_book_with_a_figure_that_is_none_is_refused(table: str, field: str, value: object, tmp_path: Path) -> None:
    book, day = spoiled(table, field, value), date(2026, 10, 31)
    uses: tuple[Callable[[], object], ...] = (
        lambda: overview(book, day),
        lambda: ledger(book),
        lambda: movements(book, day),
        lambda: write_report(book, tmp_path / "report.xlsx", day),
        lambda: write_renewal_sheet(book, tmp_path / "renewals.xlsx", day),
        lambda: write_book(book, tmp_path / "book.xlsx", day),
    )
    place = str(getattr(BOOK, table)[0].origin) or f"{table}, record 1"
    for use in uses:
        with pytest.raises(BadInput) as refused:
            use()
        assert str(refused.value).startswith(f"{place}: {field} is ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("field", "value"), [("certified_people", 99.5), ("certified_people", True), ("rate_max_age", -1)]
)
def test_a_setting_is_refused_too(field: str, value: object) -> None:
    with pytest.raises(BadInput, match=f"settings: {field} is {value}; it is a whole number from 0"):
        overview(BOOK._replace(settings=BOOK.settings._replace(**{field: value})), DAY)


def test_whole_numbers_in_a_book_are_figures() -> None:
    subscriptions = tuple(row._replace(mrr=int(row.mrr)) for row in BOOK.subscriptions)  # type: ignore[arg-type]
    whole = tuple(row._replace(mrr=Decimal(int(row.mrr))) for row in BOOK.subscriptions)
    found = overview(BOOK._replace(subscriptions=subscriptions), DAY)
    assert found.standing == overview(BOOK._replace(subscriptions=whole), DAY).standing
