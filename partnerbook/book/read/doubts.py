"""What is used but deserves a look: rows that cover each other, sales that the book does not have, odd thresholds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from partnerbook.book.read.identifier_doubts import identifier_doubts
from partnerbook.book.read.selling_doubts import selling_doubts
from partnerbook.book.tables import SETTINGS, THRESHOLDS
from partnerbook.book.tables.choices import SOURCES
from partnerbook.codes import NO_TIER
from partnerbook.errors import PartnerbookError, Sentence, counted, did_you_mean
from partnerbook.exact import plain
from partnerbook.files.problems import WARNING, Finding
from partnerbook.parsing.market import market_name
from partnerbook.points.entries import SALES
from partnerbook.points.growth import growth
from partnerbook.points.ledger import program_of
from partnerbook.points.terms import counts_until
from partnerbook.program.edition import editions, sale_edition
from partnerbook.records import NOWHERE, Book, Deal, Settings, Threshold

_NAMED = 30  # rows that one sentence names


def doubts(book: Book, today: date | None = None) -> Iterator[Finding]:
    """Every doubt about the records of a book, all of which are used; with `today` also about days still to come.

    >>> [finding.field for finding in doubts(Book(Settings(credited_tier="Gold")))]
    ['credited_tier']
    """
    if today is not None:
        yield from _still_to_come(book, max(today, book.settings.as_of or today))
    for field, message in _about_settings(book.settings):
        yield Finding(WARNING, "Settings", NOWHERE, field, message)
    yield from _other_growth(book)
    yield from _subscriptions_twice(book)
    yield from _without_source(book)
    yield from identifier_doubts(book)
    yield from _without_sale(book)
    yield from _thresholds(book)
    yield from _saved_reports(book)
    yield from selling_doubts(book, today)


def _about_settings(settings: Settings) -> Iterator[tuple[str, Sentence]]:
    since, read_on = settings.credited_since, settings.credited_read_on
    if settings.credited_tier and not since and not read_on:
        told = Sentence("It is not followed without the day you gained the tier or read it off HubSpot.")
        yield "credited_tier", told
    if not settings.credited_tier and since:
        yield "credited_since", Sentence("There is a day since when the tier is credited, but no credited tier.")
    if settings.credited_tier not in ("", NO_TIER) and read_on and not since:
        told = Sentence("Enter also since when you hold the tier: else no review can tell if it is protected.")
        yield "credited_read_on", told
    if since and read_on and read_on < since:
        told = Sentence(
            "The credited tier was read on {read_on}, before it was gained on {since}.",
            read_on=read_on,
            since=since,
        )
        yield "credited_read_on", told
    for code in sorted(settings.growth_added & settings.growth_removed):
        told = Sentence("{code} is both added to and removed from the growth markets; keep one.", code=code)
        yield "growth_removed", told


def _still_to_come(book: Book, day: date) -> Iterator[Finding]:
    """What is said to have been seen or read after a day: nobody could."""
    settings = book.settings
    seen_as = {"credited_since": Sentence("has been held since"), "credited_read_on": Sentence("was read on")}
    for field, what in seen_as.items():
        seen = getattr(settings, field)
        if seen and seen > day:
            message = Sentence(
                "The credited tier {what} {seen}, which is still to come: correct the day.", what=what, seen=seen
            )
            yield Finding(WARNING, "Settings", NOWHERE, field, message)
    for client in book.clients:
        active, read = Sentence("Somebody was last active"), Sentence("Points were read")
        for field, what in (("last_active_on", active), ("hubspot_points_on", read)):
            seen = getattr(client, field)
            if seen and seen > day:
                message = Sentence("{what} on {seen}, which is still to come: correct the day.", what=what, seen=seen)
                yield Finding(WARNING, "Clients", client.origin, field, message)


def overlaps(rows: Iterable[Any], key: Callable[[Any], object], drop: bool = False) -> Iterator[tuple[Any, Any]]:
    """Pairs of rows of one key of which the second starts before the first has ended.

    With `drop` the second row of a pair counts no further: what starts after it is compared with the rows kept.

    >>> from partnerbook.records import Managing
    >>> one, two = Managing("Acme", date(2025, 1, 1)), Managing("Acme", date(2025, 6, 1))
    >>> list(overlaps([two, one], lambda row: row.client)) == [(one, two)]
    True
    """
    groups: defaultdict[object, list[Any]] = defaultdict(list)
    for row in rows:
        if row.start != row.end:
            groups[key(row)].append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        group.sort(key=attrgetter("start"))
        furthest = group[0]
        for row in group[1:]:
            crosses = furthest.end is None or row.start < furthest.end
            if crosses:
                yield furthest, row
            if not (crosses and drop) and (row.end or date.max) >= (furthest.end or date.max):
                furthest = row


def crossing(earlier: Any, later: Any) -> str:
    """How two rows cover the same days, in words."""
    until = Sentence("until {end}", end=earlier.end) if earlier.end else Sentence("and has not ended")
    return Sentence(
        "It starts on {start}, while {origin} runs from {began} {until}",
        start=later.start,
        origin=earlier.origin,
        began=earlier.start,
        until=until,
    )


def _other_growth(book: Book) -> Iterator[Finding]:
    """Clients whose points HubSpot multiplies by another figure than the list of growth markets does."""
    program = program_of(book)
    for client in book.clients:
        if client.multiplier is None:
            continue
        if client.multiplier <= 0:
            message = Sentence(
                "The growth multiplier is {multiplier}, which can be none; the list of markets is used.",
                multiplier=client.multiplier,
            )
            yield Finding(WARNING, "Clients", client.origin, "multiplier", message)
            continue
        edition = sale_edition(client.multiplier_on or editions()[-1].start)
        with suppress(PartnerbookError):  # a market both added and removed has a doubt of its own
            listed = growth(client.market, edition, program)
            if listed != client.multiplier:
                since = (
                    Sentence(
                        "from {multiplier_on} on, {listed} before", multiplier_on=client.multiplier_on, listed=listed
                    )
                    if client.multiplier_on
                    else Sentence("always")
                )
                message = Sentence(
                    "HubSpot multiplies the points of {client} by {multiplier}, the list of growth markets by "
                    "{listed} ({market_name}); HubSpot's figure is used, {since}.",
                    client=client.client,
                    multiplier=plain(client.multiplier),
                    listed=listed,
                    market_name=market_name(client.market),
                    since=since,
                )
                yield Finding(WARNING, "Clients", client.origin, "multiplier", message)


def _subscriptions_twice(book: Book) -> Iterator[Finding]:
    casefold = lru_cache(str.casefold)  # a column has few lines and products, over and over
    same_product = overlaps(book.subscriptions, lambda row: (row.client, casefold(row.line), casefold(row.product)))
    for earlier, later in same_product:
        message = Sentence(
            "{crossing}; both count. If the MRR changed, end the first row.", crossing=crossing(earlier, later)
        )
        yield Finding(WARNING, "Subscriptions", later.origin, "start", message)


def _without_source(book: Book) -> Iterator[Finding]:
    """The sales of which nobody says who brought them, in one finding: a book that lacks the column has many."""
    rows = [deal.origin for deal in book.deals if deal.kind in SALES and not deal.source]
    if rows:
        named = Sentence(", ".join(str(row.row) for row in rows[:_NAMED]))
        if len(rows) > _NAMED:
            named += Sentence(" and more")
        column = SETTINGS.column("deals_without_source")
        counts = next(choice.named for choice in SOURCES if choice.code == book.settings.deals_without_source)
        message = counted(
            len(rows),
            "1 sale has no source (row {named}) and counts as {counts}: enter who brought them, or how they count, in "
            'the Settings under "{setting}".',
            "{count} sales have no source (row {named}) and count as {counts}: enter who brought them, or how they "
            'count, in the Settings under "{setting}".',
            named=named,
            counts=counts,
            setting=column.named,
        )
        yield Finding(WARNING, "Deals", rows[0], "source", message)


def _without_sale(book: Book) -> Iterator[Finding]:
    """Upsells whose first sale is unknown, and losses that find no sale to take from."""
    casefold, until = lru_cache(str.casefold), lru_cache(counts_until)
    lines: defaultdict[tuple[str, str], list[Deal]] = defaultdict(list)
    for deal in book.deals:
        lines[deal.client, casefold(deal.line)].append(deal)
    for deals in lines.values():
        sales = [deal for deal in deals if deal.kind in SALES]
        for deal in deals:
            if deal.kind not in SALES and not any(sale.closed <= deal.closed < until(sale.closed) for sale in sales):
                message = Sentence(
                    'No sale of "{line}" to {client} is active on {closed}, so this {kind} takes no points.',
                    line=deal.line,
                    client=deal.client,
                    closed=deal.closed,
                    kind=deal.kind,
                )
                yield Finding(WARNING, "Deals", deal.origin, "closed", message)
            elif deal.kind == "upsell" and not deal.first_sold and not _sold_before(deal, sales):
                message = Sentence(
                    'No earlier sale of "{line}" to {client} is in the book, so this upsell takes the rate of '
                    "its own day; enter when the line was first sold.",
                    line=deal.line,
                    client=deal.client,
                )
                yield Finding(WARNING, "Deals", deal.origin, "first_sold", message)


def _sold_before(upsell: Deal, sales: Iterable[Deal]) -> bool:
    return any(sale.closed <= upsell.closed for sale in sales if sale is not upsell)


def _thresholds(book: Book) -> Iterator[Finding]:
    """Parts of a tier's points that are more than the whole, and tiers that need less than the one below."""
    for row in book.tiers:
        for field in ("minimum", "managed"):
            part: Decimal | None = getattr(row, field)
            if row.total is not None and part is not None and part > row.total:
                name = THRESHOLDS.column(field).en
                message = Sentence(
                    "{name} is {part}, more than the total of {total} points that {tier} needs.",
                    name=name,
                    part=part,
                    total=row.total,
                    tier=row.tier,
                )
                yield Finding(WARNING, "Tiers", row.origin, field, message)
    rank = [choice.code for choice in THRESHOLDS.column("tier").choices].index
    known: list[tuple[date, int, Decimal, Threshold]] = sorted(
        (row.edition, rank(row.tier), row.total, row) for row in book.tiers if row.total is not None
    )
    for (edition, _, below, lower), (same_edition, _, total, higher) in pairwise(known):
        if edition == same_edition and total < below:
            message = Sentence(
                "{tier} needs {total} points, less than the {below} of {lower} ({origin}).",
                tier=higher.tier,
                total=total,
                below=below,
                lower=lower.tier,
                origin=lower.origin,
            )
            yield Finding(WARNING, "Tiers", higher.origin, "total", message)


def _saved_reports(book: Book) -> Iterator[Finding]:
    """Saved reports that cannot have a row."""
    segments = {row.segment.lower() for row in book.segments}
    for report in book.saved_reports:
        if report.segment and report.segment.lower() not in segments:
            known = did_you_mean(report.segment, {row.segment for row in book.segments})
            message = Sentence(
                'No row of the Segments sheet is of the segment "{segment}"{known}',
                segment=report.segment,
                known=known or ".",
            )
            yield Finding(WARNING, "Saved reports", report.origin, "segment", message)
        if report.since and report.until and report.until < report.since:
            message = Sentence(
                "Its rows end on {until}, before they begin on {since}.", until=report.until, since=report.since
            )
            yield Finding(WARNING, "Saved reports", report.origin, "until", message)
