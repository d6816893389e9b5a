"""The scripts of xlwings Lite, behind its button Run: check the open book, and the points of the rows selected.

Lite reads no files and opens no workbook, so what was found is a sheet of the open book, which no check reads.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.exact import exactly
from partnerbook.files.grid import EMPTY, EXCEL_ERRORS, Cell, Grid, column_letters, excel_error
from partnerbook.files.problems import Problem, problem_summary
from partnerbook.functions.table import FUNCTIONS, answer
from partnerbook.language.texts import texts
from partnerbook.parsing.currency import currency_code

try:
    from xlwings import Book, script
except ImportError:
    Book = Any

    def script(**_options: Any) -> Any:
        """A decorator that changes nothing."""
        return lambda function: function


_Script = Callable[[Book], None]
_script: Callable[..., Callable[[_Script], _Script]] = script
__all__ = ["check_book", "points_of_selection"]
FOUND = "partnerbook check"
_POINTS = next(function for function in FUNCTIONS if function.name == "POINTS_SOLD")
_STEERS = ("=", "+", "-", "@", "'")  # at the beginning of a text that Excel would take for a formula, or swallow
_FEWEST = 3  # columns: amount, market, currency


@_script(name="Check this book", exclude=FOUND)
@exactly
def check_book(book: Book) -> None:
    """List what is wrong in the open book on a sheet of its own, each place a link to its cell."""
    from partnerbook.book.read.language import book_language
    from partnerbook.book.read.reader import book_of_grids

    grids = [_grid(book.name, sheet) for sheet in book.sheets if sheet.name != FOUND]
    language = book_language(grids)
    try:
        _, problems = book_of_grids(grids)
    except PartnerbookError as error:
        book.app.alert(_told(error.sentence, language), "partnerbook")
        return
    _show(book, [*_rows(problems, language)])


@_script(name="Points of the selected rows")
def points_of_selection(book: Book) -> None:
    """Write the sold points of the selected rows beside them: amount, market, currency, deal source and day."""
    selected = book.app.selection
    rows = selected.options(ndim=2, err_to_str=True).value if selected is not None else []
    width = len(rows[0]) if rows else 0
    if not _FEWEST <= width <= len(_POINTS.parameters):
        _tell(book, Sentence("Select rows of three to five columns: amount, market, currency, deal source, day."))
        return
    beside = selected.offset(0, width).resize(len(rows), 1)
    if any(cell not in (None, "") for row in beside.options(ndim=2).value for cell in row):
        _tell(book, Sentence("The column beside what is selected is not empty; the points would be written there."))
        return
    columns = [[[row[at]] for row in rows] for at in range(width)]
    first, *others = answer(_POINTS, columns)
    beside.value = [[""] if _is_heading(rows[0]) else first, *others]


def _is_heading(row: Sequence[object]) -> bool:
    """Whether the first row is one of headings, which has no points: amount and currency are words, and no currency."""
    amount, _, currency, *_ = row
    for cell in (amount, currency):
        if not isinstance(cell, str) or cell in EXCEL_ERRORS or any(map(str.isdigit, cell)) or not cell.strip():
            return False
    try:
        return not currency_code(str(currency))
    except PartnerbookError:
        return True


def _tell(book: Any, sentence: Sentence) -> None:
    from partnerbook.book.read.language import book_language

    language = book_language([Grid(book.name, sheet.name, []) for sheet in book.sheets])
    book.app.alert(_told(sentence, language), "partnerbook")


def _told(text: str, language: str) -> str:
    """A sentence in a language; for English nothing is loaded that knows countries."""
    if language == "en":
        return str(text)
    from partnerbook.language.reader import reader
    from partnerbook.language.spoken import spoken

    return spoken(text, reader(language))


def _grid(file: str, sheet: Any) -> Grid:
    """A sheet as the reader of books takes it."""
    used = sheet.used_range
    rows = used.options(ndim=2, err_to_str=True).value
    left: list[Cell] = [EMPTY] * (used.column - 1)
    return Grid(file, sheet.name, [*([] for _ in range(used.row - 1)), *([*left, *map(_cell, row)] for row in rows)])


def _cell(value: Any) -> Cell:
    if value is None:
        return EMPTY
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return excel_error(value) if value in EXCEL_ERRORS else value
    return value if isinstance(value, bool | float | date) else str(value)


def _rows(problems: Sequence[Problem], language: str) -> Iterator[list[str]]:
    """What the sheet shows: a summary, headings, and a row for each problem."""
    said = texts("excel", language)["sheet"]
    yield [_told(problem_summary(problems), language), "", "", ""]
    yield [said["severity"], said["cell"], said["found"], said["message"]]
    for each in problems:
        found, message = _told(each.found, language), _told(each.message, language)
        yield [said[each.severity], _link(each), _text(found), _text(message)]


def _link(problem: Problem) -> str:
    """A formula that leads to the cell of a problem, and shows its place; "" where no place is meant."""
    if not problem.sheet:
        return ""
    quoted = problem.sheet.replace("'", "''")
    target = f"#'{quoted}'!{problem.cell or 'A1'}".replace('"', '""')
    shown = f"{problem.sheet}!{problem.cell}".rstrip("!").replace('"', '""')
    return f'=HYPERLINK("{target}","{shown}")'


def _text(text: str) -> str:
    """A text that stays one in a cell."""
    return f"'{text}" if text.startswith(_STEERS) else text


def _show(book: Any, rows: Sequence[Sequence[str]]) -> None:
    if FOUND in [sheet.name for sheet in book.sheets]:
        sheet = book.sheets[FOUND]
        sheet.clear()
    else:
        sheet = book.sheets.add(FOUND, after=book.sheets[len(book.sheets) - 1])
    sheet[f"A1:{column_letters(len(rows[0]) - 1)}{len(rows)}"].value = rows
    sheet.activate()
