"""HTML in which figures are buttons: one that is pressed opens the rows behind it.

>>> opens("1,950.00", "sold", "Sold points")
Markup('<button type="button" class="pb-behind" data-opens="sold" aria-label="Sold points: 1,950.00">1,950.00</button>')
"""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import traitlets as t
from anywidget import AnyWidget
from markupsafe import Markup

from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.model import Followed
from partnerbook.panels.frame.view import live_html


def opens(shown: str, code: str, label: str) -> Markup:
    """A figure as a button with an accessible name, which tells its code when it is pressed."""
    return html("frame/opens.html", shown=shown, code=code, label=label)


class Pressable(AnyWidget):
    """HTML of the templates; `on_open` tells of the buttons that `opens` has made in it."""

    _esm = files("partnerbook.panels.frame").joinpath("pressable.js").read_text("utf-8")

    value = t.Unicode().tag(sync=True)

    def on_open(self, act: Callable[[str], object]) -> None:
        """Do something with the code of a button that is pressed."""
        self.on_msg(lambda _, content, __: act(content["opens"]))


def pressable(model: Followed, made: Callable[[], str], act: Callable[[str], object]) -> Any:
    """A piece of HTML as `live` gives it, whose buttons open something."""
    shown = Pressable()
    shown.on_open(act)
    live_html(model, made, shown)
    return shown
