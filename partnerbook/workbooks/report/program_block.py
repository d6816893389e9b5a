"""The right half of the Program sheet: tier, edition, points, the next tier, and what is missing for each.

Its figures stand where they are worked out: on the Dashboard, on the sheet Tiers and on the hidden one of codes.
"""

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.program_words import edition_source
from partnerbook.workbooks.report.said import ReportWords, quoted
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, standing_rows
from partnerbook.workbooks.report.words import RANKS

_TIER_TOP, _POINTS_TOP, _MISSING_TOP = 4, 14, 23
_GAPS = ("TierTotalGaps", "TierMinimumGaps", "TierManagedGaps")
_SOURCE_ROWS = 3  # of the longest title
_LEFT, _RIGHT, _UNTIL = "F", "H", "J"


def write_program_block(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """Write it."""
    say = document.say
    for row, key in ((_TIER_TOP, "tier"), (_POINTS_TOP, "points"), (_MISSING_TOP, "missing")):
        document.put(sheet, f"{_LEFT}{row}", say("program", key), "pb_section")
    _write_tier(document, sheet, report)
    _write_points(document, sheet, report)
    _write_missing(document, sheet, report)


def _write_tier(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    say, review = document.say, report.next_review
    source = f'IF(Edition="","",LOOKUP(AsOf,{EDITION_TABLE("start")},{EDITION_TABLE("source")}))'
    lines = (
        ("credited", Formula("CreditedNow", _tier(say, report, report.credited)), "pb_text"),
        ("performing", Formula("PerformingTier", _tier(say, None, report.performing)), "pb_text"),
        ("since", Formula("HeldSince", report.credited_since or ""), "pb_day"),
        ("edition", Formula('IF(Edition="","",Edition)', report.edition.start), "pb_day"),
        ("next_review", Formula("NextReview", review.day if review else ""), "pb_day"),
        ("source", Formula(source, edition_source(say, report.edition)), "pb_wrapped"),
    )
    _write_lines(document, sheet, _TIER_TOP + 1, lines)


def _tier(say: ReportWords, held: Overview | None, tier: str | None) -> str:
    if held is not None and held.untold:
        return say.untold
    return say.unknown if tier is None else say.tier(tier)


def _write_points(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The points, and the total that the tier above the performing one asks for."""
    now = report.shown
    names = report.edition.tier_names
    total = report.way_to(report.next_tier)[0]
    of_next = "INDEX({},NextRank)".format
    performing = RANKS.code("PerformingTier", "0")
    document.hide(sheet, "K4", f"MIN(ROWS(TierNames),N({performing})+1)", names.index(report.next_tier) + 1, "NextRank")
    lines = (
        ("total", Formula("TotalShown", now.total), "pb_points"),
        ("sold", Formula("SoldShown", now.sold), "pb_points"),
        ("sourced", Formula("SourcedShown", shown(report.standing.sourced)), "pb_points"),
        ("managed", Formula("ManagedShown", now.managed), "pb_points"),
        ("next", Formula(of_next("TierNames"), report.next_tier), "pb_text"),
        ("needed", Formula(of_next("TierTotals"), _known(total.need)), "pb_all_points"),
        ("still", Formula(of_next("TierTotalGaps"), _known(total.gap)), "pb_all_points"),
    )
    _write_lines(document, sheet, _POINTS_TOP + 1, lines)


def _known(value: object) -> object:
    return "" if value is None else value


def _write_lines(
    document: ReportDocument, sheet: Worksheet, top: int, lines: tuple[tuple[str, Formula, str], ...]
) -> None:
    """Labels and values: numbers below each other, texts and days as wide as they need, the source three rows high."""
    for row, (key, content, style) in enumerate(lines, top):
        label = document.put(sheet, f"{_LEFT}{row}", document.say("program", key))
        label.alignment = Alignment(horizontal="left", indent=1, vertical="top")
        cell = document.put(sheet, f"{_RIGHT}{row}", content, style)
        if style.endswith("points"):
            continue
        wraps = style == "pb_wrapped"
        cell.alignment = Alignment(horizontal="left", indent=1, wrap_text=wraps, vertical="top")
        sheet.merge_cells(f"{_RIGHT}{row}:{_UNTIL}{row + (_SOURCE_ROWS - 1) * wraps}")


def _write_missing(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """What each tier lacks: in points, and beside them."""
    put, say, top = document.put, document.say, _MISSING_TOP + 1
    heads = [say("program", key) for key in ("of_tier", "total", "minimum", "managed", "else")]
    for letter, head in zip("FGHIJ", heads, strict=True):
        put(sheet, f"{letter}{top}", head, "pb_head" if letter in "FJ" else "pb_head_number")
    for letter, width in zip("GHIJ", (15, 15, 15, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    fit_row(sheet, top, ((head, 12) for head in heads))
    certificate, beyond = say("program", "certificate"), say("program", "beyond")
    for index, lacks in enumerate(standing_rows(report), 1):
        row = top + index
        put(sheet, f"F{row}", Formula(f"INDEX(TierNames,{index})", lacks.tier))
        gaps = (lacks.total.gap, lacks.minimum.gap, lacks.managed.gap if lacks.managed else 0)
        for letter, name, value in zip("GHI", _GAPS, gaps, strict=True):
            put(sheet, f"{letter}{row}", Formula(f"INDEX({name},{index})", _known(value)), "pb_all_points")
        words = certificate if not lacks.certified else beyond if not lacks.is_open else ""
        formula = f'IF(Certified=0,{quoted(certificate)},IF(INDEX(TierOpen,{index})=0,{quoted(beyond)},""))'
        put(sheet, f"J{row}", Formula(formula, words))
