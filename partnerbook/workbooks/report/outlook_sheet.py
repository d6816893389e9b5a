"""The Outlook sheet: how sure the tier is, what to do next, and the months and reviews ahead if nothing new is sold.

Months and reviews follow the as-of day; the sentences and the next steps are of the day that the report was made for.
"""

from datetime import date
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import NO_TIER, Risk
from partnerbook.days import MONTHS_AHEAD, ONE_DAY, month_end
from partnerbook.exact import PLACES, figure
from partnerbook.figures.next_step_words import step_sentence
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import Outlook, outlook
from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import YearlyAverages, averages_of_days
from partnerbook.figures.reviews import Check, credited_on
from partnerbook.figures.shown import ShownPoints, shown_points
from partnerbook.figures.tiers import elite_conditions, performing_ranks, rank, tier_conditions
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Standing, standings
from partnerbook.program.edition import edition_on
from partnerbook.workbooks.kit.charts import Columns, Line, stacked_columns
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula, fit_row
from partnerbook.workbooks.kit.styles import GREEN, GREY, NAVY, ORANGE, RED, TEAL
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.months_sheet import needed, points_on
from partnerbook.workbooks.report.review_formulas import HIGHEST, INVALID, POSSIBLE, RETENTION, of_edition
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.tiers_sheet import TIER_TABLE
from partnerbook.workbooks.report.words import ANSWERS, NOT_KNOWN, OUTLOOK, RANKS, REVIEWS, STAKE, UNTOLD, credited_rank

_SENTENCES, _STEPS, _REVIEWS, _CHART = 10, 7, 3, 15  # rows, so that what follows has its place whatever is said
_SAID = 6
_STEPS_TOP = _SAID + _SENTENCES + 1
HEADLINE, FIRST_STEP, SECOND_STEP = "A5", f"A{_STEPS_TOP + 1}", f"A{_STEPS_TOP + 2}"
_REVIEWS_TOP = _STEPS_TOP + _STEPS + 2
_MONTHS_TOP = _REVIEWS_TOP + _REVIEWS + 4
_COLORS = {Risk.SAFE: GREEN, Risk.AT_RISK: ORANGE, Risk.LOST: RED, Risk.UNKNOWN: GREY}


class MonthAhead(NamedTuple):
    """The last day of a month ahead, or the as-of day: its points, the least and the most that the tier can be."""

    ahead: int
    day: date
    points: Standing
    ranks: tuple[int, int]
    retention: int
    credited: int
    to_keep: object
    to_reach: object

    @property
    def shown(self) -> ShownPoints:
        """The points as they are shown."""
        return shown_points(self.points)


def _of(track: str) -> str:
    return f"ROUND({points_on(track, '[@check]')},6)"


def _sourced() -> str:
    of_source = f'{LEDGER_TABLE("points")},{LEDGER_TABLE("source_code")},"sourced"'
    started, ended = (f'SUMIFS({of_source},{LEDGER_TABLE(field)},"<="&[@check])' for field in ("start", "until"))
    return f"ROUND({started}-{ended},6)"


def _line(rank_name: str) -> str:
    of_tier = f"{TIER_TABLE('edition')},{of_edition('start')},{TIER_TABLE('rank')},{rank_name}"
    return f"IFERROR(SUMIFS({TIER_TABLE('total')},{of_tier}),0)"


def _tier_word(say: ReportWords, place: int) -> str:
    return say.ranks[place] if place >= 0 else say.answers[place]


def _minimum(row: MonthAhead) -> object:
    return figure(getattr(row.points, edition_on(row.day).minimum))


_TIER = f"IF([@credited_code]<0,{ANSWERS.word('[@credited_code]')},{RANKS.word('[@credited_code]')})"
_PERFORMING = f"IF([@highest]=[@possible],{RANKS.word('[@highest]')},{ANSWERS.word(str(NOT_KNOWN))})"
_DAY = "IF([@ahead]=0,AsOf,EOMONTH(AsOf+1,[@ahead]-1))"

