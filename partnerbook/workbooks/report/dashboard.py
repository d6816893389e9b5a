"""The Dashboard: one page for the board, every figure a formula over the sheets behind it."""

from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import Measure
from partnerbook.exact import PLACES, figure, rounded
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownProgress, shown, shown_clients
from partnerbook.language.words import measure_words
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.limits import choose, require_day
from partnerbook.workbooks.kit.styles import NAVY, RED, SHARE, WHOLE
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE, top_clients
from partnerbook.workbooks.report.checks_sheet import check_lines
from partnerbook.workbooks.report.dashboard_charts import write_charts
from partnerbook.workbooks.report.dashboard_estimate import write_estimate
from partnerbook.workbooks.report.dashboard_keep import write_keep
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.program_sheet import RETENTION, average_of
from partnerbook.workbooks.report.renewals_sheet import RENEWAL_TABLE, due_renewals
from partnerbook.workbooks.report.said import ReportWords, quoted
from partnerbook.workbooks.report.shown_formulas import gap, have
from partnerbook.workbooks.report.tiers_sheet import TIER_TABLE
from partnerbook.workbooks.report.words import (
    ANSWERS,
    CHECKS,
    DASHBOARD,
    MEASURES,
    NO,
    NOT_KNOWN,
    RANKS,
)

LISTED = 10
_TILES = ("BC", "DE", "FG", "HI", "JK", "LMN")  # the columns of each
_WIDTHS = (1.5, 16, 8.5, 11.2, 11.2, 12.6, 9.8, 8.2, 9.8, 9.8, 11.6, 6.2, 12.4, 6, 1.5)
_ESTIMATE_ROW, _GOAL_TOP, _KEEP_TOP, _CHARTS_TOP, _LISTS_TOP = 9, 11, 11, 21, 49
DUE = f"I{_LISTS_TOP + LISTED + 1}"


def start_dashboard(document: ReportDocument, report: Overview) -> Worksheet:
    """The sheet with its inputs named, before the sheets that its figures come from."""
    sheet = document.sheet(DASHBOARD, NAVY, _WIDTHS)
    put, say, partner = document.put, document.say, report.book.settings.partner
    title = say("dashboard", "title")
    put(sheet, "B1", f"{title}: {partner}" if partner else title, "pb_title")
    put(sheet, "B2", say("dashboard", "subtitle"), "pb_subtitle")
    put(sheet, "B3", say("dashboard", "as_of"), "pb_fit_label")
    put(sheet, "C3", report.as_of, "pb_input_day")
    sheet.merge_cells("C3:D3")
    put(sheet, "F3", say("dashboard", "goal"), "pb_fit_label")
    put(sheet, "G3", report.goal, "pb_input")
    sheet.merge_cells("G3:H3")
    document.name("AsOf", sheet, "C3")
    document.name("GoalTier", sheet, "G3")
    choose(sheet, "G3", "TierNames", say("dashboard", "goal"), say.tier_choice)
    first, last = editions()[0].start, report.followed_until
    allowed = say("messages", "as_of", first=say.reader.day(first), last=say.reader.day(last))
    require_day(sheet, "C3", say("dashboard", "as_of"), allowed, first, last)
    if report.book.segments:
        _write_segment(document, sheet)
    return sheet


def _write_segment(document: ReportDocument, sheet: Worksheet) -> None:
    """The cell in which a segment is picked, and what follows it."""
    put, say = document.put, document.say
    put(sheet, "B4", say("segments", "pick"), "pb_fit_label")
    put(sheet, "C4", say("segments", "all"), "pb_input_text")
    sheet.merge_cells("C4:E4")
    document.name("SegmentPicked", sheet, "C4")
    choose(sheet, "C4", "SegmentChoices", say("segments", "pick"), say("segments", "unknown"))
    follows, unknown = say("segments", "follows"), say("segments", "unknown")
    told = f"IF(SegmentCode<0,{quoted(unknown)},{quoted(follows)})"
    put(sheet, "F4", Formula(told, follows), "pb_label")
    document.mark(sheet, "F4", "SegmentCode<0", RED)


