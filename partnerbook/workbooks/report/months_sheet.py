"""The Months sheet: points by month, what came and went, and what will expire."""

from decimal import Decimal
from itertools import count
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import BadInput
from partnerbook.exact import ZERO, figure
from partnerbook.figures.months import MONTHS_AHEAD, MONTHS_BACK, Expiry, MonthLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import threshold
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import edition_on
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, page
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, TIER_TABLE
from partnerbook.workbooks.report.words import MONTHS

MONTHS_TOP = 4
EXPIRIES_TOP = MONTHS_TOP + MONTHS_BACK + 4

_MONTH = "[@month]"
_FIRST = f"EOMONTH({_MONTH},-1)+1"
_AHEAD = "EOMONTH(AsOf,[@ahead]-1)"
_UNTIL = f"MAX(EOMONTH(AsOf,[@ahead]),IF([@ahead]={MONTHS_AHEAD},DATE(YEAR(AsOf)+1,MONTH(AsOf),DAY(AsOf)),0))"


class MonthRow(NamedTuple):
    """A month of the sheet, how many months back it lies, and the total points of two tiers in its edition."""

    back: int
    line: MonthLine
    to_keep: Decimal
    to_reach: Decimal

    def held(self, track: str) -> Decimal:
        """The points of a track at its end."""
        return figure(getattr(self.line.points, track))


class ExpiryRow(NamedTuple):
    """A month to come, how many months ahead it lies."""

    ahead: int
    expiry: Expiry


def _points(track: str, day: str) -> str:
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    return (
        f'ROUND(SUMIFS({of_track},{LEDGER_TABLE("start")},"<="&{day})'
        f'-SUMIFS({of_track},{LEDGER_TABLE("until")},"<="&{day}),6)'
    )


def _in_month(field: str) -> str:
    return f'{LEDGER_TABLE(field)},">="&{_FIRST},{LEDGER_TABLE(field)},"<="&{_MONTH}'


def _new(track: str) -> str:
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    return f'ROUND(SUMIFS({of_track},{_in_month("start")},{LEDGER_TABLE("points")},">0"),6)'


def _lost(track: str) -> str:
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    losses = f'{_in_month("start")},{LEDGER_TABLE("points")},"<0"'
    return f"ROUND(SUMIFS({of_track},{_in_month('until')})-SUMIFS({of_track},{losses}),6)"


def _line(rank: str) -> str:
    edition = f"LOOKUP({_MONTH},{EDITION_TABLE('start')})"
    of_tier = f"{TIER_TABLE('edition')},{edition},{TIER_TABLE('rank')},{rank}"
    return f"IFERROR(SUMIFS({TIER_TABLE('total')},{of_tier}),0)"


def _expiring(track: str) -> str:
    until = LEDGER_TABLE("until")
    return (
        f'ROUND(SUMIFS({LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}",{LEDGER_TABLE("start")},"<="&AsOf,'
        f'{until},">"&AsOf,{until},">"&{_AHEAD},{until},"<="&[@until]),6)'
    )


_LEFT = (
    f'ROUND(SUMIFS({LEDGER_TABLE("points")},{LEDGER_TABLE("start")},"<="&[@until])'
    f'-SUMIFS({LEDGER_TABLE("points")},{LEDGER_TABLE("until")},"<="&[@until]),6)'
)