MONTHS_AHEAD_TABLE: SheetTable[MonthAhead] = SheetTable("MonthsAhead", {
    "ahead": SheetColumn("Months ahead", "pb_whole", 13, "0 is the as-of day.", lambda row: row.ahead),
    "check": SheetColumn("On", "pb_day", 12, "The as-of day, and the last day of each month after it.",
                         lambda row: row.day, _DAY),
    "sold_shown": SheetColumn("Sold", "pb_points", 12, value=lambda row: row.shown.sold,
                              formula=f"ROUND([@sold],{PLACES})"),
    "managed_shown": SheetColumn("Managed", "pb_points", 12, value=lambda row: row.shown.managed,
                                 formula=f"ROUND([@managed],{PLACES})"),
    "total_shown": SheetColumn("Total", "pb_points", 12, value=lambda row: row.shown.total,
                               formula=f"ROUND([@sold_shown]+[@managed_shown],{PLACES})"),
    "performing": SheetColumn("Performing tier", "pb_text", 16, "What that day's points would give.",
                              told=lambda say, row: say.ranks[row.ranks[0]] if row.ranks[0] == row.ranks[1]
                              else say.unknown, formula=_PERFORMING),
    "credited": SheetColumn("Credited tier", "pb_text", 16, "What is held: only a check or a review changes it.",
                            told=lambda say, row: _tier_word(say, row.credited), formula=_TIER),
    "to_keep": SheetColumn("To keep", "pb_needed", 12, "Total points of the credited tier of the as-of day.",
                           lambda row: row.to_keep, _line("CreditedNowRank")),
    "to_reach": SheetColumn("To reach", "pb_needed", 12, "Total points of the goal tier.",
                            lambda row: row.to_reach, _line("GoalRank")),
    "edition": SheetColumn("Edition", "pb_helper", value=lambda row: edition_on(row.day).start, hidden=True,
                           formula=of_edition("start")),
    "sold": SheetColumn("Sold exact", "pb_helper", value=lambda row: figure(row.points.sold), hidden=True,
                        formula=_of(SOLD)),
    "managed": SheetColumn("Managed exact", "pb_helper", value=lambda row: figure(row.points.managed), hidden=True,
                           formula=_of(MANAGED)),
    "total": SheetColumn("Total exact", "pb_helper", value=lambda row: figure(row.points.total), hidden=True,
                         formula=f"ROUND({points_on(SOLD, '[@check]')}+{points_on(MANAGED, '[@check]')},6)"),
    "minimum": SheetColumn("Sold or sourced exact", "pb_helper", value=_minimum, hidden=True,
                           formula=f'IF({of_edition("minimum_code")}="sold",[@sold],{_sourced()})'),
    "retention": SheetColumn("Elite's retention", "pb_helper", value=lambda row: row.retention, hidden=True,
                             formula=RETENTION),
    "highest": SheetColumn("Highest that holds", "pb_helper", value=lambda row: row.ranks[0], hidden=True,
                           formula=f"IF({INVALID},0,{HIGHEST})"),
    "possible": SheetColumn("Highest possible", "pb_helper", value=lambda row: row.ranks[1], hidden=True,
                            formula=f"IF({INVALID},0,{POSSIBLE})"),
    "credited_code": SheetColumn("Credited code", "pb_helper", value=lambda row: row.credited, hidden=True,
                                 formula=credited_rank("[@check]")),
}, plain=True)  # fmt: skip
_LAST = "I"  # the last column that is seen


