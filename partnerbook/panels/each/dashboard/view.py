"""The dashboard's view: the fields that hold for all, the standing in short, and the sections."""

from collections.abc import Iterable
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables.choices import TIERS
from partnerbook.codes import Measure
from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.dashboard.model import SAVED_REPORTS, DashboardModel, panels_inside
from partnerbook.panels.each.dashboard.saved import SavedReports
from partnerbook.panels.each.dashboard.sections import Section, follow, panel_inside
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.asked_fields import segment_fields
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.table import Form, labelled
from partnerbook.panels.frame.view import Panel, day_field, field


class Dashboard(BookPanel):
    """All panels of a book, linked to its model; `inside` has those that were opened, by their names."""

    section = "dashboard"
    static_level = Panel.static_level - 1  # its sections are whole panels
    model: DashboardModel

    def __init__(self, model: DashboardModel, sample: bool = False) -> None:
        words = model.reader.words
        say = words["progress"]
        asked = [
            day_field(model, "as_of", say["as_of"]),
            field(model, "goal", w.Dropdown(options=[choice.code for choice in TIERS]), say["goal"]),
            *segment_fields(model),
        ]
        self.model = model
        self._sections = {
            entry.name: Section(entry.name, words[entry.words]["title"], model, partial(panel_inside, entry, model))
            for entry in panels_inside()
        }
        saved = words["dashboard"]["saved"]
        self._sections[SAVED_REPORTS] = Section(SAVED_REPORTS, saved, model, partial(SavedReports, model))
        self.behind = BehindView(model)
        below = [self.behind, *self._sections.values()]
        super().__init__(model, sample, asked, [self._standing], below, self.open_points)
        self.add_class("pb-dashboard")
        model.follow(self._follow)

    def open_points(self, measure: str) -> None:
        """Open the entries behind a figure of points."""
        open_points(self.behind, self.model, Measure(measure))

    @property
    def inside(self) -> dict[str, Panel]:
        """The panels that were opened, by their names."""
        found = {name: section.inside for name, section in self._sections.items()}
        return {name: panel for name, panel in found.items() if isinstance(panel, Panel)}

    @exactly
    def static_html(self) -> Markup:
        """The standing, and below it the sections that are open."""
        forms = [super().static_html()]
        for name in self.model.sections:
            section = self._sections[name]
            if isinstance(section.inside, Panel | SavedReports):
                title = section.button.description
                forms.append(
                    html("frame/static.html", title=title, level=Panel.static_level, form=section.inside.static_html())
                )
        return html("frame/book_panel.html", told="", forms=forms)

    def close_whole(self) -> None:
        """Close the sections too that are not open."""
        for panel in self.inside.values():
            panel.close_whole()
        super().close_whole()

    def _follow(self) -> None:
        """Open and close sections, and give those that are open what holds for all."""
        for name, section in self._sections.items():
            is_open = name in self.model.sections
            if is_open and isinstance(section.inside, Panel):
                follow(section.inside, self.model)
            section.show(is_open)

    def _standing(self, known: Overview, form: Form) -> Iterable[Part]:
        reader = self.model.reader
        rows = [*sections.tier_rows(known, reader), *sections.point_rows(known, reader, opening=form == "facts")]
        said = [reader.words["dashboard"]["of_all"]] if self.model.segment else []
        yield Part(sentences=said, body=labelled(rows, "figures" if form == "facts" else "table"))
