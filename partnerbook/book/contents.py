"""What a cell of a table says for the value of a record, in the language of its sheet; `cells.py` reads it back."""

import re
from typing import Any

from partnerbook.book.table import Column
from partnerbook.market import market_name

_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What XML 1.0 has no room for; such a character in a name would make the file unreadable.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_content(value: Any, column: Column, language: str) -> object:
    """What the cell of a column holds for a record's value; None for an empty one.

    >>> from partnerbook.book.settings_table import SETTINGS
    >>> cell_content(frozenset({"MX", "BR"}), SETTINGS.column("growth_added"), "es")
    'Brasil; México'
    """
    if value is None or value == "":
        return None
    if column.kind == "yes_no":
        value = "yes" if value else "no"
    if column.choices:
        return next(choice.label(language) for choice in column.choices if choice.code == value)
    if column.kind == "market":
        return market_name(value, language)
    if column.kind == "markets":
        return "; ".join(sorted(market_name(code, language) for code in value)) or None
    if column.kind == "days":
        return "; ".join(map(str, value)) or None
    return value


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
    return _CODE.sub("_x005F_", _NOT_XML.sub("", text))
