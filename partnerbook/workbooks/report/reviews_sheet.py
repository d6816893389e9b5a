"""The Reviews sheet: the monthly checks, one row each, every step of a decision in a column of its own."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.days import months_later
from partnerbook.exact import PLACES, figure, rounded
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import averages_of_days
from partnerbook.figures.reviews import Check, Credited, gained_in, kept_ranks
from partnerbook.figures.shown import shown_points
from partnerbook.figures.tiers import elite_conditions, rank
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula, fit_row, letters
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.review_formulas import (
    BEGUN,
    BEGUN_MOST,
    DECISION,
    GAINED,
    GAINED_MOST,
    HELD,
    HELD_MOST,
    HELD_SINCE,
    HELD_UNTIL,
    HIGHEST,
    INVALID,
    LATER_REVIEW,
    LEAST,
    MOST,
    OF_MANAGED,
    OF_SOLD,
    OF_SOURCED,
    POSSIBLE,
    RETENTION,
    TOLD,
    if_changed,
    if_followed,
    ledger_points,
    of_edition,
    protected_until,
)
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import (
    ANSWERS,
    NOT_KNOWN,
    RANKS,
    REVIEWS,
    UNTOLD,
    decision_formula,
)

_TOP = 7
_INPUTS_ROW = 4


class ReviewRow(NamedTuple):
    """A check with its window, which ends with it, whether Elite's retention is met, and what is to be said of it."""

    check: Check
    window: Sequence[Check]
    retention: int
    kept: tuple[int, int] | None
    ahead: bool
    unjudged: bool

    @property
    def protected(self) -> object:
        """The day until which the tier that is held cannot be lost; nothing where nobody knows since when it is."""
        since = self.check.before and self.check.before.since
        return months_later(since, self.check.edition.protection_months) if since else ""

    @property
    def gained(self) -> tuple[Credited, int, int] | Literal[""]:
        """What was held as the window began and what was found in it; nothing where that is not followed."""
        return gained_in(self.window, self.check.before) if self.check.before else ""

    @property
    def minimum(self) -> Decimal:
        """The points that the minimum counts."""
        return figure(getattr(self.check.standing, self.check.edition.minimum))


def _before(field: str) -> Callable[[ReviewRow], object]:
    return lambda row: "" if row.check.before is None else _shown(getattr(row.check.before, field))


def _after(field: str) -> Callable[[ReviewRow], object]:
    return lambda row: "" if row.check.after is None else _shown(getattr(row.check.after, field))


def _shown(value: object) -> object:
    return "" if value is None else value


