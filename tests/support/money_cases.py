"""The cases of CONVERT_CURRENCY, MARKET_TYPE and POINTS_ACTIVE."""

from collections.abc import Iterable
from fractions import Fraction

from support.function_rules import (
    EDGES,
    MISSING,
    NUMBER,
    OMITTED,
    QUOTES,
    UNITS,
    VALUE,
    Case,
    case,
    day,
    error,
    points,
    unit,
)


def conversion_cases() -> Iterable[Case]:
    """CONVERT_CURRENCY: money and points, both ways, at the program's units and at a day's market rates."""
    codes = list(UNITS)
    for have, want in zip(codes, codes[1:] + codes[:1], strict=True):
        for on in ("2025-07-14", "2025-07-15"):
            exact = Fraction("1500.25") * unit(want, on) / unit(have, on)
            yield case(
                "CONVERT_CURRENCY", [1500.25, have, want, OMITTED, day(on)], exact, f"{have} into {want} on {on}"
            )
    yield case("CONVERT_CURRENCY", [88, "EUR", "USD"], Fraction(100), "the least that can be given")
    yield case("CONVERT_CURRENCY", [12.3, "PEN", "PEN"], Fraction("12.3"), "a currency into itself needs no rate")
    yield case(
        "CONVERT_CURRENCY",
        [88, "EUR", "USD", None, None, "Program"],
        Fraction(100),
        "program rates in capitals, blanks before",
    )
    for name, source in (("SOLD", "sourced"), ("assisted", "assisted"), ("Managed", "managed")):
        for market, currency, on in (
            ("Spain", "EUR", "2025-07-14"),
            ("Mexico", "COP", "2026-02-01"),
            ("US", "USD", "2024-02-26"),
        ):
            forth = points("1234.5", market, currency, source, on)
            given = [1234.5, currency, name, market, day(on)]
            yield case("CONVERT_CURRENCY", given, forth, f"{currency} into {name} points in {market} on {on}")
            back = Fraction("61.75") / points("1", market, currency, source, on)
            given = [61.75, name, currency, market, day(on)]
            yield case("CONVERT_CURRENCY", given, back, f"{name} points into {currency} in {market} on {on}")
    yield case("CONVERT_CURRENCY", [50, "SOLD", "EUR", "Spain"], Fraction(880), "sold points into euros, newest rules")
    yield case("CONVERT_CURRENCY", [50, "SOLD", "SOLD"], Fraction(50), "points into the same points")
    yield case("CONVERT_CURRENCY", [50, "SOLD", "MANAGED", "Spain"], VALUE, "points are not turned into other points")
    yield case("CONVERT_CURRENCY", [50, "SOLD", "EUR"], VALUE, "points need a market")
    yield case("CONVERT_CURRENCY", [50, "EUR", "POINTS", "Spain"], VALUE, "an unknown unit")
    yield case("CONVERT_CURRENCY", [50, "EUR", None, "Spain"], VALUE, "a blank unit")
    for cells in ([None, None], [None, "USD"], ["EUR", None], [None, "SOLD"]):
        yield case("CONVERT_CURRENCY", [None, *cells], Fraction(0), f"an empty row, from {cells[0]} to {cells[1]}")
    yield case("CONVERT_CURRENCY", [None, "XYZ", "USD"], VALUE, "no amount, but a currency that is none")
    yield case("CONVERT_CURRENCY", [None, error("#REF!"), None], "#REF!", "an empty row with an error in it")
    yield case("CONVERT_CURRENCY", ["abc", "EUR", "USD"], VALUE, "text for an amount")
    yield case("CONVERT_CURRENCY", [50, "EUR", "USD", OMITTED, OMITTED, "yesterday"], VALUE, "unknown rates")
    yield case("CONVERT_CURRENCY", [50, error("#REF!"), "USD"], "#REF!", "an error stays what it is")
    yield case(
        "CONVERT_CURRENCY", [{"decimal": "1500.2500"}, "EUR", "GBP"], Fraction("1500.25") * 74 / 88, "a currency cell"
    )
    for have, want, on, quoted in (
        ("EUR", "USD", "2024-01-05", "2024-01-05"),
        ("USD", "EUR", "2024-01-06", "2024-01-05"),
        ("GBP", "JPY", "2024-01-07", "2024-01-05"),
        ("BRL", "MXN", "2026-02-01", "2026-01-30"),
        ("CHF", "INR", "2024-01-05", "2024-01-05"),
        ("RUB", "USD", "2022-03-01", "2022-03-01"),
        ("HRK", "EUR", "2022-12-30", "2022-12-30"),
    ):
        quotes = QUOTES[quoted]
        # As the core does, through the dollar and to 24 places: nothing of it is seen at nine.
        exact = Fraction("2500.75") * Fraction(quotes[want]) / Fraction(quotes[have])
        given = [2500.75, have, want, OMITTED, day(on), "Mercado" if on < "2024" else "market"]
        yield case("CONVERT_CURRENCY", given, exact, f"{have} into {want} at the market rate of {on}")
    for have, want, on in (
        ("RUB", "USD", "2024-01-05"),
        ("EUR", "HRK", "2024-01-05"),
        ("USD", "CLP", "2024-01-05"),
        ("COP", "USD", "2024-01-05"),
        ("EUR", "USD", "1998-12-31"),
        ("EUR", "USD", "2090-01-02"),
    ):
        given = [100, have, want, OMITTED, day(on), "market"]
        yield case("CONVERT_CURRENCY", given, MISSING, f"no market rate of {have} into {want} on {on}")
    exact = Fraction(5000) * 100 / unit("MXN", "2026-02-01", "2026-01-30")
    given = [5000, "MXN", "USD", OMITTED, day("2026-02-01"), "program"]
    yield case("CONVERT_CURRENCY", given, exact, "program rates of a currency without a unit: estimated")
    given = [5000, "CLP", "USD", OMITTED, day("2026-02-01"), "program"]
    yield case("CONVERT_CURRENCY", given, MISSING, "neither unit nor rate")


