"""A list of a panel that is made anew as the panel's model is, with its heading above it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import ipywidgets as w

from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.model import Followed
from partnerbook.panels.frame.row_actions import Behind, RowMenu
from partnerbook.panels.frame.row_list import ListColumn, ListRow, RowList
from partnerbook.panels.frame.view import piece


class Rows(NamedTuple):
    """What a list shows: its heading, its columns and rows, and sentences between heading and list.

    `on_open` is told the codes of row and column of a button in it that is pressed; with `behind`, which gives the rows
    behind it, something can be done with them.
    """

    heading: str
    columns: Sequence[ListColumn]
    rows: Sequence[ListRow]
    sentences: Sequence[str] = ()
    on_open: Callable[[str, str], object] | None = None
    behind: Callable[[], Behind] | None = None


class Listing(w.VBox):
    """The list of what `made` gives; nothing where that gives None, no list where there are no rows."""

    def __init__(self, model: BookModel, made: Callable[[], Rows | None], followed: Followed | None = None) -> None:
        self._model, self._made = model, made
        self._last: tuple[int, Rows | None] | None = None
        self._head = piece()
        self.list: RowList | None = None
        self.menu: RowMenu | None = None
        self._opens: Callable[[str, str], object] | None = None
        super().__init__([self._head])
        (followed or model).follow(self._anew)

    def rows(self) -> Rows | None:
        """What the list shows of the model's results, made once of them."""
        if self._last is None or self._last[0] != self._model.computations:
            self._last = self._model.computations, self._made()
        return self._last[1]

    def _anew(self) -> None:
        found = self.rows()
        self.layout.display = None if found else "none"
        if found is None:
            return
        self._opens = found.on_open
        part = {"heading": found.heading, "sentences": found.sentences, "body": "", "wide": False}
        self._head.value = html("frame/parts.html", parts=[part], level=3)
        if not found.rows:
            self.list = None
        elif self.list is not None and self.list.list_columns == tuple(found.columns):
            self.list.caption = found.heading
            self.list.show(found.columns, found.rows)
        else:  # what is sorted and filtered belongs to the columns
            self.list = RowList(found.columns, found.rows, self._model.reader, found.heading, found.behind is not None)
            self.list.on_open(self._open)
        menu = None if self.list is None or found.behind is None else self._menu(self.list, found.behind)
        self.children = [each for each in (self._head, self.list, menu) if each is not None]

    def attend(self) -> None:
        """Lead the person to the list, where there is one."""
        if self.list is not None:
            self.list.attend()

    def _menu(self, made: RowList, behind: Callable[[], Behind]) -> RowMenu:
        """What can be done with the rows, the same menu whatever they are."""
        self.menu = self.menu or RowMenu(self._model, made)
        self.menu.show(made, behind)
        return self.menu

    def _open(self, row: str, column: str) -> None:
        if self._opens is not None:
            self._opens(row, column)
