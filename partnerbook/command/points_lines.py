"""What the command says of the points of one amount, and of the amount that gives so many points."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from partnerbook.command.lines import FIGURE, TEXT, Shown, points_texts
from partnerbook.command.table import Column, Table
from partnerbook.exact import plain
from partnerbook.figures.shown import ShownPoints, shown
from partnerbook.points.explain import points_explained
from partnerbook.points.terms import Terms


def amount_lines(
    amount: Decimal, sold: Terms, managed: Terms | None, market: str, source: str, on: date
) -> Iterator[Shown]:
    """The calculator's answer for one amount, and how it came about; `market` is the client's, as a code."""
    points = ShownPoints(shown(sold.points(amount)), shown(managed.points(amount) if managed else Decimal(0)))
    labels = ("Sold points", "Managed points", "Total points")
    yield Table((TEXT, FIGURE), list(zip(labels, points_texts(points), strict=True)))
    yield ""
    yield f"  Sold: {points_explained(amount, sold, market, source)}"
    if managed is not None:
        yield f"  Managed: {points_explained(amount, managed, market, 'managed')}"
    yield f"  {sold.currency} {sold.unit.amount:,} counts as US$100 on {on}."


def money_lines(points: Decimal, tracks: Sequence[Terms], market: str, source: str, on: date) -> Iterator[Shown]:
    """The amounts that give so many points, sold and managed, and how they came about."""
    kinds = (source, "managed")
    labels = ("Sold", "Managed")
    head = (TEXT, Column("Points", right=True), Column("MRR", right=True), Column("Currency"))
    rows = [
        (f"{label} points", f"{plain(points):,}", f"{plain(terms.money(points)):,}", terms.currency)
        for label, terms in zip(labels, tracks, strict=True)
    ]
    yield Table(head, rows)
    yield ""
    for label, kind, terms in zip(labels, kinds, tracks, strict=True):
        yield f"  {label}: {points_explained(points, terms, market, kind, back=True)}"
    unit = tracks[0].unit
    estimated = ", estimated at a market's rate" if unit.estimated else ""
    yield f"  {tracks[0].currency} {unit.amount:,} counts as US$100 on {on}{estimated}."
