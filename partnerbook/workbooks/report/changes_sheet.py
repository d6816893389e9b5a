"""The Changes sheet: new and lost points between any two days, and the entries behind them."""

from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT, PLACES, ZERO, figure
from partnerbook.figures.changed import changed_entry
from partnerbook.figures.overview import CHANGE_MONTHS, Overview
from partnerbook.figures.shown import shown_changes
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.limits import require_day
from partnerbook.workbooks.kit.styles import POINTS
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE, listed_entries
from partnerbook.workbooks.report.said import quoted
from partnerbook.workbooks.report.shown_formulas import moved, shown
from partnerbook.workbooks.report.words import CHANGES

LISTED = 200
_PRINTED = 18
_TOTALS_TOP, _LIST_TOP = 7, 14
_EXACT = "MNO"  # hidden: before, with what is new, and after, from which what is shown follows
_POINTS, _START, _UNTIL = map(LEDGER_TABLE, ("points", "start", "until"))
AFTER = {SOLD: "SoldAfter", MANAGED: "ManagedAfter"}  # the names of the points after the range


class ChangedRow(NamedTuple):
    """A row of the list: the entry there with its number, if there is one, and what came and went with it."""

    number: int = 0
    entry: Entry | None = None
    new: Decimal = ZERO
    lost: Decimal = ZERO


def _of_ledger(field: str) -> str:
    return f'IF([@place]="","",INDEX({LEDGER_TABLE(field)},[@place]))'


_PLACE_POINTS = f"INDEX({_POINTS},[@place])"
_BEGINS = "AND([@start]>=ChangesFrom,[@start]<=ChangesTo)"
_ENDS = "AND(N([@until])>=ChangesFrom,N([@until])<=ChangesTo)"
_PLACE = f"(ROW()-{_LIST_TOP})"
_CHANGE = LEDGER_TABLE("change")

_LIST: SheetTable[ChangedRow] = SheetTable("ChangedEntries", {
    "number": SheetColumn(
        "Entry", "pb_number", 7, value=lambda row: row.number if row.entry else "",
        formula=f'IF({_PLACE}>Changed,"",SMALL({_CHANGE},ROWS({_CHANGE})-Changed+{_PLACE}))',
    ),
    "place": SheetColumn("Row", "pb_number", 7, value=lambda row: row.number if row.entry else "",
                         formula=f'IF([@number]="","",MATCH([@number],{LEDGER_TABLE("number")},0))'),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.entry.client if row.entry else "",
                          formula=_of_ledger("client")),
    "line": SheetColumn("Product line", "pb_text", 20, value=lambda row: row.entry.line if row.entry else "",
                        formula=_of_ledger("line")),
    "track": SheetColumn("Track", "pb_text", 12,
                         told=lambda say, row: say.tracks[row.entry.track] if row.entry else "",
                         formula=_of_ledger("track")),
    "kind": SheetColumn("Kind", "pb_text", 14,
                        told=lambda say, row: say.kinds[row.entry.kind] if row.entry else "",
                        formula=_of_ledger("kind")),
    "new": SheetColumn("New", "pb_points", 12, value=lambda row: row.new if row.entry else "",
                       formula=f'IF([@place]="","",IF({_BEGINS},MAX(0,{_PLACE_POINTS}),0))'),
    "lost": SheetColumn(
        "Lost", "pb_points", 12, value=lambda row: row.lost if row.entry else "",
        formula=f'IF([@place]="","",IF({_ENDS},{_PLACE_POINTS},0)-IF({_BEGINS},MIN(0,{_PLACE_POINTS}),0))',
    ),
    "start": SheetColumn("From", "pb_day", 12, value=lambda row: row.entry.start if row.entry else "",
                         formula=_of_ledger("start")),
    "until": SheetColumn(
        "Until", "pb_day", 12, value=lambda row: (row.entry.until if row.entry else None) or "",
        formula=f'IF([@place]="","",IF(INDEX({_UNTIL},[@place])="","",INDEX({_UNTIL},[@place])))',
    ),
    "record": SheetColumn("Record", "pb_text", 20,
                          told=lambda say, row: say.place(row.entry.origin) if row.entry else "",
                          formula=f'IF([@place]="","",INDEX({LEDGER_TABLE("record")},[@place])&"")'),
}, plain=True)  # fmt: skip


