"""The Points breakdown sheet: each client's sold and managed points, beside what HubSpot reports."""

from collections import Counter
from decimal import Decimal

from partnerbook.exact import EXACT, ZERO, figure, quotient
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.overview import Overview
from partnerbook.parsing.market import market_name
from partnerbook.points.growth import market_type
from partnerbook.workbooks.kit.document import Document, Field, Formula, page
from partnerbook.workbooks.report.ledger_sheet import TOP as LEDGER_TOP
from partnerbook.workbooks.report.ledger_sheet import client_blocks, column_block
from partnerbook.workbooks.report.words import BREAKDOWN, KINDS, MARKETS, B, L

TOP = 4
_RELATIONSHIPS = {"": None, "sold": "Sold", "managed": "Managed", "both": "Sold and managed"}


def _points_now(heading: str) -> str:
    """The client's points: its own rows of the Ledger summed, or all rows searched once a person has sorted them.

    To search 47,000 rows for each of 5,000 clients takes LibreOffice twenty seconds.
    """
    own = f"IF({B.here('In place')}=0,0,SUM({column_block(heading)}))"
    return f"IF(LedgerInOrder=1,{own},SUMIF({L('Client no.')},$A{{row}},{L(heading)}))"


FIELDS = (
    Field("No.", "pb_whole", 7, note="The client's number in this report."),
    Field("Client", "pb_text", 32),
    Field("Market", "pb_text", 18),
    Field("Market type", "pb_text", 11, note="Growth markets multiply points."),
    Field("Business types", "pb_text", 24, note="The kinds of its sales in the book: filter by what they contain."),
    Field("Relationship", "pb_text", 17),
    Field("Sold", "pb_points", 12, _points_now("Sold now")),
    Field("Managed", "pb_points", 12, _points_now("Managed now")),
    Field("Total", "pb_points", 12, f'ROUND({B.here("Sold")}+{B.here("Managed")},6)'),
    Field("Share", "pb_share", 9, f'IF(TotalPoints=0,0,{B.here("Total")}/TotalPoints)'),
    Field("Tools in use", "pb_whole", 9),
    Field("Tools counted", "pb_helper", 9,
          f'IF({B.here("Total")}>0,IF({B.here("Tools in use")}="","",{B.here("Tools in use")}),"")',
          "Tools in use of the clients that give points: the median counts these."),
    Field("HubSpot points", "pb_points", 12, note="Sold and managed points as HubSpot reports them."),
    Field("HubSpot day", "pb_day", 12, note="The day HubSpot last updated them."),
    Field("Difference", "pb_points", 12,
          f'IF({B.here("HubSpot points")}="","",ROUND({B.here("Total")}-{B.here("HubSpot points")},6))',
          "Ours minus HubSpot's. The days may differ."),
    Field("Order", "pb_helper", 8, f'{B.here("Total")}-{B.here("No.")}/10^9', "For the list of top clients."),
    Field("In place", "pb_helper", 9, f'IFERROR(COUNTIF({column_block("Client no.")},$A{{row}}),0)',
          "The client's entries that stand where the Ledger had them when it was made."),
)  # fmt: skip


def write_breakdown(document: Document, report: Overview) -> None:
    """Nothing; writes the sheet."""
    sheet = document.sheet(BREAKDOWN, "1B7F79")
    document.put(sheet, "A1", "Points breakdown", "pb_title")
    document.put(sheet, "A2", "Sold and managed points of each client on the as-of day. Filter by business type or by "
                 "market type with the arrows of the heading.", "pb_subtitle")  # fmt: skip
    total = figure(report.standing.total)
    counts = Counter(entry.client for entry in report.ledger.entries)
    rows = [_row(line, total, report, counts[line.client.client]) for line in report.clients]
    blocks = client_blocks(report) or [(LEDGER_TOP, LEDGER_TOP)] * 2
    document.table(sheet, B.name, f"A{TOP}", FIELDS, rows or [_EMPTY] * 2, bulk=True, blocks=blocks)
    document.put(sheet, "P2", "Ledger in order", "pb_label")
    in_order = Formula(f"IF(SUM({B('In place')})=ROWS({L('Client no.')}),1,0)", int(bool(report.ledger.entries)))
    document.put(sheet, "Q2", in_order, "pb_whole")
    document.name("LedgerInOrder", sheet, "Q2")
    sheet.freeze_panes = f"C{TOP + 1}"
    page(sheet, "Points breakdown", repeat=f"{TOP}:{TOP}")


_EMPTY = (*(None,) * 6, 0, 0, 0, 0, None, "", None, None, "", 0, 0)


def _row(line: ClientLine, total: Decimal, report: Overview, entries: int) -> tuple[object, ...]:
    client, settings = line.client, report.book.settings
    both = figure(line.points.total)
    theirs = None
    if client.hubspot_sold_points is not None and client.hubspot_managed_points is not None:
        theirs = EXACT.add(client.hubspot_sold_points, client.hubspot_managed_points)
    kind = market_type(client.market, report.edition, settings.growth_added, settings.growth_removed)
    return (
        line.number,
        client.client,
        market_name(client.market),
        MARKETS[kind],
        ", ".join(KINDS[name] for name in line.kinds) or None,
        _RELATIONSHIPS[client.relationship],
        line.points.sold,
        line.points.managed,
        both,
        quotient(both, total) if total else ZERO,
        client.apps_used,
        "" if client.apps_used is None or both <= 0 else client.apps_used,
        theirs,
        client.hubspot_points_on,
        "" if theirs is None else EXACT.subtract(both, theirs),
        order_key(line),
        entries,
    )


def order_key(line: ClientLine) -> Decimal:
    """What clients are ranked by: total points, the smaller number first among equals."""
    return EXACT.subtract(figure(line.points.total), Decimal(line.number).scaleb(-9))


def top_clients(report: Overview) -> list[ClientLine]:
    """The clients that give points, those with the most first."""
    return sorted((line for line in report.clients if order_key(line) > 0), key=order_key, reverse=True)
