"""A currency as people write it becomes an ISO 4217 code; nothing is guessed.

Names are those of CLDR in English, Spanish and Portuguese and a list of signs and short names.
"""

import re
from functools import lru_cache

from partnerbook.errors import Sentence, UnknownName, did_you_mean
from partnerbook.names import folded
from partnerbook.parsing.kept_text import value_text
from partnerbook.parsing.names import Named, NameTable, either, name_table
from partnerbook.program import CURRENCY_COLUMNS, csv_rows, program_text


def currency_code(text: str) -> str:
    """The ISO 4217 code of a currency as people write it.

    Read are codes in any case, names in English, Spanish and Portuguese, signs, and a code beside its sign or name
    ("COP $", "EUR - Euro"). Errors: UnknownName for a text that is none of these or could be several ("$"); the
    message names the nearest or the several.

    >>> currency_code("eur"), currency_code("US$"), currency_code("pesos colombianos"), currency_code("COP $")
    ('EUR', 'USD', 'COP', 'COP')
    >>> currency_code("C$")
    Traceback (most recent call last):
        ...
    partnerbook.errors.UnknownName: The currency "C$" could be CAD or NIO; write the code.
    """
    if text in currency_table().names:
        return text
    written = value_text(text)
    codes = _codes(written)
    if len(codes) == 1:
        return codes[0]
    raise UnknownName(_refusal(written))


def currency_name(code: str, language: str = "en") -> str:
    """The name of a currency in a language: "en", "es" or "pt".

    Errors: UnknownName for a code or a language that is not known.

    >>> currency_name("COP"), currency_name("COP", "es")
    ('Colombian Peso', 'peso colombiano')
    """
    return currency_table().name(currency_code(code), language)


def currency_codes() -> tuple[str, ...]:
    """The codes of the currencies in use, in alphabetical order, for a drop-down.

    Older ones that a deal can still be in, such as HRK, are read by `currency_code` and not offered.

    >>> "EUR" in currency_codes(), "HRK" in currency_codes(), currency_code("HRK")
    (True, False, 'HRK')
    """
    return currency_table().in_use


def _codes(written: str) -> tuple[str, ...]:
    """The codes a text can mean: none, one, or several."""
    known = currency_table()
    if codes := known.meant(written):
        return codes
    # A code beside a sign or a name, which must agree: "EUR $" is a contradiction, not a currency.
    for pattern in (r"(?P<code>[A-Za-z]{3})\b[\s/]*(?P<rest>.+)", r"(?P<rest>.+)\b(?P<code>[A-Za-z]{3})\W*"):
        match = re.fullmatch(pattern, written)
        if match and match["code"].upper() in known.meanings.get(folded(match["rest"]), ()):
            return (match["code"].upper(),)
    return known.meant(written.rstrip(" .,;:"))


@lru_cache(maxsize=1)
def currency_table() -> NameTable:
    """The names of all currencies, those that a deal can still be in though they are no longer in use too."""
    rows = csv_rows(program_text("currencies.csv"), "currencies.csv", CURRENCY_COLUMNS)
    return name_table(
        (
            Named(code, tuple(names), tuple(filter(None, also.split("|"))), not until)
            for code, *names, until, also in rows
        ),
        "currency_aliases.csv",
        offer_codes=True,
    )


@lru_cache(maxsize=1024)  # finding the nearest of many names is slow, and a column repeats its mistakes
def _refusal(written: str) -> str:
    if not written:
        return Sentence("The currency is empty; write its ISO code, such as EUR.")
    codes = _codes(written)
    if codes:
        return Sentence(
            'The currency "{written}" could be {either}; write the code.', written=written, either=either(codes)
        )
    guess = did_you_mean(written, currency_table().offered)
    return Sentence(
        'The currency "{written}" is not known; write its ISO code, such as EUR{guess}',
        written=written,
        guess=guess or ".",
    )
