"""The Usage sheet: each client's engagement score by month, and which way it goes; of the day it is made for."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.days import month_end
from partnerbook.figures.breakdown import number_of
from partnerbook.figures.overview import Overview
from partnerbook.figures.usage import ClientUsage, clients_usage
from partnerbook.language.reader import reader
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.report.document import PAGE_ROWS, ReportDocument
from partnerbook.workbooks.report.segment_picked import mark_segment, segment_column
from partnerbook.workbooks.report.words import USAGE_SHEET

MONTHS = 12
_TOP = 5


class UsageRow(NamedTuple):
    """A client: what is known of its usage on the day, the score of each month that has one, and its number."""

    known: ClientUsage
    scores: Mapping[date, Decimal]
    number: int | None


def _score(month: date) -> Callable[[UsageRow], object]:
    return lambda row: row.scores.get(month)


def _in_use(row: UsageRow) -> str | None:
    return "; ".join((*row.known.products, *row.known.apps)) or None


_CLIENT: SheetColumn[UsageRow] = SheetColumn("Client", "pb_text", 32, value=lambda row: row.known.client)
_KNOWN: dict[str, SheetColumn[UsageRow]] = {
    "score": SheetColumn("Last score", "pb_number", 9, "The engagement score of the last month that has one.",
                         lambda row: row.known.score),
    "change": SheetColumn("Change", "pb_number", 9, "From the month before that has one.",
                          lambda row: row.known.change),
    "trend": SheetColumn("Trend", "pb_text", 10,
                         told=lambda say, row: say("trends", row.known.trend) if row.known.trend else None),
    "usage_score": SheetColumn("Usage score", "pb_number", 9, "As it stands on the book's sheet of clients.",
                               lambda row: row.known.usage_score),
    "tools": SheetColumn("Tools in use", "pb_whole", 9, value=lambda row: row.known.apps_used),
    "last_active_on": SheetColumn("Last active on", "pb_day", 12, value=lambda row: row.known.last_active_on),
    "in_use": SheetColumn("Products and apps in use", "pb_text", 80, "In the last month that is known.", _in_use),
    "in_segment": segment_column("[@number]"),
    "number": SheetColumn("Client no.", "pb_helper", value=lambda row: row.number, hidden=True),
}  # fmt: skip


def usage_table(as_of: date, language: str = "en") -> SheetTable[UsageRow]:
    """The table of the 12 months up to a day, which are its headings.

    >>> list(usage_table(date(2026, 10, 31)).headings.values())[:3]
    ['Client', '2025-11', '2025-12']
    """
    before = min(MONTHS, as_of.year * 12 + as_of.month - 12)
    months = [month_end(as_of, -back).replace(day=1) for back in range(before - 1, -1, -1)]
    named = reader(language).figures_of_month
    scores = {
        f"month_{at}": SheetColumn(named(month), "pb_number", 8.5, value=_score(month))
        for at, month in enumerate(months)
    }
    return SheetTable("ClientUsage", {"client": _CLIENT, **scores, **_KNOWN})


def usage_rows(report: Overview) -> list[UsageRow]:
    """The clients of whose usage the book knows anything, those that go down most first; none without a usage row."""
    book = report.book
    found = clients_usage(book.clients, book.usage, report.as_of) if book.usage else ()
    known = [each for each in found if (each.month, each.usage_score, each.apps_used) != (None, None, None)]
    scores: dict[str, dict[date, Decimal]] = {}
    for row in book.usage:
        if row.engagement_score is not None:
            scores.setdefault(row.client, {})[row.month.replace(day=1)] = row.engagement_score
    known.sort(key=lambda each: (each.change is None, each.change or 0))
    numbers = number_of(report.clients)
    return [UsageRow(each, scores.get(each.client, {}), numbers.get(each.client)) for each in known]


def write_usage(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where the book knows of any usage."""
    rows, say = usage_rows(report), document.say
    if not rows:
        return
    sheet, table = document.sheet(USAGE_SHEET, "E8743B"), usage_table(report.as_of, document.say.language)
    document.put(sheet, "A1", say("usage", "title"), "pb_title")
    document.put(sheet, "A2", say("usage", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    document.table(sheet, table, f"A{_TOP}", rows, bulk=True, least_rows=2)
    sheet.freeze_panes = f"B{_TOP + 1}"
    mark_segment(document, sheet, report, table, _TOP, len(rows))
    right = table.letter("in_use" if document.all_printed else "trend")
    last = _TOP + len(rows)
    document.on_paper(sheet, say("usage", "title"), right, last, first=last if len(rows) <= PAGE_ROWS else 0, head=_TOP)
