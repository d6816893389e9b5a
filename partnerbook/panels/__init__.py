"""Notebook panels: the points calculator, and the progress to a tier.

Each function returns a widget; a cell's last line shows it. `model` on the widget has its inputs and results.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partnerbook.panels.each.calculator.view import Calculator
    from partnerbook.panels.each.tier_progress.view import TierProgress
    from partnerbook.records import Book


def calculator(*, language: str = "en", numbers: str = "", on: date | None = None, **options: Any) -> "Calculator":
    """The points calculator: points of an amount, and points into money or back.

    `language` is "en", "es", "pt", or with a country whose numbers are meant, such as "pt-BR"; `numbers` is whose
    numbers, if not those; `on` the day whose rules hold (else today). The other options are what the fields begin
    with: `amount`, `market`, `currency`, `manage`, `others`, `source`, `method`, `sold_given`, `managed_given`.
    Errors: BadInput for an option, or a value of one, that there is not.

    >>> from datetime import date
    >>> shown = calculator(amount="2500", market="Mexico", manage=True, on=date(2026, 2, 1))
    >>> shown.model.sold, shown.model.managed, shown.model.total
    (Decimal('250'), Decimal('50'), Decimal('300'))
    >>> shown.model.sold_why
    'USD 2,500 / 100 × 5 (sourced) × 2 (growth market: Mexico), edition of January 15, 2026'
    """
    from partnerbook.language.reader import reader
    from partnerbook.panels.each.calculator.model import calculator_model
    from partnerbook.panels.each.calculator.view import Calculator

    return Calculator(calculator_model(reader=reader(language, numbers), on=on or _today(), **options))


def tier_progress(
    book: "Book | str | Path | None" = None, *, language: str = "en", numbers: str = "", **options: Any
) -> "TierProgress":
    """The progress to a tier: of a book, or of the book in a file; without either, of a made-up sample.

    `language` and `numbers` as for `calculator`. The other options are what the fields begin with: `as_of`, the day
    (else the book's, else today), and `goal`, the tier (else the book's, else the next one).
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> shown = tier_progress(as_of=date(2026, 10, 31), goal="Diamond")
    >>> shown.model.known.credited, round(shown.model.known.standing.total)
    ('Platinum', 2635)
    """
    from partnerbook.language.reader import reader
    from partnerbook.panels.each.tier_progress.model import tier_progress_model
    from partnerbook.panels.each.tier_progress.view import TierProgress

    model = tier_progress_model(book, reader(language, numbers), _today(), options)
    return TierProgress(model, sample=book is None)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
