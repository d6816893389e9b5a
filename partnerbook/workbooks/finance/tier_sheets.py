"""The Tier and the Renewals sheets: TIER and POINTS_TO_TIER over thresholds, days and status of renewals."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.language.texts import Texts
from partnerbook.program.edition import editions
from partnerbook.sample.figures import thresholds
from partnerbook.sample.names import company_name
from partnerbook.workbooks.finance.calls import called
from partnerbook.workbooks.finance.deals_sheet import Standing
from partnerbook.workbooks.kit.document import Document, Field, Formula, letters, page
from partnerbook.workbooks.kit.styles import RED, TEAL

TIERS, RENEWALS = "Tiers", "RenewalDays"
_CLIENTS = 30  # the example thresholds are those of a partner with so many clients
_EDITIONS = 2  # the newest ones, for which there are example thresholds
_WAY_TOP, _THRESHOLDS_TOP = 13, 21
_WIDTHS = (26, 18, 16, 17, 17, 34)
_RENEWAL_DAYS = (-12, 9, 30, 41, 77, 118, 190)


def write_tier(document: Document, words: Texts, standing: Standing, as_of: date) -> None:
    """Nothing; writes the Tier sheet: points from the deals, the tier they make, and what each tier still needs."""
    say, put = words["tier"], document.put
    sheet = document.sheet(words["sheets"]["tier"], TEAL, _WIDTHS)
    put(sheet, "A1", say["title"], "pb_title")
    put(sheet, "A2", say["subtitle"], "pb_subtitle")
    put(sheet, "A4", say["standing"], "pb_section")
    figures = (("total", standing.total), ("minimum", standing.sourced), ("managed", standing.managed))
    given = []
    for row, (key, formula) in enumerate(figures, 5):
        put(sheet, f"A{row}", say[key])
        put(sheet, f"B{row}", formula, "pb_points")
        given.append(Formula(f"$B${row}", formula.value))
    put(sheet, "A8", say["from_deals"], "pb_label")
    rows = _threshold_rows(say["example"])
    day = Formula("AsOf", as_of)
    table = Formula(_whole_table(say), [list(row) for row in rows])
    found = called("TIER", *given, table, day)
    put(sheet, "A10", say["your_tier"], "pb_tile_label")
    put(sheet, "B10", found, "pb_tile")
    sheet.row_dimensions[10].height = 28
    put(sheet, f"A{_WAY_TOP - 1}", say["way"], "pb_section")
    for letter, head, style in (("A", "goal", "pb_head"), ("B", "needed", "pb_head_number")):
        put(sheet, f"{letter}{_WAY_TOP}", say[head], style)
    for row, tier in enumerate(editions()[-1].tier_names, _WAY_TOP + 1):
        put(sheet, f"A{row}", tier)
        put(sheet, f"B{row}", called("POINTS_TO_TIER", *given, Formula(f"A{row}", tier), table, day), "pb_points")
    _write_thresholds(document, sheet, words, rows)
    page(sheet, say["title"], landscape=False, one_page=True)


def _threshold_rows(note: str) -> list[tuple[object, ...]]:
    newest = [edition.start for edition in editions()[-_EDITIONS:]]
    return [
        (row.edition, row.tier, row.total, row.minimum, row.managed, note)
        for row in thresholds(_CLIENTS)
        if row.edition in newest
    ]


def _whole_table(say: Mapping[str, str]) -> str:
    return f"{TIERS}[[{say['edition']}]:[{say['managed_needed']}]]"


def _write_thresholds(document: Document, sheet: Worksheet, words: Texts, rows: Sequence[Sequence[object]]) -> None:
    say, top = words["tier"], _THRESHOLDS_TOP
    document.put(sheet, f"A{top - 2}", say["thresholds"], "pb_section")
    document.put(sheet, f"A{top - 1}", say["examples"], "pb_warning")
    styles = ("pb_input_day", "pb_input", "pb_input_number", "pb_input_number", "pb_input_number", "pb_input_text")
    heads = ("edition", "tier", "total_needed", "minimum_needed", "managed_needed", "where")
    fields = [Field(say[head], style, width) for head, style, width in zip(heads, styles, _WIDTHS, strict=True)]
    document.table(sheet, TIERS, f"A{top}", fields, rows)
    last = top + len(rows) + 40
    document.choose(sheet, f"B{top + 1}:B{last}", "TierList", say["tier"], words["deals_notes"]["choose"], prompt=False)
    amount = words["deals_notes"]["amount"]
    document.require(sheet, f"C{top + 1}:E{last}", "decimal", "0", say["thresholds"], amount, prompt=False)


def write_renewals(document: Document, words: Texts, as_of: date, language: str) -> None:
    """Nothing; writes the Renewals sheet: a Table of renewals, their days and status, counted above it."""
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
    document.require(sheet, whole, "whole", "0", say["windows"], say["windows_note"])
    top = 8
    here = {field: f"{RENEWALS}[[#This Row],[{say[field]}]]" for field in ("client", "renews_on", "days", "status")}
    day, alerts = Formula("AsOf", as_of), Formula("AlertDays", [list(windows)])
    rows = []
    for number, ahead in enumerate(_RENEWAL_DAYS):
        renews = Formula(here["renews_on"], as_of + timedelta(days=ahead))
        left, status = called("DAYS_TO_RENEWAL", renews, day), called("RENEWAL_STATUS", renews, day, alerts)
        rows.append((company_name(number, language), renews.value, left, status))
    empty = f'IF({here["renews_on"]}="","",'
    fields = (
        Field(say["client"], "pb_input_text", 30),
        Field(say["renews_on"], "pb_input_day", 14),
        Field(say["days"], "pb_whole", 14, f"{empty}{rows[0][2].text})"),
        Field(say["status"], "pb_text", 20, f"{empty}{rows[0][3].text})"),
    )
    values = [(client, renews, left.value, status.value) for client, renews, left, status in rows]
    document.table(sheet, RENEWALS, f"A{top}", fields, values)
    sheet.column_dimensions["E"].width = 20
    note = words["deals_notes"]["day"]
    document.require(sheet, f"B{top + 1}:B{top + 500}", "date", "36526", say["renews_on"], note, "73050", prompt=False)
    statuses = f"{RENEWALS}[{say['status']}]"
    for row, key, label in ((5, "overdue", "Overdue"), (6, "within", "Within")):
        put(sheet, f"A{row}", say[key])
        count = sum(str(value[3]).startswith(label) for value in values)
        put(sheet, f"B{row}", Formula(f'COUNTIFS({statuses},"{label}*")', count), "pb_whole")
    document.mark(sheet, f"D{top + 1}:D{top + 500}", f'$D{top + 1}="Overdue"', RED)
    sheet.freeze_panes = f"A{top + 1}"
    page(sheet, say["title"], repeat=f"{top}:{top}", landscape=False)
