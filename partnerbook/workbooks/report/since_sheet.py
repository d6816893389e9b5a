"""The Changes since sheet: any two days beside each other, figure by figure and client by client."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.days import ONE_DAY
from partnerbook.exact import EXACT, PLACES, figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.reviews import credited_on
from partnerbook.figures.shown import ShownPoints, shown, shown_by_name, shown_points
from partnerbook.figures.tiers import rank
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Standing, by_client, standings
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.limits import require_day
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.breakdown_sheet import IN_PLACE, together
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE, client_blocks, client_points_on, entry_counts
from partnerbook.workbooks.report.months_sheet import points_on
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.shown_formulas import moved
from partnerbook.workbooks.report.shown_formulas import shown as shown_formula
from partnerbook.workbooks.report.words import ANSWERS, NOT_KNOWN, RANKS, SINCE, UNTOLD, credited_rank

_TOP, _LIST_TOP = 7, 19
_DAYS = {"before": "SinceFrom", "after": "SinceTo"}
_TRACKS = (SOLD, MANAGED)


class ClientSince(NamedTuple):
    """A client on both days, exact and as the points breakdown of each shows it; the exact sums up to it, by day."""

    number: int
    client: str
    entries: int
    exact: Mapping[str, Standing]
    shown: Mapping[str, ShownPoints]
    sums: Mapping[str, Standing]

    def difference(self, track: str) -> Decimal:
        """By how much the points of a track moved, as shown."""
        before, after = (getattr(self.shown[key], track) for key in _DAYS)
        return EXACT.subtract(after, before)

    @property
    def change(self) -> Decimal:
        """By how much all its points moved, as shown."""
        return EXACT.add(self.difference(SOLD), self.difference(MANAGED))


def _exact(track: str, day: str) -> str:
    """The client's exact points of a track on a day."""
    return f"ROUND({client_points_on(track, day)},12)"


def _summed(day: str) -> str:
    """The running sum of a day's exact points down to the row, which in an empty row is nothing."""
    return f'IF([@number]="",0,IF(ISNUMBER([^{day}_sum]),[^{day}_sum],0)+[@{day}_exact])'


def _shown_column(day: str) -> str:
    """What is shown of a client on a day: what it adds to the rounded sum, as in the points breakdown."""
    return moved(f"[@{day}_sum]-[@{day}_exact]", f"[@{day}_sum]")


def _columns() -> dict[str, SheetColumn[ClientSince]]:
    """The columns that are seen of each track, and the difference."""
    made: dict[str, SheetColumn[ClientSince]] = {}
    for track in _TRACKS:
        name = track.capitalize()
        for key, word in (("before", "first day"), ("after", "last day")):
            made[f"{track}_{key}"] = SheetColumn(
                f"{name}, {word}", "pb_points", 13, value=_of_shown(track, key), empty=0,
                formula=_shown_column(f"{track}_{key}"),
            )  # fmt: skip
    for track in _TRACKS:
        made[f"{track}_change"] = SheetColumn(
            f"{track.capitalize()} change", "pb_money", 13, value=_change(track), empty=0,
            formula=f"ROUND([@{track}_after]-[@{track}_before],{PLACES})",
        )  # fmt: skip
    made["change"] = SheetColumn(
        "Change", "pb_money", 13, value=lambda row: row.change, empty=0,
        formula=f"ROUND([@sold_change]+[@managed_change],{PLACES})",
    )  # fmt: skip
    return made


def _of_shown(track: str, key: str) -> Callable[[ClientSince], object]:
    return lambda row: getattr(row.shown[key], track)


def _change(track: str) -> Callable[[ClientSince], object]:
    return lambda row: row.difference(track)


def _hidden(track: str) -> dict[str, SheetColumn[ClientSince]]:
    """The hidden columns of a track that what is shown follows from."""

    def column(heading: str, value: Callable[[ClientSince], object], formula: str) -> SheetColumn[ClientSince]:
        return SheetColumn(f"{track.capitalize()} {heading}", "pb_helper", value=value, formula=formula, empty=0,
                           hidden=True)  # fmt: skip

    before, after = f"{track}_before", f"{track}_after"
    return {
        f"{before}_exact": column("exact, first day", lambda row: getattr(row.exact["before"], track),
                                  _exact(track, "SinceFrom")),
        f"{after}_exact": column("exact, last day", lambda row: getattr(row.exact["after"], track),
                                 _exact(track, "SinceTo")),
        f"{track}_moved": column("moved", lambda row: int(_moves(row.exact, track)),
                                 f"IF(ROUND([@{before}_exact]-[@{after}_exact],9)=0,0,1)"),
        f"{before}_sum": column("so far, first day", lambda row: getattr(row.sums["before"], track), _summed(before)),
        f"{after}_sum": column("so far, last day", lambda row: getattr(row.sums["after"], track), _summed(after)),
    }  # fmt: skip


