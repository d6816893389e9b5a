"""Charts by month as SVG: bars side by side or on each other, lines, thresholds, and what lies ahead set apart.

A chart needs neither script nor package. It is as wide as there is room; each month tells its figures under the pointer
and to a screen reader. Colour alone says nothing: bars ahead are striped, and lines differ in mark and dash.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import count, pairwise
from typing import NamedTuple

from markupsafe import Markup

from partnerbook.exact import ZERO, exactly, figure
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import ON_WHITE, THEMED, Colours
from partnerbook.panels.frame.html import html

TOP, NAMED_TOP, HEIGHT, BELOW = 8, 24, 200, 24  # of the bars, also with a name above them, and for months below
WIDE = 640  # of an image
KEY = 20  # the height of a line of an image's legend
BARS, LINES = 2, 4  # at most: more of them cannot be told apart
_SCALE_LINES = 4
_STEPS = tuple(map(Decimal, (1, 2, 5, 10)))
_FEW, _MANY = 2, 6  # months with a name below them, in a side panel and where there is room
_CHARACTER = 7  # the width of a figure of the scale
_STRIPE = 5  # from one stripe to the next
_GROUP = Decimal("0.84")  # the part of a month that its bars side by side take
_APART = 14  # the least between the names of two levels


class Series(NamedTuple):
    """Figures under a name, one a month; None where there is none."""

    name: str
    values: Sequence[Decimal | None]


class Level(NamedTuple):
    """A line across the chart, such as a threshold: what is written on it, and where it lies."""

    name: str
    at: Decimal


class Ahead(NamedTuple):
    """How many of a chart's months, its last ones, lie ahead; what is written before them, and what they are called."""

    months: int
    as_of: str
    name: str


class MonthChart(NamedTuple):
    """What a chart shows: a title for who cannot see it, its months, and what each tells.

    `bars` stand on each other, or side by side where they are `grouped`: BARS of them at most, and LINES lines.
    """

    title: str
    months: Sequence[date]
    told: Sequence[str]
    bars: Sequence[Series] = ()
    lines: Sequence[Series] = ()
    levels: Sequence[Level] = ()
    ahead: Ahead | None = None
    grouped: bool = False


class Piece(NamedTuple):
    """A bar, or a part of one: where it begins and how wide it is, in per cent, its top and height, its colour."""

    left: str
    wide: str
    top: str
    height: str
    colour: str


class Column(NamedTuple):
    """A month: what it tells, where it lies, and its pieces."""

    told: str
    left: str
    wide: str
    pieces: tuple[Piece, ...]


class Label(NamedTuple):
    """A text, where it stands, the height of the line it names, and whether it is left out where room is short."""

    text: str
    at: str
    line: str = ""
    spare: bool = False


class Way(NamedTuple):
    """A line of the chart: its place among the lines, its colour, the points that it joins, and the joints."""

    place: int
    colour: str
    points: tuple[tuple[str, str], ...]
    joints: tuple[tuple[tuple[str, str], tuple[str, str]], ...]


class Key(NamedTuple):
    """An entry of the legend: its kind ("bar", "ahead", "line" or "as_of"), colour, place among its kind, and name."""

    kind: str
    colour: str
    place: int
    name: str


class Drawn(NamedTuple):
    """All that is drawn of a chart, as SVG writes its measures; `said` is the whole in words."""

    said: str
    top: int
    columns: tuple[Column, ...]
    ways: tuple[Way, ...]
    scale: tuple[Label, ...]
    names: tuple[Label, ...]
    levels: tuple[Label, ...]
    keys: tuple[Key, ...]
    ground: str  # where the scale has its 0
    ahead: Label | None
    late: bool  # whether the months ahead begin in the right half
    stripes: tuple[int, ...]
    margin: int


@exactly
def month_chart(chart: MonthChart, reader: Reader) -> Markup:
    """The chart with its legend, in the theme's colours, as wide as there is room."""
    return _svg(chart, reader, THEMED, image=False)


