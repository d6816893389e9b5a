"""The sheets Subscriptions and Managing: rows of the book, of which the sheet Client picks one client's."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.records import Managing, Subscription
from partnerbook.workbooks.kit.column import Record, SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import letters
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import (
    ACTIVE,
    COMING,
    STATES,
    state_formula,
    state_on,
)

Stretch = TypeVar("Stretch", Subscription, Managing)

TOP = 5
STEP = 10**7  # more than a sheet has rows
# What the rows of the client that is picked are ordered by: their numbers, those that are on the day before those to
# come, and those before what is over, the latest first; empty text for those of another client.
PICKED = 'IF([@client_number]="","",IF([@client_number]=ClientNumber,{key},""))'


def picked_key(number: int, state: int) -> int:
    """What a row of the client is ordered by.

    >>> from partnerbook.workbooks.report.words import EXPIRED
    >>> picked_key(7, ACTIVE) < picked_key(5, COMING) < picked_key(8, EXPIRED) < picked_key(7, EXPIRED)
    True
    """
    return number if state == ACTIVE else STEP + number if state == COMING else 3 * STEP - number


def key_formula(number: str, state: str) -> str:
    """The formula of it."""
    return f"IF({state}={ACTIVE},{number},IF({state}={COMING},{STEP}+{number},{3 * STEP}-{number}))"


def number_formula(key: str) -> str:
    """The formula of the number that a key is of."""
    return f"IF({key}<{STEP},{key},IF({key}<{2 * STEP},{key}-{STEP},{3 * STEP}-{key}))"


# The product lines of the client's subscriptions down to a row that run on the day: those of the row above, its own.
_ABOVE = 'IF(OR([@client_number]="",[@client_number]<>[^client_number]),"",[^lines])'
_ANOTHER = f'IF({_ABOVE}="",[@line],{_ABOVE}&"; "&[@line])'
_LINES = f'IF([@state]<>{ACTIVE},{_ABOVE},IF(ISNUMBER(FIND("; "&[@line]&"; ","; "&{_ABOVE}&"; ")),{_ABOVE},{_ANOTHER}))'
_STATE = state_formula("[@start]", "[@end]")
_STATUS = f'IF([@state]="","",{STATES.word("[@state]")})'


class StretchRow(NamedTuple, Generic[Stretch]):
    """A subscription or a stretch of managing, its number and its client's, its state on the day; 0 if not picked.

    `lines` are the product lines of the client's subscriptions down to this one that run on the day.
    """

    number: int
    client_number: int | None
    row: Stretch
    state: int
    picked: int
    lines: str = ""


# What subscriptions and stretches of managing have alike.
_WHOSE: dict[str, SheetColumn[Any]] = {
    "number": SheetColumn("No.", "pb_whole", 7, value=lambda row: row.number),
    "client_number": SheetColumn("Client no.", "pb_whole", 8, "The client's number in this report.",
                                 lambda row: row.client_number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.row.client),
}  # fmt: skip
_DAYS: dict[str, SheetColumn[Any]] = {
    "start": SheetColumn("From", "pb_day", 12, "The first day of it.", lambda row: row.row.start),
    "end": SheetColumn("Until", "pb_day", 12, "The first day without it; empty while open.",
                       lambda row: row.row.end),
}  # fmt: skip
_STATE_COLUMNS: dict[str, SheetColumn[Any]] = {
    "in_segment": segment_column("[@client_number]"),
    "status": SheetColumn("Status", "pb_text", 10, "Active, expired or still coming on the as-of day.",
                          told=lambda say, row: say.states[row.state], formula=_STATUS, empty=""),
    "state": SheetColumn("State", "pb_helper", value=lambda row: row.state, formula=_STATE, empty="", hidden=True),
    "picked": SheetColumn("Picked", "pb_helper", value=lambda row: row.picked or "", empty="",
                          formula=PICKED.replace("{key}", key_formula("[@number]", "[@state]")),
                          hidden=True),
}  # fmt: skip

SUBSCRIPTION_TABLE: SheetTable[StretchRow[Subscription]] = SheetTable("SubscriptionRows", {
    **_WHOSE,
    "line": SheetColumn("Product line", "pb_text", 22, value=lambda row: row.row.line),
    "product": SheetColumn("Product", "pb_text", 28, value=lambda row: row.row.product or None),
    "mrr": SheetColumn("MRR", "pb_amount", 14, value=lambda row: row.row.mrr),
    "currency": SheetColumn("Currency", "pb_text", 9, value=lambda row: row.row.currency),
    **_DAYS,
    **_STATE_COLUMNS,
    "lines": SheetColumn("Lines", "pb_helper", value=lambda row: row.lines, formula=_LINES, empty="", hidden=True),
}, plain=True)  # fmt: skip

MANAGING_TABLE: SheetTable[StretchRow[Managing]] = SheetTable("ManagingRows", {
    **_WHOSE,
    **_DAYS,
    "partners": SheetColumn("Other partners", "pb_whole", 10, "How many others manage the client too.",
                            lambda row: row.row.other_partners),
    "note": SheetColumn("Note", "pb_text", 36, value=lambda row: row.row.note or None),
    **_STATE_COLUMNS,
}, plain=True)  # fmt: skip


def stretch_rows(rows: Iterable[Stretch], report: Overview, client: str) -> list[StretchRow[Stretch]]:
    """Subscriptions, or stretches of managing: those of each client together, by start; `client` is the one picked."""
    numbers = number_of(report.clients)
    ordered = sorted(rows, key=lambda row: (numbers.get(row.client, 0), row.start))
    return [
        StretchRow(
            number, numbers.get(row.client), row, state, picked_key(number, state) if row.client == client else 0
        )
        for number, row in enumerate(ordered, 1)
        for state in (state_on(row.start, row.end, report.as_of),)
    ]


def in_order(rows: Iterable[StretchRow[Stretch]]) -> list[StretchRow[Stretch]]:
    """The rows of the client that is picked, in their order."""
    return sorted((row for row in rows if row.picked), key=lambda row: row.picked)


def subscription_rows(report: Overview, client: str) -> list[StretchRow[Subscription]]:
    """The subscriptions in order of clients, with the product lines that run; `client` is the one picked."""
    rows, of_client, lines = list[StretchRow[Subscription]](), None, ""
    for row in stretch_rows(report.book.subscriptions, report, client):
        if row.client_number is None or row.client_number != of_client:
            of_client, lines = row.client_number, ""
        if row.state == ACTIVE and f"; {row.row.line}; " not in f"; {lines}; ":
            lines = f"{lines}; {row.row.line}" if lines else row.row.line
        rows.append(row._replace(lines=lines))
    return rows


def write_list(
    document: ReportDocument,
    report: Overview,
    code: str,
    table: SheetTable[Record],
    rows: Sequence[Record],
    blocks: Sequence[tuple[int, int]] = (),
    printed: str = "",
) -> Worksheet:
    """The sheet of a list of the book's rows, which has been written; `printed` is the last column that is printed."""
    sheet, say = document.sheet(code, GREY), document.say
    document.put(sheet, "A1", say.sheet(code), "pb_title")
    document.put(sheet, "A2", say("client_tables", code), "pb_subtitle")
    document.put_day(sheet)
    document.table(sheet, table, f"A{TOP}", rows, bulk=True, blocks=blocks, least_rows=2)
    still = list(table.columns).index("client") + 1  # whose rows they are
    sheet.freeze_panes = f"{letters(1, still + 1)[0]}{TOP + 1}"
    mark_segment(document, sheet, report, table, TOP, len(rows))
    right = printed or [field for field, column in table.columns.items() if not column.hidden][-1]
    document.on_paper(sheet, say.sheet(code), table.letter(right), TOP + max(2, len(rows)), first=0, head=TOP)
    return sheet
