"""The formula of a column as a new row has it: that of a Table's column, or one that the rows above repeat."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import unescape

from partnerbook.files.xlsx.areas import LAST_ROW, place
from partnerbook.files.xlsx.cell_xml import Content
from partnerbook.files.xlsx.grown_formula import moved
from partnerbook.files.xlsx.sheet_xml import CellSpan, SheetXml
from partnerbook.files.xlsx.table_part import ExcelTable
from partnerbook.files.xlsx.tokens import CELLS, ROWS, Token, tokens

REPEATED_IN, _FEWEST = 5, 3
_ROW = re.compile(r"(?<![\d$])\d+")  # of a cell's place, where no "$" holds it


def formula_below(xml: SheetXml, table: ExcelTable | None, column: int, above: int, row: int) -> Content | None:
    """What a new row's cell holds in a column whose cells all have one formula; None for another column.

    It has no value yet. A formula that names cells by their place is taken from the row above and moved down; where
    that cannot be done the cell stays empty.
    """
    at = column - table.area.left if table else -1
    rule = table.formulas[at] if table and 0 <= at < len(table.formulas) else None
    if rule is None:
        return None
    cell = xml.cell(above, column)
    text = rule.text
    if any(_moves(token) for token in tokens(text)):
        text = _moved(xml, cell, row - above)
    if not text:
        return None
    metadata = cell.tag.attribute("cm") if cell and rule.array else None
    return Content(formula=text, array=place(row, column) if rule.array else "", metadata=metadata)


def repeated_formula(above: Mapping[int, str], last: int, row: int) -> str:
    """The formula that a new row of a plain range gets: what at least three of the five rows above it have; else "".

    So does Excel where somebody types below a list. `above` has the formulas of the column by their rows, the one of
    `last` among them.

    >>> repeated_formula({3: "C4*2", 4: "C5*2", 5: "9", 6: "C7*2"}, 6, 8), repeated_formula({6: "C7*2"}, 6, 7)
    ('C9*2', '')
    """
    if last not in above:
        return ""
    wanted = moved(above[last], row - last, 0)
    same = [
        at for at in range(last - REPEATED_IN + 1, last + 1) if at in above and moved(above[at], row - at, 0) == wanted
    ]
    return wanted if len(same) >= _FEWEST else ""


def _moves(token: Token) -> bool:
    """Whether a piece of a formula names cells in a row that is another one further down."""
    return token.kind in (CELLS, ROWS) and _ROW.search(token.name) is not None


def _moved(xml: SheetXml, cell: CellSpan | None, down: int) -> str:
    tag = cell and cell.formula
    if not cell or not tag or tag.closed:
        return ""
    text = unescape(cell.inside[tag.stop : cell.inside.index(b"<", tag.stop)].decode(xml.encoding))
    return "".join(moved_down(token, down) if _moves(token) else token.written for token in tokens(text))


def moved_down(token: Token, down: int) -> str:
    """What a piece of a formula that names cells says so many rows further down.

    >>> [moved_down(token, 3) for token in tokens("Rates!A$1:B7")], [moved_down(token, 1) for token in tokens("5:$9")]
    (['Rates!A$1:B10'], ['6:$9'])
    """
    rows = [int(found[0]) + down for found in _ROW.finditer(token.name)]
    if max(rows, default=0) > LAST_ROW + 1:
        return "#REF!"
    before = token.written.removesuffix(token.name)
    return before + _ROW.sub(lambda found: str(int(found[0]) + down), token.name)