def write_outlook(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    say, ahead = document.say, outlook(report)
    sheet = document.sheet(OUTLOOK, "1F3A5F")
    document.put(sheet, "A1", say.sheet(OUTLOOK), "pb_title")
    document.put(
        sheet, "A2", say("outlook", "subtitle", stake=say.sheet(STAKE), reviews=say.sheet(REVIEWS)), "pb_subtitle"
    )
    document.put_day(sheet)
    rows = _months(report)
    document.block(sheet, MONTHS_AHEAD_TABLE, _MONTHS_TOP, rows)
    heads = [(column.heading, (column.width - 1) * 0.9) for column in say.table(MONTHS_AHEAD_TABLE).columns.values()]
    fit_row(sheet, _MONTHS_TOP, heads[:9])
    document.put(sheet, f"A{_MONTHS_TOP - 1}", say("outlook", "months"), "pb_section")
    _write_said(document, sheet, report, ahead)
    _write_reviews(document, sheet, report)
    chart = _MONTHS_TOP + len(rows) + 3
    _draw(document, sheet, chart, len(rows))
    document.on_paper(sheet, say.sheet(OUTLOOK), _LAST, chart + _CHART, landscape=False, one_page=True)


def _write_said(document: ReportDocument, sheet: Worksheet, report: Overview, ahead: Outlook) -> None:
    """The headline, the sentences and the next steps, of the day that the report is made for."""
    say = document.say
    number, day = lambda value: say.reader.number(value, PLACES), say.day
    document.put_dated(sheet, "A4")
    said = outlook_headline(ahead, say.language, day)
    document.put(sheet, HEADLINE, said, "pb_section")
    document.mark(sheet, HEADLINE, "TRUE", _COLORS[ahead.risk])
    sheets = say.book_sheets
    sentences = list(outlook_sentences(ahead, sheets, say.language, number, day))
    known = enumerate(next_steps(report, _STEPS), 1)
    steps = [f"{at}. {step_sentence(step, sheets, say.language, number, day)}" for at, step in known]
    steps = steps or [say("outlook", "no_steps")]
    document.put(sheet, f"A{_STEPS_TOP}", say("outlook", "steps"), "pb_section")
    for top, texts, most in ((_SAID, sentences, _SENTENCES), (_STEPS_TOP + 1, steps, _STEPS)):
        for row in range(top, top + most):
            sheet.merge_cells(f"A{row}:{_LAST}{row}")
            text = texts[row - top] if row - top < len(texts) else None
            if text is None:
                sheet.row_dimensions[row].hidden = True
                continue
            document.put(sheet, f"A{row}", text, "pb_wrapped")
            fit_row(sheet, row, [(text, 112)])


def _write_reviews(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The next reviews, and what each would decide."""
    say, top = document.say, _REVIEWS_TOP
    document.put(sheet, f"A{top}", say("outlook", "reviews"), "pb_section")
    for letter, key in (("A", "review"), ("C", "after"), ("E", "why")):
        document.put(sheet, f"{letter}{top + 1}", say("outlook", key), "pb_head")
    for letter in "BDFGHI":
        document.put(sheet, f"{letter}{top + 1}", None, "pb_head")
    sheet.merge_cells(f"C{top + 1}:D{top + 1}")
    found = [check for check in report.checks if check.review and check.day > report.as_of][:_REVIEWS]
    for at in range(_REVIEWS):
        row, check = top + 2 + at, found[at]
        document.put(sheet, f"A{row}", Formula(f'IF(COUNT(ReviewsAhead)<{at + 1},"",SMALL(ReviewsAhead,{at + 1}))',
                                               check.day), "pb_day")  # fmt: skip
        place = f"MATCH($A{row},CheckDays,0)"
        unknown = ANSWERS.word(str(NOT_KNOWN))
        no_tier = f'IF(INDEX(CreditedRanks,{place})=0,{say.formula("outlook", "none_held")},"")'
        for letter, name, none, value in (("C", "CreditedTiers", unknown, _after(say, check)),
                                          ("E", "Decisions", no_tier, _why(say, check))):  # fmt: skip
            found_there = f"INDEX({name},{place})"
            formula = f'IF($A{row}="","",IF({found_there}="",{none},{found_there}))'
            document.put(sheet, f"{letter}{row}", Formula(formula, value))


def _after(say: ReportWords, check: Check) -> str:
    if check.after is None:
        return say.unknown
    return say.untold if check.credited is None else say.tier(check.credited)


def _why(say: ReportWords, check: Check) -> str:
    none_held = say("outlook", "none_held") if check.credited == NO_TIER else ""
    return say.decision(check.decision, check.held) or none_held


def _months(report: Overview) -> list[MonthAhead]:
    days = [report.as_of, *(month_end(report.as_of + ONE_DAY, ahead) for ahead in range(MONTHS_AHEAD))]
    points, yearly = standings(report.ledger.entries, days), averages_of_days(report.movements, days)
    return [_month(report, *each) for each in zip(range(len(days)), days, points, yearly, strict=True)]


def _month(report: Overview, ahead: int, day: date, points: Standing, averages: YearlyAverages) -> MonthAhead:
    edition, settings = edition_on(day), report.book.settings
    tiers = tier_conditions(points, day, edition, report.book.tiers, settings, averages)
    kept = elite_conditions(edition, settings, averages)[1].met
    known = credited_on(report.checks, settings, day)
    credited = NOT_KNOWN if known is None else UNTOLD if known.tier is None else rank(known.tier)
    return MonthAhead(
        ahead, day, points, performing_ranks(tiers), NOT_KNOWN if kept is None else int(kept), credited,
        needed(report, report.credited or "", day), needed(report, report.goal, day),
    )  # fmt: skip


def _draw(document: ReportDocument, sheet: Worksheet, top: int, count: int) -> None:
    def cells(field: str) -> tuple[str, str]:
        letter = MONTHS_AHEAD_TABLE.letter(field)
        return f"{letter}{_MONTHS_TOP}", f"{letter}{_MONTHS_TOP + 1}:{letter}{_MONTHS_TOP + count}"

    say = document.say
    stacked_columns(
        sheet, sheet, say("outlook", "chart"), (f"A{top}", f"{_LAST}{top + _CHART - 1}"), cells("check")[1],
        (Columns(*cells("sold_shown"), TEAL), Columns(*cells("managed_shown"), NAVY)),
        (Line(*cells("to_keep"), ORANGE), Line(*cells("to_reach"), RED)), say.month_format("mmm yy"),
    )  # fmt: skip