MONTH_TABLE: SheetTable[MonthRow] = SheetTable("Months", {
    "back": SheetColumn("Months back", "pb_whole", 9, value=lambda row: row.back),
    "month": SheetColumn("Month", "pb_month", 12, "The month's last day; the as-of day for the month it lies in.",
                         lambda row: row.line.day, "IF([@back]=0,AsOf,EOMONTH(AsOf,-[@back]))"),
    "sold": SheetColumn("Sold", "pb_whole", 11, value=lambda row: row.held(SOLD), formula=_points(SOLD, _MONTH)),
    "managed": SheetColumn("Managed", "pb_whole", 11, value=lambda row: row.held(MANAGED),
                           formula=_points(MANAGED, _MONTH)),
    "total": SheetColumn("Total", "pb_whole", 11, value=lambda row: row.held(SOLD) + row.held(MANAGED),
                         formula="[@sold]+[@managed]"),
    "new_sold": SheetColumn("New sold", "pb_whole", 11, value=lambda row: figure(row.line.changes[SOLD].new),
                            formula=_new(SOLD)),
    "lost_sold": SheetColumn("Lost sold", "pb_whole", 11, "Expired, and lost to downgrades and cancellations.",
                             lambda row: figure(row.line.changes[SOLD].lost), _lost(SOLD)),
    "new_managed": SheetColumn("New managed", "pb_whole", 11,
                               value=lambda row: figure(row.line.changes[MANAGED].new), formula=_new(MANAGED)),
    "lost_managed": SheetColumn("Lost managed", "pb_whole", 11,
                                value=lambda row: figure(row.line.changes[MANAGED].lost), formula=_lost(MANAGED)),
    "to_keep": SheetColumn("To keep", "pb_whole", 11, "Total points of the credited tier in the month's edition.",
                           lambda row: row.to_keep, _line("CreditedNowRank")),
    "to_reach": SheetColumn("To reach", "pb_whole", 11, "Total points of the goal tier in the month's edition.",
                            lambda row: row.to_reach, _line("GoalRank")),
})  # fmt: skip

EXPIRY_TABLE: SheetTable[ExpiryRow] = SheetTable("Expirations", {
    "ahead": SheetColumn("Months ahead", "pb_whole", 9, "0 is the rest of the as-of day's month.",
                         lambda row: row.ahead),
    "until": SheetColumn("Until", "pb_month", 12, "The month's last day; 1 March of the next year where the as-of day "
                         "is a 29 February, because what is sold on it ends then.",
                         lambda row: row.expiry.until, _UNTIL),
    "sold": SheetColumn("Sold expiring", "pb_whole", 11, value=lambda row: row.expiry.sold, formula=_expiring(SOLD)),
    "managed": SheetColumn("Managed ending", "pb_whole", 11,
                           "Managing or subscriptions with an end in the book.", lambda row: row.expiry.managed,
                           _expiring(MANAGED)),
    "left": SheetColumn("Left", "pb_whole", 11, "Points that month's end if nothing more is sold.",
                        lambda row: row.expiry.left, _LEFT),
})  # fmt: skip


def write_months(document: Document, report: Overview) -> Worksheet:
    """The sheet, written."""
    sheet = document.sheet(MONTHS, "1B7F79")
    document.put(sheet, "A1", "Points by month", "pb_title")
    document.put(sheet, "A2", "The last 24 months as they ended, and the points known to expire in the next 12.",
                 "pb_subtitle")  # fmt: skip
    months = [
        MonthRow(
            MONTHS_BACK - 1 - index,
            line,
            _needed(report, report.credited or "", line),
            _needed(report, report.goal, line),
        )
        for index, line in enumerate(report.months)
    ]
    document.table(sheet, MONTH_TABLE, f"A{MONTHS_TOP}", months)
    document.put(sheet, f"A{EXPIRIES_TOP - 1}", "Points that will expire", "pb_section")
    expiries = list(map(ExpiryRow, count(), report.expiries))
    document.table(sheet, EXPIRY_TABLE, f"A{EXPIRIES_TOP}", expiries, widths=False)
    sheet.freeze_panes = f"C{MONTHS_TOP + 1}"
    page(sheet, "Points by month", one_page=True)
    return sheet


def _needed(report: Overview, tier: str, line: MonthLine) -> Decimal:
    try:
        edition = edition_on(line.day)
    except BadInput:
        return ZERO
    return threshold(report.book.tiers, edition, tier).total or ZERO
