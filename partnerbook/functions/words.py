"""The words that formulas take for a source, a tier, points and rates, in English, Spanish and Portuguese.

They are those of the book's own columns, compared without case, accents, spaces and punctuation. The book's tables are
imported when a word is first asked for that is no code: without, a sheet starts twice as fast.
"""

from collections.abc import Mapping
from functools import lru_cache

from partnerbook.names import folded

SOURCE, TIER, RATES, UNIT = "source", "tier", "rates", "unit"
UNITS: Mapping[str, str] = {"sold": "sourced", "assisted": "assisted", "managed": "managed"}  # points, and their rate


@lru_cache(maxsize=4)
def meanings(kind: str) -> Mapping[str, str]:
    """What each word of a kind means, by the word as it is compared.

    >>> meanings(SOURCE)["originado"], meanings(TIER)["diamante"], meanings(UNIT)["gestionado"]
    ('sourced', 'Diamond', 'managed')
    """
    from partnerbook.book.tables.choices import RATE_KINDS, RELATIONSHIPS, SOURCES, TIERS

    sourced, assisted = SOURCES
    sold, managed, _ = RELATIONSHIPS
    named = {
        SOURCE: [(choice.code, choice) for choice in SOURCES],
        TIER: [(choice.code, choice) for choice in TIERS],
        RATES: [(choice.code, choice) for choice in RATE_KINDS],
        UNIT: [("sold", sold), ("sold", sourced), ("assisted", assisted), ("managed", managed)],
    }
    return {folded(word): code for code, choice in named[kind] for word in (choice.code, *choice.labels, *choice.also)}


def meant(kind: str, written: str) -> str:
    """The code that a word of a kind means; "" where it means none, and where there is no word.

    >>> meant(RATES, "Mercado"), meant(RATES, "yesterday"), meant(TIER, "ÉLITE")
    ('market', '', 'Elite')
    """
    return meanings(kind).get(folded(written), "") if written else ""


def words_of(kind: str, code: str) -> tuple[str, ...]:
    """The words of a kind that mean a code, as they are compared.

    >>> words_of(RATES, "market")
    ('market', 'mercado')
    """
    return tuple(word for word, means in meanings(kind).items() if means == code)
