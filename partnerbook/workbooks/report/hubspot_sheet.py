"""The HubSpot sheet: what HubSpot and the partner sell together in any days, by month, deal by deal; and who helps."""

from typing import NamedTuple

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.tables.choices import SELLERS, TEAM_ROLES
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.figures.ranges import Range, range_days
from partnerbook.figures.selling import HUBSPOT, LOST, OPEN, WON, Selling, SellingMonth, is_open, selling
from partnerbook.records import SharedDeal
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.limits import require_day
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import HUBSPOT_SHEET, STAGES

_RANGE_ROW, _COUNTS_TOP, _MONTHS_TOP = 5, 8, 8
_PAGE = 44  # so many rows can be read on one page, and of the deals these at least:
_LEAST = 5
_TEAM_CELLS = (("A", "A", "name"), ("B", "C", "role"), ("D", "G", "helps_with"), ("H", "I", "mail"),
               ("J", "J", "phone"), ("K", "K", "link"))  # fmt: skip


class SharedRow(NamedTuple):
    """A shared deal, what it is when the last day of the range ends: "" before it was created; its client's number."""

    deal: SharedDeal
    then: str
    number: int | None


def _seller(say: object, code: str) -> str | None:
    language = getattr(say, "language", "en")
    return next((choice.label(language) for choice in SELLERS if choice.code == code), None)


_STAGE_THEN = f'IF(OR([@stage_code]="{OPEN}",N([@closed])>SellingTo),"{OPEN}",[@stage_code])'

SHARED_TABLE: SheetTable[SharedRow] = SheetTable("SharedDeals", {
    "deal": SheetColumn("Deal", "pb_text", 26, value=lambda row: row.deal.deal),
    "client": SheetColumn("Client", "pb_text", 28, value=lambda row: row.deal.client or None),
    "created_by": SheetColumn("Created by", "pb_text", 12, told=lambda say, row: _seller(say, row.deal.created_by)),
    "created": SheetColumn("Created", "pb_day", 12, value=lambda row: row.deal.created),
    "then": SheetColumn("On the last day", "pb_text", 13, "Open, won or lost when the last day of the range ends.",
                        told=lambda say, row: say.stages[row.then] if row.then else "",
                        formula=f'IF([@created]="","",IF([@created]>SellingTo,"",{STAGES.word(_STAGE_THEN)}))',
                        empty=""),
    "closed": SheetColumn("Close date", "pb_day", 12, "Only expected where the deal is open.",
                          lambda row: row.deal.closed),
    "closed_by": SheetColumn("Closed by", "pb_text", 12, told=lambda say, row: _seller(say, row.deal.closed_by)),
    "owner": SheetColumn("Owner", "pb_text", 18, value=lambda row: row.deal.owner or None),
    "amount": SheetColumn("Amount", "pb_amount", 14, value=lambda row: row.deal.amount),
    "currency": SheetColumn("Currency", "pb_text", 17, value=lambda row: row.deal.currency or None),
    "note": SheetColumn("Note", "pb_text", 34, value=lambda row: row.deal.note or None),
    "in_segment": segment_column("[@client_number]"),
    "client_number": SheetColumn("Client no.", "pb_helper", value=lambda row: row.number, hidden=True),
    "created_code": SheetColumn("Created code", "pb_helper", value=lambda row: row.deal.created_by, hidden=True),
    "closed_code": SheetColumn("Closed code", "pb_helper", value=lambda row: row.deal.closed_by or None, hidden=True),
    "stage_code": SheetColumn("Stage code", "pb_helper", value=lambda row: row.deal.stage, hidden=True),
}, plain=True)  # fmt: skip


