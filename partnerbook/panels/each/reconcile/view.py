"""The view of our points beside HubSpot's: how many differ, the differences, and the entries behind ours."""

from collections.abc import Iterable
from decimal import Decimal

from partnerbook.book.tables import CLIENTS
from partnerbook.codes import Measure
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview
from partnerbook.figures.reconcile import Difference
from partnerbook.figures.reconcile_words import reason_sentence
from partnerbook.figures.shown import shown
from partnerbook.language.texts import texts
from partnerbook.panels.each.reconcile.model import ReconcileModel
from partnerbook.panels.frame.asked_fields import asked_sentences, segment_fields
from partnerbook.panels.frame.behind_view import BehindView, Opened
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.points_behind import points_behind
from partnerbook.panels.frame.row_list import Cell, ListColumn, ListRow
from partnerbook.panels.frame.view import day_field


class Reconcile(BookPanel):
    """Our points beside HubSpot's, linked to their model; `sample` says that the book is the made-up one."""

    section = "reconcile"
    model: ReconcileModel

    def __init__(self, model: ReconcileModel, sample: bool = False) -> None:
        self.model = model
        words = model.reader.words
        self._say = words["reconcile"]
        self.behind = BehindView(model)
        asked = [day_field(model, "as_of", words["progress"]["as_of"]), *segment_fields(model)]
        super().__init__(model, sample, asked, [self._told_first, Listed(self._list)], [self.behind])

    def open_row(self, row: str, _: str = "") -> None:
        """Open the entries behind our points of a difference, on the day that HubSpot's are of."""
        each: Difference = self.model.differences[int(row)]

        def made() -> Opened | None:
            known = self.model.known_on(each.day)
            if known is None:
                return None
            return points_behind(known, Measure(each.track), self.model.reader, client=each.client)

        self.behind.open_rows(made)

    def _told_first(self, *_: object) -> Iterable[Part]:
        """Of how many clients HubSpot's points are entered, of how many they differ, and how old they are."""
        model, say, reader = self.model, self._say, self.model.reader
        report = texts("report", reader.language)["reconcile"]
        if not model.compared:
            sheet = CLIENTS.label(reader.language)
            yield Part(sentences=[*asked_sentences(model), say["none"].format(sheet=sheet)])
            return
        clients = len({each.client for each in model.differences})
        told = report["differ" if clients else "same"].format(count=len(model.compared), clients=clients)
        old, undated = (
            sum(found) for found in zip(*((each.stale, each.day is None) for each in model.compared), strict=True)
        )
        yield Part(
            sentences=[
                *asked_sentences(model),
                told,
                say["stale"].format(count=old, days=STALE_DAYS) if old else "",
                say["undated"].format(count=undated) if undated else "",
            ]
        )

    def _list(self, _: Overview) -> Rows | None:
        """The differences, the largest first."""
        if not self.model.differences:
            return None
        say, reader = self._say, self.model.reader
        columns = [
            ListColumn("client", say["client"]),
            ListColumn("track", say["track"], filters=True),
            ListColumn("day", say["day"], "day"),
            ListColumn("age", say["age"], "number"),
            ListColumn("ours", say["ours"], "points", total=True, opens=True),
            ListColumn("theirs", say["theirs"], "points", total=True),
            ListColumn("difference", say["difference"], "points", total=True),
            ListColumn("reason", say["reason"]),
        ]
        rows = [ListRow(str(at), self._cells(each)) for at, each in enumerate(self.model.differences)]
        told = texts("report", reader.language)["reconcile"]["subtitle"]
        return Rows(say["differences"], columns, rows, [told], self.open_row)

    def _cells(self, each: Difference) -> list[Cell]:
        reader = self.model.reader
        theirs = shown(each.theirs)
        reason = reason_sentence(
            each.reason, reader.language, lambda value: reader.points(shown(value)), lambda at: place_words(at, reader)
        )
        track = reader.words["behind"][each.track]
        age = None if each.age is None else Decimal(each.age)
        return [each.client, track, each.day, age, each.ours, theirs, shown(each.ours - theirs), reason]
