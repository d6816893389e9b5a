"""The chart of points by month as SVG: sold and managed stacked, and each month's figures under the pointer."""

from base64 import b64encode
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from partnerbook.exact import exactly, figure
from partnerbook.figures.months import MonthLine
from partnerbook.figures.shown import shown_points
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import ON_WHITE, THEMED, Colours
from partnerbook.panels.frame.html import html

TOP, HEIGHT, BELOW = 8, 200, 24  # of the bars, and for the names of months below them
MARGIN, WIDE = 60, 640  # of an image
_LABELLED = 6  # every so many months has its name below: more do not fit into a side panel
_LINES = 4
_STEPS = tuple(map(Decimal, (1, 2, 5, 10)))


class Bar(NamedTuple):
    """A month: what it tells, where it stands in per cent of the width, and the tops and heights of its two pieces."""

    told: str
    left: str
    wide: str
    sold: tuple[str, str]
    managed: tuple[str, str]


class Label(NamedTuple):
    """A text of an axis, and where it stands."""

    text: str
    at: str


class Months(NamedTuple):
    """What is drawn: the bars, the lines of the scale, the names of months, and the whole in words."""

    bars: tuple[Bar, ...]
    lines: tuple[Label, ...]
    names: tuple[Label, ...]
    said: str


@exactly
def months_chart(months: Sequence[MonthLine], reader: Reader) -> Markup:
    """The chart in the theme's colours, as wide as there is room."""
    return _svg(months, reader, THEMED, image=False)


@exactly
def months_image(months: Sequence[MonthLine], reader: Reader) -> Markup:
    """The chart as an image of its own, on white, which survives where inline SVG is stripped."""
    data = b64encode(_svg(months, reader, ON_WHITE, image=True).encode()).decode()
    size = {"width": WIDE, "height": TOP + HEIGHT + BELOW}
    return html("frame/chart_image.html", said=_drawn(months, reader).said, data=data, **size)


def _svg(months: Sequence[MonthLine], reader: Reader, colours: Colours, image: bool) -> Markup:
    size = {"top": TOP, "bottom": TOP + HEIGHT, "height": TOP + HEIGHT + BELOW, "margin": MARGIN, "wide": WIDE}
    return html("frame/months.svg", drawn=_drawn(months, reader), colours=colours, image=image, **size)


@exactly
def scale_step(largest: Decimal) -> Decimal:
    """The distance of the lines of a scale: 1, 2 or 5 times a power of ten, so that four of them hold the largest.

    >>> scale_step(Decimal(2635)), scale_step(Decimal(0)), scale_step(Decimal("0.3"))
    (Decimal('1000'), Decimal('1'), Decimal('0.1'))
    """
    if largest <= 0:
        return Decimal(1)
    least = largest / _LINES
    power = Decimal(10) ** least.adjusted()
    step = next(each * power for each in _STEPS if each * power >= least)
    return Decimal(f"{step.normalize():f}")


def _drawn(months: Sequence[MonthLine], reader: Reader) -> Months:
    say = reader.words["progress"]
    points = [tuple(max(figure(value), Decimal(0)) for value in (each.points.sold, each.points.managed))
              for each in months]  # fmt: skip
    step = scale_step(max((sold + managed for sold, managed in points), default=Decimal(0)))
    per_point = Decimal(HEIGHT) / (step * _LINES)
    width = Decimal(100) / max(len(months), 1)
    bars, names = [], []
    for at, (month, (sold, managed)) in enumerate(zip(months, points, strict=True)):
        shown = shown_points(month.points)
        told = {name: reader.points(getattr(shown, name)) for name in ("sold", "managed", "total")}
        name = reader.month(month.day)
        tops = [TOP + HEIGHT - height * per_point for height in (sold, sold + managed)]
        pieces = [
            (f"{top:.2f}", f"{height * per_point:.2f}") for top, height in zip(tops, (sold, managed), strict=True)
        ]
        bars.append(Bar(say["points_by_month"].format(month=name, **told), f"{at * width:.3f}%", f"{width:.3f}%",
                        pieces[0], pieces[1]))  # fmt: skip
        if (len(months) - 1 - at) % _LABELLED == 0:
            names.append(Label(name, f"{(at + 1) * width:.3f}%"))
    lines = [Label(reader.number(step * at), f"{TOP + HEIGHT - step * at * per_point:.2f}") for at in range(_LINES + 1)]
    said = "; ".join([say["months"], *(bar.told for bar in (bars[:1] + bars[-1:]))])
    return Months(tuple(bars), tuple(lines), tuple(names), said)
