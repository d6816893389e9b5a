"""The rules of every edition side by side, and any day under those of another edition: client by client, and why.

Under another edition a day is read so: from the first day of the edition in force on it, or of the other one where
that came earlier, the other's rules hold. What was sold before keeps what it had, as the program lets it, and what
counts as US$100 in a currency keeps its own days: it is no rule of an edition.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from partnerbook.codes import RuleKind
from partnerbook.errors import Sentence, UnknownName, joined
from partnerbook.exact import EXACT, exactly, total
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import NO_AVERAGES
from partnerbook.figures.shown import NOTHING, ShownPoints, shown_by_name, shown_points, shown_together
from partnerbook.figures.tiers import TierConditions, performing_tier, tier_conditions
from partnerbook.memory import uncollected
from partnerbook.points.ledger import Standing, by_client, ledger, standing
from partnerbook.program.edition import Edition, edition_on, editions
from partnerbook.program.point_units import point_units
from partnerbook.program.strict import PUBLISHED, Figure

# The fields of an edition that decide how many points count, in the order in which they are put in place of others.
OF_POINTS: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.RATES: ("rates",),
    RuleKind.GROWTH: ("growth_multiplier", "growth_markets"),
    RuleKind.MONTHS: ("sold_months",),
    RuleKind.REDUCTIONS: ("reductions",),
    RuleKind.SPLIT: ("managed_split",),
}
_OF_TIERS: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.MINIMUM: ("minimum",),
    RuleKind.MANAGED_MINIMUM: ("managed_minimum",),
    RuleKind.CERTIFICATION: ("certification", "lapsed_certification"),
    RuleKind.ELITE: ("elite",),
    RuleKind.REVIEWS: ("check_day", "review_days", "review_checks", "protection_months"),
}


class RuleLine(NamedTuple):
    """A figure of the rules, by its key, in each edition: the oldest first, None where an edition does not name it."""

    key: str
    figures: tuple[Figure | None, ...]

    @property
    def changes(self) -> tuple[int, ...]:
        """The places of the editions in which it is another than in the one before."""
        values = [None if figure is None else (figure.value,) for figure in self.figures]
        return tuple(at for at, (before, now) in enumerate(pairwise(values), 1) if before != now)


class RulePart(NamedTuple):
    """By how many points a part of the rules moves a figure, as shown."""

    kind: RuleKind
    sold: Decimal
    managed: Decimal

    @property
    def total(self) -> Decimal:
        """Sold and managed points together."""
        return EXACT.add(self.sold, self.managed)


class ClientUnder(NamedTuple):
    """A client's points under the day's own rules and under another edition's, as shown; `parts` add up to the move.

    Both are what the points breakdown of the day shows, under the one rules and under the other.
    """

    client: str
    own: ShownPoints
    other: ShownPoints
    parts: tuple[RulePart, ...]

    @property
    def total(self) -> Decimal:
        """By how much its points are more under the other rules."""
        return EXACT.subtract(self.other.total, self.own.total)


class Under(NamedTuple):
    """A day under the rules of an edition: points, every tier with its conditions, and what differs from the day's own.

    `parts` add up to the difference of the points, and so do `clients`, those whose points differ, the largest
    difference first, with `others`, all others together, who have no name: what these are shown to differ is rounding
    alone, by which each list of all adds up to its total. `rules` are the parts of the rules that differ, of points and
    of tiers. `credited` is what is held on the day: only a check or a review changes that.
    """

    edition: Edition
    own: bool
    points: Standing
    shown: ShownPoints
    tiers: tuple[TierConditions, ...]
    credited: str | None
    parts: tuple[RulePart, ...]
    clients: tuple[ClientUnder, ...]
    others: ClientUnder
    rules: tuple[RuleKind, ...]

    @property
    def moved(self) -> Decimal:
        """By how much the points as they are shown are more under these rules than under the day's own."""
        return total(part.total for part in self.parts)

    @property
    def performing(self) -> str | None:
        """The tier that the day's figures give under these rules; None where thresholds of the edition are missing."""
        return performing_tier(self.tiers)


def edition_named(start: date) -> Edition:
    """The edition that begins on a day.

    Errors: UnknownName for a day on which none does.

    >>> edition_named(date(2024, 2, 27)).rates.sourced
    Decimal('5')
    """
    for edition in editions():
        if edition.start == start:
            return edition
    raise UnknownName(
        "No edition begins on {start}; they begin on {listed}.",
        start=start,
        listed=joined(Sentence("{start}", start=each.start) for each in editions()),
    )


