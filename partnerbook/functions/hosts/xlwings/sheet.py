"""The settings that a workbook carries for xlwings in a sheet: keys in column A, values in column B."""

from pathlib import Path
from zipfile import BadZipFile


def sheet_settings(workbook: Path, sheet: str) -> dict[str, str]:
    """The settings in a sheet, by their key in capitals; none where there is no such sheet, or it cannot be read."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(workbook, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        return {}
    try:
        if sheet not in book.sheetnames:
            return {}
        rows = book[sheet].iter_rows(max_col=2, values_only=True)
        return {str(key).upper(): "" if value is None else str(value) for key, value in rows if key}
    finally:
        book.close()
