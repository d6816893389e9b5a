"""Figures as lines and tables for the command line: the same ones that the tier report shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from partnerbook.book.tables import RATES, TABLES
from partnerbook.codes import NO_TIER, Measure
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, marked, voice
from partnerbook.errors import Sentence, counted, joined
from partnerbook.exact import EXACT, PLACES, places_of, rounded
from partnerbook.figures.lapses import LAPSE_WINDOW, at_stake
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, ShownProgress, shown, shown_clients, shown_estimate
from partnerbook.figures.tiers import Condition, missing_thresholds, unmet_beyond_points
from partnerbook.language.words import (
    credited_words,
    decision_words,
    estimate_words,
    measure_words,
    tier_words,
    unmet_words,
)
from partnerbook.points.entries import Entry
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
    return Sentence("unknown") if value is None else marked(f"{rounded(value, places):,}")


def points_text(points: Decimal | None) -> str:
    """Points that are shown, as text: with two places, or with all that they have.

    >>> points_text(Decimal(1950)), points_text(Decimal("199.996")), points_text(None)
    ('1,950.00', '199.996', 'unknown')
    """
    return number(points, PLACES if points is None else places_of(points))


def tier_lines(known: Overview) -> Iterator[Shown]:
    """The tier standing of a book, line by line."""
    now, edition = known.shown, known.edition
    yield Sentence(
        "Tier standing of {partner} on {as_of}",
        partner=known.book.settings.partner or Sentence("the book"),
        as_of=known.as_of,
    )
    yield Sentence("Rules in force since {start}", start=edition.start)
    yield ""
    tiers = [
        (Sentence("Credited tier"), credited_line(known)),
        (
            Sentence("Performing tier"),
            tier_line(known.performing, Sentence("thresholds are missing on the Tiers sheet")),
        ),
    ]
    yield Table((TEXT, NAME), tiers)
    yield from unjudged_lines(known)
    yield ""
    points = [(Sentence("Sold points"), now.sold), (Sentence("of them sourced"), shown(known.standing.sourced)),
              (Sentence("Managed points"), now.managed), (Sentence("Total points"), now.total)]  # fmt: skip
    yield Table((TEXT, FIGURE), [(name, points_text(value)) for name, value in points])
    yield from estimate_lines(known)
    yield ""
    yield sourced_table(known)
    yield ""
    yield Sentence("The way to {goal}", goal=known.goal)
    yield progress_table(known.way_to(known.goal))
    yield from missing_lines(known.book, edition, known.goal)
    unmet = [_unmet(each, known) for each in unmet_beyond_points(known.tiers, known.goal)]
    if unmet:
        yield Sentence("Also needed: {unmet}", unmet=joined(unmet))
    review = known.next_review
    if review and review.after:
        why = decision_words(review.decision, review.held or NO_TIER, language(), inside=True)
        yield ""
        then = Sentence("{tier} ({why})", tier=tier_line(review.credited), why=why) if review.credited and why else None
        told = then or credited_words(review.credited, review.untold, language(), inside=True)
        yield Sentence("At the next review, {day}, if nothing more is sold: {told}", day=review.day, told=told)
    yield from lapse_lines(known)


def sourced_table(known: Overview) -> Table:
    """What was sourced in 12 months, in US dollars and beside them in the partner's own currency."""
    own, currency = known.sourced_own, known.book.settings.reporting_currency
    shown_in = [("USD", known.sourced), *([(currency, own)] if own and currency != "USD" else [])]
    names = {"mrr": Sentence("Sourced MRR in 12 months"), "value": Sentence("Sourced contract value in 12 months")}
    cells = [(name, *(points_text(shown(getattr(of, field))) for _, of in shown_in)) for field, name in names.items()]
    return Table((TEXT, *(Column(code, right=True) for code, _ in shown_in)), cells)


