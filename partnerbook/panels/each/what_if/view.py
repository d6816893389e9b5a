"""The view of what if: scenarios beside the book as it is, and below them the fields of a row that is made up."""

from collections.abc import Iterator, Sequence

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import SCENARIOS, SETTINGS, THRESHOLDS
from partnerbook.exact import exactly
from partnerbook.figures.outlook_words import outlook_headline, outlook_sentences
from partnerbook.figures.overview import Overview
from partnerbook.figures.scenario import Scenario
from partnerbook.figures.shown import shown, shown_points
from partnerbook.language.texts import texts
from partnerbook.panels.each.what_if.form import row_form
from partnerbook.panels.each.what_if.model import MONTHS, WhatIfModel
from partnerbook.panels.each.what_if.rows import row_columns, row_rows
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.book_change import BookChange
from partnerbook.panels.frame.book_panel import BookPanel, Part
from partnerbook.panels.frame.html import html, note
from partnerbook.panels.frame.month_chart import LINES, MonthChart, Series, month_chart, month_image, told
from partnerbook.panels.frame.points_chart import tier_levels
from partnerbook.panels.frame.row_list import RowList, static_list
from partnerbook.panels.frame.table import Column, Form, table
from partnerbook.panels.frame.view import button, day_field, field, piece


class WhatIfView(BookPanel):
    """Scenarios month by month, linked to their model; `sample` says that the book is the made-up one."""

    section = "what_if"
    model: WhatIfModel

    def __init__(self, model: WhatIfModel, sample: bool = False) -> None:
        self.model = model
        words = model.reader.words
        self._say = say = words["what_if"]
        ahead = [(words["over_time"]["next"].format(count=months), months) for months in MONTHS]
        asked = [
            day_field(model, "as_of", words["progress"]["as_of"]),
            field(model, "months", w.Dropdown(options=ahead), words["over_time"]["ahead"]),
        ]
        self.list = RowList((), (), model.reader, say["rows"], selectable=True)
        self.change = BookChange(model)
        self._add, self._out, self._write = (button(say[key]) for key in ("add", "take_out", "write"))
        self._add.on_click(lambda _: self.add())
        self._out.on_click(lambda _: self.take_out())
        self._write.on_click(lambda _: self.write())
        self._acts = w.HBox([self._out, self._write])
        self._acts.add_class("pb-buttons")
        below = [
            piece(html("frame/heading.html", heading=say["assume"])),
            piece(note(say["never"])),
            row_form(model),
            self._add,
            self.list,
            self._acts,
            self.change,
        ]
        super().__init__(model, sample, asked, [self._beside], below)
        model.follow(self._follow)

    def add(self) -> None:
        """Put the row that is typed among the rows."""
        self.change.clear()
        self.model.add()

    def take_out(self) -> None:
        """Take the chosen rows out again, or all of them."""
        self.change.clear()
        self.model.take_out([int(code) for code in self.list.chosen])

    def write(self) -> None:
        """Show what would change in the book if the rows were written into it, and ask."""
        self.change.propose(lambda *_: self.model.row_changes())

    @exactly
    def static_forms(self) -> Sequence[Markup]:
        """The scenarios, and the rows that were typed."""
        forms = [*super().static_forms()]
        if self.model.rows:
            rows = static_list(row_columns(self.model.reader), row_rows(self.model), self.model.reader)
            forms.append(html("frame/parts.html", parts=[Part(self._say["rows"], (), rows)], level=4))
        return forms

    def _follow(self) -> None:
        """The list has the rows that were typed; without any there is none."""
        self.list.show(row_columns(self.model.reader), row_rows(self.model))
        for each in (self.list, self._acts):
            each.layout.display = None if self.model.rows else "none"

    def _name(self, each: Scenario) -> str:
        return each.name or texts("report", self.model.reader.language)["scenarios"]["as_it_is"]

    def _beside(self, known: Overview, form: Form) -> Iterator[Part]:
        """How sure the tier is in each scenario, and their points month by month."""
        model, reader, say = self.model, self.model.reader, self._say
        report = texts("report", reader.language)["scenarios"]
        yield Part(
            sentences=[
                report["subtitle"],
                *(say["untold"].format(name=each.name, why=each.why) for each in model.untold),
            ]
        )
        if not known.book.scenarios and not model.rows:
            yield Part(sentences=[say["none"].format(sheet=SCENARIOS.label(reader.language))])
        sheets = SETTINGS.label(reader.language), THRESHOLDS.label(reader.language)
        rows = []
        for each in model.found:
            sentences = outlook_sentences(
                each.ahead, sheets, reader.language, lambda value: reader.points(shown(value)), reader.day
            )
            rows.append((self._name(each), outlook_headline(each.ahead, reader.language, reader.day), next(sentences)))
        columns = [Column(say["scenario"], "start", "row"), Column(say["tier"], "start"), Column(say["why"], "start")]
        yield Part(say["in_short"], (), table(columns, rows), wide=True)
        chart = self._chart(known)
        more = len(model.found) - LINES
        yield Part(chart.title, [say["more"].format(count=more)] if more > 0 else [],
                   (month_chart if form == "facts" else month_image)(chart, reader))  # fmt: skip
        yield Part(report["months"], (), self._months(), wide=True)

    def _chart(self, known: Overview) -> MonthChart:
        reader, found = self.model.reader, self.model.found[:LINES]
        days = [each.day for each in found[0].months]
        totals = [[shown_points(day.points).total for day in each.months] for each in found]
        names = [self._name(each) for each in found]
        tells = [
            told(reader.month(day), zip(names, map(reader.points, of_day), strict=True))
            for day, of_day in zip(days, zip(*totals, strict=True), strict=True)
        ]
        lines = [Series(name, values) for name, values in zip(names, totals, strict=True)]
        points = [day.points for each in found for day in each.months]
        return MonthChart(self._say["chart"], days, tells, (), lines, tier_levels(known, points, reader))

    def _months(self) -> Markup:
        """The total points and the credited tier at the end of each month, scenario by scenario."""
        reader, found, credited = self.model.reader, self.model.found, self.model.reader.words["progress"]["credited"]
        columns = [Column(reader.words["progress"]["month"], "start", "row")]
        for each in found:
            columns += [Column(self._name(each)), Column(f"{self._name(each)}: {credited}", "start")]
        rows = []
        for days in zip(*(each.months for each in found), strict=True):
            cells = [reader.month(days[0].day)]
            for day in days:
                cells += [reader.points(shown_points(day.points).total), sections.tier_name(day.credited, reader)]
            rows.append(cells)
        return table(columns, rows)
