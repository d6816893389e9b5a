"""`partnerbook network` for programs."""

from typing import NamedTuple

from partnerbook.book.network import NetworkRow


class NetworkAnswer(NamedTuple):
    """The partners of a folder, a book each, in order of their names; what is at stake is so many `months` ahead."""

    months: int
    books: tuple[NetworkRow, ...]

    @property
    def rows(self) -> tuple[NetworkRow, ...]:
        """Book by book."""
        return self.books
