"""The tier-progress chart as SVG: the points held against each tier, a line at each threshold, what is still needed."""

from base64 import b64encode
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from partnerbook.codes import Measure
from partnerbook.exact import exactly, figure
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import ON_WHITE, THEMED, Colours
from partnerbook.panels.frame.html import html

ROW, BAR = 46, 16


class TierBar(NamedTuple):
    """One tier of the chart: the points it asks for in all, and those still missing; None where that is not known."""

    tier: str
    need: Decimal | None
    gap: Decimal | None


@exactly
def tier_bars(known: Overview) -> tuple[TierBar, ...]:
    """The tiers of the edition, the lowest first, each with the total it asks for and the gap to it."""
    bars = []
    for tier in known.tiers:
        row = next(row for row in known.way_to(tier.tier) if row.measure == Measure.TOTAL)
        bars.append(TierBar(tier.tier, row.need, row.gap))
    return tuple(bars)


class Piece(NamedTuple):
    """A rectangle of the chart, as SVG writes its measures."""

    left: str
    top: int
    width: str
    height: int
    colour: str
    edge: str = ""  # the colour around a line, which sets it apart from whatever it crosses


class Row(NamedTuple):
    """What is drawn of a tier: its name and its note, on a line, and below them the pieces of its bar."""

    tier: str
    note: str
    text: int
    pieces: tuple[Piece, ...]


@exactly
def tier_chart(known: Overview, reader: Reader) -> Markup:
    """The chart as SVG in the theme's colours, as wide as there is room, its sense in its label."""
    return _svg(_rows(known, reader, THEMED), THEMED)


@exactly
def chart_image(known: Overview, reader: Reader) -> Markup:
    """The chart as an image of its own, on white, which survives where inline SVG is stripped."""
    rows = _rows(known, reader, ON_WHITE)
    data = b64encode(_svg(rows, ON_WHITE).encode()).decode()
    return html("frame/chart_image.html", said=_said(rows), data=data, width=520, height=len(rows) * ROW)


def _svg(rows: list[Row], colours: Colours) -> Markup:
    height = len(rows) * ROW
    return html("each/tier_progress/chart.svg", rows=rows, said=_said(rows), height=height, ink=colours.ink)


def _said(rows: list[Row]) -> str:
    """The chart in words, for who cannot see it."""
    return "; ".join(f"{row.tier} {row.note}" for row in rows)


def _rows(known: Overview, reader: Reader, colours: Colours) -> list[Row]:
    bars = tier_bars(known)
    sold, managed = figure(known.standing.sold), figure(known.standing.managed)
    longest = max([sold + managed, *(bar.need for bar in bars if bar.need is not None), Decimal(1)])
    scale = Decimal(98) / longest  # per cent of the chart's width for a point; the last line stays inside
    held = (
        (Decimal(0), Decimal(100), colours.empty),
        (Decimal(0), sold * scale, colours.sold),
        (sold * scale, managed * scale, colours.managed),
    )
    rows = []
    for index, bar in enumerate(bars):
        top = index * ROW
        pieces = [_piece(left, wide, top + 22, BAR, colour) for left, wide, colour in held]
        if bar.need is not None:
            pieces.append(_piece(bar.need * scale, None, top + 18, BAR + 8, colours.ink, colours.ground))
        rows.append(Row(bar.tier, _note(bar, reader), top + 15, tuple(pieces)))
    return rows


def _note(bar: TierBar, reader: Reader) -> str:
    """What is written on a tier: the points it asks for, and how many are still needed."""
    words = reader.words["progress"]
    if bar.need is None or bar.gap is None:
        return words["no_threshold"]
    still = words["still"].format(gap=reader.points(bar.gap)) if bar.gap else words["reached"]
    return f"{reader.points(bar.need)}: {still}"


def _piece(left: Decimal, wide: Decimal | None, top: int, height: int, colour: str, edge: str = "") -> Piece:
    """A rectangle; `left` and `wide` in per cent of the chart, without `wide` a line."""
    width = "3" if wide is None else f"{max(wide, Decimal(0)):.2f}%"
    return Piece(f"{left:.2f}%", top, width, height, colour, edge)
