"""An amount as people write it: the one idea of it that book, panels, functions and command share.

What is in the way is a code; who shows it has the sentence. A text that could be two amounts is settled by a decimal
mark that is known (of its column, or of the person), and else by nothing.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from partnerbook.parsing.number import label_fits, number_text

LARGEST = Decimal(10**15)


class AmountFault(StrEnum):
    """Why a text is no amount that can be used."""

    EMPTY = "empty"
    NUMBER = "number"
    TWO = "two"
    LABEL = "label"
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
    why: str = ""


def amount_text(text: str, currency: str | None = None, mark: str = "") -> AmountText:
    """An amount from 0 up, in a currency given as its code: "" where none may stand beside it, None where any may.

    `mark` is the decimal mark that holds where both fit, "." or ",".

    >>> amount_text("1.234,50 €", "EUR").value, amount_text("1.234", "EUR", mark=",").value
    (Decimal('1234.50'), Decimal('1234'))
    >>> [amount_text(text, "EUR").fault.value for text in ("", "ten", "1.234", "R$ 5", "-5", "9" * 16)]
    ['empty', 'number', 'two', 'label', 'negative', 'large']
    """
    if not text.strip():
        return AmountText(fault=AmountFault.EMPTY, why="is empty")
    read = number_text(text)
    if not read.readings:
        return AmountText(fault=AmountFault.NUMBER, label=read.label, why=read.why)
    found = AmountText(label=read.label, readings=read.readings)
    if currency is not None and read.label and not (currency and label_fits(read.label, currency)):
        return found._replace(fault=AmountFault.LABEL)
    value = read.at(mark)
    if value is None:
        return found._replace(fault=AmountFault.TWO)
    fault = AmountFault.NEGATIVE if value < 0 else AmountFault.LARGE if value >= LARGEST else None
    return found._replace(value=value if fault is None else None, fault=fault)
