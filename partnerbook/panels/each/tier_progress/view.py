"""The tier-progress panel's view: the goal and the day, and below them what is known of the book."""

from html import escape

import ipywidgets as w
import traitlets as t

from partnerbook.book.tables.choices import TIERS
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.tier_progress import sections
from partnerbook.panels.each.tier_progress.chart import tier_chart
from partnerbook.panels.each.tier_progress.model import TierProgressModel
from partnerbook.panels.frame.colours import LINE, MANAGED, SOLD
from partnerbook.panels.frame.months_chart import MonthsChart
from partnerbook.panels.frame.view import Panel, alert, field, fields, legend, live, table


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
        model.observe(lambda _: self._draw_months(), "computations")
        self._draw_months()
        if self.note:
            parts.insert(0, w.HTML(f'<p class="pb-note">{escape(self.note)}</p>'))
        super().__init__(model, title, [*parts, live(model, self._top), self.chart, live(model, self._figures)])

    def static_html(self) -> str:
        """The same figures as tables, and the tier chart as an image."""
        known, reader, say = self.model.known, self.model.reader, self.model.reader.words["progress"]
        if known is None:
            return "".join(f"<p>{escape(problem)}</p>" for problem in self.model.problems.values())
        parts = [
            f"<p>{escape(self.note)}</p>" if self.note else "",
            table([(say["as_of"], reader.day(known.as_of)), *sections.standing_rows(known, reader)]),
            f"<h4>{escape(say['way'].format(goal=known.goal))}</h4>{sections.progress_table(known, reader)}",
            f"<h4>{escape(say['chart'])}</h4><p>{self._legend()}</p>{sections.chart_image(known, reader)}",
            f"<h4>{escape(say['keeps'])}</h4>{table(sections.keeping_rows(known, reader))}",
            f"<h4>{escape(say['account'])}</h4>{table(sections.account_rows(known, reader))}",
            f"<h4>{escape(say['months'])}</h4>{sections.months_table(known, reader)}",
        ]
        return "".join(parts)

    def _top(self) -> str:
        """Everything above the chart of months."""
        known, reader, say = self.model.known, self.model.reader, self.model.reader.words["progress"]
        if known is None:
            return ""
        rows = sections.standing_rows(known, reader)
        tiles = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in rows)
        parts = [
            f'<p class="pb-note">{escape(say["rules"].format(day=reader.day(known.edition.start)))}</p>',
            f'<div role="status" aria-live="polite"><dl class="pb-figures">{tiles}</dl></div>',
            self._left_out(known),
            _section(say["way"].format(goal=known.goal), sections.progress_table(known, reader)),
            _section(say["chart"], f'<div class="pb-chart">{self._legend()}{tier_chart(known, reader)}</div>'),
            _section(say["keeps"], sections.definitions(sections.keeping_rows(known, reader))),
            _section(say["account"], sections.definitions(sections.account_rows(known, reader))),
            f"<h3>{escape(say['months'])}</h3>",
        ]
        return "".join(parts)

    def _legend(self) -> str:
        say = self.model.reader.words["progress"]
        return legend([(SOLD, say["sold"]), (MANAGED, say["managed"]), (LINE, say["threshold"])])

    def _figures(self) -> str:
        """The chart of months as figures."""
        known, say = self.model.known, self.model.reader.words["progress"]
        if known is None:
            return ""
        shown = sections.months_table(known, self.model.reader)
        return (
            f'<details><summary>{escape(say["months_figures"])}</summary><div class="pb-scroll">{shown}</div></details>'
        )

    def _left_out(self, known: Overview) -> str:
        count = known.problems + len(known.ledger.unused)
        return (
            f'<p class="pb-problem">{escape(self.model.say("progress", "left_out", count=count))}</p>' if count else ""
        )

    def _draw_months(self) -> None:
        self.chart.layout.display = "none" if self.model.known is None else None
        if self.model.known is not None:
            self.chart.show(self.model.known)


def _section(title: str, html: str) -> str:
    return f"<h3>{escape(title)}</h3>{html}"
