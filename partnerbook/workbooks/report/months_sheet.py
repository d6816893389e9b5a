"""The Months sheet (points by month, what came and went, what will expire) and the Changes sheet (any two days)."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import BadInput
from partnerbook.exact import ZERO, figure
from partnerbook.figures.months import MONTHS_BACK
from partnerbook.figures.overview import CHANGE_MONTHS, Overview
from partnerbook.figures.tiers import threshold
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.program.edition import edition_on
from partnerbook.workbooks.kit.document import Document, Field, Formula, page
from partnerbook.workbooks.report.ledger_sheet import listed_entries
from partnerbook.workbooks.report.words import CHANGES, KINDS, MONTHS, TRACKS, E, L, M, T, X

MONTHS_TOP = 4
EXPIRIES_TOP = MONTHS_TOP + MONTHS_BACK + 4
LISTED = 200
_LIST_TOP = 14

_MONTH = M.here("Month")
_FIRST = f"EOMONTH({_MONTH},-1)+1"


def _points(track: str, day: str) -> str:
    of_track = f'{L("Points")},{L("Track")},"{track}"'
    return f'ROUND(SUMIFS({of_track},{L("From")},"<="&{day})-SUMIFS({of_track},{L("Until")},"<="&{day}),6)'


def _in_month(heading: str) -> str:
    return f'{L(heading)},">="&{_FIRST},{L(heading)},"<="&{_MONTH}'


def _new(track: str) -> str:
    return f'ROUND(SUMIFS({L("Points")},{L("Track")},"{track}",{_in_month("From")},{L("Points")},">0"),6)'


def _lost(track: str) -> str:
    of_track = f'{L("Points")},{L("Track")},"{track}"'
    return f'ROUND(SUMIFS({of_track},{_in_month("Until")})-SUMIFS({of_track},{_in_month("From")},{L("Points")},"<0"),6)'


def _line(tier: str) -> str:
    return f"IFERROR(SUMIFS({T('Total points')},{T('Edition')},LOOKUP({_MONTH},{E('From')}),{T('Tier')},{tier}),0)"


MONTH_FIELDS = (
    Field("Months back", "pb_whole", 9),
    Field("Month", "pb_month", 12, f'IF({M.here("Months back")}=0,AsOf,EOMONTH(AsOf,-{M.here("Months back")}))',
          "The month's last day; the as-of day for the month it lies in."),
    Field("Sold", "pb_whole", 11, _points("Sold", _MONTH)),
    Field("Managed", "pb_whole", 11, _points("Managed", _MONTH)),
    Field("Total", "pb_whole", 11, f'{M.here("Sold")}+{M.here("Managed")}'),
    Field("New sold", "pb_whole", 11, _new("Sold")),
    Field("Lost sold", "pb_whole", 11, _lost("Sold"), "Expired, and lost to downgrades and cancellations."),
    Field("New managed", "pb_whole", 11, _new("Managed")),
    Field("Lost managed", "pb_whole", 11, _lost("Managed")),
    Field("To keep", "pb_whole", 11, _line("CreditedNow"), "Total points of the credited tier in the month's edition."),
    Field("To reach", "pb_whole", 11, _line("GoalTier"), "Total points of the goal tier in the month's edition."),
)  # fmt: skip

_UNTIL = X.here("Until")
_AHEAD = f"EOMONTH(AsOf,{X.here('Months ahead')}-1)"


def _expiring(track: str) -> str:
    return (
        f'ROUND(SUMIFS({L("Points")},{L("Track")},"{track}",{L("From")},"<="&AsOf,{L("Until")},">"&AsOf,'
        f'{L("Until")},">"&{_AHEAD},{L("Until")},"<="&{_UNTIL}),6)'
    )


EXPIRY_FIELDS = (
    Field("Months ahead", "pb_whole", 9, note="0 is the rest of the as-of day's month."),
    Field("Until", "pb_month", 12, f'EOMONTH(AsOf,{X.here("Months ahead")})', note="The month's last day."),
    Field("Sold expiring", "pb_whole", 11, _expiring("Sold")),
    Field("Managed ending", "pb_whole", 11, _expiring("Managed"), "Managing or subscriptions with an end in the book."),
    Field("Left", "pb_whole", 11,
          f'ROUND(SUMIFS({L("Points")},{L("From")},"<="&{_UNTIL})-SUMIFS({L("Points")},{L("Until")},"<="&{_UNTIL}),6)',
          "Points that month's end if nothing more is sold."),
)  # fmt: skip


def write_months(document: Document, report: Overview) -> Worksheet:
    """The sheet, written."""
    sheet = document.sheet(MONTHS, "1B7F79")
    document.put(sheet, "A1", "Points by month", "pb_title")
    document.put(sheet, "A2", "The last 24 months as they ended, and the points known to expire in the next 12.",
                 "pb_subtitle")  # fmt: skip
    rows = []
    for index, month in enumerate(report.months):
        sold, managed = figure(month.points.sold), figure(month.points.managed)
        moved = month.changes
        rows.append((
            MONTHS_BACK - 1 - index, month.day, sold, managed, sold + managed,
            figure(moved[SOLD].new), figure(moved[SOLD].lost), figure(moved[MANAGED].new), figure(moved[MANAGED].lost),
            _needed(report, report.credited or "", index), _needed(report, report.goal, index),
        ))  # fmt: skip
    document.table(sheet, M.name, f"A{MONTHS_TOP}", MONTH_FIELDS, rows)
    document.put(sheet, f"A{EXPIRIES_TOP - 1}", "Points that will expire", "pb_section")
    expiries = [
        (ahead, expiry.until, expiry.sold, expiry.managed, expiry.left) for ahead, expiry in enumerate(report.expiries)
    ]
    document.table(sheet, X.name, f"A{EXPIRIES_TOP}", EXPIRY_FIELDS, expiries, widths=False)
    sheet.freeze_panes = f"C{MONTHS_TOP + 1}"
    page(sheet, "Points by month", one_page=True)
    return sheet


def _needed(report: Overview, tier: str, index: int) -> object:
    try:
        edition = edition_on(report.months[index].day)
    except BadInput:
        return ZERO
    return threshold(report.book.tiers, edition, tier).total or ZERO


def write_changes(document: Document, report: Overview) -> None:
    """Nothing; writes the Changes sheet: new and lost points between two days, and the entries behind them."""
    sheet = document.sheet(CHANGES, "1B7F79", (7, 7, 32, 20, 12, 14, 12, 12, 12, 12, 20))
    put = document.put
    put(sheet, "A1", "Changes in points", "pb_title")
    put(sheet, "A2", "Type any two days into the yellow cells, both included. Left alone, they follow the as-of day: "
        "the three months up to it.", "pb_subtitle")  # fmt: skip
    first, last = report.change_days
    put(sheet, "C4", "From (first day)", "pb_label")
    same_day = f"DATE(YEAR(AsOf),MONTH(AsOf)-{CHANGE_MONTHS},DAY(AsOf))"
    next_first = f"DATE(YEAR(AsOf),MONTH(AsOf)-{CHANGE_MONTHS - 1},1)"  # where the month has no such day
    put(sheet, "D4", Formula(f"MIN({same_day},{next_first})+1", first), "pb_input_day")
    put(sheet, "C5", "To (last day)", "pb_label")
    put(sheet, "D5", Formula("AsOf", last), "pb_input_day")
    document.name("ChangesFrom", sheet, "D4")
    document.name("ChangesTo", sheet, "D5")
    document.require(sheet, "D4:D5", "date", "36526", "A day", "A date, such as 2026-01-31.")
    for place, head in zip(("C7", "D7", "E7", "F7", "G7"), ("Track", "Before", "New", "Lost", "After"), strict=True):
        put(sheet, place, head, "pb_head" if place == "C7" else "pb_head_number")
    totals = [ZERO] * 4
    for row, track in ((8, SOLD), (9, MANAGED)):
        name, moved = TRACKS[track], report.changes[track]
        of_track = f'{L("Points")},{L("Track")},"{name}"'
        put(sheet, f"C{row}", name)
        put(sheet, f"D{row}", Formula(
            f'ROUND(SUMIFS({of_track},{L("From")},"<"&ChangesFrom)-SUMIFS({of_track},{L("Until")},"<"&ChangesFrom),6)',
            figure(moved.opening)), "pb_whole")  # fmt: skip
        put(
            sheet,
            f"E{row}",
            Formula(_moved(name, "From", ">0"), figure(moved.new)),
            "pb_whole",
        )
        put(sheet, f"F{row}", Formula(_moved(name, "Until", "<0"), figure(moved.lost)), "pb_whole")
        after = figure(moved.opening) + figure(moved.new) - figure(moved.lost)
        put(sheet, f"G{row}", Formula(f"ROUND(D{row}+E{row}-F{row},6)", after), "pb_whole")
        values = (figure(moved.opening), figure(moved.new), figure(moved.lost), after)
        totals = [total + value for total, value in zip(totals, values, strict=True)]
    put(sheet, "C10", "Total")
    for letter, value in zip("DEFG", totals, strict=True):
        put(sheet, f"{letter}10", Formula(f"SUM({letter}8:{letter}9)", value), "pb_total")
    _write_list(document, sheet, report)
    sheet.freeze_panes = f"A{_LIST_TOP + 1}"
    page(sheet, "Changes", repeat=f"{_LIST_TOP}:{_LIST_TOP}")


def _moved(track: str, heading: str, sign: str) -> str:
    """The new points of a track in the range (what starts above zero), or the lost (what ends, losses that start)."""
    of_track = f'{L("Points")},{L("Track")},"{track}"'
    starts = f'{L("From")},">="&ChangesFrom,{L("From")},"<="&ChangesTo,{L("Points")},"{sign}"'
    if heading == "From":
        return f"ROUND(SUMIFS({of_track},{starts}),6)"
    ends = f'{L("Until")},">="&ChangesFrom,{L("Until")},"<="&ChangesTo'
    return f"ROUND(SUMIFS({of_track},{ends})-SUMIFS({of_track},{starts}),6)"


def _write_list(document: Document, sheet: Worksheet, report: Overview) -> None:
    put = document.put
    first, last = report.change_days
    changed = [
        (number, entry)
        for number, entry in enumerate(listed_entries(report), 1)
        if first <= entry.start <= last or (entry.until is not None and first <= entry.until <= last)
    ]
    put(sheet, "A12", "The entries behind these figures", "pb_section")
    put(sheet, "G12", "entries changed", "pb_label")
    put(sheet, "F12", Formula(f'COUNTIF({L("Change")},">0")', len(changed)), "pb_whole")
    put(sheet, "I12", f"the first {LISTED} are listed; the Ledger filtered by Change shows all", "pb_label")
    document.name("Changed", sheet, "F12")
    heads = ("Entry", "Row", "Client", "Product line", "Track", "Kind", "New", "Lost", "From", "Until", "Record")
    styles = ("pb_number", "pb_number", "pb_text", "pb_text", "pb_text", "pb_text", "pb_points", "pb_points", "pb_day",
              "pb_day", "pb_text")  # fmt: skip
    for letter, head in zip("ABCDEFGHIJK", heads, strict=True):
        put(sheet, f"{letter}{_LIST_TOP}", head, "pb_head")
    for index in range(1, LISTED + 1):
        row = _LIST_TOP + index
        points = f"INDEX({L('Points')},B{row})"
        values = _list_values(*changed[index - 1], report) if index <= len(changed) else ("",) * 11
        formulas = [
            f'IF({index}>Changed,"",SMALL({L("Change")},ROWS({L("Change")})-Changed+{index}))',
            f'IF(A{row}="","",MATCH(A{row},{L("No.")},0))',
            *(f'IF(B{row}="","",INDEX({L(head)},B{row}))' for head in heads[2:6]),
            f'IF(B{row}="","",IF(AND(I{row}>=ChangesFrom,I{row}<=ChangesTo),MAX(0,{points}),0))',
            (
                f'IF(B{row}="","",IF(AND(N(J{row})>=ChangesFrom,N(J{row})<=ChangesTo),{points},0)'
                f"-IF(AND(I{row}>=ChangesFrom,I{row}<=ChangesTo),MIN(0,{points}),0))"
            ),
            f'IF(B{row}="","",INDEX({L("From")},B{row}))',
            f'IF(B{row}="","",IF(INDEX({L("Until")},B{row})="","",INDEX({L("Until")},B{row})))',
            f'IF(B{row}="","",INDEX({L("Record")},B{row})&"")',
        ]
        for letter, formula, value, style in zip("ABCDEFGHIJK", formulas, values, styles, strict=True):
            put(sheet, f"{letter}{row}", Formula(formula, value), style)


def _list_values(number: int, entry: Entry, report: Overview) -> tuple[object, ...]:
    first, last = report.change_days
    starts = first <= entry.start <= last
    ends = entry.until is not None and first <= entry.until <= last
    new = entry.points if starts and entry.points > 0 else ZERO
    lost = (entry.points if ends else ZERO) - (entry.points if starts and entry.points < 0 else ZERO)
    return (number, number, entry.client, entry.line, TRACKS[entry.track], KINDS[entry.kind], new, lost, entry.start,
            entry.until or "", str(entry.origin))  # fmt: skip
