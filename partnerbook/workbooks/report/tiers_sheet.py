"""The Tiers sheet: thresholds by edition, the editions, and every tier's conditions on the as-of day.

The performing tier is the highest whose row of the Standing block holds, if the one above it is ruled out.
"""

from decimal import Decimal
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import Measure
from partnerbook.exact import PLACES, ZERO, figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, ShownProgress
from partnerbook.figures.tiers import elite_conditions, progress, rank, rules_out, threshold
from partnerbook.points.ledger import Standing
from partnerbook.program.edition import Edition, editions
from partnerbook.records import Threshold
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.limits import choose, require
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.program_words import edition_source
from partnerbook.workbooks.report.shown_formulas import gap
from partnerbook.workbooks.report.words import ANSWERS, NO, NOT_KNOWN, RANKS, TIERS, YES

STANDING_TOP = 7
_TABLES_TOP = 15
_EDITIONS = 12  # the column in which their table begins
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
    "minimum": SheetColumn("Minimum counts", "pb_text", 12, told=lambda say, edition: say.minimums[edition.minimum]),
    "managed": SheetColumn("Managed minimum", "pb_text", 12,
                           told=lambda say, edition: say.answers[int(edition.managed_minimum)]),
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
    "source": SheetColumn("Page", "pb_text", 60, "The page that its first day is from.",
                          told=edition_source),
    "minimum_code": SheetColumn("Minimum code", "pb_helper", value=lambda edition: edition.minimum, hidden=True),
    "managed_code": SheetColumn("Managed code", "pb_helper", value=lambda edition: int(edition.managed_minimum),
                                hidden=True),
})  # fmt: skip


def _below(have: str, field: str) -> str:
    """Whether a number, if it is known, is below what the edition of the row asks for, if that is known."""
    asked = f"LOOKUP([@edition],{EDITION_TABLE('start')},{EDITION_TABLE(field)})"
    return f"IF(ISNUMBER({have}),{have}<{asked},FALSE)"


TIER_TABLE: SheetTable[TierRow] = SheetTable("Tiers", {
    "edition": SheetColumn("Edition", "pb_input_day", 16, value=lambda row: row.edition.start),
    "tier": SheetColumn("Tier", "pb_input", 12, value=lambda row: row.need.tier),
    "total": SheetColumn("Total points", "pb_input_number", 13, value=lambda row: row.need.total),
    "minimum": SheetColumn("Minimum", "pb_input_number", 13,
                           "Sold points in editions before 15 July 2025, sourced points since.",
                           lambda row: row.need.minimum),
    "managed": SheetColumn("Managed minimum", "pb_input_number", 13, value=lambda row: row.need.managed),
    "rank": SheetColumn("Rank", "pb_helper", 12, value=lambda row: rank(row.need.tier),
                        formula=RANKS.code("[@tier]", "0")),
    "managed_asked": SheetColumn(
        "Managed asked", "pb_helper", 12, "1 where the edition asks for a managed minimum.",
        lambda row: int(row.edition.managed_minimum),
        f"LOOKUP([@edition],{EDITION_TABLE('start')},{EDITION_TABLE('managed_code')})",
    ),
    "open": SheetColumn("Open", "pb_helper", 15, "0 for Elite without an invitation, or with fewer certifications or "
                        "a lower customer retention than asked for.", lambda row: int(row.is_open),
                        f"IF([@rank]=ROWS(TierNames),IF(OR(EliteOpen=0,{_below('CertifiedPeople', 'certifications')},"
                        f"{_below('CustomerScore', 'customers')}),0,1),1)"),
    "known": SheetColumn(
        "Known", "pb_helper", 12, "1 where every threshold is entered.", lambda row: int(row.known),
        'IF(AND([@total]<>"",[@minimum]<>"",OR([@managed]<>"",[@managed_asked]=0)),1,0)',
    ),
    "note": SheetColumn("Where from", "pb_input", 34, value=lambda row: row.need.note or None),
})  # fmt: skip


class StandingRow(NamedTuple):
    """A tier on the as-of day: the way to it, and whether it holds, as a code."""

    tier: str
    total: ShownProgress
    minimum: ShownProgress
    managed: ShownProgress | None
    certified: bool
    is_open: bool
    holds: int
    points: ShownPoints


def _shown(value: Decimal | None) -> object:
    return "" if value is None else value


def _need(field: str) -> str:
    criteria = f"{TIER_TABLE('edition')},Edition,{TIER_TABLE('rank')},[@rank]"
    return f'IF(COUNTIFS({criteria},{TIER_TABLE(field)},">=0")=0,"",SUMIFS({TIER_TABLE(field)},{criteria}))'


def _missing(need: str, have: str, rounded: str = "") -> str:
    """What is missing to a need, where `have` is exact; `rounded` is what is shown of it."""
    return f'IF([@{need}]="","",{gap(have, rounded or f"ROUND({have},{PLACES})", f"[@{need}]")})'


