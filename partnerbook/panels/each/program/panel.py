"""Program information, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.program.model import ProgramOptions, program_model
from partnerbook.panels.each.program.view import ProgramInformation
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def program(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[ProgramOptions],
) -> ProgramInformation:
    """The program information: of a book, or of the book in a file; without either, of a made-up sample.

    The tiers and the edition in force, points and what the next tier needs, what was sourced, retention, the account,
    the outlook and the next steps. `language` and `numbers` as for `calculator`; `as_of` is the day (else the book's,
    else today), as a date or as people write it.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = program(as_of=date(2026, 10, 31))
    >>> shown.model.known.credited, shown.model.known.next_tier
    ('Platinum', 'Diamond')
    """
    return ProgramInformation(program_model(book, reader(language, numbers), today(), options), sample=book is None)
