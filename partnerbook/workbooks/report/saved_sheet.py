"""The Saved reports sheet: the rows that the book has under a name, as they are on the day of the report."""

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.export import Exported, exported
from partnerbook.book.tables import SAVED_REPORTS
from partnerbook.errors import PartnerbookError
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import reader
from partnerbook.language.spoken import spoken
from partnerbook.records import SavedReport
from partnerbook.workbooks.kit.document import fit_row, head_style, letters
from partnerbook.workbooks.kit.styles import GREY, KIND_STYLES
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.words import SAVED

LISTED = 50  # rows of each
_TOP, _FIRST, _WIDTH, _COLUMNS = 5, 34, 22, 20


def write_saved(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where the book has saved reports."""
    saved, say, put = report.book.saved_reports, document.say, document.put
    if not saved:
        return
    sheet = document.sheet(SAVED, GREY, (_FIRST, *(_WIDTH,) * (_COLUMNS - 1)))
    put(sheet, "A1", say.sheet(SAVED), "pb_title")
    put(sheet, "A2", say("saved", "subtitle", count=LISTED), "pb_subtitle")
    document.put_made_for(sheet)
    fields = ("report", "rows", "segment", "since", "until")
    for letter, field in zip("ABCDE", fields, strict=True):
        head = "pb_head_day" if letter in "DE" else "pb_head"
        put(sheet, f"{letter}{_TOP}", SAVED_REPORTS.column(field).heading(say.language), head)
    put(sheet, f"F{_TOP}", say("saved", "count"), "pb_head_number")
    row = _TOP + len(saved) + 3
    for at, each in enumerate(saved, _TOP + 1):
        found = _found(report, each, say.language)
        put(sheet, f"A{at}", each.report, "pb_link").hyperlink = Hyperlink(
            ref=f"A{at}", location=f"'{sheet.title}'!A{row}", display=each.report
        )
        if isinstance(found, str):
            put(sheet, f"B{at}", found, "pb_warning")
            put(sheet, f"A{row}", each.report, "pb_section")
            row += 2
            continue
        put(sheet, f"B{at}", found.table.label(say.language))
        put(sheet, f"C{at}", each.segment or say("segments", "all"))
        put(sheet, f"D{at}", each.since, "pb_day")
        put(sheet, f"E{at}", each.until, "pb_day")
        put(sheet, f"F{at}", len(found.rows) + found.left_out, "pb_whole")
        row = _write_rows(document, sheet, each, found, row)
    document.on_paper(sheet, say.sheet(SAVED), "F", row, first=0)


def _found(report: Overview, saved: SavedReport, language: str) -> Exported | str:
    """The rows of a saved report, or why there are none."""
    try:
        asked = saved.rows, saved.segment, saved.since, saved.until
        return exported(report.book, *asked, language, report.ledger, LISTED, report.as_of)
    except PartnerbookError as error:
        return spoken(error.sentence, reader(language))


def _write_rows(document: ReportDocument, sheet: Worksheet, saved: SavedReport, found: Exported, row: int) -> int:
    """The first rows of one; the row below them."""
    put, say = document.put, document.say
    put(sheet, f"A{row}", saved.report, "pb_section")
    if found.left_out:
        put(sheet, f"C{row}", say("saved", "more", count=found.left_out), "pb_label")
    columns = found.table.columns
    places = letters(len(columns))
    styles = [KIND_STYLES.get(column.kind, "pb_text") for column in columns]
    for letter, heading, style in zip(places, found.headings, styles, strict=True):
        put(sheet, f"{letter}{row + 1}", heading, head_style(style))
    for at, values in enumerate(found.rows, row + 2):
        for letter, style, value in zip(places, styles, values, strict=True):
            put(sheet, f"{letter}{at}", value, "pb_wrapped" if style == "pb_text" else style)
        written = [value if isinstance(value, str) else "" for value in values]
        fit_row(sheet, at, zip(written, (_FIRST, *(_WIDTH,) * len(values)), strict=False))
    return row + 4 + len(found.rows)
