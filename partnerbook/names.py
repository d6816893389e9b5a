"""Names as they are compared, and the languages that things are named in."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from partnerbook.errors import UnknownName, did_you_mean

LANGUAGES = ("en", "es", "pt")


def language_index(language: str) -> int:
    """The place of a language in `LANGUAGES`, the order in which the files name things.

    Errors: UnknownName for a language other than "en", "es" and "pt".

    >>> language_index("es")
    1
    """
    if language not in LANGUAGES:
        *most, last = LANGUAGES
        guess = did_you_mean(language, LANGUAGES) or "."
        raise UnknownName(
            'The language "{language}" is not known; use {most} or {last}{guess}',
            language=language,
            most=", ".join(most),
            last=last,
            guess=guess,
        )
    return LANGUAGES.index(language)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The text as names are compared: no case, accents, spaces or punctuation; `/` and signs of money stay.

    `/` stays because "n/a" is not "NA" and "S/" is not "S"; "&" becomes "and", which is how people write it.

    >>> folded(" Côte d'Ivoire "), folded("EE. UU."), folded("Antigua & Barbuda"), folded("US$"), folded("n/a")
    ('cotedivoire', 'eeuu', 'antiguaandbarbuda', 'us$', 'n/a')
    """
    return "".join(filter(_compared, _decomposed(text)))


def all_folded(texts: Sequence[str]) -> list[str]:
    """The texts, each as `folded` has it: for thousands of them, which are folded together.

    >>> all_folded(["Côte d'Ivoire", "EE. UU.", ""])
    ['cotedivoire', 'eeuu', '']
    """
    together = _decomposed("\n".join(texts))
    left_out = {ord(c): None for c in set(together) if c != "\n" and not _compared(c)}
    each = together.translate(left_out).split("\n")
    return each if len(each) == len(texts) else [*map(folded, texts)]  # else some text has several lines, or none is


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()


def _compared(character: str) -> bool:
    return character.isalnum() or character == "/" or unicodedata.category(character) == "Sc"


def same_line(line: str) -> str:
    """A product line as it is compared within a book: whatever its case, and the spaces around it.

    >>> same_line("Sales Hub ") == same_line("SALES HUB")
    True
    """
    return line.casefold().strip()


def same_name(name: str) -> str:
    """The name as Excel's formulas compare it: whatever its case.

    >>> same_name("ACME") == same_name("Acme"), same_name("José") == same_name("Jose")
    (True, False)
    """
    return name.lower()
