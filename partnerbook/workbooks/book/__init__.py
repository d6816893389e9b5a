"""The partner's workbook: one sheet for each table of the book, ready to be filled in, and a sheet that says how.

Everything is made from `book/tables`, which also reads it: `read_book` of what is written here gives the same
book, in each language. A Table ends with its last row, and grows in Excel by itself when a person goes on below.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables import HEADINGS_ROW, START, TABLES
from partnerbook.book.tables.revenue import DEAL_AMOUNTS
from partnerbook.book.tables.settings import SETTING_HEADING, VALUE_HEADING
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.words import BookWords, book_words
from partnerbook.book.write.contents import cell_content
from partnerbook.exact import exactly
from partnerbook.points.given import check_given
from partnerbook.program.edition import editions
from partnerbook.records import Book, Threshold
from partnerbook.workbooks.book.lists import CLIENT_NAMES, list_name, write_lists
from partnerbook.workbooks.book.start import Filled, StartSheet
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, fit_row, letters, page
from partnerbook.workbooks.kit.limits import HIGHEST, choose, require, require_day
from partnerbook.workbooks.kit.styles import SAND, TEAL

TOP = HEADINGS_ROW
SPARE_ROWS = 30
CHECKED_ROWS = 1000  # below the last row, in which drop-downs and checks still work
_WIDEST = 40  # of a column, in characters; a longer text shows its beginning
_WIDEST_PAGE = 220  # of a sheet that can still be read on one sheet of paper
_ONCE = ("Settings", "Tiers", "Rates")

STYLES: Mapping[str, str] = {
    "text": "pb_input_text",
    "identifier": "pb_input_text",
    "client": "pb_input_text",
    "link": "pb_input_text",
    "link_or_id": "pb_input_text",
    "mail": "pb_input_text",
    "days": "pb_input_text",
    "period": "pb_input_text",
    "quarter": "pb_input_text",
    "markets": "pb_input_text",
    "market": "pb_input",
    "currency": "pb_input_code",
    "choice": "pb_input",
    "yes_no": "pb_input",
    "money": "pb_input_money",
    "change": "pb_input_amount",
    "rate": "pb_input_share",
    "number": "pb_input_number",
    "whole": "pb_input_whole",
    "date": "pb_input_day",
    "month": "pb_input_month",
    "edition": "pb_input_day",
}


@exactly
def write_book(book: Book, path: str | Path, made: date, language: str = "en") -> None:
    """Write the book as a workbook in a language, "en", "es" or "pt"; `made` is the day it is made.

    A book without thresholds gets `blank_thresholds`, so that a person sees which figures are wanted. Amounts are kept
    to the 15 digits that a spreadsheet holds. Errors: UnknownName for another language, BadInput for a figure that is
    no number, or a float.
    """
    check_given(book)
    words = book_words(language)
    document = Document(words("start", "title"), words("start", "subtitle"), made)
    start = StartSheet(document, words)
    book = book if book.tiers else book._replace(tiers=blank_thresholds())
    filled = {}
    for table in TABLES:
        sheet = _sheet(document, table, words)
        if table.by_row:
            _write_settings(document, sheet, table, book, words)
        else:
            filled[table.name] = _write_rows(document, sheet, table, book, words)
    write_lists(document, words)
    start.fill(book.settings.partner, _is_sample(book), filled)
    document.save(path)


def blank_thresholds() -> tuple[Threshold, ...]:
    """The tiers of every edition without their figures, the newest edition first.

    >>> blank_thresholds()[0][:3]
    (datetime.date(2026, 1, 15), 'Gold', None)
    """
    return tuple(Threshold(edition.start, tier) for edition in reversed(editions()) for tier in edition.tier_names)


def _is_sample(book: Book) -> bool:
    from partnerbook.sample.figures import SETTINGS as SAMPLE

    return book.settings.partner == SAMPLE.partner


def _sheet(document: Document, table: Table, words: BookWords) -> Worksheet:
    title = table.label(words.language)
    sheet = document.sheet(title, SAND if table.name in _ONCE else TEAL)
    document.put(sheet, "A1", title, "pb_title")
    document.put(sheet, "A2", words.purpose(table), "pb_subtitle")
    document.link(sheet, "A3", f"← {START.label(words.language)}", START.label(words.language))
    return sheet


def _write_rows(document: Document, sheet: Worksheet, table: Table, book: Book, words: BookWords) -> Filled:
    language = words.language
    records: Sequence[Any] = getattr(book, table.field)
    rows = [
        [cell_content(getattr(record, column.field), column, language) for column in table.columns]
        for record in records
    ]
    columns = {
        column.field: SheetColumn(
            column.heading(language),
            STYLES[column.kind],
            column_width(column, language, [row[at] for row in rows]),
            words.note(table, column),
            itemgetter(at),
        )
        for at, column in enumerate(table.columns)
    }
    document.table(sheet, SheetTable(table.identifier, columns), f"A{TOP}", rows, bulk=True, spare=SPARE_ROWS)
    last = TOP + max(len(records), 1) + CHECKED_ROWS
    for letter, column in zip(letters(len(table.columns)), table.columns, strict=True):
        _check(sheet, f"{letter}{TOP + 1}:{letter}{last}", table, column, words)
    fields_in_order = [column.field for column in table.columns]
    if table.field == "clients":
        document.name_filled(CLIENT_NAMES, sheet, "A", TOP + 1, last)
    named = fields_in_order.index("client") + 1 if "client" in fields_in_order else 1
    sheet.freeze_panes = f"{get_column_letter(named + 1)}{TOP + 1}"
    page(sheet, sheet.title, repeat=f"{TOP}:{TOP}")
    if sum(column.width for column in columns.values()) > _WIDEST_PAGE:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = f"A:{get_column_letter(named)}"
    counted = get_column_letter(1 + next(at for at, column in enumerate(table.columns) if column.required))
    return Filled(f"'{sheet.title}'!{counted}{TOP + 1}:{counted}{last}", len(records))


def column_width(column: Column, language: str, values: Sequence[object]) -> float:
    """The width of a column, with room for its values, the longest word of its heading and the arrow beside that."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    return max(column.width, min(longest + 2, _WIDEST), max(map(len, column.heading(language).split())) + 4)


