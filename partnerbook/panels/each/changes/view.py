"""The view of the changes in points: the days, the four numbers, how they add up, and the list behind them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import DEALS, MANAGING, SUBSCRIPTIONS
from partnerbook.codes import Measure
from partnerbook.days import ONE_DAY
from partnerbook.exact import total
from partnerbook.figures.overview import LAST_DAY, Overview
from partnerbook.panels.each.changes.model import ALL, CLIENT, ENTRY, ChangesModel
from partnerbook.panels.frame.asked_fields import asked_sentences, range_fields, segment_fields
from partnerbook.panels.frame.behind_view import BehindView, Opened
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part, Parts
from partnerbook.panels.frame.changes_behind import NUMBERS, changed_behind, changed_rows, opened_client
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.pressable import opens
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.panels.frame.table import Column, Form, Pairs, labelled, table
from partnerbook.panels.frame.view import day_field, field
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import editions


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
        self.behind = BehindView(model)
        shown: list[Parts | Listed] = [self._numbers_and_sums, Listed(self._behind)]
        super().__init__(model, sample, asked, shown, [self.behind], self.open_figure)

    def open_figure(self, code: str) -> None:
        """List the entries behind one of the four numbers, or open those behind the points of before or after."""
        if code in NUMBERS:
            with self.model.hold_trait_notifications():
                self.model.behind, self.model.by = code, ENTRY
            self.listings[0].attend()
            return
        day, _, measure = code.partition(" ")
        model = self.model
        open_points(
            self.behind, model, Measure(measure), lambda: (model.members(), model.segment), day=lambda: self._day(day)
        )

    def _day(self, name: str) -> date | None:
        """The day that the points of before or after are of; None for one on which no book has points."""
        begin = editions()[0].start
        first, last = self.model.days or (begin, begin)
        if name == "before":
            return first - ONE_DAY if begin < first <= LAST_DAY else None
        return last if begin <= last <= LAST_DAY else None

    def open_client(self, client: str, number: str) -> None:
        """Open the entries of a client behind one of its numbers, or behind its net change."""
        model = self.model

        def made() -> Opened | None:
            return opened_client(model.every, client, number, model.reader, model.days) if model.days else None

        self.behind.open_rows(made)

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
        numbers = labelled(self._numbers(form), "figures" if form == "facts" else "table")
        yield Part(sentences=asked_sentences(self.model), body=numbers)
        yield Part(self._say["moved"], [self._say["adds_up"]], self._sums(form), wide=True)

    def _numbers(self, form: Form) -> Pairs:
        return [
            (self._say[f"{way}_{track}"], self._number(f"{way}_{track}", getattr(self.model.moved[track], way), form))
            for track in (SOLD, MANAGED)
            for way in ("new", "lost")
        ]

    def _number(self, code: str, value: Decimal, form: Form) -> str:
        """A figure, where something can be pressed as a button that opens what is behind it."""
        shown = self.model.reader.points(value)
        if form != "facts":
            return shown
        key, _, measure = code.partition(" ")
        label = f"{self._say[key]}, {self.model.reader.words['behind'][measure]}" if measure else self._say[key]
        return opens(shown, code, label)

    def _sums(self, form: Form) -> Markup:
        """Column by column, from the points before to those after: three columns fit wherever a panel does."""
        names, moved = self.model.reader.words["progress"], self.model.moved
        tracks = [[*moved[track], moved[track].closing] for track in (SOLD, MANAGED)]
        heads = [Column(names[each]) for each in (SOLD, MANAGED, "total")]
        rows = [(self._say[key], *self._sum_cells(key, figures, form))
                for key, figures in zip(("before", "new", "lost", "after"), zip(*tracks, strict=True), strict=True)
        ]  # fmt: skip
        return table([Column(self.model.reader.words["calculator"]["points"], "start", "row"), *heads], rows)

    def _sum_cells(self, key: str, figures: Sequence[Decimal], form: Form) -> list[str]:
        """Sold, managed and total points: of a day before or after, or what is new or lost."""
        whole = total(figures)
        if key in ("new", "lost"):
            moved = [
                self._number(f"{key}_{track}", each, form) for track, each in zip((SOLD, MANAGED), figures, strict=True)
            ]
            return [*moved, self.model.reader.points(whole)]
        told = form if self._day(key) is not None else "table"
        measures = (Measure.SOLD, Measure.MANAGED, Measure.TOTAL)
        return [self._number(f"{key} {of}", each, told) for of, each in zip(measures, (*figures, whole), strict=True)]

    def _behind(self, known: Overview) -> Rows | None:
        """The clients or the entries behind the numbers, or behind the one that is chosen."""
        if not known.ledger.entries:
            return None
        model = self.model
        found = self._client_rows() if model.by == CLIENT else changed_rows(model.entries, model.behind, model.reader)
        heading = self._say["clients" if self.model.by == CLIENT else "entries"]
        if model.behind != ALL:
            heading = f"{heading}: {self._say[model.behind]}"
        none = self._say["none" if model.behind == ALL else "none_behind"]
        return Rows(heading, *found, [] if found[1] else [none], self.open_client, self._rows_behind)

    def _rows_behind(self) -> Behind:
        """The entries that are listed, or those of the clients that are."""
        model = self.model
        behind = changed_behind(model.entries, model.reader, model.segment, model.days)
        if model.by == CLIENT:
            names = {each.client: each.client for each in model.clients}
            behind = behind._replace(clients=names, of=[(each.entry.client,) for each in model.entries])
        return behind

    def _client_rows(self) -> tuple[list[ListColumn], list[ListRow]]:
        numbers = [each for each in (*NUMBERS, "net") if self.model.behind in (ALL, each)]
        columns = [
            ListColumn(each, self._say[each], "points", total=True, opens=True, opens_zero=each == "net")
            for each in numbers
        ]
        rows = [
            ListRow(each.client, [each.client, *(getattr(each, number) for number in numbers)])
            for each in self.model.clients
        ]
        return [ListColumn("client", self._say["client"]), *columns], rows
