"""The chart of points by month: sold and managed stacked, and the month's figures where the pointer is."""

from collections.abc import Sequence
from typing import Any

import bqplot as b
import ipywidgets as w

from partnerbook.figures.months import MonthLine
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_points
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.colours import MANAGED, SOLD
from partnerbook.panels.frame.html import html, legend

_BLANK = "\N{NO-BREAK SPACE}"
_LABELLED = 5  # every so many months has its name below: more do not fit into a side panel


class MonthsChart(w.VBox):
    """The chart, drawn once; `show` moves its bars to another book or day."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.months: Sequence[MonthLine] = ()
        self.told = w.HTML()
        self.bars = b.Bars(
            scales={"x": b.OrdinalScale(), "y": b.LinearScale(min=0)},
            type="stacked",
            colors=[SOLD, MANAGED],
            padding=0.25,
        )
        self.bars.tooltip = self.told
        self.bars.on_hover(self._tell)
        below = b.Axis(scale=self.bars.scales["x"], grid_lines="none")
        beside = b.Axis(scale=self.bars.scales["y"], side="left", tick_format=".0f")
        say = reader.words["progress"]
        self.below = below
        margins = {"top": 10, "bottom": 30, "left": 44, "right": 24}
        figure = b.Figure(
            marks=[self.bars], axes=[below, beside], fig_margin=margins, animation_duration=0, display_toolbar=False
        )
        figure.layout.width, figure.layout.height = "100%", "240px"
        figure.layout.min_width = "240px"
        keys = legend([(SOLD, say["sold"]), (MANAGED, say["managed"])])
        super().__init__([w.HTML(keys), figure])

    def show(self, known: Overview) -> None:
        """Draw the months that lead to the day."""
        self.months = known.months
        names = [self.reader.month(month.day) for month in self.months]
        last = len(names) - 1
        with self.bars.hold_sync():
            self.bars.x = names
            self.bars.y = [
                [float(getattr(month.points, track)) for month in self.months] for track in ("sold", "managed")
            ]
        self.below.tick_labels = {
            name: _BLANK if (last - place) % _LABELLED else name for place, name in enumerate(names)
        }

    def _tell(self, _: Any, hovered: dict[str, Any]) -> None:
        points = shown_points(self.months[hovered["data"]["index"]].points)
        shown = {name: self.reader.points(getattr(points, name)) for name in ("sold", "managed", "total")}
        month = self.reader.month(self.months[hovered["data"]["index"]].day)
        said = self.reader.words["progress"]["points_by_month"].format(month=month, **shown)
        self.told.value = html("frame/told.html", said=said)
