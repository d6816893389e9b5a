"""A panel of a book in tabs: each is worked out when it is first opened, and again only while it is open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import ipywidgets as w
from markupsafe import Markup

from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.frame.book_panel import BookPanel, Listed, Part, Parts
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.model import Followed, fault_words
from partnerbook.panels.frame.overview_model import OverviewModel
from partnerbook.panels.frame.tabs import Tabs
from partnerbook.panels.frame.view import piece

STATIC_CLIENTS = 500  # of more of them the static form has the tabs that were opened: the others take their time


class Tab(NamedTuple):
    """A tab: its title, what it shows, and fields above and other widgets below that, made when it is opened."""

    title: str
    told: Sequence[Parts | Listed]
    asked: Callable[[], Sequence[w.Widget]] = tuple
    below: Callable[[], Sequence[w.Widget]] = tuple


class OpenTab(Followed):
    """A panel's model as a tab follows it: what is worked out while the tab is closed is told when it is opened."""

    def __init__(self, model: Followed) -> None:
        self._model, self._open = model, True
        super().__init__(reader=model.reader)
        self.set_trait("computations", model.computations)
        model.observe(lambda _: self._tell(), "computations")
        self.observe(lambda change: model.set_trait("fault", change["new"]), "fault")

    def turn(self, is_open: bool) -> None:
        """Open the tab, or close it."""
        self._open = is_open
        self._tell()

    def _tell(self) -> None:
        if self._open:
            self.set_trait("computations", self._model.computations)


class TabbedPanel(BookPanel):
    """What a book says on a day in tabs, below what stands above all of them; there are none where no day is."""

    def __init__(
        self,
        model: OverviewModel,
        sample: bool,
        asked: Sequence[w.Widget],
        shown: Sequence[Parts | Listed],
        tabs: Sequence[Tab],
        below: Sequence[w.Widget] = (),
    ) -> None:
        self.model = model
        self._tabs, self._opened = tuple(tabs), dict[int, OpenTab]()
        self.tabs = Tabs([(tab.title, partial(self._drawn, at)) for at, tab in enumerate(self._tabs)])
        super().__init__(model, sample, asked, shown, [self.tabs, *below])
        self.tabs.observe(self._turn, "selected_index")
        model.follow(self._show_tabs)

    @exactly
    def static_forms(self) -> Sequence[Markup]:
        """What stands above the tabs, and what they have one below another; of many clients those opened."""
        known = self.model.known
        if known is None or not self.has_tabs(known):
            return super().static_forms()
        every = len(known.book.clients) <= STATIC_CLIENTS
        forms, closed = [*super().static_forms()], []
        for at, tab in enumerate(self._tabs):
            if not every and at not in self._opened:
                closed.append(tab.title)
                continue
            forms.append(html("frame/parts.html", parts=[Part(tab.title)], level=4))
            forms += [self._static(each, level=5) for each in tab.told]
        if closed:
            say = self.model.reader.words["tabs"]
            forms.append(html("frame/sentences.html", sentences=[say["closed"].format(tabs=", ".join(closed))]))
        return forms

    def _drawn(self, at: int) -> list[w.Widget]:
        """The widgets of a tab; what goes wrong in making them is said in their place."""
        tab, followed = self._tabs[at], OpenTab(self.model)
        self._opened[at] = followed
        try:
            return [*tab.asked(), *(self._widget(each, followed) for each in tab.told), *tab.below()]
        except Exception as error:  # noqa: BLE001 - a kernel swallows what a callback raises
            return [piece(alert(self.model.say("problems", "fault", fault=fault_words(error))))]

    def _turn(self, change: Any) -> None:
        for at, followed in self._opened.items():
            followed.turn(at == change["new"])

    def has_tabs(self, _: Overview) -> bool:
        """Whether there are tabs for what is known."""
        return True

    def _show_tabs(self) -> None:
        known = self.model.known
        self.tabs.layout.display = None if known is not None and self.has_tabs(known) else "none"
