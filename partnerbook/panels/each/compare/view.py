"""The view of other days and rules: a tab for another day, for all editions, for one of them, and for the rules."""

from collections.abc import Iterator
from datetime import date

import ipywidgets as w
from markupsafe import Markup

from partnerbook.figures.editions import ClientUnder
from partnerbook.figures.overview import Overview
from partnerbook.language.rules import rule_kind_words
from partnerbook.language.texts import texts
from partnerbook.panels.each.compare.model import EDITIONS, CompareModel
from partnerbook.panels.each.compare.rules import rule_rows
from partnerbook.panels.each.compare.since import figure_part, signed, since_rows
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.book_panel import Listed, Part
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.row_list import Cell, ListColumn, ListRow
from partnerbook.panels.frame.tabbed_panel import Tab, TabbedPanel
from partnerbook.panels.frame.table import Column, Form, table
from partnerbook.panels.frame.view import day_field, field, fields


class Compare(TabbedPanel):
    """Other days and rules beside a book's day, linked to their model; `sample` says that the book is made up."""

    section = "compare"
    model: CompareModel

    def __init__(self, model: CompareModel, sample: bool = False) -> None:
        self.model = model
        words = model.reader.words
        self._say = say = words["compare"]
        asked = [day_field(model, "as_of", words["progress"]["as_of"])]
        older = w.Text(continuous_update=False)
        tabs = [
            Tab(say["since_tab"], [lambda *_: figure_part(model), Listed(lambda _: since_rows(model))],
                lambda: [fields(day_field(model, "since", say["since"]),
                                field(model, "older", older, say["older"], say["older_hint"]))]),
            Tab(say["every_tab"], [self._every]),
            Tab(say["under_tab"], [self._under, Listed(self._clients)],
                lambda: [fields(self._edition())]),
            Tab(say["rules_tab"], [Listed(lambda _: rule_rows(model.reader))]),
        ]  # fmt: skip
        super().__init__(model, sample, asked, [], tabs)

    def _edition(self) -> w.Widget:
        options = [(self.model.reader.day(date.fromisoformat(start)), start) for start in EDITIONS]
        return field(self.model, "edition", w.Dropdown(options=options), self._say["edition"])

    def _every(self, *_: object) -> Iterator[Part]:
        """The points and the performing tier of the day under the rules of each edition."""
        reader, say = self.model.reader, texts("report", self.model.reader.language)["editions"]
        rows = []
        for each in self.model.every():
            start = reader.day(each.edition.start)
            figures = (each.shown.sold, each.shown.managed, each.shown.total)
            rows.append((
                say["in_force"].format(day=start) if each.own else start,
                *map(reader.points, figures),
                signed(each.moved, reader),
                sections.tier_name(each.performing, reader),
                ", ".join(rule_kind_words(kind, reader.language) for kind in each.rules),
            ))  # fmt: skip
        columns = [
            Column(say["edition"], "start", "row"),
            *(Column(say[key]) for key in ("sold", "managed", "total", "difference")),
            Column(say["performing"], "start"),
            Column(say["differs"], "start"),
        ]
        yield Part(say["standing"], [say["how"]], table(columns, rows), wide=True)

    def _under(self, known: Overview, _: Form) -> Iterator[Part]:
        """The tier under the rules of one edition, and which part of them moves how many points."""
        found, reader, say = self.model.under(), self.model.reader, self._say
        if found is None:
            return
        told = texts("ahead", reader.language)["editions"]
        tiers = {
            "own": sections.tier_name(known.performing, reader),
            "other": sections.tier_name(found.performing, reader),
        }
        sentences = [told["tier_would"].format(**tiers)]
        if known.credited is not None:
            sentences.append(told["credited"].format(tier=sections.tier_name(known.credited, reader)))
        rows = [
            (
                rule_kind_words(part.kind, reader.language),
                *(signed(value, reader) for value in (part.sold, part.managed, part.total)),
            )
            for part in found.parts
        ]  # fmt: skip
        columns = [Column(told["rule"], "start", "row"), *(Column(told[key]) for key in ("sold", "managed", "total"))]
        heading = say["under"].format(day=reader.day(known.as_of), edition=reader.day(found.edition.start))
        yield Part(heading, sentences, table(columns, rows) if rows else Markup(), wide=bool(rows))

    def _clients(self, _: Overview) -> Rows | None:
        """The clients whose points would be others, the largest difference first."""
        found, reader, say = self.model.under(), self.model.reader, self._say
        if found is None:
            return None
        told = texts("ahead", reader.language)["editions"]
        columns = [
            ListColumn("client", told["client"]),
            ListColumn("own", told["own_points"], "points", total=True),
            ListColumn("other", told["other_points"], "points", total=True),
            ListColumn("difference", told["difference"], "points", total=True),
            ListColumn("why", told["why"], filters=True),
        ]
        others = [found.others] if found.others.own.total or found.others.other.total else []
        rows = [ListRow(each.client, list(self._cells(each))) for each in (*found.clients, *others)]
        return Rows(say["clients"], columns, rows, [] if found.clients else [told["none_moves"]])

    def _cells(self, each: ClientUnder) -> Iterator[Cell]:
        language = self.model.reader.language
        told = texts("ahead", language)["editions"]
        yield from (each.client or told["others"], each.own.total, each.other.total, each.total)
        yield tuple(rule_kind_words(part.kind, language) for part in each.parts)
