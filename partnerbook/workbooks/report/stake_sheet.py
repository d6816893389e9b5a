"""The At stake sheet: what takes points in the months ahead, or may, by day; and how much hangs on few clients."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import NO_TIER
from partnerbook.days import MONTHS_AHEAD
from partnerbook.exact import PLACES
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.concentration import LARGEST, Shared, concentration, shared_clients
from partnerbook.figures.outlook_words import stake_words
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown
from partnerbook.figures.stake import Stake, shown_stakes, stake_sums, stakes
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import STAKE

_TOP, _LISTED, _PRINTED = 5, 10, 13


class StakeRow(NamedTuple):
    """Points at stake, as they are shown, and the number of the client."""

    stake: Stake
    points: Decimal | None
    number: int | None


def _costs(say: ReportWords, row: StakeRow) -> str | None:
    costs = row.stake.costs
    return say.unknown if costs is None else None if costs == NO_TIER else say.tier(costs)


STAKE_TABLE: SheetTable[StakeRow] = SheetTable("AtStake", {
    "day": SheetColumn("Day", "pb_day", 12, value=lambda row: row.stake.day),
    "days": SheetColumn("Days", "pb_whole", 8, "So far ahead; below 0 it is past, and HubSpot may act any day.",
                        lambda row: row.stake.days),
    "what": SheetColumn("What takes the points", "pb_text", 26,
                        told=lambda say, row: stake_words(row.stake.kind, say.language)),
    "sure": SheetColumn("Sure", "pb_text", 8, "Whether the book itself says so; else it may happen, or not.",
                        told=lambda say, row: say.answers[int(row.stake.kind.certain)]),
    "client": SheetColumn("Client", "pb_text", 30, value=lambda row: row.stake.client),
    "line": SheetColumn("Product line", "pb_help", 34, value=lambda row: row.stake.line or None),
    "points": SheetColumn("Points", "pb_points", 12, "Empty where the renewal's currency has no rate.",
                          lambda row: row.points),
    "at_most": SheetColumn("At most", "pb_text", 9,
                           "Yes where the renewal does not say which line it takes from: it can be less.",
                           told=lambda say, row: say.answers[1] if row.stake.at_most else None),
    "costs": SheetColumn("Costs the tier", "pb_text", 14, "The performing tier that goes with these points alone.",
                         told=_costs),
    "active_on": SheetColumn("Last active on", "pb_day", 12, value=lambda row: row.stake.last_active_on),
    "by": SheetColumn("By", "pb_text", 20, "Who was last active in the client's account.",
                      lambda row: row.stake.last_active_employee or None),
    "account": SheetColumn("Account", "pb_text", 46, value=lambda row: row.stake.account_link or None),
    "record": SheetColumn("Record", "pb_text", 20, "The row of the book it came from.",
                          told=lambda say, row: say.place(row.stake.origin) or None),
    "in_segment": segment_column("[@client_number]"),
    "client_number": SheetColumn("Client no.", "pb_helper", value=lambda row: row.number, hidden=True),
    "certain": SheetColumn("Certain", "pb_helper", value=lambda row: int(row.stake.kind.certain), hidden=True),
})  # fmt: skip


def write_stake(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where anything gives points or will."""
    found = stakes(report)
    if not found and not report.ledger.entries:
        return
    say = document.say
    sheet = document.sheet(STAKE, "B3261E", [column.width for column in STAKE_TABLE.columns.values()])
    document.put(sheet, "A1", say("stake", "title"), "pb_title")
    document.put(sheet, "A2", say("stake", "subtitle", months=MONTHS_AHEAD), "pb_subtitle")
    document.put_made_for(sheet)
    row = _write_sums(document, sheet, found)
    row = _write_concentration(document, sheet, report, row + 1)
    row = _write_shared(document, sheet, shared_clients(report), row + 1)
    document.put(sheet, f"A{row}", say("stake", "list"), "pb_section")
    points, numbers = shown_stakes(found), number_of(report.clients)
    rows = [StakeRow(each, of_each, numbers.get(each.client)) for each, of_each in zip(found, points, strict=True)]
    document.table(sheet, STAKE_TABLE, f"A{row + 1}", rows, bulk=True, least_rows=2)
    mark_segment(document, sheet, report, STAKE_TABLE, row + 1, len(rows))
    document.link_column(sheet, STAKE_TABLE.letter("account"), row + 2, [each.account_link for each in found])
    last = row + 1 + max(2, len(rows))
    sheet.freeze_panes = "A4"
    document.on_paper(sheet, say("stake", "title"), "K", last, min(last, row + 1 + _PRINTED), row + 1, one_page=True)


