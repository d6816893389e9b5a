"""The Reviews sheet: the monthly checks, one row each, every step of a decision in a column of its own."""

from typing import Generic, NamedTuple, TypeVar

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import NO_TIER
from partnerbook.days import months_later
from partnerbook.exact import figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import rank, tier_conditions
from partnerbook.language.words import decision_words
from partnerbook.program.edition import Edition
from partnerbook.workbooks.kit.document import Document, Formula, page
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, TIER_TABLE
from partnerbook.workbooks.report.words import REVIEWS

_TOP = 7
_INPUTS_ROW = 4


Content = TypeVar("Content")


class _Step(NamedTuple, Generic[Content]):
    """One row, or what its columns have each: their heads, letters, values; in their order."""

    check: Content
    review: Content
    edition: Content
    total: Content
    minimum: Content
    managed: Content
    highest: Content
    performing: Content
    best: Content
    unknown: Content
    held: Content
    held_since: Content
    protected: Content
    decision: Content
    credited: Content
    since: Content
    tier: Content
    ahead: Content


class _Column(NamedTuple):
    heading: str
    style: str
    width: float
    name: str = ""


_COLUMNS: _Step[_Column] = _Step(
    check=_Column("Check", "pb_day", 12, "CheckDays"),
    review=_Column("Review", "pb_text", 9),
    edition=_Column("Edition", "pb_day", 12),
    total=_Column("Total", "pb_whole", 10),
    minimum=_Column("Sold or sourced", "pb_whole", 10),
    managed=_Column("Managed", "pb_whole", 10),
    highest=_Column("Highest that holds", "pb_whole", 11),
    performing=_Column("Performing rank", "pb_whole", 13),
    best=_Column("Best in window", "pb_whole", 10),
    unknown=_Column("Unknown in window", "pb_whole", 12),
    held=_Column("Rank held", "pb_whole", 8),
    held_since=_Column("Held since", "pb_day", 12),
    protected=_Column("Protected until", "pb_day", 12),
    decision=_Column("What it decides", "pb_text", 38, "Decisions"),
    credited=_Column("Credited rank", "pb_whole", 10),
    since=_Column("Credited since", "pb_day", 12, "CreditedDays"),
    tier=_Column("Credited tier", "pb_text", 12, "CreditedTiers"),
    ahead=_Column("Review ahead", "pb_day", 12, "ReviewsAhead"),
)
_LETTERS: _Step[str] = _Step(*map(get_column_letter, range(1, len(_COLUMNS) + 1)))


def write_reviews(document: Document, report: Overview) -> None:
    """Write the sheet."""
    sheet = document.sheet(REVIEWS, "F2C14E", [column.width for column in _COLUMNS])
    put = document.put
    put(sheet, "A1", "Reviews", "pb_title")
    put(sheet, "A2", "The monthly checks, and what each makes of the credited tier. Ranks: 0 none, 1 Gold, 2 Platinum, "
        "3 Diamond, 4 Elite. Checks to come count what is known today: nothing more is sold.",
        "pb_subtitle")  # fmt: skip
    _write_inputs(document, sheet, report)
    last = _TOP + len(report.checks) - 1
    for letter, column in zip(_LETTERS, _COLUMNS, strict=True):
        put(sheet, f"{letter}{_TOP - 1}", column.heading, "pb_head")
        if column.name:
            document.name(column.name, sheet, f"{letter}{_TOP}:{letter}{last}")
    sheet.row_dimensions[_TOP - 1].height = 29
    for row, (check, step) in enumerate(zip(report.checks, _steps(report), strict=True), _TOP):
        formulas = _formulas(row, check.edition)
        for letter, column, field, value in zip(_LETTERS, _COLUMNS, _Step._fields, step, strict=True):
            content = Formula(formulas[field], value) if field in formulas else value
            put(sheet, f"{letter}{row}", content, column.style)
    sheet.freeze_panes = f"B{_TOP}"
    page(sheet, "Reviews", repeat=f"{_TOP - 1}:{_TOP - 1}")


