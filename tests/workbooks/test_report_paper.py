"""What the report is on paper: how many pages, what stands above and below each, and what is left out unless asked."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from support.awkward_books import AWKWARD_BOOKS
from support.engines import pdf_pages

from partnerbook.language.texts import texts
from partnerbook.names import LANGUAGES
from partnerbook.records import Book, Settings
from partnerbook.sample import sample_book
from partnerbook.workbooks.finance import write_finance_sheet
from partnerbook.workbooks.renewals import write_renewal_sheet
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
A4, LETTER = "9", "1"
MOST = 12
NOT_PRINTED = {"Ledger", "Reviews", "Client", "Explain", "Tiers", "Editions"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    write_report(sample_book(), path, AS_OF)
    return path


def on_letter(path: Path, target: Path) -> Path:
    """The same workbook for paper of the size Letter."""
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = content.replace(f'paperSize="{A4}"'.encode(), f'paperSize="{LETTER}"'.encode())
            made.writestr(name, content)
    return target


@pytest.mark.libreoffice
def test_the_report_has_so_few_pages_on_a4_and_on_letter(path: Path, tmp_path: Path) -> None:
    letter, small, whole = (tmp_path / f"{name}.xlsx" for name in ("letter", "small", "whole"))
    write_report(AWKWARD_BOOKS["one of each"], small, AS_OF, language="es")
    write_report(sample_book(12), whole, AS_OF, all_printed=True)
    pages = pdf_pages([path, on_letter(path, letter), small, whole], tmp_path)
    assert pages[:2] == [MOST, MOST]
    assert 5 < pages[2] <= MOST < pages[3]


def printed(path: Path) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The sheets that have a page, and the columns and rows that are printed of each."""
    for sheet in load_workbook(path):
        area = (sheet.print_area or "").rpartition("!")[2].replace("$", "")
        if sheet.sheet_state == "visible" and not area.startswith("XFD"):
            yield sheet.title, range_boundaries(area or sheet.dimensions)


