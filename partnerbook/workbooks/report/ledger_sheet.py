"""The Ledger sheet: every entry with what its points were computed from, active or expired on the as-of day."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import ZERO, quotient, settled
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.rates import PointUnit
from partnerbook.points.units import published_units
from partnerbook.records import Client
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.segment_picked import of_segment
from partnerbook.workbooks.report.words import ACTIVE, LEDGER, STATES, state_formula, state_on

TOP = 4


class LedgerRow(NamedTuple):
    """An entry as the sheet lists it; `changed` says whether it starts or ends in the range of the Changes sheet."""

    number: int
    client_number: int
    client: Client
    entry: Entry
    unit_kind: str
    state: int
    changed: bool

    @property
    def market_type(self) -> str:
        """What the client's market was where the entry began: "growth" or "standard"."""
        return "growth" if self.entry.terms.growth != 1 else "standard"

    def points_now(self, track: str) -> Decimal:
        """The points that it gives on a track on the as-of day."""
        return self.entry.points if self.state == ACTIVE and self.entry.track == track else ZERO


def unit_kind(unit: PointUnit) -> str:
    """The code of where a point unit is from: "published", "own" or "estimated"."""
    return "estimated" if unit.estimated else "published" if unit in published_units() else "own"


def _value_usd(row: LedgerRow) -> Decimal:
    value, unit = row.entry.value, row.entry.terms.unit
    return settled(quotient(value * 100, unit.amount)) if value else ZERO


def _points_now(track: str) -> str:
    return f'IF([@state]={ACTIVE},IF([@track_code]="{track}",[@points],0),0)'


_STATE = state_formula("[@start]", "[@until]")

LEDGER_TABLE: SheetTable[LedgerRow] = SheetTable("Ledger", {
    "number": SheetColumn("No.", "pb_whole", 7, "The entry's number in this report.", lambda row: row.number),
    "client_number": SheetColumn("Client no.", "pb_whole", 7, "The client's number on the Points breakdown sheet.",
                                 lambda row: row.client_number),
    "client": SheetColumn("Client", "pb_text", 30, value=lambda row: row.entry.client),
    "market": SheetColumn("Market", "pb_text", 16, told=lambda say, row: say.market(row.client.market)),
    "market_type": SheetColumn("Market type", "pb_text", 10, "Growth markets multiply points.",
                               told=lambda say, row: say.market_type(row.market_type)),
    "line": SheetColumn("Product line", "pb_text", 18, value=lambda row: row.entry.line),
    "track": SheetColumn("Track", "pb_text", 10, told=lambda say, row: say.tracks[row.entry.track]),
    "source": SheetColumn("Source", "pb_text", 10, told=lambda say, row: say.sources[row.entry.source]),
    "kind": SheetColumn("Kind", "pb_text", 13, told=lambda say, row: say.kinds[row.entry.kind]),
    "amount": SheetColumn("Amount", "pb_money", 13,
                          "Monthly recurring revenue; negative where a loss takes from a sale.",
                          lambda row: row.entry.amount),
    "currency": SheetColumn("Currency", "pb_text", 9, value=lambda row: row.entry.terms.currency),
    "unit": SheetColumn("US$100 is", "pb_money", 12, "The point unit: what counts as US$100 in the currency.",
                        lambda row: row.entry.terms.unit.amount),
    "unit_kind": SheetColumn("Unit is", "pb_text", 11,
                             "Published by HubSpot, your own rate, or estimated at the market rate.",
                             told=lambda say, row: say.unit(row.unit_kind)),
    "rate": SheetColumn("Rate", "pb_number", 7, "Points per point unit.", lambda row: row.entry.terms.rate),
    "growth": SheetColumn("Growth", "pb_number", 8, "The multiplier of the client's market.",
                          lambda row: row.entry.terms.growth),
    "partners": SheetColumn("Partners", "pb_number", 9, "How many partners share managed points.",
                            lambda row: row.entry.terms.partners),
    "points": SheetColumn("Points", "pb_points", 12, "Amount / US$100 x Rate x Growth / Partners.",
                          lambda row: row.entry.points),
    "start": SheetColumn("From", "pb_day", 11, "The first day the points count.", lambda row: row.entry.start),
    "until": SheetColumn("Until", "pb_day", 11, "The first day they no longer do; empty while open.",
                         lambda row: row.entry.until),
    "mrr_usd": SheetColumn("MRR US$", "pb_money", 12, "The amount in US dollars at the fixed point unit.",
                           lambda row: settled(row.entry.usd)),
    "value_usd": SheetColumn("Value US$", "pb_money", 13,
                             "The contract's value in US dollars at the fixed point unit.", _value_usd),
    "record": SheetColumn("Record", "pb_text", 22, "The row of the book it came from.",
                          told=lambda say, row: say.place(row.entry.origin)),
    "status": SheetColumn("Status", "pb_text", 10, "Active, expired or still coming on the as-of day.",
                          told=lambda say, row: say.states[row.state],
                          formula=f'IF([@state]="","",{STATES.word("[@state]")})', empty=""),
    "sold_now": SheetColumn("Sold now", "pb_points", 12, "Sold points on the as-of day.",
                            lambda row: row.points_now(SOLD), _points_now(SOLD), empty=0),
    "managed_now": SheetColumn("Managed now", "pb_points", 12, "Managed points on the as-of day.",
                               lambda row: row.points_now(MANAGED), _points_now(MANAGED), empty=0),
    "change": SheetColumn(
        "Change", "pb_helper", 9,
        "The entry's number if it changes in the date range of the Changes sheet, else 0: filter by it.",
        lambda row: row.number if row.changed else 0,
        "IF(OR(AND([@start]>=ChangesFrom,[@start]<=ChangesTo),AND([@until]>=ChangesFrom,[@until]<=ChangesTo)),"
        f"{of_segment('[@client_number]')}*[@number],0)", empty=0,
    ),
    "track_code": SheetColumn("Track code", "pb_helper", value=lambda row: row.entry.track, hidden=True),
    "source_code": SheetColumn("Source code", "pb_helper", value=lambda row: row.entry.source, hidden=True),
    "unit_code": SheetColumn("Unit code", "pb_helper", value=lambda row: row.unit_kind, hidden=True),
    "state": SheetColumn("State", "pb_helper", value=lambda row: row.state, formula=_STATE, empty="", hidden=True),
}, plain=True)  # fmt: skip


