"""Formulas as an engine without Tables and add-ins reads them: references as cells, our functions by plain names.

A Table's reference such as Deals[[#This Row],[MRR]] makes an engine that takes the whole Table for it go round in
circles: the formula stands in the Table itself.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from partnerbook.files.xlsx.tokens import CALL, NAME, Token, table_part, tokens
from partnerbook.functions.table import BY_NAME

# What hosts put before a function's name in a file: Office add-ins, an unknown add-in, an .xll, another workbook.
_BEFORE = re.compile(r"(?:.*!)?(?:_xldudf_(?:\w+?_)??|_xludf\.|_xll\.|_xlfn\.)?", re.IGNORECASE)
_NAMES = "|".join(sorted(BY_NAME, key=len, reverse=True))
_CALL = re.compile(rf"{_BEFORE.pattern}(?P<name>{_NAMES})\(", re.IGNORECASE)


class TableCells(NamedTuple):
    """Where a Table stands: its sheet, its corners (row and column, from 1), its columns' headings in casefold."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    headings: Sequence[str]
    heading_rows: int = 1
    totals_rows: int = 0

    @classmethod
    def of(cls, sheet: str, ref: str, headings: Sequence[str], heading_rows: int, totals_rows: int) -> "TableCells":
        """The cells of a Table as a file describes it."""
        left, top, right, bottom = range_boundaries(ref)
        return cls(sheet, top, left, bottom, right, [each.casefold() for each in headings], heading_rows, totals_rows)


class CellFormula(NamedTuple):
    """A formula in cells; `calls` are the names of our functions in it."""

    text: str
    calls: frozenset[str]


def cell_formula(formula: str, row: int, tables: Mapping[str, TableCells]) -> CellFormula:
    """A formula (with "=") of a cell in a row, its Table references as cells; `tables` are by name in casefold.

    >>> deals = TableCells("Deals", 8, 1, 20, 2, ["client", "mrr"])
    >>> cell_formula("=_xldudf_POINTS_SOLD(Deals[[#This Row],[MRR]],A1)+SUM(Deals[MRR])", 9, {"deals": deals})
    CellFormula(text="=POINTS_SOLD('Deals'!$B$9,A1)+SUM('Deals'!$B$9:$B$20)", calls=frozenset({'POINTS_SOLD'}))
    """
    calls = set()
    parts = []
    for token in tokens(formula.removeprefix("=")):
        written = token.written
        if token.kind == CALL and (called := _CALL.fullmatch(written)):
            calls.add(called["name"].upper())
            written = f"{called['name'].upper()}("
        elif token.kind == NAME and not token.sheet:
            written = _cells(token, row, tables)
        parts.append(written)
    return CellFormula(f"={''.join(parts)}", frozenset(calls))


def _cells(token: Token, row: int, tables: Mapping[str, TableCells]) -> str:
    table = tables.get(token.name.casefold())
    if table is None:
        return token.written
    part = table_part(token.inside)
    try:
        columns = [table.headings.index(column) for column in part.columns]
    except ValueError:
        return "#REF!"
    first, last = (min(columns), max(columns)) if columns else (0, table.right - table.left)
    top, bottom = _rows(part.parts, row, table)
    start = f"${get_column_letter(table.left + first)}${top}"
    end = f"${get_column_letter(table.left + last)}${bottom}"
    sheet = table.sheet.replace("'", "''")
    return f"'{sheet}'!{start}" if start == end else f"'{sheet}'!{start}:{end}"


def _rows(parts: frozenset[str], row: int, table: TableCells) -> tuple[int, int]:
    """The first and last row of the parts of a Table that a reference names; without one, of its data."""
    data_top, data_bottom = table.top + table.heading_rows, table.bottom - table.totals_rows
    if "#this row" in parts:
        return row, row
    if "#all" in parts:
        return table.top, table.bottom
    tops = {"#headers": table.top, "#data": data_top, "#totals": table.bottom}
    bottoms = {"#headers": table.top, "#data": data_bottom, "#totals": table.bottom}
    named = parts & set(tops) or {"#data"}
    return min(tops[part] for part in named), max(bottoms[part] for part in named)