SINCE_TABLE: SheetTable[ClientSince] = SheetTable("ClientsSince", {
    "number": SheetColumn("No.", "pb_whole", 7, "The client's number in this report.", lambda row: row.number),
    "client": SheetColumn("Client", "pb_text", 32, value=lambda row: row.client),
    **_columns(),
    "in_segment": segment_column("[@number]"),
    "in_place": SheetColumn("In place", "pb_helper", value=lambda row: row.entries, hidden=True, empty=0,
                            formula=IN_PLACE),
    **_hidden(SOLD), **_hidden(MANAGED),
}, plain=True)  # fmt: skip
_LAST = "I"  # the last column that is seen


def _still(row: int) -> str:
    """Whether the client of a row has the same exact points on both days."""
    letters = (SINCE_TABLE.letter(f"{track}_moved") for track in _TRACKS)
    return f"AND({','.join(f'${letter}{row}=0' for letter in letters)})"


def write_since(document: ReportDocument, report: Overview) -> Mapping[str, Decimal]:
    """By how much each client's points moved, by its name; after writing the sheet.

    There is none without clients that give points, or gave them.
    """
    if not report.ledger.entries:
        return {}
    say, put = document.say, document.put
    sheet = document.sheet(SINCE, "1B7F79")
    put(sheet, "A1", say("since", "title"), "pb_title")
    put(sheet, "A2", say("since", "subtitle"), "pb_subtitle")
    document.put_day(sheet)
    begun = editions()[0].start  # before it there are no points
    first, last = max(report.change_days[0] - ONE_DAY, begun), report.as_of
    since_begun = f"MAX(ChangesFrom-1,DATE({begun.year},{begun.month},{begun.day}))"
    for row, key, name, formula, day in (
        (4, "from", "SinceFrom", since_begun, first),
        (5, "to", "SinceTo", "ChangesTo", last),
    ):
        put(sheet, f"B{row}", say("since", key), "pb_right_label")
        put(sheet, f"C{row}", Formula(formula, day), "pb_input_day")
        document.name(name, sheet, f"C{row}")
    require_day(sheet, "C4:C5", say("messages", "day"), say("messages", "any_day"), last=None)
    rows = _rows(report, {"before": first, "after": last})
    _write_figures(document, sheet, report, {"before": first, "after": last}, rows)
    put(sheet, f"A{_LIST_TOP - 2}", say("since", "clients"), "pb_section")
    put(sheet, f"A{_LIST_TOP - 1}", say("since", "still"), "pb_subtitle")
    document.table(sheet, SINCE_TABLE, f"A{_LIST_TOP}", rows, bulk=True, blocks=client_blocks(report), least_rows=2)
    sheet.freeze_panes = f"C{_LIST_TOP + 1}"
    last_row = _LIST_TOP + max(2, len(rows))
    document.mark(sheet, f"A{_LIST_TOP + 1}:{_LAST}{last_row}", _still(_LIST_TOP + 1), GREY)
    mark_segment(document, sheet, report, SINCE_TABLE, _LIST_TOP, len(rows))
    document.on_paper(sheet, say("since", "title"), _LAST, last_row, first=0, head=_LIST_TOP)
    return {row.client: row.change for row in rows}