def _write_inputs(document: Document, sheet: Worksheet, report: Overview) -> None:
    """What the checks start from: the credited tier as the book says it, and its certification and invitation."""
    settings = report.book.settings
    start = settings.credited_read_on or settings.credited_since
    inputs = (
        ("A", "Credited tier", "B", settings.credited_tier or None, "pb_input", "CreditedTier"),
        ("C", "Credited since", "D", settings.credited_since or start, "pb_input_day", "CreditedSince"),
        ("E", "Read on", "F", start, "pb_input_day", "CreditedReadOn"),
        ("H", "Certified until", "I", settings.certification_until, "pb_input_day", "CertifiedUntil"),
        ("K", "Invited to Elite", "L", "Yes" if settings.elite_invitation else "No", "pb_input", "EliteInvited"),
    )
    for label_column, label, column, value, style, name in inputs:
        document.put(sheet, f"{label_column}{_INPUTS_ROW}", label, "pb_label")
        document.put(sheet, f"{column}{_INPUTS_ROW}", value, style)
        document.name(name, sheet, f"{column}{_INPUTS_ROW}")
    document.put(sheet, f"N{_INPUTS_ROW}", "Rank of the credited tier", "pb_label")
    credited = settings.credited_tier if start else ""
    formula = 'IF(OR(CreditedTier="",CreditedReadOn=""),"",IF(CreditedTier="None",0,MATCH(CreditedTier,TierNames,0)))'
    document.put(sheet, f"O{_INPUTS_ROW}", Formula(formula, rank(credited) if credited else ""), "pb_whole")
    document.name("CreditedRank", sheet, f"O{_INPUTS_ROW}")


