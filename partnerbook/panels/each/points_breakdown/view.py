"""The view of the points breakdown: the sums, the clients, and below them the entries behind what is pressed."""

from collections.abc import Sequence

from markupsafe import Markup

from partnerbook.book.tables import CLIENTS
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS
from partnerbook.codes import Measure
from partnerbook.panels.each.points_breakdown.model import PointsBreakdownModel
from partnerbook.panels.frame.asked_fields import asked_sentences, segment_fields
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_panel import BookPanel
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.pressable import opens, pressable
from partnerbook.panels.frame.row_list import ListColumn, ListRow, RowList
from partnerbook.panels.frame.table import labelled
from partnerbook.panels.frame.view import day_field
from partnerbook.parsing.market import market_name

MEASURES = (Measure.TOTAL, Measure.SOLD, Measure.MANAGED)


class PointsBreakdown(BookPanel):
    """What each client gives, linked to its model; `sample` says that the book is the made-up one."""

    section = "breakdown"

    def __init__(self, model: PointsBreakdownModel, sample: bool = False) -> None:
        self.model: PointsBreakdownModel = model
        say = model.reader.words
        self.list = RowList((), (), model.reader, say["breakdown"]["title"])
        self.behind = BehindView(model)
        asked = [day_field(model, "as_of", say["progress"]["as_of"]), *segment_fields(model)]
        top = pressable(model, self._sums, self.open_sum)
        self.list.on_open(self.open_client)
        super().__init__(model, sample, asked, (), [top, self.list, self.behind])
        model.follow(self._follow)

    def open_sum(self, measure: str) -> None:
        """Open the entries behind a sum of the list."""
        model = self.model
        open_points(self.behind, model, Measure(measure), lambda: (model.clients, model.segment))

    def open_client(self, client: str, column: str) -> None:
        """Open the entries behind what the list says of a client; behind its name all of them."""
        measure = Measure(column) if column in MEASURES else Measure.TOTAL
        open_points(self.behind, self.model, measure, client=client)

    def static_forms(self) -> Sequence[Markup]:
        """The sums and the first clients."""
        if self.model.known is None:
            return []
        asked = html("frame/sentences.html", sentences=asked_sentences(self.model))
        sums = labelled([(label, shown) for label, shown, _ in self._figures()])
        return [asked, sums, self.list.static_html()]

    def _follow(self) -> None:
        """The list has the model's lines."""
        self.list.show(self._columns(), self._rows())

    def _figures(self) -> list[tuple[str, str, str]]:
        say, sums, reader = self.model.reader.words["behind"], self.model.sums, self.model.reader
        return [] if sums is None else [(say[each], reader.points(getattr(sums, each)), each) for each in MEASURES]

    def _sums(self) -> Markup:
        return labelled([(label, opens(shown, code, label)) for label, shown, code in self._figures()], "figures")

    def _columns(self) -> list[ListColumn]:
        say, language = self.model.reader.words, self.model.reader.language
        own = say["breakdown"]
        return [
            ListColumn("client", say["behind"]["client"], opens=True),
            ListColumn("market", CLIENTS.column("market").heading(language)),
            ListColumn("market_type", own["market_type"], filters=True),
            ListColumn("kinds", own["kinds"], filters=True),
            ListColumn("relationship", CLIENTS.column("relationship").heading(language), filters=True),
            *(ListColumn(each, say["behind"][each], "points", total=True, opens=True)
              for each in (Measure.SOLD, Measure.MANAGED, Measure.TOTAL)),
            ListColumn("share", own["share"], "share"),
        ]  # fmt: skip

    def _rows(self) -> list[ListRow]:
        say, language = self.model.reader.words["breakdown"], self.model.reader.language
        kinds = {each.code: each.label(language) for each in DEAL_KINDS}
        relationships = {each.code: each.label(language) for each in RELATIONSHIPS}
        return [
            ListRow(
                each.line.client.client,
                (
                    each.line.client.client,
                    market_name(each.line.client.market, language),
                    say[each.market_type],
                    tuple(kinds[kind] for kind in each.line.kinds),
                    relationships.get(each.line.client.relationship, ""),
                    each.shown.sold,
                    each.shown.managed,
                    each.shown.total,
                    each.share,
                ),
            )
            for each in self.model.lines
        ]
