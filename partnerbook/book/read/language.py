"""The language that a book is kept in, as its sheets' names and headings tell it."""

from collections.abc import Sequence

from partnerbook.book.read.sheets import tables_in
from partnerbook.book.tables.shape import Table
from partnerbook.files.grid import SEARCHED, Grid
from partnerbook.names import LANGUAGES, folded


def book_language(grids: Sequence[Grid]) -> str:
    """The language of most names of sheets and headings: "en", "es" or "pt"; English where none tells.

    >>> book_language([Grid("b.xlsx", "Clientes", [["Cliente", "País", "Dominio"]])])
    'es'
    """
    found, _ = tables_in(grids)
    known = [(_texts(grid, table), table) for grid, table in found]

    def count(language: str) -> int:
        return sum(folded(label) in texts for texts, table in known for label in _labels(table, language))

    return max(LANGUAGES, key=count)


def _labels(table: Table, language: str) -> list[str]:
    return [table.label(language), *(column.heading(language) for column in table.columns)]


def _texts(grid: Grid, table: Table) -> set[str]:
    """The name of a sheet, and the texts of those of its rows where headings are."""
    rows = grid.rows if table.by_row else grid.rows[:SEARCHED]
    return {folded(grid.name), *(folded(cell) for row in rows for cell in row if isinstance(cell, str))}
