"""How a figure of points comes about: the entries behind it, which add up to it exactly."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Measure
from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.exact import EXACT, exactly, plain, total
from partnerbook.figures.client_detail import entries_before
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_parts
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.explain import points_explained
from partnerbook.points.ledger import Standing, standing

POINTS = (Measure.TOTAL, Measure.SOLD, Measure.SOURCED, Measure.MANAGED)


class Part(NamedTuple):
    """One entry behind a figure, with the market of its client, as a code."""

    entry: Entry
    market: str

    @property
    def points(self) -> Decimal:
        """What the entry gives; below zero where a loss takes from a sale."""
        return self.entry.points


class ClientPart(NamedTuple):
    """What a client gives to a figure, exactly and as it is shown, and from how many entries."""

    client: str
    points: Decimal
    shown: Decimal
    entries: int


def shown_of_tracks(groups: Sequence[Iterable[Part]], before: Standing) -> list[Decimal]:
    """The points of groups of parts as they are shown, in their order, sold and managed each by itself.

    `before` are the points of those that a list of all has before them.
    """
    tracks = [
        shown_parts(
            (total(part.points for part in group if part.entry.track == track) for group in groups),
            getattr(before, track),
        )
        for track in (SOLD, MANAGED)
    ]
    return [EXACT.add(sold, managed) for sold, managed in zip(*tracks, strict=True)]


class Explained(NamedTuple):
    """A figure of points on a day, of one client or of all ("" for the client), and its parts: they add up to it.

    `ended` are the entries of the same figure that gave points before and do not on the day, `coming` those that will.
    `before` is the same figure of the clients before this one in order of their names, by which a list of all shows it.
    """

    measure: Measure
    day: date
    client: str
    points: Decimal
    parts: tuple[Part, ...]
    ended: tuple[Part, ...]
    coming: tuple[Part, ...]
    before: Standing = Standing()

    @property
    @exactly
    def clients(self) -> tuple[ClientPart, ...]:
        """The same by client, the most points first."""
        mine: dict[str, list[Part]] = {}
        for part in self.parts:
            mine.setdefault(part.entry.client, []).append(part)
        names = sorted(mine, key=lambda name: (name.casefold(), name))
        figures = shown_of_tracks([mine[name] for name in names], self.before)
        found = [
            ClientPart(name, total(part.points for part in mine[name]), points, len(mine[name]))
            for name, points in zip(names, figures, strict=True)
        ]
        return tuple(sorted(found, key=lambda each: (-each.points, each.client.casefold(), each.client)))

    @property
    def shown(self) -> Decimal:
        """The figure as it is shown: of a total, the sum of its sold and its managed points as they are shown."""
        return total(shown_of_tracks([self.parts], self.before))

    @property
    def shown_parts(self) -> list[Decimal]:
        """What each part gives, as it is shown: they add up to the figure as it is shown."""
        return shown_of_tracks([[part] for part in self.parts], self.before)


@exactly
def explained(known: Overview, measure: Measure = Measure.TOTAL, client: str = "") -> Explained:
    """The entries behind total, sold, sourced or managed points on the day of an overview, of one client or of all.

    Errors: UnknownName for a client that the book does not have, and for a measure that is not of points.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> sum(part.points for part in explained(known).parts) == known.standing.total
    True
    """
    if measure not in POINTS:
        raise UnknownName(
            '"{measure}" is no figure of points; use {points}.', measure=measure, points=", ".join(POINTS)
        )
    markets = {each.client: each.market for each in known.book.clients}
    if client and client not in markets:
        raise UnknownName(
            'There is no client "{client}"{guess}',
            client=client,
            guess=did_you_mean(client, list(markets)) or ".",
        )
    parts: list[Part] = []
    ended: list[Part] = []
    coming: list[Part] = []
    for entry in known.ledger.entries:
        if (not client or entry.client == client) and _counts(entry, measure):
            where = parts if entry.active(known.as_of) else coming if known.as_of < entry.start else ended
            where.append(Part(entry, markets[entry.client]))
    points = total(part.points for part in parts)
    others = entries_before(known.ledger.entries, client, known.clients) if client else ()
    before = standing((entry for entry in others if _counts(entry, measure)), known.as_of)
    return Explained(measure, known.as_of, client, points, tuple(parts), tuple(ended), tuple(coming), before)


def _counts(entry: Entry, measure: Measure) -> bool:
    """Whether an entry gives points of a measure."""
    if measure == Measure.TOTAL:
        return True
    if measure == Measure.SOLD:
        return entry.track != MANAGED
    return measure == (Measure.MANAGED if entry.track == MANAGED else entry.source)


def part_sentences(
    found: Explained,
    language: str = "en",
    number: Callable[[Decimal], str] = lambda value: f"{plain(value):,}",
    day: Callable[[date], str] = date.isoformat,
) -> Iterator[str]:
    """How each part came about, in a line: amount, point unit, rate, growth, partners and edition.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book, Client, Deal
    >>> deal = Deal("", "Acme", "CRM", "new", "sourced", date(2026, 2, 1), Decimal(1000), "USD")
    >>> known = overview(Book(clients=(Client("Acme", "MX"),), deals=(deal,)), date(2026, 10, 31))
    >>> list(part_sentences(explained(known)))
    ['USD 1,000 / 100 × 5 (sourced) × 2 (growth market: Mexico), edition of 2026-01-15']
    """
    for part in found.parts:
        entry = part.entry
        kind = entry.source or MANAGED
        yield points_explained(entry.amount, entry.terms, part.market, kind, language, number, day)
