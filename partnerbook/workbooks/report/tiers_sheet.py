"""The Tiers sheet (thresholds, editions, and every tier's conditions on the as-of day) and the Reviews sheet.

The performing tier is the highest whose row of the Standing block holds; the credited tier follows the monthly
checks of the Reviews sheet, one row each, every step of a decision in a column of its own.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.book.records import Threshold
from partnerbook.days import months_later
from partnerbook.exact import ZERO, figure
from partnerbook.ledger import Standing
from partnerbook.program.edition import editions
from partnerbook.tiers import NO_TIER, Check, TierConditions, progress, rank, threshold
from partnerbook.overview import Overview
from partnerbook.workbooks.report.words import REVIEWS, TIERS, UNKNOWN, E, L, T
from partnerbook.workbooks.sheets import Document, Field, Formula, page

STANDING_TOP = 7
_TABLES_TOP = 15
_REVIEWS_TOP = 7

_READY = (
    f'IF(AND({T.here("Total points")}<>"",{T.here("Minimum")}<>"",'
    f'OR({T.here("Managed minimum")}<>"",{T.here("Managed asked")}=0)),1,0)'
)
_MANAGED_ASKED = f'IF(LOOKUP({T.here("Edition")},{E("From")},{E("Managed minimum")})="Yes",1,0)'
_OPEN = f'IF({T.here("Rank")}=4,IF(EliteInvited="Yes",1,0),1)'
TIER_FIELDS = (
    Field("Edition", "pb_input_day", 13),
    Field("Tier", "pb_input", 12),
    Field("Total points", "pb_input_number", 13),
    Field("Minimum", "pb_input_number", 13, note="Sold points in editions before 15 July 2025, sourced points since."),
    Field("Managed minimum", "pb_input_number", 13),
    Field("Rank", "pb_whole", 7, f"MATCH({T.here('Tier')},TierNames,0)"),
    Field("Managed asked", "pb_whole", 9, _MANAGED_ASKED, "1 where the edition asks for a managed minimum."),
    Field("Open", "pb_whole", 7, _OPEN, "0 for Elite without an invitation."),
    Field("Known", "pb_whole", 7, _READY, "1 where every threshold is entered."),
    Field("Where from", "pb_input", 34),
)
EDITION_FIELDS = (
    Field("From", "pb_day", 12),
    Field("Minimum counts", "pb_text", 12),
    Field("Managed minimum", "pb_text", 12),
    Field("Retention", "pb_text", 10, note="The measure of customer retention that counts."),
    Field("Retention above", "pb_share", 10, note="Asked for Elite; empty where it is not published."),
    Field("Customer retention", "pb_share", 10, note="Asked for Elite; empty where it is not published."),
    Field("Certifications", "pb_whole", 11, note="Asked for Elite; empty where it is not published."),
)


def edition_rows() -> list[tuple[object, ...]]:
    """The rows of the Editions table."""
    return [
        (
            edition.start,
            edition.minimum.capitalize(),
            "Yes" if edition.managed_minimum else "No",
            edition.elite.retention_measure,
            edition.elite.retention_above,
            edition.elite.customer_retention,
            edition.elite.certifications,
        )
        for edition in editions()
    ]


def write_tiers(document: Document, report: Overview) -> None:
    """Nothing; writes the Tiers sheet."""
    sheet = document.sheet(TIERS, "F2C14E")
    put = document.put
    put(sheet, "A1", "Tiers", "pb_title")
    put(sheet, "A2", "What each tier needs. HubSpot does not publish these figures: the yellow cells are yours, copied "
        "from your tier page.", "pb_subtitle")  # fmt: skip
    put(sheet, "A4", "Standing on the as-of day", "pb_section")
    edition = report.edition
    put(sheet, "E4", "Edition in force since", "pb_label")
    put(sheet, "G4", Formula(f'IF(AsOf<MIN({E("From")}),"",LOOKUP(AsOf,{E("From")}))', edition.start), "pb_day")
    put(sheet, "H4", "minimum counts", "pb_label")
    put(sheet, "I4", Formula(f'IF(Edition="","",LOOKUP(AsOf,{E("From")},{E("Minimum counts")}))',
                             edition.minimum.capitalize()))  # fmt: skip
    put(sheet, "J4", "managed asked", "pb_label")
    put(sheet, "K4", Formula(f'IF(Edition="","",LOOKUP(AsOf,{E("From")},{E("Managed minimum")}))',
                             "Yes" if edition.managed_minimum else "No"))  # fmt: skip
    for name, place in (("Edition", "G4"), ("MinimumCounts", "I4"), ("ManagedAsked", "K4")):
        document.name(name, sheet, place)
    _write_standing(document, sheet, report)
    put(sheet, f"A{_TABLES_TOP - 1}", "Thresholds by edition", "pb_section")
    put(sheet, f"L{_TABLES_TOP - 1}", "Editions of the program", "pb_section")
    document.table(sheet, T.name, f"A{_TABLES_TOP}", TIER_FIELDS, _tier_rows(report))
    document.table(sheet, E.name, f"L{_TABLES_TOP}", EDITION_FIELDS, edition_rows())
    last = _TABLES_TOP + max(1, len(_tier_rows(report)))
    document.choose(sheet, f"B{_TABLES_TOP + 1}:B{last + 20}", "TierNames", "Tier", "Gold, Platinum, Diamond or Elite.")
    document.require(sheet, f"C{_TABLES_TOP + 1}:E{last + 20}", "decimal", "0", "Points", "Points, from 0.")
    sheet.freeze_panes = "A4"
    page(sheet, "Tiers")


def _tier_rows(report: Overview) -> list[tuple[object, ...]]:
    """One row for each edition and tier: the person's figures where there are any, empty cells to fill where not."""
    rows: list[tuple[object, ...]] = []
    for edition in editions():
        for tier in edition.tier_names:
            need = threshold(report.book.tiers, edition, tier)
            known = all(row.need is not None for row in progress(Standing(), need, edition))
            is_open = rank(tier) < 4 or report.book.settings.elite_invitation
            rows.append(
                (edition.start, tier, need.total, need.minimum, need.managed, rank(tier), int(edition.managed_minimum),
                 int(is_open), int(known), need.note or None)
            )  # fmt: skip
    return rows


