"""The tier-progress panel's view: the goal and the day, and below them what is known of the book."""

from collections.abc import Sequence
from datetime import date

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables.choices import TIERS
from partnerbook.codes import Measure
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.panels.each.tier_progress.chart import chart_image, tier_chart
from partnerbook.panels.each.tier_progress.model import TierProgressModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel
from partnerbook.panels.frame.colours import ON_WHITE, THEMED, Colours
from partnerbook.panels.frame.html import html, legend
from partnerbook.panels.frame.month_chart import MonthChart, month_chart, month_image
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.points_chart import MonthPoints, points_chart
from partnerbook.panels.frame.pressable import pressable
from partnerbook.panels.frame.table import labelled
from partnerbook.panels.frame.view import day_field, field


class TierProgress(BookPanel):
    """The progress to a tier, linked to its model; `sample` says that the book is the made-up one."""

    section = "progress"
    model: TierProgressModel

    def __init__(self, model: TierProgressModel, sample: bool = False) -> None:
        self.model = model
        say = model.reader.words["progress"]
        goals = [choice.code for choice in TIERS]
        asked = [
            field(model, "goal", w.Dropdown(options=goals), say["goal"]),
            day_field(model, "as_of", say["as_of"]),
        ]
        self.behind = BehindView(model)
        shown = [pressable(model, made, self.open_figure) for made in (self._top, self._figures)]
        super().__init__(model, sample, asked, (), [*shown, self.behind])

    def open_figure(self, code: str) -> None:
        """Open the entries behind a measure, "sold", or behind that of another day, "sold 2026-09-30"."""
        measure, _, text = code.partition(" ")
        day = date.fromisoformat(text) if text else None
        open_points(self.behind, self.model, Measure(measure), day=lambda: day)

    def static_forms(self) -> Sequence[Markup]:
        """The same figures as tables, and the tier chart as an image."""
        known, reader = self.model.known, self.model.reader
        return [] if known is None else [self._static_figures(known, reader)]

    def _static_figures(self, known: Overview, reader: Reader) -> Markup:
        return html(
            "each/tier_progress/static.html",
            **self._shared(known),
            figures=labelled(sections.standing_rows(known, reader)),
            legend=self._legend(ON_WHITE),
            chart=chart_image(known, reader),
            months_chart=month_image(self._months(known), reader),
            keeping=labelled(sections.keeping_rows(known, reader)),
            account=labelled(sections.account_rows(known, reader)),
            months=sections.months_table(known, reader),
        )

    def _top(self) -> str:
        """Everything above the chart of months."""
        known, reader, say = self.model.known, self.model.reader, self.model.reader.words["progress"]
        if known is None:
            return ""
        return html(
            "each/tier_progress/top.html",
            **self._shared(known, opening=True),
            rules=say["rules"].format(day=reader.day(known.edition.start)),
            figures=labelled(sections.standing_rows(known, reader, opening=True), "figures"),
            legend=self._legend(THEMED),
            chart=tier_chart(known, reader),
            keeping=labelled(sections.keeping_rows(known, reader), "facts"),
            account=labelled(sections.account_rows(known, reader), "facts"),
        )

    def _shared(self, known: Overview, opening: bool = False) -> dict[str, object]:
        """What the live panel and its static form show alike."""
        reader, say = self.model.reader, self.model.reader.words["progress"]
        return {
            "say": say,
            "way": say["way"].format(goal=known.goal),
            "progress": sections.progress_table(known, reader, opening),
            "estimated": sections.estimated(known, reader),
            "missing": sections.missing_thresholds(known, known.goal, reader),
            "left_out": sections.left_out(known, reader),
        }

    def _figures(self) -> str:
        """The chart of months, and its figures."""
        known, reader = self.model.known, self.model.reader
        if known is None:
            return ""
        summary, months = reader.words["progress"]["months_figures"], sections.months_table(known, reader, opening=True)
        chart = month_chart(self._months(known), reader)
        return chart + html("frame/folded.html", summary=summary, body=months)

    def _months(self, known: Overview) -> MonthChart:
        months = [MonthPoints(each.day, each.points) for each in known.months]
        return points_chart(months, self.model.reader)

    def _keys(self, colours: Colours) -> list[tuple[str, str]]:
        say = self.model.reader.words["progress"]
        return [(colours.sold, say["sold"]), (colours.managed, say["managed"])]

    def _legend(self, colours: Colours) -> Markup:
        """What the colours of the tier chart mean."""
        return legend([*self._keys(colours), (colours.ink, self.model.reader.words["progress"]["threshold"])], (2,))
