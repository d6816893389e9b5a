"""The tier-progress panel's view: the goal and the day, and below them what is known of the book."""

import ipywidgets as w
import traitlets as t
from markupsafe import Markup

from partnerbook.book.tables.choices import TIERS
from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.tier_progress import sections
from partnerbook.panels.each.tier_progress.chart import chart_image, tier_chart
from partnerbook.panels.each.tier_progress.model import TierProgressModel
from partnerbook.panels.frame.colours import LINE, MANAGED, SOLD
from partnerbook.panels.frame.html import alert, html, legend, note
from partnerbook.panels.frame.months_chart import MonthsChart
from partnerbook.panels.frame.table import labelled
from partnerbook.panels.frame.view import Panel, field, fields, live


class TierProgress(Panel):
    """The progress to a tier, linked to its model; `sample` says that the book is the made-up one."""

    def __init__(self, model: TierProgressModel, sample: bool = False) -> None:
        self.model: TierProgressModel = model
        self.note = model.reader.words["progress"]["sample"] if sample else ""
        say = model.reader.words["progress"]
        partner = model.book.settings.partner
        title = say["of"].format(partner=partner) if partner else say["title"]
        goals = [choice.code for choice in TIERS]
        asked = fields(
            field(model, "goal", w.Dropdown(options=goals), say["goal"]),
            field(model, "as_of", w.DatePicker(), say["as_of"]),
        )
        parts = [asked]
        if model.path is not None:
            again, unread = w.Button(description=say["again"]), w.HTML()
            again.layout.width = "auto"
            again.on_click(lambda _: model.read_again())
            t.dlink(
                (model, "problems"), (unread, "value"), lambda found: alert(found["book"]) if "book" in found else ""
            )
            parts += [again, unread]
        self.chart = MonthsChart(model.reader)
        model.follow(self._draw_months)
        if self.note:
            parts.insert(0, w.HTML(note(self.note)))
        super().__init__(model, title, [*parts, live(model, self._top), self.chart, live(model, self._figures)])

    @exactly
    def static_html(self) -> Markup:
        """The same figures as tables, and the tier chart as an image."""
        known, reader, say = self.model.known, self.model.reader, self.model.reader.words["progress"]
        if known is None:
            return html("frame/sentences.html", sentences=self.model.problems.values())
        day = (say["as_of"], reader.day(known.as_of))
        return html(
            "each/tier_progress/static.html",
            **self._shared(known),
            note=self.note,
            figures=labelled([day, *sections.standing_rows(known, reader)]),
            chart=chart_image(known, reader),
            keeping=labelled(sections.keeping_rows(known, reader)),
            left_out=self._left_out(known),
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
            **self._shared(known),
            rules=say["rules"].format(day=reader.day(known.edition.start)),
            figures=labelled(sections.standing_rows(known, reader), "figures"),
            left_out=self._left_out(known),
            chart=tier_chart(known, reader),
            keeping=labelled(sections.keeping_rows(known, reader), "facts"),
            account=labelled(sections.account_rows(known, reader), "facts"),
        )

    def _left_out(self, known: Overview) -> list[str]:
        """What of the book is in no figure, or not in retention."""
        said = [self.model.say("progress", "left_out", count=known.left_out)] if known.left_out else []
        rows = sections.unpriced_rows(known)
        return [*said, self.model.say("progress", "unpriced", rows=rows)] if rows else said

    def _shared(self, known: Overview) -> dict[str, object]:
        """What the live panel and its static form show alike."""
        reader, say = self.model.reader, self.model.reader.words["progress"]
        return {
            "say": say,
            "way": say["way"].format(goal=known.goal),
            "progress": sections.progress_table(known, reader),
            "estimated": sections.estimated(known, reader),
            "missing": sections.missing_thresholds(known, reader),
            "legend": legend([(SOLD, say["sold"]), (MANAGED, say["managed"]), (LINE, say["threshold"])]),
        }

    def _figures(self) -> str:
        """The chart of months as figures."""
        known, reader = self.model.known, self.model.reader
        if known is None:
            return ""
        months = sections.months_table(known, reader)
        return html("each/tier_progress/months.html", say=reader.words["progress"], months=months)

    def _draw_months(self) -> None:
        self.chart.layout.display = "none" if self.model.known is None else None
        if self.model.known is not None:
            self.chart.show(self.model.known)