def _write_figures(
    document: ReportDocument, sheet: Worksheet, report: Overview, days: Mapping[str, date], rows: list[ClientSince]
) -> None:
    """The figures of both days, and how far they moved."""
    say, put = document.say, document.put
    for letter, key in zip("BCDE", ("figure", "before", "after", "change"), strict=True):
        put(sheet, f"{letter}{_TOP}", say("since", key), "pb_head" if letter == "B" else "pb_head_number")
    points = dict(zip(days, standings(report.ledger.entries, list(days.values())), strict=True))
    parts = {key: shown_points(of_day) for key, of_day in points.items()}
    credited = {key: _credited(report, day) for key, day in days.items()}
    first = _TOP + 1
    for letter, key, name in (("C", "before", "SinceFrom"), ("D", "after", "SinceTo")):
        code = credited_rank(name)
        words = f"IF({code}<0,{ANSWERS.word(code)},{RANKS.word(code)})"
        place = credited[key]
        put(
            sheet, f"{letter}{first}", Formula(words, say.ranks[place] if place >= 0 else say.answers[place]), "pb_code"
        )
    put(sheet, f"B{first}", say("dashboard", "credited"))
    lines: tuple[tuple[str, Callable[[str], str], Callable[[str], Decimal], str], ...] = (
        ("total_points", lambda day: f"ROUND({shown_formula(points_on(SOLD, day))}"
                                     f"+{shown_formula(points_on(MANAGED, day))},{PLACES})",
         lambda key: parts[key].total, "pb_points"),
        ("sold_points", lambda day: shown_formula(points_on(SOLD, day)), lambda key: parts[key].sold, "pb_points"),
        ("sourced_points", lambda day: shown_formula(_sourced("points", day)),
         lambda key: shown(points[key].sourced), "pb_points"),
        ("managed_points", lambda day: shown_formula(points_on(MANAGED, day)), lambda key: parts[key].managed,
         "pb_points"),
        ("clients", _giving, lambda key: Decimal(sum(any(each.exact[key]) for each in rows)), "pb_whole"),
        ("sourced_mrr", lambda day: f"ROUND({_sourced('mrr_usd', day, _SALES)},{PLACES})",
         lambda key: shown(figure(report.on(days[key]).sourced.mrr)), "pb_money"),
    )  # fmt: skip
    for row, (label, formula, value, style) in enumerate(lines, _TOP + 2):
        put(sheet, f"B{row}", say("since", "clients_with") if label == "clients" else say("dashboard", label))
        for letter, key in (("C", "before"), ("D", "after")):
            put(sheet, f"{letter}{row}", Formula(formula(_DAYS[key]), value(key)), style)
        change = EXACT.subtract(value("after"), value("before"))
        changed = f"ROUND(D{row}-C{row},{PLACES})"
        put(sheet, f"E{row}", Formula(changed, change), "pb_whole" if style == "pb_whole" else "pb_money")
    if report.book.segments:
        _write_segment(document, sheet, row + 1)


def _write_segment(document: ReportDocument, sheet: Worksheet, row: int) -> None:
    """The points of the segment that is picked on both days, as they add up in the list; empty for all clients."""
    put = document.put
    put(sheet, f"B{row}", Formula('IF(SegmentCode=0,"",SegmentShown)', ""))
    for letter, fields in (
        ("C", ("sold_before", "managed_before")),
        ("D", ("sold_after", "managed_after")),
        ("E", ("change",)),
    ):
        sums = "+".join(f"SUMIFS({SINCE_TABLE(field)},{SINCE_TABLE('in_segment')},1)" for field in fields)
        formula = f'IF(SegmentCode=0,"",ROUND({sums},{PLACES}))'
        put(sheet, f"{letter}{row}", Formula(formula, ""), "pb_money" if letter == "E" else "pb_points")


_SALES = f',{LEDGER_TABLE("points")},">=0"'


def _sourced(field: str, day: str, more: str = "") -> str:
    """The formula of a column of the Ledger summed over what is sourced and counts on a day."""
    of_source = f'{LEDGER_TABLE(field)},{LEDGER_TABLE("source_code")},"sourced"{more}'
    started, ended = (f'SUMIFS({of_source},{LEDGER_TABLE(edge)},"<="&{day})' for edge in ("start", "until"))
    return f"{started}-{ended}"


def _giving(day: str) -> str:
    """The formula of how many clients give points on one of the days."""
    key = "before" if day == "SinceFrom" else "after"
    sold, managed = (SINCE_TABLE(f"{track}_{key}_exact") for track in _TRACKS)
    return f"SUMPRODUCT(--((({sold}<>0)+({managed}<>0))>0))"


def _credited(report: Overview, day: date) -> int:
    known = credited_on(report.checks, report.book.settings, day)
    return NOT_KNOWN if known is None else UNTOLD if known.tier is None else rank(known.tier)


def _rows(report: Overview, days: Mapping[str, date]) -> list[ClientSince]:
    names, counts, none = [line.client.client for line in report.clients], entry_counts(report), Standing()
    exact: dict[str, dict[str, Standing]] = {}
    for key, day in days.items():
        points = by_client(report.ledger.entries, day)
        exact[key] = {name: points.get(name, none) for name in names}
    seen = {key: shown_by_name(of_day) for key, of_day in exact.items()}
    sums = {key: dict(zip(names, accumulate(of_day.values(), together), strict=True)) for key, of_day in exact.items()}
    return [
        ClientSince(line.number, name, counts[name], {key: exact[key][name] for key in days},
                    {key: seen[key][name] for key in days}, {key: sums[key][name] for key in days})
        for line, name in zip(report.clients, names, strict=True)
    ]  # fmt: skip


def _moves(exact: Mapping[str, Standing], track: str) -> bool:
    return len({getattr(of_day, track) for of_day in exact.values()}) > 1
