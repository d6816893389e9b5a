"""The rows behind a figure, under the panel: a list of them, and what can be done with them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import ipywidgets as w

from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.row_actions import Behind, RowActions
from partnerbook.panels.frame.row_list import ListColumn, ListRow, RowList
from partnerbook.panels.frame.view import button, piece


class Opened(NamedTuple):
    """What is opened: its heading, the columns and rows of the list, and as what the rows are exported."""

    heading: str
    columns: Sequence[ListColumn]
    rows: Sequence[ListRow]
    behind: Behind


class BehindView(w.VBox):
    """Hidden until `open_rows` is called; then the list, what can be done with its rows, a button to close."""

    def __init__(self, model: BookModel) -> None:
        self._model = model
        self._made: Callable[[], Opened | None] = lambda: None
        super().__init__()
        self.add_class("pb-behind-rows")
        model.follow(self._show)

    def _fill(self) -> None:
        """Make what is in it, once something is opened: of most panels nothing ever is."""
        self.heading = piece()
        self.list = RowList((), (), self._model.reader, "", selectable=True)
        self.actions = RowActions(self._model, self.list)
        close = button(self._model.reader.words["actions"]["close"])
        close.on_click(lambda _: self.leave())
        self.children = [self.heading, self.list, self.actions, close]

    def open_rows(self, made: Callable[[], Opened | None]) -> None:
        """Show the rows that `made` gives now, and anew whenever the model has worked out its results."""
        self._made = made
        if not self.children:
            self._fill()
        self.list.chosen = []
        self.actions.clear()
        self._show()
        self.list.attend()

    def leave(self) -> None:
        """Show nothing any more."""
        self._made = lambda: None
        self._show()

    def _show(self) -> None:
        found = self._made()
        self.layout.display = "none" if found is None else None
        if found is None:
            return
        self.heading.value = html("frame/heading.html", heading=found.heading)
        self.list.caption = found.heading
        self.list.show(found.columns, found.rows)
        self.actions.show(lambda: found.behind)
