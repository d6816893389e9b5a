"""The cells that a formula names: by their places, by the columns of a Table, by a name that stands for them.

What cannot be told, such as the cells that INDIRECT finds, counts as every cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from partnerbook.files.xlsx.areas import LAST_COLUMN, LAST_ROW, Area, area_of

EVERYWHERE = ""  # the sheet of a reference that can be to any
_DEEPEST = 8  # of names that stand for names
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:(?P<quoted>'(?:[^']|'')+')|(?P<bare>[^\W\d][\w.]*(?::[\w.]+)?|\[\d+\][\w.]*))!"
_CELLS = r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w.(\[])"
_COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(])"
_ROWS = r"\$?\d+:\$?\d+(?!\w)"
_NAME = r"[^\W\d][\w.\\]*"
_REFERENCE = re.compile(
    rf"(?:{_SHEET})?(?:(?P<cells>{_CELLS})|(?P<columns>{_COLUMNS})|(?P<rows>{_ROWS})"
    rf"|(?P<name>{_NAME})(?P<after>\(|\[(?:[^\[\]]|'.|\[(?:[^\[\]']|'.)*\])*\])?)"
)
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
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
    for found in _REFERENCE.finditer(_TEXT.sub('""', formula)):
        quoted, bare, name = found["quoted"], found["bare"], found["name"]
        on = quoted[1:-1].replace("''", "'") if quoted else bare or sheet
        if ":" in on:
            yield EVERYWHERE, _all()
        elif found["cells"]:
            area = area_of(found["cells"])
            if area:
                yield on.casefold(), area
        elif found["columns"]:
            first, last = found["columns"].replace("$", "").split(":")
            area = area_of(f"{first}1:{last}{LAST_ROW + 1}")
            if area:
                yield on.casefold(), area
        elif found["rows"]:
            first, last = found["rows"].replace("$", "").split(":")
            yield on.casefold(), Area(int(first) - 1, 0, int(last) - 1, LAST_COLUMN)
        elif found["after"] == "(":
            if name.upper() in _FINDS_CELLS:
                yield EVERYWHERE, _all()
        else:
            yield from _named(name, found["after"] or "", sheet, row, known, depth)


def _named(name: str, inside: str, sheet: str, row: int, known: Known, depth: int) -> Iterator[tuple[str, Area]]:
    table = known.tables.get(name.casefold())
    if table:
        yield table.sheet.casefold(), _of_table(table, inside, row)
    elif name.casefold() in known.names:
        if depth < _DEEPEST:
            yield from references(known.names[name.casefold()], sheet, row, known, depth + 1)
        else:
            yield EVERYWHERE, _all()


def _of_table(table: NamedTable, inside: str, row: int) -> Area:
    """The cells of some columns of a Table, headings and totals among them: that is too many, never too few."""
    text = inside.removeprefix("[").removesuffix("]")
    items = [re.sub("'(.)", r"\1", item).casefold() for item in _ITEM.findall(text) or [text]]
    this_row = "#this row" in items or text.startswith("@")
    names = [item.removeprefix("@") for item in items if item and not item.startswith("#") and item != "@"]
    places = [table.headings.index(name) for name in names if name in table.headings]
    area = table.area
    if places and len(places) == len(names):
        area = area._replace(left=table.area.left + min(places), right=table.area.left + max(places))
    return area._replace(top=row, bottom=row) if this_row else area


def _all() -> Area:
    return Area(0, 0, LAST_ROW, LAST_COLUMN)
