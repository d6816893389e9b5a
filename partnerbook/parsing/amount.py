"""An amount as people write it: the one idea of it that book, panels, functions and command share.

What is in the way is a code; who shows it has the sentence. A text that could be two amounts is settled by a decimal
mark that is known (of its column, or of the person), and else by nothing.
"""

from decimal import Decimal
from enum import StrEnum
from math import isfinite
from numbers import Integral, Rational, Real
from typing import NamedTuple

from partnerbook.errors import BadInput, Sentence
from partnerbook.parsing.number import is_currency, label_fits, number_text

LARGEST = Decimal(10**15)


def given_amount(value: object, what: str = "The amount") -> Decimal:
    """The amount that a caller gives: a Decimal, or a whole number as one.

    Errors: BadInput, which says what to give instead, for NaN, infinity, True, a float, a text, and for what is too
    large to be meant.

    >>> given_amount(Decimal("1234.50")), given_amount(1000)
    (Decimal('1234.50'), Decimal('1000'))
    >>> given_amount(1234.5)
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadInput: The amount is 1234.5, a float, which seldom is what was typed; give Decimal("1234.5").
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | Integral):
        raise BadInput("{what} is {value!s:.60}, {instead}.", what=what, value=value, instead=_instead(value))
    amount = value if isinstance(value, Decimal) else Decimal(int(value))
    if not amount.is_finite():
        raise BadInput(
            '{what} is {amount}, which is no number; give a Decimal, such as Decimal("1234.50").',
            what=what,
            amount=amount,
        )
    if amount.copy_abs() >= LARGEST:
        raise BadInput("{what} is {amount}, which is too large to be meant.", what=what, amount=amount)
    return amount


def given_whole(value: object, what: str) -> int:
    """The whole number from 0 that a caller gives. Errors: BadInput for anything else.

    >>> given_whole(2, "Other partners")
    2
    >>> given_whole(0.5, "Other partners")
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadInput: Other partners is 0.5; it is a whole number from 0.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 0:
        raise BadInput("{what} is {value!s:.60}; it is a whole number from 0.", what=what, value=value)
    return int(value)


def _instead(value: object) -> str:
    """What a value is that is no amount, and what to give in its place."""
    example = "1234.50"
    if isinstance(value, Real) and not isinstance(value, bool | Rational) and isfinite(value):
        example = str(value)
        return Sentence('a float, which seldom is what was typed; give Decimal("{example}")', example=example)
    kind = "nothing" if value is None else f"a {type(value).__name__}"
    return Sentence(
        '{kind}, which is no amount; give a Decimal, such as Decimal("{example}")', kind=kind, example=example
    )


class AmountFault(StrEnum):
    """Why a text is no amount that can be used: LABEL is another currency, WORD none at all, such as k or %."""

    EMPTY = "empty"
    NUMBER = "number"
    TWO = "two"
    LABEL = "label"
    WORD = "word"
    NEGATIVE = "negative"
    LARGE = "large"


class AmountText(NamedTuple):
    """A text read as an amount: its value, or the fault; what stands beside the digits; the values it could have.

    `why` ends a sentence that begins with the text, where it is no number.
    """

    value: Decimal | None = None
    fault: AmountFault | None = None
    label: str = ""
    readings: tuple[Decimal, ...] = ()
    why: Sentence | None = None


def amount_text(text: str, currency: str | None = None, mark: str = "") -> AmountText:
    """An amount from 0 up, in a currency given as its code: "" where none may stand beside it, None where any may.

    `mark` is the decimal mark that holds where both fit, "." or ",".

    >>> amount_text("1.234,50 €", "EUR").value, amount_text("1.234", "EUR", mark=",").value
    (Decimal('1234.50'), Decimal('1234'))
    >>> [amount_text(text, "EUR").fault.value for text in ("", "ten", "1.234", "R$ 5", "1k", "-5", "9" * 16)]
    ['empty', 'number', 'two', 'label', 'word', 'negative', 'large']
    """
    if not text.strip():
        return AmountText(fault=AmountFault.EMPTY, why=Sentence("is empty"))
    read = number_text(text)
    if not read.readings:
        return AmountText(fault=AmountFault.NUMBER, label=read.label, why=read.why)
    found = AmountText(label=read.label, readings=read.readings)
    if currency is not None and read.label and not (currency and label_fits(read.label, currency)):
        return found._replace(fault=AmountFault.LABEL if is_currency(read.label) else AmountFault.WORD)
    value = read.at(mark)
    if value is None:
        return found._replace(fault=AmountFault.TWO)
    fault = AmountFault.NEGATIVE if value < 0 else AmountFault.LARGE if value >= LARGEST else None
    return found._replace(value=value if fault is None else None, fault=fault)
