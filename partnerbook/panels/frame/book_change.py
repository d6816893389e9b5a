"""What a panel shows before it changes a book (sheet, row, cell) and asks, and afterwards where the backup is."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import ipywidgets as w

from partnerbook.book.tables import BY_NAME
from partnerbook.book.write.change import ADD, SET, Change
from partnerbook.book.write.changed import Decision, changed
from partnerbook.book.write.contents import cell_content
from partnerbook.book.write.writer import Written
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.files.problems import Problem
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken, spoken_value
from partnerbook.panels.frame.book import BookModel
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.row_list import ListColumn, cell_text
from partnerbook.panels.frame.table import Column, table
from partnerbook.panels.frame.today import now
from partnerbook.panels.frame.view import button, piece
from partnerbook.records import Book

LISTED = 20  # changes that are shown one by one
Told: TypeAlias = Callable[[Book, Sequence[Change]], Iterable[str]]


class BookChange(w.VBox):
    """The question, two buttons and what came of it; nothing until `propose` is called."""

    def __init__(self, model: BookModel) -> None:
        self.model = model
        self.say = model.reader.words["change"]
        self.shown = piece()
        self._write, self._leave = (button(self.say[key]) for key in ("write", "leave"))
        self._write.on_click(lambda _: self.write())
        self._leave.on_click(lambda _: self.leave())
        self._buttons = w.HBox([self._write, self._leave])
        self._buttons.add_class("pb-buttons")
        self._decide: Decision = lambda _, __: ()
        self._told: Told = lambda _, __: ()
        self._found: list[Change] = []
        super().__init__([self.shown, self._buttons])
        self._ask(False)
        self.add_class("pb-change")

    def propose(self, decide: Decision, told: Told = lambda _, __: (), first: str = "") -> None:
        """Show what a decision would change, and what `told` says of the book and its changes, and ask."""
        self._decide, self._told = decide, told
        self._ask(False)
        if self.model.path is None:
            self.shown.value = alert(self.say["sample" if self.model.is_sample else "no_file"])
            return
        read = Book()

        def decided(book: Book, problems: tuple[Problem, ...]) -> Sequence[Change]:
            nonlocal read
            read, self._found = book, list(decide(book, problems))
            return self._found

        try:
            planned = changed(self.model.path, decided, now(), dry_run=True)
        except (PartnerbookError, OSError) as error:
            self.shown.value = alert(spoken_value(error, self.model.reader))
            return
        if not self._found:
            self.shown.value = html("frame/told.html", sentences=[self.say["nothing"]])
            return
        book = self.model.path.name
        self.shown.value = html(
            "frame/change.html",
            first=first,
            will=self.say["will"].format(book=book),
            table=change_table(self._found[:LISTED], self.model.reader),
            more=self.say["more"].format(count=len(self._found) - LISTED) if len(self._found) > LISTED else "",
            sentences=[*self._spoken(planned.left), *told(read, self._found)],
            ask=self.say["ask"],
        )
        self._ask(True)
        self._write.focus()

    def refuse(self, sentence: str) -> None:
        """Say why nothing can be proposed."""
        self._ask(False)
        self.shown.value = alert(sentence)

    def _ask(self, asked: bool) -> None:
        """Show the two buttons, or hide them."""
        self._buttons.layout.display = None if asked else "none"

    def clear(self) -> None:
        """Say and ask nothing any more."""
        self._ask(False)
        self.shown.value = ""

    def write(self) -> None:
        """Write what was shown: where the book has been saved meanwhile so that it is another change, ask again."""
        path, shown = self.model.path, self._found

        def same(book: Book, problems: tuple[Problem, ...]) -> Sequence[Change]:
            if list(found := self._decide(book, problems)) != shown:
                raise _OtherChange
            return found

        if path is None:
            return
        try:
            written = changed(path, same, now())
        except _OtherChange:
            self.propose(self._decide, self._told, self.say["again"])
            return
        except (PartnerbookError, OSError) as error:
            self._ask(False)
            self.shown.value = alert(spoken_value(error, self.model.reader))
            return
        self._ask(False)
        self.shown.value = html("frame/told.html", sentences=list(self._written(path.name, written)))
        self.model.read_again()

    def leave(self) -> None:
        """Leave the book as it is, and say so."""
        self._ask(False)
        name = self.model.path.name if self.model.path else ""
        self.shown.value = html("frame/told.html", sentences=[self.say["left"].format(book=name)])

    def _written(self, book: str, written: Written) -> Iterable[str]:
        if written.held:
            yield self.say["held"].format(book=book, copy=written.path.name)
        else:
            yield self.say["written"].format(book=book, backup=written.backup)
            yield self.say["undo"].format(book=book)
        yield from self._spoken((*written.left, *written.lost))
        if written.waiting:
            yield self.say["waiting"].format(count=written.waiting)

    def _spoken(self, sentences: Iterable[str]) -> list[str]:
        return [spoken(each, self.model.reader) for each in sentences]


class _OtherChange(BadInput):
    """The book would change otherwise than was shown."""


def change_table(changes: Iterable[Change], reader: Reader) -> str:
    """Changes as a table: sheet, row, column, what stands there and what will."""
    say = reader.words["change"]
    heads = [Column(say[key], "start") for key in ("sheet", "row", "column", "was", "becomes")]
    return table(heads, [_cells(change, reader) for change in changes if change.kind in (ADD, SET)])


def _cells(change: Change, reader: Reader) -> tuple[str, ...]:
    made, say = BY_NAME[change.table], reader.words["change"]
    sheet = change.origin.sheet or made.label(reader.language)

    def text(field: str, value: object) -> str:
        content = cell_content(value, made.column(field), reader.language)
        kind = "number" if made.column(field).kind in ("number", "money", "whole", "rate") else "text"
        if hasattr(content, "toordinal"):
            kind = "day"
        elif kind == "text" and content is not None:
            content = str(content)
        return cell_text(content, ListColumn(field, "", kind), reader)  # type: ignore[arg-type]

    if change.kind == ADD:
        cells = {each.heading(reader.language): text(each.field, getattr(change.new, each.field))
                 for each in made.columns}  # fmt: skip
        filled = {heading: value for heading, value in cells.items() if value}
        return sheet, say["new_row"], "; ".join(filled), say["empty"], "; ".join(filled.values())
    column = made.column(change.field)
    was, becomes = (text(change.field, value) or say["empty"] for value in (change.old, change.new))
    row = str(change.origin.row) + (f" ({change.client})" if change.client else "")
    return sheet, row, column.heading(reader.language), was, becomes
