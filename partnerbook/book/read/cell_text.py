"""A cell as text, and the refusal of one that says something else than its column asks for."""

from collections.abc import Sequence

from partnerbook.book.read.style import Style
from partnerbook.book.tables.shape import Column
from partnerbook.errors import BadInput, Sentence, joined
from partnerbook.files.grid import Cell, shown, tidy
from partnerbook.parsing.amount import LARGEST


def text(cell: Cell, column: Column, _: Style) -> str:
    """The text of a cell, tidied; a number or a day as it would be typed. What names something stands in one line."""
    if isinstance(cell, str):
        tidied = tidy(cell)
        if column.required and "\n" in tidied:
            raise wrong('{en} is "{cell}", in several lines; it must stand in one line.', cell, column)
        return tidied
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST:
        return str(int(cell))
    return shown(cell)


def wrong(template: str, cell: Cell, column: Column, **more: object) -> BadInput:
    """The refusal of a cell, which it quotes."""
    return BadInput(template, en=column.named, cell=shown(cell), **more)


def either(options: Sequence[str]) -> str:
    return (
        Sentence("{listed} or {options}", listed=joined(options[:-1]), options=options[-1])
        if len(options) > 1
        else options[0]
    )
