"""The cells that a formula names: by their places, by the columns of a Table, by a name that stands for them.

What cannot be told, such as the cells that INDIRECT finds, counts as every cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from partnerbook.files.xlsx.areas import LAST_COLUMN, LAST_ROW, Area, area_of
from partnerbook.files.xlsx.tokens import CALL, CELLS, COLUMNS, NAME, ROWS, Token, named_in, table_part

EVERYWHERE = ""  # the sheet of a reference that can be to any
_DEEPEST = 8  # of names that stand for names
_FINDS_CELLS = frozenset({"INDIRECT", "OFFSET", "EVALUATE", "CELL"})


class NamedTable(NamedTuple):
    """A Table as formulas know it: its sheet, its cells, its columns' headings in casefold."""

    sheet: str
    area: Area
    headings: Sequence[str]


class Known(NamedTuple):
    """What formulas of a workbook can name: Tables and names, by their own name in casefold."""

    tables: Mapping[str, NamedTable]
    names: Mapping[str, str]


def references(formula: str, sheet: str, row: int, known: Known, depth: int = 0) -> Iterator[tuple[str, Area]]:
    """The sheet (in casefold) and the cells of each reference in a formula (without "=") that stands in a row.

    >>> deals = NamedTable("Deals", Area(4, 0, 9, 1), ("client", "mrr"))
    >>> known = Known({"deals": deals}, {"rate": "Lists!$B$2"})
    >>> [f"{sheet}!{area}" for sheet, area in references("SUM(Deals[MRR])*Rate+A1", "Start", 7, known)]
    ['deals!B5:B10', 'lists!B2', 'start!A1']
    """
    for token in named_in(formula):
        on = token.sheet or sheet
        if ":" in token.sheet:
            yield EVERYWHERE, _all()
        elif token.kind == CELLS:
            area = area_of(token.name)
            if area:
                yield on.casefold(), area
        elif token.kind == COLUMNS:
            first, last = token.name.replace("$", "").split(":")
            area = area_of(f"{first}1:{last}{LAST_ROW + 1}")
            if area:
                yield on.casefold(), area
        elif token.kind == ROWS:
            first, last = token.name.replace("$", "").split(":")
            yield on.casefold(), Area(int(first) - 1, 0, int(last) - 1, LAST_COLUMN)
        elif token.kind == CALL:
            if token.name.upper() in _FINDS_CELLS:
                yield EVERYWHERE, _all()
        elif token.kind == NAME:
            yield from _named(token, sheet, row, known, depth)


def _named(token: Token, sheet: str, row: int, known: Known, depth: int) -> Iterator[tuple[str, Area]]:
    name = token.name.casefold()
    if name in known.tables:
        table = known.tables[name]
        yield table.sheet.casefold(), _of_table(table, token.inside, row)
    elif name in known.names:
        if depth < _DEEPEST:
            yield from references(known.names[name], sheet, row, known, depth + 1)
        else:
            yield EVERYWHERE, _all()


def _of_table(table: NamedTable, inside: str, row: int) -> Area:
    """The cells of some columns of a Table, headings and totals among them: that is too many, never too few."""
    part = table_part(inside)
    places = [table.headings.index(name) for name in part.columns if name in table.headings]
    area = table.area
    if places and len(places) == len(part.columns):
        area = area._replace(left=table.area.left + min(places), right=table.area.left + max(places))
    return area._replace(top=row, bottom=row) if "#this row" in part.parts else area


def _all() -> Area:
    return Area(0, 0, LAST_ROW, LAST_COLUMN)
