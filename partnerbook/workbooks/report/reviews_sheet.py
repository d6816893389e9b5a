"""The Reviews sheet: the monthly checks, one row each, every step of a decision in a column of its own."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import Decision
from partnerbook.days import months_later
from partnerbook.exact import PLACES, figure, rounded
from partnerbook.figures.overview import Overview
from partnerbook.figures.reviews import Check
from partnerbook.figures.shown import shown_points
from partnerbook.figures.tiers import rank, tier_conditions
from partnerbook.language.words import decision_words
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Document, Formula, page
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, TIER_TABLE
from partnerbook.workbooks.report.words import ANSWERS, CHECK_WORDS, LANGUAGE, RANKS, REVIEWS, decision_formula

SINCE = 'IF(CreditedSince="","",CreditedSince)'  # an empty cell is 0 in a formula, which is a day too
_TOP = 7
_INPUTS_ROW = 4


class ReviewRow(NamedTuple):
    """A check with what it looked at: the ranks of its window, None for one unknown, and the highest that holds."""

    check: Check
    window: Sequence[int | None]
    highest: int
    ahead: bool

    @property
    def followed(self) -> bool:
        """Whether the credited tier is known by then."""
        return self.check.held is not None

    @property
    def protected(self) -> object:
        """The day until which the tier that is held cannot be lost."""
        since = self.check.held_since
        return months_later(since, self.check.edition.protection_months) if since else ""

    @property
    def minimum(self) -> Decimal:
        """The points that the minimum counts."""
        return figure(getattr(self.check.standing, self.check.edition.minimum))

    def ranked(self, tier: str | None) -> object:
        """The rank of a tier, empty text while the credited tier is not followed."""
        return rank(tier) if self.followed else ""


def _points(criteria: str = "") -> str:
    """The points of the Ledger on the day of the check, of those entries that meet more criteria."""
    points, start, until = (LEDGER_TABLE(field) for field in ("points", "start", "until"))
    return f'SUMIFS({points},{start},"<="&[@check]{criteria})-SUMIFS({points},{until},"<="&[@check]{criteria})'


def _followed(formula: str) -> str:
    return f'IF([@held]="","",{formula})'


def _protected(since: str) -> str:
    """The day until which what is held since a day cannot be lost."""
    same, after = (f"MONTH({since})+[@protection]{plus}" for plus in ("", "+1"))
    return f"MIN(DATE(YEAR({since}),{same},DAY({since})),DATE(YEAR({since}),{after},1))"


_SOLD, _MANAGED = (f',{LEDGER_TABLE("track_code")},"{track}"' for track in (SOLD, MANAGED))
_SOURCED = f',{LEDGER_TABLE("source_code")},"sourced"'
_MINIMUM = f"LOOKUP([@check],{EDITION_TABLE('start')},{EDITION_TABLE('minimum_code')})"
_INVALID = 'AND(CertifiedUntil<>"",CertifiedUntil<[@check])'
_ASKED = f"{TIER_TABLE('managed')}*{TIER_TABLE('managed_asked')}"
_HIGHEST = (
    f"SUMPRODUCT(MAX(({TIER_TABLE('edition')}=[@edition])*{TIER_TABLE('known')}*{TIER_TABLE('open')}"
    f"*({TIER_TABLE('total')}<=[@total])*({TIER_TABLE('minimum')}<=[@minimum])*({_ASKED}<=[@managed])"
    f"*{TIER_TABLE('rank')}))"
)
# The tier above the highest that holds is ruled out by any of its conditions; an empty figure rules out nothing.
_ABOVE_IS_OUT = (
    f"SUMPRODUCT(({TIER_TABLE('edition')}=[@edition])*({TIER_TABLE('rank')}=[@highest]+1)*((({TIER_TABLE('open')}=0)"
    f"+({TIER_TABLE('total')}>[@total])+({TIER_TABLE('minimum')}>[@minimum])+({_ASKED}>[@managed]))>0))>0"
)
_DECISION = (
    f'IF(N([@performing])>[@held],"{Decision.UP}",IF(OR([@review_code]=0,[@held]=0),"",'
    f'IF(AND([@protected]<>"",[@check]<[@protected]),"{Decision.PROTECTED}",'
    f'IF(AND(NOT({_INVALID}),[@best]>=[@held]),"{Decision.REACHED}",'
    f'IF(AND(NOT({_INVALID}),[@unknown]>0),"{Decision.UNDECIDED}",'
    f'IF(AND([@held_since]="",[@check]<{_protected("CreditedReadOn")}),"{Decision.AGE_UNKNOWN}",'
    f'IF({_INVALID},"{Decision.UNCERTIFIED}","{Decision.DOWN}")))))))'
)
_CREDITED = (
    f'IF([@decision_code]="{Decision.UP}",[@performing],IF([@decision_code]="{Decision.UNCERTIFIED}",0,'
    f'IF([@decision_code]="{Decision.DOWN}",[@best],[@held])))'
)
# In the first row the headings stand above, which are no numbers.
_HELD = "IF(ISNUMBER([^credited]),[^credited],CreditedRank)"
_HELD_SINCE = f"IF(ISNUMBER([^since]),[^since],{SINCE})"

REVIEW_COLUMNS: SheetTable[ReviewRow] = SheetTable("Reviews", {
    "check": SheetColumn("Check", "pb_day", 12, value=lambda row: row.check.day),
    "review": SheetColumn("Review", "pb_text", 9, value=lambda row: CHECK_WORDS[row.check.review]),
    "edition": SheetColumn("Edition", "pb_day", 12, value=lambda row: row.check.edition.start,
                           formula=f"LOOKUP([@check],{EDITION_TABLE('start')})"),
    "total_shown": SheetColumn(
        "Total", "pb_points", 11, value=lambda row: shown_points(row.check.standing).total,
        formula=f"ROUND(ROUND([@sold],{PLACES})+ROUND([@managed],{PLACES}),{PLACES})",
    ),
    "minimum_shown": SheetColumn("Sold or sourced", "pb_points", 11, value=lambda row: rounded(row.minimum, PLACES),
                                 formula=f"ROUND([@minimum],{PLACES})"),
    "managed_shown": SheetColumn("Managed", "pb_points", 11,
                                 value=lambda row: shown_points(row.check.standing).managed,
                                 formula=f"ROUND([@managed],{PLACES})"),
    "highest": SheetColumn("Highest that holds", "pb_whole", 11, value=lambda row: row.highest,
                           formula=f"IF({_INVALID},0,{_HIGHEST})"),
    "performing": SheetColumn(
        "Performing rank", "pb_whole", 13, value=lambda row: "" if row.window[-1] is None else row.window[-1],
        formula=f'IF({_INVALID},0,IF([@highest]=ROWS(TierNames),[@highest],IF({_ABOVE_IS_OUT},[@highest],"")))',
    ),
    "best": SheetColumn("Best in window", "pb_whole", 10, value=lambda row: max(each or 0 for each in row.window),
                        formula="MAX([:performing])"),
    "unknown": SheetColumn("Unknown in window", "pb_whole", 12, value=lambda row: row.window.count(None),
                           formula='COUNTIF([:performing],"")'),
    "held": SheetColumn("Rank held", "pb_whole", 8, value=lambda row: row.ranked(row.check.held),
                        formula=f'IF(OR(CreditedRank="",[@check]<=CreditedReadOn),"",{_HELD})'),
    "held_since": SheetColumn("Held since", "pb_day", 12, value=lambda row: row.check.held_since or "",
                              formula=_followed(_HELD_SINCE)),
    "protected": SheetColumn("Protected until", "pb_day", 12, value=lambda row: row.protected,
                             formula=_followed(f'IF([@held_since]="","",{_protected("[@held_since]")})')),
    "decision": SheetColumn(
        "What it decides", "pb_text", 38,
        value=lambda row: decision_words(row.check.decision, RANKS.words[rank(row.check.held)], LANGUAGE),
        formula=decision_formula("[@decision_code]", "[@held]"),
    ),
    "credited": SheetColumn("Credited rank", "pb_whole", 10, value=lambda row: row.ranked(row.check.credited),
                            formula=_followed(_CREDITED)),
    "since": SheetColumn("Credited since", "pb_day", 12, value=lambda row: row.check.since or "",
                         formula=_followed("IF([@credited]=[@held],[@held_since],[@check])")),
    "tier": SheetColumn("Credited tier", "pb_text", 12,
                        value=lambda row: RANKS.words[rank(row.check.credited)] if row.followed else "",
                        formula=_followed(RANKS.word("[@credited]"))),
    "ahead": SheetColumn("Review ahead", "pb_day", 12, value=lambda row: row.check.day if row.ahead else "",
                         formula='IF(AND([@review_code]=1,[@check]>AsOf),[@check],"")'),
    "review_code": SheetColumn("Review code", "pb_helper", value=lambda row: int(row.check.review), hidden=True),
    "protection": SheetColumn("Months protected", "pb_helper", hidden=True,
                              value=lambda row: row.check.edition.protection_months),
    "decision_code": SheetColumn("Decision", "pb_helper", value=lambda row: row.check.decision or "",
                                 formula=_followed(_DECISION), hidden=True),
    "total": SheetColumn("Total exact", "pb_helper", value=lambda row: figure(row.check.standing.total),
                         formula=f"ROUND({_points()},6)", hidden=True),
    "minimum": SheetColumn(
        "Sold or sourced exact", "pb_helper", value=lambda row: row.minimum,
        formula=f'IF({_MINIMUM}="sold",[@sold],ROUND({_points(_SOURCED)},6))', hidden=True,
    ),
    "sold": SheetColumn("Sold exact", "pb_helper", value=lambda row: figure(row.check.standing.sold),
                        formula=f"ROUND({_points(_SOLD)},6)", hidden=True),
    "managed": SheetColumn("Managed exact", "pb_helper", value=lambda row: figure(row.check.standing.managed),
                           formula=f"ROUND({_points(_MANAGED)},6)", hidden=True),
}, plain=True)  # fmt: skip
# The names of whole columns, for the Dashboard to look into.
_NAMED = {"check": "CheckDays", "decision": "Decisions", "credited": "CreditedRanks", "since": "CreditedDays",
          "tier": "CreditedTiers", "ahead": "ReviewsAhead"}  # fmt: skip


def write_reviews(document: Document, report: Overview) -> None:
    """Write the sheet."""
    sheet = document.sheet(REVIEWS, "F2C14E")
    put = document.put
    put(sheet, "A1", "Reviews", "pb_title")
    ranks = ", ".join(f"{place} {words}" for place, words in RANKS.words.items() if place)
    put(sheet, "A2", f"The monthly checks, and what each makes of the credited tier. Ranks: 0 none, {ranks}. "
        "Checks to come count what is known today: nothing more is sold.", "pb_subtitle")  # fmt: skip
    _write_inputs(document, sheet, report)
    windows = [(max(_TOP, row + 1 - check.edition.review_checks), row) for row, check in enumerate(report.checks, _TOP)]
    document.block(sheet, REVIEW_COLUMNS, _TOP - 1, _rows(report), blocks=windows)
    last = _TOP + len(report.checks) - 1
    for field, name in _NAMED.items():
        letter = REVIEW_COLUMNS.letter(field)
        document.name(name, sheet, f"{letter}{_TOP}:{letter}{last}")
    sheet.row_dimensions[_TOP - 1].height = 29
    sheet.freeze_panes = f"B{_TOP}"
    page(sheet, "Reviews", repeat=f"{_TOP - 1}:{_TOP - 1}")


def _write_inputs(document: Document, sheet: Worksheet, report: Overview) -> None:
    """What the checks start from: the credited tier as the book says it, and its certification and invitation."""
    settings, put = report.book.settings, document.put
    credited_words = RANKS.words[rank(settings.credited_tier)] if settings.credited_tier else None
    start = settings.credited_read_on or settings.credited_since
    inputs = (
        ("A", "Credited tier", "B", credited_words, "pb_input", "CreditedTier"),
        ("C", "Credited since", "D", settings.credited_since, "pb_input_day", "CreditedSince"),
        ("E", "Read on", "F", start, "pb_input_day", "CreditedReadOn"),
        ("H", "Certified until", "I", settings.certification_until, "pb_input_day", "CertifiedUntil"),
        ("K", "Invited to Elite", "L", ANSWERS.words[int(settings.elite_invitation)], "pb_input", "EliteInvited"),
    )
    for label_column, label, column, value, style, name in inputs:
        put(sheet, f"{label_column}{_INPUTS_ROW}", label, "pb_label")
        put(sheet, f"{column}{_INPUTS_ROW}", value, style)
        document.name(name, sheet, f"{column}{_INPUTS_ROW}")
    put(sheet, f"N{_INPUTS_ROW}", "Rank of the credited tier", "pb_label")
    credited = settings.credited_tier if start else ""
    formula = f'IF(OR(CreditedTier="",CreditedReadOn=""),"",{RANKS.code("CreditedTier")})'
    put(sheet, f"O{_INPUTS_ROW}", Formula(formula, rank(credited) if credited else ""), "pb_whole")
    document.name("CreditedRank", sheet, f"O{_INPUTS_ROW}")


def _rows(report: Overview) -> list[ReviewRow]:
    rows: list[ReviewRow] = []
    performing = [None if check.performing is None else rank(check.performing) for check in report.checks]
    for index, check in enumerate(report.checks):
        window = performing[max(0, index + 1 - check.edition.review_checks) : index + 1]
        tiers = tier_conditions(check.standing, check.day, check.edition, report.book.tiers, report.book.settings)
        highest = max((rank(tier.tier) for tier in tiers if tier.holds), default=0)
        rows.append(ReviewRow(check, window, highest, check.review and check.day > report.as_of))
    return rows
