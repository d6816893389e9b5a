"""Currencies that became another one: since when, and at which legal rate."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from partnerbook.exact import EXACT, plain, quotient
from partnerbook.program import csv_rows, program_text

_FILE = "joined_currencies.csv"
_COLUMNS = ("currency", "into", "from", "rate", "source")


class Joined(NamedTuple):
    """What a currency became: so much of it is one of the other, from a day on."""

    currency: str
    into: str
    start: date
    rate: Decimal
    source: str


@lru_cache(maxsize=1)
def joined_currencies() -> dict[str, Joined]:
    """Each currency that became another one, by its code.

    >>> joined_currencies()["BGN"].into, joined_currencies()["BGN"].rate
    ('EUR', Decimal('1.95583'))
    """
    rows = csv_rows(program_text(_FILE), _FILE, _COLUMNS)
    return {
        currency: Joined(currency, into, date.fromisoformat(start), Decimal(rate), source)
        for currency, into, start, rate, source in rows
    }


def in_joined(amount: Decimal, currency: str, into: str) -> Decimal | None:
    """An amount in the currency that its own became, or the other way round; None where neither became the other.

    >>> in_joined(Decimal(100), "EUR", "BGN"), in_joined(Decimal("7.5345"), "HRK", "EUR")
    (Decimal('195.583'), Decimal('1'))
    """
    old, new = joined_currencies().get(currency), joined_currencies().get(into)
    if old and old.into == into:
        return quotient(amount, old.rate)
    return plain(EXACT.multiply(amount, new.rate)) if new and new.into == currency else None