REVIEW_COLUMNS: SheetTable[ReviewRow] = SheetTable("Reviews", {
    "check": SheetColumn("Check", "pb_day", 17, value=lambda row: row.check.day),
    "review": SheetColumn("Review", "pb_text", 9, told=lambda say, row: say.checks[row.check.review]),
    "edition": SheetColumn("Edition", "pb_day", 16, value=lambda row: row.check.edition.start,
                           formula=of_edition("start")),
    "total_shown": SheetColumn(
        "Total", "pb_points", 11, value=lambda row: shown_points(row.check.standing).total,
        formula=f"ROUND(ROUND([@sold],{PLACES})+ROUND([@managed],{PLACES}),{PLACES})",
    ),
    "minimum_shown": SheetColumn("Sold or sourced", "pb_points", 11, value=lambda row: rounded(row.minimum, PLACES),
                                 formula=f"ROUND([@minimum],{PLACES})"),
    "managed_shown": SheetColumn("Managed", "pb_points", 11,
                                 value=lambda row: shown_points(row.check.standing).managed,
                                 formula=f"ROUND([@managed],{PLACES})"),
    "highest": SheetColumn("Highest that holds", "pb_whole", 11, value=lambda row: row.check.lowest,
                           formula=f"IF({INVALID},0,{HIGHEST})"),
    "possible": SheetColumn("Highest possible", "pb_whole", 11, value=lambda row: row.check.highest,
                            formula=f"IF({INVALID},0,{POSSIBLE})"),
    "performing": SheetColumn(
        "Performing rank", "pb_whole", 13, value=lambda row: "" if row.check.performing is None else row.check.lowest,
        formula='IF([@highest]=[@possible],[@highest],"")',
    ),
    "best": SheetColumn("Best in window", "pb_whole", 10, value=lambda row: max(each.lowest for each in row.window),
                        formula="MAX([:highest])"),
    "best_possible": SheetColumn("Best possible", "pb_whole", 10,
                                 value=lambda row: max(each.highest for each in row.window),
                                 formula="MAX([:possible])"),
    "held": SheetColumn("Rank held", "pb_whole", 8, value=_before("lowest"),
                        formula=f'IF(OR(CreditedRank="",[@check]<=CreditedReadOn),"",{HELD})'),
    "held_most": SheetColumn("Held at most", "pb_whole", 9, value=_before("highest"), formula=if_followed(HELD_MOST)),
    "held_since": SheetColumn("Held since", "pb_day", 12, value=_before("gained"),
                              formula=if_followed('IF(AND([@held]=[@held_most],[@held_first]=[@held_last]),'
                                                '[@held_first],"")')),
    "protected": SheetColumn("Protected until", "pb_day", 12, value=lambda row: row.protected,
                             formula=if_followed(f'IF([@held_first]="","",{protected_until("[@held_first]")})')),
    "decision": SheetColumn(
        "What it decides", "pb_text", 38,
        told=lambda say, row: say.decision(row.check.decision, row.check.held),
        formula=decision_formula("[@decision_code]", "[@held]"),
    ),
    "credited": SheetColumn("Credited rank", "pb_whole", 10, value=_after("lowest"),
                            formula=if_followed("MAX([@least],[@highest])")),
    "credited_most": SheetColumn("Credited at most", "pb_whole", 10, value=_after("highest"),
                                 formula=if_followed("MAX([@most],[@possible])")),
    "since": SheetColumn("Credited since", "pb_day", 12, value=_after("gained"),
                         formula=if_followed(f'IF(AND({TOLD},[@since_first]=[@since_last]),[@since_first],"")')),
    "tier": SheetColumn("Credited tier", "pb_text", 13, told=lambda say, row: _tier_words(say, row.check),
                        formula=if_followed(f"IF({TOLD},{RANKS.word('[@credited]')},{ANSWERS.word(str(UNTOLD))})")),
    "unjudged": SheetColumn("Not judged", "pb_day", 12, value=lambda row: row.check.day if row.unjudged else "",
                            formula=f'IF(AND([@performing]="",[@check]<=AsOf,OR([@held]<>"",{LATER_REVIEW})),'
                                    '[@check],"")'),
    "ahead": SheetColumn("Review ahead", "pb_day", 12, value=lambda row: row.check.day if row.ahead else "",
                         formula='IF(AND([@review_code]=1,[@check]>AsOf),[@check],"")'),
    "review_code": SheetColumn("Review code", "pb_helper", value=lambda row: int(row.check.review), hidden=True),
    "protection": SheetColumn("Months protected", "pb_helper", hidden=True,
                              value=lambda row: row.check.edition.protection_months),
    "retention": SheetColumn("Elite's retention", "pb_helper", value=lambda row: row.retention, formula=RETENTION,
                             hidden=True),
    "held_first": SheetColumn("Held since, first", "pb_helper", value=_before("since"), hidden=True,
                              formula=if_followed(HELD_SINCE)),
    "held_last": SheetColumn("Held since, last", "pb_helper", value=_before("until"), hidden=True,
                             formula=if_followed(HELD_UNTIL)),
    "begun": SheetColumn("Held as the window began", "pb_helper", hidden=True,
                         value=lambda row: row.gained and row.gained[0].lowest, formula=if_followed(BEGUN)),
    "begun_most": SheetColumn("Held as the window began, at most", "pb_helper", hidden=True,
                              value=lambda row: row.gained and row.gained[0].highest, formula=if_followed(BEGUN_MOST)),
    "gained": SheetColumn("Gained in the window", "pb_helper", hidden=True,
                          value=lambda row: row.gained and row.gained[1], formula=if_followed(GAINED)),
    "gained_most": SheetColumn("Gained in the window, at most", "pb_helper", hidden=True,
                               value=lambda row: row.gained and row.gained[2], formula=if_followed(GAINED_MOST)),
    "least": SheetColumn("Kept at least", "pb_helper", hidden=True,
                         value=lambda row: row.kept[0] if row.kept else "", formula=if_followed(LEAST)),
    "most": SheetColumn("Kept at most", "pb_helper", hidden=True,
                        value=lambda row: row.kept[1] if row.kept else "", formula=if_followed(MOST)),
    "since_first": SheetColumn("Credited since, first", "pb_helper", value=_after("since"), hidden=True,
                               formula=if_followed("IF(OR([@highest]>[@most],[@held]>[@most]),[@check],[@held_first])")),
    "since_last": SheetColumn("Credited since, last", "pb_helper", value=_after("until"), hidden=True,
                              formula=if_followed("IF(OR([@possible]>[@least],[@least]<[@held],[@most]<[@held_most]),"
                                                "[@check],[@held_last])")),
    "told": SheetColumn("Credited code", "pb_helper", hidden=True,
                        value=lambda row: _told(row.check) if row.kept else "",
                        formula=if_followed(f"IF({TOLD},[@credited],{UNTOLD})")),
    "decision_code": SheetColumn("Decision", "pb_helper", value=lambda row: row.check.decision or "",
                                 formula=if_followed(DECISION), hidden=True),
    "total": SheetColumn("Total exact", "pb_helper", value=lambda row: figure(row.check.standing.total),
                         formula=if_changed("total", f"ROUND({ledger_points()},6)"), hidden=True),
    "minimum": SheetColumn(
        "Sold or sourced exact", "pb_helper", value=lambda row: row.minimum, hidden=True,
        formula=if_changed(
            "minimum",
            f'ROUND(IF({of_edition("minimum_code")}="sold",{ledger_points(OF_SOLD)},{ledger_points(OF_SOURCED)}),6)',
        ),
    ),
    "sold": SheetColumn("Sold exact", "pb_helper", value=lambda row: figure(row.check.standing.sold),
                        formula=if_changed("sold", f"ROUND({ledger_points(OF_SOLD)},6)"), hidden=True),
    "managed": SheetColumn("Managed exact", "pb_helper", value=lambda row: figure(row.check.standing.managed),
                           formula=if_changed("managed", f"ROUND({ledger_points(OF_MANAGED)},6)"), hidden=True),
}, plain=True)  # fmt: skip
# The names of whole columns, for other formulas to look into.
_NAMED = {"check": "CheckDays", "review_code": "CheckReviews", "held": "CheckHeld", "decision": "Decisions",
          "told": "CreditedRanks", "since": "CreditedDays", "tier": "CreditedTiers", "unjudged": "ChecksUnjudged",
          "ahead": "ReviewsAhead"}  # fmt: skip


