"""The formulas of a person's own columns beside a plain range: new rows repeat them as they do where somebody types."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from partnerbook.book.write.room import Room
from partnerbook.files.xlsx.areas import Area
from partnerbook.files.xlsx.cell_xml import Content
from partnerbook.files.xlsx.formula_cells import formula_cells
from partnerbook.files.xlsx.formulas_below import REPEATED_IN, repeated_formula
from partnerbook.files.xlsx.grown_formula import moved
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.stale import has_formulas


class OwnFormulas(NamedTuple):
    """The formulas of cells in new rows, by row and column, and the cells that have none though one is above them."""

    new: Mapping[tuple[int, int], Content]
    without: tuple[Area, ...]


def own_formulas(xml: SheetXml, room: Room, count: int, but: Collection[int]) -> OwnFormulas:
    """The formulas in so many new rows of a plain range, in the columns that it has but for some."""
    if room.excel_table or not has_formulas(xml.xml):
        return OwnFormulas({}, ())
    before, new = room.before, range(room.first, room.first + count)
    above, last = range(new.start - REPEATED_IN, new.start), new.start - 1
    columns: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for cell in formula_cells(xml):
        own = before.left <= cell.column <= before.right and cell.column not in but
        if own and cell.row in above and cell.kind not in ("array", "dataTable"):
            columns[cell.column][cell.row] = moved(cell.text, cell.down, cell.right)
    made = {
        (row, column): Content(formula=text)
        for column, texts in columns.items()
        for row in new
        if (text := repeated_formula(texts, last, row))
    }
    without = (
        Area(new.start, column, new.stop - 1, column)
        for column, texts in columns.items()
        if last in texts and (last + 1, column) not in made
    )
    return OwnFormulas(made, tuple(without))
