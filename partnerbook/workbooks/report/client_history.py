"""The lower half of the sheet Client: points and revenue by month, and the entries of the Ledger."""

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import PLACES
from partnerbook.figures.months import MONTHS_BACK
from partnerbook.figures.overview import Overview
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.workbooks.kit.charts import Columns, stacked_columns
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.styles import NAVY, TEAL
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.client_facts import ListColumn, found
from partnerbook.workbooks.report.client_picked import (
    LOOKED_AT,
    PickedEntry,
    line_of,
    picked_before,
    picked_entries,
    picked_months,
)
from partnerbook.workbooks.report.client_tables import key_formula, number_formula, picked_key
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE, entry_counts
from partnerbook.workbooks.report.shown_formulas import moved
from partnerbook.workbooks.report.words import ACTIVE

LISTED = 36  # entries
_BEFORE = {SOLD: "ClientSoldBefore", MANAGED: "ClientManagedBefore"}


_ENTRIES = (
    ListColumn("line", "line", "pb_text", lambda _, row: row.entry.line),
    ListColumn("record", "record", "pb_text", lambda say, row: say.place(row.entry.origin)),
    ListColumn("track", "track", "pb_text", lambda say, row: say.tracks[row.entry.track]),
    ListColumn("amount", "amount", "pb_money", lambda _, row: row.entry.amount),
    ListColumn("currency", "currency", "pb_text", lambda _, row: row.entry.terms.currency),
    ListColumn("points_of", "", "pb_points", lambda _, row: row.points),
    ListColumn("from", "start", "pb_day", lambda _, row: row.entry.start),
    ListColumn("until", "until", "pb_day", lambda _, row: row.entry.until or ""),
    ListColumn("kind", "kind", "pb_text", lambda say, row: say.kinds[row.entry.kind]),
    ListColumn("status", "status", "pb_text", lambda say, row: say.states[row.state]),
)


def write_client_history(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, top: int) -> int:
    """Write the months, and the entries below; the last row that is printed."""
    document.put(sheet, f"A{top}", document.say("client", "months"), "pb_section")
    _write_before(document, sheet, report, client)
    _write_months(document, sheet, report, client, top + 1)
    months, sold, managed = (f"{letter}{top + 2}:{letter}{top + 1 + MONTHS_BACK}" for letter in "ABC")
    stacked_columns(
        sheet, sheet, document.say("client", "months"), (f"G{top + 1}", f"J{top + 1 + MONTHS_BACK}"), months,
        (Columns(f"B{top + 1}", sold, TEAL), Columns(f"C{top + 1}", managed, NAVY)),
        (), document.say.month_format("mmm yy"),
    )  # fmt: skip
    return _write_entries(document, sheet, report, client, top + MONTHS_BACK + 3)


def _write_before(document: ReportDocument, sheet: Worksheet, report: Overview, client: str) -> None:
    """The exact points of the clients before this one, in hidden cells: its own are shown as what they add to them."""
    before = picked_before(report, client) if line_of(report, client) else None
    for place, track in (("M1", SOLD), ("M2", MANAGED)):
        so_far, own = (f"INDEX({BREAKDOWN_TABLE(f'{track}_{part}')},ClientPlace)" for part in ("sum", "exact"))
        value = getattr(before, track) if before else 0
        document.hide(sheet, place, f"IF(ClientPlace=0,0,{so_far}-{own})", value, _BEFORE[track])


def _at_end(field: str, track: str, row: int, client: str = "ClientNumber") -> str:
    """What a month's last day has of a column of the Ledger, of the client or of others by their numbers."""
    of_track = f'{LEDGER_TABLE(field)},{LEDGER_TABLE("client_number")},{client},{LEDGER_TABLE("track_code")},"{track}"'
    begun, ended = (f'SUMIFS({of_track},{LEDGER_TABLE(day)},"<="&$A{row})' for day in ("start", "until"))
    return f"{begun}-{ended}"


def _write_months(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, top: int) -> None:
    """The points at the end of each of the last 24 months, and the MRR that gives them."""
    put, say = document.put, document.say
    keys = ("month", "sold", "managed", "total", "mrr_sold", "mrr_managed")
    fit_row(sheet, top, ((say("client", key), 9) for key in keys))
    for letter, key in zip("ABCDEF", keys, strict=True):
        put(sheet, f"{letter}{top}", say("client", key), "pb_head" if key == "month" else "pb_head_number")
    months = picked_months(report, client)
    for index, month in enumerate(months):
        row, back, known = top + 1 + index, MONTHS_BACK - 1 - index, bool(client)
        put(sheet, f"A{row}", Formula(f"EOMONTH(AsOf,-{back})" if back else "AsOf", month.line.day), "pb_month")
        cells = [
            (letter, moved(*(_at_end("points", track, row, f'"{sign}"&ClientNumber') for sign in ("<", "<="))),
             getattr(month.points, track), "pb_points")
            for letter, track in (("B", SOLD), ("C", MANAGED))
        ]  # fmt: skip
        cells.append(("D", f"ROUND(B{row}+C{row},{PLACES})", month.points.total, "pb_points"))
        cells += [
            (letter, f"ROUND({_at_end('mrr_usd', track, row)},6)", value, "pb_money")
            for letter, track, value in (("E", SOLD, month.sold_usd), ("F", MANAGED, month.managed_usd))
        ]
        for letter, formula, value, style in cells:
            content = Formula(f'IF(ClientNumber=0,"",{formula})', value if known else "")
            put(sheet, f"{letter}{row}", content, style)


