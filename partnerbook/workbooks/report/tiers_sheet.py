"""The Tiers sheet: thresholds by edition, the editions, and every tier's conditions on the as-of day.

The performing tier is the highest whose row of the Standing block holds, if the one above it is ruled out.
"""

from decimal import Decimal
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import NO_TIER
from partnerbook.exact import ZERO, figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import Progress, TierConditions, progress, rank, threshold
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition, editions
from partnerbook.records import Threshold
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, Formula, page
from partnerbook.workbooks.kit.limits import choose, require
from partnerbook.workbooks.report.words import TIER_CHOICE, TIERS, UNKNOWN

STANDING_TOP = 7
_TABLES_TOP = 15
_CHECKED_ROWS = 20  # below the last row, in which the drop-down still works


class TierRow(NamedTuple):
    """A tier of an edition: what the book says that it needs, and whether a partner may hold it."""

    edition: Edition
    need: Threshold
    is_open: bool

    @property
    def known(self) -> bool:
        """Whether every threshold that the edition asks for is entered."""
        return all(row.need is not None for row in progress(Standing(), self.need, self.edition))


EDITION_TABLE: SheetTable[Edition] = SheetTable("Editions", {
    "start": SheetColumn("From", "pb_day", 12, value=lambda edition: edition.start),
    "minimum": SheetColumn("Minimum counts", "pb_text", 12, value=lambda edition: edition.minimum.capitalize()),
    "managed": SheetColumn("Managed minimum", "pb_text", 12,
                           value=lambda edition: "Yes" if edition.managed_minimum else "No"),
    "retention": SheetColumn("Retention", "pb_text", 12, "The measure of customer retention that counts.",
                             lambda edition: edition.elite.retention_measure),
    "retention_above": SheetColumn("Retention above", "pb_share", 12,
                                   "Asked for Elite; empty where it is not published.",
                                   lambda edition: edition.elite.retention_above),
    "customers": SheetColumn("Customer retention", "pb_share", 12,
                             "Asked for Elite; empty where it is not published.",
                             lambda edition: edition.elite.customer_retention),
    "certifications": SheetColumn("Certifications", "pb_whole", 14,
                                  "Asked for Elite; empty where it is not published.",
                                  lambda edition: edition.elite.certifications),
})  # fmt: skip

TIER_TABLE: SheetTable[TierRow] = SheetTable("Tiers", {
    "edition": SheetColumn("Edition", "pb_input_day", 13, value=lambda row: row.edition.start),
    "tier": SheetColumn("Tier", "pb_input", 12, value=lambda row: row.need.tier),
    "total": SheetColumn("Total points", "pb_input_number", 13, value=lambda row: row.need.total),
    "minimum": SheetColumn("Minimum", "pb_input_number", 13,
                           "Sold points in editions before 15 July 2025, sourced points since.",
                           lambda row: row.need.minimum),
    "managed": SheetColumn("Managed minimum", "pb_input_number", 13, value=lambda row: row.need.managed),
    "rank": SheetColumn("Rank", "pb_helper", 12, value=lambda row: rank(row.need.tier),
                        formula="MATCH([@tier],TierNames,0)"),
    "managed_asked": SheetColumn(
        "Managed asked", "pb_helper", 12, "1 where the edition asks for a managed minimum.",
        lambda row: int(row.edition.managed_minimum),
        f'IF(LOOKUP([@edition],{EDITION_TABLE("start")},{EDITION_TABLE("managed")})="Yes",1,0)',
    ),
    "open": SheetColumn("Open", "pb_helper", 12, "0 for Elite without an invitation.", lambda row: int(row.is_open),
                        'IF([@rank]=ROWS(TierNames),IF(EliteInvited="Yes",1,0),1)'),
    "known": SheetColumn(
        "Known", "pb_helper", 12, "1 where every threshold is entered.", lambda row: int(row.known),
        'IF(AND([@total]<>"",[@minimum]<>"",OR([@managed]<>"",[@managed_asked]=0)),1,0)',
    ),
    "note": SheetColumn("Where from", "pb_input", 34, value=lambda row: row.need.note or None),
})  # fmt: skip