_HOLDS = (
    f"IF(OR(N([@total_gap])>0,N([@minimum_gap])>0,N([@managed_gap])>0,[@certified]=0,[@open]=0),{NO},"
    f'IF(OR([@total_gap]="",[@minimum_gap]="",[@managed_gap]=""),{NOT_KNOWN},{YES}))'
)
_FREE: SheetColumn[StandingRow] = SheetColumn("", "")  # where the table of editions begins below

# What each tier needs, what is still needed, whether it holds, and the bars of the Dashboard's chart.
STANDING: SheetTable[StandingRow] = SheetTable("Standing", {
    "tier": SheetColumn("Tier", "pb_text", value=lambda row: row.tier),
    "total": SheetColumn("Total needed", "pb_all_points", value=lambda row: _shown(row.total.need),
                         formula=_need("total")),
    "minimum": SheetColumn("Minimum needed", "pb_all_points", value=lambda row: _shown(row.minimum.need),
                           formula=_need("minimum")),
    "managed": SheetColumn("Managed needed", "pb_all_points",
                           value=lambda row: _shown(row.managed.need) if row.managed else ZERO,
                           formula=f'IF(ManagedAsked=1,{_need("managed")},0)'),
    "total_gap": SheetColumn("Total missing", "pb_all_points", value=lambda row: _shown(row.total.gap),
                             formula=_missing("total", "TotalPoints", "TotalShown")),
    "minimum_gap": SheetColumn("Minimum missing", "pb_all_points", value=lambda row: _shown(row.minimum.gap),
                               formula=_missing("minimum", "MinimumPoints")),
    "managed_gap": SheetColumn("Managed missing", "pb_all_points",
                               value=lambda row: _shown(row.managed.gap) if row.managed else ZERO,
                               formula=_missing("managed", "ManagedPoints")),
    "certified": SheetColumn("Certified", "pb_whole", value=lambda row: int(row.certified), formula="Certified"),
    "open": SheetColumn("Open", "pb_whole", value=lambda row: int(row.is_open),
                        formula="IF([@rank]=ROWS(TierNames),EliteNow,1)"),
    "holds": SheetColumn("Holds", "pb_text", told=lambda say, row: say.answers[row.holds],
                         formula=ANSWERS.word("[@holds_code]")),
    "rank_held": SheetColumn("Rank if held", "pb_whole", value=lambda row: rank(row.tier) if row.holds == YES else 0,
                             formula=f"IF([@holds_code]={YES},[@rank],0)"),
    "sold": SheetColumn("Sold", "pb_points", value=lambda row: row.points.sold, formula="SoldShown"),
    "managed_points": SheetColumn("Managed", "pb_points", value=lambda row: row.points.managed,
                                  formula="ManagedShown"),
    "still": SheetColumn("Still needed", "pb_needed", value=lambda row: row.total.gap or ZERO,
                         formula='IF([@total_gap]="",0,[@total_gap])'),
    "bar": SheetColumn("Threshold", "pb_all_points", value=lambda row: row.total.need or ZERO,
                       formula='IF([@total]="",0,[@total])'),
    "free_1": _FREE, "free_2": _FREE, "free_3": _FREE, "free_4": _FREE,
    "rank": SheetColumn("Rank", "pb_helper", value=lambda row: rank(row.tier), hidden=True),
    "holds_code": SheetColumn("Holds code", "pb_helper", value=lambda row: row.holds, formula=_HOLDS, hidden=True),
}, plain=True)  # fmt: skip


def write_tiers(document: ReportDocument, report: Overview) -> None:
    """Write the Tiers sheet."""
    sheet, put, say = document.sheet(TIERS, "F2C14E"), document.put, document.say
    put(sheet, "A1", say.sheet(TIERS), "pb_title")
    put(sheet, "A2", say("tiers", "subtitle"), "pb_subtitle")
    put(sheet, "A4", say("tiers", "standing"), "pb_section")
    put(sheet, "E4", say("tiers", "in_force"), "pb_label")
    in_force = f'IF(AsOf<MIN({EDITION_TABLE("start")}),"",LOOKUP(AsOf,{EDITION_TABLE("start")}))'
    put(sheet, "G4", Formula(in_force, report.edition.start), "pb_day")
    put(sheet, "H4", say("tiers", "minimum_counts"), "pb_fit_label")
    minimum, managed = say.minimums[report.edition.minimum], say.answers[int(report.edition.managed_minimum)]
    put(sheet, "I4", Formula(_in_force("minimum"), minimum))
    put(sheet, "J4", say("tiers", "managed_asked"), "pb_label")
    put(sheet, "K4", Formula(_in_force("managed"), managed))
    document.name("Edition", sheet, "G4")
    _write_standing(document, sheet, report)
    put(sheet, f"A{_TABLES_TOP - 1}", say("tiers", "thresholds"), "pb_section")
    put(sheet, f"L{_TABLES_TOP - 1}", say("tiers", "editions"), "pb_section")
    rows = _tier_rows(report)
    document.table(sheet, TIER_TABLE, f"A{_TABLES_TOP}", rows)
    document.table(sheet, EDITION_TABLE, f"{get_column_letter(_EDITIONS)}{_TABLES_TOP}", editions())
    _fit_standing(document, sheet)
    last = _TABLES_TOP + len(rows) + _CHECKED_ROWS
    choose(sheet, f"B{_TABLES_TOP + 1}:B{last}", "TierNames", say("messages", "tier"), say.tier_choice)
    require(sheet, f"C{_TABLES_TOP + 1}:E{last}", "decimal", say("messages", "points"), say("messages", "points_from"))
    sheet.freeze_panes = "A4"
    document.put_day(sheet)
    right, last = EDITION_TABLE.letter("certifications", _EDITIONS), _TABLES_TOP + len(rows)
    document.on_paper(sheet, say.sheet(TIERS), right, last, first=0, one_page=True)
    if sheet.col_breaks.brk:  # what stands beside the thresholds has a page of its own
        sheet.col_breaks.brk = [Break(id=_EDITIONS - 1)]


