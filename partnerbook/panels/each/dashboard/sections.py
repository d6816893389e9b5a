"""A section of the dashboard, and the panels that are inside of sections."""

from collections.abc import Callable
from inspect import signature
from typing import Any, get_args, get_type_hints

import ipywidgets as w

from partnerbook.errors import PartnerbookError
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.each.dashboard.model import DashboardModel
from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import alert
from partnerbook.panels.frame.model import fault_words
from partnerbook.panels.frame.view import Panel, piece
from partnerbook.panels.registry import Entry

# What all panels are given alike, by the names that it has in them.
SHARED = {"book": "book", "left_out": "left_out", "as_of": "as_of", "on": "as_of", "goal": "goal", "segment": "segment"}


class Section(w.VBox):
    """A button, and below it, while it is open, what `made` has given when it was first opened."""

    def __init__(self, name: str, title: str, model: DashboardModel, made: Callable[[], w.Widget]) -> None:
        self._reader = model.reader
        hint = model.reader.words["dashboard"]["turn"]
        self.button = w.Button(description=title, tooltip=hint)
        self.button.add_class("pb-fold")
        self.button.on_click(lambda _: model.turn(name))
        self.inside: w.Widget | None = None
        self._made = made
        super().__init__([self.button])
        self.add_class("pb-section")

    def show(self, is_open: bool) -> None:
        """Open or close it; what cannot be made is said in its place."""
        if is_open and self.inside is None:
            self.inside = self._safely()
        (self.button.add_class if is_open else self.button.remove_class)("pb-unfolded")
        self.children = [self.button, *([self.inside] if is_open and self.inside is not None else [])]

    def _safely(self) -> w.Widget:
        try:
            return self._made()
        except PartnerbookError as error:
            return piece(alert(spoken_value(error, self._reader)))
        except Exception as error:  # noqa: BLE001 - a kernel swallows what a callback raises: it must be shown instead
            return piece(alert(fault_words(error)))


def panel_inside(entry: Entry, model: DashboardModel) -> Panel:
    """A panel for what the dashboard shows. Errors: those of the panel's function."""
    function, reader = entry.function(), model.reader
    [options] = get_args(signature(function).parameters["options"].annotation)
    begin = {name: getattr(model, of) for name, of in SHARED.items() if name in get_type_hints(options)}
    panel: Panel = function(model.book, language=reader.language, numbers=reader.region, **begin)
    if isinstance(panel.model, BookModel):
        panel.model.stand_in(model)
    follow(panel, model)
    return panel


def follow(panel: Panel, model: DashboardModel) -> None:
    """Give a panel what the dashboard has, where that is another than its own."""
    inside: Any = panel.model
    for name in inside.trait_names(given=True):
        if name in SHARED and getattr(inside, name) != getattr(model, SHARED[name]):
            setattr(inside, name, getattr(model, SHARED[name]))
