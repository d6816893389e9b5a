"""The Explain sheet: the entries behind the points of a client that a person picks, which add up to them exactly."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT, PLACES, ZERO, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown_parts
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Standing
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.limits import choose
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.clients_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.clients_sheet import TOP as BREAKDOWN_TOP
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE, listed_entries
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.shown_formulas import moved
from partnerbook.workbooks.report.words import ACTIVE, BREAKDOWN, COMING, EXPIRED, EXPLAIN

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
    return f"IF(ISNUMBER({above}),{above},Explain{track.capitalize()}Before)+[@{track}_exact]"


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
    counts = Counter(entry.client for entry in report.ledger.entries)
    if not counts:
        return
    say = document.say
    client = max(sorted(counts), key=lambda name: counts[name])
    rows = _rows(report, client)
    listed = max(2, min(MOST_ENTRIES, max(counts.values())))
    rows += [ExplainRow(so_far=rows[-1].so_far)] * (listed - len(rows))
    sheet = document.sheet(EXPLAIN, "1B7F79", [column.width for column in EXPLAIN_TABLE.columns.values()])
    document.put(sheet, "A1", say("explain", "title"), "pb_title")
    document.put(sheet, "A2", say("explain", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    _write_client(document, sheet, report, client, counts[client])
    _write_sums(document, sheet, rows)
    document.table(sheet, EXPLAIN_TABLE, f"A{_TOP}", rows[:listed], bulk=True, least_rows=2)
    sheet.freeze_panes = f"A{_TOP + 1}"
    last = _TOP + max(2, listed)
    sold, managed = (f"${EXPLAIN_TABLE.letter(track)}{_TOP + 1}" for track in (SOLD, MANAGED))
    seen = f"A{_TOP + 1}:{EXPLAIN_TABLE.letter('record')}{last}"
    document.mark(sheet, seen, f"AND(N({sold})=0,N({managed})=0)", GREY)
    document.on_paper(sheet, say("explain", "title"), EXPLAIN_TABLE.letter("record"), last, first=0, head=_TOP)


def _write_client(document: ReportDocument, sheet: Worksheet, report: Overview, client: str, count: int) -> None:
    """The client that is picked, and where in the Ledger its entries are."""
    say, put = document.say, document.put
    put(sheet, "A5", say("explain", "client"), "pb_label")
    for letter in "BCD":
        put(sheet, f"{letter}5", client if letter == "B" else None, "pb_input")
    sheet.merge_cells("B5:D5")
    document.name("ExplainClient", sheet, "B5")
    names, number = BREAKDOWN_TABLE.letter("client"), BREAKDOWN_TABLE("number")
    breakdown = document.made(BREAKDOWN)
    last = BREAKDOWN_TOP + max(2, len(report.clients))
    document.name("ExplainNames", breakdown, f"{names}{BREAKDOWN_TOP + 1}:{names}{last}")
    choose(sheet, "B5", "ExplainNames", say("explain", "client"), say("explain", "pick"), strict=False)
    numbers = {line.client.client: line.number for line in report.clients}
    before = _before(report, client)
    first = sum(numbers[entry.client] < numbers[client] for entry in report.ledger.entries)
    own = f"MATCH(ExplainNumber,{number},0)"
    so_far = {
        track: f"IF(ExplainNumber=0,0,INDEX({BREAKDOWN_TABLE(f'{track}_sum')},{own})-"
        f"INDEX({BREAKDOWN_TABLE(f'{track}_exact')},{own}))"
        for track in (SOLD, MANAGED)
    }
    of_number = LEDGER_TABLE("client_number")
    places = (
        ("S", "ExplainNumber", f"SUMPRODUCT(MAX(({BREAKDOWN_TABLE('client')}=ExplainClient)*{number}))",
         numbers[client]),
        ("T", "ExplainFirst", f'COUNTIF({of_number},"<"&ExplainNumber)', first),
        ("U", "ExplainCount", f"IF(ExplainNumber=0,0,COUNTIF({of_number},ExplainNumber))", count),
        ("S", "ExplainSoldBefore", so_far[SOLD], before.sold),
        ("T", "ExplainManagedBefore", so_far[MANAGED], before.managed),
    )  # fmt: skip
    for at, (letter, name, formula, value) in enumerate(places):
        place = f"{letter}{5 + at // 3}"
        put(sheet, place, Formula(formula, value), "pb_helper")
        document.name(name, sheet, place)
    said = say("explain", "none")
    more = say.formula("explain", "more", count=str(MOST_ENTRIES))
    shown = say("explain", "more", count=MOST_ENTRIES) if count > MOST_ENTRIES else ""
    quoted = said.replace('"', '""')
    formula = f'IF(ExplainNumber=0,"{quoted}",IF(ExplainCount>{MOST_ENTRIES},{more},""))'
    put(sheet, "E5", Formula(formula, shown), "pb_notice")


def _write_sums(document: ReportDocument, sheet: Worksheet, rows: Sequence[ExplainRow]) -> None:
    """What the entries add up to, beside the client's points on the sheet Points breakdown."""
    say, put = document.say, document.put
    own = f"MATCH(ExplainNumber,{BREAKDOWN_TABLE('number')},0)"
    sold, managed = (total(getattr(row.points, track) for row in rows) for track in (SOLD, MANAGED))
    columns = {field: EXPLAIN_TABLE.letter(field) for field in (SOLD, MANAGED)}
    for row, key in ((7, "sum"), (8, "points")):
        put(sheet, f"L{row}", say("explain", key), "pb_right_label")
        for track, value in ((SOLD, sold), (MANAGED, managed)):
            place = f"{columns[track]}{row}"
            formula = (
                f"ROUND(SUM({EXPLAIN_TABLE(track)}),{PLACES})"
                if key == "sum"
                else f"IF(ExplainNumber=0,0,INDEX({BREAKDOWN_TABLE(track)},{own}))"
            )
            put(sheet, place, Formula(formula, value), "pb_points")
        both = f"ROUND({columns[SOLD]}{row}+{columns[MANAGED]}{row},{PLACES})"
        put(sheet, f"P{row}", Formula(both, EXACT.add(sold, managed)), "pb_points")
        put(sheet, "P6", say("explain", "total"), "pb_right_label")
    document.name("ExplainSum", sheet, "P7")
    document.name("ExplainPoints", sheet, "P8")


