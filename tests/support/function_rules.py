"""The program's rules as fractions, typed in from where they are published: what the functions' cases are made with.

Nothing is imported from the package that is judged by them.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

Case: TypeAlias = dict[str, Any]

OMITTED = {"omitted": True}
VALUE, MISSING, NUMBER, DIVISION = "#VALUE!", "#N/A", "#NUM!", "#DIV/0!"

# HubSpot's tier page: the amount that counts as US$100, up to 14 July 2025 and since.
UNITS = {
    "USD": ("100", "100"),
    "AUD": ("105", "154"),
    "COP": ("300300", "408000"),
    "EUR": ("75", "88"),
    "GBP": ("62.50", "74"),
    "SGD": ("140", "129"),
    "JPY": ("12000", "14400"),
    "ZAR": ("1545", "1768"),
    "CAD": ("130", "130"),
}
UNITS_CHANGED = "2025-07-15"
SOURCED_RISES = "2024-02-27"
NEWEST = "2026-01-15"
EDGES = ("2021-10-01", "2022-07-18", "2024-02-26", "2024-02-27", "2025-07-14", "2025-07-15", "2026-01-14", "2026-01-15")
# Its growth markets by where the client is: as many spellings as people use, and some that are none.
GROWTH = (
    *("MX", "Mexico", "México", "BR", "Brazil", "Brasil", "IN", "India", "CO", "Colombia", "AR", "Argentina", "CL"),
    *("Peru", "South Korea", "Corea del Sur", "Coreia do Sul", "Singapore", "Singapur", "SG", "PH", "Filipinas"),
    *("China", "Vietnam", "Hong Kong", "TW"),
)
STANDARD = (
    *("ES", "Spain", "España", "Espanha", "US", "United States", "Estados Unidos", "DE", "Germany", "Alemania"),
    *("Alemanha", "GB", "Reino Unido", "JP", "Japan", "Japón", "ZA", "South Africa", "África do Sul", "CA", "AU"),
    "NA",  # Namibia, not "no answer"
)
# The European Central Bank's quotes per euro.
QUOTES = {
    "2024-01-05": {"USD": "1.0921", "GBP": "0.8621", "JPY": "158.57", "BRL": "5.3724", "MXN": "18.6066", "CHF": "0.932"}
    | {"INR": "90.81", "EUR": "1"},
    "2026-01-30": {"USD": "1.1919", "GBP": "0.8662", "JPY": "183.59", "BRL": "6.2233", "MXN": "20.5979"}
    | {"CHF": "0.9157", "EUR": "1"},
    "2022-03-01": {"USD": "1.1162", "RUB": "117.201", "EUR": "1"},
    "2022-12-30": {"USD": "1.0666", "HRK": "7.5365", "EUR": "1"},
}
# A partner's own thresholds: made up, HubSpot publishes none.
TIERS = [
    [{"date": "2022-07-18"}, "Gold", 300, 100, 50],
    [{"date": "2022-07-18"}, "Platinum", 900, 300, 150],
    [{"date": "2022-07-18"}, "Diamond", 2000, 700, 400],
    [{"date": "2022-07-18"}, "Elite", 6000, 2200, 1200],
    [{"date": "2024-02-27"}, "Gold", 300, 100, 50],
    [{"date": "2024-02-27"}, "Platinum", 900, 300, 150],
    [{"date": "2024-02-27"}, "Diamond", 2000, 700, 400],
    [{"date": "2024-02-27"}, "Elite", 6000, 2200, 1200],
    [{"date": "2025-07-15"}, "Gold", 315, 80, 50],
    [{"date": "2025-07-15"}, "Platinum", 945, 240, 150],
    [{"date": "2025-07-15"}, "Diamond", 2100, 560, 400],
    [{"date": "2025-07-15"}, "Elite", 6300, 1760, 1200],
    [{"date": "2026-01-15"}, "Gold", 320, 85, None],
    [{"date": "2026-01-15"}, "Platinum", 950, 250, None],
    [{"date": "2026-01-15"}, "Diamond", 2150, 575, None],
    [{"date": "2026-01-15"}, "Elite", 6400, 1800, None],
]
HEADED = [["Edition from", "Tier", "Total points", "Sold or sourced minimum", "Managed minimum"], *TIERS]

NO_TRUTH = {"not_in": ["libreoffice"], "reason": "an add-in is handed TRUE as the number 1"}
NO_ERRORS = {"not_in": ["libreoffice"], "reason": "Calc calls no add-in with a range that holds an error"}
IN_WORDS = {
    "not_in": ["lambda"],
    "reason": "words, and figures of other scripts, are read by partnerbook alone",
}
LONG = {"not_in": ["lambda"], "reason": "Excel is sure of 15 digits; of the 16 that this result has, the last differs"}


def day(text: str) -> dict[str, str]:
    """A date cell."""
    return {"date": text}


def column(*cells: Any) -> list[list[Any]]:
    """A range of one column."""
    return [[cell] for cell in cells]


def error(kind: str) -> dict[str, str]:
    """A cell that holds an error."""
    return {"error": kind}


def shown(exact: Fraction) -> float | int:
    """A figure as a cell holds it: half up at 9 places, then the nearest float."""
    scaled = abs(exact) * 10**9
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator) * (1 if exact >= 0 else -1)
    return units // 10**9 if units % 10**9 == 0 else units / 10**9


def unit(currency: str, on: str, quoted: str = "") -> Fraction:
    """What counts as US$100 in a currency on a day: published, else from the quotes of a day."""
    if currency in UNITS:
        return Fraction(UNITS[currency][on >= UNITS_CHANGED])
    return 100 * Fraction(QUOTES[quoted][currency]) / Fraction(QUOTES[quoted]["USD"])


def rate(source: str, on: str) -> int:
    """Points per unit."""
    if source == "managed":
        return 1
    return 5 if source == "sourced" and on >= SOURCED_RISES else 3


def points(
    amount: str,
    market: str,
    currency: str,
    source: str = "sourced",
    on: str = NEWEST,
    partners: int = 1,
    quoted: str = "",
) -> Fraction:
    """The points of an amount, by HubSpot's rules."""
    assert (market in GROWTH) != (market in STANDARD), market
    growth = 2 if market in GROWTH else 1
    return Fraction(amount) / unit(currency, on, quoted) * rate(source, on) * growth / partners


def case(function: str, arguments: Iterable[Any], expected: Any, note: str, **more: Any) -> Case:
    """One case as it stands in the file."""
    found = shown(expected) if isinstance(expected, Fraction) else expected
    return {"function": function, "arguments": list(arguments), "expected": found, "note": note, **more}


def sold(amount: str, market: str, currency: str, source: str = "", on: str = "", note: str = "", **more: Any) -> Case:
    """A case of POINTS_SOLD in plain cells."""
    exact = points(amount, market, currency, source.strip().lower() or "sourced", on or NEWEST)
    given: list[Any] = [cell(amount), market, currency]
    if source or on:
        given.append(source or OMITTED)
    if on:
        given.append(day(on))
    return case(
        "POINTS_SOLD", given, exact, note or f"{market}, {currency}, {source or 'sourced'}, {on or 'newest'}", **more
    )


def cell(amount: str) -> float | int:
    """A number typed as text, as a cell holds it."""
    return int(amount) if amount.lstrip("-").isdigit() else float(amount)
