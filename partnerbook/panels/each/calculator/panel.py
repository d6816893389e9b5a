"""The points calculator, as a notebook asks for it."""

from datetime import date
from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.calculator.model import CalculatorOptions, calculator_model
from partnerbook.panels.each.calculator.view import Calculator
from partnerbook.panels.frame.book import found_book
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def calculator(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    on: date | str | None = None,
    **options: Unpack[CalculatorOptions],
) -> Calculator:
    """The points calculator: points of an amount, and points into money or back.

    With a book, or the path of one, its own rates, growth markets and assumptions count, and of a `client` of it what
    HubSpot states; without one the published rules.

    `language` is "en", "es", "pt", or with a country whose numbers are meant, such as "pt-BR"; `numbers` is whose
    numbers, if not those; `on` the day whose rules hold (else today). The other options are what the fields begin
    with: `amount`, `client`, `market`, `currency`, `manage`, `others`, `source`, `method`,
    `sold_given`, `managed_given`.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> from datetime import date
    >>> shown = calculator(amount="2500", market="Mexico", manage=True, on=date(2026, 2, 1))
    >>> shown.model.sold, shown.model.managed, shown.model.total
    (Decimal('250'), Decimal('50'), Decimal('300'))
    >>> shown.model.sold_why
    'USD 2,500 / 100 × 5 (sourced) × 2 (growth market: Mexico), edition of January 15, 2026'
    """
    found = None if book is None else found_book(book)
    return Calculator(calculator_model(reader=reader(language, numbers), on=on or today(), found=found, **options))
