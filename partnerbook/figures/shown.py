"""Figures as they are shown: to two places, so that what stands beside each other adds up, and hides nothing.

- Sold and managed points are rounded half up, each by itself, and a total is the sum of the two as they are shown.
- What a list says of a sum, client by client or month by month, is how far each takes the rounded running sum: the list
  adds up to the sum as it is shown, nothing is further than a hundredth from what is exact, and zero stays zero.
- What is compared with a threshold is shown to two places where those tell which is larger, else to all of its six.

Nothing is decided by these figures, and none of them is computed with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

from partnerbook.codes import NO_TIER, Measure
from partnerbook.exact import EXACT, PLACES, ZERO, exactly, figure, quotient, rounded, shown_share, total
from partnerbook.figures.breakdown import ClientLine
from partnerbook.figures.changed import ChangedEntry, ClientChange, client_order
from partnerbook.figures.months import Expiry
from partnerbook.figures.retention import Movement
from partnerbook.figures.tiers import Figures, progress
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Changes, Standing
from partnerbook.program.edition import Edition
from partnerbook.records import Threshold


def shown(points: Decimal) -> Decimal:
    """Points to two places, half up, of what a worksheet's total holds.

    >>> shown(Decimal("1975.635")), shown(Decimal("0.0049999"))
    (Decimal('1975.64'), Decimal('0.01'))
    """
    return rounded(rounded(points, 6), PLACES)


class ShownPoints(NamedTuple):
    """Sold and managed points as they are shown."""

    sold: Decimal
    managed: Decimal

    @property
    def total(self) -> Decimal:
        """The two together: the total that is shown."""
        return EXACT.add(self.sold, self.managed)


NOTHING = ShownPoints(rounded(ZERO, PLACES), rounded(ZERO, PLACES))


def shown_together(points: Iterable[ShownPoints]) -> ShownPoints:
    """Points of several that are shown, added up.

    >>> shown_together([ShownPoints(Decimal("1.50"), Decimal("0.25"))] * 2)
    ShownPoints(sold=Decimal('3.00'), managed=Decimal('0.50'))
    """
    listed = [NOTHING, *points]
    return ShownPoints(total(each.sold for each in listed), total(each.managed for each in listed))


def shown_points(points: Figures) -> ShownPoints:
    """Points as they are shown.

    >>> shown_points(Standing(Decimal("1.004"), ZERO, Decimal("2.004"))).total
    Decimal('3.00')
    """
    return ShownPoints(shown(points.sold), shown(points.managed))


@exactly
def shown_parts(parts: Iterable[Decimal], begin: Decimal = ZERO) -> list[Decimal]:
    """The parts of a sum as they are shown, in their order: they add up to the sum as it is shown.

    With `begin` they lead from that, as it is shown, to where they end, as it is shown.

    >>> [str(part) for part in shown_parts([Decimal("0.004"), Decimal("0.004"), Decimal(7), ZERO])]
    ['0.00', '0.01', '7.00', '0.00']
    """
    found, exact, before = [], begin, shown(begin)
    for part in parts:
        if not part:
            found.append(NOTHING.sold)
            continue
        exact += part
        after = shown(exact)
        found.append(after - before)
        before = after
    return found


def shown_clients(clients: Sequence[ClientLine]) -> list[ShownPoints]:
    """The points of clients, in order of their numbers, as they are shown: each column adds up to that of all."""
    sold, managed = (shown_parts(getattr(line.points, track) for line in clients) for track in (SOLD, MANAGED))
    return list(map(ShownPoints, sold, managed))


def shown_by_name(points: Mapping[str, Standing]) -> dict[str, ShownPoints]:
    """The points of clients as the points breakdown of their day shows them, by name and in order of names.

    >>> [str(each.sold) for each in shown_by_name({name: Standing(Decimal("0.004")) for name in ("b", "A")}).values()]
    ['0.00', '0.01']
    """
    names = sorted(points, key=client_order)
    sold, managed = (shown_parts(getattr(points[name], track) for name in names) for track in (SOLD, MANAGED))
    return dict(zip(names, map(ShownPoints, sold, managed), strict=True))


@exactly
def shown_after(before: Figures, points: Figures) -> ShownPoints:
    """The points of one client as a list of all has them, where those before it in order of their names are summed.

    >>> shown_after(Standing(Decimal("0.004")), Standing(Decimal("0.004"))).sold
    Decimal('0.01')
    """
    return ShownPoints(*(shown_parts([getattr(points, at)], getattr(before, at))[0] for at in (SOLD, MANAGED)))


@exactly
def shown_changes(moved: Changes) -> Changes:
    """What moved as it is shown: opening + new - lost = closing of what is shown too.

    >>> tuple(map(str, shown_changes(Changes(Decimal("1.004"), Decimal("0.004"), Decimal("0.004")))))
    ('1.00', '0.01', '0.01')
    """
    grown = shown(moved.opening + moved.new)
    return Changes(shown(moved.opening), grown - shown(moved.opening), grown - shown(moved.closing))


@exactly
def shown_moves(moves: Sequence[tuple[Decimal, Decimal]], moved: Changes) -> list[tuple[Decimal, Decimal]]:
    """What is new and what is lost, part by part, as it is shown: each adds up to that of `shown_changes`.

    >>> third = quotient(Decimal(1), Decimal(3))
    >>> parts = shown_moves([(third, ZERO)] * 3, Changes(Decimal("0.004"), third * 3))
    >>> [str(new) for new, _ in parts], str(shown_changes(Changes(Decimal("0.004"), third * 3)).new)
    (['0.34', '0.33', '0.33'], '1.00')
    """
    new = shown_parts((each for each, _ in moves), moved.opening)
    lost = shown_parts((-each for _, each in moves), moved.opening + moved.new)
    return list(zip(new, (-each for each in lost), strict=True))


def shown_client_changes(changes: Sequence[ClientChange], moved: Mapping[str, Changes]) -> list[ClientChange]:
    """What came and went with each client as it is shown: each column adds up to that of its track."""
    sold = shown_moves([(each.new_sold, each.lost_sold) for each in changes], moved[SOLD])
    managed = shown_moves([(each.new_managed, each.lost_managed) for each in changes], moved[MANAGED])
    return [
        ClientChange(each.client, *of_sold, *of_managed)
        for each, of_sold, of_managed in zip(changes, sold, managed, strict=True)
    ]


def shown_entry_changes(changes: Sequence[ChangedEntry], moved: Mapping[str, Changes]) -> list[ChangedEntry]:
    """What came and went with each entry as it is shown: a client's add up to its own in `shown_client_changes`."""
    found = list(changes)
    by_client = sorted(range(len(changes)), key=lambda at: client_order(changes[at].entry.client))
    for track in (SOLD, MANAGED):
        places = [at for at in by_client if changes[at].entry.track == track]
        for at, shown_move in zip(places, shown_moves([changes[at][1:] for at in places], moved[track]), strict=True):
            found[at] = ChangedEntry(changes[at].entry, *shown_move)
    return found


