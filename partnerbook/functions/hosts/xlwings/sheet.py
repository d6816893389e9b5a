"""The settings that a workbook carries for xlwings in a sheet: keys in column A, values in column B."""

from pathlib import Path

from partnerbook.errors import PartnerbookError
from partnerbook.files.grid import EMPTY, Cell


def sheet_settings(workbook: Path, sheet: str) -> dict[str, str]:
    """The settings in a sheet, by their key in capitals; none where there is no such sheet, or it cannot be read."""
    from partnerbook.files.xlsx.opened import opened_xlsx, sheet_grid, xlsx_bytes

    try:
        opened = opened_xlsx(xlsx_bytes(workbook, workbook.name), workbook.name)
        rows = sheet_grid(opened, sheet).rows if sheet in opened.names else []
    except PartnerbookError:
        return {}
    return {str(row[0]).upper(): _text(row[1]) if len(row) > 1 else "" for row in rows if row and row[0] != EMPTY}


def _text(cell: Cell) -> str:
    return repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)
