"""What keeps the credited tier, on the Dashboard."""

from collections.abc import Sequence
from datetime import date

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import NO_TIER
from partnerbook.exact import EXACT
from partnerbook.figures.overview import Overview
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.review_formulas import SINCE
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.shown_formulas import have
from partnerbook.workbooks.report.words import day_formula

_NAMED = {"since": "HeldSince", "next_review": "NextReview", "needed": "PointsToKeep"}


def write_keep(document: ReportDocument, sheet: Worksheet, top: int, report: Overview) -> None:
    """Write them: since when it is held, the next review and what it would decide, the points, the certification."""
    put, say = document.put, document.say
    put(sheet, f"I{top - 1}", say("keep", "title"), "pb_section")
    for letter in "IJKLMN":
        put(sheet, f"{letter}{top}", say("keep", "if_nothing") if letter == "I" else None, "pb_flush_head")
    sheet.merge_cells(f"I{top}:N{top}")
    review, since = report.next_review, report.credited_since
    followed = review is not None and review.after is not None
    decided = say.decision(review.decision, review.held) if followed and review else ""
    after = say.tier(review.credited) if review and review.credited else say.untold if followed else ""
    unjudged = [check.day for check in report.unjudged]
    first, last = (day_formula(f"{which}(ChecksUnjudged)", say.language) for which in ("MIN", "MAX"))
    found = "MATCH(MIN(ReviewsAhead),CheckDays,0)"
    none = say.formula("keep", "none")
    none_ahead = "OR(COUNT(ReviewsAhead)=0,AsOf>FollowedUntil)"
    lines = (
        ("since", Formula(
            f'IF(CreditedNowRank<0,"",IF(AsOf<INDEX(CheckDays,1),{SINCE},'
            f'IF(LOOKUP(AsOf,CheckDays,CreditedRanks)="",{SINCE},LOOKUP(AsOf,CheckDays,CreditedDays))))',
            since or ""), "pb_day"),
        ("next_review", Formula(f'IF({none_ahead},"",MIN(ReviewsAhead))', review.day if review else ""), "pb_day"),
        ("decides", Formula(f'IF({none_ahead},"",INDEX(Decisions,{found}))',
                                    decided), "pb_flush"),
        ("after", Formula(f'IF({none_ahead},"",INDEX(CreditedTiers,{found}))',
                                  after), "pb_flush"),
        ("unjudged", Formula(
            f'IF(COUNT(ChecksUnjudged)=0,IF(CreditedNowRank<0,"",{none}),'
            f'COUNT(ChecksUnjudged)&": "&{first}&" - "&{last})',
            _unjudged(say, unjudged, none=report.credited is not None)), "pb_flush"),
        *_points_kept(report),
        ("certified", Formula('IF(CertifiedUntil="","",CertifiedUntil)',
                              report.book.settings.certification_until or ""), "pb_day"),
    )  # fmt: skip
    for row, (key, content, style) in enumerate(lines, top + 1):
        put(sheet, f"I{row}", say("keep", key), "pb_label")
        put(sheet, f"K{row}", content, style).alignment = Alignment(horizontal="left")
        sheet.merge_cells(f"K{row}:N{row}")
        if key in _NAMED:
            document.name(_NAMED[key], sheet, f"K{row}")


def _points_kept(report: Overview) -> tuple[tuple[str, Formula, str], ...]:
    """The total that the credited tier asks for on the day, and how far the points are above it, or below."""
    held = report.credited not in (None, NO_TIER)
    total = report.way_to(report.credited or "")[0] if held else None
    need = total.need if total else None
    above = EXACT.subtract(total.have, need) if total and need is not None else None
    shown = have("TotalPoints", "TotalShown", "PointsToKeep")
    return (
        ("needed", Formula('IF(CreditedNowRank<1,"",INDEX(TierTotals,CreditedNowRank))', "" if need is None else need),
         "pb_all_points"),
        ("above", Formula(f'IF(PointsToKeep="","",ROUND({shown}-PointsToKeep,6))', "" if above is None else above),
         "pb_money"),
    )  # fmt: skip


def _unjudged(say: ReportWords, days: Sequence[date], none: bool) -> str:
    """How many checks could not be judged, and from which day to which; nothing where no tier is followed at all."""
    if days:
        return f"{len(days)}: {say.day(days[0])} - {say.day(days[-1])}"
    return say("keep", "none") if none else ""
