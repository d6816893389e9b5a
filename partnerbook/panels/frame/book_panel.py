"""A panel of a book: whose it is, its fields, and below them what the panel says of it, in both of its forms."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

import ipywidgets as w
from markupsafe import Markup

from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.frame.book_view import book_parts
from partnerbook.panels.frame.html import html, note
from partnerbook.panels.frame.overview_model import OverviewModel
from partnerbook.panels.frame.table import Form
from partnerbook.panels.frame.view import Panel, fields, live


class Part(NamedTuple):
    """A part of a panel: its heading, sentences, and what stands below them; a `wide` table scrolls by itself."""

    heading: str = ""
    sentences: Sequence[str] = ()
    body: Markup = Markup()
    wide: bool = False


class BookPanel(Panel):
    """What a book says on a day, part by part; `section` has its words, among them `title` and `of`."""

    section: ClassVar[str]
    model: OverviewModel

    def __init__(
        self, model: OverviewModel, sample: bool, asked: Sequence[w.Widget], below: Sequence[w.Widget] = ()
    ) -> None:
        self.model = model
        self.note = model.reader.words["progress"]["sample"] if sample else ""
        told = [w.HTML(note(self.note))] if self.note else []
        form = [fields(*asked)] if asked else []
        super().__init__(
            model, "", [*told, *form, *book_parts(model), live(model, lambda: self._shown("facts")), *below]
        )
        model.follow(self._entitle)

    def _entitle(self) -> None:
        """The title names the partner, whom the book may call otherwise once it is read again."""
        say = self.model.reader.words[self.section]
        partner = self.model.book.settings.partner if self.model.book is not None else ""
        self.retitle(say["of"].format(partner=partner) if partner else say["title"])

    def parts(self, known: Overview, form: Form) -> Iterable[Part]:
        """What is known, part by part; "facts" where a style sheet is, "table" where none is."""
        raise NotImplementedError

    @exactly
    def static_html(self) -> Markup:
        """The same parts, below the day that they are of."""
        reader, known = self.model.reader, self.model.known
        day = "" if known is None else f"{reader.words['progress']['as_of']}: {reader.day(known.as_of)}"
        sentences = [self.note, day, *self.model.problems.values()]
        told = html("frame/sentences.html", sentences=sentences)
        return html("frame/book_panel.html", told=told, form=self._shown("table"))

    def _shown(self, form: Form) -> Markup:
        known = self.model.known
        if known is None:
            return Markup()
        return html("frame/parts.html", parts=tuple(self.parts(known, form)), level=3 if form == "facts" else 4)