def fill_dashboard(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """Write the figures, lists and charts."""
    put, say = document.put, document.say
    put(sheet, "J3", say("dashboard", "rules"), "pb_label")
    put(sheet, "L3", Formula('IF(Edition="","",Edition)', report.edition.start), "pb_day")
    sheet.merge_cells("L3:N3")
    _write_tiles(document, sheet, report)
    _write_facts(document, sheet, report)
    write_estimate(document, sheet, _ESTIMATE_ROW, report)
    _write_goal(document, sheet, report)
    write_keep(document, sheet, _KEEP_TOP, report)
    write_charts(document, sheet, _CHARTS_TOP)
    _write_top(document, sheet, report)
    _write_due(document, sheet, report)
    last = _LISTS_TOP + LISTED + 3
    document.on_paper(sheet, say("dashboard", "title"), "O", last, landscape=False, one_page=True)


def _write_tiles(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    say, now = document.say, report.shown
    credited = f"IF(CreditedNowRank<0,{ANSWERS.word('CreditedNowRank')},{RANKS.word('CreditedNowRank')})"
    credited_words = say.untold if report.untold else _tier(say, report.credited)
    tiles = (
        ("credited", "CreditedNow", Formula(credited, credited_words)),
        ("performing", "", Formula("PerformingTier", _tier(say, report.performing))),
        ("total_points", "TotalShown", Formula(f"ROUND(SoldShown+ManagedShown,{PLACES})", now.total)),
        ("sold_points", "SoldShown", Formula(f"ROUND(SoldPoints,{PLACES})", now.sold)),
        ("sourced_points", "SourcedShown", Formula(f"ROUND(SourcedPoints,{PLACES})", shown(report.standing.sourced))),
        ("managed_points", "ManagedShown", Formula(f"ROUND(ManagedPoints,{PLACES})", now.managed)),
    )
    for index, (key, name, content) in enumerate(tiles):
        _tile(document, sheet, index, 5, say("dashboard", key), content, "pb_tile")
        if name:
            document.name(name, sheet, f"{_TILES[index][0]}6")
    sheet.row_dimensions[6].height = 30


def _tile(
    document: ReportDocument, sheet: Worksheet, index: int, row: int, label: object, content: Formula, style: str
) -> Any:
    """The cell of a tile's figure, its label above it."""
    columns = _TILES[index]
    for line, value, look in ((row, label, "pb_tile_label"), (row + 1, content, style)):
        for letter in columns:
            document.put(sheet, f"{letter}{line}", value if letter == columns[0] else None, look)
        sheet.merge_cells(f"{columns[0]}{line}:{columns[-1]}{line}")
    return sheet[f"{columns[0]}{row + 1}"]


def _write_facts(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The second row of tiles: sourced in 12 months, retention, tool usage, certification, and the checks."""
    say, account, elite = document.say, report.account, report.edition.elite
    average = report.averages.of(elite.retention_measure)
    certified = say.validities[NOT_KNOWN if account.certified is None else int(account.certified)]
    failing = sum(line.found for line in check_lines(report) if not line.informs)
    words = say("dashboard", "to_look_at", count=failing) if failing else say("dashboard", "all_hold")
    to_look_at = say.formula("dashboard", "to_look_at", count="ChecksFailing")
    facts: tuple[tuple[object, Formula, str], ...] = (
        (say("dashboard", "sourced_value"), Formula("SourcedValue", figure(report.sourced.value)), WHOLE),
        (say("dashboard", "sourced_mrr"), Formula("SourcedMRR", figure(report.sourced.mrr)), WHOLE),
        (average_of(document, elite.retention_measure),
         Formula(RETENTION, "" if average is None else rounded(average, 15)), SHARE),
        (say("dashboard", "tools"),
         Formula("MedianTools", "" if account.median_tools is None else account.median_tools), "0.0"),
        (say("dashboard", "certification"), Formula("CertificationNow", certified), WHOLE),
        (say.sheet(CHECKS),
         Formula(f'IF(ChecksFailing=0,{quoted(say("dashboard", "all_hold"))},{to_look_at})', words), WHOLE),
    )  # fmt: skip
    for index, (label, content, number_format) in enumerate(facts):
        _tile(document, sheet, index, 7, label, content, "pb_small_tile").number_format = number_format
    sheet.row_dimensions[8].height = 22
    document.mark(sheet, "L8", "ChecksFailing>0", RED)


def _write_goal(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """The way to the goal tier: have, need, gap and share on each measure, and a sentence."""
    put, say, top = document.put, document.say, _GOAL_TOP
    put(
        sheet,
        f"B{top - 1}",
        Formula(say.formula("goal", "way", goal="GoalTier"), say("goal", "way", goal=report.goal)),
        "pb_section",
    )
    for letter, key in zip("BDEFG", ("measure", "have", "need", "gap", "share"), strict=True):
        put(sheet, f"{letter}{top}", say("goal", key), "pb_flush_head" if letter == "B" else "pb_head_number")
    put(sheet, f"C{top}", None, "pb_flush_head")
    total = measure_words(Measure.TOTAL, say.language)
    rows: dict[str, ShownProgress] = {row.measure: row for row in report.way_to(report.goal)}
    lines = (
        (quoted(total), total, "TotalPoints", "TotalShown", "total", "total"),
        (f'IFERROR({MEASURES.word("MinimumCode")},"")', say.measures[report.edition.minimum], "MinimumPoints",
         f"ROUND(MinimumPoints,{PLACES})", "minimum", report.edition.minimum),
        (MEASURES.word('IF(ManagedAsked=1,"managed","managed_points")'),
         say.measures["managed" if report.edition.managed_minimum else "managed_points"], "ManagedPoints",
         "ManagedShown", "managed", "managed"),
    )  # fmt: skip
    for row, (label, words, exact, seen, field, measure) in enumerate(lines, top + 1):
        line = rows.get(measure)
        criteria = f"{TIER_TABLE('edition')},Edition,{TIER_TABLE('rank')},GoalRank"
        needed = f'IF(COUNTIFS({criteria},{TIER_TABLE(field)},">=0")=0,"",SUMIFS({TIER_TABLE(field)},{criteria}))'
        if measure == "managed":
            needed = f'IF(ManagedAsked=1,{needed},"")'
        put(sheet, f"B{row}", Formula(label, words), "pb_flush")
        held = line.have if line else report.shown.managed
        put(sheet, f"D{row}", Formula(f'IF(E{row}="",{seen},{have(exact, seen, f"E{row}")})', held), "pb_all_points")
        asked = "" if line is None or line.need is None else line.need
        put(sheet, f"E{row}", Formula(needed, asked), "pb_all_points")
        missing = "" if line is None or line.gap is None else line.gap
        put(sheet, f"F{row}", Formula(f'IF(E{row}="","",{gap(exact, seen, f"E{row}")})', missing), "pb_all_points")
        share = "" if line is None or line.share is None else line.share
        put(sheet, f"G{row}", Formula(f'IF(E{row}="","",IF(E{row}=0,1,{exact}/E{row}))', share), "pb_share")
    unknown = any(line.need is None for line in rows.values())
    reached = all(line.gap == 0 for line in rows.values())
    row = top + 4
    ask, done, todo, but = (say("goal", key) for key in ("ask", "done", "todo", "but"))
    out = any(tier.tier == report.goal and tier.holds is False for tier in report.tiers)
    put(sheet, f"B{row}", Formula(
        f'IF(OR(E{top + 1}="",E{top + 2}="",AND(ManagedAsked=1,E{top + 3}="")),{quoted(ask)},'
        f'IF(N(F{top + 1})+N(F{top + 2})+N(F{top + 3})=0,'
        f'IF(IFERROR(INDEX(TierHolds,GoalRank),{NOT_KNOWN})={NO},{quoted(but)},{quoted(done)}),{quoted(todo)}))',
        ask if unknown else todo if not reached else but if out else done), "pb_note")  # fmt: skip
    sheet.merge_cells(f"B{row}:G{row + 1}")


def _write_top(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    put, say, top = document.put, document.say, _LISTS_TOP
    put(sheet, f"B{top - 1}", _of_segment(say, "top"), "pb_section")
    heads = {
        letter: say("top", key) for letter, key in zip("BEFG", ("client", "sold", "managed", "total"), strict=True)
    }
    for letter in "BCDEFG":
        put(sheet, f"{letter}{top}", heads.get(letter), "pb_flush_head" if letter < "E" else "pb_head_number")
    ranked, order, figures = top_clients(report), BREAKDOWN_TABLE("order"), shown_clients(report.clients)
    for index in range(1, LISTED + 1):
        row = top + index
        line = ranked[index - 1] if index <= len(ranked) else None
        points = figures[line.number - 1] if line else None
        found = f"MATCH(LARGE({order},{index}),{order},0)"
        for letter, field, value, style in (
            ("B", "client", line.client.client if line else "", "pb_flush"),
            ("E", "sold", points.sold if points else "", "pb_points"),
            ("F", "managed", points.managed if points else "", "pb_points"),
            ("G", "total", points.total if points else "", "pb_points"),
        ):
            formula = f'IF(COUNTIF({order},">0")<{index},"",INDEX({BREAKDOWN_TABLE(field)},{found}))'
            put(sheet, f"{letter}{row}", Formula(formula, value), style)


def _write_due(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    put, say, top = document.put, document.say, _LISTS_TOP
    put(sheet, f"I{top - 1}", _of_segment(say, "due"), "pb_section")
    heads = {letter: say("due", key) for letter, key in zip("IKLM", ("client", "date", "days", "change"), strict=True)}
    for letter in "IJKLMN":
        put(sheet, f"{letter}{top}", heads.get(letter), "pb_flush_head" if letter in "IJKN" else "pb_head_number")
    due, of_due = due_renewals(report), RENEWAL_TABLE("due")
    listed = f'COUNTIF({of_due},">0")'
    for index in range(1, LISTED + 1):
        row = top + index
        outlook = due[index - 1] if index <= len(due) else None
        found = f"MATCH(SMALL({of_due},ROWS({of_due})-{listed}+{index}),{of_due},0)"
        change = "" if outlook is None or outlook.mrr_change is None else outlook.mrr_change
        for letter, field, value, style in (
            ("I", "client", outlook.renewal.client if outlook else "", "pb_flush"),
            ("K", "renews_on", outlook.renewal.renews_on if outlook else "", "pb_day"),
            ("L", "days", outlook.days if outlook else "", "pb_whole"),
            ("M", "change", change, "pb_amount"),
            ("N", "currency", outlook.renewal.currency if outlook else "", "pb_text"),
        ):
            put(
                sheet,
                f"{letter}{row}",
                Formula(f'IF({listed}<{index},"",INDEX({RENEWAL_TABLE(field)},{found}))', value),
                style,
            )
    words = say.formula("due", "listed", count=listed, days="MAX(AlertDays)")
    said = say("due", "listed", count=len(due), days=max(report.alert_days))
    put(sheet, DUE, Formula(words, said), "pb_label")


def _of_segment(say: ReportWords, section: str) -> Formula:
    """The heading of a list, which names the segment that is picked."""
    title = say(section, "title")
    return Formula(f"IF(SegmentCode=0,{quoted(title)},{quoted(f'{title}: ')}&SegmentShown)", title)


def _tier(say: ReportWords, tier: str | None) -> str:
    return say.unknown if tier is None else say.tier(tier)
