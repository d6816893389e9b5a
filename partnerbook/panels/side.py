"""The panels that JupyterLab's side panel, launcher and file browser open: one a kernel, so that its state is kept."""

from partnerbook import panels
from partnerbook.errors import UnknownName, did_you_mean
from partnerbook.language.reader import nearest_reader
from partnerbook.panels.frame.view import Panel

_PANELS = ("calculator", "tier_progress")
_open: dict[tuple[str, ...], Panel] = {}


def side_panel(name: str, language: str = "en", numbers: str = "", book: str = "") -> Panel:
    """The one panel of that name, language and book in this kernel: the same object each time it is asked for.

    `language` and `numbers` are whatever the host says; where we do not speak it, English. `book` is the path of the
    book that "tier_progress" shows, "" for the sample book. Errors: UnknownName for another panel, and as `panels`.

    >>> side_panel("calculator", "fr_FR") is side_panel("calculator", "fr_FR")
    True
    """
    key = (name, language, numbers, book)
    if key not in _open:
        read = nearest_reader(language, numbers)
        if name == "calculator":
            _open[key] = panels.calculator(language=read.language, numbers=read.region)
        elif name == "tier_progress":
            _open[key] = panels.tier_progress(book or None, language=read.language, numbers=read.region)
        else:
            raise UnknownName(f'There is no panel "{name}"{did_you_mean(name, _PANELS) or "."}')
    return _open[key]
