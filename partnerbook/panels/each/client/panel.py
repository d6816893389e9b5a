"""One client, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.client.model import ClientOptions, client_model
from partnerbook.panels.each.client.view import ClientDetails
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def client(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[ClientOptions],
) -> ClientDetails:
    """All that is known of one client: of a book, or of the book in a file; without either, of a made-up sample.

    Its points and revenue by month, its subscriptions and renewals, usage, engagement, links, where its points come
    from, and what its loss would cost. `language` and `numbers` as for `calculator`; `client` is its name or a part of
    it (else the one with most points), `as_of` the day (else the book's, else today).
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = client(as_of=date(2026, 10, 31), client="raquil insurance")
    >>> shown.model.found.client, shown.model.points[-1].total
    ('Fenraquil Insurance', Decimal('520.61'))
    """
    return ClientDetails(client_model(book, reader(language, numbers), today(), options), sample=book is None)
