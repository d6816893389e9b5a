"""The workbooks that stand ready in `workbook_templates/`: books and reports in three languages, finance sheets."""

from datetime import date
from pathlib import Path

from partnerbook.book.read.reader import read_book
from partnerbook.names import LANGUAGES
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.sample.figures import AS_OF
from partnerbook.workbooks.book import write_book
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.renewals import write_renewal_sheet
from partnerbook.workbooks.report import write_report

MADE = date(2026, 11, 1)


_BOOKS = {"book.xlsx" if language == "en" else f"book.{language}.xlsx": language for language in LANGUAGES}
_REPORTS = {name.replace("book", "tier_report"): language for name, language in _BOOKS.items()}
_BOOK, _RENEWALS = "book_sample.xlsx", "renewal_sheet.xlsx"
_FINANCE, _NO_ADDIN = "finance_sheet.xlsx", "finance_sheet_no_addin.xlsx"
TEMPLATES = (*_BOOKS, _BOOK, *_REPORTS, _RENEWALS, _FINANCE, _NO_ADDIN)  # the names of the files, as they are written


def write_templates(folder: str | Path) -> tuple[Path, ...]:
    """The files written into a folder that exists, over those of their names; the same bytes every time."""
    folder = Path(folder)
    for name, language in _BOOKS.items():
        write_book(Book(), folder / name, MADE, language)
    write_book(sample_book(), folder / _BOOK, MADE)
    sample, _ = read_book(folder / _BOOK)  # the rows that the report names are those of this file
    for name, language in _REPORTS.items():
        write_report(sample, folder / name, AS_OF, book_name=_BOOK, language=language)
    write_renewal_sheet(sample, folder / _RENEWALS, AS_OF)
    write_finance_sheet(folder / _FINANCE, MADE)
    write_finance_sheet(folder / _NO_ADDIN, MADE, no_addin=True)
    return tuple(folder / name for name in TEMPLATES)