def _told(check: Check) -> int:
    return UNTOLD if check.credited is None else rank(check.credited)


def _tier_words(say: ReportWords, check: Check) -> str:
    if check.after is None:
        return ""
    return say.untold if check.credited is None else say.tier(check.credited)


def write_reviews(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    sheet = document.sheet(REVIEWS, "F2C14E")
    put, say = document.put, document.say
    put(sheet, "A1", say.sheet(REVIEWS), "pb_title")
    ranks = ", ".join(f"{place} {words}" for place, words in say.ranks.items() if place)
    put(sheet, "A2", say("reviews", "subtitle", ranks=ranks), "pb_subtitle")
    _write_inputs(document, sheet, report)
    windows = [(max(_TOP, row + 1 - check.edition.review_checks), row) for row, check in enumerate(report.checks, _TOP)]
    document.block(sheet, REVIEW_COLUMNS, _TOP - 1, _rows(report), blocks=windows, bulk=True)
    last = _TOP + len(report.checks) - 1
    for field, name in _NAMED.items():
        letter = REVIEW_COLUMNS.letter(field)
        document.name(name, sheet, f"{letter}{_TOP}:{letter}{last}")
    shown = [letter for letter, column in zip(letters(len(REVIEW_COLUMNS.columns)), REVIEW_COLUMNS.columns.values(),
                                              strict=True) if not column.hidden]  # fmt: skip
    document.mark(sheet, f"A{_TOP}:{shown[-1]}{last}", f"$A{_TOP}>AsOf", GREY)
    heads = [(cell.value, (sheet.column_dimensions[cell.column_letter].width - 1) * 0.9) for cell in sheet[_TOP - 1]]
    fit_row(sheet, _TOP - 1, heads[: len(shown)])
    sheet.freeze_panes = f"B{_TOP}"
    # It opens where the window of the day begins; the checks before it are above.
    past = sum(check.day <= report.as_of for check in report.checks)
    sheet.sheet_view.pane.topLeftCell = f"B{_TOP + max(0, past - report.edition.review_checks)}"
    document.put_day(sheet)
    document.on_paper(sheet, say.sheet(REVIEWS), shown[-1], last, first=0, head=_TOP - 1)


def _write_inputs(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """What the checks start from: the credited tier as the book says it, and its certification and invitation."""
    settings, put, say = report.book.settings, document.put, document.say
    credited_words = say.tier(settings.credited_tier) if settings.credited_tier else None
    start = settings.credited_read_on or settings.credited_since
    inputs = (
        ("A", "credited", "B", credited_words, "pb_input", "CreditedTier"),
        ("C", "since", "D", settings.credited_since, "pb_input_day", "CreditedSince"),
        ("E", "read_on", "F", start, "pb_input_day", "CreditedReadOn"),
        ("H", "certified", "I", settings.certification_until, "pb_input_day", "CertifiedUntil"),
        ("K", "invited", "L", say.answers[int(settings.elite_invitation)], "pb_input", "EliteInvited"),
        ("Q", "followed", "R", report.followed_until, "pb_day", "FollowedUntil"),
    )
    for label_column, key, column, value, style, name in inputs:
        put(
            sheet,
            f"{label_column}{_INPUTS_ROW}",
            say("reviews", key),
            "pb_fit_label" if label_column < "F" else "pb_right_label",
        )
        put(sheet, f"{column}{_INPUTS_ROW}", value, style)
        document.name(name, sheet, f"{column}{_INPUTS_ROW}")
    put(sheet, f"N{_INPUTS_ROW}", say("reviews", "rank"), "pb_right_label")
    credited = settings.credited_tier if start else ""
    formula = f'IF(OR(CreditedTier="",CreditedReadOn=""),"",{RANKS.code("CreditedTier")})'
    put(sheet, f"O{_INPUTS_ROW}", Formula(formula, rank(credited) if credited else ""), "pb_whole")
    document.name("CreditedRank", sheet, f"O{_INPUTS_ROW}")


def _rows(report: Overview) -> list[ReviewRow]:
    rows: list[ReviewRow] = []
    settings, unjudged = report.book.settings, {check.day for check in report.unjudged}
    yearly = averages_of_days(report.movements, [check.day for check in report.checks])
    for index, (check, averages) in enumerate(zip(report.checks, yearly, strict=True)):
        window = report.checks[max(0, index + 1 - check.edition.review_checks) : index + 1]
        kept = elite_conditions(check.edition, settings, averages)[1].met
        held = kept_ranks(check, check.before, window, settings) if check.before else None
        ahead = check.review and check.day > report.as_of
        retention = NOT_KNOWN if kept is None else int(kept)
        rows.append(ReviewRow(check, window, retention, held, ahead, check.day in unjudged))
    return rows
