"""Yes and no as people write them, in English, Spanish and Portuguese: the same words in a book and in a formula."""

from partnerbook.files.grid import tidy

YES = ("yes", "y", "sí", "si", "s", "sim", "true", "verdadero", "verdadeiro", "1", "x")
NO = ("no", "n", "não", "nao", "false", "falso", "0")
# What programs and lists of tasks have: letters, 1 and 0 as floats, marks.
YES_BY_SIGN, NO_BY_SIGN = ("t", "v", "1.0", "1,0", *"✓✔☑✅"), ("f", "0.0", "0,0", *"✗✘☐❌")
_SAID = dict.fromkeys((*YES, *YES_BY_SIGN), True) | dict.fromkeys((*NO, *NO_BY_SIGN), False)


def yes_no(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither.

    >>> yes_no("Sí"), yes_no(" X "), yes_no("NÃO"), yes_no("0.0"), yes_no("✓"), yes_no("perhaps")
    (True, True, False, False, True, None)
    """
    return _SAID.get(tidy(text).casefold())