def _before(report: Overview, client: str) -> Standing:
    """The points of the clients above it on the sheet Points breakdown, summed as it sums them."""
    sums = [ZERO, ZERO, ZERO]
    for line in report.clients:
        if line.client.client == client:
            break
        sums = [EXACT.add(one, part) for one, part in zip(sums, line.points, strict=True)]
    return Standing(*sums)


def _rows(report: Overview, client: str) -> list[ExplainRow]:
    """The entries of a client in the order of the Ledger, with what each gives on the as-of day."""
    mine = [(number, entry) for number, entry in enumerate(listed_entries(report), 1) if entry.client == client]
    before = _before(report, client)
    now = [[_now(entry, track, report) for _, entry in mine] for track in (SOLD, MANAGED)]
    shown = [shown_parts(points, getattr(before, track)) for points, track in zip(now, (SOLD, MANAGED), strict=True)]
    rows, so_far = [], before
    for (number, entry), sold, managed, *points in zip(mine, *now, *shown, strict=True):
        exact = Standing(sold, ZERO, managed)
        so_far = Standing(*map(EXACT.add, so_far, exact))
        state = COMING if entry.start > report.as_of else ACTIVE if entry.active(report.as_of) else EXPIRED
        rows.append(ExplainRow(number, entry, state, ShownPoints(*points), exact, so_far))
    return rows


def _now(entry: Entry, track: str, report: Overview) -> Decimal:
    return entry.points if entry.track == track and entry.active(report.as_of) else ZERO