@exactly
def month_image(chart: MonthChart, reader: Reader) -> Markup:
    """The same as an image of its own, on white, which survives where inline SVG is stripped."""
    drawn = _drawn(chart, reader, ON_WHITE)
    data = b64encode(_svg(chart, reader, ON_WHITE, image=True).encode()).decode()
    height = drawn.top + HEIGHT + BELOW + KEY * len(drawn.keys)
    return html("frame/chart_image.html", said=drawn.said, data=data, width=WIDE, height=height)


def told(name: str, figures: Iterable[tuple[str, str]]) -> str:
    """What a month tells: its name, and its figures under theirs.

    >>> told("Oct 2026", [("Sold points", "1,975.67"), ("Managed points", "659.68")])
    'Oct 2026: Sold points 1,975.67; Managed points 659.68'
    """
    return f"{name}: {'; '.join(f'{label} {value}' for label, value in figures)}"


@exactly
def scale_step(largest: Decimal) -> Decimal:
    """The distance of the lines of a scale: 1, 2 or 5 times a power of ten, so that four of them hold the largest.

    >>> scale_step(Decimal(2635)), scale_step(Decimal(0)), scale_step(Decimal("0.3"))
    (Decimal('1000'), Decimal('1'), Decimal('0.1'))
    """
    if largest <= 0:
        return Decimal(1)
    least = largest / _SCALE_LINES
    power = Decimal(10) ** least.adjusted()
    step = next(each * power for each in _STEPS if each * power >= least)
    return Decimal(f"{step.normalize():f}")


def _svg(chart: MonthChart, reader: Reader, colours: Colours, image: bool) -> Markup:
    drawn = _drawn(chart, reader, colours)
    size = {"bottom": drawn.top + HEIGHT, "height": drawn.top + HEIGHT + BELOW, "wide": WIDE, "key": KEY}
    return html("frame/month_chart.svg", drawn=drawn, colours=colours, image=image, **size)


class _Scale(NamedTuple):
    """Where figures lie: those at the top and at the bottom, the step of the scale, and the top's height."""

    high: Decimal
    low: Decimal
    step: Decimal
    top: int

    def y(self, value: Decimal) -> Decimal:
        return self.top + (self.high - value) * HEIGHT / (self.high - self.low)


def _scale(chart: MonthChart, top: int) -> _Scale:
    """A scale that has room for every figure, and for 0."""
    reached = [ZERO, *(level.at for level in chart.levels)]
    reached += [value for series in chart.lines for value in series.values if value is not None]
    for month in range(len(chart.months)):
        figures = [series.values[month] or ZERO for series in chart.bars]
        for stack in [[each] for each in figures] if chart.grouped else [figures]:
            reached += [sum((max(each, ZERO) for each in stack), ZERO), sum((min(each, ZERO) for each in stack), ZERO)]
    high, low = figure(max(reached)), figure(min(reached))
    step = scale_step(high - low)
    steps = [(value / step).to_integral_value(ROUND_CEILING) for value in (high, -low)]
    return _Scale(max(steps[0], Decimal(not steps[1])) * step, -steps[1] * step, step, top)


def _drawn(chart: MonthChart, reader: Reader, colours: Colours) -> Drawn:
    top = NAMED_TOP if chart.ahead else TOP
    scale, width = _scale(chart, top), Decimal(100) / max(len(chart.months), 1)
    past = len(chart.months) - (chart.ahead.months if chart.ahead else 0)
    lines = [scale.low + scale.step * at for at in range(int((scale.high - scale.low) / scale.step) + 1)]
    labels = tuple(Label(reader.number(value), _at(scale.y(value))) for value in lines)
    inks = (colours.sold, colours.managed, colours.ink, colours.ink)
    return Drawn(
        "; ".join([chart.title, *_ends(chart, past), *(level.name for level in chart.levels)]),
        top,
        tuple(_columns(chart, scale, width, inks)),
        tuple(_way(place, series, scale, width, inks[place]) for place, series in enumerate(chart.lines[:LINES])),
        labels,
        tuple(_names(chart.months, width, reader)),
        tuple(_levels(chart.levels, scale)),
        tuple(_keys(chart, inks, colours)),
        _at(scale.y(ZERO)),
        Label(chart.ahead.as_of, f"{past * width:.3f}%") if chart.ahead else None,
        past * 2 > len(chart.months),
        tuple(range(top + HEIGHT - _STRIPE + 1, top, -_STRIPE)) if chart.ahead else (),
        max(len(label.text) for label in labels) * _CHARACTER + 10,
    )