def _need(heading: str, row: int) -> str:
    criteria = f"{T('Edition')},Edition,{T('Tier')},A{row}"
    return f'IF(COUNTIFS({criteria},{T(heading)},">=0")=0,"",SUMIFS({T(heading)},{criteria}))'


def _write_standing(document: Document, sheet: Worksheet, report: Overview) -> None:
    """The block of the four tiers: needs, what is still needed, whether each holds, and the bars of the chart."""
    put = document.put
    heads = ("Tier", "Total needed", "Minimum needed", "Managed needed", "Total missing", "Minimum missing",
             "Managed missing", "Certified", "Open", "Holds", "Rank if held", "Sold", "Managed",
             "Still needed", "Threshold")  # fmt: skip
    for index, head in enumerate(heads, 1):
        put(sheet, f"{get_column_letter(index)}{STANDING_TOP - 1}", head, "pb_head" if index == 1 else "pb_head_number")
    for offset, tier in enumerate(report.tiers):
        row = STANDING_TOP + offset
        need = threshold(report.book.tiers, report.edition, tier.tier)
        values = _standing_values(report, tier, need)
        formulas = (
            _need("Total points", row),
            _need("Minimum", row),
            f'IF(ManagedAsked="Yes",{_need("Managed minimum", row)},0)',
            f'IF(B{row}="","",MAX(0,B{row}-TotalPoints))',
            f'IF(C{row}="","",MAX(0,C{row}-MinimumPoints))',
            f'IF(D{row}="","",MAX(0,D{row}-ManagedPoints))',
            "Certified",
            "1" if offset < 3 else 'IF(EliteInvited="Yes",1,0)',
            f'IF(OR(E{row}="",F{row}="",G{row}=""),"{UNKNOWN}",IF(AND(E{row}=0,F{row}=0,G{row}=0,H{row}=1,I{row}=1),'
            '"Yes","No"))',
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
    ranks = f"K{STANDING_TOP}:K{last}"
    put(sheet, f"A{last + 1}", "Performing", "pb_label")
    known = f'COUNTIF(J{STANDING_TOP}:J{last},"{UNKNOWN}")={len(report.tiers)}'
    value = UNKNOWN if report.performing is None else report.performing
    put(sheet, f"B{last + 1}", Formula(
        f'IF({known},"{UNKNOWN}",IF(MAX({ranks})=0,"{NO_TIER}",INDEX(TierNames,MAX({ranks}))))', value))  # fmt: skip
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
    put(sheet, f"I{last + 1}", Formula('IF(MinimumCounts="Sold",SoldPoints,SourcedPoints)',
                                       figure(getattr(report.standing, report.edition.minimum))), "pb_whole")  # fmt: skip
    document.name("MinimumPoints", sheet, f"I{last + 1}")


def _standing_values(report: Overview, tier: TierConditions, need: Threshold) -> tuple[object, ...]:
    rows = {row.measure: row for row in progress(report.standing, need, report.edition)}
    total, minimum = rows["total"], rows[report.edition.minimum]
    managed = rows.get("managed")
    certified = report.account.certified is not False
    is_open = rank(tier.tier) < 4 or report.book.settings.elite_invitation
    unknown = any(row.need is None for row in rows.values())
    holds = not unknown and certified and is_open and all(row.gap == 0 for row in rows.values())
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
        UNKNOWN if unknown else "Yes" if holds else "No",
        rank(tier.tier) if holds else 0,
        figure(report.standing.sold),
        figure(report.standing.managed),
        total.gap or ZERO,
        total.need or ZERO,
    )


