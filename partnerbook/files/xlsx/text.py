"""Text as a workbook holds it."""

import re

_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


# What XML 1.0 has no room for; such a character in a name would make the file unreadable.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet takes a text for a formula, or for a number, when somebody types it.

    >>> begins_like_formula("=1+1"), begins_like_formula("+34 600"), begins_like_formula("Acme = Beta")
    (True, True, False)
    """
    return text.startswith(("=", "+", "-", "@"))


def kept_text(text: str) -> str:
    r"""The text as a workbook holds it: without what XML cannot, and with what would read as a character's code masked.

    >>> kept_text("bell\x07 _x0041_")
    'bell _x005F_x0041_'
    """
    return _CODE.sub("_x005F_", xml_text(text))


def xml_text(text: str) -> str:
    r"""The text without what XML cannot hold.

    >>> xml_text("bell\x07")
    'bell'
    """
    return _NOT_XML.sub("", text)
