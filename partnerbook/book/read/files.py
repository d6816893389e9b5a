"""The grids of whatever a book is kept in: an Excel workbook, or a folder of CSV files with one table each."""

from collections.abc import Callable
from pathlib import Path

from partnerbook.book.read.headings import every_heading
from partnerbook.book.read.made_workbooks import made_instead
from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.files.csv_in import csv_grid
from partnerbook.files.grid import Grid
from partnerbook.files.kind import TEXTS, advice
from partnerbook.files.problems import Problem
from partnerbook.files.xlsx.opened import grids_of, opened_xlsx, xlsx_bytes, xlsx_grids

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
CSV_FILES = (".csv", ".tsv")


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The grids of a book, in the order of its sheets or of its files' names; and how each CSV file was read.

    Errors: PartnerbookError, one sentence, for what is no book.
    """
    if path.is_dir():
        return _folder_grids(path)
    if not path.exists():
        raise PartnerbookError("There is no file or folder {path}.", path=path)
    if path.name.startswith("~$"):
        raise PartnerbookError(
            "{name} is what Excel keeps beside an open workbook; choose {book}.", name=path.name, book=path.name[2:]
        )
    if not path.is_file():
        raise PartnerbookError("{path} is neither a file nor a folder.", path=path)
    suffix = path.suffix.lower()
    if suffix in CSV_FILES:
        raise PartnerbookError(
            "{name} is one table; a book in CSV is a folder with one file for each: choose the folder.", name=path.name
        )
    if suffix not in (*WORKBOOKS, ".xlsb"):
        raise PartnerbookError(
            advice(path)
            or Sentence(
                '{name} ends in "{suffix}"; a book is an .xlsx or .xlsm workbook or a folder of CSV files.',
                name=path.name,
                suffix=path.suffix,
            )
        )
    opened = opened_xlsx(xlsx_bytes(path, path.name), path.name)
    if other := made_instead(path.name, opened.names, opened.workbook.names):
        raise PartnerbookError(other)
    return grids_of(opened), []


def export_grid(path: Path, headings_in: Callable[[Grid], int]) -> tuple[Grid, list[Problem]]:
    """The sheet of an export (.csv or .xlsx) in which most headings are, as they are counted; and how it was read.

    Errors: PartnerbookError for a file that cannot be read at all.
    """
    if not path.is_file():
        raise PartnerbookError("There is no file {path}.", path=path)
    suffix = path.suffix.lower()
    problems: list[Problem] = []
    if suffix in TEXTS:
        grid, problems = _text_grid(path)
    elif suffix in WORKBOOKS:
        grids = xlsx_grids(path, path.name)
        if not grids:
            raise PartnerbookError("{name} has no worksheets.", name=path.name)
        grid = max(grids, key=headings_in)
    else:
        raise PartnerbookError(
            advice(path)
            or Sentence(
                '{name} ends in "{suffix}"; what is read of HubSpot is a .csv or .xlsx file.',
                name=path.name,
                suffix=path.suffix,
            )
        )
    if grid.unread:
        raise PartnerbookError(grid.unread)
    return grid, problems


def _text_grid(path: Path) -> tuple[Grid, list[Problem]]:
    """A CSV file, and how it was read. Errors: PartnerbookError for what is no text, or another kind of file."""
    if other := advice(path):
        raise PartnerbookError(other)
    return csv_grid(path, path.name, every_heading())


def _folder_grids(folder: Path) -> tuple[list[Grid], list[Problem]]:
    grids: list[Grid] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in CSV_FILES and path.is_file() and not path.name.startswith((".", "~")):
            grid, notes = _text_grid(path)
            grids.append(grid)
            problems += notes
    if not grids:
        raise PartnerbookError("The folder {name} holds no CSV files, such as Clients.csv.", name=folder.resolve().name)
    return grids, problems