def _ends(chart: MonthChart, past: int) -> Iterator[str]:
    """What the first month tells, the last of those past, and the last."""
    places = sorted({0, past - 1, len(chart.told) - 1} & set(range(len(chart.told))))
    return (chart.told[place] for place in places)


def _columns(chart: MonthChart, scale: _Scale, width: Decimal, inks: Sequence[str]) -> Iterator[Column]:
    bars = chart.bars[:BARS]
    for month, said in enumerate(chart.told):
        left, wide = month * width, width * _GROUP / (len(bars) or 1) if chart.grouped else width
        ends = {True: ZERO, False: ZERO}  # of the bars above the ground, and below it
        pieces = []
        for place, series in enumerate(bars):
            value = figure(series.values[month] or ZERO)
            begin = ZERO if chart.grouped else ends[value > 0]
            ends[value > 0] = begin + value
            tops = sorted((scale.y(begin), scale.y(begin + value)))
            at = left + width * (1 - _GROUP) / 2 + place * wide if chart.grouped else left
            pieces.append(Piece(f"{at:.3f}%", f"{wide:.3f}%", _at(tops[0]), _at(tops[1] - tops[0]), inks[place]))
        yield Column(said, f"{left:.3f}%", f"{width:.3f}%", tuple(pieces))


def _way(place: int, series: Series, scale: _Scale, width: Decimal, colour: str) -> Way:
    points = [
        None if value is None else (f"{(month + Decimal('0.5')) * width:.3f}%", _at(scale.y(figure(value))))
        for month, value in enumerate(series.values)
    ]
    joints = tuple((one, other) for one, other in pairwise(points) if one and other)
    return Way(place, colour, tuple(point for point in points if point), joints)


def _names(months: Sequence[date], width: Decimal, reader: Reader) -> Iterator[Label]:
    """The names of some of the months, from the last one back: few of them always, more where there is room."""
    often = -(-len(months) // _MANY) or 1
    seldom = often * (-(-len(months) // (often * _FEW)) or 1)
    for back, month in enumerate(reversed(months)):
        if back % often == 0:
            at = f"{(len(months) - back) * width:.3f}%"
            yield Label(reader.month(month), at, spare=back % seldom > 0)


def _levels(levels: Iterable[Level], scale: _Scale) -> Iterator[Label]:
    """Every level with its name above its line, or below the name of the one above it."""
    last = None
    for level in sorted(levels, key=lambda level: -level.at):
        line = scale.y(figure(level.at))
        at = line - 5 if last is None else max(line - 5, last + _APART)
        last = at
        yield Label(level.name, _at(at), _at(line))


def _keys(chart: MonthChart, inks: Sequence[str], colours: Colours) -> Iterator[Key]:
    """The legend: the series, what lies ahead, and its first day."""
    for kind, several in (("bar", chart.bars[:BARS]), ("line", chart.lines[:LINES])):
        yield from (Key(kind, ink, place, series.name) for ink, place, series in zip(inks, count(), several))
    if chart.ahead:
        if chart.bars:
            yield Key("ahead", colours.ink, 0, chart.ahead.name)
        yield Key("as_of", colours.ink, 0, chart.ahead.as_of)


def _at(value: Decimal) -> str:
    return f"{value:.2f}"
