"""What changed since: two days of a book, or two states of it, figure by figure and client by client."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partnerbook.codes import FigureKind
from partnerbook.exact import EXACT, exactly, rounded, shown_share
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown, shown_parts
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.ledger import Standing

Figure: TypeAlias = Decimal | str | date | int | None


class FigureChange(NamedTuple):
    """A figure before and after, as it is shown; None where it is not known."""

    kind: FigureKind
    before: Figure
    after: Figure

    @property
    def difference(self) -> Decimal | None:
        """After minus before; None for what is no number, or not known."""
        if not isinstance(self.before, Decimal) or not isinstance(self.after, Decimal):
            return None
        return EXACT.subtract(self.after, self.before)


class ClientChange(NamedTuple):
    """A client's points before and after, as they are shown: those of all clients add up to the figures' own."""

    client: str
    before: ShownPoints
    after: ShownPoints

    @property
    def sold(self) -> Decimal:
        """By how much its sold points moved."""
        return EXACT.subtract(self.after.sold, self.before.sold)

    @property
    def managed(self) -> Decimal:
        """By how much its managed points moved."""
        return EXACT.subtract(self.after.managed, self.before.managed)

    @property
    def total(self) -> Decimal:
        """By how much its points moved."""
        return EXACT.add(self.sold, self.managed)


class Since(NamedTuple):
    """Two overviews beside each other: every figure, and the clients whose points moved, the largest move first."""

    before: date
    after: date
    figures: tuple[FigureChange, ...]
    clients: tuple[ClientChange, ...]


@exactly
def changed_since(before: Overview, after: Overview) -> Since:
    """What changed between two overviews: of one book on two days, or of two states of it.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> found = changed_since(known.on(date(2026, 7, 31)), known)
    >>> sum(each.total for each in found.clients) == next(f for f in found.figures if f.kind == "total").difference
    True
    >>> changed_since(known, known).clients
    ()
    """
    figures = tuple(
        FigureChange(kind, was, now)
        for (kind, was), (_, now) in zip(_figures(before).items(), _figures(after).items(), strict=True)
    )
    moved = [each for each in _clients(before, after) if each.sold or each.managed]
    moved.sort(key=lambda each: (-abs(each.total), each.client.casefold(), each.client))
    return Since(before.as_of, after.as_of, figures, tuple(moved))


def _figures(known: Overview) -> dict[FigureKind, Figure]:
    points, averages = known.shown, known.averages
    return {
        FigureKind.CREDITED: known.credited,
        FigureKind.PERFORMING: known.performing,
        FigureKind.SOLD: points.sold,
        FigureKind.SOURCED: shown(known.standing.sourced),
        FigureKind.MANAGED: points.managed,
        FigureKind.TOTAL: points.total,
        FigureKind.CLIENTS: Decimal(sum(any(each.points) for each in known.clients)),
        FigureKind.SOURCED_MRR: rounded(known.sourced.mrr, 2),
        FigureKind.DOLLAR_RETENTION: averages.dollar and shown_share(averages.dollar),
        FigureKind.GROSS_RETENTION: averages.gross and shown_share(averages.gross),
        FigureKind.MEDIAN_TOOLS: known.account.median_tools,
        FigureKind.CERTIFICATION: known.account.certification_until,
    }


def _clients(before: Overview, after: Overview) -> Iterator[ClientChange]:
    """The clients of both, each column adding up to that of all."""
    both = [{line.client.client: line.points for line in known.clients} for known in (before, after)]
    for name, (was, now) in shown_side_by_side(both).items():
        yield ClientChange(name, was, now)


def shown_side_by_side(columns: Sequence[Mapping[str, Standing]]) -> dict[str, tuple[ShownPoints, ...]]:
    """The points of each client in several columns as they are shown: each column adds up to that of all.

    The clients are in order of their names. What does not move from the first column to the last is summed up first,
    so that what is rounded away elsewhere moves no figure that stands still.
    """
    none = Standing()
    names = sorted({name for column in columns for name in column}, key=lambda name: (name.casefold(), name))
    tracks = []
    for track in (SOLD, MANAGED):
        points = [[getattr(of.get(name, none), track) for name in names] for of in columns]
        order = sorted(range(len(names)), key=lambda at: any(column[at] != points[0][at] for column in points))
        tracks.append([dict(zip(order, shown_parts(mine[at] for at in order), strict=True)) for mine in points])
    sold, managed = tracks
    return {
        name: tuple(ShownPoints(one[at], other[at]) for one, other in zip(sold, managed, strict=True))
        for at, name in enumerate(names)
    }
