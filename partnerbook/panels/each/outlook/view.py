"""The view of what lies ahead: a tab for the tier, the next steps, the way to a goal, what is at stake, and on whom."""

from collections.abc import Iterable, Iterator

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import SETTINGS, THRESHOLDS
from partnerbook.book.tables.choices import TIERS
from partnerbook.codes import Measure
from partnerbook.figures.next_step_words import step_sentence
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.outlook.lists import client_rows, shared_rows, stake_rows, staked_part
from partnerbook.panels.each.outlook.model import MONTHS, OutlookModel
from partnerbook.panels.each.outlook.way import way_parts
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import Listed, Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.tabbed_panel import Tab, TabbedPanel
from partnerbook.panels.frame.table import Form
from partnerbook.panels.frame.view import day_field, field, fields


class WhatLiesAhead(TabbedPanel):
    """What is known of the months to come, linked to its model; `sample` says that the book is the made-up one."""

    section = "outlook"
    model: OutlookModel

    def __init__(self, model: OutlookModel, sample: bool = False) -> None:
        self.model = model
        words = model.reader.words
        self._say = say = words["outlook"]
        self.behind = BehindView(model)
        asked = [
            day_field(model, "as_of", words["progress"]["as_of"]),
            field(model, "goal", w.Dropdown(options=[choice.code for choice in TIERS]), words["progress"]["goal"]),
        ]
        tabs = [
            Tab(say["tier"], [self._tier]),
            Tab(words["program"]["steps"], [self._steps]),
            Tab(say["way"], [lambda known, _: way_parts(known, model)],
                lambda: [fields(day_field(model, "by", say["by"]))]),
            Tab(say["stake"], [lambda *_: staked_part(model),
                               Listed(lambda known: stake_rows(known, model, self.open_client))],
                lambda: [fields(self._months())]),
            Tab(say["clients"], [Listed(lambda known: client_rows(known, model, self.open_client))]),
            Tab(say["shared"], [Listed(lambda known: shared_rows(known, model, self.open_managed))]),
        ]  # fmt: skip
        super().__init__(model, sample, asked, [], tabs, [self.behind])

    def open_client(self, client: str, _: str = "") -> None:
        """Open the entries behind a client's points; those at stake are of them."""
        open_points(self.behind, self.model, Measure.TOTAL, client=client)

    def open_managed(self, client: str, _: str = "") -> None:
        """Open the entries behind a client's managed points."""
        open_points(self.behind, self.model, Measure.MANAGED, client=client)

    def _months(self) -> w.Widget:
        say = self.model.reader.words["over_time"]
        options = [(say["next"].format(count=months), months) for months in MONTHS]
        return field(self.model, "months", w.Dropdown(options=options), say["ahead"])

    def _tier(self, known: Overview, form: Form) -> Iterator[Part]:
        """How sure the tier is, and what the reviews would decide."""
        model, reader, words = self.model, self.model.reader, self.model.reader.words
        if model.ahead is None:
            return
        yield Part(body=sections.outlook_part(model.ahead, reader, 3 if form == "facts" else 5))
        reviews = sections.reviews_table(model.ahead, reader)
        none = [] if reviews else [words["over_time"]["no_reviews"]]
        yield Part(words["over_time"]["reviews"], none, reviews, wide=bool(reviews))
        yield Part(sentences=sections.left_out(known, reader))

    def _steps(self, *_: object) -> Iterable[Part]:
        """What to do next, the most urgent first."""
        reader, words = self.model.reader, self.model.reader.words
        sheets = SETTINGS.label(reader.language), THRESHOLDS.label(reader.language)
        sentences = [
            step_sentence(step, sheets, reader.language, reader.points, reader.day) for step in self.model.steps()
        ]
        steps = html("each/outlook/steps.html", sentences=sentences) if sentences else Markup()
        yield Part("", [] if sentences else [words["program"]["no_steps"]], steps)
