"""The view of the clients: the list, what can be done with it, entries behind points, and the end of services."""

from collections.abc import Sequence
from decimal import Decimal

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import CLIENTS
from partnerbook.book.tables.choices import RELATIONSHIPS
from partnerbook.codes import Measure
from partnerbook.figures.client_list import ListedClient
from partnerbook.panels.each.clients.model import ClientsModel
from partnerbook.panels.frame.asked_fields import asked_sentences, segment_fields
from partnerbook.panels.frame.behind_view import BehindView
from partnerbook.panels.frame.book_change import BookChange
from partnerbook.panels.frame.book_panel import BookPanel
from partnerbook.panels.frame.html import html, note
from partnerbook.panels.frame.points_behind import open_points
from partnerbook.panels.frame.row_actions import Behind, RowActions, table_behind
from partnerbook.panels.frame.row_list import Cell, Link, ListColumn, ListRow, RowList
from partnerbook.panels.frame.view import button, day_field, field, fields, piece
from partnerbook.parsing.market import market_name


class Clients(BookPanel):
    """The clients of a book, linked to its model; `sample` says that the book is the made-up one."""

    section = "clients"

    def __init__(self, model: ClientsModel, sample: bool = False) -> None:
        self.model: ClientsModel = model
        words = model.reader.words
        say = words["clients"]
        self.list = RowList((), (), model.reader, say["title"], selectable=True)
        self.list.on_open(self.open_points)
        self.actions, self.behind, self.change = RowActions(model, self.list), BehindView(model), BookChange(model)
        self.names = w.Combobox(placeholder=say["client_hint"])
        end = button(say["end"])
        end.on_click(lambda _: self.end_services())
        ending = [
            piece(html("frame/heading.html", heading=say["end_heading"])),
            piece(note(say["end_note"])),
            fields(
                field(model, "client", self.names, words["behind"]["client"]),
                day_field(model, "ends_on", say["ends_on"]),
            ),
            end,
            self.change,
        ]
        asked = [day_field(model, "as_of", words["progress"]["as_of"]), *segment_fields(model)]
        super().__init__(model, sample, asked, (), [self.list, self.actions, self.behind, *ending])
        model.follow(self._follow)
        model.observe(lambda _: self.change.clear(), ["client", "ends_on"])

    def open_points(self, client: str, _: str) -> None:
        """Open the entries behind a client's points."""
        open_points(self.behind, self.model, Measure.TOTAL, client=client)

    def end_services(self) -> None:
        """Show what would change if the services ended, and ask."""
        model = self.model
        if model.ending is None:
            self.change.refuse(model.problems.get("client") or model.problems.get("ends_on") or model.say(
                "clients", "no_client_yet"
            ))  # fmt: skip
            return
        self.change.propose(lambda book, _: model.end_changes(book), model.end_told)

    def static_forms(self) -> Sequence[Markup]:
        """The first clients."""
        if self.model.known is None:
            return []
        asked = html("frame/sentences.html", sentences=asked_sentences(self.model))
        return [asked, self.list.static_html()]

    def _follow(self) -> None:
        """The list has the model's clients, the field for a name all of the book's."""
        self.list.show(self._columns(), self._rows())
        book = self.model.book
        self.names.options = sorted({each.client for each in book.clients}) if book is not None else []
        self.actions.show(self._behind)

    def _behind(self) -> Behind:
        """The rows of the clients that are listed."""
        records = [each.line.client for each in self.model.listed]
        return table_behind(CLIENTS, records, self.model)._replace(
            clients={each.client: each.client for each in records}
        )

    def _columns(self) -> list[ListColumn]:
        words, language = self.model.reader.words, self.model.reader.language
        say = words["clients"]

        def own(field: str) -> str:
            return CLIENTS.column(field).heading(language)

        return [
            ListColumn("client", words["behind"]["client"]),
            ListColumn("market", own("market"), filters=True),
            ListColumn("products", say["products"], filters=True),
            ListColumn("relationship", own("relationship"), filters=True),
            ListColumn("usage_score", own("usage_score"), "number"),
            ListColumn("apps_used", own("apps_used"), "number"),
            ListColumn("mrr", say["mrr"], "amounts"),
            ListColumn("points", words["behind"]["total"], "points", total=True, opens=True),
            ListColumn("renews_on", say["renews_on"], "day"),
            ListColumn("services_ended", own("services_ended"), "day"),
            ListColumn("account", say["account"], "link"),
            ListColumn("crm", say["crm"], "link"),
        ]

    def _rows(self) -> list[ListRow]:
        relationships = {each.code: each.label(self.model.reader.language) for each in RELATIONSHIPS}
        return [ListRow(each.line.client.client, self._cells(each, relationships)) for each in self.model.listed]

    def _cells(self, each: ListedClient, relationships: dict[str, str]) -> tuple[Cell, ...]:
        client, say = each.line.client, self.model.reader.words["clients"]
        return (
            client.client,
            market_name(client.market, self.model.reader.language),
            each.products,
            relationships.get(client.relationship, ""),
            client.usage_score,
            None if client.apps_used is None else Decimal(client.apps_used),
            each.mrr,
            each.shown.total,
            each.renewal and each.renewal.renewal.renews_on,
            client.services_ended,
            _link(client.account_link, say["account"]),
            _link(client.crm_company, say["crm"]),
        )


def _link(address: str, name: str) -> Link | None:
    """A link by a short name; what is no address, such as a record's number, as it stands."""
    if not address:
        return None
    return Link(name, address) if "://" in address else Link(address)
