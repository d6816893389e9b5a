"""The Scenarios sheet: what would come of each scenario of the book, month by month beside the book as it is."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import BadInput
from partnerbook.figures.outlook_words import outlook_headline
from partnerbook.figures.overview import Overview
from partnerbook.figures.scenario import Scenario, book_with_assumed, rows_by_scenario, scenarios
from partnerbook.figures.shown import shown_points
from partnerbook.workbooks.kit.document import fit_row, letters
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.words import SCENARIOS

MOST = 8  # scenarios: more do not go side by side on a page
_TOP = 5


def write_scenarios(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where the book has scenarios that can be."""
    found = _possible(report)
    if len(found) < 2:  # the book as it is
        return
    say = document.say
    sheet = document.sheet(SCENARIOS, "F2C14E", [14, *[15] * (2 * len(found))])
    document.put(sheet, "A1", say.sheet(SCENARIOS), "pb_title")
    document.put(sheet, "A2", say("scenarios", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    columns = letters(2 * len(found), 2)
    right = max(columns[-1], "G", key=lambda letter: (len(letter), letter))
    row = _write_named(document, sheet, found, right)
    document.put(sheet, f"A{row}", say("scenarios", "months"), "pb_section")
    _write_months(document, sheet, found, row + 1)
    last = row + 2 + len(found[0].months)
    document.on_paper(sheet, say.sheet(SCENARIOS), right, last, first=0, one_page=True)
    sheet.print_title_rows = f"{row + 1}:{row + 2}"


def _possible(report: Overview) -> Sequence[Scenario]:
    """The book as it is, and the scenarios of which every row can be: the others are told when the book is read."""
    possible = []
    for rows in list(rows_by_scenario(report.book.scenarios).values()):
        try:
            book_with_assumed(report.book, rows)
        except BadInput:
            continue
        possible.append(rows)
    return scenarios(report, [row for rows in possible[:MOST] for row in rows]) if possible else ()


def _write_named(document: ReportDocument, sheet: Worksheet, found: Sequence[Scenario], right: str) -> int:
    """Each scenario by its name, how sure the tier is in it, and what it assumes; the row below."""
    say, row = document.say, _TOP
    for each in found:
        document.put(sheet, f"A{row}", each.name or say("scenarios", "as_it_is"), "pb_section")
        texts = [outlook_headline(each.ahead, say.language, say.day)]
        for assumed in each.rows:
            what = say("assumed", assumed.what)
            of = ", ".join(filter(None, (assumed.client, assumed.line)))
            money = "" if assumed.mrr is None else f"{say.reader.number(assumed.mrr)} {assumed.currency}"
            partners = say("scenarios", "partners", count=assumed.partners) if assumed.what == "partners" else ""
            texts.append("; ".join(filter(None, (f"{say.day(assumed.on)}: {what}", of, money, partners, assumed.note))))
        for at, text in enumerate(texts, row + 1):
            sheet.merge_cells(f"A{at}:{right}{at}")
            document.put(sheet, f"A{at}", text, "pb_wrapped")
            fit_row(sheet, at, [(text, 100)])
        row += len(texts) + 2
    return row


def _write_months(document: ReportDocument, sheet: Worksheet, found: Sequence[Scenario], row: int) -> None:
    """The total points and the credited tier at the end of each month, the scenarios side by side."""
    say, columns = document.say, letters(2 * len(found), 2)
    document.put(sheet, f"A{row}", None, "pb_head_day")
    document.put(sheet, f"A{row + 1}", say("scenarios", "on"), "pb_head_day")
    heads = []
    for at, each in enumerate(found):
        points, tier = columns[2 * at : 2 * at + 2]
        name = each.name or say("scenarios", "as_it_is")
        document.put(sheet, f"{points}{row}", name, "pb_head_number")
        document.put(sheet, f"{tier}{row}", None, "pb_head")
        sheet.merge_cells(f"{points}{row}:{tier}{row}")
        document.put(sheet, f"{points}{row + 1}", say("dashboard", "total_points"), "pb_head_number")
        document.put(sheet, f"{tier}{row + 1}", say("dashboard", "credited"), "pb_head")
        heads += [(name, 27), (say("dashboard", "credited"), 12)]
        for down, month in enumerate(each.months, row + 2):
            if not at:
                document.put(sheet, f"A{down}", month.day, "pb_day")
            document.put(sheet, f"{points}{down}", shown_points(month.points).total, "pb_points")
            document.put(sheet, f"{tier}{down}", say.unknown if month.credited is None else say.tier(month.credited))
    fit_row(sheet, row, heads[::2])
    fit_row(sheet, row + 1, heads[1::2])
