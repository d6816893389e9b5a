"""The part of a panel that reads its book again, and says when that has changed."""

import asyncio

import ipywidgets as w
import traitlets as t
from markupsafe import Markup

from partnerbook.language.spoken import spoken
from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.table import Column, table
from partnerbook.panels.frame.view import live, piece

SECONDS = 3.0  # between two looks at the file
MOST_ROWS = 100  # of those that cannot be used


def book_parts(model: BookModel) -> list[w.Widget]:
    """The button that reads a book's file again, and below it what is wrong; nothing for a book that is in no file."""
    if model.path is None:
        return []
    say = model.reader.words["book"]
    again, changed = w.Button(description=say["again"]), piece()
    again.layout.width = "auto"
    again.on_click(lambda _: model.read_again())
    told = html("frame/changed.html", sentence=say["changed"].format(book=model.path.name))
    t.dlink((model, "outdated"), (changed, "value"), lambda outdated: told if outdated else "")
    unread = live(model, lambda: alert(model.problems["book"]) if "book" in model.problems else "")
    _watch(model, again)
    return [changed, again, unread, live(model, lambda: unused_rows(model))]


def unused_rows(model: BookModel) -> Markup:
    """The rows that cannot be used, to unfold: where each stands, what was found there, and what was meant."""
    if not model.unused:
        return Markup()
    say = model.reader.words["book"]
    columns = [Column(say["place"], "start", "row"), Column(say["found"], "start"), Column(say["meant"], "start")]
    read = model.reader
    rows = [(spoken(each.place, read), each.found, spoken(each.message, read)) for each in model.unused[:MOST_ROWS]]
    more = len(model.unused) - len(rows)
    return html(
        "frame/unused.html",
        said=say["unused"].format(count=len(model.unused)),
        rows=table(columns, rows),
        more=say["more"].format(count=more) if more else "",
    )


def _watch(model: BookModel, shown: w.Widget) -> None:
    """Look at the file now and then, where the kernel has a loop, for as long as the panel is there."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return

    def look() -> None:
        if shown.comm is not None:
            model.look()
            loop.call_later(SECONDS, look)

    loop.call_later(SECONDS, look)
