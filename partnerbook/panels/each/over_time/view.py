"""The view of progress over time: which months, and below them the chart, what becomes of the tier, and the figures."""

from collections.abc import Sequence
from datetime import date

import ipywidgets as w
from markupsafe import Markup

from partnerbook.codes import Measure
from partnerbook.days import ONE_DAY
from partnerbook.figures.months import MonthLine
from partnerbook.figures.over_time import MonthAhead
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_changes, shown_points
from partnerbook.panels.each.over_time.model import AHEAD, BACK, OverTimeModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel
from partnerbook.panels.frame.changes_behind import NUMBERS, open_changes
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.month_chart import Ahead, MonthChart, month_chart, month_image
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.points_chart import MonthPoints, points_chart, tier_levels
from partnerbook.panels.frame.pressable import opens, pressable
from partnerbook.panels.frame.table import Column, table
from partnerbook.panels.frame.view import day_field, field
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import editions

_CODES = (Measure.SOLD, Measure.MANAGED, Measure.TOTAL, *NUMBERS)


class OverTime(BookPanel):
    """Points month by month, linked to their model; `sample` says that the book is the made-up one."""

    section = "over_time"
    model: OverTimeModel

    def __init__(self, model: OverTimeModel, sample: bool = False) -> None:
        self.model = model
        say = model.reader.words["over_time"]
        back = [(say["last"].format(count=months), months) for months in BACK]
        ahead = [(say["next"].format(count=months) if months else say["none"], months) for months in AHEAD]
        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            field(model, "back", w.Dropdown(options=back), say["back"]),
            field(model, "ahead", w.Dropdown(options=ahead), say["ahead"]),
        ]
        self.behind = BehindView(model)
        shown = pressable(model, lambda: self._sections(live=True), self.open_figure)
        super().__init__(model, sample, asked, (), [shown, self.behind])

    def open_figure(self, code: str) -> None:
        """Open the entries behind a figure of a month: its points, or what came or went in it."""
        number, first, last = code.split()
        days = date.fromisoformat(first), date.fromisoformat(last)
        if number in NUMBERS:
            open_changes(self.behind, self.model, number, *days)
        else:
            open_points(self.behind, self.model, Measure(number), day=lambda: days[1])

    def static_forms(self) -> Sequence[Markup]:
        """The same sections, with the chart as an image."""
        return [self._sections(live=False)]

    def _sections(self, live: bool) -> Markup:
        model, reader, say = self.model, self.model.reader, self.model.reader.words["over_time"]
        known, found = model.known, model.outlook
        if known is None or found is None:
            return Markup()
        level = 3 if live else 4
        return html(
            "each/over_time/sections.html",
            say=say,
            level=level,
            outlook=sections.outlook_part(found, reader, level),
            chart=(month_chart if live else month_image)(self._chart(known), reader),
            notes=self._notes(known),
            tables=[
                (say["coming"], self._months(model.coming, live), say["no_coming"]),
                (say["reviews"], sections.reviews_table(found, reader), say["no_reviews"]),
                (say["past"], self._months(model.past[::-1], live), ""),
            ],
            left_out=sections.left_out(known, reader),
        )

    def _chart(self, known: Overview) -> MonthChart:
        model, reader, say = self.model, self.model.reader, self.model.reader.words["over_time"]
        months = [MonthPoints(each.day, each.points) for each in (*model.past, *model.coming)]
        as_of = say["as_of"].format(day=reader.day(known.as_of))
        ahead = Ahead(len(model.coming), as_of, say["known"]) if model.coming else None
        return points_chart(months, reader, tier_levels(known, [each.points for each in months], reader), ahead)

    def _notes(self, known: Overview) -> list[str]:
        """What the lines of the chart are, and where a threshold or a unit is missing."""
        reader, say = self.model.reader, self.model.reader.words["over_time"]
        unknown = [sections.missing_thresholds(known, tier, reader) for tier in known.edition.tier_names]
        start = known.edition.start
        lines = say["levels"].format(day=reader.day(known.as_of)) if known.book.tiers else ""
        before = say["other_rules"].format(day=reader.day(start)) if lines and self.model.past[0].day < start else ""
        return [lines, before, next(filter(None, unknown), ""), sections.estimated(known, reader)]

    def _months(self, months: Sequence[MonthLine | MonthAhead], live: bool) -> Markup:
        """The points of months and what came and went in them; of those ahead also the tier they leave."""
        words = self.model.reader.words
        ahead = bool(months) and isinstance(months[0], MonthAhead)
        heads = [words["progress"][key] for key in ("sold", "managed", "total")]
        heads += [words["over_time"][key] for key in NUMBERS]
        tiers = [Column(words["progress"]["performing"], "start")] if ahead else []
        columns = [Column(words["progress"]["month"], "start", "row"), *map(Column, heads), *tiers]
        return table(columns, [self._month(each, live) for each in months]) if months else Markup()

    def _month(self, month: MonthLine | MonthAhead, live: bool) -> list[str]:
        reader, points = self.model.reader, shown_points(month.points)
        moved = [shown_changes(month.changes[track]) for track in (SOLD, MANAGED)]
        figures = [points.sold, points.managed, points.total, *(each for of in moved for each in (of.new, of.lost))]
        shown = list(map(reader.points, figures))
        if live and month.day >= editions()[0].start:
            each = zip(shown, figures, _CODES, strict=True)
            shown = [self._opening(text, code, month.day) if figure else text for text, figure, code in each]
        tiers = [sections.tier_name(month.performing, reader)] if isinstance(month, MonthAhead) else []
        return [reader.month(month.day), *shown, *tiers]

    def _opening(self, shown: str, code: str, last: date) -> str:
        """A figure of a month as a button; the month of the day itself is in two parts, past and ahead."""
        reader, first = self.model.reader, last.replace(day=1)
        as_of = self.model.known.as_of if self.model.known else last
        if first <= as_of < last:
            first = as_of + ONE_DAY
        words = reader.words["changes" if code in NUMBERS else "behind"]
        return opens(shown, f"{code} {first} {last}", f"{words[code]}, {reader.month(last)}")
