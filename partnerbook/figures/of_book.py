"""What is known of a book whatever the day, worked out once for all days that are asked about."""

from datetime import date
from functools import cached_property

from partnerbook.days import last_whole_month
from partnerbook.figures.retention import Movement, movements
from partnerbook.points.ledger import Ledger, ledger
from partnerbook.records import Book


class OfBook:
    """A book's ledger, and its movements as far as they were asked for."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._movements: tuple[Movement, ...] = ()
        self._known_until = date.min

    @cached_property
    def ledger(self) -> Ledger:
        """All entries of the book."""
        return ledger(self.book)

    def movements(self, last: date) -> tuple[Movement, ...]:
        """The movements of all whole months up to a day."""
        if self._known_until < last:
            self._movements, self._known_until = movements(self.book, last), last
        until = last_whole_month(last)
        return tuple(month for month in self._movements if month.month_end <= until)
