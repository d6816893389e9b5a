"""The panels that JupyterLab's side panel, launcher and file browser open: each once, so that its state is kept."""

import os
from pathlib import Path

from partnerbook.errors import PartnerbookError
from partnerbook.language.reader import nearest_reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.book import found_book
from partnerbook.panels.frame.view import Panel
from partnerbook.panels.registry import GIVEN_BOOK, entry

_open: dict[tuple[str, ...], Panel] = {}
_shown: dict[str, str] = {}  # the book that a panel of a name has shown last


def side_panel(name: str, language: str = "en", numbers: str = "", book: str | None = None) -> Panel:
    """The one panel of that name, language and book in this kernel: the same object each time it is asked for.

    `language` and `numbers` are whatever the host says; where we do not speak it, English. `book` is the path of the
    book that a panel shows which takes one, "" for the one that JupyterLab was started with (without it some show a
    sample), None for the one that it has
    shown last: the side panel of a page that is loaded again. Errors: UnknownName for another panel, and
    PartnerbookError for those of the panel's function, in the person's language.

    >>> side_panel("calculator", "de_DE") is side_panel("calculator", "de_DE")
    True
    """
    book = _shown.get(name, "") if book is None else book
    key = (name, language, numbers, book)
    if key not in _open:
        panel, read = entry(name), nearest_reader(language, numbers)
        given = (_from_root(book) or os.environ.get(GIVEN_BOOK) or None,) if panel.takes_book else ()
        try:
            _open[key] = panel.function()(*given, language=read.language, numbers=read.region)
        except PartnerbookError as error:
            raise PartnerbookError(spoken_value(error, read)) from error
    _shown[name] = book
    return _open[key]


def ready_panel(name: str) -> None:
    """Import what a panel needs, and read the book that JupyterLab was started with, for somebody about to open it.

    Errors: UnknownName for another panel; those of reading, which the panel will tell.

    >>> ready_panel("calculator")
    """
    panel = entry(name)
    panel.function()
    book = os.environ.get(GIVEN_BOOK)
    if panel.takes_book and book and not Path(book).is_dir():  # a folder is read anew by each panel
        found_book(book)


def forget_panel(name: str, language: str = "en", numbers: str = "", book: str = "") -> None:
    """Forget a panel that was closed: nothing leads back to what it held, and its memory is given back.

    >>> shown = side_panel("calculator", "en_NZ")
    >>> forget_panel("calculator", "en_NZ")
    >>> side_panel("calculator", "en_NZ") is shown
    False
    """
    panel = _open.pop((name, language, numbers, book), None)
    if panel is not None:
        panel.close_whole()


def _from_root(book: str) -> str:
    """The path of a book that the server names from its own root, wherever this kernel has gone since it was started.

    The server tells a kernel its session's path, which lies in the root.
    """
    session = os.environ.get("JPY_SESSION_NAME", "")
    if not book or not session or not Path(session).is_absolute():
        return book
    there = (folder / book for folder in Path(session).parents)
    return next((str(path) for path in there if path.exists()), book)