def _entry_points(row: int) -> str:
    """The points of an entry: of one that gives points what it adds to those before it, as they are shown."""
    place = f"$N{row}"
    points, track, number = (f"INDEX({LEDGER_TABLE(field)},{place})" for field in ("points", "track_code", "number"))
    before = f'IF({track}="{SOLD}",{_BEFORE[SOLD]},{_BEFORE[MANAGED]})'

    def until(sign: str) -> str:
        return (
            f"{before}+SUMIFS({LEDGER_TABLE('points')},{LEDGER_TABLE('client_number')},ClientNumber,"
            f"{LEDGER_TABLE('track_code')},{track},{LEDGER_TABLE('state')},{ACTIVE},"
            f'{LEDGER_TABLE("number")},"{sign}"&{number})'
        )

    active = moved(until("<"), until("<="))
    state = f"INDEX({LEDGER_TABLE('state')},{place})"
    return f'IF({place}=0,"",IF({state}={ACTIVE},{active},ROUND(ROUND({points},6),{PLACES})))'


def _write_entries(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, top: int) -> int:
    put, say = document.put, document.say
    rows, count = picked_entries(report, client) if client else [], entry_counts(report)[client]
    put(sheet, f"A{top}", say("client", "entries"), "pb_section")
    numbers = LEDGER_TABLE("client_number")
    document.hide(sheet, f"L{top}", f"IF(ClientNumber=0,0,COUNTIF({numbers},ClientNumber))", count, "ClientEntries")
    _write_keys(document, sheet, rows, top)
    sorted_else, more = (
        say.formula("client", "sorted"),
        say.formula("client", "more", count=f"(ClientEntries-{LISTED})"),
    )
    told = say("client", "more", count=count - LISTED) if count > LISTED else ""
    told_formula = f'IF(LedgerInOrder=0,{sorted_else},IF(ClientEntries>{LISTED},{more},""))'
    put(sheet, f"D{top}", Formula(told_formula, told), "pb_notice")
    heads = {"pb_money": "pb_head_number", "pb_points": "pb_head_number", "pb_day": "pb_head_day"}
    for letter, column in zip("ABCDEFGHIJ", _ENTRIES, strict=True):
        put(sheet, f"{letter}{top + 1}", say("client", column.key), heads.get(column.style, "pb_head"))
    for index in range(1, LISTED + 1):
        at, row = top + 1 + index, rows[index - 1] if index <= len(rows) else None
        place = number_formula(f"SMALL(ClientEntryKeys,{index})")
        document.hide(sheet, f"N{at}", f"IF(COUNT(ClientEntryKeys)<{index},0,{place})", row.number if row else 0)
        for letter, column in zip("ABCDEFGHIJ", _ENTRIES, strict=True):
            formula = _entry_points(at)
            if column.field:
                formula = found(LEDGER_TABLE, column.field, f"$N{at}", column.style == "pb_text")
            put(sheet, f"{letter}{at}", Formula(formula, column.value(say, row) if row else ""), column.style)
    return top + 1 + LISTED


def _write_keys(document: ReportDocument, sheet: Worksheet, rows: list[PickedEntry], top: int) -> None:
    """What the entries are ordered by, the newest looked at: their rows, those that give points first."""
    places = sorted((row.number for row in rows), reverse=True)
    states = {row.number: row.state for row in rows}
    first = f"MATCH(ClientNumber,{LEDGER_TABLE('client_number')},0)"
    for index in range(1, LOOKED_AT + 1):
        at, number = top + 1 + index, places[index - 1] if index <= len(places) else 0
        formula = f'IF(OR(LedgerInOrder=0,ClientEntries<{index}),"",{first}+ClientEntries-{index})'
        document.hide(sheet, f"L{at}", formula, number or "")
        state = f"INDEX({LEDGER_TABLE('state')},$L{at})"
        key, value = key_formula(f"$L{at}", state), picked_key(number, states[number]) if number else ""
        document.hide(sheet, f"M{at}", f'IF($L{at}="","",{key})', value)
    document.name("ClientEntryKeys", sheet, f"M{top + 2}:M{top + 1 + LOOKED_AT}")
