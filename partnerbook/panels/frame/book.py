"""The book that a panel shows: given, in a file, or the made-up sample; and whether its file is still the same."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import traitlets as t

from partnerbook.errors import PartnerbookError
from partnerbook.files.problems import ERROR, Problem, of_severity
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.model import PanelModel, given
from partnerbook.records import Book


class Source(NamedTuple):
    """A book that was read: from which file (None: from none), as that was then, and what of it cannot be used.

    `sample` is whether it is the made-up one.
    """

    book: Book
    unused: tuple[Problem, ...] = ()
    path: Path | None = None
    state: tuple[int, int] | None = None
    sample: bool = False

    @property
    def left_out(self) -> int:
        """How many rows cannot be used."""
        return len(self.unused)


_read: list[Source] = []  # of files, the last ones: all panels of a kernel share what is read
MOST_KEPT = 4


def file_state(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None where there is no file, as for a moment while a program saves it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def read(path: Path) -> Source:
    """The book of a file, and its rows that cannot be used. Errors: PartnerbookError for no book, OSError."""
    from partnerbook.book.read.reader import read_book

    path, state = path.absolute(), file_state(path)  # before it is read: what is saved meanwhile is another state
    known = next((each for each in _read if (each.path, each.state) == (path, state)), None)
    if known is None or path.is_dir():  # a folder's own state says nothing of the files in it
        book, problems = read_book(path)
        known = Source(book, of_severity(problems, ERROR), path, state)
    _read[:] = [known, *(each for each in _read if each is not known and each.path != path)][:MOST_KEPT]
    return known


def found_book(book: Book | str | Path | None) -> Source:
    """The same of whatever a person gives: a book as it is, the book of a path, or the sample for None.

    >>> found_book(Book())
    Source(book=<Book: nothing in it yet>, unused=(), path=None, state=None, sample=False)
    """
    if book is None:
        return Source(_sample(), sample=True)
    return Source(book) if isinstance(book, Book) else read(Path(book))


@cache
def _sample() -> Book:
    from partnerbook.sample import sample_book

    return sample_book()


class BookModel(PanelModel):
    """The frame of the model of a panel that shows a book.

    `left_out` is how many of the book's rows could not be used, `unused` which and why; `outdated` whether the file has
    changed since it was read, as far as `look` has seen.
    """

    book = given(t.Instance(Book, allow_none=True))
    left_out = given(t.Int(0))
    outdated = t.Bool(read_only=True)

    path: Path | None = None
    is_sample = False
    unused: tuple[Problem, ...] = ()
    _state: tuple[int, int] | None = None
    _unread = ""
    _outer: "BookModel | None" = None

    def __init__(self, found: Source | None, **options: Any) -> None:
        if found is not None:
            self.path, self._state, self.unused = found.path, found.state, found.unused
            self.is_sample = found.sample
            options = {**options, "book": found.book, "left_out": found.left_out}
        super().__init__(**options)

    def stand_in(self, outer: "BookModel") -> None:
        """Show the book of another model: its file is this one's too, and it is that model which reads it again."""
        self.path, self.is_sample, self._outer = outer.path, outer.is_sample, outer

    def look(self) -> None:
        """Look whether the book's file has changed. Where it is away, nothing is said: it may be being saved."""
        state = None if self.path is None else file_state(self.path)
        if state is not None:
            self.set_trait("outdated", state != self._state)

    def read_again(self) -> None:
        """Read the file again. One that cannot be read now leaves the figures as they are, and is told."""
        if self._outer is not None:
            self._outer.read_again()
            return
        if self.path is None:
            return
        try:
            source = read(self.path)
        except (PartnerbookError, OSError) as error:
            self._unread = spoken_value(error, self.reader)
            self.compute()
            return
        self._unread, self._state, self.unused = "", source.state, source.unused
        self.set_trait("outdated", False)
        with self.hold_trait_notifications():
            self.book, self.left_out = source.book, source.left_out
        self.compute()

    def tell_unread(self, problems: dict[str, str]) -> None:
        """Put it among the problems that the file could not be read again."""
        if self._unread:
            problems["book"] = self._unread
