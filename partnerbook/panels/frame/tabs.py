"""Tabs of a panel, each of which is drawn when it is first opened."""

from collections.abc import Callable, Sequence

import ipywidgets as w


class Tabs(w.Tab):
    """Tabs by their titles; what makes the widgets of a tab is called once, when the tab is first opened."""

    def __init__(self, tabs: Sequence[tuple[str, Callable[[], Sequence[w.Widget]]]]) -> None:
        self._made = [made for _, made in tabs]
        super().__init__([w.VBox() for _ in tabs], titles=[title for title, _ in tabs], selected_index=0)
        self.add_class("pb-tabs")
        self._draw()
        self.observe(lambda _: self._draw(), "selected_index")

    def _draw(self) -> None:
        """Draw the tab that is open, if it is not yet."""
        opened = self.children[self.selected_index or 0]
        if not opened.children:
            opened.children = tuple(self._made[self.selected_index or 0]())
