"""What a program puts around a value so that it stays a text: an apostrophe, a formula of a text, unseen marks."""

import re

from partnerbook.files.grid import tidy

APOSTROPHES = "'\u2019"
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


def value_text(text: str) -> str:
    r"""The value in a text, tidy: what a person would have typed.

    >>> value_text('="1234.56"'), value_text("'15/07/2026"), value_text("\u200eEUR "), value_text("'t Hooft")
    ('1234.56', '15/07/2026', 'EUR', "'t Hooft")
    """
    written = tidy(text)
    if found := _TEXT_FORMULA.fullmatch(written):
        written = tidy(found[1].replace('""', '"'))
    bare = written.lstrip(APOSTROPHES)
    return bare if bare[:1].isdecimal() else written
