"""The client that the sheet Client shows when the report is made: everything that is known of it on the day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.exact import EXACT, ZERO, figure, total
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.client_detail import client_history, entries_before, shown_months
from partnerbook.figures.months import MonthLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown, shown_parts
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Standing, entries_of, standing
from partnerbook.workbooks.report.ledger_sheet import entry_counts, listed_entries
from partnerbook.workbooks.report.words import ACTIVE, COMING, EXPIRED, state_on

LOOKED_AT = 150  # entries of the client, the newest: more are not put in order


class PickedEntry(NamedTuple):
    """An entry of the client: its number in the Ledger, its state on the day, its points as they are shown."""

    number: int
    entry: Entry
    state: int
    points: Decimal


class PickedMonth(NamedTuple):
    """A month of the client: its points as they are shown, and the MRR that gives them in US dollars."""

    line: MonthLine
    points: ShownPoints
    sold_usd: Decimal
    managed_usd: Decimal


def first_client(report: Overview) -> str:
    """The client of which the book knows the most entries; "" where there is no client."""
    counts = entry_counts(report)
    found = max(report.clients, key=lambda line: (counts[line.client.client], -line.number), default=None)
    return found.client.client if found else ""


def line_of(report: Overview, client: str) -> ClientLine | None:
    """The client's line of the points breakdown; None for one that there is not."""
    return next((line for line in report.clients if line.client.client == client), None)


def picked_before(report: Overview, client: str) -> Standing:
    """The points of the clients before one in order of their names: what its own are shown after."""
    return standing(entries_before(report.ledger.entries, client, report.clients), report.as_of)


def picked_months(report: Overview, client: str) -> list[PickedMonth]:
    """The last 24 months of the client, the oldest first."""
    entries = entries_of(report.ledger.entries, client)
    history = client_history(entries, report.as_of)
    months = shown_months(history, entries_before(report.ledger.entries, client, report.clients))
    return [
        PickedMonth(line, points, _usd(entries, line.day, SOLD), _usd(entries, line.day, MANAGED))
        for line, points in zip(history.points, months, strict=True)
    ]


def _usd(entries: Iterable[Entry], day: date, track: str) -> Decimal:
    return figure(total(entry.usd for entry in entries if entry.track == track and entry.active(day)))


def picked_entries(report: Overview, client: str) -> list[PickedEntry]:
    """The newest entries of the client: those that give points, those to come, then those over, the latest first."""
    before, running = picked_before(report, client), {SOLD: ZERO, MANAGED: ZERO}
    found: list[PickedEntry] = []
    for number, entry in enumerate(listed_entries(report), 1):
        if entry.client != client:
            continue
        state = state_on(entry.start, entry.until, report.as_of)
        points = shown(entry.points)
        if state == ACTIVE:
            begin = EXACT.add(getattr(before, entry.track), running[entry.track])
            [points] = shown_parts([entry.points], begin)
            running[entry.track] = EXACT.add(running[entry.track], entry.points)
        found.append(PickedEntry(number, entry, state, points))
    order = {ACTIVE: 0, COMING: 1, EXPIRED: 2}
    return sorted(
        found[-LOOKED_AT:],
        key=lambda each: (order[each.state], -each.number if each.state == EXPIRED else each.number),
    )
