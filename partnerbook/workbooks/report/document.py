"""The workbook of the report while it is made: a document that has its language, and tells sheets and tables in it.

On paper every sheet is as wide as a page, and the long lists are left out unless they are asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.workbooks.kit.column import Record, SheetTable
from partnerbook.workbooks.kit.document import SHOWS_NOTHING, Document, Formula, fit_row, letters, page
from partnerbook.workbooks.kit.styles import GREEN, RED
from partnerbook.workbooks.kit.wide_paper import spread
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import day_formula

PAGE_ROWS = 36  # so many rows of a list has a page across
_NOTHING = "XFD1:XFD1"  # an empty cell: a sheet whose print area it is has no page
LINK_LENGTH = 255  # of an address; longer ones the function HYPERLINK refuses
_NARROW = 0.8  # letters are wider where the typeface is missing
_HEADER = 100  # so many letters of the partner's name: a header holds 255


class ReportDocument(Document):
    """The report's workbook; `say` has its words, `partner` and the day it is made for stand above each page.

    Where `all_printed`, the long lists are printed whole.
    """

    def __init__(self, say: ReportWords, made: date, partner: str = "", all_printed: bool = False) -> None:
        super().__init__(say("dashboard", "title"), say("dashboard", "subject"), made, say.formats)
        self.workbook.properties.language = say.language
        self.say, self.partner, self.all_printed = say, partner, all_printed
        self.day = say.day(made)

    def sheet(self, title: str, color: str, widths: Sequence[float] = ()) -> Worksheet:
        """A new sheet, by its code."""
        return super().sheet(self.say.sheet(title), color, widths)

    def made(self, code: str) -> Worksheet:
        """A sheet that has been made, by its code."""
        return self.workbook[self.say.sheet(code)]

    def told(self, table: SheetTable[Record]) -> SheetTable[Record]:
        """A table in the language."""
        return self.say.table(table)

    def hide(self, sheet: Worksheet, place: str, formula: str, value: object, name: str = "") -> None:
        """Fill a cell of a hidden column with a formula that others look into, by a name if it is given."""
        self.put(sheet, place, Formula(formula, value), "pb_helper").number_format = SHOWS_NOTHING
        if name:
            self.name(name, sheet, place)

    def link_column(self, sheet: Worksheet, letter: str, first: int, addresses: Iterable[str]) -> None:
        """Make links of a column's cells, from row `first` down, that hold an address; all else stays text."""
        last = first
        for last, address in enumerate(addresses, first):
            if address.startswith(("https://", "http://")) and len(address) <= LINK_LENGTH:
                sheet._hyperlinks.append(Hyperlink(ref=f"{letter}{last}", target=address))
        self.mark(sheet, f"{letter}{first}:{letter}{last}", f'LEFT({letter}{first},4)="http"', GREEN)

    def put_day(self, sheet: Worksheet) -> None:
        """Say in the third row of which day the sheet's figures are, which follows the as-of day."""
        content = self.say.formula("page", "as_of", day=day_formula("AsOf", self.say.language))
        value = self.say("page", "as_of", day=self.day)
        self.put(sheet, "A3", Formula(content, value), "pb_subtitle")

    def put_made_for(self, sheet: Worksheet) -> None:
        """Say in the third row which day the sheet is of: that of the report, also when the as-of day is another."""
        self.put_dated(sheet, "A3", "dated", "moved")

    def put_dated(self, sheet: Worksheet, place: str, dated: str = "said", moved: str = "said_moved") -> None:
        """Say in a cell which day what stands below it is of, also when the as-of day is another."""
        made, now = (day_formula(name, self.say.language) for name in ("MadeFor", "AsOf"))
        same, other = self.say.formula("page", dated, day=made), self.say.formula("page", moved, day=made, now=now)
        value = self.say("page", dated, day=self.day)
        self.put(sheet, place, Formula(f"IF(AsOf=MadeFor,{same},{other})", value), "pb_subtitle")
        self.mark(sheet, place, "AsOf<>MadeFor", RED, "FBE9E7")

    def on_paper(
        self,
        sheet: Worksheet,
        title: str,
        columns: str = "",
        rows: int = 0,
        first: int | None = None,
        head: int = 0,
        landscape: bool = True,
        one_page: bool = False,
    ) -> None:
        """Set a sheet up for paper: the partner above each page, its number below, the heading row on each.

        What is printed goes to a column and a row, if they are given: all of it, or to the row `first` unless all is to
        be printed; a sheet of which `first` is 0 then has no page. If all is to be printed, what is wider than a page
        goes on across.
        """
        short = first is not None and first < rows and not self.all_printed
        page(
            sheet,
            title,
            f"{head}:{head}" if head else "",
            landscape,
            one_page and not (first is not None and self.all_printed),
        )
        name = self.partner if len(self.partner) <= _HEADER else f"{self.partner[: _HEADER - 1]}…"
        sheet.oddHeader.left.text = name.replace("&", "&&") or None
        sheet.oddHeader.right.text = self.say("page", "made_for", day=self.day)
        sheet.HeaderFooter.scaleWithDoc = False
        sheet.page_margins.top, sheet.page_margins.header, sheet.page_margins.footer = 0.7, 0.3, 0.3
        last = first if short else rows
        if short and first:
            sheet.oddFooter.center.text = self.say("page", "first_rows")
        if columns:
            sheet.print_area = f"A1:{columns}{last}" if last else _NOTHING
        if columns and last:
            _wrap_subtitle(sheet, columns)
        if columns and last and landscape and self.all_printed:
            spread(sheet, columns)
        if columns and not last:
            self.put(sheet, "A2", f"{sheet['A2'].value} {self.say('page', 'no_page')}", "pb_subtitle")


def _wrap_subtitle(sheet: Worksheet, last: str) -> None:
    """Let what a sheet is about take two lines where it is wider than what is printed of the sheet."""
    cell = sheet["A2"]
    wide = sum(sheet.column_dimensions[letter].width for letter in letters(column_index_from_string(last)))
    if isinstance(cell.value, str) and len(cell.value) > wide:
        sheet.merge_cells(f"A2:{last}2")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        fit_row(sheet, 2, ((cell.value, wide * _NARROW),))
