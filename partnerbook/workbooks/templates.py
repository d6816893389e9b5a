"""The workbooks that stand ready in `workbook_templates/`: books in three languages, the sample's, finance sheets."""

from datetime import date
from pathlib import Path

from partnerbook.names import LANGUAGES
from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.sample.figures import AS_OF
from partnerbook.workbooks.book import write_book
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.renewals import write_renewal_sheet
from partnerbook.workbooks.report import write_report

MADE = date(2026, 11, 1)


def write_templates(folder: str | Path) -> tuple[Path, ...]:
    """The files written into a folder that exists; the same bytes every time."""
    folder = Path(folder)
    sample = sample_book()
    files = []
    for language in LANGUAGES:
        files.append(folder / ("book.xlsx" if language == "en" else f"book.{language}.xlsx"))
        write_book(Book(), files[-1], MADE, language)
    book, report, renewals = (folder / name for name in ("book_sample.xlsx", "tier_report.xlsx", "renewal_sheet.xlsx"))
    write_book(sample, book, MADE)
    write_report(sample, report, AS_OF, book_name=book.name)
    write_renewal_sheet(sample, renewals, AS_OF)
    finance, no_addin = (folder / name for name in ("finance_sheet.xlsx", "finance_sheet_no_addin.xlsx"))
    write_finance_sheet(finance, MADE)
    write_finance_sheet(no_addin, MADE, no_addin=True)
    return (*files, book, report, renewals, finance, no_addin)
