"""Figures as lines and tables for the command line: the same ones that the tier report shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from partnerbook.book.tables import RATES, TABLES
from partnerbook.codes import NO_TIER, Measure
from partnerbook.command.table import Column, Table
from partnerbook.exact import EXACT, PLACES, places_of, rounded, shown_share
from partnerbook.figures.lapses import LAPSE_WINDOW, at_stake
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, ShownProgress, shown, shown_clients, shown_estimate
from partnerbook.figures.tiers import Condition, missing_thresholds, unmet_beyond_points
from partnerbook.language.words import (
    alert_words,
    credited_words,
    decision_words,
    estimate_words,
    measure_words,
    tier_words,
    unmet_words,
)
from partnerbook.program.edition import Edition, edition_on
from partnerbook.records import Book

Shown: TypeAlias = str | Table

NAMED = 6  # checks: of more of them, how many and between which days
TEXT, NAME, FIGURE = Column(), Column(wraps=True), Column(right=True)


def number(value: Decimal | None, places: int = 0) -> str:
    """A figure as text, rounded half up once; "unknown" for None.

    >>> number(Decimal("1234.5")), number(Decimal("2.005"), 2), number(None)
    ('1,235', '2.01', 'unknown')
    """
    return "unknown" if value is None else f"{rounded(value, places):,}"


def points_text(points: Decimal | None) -> str:
    """Points that are shown, as text: with two places, or with all that they have.

    >>> points_text(Decimal(1950)), points_text(Decimal("199.996")), points_text(None)
    ('1,950.00', '199.996', 'unknown')
    """
    return number(points, PLACES if points is None else places_of(points))


def tier_lines(known: Overview) -> Iterator[Shown]:
    """The tier standing of a book, line by line."""
    now, edition = known.shown, known.edition
    yield f"Tier standing of {known.book.settings.partner or 'the book'} on {known.as_of}"
    yield f"Rules in force since {edition.start}"
    yield ""
    tiers = [
        ("Credited tier", _credited(known)),
        ("Performing tier", _tier(known.performing, "thresholds are missing on the Tiers sheet")),
    ]
    yield Table((TEXT, NAME), tiers)
    yield from unjudged_lines(known)
    yield ""
    points = [("Sold points", now.sold), ("of them sourced", shown(known.standing.sourced)),
              ("Managed points", now.managed), ("Total points", now.total)]  # fmt: skip
    yield Table((TEXT, FIGURE), [(name, points_text(value)) for name, value in points])
    yield from estimate_lines(known)
    yield ""
    yield f"The way to {known.goal}"
    yield progress_table(known.way_to(known.goal))
    yield from missing_lines(known.book, edition, known.goal)
    unmet = [_unmet(each, known) for each in unmet_beyond_points(known.tiers, known.goal)]
    if unmet:
        yield f"Also needed: {', '.join(unmet)}"
    review = known.next_review
    if review and review.after:
        why = decision_words(review.decision, review.held or NO_TIER, inside=True)
        yield ""
        then = f"{_tier(review.credited)} ({why})" if review.credited and why else None
        told = then or credited_words(review.credited, review.untold, inside=True)
        yield f"At the next review, {review.day}, if nothing more is sold: {told}"
    yield from lapse_lines(known)


def progress_table(rows: Iterable[ShownProgress]) -> Table:
    """The way to a tier, a line for each measure."""
    cells = [
        (
            measure_words(row.measure),
            points_text(row.have),
            points_text(row.need),
            points_text(row.gap),
            "" if row.share is None else share_text(row.share),
        )
        for row in rows
    ]
    return Table((TEXT, *(Column(heading, right=True) for heading in ("have", "need", "gap", "share"))), cells)


def lapse_lines(known: Overview) -> Iterator[str]:
    """The managed relations that lapse soon or have, in one line; no line if there are none."""
    count, points = at_stake(known.lapses, LAPSE_WINDOW)
    if count:
        first = known.lapses[0]
        clients = "1 client" if count == 1 else f"{count} clients"
        when = "lapsed" if first.days < 0 else "lapses"
        yield ""
        given = points_text(shown(points))
        yield (
            f"Managing that has lapsed, or does within {LAPSE_WINDOW} days: {clients}, {given} points "
            f"(first: {first.client}, {when} on {first.day})"
        )


def _unmet(condition: Condition, known: Overview) -> str:
    share = "" if condition.measure == Measure.CERTIFICATIONS else " %"
    have, need, missing = (f"{value:,}{share}" for value in condition.shown or (Decimal(0),) * 3)
    day = str(known.account.certification_until)
    return unmet_words(condition.measure, day=day, have=have, need=need, missing=missing)


def unjudged_lines(known: Overview) -> Iterator[str]:
    """Which checks could not be judged, in one line; no line if there are none."""
    days = [str(check.day) for check in known.unjudged]
    if days:
        listed = ", ".join(days) if len(days) <= NAMED else f"{len(days)} from {days[0]} to {days[-1]}"
        yield f"Checks that could not be judged, because thresholds are missing: {listed}"


def _credited(known: Overview) -> str:
    told = credited_words(known.credited, known.untold, inside=True)
    return f"unknown: {_why_unknown(known)}" if told is None else told


def share_text(share: Decimal) -> str:
    """A share as per cent, 100 only where the whole is reached.

    >>> share_text(Decimal("0.9996")), share_text(Decimal(1))
    ('99.9 %', '100.0 %')
    """
    return f"{number(EXACT.scaleb(shown_share(share), 2), 1)} %"


def estimate_lines(known: Overview) -> Iterator[Shown]:
    """How many of the points rest on estimated point units, in one line; none where no point does."""
    if found := shown_estimate(known.estimated.total, known.standing.total):
        points, total = points_text(found.points), points_text(known.shown.total)
        yield estimate_words(points, total, share_text(found.share), RATES.label())


def missing_lines(book: Book, edition: Edition, tier: str = "") -> Iterator[str]:
    """What the Tiers sheet lacks for an edition, in one line; of one tier, or of all. No line if it lacks nothing."""
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for each in missing_thresholds(book.tiers, edition):
        missing[each.tier].append(measure_words(each.measure, inside=True))
    parts = [f"{name} ({', '.join(measures)})" for name, measures in missing.items() if tier in ("", name)]
    if parts:
        yield f"Still to enter on the Tiers sheet, edition {edition.start}: {', '.join(parts)}"


def _tier(tier: str | None, unknown: str = "") -> str:
    return f"unknown: {unknown}" if tier is None else tier_words(tier, inside=True)


def _why_unknown(known: Overview) -> str:
    """Why the credited tier of the day is not known, where it is not."""
    settings = known.book.settings
    read_on = settings.credited_read_on or settings.credited_since
    if settings.credited_tier and read_on and read_on > known.as_of:
        return f"it was read on {read_on}, after this day"
    return "enter it on the Settings sheet"


def client_lines(known: Overview, most: int = 0) -> Iterator[Shown]:
    """The points of each client that gives any, the most first; `most` limits the list, 0 shows all."""
    ranked = sorted(known.clients, key=lambda line: (EXACT.minus(line.points.total), line.number))
    giving = [line for line in ranked if line.points.total]
    listed = giving[:most] if most else giving
    figures = shown_clients(known.clients)
    rows = [(line.client.client, line.client.market, *points_texts(figures[line.number - 1])) for line in listed]
    rows.append(("Total", "", *points_texts(known.shown)))
    yield f"Points by client on {known.as_of}"
    heads = (Column(heading, right=True) for heading in ("Sold", "Managed", "Total"))
    yield Table((Column("Client", wraps=True), Column("Market"), *heads), rows, total=True)
    if len(listed) < len(giving):
        more = len(giving) - len(listed)
        yield f"  ({more} more clients give points)" if more > 1 else "  (1 more client gives points)"


def points_texts(points: ShownPoints) -> tuple[str, str, str]:
    """Sold, managed and total points that are shown, as text."""
    return points_text(points.sold), points_text(points.managed), points_text(points.total)


def renewal_lines(known: Overview) -> Iterator[Shown]:
    """The renewals under an alert, soonest first."""
    due = [outlook for outlook in known.renewals if outlook.due]
    yield f"Renewals overdue or due within {max(known.alert_days)} days of {known.as_of}: {len(due) or 'none'}"
    if not due:
        return
    rows = [
        (
            outlook.renewal.client,
            alert_words(outlook.alert),
            outlook.renewal.renews_on.isoformat(),
            str(outlook.days),
            outlook.deadline.isoformat(),
            number(outlook.renewal.current_mrr, 2),
            "open" if outlook.mrr_change is None else number(outlook.mrr_change, 2),
            outlook.renewal.currency,
        )
        for outlook in due
    ]
    figures = (Column(heading, right=True) for heading in ("Days", "Deadline", "MRR now", "Change", "Currency"))
    yield Table((Column("Client", wraps=True), Column("Alert"), Column("Renews"), *figures), rows)
    days = known.edition.renewal_deadline_days
    yield f"Deadline: {days} days before it renews. Change: of the MRR; open where the book has no renewal MRR yet."


def book_lines(book: Book, as_of: date) -> Iterator[Shown]:
    """How much was read of each sheet of a book, but for optional ones without rows, and what is not entered yet."""
    counts = [(sheet, len(getattr(book, sheet.field))) for sheet in TABLES if not sheet.by_row]
    rows = [(sheet.name, str(count)) for sheet, count in counts if count or not sheet.optional]
    yield Table((Column("Read of sheet"), Column("rows", right=True)), rows)
    if not book.clients:
        yield "The book has no clients yet: begin with the sheet Clients."
    yield from missing_lines(book, edition_on(as_of))


def rate_lines(known: Overview) -> Iterator[str]:
    """Which records of a book give no points, or no retention, for want of a rate or a client; a line each."""
    yield from (f"not used: {each.origin}: {each.reason}" for each in known.ledger.unused)
    yield from (f"left out: {each.origin}: {each.reason}" for each in known.unpriced)


def import_lines(book: Book, path: Path, typed: str) -> Iterator[Shown]:
    """What an export became, and what to do next; `typed` is the path as it must be typed."""
    yield f"{path} is written:"
    parts = {"clients": book.clients, "subscriptions": book.subscriptions, "managing": book.managing,
             "renewals": book.renewals}  # fmt: skip
    yield Table((TEXT, FIGURE), [(name, str(len(rows))) for name, rows in parts.items()])
    yield "Next: open it, enter your deals (sheet Deals) and what each tier needs (sheet Tiers), save it, and then:"
    yield f"  partnerbook check {typed}"
    yield f"  partnerbook report {typed} -o report.xlsx"


def report_lines(known: Overview, path: Path) -> Iterator[Shown]:
    """What a tier report says in short, and what it lacks."""
    yield f"{path} is written: the tier report of {known.book.settings.partner or 'the book'} on {known.as_of}."
    rows = [
        ("Credited tier", _credited(known)),
        ("Performing tier", _tier(known.performing, "thresholds are missing")),
        ("Goal", known.goal),
        ("Total points", points_text(known.shown.total)),
    ]
    yield Table((TEXT, NAME), rows)
    yield from estimate_lines(known)
    if lacking := known.left_out:
        yield f"It lacks what could not be used ({lacking} in all); its sheet Checks lists that."
    yield from missing_lines(known.book, known.edition)


def demo_lines(book: Path, report: Path, renewals: Path) -> Iterator[Shown]:
    """What a demo has written, and what to do next."""
    yield ""
    yield "All of this is made up, the thresholds too. Written:"
    rows = [
        (str(report), "the tier report: open it and change the yellow cells"),
        (str(book), "the partner's book that it is made from: see how it is kept"),
        (str(renewals), "the renewals of the quarter, to send or to fill in"),
    ]
    yield Table((TEXT, NAME), rows)
    yield "Next, with your own figures: partnerbook import EXPORT.csv -o my_book.xlsx"
    yield "or, to type them in:         partnerbook new my_book.xlsx"
