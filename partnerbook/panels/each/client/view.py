"""The view of one client: which one, and below it a tab for each thing that is known of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import ipywidgets as w
from markupsafe import Markup

from partnerbook.book.tables import CLIENTS
from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.client import facts_tabs, points_tabs
from partnerbook.panels.each.client.model import ClientModel
from partnerbook.panels.each.client.seen import Seen
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part, Parts
from partnerbook.panels.frame.combobox import Combobox
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.tabbed_panel import STATIC_CLIENTS
from partnerbook.panels.frame.table import Form
from partnerbook.panels.frame.tabs import Tabs
from partnerbook.panels.frame.view import day_field, own_field

Made: TypeAlias = Callable[[Seen], Iterable[Part]]
Lists: TypeAlias = Callable[[Seen], Rows | None]


class Tab(NamedTuple):
    """A tab: the key of its title, what makes its parts, and its lists below them.

    `of_all` is whether it is worked out of all clients, and so takes its time where they are many.
    """

    title: str
    parts: Made
    lists: Sequence[Lists] = ()
    of_all: bool = False


TABS = (
    Tab("points", points_tabs.points_parts,
        (points_tabs.active_rows, points_tabs.expired_rows, points_tabs.coming_rows)),
    Tab("revenue", points_tabs.revenue_parts),
    Tab("company", facts_tabs.company_parts),
    Tab("renewals", facts_tabs.renewals_parts),
    Tab("usage", facts_tabs.usage_parts),
    Tab("engagement", facts_tabs.engagement_parts),
    Tab("links", facts_tabs.links_parts),
    Tab("explain", points_tabs.explain_parts),
    Tab("loss", points_tabs.loss_parts, of_all=True),
)  # fmt: skip


class ClientDetails(BookPanel):
    """All that is known of one client, linked to its model; `sample` says that the book is the made-up one."""

    section = "client"
    model: ClientModel

    def __init__(self, model: ClientModel, sample: bool = False) -> None:
        self.model = model
        self._say = say = model.reader.words["client"]
        picked = Combobox(model.names, say["client"], say["hint"], model.reader)
        model.observe(lambda _: setattr(picked, "names", model.names), "book")
        asked = [
            own_field(model, "client", picked),
            day_field(model, "as_of", model.reader.words["progress"]["as_of"]),
        ]
        self.tabs = Tabs([(say[tab.title], lambda tab=tab: self._drawn(tab)) for tab in TABS])  # type: ignore[misc]
        super().__init__(model, sample, asked, [self._head], [self.tabs])
        model.follow(self._show_tabs)

    @exactly
    def static_html(self) -> Markup:
        """What all tabs have, one below the other; of many clients what is worked out of all if it was opened."""
        forms, known = [super().static_html()], self.model.known
        if known is not None and self.model.found is not None:
            many = len(known.book.clients) > STATIC_CLIENTS
            for tab, drawn in zip(TABS, self.tabs.children, strict=True):
                if many and tab.of_all and not drawn.children:
                    closed = self.model.say("tabs", "closed", tabs=self._say[tab.title])
                    forms.append(html("frame/sentences.html", sentences=[closed]))
                    continue
                forms.append(html("frame/parts.html", parts=[Part(self._say[tab.title])], level=4))
                forms += [self._static(each, level=5) for each in self._told_by(tab)]
        return html("frame/book_panel.html", told=Markup(), forms=forms)

    def _show_tabs(self) -> None:
        """There are no tabs of no client."""
        self.tabs.layout.display = None if self.model.found is not None else "none"

    def _head(self, known: Overview, _: Form) -> Iterator[Part]:
        """Whom all below is of, or what is to be entered."""
        if self.model.found is not None:
            yield Part(self.model.found.client)
        elif not known.book.clients:
            yield Part(sentences=[self._say["no_clients"].format(sheet=CLIENTS.label(self.model.reader.language))])

    def _drawn(self, tab: Tab) -> list[w.Widget]:
        return [self._widget(each) for each in self._told_by(tab)]

    def _told_by(self, tab: Tab) -> Iterator[Parts | Listed]:
        """What a tab shows, of whichever client is picked; nothing of none."""

        def parts(_: Overview, form: Form) -> Iterable[Part]:
            seen = self.model.seen_client(form)
            return () if seen is None else tab.parts(seen)

        yield parts
        for made in tab.lists:
            yield Listed(self._rows(made))

    def _rows(self, made: Lists) -> Callable[[Overview], Rows | None]:
        def rows(_: Overview) -> Rows | None:
            seen = self.model.seen_client()
            return None if seen is None else made(seen)

        return rows
