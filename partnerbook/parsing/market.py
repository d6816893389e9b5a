"""A market as people write it becomes an ISO 3166-1 code.

Names are those of CLDR in English, Spanish and Portuguese and a list of what else people write. Nothing is guessed:
a text that is no name of a market is refused, with the nearest name.
"""

from functools import lru_cache

from partnerbook.errors import Sentence, UnknownName, did_you_mean
from partnerbook.files.grid import tidy
from partnerbook.parsing.kept_text import value_text
from partnerbook.parsing.names import Named, NameTable, either, name_table
from partnerbook.parsing.nothing import is_nothing
from partnerbook.program import market_rows

_NOT_GIVEN = frozenset({"#n/a", "#value!", "#ref!", "#name?", "n.a"})


def market_code(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a market as people write it.

    Read are names in English, Spanish and Portuguese, alpha-2 and alpha-3 codes and common abbreviations, whatever
    their case, accents, spaces and punctuation, also a market said twice: a code beside its name, two names of it.
    Errors: UnknownName for a text that is none of these, that says there is no market ("n/a"), or that could be several
    ("Korea"); the message names the nearest or the several.

    >>> market_code("Brasil"), market_code("corea del sur"), market_code("U.K."), market_code("ESP"), market_code("NA")
    ('BR', 'KR', 'GB', 'ES', 'NA')
    >>> market_code("Brasil (BR)"), market_code("ES - Spain"), market_code("España / Spain"), market_code("Korea, KR")
    ('BR', 'ES', 'ES', 'KR')
    >>> market_code("Korea")
    Traceback (most recent call last):
        ...
    partnerbook.errors.UnknownName: The market "Korea" could be South Korea (KR) or North Korea (KP); write which.
    """
    written = value_text(text)
    codes = () if says_no_market(written) else _codes(written)
    if len(codes) == 1:
        return codes[0]
    raise UnknownName(_refusal(written))


def says_no_market(text: str) -> bool:
    """Whether a text says that there is no market; a country's code, such as NA and SD, never does.

    >>> says_no_market("n/a"), says_no_market("(Sin valor)"), says_no_market("NA"), says_no_market("Peru")
    (True, True, False, False)
    """
    written = tidy(text)
    if written.upper() in market_table().names:
        return False
    return is_nothing(written) or written.casefold() in _NOT_GIVEN


def market_name(code: str, language: str = "en") -> str:
    """The name of a market in a language: "en", "es" or "pt".

    Errors: UnknownName for a code that is not an alpha-2 code, or another language.

    >>> market_name("DE"), market_name("DE", "es"), market_name("DE", "pt")
    ('Germany', 'Alemania', 'Alemanha')
    """
    return market_table().name(known_market(code), language)


def market_names(language: str = "en") -> tuple[str, ...]:
    """The names of all markets in a language, in alphabetical order, for a drop-down; `market_code` reads each.

    Errors: UnknownName for a language other than "en", "es" and "pt".

    >>> market_names("es")[:3], len(market_names("es"))
    (('Afganistán', 'Albania', 'Alemania'), 250)
    """
    return market_table().listed(language)


def known_market(code: str) -> str:
    """The code itself. Errors: UnknownName for one that is not an alpha-2 code of a market."""
    known = market_table().names
    if code not in known:
        guess = did_you_mean(code, known) or "."
        raise UnknownName(
            'The market code "{code}" is not known; it must be two capital letters of ISO 3166-1{guess}',
            code=code,
            guess=guess,
        )
    return code


def _codes(written: str) -> tuple[str, ...]:
    """The codes that a text can mean: none, one, or several."""
    known = market_table()
    if codes := known.meant(written):
        return codes
    words = "".join(sign if sign.isalnum() else " " for sign in written).split()
    for at in range(1, len(words)):
        one, other = known.meant(" ".join(words[:at])), known.meant(" ".join(words[at:]))
        if 1 in (len(one), len(other)) and (both := {*one} & {*other}):
            return tuple(both)
    return known.meant(" ".join(words))


@lru_cache(maxsize=1)
def market_table() -> NameTable:
    """The names of all markets; a spelling that says that there is none is among them too, as "NA" means Namibia."""
    rows = [
        Named(code, tuple(names), (*filter(None, also.split("|")), alpha3))
        for code, alpha3, *names, also in market_rows()
    ]
    return name_table(rows, "market_aliases.csv")


@lru_cache(maxsize=1024)  # finding the nearest of a thousand names is slow, and a column repeats its mistakes
def _refusal(written: str) -> str:
    if says_no_market(written):
        found = Sentence('says "{written}"', written=written) if written else Sentence("is empty")
        return Sentence("The market {found}, which is no market; write a country's name or its ISO code.", found=found)
    known = market_table()
    if codes := _codes(written):
        several = either([f"{known.name(code, 'en')} ({code})" for code in codes])
        return Sentence('The market "{written}" could be {several}; write which.', written=written, several=several)
    guess = did_you_mean(written, known.offered)
    allowed = Sentence("write a country's name in English, Spanish or Portuguese, or its ISO code")
    return Sentence(
        'The market "{written}" is not known; {allowed}{guess}', written=written, allowed=allowed, guess=guess or "."
    )
