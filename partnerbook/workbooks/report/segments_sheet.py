"""The Segments sheet: the figures of each segment of the book, and the clients of the one that is picked."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.exact import PLACES, ZERO, figure, quotient, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.segments import segment_names
from partnerbook.figures.shown import ShownPoints, shown_clients
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import SHOWS_NOTHING, Formula
from partnerbook.workbooks.kit.styles import MONEY, POINTS
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.segment_picked import numbers_of_segments
from partnerbook.workbooks.report.since_sheet import SINCE_TABLE
from partnerbook.workbooks.report.words import SEGMENTS

_TOP = 6
_MINE = '"*|"&[@number]&"|*"'  # its number among those of a client's segments
_CHOICES = "S"  # hidden: what the drop-down offers


class MemberRow(NamedTuple):
    """A client: the numbers of its segments, its points as they are shown, their share of all, their change."""

    number: int
    client: str
    market: str
    segments: str
    shown: ShownPoints
    share: Decimal
    change: Decimal


class SegmentRow(NamedTuple):
    """A segment with its number and its clients."""

    number: int
    segment: str
    clients: tuple[MemberRow, ...]
    share: Decimal

    def of(self, field: str) -> Decimal:
        """A sum of its clients' points as they are shown."""
        return total(getattr(each.shown, field) for each in self.clients)

    @property
    def change(self) -> Decimal:
        """By how much its points moved between the two days of the sheet Changes since."""
        return total(each.change for each in self.clients)


def _summed(name: str) -> str:
    return f"ROUND(SUMIFS({name},SegmentTexts,{_MINE}),{PLACES})"


def _listed(text: str) -> str:
    return f'IF([@number]="","",{text})'


def _hidden(heading: str, value: Callable[[MemberRow], object], formula: str = "") -> SheetColumn[MemberRow]:
    return SheetColumn(heading, "pb_helper", value=value, formula=formula, hidden=True)


SEGMENT_TABLE: SheetTable[SegmentRow] = SheetTable("SegmentFigures", {
    "number": SheetColumn("No.", "pb_whole", 8, value=lambda row: row.number),
    "segment": SheetColumn("Segment", "pb_text", 34, value=lambda row: row.segment),
    "clients": SheetColumn("Clients", "pb_whole", 18, value=lambda row: len(row.clients),
                           formula=f"COUNTIFS(SegmentTexts,{_MINE})"),
    "sold": SheetColumn("Sold", "pb_points", 13, value=lambda row: row.of("sold"), formula=_summed("SegmentSold")),
    "managed": SheetColumn("Managed", "pb_points", 16, value=lambda row: row.of("managed"),
                           formula=_summed("SegmentManaged")),
    "total": SheetColumn("Total", "pb_points", 13, value=lambda row: row.of("total"),
                         formula=f"ROUND([@sold]+[@managed],{PLACES})"),
    "share": SheetColumn("Share", "pb_share", 10, "Of all points. A client can be of several segments: they do not "
                         "add up.", lambda row: row.share, "IF(TotalPoints=0,0,[@total]/TotalPoints)"),
    "change": SheetColumn("Change", "pb_money", 13, "Between the two days of the sheet Changes since.",
                          lambda row: row.change, _summed("SegmentChange")),
})  # fmt: skip

_CHANGE = f"IFERROR(INDEX({SINCE_TABLE('change')},MATCH([@place],{SINCE_TABLE('number')},0)),0)"
# First the clients of the segment, one below the other; then, hidden, every client in order of numbers.
MEMBER_TABLE: SheetTable[MemberRow] = SheetTable("SegmentClients", {
    "number": SheetColumn("No.", "pb_whole", value=lambda row: row.number,
                          formula='IF([@place]>SegmentCount,"",MATCH([@place],SegmentRunning,0))'),
    "client": SheetColumn("Client", "pb_text", value=lambda row: row.client,
                          formula=_listed(f"INDEX({BREAKDOWN_TABLE('client')},[@listed_at])")),
    "market": SheetColumn("Market", "pb_text", told=lambda say, row: say.market(row.market),
                          formula=_listed(f"INDEX({BREAKDOWN_TABLE('market')},[@listed_at])&\"\"")),
    "sold": SheetColumn("Sold", "pb_points", value=lambda row: row.shown.sold,
                        formula=_listed("INDEX(SegmentSold,[@number])")),
    "managed": SheetColumn("Managed", "pb_points", value=lambda row: row.shown.managed,
                           formula=_listed("INDEX(SegmentManaged,[@number])")),
    "total": SheetColumn("Total", "pb_points", value=lambda row: row.shown.total,
                         formula=_listed(f"ROUND([@sold]+[@managed],{PLACES})")),
    "share": SheetColumn("Share", "pb_share", value=lambda row: row.share,
                         formula=_listed("IF(TotalPoints=0,0,[@total]/TotalPoints)")),
    "change": SheetColumn("Change", "pb_money", value=lambda row: row.change,
                          formula=_listed("INDEX(SegmentChange,[@number])")),
    "listed_at": _hidden("Row", lambda row: row.number, _listed("INDEX(SegmentAt,[@number])")),
    "place": _hidden("Place", lambda row: row.number),
    "segments": _hidden("Segments", lambda row: row.segments),
    "at": _hidden("Listed at", lambda row: row.number, f"MATCH([@place],{BREAKDOWN_TABLE('number')},0)"),
    "member": _hidden("In segment", lambda _: 1,
                      'IF(SegmentCode=0,1,IF(ISNUMBER(FIND("|"&SegmentCode&"|",[@segments])),1,0))'),
    "running": _hidden("So far", lambda row: row.number, "IF(ISNUMBER([^running]),[^running],0)+[@member]"),
    "sold_of": _hidden("Sold of it", lambda row: row.shown.sold, f"INDEX({BREAKDOWN_TABLE('sold')},[@at])"),
    "managed_of": _hidden("Managed of it", lambda row: row.shown.managed,
                          f"INDEX({BREAKDOWN_TABLE('managed')},[@at])"),
    "change_of": _hidden("Change of it", lambda row: row.change, _CHANGE),
}, plain=True)  # fmt: skip
_NAMED = {"segments": "Texts", "at": "At", "member": "Members", "running": "Running", "sold_of": "Sold",
          "managed_of": "Managed", "change_of": "Change"}  # fmt: skip


