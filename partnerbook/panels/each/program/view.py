"""The view of the program information: the day, and below it what is known, section by section."""

from collections.abc import Sequence

from markupsafe import Markup

from partnerbook.book.tables import SETTINGS, THRESHOLDS
from partnerbook.codes import Measure
from partnerbook.figures.next_step_words import step_sentence
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown
from partnerbook.language.words import measure_words
from partnerbook.panels.each.program.model import ProgramModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.pressable import pressable
from partnerbook.panels.frame.table import Form, Pairs, labelled
from partnerbook.panels.frame.view import day_field


class ProgramInformation(BookPanel):
    """What a partner is in the program, linked to its model; `sample` says that the book is the made-up one."""

    section = "program"
    model: ProgramModel

    def __init__(self, model: ProgramModel, sample: bool = False) -> None:
        self.model = model
        asked = [day_field(model, "as_of", model.reader.words["progress"]["as_of"])]
        self.behind = BehindView(model)
        shown = pressable(
            model, lambda: self._sections("facts"), lambda code: open_points(self.behind, model, Measure(code))
        )
        super().__init__(model, sample, asked, (), [shown, self.behind])

    def static_forms(self) -> Sequence[Markup]:
        """The same sections, with tables for lists of facts."""
        return [self._sections("table")]

    def _sections(self, form: Form) -> Markup:
        known, ahead = self.model.known, self.model.ahead
        if known is None or ahead is None:
            return Markup()
        reader, say = self.model.reader, self.model.reader.words["program"]
        facts = [
            (say["tier"], [*sections.tier_rows(known, reader), *self._edition(known)]),
            (say["points"], sections.point_rows(known, reader, opening=form == "facts")),
            (say["next"].format(tier=known.next_tier), self._next(known)),
            (say["sourced"], sections.sourced_rows(known, reader)),
            (say["retention"], sections.retention_rows(known, reader)),
            (reader.words["progress"]["account"], sections.account_rows(known, reader)),
        ]
        level = 3 if form == "facts" else 4
        return html(
            "each/program/sections.html",
            say=say,
            level=level,
            facts=[(heading, labelled(rows, form)) for heading, rows in facts],
            estimated=sections.estimated(known, reader),
            missing=sections.missing_thresholds(known, known.next_tier, reader),
            left_out=sections.left_out(known, reader),
            outlook=sections.outlook_part(ahead, reader, level),
            steps=self._steps(),
        )

    def _edition(self, known: Overview) -> Pairs:
        """The edition in force, since when the tier is held, and the next review."""
        reader, say = self.model.reader, self.model.reader.words["program"]
        day, review = reader.day(known.edition.start), known.next_review
        rows = [(say["edition"], reader.words["progress"]["rules"].format(day=day))]
        if known.credited_since is not None:
            rows.append((reader.words["progress"]["since"], reader.day(known.credited_since)))
        if review is not None:
            rows.append((reader.words["progress"]["next_review"], reader.day(review.day)))
        return rows

    def _next(self, known: Overview) -> Pairs:
        """What the next tier needs, measure by measure, and beside points."""
        reader, say = self.model.reader, self.model.reader.words["program"]
        rows = []
        for row in known.way_to(known.next_tier):
            key = "need_unknown" if row.need is None or row.gap is None else "need" if row.gap else "need_met"
            figures = {name: reader.points(value or shown(row.have) * 0) for name, value in
                       (("have", row.have), ("need", row.need), ("gap", row.gap))}  # fmt: skip
            rows.append((measure_words(row.measure, reader.language), say[key].format(**figures)))
        return [*rows, *sections.unmet_rows(known, known.next_tier, reader)]

    def _steps(self) -> list[str]:
        reader = self.model.reader
        return [
            step_sentence(step, self._sheets(), reader.language, reader.points, reader.day) for step in self.model.steps
        ]

    def _sheets(self) -> tuple[str, str]:
        language = self.model.reader.language
        return SETTINGS.label(language), THRESHOLDS.label(language)