def _formulas(row: int, edition: Edition) -> dict[str, str]:
    """The formula of each computed column, by the field of its value."""
    here = _Step(*(f"{letter}{row}" for letter in _LETTERS))
    above = _Step(*(f"{letter}{row - 1}" for letter in _LETTERS))
    first = row == _TOP
    window = f"{_LETTERS.performing}{max(_TOP, row + 1 - edition.review_checks)}:{here.performing}"
    started = f'SUMIFS({LEDGER_TABLE("points")},{LEDGER_TABLE("start")},"<="&{here.check}'
    ended = f'SUMIFS({LEDGER_TABLE("points")},{LEDGER_TABLE("until")},"<="&{here.check}'
    sold, sourced = f'{LEDGER_TABLE("track")},"Sold"', f'{LEDGER_TABLE("source")},"Sourced"'
    invalid = f'AND(CertifiedUntil<>"",CertifiedUntil<{here.check})'
    asked = f"{TIER_TABLE('managed')}*{TIER_TABLE('managed_asked')}"
    highest = (
        f"SUMPRODUCT(MAX(({TIER_TABLE('edition')}={here.edition})*{TIER_TABLE('known')}*{TIER_TABLE('open')}*({TIER_TABLE('total')}<={here.total})"
        f"*({TIER_TABLE('minimum')}<={here.minimum})*({asked}<={here.managed})*{TIER_TABLE('rank')}))"
    )
    # The tier above the highest that holds is ruled out by any of its conditions; an empty figure rules out nothing.
    above_is_out = (
        f"SUMPRODUCT(({TIER_TABLE('edition')}={here.edition})*({TIER_TABLE('rank')}={here.highest}+1)*((({TIER_TABLE('open')}=0)"
        f"+({TIER_TABLE('total')}>{here.total})+({TIER_TABLE('minimum')}>{here.minimum})+({asked}>{here.managed}))>0))>0"
    )
    named = f"INDEX(TierNames,MAX({here.held},1))"
    held = "CreditedRank" if first else f'IF({above.credited}="",CreditedRank,{above.credited})'
    held_since = "CreditedSince" if first else f'IF({above.since}="",CreditedSince,{above.since})'
    months = edition.protection_months
    protected = (
        f"MIN(DATE(YEAR({here.held_since}),MONTH({here.held_since})+{months},DAY({here.held_since})),"
        f"DATE(YEAR({here.held_since}),MONTH({here.held_since})+{months + 1},1))"
    )
    decision = (
        f'IF(N({here.performing})>{here.held},"Up from "&IF({here.held}=0,"{NO_TIER}",{named}),'
        f'IF(OR({here.review}="No",{here.held}=0),"",'
        f'IF({here.check}<{here.protected},"Kept: gained too recently to be lost",'
        f'IF({invalid},"Lost: no valid certification",IF({here.best}>={here.held},"Kept: reached in the window",'
        f'IF({here.unknown}>0,"Not decided: thresholds missing","Down from "&{named}))))))'
    )
    credited = (
        f'IF(LEFT({here.decision},2)="Up",{here.performing},IF(LEFT({here.decision},4)="Lost",0,'
        f'IF(LEFT({here.decision},4)="Down",{here.best},{here.held})))'
    )

    def followed(formula: str) -> str:
        return f'IF({here.held}="","",{formula})'

    return {
        "edition": f"LOOKUP({here.check},{EDITION_TABLE('start')})",
        "total": f"ROUND({started})-{ended}),6)",
        "minimum": f'ROUND(IF(LOOKUP({here.check},{EDITION_TABLE("start")},{EDITION_TABLE("minimum")})="Sold",'
        f"{started},{sold})-{ended},{sold}),{started},{sourced})-{ended},{sourced})),6)",
        "managed": f'ROUND({started},{LEDGER_TABLE("track")},"Managed")-{ended},{LEDGER_TABLE("track")},"Managed"),6)',
        "highest": f"IF({invalid},0,{highest})",
        "performing": f'IF({invalid},0,IF({here.highest}=ROWS(TierNames),{here.highest},'
        f'IF({above_is_out},{here.highest},"")))',
        "best": f"MAX({window})",
        "unknown": f'COUNTIF({window},"")',
        "held": f'IF(OR(CreditedRank="",{here.check}<=CreditedReadOn),"",{held})',
        "held_since": followed(held_since),
        "protected": followed(protected),
        "decision": followed(decision),
        "credited": followed(credited),
        "since": followed(f"IF({here.credited}={here.held},{here.held_since},{here.check})"),
        "tier": followed(f'IF({here.credited}=0,"{NO_TIER}",INDEX(TierNames,MAX({here.credited},1)))'),
        "ahead": f'IF(AND({here.review}="Review",{here.check}>AsOf),{here.check},"")',
    }  # fmt: skip


def _steps(report: Overview) -> list[_Step[object]]:
    steps: list[_Step[object]] = []
    for index, check in enumerate(report.checks):
        window = [row.performing for row in report.checks[max(0, index + 1 - check.edition.review_checks) : index + 1]]
        followed = check.held is not None
        tiers = tier_conditions(check.standing, check.day, check.edition, report.book.tiers, report.book.settings)
        steps.append(
            _Step(
                check=check.day,
                review="Review" if check.review else "No",
                edition=check.edition.start,
                total=figure(check.standing.total),
                minimum=figure(getattr(check.standing, check.edition.minimum)),
                managed=figure(check.standing.managed),
                highest=max((rank(tier.tier) for tier in tiers if tier.holds), default=0),
                performing="" if check.performing is None else rank(check.performing),
                best=max(map(rank, window)),
                unknown=window.count(None),
                held=rank(check.held) if followed else "",
                held_since=check.held_since or "",
                protected=months_later(check.held_since, check.edition.protection_months) if check.held_since else "",
                decision=decision_words(check.decision, check.held or NO_TIER),
                credited=rank(check.credited) if followed else "",
                since=check.since or "",
                tier=check.credited or "",
                ahead=check.day if check.review and check.day > report.as_of else "",
            )
        )
    return steps
