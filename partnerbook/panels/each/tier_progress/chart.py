"""The tier-progress chart as SVG: the points held against each tier, a line at each threshold, what is still needed."""

from decimal import Decimal
from html import escape
from typing import NamedTuple

from partnerbook.exact import figure
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import threshold
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import LINE, MANAGED, SOLD, THEMED

ROW, BAR = 46, 16


class TierBar(NamedTuple):
    """One tier of the chart: the points it asks for in all, and those still missing; None where that is not known."""

    tier: str
    need: Decimal | None
    gap: Decimal | None


def tier_bars(known: Overview) -> tuple[TierBar, ...]:
    """The tiers of the edition, the lowest first, each with the total it asks for and the gap to it."""
    bars = []
    for tier in known.tiers:
        need = threshold(known.book.tiers, known.edition, tier.tier).total
        gap = None if need is None else max(Decimal(0), need - figure(known.standing.total))
        bars.append(TierBar(tier.tier, need, gap))
    return tuple(bars)


def tier_chart(known: Overview, reader: Reader, colours: tuple[str, str] = THEMED) -> str:
    """The chart as SVG, as wide as there is room, its sense in its label.

    `colours`, of ink and of what is empty, are the theme's, or `ON_WHITE` where the chart is an image.
    """
    ink, empty = colours
    bars, points = tier_bars(known), known.standing
    sold, managed = figure(points.sold), figure(points.managed)
    longest = max([sold + managed, *(bar.need for bar in bars if bar.need is not None), Decimal(1)])
    scale = Decimal(98) / longest  # per cent of the chart's width for a point; the last line stays inside
    said, parts = [], []
    for index, bar in enumerate(bars):
        top, note = index * ROW, _note(bar, known, reader)
        said.append(f"{bar.tier} {note}")
        parts.append(f'<text x="0" y="{top + 15}" font-weight="600">{escape(bar.tier)}</text>')
        parts.append(f'<text x="100%" y="{top + 15}" text-anchor="end">{escape(note)}</text>')
        pieces = (
            (Decimal(0), Decimal(100), empty),
            (Decimal(0), sold * scale, SOLD),
            (sold * scale, managed * scale, MANAGED),
        )
        parts += [_rectangle(left, wide, top + 22, BAR, colour) for left, wide, colour in pieces]
        if bar.need is not None:
            parts.append(_rectangle(bar.need * scale, None, top + 18, BAR + 8, LINE))
    label = f'role="img" aria-label="{escape("; ".join(said), quote=True)}"'
    size = f'width="100%" height="{len(bars) * ROW}"'
    text = f'fill="{ink}" font-family="sans-serif" font-size="14"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {label} {size} {text}>{"".join(parts)}</svg>'


def _note(bar: TierBar, known: Overview, reader: Reader) -> str:
    """What is written on a tier: the points it asks for, and how many are still needed."""
    words, places = reader.words["progress"], known.edition.places.tiers
    if bar.need is None or bar.gap is None:
        return words["no_threshold"]
    still = words["still"].format(gap=reader.number(bar.gap, places)) if bar.gap else words["reached"]
    return f"{reader.number(bar.need, places)}: {still}"


def _rectangle(left: Decimal, wide: Decimal | None, top: int, height: int, colour: str) -> str:
    """A rectangle; `left` and `wide` in per cent of the chart, without `wide` a line."""
    width = "3" if wide is None else f"{max(wide, Decimal(0)):.2f}%"
    return f'<rect x="{left:.2f}%" y="{top}" width="{width}" height="{height}" fill="{colour}"/>'