def write_changes(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    sheet = document.sheet(CHANGES, "1B7F79")
    put, say = document.put, document.say
    put(sheet, "A1", say("changes", "title"), "pb_title")
    put(sheet, "A2", say("changes", "subtitle"), "pb_subtitle")
    first, last = report.change_days
    put(sheet, "C4", say("changes", "from"), "pb_label")
    same_day = f"DATE(YEAR(AsOf),MONTH(AsOf)-{CHANGE_MONTHS},DAY(AsOf))"
    next_first = f"DATE(YEAR(AsOf),MONTH(AsOf)-{CHANGE_MONTHS - 1},1)"  # where the month has no such day
    put(sheet, "D4", Formula(f"MIN({same_day},{next_first})+1", first), "pb_input_day")
    put(sheet, "C5", say("changes", "to"), "pb_label")
    put(sheet, "D5", Formula("AsOf", last), "pb_input_day")
    document.name("ChangesFrom", sheet, "D4")
    document.name("ChangesTo", sheet, "D5")
    require_day(sheet, "D4:D5", say("messages", "day"), say("messages", "any_day"), last=None)
    _write_totals(document, sheet, report)
    _write_list(document, sheet, report)
    sheet.freeze_panes = f"A{_LIST_TOP + 1}"
    document.put_day(sheet)
    whole, right = _LIST_TOP + LISTED, _LIST.letter("record")
    document.on_paper(sheet, say.sheet(CHANGES), right, whole, _LIST_TOP + _PRINTED, _LIST_TOP)


def _write_totals(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The points of each track before the range, new and lost in it, and after it."""
    put, say = document.put, document.say
    for letter, key in zip("CDEFG", ("track", "before", "new", "lost", "after"), strict=True):
        head = say("changes", key)
        put(sheet, f"{letter}{_TOTALS_TOP}", head, "pb_head" if letter == "C" else "pb_head_number")
    totals = [ZERO] * 4
    for row, track in enumerate((SOLD, MANAGED), _TOTALS_TOP + 1):
        changed = report.changes[track]
        before, grown, after = (f"{letter}{row}" for letter in _EXACT)
        exact = (changed.opening, EXACT.add(changed.opening, changed.new), changed.closing)
        for letter, formula, value in zip(_EXACT, _exact(track), exact, strict=True):
            put(sheet, f"{letter}{row}", Formula(formula, figure(value)), "pb_helper")
        document.name(AFTER[track], sheet, after)
        seen = shown_changes(changed)
        values = (*seen, seen.closing)
        formulas = (shown(before), moved(before, grown), moved(after, grown), shown(after))
        put(sheet, f"C{row}", say.tracks[track])
        for letter, formula, value in zip("DEFG", formulas, values, strict=True):
            put(sheet, f"{letter}{row}", Formula(formula, value), "pb_points")
        totals = [EXACT.add(total, value) for total, value in zip(totals, values, strict=True)]
    last = _TOTALS_TOP + len(AFTER)
    put(sheet, f"C{last + 1}", say("changes", "total"))
    for letter, value in zip("DEFG", totals, strict=True):
        added = Formula(f"ROUND(SUM({letter}{_TOTALS_TOP + 1}:{letter}{last}),{PLACES})", value)
        put(sheet, f"{letter}{last + 1}", added, "pb_total").number_format = POINTS
    for letter in _EXACT:
        sheet.column_dimensions[letter].hidden = True


def _exact(track: str) -> tuple[str, str, str]:
    """The points of a track before the range, with what is new in it (what starts above zero), and after it."""
    of_track = f'{_POINTS},{LEDGER_TABLE("track_code")},"{track}"'
    starts = f'{_START},">="&ChangesFrom,{_START},"<="&ChangesTo,{_POINTS}'
    ends = f'{_UNTIL},">="&ChangesFrom,{_UNTIL},"<="&ChangesTo'
    before = f'SUMIFS({of_track},{_START},"<"&ChangesFrom)-SUMIFS({of_track},{_UNTIL},"<"&ChangesFrom)'
    grown = f'{before}+SUMIFS({of_track},{starts},">0")'
    lost = f'SUMIFS({of_track},{ends})-SUMIFS({of_track},{starts},"<0")'
    return f"ROUND({before},6)", f"ROUND({grown},6)", f"ROUND({grown}-({lost}),6)"


def _write_list(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    put, say = document.put, document.say
    first, last = report.change_days
    found = ((number, changed_entry(entry, first, last)) for number, entry in enumerate(listed_entries(report), 1))
    changed = [ChangedRow(number, *each) for number, each in found if each]
    behind = say("changes", "behind")
    of_some = say.formula("changes", "of_segment", segment="SegmentShown")
    put(sheet, "A12", Formula(f"IF(SegmentCode=0,{quoted(behind)},{of_some})", behind), "pb_section")
    put(sheet, "G12", say("changes", "changed"), "pb_label")
    put(sheet, "F12", Formula(f'COUNTIF({_CHANGE},">0")', len(changed)), "pb_whole")
    put(sheet, "A13", say("changes", "listed", count=LISTED), "pb_subtitle")
    document.name("Changed", sheet, "F12")
    rows = [*changed, *([ChangedRow()] * LISTED)]
    document.block(sheet, _LIST, _LIST_TOP, rows[:LISTED], bulk=True)
