"""A market as people write it becomes an ISO 3166-1 code, and the code is a growth market or is not.

Names are those of CLDR in English, Spanish and Portuguese and a list of what else people write. Nothing is guessed:
a text that is no name of a market is refused, with the nearest name.
"""

from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.names import folded, language_index
from partnerbook.program import csv_rows, market_rows, program_text

# What exports and people write where there is no market. "NA" is not among them: it is Namibia.
_NOT_GIVEN = frozenset(
    {"", "-", "--", "–", "—", "n/a", "n.a", "n.a.", "n/d", "s/d", "none", "(none)", "null", "nan"}
    | {"#n/a", "#value!", "#ref!", "#name?", "unknown", "desconocido", "desconhecido", "ninguno", "nenhum"}
)


class _Names(NamedTuple):
    """Names by code (in English, Spanish, Portuguese), codes by folded name, and the names to offer as a guess."""

    of_code: dict[str, tuple[str, ...]]
    codes: dict[str, tuple[str, ...]]
    offered: tuple[str, ...]


def market_code(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a market as people write it.

    Read are names in English, Spanish and Portuguese, alpha-2 and alpha-3 codes and common abbreviations, whatever
    their case, accents, spaces and punctuation. Errors: UnknownName for a text that is none of these, that says
    there is no market ("n/a"), or that could be several ("Korea"); the message names the nearest or the several.

    >>> market_code("Brasil"), market_code("corea del sur"), market_code("U.K."), market_code("ESP"), market_code("NA")
    ('BR', 'KR', 'GB', 'ES', 'NA')
    >>> market_code("Korea")
    Traceback (most recent call last):
        ...
    partnerbook.errors.UnknownName: The market "Korea" could be South Korea (KR) or North Korea (KP); write which.
    """
    known = _names()
    written = text.strip()
    code = written.upper()
    if code in known.of_code:
        return code
    codes = () if written.casefold() in _NOT_GIVEN else known.codes.get(folded(written), ())
    if len(codes) == 1:
        return codes[0]
    raise UnknownName(_refusal(written))


def market_name(code: str, language: str = "en") -> str:
    """The name of a market in a language: "en", "es" or "pt".

    Errors: UnknownName for a code that is not an alpha-2 code, or another language.

    >>> market_name("DE"), market_name("DE", "es"), market_name("DE", "pt")
    ('Germany', 'Alemania', 'Alemanha')
    """
    return _names().of_code[known_market(code)][language_index(language)]


def market_names(language: str = "en") -> tuple[str, ...]:
    """The names of all markets in a language, in alphabetical order, for a drop-down; `market_code` reads each.

    Errors: UnknownName for a language other than "en", "es" and "pt".

    >>> market_names("es")[:3], len(market_names("es"))
    (('Afganistán', 'Albania', 'Alemania'), 250)
    """
    index = language_index(language)
    return tuple(sorted((names[index] for names in _names().of_code.values()), key=folded))


def known_market(code: str) -> str:
    if code not in _names().of_code:
        guess = did_you_mean(code, _names().of_code) or "."
        raise UnknownName(f'The market code "{code}" is not known; it must be two capital letters of ISO 3166-1{guess}')
    return code


@lru_cache(maxsize=1)
def _names() -> _Names:
    of_code: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    offered = []
    for code, alpha3, *names, also in market_rows():
        of_code[code] = tuple(names)
        spellings = [*names, *filter(None, also.split("|"))]
        offered += spellings
        codes.update((folded(spelling), (code,)) for spelling in [alpha3, *spellings])
    for alias, several in csv_rows(program_text("market_aliases.csv"), "market_aliases.csv", ("alias", "codes")):
        codes[folded(alias)] = tuple(several.split())
        offered.append(alias)
    return _Names(of_code, codes, tuple(offered))


@lru_cache(maxsize=1024)  # finding the nearest of a thousand names is slow, and a column repeats its mistakes
def _refusal(written: str) -> str:
    if written.casefold() in _NOT_GIVEN:
        found = f'says "{written}"' if written else "is empty"
        return f"The market {found}, which is no market; write a country's name or its ISO code."
    known = _names()
    codes = known.codes.get(folded(written), ())
    if codes:
        several = [f"{known.of_code[code][0]} ({code})" for code in codes]
        return f'The market "{written}" could be {", ".join(several[:-1])} or {several[-1]}; write which.'
    guess = did_you_mean(written, known.offered)
    allowed = "write a country's name in English, Spanish or Portuguese, or its ISO code"
    return f'The market "{written}" is not known; {allowed}{guess or "."}'
