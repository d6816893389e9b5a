"""The panels that there are. Each lies in a folder of its own in `each/`; its entry here is all that others know of it.

`partnerbook.panels` offers its function, `partnerbook.panels.side` opens it for JupyterLab, and what JupyterLab's
launcher, palette and menus need is written into the extension by `partnerbook.panels.extension`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.memory import uncollected

GIVEN_BOOK = "PARTNERBOOK_BOOK"  # what names the book that `partnerbook lab` was given, for panels and notebooks


class Entry(NamedTuple):
    """A panel: the name of its folder and of its function, which is imported only when the panel is wanted.

    `area` is its place in JupyterLab: a side panel is there once, in the main area it is opened and closed. One that
    takes a book has it as its function's first argument, and is offered for books in the file browser; the first of
    them opens a book at a double click. The tile of one that is `first` stands among the launcher's first. `section`
    is that of its words, where that is not its name: there is its `title` and, under `open`, what a tile does.
    """

    name: str
    area: Literal["side", "main"] = "main"
    takes_book: bool = True
    first: bool = False
    section: str = ""

    def function(self) -> Callable[..., Any]:
        """The function that makes the panel, always the same."""
        return _made_by(f"{self.package}.panel", self.name)

    @property
    def package(self) -> str:
        """The panel's folder, as a package."""
        return f"partnerbook.panels.each.{self.name}"

    @property
    def words(self) -> str:
        """The section of the panels' messages that has its words."""
        return self.section or self.name


@cache
def _made_by(module: str, name: str) -> Callable[..., Any]:
    return uncollected(getattr(import_module(module), name))


# In the order of HubSpot's own dashboard, which is JupyterLab's too: a new one takes its place among them.
PANELS = (
    Entry("dashboard", first=True),
    Entry("program"),
    Entry("tier_progress", section="progress"),
    Entry("outlook"),
    Entry("what_if"),
    Entry("points_breakdown", section="breakdown"),
    Entry("over_time"),
    Entry("changes"),
    Entry("compare"),
    Entry("reconcile"),
    Entry("clients"),
    Entry("client"),
    Entry("renewals"),
    Entry("shared_selling"),
    Entry("commission"),
    Entry("team"),
    Entry("calculator", area="side", first=True),
)


def entry(name: str) -> Entry:
    """The entry of a panel. Errors: UnknownName for a name that no panel has.

    >>> entry("calculator").area
    'side'
    """
    names = [each.name for each in PANELS]
    if name not in names:
        raise UnknownName('There is no panel "{name}"{guess}', name=name, guess=did_you_mean(name, names) or ".")
    return PANELS[names.index(name)]