def conversion_word_cases() -> Iterable[Case]:
    """CONVERT_CURRENCY with words of three languages, for points and for rates."""
    for word in ("Vendido", "vendido", "Originado", "Sourced"):
        yield case("CONVERT_CURRENCY", [50, word, "EUR", "Spain"], Fraction(880), f"points called {word!r}")
    for word in ("Asistido", "Assistido"):
        yield case("CONVERT_CURRENCY", [880, "EUR", word, "España"], Fraction(30), f"points called {word!r}")
    for word in ("Gestionado", "Gerenciado", "administrado"):
        yield case("CONVERT_CURRENCY", [880, "EUR", word, "Espanha"], Fraction(10), f"points called {word!r}")
    yield case("CONVERT_CURRENCY", [50, "Vendido", "SOLD"], Fraction(50), "points into the same, in two languages")
    for word in ("programa", "Puntos", "Pontos", "POINTS", "tier points"):
        given = [88, "EUR", "USD", None, None, word]
        yield case("CONVERT_CURRENCY", given, Fraction(100), f"program rates called {word!r}")
    for have, want in (
        ("EUR", "SOLD"),
        ("SOLD", "EUR"),
        ("MANAGED", "USD"),
        ("assisted", "ASSISTED"),
        ("EUR", "Vendido"),
    ):
        for rates in ("market", "Mercado", "yesterday", "?", "sourced", 3):
            given = [50, have, want, "Spain", day("2026-02-01"), rates]
            yield case("CONVERT_CURRENCY", given, VALUE, f"no rates {rates!r} for {have} into {want}")
    given = [50, "SOLD", "EUR", "Spain", None, "Programa"]
    yield case("CONVERT_CURRENCY", given, Fraction(880), "points at the program's rates, which are named")
    yield case(
        "CONVERT_CURRENCY", [50, "EUR", "EUR", OMITTED, OMITTED, "?"], VALUE, "unknown rates of nothing to convert"
    )
    yield case(
        "CONVERT_CURRENCY", [None, None, "USD", None, None, "?"], Fraction(0), "an empty row beside unknown rates"
    )


def market_cases() -> Iterable[Case]:
    """MARKET_TYPE."""
    for market in ("Mexico", "Brasil", "Índia", "Corea del Sur", "SG", "Coreia do Sul"):
        yield case("MARKET_TYPE", [market], "growth", market)
    for market in ("Spain", "Reino Unido", "Estados Unidos", "JP", "NA", "África do Sul"):
        yield case("MARKET_TYPE", [market], "standard", market)
    for on in EDGES:
        yield case("MARKET_TYPE", ["Chile", day(on)], "growth", f"Chile on {on}")
    for no_market in ("Atlantis", "Korea", None, 5, "unknown"):
        yield case("MARKET_TYPE", [no_market], VALUE, f"{no_market!r} is no market")
    yield case("MARKET_TYPE", ["Chile", "soon"], VALUE, "no day")
    yield case("MARKET_TYPE", [error("#NAME?")], "#NAME?", "an error stays what it is")


def active_cases() -> Iterable[Case]:
    """POINTS_ACTIVE: a sale counts from its day to the day before the same day of the next year."""
    for sold_on, as_of, counts, note in (
        ("2026-01-31", "2026-01-30", False, "the day before the sale"),
        ("2026-01-31", "2026-01-31", True, "the day of the sale"),
        ("2026-01-31", "2027-01-30", True, "the last day"),
        ("2026-01-31", "2027-01-31", False, "the day it expires"),
        ("2024-02-29", "2025-02-28", True, "sold on 29 February: still there on 28 February"),
        ("2024-02-29", "2025-03-01", False, "sold on 29 February: gone on 1 March"),
        ("2023-02-28", "2024-02-27", True, "the last day before a leap day"),
        ("2023-02-28", "2024-02-28", False, "it expires before the leap day"),
        ("2023-03-01", "2024-02-29", True, "the leap day is the last"),
        ("2021-10-01", "2022-09-30", True, "a sale before the first edition"),
        ("2021-10-01", "2022-10-01", False, "a sale before the first edition, expired"),
    ):
        yield case("POINTS_ACTIVE", [62.5, day(sold_on), day(as_of)], Fraction("62.5") if counts else Fraction(0), note)
    yield case("POINTS_ACTIVE", [100, 46053, 46417], Fraction(100), "serial numbers")
    yield case("POINTS_ACTIVE", [100, "2026-01-31", "2027-01-30"], Fraction(100), "ISO text")
    yield case("POINTS_ACTIVE", [-20, day("2026-01-31"), day("2026-06-01")], Fraction(-20), "what a loss takes away")
    yield case("POINTS_ACTIVE", [None, day("2026-01-31"), day("2026-06-01")], Fraction(0), "no points")
    yield case("POINTS_ACTIVE", [None, None, day("2026-06-01")], Fraction(0), "an empty row")
    yield case("POINTS_ACTIVE", [100, None, day("2026-06-01")], VALUE, "no day of sale")
    yield case("POINTS_ACTIVE", [100, day("2026-01-31"), None], VALUE, "no day to look from")
    yield case(
        "POINTS_ACTIVE",
        [100, day("9999-06-01"), day("9999-06-01")],
        NUMBER,
        "it would expire after the last day there is",
    )
    yield case("POINTS_ACTIVE", ["many", day("2026-01-31"), day("2026-06-01")], VALUE, "text for points")
