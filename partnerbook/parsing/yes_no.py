"""Yes and no as people write them, in English, Spanish and Portuguese: the same words in a book and in a formula."""

from partnerbook.files.grid import tidy

YES = ("yes", "y", "sí", "si", "s", "sim", "true", "verdadero", "verdadeiro", "1", "x")
NO = ("no", "n", "não", "nao", "false", "falso", "0")
_SAID = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)


def yes_no(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither.

    >>> yes_no("Sí"), yes_no(" X "), yes_no("NÃO"), yes_no("perhaps")
    (True, True, False, None)
    """
    return _SAID.get(tidy(text).casefold())
