"""The Tier and the Renewals sheets: TIER and POINTS_TO_TIER over thresholds, days and status of renewals."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import OVERDUE
from partnerbook.language.texts import Texts
from partnerbook.language.words import alert_words
from partnerbook.program.edition import editions
from partnerbook.records import Threshold
from partnerbook.sample.figures import thresholds
from partnerbook.sample.names import company_name
from partnerbook.workbooks.finance.calls import WITHIN, called
from partnerbook.workbooks.finance.deals_sheet import Standing
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, Formula, letters, page
from partnerbook.workbooks.kit.limits import choose, require, require_day
from partnerbook.workbooks.kit.styles import RED, TEAL

_CLIENTS = 30  # the example thresholds are those of a partner with so many clients
_EDITIONS = 2  # the newest ones, for which there are example thresholds
_WAY_TOP, _THRESHOLDS_TOP = 13, 21
_WIDTHS = (26, 18, 16, 17, 17, 34)
_CHECKED_ROWS = 500  # in which drop-downs and checks work
_RENEWAL_DAYS = (-12, 9, 30, 41, 77, 118, 190)


def write_tier(document: Document, words: Texts, standing: Standing, as_of: date) -> None:
    """Write the Tier sheet: points from the deals, the tier they make, and what each tier still needs."""
    say, put = words["tier"], document.put
    sheet = document.sheet(words["sheets"]["tier"], TEAL, _WIDTHS)
    put(sheet, "A1", say["title"], "pb_title")
    put(sheet, "A2", say["subtitle"], "pb_subtitle")
    put(sheet, "A4", say["standing"], "pb_section")
    figures = (("total", standing.total), ("minimum", standing.sourced), ("managed", standing.managed))
    given = []
    for row, (key, formula) in enumerate(figures, 5):
        put(sheet, f"A{row}", say[key])
        put(sheet, f"B{row}", formula, "pb_all_points")
        given.append(Formula(f"$B${row}", formula.value))
    put(sheet, "A8", say["from_deals"], "pb_label")
    rows = _threshold_rows()
    thresholds_table = _threshold_table(say)
    day = Formula("AsOf", as_of)
    first, last = (thresholds_table.columns[field].heading for field in ("edition", "managed"))
    values = [[row.edition, row.tier, row.total, row.minimum, row.managed] for row in rows]
    table = Formula(f"{thresholds_table.name}[[{first}]:[{last}]]", values)
    found = called("TIER", *given, table, day)
    put(sheet, "A10", say["your_tier"], "pb_tile_label")
    put(sheet, "B10", found, "pb_tile")
    sheet.row_dimensions[10].height = 28
    put(sheet, f"A{_WAY_TOP - 1}", say["way"], "pb_section")
    for letter, head, style in (("A", "goal", "pb_head"), ("B", "needed", "pb_head_number")):
        put(sheet, f"{letter}{_WAY_TOP}", say[head], style)
    for row, tier in enumerate(editions()[-1].tier_names, _WAY_TOP + 1):
        put(sheet, f"A{row}", tier)
        put(sheet, f"B{row}", called("POINTS_TO_TIER", *given, Formula(f"A{row}", tier), table, day), "pb_all_points")
    _write_thresholds(document, sheet, words, thresholds_table, rows)
    page(sheet, say["title"], landscape=False, one_page=True)


def _threshold_rows() -> list[Threshold]:
    newest = [edition.start for edition in editions()[-_EDITIONS:]]
    return [row for row in thresholds(_CLIENTS) if row.edition in newest]


def _threshold_table(say: Mapping[str, str]) -> SheetTable[Threshold]:
    columns: dict[str, SheetColumn[Threshold]] = {
        "edition": SheetColumn(say["edition"], "pb_input_day", _WIDTHS[0], value=lambda row: row.edition),
        "tier": SheetColumn(say["tier"], "pb_input", _WIDTHS[1], value=lambda row: row.tier),
        "total": SheetColumn(say["total_needed"], "pb_input_number", _WIDTHS[2], value=lambda row: row.total),
        "minimum": SheetColumn(say["minimum_needed"], "pb_input_number", _WIDTHS[3], value=lambda row: row.minimum),
        "managed": SheetColumn(say["managed_needed"], "pb_input_number", _WIDTHS[4], value=lambda row: row.managed),
        "where": SheetColumn(say["where"], "pb_input_text", _WIDTHS[5], value=lambda _: say["example"]),
    }
    return SheetTable("Tiers", columns)


def _write_thresholds(
    document: Document, sheet: Worksheet, words: Texts, table: SheetTable[Threshold], rows: Sequence[Threshold]
) -> None:
    say, top = words["tier"], _THRESHOLDS_TOP
    document.put(sheet, f"A{top - 2}", say["thresholds"], "pb_section")
    document.put(sheet, f"A{top - 1}", say["examples"], "pb_warning")
    document.table(sheet, table, f"A{top}", rows)
    last = top + len(rows) + 40
    choose(sheet, f"B{top + 1}:B{last}", "TierList", say["tier"], words["deals_notes"]["choose"], prompt=False)
    amount = words["deals_notes"]["amount"]
    require(sheet, f"C{top + 1}:E{last}", "decimal", say["thresholds"], amount, prompt=False)


class _Renewal(NamedTuple):
    """A made-up renewal with its day, the days left and its status."""

    client: str
    renews_on: date
    days: Formula
    status: Formula


def write_renewals(document: Document, words: Texts, as_of: date, language: str) -> None:
    """Write the Renewals sheet: a Table of renewals, their days and status, counted above it."""
    say, put = words["renewals"], document.put
    sheet = document.sheet(words["sheets"]["renewals"], TEAL)
    put(sheet, "A1", say["title"], "pb_title")
    put(sheet, "A2", say["subtitle"], "pb_subtitle")
    windows = editions()[-1].alert_days
    put(sheet, "A4", say["windows"])
    places = [f"{letter}4" for letter in letters(len(windows), 2)]
    for place, window in zip(places, windows, strict=True):
        put(sheet, place, window, "pb_input_whole")
    whole = f"{places[0]}:{places[-1]}"
    document.name("AlertDays", sheet, whole)
    require(sheet, whole, "whole", say["windows"], say["windows_note"])
    top = 8
    day, alerts = Formula("AsOf", as_of), Formula("AlertDays", [list(windows)])
    rows = []
    for number, ahead in enumerate(_RENEWAL_DAYS):
        renews = Formula("[@renews_on]", as_of + timedelta(days=ahead))
        left, status = called("DAYS_TO_RENEWAL", renews, day), called("RENEWAL_STATUS", renews, day, alerts)
        rows.append(_Renewal(company_name(number, language), as_of + timedelta(days=ahead), left, status))
    table: SheetTable[_Renewal] = SheetTable("RenewalDays", {
        "client": SheetColumn(say["client"], "pb_input_text", 30, value=lambda row: row.client),
        "renews_on": SheetColumn(say["renews_on"], "pb_input_day", 14, value=lambda row: row.renews_on),
        "days": SheetColumn(say["days"], "pb_whole", 14, value=lambda row: row.days.value,
                            formula=f'IF([@renews_on]="","",{rows[0].days.text})'),
        "status": SheetColumn(say["status"], "pb_text", 20, value=lambda row: row.status.value,
                              formula=f'IF([@renews_on]="","",{rows[0].status.text})'),
    })  # fmt: skip
    document.table(sheet, table, f"A{top}", rows)
    sheet.column_dimensions["E"].width = 20
    note = words["deals_notes"]["day"]
    require_day(sheet, f"B{top + 1}:B{top + _CHECKED_ROWS}", say["renews_on"], note, prompt=False)
    overdue, within = alert_words(OVERDUE), WITHIN.partition(" {")[0]
    for at, key, label in ((5, "overdue", overdue), (6, "within", within)):
        put(sheet, f"A{at}", say[key])
        count = sum(str(row.status.value).startswith(label) for row in rows)
        put(sheet, f"B{at}", Formula(f'COUNTIFS({table("status")},"{label}*")', count), "pb_whole")
    document.mark(sheet, f"D{top + 1}:D{top + _CHECKED_ROWS}", f'$D{top + 1}="{overdue}"', RED)
    sheet.freeze_panes = f"A{top + 1}"
    page(sheet, say["title"], repeat=f"{top}:{top}", landscape=False)
