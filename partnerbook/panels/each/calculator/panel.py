"""The points calculator, as a notebook asks for it."""

from datetime import date
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.calculator.model import CalculatorOptions, calculator_model
from partnerbook.panels.each.calculator.view import Calculator
from partnerbook.panels.frame.today import today


def calculator(
    *, language: str = "en", numbers: str = "", on: date | None = None, **options: Unpack[CalculatorOptions]
) -> Calculator:
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
    return Calculator(calculator_model(reader=reader(language, numbers), on=on or today(), **options))