def _write_sums(document: ReportDocument, sheet: Worksheet, found: Sequence[Stake]) -> int:
    """How many points are sure to go, and may; the row below."""
    say = document.say
    document.put(sheet, f"A{_TOP - 1}", Formula("SegmentShown", say("segments", "all")), "pb_subtitle")
    for letter, key in (("A", "what"), ("E", "count"), ("G", "points")):
        document.put(sheet, f"{letter}{_TOP}", say("stake", key), "pb_head" if letter == "A" else "pb_head_number")
    for letter in "BCDF":
        document.put(sheet, f"{letter}{_TOP}", None, "pb_head")
    for row, (of_kind, key) in enumerate(zip(stake_sums(found), ("certain", "possible"), strict=True), _TOP + 1):
        document.put(sheet, f"A{row}", say("stake", key))
        mine = f"{STAKE_TABLE('certain')},{int(of_kind.certain)},{STAKE_TABLE('in_segment')},1"
        document.put(sheet, f"E{row}", Formula(f"COUNTIFS({mine})", int(of_kind.number)), "pb_whole")
        summed = f"ROUND(SUMIFS({STAKE_TABLE('points')},{mine}),{PLACES})"
        document.put(sheet, f"G{row}", Formula(summed, of_kind.points), "pb_points")
    return _TOP + 3


def _write_concentration(document: ReportDocument, sheet: Worksheet, report: Overview, row: int) -> int:
    """The largest clients, and those whose loss would cost the tier; the row below."""
    say, found = document.say, concentration(report)
    if found.largest is None:
        return row
    share = say.reader.share(found.largest)
    count = min(LARGEST, len(found.clients))
    document.put(sheet, f"A{row}", say("stake", "concentration"), "pb_section")
    document.put(sheet, f"A{row + 1}", say("stake", "largest", count=count, of=len(found.clients), share=share))
    costing = [each.client for each in found.costing]
    named = ", ".join(costing[:_LISTED]) + (" …" if len(costing) > _LISTED else "")
    said = say("stake", "costing", tier=say.tier(found.costing[0].costs), clients=named) if costing else say(
        "stake", "no_costing" if found.told else "costing_untold")  # fmt: skip
    document.put(sheet, f"A{row + 2}", said)
    return row + 3


def _write_shared(document: ReportDocument, sheet: Worksheet, found: Sequence[Shared], row: int) -> int:
    """The clients of which sharing costs the most, and what one partner more would; the row below."""
    say, heads = document.say, (("A", "client"), ("D", "partners"), ("E", "now"), ("F", "costs"), ("G", "one_more"))
    shared = [each for each in found if each.partners > 1]
    document.put(sheet, f"A{row}", say("stake", "shared"), "pb_section")
    if not shared:
        document.put(sheet, f"A{row + 1}", say("stake", "none_shared"))
        return row + 3
    for letter in "ABCDEFG":
        key = dict(heads).get(letter)
        style = "pb_head" if letter in "ABC" else "pb_head_number"
        document.put(sheet, f"{letter}{row + 1}", say("stake", f"shared_{key}") if key else None, style)
    for at, each in enumerate(shared[:_LISTED], row + 2):
        document.put(sheet, f"A{at}", each.client)
        document.put(sheet, f"D{at}", each.partners, "pb_whole")
        for letter, points in (("E", each.points), ("F", each.costs), ("G", each.would_cost)):
            document.put(sheet, f"{letter}{at}", shown(points), "pb_points")
    return row + 3 + min(_LISTED, len(shared))
