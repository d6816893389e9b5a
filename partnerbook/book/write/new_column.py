"""A column that a person's sheet lacks and without which a book does not stay right: where it has room.

Without a day on which a row ends, the row that follows would count beside it; without the number of a record, that
would come again with each sync. Other columns a person may well not want.
"""

from collections.abc import Sequence

from partnerbook.book.write.found_table import FoundTable
from partnerbook.book.write.room import own_table
from partnerbook.files.grid import Grid, is_blank
from partnerbook.files.xlsx.areas import LAST_COLUMN, LAST_ROW, Area
from partnerbook.files.xlsx.sheet_xml import SheetXml
from partnerbook.files.xlsx.table_part import ExcelTable

NEEDED = frozenset({"end", "other_partners", "record_id", "services_ended", "unlisted_on"})


def free_column(found: FoundTable, xml: SheetXml, tables: Sequence[ExcelTable], grid: Grid) -> int | None:
    """The column right of a table's last one, if nothing is in it from the headings down; else None.

    Nor may anything be in the next one: that is another list, which the new column would join.
    """
    table = own_table(found, tables)
    if table:
        column = table.area.right + 1
    else:
        headings, column = grid.rows[found.heading_row], max(found.columns.values()) + 1
        while column < len(headings) and not is_blank(headings[column : column + 1]):
            column += 1
    room = Area(found.heading_row, column, LAST_ROW, column + 1)
    others = [*(each.area for each in tables if each is not table), *xml.merged, *xml.arrays]
    if (
        found.table.by_row
        or column > LAST_COLUMN
        or (table and (table.kind or table.area.right < max(found.columns.values())))
        or xml.is_protected()
        or any(each.meets(room) for each in others)
        or xml.filled_cell(range(room.top, room.bottom + 1), room.left, room.right)
    ):
        return None
    return column
