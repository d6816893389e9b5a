"""The formula of a Table's column as a new row has it."""

import re
from xml.sax.saxutils import unescape

from partnerbook.files.xlsx.areas import place
from partnerbook.files.xlsx.cell_xml import Content
from partnerbook.files.xlsx.sheet_xml import CellSpan, SheetXml
from partnerbook.files.xlsx.table_part import ExcelTable

_WITHOUT_CELLS = re.compile(r'"[^"]*"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\$[A-Z]{1,3}\$\d+')
_MOVING = re.compile(r"(?<![\w.])\$?[A-Za-z]{1,3}\$?\d+(?![\w.(])")


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
    if _MOVING.search(_WITHOUT_CELLS.sub("", text)):
        text = _moved(xml, cell, above, row, column)
    if not text:
        return None
    metadata = cell.tag.attribute("cm") if cell and rule.array else None
    return Content(formula=text, array=place(row, column) if rule.array else "", metadata=metadata)


def _moved(xml: SheetXml, cell: CellSpan | None, above: int, row: int, column: int) -> str:
    from openpyxl.formula.translate import Translator

    tag = cell and cell.formula
    if not cell or not tag or tag.closed:
        return ""
    text = unescape(cell.inside[tag.stop : cell.inside.index(b"<", tag.stop)].decode(xml.encoding))
    moved: str = Translator(f"={text}", place(above, column)).translate_formula(place(row, column))
    return moved.removeprefix("=")
