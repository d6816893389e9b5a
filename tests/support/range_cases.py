"""The cases of every function over ranges."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from support.function_rules import (
    DIVISION,
    EDGES,
    HEADED,
    MISSING,
    NO_ERRORS,
    OMITTED,
    TIERS,
    VALUE,
    Case,
    case,
    column,
    day,
    error,
    points,
    shown,
)


def range_cases() -> Iterable[Case]:
    """Ranges broadcast, and a bad cell spoils none of its neighbours."""

    cells: list[Any] = [column(100, 200, 300), "Mexico", "USD"]
    yield case("POINTS_SOLD", cells, column(10, 20, 30), "a column")
    row = [[shown(points(amount, "Spain", "EUR")) for amount in ("100", "200.5")]]
    yield case("POINTS_SOLD", [[[100, 200.5]], "Spain", "EUR"], row, "a row")
    markets, currencies = ("Mexico", "Spain", "IN"), ("USD", "EUR", "JPY", "GBP")
    grid = [[shown(points("1000", market, currency)) for currency in currencies] for market in markets]
    yield case(
        "POINTS_SOLD", [1000, column(*markets), [list(currencies)]], grid, "a column of markets by a row of currencies"
    )
    cells = [column(100, 200, 300), column("Mexico", "Spain"), "USD"]
    yield case("POINTS_SOLD", cells, column(10, 10, MISSING), "columns of unequal length: #N/A where one ends")
    cells = [[[100, 200], [300, 400]], "Spain", [["USD", "USD", "USD"]]]
    yield case("POINTS_SOLD", cells, [[5, 10, MISSING], [15, 20, MISSING]], "a block beside a longer row")
    cells = [column(100, "abc", error(DIVISION), None, 400), column("Spain", "Spain", "Spain", None, "Atlantis")]
    cells = [*cells, column("USD", "USD", "USD", None, "USD")]
    yield case("POINTS_SOLD", cells, column(5, VALUE, DIVISION, 0, VALUE), "bad cells among good ones", **NO_ERRORS)
    cells = [column(100, "abc", None, 400), column("Spain", "Spain", None, "Atlantis")]
    cells = [*cells, column("USD", "USD", None, "USD")]
    yield case("POINTS_SOLD", cells, column(5, VALUE, 0, VALUE), "bad texts among good cells")
    days = [day(text) for text in EDGES]
    each = [shown(points("1000", "Mexico", "GBP", on=text)) for text in EDGES]
    yield case(
        "POINTS_SOLD",
        [1000, "Mexico", "GBP", OMITTED, column(*days)],
        column(*each),
        "a column of days over every edition",
    )
    cells = [{"decimal": "100.5000"}, {"decimal": "0.0100"}]
    each = [shown(points(text, "CA", "CAD")) for text in ("100.5", "0.01")]
    yield case("POINTS_SOLD", [column(*cells), "CA", "CAD"], column(*each), "a column of currency cells")
    cells = [column(1000, 2000), "Mexico", "USD", [["sourced", "assisted", "bad"]]]
    yield case("POINTS_SOLD", cells, [[100, 60, VALUE], [200, 120, VALUE]], "amounts by sources")
    cells = [1000, "Spain", "USD", column(0, 1, 2, None)]
    yield case("POINTS_MANAGED", cells, column(10, 5, shown(Fraction(10, 3)), 10), "a column of other partners")
    cells = [column(1000, 2000), "Spain", "USD", [[True, False, None]]]
    yield case("POINTS_TOTAL", cells, [[60, 50, 50], [120, 100, 100]], "amounts by whether they are managed")
    cells = [column(100, 50), column("EUR", "SOLD"), column("USD", "EUR"), "Spain"]
    yield case(
        "CONVERT_CURRENCY", cells, column(shown(Fraction(10000, 88)), 880), "each row from and into its own unit"
    )
    cells = [column(100, None, "abc", None), column("EUR", None, None, "XYZ"), "USD"]
    yield case("CONVERT_CURRENCY", cells, column(shown(Fraction(10000, 88)), 0, VALUE, VALUE), "rows not filled in")
    yield case(
        "MARKET_TYPE",
        [column("Mexico", "Spain", "Atlantis", "BR")],
        column("growth", "standard", VALUE, "growth"),
        "markets",
    )
    cells = [column(100, 200), column(day("2026-01-31"), day("2025-01-31")), day("2026-02-01")]
    yield case("POINTS_ACTIVE", cells, column(100, 0), "sales of two years")
    cells = [column(100, None), column(day("2026-01-31"), None), day("2026-02-01")]
    yield case("POINTS_ACTIVE", cells, column(100, 0), "a row not filled in")
    cells = [column(100, 400, 7000), column(100, 100, 2000), 0, TIERS]
    yield case("TIER", cells, column("None", "Gold", "Elite"), "standings against one table")
    cells = [400, 100, 0, [["Gold", "Platinum", "Diamond"]], HEADED]
    yield case("POINTS_TO_TIER", cells, [[0, 550, 1750]], "goals in a row")
    cells = [column(day("2026-12-01"), day("2026-10-01"), None), day("2026-11-01")]
    yield case("DAYS_TO_RENEWAL", cells, column(30, -31, VALUE), "renewals in a column")
    yield case("RENEWAL_STATUS", cells, column("Within 30 days", "Overdue", VALUE), "renewals in a column")