def write_tiers(document: Document, report: Overview) -> None:
    """Write the Tiers sheet."""
    sheet = document.sheet(TIERS, "F2C14E")
    put = document.put
    put(sheet, "A1", "Tiers", "pb_title")
    put(sheet, "A2", "What each tier needs. HubSpot does not publish these figures: the yellow cells are yours, copied "
        "from your tier page.", "pb_subtitle")  # fmt: skip
    put(sheet, "A4", "Standing on the as-of day", "pb_section")
    edition = report.edition
    put(sheet, "E4", "Edition in force since", "pb_label")
    put(
        sheet,
        "G4",
        Formula(f'IF(AsOf<MIN({EDITION_TABLE("start")}),"",LOOKUP(AsOf,{EDITION_TABLE("start")}))', edition.start),
        "pb_day",
    )
    put(sheet, "H4", "minimum counts", "pb_label")
    put(sheet, "I4", Formula(f'IF(Edition="","",LOOKUP(AsOf,{EDITION_TABLE("start")},{EDITION_TABLE("minimum")}))',
                             edition.minimum.capitalize()))  # fmt: skip
    put(sheet, "J4", "managed asked", "pb_label")
    put(sheet, "K4", Formula(f'IF(Edition="","",LOOKUP(AsOf,{EDITION_TABLE("start")},{EDITION_TABLE("managed")}))',
                             "Yes" if edition.managed_minimum else "No"))  # fmt: skip
    for name, place in (("Edition", "G4"), ("MinimumCounts", "I4"), ("ManagedAsked", "K4")):
        document.name(name, sheet, place)
    _write_standing(document, sheet, report)
    put(sheet, f"A{_TABLES_TOP - 1}", "Thresholds by edition", "pb_section")
    put(sheet, f"L{_TABLES_TOP - 1}", "Editions of the program", "pb_section")
    rows = _tier_rows(report)
    document.table(sheet, TIER_TABLE, f"A{_TABLES_TOP}", rows)
    document.table(sheet, EDITION_TABLE, f"L{_TABLES_TOP}", editions())
    last = _TABLES_TOP + len(rows) + _CHECKED_ROWS
    choose(sheet, f"B{_TABLES_TOP + 1}:B{last}", "TierNames", "Tier", TIER_CHOICE)
    require(sheet, f"C{_TABLES_TOP + 1}:E{last}", "decimal", "Points", "Points, from 0.")
    sheet.freeze_panes = "A4"
    page(sheet, "Tiers")


def _tier_rows(report: Overview) -> list[TierRow]:
    """One row for each edition and tier: the person's figures where there are any, empty cells to fill where not."""
    return [
        TierRow(edition, threshold(report.book.tiers, edition, tier), _is_open(report, tier))
        for edition in editions()
        for tier in edition.tier_names
    ]


def _is_open(report: Overview, tier: str) -> bool:
    """Whether the partner may hold the tier: the highest is by invitation."""
    return tier != report.edition.tier_names[-1] or report.book.settings.elite_invitation


def _need(field: str, row: int) -> str:
    criteria = f"{TIER_TABLE('edition')},Edition,{TIER_TABLE('tier')},A{row}"
    return f'IF(COUNTIFS({criteria},{TIER_TABLE(field)},">=0")=0,"",SUMIFS({TIER_TABLE(field)},{criteria}))'


