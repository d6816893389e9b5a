"""The cases of POINTS_SOLD, POINTS_MANAGED and POINTS_TOTAL."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from support.function_rules import (
    DIVISION,
    EDGES,
    GROWTH,
    IN_WORDS,
    LONG,
    MISSING,
    NO_TRUTH,
    NUMBER,
    OMITTED,
    STANDARD,
    UNITS,
    VALUE,
    Case,
    case,
    cell,
    column,
    day,
    error,
    points,
    shown,
    sold,
)


def sold_cases() -> Iterable[Case]:
    """POINTS_SOLD: currencies, markets, sources, editions, and the ways to write a day and an amount."""
    for currency in UNITS:
        yield sold("1234.56", "Spain", currency, on="2025-07-14", note=f"{currency}, last day of the first units")
        yield sold(
            "1234.56", "Mexico", currency, on="2025-07-15", note=f"{currency}, first day of the second units, growth"
        )
        yield sold("98765.4", "Germany", currency, "assisted", note=f"{currency}, assisted, newest rules")
    for on in EDGES:
        yield sold("1000", "US", "USD", on=on, note=f"sourced on {on}")
        yield sold("1000", "Brazil", "EUR", "assisted", on, note=f"assisted in a growth market on {on}")
    for market in (*GROWTH, *STANDARD):
        yield sold("700", market, "USD", note=f"market {market}")
    for market, code in (("U.K.", "GB"), ("EE. UU.", "US"), ("ESP", "ES"), ("mexico ", "MX"), ("CHINA", "China")):
        yield case("POINTS_SOLD", [700, market, "USD"], points("700", code, "USD"), f"market {market!r}")
    for text, code in (
        *(
            ("eur", "EUR"),
            (" GBP ", "GBP"),
            ("Usd", "USD"),
            ("\u00a0EUR\u00a0", "EUR"),
            ("euros", "EUR"),
            ("US$", "USD"),
        ),
        *(("pesos colombianos", "COP"), ("EUR - Euro", "EUR"), ("eur (euros)", "EUR"), ("EUR/Euro", "EUR")),
        *(("Libra esterlina (GBP)", "GBP"), ("COP $", "COP"), ("$ cop", "COP"), ("Peso - COP", "COP")),
        ("dólar canadiense [CAD]", "CAD"),
    ):
        yield case("POINTS_SOLD", [700, "Spain", text], points("700", "Spain", code), f"currency {text!r}")
    yield sold("700", "Spain", "USD", "Assisted", note="a source in capitals")
    yield sold("700", "Spain", "USD", " sourced ", note="a source with spaces")
    for word, source in (
        *(("Originado", "sourced"), ("originado", "sourced"), ("De origen", "sourced"), ("de origem", "sourced")),
        *(("Asistido", "assisted"), ("ASSISTIDO ", "assisted"), ("HubSpot-sourced", "assisted"), ("DIFM", "assisted")),
        *(("Partner Sourced", "sourced"), ("asistído", "assisted")),
    ):
        exact = points("880", "Spain", "EUR", source, "2026-02-01")
        given = [880, "Spain", "EUR", word, day("2026-02-01")]
        yield case("POINTS_SOLD", given, exact, f"the source {word!r}")
    given = [column(880, 880), "Spain", "EUR", column("Sourced", "Originado"), day("2026-02-01")]
    yield case("POINTS_SOLD", given, column(50, 50), "a source in English and one in Spanish")
    given = [1000, "Mexico", "USD", "sí", None, "Asistido"]
    yield case("POINTS_TOTAL", given, Fraction(80), "yes and the source in Spanish")
    given = [1000, "Mexico", "USD", None, None]
    yield case("POINTS_SOLD", given, Fraction(100), "blank optional cells are as if left out")
    given = [1000, "Mexico", "USD", OMITTED, day("2024-02-26")]
    yield case("POINTS_SOLD", given, Fraction(60), "a source left out before a day")
    for given_day in (
        *(day("2024-02-26"), 45348, "2024-02-26", 45348.75, "2024-02-26T18:00:00"),
        *("2024-02-26 18:00", "2024-02-26T18:00:00.125"),
    ):
        exact = points("1000", "Spain", "USD", on="2024-02-26")
        yield case("POINTS_SOLD", [1000, "Spain", "USD", OMITTED, given_day], exact, f"the day as {given_day!r}")
    for amount in ("-1.5e3", "+.5", "5."):
        exact = points(str(float(amount)), "Spain", "USD")
        yield case("POINTS_SOLD", [amount, "Spain", "USD"], exact, f"the text {amount} as an amount")
    for amount in ("0", "0.01", "-250.5", "123456789.12", "0.000001", "1e9"):
        exact = points(amount, "Singapore", "SGD")
        more = LONG if amount == "123456789.12" else {}
        yield case("POINTS_SOLD", [cell(amount), "Singapore", "SGD"], exact, f"an amount of {amount}", **more)
    yield case(
        "POINTS_SOLD",
        [0.00000001, "Spain", "USD"],
        shown(points("1e-8", "Spain", "USD")),
        "half of the last digit",
    )
    for amount in ("1234.5600", "99.9999", "-12.3400", "922337203685477.5807"):
        exact = points(amount, "Colombia", "COP")
        yield case("POINTS_SOLD", [{"decimal": amount}, "Colombia", "COP"], exact, f"a currency cell of {amount}")
    yield case("POINTS_SOLD", ["1234.56", "Spain", "EUR"], points("1234.56", "Spain", "EUR"), "a number as text")
    given = ["\u200e1234.56\u202c", "\u2066Spain\u2069", "\ufeffEUR\u00ad"]
    yield case("POINTS_SOLD", given, points("1234.56", "Spain", "EUR"), "cells with marks that are not seen")
    given = ["\u00a01234.56\t", "Spain\u00a0", "EUR"]
    yield case("POINTS_SOLD", given, points("1234.56", "Spain", "EUR"), "cells as a web page gives them")
    quoted = points("5000", "Brasil", "BRL", on="2026-02-01", quoted="2026-01-30")
    given = [5000, "Brasil", "BRL", OMITTED, day("2026-02-01")]
    yield case("POINTS_SOLD", given, quoted, "no unit: estimated at the market rate of the day")


def spelled_cases() -> Iterable[Case]:
    """POINTS_SOLD with amounts, days and markets as people write them."""
    for amount in ("1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56", "+1,234.560"):
        yield case("POINTS_SOLD", [amount, "Spain", "EUR"], points("1234.56", "Spain", "EUR"), f"the text {amount!r}")
    for amount in ("12 345", "12,345.0", "12.345,0"):
        yield case("POINTS_SOLD", [amount, "Spain", "EUR"], points("12345", "Spain", "EUR"), f"the text {amount!r}")
    for amount in ("١٢", "１２", "12.-", "1,2e+1"):
        given = [amount, "Spain", "EUR"]
        yield case("POINTS_SOLD", given, points("12", "Spain", "EUR"), f"the text {amount!r}", **IN_WORDS)
    for text in ("31/1/2026", "1/31/2026", "2026/1/31", "31.01.26", "31-1-2026", "20260131", "2/2/2026"):
        exact = points("100", "Spain", "EUR", on="2026-01-31")
        yield case("POINTS_SOLD", [100, "Spain", "EUR", OMITTED, text], exact, f"the day {text!r}")
    for text in ("31 de enero de 2026", "Jan 31, 2026 10:00", "31-I-2026", "1769817600000"):
        exact = points("100", "Spain", "EUR", on="2026-01-31")
        yield case("POINTS_SOLD", [100, "Spain", "EUR", OMITTED, text], exact, f"the day {text!r}", **IN_WORDS)
    for market in ("Brasil (BR)", "BR - Brazil", "[BR]", "Brasil / Brazil", "MX México", "Estados Unidos (EE. UU.)"):
        meant = "US" if market[0] == "E" else "BR"
        yield case("POINTS_SOLD", [100, market, "USD"], points("100", meant, "USD"), f"{market!r}, said twice")
    korean = points("100", "South Korea", "USD")
    yield case("POINTS_SOLD", [100, "Korea (KR)", "USD"], korean, "one of two, by its code")


def misfit_cases() -> Iterable[Case]:
    """POINTS_SOLD with cells that are not what they should be."""
    for amount in (
        "1,234",
        "1.234,56.7",
        "1_000",
        "12 34",
        "1,23,4.5",
        "abc",
        "nan",
        "0x10",
        "2026-02-01",
        "5-3",
        "1e+-3",
    ):
        yield case("POINTS_SOLD", [amount, "Spain", "EUR"], VALUE, f"the text {amount!r} is no amount")
    yield case("POINTS_SOLD", [True, "Spain", "EUR"], VALUE, "TRUE is no amount", **NO_TRUTH)
    yield case("POINTS_SOLD", [None, None, None], Fraction(0), "an empty row of a table gives no points")
    yield case("POINTS_SOLD", [None, None, "USD"], Fraction(0), "an empty row beside a currency for all rows")
    yield case("POINTS_SOLD", [None, "Mexico", None], Fraction(0), "an empty row beside a market for all rows")
    yield case("POINTS_SOLD", [None, "Atlantis", "USD"], VALUE, "no amount, but a market that is none")
    yield case("POINTS_SOLD", [None, error(DIVISION), None], DIVISION, "an empty row with an error in it")
    yield case("POINTS_SOLD", [None, "Mexico", "USD"], Fraction(0), "a blank amount is 0")
    yield case("POINTS_SOLD", [100, None, "USD"], VALUE, "a blank market with an amount")
    yield case("POINTS_SOLD", [100, "Spain", None], VALUE, "a blank currency with an amount")
    markets: tuple[str | int, ...] = (
        "Atlantis",
        "Korea",
        "n/a",
        5,
        "M",
        "Georgia, US",
        "Spain, Portugal",
        "Korea (KZ)",
        "()",
    )
    for market in markets:
        yield case("POINTS_SOLD", [100, market, "USD"], VALUE, f"{market!r} is no market")
    for currency in ("XYZ", "$", 7, "euroes", "EUR $", "EUR - US Dollar", "EURO1", "Euroeur", "CAD USD", "libra"):
        yield case("POINTS_SOLD", [100, "Spain", currency], VALUE, f"{currency!r} is no currency")
    for source in ("resold", 3, "sourcd", "Diamante", "Mercado", "?", "¡!"):
        yield case("POINTS_SOLD", [100, "Spain", "USD", source], VALUE, f"{source!r} is no source")
    for bad in (
        "01/02/2026",
        "tomorrow",
        "2026-02-30",
        "20260230",
        "2026-02-01 soon",
        "2e03-01-01",
        "2026-1.-01",
        "1/2-2026",
    ):
        yield case("POINTS_SOLD", [100, "Spain", "USD", OMITTED, bad], VALUE, f"the text {bad!r} is no day")
    yield case("POINTS_SOLD", [100, "Spain", "USD", OMITTED, -5], NUMBER, "a negative serial number is no day")
    yield case("POINTS_SOLD", [100, "Spain", "USD", OMITTED, 3000000], NUMBER, "a serial number beyond the year 9999")
    for kind in (DIVISION, MISSING, NUMBER, VALUE):
        yield case("POINTS_SOLD", [error(kind), "Spain", "USD"], kind, f"an amount of {kind} stays {kind}")
    yield case("POINTS_SOLD", [100, error(MISSING), "USD"], MISSING, "a market of #N/A stays #N/A")
    yield case(
        "POINTS_SOLD", [100, "Spain", "CLP", OMITTED, day("2026-02-01")], MISSING, "no unit and no rate of the peso"
    )


def managed_cases() -> Iterable[Case]:
    """POINTS_MANAGED and POINTS_TOTAL."""
    for currency in UNITS:
        exact = points("4321.09", "India", currency, "managed", "2024-02-27", 3)
        given = [4321.09, "India", currency, 2, day("2024-02-27")]
        yield case("POINTS_MANAGED", given, exact, f"{currency} with two other partners")
    yield case("POINTS_MANAGED", [1000, "Spain", "USD"], Fraction(10), "alone")
    yield case("POINTS_MANAGED", [1000, "Spain", "USD", None, None], Fraction(10), "blank optional cells")
    yield case(
        "POINTS_MANAGED",
        [1000, "Spain", "EUR", OMITTED, day("2025-07-14")],
        Fraction(40, 3),
        "a third, left to nine places",
    )
    yield case("POINTS_MANAGED", [1000, "Mexico", "USD", 6], Fraction(20, 7), "shared by seven")
    yield case("POINTS_MANAGED", [1000, "Mexico", "USD", "1"], Fraction(10), "a whole number as text")
    yield case(
        "POINTS_MANAGED",
        [{"decimal": "1234.5000"}, "Mexico", "GBP", 1],
        points("1234.5", "MX", "GBP", "managed", partners=2),
        "a currency cell",
    )
    for others, found in ((-1, NUMBER), (1.5, NUMBER), (1e15, NUMBER), ("two", VALUE)):
        yield case("POINTS_MANAGED", [1000, "Spain", "USD", others], found, f"{others!r} other partners")
    yield case("POINTS_MANAGED", [1000, "Spain", "USD", True], VALUE, "TRUE is no number of partners", **NO_TRUTH)
    yield case("POINTS_MANAGED", [1000, "Spain", "CLP", 0, day("2026-02-01")], MISSING, "no rate of the peso")
    yield case("POINTS_MANAGED", [None, None, None], Fraction(0), "an empty row")
    yield case("POINTS_TOTAL", [None, None, "EUR", True], Fraction(0), "an empty row of a client that is managed")
    yield case("POINTS_TOTAL", [None, None, None, "perhaps"], Fraction(0), "an empty row with a word left in it")
    yes: tuple[Any, ...] = (True, "sí", "yes", "Sim", 1, "TRUE", "Verdadero", "verdadeiro", "x", "S", "y", "1")
    for manage in yes:
        exact = points("1000", "Mexico", "EUR") + points("1000", "Mexico", "EUR", "managed")
        yield case("POINTS_TOTAL", [1000, "Mexico", "EUR", manage], exact, f"also managed: {manage!r}")
    no: tuple[Any, ...] = (False, "no", "não", "Falso", None, 0, OMITTED, "n", "0")
    for manage in no:
        yield case(
            "POINTS_TOTAL", [1000, "Mexico", "EUR", manage], points("1000", "MX", "EUR"), f"not managed: {manage!r}"
        )
    for manage in ("perhaps", 2):
        yield case("POINTS_TOTAL", [1000, "Mexico", "EUR", manage], VALUE, f"{manage!r} is neither yes nor no")
    exact = points("777.77", "Argentina", "AUD", "assisted", "2024-02-26") + points(
        "777.77", "AR", "AUD", "managed", "2024-02-26", 3
    )
    given = [777.77, "Argentina", "AUD", True, 2, "assisted", day("2024-02-26")]
    yield case("POINTS_TOTAL", given, exact, "every argument given")
    exact = points("1000", "Spain", "USD", "assisted") + points("1000", "Spain", "USD", "managed")
    yield case(
        "POINTS_TOTAL",
        [1000, "Spain", "USD", True, OMITTED, "assisted"],
        exact,
        "other partners left out before a source",
    )
    yield case("POINTS_TOTAL", [1000, "Spain", "USD", True, -2], NUMBER, "a negative number of partners")
    yield case("POINTS_TOTAL", [1000, "Spain", "USD"], Fraction(50), "the least that can be given")
    yield case("POINTS_TOTAL", [error(MISSING), "Spain", "USD", True], MISSING, "an error stays what it is")