def progress_table(rows: Iterable[ShownProgress]) -> Table:
    """The way to a tier, a line for each measure."""
    cells = [
        (
            measure_words(row.measure, language()),
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
        clients = counted(count, "1 client", "{count} clients")
        when = Sentence("lapsed") if first.days < 0 else Sentence("lapses")
        yield ""
        given = points_text(shown(points))
        yield (
            Sentence(
                "Managing that has lapsed, or does within {lapse_window} days: {clients}, {given} points "
                "(first: {client}, {when} on {day})",
                lapse_window=LAPSE_WINDOW,
                clients=clients,
                given=given,
                client=first.client,
                when=when,
                day=first.day,
            )
        )


def _unmet(condition: Condition, known: Overview) -> str:
    share = "" if condition.measure == Measure.CERTIFICATIONS else voice().per_cent
    have, need, missing = (marked(f"{value:,}{share}") for value in condition.shown or (Decimal(0),) * 3)
    day = day_text(known.account.certification_until, "None")
    return unmet_words(condition.measure, language(), day=day, have=have, need=need, missing=missing)


def unjudged_lines(known: Overview) -> Iterator[str]:
    """Which checks could not be judged, in one line; no line if there are none."""
    days = [day_text(check.day) for check in known.unjudged]
    if days:
        listed = (
            ", ".join(days)
            if len(days) <= NAMED
            else Sentence("{count} from {first} to {last}", count=len(days), first=days[0], last=days[-1])
        )
        yield Sentence("Checks that could not be judged, because thresholds are missing: {listed}", listed=listed)


def credited_line(known: Overview) -> str:
    """The credited tier, or why it is not known."""
    told = credited_words(known.credited, known.untold, language(), inside=True)
    return Sentence("unknown: {why_unknown}", why_unknown=_why_unknown(known)) if told is None else told


def share_text(share: Decimal) -> str:
    """A share as per cent, 100 only where the whole is reached.

    >>> share_text(Decimal("0.9996")), share_text(Decimal(1))
    ('99.9%', '100.0%')
    """
    return voice().share(share)


def estimate_lines(known: Overview) -> Iterator[Shown]:
    """How many of the points rest on estimated point units, in one line; none where no point does."""
    if found := shown_estimate(known.estimated.total, known.standing.total):
        points, total = points_text(found.points), points_text(known.shown.total)
        yield estimate_words(points, total, share_text(found.share), RATES.label(language()), language())


def missing_lines(book: Book, edition: Edition, tier: str = "") -> Iterator[str]:
    """What the Tiers sheet lacks for an edition, in one line; of one tier, or of all. No line if it lacks nothing."""
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for each in missing_thresholds(book.tiers, edition):
        missing[each.tier].append(measure_words(each.measure, language(), inside=True))
    parts = [f"{name} ({', '.join(measures)})" for name, measures in missing.items() if tier in ("", name)]
    if parts:
        yield Sentence(
            "Still to enter on the Tiers sheet, edition {start}: {parts}", start=edition.start, parts=", ".join(parts)
        )


def tier_line(tier: str | None, unknown: str = "") -> str:
    """A tier within a sentence, or that it is unknown, and why."""
    return (
        Sentence("unknown: {unknown}", unknown=unknown) if tier is None else tier_words(tier, language(), inside=True)
    )


def _why_unknown(known: Overview) -> str:
    """Why the credited tier of the day is not known, where it is not."""
    settings = known.book.settings
    read_on = settings.credited_read_on or settings.credited_since
    if settings.credited_tier and read_on and read_on > known.as_of:
        return Sentence("it was read on {read_on}, after this day", read_on=read_on)
    return Sentence("enter it on the Settings sheet")


def client_lines(known: Overview, most: int = 0) -> Iterator[Shown]:
    """The points of each client that gives any, the most first; `most` limits the list, 0 shows all."""
    ranked = sorted(known.clients, key=lambda line: (EXACT.minus(line.points.total), line.number))
    giving = [line for line in ranked if line.points.total]
    listed = giving[:most] if most else giving
    figures = shown_clients(known.clients)
    rows = [(line.client.client, line.client.market, *points_texts(figures[line.number - 1])) for line in listed]
    rows.append((Sentence("Total"), "", *points_texts(known.shown)))
    yield Sentence("Points by client on {as_of}", as_of=known.as_of)
    heads = (Column(heading, right=True) for heading in ("Sold", "Managed", "Total"))
    yield Table((Column("Client", wraps=True), Column("Market"), *heads), rows, total=True)
    if len(listed) < len(giving):
        more = len(giving) - len(listed)
        yield counted(more, "  (1 more client gives points)", "  ({count} more clients give points)")


def kind_text(entry: Entry) -> Sentence:
    """What an entry comes of, as a word: a new sale, an upsell, managing."""
    return Sentence(entry.kind.replace("_", " "))


def points_texts(points: ShownPoints) -> tuple[str, str, str]:
    """Sold, managed and total points that are shown, as text."""
    return points_text(points.sold), points_text(points.managed), points_text(points.total)


def book_lines(book: Book, as_of: date) -> Iterator[Shown]:
    """How much was read of each sheet of a book, but for optional ones without rows, and what is not entered yet."""
    counts = [(sheet, len(getattr(book, sheet.field))) for sheet in TABLES if not sheet.by_row]
    rows = [(sheet.label(language()), str(count)) for sheet, count in counts if count or not sheet.optional]
    yield Table((Column("Read of sheet"), Column("rows", right=True)), rows)
    if not book.clients:
        yield Sentence("The book has no clients yet: begin with the sheet Clients.")
    yield from missing_lines(book, edition_on(as_of))


def rate_lines(known: Overview) -> Iterator[str]:
    """Which records of a book give no points, or no retention, for want of a rate or a client; a line each."""
    yield from (
        Sentence("not used: {origin}: {reason}", origin=each.origin, reason=each.reason) for each in known.ledger.unused
    )
    yield from (
        Sentence("left out: {origin}: {reason}", origin=each.origin, reason=each.reason) for each in known.unpriced
    )
