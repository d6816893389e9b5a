"""The view of the changes in points: the days, the four numbers, how they add up, and the list behind them."""

from collections.abc import Iterable

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import DEALS, MANAGING, SUBSCRIPTIONS
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS
from partnerbook.exact import total
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.changes.model import ALL, CLIENT, ENTRY, NUMBERS, ChangesModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import day_field, field
from partnerbook.points.entries import MANAGED, SOLD


class PointChanges(BookPanel):
    """What moved a book's points, linked to its model; `sample` says that the book is the made-up one."""

    section = "changes"
    model: ChangesModel

    def __init__(self, model: ChangesModel, sample: bool = False) -> None:
        self._say = say = model.reader.words["changes"]
        ways = [(say[each], each) for each in (CLIENT, ENTRY)]
        numbers = [(say[each], each) for each in (ALL, *NUMBERS)]
        asked = [
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
            *range_fields(model),
            *segment_fields(model),
            field(model, "behind", w.Dropdown(options=numbers), say["behind"]),
            field(model, "by", w.Dropdown(options=ways), say["by"]),
        ]
        super().__init__(model, sample, asked, [self._numbers_and_sums, Listed(self._behind)])

    def _numbers_and_sums(self, known: Overview, form: Form) -> Iterable[Part]:
        """The four numbers, and how they lead from the points of before to those of after."""
        if not known.ledger.entries:
            language = self.model.reader.language
            sheets = {
                "deals": DEALS.label(language),
                "subscriptions": SUBSCRIPTIONS.label(language),
                "managing": MANAGING.label(language),
            }
            yield Part(sentences=[self._say["empty"].format(**sheets)])
            return
        numbers = labelled(self._numbers(), "figures" if form == "facts" else "table")
        yield Part(sentences=asked_sentences(self.model), body=numbers)
        yield Part(self._say["moved"], [self._say["adds_up"]], self._sums(), wide=True)

    def _numbers(self) -> Pairs:
        moved, points = self.model.moved, self.model.reader.points
        return [
            (self._say[f"{way}_{track}"], points(getattr(moved[track], way)))
            for track in (SOLD, MANAGED)
            for way in ("new", "lost")
        ]

    def _sums(self) -> Markup:
        """Column by column, from the points before to those after: three columns fit wherever a panel does."""
        names, moved = self.model.reader.words["progress"], self.model.moved
        tracks = [[*moved[track], moved[track].closing] for track in (SOLD, MANAGED)]
        heads = [Column(names[each]) for each in (SOLD, MANAGED, "total")]
        rows = [
            (self._say[key], *map(self.model.reader.points, (*figures, total(figures))))
            for key, figures in zip(("before", "new", "lost", "after"), zip(*tracks, strict=True), strict=True)
        ]
        return table([Column(self.model.reader.words["calculator"]["points"], "start", "row"), *heads], rows)

    def _behind(self, known: Overview) -> Rows | None:
        """The clients or the entries behind the numbers, or behind the one that is chosen."""
        if not known.ledger.entries:
            return None
        found = self._client_rows() if self.model.by == CLIENT else self._entry_rows()
        heading = self._say["clients" if self.model.by == CLIENT else "entries"]
        if self.model.behind != ALL:
            heading = f"{heading}: {self._say[self.model.behind]}"
        none = self._say["none" if self.model.behind == ALL else "none_behind"]
        return Rows(heading, *found, [] if found[1] else [none])

    def _client_rows(self) -> tuple[list[ListColumn], list[ListRow]]:
        numbers = [each for each in (*NUMBERS, "net") if self.model.behind in (ALL, each)]
        columns = [ListColumn(each, self._say[each], "points", total=True) for each in numbers]
        rows = [
            ListRow(each.client, [each.client, *(getattr(each, number) for number in numbers)])
            for each in self.model.clients
        ]
        return [ListColumn("client", self._say["client"]), *columns], rows

    def _entry_rows(self) -> tuple[list[ListColumn], list[ListRow]]:
        reader, say = self.model.reader, self._say
        ways = [each for each in ("new", "lost") if self.model.behind == ALL or self.model.behind.startswith(each)]
        tracks = {SOLD: reader.words["progress"]["sold"], MANAGED: reader.words["progress"]["managed"]}
        kinds = {choice.code: choice.label(reader.language) for choice in (*DEAL_KINDS, *RELATIONSHIPS)}
        columns = [
            ListColumn("client", say["client"]),
            ListColumn("line", say["line"], filters=True),
            ListColumn("track", say["track"], filters=self.model.behind == ALL),
            ListColumn("kind", say["kind"], filters=True),
            *(ListColumn(way, say[way], "points", total=True) for way in ways),
            ListColumn("start", say["from"], "day"),
            ListColumn("until", say["until"], "day"),
            ListColumn("record", say["record"]),
        ]
        rows = [
            ListRow(
                str(place),
                [
                    each.entry.client,
                    each.entry.line,
                    tracks[each.entry.track],
                    kinds.get(each.entry.kind, each.entry.kind),
                    *(getattr(each, way) for way in ways),
                    each.entry.start,
                    each.entry.until,
                    place_words(each.entry.origin, reader),
                ],
            )
            for place, each in enumerate(self.model.entries)
        ]
        return columns, rows
