"""The errors partnerbook raises: one base, few children, each a sentence a person can act on.

Core functions raise; readers collect the same sentences as problems (`partnerbook.files.problems`).
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    r"""The text without line ends, and without anything that steers a terminal: a name in a file may hold both.

    >>> one_line("no sheet\n\x1b[2J")
    'no sheet  [2J'
    """
    return _STEERING.sub(" ", text)


class PartnerbookError(Exception):
    """Something partnerbook cannot do with what it was given; `str()` is a whole sentence, in one line."""

    def __str__(self) -> str:
        return one_line(super().__str__())


class NotRead(PartnerbookError):
    """What is not read, in a part of a file that nothing may need: another encoding, a text longer than a cell's."""


class TooLarge(NotRead):
    """More than is read, in such a part."""


class BadInput(PartnerbookError):
    """A value that is not what the argument or cell allows."""


class UnknownName(BadInput):
    """A name (market, currency, tier, option) that partnerbook does not know."""


class NoRate(PartnerbookError):
    """No exchange rate or point unit for a currency on a day."""


class BadProgramData(PartnerbookError):
    """A file of `partnerbook/program/` that breaks its own rules; names the file and the key."""


def nearest(found: str, known: Iterable[str]) -> str:
    """The known name closest to what was found, or "" when none is close.

    >>> nearest("Platnum", ["Gold", "Platinum", "Diamond"])
    'Platinum'
    >>> nearest("xyz", ["Gold", "Platinum", "Diamond"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(found.casefold().strip(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else ""


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """The sentence tail that offers the nearest known name, or "" when none is close.

    >>> did_you_mean("Platnum", ["Gold", "Platinum"])
    '; did you mean "Platinum"?'
    """
    guess = nearest(found, known)
    return f'; did you mean "{guess}"?' if guess else ""