class _Step(NamedTuple):
    """One row of the Reviews sheet, each field the value of its column's formula."""

    check: date
    edition: date
    total: Decimal
    minimum: Decimal
    managed: Decimal
    performing: object
    review: str
    best: int
    unknown: int
    held: object
    held_since: object
    protected: object
    credited: object
    since: object
    decision: object
    name: object
    ahead: object


_REVIEW_HEADS = ("Check", "Edition", "Total", "Sold or sourced", "Managed", "Performing rank", "Review", "Best in window",
                 "Unknown in window", "Rank held", "Held since", "Protected until", "Credited rank", "Credited since",
                 "What it decides", "Credited tier", "Review ahead")  # fmt: skip
_REVIEW_STYLES = ("pb_day", "pb_day", "pb_whole", "pb_whole", "pb_whole", "pb_whole", "pb_text", "pb_whole", "pb_whole",
                  "pb_whole", "pb_day", "pb_day", "pb_whole", "pb_day", "pb_text", "pb_text", "pb_day")  # fmt: skip
_REVIEW_WIDTHS = (12, 12, 10, 10, 10, 11, 9, 10, 10, 8, 12, 12, 10, 12, 30, 12, 12)


def write_reviews(document: Document, report: Overview) -> None:
    """Nothing; writes the Reviews sheet."""
    sheet = document.sheet(REVIEWS, "F2C14E", _REVIEW_WIDTHS)
    settings = report.book.settings
    put = document.put
    put(sheet, "A1", "Reviews", "pb_title")
    put(sheet, "A2", "The monthly checks, and what each makes of the credited tier. Ranks: 0 none, 1 Gold, 2 Platinum, "
        "3 Diamond, 4 Elite. Checks to come count what is known today: nothing more is sold.", "pb_subtitle")  # fmt: skip
    start = settings.credited_read_on or settings.credited_since
    inputs = (
        ("A4", "Credited tier", "B4", settings.credited_tier or None, "pb_input", "CreditedTier"),
        ("C4", "Credited since", "D4", settings.credited_since or start, "pb_input_day", "CreditedSince"),
        ("E4", "Read on", "F4", start, "pb_input_day", "CreditedReadOn"),
        ("H4", "Certified until", "I4", settings.certification_until, "pb_input_day", "CertifiedUntil"),
        ("K4", "Invited to Elite", "L4", "Yes" if settings.elite_invitation else "No", "pb_input", "EliteInvited"),
    )
    for label_place, label, place, value, style, name in inputs:
        put(sheet, label_place, label, "pb_label")
        put(sheet, place, value, style)
        document.name(name, sheet, place)
    put(sheet, "N4", "Rank credited", "pb_label")
    credited = settings.credited_tier if start else ""
    put(sheet, "O4", Formula('IF(OR(CreditedTier="",CreditedReadOn=""),"",IF(CreditedTier="None",0,'
                             'MATCH(CreditedTier,TierNames,0)))', rank(credited) if credited else ""), "pb_whole")  # fmt: skip
    document.name("CreditedRank", sheet, "O4")
    for index, head in enumerate(_REVIEW_HEADS, 1):
        put(sheet, f"{get_column_letter(index)}{_REVIEWS_TOP - 1}", head, "pb_head")
    for offset, step in enumerate(_steps(report, report.checks)):
        _write_step(document, sheet, _REVIEWS_TOP + offset, step)
    last = _REVIEWS_TOP + len(report.checks) - 1
    column = {head: f"{letter}{_REVIEWS_TOP}:{letter}{last}" for head, letter in
              zip(_REVIEW_HEADS, map(get_column_letter, range(1, 18)), strict=True)}  # fmt: skip
    for head, name in (("Check", "CheckDays"), ("Credited rank", "CreditedRanks"), ("Credited since", "CreditedDays"),
                       ("What it decides", "Decisions"), ("Review ahead", "ReviewsAhead"),
                       ("Credited tier", "CreditedTiers")):  # fmt: skip
        document.name(name, sheet, column[head])
    sheet.freeze_panes = f"B{_REVIEWS_TOP}"
    page(sheet, "Reviews", repeat=f"{_REVIEWS_TOP - 1}:{_REVIEWS_TOP - 1}")


