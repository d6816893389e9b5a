"""The Contents sheet: what is asked of a report, answered; every sheet with what it holds, as a link that leads back.

The answers are those of the day that the report was made for, as the sheets have them that they lead to.
"""

from collections.abc import Sequence
from copy import copy

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import PLACES
from partnerbook.figures.overview import Overview
from partnerbook.figures.reconcile import Difference
from partnerbook.figures.renewals import quarter_renewals, renewal_totals
from partnerbook.parsing.quarter import quarter_of
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.styles import NAVY
from partnerbook.workbooks.report.commission_sheet import payout_told
from partnerbook.workbooks.report.dashboard import DUE
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.outlook_sheet import FIRST_STEP, HEADLINE, SECOND_STEP
from partnerbook.workbooks.report.reconcile_sheet import DIFFERING, reason_words
from partnerbook.workbooks.report.said import ReportWords, quoted
from partnerbook.workbooks.report.words import COMMISSION, CONTENTS, DASHBOARD, OUTLOOK, RECONCILE, RENEWALS

_TOP, _WIDTHS = 4, (24, 104, 16)
# What is asked of a report: the key of the question, the sheet it leads to, where its answer stands ("": the payout).
_ASKED = (
    ("risk", OUTLOOK, OUTLOOK, HEADLINE),
    ("due", RENEWALS, DASHBOARD, DUE),
    ("next", OUTLOOK, OUTLOOK, FIRST_STEP),
    ("differs", RECONCILE, RECONCILE, DIFFERING),
    ("paid", COMMISSION, COMMISSION, ""),
)
_QUOTED = 120  # so many letters of a text: a formula takes no longer ones than 255, in which each quote stands twice


def start_contents(document: ReportDocument) -> Worksheet:
    """The sheet, before those that it lists."""
    return document.sheet(CONTENTS, NAVY, _WIDTHS)


def fill_contents(
    document: ReportDocument, sheet: Worksheet, report: Overview, differing: Sequence[Difference]
) -> None:
    """List every other sheet, and lead from each title back to here; `differing` is what HubSpot sees otherwise."""
    say, put = document.say, document.put
    put(sheet, "A1", say.sheet(CONTENTS), "pb_title")
    put(sheet, "A2", say("contents", "subtitle"), "pb_subtitle")
    top = _write_asked(document, sheet, report, differing) + 1
    for letter, key in zip("ABC", ("sheet", "holds", "paper"), strict=True):
        put(sheet, f"{letter}{top}", say("contents", key), "pb_head")
    others = [each for each in document.workbook.worksheets if each is not sheet and each.sheet_state == "visible"]
    for row, each in enumerate(others, top + 1):
        left = "B" if each.title == say.sheet(DASHBOARD) else "A"
        holds = str(each[f"{left}2"].value).removesuffix(say("page", "no_page")).strip()
        document.link(sheet, f"A{row}", each.title, each.title)
        put(sheet, f"B{row}", holds, "pb_wrapped")
        put(sheet, f"C{row}", say("contents", _paper(document, each)))
        fit_row(sheet, row, ((holds, _WIDTHS[1]),))
        _lead_back(document, each, f"{left}1", sheet.title)
    document.on_paper(sheet, say.sheet(CONTENTS), "C", top + len(others), first=0, head=top)


def _write_asked(document: ReportDocument, sheet: Worksheet, report: Overview, differing: Sequence[Difference]) -> int:
    """The questions with their answers, and a link to where more is told; the row below them."""
    say, row = document.say, _TOP
    document.put(sheet, f"A{_TOP}", say("asked", "title"), "pb_section")
    document.put_made_for(sheet)
    for key, leads_to, code, place in _ASKED:
        if say.sheet(leads_to) not in document.workbook:
            continue
        row += 1
        answered = document.made(code)
        if place:
            answer = document.values.get(answered.title, {}).get(place, answered[place].value) or ""
        else:
            found = report.commission
            answer = payout_told(say, found.next_payout, late=bool(found.late_payouts))
        if key == "due":
            answer = _due_told(say, report) or answer
        elif key == "next":
            answer = f"{answer} {answered[SECOND_STEP].value or ''}".rstrip()
        elif key == "differs" and differing:
            first = differing[0]
            answer = say("asked", "largest", told=answer, client=first.client, reason=reason_words(say, first))
        question = f"{say('asked', key)} "
        document.link(sheet, f"A{row}", say.sheet(leads_to), say.sheet(leads_to))
        document.put(sheet, f"B{row}", f"{question}{answer}", "pb_wrapped")
        fit_row(sheet, row, ((f"{question}{answer}", _WIDTHS[1]),))
    return row + 1


def _due_told(say: ReportWords, report: Overview) -> str:
    """How many renewals of the quarter, or overdue, are still to be made, and their MRR, currency by currency."""
    due = quarter_renewals(report.renewals, report.as_of)
    totals = [each for each in renewal_totals(due) if each.open]
    amounts = "; ".join(f"{say.reader.number(each.at_stake, PLACES)} {each.currency}" for each in totals)
    count = sum(each.open for each in totals)
    return say("asked", "quarter", quarter=quarter_of(report.as_of), count=count, amounts=amounts) if totals else ""


def _lead_back(document: ReportDocument, sheet: Worksheet, place: str, contents: str) -> None:
    """Make a link of a sheet's title: by a formula, because LibreOffice draws any other link blue and underlined."""
    text, stands = str(sheet[place].value), copy(sheet[place].alignment)
    said = "&".join(quoted(text[at : at + _QUOTED]) for at in range(0, len(text), _QUOTED))
    target = quoted(f"#'{contents}'!A1")
    title = document.put(sheet, place, Formula(f"HYPERLINK({target},{said})", text), "pb_title")
    if stands.wrap_text:
        title.alignment = stands


def _paper(document: ReportDocument, sheet: Worksheet) -> str:
    """The key of how much of a sheet is printed."""
    if "XFD" in str(sheet.print_area):
        return "none"
    return "first" if sheet.oddFooter.center.text == document.say("page", "first_rows") else "whole"
