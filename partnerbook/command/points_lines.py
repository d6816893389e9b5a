"""What the command says of the points of one amount, and of the amount that gives so many points."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from partnerbook.command.lines import FIGURE, TEXT, Shown, points_texts
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, grouped, language
from partnerbook.errors import Sentence
from partnerbook.figures.shown import ShownPoints, shown
from partnerbook.points.explain import points_explained
from partnerbook.points.terms import Terms


def amount_lines(
    amount: Decimal, sold: Terms, managed: Terms | None, market: str, source: str, on: date
) -> Iterator[Shown]:
    """The calculator's answer for one amount, and how it came about; `market` is the client's, as a code."""
    points = ShownPoints(shown(sold.points(amount)), shown(managed.points(amount) if managed else Decimal(0)))
    labels = (Sentence("Sold points"), Sentence("Managed points"), Sentence("Total points"))
    yield Table((TEXT, FIGURE), list(zip(labels, points_texts(points), strict=True)))
    yield ""
    yield Sentence("  Sold: {how}", how=_how(amount, sold, market, source))
    if managed is not None:
        yield Sentence("  Managed: {how}", how=_how(amount, managed, market, "managed"))
    yield Sentence(
        "  {currency} {amount:,} counts as US$100 on {on}.", currency=sold.currency, amount=sold.unit.amount, on=on
    )


def money_lines(points: Decimal, tracks: Sequence[Terms], market: str, source: str, on: date) -> Iterator[Shown]:
    """The amounts that give so many points, sold and managed, and how they came about."""
    kinds = (source, "managed")
    labels = (Sentence("Sold points"), Sentence("Managed points"))
    how = ("  Sold: {how}", "  Managed: {how}")
    head = (TEXT, Column("Points", right=True), Column("MRR", right=True), Column("Currency"))
    rows = [
        (
            label,
            grouped(points),
            grouped(terms.money(points)),
            terms.currency,
        )
        for label, terms in zip(labels, tracks, strict=True)
    ]
    yield Table(head, rows)
    yield ""
    for template, kind, terms in zip(how, kinds, tracks, strict=True):
        yield Sentence(template, how=_how(points, terms, market, kind, back=True))
    unit = tracks[0].unit
    estimated = Sentence(", estimated at a market's rate") if unit.estimated else ""
    yield Sentence(
        "  {currency} {amount:,} counts as US$100 on {on}{estimated}.",
        currency=tracks[0].currency,
        amount=unit.amount,
        on=on,
        estimated=estimated,
    )


def _how(given: Decimal, terms: Terms, market: str, kind: str, back: bool = False) -> str:
    return points_explained(given, terms, market, kind, language(), grouped, day_text, back)
