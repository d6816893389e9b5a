"""A list of a panel that is made anew as the panel's model is, with its heading above it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import ipywidgets as w

from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.model import Followed
from partnerbook.panels.frame.row_list import ListColumn, ListRow, RowList


class Rows(NamedTuple):
    """What a list shows: its heading, its columns and rows, and sentences between heading and list.

    `on_open` is told the codes of row and column of a button in it that is pressed.
    """

    heading: str
    columns: Sequence[ListColumn]
    rows: Sequence[ListRow]
    sentences: Sequence[str] = ()
    on_open: Callable[[str, str], object] | None = None


class Listing(w.VBox):
    """The list of what `made` gives; nothing where that gives None, no list where there are no rows."""

    def __init__(self, model: Followed, made: Callable[[], Rows | None]) -> None:
        self._model, self._made = model, made
        self._head = w.HTML()
        self.list: RowList | None = None
        super().__init__([self._head])
        model.follow(self._anew)

    def _anew(self) -> None:
        found = self._made()
        self.layout.display = None if found else "none"
        if found is None:
            return
        part = {"heading": found.heading, "sentences": found.sentences, "body": "", "wide": False}
        self._head.value = html("frame/parts.html", parts=[part], level=3)
        if not found.rows:
            self.list = None
        elif self.list is not None and self.list.list_columns == tuple(found.columns):
            self.list.caption = found.heading
            self.list.show(found.columns, found.rows)
        else:  # what is sorted and filtered belongs to the columns
            self.list = RowList(found.columns, found.rows, self._model.reader, found.heading)
            if found.on_open is not None:
                self.list.on_open(found.on_open)
        self.children = [each for each in (self._head, self.list) if each is not None]
