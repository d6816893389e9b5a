"""What is known of a book whatever the day, worked out once for all days that are asked about."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from partnerbook.days import last_whole_month
from partnerbook.figures.breakdown import ClientLine, client_lines
from partnerbook.figures.commission_deals import DealCommissions, deal_commissions
from partnerbook.figures.retention import Movement, movements, sourced_sales
from partnerbook.figures.reviews import Check, monthly_checks
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import Ledger, ledger
from partnerbook.points.ledger_change import changed_ledger
from partnerbook.points.moves import Entries
from partnerbook.records import Book


class OfBook:
    """A book's ledger, and its movements and checks as far as they were asked for."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._movements: tuple[Movement, ...] = ()
        self._known_until = self._checked_until = date.min
        self._checks: tuple[Check, ...] = ()

    def changed(self, book: Book) -> "OfBook":
        """The same of a book in which a few clients' records are others."""
        other = OfBook(book)
        other.ledger = changed_ledger(self.ledger, self.book, book)
        return other

    @cached_property
    def ledger(self) -> Ledger:
        """All entries of the book."""
        return ledger(self.book)

    @cached_property
    def estimated(self) -> Entries:
        """Those of the entries that rest on estimated point units."""
        return Entries(entry for entry in self.ledger.entries if entry.terms.unit.estimated)

    @cached_property
    def clients(self) -> tuple[ClientLine, ...]:
        """Every client in order of names, with the kinds of its sales, without points."""
        return client_lines(self.book.clients, self.ledger.entries, {})

    @cached_property
    def sourced(self) -> tuple[Entry, ...]:
        """The sales that the partner sourced."""
        return tuple(sourced_sales(self.ledger.entries))

    @cached_property
    def commissions(self) -> DealCommissions:
        """The commission of every sale of the book."""
        return deal_commissions(self.book)

    def movements(self, last: date) -> tuple[Movement, ...]:
        """The movements of all whole months up to a day."""
        until = last_whole_month(last)
        if self._known_until < until:
            self._movements, self._known_until = movements(self.book, until), until
        return tuple(month for month in self._movements if month.month_end <= until)

    def checks(self, last: date, months: Sequence[Movement] = ()) -> tuple[Check, ...]:
        """The monthly checks up to a day; `months` where retention counts in them."""
        if months:
            return monthly_checks(self.book, self.ledger.entries, last, months)
        if self._checked_until < last:
            self._checks, self._checked_until = monthly_checks(self.book, self.ledger.entries, last), last
        return tuple(check for check in self._checks if check.day <= last)
