"""The Months sheet: points by month, what came and went, and what will expire."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import BadInput
from partnerbook.exact import EXACT, PLACES, ZERO, figure
from partnerbook.figures.months import MONTHS_AHEAD, MONTHS_BACK, Expiry, MonthLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown_changes, shown_expiries, shown_points
from partnerbook.figures.tiers import threshold
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Changes
from partnerbook.program.edition import edition_on
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import fit_row, letters
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.shown_formulas import moved, shown
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, TIER_TABLE
from partnerbook.workbooks.report.words import MONTHS

MONTHS_TOP = 4
EXPIRIES_TOP = MONTHS_TOP + MONTHS_BACK + 4

_MONTH = "[@month]"
_FIRST = f"EOMONTH({_MONTH},-1)+1"
_AHEAD = "MAX(AsOf,EOMONTH(AsOf,[@ahead]-1))"
_UNTIL = f"MAX(EOMONTH(AsOf,[@ahead]),IF([@ahead]={MONTHS_AHEAD},DATE(YEAR(AsOf)+1,MONTH(AsOf),DAY(AsOf)),0))"


class MonthRow(NamedTuple):
    """A month of the sheet, how many months back it lies, and the total points of two tiers in its edition."""

    back: int
    line: MonthLine
    to_keep: Decimal
    to_reach: Decimal

    @property
    def points(self) -> ShownPoints:
        """The points at its end, as they are shown."""
        return shown_points(self.line.points)

    def moved(self, track: str) -> Changes:
        """What came and went in it, as it is shown."""
        return shown_changes(self.line.changes[track])


class ExpiryRow(NamedTuple):
    """A month to come, how many months ahead it lies, and what ends in it as it is shown."""

    ahead: int
    expiry: Expiry


def points_on(track: str, day: str) -> str:
    """The formula of the points of a track on a day."""
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    return (
        f'SUMIFS({of_track},{LEDGER_TABLE("start")},"<="&{day})-SUMIFS({of_track},{LEDGER_TABLE("until")},"<="&{day})'
    )


def _in_month(field: str) -> str:
    return f'{LEDGER_TABLE(field)},">="&{_FIRST},{LEDGER_TABLE(field)},"<="&{_MONTH}'


def _new(track: str) -> str:
    of_track = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}"'
    return f'SUMIFS({of_track},{_in_month("start")},{LEDGER_TABLE("points")},">0")'


def _line(rank: str) -> str:
    edition = f"LOOKUP({_MONTH},{EDITION_TABLE('start')})"
    of_tier = f"{TIER_TABLE('edition')},{edition},{TIER_TABLE('rank')},{rank}"
    return f"IFERROR(SUMIFS({TIER_TABLE('total')},{of_tier}),0)"


def _left_of_now(track: str, day: str) -> str:
    """What is left on a day of the points of the as-of day."""
    begun = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("track_code")},"{track}",{LEDGER_TABLE("start")},"<="&AsOf'
    return f'SUMIFS({begun})-SUMIFS({begun},{LEDGER_TABLE("until")},"<="&{day})'


def _added(*tracks: str) -> str:
    return f"ROUND({'+'.join(tracks)},{PLACES})"


def _exact_columns(track: str) -> dict[str, SheetColumn[MonthRow]]:
    """The hidden columns of a track that what is shown follows from."""

    def column(heading: str, value: Callable[[Changes], Decimal], formula: str) -> SheetColumn[MonthRow]:
        return SheetColumn(f"{track.capitalize()} {heading}", "pb_helper", hidden=True, formula=f"ROUND({formula},6)",
                           value=lambda row: figure(value(row.line.changes[track])))  # fmt: skip

    before = points_on(track, f"EOMONTH({_MONTH},-1)")
    return {
        f"{track}_before": column("before", lambda changes: changes.opening, before),
        f"{track}_grown": column("with what is new", lambda changes: EXACT.add(changes.opening, changes.new),
                                 f"{before}+{_new(track)}"),
        f"{track}_exact": column("exact", lambda changes: changes.closing, points_on(track, _MONTH)),
    }  # fmt: skip


MONTH_TABLE: SheetTable[MonthRow] = SheetTable("Months", {
    "back": SheetColumn("Months back", "pb_whole", 9, value=lambda row: row.back),
    "month": SheetColumn("Month", "pb_month", 12, "The month's last day; the as-of day for the month it lies in.",
                         lambda row: row.line.day, "IF([@back]=0,AsOf,EOMONTH(AsOf,-[@back]))"),
    "sold": SheetColumn("Sold", "pb_points", 11, value=lambda row: row.points.sold, formula=shown("[@sold_exact]")),
    "managed": SheetColumn("Managed", "pb_points", 11, value=lambda row: row.points.managed,
                           formula=shown("[@managed_exact]")),
    "total": SheetColumn("Total", "pb_points", 11, value=lambda row: row.points.total,
                         formula=_added("[@sold]", "[@managed]")),
    "new_sold": SheetColumn("New sold", "pb_points", 11, value=lambda row: row.moved(SOLD).new,
                            formula=moved("[@sold_before]", "[@sold_grown]")),
    "lost_sold": SheetColumn("Lost sold", "pb_points", 11, "Expired, and lost to downgrades and cancellations.",
                             lambda row: row.moved(SOLD).lost,
                             moved("[@sold_exact]", "[@sold_grown]")),
    "new_managed": SheetColumn("New managed", "pb_points", 11, value=lambda row: row.moved(MANAGED).new,
                               formula=moved("[@managed_before]", "[@managed_grown]")),
    "lost_managed": SheetColumn("Lost managed", "pb_points", 11, value=lambda row: row.moved(MANAGED).lost,
                                formula=moved("[@managed_exact]", "[@managed_grown]")),
    "to_keep": SheetColumn("To keep", "pb_needed", 11, "Total points of the credited tier in the month's edition.",
                           lambda row: row.to_keep, _line("CreditedNowRank")),
    "to_reach": SheetColumn("To reach", "pb_needed", 11, "Total points of the goal tier in the month's edition.",
                            lambda row: row.to_reach, _line("GoalRank")),
    **_exact_columns(SOLD), **_exact_columns(MANAGED),
})  # fmt: skip

EXPIRY_TABLE: SheetTable[ExpiryRow] = SheetTable("Expirations", {
    "ahead": SheetColumn("Months ahead", "pb_whole", 9, "0 is the rest of the as-of day's month.",
                         lambda row: row.ahead),
    "until": SheetColumn("Until", "pb_month", 12, "The month's last day; 1 March of the next year where the as-of day "
                         "is a 29 February, because what is sold on it ends then.",
                         lambda row: row.expiry.until, _UNTIL),
    "sold": SheetColumn("Sold expiring", "pb_points", 11, value=lambda row: row.expiry.sold,
                        formula=moved(_left_of_now(SOLD, "[@until]"), _left_of_now(SOLD, _AHEAD))),
    "managed": SheetColumn("Managed ending", "pb_points", 11,
                           "Managing or subscriptions with an end in the book.", lambda row: row.expiry.managed,
                           moved(_left_of_now(MANAGED, "[@until]"), _left_of_now(MANAGED, _AHEAD))),
    "left": SheetColumn("Left", "pb_points", 11, "Points that month's end if nothing more is sold.",
                        lambda row: shown_points(row.expiry.left).total,
                        _added(*(shown(points_on(track, "[@until]")) for track in (SOLD, MANAGED)))),
})  # fmt: skip


def write_months(document: ReportDocument, report: Overview) -> Worksheet:
    """The sheet, written."""
    sheet, say = document.sheet(MONTHS, "1B7F79"), document.say
    document.put(sheet, "A1", say("months", "title"), "pb_title")
    document.put(sheet, "A2", say("months", "subtitle"), "pb_subtitle")
    months = [
        MonthRow(
            MONTHS_BACK - 1 - index,
            line,
            needed(report, report.credited or "", line.day),
            needed(report, report.goal, line.day),
        )
        for index, line in enumerate(report.months)
    ]
    document.table(sheet, MONTH_TABLE, f"A{MONTHS_TOP}", months)
    document.put(sheet, f"A{EXPIRIES_TOP - 1}", say("months", "expiring"), "pb_section")
    expiries = list(map(ExpiryRow, count(), shown_expiries(report.expiries, report.standing)))
    document.table(sheet, EXPIRY_TABLE, f"A{EXPIRIES_TOP}", expiries, widths=False)
    widths = (sheet.column_dimensions[letter].width - 2 for letter in letters(len(EXPIRY_TABLE.columns)))
    headings = say.table(EXPIRY_TABLE).headings
    fit_row(sheet, EXPIRIES_TOP, ((heading, width) for heading, width in zip(headings.values(), widths, strict=True)))
    sheet.freeze_panes = f"C{MONTHS_TOP + 1}"
    document.put_day(sheet)
    last = EXPIRIES_TOP + len(expiries)
    document.on_paper(sheet, say("months", "title"), MONTH_TABLE.letter("to_reach"), last, one_page=True)
    return sheet


def needed(report: Overview, tier: str, day: date) -> Decimal:
    """The total points of a tier in the edition of a day; 0 where they are not known."""
    try:
        edition = edition_on(day)
    except BadInput:
        return ZERO
    return threshold(report.book.tiers, edition, tier).total or ZERO