def _tier_rows(report: Overview) -> list[TierRow]:
    """One row for each edition and tier: the person's figures where there are any, empty cells to fill where not."""
    return [
        TierRow(
            edition,
            threshold(report.book.tiers, edition, tier),
            tier != edition.tier_names[-1] or not rules_out(elite_conditions(edition, report.book.settings)),
        )
        for edition in editions()
        for tier in edition.tier_names
    ]


def _is_open(report: Overview, tier: str) -> bool:
    """Whether the partner may hold the tier: the highest asks for more than points."""
    return tier != report.edition.tier_names[-1] or not rules_out(report.elite)


def _in_force(field: str) -> str:
    """What the edition in force on the as-of day says."""
    return f'IF(Edition="","",LOOKUP(AsOf,{EDITION_TABLE("start")},{EDITION_TABLE(field)}))'


def _write_standing(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The block of the four tiers, and below it the performing tier and what it rests on."""
    put, say, top = document.put, document.say, STANDING_TOP - 1
    document.block(sheet, STANDING, top, standing_rows(report), widths=False)
    last = top + len(report.tiers)

    def cells(field: str) -> str:
        return f"{STANDING.letter(field)}{top + 1}:{STANDING.letter(field)}{last}"

    document.name("TierNames", sheet, cells("tier"))
    for name, field in (
        ("TierHolds", "holds_code"),
        ("TierTotals", "total"),
        ("TierTotalGaps", "total_gap"),
        ("TierMinimumGaps", "minimum_gap"),
        ("TierManagedGaps", "managed_gap"),
        ("TierOpen", "open"),
    ):
        document.name(name, sheet, cells(field))  # fmt: skip
    held, holds = f"MAX({cells('rank_held')})", cells("holds_code")
    put(sheet, f"A{last + 1}", say("tiers", "performing"), "pb_label")
    # A tier is known to be the highest when the one above it is ruled out, which figures that are missing cannot do.
    ruled_out = f"IF({held}=ROWS(TierNames),TRUE,INDEX({holds},{held}+1)={NO})"
    performing = f"IF({ruled_out},{RANKS.word(held)},{ANSWERS.word(str(NOT_KNOWN))})"
    words = say.unknown if report.performing is None else say.tier(report.performing)
    put(sheet, f"B{last + 1}", Formula(performing, words))
    document.name("PerformingTier", sheet, f"B{last + 1}")
    put(sheet, f"D{last + 1}", say("tiers", "certified"), "pb_label")
    certified = Formula(
        'IF(CertifiedUntil="",1,IF(AsOf<=CertifiedUntil,1,0))', int(report.account.certified is not False)
    )
    put(sheet, f"E{last + 1}", certified, "pb_whole")
    document.name("Certified", sheet, f"E{last + 1}")
    put(sheet, f"G{last + 1}", say("tiers", "minimum"), "pb_label")
    minimum = figure(getattr(report.standing, report.edition.minimum))
    put(sheet, f"I{last + 1}", Formula('IF(MinimumCode="sold",SoldPoints,SourcedPoints)', minimum), "pb_points")
    document.name("MinimumPoints", sheet, f"I{last + 1}")


def _fit_standing(document: ReportDocument, sheet: Worksheet) -> None:
    """Make the columns of the block, which the tables below have made so wide, wide enough for its headings."""
    heads = []
    for field, column in document.say.table(STANDING).columns.items():
        size = sheet.column_dimensions[STANDING.letter(field)]
        size.width = max(size.width, *(len(word) + 3 for word in column.heading.split() or [""]))
        heads.append((column.heading, (size.width - 1) * 0.9))
    fit_row(sheet, STANDING_TOP - 1, heads)


def standing_rows(report: Overview) -> list[StandingRow]:
    """The tiers as the block has them, the lowest first."""
    rows, certified = [], report.account.certified is not False
    for tier in report.tiers:
        lines = {line.measure: line for line in report.way_to(tier.tier)}
        is_open = _is_open(report, tier.tier)
        out = not certified or not is_open or any(line.gap for line in lines.values())
        unknown = any(line.need is None for line in lines.values())
        rows.append(
            StandingRow(
                tier.tier,
                lines[Measure.TOTAL],
                lines[Measure(report.edition.minimum)],
                lines.get(Measure.MANAGED),
                certified,
                is_open,
                NO if out else NOT_KNOWN if unknown else YES,
                report.shown,
            )
        )
    return rows