def write_segments(document: ReportDocument, report: Overview, changes: Mapping[str, Decimal]) -> None:
    """Write the sheet, where the book has segments; `changes` are those of each client's points, by its name."""
    if not report.book.segments:
        return
    say, put = document.say, document.put
    sheet = document.sheet(SEGMENTS, "1B7F79", [column.width for column in SEGMENT_TABLE.columns.values()])
    put(sheet, "A1", say("segments", "title"), "pb_title")
    put(sheet, "A2", say("segments", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    members = _members(report, changes)
    segments = _segments(report, members)
    put(sheet, f"A{_TOP - 1}", say("segments", "each"), "pb_section")
    document.table(sheet, SEGMENT_TABLE, f"A{_TOP}", segments, widths=False)
    _write_choices(document, sheet, [each.segment for each in segments])
    top = _TOP + len(segments) + 5
    _write_sums(document, sheet, members, top - 2)
    told = say.table(MEMBER_TABLE)
    if not report.ledger.entries:
        told = SheetTable(
            told.name, {**told.columns, "change_of": told.columns["change_of"]._replace(formula="")}, told.plain
        )
    document.block(sheet, told, top, members, widths=False, bulk=True)
    last = top + len(members)
    for field, name in _NAMED.items():
        letter = MEMBER_TABLE.letter(field)
        document.name(f"Segment{name}", sheet, f"{letter}{top + 1}:{letter}{last}")
    document.on_paper(sheet, say("segments", "title"), MEMBER_TABLE.letter("change"), last, first=0, head=top)


def _members(report: Overview, changes: Mapping[str, Decimal]) -> list[MemberRow]:
    """Every client, in order of numbers."""
    whole = figure(report.standing.total)
    return [
        MemberRow(line.number, line.client.client, line.client.market, numbers, points,
                  quotient(points.total, whole) if whole else ZERO, changes.get(line.client.client, ZERO))
        for line, points, numbers in zip(
            report.clients, shown_clients(report.clients), numbers_of_segments(report), strict=True
        )
    ]  # fmt: skip


def _segments(report: Overview, members: Sequence[MemberRow]) -> list[SegmentRow]:
    """Every segment of the book, with its clients."""
    whole = figure(report.standing.total)
    found: list[SegmentRow] = []
    for number, segment in enumerate(segment_names(report.book), 1):
        clients = tuple(each for each in members if f"|{number}|" in each.segments)
        points = total(each.shown.total for each in clients)
        found.append(SegmentRow(number, segment, clients, quotient(points, whole) if whole else ZERO))
    return found


def _write_choices(document: ReportDocument, sheet: Worksheet, segments: Sequence[str]) -> None:
    """What the drop-down of the Dashboard offers, in a hidden column: all clients, then each segment."""
    names = [document.say("segments", "all"), *segments]
    for row, name in enumerate(names, _TOP):
        cell = document.put(sheet, f"{_CHOICES}{row}", name, "pb_helper")
        cell.number_format = SHOWS_NOTHING
    sheet.column_dimensions[_CHOICES].hidden = True
    document.name("SegmentChoices", sheet, f"{_CHOICES}{_TOP}:{_CHOICES}{_TOP + len(segments)}")


def _write_sums(document: ReportDocument, sheet: Worksheet, members: Sequence[MemberRow], row: int) -> None:
    """Whose clients are listed below, and what their points add up to as they are shown."""
    put, say = document.put, document.say
    put(sheet, f"A{row}", Formula("SegmentShown", say("segments", "all")), "pb_section")
    put(sheet, f"C{row}", Formula("SegmentCount", len(members)), "pb_total")
    for letter, name, field in (("D", "Sold", "sold"), ("E", "Managed", "managed"), ("H", "Change", "")):
        values = [getattr(each.shown, field) if field else each.change for each in members]
        formula = f"ROUND(SUMIFS(Segment{name},SegmentMembers,1),{PLACES})"
        put(sheet, f"{letter}{row}", Formula(formula, total(values)), "pb_total").number_format = MONEY
    both = total(each.shown.total for each in members)
    put(sheet, f"F{row}", Formula(f"ROUND(D{row}+E{row},{PLACES})", both), "pb_total").number_format = POINTS