def _write_standing(document: Document, sheet: Worksheet, report: Overview) -> None:
    """The block of the four tiers: needs, what is still needed, whether each holds, and the bars of the chart."""
    put = document.put
    heads = ("Tier", "Total needed", "Minimum needed", "Managed needed", "Total missing", "Minimum missing",
             "Managed missing", "Certified", "Open", "Holds", "Rank if held", "Sold", "Managed",
             "Still needed", "Threshold")  # fmt: skip
    for index, head in enumerate(heads, 1):
        put(sheet, f"{get_column_letter(index)}{STANDING_TOP - 1}", head, "pb_head" if index == 1 else "pb_head_number")
    sheet.row_dimensions[STANDING_TOP - 1].height = 29
    for offset, tier in enumerate(report.tiers):
        row = STANDING_TOP + offset
        need = threshold(report.book.tiers, report.edition, tier.tier)
        values = _standing_values(report, tier, need)
        formulas = (
            _need("total", row),
            _need("minimum", row),
            f'IF(ManagedAsked="Yes",{_need("managed", row)},0)',
            f'IF(B{row}="","",MAX(0,B{row}-TotalPoints))',
            f'IF(C{row}="","",MAX(0,C{row}-MinimumPoints))',
            f'IF(D{row}="","",MAX(0,D{row}-ManagedPoints))',
            "Certified",
            "1" if offset < len(report.tiers) - 1 else 'IF(EliteInvited="Yes",1,0)',
            (
                f'IF(OR(N(E{row})>0,N(F{row})>0,N(G{row})>0,H{row}=0,I{row}=0),"No",'
                f'IF(OR(E{row}="",F{row}="",G{row}=""),"{UNKNOWN}","Yes"))'
            ),
            f'IF(J{row}="Yes",{offset + 1},0)',
            "SoldPoints",
            "ManagedPoints",
            f'IF(E{row}="",0,E{row})',
            f'IF(B{row}="",0,B{row})',
        )
        styles = ("pb_whole",) * 8 + ("pb_text",) + ("pb_whole",) * 3 + ("pb_needed", "pb_whole")
        put(sheet, f"A{row}", tier.tier)
        for index, (formula, value, style) in enumerate(zip(formulas, values, styles, strict=True), 2):
            put(sheet, f"{get_column_letter(index)}{row}", Formula(formula, value), style)
    last = STANDING_TOP + len(report.tiers) - 1
    document.name("TierNames", sheet, f"A{STANDING_TOP}:A{last}")
    held, holds = f"MAX(K{STANDING_TOP}:K{last})", f"J{STANDING_TOP}:J{last}"
    put(sheet, f"A{last + 1}", "Performing", "pb_label")
    # A tier is known to be the highest when the one above it is ruled out, which figures that are missing cannot do.
    ruled_out = f'IF({held}=ROWS(TierNames),TRUE,INDEX({holds},{held}+1)="No")'
    value = UNKNOWN if report.performing is None else report.performing
    put(sheet, f"B{last + 1}", Formula(
        f'IF({ruled_out},IF({held}=0,"{NO_TIER}",INDEX(TierNames,MAX({held},1))),"{UNKNOWN}")', value))  # fmt: skip
    document.name("PerformingTier", sheet, f"B{last + 1}")
    put(sheet, f"D{last + 1}", "Certified", "pb_label")
    certified = report.account.certified is not False
    put(
        sheet,
        f"E{last + 1}",
        Formula('IF(CertifiedUntil="",1,IF(AsOf<=CertifiedUntil,1,0))', int(certified)),
        "pb_whole",
    )
    document.name("Certified", sheet, f"E{last + 1}")
    put(sheet, f"G{last + 1}", "What the minimum counts", "pb_label")
    minimum = figure(getattr(report.standing, report.edition.minimum))
    put(sheet, f"I{last + 1}", Formula('IF(MinimumCounts="Sold",SoldPoints,SourcedPoints)', minimum), "pb_whole")
    document.name("MinimumPoints", sheet, f"I{last + 1}")


def _standing_values(report: Overview, tier: TierConditions, need: Threshold) -> tuple[object, ...]:
    rows: dict[str, Progress] = {row.measure: row for row in progress(report.standing, need, report.edition)}
    total, minimum = rows["total"], rows[report.edition.minimum]
    managed = rows.get("managed")
    certified = report.account.certified is not False
    is_open = _is_open(report, tier.tier)
    out = not certified or not is_open or any(row.gap for row in rows.values())
    unknown = any(row.need is None for row in rows.values())
    holds = not out and not unknown
    blank = {True: "", False: None}

    def shown(value: Decimal | None) -> object:
        return blank[True] if value is None else value

    return (
        shown(total.need),
        shown(minimum.need),
        ZERO if managed is None else shown(managed.need),
        shown(total.gap),
        shown(minimum.gap),
        ZERO if managed is None else shown(managed.gap),
        int(certified),
        int(is_open),
        "No" if out else UNKNOWN if unknown else "Yes",
        rank(tier.tier) if holds else 0,
        figure(report.standing.sold),
        figure(report.standing.managed),
        total.gap or ZERO,
        total.need or ZERO,
    )
