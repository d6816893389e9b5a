"""A currency as people write it becomes an ISO 4217 code; nothing is guessed.

Names are those of CLDR in English, Spanish and Portuguese and a list of signs and short names.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.names import folded, language_index
from partnerbook.program import CURRENCY_COLUMNS, csv_rows, program_text


class _Names(NamedTuple):
    """Names by code (in English, Spanish, Portuguese), codes by folded name or sign, codes in use, names to offer."""

    of_code: dict[str, tuple[str, ...]]
    codes: dict[str, tuple[str, ...]]
    in_use: tuple[str, ...]
    offered: tuple[str, ...]


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
    known = _names()
    if text in known.of_code:
        return text
    codes = _codes(text.strip())
    if len(codes) == 1:
        return codes[0]
    raise UnknownName(_refusal(text.strip()))


def currency_name(code: str, language: str = "en") -> str:
    """The name of a currency in a language: "en", "es" or "pt".

    Errors: UnknownName for a code or a language that is not known.

    >>> currency_name("COP"), currency_name("COP", "es")
    ('Colombian Peso', 'peso colombiano')
    """
    return _names().of_code[currency_code(code)][language_index(language)]


def currency_codes() -> tuple[str, ...]:
    """The codes of the currencies in use, in alphabetical order, for a drop-down.

    Older ones that a deal can still be in, such as HRK, are read by `currency_code` and not offered.

    >>> "EUR" in currency_codes(), "HRK" in currency_codes(), currency_code("HRK")
    (True, False, 'HRK')
    """
    return _names().in_use


def _codes(written: str) -> tuple[str, ...]:
    """The codes a text can mean: none, one, or several."""
    known = _names()
    if written.upper() in known.of_code:
        return (written.upper(),)
    codes = known.codes.get(folded(written), ())
    if codes:
        return codes
    # A code beside a sign or a name, which must agree: "EUR $" is a contradiction, not a currency.
    for pattern in (r"(?P<code>[A-Za-z]{3})\b[\s/]*(?P<rest>.+)", r"(?P<rest>.+)\b(?P<code>[A-Za-z]{3})\W*"):
        match = re.fullmatch(pattern, written)
        if match and match["code"].upper() in known.codes.get(folded(match["rest"]), ()):
            return (match["code"].upper(),)
    return ()


@lru_cache(maxsize=1)
def _names() -> _Names:
    of_code: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    in_use = []
    offered: list[str] = []
    for code, *names, until, also in csv_rows(program_text("currencies.csv"), "currencies.csv", CURRENCY_COLUMNS):
        of_code[code] = tuple(names)
        spellings = [*names, *filter(None, also.split("|"))]
        codes.update((folded(spelling), (code,)) for spelling in spellings)
        offered += [code, *spellings]
        if not until:
            in_use.append(code)
    for alias, several in csv_rows(program_text("currency_aliases.csv"), "currency_aliases.csv", ("alias", "codes")):
        codes[folded(alias)] = tuple(several.split())
        offered.append(alias)
    return _Names(of_code, codes, tuple(in_use), tuple(offered))


@lru_cache(maxsize=1024)  # finding the nearest of many names is slow, and a column repeats its mistakes
def _refusal(written: str) -> str:
    if not written:
        return "The currency is empty; write its ISO code, such as EUR."
    codes = _codes(written)
    if codes:
        return f'The currency "{written}" could be {", ".join(codes[:-1])} or {codes[-1]}; write the code.'
    guess = did_you_mean(written, _names().offered)
    return f'The currency "{written}" is not known; write its ISO code, such as EUR{guess or "."}'