@exactly
def shown_expiries(expiries: Sequence[Expiry], points: Standing) -> list[Expiry]:
    """What ends month by month as it is shown, of the points on the day."""

    def ended(track: str) -> Iterator[Decimal]:
        left = accumulate((getattr(each, track) for each in expiries), sub, initial=getattr(points, track))
        return (before - after for before, after in pairwise(map(shown, left)))

    return [
        each._replace(sold=sold, managed=managed)
        for each, sold, managed in zip(expiries, ended(SOLD), ended(MANAGED), strict=True)
    ]


@lru_cache(maxsize=1)  # a table asks column by column
@exactly
def shown_movement(month: Movement) -> Movement:
    """What became of a month's MRR as it is shown: start - cancelled - downgraded + upgraded = end of that too.

    >>> from datetime import date
    >>> month = Movement(date(2026, 1, 31), Decimal("1.004"), upgraded=Decimal("0.004"))
    >>> shown_movement(month).upgraded, shown_movement(month).end
    (Decimal('0.01'), Decimal('1.01'))
    """
    kept = month.start - month.cancelled
    least = kept - month.downgraded
    return month._replace(
        start=shown(month.start),
        cancelled=shown(month.start) - shown(kept),
        downgraded=shown(kept) - shown(least),
        upgraded=shown(month.end) - shown(least),
    )


class ShownEstimate(NamedTuple):
    """How many of the points rest on estimated units, and which share of all of them that is."""

    points: Decimal
    share: Decimal


def shown_estimate(estimated: Decimal, total: Decimal) -> ShownEstimate | None:
    """What rests on estimates as it is shown, some even where it is next to nothing; None where nothing does.

    >>> shown_estimate(Decimal("0.001"), Decimal(500))
    ShownEstimate(points=Decimal('0.01'), share=Decimal('0.001'))
    >>> shown_estimate(ZERO, Decimal(500)), shown_estimate(Decimal(1), ZERO)
    (None, None)
    """
    estimated, total = figure(estimated), figure(total)
    if estimated <= 0 or total <= 0:
        return None
    least = Decimal(1).scaleb(-PLACES)
    return ShownEstimate(max(shown(estimated), least), max(shown_share(quotient(estimated, total)), least / 10))


class ShownProgress(NamedTuple):
    """One line of the way to a tier as it is shown: have + gap = need while there is a gap; None for what is unknown.

    A gap that is shown is 0 only where there is none, and what one has reaches what is needed only then. The share is
    exact: `exact.shown_share` rounds it.
    """

    measure: Measure
    have: Decimal
    need: Decimal | None
    gap: Decimal | None
    share: Decimal | None


@exactly
def shown_progress(points: Figures, need: Threshold, edition: Edition) -> tuple[ShownProgress, ...]:
    """The way to a tier as it is shown.

    >>> from datetime import date
    >>> from partnerbook.program.edition import edition_on
    >>> day = date(2026, 2, 1)
    >>> gold = Threshold(day, "Gold", total=Decimal(200), minimum=Decimal(100))
    >>> way = shown_progress(Standing(Decimal("199.6")), gold, edition_on(day))
    >>> [(str(row.have), str(row.gap)) for row in way]
    [('199.60', '0.40'), ('199.60', '0')]
    """
    rows = []
    for row in progress(points, need, edition):
        have = shown_points(points).total if row.measure == Measure.TOTAL else shown(row.have)
        gap = row.gap
        if row.need is not None and gap is not None:
            if (have < row.need) != (gap > 0):
                have = row.have
            gap = max(ZERO, row.need - have)
        rows.append(ShownProgress(row.measure, have, row.need, gap, row.share))
    return tuple(rows)


def overview_facts(
    credited: str | None, performing: str | None, goal: str, points: ShownPoints
) -> list[tuple[str, str]]:
    """What an overview shows of itself, each fact under its name.

    >>> overview_facts(None, "None", "Gold", ShownPoints(Decimal("1.50"), Decimal("2.00")))[:3]
    [('credited', 'unknown'), ('performing', 'no tier'), ('goal', 'Gold')]
    """

    def tier(name: str | None) -> str:
        return "unknown" if name is None else "no tier" if name == NO_TIER else name

    figures = [(kind, f"{getattr(points, kind):,}") for kind in ("sold", "managed", "total")]
    return [("credited", tier(credited)), ("performing", tier(performing)), ("goal", goal), *figures]
