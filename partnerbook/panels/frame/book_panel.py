"""A panel of a book: whose it is, its fields, and below them what the panel says of it, in both of its forms."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple, TypeAlias

import ipywidgets as w
from markupsafe import Markup

from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.panels.frame.book_view import book_parts
from partnerbook.panels.frame.html import html, note
from partnerbook.panels.frame.listed import Listing, Rows
from partnerbook.panels.frame.model import Followed
from partnerbook.panels.frame.overview_model import OverviewModel
from partnerbook.panels.frame.pressable import pressable
from partnerbook.panels.frame.row_list import static_list
from partnerbook.panels.frame.table import Form
from partnerbook.panels.frame.view import Panel, fields, live, piece


class Part(NamedTuple):
    """A part of a panel: its heading, sentences, and what stands below them; a `wide` table scrolls by itself."""

    heading: str = ""
    sentences: Sequence[str] = ()
    body: Markup = Markup()
    wide: bool = False


class Listed(NamedTuple):
    """A list among the parts of a panel; `rows` gives None where there is none."""

    rows: Callable[[Overview], Rows | None]


Parts: TypeAlias = Callable[[Overview, Form], Iterable[Part]]  # "facts" where a style sheet is, "table" where none is


class BookPanel(Panel):
    """What a book says on a day, in parts and lists; `section` has its words, among them `title` and `of`."""

    section: ClassVar[str]
    model: OverviewModel
    _drawn_lists: tuple[tuple[Listed, Listing], ...] = ()
    _act: Callable[[str], object] | None = None

    def __init__(
        self,
        model: OverviewModel,
        sample: bool,
        asked: Sequence[w.Widget],
        shown: Sequence[Parts | Listed],
        below: Sequence[w.Widget] = (),
        act: Callable[[str], object] | None = None,
    ) -> None:
        """With `act` the parts have figures that open something: it is called with the code of one that is pressed."""
        self.model = model
        self._act = act
        self.note = model.reader.words["progress"]["sample"] if sample else ""
        self._told = tuple(shown)
        told = [piece(note(self.note))] if self.note else []
        form = [fields(*asked)] if asked else []
        widgets = [self._widget(each) for each in shown]
        super().__init__(model, "", [*told, *form, *book_parts(model), *widgets, *below])
        model.follow(self._entitle)

    def _entitle(self) -> None:
        """The title names the partner, whom the book may call otherwise once it is read again."""
        say = self.model.reader.words[self.section]
        partner = self.model.book.settings.partner if self.model.book is not None else ""
        self.retitle(say["of"].format(partner=partner) if partner else say["title"])

    @property
    def listings(self) -> tuple[Listing, ...]:
        """The lists that are drawn, in their order."""
        return tuple(made for _, made in self._drawn_lists)

    @exactly
    def static_html(self) -> Markup:
        """The same, below the day that it is of."""
        reader, known = self.model.reader, self.model.known
        day = "" if known is None else f"{reader.words['progress']['as_of']}: {reader.day(known.as_of)}"
        told = html("frame/sentences.html", sentences=[self.note, day, *self.model.problems.values()])
        return html("frame/book_panel.html", told=told, forms=self.static_forms())

    def static_forms(self) -> Sequence[Markup]:
        """The static forms of what the panel shows: its parts, and the first rows of each list."""
        return [self._static(each) for each in self._told]

    def _widget(self, shown: Parts | Listed, followed: Followed | None = None) -> w.Widget:
        followed = followed or self.model
        if isinstance(shown, Listed):
            made = Listing(self.model, lambda: self._rows_of(shown), followed)
            self._drawn_lists = (*self._drawn_lists, (shown, made))
            return made

        def parts() -> Markup:
            return self._parts(shown, "facts")

        return live(followed, parts) if self._act is None else pressable(followed, parts, self._act)

    def _rows_of(self, shown: Listed) -> Rows | None:
        return None if self.model.known is None else shown.rows(self.model.known)

    def _parts(self, shown: Parts, form: Form, level: int = 3) -> Markup:
        known = self.model.known
        if known is None:
            return Markup()
        return html("frame/parts.html", parts=tuple(shown(known, form)), level=level)

    def _static(self, shown: Parts | Listed, level: int = 4) -> Markup:
        if not isinstance(shown, Listed):
            return self._parts(shown, "table", level)
        drawn = next((made for each, made in self._drawn_lists if each is shown), None)
        found = self._rows_of(shown) if drawn is None else drawn.rows()
        if found is None:
            return Markup()
        body = static_list(found.columns, found.rows, self.model.reader) if found.rows else Markup()
        return html("frame/parts.html", parts=[Part(found.heading, found.sentences, body)], level=level)
