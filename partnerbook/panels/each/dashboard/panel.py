"""The dashboard, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.dashboard.model import DashboardOptions, dashboard_model
from partnerbook.panels.each.dashboard.view import Dashboard
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def dashboard(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[DashboardOptions],
) -> Dashboard:
    """The dashboard: of a book, or of the book in a file; without either, of a made-up sample.

    Every panel that shows a book is a section of it, and so are the book's saved reports; a section is worked out when
    it is first opened. `language` and `numbers` as for `calculator`; `as_of` and `goal` as for `tier_progress`,
    `segment` is the one whose clients are shown ("" for all): they hold for all sections. `sections` are the names of
    those that are open, such as ("program", "tier_progress").
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = dashboard(as_of=date(2026, 10, 31), sections=("tier_progress",))
    >>> shown.inside["tier_progress"].model.as_of = date(2026, 10, 31)
    >>> shown.model.as_of = date(2025, 10, 31)
    >>> shown.inside["tier_progress"].model.known.as_of
    datetime.date(2025, 10, 31)
    """
    model = dashboard_model(book, reader(language, numbers), today(), options)
    return Dashboard(model, sample=book is None)