def _write_step(document: Document, sheet: Worksheet, row: int, step: _Step) -> None:
    before, first = row - 1, row == _REVIEWS_TOP
    started = f'SUMIFS({L("Points")},{L("From")},"<="&A{row}'
    ended = f'SUMIFS({L("Points")},{L("Until")},"<="&A{row}'
    sold, sourced = f'{L("Track")},"Sold"', f'{L("Source")},"Sourced"'
    window = max(_REVIEWS_TOP, row - 5)
    held = "CreditedRank" if first else f'IF(M{before}="",CreditedRank,M{before})'
    held_since = "CreditedSince" if first else f'IF(N{before}="",CreditedSince,N{before})'
    invalid = f'AND(CertifiedUntil<>"",CertifiedUntil<A{row})'
    rank_formula = (
        f"SUMPRODUCT(MAX(({T('Edition')}=B{row})*{T('Known')}*{T('Open')}*({T('Total points')}<=C{row})"
        f"*({T('Minimum')}<=D{row})*({T('Managed minimum')}*{T('Managed asked')}<=E{row})*{T('Rank')}))"
    )
    formulas: dict[str, str] = {
        "B": f"LOOKUP(A{row},{E('From')})",
        "C": f"ROUND({started})-{ended}),6)",
        "D": f'ROUND(IF(LOOKUP(A{row},{E("From")},{E("Minimum counts")})="Sold",{started},{sold})-{ended},{sold}),'
        f"{started},{sourced})-{ended},{sourced})),6)",
        "E": f'ROUND({started},{L("Track")},"Managed")-{ended},{L("Track")},"Managed"),6)',
        "F": f'IF(SUMIFS({T("Known")},{T("Edition")},B{row})=0,"",IF({invalid},0,{rank_formula}))',
        "H": f"MAX(F{window}:F{row})",
        "I": f'COUNTIF(F{window}:F{row},"")',
        "J": f'IF(OR(CreditedRank="",A{row}<=CreditedReadOn),"",{held})',
        "K": f'IF(J{row}="","",{held_since})',
        "L": f'IF(J{row}="","",MIN(DATE(YEAR(K{row}),MONTH(K{row})+6,DAY(K{row})),DATE(YEAR(K{row}),MONTH(K{row})+7,1)))',
        "O": f'IF(J{row}="","",IF(N(F{row})>J{row},"Up from "&IF(J{row}=0,"None",INDEX(TierNames,MAX(J{row},1))),'
        f'IF(OR(G{row}="No",J{row}=0),"",IF(A{row}<L{row},"Kept: protected",IF({invalid},"Lost: no valid certification",'
        f'IF(H{row}>=J{row},"Kept: held in the window",IF(I{row}>0,"Not decided: thresholds missing",'
        f'"Down from "&INDEX(TierNames,MAX(J{row},1)))))))))',
        "M": f'IF(J{row}="","",IF(LEFT(O{row},2)="Up",F{row},IF(LEFT(O{row},4)="Lost",0,'
        f'IF(LEFT(O{row},4)="Down",H{row},J{row}))))',
        "N": f'IF(J{row}="","",IF(M{row}=J{row},K{row},A{row}))',
        "P": f'IF(J{row}="","",IF(M{row}=0,"None",INDEX(TierNames,MAX(M{row},1))))',
        "Q": f'IF(AND(G{row}="Review",A{row}>AsOf),A{row},"")',
    }
    for index, (value, style) in enumerate(zip(step, _REVIEW_STYLES, strict=True), 1):
        letter = get_column_letter(index)
        content = Formula(formulas[letter], value) if letter in formulas else value or None
        document.put(sheet, f"{letter}{row}", content, style)


def _steps(report: Overview, checks: Sequence[Check]) -> list[_Step]:
    steps = []
    for index, check in enumerate(checks):
        window = [row.performing for row in checks[max(0, index - 5) : index + 1]]
        followed = check.held is not None
        protected = months_later(check.held_since, 6) if check.held_since else ""
        steps.append(
            _Step(
                check.day,
                check.edition.start,
                figure(check.standing.total),
                figure(getattr(check.standing, check.edition.minimum)),
                figure(check.standing.managed),
                "" if check.performing is None else rank(check.performing),
                "Review" if check.review else "No",
                max(map(rank, window)),
                window.count(None),
                rank(check.held) if followed else "",
                check.held_since or "",
                protected,
                rank(check.credited) if followed else "",
                check.since or "",
                check.reason if followed else "",
                check.credited or "",
                check.day if check.review and check.day > report.as_of else "",
            )
        )
    return steps
