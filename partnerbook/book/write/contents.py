"""What a cell of a table says for the value of a record, in the language of its sheet; `cells.py` reads it back."""

from datetime import date, datetime
from typing import Any

from partnerbook.book.tables.shape import Column
from partnerbook.files.grid import EMPTY, Cell
from partnerbook.files.xlsx.text import xml_text
from partnerbook.parsing.market import market_name


def cell_content(value: Any, column: Column, language: str) -> object:
    """What the cell of a column holds for a record's value; None for an empty one.

    >>> from partnerbook.book.tables.settings import SETTINGS
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


def is_held(content: object, cell: Cell) -> bool:
    """Whether a cell holds just this already, whatever its column makes of it: "none" can be read as nothing.

    >>> is_held("none", "none"), is_held(None, ""), is_held(5, 5.0), is_held(date(2026, 1, 2), "2026-01-02")
    (True, True, True, False)
    """
    if content is None:
        return cell == EMPTY
    if isinstance(content, str):
        return isinstance(cell, str) and cell == xml_text(content)
    if isinstance(content, date):
        return (cell.date() if isinstance(cell, datetime) else cell) == content
    return isinstance(cell, float) and not isinstance(content, bool) and cell == float(str(content))
