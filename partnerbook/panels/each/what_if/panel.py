"""What if, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.what_if.model import WhatIfOptions, what_if_model
from partnerbook.panels.each.what_if.view import WhatIfView
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def what_if(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[WhatIfOptions],
) -> WhatIfView:
    """What if: the scenarios of a book, or of the book in a file; without either, of a made-up sample.

    Each stands beside the book as it is, month by month, and so does what is typed: a sale, a downgrade, a
    cancellation, managing that begins, ends or is shared. What is typed reaches the book only if it is asked for, and
    is shown first. `language` and `numbers` as for `calculator`; `as_of` as for `program`; `months` is how far to look:
    6, 12 or 18. The other options are what the fields of a row begin with; `model.add()` makes one of them.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = what_if(as_of=date(2026, 10, 31))
    >>> [each.name for each in shown.model.found]
    ['', 'A good quarter', 'The largest client leaves']
    """
    return WhatIfView(what_if_model(book, reader(language, numbers), today(), options), sample=book is None)
