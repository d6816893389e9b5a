"""The tier-progress panel's view: the goal and the day, and below them what is known of the book."""

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables.choices import TIERS
from partnerbook.codes import Measure
from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.tier_progress.chart import chart_image, tier_chart
from partnerbook.panels.each.tier_progress.model import TierProgressModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_view import book_parts
from partnerbook.panels.frame.colours import ON_WHITE, THEMED, Colours
from partnerbook.panels.frame.html import html, legend, note
from partnerbook.panels.frame.month_chart import month_chart, month_image
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.points_chart import points_chart
from partnerbook.panels.frame.pressable import pressable
from partnerbook.panels.frame.table import labelled
from partnerbook.panels.frame.view import Panel, day_field, field, fields, live


class TierProgress(Panel):
    """The progress to a tier, linked to its model; `sample` says that the book is the made-up one."""

    def __init__(self, model: TierProgressModel, sample: bool = False) -> None:
        self.model: TierProgressModel = model
        self.note = model.reader.words["progress"]["sample"] if sample else ""
        say = model.reader.words["progress"]
        goals = [choice.code for choice in TIERS]
        asked = fields(
            field(model, "goal", w.Dropdown(options=goals), say["goal"]),
            day_field(model, "as_of", say["as_of"]),
        )
        parts = [asked, *book_parts(model)]
        if self.note:
            parts.insert(0, w.HTML(note(self.note)))
        self.behind = BehindView(model)
        top = pressable(model, self._top, lambda code: open_points(self.behind, model, Measure(code)))
        super().__init__(model, "", [*parts, top, live(model, self._figures), self.behind])
        model.follow(self._entitle)

    def _entitle(self) -> None:
        """The title names the partner, whom the book may call otherwise once it is read again."""
        partner, say = self.model.book.settings.partner, self.model.reader.words["progress"]
        self.retitle(say["of"].format(partner=partner) if partner else say["title"])

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
            legend=self._legend(ON_WHITE),
            chart=chart_image(known, reader),
            months_chart=month_image(points_chart(known.months, reader), reader),
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
            **self._shared(known),
            rules=say["rules"].format(day=reader.day(known.edition.start)),
            figures=labelled(sections.standing_rows(known, reader, opening=True), "figures"),
            legend=self._legend(THEMED),
            chart=tier_chart(known, reader),
            keeping=labelled(sections.keeping_rows(known, reader), "facts"),
            account=labelled(sections.account_rows(known, reader), "facts"),
        )

    def _shared(self, known: Overview) -> dict[str, object]:
        """What the live panel and its static form show alike."""
        reader, say = self.model.reader, self.model.reader.words["progress"]
        return {
            "say": say,
            "way": say["way"].format(goal=known.goal),
            "progress": sections.progress_table(known, reader),
            "estimated": sections.estimated(known, reader),
            "missing": sections.missing_thresholds(known, known.goal, reader),
            "left_out": sections.left_out(known, reader),
        }

    def _figures(self) -> str:
        """The chart of months, and its figures."""
        known, reader = self.model.known, self.model.reader
        if known is None:
            return ""
        months = sections.months_table(known, reader)
        return html(
            "each/tier_progress/months.html",
            say=reader.words["progress"],
            chart=month_chart(points_chart(known.months, reader), reader),
            months=months,
        )

    def _keys(self, colours: Colours) -> list[tuple[str, str]]:
        say = self.model.reader.words["progress"]
        return [(colours.sold, say["sold"]), (colours.managed, say["managed"])]

    def _legend(self, colours: Colours) -> Markup:
        """What the colours of the tier chart mean."""
        return legend([*self._keys(colours), (colours.ink, self.model.reader.words["progress"]["threshold"])], (2,))
