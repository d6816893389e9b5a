"""The published point units: what counts as US$100 in a currency, by the day it holds from."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import BadProgramData, did_you_mean
from partnerbook.program import csv_rows, program_text

_COLUMNS = ("currency", "from", "unit", "basis", "source", "note")
_BASES = ("published", "assumed")


class PublishedUnit(NamedTuple):
    """The amount of a currency that counts as US$100 from a day on; the note says what of it is assumed."""

    currency: str
    start: date
    amount: Decimal
    basis: str
    source: str
    note: str


@lru_cache(maxsize=1)
def point_units() -> dict[str, tuple[PublishedUnit, ...]]:
    """The published units of each currency that has any, the oldest first.

    >>> [str(unit.amount) for unit in point_units()["GBP"]]
    ['62.50', '74']
    """
    return load_point_units(program_text("point_units.csv"), "point_units.csv")


def load_point_units(text: str, file: str) -> dict[str, tuple[PublishedUnit, ...]]:
    r"""The units of one CSV text; `file` is its name in messages.

    Errors: BadProgramData with the row, for a value that is none, a missing source or note, or days out of order.

    >>> load_point_units("currency,from,unit,basis,source,note\nEUR,2030-01-15,0,published,page,\n", "units.csv")
    Traceback (most recent call last):
        ...
    partnerbook.errors.BadProgramData: units.csv: EUR from 2030-01-15: the unit is 0; it must be above 0.
    """
    units: dict[str, tuple[PublishedUnit, ...]] = {}
    for row in csv_rows(text, file, _COLUMNS):
        unit = _unit(row, file)
        earlier = units.get(unit.currency, ())
        if earlier and earlier[-1].start >= unit.start:
            raise BadProgramData(
                f"{file}: {unit.currency} from {unit.start} stands below {earlier[-1].start}; "
                "the days of a currency must rise."
            )
        units[unit.currency] = (*earlier, unit)
    return units


def _unit(row: list[str], file: str) -> PublishedUnit:
    currency, start, amount, basis, source, note = row
    where = f"{file}: {currency} from {start}"
    try:
        unit = PublishedUnit(currency, date.fromisoformat(start), Decimal(amount), basis, source, note)
    except (InvalidOperation, ValueError):
        raise BadProgramData(f'{where}: the unit is "{amount}"; it must be a date and a number.') from None
    if not unit.amount.is_finite() or unit.amount <= 0:
        raise BadProgramData(f"{where}: the unit is {amount}; it must be above 0.")
    if basis not in _BASES:
        guess = did_you_mean(basis, _BASES) or "."
        raise BadProgramData(f'{where}: the basis is "{basis}"; it must be "published" or "assumed"{guess}')
    if not source or (basis == "assumed" and not note):
        raise BadProgramData(f"{where}: it must name its source, and in a note what is assumed.")
    return unit
