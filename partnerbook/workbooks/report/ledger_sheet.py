"""The Ledger sheet: every entry with what its points were computed from, active or expired on the as-of day."""

from collections import Counter
from datetime import date

from openpyxl.utils import get_column_letter

from partnerbook.exact import ZERO, quotient, settled
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.parsing.market import market_name
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.units import published_units
from partnerbook.records import Client
from partnerbook.workbooks.kit.document import Document, Field, page
from partnerbook.workbooks.report.words import KINDS, LEDGER, MARKETS, SOURCES, TRACKS, L

TOP = 4
_HEADINGS = (
    "No.", "Client no.", "Client", "Market", "Market type", "Product line", "Track", "Source", "Kind", "Amount",
    "Currency", "US$100 is", "Unit is", "Rate", "Growth", "Partners", "Points", "From", "Until", "MRR US$", "Value US$",
    "Record", "Status",
)  # fmt: skip


def _here(heading: str) -> str:
    """The column's cell in a formula's own row; a plain reference, for there may be a hundred thousand of them."""
    return f"${get_column_letter(_HEADINGS.index(heading) + 1)}{{row}}"


_STATUS = (
    f'IF({_here("From")}="","",IF({_here("From")}>AsOf,"Coming",'
    f'IF({_here("Until")}="","Active",IF({_here("Until")}>AsOf,"Active","Expired"))))'
)
_STARTS = f"{_here('From')}>=ChangesFrom,{_here('From')}<=ChangesTo"
_ENDS = f"{_here('Until')}>=ChangesFrom,{_here('Until')}<=ChangesTo"


def _points_now(track: str) -> str:
    return f'IF({_here("Status")}="Active",IF({_here("Track")}="{track}",{_here("Points")},0),0)'


FIELDS = (
    Field("No.", "pb_whole", 7, note="The entry's number in this report."),
    Field("Client no.", "pb_whole", 7, note="The client's number on the Points breakdown sheet."),
    Field("Client", "pb_text", 30),
    Field("Market", "pb_text", 16),
    Field("Market type", "pb_text", 10, note="Growth markets multiply points."),
    Field("Product line", "pb_text", 18),
    Field("Track", "pb_text", 10),
    Field("Source", "pb_text", 10),
    Field("Kind", "pb_text", 13),
    Field("Amount", "pb_money", 13, note="Monthly recurring revenue; negative where a loss takes from a sale."),
    Field("Currency", "pb_text", 9),
    Field("US$100 is", "pb_money", 12, note="The point unit: what counts as US$100 in the currency."),
    Field("Unit is", "pb_text", 11, note="Published by HubSpot, your own rate, or estimated at the market rate."),
    Field("Rate", "pb_number", 7, note="Points per point unit."),
    Field("Growth", "pb_number", 8, note="The multiplier of the client's market."),
    Field("Partners", "pb_number", 9, note="How many partners share managed points."),
    Field("Points", "pb_points", 12, note="Amount / US$100 x Rate x Growth / Partners."),
    Field("From", "pb_day", 11, note="The first day the points count."),
    Field("Until", "pb_day", 11, note="The first day they no longer do; empty while open."),
    Field("MRR US$", "pb_money", 12, note="The amount in US dollars at the fixed point unit."),
    Field("Value US$", "pb_money", 13, note="The contract's value in US dollars at the fixed point unit."),
    Field("Record", "pb_text", 18, note="The row of the book it came from."),
    Field("Status", "pb_text", 10, _STATUS, "Active, expired or still coming on the as-of day."),
    Field("Sold now", "pb_points", 12, _points_now("Sold"), "Sold points on the as-of day."),
    Field("Managed now", "pb_points", 12, _points_now("Managed"), "Managed points on the as-of day."),
    Field("Change", "pb_helper", 9,
          f'IF(OR(AND({_STARTS}),AND({_ENDS})),{_here("No.")},0)',
          "The entry's number if it changes in the date range of the Changes sheet, else 0: filter by it."),
)  # fmt: skip


def write_ledger(document: Document, report: Overview) -> None:
    """Nothing; writes the sheet."""
    sheet = document.sheet(LEDGER, "1B7F79")
    document.put(sheet, "A1", "Ledger", "pb_title")
    document.put(
        sheet,
        "A2",
        "Every stretch of points: what it was computed from, since when it counts and until when. "
        "The last columns follow the as-of day on the Dashboard and the range on the Changes sheet.",
        "pb_subtitle",
    )
    clients = {line.client.client: line.client for line in report.clients}
    numbers = number_of(report.clients)
    first, last = report.change_days
    rows = [
        _row(number, numbers[entry.client], clients[entry.client], entry, report.as_of, first, last)
        for number, entry in enumerate(listed_entries(report), 1)
    ]
    document.table(sheet, L.name, f"A{TOP}", FIELDS, rows or [_EMPTY] * 2, bulk=True)
    sheet.freeze_panes = f"D{TOP + 1}"
    page(sheet, "Ledger", repeat=f"{TOP}:{TOP}")


def listed_entries(report: Overview) -> list[Entry]:
    """The entries as the sheet has them: each client's together, by start; the clients by number."""
    numbers = number_of(report.clients)
    return sorted(report.ledger.entries, key=lambda entry: numbers[entry.client])


def client_blocks(report: Overview) -> list[tuple[int, int]]:
    """The first and the last row of each client's entries; the heading's for a client that has none."""
    counts = Counter(entry.client for entry in report.ledger.entries)
    blocks, row = [], TOP
    for line in report.clients:
        count = counts[line.client.client]
        blocks.append((row + 1, row + count) if count else (TOP, TOP))
        row += count
    return blocks


def column_block(heading: str) -> str:
    """A column's cells in the rows of a block."""
    letter = get_column_letter([field.heading for field in FIELDS].index(heading) + 1)
    return f"{LEDGER}!${letter}${{first}}:${letter}${{last}}"


_EMPTY = (*(None,) * (len(FIELDS) - 4), "", 0, 0, 0)


def _row(
    number: int, client_number: int, client: Client, entry: Entry, as_of: date, first: date, last: date
) -> tuple[object, ...]:
    terms, until = entry.terms, entry.until
    status = "Coming" if entry.start > as_of else "Active" if entry.active(as_of) else "Expired"
    points = entry.points
    active = points if status == "Active" else ZERO
    starts, ends = first <= entry.start <= last, until is not None and first <= until <= last
    unit = "Estimated" if terms.unit.estimated else "Published" if terms.unit in published_units() else "Own rate"
    return (
        number,
        client_number,
        entry.client,
        market_name(client.market),
        MARKETS["growth" if terms.growth != 1 else "standard"],
        entry.line,
        TRACKS[entry.track],
        SOURCES[entry.source],
        KINDS[entry.kind],
        entry.amount,
        terms.currency,
        terms.unit.amount,
        unit,
        terms.rate,
        terms.growth,
        terms.partners,
        points,
        entry.start,
        until,
        settled(entry.usd),
        settled(quotient(entry.value * 100, terms.unit.amount)) if entry.value else 0,
        str(entry.origin),
        status,
        active if entry.track == SOLD else ZERO,
        active if entry.track == MANAGED else ZERO,
        number if starts or ends else 0,
    )
