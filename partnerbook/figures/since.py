"""What changed since: two days of a book, or two states of it, figure by figure and client by client."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partnerbook.codes import FigureKind
from partnerbook.exact import EXACT, exactly, rounded, shown_share
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import NOTHING, ShownPoints, shown, shown_by_name, shown_together
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
    """A client's points before and after, as the points breakdown of each shows them."""

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
    """Two overviews beside each other: every figure, and the clients whose points moved, the largest move first.

    `others` are those together whose points stand still, with no name: with them the clients add up to the figures, on
    both sides. What the others are shown to move is rounding alone, by which each list of all adds up to its total.
    """

    before: date
    after: date
    figures: tuple[FigureChange, ...]
    clients: tuple[ClientChange, ...]
    others: ClientChange


@exactly
def changed_since(before: Overview, after: Overview) -> Since:
    """What changed between two overviews: of one book on two days, or of two states of it.

    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> found = changed_since(known.on(date(2026, 7, 31)), known)
    >>> moved = sum(each.total for each in (*found.clients, found.others))
    >>> moved == next(each for each in found.figures if each.kind == "total").difference
    True
    >>> changed_since(known, known).clients
    ()
    """
    figures = tuple(
        FigureChange(kind, was, now)
        for (kind, was), (_, now) in zip(_figures(before).items(), _figures(after).items(), strict=True)
    )
    return Since(before.as_of, after.as_of, figures, *_clients(before, after))


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


def _clients(before: Overview, after: Overview) -> tuple[tuple[ClientChange, ...], ClientChange]:
    """The clients whose points moved, and the others together."""
    exact = before.points_by_client, after.points_by_client
    was, now = map(shown_by_name, exact)
    moved: list[ClientChange] = []
    still: list[ClientChange] = []
    for name in was.keys() | now.keys():
        change = ClientChange(name, was.get(name, NOTHING), now.get(name, NOTHING))
        one, other = (points.get(name, Standing()) for points in exact)
        (moved if one != other and (change.sold or change.managed) else still).append(change)
    moved.sort(key=lambda each: (-abs(each.total), each.client.casefold(), each.client))
    of_others = (shown_together(each.before for each in still), shown_together(each.after for each in still))
    return tuple(moved), ClientChange("", *of_others)
