"""The list of clients, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.clients.model import ClientsOptions, clients_model
from partnerbook.panels.each.clients.view import Clients
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def clients(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[ClientsOptions],
) -> Clients:
    """The clients of a book, or of the book in a file; without either, of a made-up sample.

    Products, relationship, usage, MRR, points, the next renewal, and links to the CRM and the account. Below the list
    one's services for a client are ended: what would change is shown first. `language` and `numbers` as for
    `calculator`; `as_of` is the day (else the book's, else today); `segment` leaves only the clients of one of the
    book's segments; `client` and `ends_on` fill the fields for the end of services.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = clients(as_of=date(2026, 10, 31))
    >>> len(shown.model.listed) == len(shown.model.book.clients)
    True
    """
    return Clients(clients_model(book, reader(language, numbers), today(), options), sample=book is None)
