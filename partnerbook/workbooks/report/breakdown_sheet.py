"""The Points breakdown sheet: each client's sold and managed points, beside what HubSpot reports."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import EXACT, PLACES, ZERO, figure, quotient, total
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.compared import STALE_DAYS, Compared
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown_clients
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Standing
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.styles import POINTS
from partnerbook.workbooks.report.document import PAGE_ROWS, ReportDocument
from partnerbook.workbooks.report.ledger_sheet import (
    LEDGER_TABLE,
    client_blocks,
    client_points_on,
    column_block,
    entry_counts,
)
from partnerbook.workbooks.report.market_types import MarketTypes, market_formula, market_types
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.shown_formulas import moved
from partnerbook.workbooks.report.words import BREAKDOWN

TOP = 4


class ClientRow(NamedTuple):
    """A client as the sheet lists it: what HubSpot reports of it, how many entries it has, when its managing lapses.

    `total` is exact, and so is `so_far`: the sums of the clients up to this one. `market` has the types of its market.
    """

    line: ClientLine
    market: MarketTypes
    total: Decimal
    share: Decimal
    compared: Compared | None
    lapses: date | None
    entries: int
    shown: ShownPoints
    so_far: Standing

    @property
    def tools_counted(self) -> object:
        """The tools in use where the client gives points, else empty text."""
        tools = self.line.client.apps_used
        return "" if tools is None or self.total <= 0 else tools


def _points_now(field: str) -> str:
    """The client's points: its own rows of the Ledger summed, or all rows searched once a person has sorted them.

    To search 47,000 rows for each of 5,000 clients takes LibreOffice twenty seconds.
    """
    own = f"IF([@in_place]=0,0,SUM({column_block(field)}))"
    return f"IF(LedgerInOrder=1,{own},SUMIF({LEDGER_TABLE('client_number')},$A{{row}},{LEDGER_TABLE(field)}))"


def _then(track: str) -> str:
    """The client's points of a track on the day that HubSpot's are of."""
    day = 'IF([@hubspot_day]="",AsOf,[@hubspot_day])'
    return f"ROUND({client_points_on(track, day)},{PLACES})"


def _of_hubspot(value: Callable[[Compared], object]) -> Callable[[ClientRow], object]:
    return lambda row: "" if row.compared is None else value(row.compared)


def _so_far(letter: str) -> str:
    """The sum of a column down to a client's row: the clients' points are shown as what each adds to it."""
    return f'IF($A{{row}}="",0,SUM(${letter}${TOP + 1}:${letter}{{row}}))'


# How many of a client's entries stand where the Ledger had them when it was made.
IN_PLACE = f"IFERROR(COUNTIF({column_block('client_number')},$A{{row}}),0)"
_SOLD_EXACT, _MANAGED_EXACT = "V", "W"  # the columns
BREAKDOWN_TABLE: SheetTable[ClientRow] = SheetTable("Breakdown", {
    "number": SheetColumn("No.", "pb_whole", 7, "The client's number in this report.", lambda row: row.line.number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.line.client.client),
    "market": SheetColumn("Market", "pb_text", 18, told=lambda say, row: say.market(row.line.client.market)),
    "market_type": SheetColumn("Market type", "pb_text", 11,
                               "Growth markets multiply points. As on the as-of day.",
                               told=lambda say, row: say.market_type(row.market.now),
                               formula=market_formula("[@stated]", "[@stated_on]", "[@listed]"), empty=""),
    "kinds": SheetColumn("Business types", "pb_text", 24,
                         "The kinds of its sales in the book: filter by what they contain.",
                         told=lambda say, row: ", ".join(say.kinds[kind] for kind in row.line.kinds) or None),
    "relationship": SheetColumn("Relationship", "pb_text", 17,
                                told=lambda say, row: say.relationships[row.line.client.relationship]),
    "sold": SheetColumn("Sold", "pb_points", 12, value=lambda row: row.shown.sold,
                        formula=moved("[@sold_sum]-[@sold_exact]", "[@sold_sum]"), empty=0),
    "managed": SheetColumn("Managed", "pb_points", 12, value=lambda row: row.shown.managed,
                           formula=moved("[@managed_sum]-[@managed_exact]", "[@managed_sum]"), empty=0),
    "total": SheetColumn("Total", "pb_points", 12, value=lambda row: row.shown.total,
                         formula=f"ROUND([@sold]+[@managed],{PLACES})", empty=0),
    "share": SheetColumn("Share", "pb_share", 9, value=lambda row: row.share,
                         formula="IF(TotalPoints=0,0,[@total_exact]/TotalPoints)", empty=0),
    "tools": SheetColumn("Tools in use", "pb_whole", 9, value=lambda row: row.line.client.apps_used),
    "hubspot_points": SheetColumn("HubSpot points", "pb_points", 12,
                                  "Sold and managed points as HubSpot reports them.",
                                  lambda row: row.compared and row.compared.theirs),
    "hubspot_day": SheetColumn("HubSpot day", "pb_day", 12, "The day HubSpot last updated them.",
                               lambda row: row.line.client.hubspot_points_on),
    "hubspot_age": SheetColumn("Days old", "pb_whole", 9,
                               f"So old HubSpot's points are on the as-of day; after {STALE_DAYS} days they are stale.",
                               _of_hubspot(lambda found: "" if found.age is None else found.age),
                               'IF(OR([@hubspot_points]="",[@hubspot_day]=""),"",AsOf-[@hubspot_day])', empty=""),
    "ours_then": SheetColumn("Ours that day", "pb_points", 12,
                             "Our points on the day of HubSpot's; on the as-of day where that is not entered.",
                             _of_hubspot(lambda found: found.ours.total),
                             f'IF([@hubspot_points]="","",ROUND({_then(SOLD)}+{_then(MANAGED)},{PLACES}))', empty=""),
    "difference": SheetColumn("Difference", "pb_points", 12, "Ours of that day minus HubSpot's.",
                              _of_hubspot(lambda found: figure(found.difference)),
                              'IF([@hubspot_points]="","",ROUND([@ours_then]-[@hubspot_points],6))', empty=""),
    "lapses": SheetColumn("Managing lapses", "pb_day", 12,
                          "HubSpot's estimate where it states one, else so many days after your team's last activity "
                          "as the book's Settings sheet says.", lambda row: row.lapses),
    "in_segment": segment_column("[@number]"),
    "tools_counted": SheetColumn("Tools counted", "pb_helper", 9,
                                 "Tools in use of the clients that give points: the median counts these.",
                                 lambda row: row.tools_counted,
                                 'IF([@total_exact]>0,IF([@tools]="","",[@tools]),"")', empty=""),
    "order": SheetColumn("Order", "pb_helper", 8, "For the list of top clients.", lambda row: order_key(row.line),
                         "IF([@in_segment]=1,[@total_exact]-[@number]/10^9,0)", empty=0),
    "in_place": SheetColumn("In place", "pb_helper", 9,
                            "The client's entries that stand where the Ledger had them when it was made.",
                            lambda row: row.entries,
                            IN_PLACE, empty=0),
    "sold_exact": SheetColumn("Sold exact", "pb_helper", value=lambda row: row.line.points.sold,
                              formula=_points_now("sold_now"), empty=0, hidden=True),
    "managed_exact": SheetColumn("Managed exact", "pb_helper", value=lambda row: row.line.points.managed,
                                 formula=_points_now("managed_now"), empty=0, hidden=True),
    "total_exact": SheetColumn("Total exact", "pb_helper", value=lambda row: row.total,
                               formula="ROUND([@sold_exact]+[@managed_exact],6)", empty=0, hidden=True),
    "sold_sum": SheetColumn("Sold so far", "pb_helper", value=lambda row: row.so_far.sold,
                            formula=_so_far(_SOLD_EXACT), empty=0, hidden=True),
    "managed_sum": SheetColumn("Managed so far", "pb_helper", value=lambda row: row.so_far.managed,
                               formula=_so_far(_MANAGED_EXACT), empty=0, hidden=True),
    "listed": SheetColumn("Listed types", "pb_helper", value=lambda row: row.market.listed, hidden=True),
    "stated": SheetColumn("Stated type", "pb_helper", value=lambda row: row.market.stated or None, hidden=True),
    "stated_on": SheetColumn("Stated from", "pb_helper", value=lambda row: row.market.stated_on, hidden=True),
})  # fmt: skip


def write_breakdown(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    sheet, say = document.sheet(BREAKDOWN, "1B7F79"), document.say
    document.put(sheet, "A1", say("breakdown", "title"), "pb_title")
    document.put(sheet, "A2", say("breakdown", "subtitle"), "pb_subtitle")
    whole = figure(report.standing.total)
    counts = entry_counts(report)
    so_far = accumulate((line.points for line in report.clients), together)
    theirs = {found.client.client: found for found in report.compared}
    rows = [
        _row(line, whole, report, counts[line.client.client], points, until, theirs.get(line.client.client))
        for line, points, until in zip(report.clients, shown_clients(report.clients), so_far, strict=True)
    ]
    document.table(sheet, BREAKDOWN_TABLE, f"A{TOP}", rows, bulk=True, blocks=client_blocks(report), least_rows=2)
    document.put(sheet, "P2", say("breakdown", "in_order"), "pb_right_label")
    in_order = f"IF(SUM({BREAKDOWN_TABLE('in_place')})=COUNT({LEDGER_TABLE('client_number')}),1,0)"
    document.put(sheet, "Q2", Formula(in_order, 1), "pb_whole")
    document.name("LedgerInOrder", sheet, "Q2")
    age = BREAKDOWN_TABLE.letter("hubspot_age")
    place = f"{age}{TOP + 1}:{age}{TOP + max(2, len(rows))}"
    document.mark(sheet, place, f"AND(ISNUMBER(${age}{TOP + 1}),${age}{TOP + 1}>{STALE_DAYS})", "B3261E", "FBE9E7")
    sheet.freeze_panes = f"C{TOP + 1}"
    document.put_day(sheet)
    _write_sums(document, sheet, [row.shown for row in rows])
    mark_segment(document, sheet, report, BREAKDOWN_TABLE, TOP, len(rows))
    last = TOP + max(2, len(rows))
    if len(rows) < 2:  # rows of no client show nothing
        document.mark(sheet, f"A{TOP + 1 + len(rows)}:{BREAKDOWN_TABLE.letter('lapses')}{last}", "TRUE", "FFFFFF")
    names = BREAKDOWN_TABLE.letter("client")
    document.name("ClientNames", sheet, f"{names}{TOP + 1}:{names}{last}")
    right = "lapses" if document.all_printed else "tools"
    few = last <= TOP + PAGE_ROWS  # by name, it says nothing in part
    document.on_paper(
        sheet, say("breakdown", "title"), BREAKDOWN_TABLE.letter(right), last, first=last if few else 0, head=TOP
    )


def _write_sums(document: ReportDocument, sheet: Worksheet, rows: Sequence[ShownPoints]) -> None:
    """Whose points are added up, of all clients or of a segment, and their sums as they are shown."""
    row, put = TOP - 1, document.put
    label = put(sheet, f"F{row}", Formula("SegmentShown", document.say("segments", "all")), "pb_right_label")
    label.alignment = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
    for letter, field in (("G", "sold"), ("H", "managed")):
        summed = f"ROUND(SUMIFS({BREAKDOWN_TABLE(field)},{BREAKDOWN_TABLE('in_segment')},1),{PLACES})"
        value = total(getattr(points, field) for points in rows)
        put(sheet, f"{letter}{row}", Formula(summed, value), "pb_total").number_format = POINTS
    both = total(points.total for points in rows)
    put(sheet, f"I{row}", Formula(f"ROUND(G{row}+H{row},{PLACES})", both), "pb_total").number_format = POINTS


def number_named(name: str) -> str:
    """The formula of the number of the client that a cell names; 0 for none.

    The name is compared by itself: looked up, its *, ? and ~ would stand for other letters. One of digits is typed as
    a number.
    """
    return f'IF({name}="",0,SUMPRODUCT(MAX(({BREAKDOWN_TABLE("client")}={name}&"")*{BREAKDOWN_TABLE("number")})))'


def _row(
    line: ClientLine,
    whole: Decimal,
    report: Overview,
    entries: int,
    shown: ShownPoints,
    so_far: Standing,
    theirs: Compared | None,
) -> ClientRow:
    client, settings = line.client, report.book.settings
    both = figure(line.points.total)
    share, lapses = quotient(both, whole) if whole else ZERO, lapse_day(client, settings.lapse_days)
    return ClientRow(line, market_types(client, report), both, share, theirs, lapses, entries, shown, so_far)


def together(one: Standing, other: Standing) -> Standing:
    """The points of two together."""
    return Standing(*map(EXACT.add, one, other))


def order_key(line: ClientLine) -> Decimal:
    """What clients are ranked by: total points, the smaller number first among equals."""
    return EXACT.subtract(figure(line.points.total), EXACT.scaleb(Decimal(line.number), Decimal(-9)))


def top_clients(report: Overview) -> list[ClientLine]:
    """The clients that give points, those with the most first."""
    return sorted((line for line in report.clients if order_key(line) > 0), key=order_key, reverse=True)
