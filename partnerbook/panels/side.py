"""The panels that JupyterLab's side panel, launcher and file browser open: one a kernel, so that its state is kept."""

from partnerbook.language.reader import nearest_reader
from partnerbook.panels.frame.view import Panel
from partnerbook.panels.registry import entry

_open: dict[tuple[str, ...], Panel] = {}


def side_panel(name: str, language: str = "en", numbers: str = "", book: str = "") -> Panel:
    """The one panel of that name, language and book in this kernel: the same object each time it is asked for.

    `language` and `numbers` are whatever the host says; where we do not speak it, English. `book` is the path of the
    book that a panel shows which takes one, "" for the sample book. Errors: UnknownName for another panel, and those
    of the panel's function.

    >>> side_panel("calculator", "fr_FR") is side_panel("calculator", "fr_FR")
    True
    """
    key = (name, language, numbers, book)
    if key not in _open:
        panel, read = entry(name), nearest_reader(language, numbers)
        given = (book or None,) if panel.takes_book else ()
        _open[key] = panel.function()(*given, language=read.language, numbers=read.region)
    return _open[key]