def _write_settings(document: Document, sheet: Worksheet, table: Table, book: Book, words: BookWords) -> None:
    language = words.language
    columns: dict[str, SheetColumn[Column]] = {
        "setting": SheetColumn(
            SETTING_HEADING.label(language), "pb_text", 36, value=lambda column: column.heading(language)
        ),
        "value": SheetColumn(VALUE_HEADING.label(language), "pb_input", 34),
        "meaning": SheetColumn(
            words("settings", "meaning"), "pb_help", 96, value=lambda column: words.help(table, column)
        ),
    }
    document.table(sheet, SheetTable(table.identifier, columns), f"A{TOP}", table.columns)
    sheet.tables[table.identifier].autoFilter = None
    for row, column in enumerate(table.columns, TOP + 1):
        value = cell_content(getattr(book.settings, column.field), column, language)
        cell = document.put(sheet, f"B{row}", value, STYLES[column.kind])
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        fit_row(sheet, row, [(words.help(table, column), columns["meaning"].width)])
        _check(sheet, f"B{row}", table, column, words)
    sheet.freeze_panes = f"A{TOP + 1}"
    page(sheet, sheet.title, one_page=True)


def _check(sheet: Worksheet, places: str, table: Table, column: Column, words: BookWords) -> None:
    """What a person can enter: lists for names, where the reader knows more spellings than a list has, stay open."""
    title = column.heading(words.language)
    source = list_name(table, column)
    if source:
        strict = bool(column.choices) or column.kind == "edition"
        message = words("checks", "list" if strict else "client" if column.kind == "client" else "open_list")
        choose(sheet, places, source, title, message, strict=strict, prompt=False)
    elif column.kind in ("date", "month"):
        message = words("checks", column.kind)
        require_day(sheet, places, title, message, prompt=False)
    elif column.kind == "change":
        require(sheet, places, "decimal", title, words("checks", "change"), -HIGHEST, HIGHEST, prompt=False)
    elif column.kind == "rate":
        require(sheet, places, "decimal", title, words("checks", "rate"), 0, 1, prompt=False)
    elif column.kind in ("money", "number", "whole"):
        kind = "whole" if column.kind == "whole" else "decimal"
        message = words("checks", "amount" if column.field in DEAL_AMOUNTS else column.kind)
        require(sheet, places, kind, title, message, prompt=False)