def test_each_sheet_says_whose_it_is_of_which_day_and_which_page(path: Path) -> None:
    workbook = load_workbook(path)
    for name, _ in printed(path):
        sheet = workbook[name]
        assert sheet.oddHeader.left.text == "Sample Partner (made-up data)"
        assert sheet.oddHeader.right.text == "Made for the as-of day 2026-10-31"
        assert (sheet.oddFooter.right.text, bool(sheet.oddFooter.left.text)) == ("&P / &N", True)
        fits = (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
        assert fits or sheet.page_setup.scale >= 70, name  # of letters of 10 points 7 are left


def test_lists_are_left_out_unless_they_are_asked_for(path: Path, tmp_path: Path) -> None:
    visible = {sheet.title for sheet in load_workbook(path) if sheet.sheet_state == "visible"}
    assert visible - dict(printed(path)).keys() >= NOT_PRINTED
    write_report(sample_book(), tmp_path / "whole.xlsx", AS_OF, all_printed=True)
    whole = dict(printed(tmp_path / "whole.xlsx"))
    assert whole.keys() == visible
    ledger = load_workbook(path)["Ledger"]
    assert whole["Ledger"][3] == ledger.max_row
    assert whole["Changes"][3] - dict(printed(path))["Changes"][3] > 100


def test_a_sheet_without_a_page_says_so_unless_it_has_one(path: Path, tmp_path: Path) -> None:
    write_report(sample_book(12), tmp_path / "whole.xlsx", AS_OF, all_printed=True)
    said = texts("report", "en")["page"]["no_page"]
    for each in (path, tmp_path / "whole.xlsx"):
        pages = dict(printed(each)).keys()
        visible = [sheet for sheet in load_workbook(each) if sheet.sheet_state == "visible"]
        assert {sheet.title for sheet in visible if str(sheet["A2"].value).endswith(said)} == {
            sheet.title for sheet in visible if sheet.title not in pages
        }


def test_no_hidden_column_is_printed_and_no_heading_row_is_the_last(path: Path) -> None:
    workbook = load_workbook(path)
    for name, (first, _, last, bottom) in printed(path):
        sheet = workbook[name]
        hidden = {column_index_from_string(letter) for letter, size in sheet.column_dimensions.items() if size.hidden}
        assert hidden & set(range(first, last + 1)) == set(), name
        texts = [cell.style for cell in sheet[bottom] if cell.value is not None]
        assert not any(re.match("pb_(head|section)", style) for style in texts), name


def test_a_long_name_of_a_partner_is_cut_and_an_ampersand_stands_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    for partner, shown in (("A & B", "A && B"), ("x" * 300, "x" * 99 + "…"), ("", None)):
        write_report(Book(Settings(partner=partner)), path, AS_OF)
        with ZipFile(path) as package:
            found = re.search(r"<oddHeader>(.*?)</oddHeader>", package.read("xl/worksheets/sheet1.xml").decode())
        assert found is not None
        assert len(unescape(found[1])) < 255
        left = unescape(found[1]).partition("&R")[0].removeprefix("&L")
        assert left == (shown or "")


def printed_widths(sheet: Worksheet, first: int, last: int) -> Iterator[float]:
    """How wide each page across is, in digits, with the columns that are repeated on it."""
    columns = range(first, last + 1)
    sizes = {at: sheet.column_dimensions[get_column_letter(at)] for at in columns}
    widths = {at: 0 if size.hidden else size.width for at, size in sizes.items()}
    repeated = range_boundaries((sheet.print_title_cols or "A:A").replace("$", ""))[2] if sheet.print_title_cols else 0
    breaks = [first - 1, *(each.id for each in sheet.col_breaks.brk), last]
    for before, until in pairwise(breaks):
        yield sum(width for at, width in widths.items() if before < at <= until or (before and at <= repeated))


def assert_readable(sheet: Worksheet, first: int, last: int) -> None:
    """No letter of 10 points is below 7 on any page across."""
    paper = {"landscape": 297, "portrait": 210}[sheet.page_setup.orientation]
    least = 0.7 if sheet.sheet_properties.pageSetUpPr.fitToPage else sheet.page_setup.scale / 100
    for wide in printed_widths(sheet, first, last):
        room = (paper - 21) / 25.4 / (wide * 7 / 96)  # a digit of 10 points is 7 pixels wide
        assert room >= least >= 0.7, (sheet.title, wide)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_what_can_be_printed_is_below_seven_points(tmp_path: Path, language: str) -> None:
    path = tmp_path / "report.xlsx"
    write_report(sample_book(12), path, AS_OF, language=language, all_printed=True)
    workbook = load_workbook(path)
    for name, (first, _, last, _) in printed(path):
        assert_readable(workbook[name], first, last)
    clients = workbook[texts("report", language)["sheets"]["clients"]]
    assert (clients.print_title_cols, clients.page_setup.pageOrder) == ("$A:$B", "overThenDown")


def test_nor_of_the_renewal_sheet_and_of_the_finance_sheet(tmp_path: Path) -> None:
    renewals, finance = tmp_path / "renewals.xlsx", tmp_path / "finance.xlsx"
    write_renewal_sheet(sample_book(), renewals, AS_OF, language="es")
    write_finance_sheet(finance, AS_OF, no_addin=True, language="es")
    for path in (renewals, finance):
        for sheet in load_workbook(path):
            if sheet.sheet_state == "visible":
                assert_readable(sheet, 1, sheet.max_column)


def test_no_text_is_wrapped_in_a_column_that_is_too_narrow_for_it(path: Path) -> None:
    for sheet in load_workbook(path):
        merged = {str(area).partition(":")[0] for area in sheet.merged_cells.ranges}
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.alignment.wrap_text):
            if isinstance(cell.value, str) and cell.coordinate not in merged:
                width = sheet.column_dimensions[cell.column_letter].width
                assert cell.data_type == "f" or len(cell.value) < 6 * width, (sheet.title, cell.coordinate)
