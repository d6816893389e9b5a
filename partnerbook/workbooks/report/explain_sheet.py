"""The Explain sheet: the entries behind the points of a client that a person picks, which add up to them exactly."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT, PLACES, ZERO, total
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown_after, shown_parts
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Standing, standing
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.limits import choose
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE, number_named
from partnerbook.workbooks.report.client_picked import first_client, picked_before
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE, entry_counts, listed_entries
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.shown_formulas import moved
from partnerbook.workbooks.report.words import EXPLAIN, state_on

MOST_ENTRIES = 300
_TOP = 9


class ExplainRow(NamedTuple):
    """A row of the list: an entry of the client with its number, if there is one, and the points it gives now."""

    number: int = 0
    entry: Entry | None = None
    state: int = 0
    points: ShownPoints = ShownPoints(ZERO, ZERO)
    exact: Standing = Standing()
    so_far: Standing = Standing()


def _of_ledger(field: str) -> str:
    return f'IF([@place]="","",INDEX({LEDGER_TABLE(field)},[@place]))'


def _text_of_ledger(field: str) -> str:
    return f'IF([@place]="","",INDEX({LEDGER_TABLE(field)},[@place])&"")'


def _entry(field: str) -> Callable[[ExplainRow], object]:
    return lambda row: "" if row.entry is None else getattr(row.entry, field)


def _terms(field: str) -> Callable[[ExplainRow], object]:
    return lambda row: "" if row.entry is None else getattr(row.entry.terms, field)


def _source(say: ReportWords, row: ExplainRow) -> str:
    return say.sources[row.entry.source] if row.entry else ""


def _so_far(track: str) -> str:
    above = f"[^{track}_sum]"
    name = f"Explain{track.capitalize()}"
    return f"IF(ISNUMBER({above}),{above},{name}Before+{name}Older)+[@{track}_exact]"


def _exact(track: str) -> str:
    return f'IF([@place]="",0,INDEX({LEDGER_TABLE(f"{track}_now")},[@place]))'


def _shown(track: str) -> str:
    return f'IF([@place]="","",{moved(f"[@{track}_sum]-[@{track}_exact]", f"[@{track}_sum]")})'


_NUMBER = f"(ROW()-{_TOP})"

EXPLAIN_TABLE: SheetTable[ExplainRow] = SheetTable("ExplainedEntries", {
    "number": SheetColumn("Entry", "pb_number", 7, "Its number on the sheet Ledger.",
                          lambda row: row.number if row.entry else "",
                          f'IF({_NUMBER}>ExplainCount,"",ExplainFirst+{_NUMBER})'),
    "line": SheetColumn("Product line", "pb_text", 18, value=_entry("line"), formula=_of_ledger("line")),
    "kind": SheetColumn("Kind", "pb_text", 13, told=lambda say, row: say.kinds[row.entry.kind] if row.entry else "",
                        formula=_of_ledger("kind")),
    "source": SheetColumn("Source", "pb_text", 11, told=_source, formula=_text_of_ledger("source")),
    "amount": SheetColumn("Amount", "pb_money", 12, "Monthly recurring revenue; negative where a loss takes from a "
                          "sale.", _entry("amount"), _of_ledger("amount")),
    "currency": SheetColumn("Currency", "pb_text", 11, value=_terms("currency"), formula=_of_ledger("currency")),
    "unit": SheetColumn("US$100 is", "pb_money", 11, "What counts as US$100 in the currency.",
                        lambda row: row.entry.terms.unit.amount if row.entry else "", _of_ledger("unit")),
    "rate": SheetColumn("Rate", "pb_number", 7, "Points per US$100.", _terms("rate"), _of_ledger("rate")),
    "growth": SheetColumn("Growth", "pb_number", 8, "The multiplier of the client's market.", _terms("growth"),
                          _of_ledger("growth")),
    "partners": SheetColumn("Partners", "pb_number", 9, "How many partners share managed points.",
                            _terms("partners"), _of_ledger("partners")),
    "start": SheetColumn("From", "pb_day", 11, "The first day the points count.", _entry("start"),
                         _of_ledger("start")),
    "until": SheetColumn("Until", "pb_day", 11, "The first day they no longer do; empty while open.",
                         lambda row: (row.entry.until if row.entry else None) or "",
                         f'IF([@place]="","",IF(INDEX({LEDGER_TABLE("until")},[@place])="","",'
                         f'INDEX({LEDGER_TABLE("until")},[@place])))'),
    "status": SheetColumn("Status", "pb_text", 11, "Only active entries give points on the as-of day.",
                          told=lambda say, row: say.states[row.state] if row.entry else "",
                          formula=_of_ledger("status")),
    "sold": SheetColumn("Sold", "pb_points", 11, value=lambda row: row.points.sold if row.entry else "",
                        formula=_shown(SOLD)),
    "managed": SheetColumn("Managed", "pb_points", 11, value=lambda row: row.points.managed if row.entry else "",
                           formula=_shown(MANAGED)),
    "record": SheetColumn("Record", "pb_text", 20, "The row of the book it came from.",
                          told=lambda say, row: say.place(row.entry.origin) if row.entry else "",
                          formula=_text_of_ledger("record")),
    "place": SheetColumn("Row", "pb_helper", value=lambda row: row.number if row.entry else "", hidden=True,
                         formula=f'IF([@number]="","",MATCH([@number],{LEDGER_TABLE("number")},0))'),
    "sold_exact": SheetColumn("Sold exact", "pb_helper", value=lambda row: row.exact.sold, hidden=True,
                              formula=_exact(SOLD)),
    "managed_exact": SheetColumn("Managed exact", "pb_helper", value=lambda row: row.exact.managed, hidden=True,
                                 formula=_exact(MANAGED)),
    "sold_sum": SheetColumn("Sold so far", "pb_helper", value=lambda row: row.so_far.sold, hidden=True,
                            formula=_so_far(SOLD)),
    "managed_sum": SheetColumn("Managed so far", "pb_helper", value=lambda row: row.so_far.managed, hidden=True,
                               formula=_so_far(MANAGED)),
}, plain=True)  # fmt: skip


def write_explain(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where a client has an entry."""
    counts = entry_counts(report)
    if not counts:
        return
    say, client = document.say, first_client(report)
    listed = max(2, min(MOST_ENTRIES, max(counts.values())))
    older, rows = _rows(report, client)
    sheet = document.sheet(EXPLAIN, "1B7F79", [column.width for column in EXPLAIN_TABLE.columns.values()])
    document.put(sheet, "A1", say("explain", "title"), "pb_title")
    document.put(sheet, "A2", say("explain", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    _write_client(document, sheet, report, client, older)
    _write_sums(document, sheet, rows, shown_after(picked_before(report, client), older))
    filled = [*rows, *[ExplainRow(so_far=rows[-1].so_far)] * (listed - len(rows))]
    document.table(sheet, EXPLAIN_TABLE, f"A{_TOP}", filled, bulk=True)
    sheet.freeze_panes = f"A{_TOP + 1}"
    last = _TOP + listed
    sold, managed = (f"${EXPLAIN_TABLE.letter(track)}{_TOP + 1}" for track in (SOLD, MANAGED))
    seen = f"A{_TOP + 1}:{EXPLAIN_TABLE.letter('record')}{last}"
    document.mark(sheet, seen, f"AND(N({sold})=0,N({managed})=0)", GREY)
    document.on_paper(sheet, say("explain", "title"), EXPLAIN_TABLE.letter("record"), last, first=0, head=_TOP)


def _write_client(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, older: Standing) -> None:
    """The client that is picked, and where in the Ledger its entries are."""
    say, put = document.say, document.put
    put(sheet, "A5", say("explain", "client"), "pb_label")
    for letter in "BCD":
        put(sheet, f"{letter}5", client if letter == "B" else None, "pb_input_text")
    sheet.merge_cells("B5:D5")
    document.name("ExplainClient", sheet, "B5")
    choose(sheet, "B5", "ClientNames", say("explain", "client"), say("client", "choose"), strict=False)
    numbers, count, of_number = number_of(report.clients), entry_counts(report)[client], LEDGER_TABLE("client_number")
    own, before = f"MATCH(ExplainNumber,{BREAKDOWN_TABLE('number')},0)", picked_before(report, client)
    first = sum(numbers[entry.client] < numbers[client] for entry in report.ledger.entries)
    so_far, not_listed = (
        [formula(track) for track in (SOLD, MANAGED)]
        for formula in (
            lambda track: (
                f"IF(ExplainNumber=0,0,INDEX({BREAKDOWN_TABLE(f'{track}_sum')},{own})-"
                f"INDEX({BREAKDOWN_TABLE(f'{track}_exact')},{own}))"
            ),
            lambda track: (
                f"SUMIFS({LEDGER_TABLE(f'{track}_now')},{of_number},ExplainNumber,"
                f'{LEDGER_TABLE("number")},"<="&ExplainFirst)'
            ),
        )
    )
    places = (
        ("S5", "ExplainNumber", number_named("ExplainClient"), numbers[client]),
        ("T5", "ExplainFirst", f'COUNTIF({of_number},"<"&ExplainNumber)+MAX(0,ExplainCount-{MOST_ENTRIES})',
         first + max(0, count - MOST_ENTRIES)),
        ("U5", "ExplainCount", f"IF(ExplainNumber=0,0,COUNTIF({of_number},ExplainNumber))", count),
        ("S6", "ExplainSoldBefore", so_far[0], before.sold),
        ("T6", "ExplainManagedBefore", so_far[1], before.managed),
        ("S7", "ExplainSoldOlder", not_listed[0], older.sold),
        ("T7", "ExplainManagedOlder", not_listed[1], older.managed),
    )  # fmt: skip
    for place, name, formula, value in places:
        document.hide(sheet, place, formula, value, name)
    more = say.formula("explain", "more", count=str(MOST_ENTRIES))
    shown = say("explain", "more", count=MOST_ENTRIES) if count > MOST_ENTRIES else ""
    unknown = f'IF(ExplainClient="","",{say.formula("client", "unknown")})'
    said = f'IF(ExplainNumber=0,{unknown},IF(ExplainCount>{MOST_ENTRIES},{more},""))'
    put(sheet, "E5", Formula(said, shown), "pb_notice")


def _write_sums(document: ReportDocument, sheet: Worksheet, rows: Sequence[ExplainRow], older: ShownPoints) -> None:
    """What the entries add up to: with the older ones, which are not listed, the points of the breakdown."""
    say, put = document.say, document.put
    own = f"MATCH(ExplainNumber,{BREAKDOWN_TABLE('number')},0)"
    listed = [total(getattr(row.points, track) for row in rows) for track in (SOLD, MANAGED)]
    not_listed = [older.sold, older.managed]
    columns = [EXPLAIN_TABLE.letter(track) for track in (SOLD, MANAGED)]
    lines: tuple[tuple[int, str, Callable[[str], str], list[Decimal]], ...] = (
        (6, "older", _older, not_listed),
        (7, "sum", lambda track: f"ROUND(SUM({EXPLAIN_TABLE(track)}),{PLACES})", listed),
        (8, "points", lambda track: f"IF(ExplainNumber=0,0,INDEX({BREAKDOWN_TABLE(track)},{own}))",
         list(map(EXACT.add, listed, not_listed))),
    )  # fmt: skip
    for row, key, formula, values in lines:
        put(sheet, f"L{row}", say("explain", key), "pb_right_label")
        for letter, track, value in zip(columns, (SOLD, MANAGED), values, strict=True):
            put(sheet, f"{letter}{row}", Formula(formula(track), value), "pb_points")
        both = f"ROUND({columns[0]}{row}+{columns[1]}{row},{PLACES})"
        put(sheet, f"P{row}", Formula(both, EXACT.add(*values)), "pb_points")
    put(sheet, "P5", say("explain", "total"), "pb_right_label")
    for name, place in (("ExplainOlder", "P6"), ("ExplainSum", "P7"), ("ExplainPoints", "P8")):
        document.name(name, sheet, place)


def _older(track: str) -> str:
    before, older = (f"Explain{track.capitalize()}{part}" for part in ("Before", "Older"))
    return moved(before, f"{before}+{older}")


def _rows(report: Overview, client: str) -> tuple[Standing, list[ExplainRow]]:
    """The newest entries of a client in the order of the Ledger, each with what it gives on the as-of day.

    Before them what the older ones, which are not listed, give together.
    """
    mine = [(number, entry) for number, entry in enumerate(listed_entries(report), 1) if entry.client == client]
    older = standing((entry for _, entry in mine[:-MOST_ENTRIES]), report.as_of)
    mine, so_far = mine[-MOST_ENTRIES:], Standing(*map(EXACT.add, picked_before(report, client), older))
    now = [[_now(entry, track, report) for _, entry in mine] for track in (SOLD, MANAGED)]
    shown = [shown_parts(points, getattr(so_far, track)) for points, track in zip(now, (SOLD, MANAGED), strict=True)]
    rows = []
    for (number, entry), sold, managed, *points in zip(mine, *now, *shown, strict=True):
        exact = Standing(sold, ZERO, managed)
        so_far = Standing(*map(EXACT.add, so_far, exact))
        state = state_on(entry.start, entry.until, report.as_of)
        rows.append(ExplainRow(number, entry, state, ShownPoints(*points), exact, so_far))
    return older, rows


def _now(entry: Entry, track: str, report: Overview) -> Decimal:
    return entry.points if entry.track == track and entry.active(report.as_of) else ZERO