def write_hubspot(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where the book has shared deals or people at HubSpot."""
    book, say = report.book, document.say
    if not book.shared_deals and not book.hubspot_team:
        return
    sheet = document.sheet(HUBSPOT_SHEET, "E8743B", [column.width for column in SHARED_TABLE.columns.values()])
    document.put(sheet, "A1", say("hubspot", "title"), "pb_title")
    document.put(sheet, "A2", say("hubspot", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    row = _RANGE_ROW
    first, last = range_days(Range.LAST_12_MONTHS, report.as_of)
    found = selling(book.shared_deals, first, last)
    if book.shared_deals:
        _write_range(document, sheet, found)
        _write_counts(document, sheet, found)
        _write_months(document, sheet, found)
        row = _MONTHS_TOP + len(found.months) + 2
    row = _write_team(document, sheet, report, row)
    whole = row
    if book.shared_deals:
        document.put(sheet, f"A{row}", say("hubspot", "deals"), "pb_section")
        numbers = number_of(report.clients)
        rows = [
            SharedRow(deal, _then(deal, found), numbers.get(deal.client))
            for deal in sorted(book.shared_deals, key=_order)
        ]
        document.table(sheet, SHARED_TABLE, f"A{row + 1}", rows, bulk=True, least_rows=2)
        mark_segment(document, sheet, report, SHARED_TABLE, row + 1, len(rows))
        row, whole = row + 1, row + 1 + max(2, len(rows))
    head = row if book.shared_deals else 0
    document.on_paper(
        sheet, say("hubspot", "title"), "K", whole, min(whole, max(row + _LEAST, _PAGE)), head, one_page=True
    )


def _order(deal: SharedDeal) -> tuple[object, ...]:
    """Open ones first, then the newest."""
    return deal.stage != OPEN, -deal.created.toordinal(), deal.deal, deal.client


def _then(deal: SharedDeal, found: Selling) -> str:
    if deal.created > found.last:
        return ""
    return OPEN if is_open(deal, found.last) else deal.stage


def _write_range(document: ReportDocument, sheet: Worksheet, found: Selling) -> None:
    put, say = document.put, document.say
    put(sheet, f"A{_RANGE_ROW}", say("hubspot", "from"), "pb_right_label")
    first = "DATE(YEAR(AsOf)-1,MONTH(AsOf),DAY(AsOf))+1"
    put(sheet, f"B{_RANGE_ROW}", Formula(first, found.first), "pb_input_day")
    put(sheet, f"A{_RANGE_ROW + 1}", say("hubspot", "to"), "pb_right_label")
    put(sheet, f"B{_RANGE_ROW + 1}", Formula("AsOf", found.last), "pb_input_day")
    document.name("SellingFrom", sheet, f"B{_RANGE_ROW}")
    document.name("SellingTo", sheet, f"B{_RANGE_ROW + 1}")
    places = f"B{_RANGE_ROW}:B{_RANGE_ROW + 1}"
    require_day(sheet, places, say("messages", "day"), say("messages", "any_day"), last=None)


def _created(first: str, last: str) -> str:
    made = SHARED_TABLE("created")
    return f'COUNTIFS({SHARED_TABLE("created_code")},"{HUBSPOT}",{made},">="&{first},{made},"<="&{last})'


def _closed(stage: str, first: str, last: str) -> str:
    day, by = SHARED_TABLE("closed"), SHARED_TABLE("closed_code")
    return f'COUNTIFS({by},"{HUBSPOT}",{SHARED_TABLE("stage_code")},"{stage}",{day},">="&{first},{day},"<="&{last})'


def _open(day: str) -> str:
    begun, stage = f'{SHARED_TABLE("created")},"<="&{day}', SHARED_TABLE("stage_code")
    later = f'COUNTIFS({begun},{stage},"<>{OPEN}",{SHARED_TABLE("closed")},">"&{day})'
    return f'COUNTIFS({begun},{stage},"{OPEN}")+{later}'


def _write_counts(document: ReportDocument, sheet: Worksheet, found: Selling) -> None:
    """The numbers of the range."""
    first, last = "SellingFrom", "SellingTo"
    won, lost = (_closed(stage, first, last) for stage in (WON, LOST))
    lines = (
        ("created", _created(first, last), len(found.created)),
        ("closed", f"{won}+{lost}", len(found.closed)),
        ("won", won, found.won),
        ("lost", lost, found.lost),
        ("open", _open(last), len(found.open)),
    )
    for row, (key, formula, count) in enumerate(lines, _COUNTS_TOP):
        words = document.say("hubspot", key)
        document.put(sheet, f"A{row}", words, "pb_help")
        fit_row(sheet, row, ((words, sheet.column_dimensions["A"].width),))
        document.put(sheet, f"B{row}", Formula(formula, count), "pb_whole")
    if found.undated:
        row = _COUNTS_TOP + len(lines)
        document.put(sheet, f"A{row}", document.say("hubspot", "undated", count=len(found.undated)), "pb_label")


def _write_months(document: ReportDocument, sheet: Worksheet, found: Selling) -> None:
    """The months up to the last day of the range."""
    for letter, key in zip("DEFGH", ("month", "created", "won", "lost", "open"), strict=True):
        style = "pb_head" if key == "month" else "pb_head_number"
        document.put(sheet, f"{letter}{_MONTHS_TOP - 1}", document.say("hubspot", f"month_{key}"), style)
    for row, month in enumerate(found.months, _MONTHS_TOP):
        back = len(found.months) - 1 - (row - _MONTHS_TOP)
        _write_month(document, sheet, row, back, month)


def _write_month(document: ReportDocument, sheet: Worksheet, row: int, back: int, month: SellingMonth) -> None:
    day, first = f"$D{row}", f"(EOMONTH($D{row},-1)+1)"
    cells = (
        ("D", "SellingTo" if not back else f"EOMONTH(SellingTo,-{back})", month.day, "pb_month"),
        ("E", _created(first, day), month.created, "pb_whole"),
        ("F", _closed(WON, first, day), month.won, "pb_whole"),
        ("G", _closed(LOST, first, day), month.lost, "pb_whole"),
        ("H", _open(day), month.open, "pb_whole"),
    )
    for letter, formula, value, style in cells:
        document.put(sheet, f"{letter}{row}", Formula(formula, value), style)


def _wide(sheet: Worksheet, first: str, last: str) -> float:
    """How wide columns are together."""
    return sum(sheet.column_dimensions[chr(code)].width for code in range(ord(first), ord(last) + 1))


def _write_team(document: ReportDocument, sheet: Worksheet, report: Overview, row: int) -> int:
    """Who helps at HubSpot, their mail addresses as links; the row below them."""
    team, say = report.book.hubspot_team, document.say
    if not team:
        return row
    roles = {choice.code: choice.label(say.language) for choice in TEAM_ROLES}
    document.put(sheet, f"A{row}", say("hubspot", "team"), "pb_section")
    for at, person in enumerate((None, *team), row + 1):
        for letter, until, field in _TEAM_CELLS:
            value = say("hubspot", field) if person is None else getattr(person, field)
            if person is not None and field == "role":
                value = roles.get(value, value)
            is_link = person is not None and field == "mail" and bool(value)
            style = "pb_head" if person is None else "pb_link" if is_link else "pb_help"
            cell = document.put(sheet, f"{letter}{at}", value or None, style)
            if is_link:
                cell.hyperlink = Hyperlink(ref=f"{letter}{at}", target=f"mailto:{value}")
            if until != letter:
                sheet.merge_cells(f"{letter}{at}:{until}{at}")
        if person is not None:
            said = person._replace(role=roles.get(person.role, person.role))
            fit_row(sheet, at, ((getattr(said, field), _wide(sheet, *of) - 2) for *of, field in _TEAM_CELLS))
    return row + 3 + len(team)
