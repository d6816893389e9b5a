"""The Editions sheet: what changed from edition to edition, and the day under the rules of each, client by client."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT
from partnerbook.figures.editions import RuleLine, Under, rule_lines, under_editions
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_clients
from partnerbook.language.rules import rule_kind_words, rule_name, rule_value, source_title
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.document import fit_row
from partnerbook.workbooks.kit.styles import FAINT, NAVY
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.program_words import edition_words
from partnerbook.workbooks.report.words import EDITIONS

_TOP = 5
_WIDTHS = (30, 12, 16, 12, 12, 17, 80)
_LISTED = 1000  # clients whose points differ


def write_editions(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    say = document.say
    sheet = document.sheet(EDITIONS, "F2C14E", _WIDTHS)
    document.put(sheet, "A1", say.sheet(EDITIONS), "pb_title")
    document.put(sheet, "A2", say("editions", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    found = under_editions(report)
    row = _write_standing(document, sheet, report, found, _TOP)
    row = _write_rules(document, sheet, row + 1)
    last = _write_clients(document, sheet, report, found, row + 1)
    document.on_paper(sheet, say.sheet(EDITIONS), "G", last, first=0, head=row + 2, one_page=True)


def _heads(document: ReportDocument, sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for letter, text in zip("ABCDEFG", heads, strict=False):
        document.put(sheet, f"{letter}{row}", text or None, "pb_head_number" if letter in "BCDE" else "pb_head")
    fit_row(sheet, row, zip(heads, (width - 2 for width in _WIDTHS), strict=False))


def _write_standing(
    document: ReportDocument, sheet: Worksheet, report: Overview, found: Sequence[Under], row: int
) -> int:
    """The day under the rules of each edition; the row below."""
    say = document.say
    document.put(sheet, f"A{row}", say("editions", "standing"), "pb_section")
    keys = ("edition", "sold", "managed", "total", "difference", "performing", "differs")
    _heads(document, sheet, row + 1, [say("editions", key) for key in keys])
    for at, each in enumerate(found, row + 2):
        day = say.day(each.edition.start)
        start = say("editions", "in_force", day=day) if each.own else day
        document.put(sheet, f"A{at}", start)
        points, own = each.shown, report.shown
        difference = EXACT.subtract(points.total, own.total)
        for letter, value in (("B", points.sold), ("C", points.managed), ("D", points.total)):
            document.put(sheet, f"{letter}{at}", value, "pb_points")
        document.put(sheet, f"E{at}", difference, "pb_money")
        tier = say.unknown if each.performing is None else say.tier(each.performing)
        document.put(sheet, f"F{at}", tier)
        differs = ", ".join(rule_kind_words(kind, say.language) for kind in each.rules) or say("editions", "nothing")
        document.put(sheet, f"G{at}", differs, "pb_wrapped")
        fit_row(sheet, at, [(differs, _WIDTHS[6])])
    row += 2 + len(found)
    document.put(sheet, f"A{row}", say("editions", "how"), "pb_note")
    sheet.merge_cells(f"A{row}:G{row}")
    fit_row(sheet, row, [(say("editions", "how"), sum(_WIDTHS))])
    return row + 1


def _write_rules(document: ReportDocument, sheet: Worksheet, row: int) -> int:
    """What each edition changed, figure by figure with its source; the row below."""
    say, every = document.say, editions()
    document.put(sheet, f"A{row}", say("editions", "changes"), "pb_section")
    for at, edition in enumerate(every, row + 1):
        text = edition_words(say, edition)
        sheet.merge_cells(f"A{at}:G{at}")
        document.put(sheet, f"A{at}", text, "pb_wrapped")
        fit_row(sheet, at, [(text, sum(_WIDTHS))])
    row += 2 + len(every)
    _heads(document, sheet, row, [say("editions", "rule"), *(say.day(each.start) for each in every), "",
                                  say("about", "source")])  # fmt: skip
    titles = {source.id: source_title(source, say.language) for edition in every for source in edition.sources}
    for line in rule_lines():
        if line.changes:
            row += 1
            _write_rule(document, sheet, row, line, titles)
    return row + 1


def _write_rule(document: ReportDocument, sheet: Worksheet, row: int, line: RuleLine, titles: dict[str, str]) -> None:
    say = document.say
    document.put(sheet, f"A{row}", rule_name(line.key, say.language), "pb_wrapped")
    source = ""
    for at, (letter, figure) in enumerate(zip("BCDE", line.figures, strict=True)):
        text = rule_value(figure.value, say.language, say.reader.number) if figure else None
        document.put(sheet, f"{letter}{row}", text, "pb_number")
        if at in line.changes:
            document.mark(sheet, f"{letter}{row}", "TRUE", NAVY, FAINT)
            source = titles.get(figure.source, "") if figure and figure.source else source
    document.put(sheet, f"G{row}", source or None, "pb_wrapped")
    fit_row(sheet, row, [(source, _WIDTHS[6]), (rule_name(line.key, say.language), _WIDTHS[0])])


def _write_clients(
    document: ReportDocument, sheet: Worksheet, report: Overview, found: Sequence[Under], row: int
) -> int:
    """The clients whose points differ under any edition, those of the largest difference first; the last row."""
    say = document.say
    document.put(sheet, f"A{row}", say("editions", "clients"), "pb_section")
    largest: dict[str, Decimal] = {}
    for each in (each for under in found for each in under.clients):
        largest[each.client] = max(abs(each.total), largest.get(each.client, abs(each.total)))
    if not largest:
        document.put(sheet, f"A{row + 1}", say("editions", "none_differs"))
        return row + 1
    names = sorted(largest, key=lambda name: (-largest[name], name.casefold()))[:_LISTED]
    _heads(document, sheet, row + 1, [say("top", "client"), *(say.day(each.edition.start) for each in found), "",
                                      say("editions", "why")])  # fmt: skip
    own = dict(zip((line.client.client for line in report.clients), shown_clients(report.clients), strict=True))
    moved = [{each.client: each for each in under.clients} for under in found]
    for at, name in enumerate(names, row + 2):
        document.put(sheet, f"A{at}", name)
        kinds = dict.fromkeys(part.kind for of in moved if name in of for part in of[name].parts)
        for letter, of in zip("BCDE", moved, strict=True):
            points = of[name].other if name in of else own[name]
            document.put(sheet, f"{letter}{at}", points.total, "pb_points")
        document.put(sheet, f"G{at}", ", ".join(rule_kind_words(kind, say.language) for kind in kinds))
    return row + 1 + len(names)
