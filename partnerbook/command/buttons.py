"""What the buttons in Excel do: on a copy of the workbook in front, which the macro has saved, and nothing on itself.

What they make is opened, and what they find is a workbook of its own: a sheet in the person's workbook would be a
change that nobody has asked for, and part of the book from then on.
"""

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from partnerbook.command.button_tasks import Front, done
from partnerbook.command.voice import begin, end
from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.functions.hosts.xlwings.addin import TASKS, copies_folder

_DAY = len("20261130")  # of the name of a folder with a copy


@exactly
def start(task: str, moment: str) -> None:
    """Do one of TASKS for the workbook in front, of which a macro has saved a copy at a moment, and open what it made.

    Called by xlwings' RunPython. Errors: BadInput where there is no such task or copy.
    """
    import xlwings

    folder = copies_folder(Path.home(), os.environ)
    there = (folder / moment).iterdir() if moment.isdigit() and (folder / moment).is_dir() else ()
    copies = [path for path in there if path.is_file()]
    if task not in TASKS or len(copies) != 1:
        raise BadInput('There is no copy of a workbook in {folder} for "{task}".', folder=folder / moment, task=task)
    _forget(folder, moment)
    book = xlwings.Book.caller()
    begin([])
    try:
        opened = done(task, _front(book, copies[0]))
    finally:
        end()
        copies[0].unlink()
    for path in opened:
        book.app.books.open(path)


def _forget(folder: Path, moment: str) -> None:
    """Remove what was saved and shown on other days: nobody looks at it any more, and it is a partner's."""
    for old in folder.iterdir():
        if old.name.isdigit() and old.name[:_DAY] != moment[:_DAY]:
            shutil.rmtree(old, ignore_errors=True)


def _front(book: Any, copy: Path) -> Front:
    """What is known of the workbook in front, of xlwings."""
    full = _full_name(book)
    beside = Path(local).parent if (local := _local(book, full)) else None
    if beside is None or not os.access(beside, os.W_OK):
        documents = Path.home() / "Documents"
        beside = documents if documents.is_dir() else Path.home()
    names = [each.name for each in book.app.books]
    shown = copy.parent / "shown"  # not beside the copy, of which there is one
    shown.mkdir()
    return Front(copy, _address(full), beside, shown, names)


def _full_name(book: Any) -> str:
    """Where the workbook is, as Excel says: a path, an address in OneDrive, or the name alone of one never saved."""
    api = book.api
    return str(api.FullName if hasattr(api, "FullName") else api.full_name.get())


def _local(book: Any, full: str) -> str:
    """The path of the workbook on this computer; "" for one that was never saved, or lies where xlwings finds none."""
    import xlwings

    if "://" not in full:
        return full if Path(full).is_absolute() else ""
    try:
        return str(book.fullname)
    except xlwings.XlwingsError:
        return ""


def _address(full: str) -> str:
    """The address by which a link opens a workbook; "" for one that was never saved.

    >>> _address("https://d.docs.live.net/1a/My book.xlsx"), _address("Book1")
    ('https://d.docs.live.net/1a/My%20book.xlsx', '')
    """
    if "://" in full:
        return quote(full, safe=":/?&=%~@+,;()'")
    return Path(full).as_uri() if Path(full).is_absolute() else ""
