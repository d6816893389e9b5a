"""The panels that there are. Each lies in a folder of its own in `each/`; its entry here is all that others know of it.

`partnerbook.panels` offers its function, `partnerbook.panels.side` opens it for JupyterLab, and what JupyterLab's
launcher, palette and menus need is written into the extension by `partnerbook.panels.extension`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, NamedTuple

from partnerbook.errors import UnknownName, did_you_mean

GIVEN_BOOK = "PARTNERBOOK_BOOK"  # what names the book that `partnerbook lab` was given, for panels and notebooks


class Entry(NamedTuple):
    """A panel: its function's name and where that is ("module:function"), imported only when the panel is wanted.

    `words` is the section of the panels' messages with its `title` and, under `open`, what a tile does that opens it.
    `area` is its place in JupyterLab: a side panel is there once, in the main area it is opened and closed. One that
    takes a book has it as its function's first argument, and is offered for books in the file browser; the first of
    them opens a book at a double click. The tile of one that is `first` stands among the launcher's first.
    """

    name: str
    factory: str
    words: str
    area: Literal["side", "main"]
    takes_book: bool = False
    first: bool = False

    def function(self) -> Callable[..., Any]:
        """The function that makes the panel."""
        module, _, function = self.factory.partition(":")
        return getattr(import_module(module), function)

    @property
    def package(self) -> str:
        """The panel's folder, as a package."""
        return self.factory.partition(":")[0].rpartition(".")[0]


# In the order of HubSpot's own dashboard, which is JupyterLab's too: a new one takes its place among them.
PANELS = (
    Entry("dashboard", "partnerbook.panels.each.dashboard.panel:dashboard", "dashboard", "main", True, first=True),
    Entry("program", "partnerbook.panels.each.program.panel:program", "program", "main", True),
    Entry("tier_progress", "partnerbook.panels.each.tier_progress.panel:tier_progress", "progress", "main", True),
    Entry(
        "points_breakdown", "partnerbook.panels.each.points_breakdown.panel:points_breakdown", "breakdown", "main", True
    ),
    Entry("over_time", "partnerbook.panels.each.over_time.panel:over_time", "over_time", "main", True),
    Entry("changes", "partnerbook.panels.each.changes.panel:changes", "changes", "main", True),
    Entry("clients", "partnerbook.panels.each.clients.panel:clients", "clients", "main", True),
    Entry("client", "partnerbook.panels.each.client.panel:client", "client", "main", True),
    Entry("renewals", "partnerbook.panels.each.renewals.panel:renewals", "renewals", "main", True),
    Entry(
        "shared_selling", "partnerbook.panels.each.shared_selling.panel:shared_selling", "shared_selling", "main", True
    ),
    Entry("commission", "partnerbook.panels.each.commission.panel:commission", "commission", "main", True),
    Entry("team", "partnerbook.panels.each.team.panel:team", "team", "main", True),
    Entry("calculator", "partnerbook.panels.each.calculator.panel:calculator", "calculator", "side", True, first=True),
)


def entry(name: str) -> Entry:
    """The entry of a panel. Errors: UnknownName for a name that no panel has.

    >>> entry("calculator").area
    'side'
    """
    names = [each.name for each in PANELS]
    if name not in names:
        raise UnknownName(f'There is no panel "{name}"{did_you_mean(name, names) or "."}')
    return PANELS[names.index(name)]