def write_ledger(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    sheet, say = document.sheet(LEDGER, "1B7F79"), document.say
    document.put(sheet, "A1", say("ledger", "title"), "pb_title")
    document.put(sheet, "A2", say("ledger", "subtitle"), "pb_subtitle")
    clients = {line.client.client: line.client for line in report.clients}
    numbers = number_of(report.clients)
    rows = (
        _row(number, numbers[entry.client], clients[entry.client], entry, report)
        for number, entry in enumerate(listed_entries(report), 1)
    )
    document.table(sheet, LEDGER_TABLE, f"A{TOP}", rows, bulk=True, least_rows=2)
    sheet.freeze_panes = f"D{TOP + 1}"
    document.put_day(sheet)
    last = TOP + max(2, len(report.ledger.entries))
    document.on_paper(sheet, say("ledger", "title"), LEDGER_TABLE.letter("managed_now"), last, first=0, head=TOP)


def listed_entries(report: Overview) -> list[Entry]:
    """The entries as the sheet has them: each client's together, by start; the clients by number."""
    numbers = number_of(report.clients)
    return sorted(report.ledger.entries, key=lambda entry: numbers[entry.client])


def entry_counts(report: Overview) -> Counter[str]:
    """How many entries each client has, by its name."""
    return Counter(entry.client for entry in report.ledger.entries)


def client_blocks(report: Overview) -> list[tuple[int, int]]:
    """The first and the last row of each client's entries, of two at least; the heading's for none."""
    counts, blocks, row = entry_counts(report), list[tuple[int, int]](), TOP
    for line in report.clients:
        count = counts[line.client.client]
        blocks.append((row + 1, row + count) if count else (TOP, TOP))
        row += count
    return blocks + [(TOP, TOP)] * (2 - len(blocks))


def column_block(field: str) -> str:
    """A column's cells in the rows of a block."""
    letter = LEDGER_TABLE.letter(field)
    return f"{{{LEDGER}}}!${letter}${{first}}:${letter}${{last}}"


def client_points_on(track: str, day: str) -> str:
    """The formula of a client's exact points of a track on a day, in a table of all clients that has `in_place`.

    Its own rows are summed, or all rows searched once a person has sorted them.
    """
    codes = ("points", "track_code", "start", "until")
    own, all_rows = ([place(code) for code in codes] for place in (column_block, LEDGER_TABLE))
    number = f"{LEDGER_TABLE('client_number')},$A{{row}},"
    in_order, searched = (
        "-".join(f'SUMIFS({points},{of}{tracks},"{track}",{ends},"<="&{day})' for ends in (start, until))
        for (points, tracks, start, until), of in ((own, ""), (all_rows, number))
    )
    return f"IF(LedgerInOrder=1,IF([@in_place]=0,0,{in_order}),{searched})"


def _row(number: int, client_number: int, client: Client, entry: Entry, report: Overview) -> LedgerRow:
    first, last = report.change_days
    state = state_on(entry.start, entry.until, report.as_of)
    changed = first <= entry.start <= last or (entry.until is not None and first <= entry.until <= last)
    return LedgerRow(number, client_number, client, entry, unit_kind(entry.terms.unit), state, changed)
