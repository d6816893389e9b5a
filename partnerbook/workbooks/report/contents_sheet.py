"""The Contents sheet: every sheet with what it holds and whether it is printed, as a link; each title leads back."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.styles import NAVY
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import quoted
from partnerbook.workbooks.report.words import CONTENTS, DASHBOARD

_TOP, _WIDTHS = 4, (24, 104, 16)
_QUOTED = 120  # so many letters of a text: a formula takes no longer ones than 255, in which each quote stands twice


def start_contents(document: ReportDocument) -> Worksheet:
    """The sheet, before those that it lists."""
    return document.sheet(CONTENTS, NAVY, _WIDTHS)


def fill_contents(document: ReportDocument, sheet: Worksheet) -> None:
    """List every other sheet, and lead from the title of each back to here."""
    say, put = document.say, document.put
    put(sheet, "A1", say.sheet(CONTENTS), "pb_title")
    put(sheet, "A2", say("contents", "subtitle"), "pb_subtitle")
    for letter, key in zip("ABC", ("sheet", "holds", "paper"), strict=True):
        put(sheet, f"{letter}{_TOP}", say("contents", key), "pb_head")
    others = [each for each in document.workbook.worksheets if each is not sheet and each.sheet_state == "visible"]
    for row, each in enumerate(others, _TOP + 1):
        left = "B" if each.title == say.sheet(DASHBOARD) else "A"
        holds = str(each[f"{left}2"].value).removesuffix(say("page", "no_page")).strip()
        document.link(sheet, f"A{row}", each.title, each.title)
        put(sheet, f"B{row}", holds, "pb_wrapped")
        put(sheet, f"C{row}", say("contents", _paper(document, each)))
        fit_row(sheet, row, ((holds, _WIDTHS[1]),))
        _lead_back(document, each, f"{left}1", sheet.title)
    sheet.freeze_panes = f"A{_TOP + 1}"
    document.on_paper(sheet, say.sheet(CONTENTS), "C", _TOP + len(others), first=0, head=_TOP)


def _lead_back(document: ReportDocument, sheet: Worksheet, place: str, contents: str) -> None:
    """Make a link of a sheet's title: by a formula, because LibreOffice draws any other link blue and underlined."""
    text = str(sheet[place].value)
    said = "&".join(quoted(text[at : at + _QUOTED]) for at in range(0, len(text), _QUOTED))
    target = quoted(f"#'{contents}'!A1")
    document.put(sheet, place, Formula(f"HYPERLINK({target},{said})", text), "pb_title")


def _paper(document: ReportDocument, sheet: Worksheet) -> str:
    """The key of how much of a sheet is printed."""
    if "XFD" in str(sheet.print_area):
        return "none"
    return "first" if sheet.oddFooter.center.text == document.say("page", "first_rows") else "whole"