def rule_lines() -> tuple[RuleLine, ...]:
    """Every figure of the rules in all editions, and after them what counts as US$100 when each begins.

    >>> [line.changes for line in rule_lines() if line.key in ("rates.sourced", "tiers.minimum")]
    [(1,), (2,)]
    """
    every = editions()
    by_key: list[dict[str, Figure]] = [{figure.key: figure for figure in edition.figures} for edition in every]
    keys = dict.fromkeys(key for edition in reversed(by_key) for key in edition if key != "start")
    lines = [RuleLine(key, tuple(figures.get(key) for figures in by_key)) for key in keys]
    for currency, units in point_units().items():
        in_force = ([unit for unit in units if unit.start <= edition.start] for edition in every)
        figures = tuple(
            Figure(f"units.{currency}", known[-1].amount, PUBLISHED, known[-1].source, "") if known else None
            for known in in_force
        )
        lines.append(RuleLine(f"units.{currency}", figures))
    return tuple(lines)


@uncollected
@exactly
def under_editions(known: Overview) -> tuple[Under, ...]:
    """The day of an overview under the rules of every edition, the oldest first; its own is among them.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(6), date(2026, 10, 31))
    >>> [(str(each.edition.start), each.own, len(each.clients)) for each in under_editions(known)][-1]
    ('2026-01-15', True, 0)
    """
    return tuple(under_edition(known, edition) for edition in editions())


@exactly
def under_edition(known: Overview, other: Edition) -> Under:
    """The day of an overview under the rules of an edition, and what differs from the day's own.

    The parts of the rules take effect one after the other, in the order of `OF_POINTS`: each is given by how much it
    moves the points beyond those before it.
    """
    own = edition_on(known.as_of)
    differing = [kind for kind in OF_POINTS if _differs(other, known.as_of, OF_POINTS[kind])]
    steps: list[Mapping[str, Standing]] = [known.points_by_client]
    whole = [known.standing]
    for at in range(len(differing)):
        fields = tuple(field for kind in differing[: at + 1] for field in OF_POINTS[kind])
        entries = ledger(known.book, _in_place(other, known.as_of, fields)).entries
        steps.append(by_client(entries, known.as_of))
        whole.append(standing(entries, known.as_of))
    points, parts = whole[-1], tuple(_parts(map(shown_points, whole), differing))
    clients, others = _clients(steps, differing)
    averages = NO_AVERAGES if other.elite.retention_above is None else known.averages
    tiers = tier_conditions(points, known.as_of, other, known.book.tiers, known.book.settings, averages)
    of_tiers = (
        kind for kind, fields in _OF_TIERS.items() if any(_field(own, each) != _field(other, each) for each in fields)
    )
    return Under(
        other, other == own, points, shown_points(points), tiers, known.credited,
        parts, clients, others, (*differing, *of_tiers),
    )  # fmt: skip


def _field(edition: Edition, name: str) -> object:
    value: object = getattr(edition, name)
    return value


def since(other: Edition, day: date) -> date:
    """The day from which the other edition's rules hold."""
    return min(other.start, edition_on(day).start)


def _differs(other: Edition, day: date, fields: tuple[str, ...]) -> bool:
    """Whether any edition that the other takes the place of has another rule, up to the edition of the day."""
    first, last = since(other, day), edition_on(day).start
    replaced = [edition for edition in editions() if first <= edition.start <= last]
    return any(_field(edition, field) != _field(other, field) for edition in replaced for field in fields)


def _in_place(other: Edition, day: date, fields: tuple[str, ...]) -> tuple[Edition, ...]:
    """All editions, those that the other takes the place of with its rules in some fields."""
    first = since(other, day)
    taken = {field: getattr(other, field) for field in fields}
    return tuple(edition._replace(**taken) if first <= edition.start else edition for edition in editions())


def _clients(steps: list[Mapping[str, Standing]], kinds: list[RuleKind]) -> tuple[tuple[ClientUnder, ...], ClientUnder]:
    """The clients whose points differ after some step, the largest difference first, and the others together."""
    shown, none = [shown_by_name(step) for step in steps], Standing()
    found: list[ClientUnder] = []
    still: list[ClientUnder] = []
    for name in dict.fromkeys(name for step in steps for name in step):
        columns = [column.get(name, NOTHING) for column in shown]
        parts = tuple(part for part in _parts(columns, kinds) if part.sold or part.managed)
        differs = any(step.get(name, none) != steps[0].get(name, none) for step in steps)
        (found if parts and differs else still).append(ClientUnder(name, columns[0], columns[-1], parts))
    found.sort(key=lambda each: (-abs(each.total), each.client.casefold(), each.client))
    of_others = (shown_together(each.own for each in still), shown_together(each.other for each in still))
    return tuple(found), ClientUnder("", *of_others, ())


def _parts(columns: Iterable[ShownPoints], kinds: list[RuleKind]) -> Iterator[RulePart]:
    """By how much each part of the rules moves points, from column to column."""
    for kind, (was, now) in zip(kinds, pairwise(columns), strict=True):
        yield RulePart(kind, EXACT.subtract(now.sold, was.sold), EXACT.subtract(now.managed, was.managed))
